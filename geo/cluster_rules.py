"""Is this a cluster? Published and own rules, evaluated on one table, with the truth of every single condition.

A rule is data (`geo.rule_file`): its conditions are compared, counted and put in order. What is not known stays
unknown: a condition on a missing figure is neither true nor false, and a rule whose table the data lack says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import DataContractError, MissingTableError
from geo.rule_evaluation import Robustness, evaluate_rule, robustness
from geo.rule_file import find_rule, load_rules, parse_rule, read_rule
from geo.rule_measures import litzenberger_sternberg
from geo.rule_result import RuleResult, evidence, failing

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.activity import Activity
    from geo.rule import Rule

__all__ = [
    "Robustness",
    "RuleResult",
    "cluster_stars",
    "evaluate_rule",
    "evidence",
    "failing",
    "find_rule",
    "life_cycle_stage",
    "litzenberger_sternberg_cluster_index",
    "load_rules",
    "parse_rule",
    "read_rule",
    "robustness",
    "rule_score",
    "strong_cluster",
]


def litzenberger_sternberg_cluster_index(activity: Activity) -> pd.DataFrame:
    """Cluster index of Litzenberger and Sternberg: relative density, stock and number of establishments in one figure.

    ``CI[r, i] = (x[r, i] / a[r]) / (x[i] / a) * (x[r, i] / p[r]) / (x[i] / p) / ((x[r, i] / b[r, i]) / (x[i] / b[i]))``
    with area ``a``, people ``p`` and establishments ``b`` [1]_. The sums are taken over those regions whose jobs,
    establishments, area and people are all known.

    Parameters
    ----------
    activity : Activity
        With `areas`, `population` and `companions.establishments`.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        1 is the average, 0 no jobs; NaN where one of the four is missing, or there are jobs without an establishment.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Litzenberger, T., Sternberg, R. (2006). Der Clusterindex - eine Methodik zur Identifizierung regionaler
       Cluster am Beispiel deutscher Industriebranchen. Geographische Zeitschrift 94(4), 209-224.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [20.0, 20.0]}, index=["R01", "R02"])
    >>> regions = pd.Series([1.0, 3.0], index=["R01", "R02"])
    >>> more = {"areas": regions, "population": regions, "establishments": x / 10}
    >>> litzenberger_sternberg_cluster_index(from_tables(x, more))["C10"].round(3).tolist()
    [4.0, 0.444]
    """
    return litzenberger_sternberg(activity)


def rule_score(
    name: str, rule: Rule, activity: Activity, parameters: Mapping[str, float] | None = None
) -> RuleResult:
    """Evaluate a rule for an indicator: what the data lack is an error that names the table.

    Raises
    ------
    MissingTableError
        If the rule needs a table that is not there.
    DataContractError
        If there are fewer years than the rule asks for.
    """
    result = evaluate_rule(rule, activity, parameters)
    too_few = bool(activity.companions.years) and "years" in result.missing
    absent = [table for table in result.missing if not (too_few and table == "years")]
    if absent:
        raise MissingTableError(name, absent[0])
    if too_few:
        raise DataContractError("years", list(result.notes[:1]))
    return result


def cluster_stars(activity: Activity, *, parameters: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Stars of the European Cluster Observatory: size, specialisation and focus [1]_.

    Parameters
    ----------
    activity : Activity
    parameters : mapping of str to float, optional
        Cuts other than the published ones: ``size``, ``specialisation``, ``focus``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 to 3; NaN where a condition is not known.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If there is no such parameter, or its value lies outside its bounds.

    References
    ----------
    .. [1] European Cluster Observatory. Evaluation of regional cluster strength (methodology page, 2007-2012).

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [90.0, 10.0, 10.0], "C24": [10.0, 90.0, 90.0]}, index=["R01", "R02", "R03"])
    >>> cluster_stars(from_tables(x)).loc["R01"].tolist()
    [3.0, 0.0]
    """
    return rule_score("cluster_stars", load_rules()["european_observatory_stars"], activity, parameters).score


def strong_cluster(activity: Activity, *, parameters: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Tiers of Delgado, Porter and Stern as the US Cluster Mapping project computes them [1]_.

    Parameters
    ----------
    activity : Activity
        With `companions.establishments`; `companions.traded` tells traded from local industries.
    parameters : mapping of str to float, optional
        Cuts other than the published ones.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 none, 1 qualifying, 2 significant, 3 strong, 4 strong with the quotient in the top tenth; NaN where it is not
        known and for local industries.

    Raises
    ------
    MissingTableError
        If there are no establishments.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Delgado, M., Porter, M. E., Stern, S. (2014). Clusters, convergence, and economic performance. Research
       Policy 43(10), 1785-1799.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [80.0, 20.0, 10.0], "C24": [20.0, 80.0, 90.0]}, index=["R01", "R02", "R03"])
    >>> strong_cluster(from_tables(x, {"establishments": x / 10}))["C10"].tolist()
    [4.0, 1.0, 0.0]
    """
    return rule_score("strong_cluster", load_rules()["delgado_porter_stern"], activity, parameters).score


def life_cycle_stage(activity: Activity, *, parameters: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Stage of a cluster's life: emergence, growth, sustainment, decline or transformation [1]_.

    The stages are those of the literature; the rule that tells them apart is this project's own.

    Parameters
    ----------
    activity : Activity
        With `companions.years` (five or more). Net entry of establishments is looked at where
        `companions.establishment_years` is there, related variety where `companions.groups` is.
    parameters : mapping of str to float, optional
        ``epsilon``, ``years``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 none, 1 emergence, 2 growth, 3 sustainment, 4 decline, 5 transformation; NaN where it is not known.

    Raises
    ------
    MissingTableError
        If there are no years.
    DataContractError
        If there are fewer than five.

    References
    ----------
    .. [1] Menzel, M.-P., Fornahl, D. (2010). Cluster life cycles: dimensions and rationales of cluster evolution.
       Industrial and Corporate Change 19(1), 205-238.
    """
    return rule_score("life_cycle_stage", load_rules()["life_cycle"], activity, parameters).score
