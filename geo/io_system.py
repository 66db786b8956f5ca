"""The industries of one economy, a nation or a region of it: what they buy, where, and what it takes in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError, MissingTableError, UnknownOptionError, UnknownRegionError
from geo.leontief import InputOutput, close, inverse, per_unit, read_io
from geo.problems import Told
from geo.regionalise import METHODS, household_shares, trade_shares
from geo.shares import quotient

if TYPE_CHECKING:
    from geo.activity import Activity

LARGEST = "largest"
TYPES = ("1", "2")


@dataclass(frozen=True, slots=True)
class Economy:
    """Which economy the industries belong to.

    Parameters
    ----------
    regionalise : str
        ``none`` takes the table as it is; ``slq``, ``cilq``, ``flq`` and ``aflq`` make that of a region of it (see
        `geo.regionalise.trade_shares`).
    region : str
        Code of the region, or ``largest``.
    delta : float
        Exponent of ``flq`` and ``aflq``.
    """

    regionalise: str = "none"
    region: str = LARGEST
    delta: float = 0.25

    def __post_init__(self) -> None:
        """Refuse a name that is not on the list.

        Raises
        ------
        UnknownOptionError
            If there is no such regionalisation.
        """
        if self.regionalise not in METHODS:
            raise UnknownOptionError("regionalisation", self.regionalise, METHODS)


NATION = Economy()


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Coefficients of one economy.

    `inputs` (n, n), `shares` (n, n) of them that are bought in the region, `output` (n,), `there` (n,) tells which
    industries the economy has; the others have no input and no value. `consumption` (n,) is what households buy of each
    industry per unit of income, None where the table does not say.
    """

    io: InputOutput
    inputs: np.ndarray
    shares: np.ndarray
    output: np.ndarray
    there: np.ndarray
    consumption: np.ndarray | None

    @property
    def local(self) -> np.ndarray:
        """Inputs that are bought in the economy itself."""
        bought: np.ndarray = self.inputs * self.shares
        return bought

    def per_output(self, row: str) -> np.ndarray:
        """Wages, jobs or other primary inputs for one unit of output.

        Raises
        ------
        DataContractError
            If the table has no such row.
        """
        if row not in self.io.primary:
            raise DataContractError("io", [Told.of("io_row", row=repr(row))])
        return per_unit(self.io.primary[row], self.io.output)

    def total(self, kind: str) -> np.ndarray:
        """Leontief's inverse: of the industries (``1``), or with households among them (``2``, of shape n + 1).

        Raises
        ------
        UnknownOptionError
            If the type is neither.
        DataContractError
            If type 2 is asked for and wages or consumption are missing.
        """
        if kind not in TYPES:
            raise UnknownOptionError("type", kind, TYPES)
        if kind == "1":
            return inverse(self.local)
        if self.consumption is None:
            raise DataContractError("io", [Told.of("io_households")])
        return inverse(close(self.local, np.where(self.there, self.per_output("WAGES"), 0.0), self.consumption))


def system(activity: Activity, economy: Economy = NATION) -> System:
    """Coefficients of the nation, or of a region by location quotients.

    A region has the technology and productivity of the nation. Its quotients come from the activity table, whose
    industries must be those of the table ``io``; an industry that is not known in the region counts as not there.
    Income of households is the sum of wages, or what they spend where that is more.

    Parameters
    ----------
    activity : Activity
        With the companion ``io``.
    economy : Economy

    Returns
    -------
    System

    Raises
    ------
    MissingTableError
        If there is no input-output table.
    DataContractError
        If the table cannot be read, or its industries are not those of the activity table.
    UnknownRegionError
        If there is no such region.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 150.0), ("A", "B", 500.0), ("B", "A", 200.0), ("B", "B", 100.0)]
    >>> rows += [("A", "OTHER_DEMAND", 350.0), ("B", "OTHER_DEMAND", 1700.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> jobs = pd.DataFrame({"A": [10.0, 90.0], "B": [30.0, 70.0]}, index=["R1", "R2"])
    >>> region = Economy("slq", region="R1")
    >>> system(from_tables(jobs, {"io": io}), region).local.round(3).tolist()
    [[0.075, 0.125], [0.2, 0.05]]
    """
    if activity.companions.io is None:
        raise MissingTableError("linkages", "io")
    io = read_io(activity.companions.io)
    n, consumption = len(io.codes), None
    if io.households is not None:
        income = max(float(io.primary.get("WAGES", np.zeros(1)).sum()), float(io.households.sum()))
        consumption = per_unit(io.households, np.array(income))
    if economy.regionalise == "none":
        there = io.output > 0
        return System(io, io.coefficients, np.ones((n, n)), io.output, there, consumption)
    quotients, output, size = _region(activity, io, economy.region)
    there = (quotients > 0) & (output > 0)
    known = np.where(there, quotients, 0.0)
    method, delta = economy.regionalise, economy.delta
    shares = trade_shares(known, size=size, method=method, delta=delta)
    if consumption is not None:
        consumption = consumption * household_shares(known, size=size, method=method, delta=delta)
    return System(io, np.where(there, io.coefficients, 0.0), shares, np.where(there, output, 0.0), there, consumption)


def _region(activity: Activity, io: InputOutput, region: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Quotients of the region, its output at the productivity of the nation, and its part of the nation."""
    codes = activity.values.index
    if region not in {LARGEST, *codes}:
        raise UnknownRegionError("region", region, [LARGEST, *codes])
    lacking = io.codes.difference(activity.values.columns)
    if len(lacking):
        found = Told.of("io_codes", n=len(lacking), total=len(io.codes), first=repr(lacking[0]))
        raise DataContractError("io", [found])
    code = region if region in codes else activity.totals.idxmax()
    place = int(codes.get_indexer(pd.Index([code]))[0])
    quotients = quotient(activity)[io.codes].to_numpy(dtype=float)[place]
    own = activity.values[io.codes].to_numpy(dtype=float)[place]
    nation = activity.reference[io.codes].to_numpy(dtype=float)
    output = io.output * np.nan_to_num(per_unit(own, nation))
    return np.nan_to_num(quotients), output, float(activity.totals.iloc[place] / activity.reference_total)
