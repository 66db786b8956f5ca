"""Gravity model of flows between regions, by Poisson pseudo-maximum likelihood: flows of 0 count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError, MissingTableError, UnknownOptionError
from geo.rows import pair_problems

if TYPE_CHECKING:
    from geo.activity import Activity

EFFECTS = ("masses", "fixed")
_STEPS = 200
_ENOUGH = 1e-12


def gravity(activity: Activity, *, effects: str = "masses") -> pd.DataFrame:
    """Fit flows by the sizes of both regions and their distance, ``exp(b0 + b1 ln m[r] + b2 ln m[s] + b3 ln d)``.

    Poisson pseudo-maximum likelihood with robust standard errors (HC0) keeps the flows of 0 [1]_. The regression of
    logarithms, which drops them and is biased, stands beside it for comparison.

    Parameters
    ----------
    activity : Activity
        With the companion ``flows``: ``origin_code``, ``destination_code``, ``value``, ``distance`` and, where the
        totals of the activity table shall not count, ``origin_mass`` and ``destination_mass``.
    effects : str
        ``masses``, or ``fixed``: an effect of each origin and each destination instead of their masses.

    Returns
    -------
    DataFrame
        Index ``term``; ``value``, ``standard_error``, ``z``, ``ols``, ``ols_standard_error``. Terms: ``intercept``,
        ``origin_mass``, ``destination_mass``, ``distance`` (elasticities), then ``deviance``, ``flows`` and ``zeros``
        (numbers). Pairs without a positive distance and masses or without a known flow are left out, as is a region
        with itself without distance; with ``fixed`` also those of a region that sends, or that receives, nothing: its
        effect has no finite value, and its zeros say nothing of the distance [2]_.

    Raises
    ------
    MissingTableError
        If there are no flows.
    DataContractError
        If distance or masses are missing, a pair stands twice, or there are too few flows.
    UnknownOptionError
        If there are no such effects.

    References
    ----------
    .. [1] Santos Silva, J. M. C., Tenreyro, S. (2006). The log of gravity. Review of Economics and Statistics 88(4),
       641-658.
    .. [2] Santos Silva, J. M. C., Tenreyro, S. (2010). On the existence of the maximum likelihood estimates in Poisson
       regression. Economics Letters 107(2), 310-312.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> masses = {"A": 1.0, "B": 2.0, "C": 4.0, "D": 8.0}
    >>> pairs = [(r, s, abs(masses[r] - masses[s])) for r in masses for s in masses if r != s]
    >>> flows = pd.DataFrame(pairs, columns=["origin_code", "destination_code", "distance"])
    >>> flows["value"] = [masses[r] * masses[s] / d**2 for r, s, d in pairs]
    >>> x = from_tables(pd.DataFrame({"C10": masses}), {"flows": flows})
    >>> gravity(x)["value"].round(6).tolist()[1:4]
    [1.0, 1.0, -2.0]
    """
    if effects not in EFFECTS:
        raise UnknownOptionError("effects", effects, EFFECTS)
    flows = _flows(activity, effects)
    design, names = _design(flows, effects)
    value = flows["value"].to_numpy(dtype=float)
    fitted, errors, deviance = ppml(design.to_numpy(dtype=float), value)
    some = value > 0
    ols, ols_errors = _ols(design.to_numpy(dtype=float)[some], np.log(value[some]))
    table = pd.DataFrame(
        {"value": fitted, "standard_error": errors, "z": fitted / errors, "ols": ols, "ols_standard_error": ols_errors},
        index=design.columns,
    ).loc[names]
    counts = {"deviance": deviance, "flows": float(len(value)), "zeros": float((~some).sum())}
    return pd.concat([table, pd.DataFrame({"value": counts})]).rename_axis("term")


def ppml(design: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Poisson regression with a logarithmic link, by iteratively reweighted least squares.

    Parameters
    ----------
    design : ndarray of shape (n_flows, n_terms)
    value : ndarray of shape (n_flows,)
        0 or more.

    Returns
    -------
    (ndarray of shape (n_terms,), ndarray of shape (n_terms,), float)
        Coefficients, robust standard errors (HC0), deviance.

    Raises
    ------
    DataContractError
        If the flows do not settle the coefficients.

    Examples
    --------
    >>> fitted, errors, deviance = ppml(np.ones((4, 1)), np.array([1.0, 2.0, 3.0, 2.0]))
    >>> round(float(np.exp(fitted[0])), 6), round(float(errors[0]), 6)
    (2.0, 0.176777)
    """
    mean = (value + value.mean()) / 2
    before = np.inf
    for _ in range(_STEPS):
        weight = np.sqrt(mean)
        target = np.log(mean) + (value - mean) / mean
        fitted, _, rank, _ = np.linalg.lstsq(design * weight[:, None], target * weight, rcond=None)
        if rank < design.shape[1]:
            raise DataContractError("flows", ["distance and masses cannot be told apart: too few different flows"])
        mean = np.exp(np.clip(design @ fitted, -500, 500))
        deviance = _deviance(value, mean)
        if abs(before - deviance) <= _ENOUGH * (abs(deviance) + 1):
            break
        before = deviance
    bread = np.linalg.inv((design * mean[:, None]).T @ design)
    scores = design * (value - mean)[:, None]
    errors = np.sqrt(np.diag(bread @ (scores.T @ scores) @ bread))
    return fitted, errors, deviance


