"""The industries of a dataset as a tree: groups before their parts, and what a register holds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import UnknownIndustryError
from geo.point_filters import subtree

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd


def tree(industries: pd.DataFrame, levels: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Order the industries as a tree.

    Parameters
    ----------
    industries : DataFrame of shape (n,)
        Index ``industry_code``; columns ``level`` and, where there are several levels, ``parent_code``.
    levels : sequence of str
        Names of the levels from the top.

    Returns
    -------
    tuple of (industry_code, depth)
        Depth 0 is the top; a code follows the code that it belongs to; codes are in their own order within a group.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"level": ["division", "section"], "parent_code": ["A", None]}, index=["01", "A"])
    >>> tree(table, ["section", "division"])
    (('A', 0), ('01', 1))
    """
    rank = {level: i for i, level in enumerate(levels)}
    codes = [str(code) for code in industries.index]
    depths = [rank.get(str(level), 0) for level in industries["level"]]
    parents = dict.fromkeys(codes, "")
    if "parent_code" in industries.columns:
        parents = {c: p if isinstance(p, str) else "" for c, p in zip(codes, industries["parent_code"], strict=True)}

    def path(code: str) -> tuple[str, ...]:
        steps = [code]
        while (parent := parents.get(steps[0], "")) in parents and parent not in steps:
            steps.insert(0, parent)
        return tuple(steps)

    keyed = sorted(((path(code), code, depth) for code, depth in zip(codes, depths, strict=True)), key=lambda k: k[0])
    return tuple((code, depth) for _, code, depth in keyed)


def codes_held(asked: Sequence[str], industries: pd.DataFrame | None, held: Collection[str]) -> tuple[str, ...]:
    """Codes that a register holds of some industries: each one itself and everything below it.

    Parameters
    ----------
    asked : sequence of str
    industries : DataFrame, optional
        Index ``industry_code``; ``parent_code`` where there are several levels.
    held : collection of str
        Codes of the register.

    Returns
    -------
    tuple of str
        In ascending order.

    Raises
    ------
    UnknownIndustryError
        If the register holds nothing of one.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"parent_code": [None, "C", "C10"]}, index=["C", "C10", "C10.1"])
    >>> codes_held(["C"], table, ["C10", "C10.1", "J62"])
    ('C10', 'C10.1')
    """
    there, parents = set(held), {}
    if industries is not None and "parent_code" in industries.columns:
        above = industries["parent_code"].dropna()
        parents = dict(zip(above.index.astype(str), above.astype(str), strict=True))
    found: set[str] = set()
    for code in asked:
        own = subtree(frozenset({code}), parents) & there
        if not own:
            raise UnknownIndustryError("industry", code, there, where="among the enterprises")
        found |= own
    return tuple(sorted(found))
