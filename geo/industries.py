"""The industries of a dataset as a tree: groups before their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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