def _deviance(value: np.ndarray, mean: np.ndarray) -> float:
    logs = np.log(np.where(value > 0, value, 1.0) / np.where(value > 0, mean, 1.0))
    return float(2 * (value * logs - (value - mean)).sum())


def _ols(design: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n, k = design.shape
    nothing = np.full(k, np.nan)
    if n <= k or np.linalg.matrix_rank(design) < k:
        return nothing, nothing
    fitted, *_ = np.linalg.lstsq(design, target, rcond=None)
    residuals = target - design @ fitted
    variance = float(residuals @ residuals) / (n - k)
    return fitted, np.sqrt(variance * np.diag(np.linalg.inv(design.T @ design)))


def _flows(activity: Activity, effects: str) -> pd.DataFrame:
    flows = activity.companions.flows
    if flows is None:
        raise MissingTableError("gravity", "flows")
    problems = [] if "distance" in flows.columns else ["column 'distance' is missing"]
    problems += pair_problems(flows, ("origin_code", "destination_code"))
    if problems:
        raise DataContractError("flows", problems)
    flows = flows.copy()
    for end in ("origin", "destination"):
        if f"{end}_mass" not in flows.columns:
            flows[f"{end}_mass"] = flows[f"{end}_code"].map(activity.totals.to_dict())
    columns = ["distance"] if effects == "fixed" else ["distance", "origin_mass", "destination_mass"]
    kept = flows[(flows[columns] > 0).all(axis=1) & flows["value"].notna()]
    if effects == "fixed":
        sent, received = (kept.groupby(f"{end}_code")["value"].transform("max") for end in ("origin", "destination"))
        kept = kept[(sent > 0) & (received > 0)]
    some = int(kept["value"].gt(0).sum())
    if some <= len(columns):
        problem = f"{len(kept)} pairs with {', '.join(columns)} above 0, of which {some} have a flow: too few"
        raise DataContractError("flows", [problem])
    return kept


def _design(flows: pd.DataFrame, effects: str) -> tuple[pd.DataFrame, list[str]]:
    """Columns of the regression, and those of them that are told."""
    distance = np.log(flows["distance"])
    if effects == "masses":
        names = ["origin_mass", "destination_mass"]
        logs = {name: np.log(flows[name]) for name in names}
        design = pd.DataFrame({"intercept": 1.0, **logs, "distance": distance})
        return design, list(design.columns)
    dummies = pd.get_dummies(flows[["origin_code", "destination_code"]], dtype=float)
    first = dummies.columns[dummies.columns.str.startswith("destination_code_")][0]
    return dummies.drop(columns=first).assign(distance=distance), ["distance"]
