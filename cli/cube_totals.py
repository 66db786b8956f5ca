"""Totals beside the cells of a cube: which are asked for, and their rows."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import DataContractError
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geo.aggregate import Partial
    from geo.disclosure import Protected

KINDS: Mapping[str, tuple[str, ...]] = {
    "both": ("region_code", "industry_code"),
    "region": ("region_code",),
    "industry": ("industry_code",),
    "all": (),
}
"""Kinds of totals, and the columns that each keeps; every kind keeps the year."""

_AXES = ("region_code", "industry_code")


def kinds(text: str) -> tuple[str, ...]:
    """Read ``region,industry``: kinds of totals, in their own order."""
    asked = {word.strip() for word in text.split(",")}
    for word in sorted(asked - KINDS.keys()):
        raise argparse.ArgumentTypeError(f"{word!r} is no kind of totals; there are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in asked)


def totals_of(sums: Partial, asked: Sequence[str], hidden: Protected | None) -> pd.DataFrame:
    """Rows of the totals that are asked for; what is added up holds ``TOTAL``.

    Parameters
    ----------
    sums : Partial
    asked : sequence of str
        Keys of `KINDS`.
    hidden : Protected, optional
        The cube and its totals under disclosure control, which knows every kind; without it nothing is hidden.

    Raises
    ------
    DataContractError
        If a code of the register is ``TOTAL`` itself.
    """
    from geo import disclosure  # noqa: PLC0415 - other verbs hide nothing

    for name in _AXES:
        if (sums.cells[name] == TOTAL).any():
            raise DataContractError("totals", [f"a code in {name} is {TOTAL!r} itself; leave out --totals"])
    wanted = [KINDS[kind] for kind in asked]
    if hidden is None:
        return disclosure.totals_of(sums, wanted)
    every, kept = hidden.totals, np.zeros(len(hidden.totals), dtype=bool)
    for columns in wanted:
        kept |= np.logical_and.reduce([(every[name] != TOTAL) == (name in columns) for name in _AXES])
    return every[kept].reset_index(drop=True)
