"""The registers of enterprises that the routes answer from: each is indexed at its first request and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from api.answers import Kept
from geo.errors import DataContractError
from geo.name_index import NameIndex, name_index
from geo.point_filters import PointFilter, subtree
from geo.point_register import read_index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.source import Source
    from geo.point_index import EnterpriseIndex
    from geo.point_register import Register

REGISTER_BYTES = 500 * 2**20
"""Columns of indexed registers kept at once; the one in use is kept however large it is."""


@dataclass(frozen=True, eq=False)
class Indexed:
    """Enterprises of a dataset: the index for views, the rows for cards, the parents of industries for filters."""

    index: EnterpriseIndex
    rows: Register
    parents: Mapping[str, str]

    @cached_property
    def _by_id(self) -> np.ndarray | None:
        """Rows in the order of their ids, or None where that is the order of the register."""
        ids = self.index.register_ids
        return None if (ids[1:] > ids[:-1]).all() else ids.argsort().astype(np.uint32)

    @cached_property
    def names(self) -> NameIndex | None:
        """Names to search in, indexed when the first is asked for."""
        return name_index(self.rows)

    def row_of(self, identity: int) -> int | None:
        """Row of an id in the register."""
        ids, order = self.index.register_ids, self._by_id
        at = int(ids.searchsorted(np.int64(identity), sorter=order)) if len(ids) else 0
        if at == len(ids):
            return None
        row = at if order is None else int(order[at])
        return row if ids[row] == identity else None

    def with_branches(self, wanted: PointFilter) -> PointFilter:
        """Widen the industries of a filter by everything below them."""
        if wanted.industries is None:
            return wanted
        return replace(wanted, industries=subtree(wanted.industries, self.parents))


class Registers:
    """Indexed registers by dataset and version."""

    def __init__(self, store: Source) -> None:
        self._store = store
        self._kept: Kept[Indexed] = Kept(REGISTER_BYTES, weigh=lambda register: register.index.nbytes)

    def get(self, dataset: str, version: str) -> Indexed:
        """Return the register of a dataset.

        Raises
        ------
        RegioscopeError
            If there is no such dataset, or it has no enterprises.
        """
        return self._kept.get((dataset, version), lambda: self._read(dataset))

    def _read(self, dataset: str) -> Indexed:
        rows = self._store.register(dataset)
        return Indexed(read_index(rows), rows, self._parents(dataset))

    def _parents(self, dataset: str) -> dict[str, str]:
        try:
            table = self._store.table(dataset, "industries")
        except DataContractError:  # a register without a list of industries: its codes stand alone
            return {}
        if "parent_code" not in table.columns:
            return {}
        known = table[table["parent_code"].notna()]
        return dict(zip(known["industry_code"].astype(str), known["parent_code"].astype(str), strict=True))


def plain(value: object) -> object:
    """JSON value of a cell: None where it is missing.

    Examples
    --------
    >>> plain(np.int32(5)), plain(float("nan")), plain("x")
    (5, None, 'x')
    """
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.item() if isinstance(value, np.generic) else value
