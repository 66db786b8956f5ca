"""Moves that protect hidden figures: cells whose values may change together without changing what is published."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from geo.disclosure_nodes import Nodes

_NEAR = 12
"""Cells of the same region, and of the same industry, that are tried as corners of a move."""
_TRIED = 12
"""Rectangles that are weighed for one figure."""
_FEWEST = 2
_TOTALS_COST = 10
"""To hide a total costs so many times what a cell of that size costs."""


class Move(NamedTuple):
    """Cells that rise and cells that fall by the same amount; `changed` are the published figures that then change."""

    cost: float
    changed: frozenset[int]


def hide(nodes: Nodes, primary: np.ndarray, needed: Mapping[str, np.ndarray]) -> np.ndarray:
    """Hide the sensitive figures and all that a move of each of them changes.

    Parameters
    ----------
    nodes : Nodes
    primary : ndarray of bool of shape (n_nodes,)
        The sensitive figures.
    needed : mapping
        Measure -> ndarray of int64 of shape (n_nodes,): how far each must be able to move.

    Returns
    -------
    ndarray of bool of shape (n_nodes,)
        What is hidden.
    """
    search = _Search(nodes, primary.copy(), {name: width.copy() for name, width in needed.items()})
    done = np.zeros(len(primary), dtype=bool)
    for node in _coarse_first(nodes, primary):
        if done[node]:
            continue
        for start in search.starts(node):
            changed = search.cheapest(node, start).changed
            search.hidden[list(changed)] = True
            same = [n for n in nodes.of_cell[start] if n in changed and search.starts(n) == [start]]
            done[[n for n in same if all(width[n] <= width[node] for width in needed.values())]] = True
    return search.hidden


def _coarse_first(nodes: Nodes, primary: np.ndarray) -> list[int]:
    """Order figures: totals of many enterprises first, since their moves serve the cells in them, too."""
    found = np.flatnonzero(primary)
    order = np.lexsort((found, -nodes.table["enterprises"].to_numpy()[found], found < nodes.cells))
    return [int(n) for n in found[order]]


class _Search:
    """Search for the move of a figure that hides least."""

    def __init__(self, nodes: Nodes, hidden: np.ndarray, needed: Mapping[str, np.ndarray]) -> None:
        self.nodes, self.hidden, self.needed = nodes, hidden, needed
        table, n = nodes.table, nodes.cells
        self.weight = table["employees"].to_numpy() + table["enterprises"].to_numpy().astype(float)
        members = np.bincount(nodes.of_cell[nodes.of_cell >= 0], minlength=len(table))
        self.weight[n:] *= np.where(members[n:] > 1, _TOTALS_COST, 0)  # a total of one cell says what the cell says
        # What may be taken from a cell although its largest contributor knows the own figure
        spare = {name: (table[name] - table[f"{name}_1"]).to_numpy()[:n] for name in needed}
        self.spare = {name: some for name, some in spare.items() if table[name].any()}
        self.several = (table["contributors"] >= _FEWEST).to_numpy()[:n]
        cells = table.iloc[:n]
        regions = _numbers(cells, [name for name in ("year", "region_code") if name in cells])
        industries = _numbers(cells, [name for name in ("year", "industry_code") if name in cells])
        self.in_region, self.in_industry = _lists(regions), _lists(industries)
        self.region, self.industry = regions.tolist(), industries.tolist()
        self.in_both: dict[tuple[int, int], list[int]] = {}
        for cell, both in enumerate(zip(self.region, self.industry, strict=True)):
            self.in_both.setdefault(both, []).append(cell)
        self.inside = _inside(nodes)
        self.above: list[list[int]] = nodes.of_cell.tolist()

    def starts(self, node: int) -> list[int]:
        """Cells that move with a figure: of each measure the largest in it."""
        if node < self.nodes.cells:
            return [node]
        inside = self.inside[node]
        values = [self.nodes.table[name].to_numpy()[inside] for name in self.spare] or [self.weight[inside]]
        return sorted({int(inside[np.argmax(some)]) for some in values})

    def cheapest(self, node: int, start: int) -> Move:
        """Return the move of a figure that hides least; the last resort is to hide all totals above it."""
        region, industry = self.region[start], self.industry[start]
        same = [cell for cell in self.in_both[region, industry] if self._fits(cell, node, start)]
        across = self._near(node, start, self.in_region[region])
        down = self._near(node, start, self.in_industry[industry])
        moves = [self._move([start], others) for others in ([], *([cell] for cell in (*same, *across, *down)))]
        apart = [c for c in across if self.industry[c] != industry], [c for c in down if self.region[c] != region]
        moves += self._rectangles(node, start, *apart)
        return min((move for move in moves if node in move.changed), key=lambda move: (move.cost, sorted(move.changed)))

    def _rectangles(self, node: int, start: int, across: list[int], down: list[int]) -> Iterator[Move]:
        """Two regions and two industries: their totals stay."""
        tried, best = 0, np.inf
        for cost, a, b in sorted((self._cost(a) + self._cost(b), a, b) for a in across for b in down):
            if tried == _TRIED or cost >= best:
                return
            among = self.in_both.get((self.region[b], self.industry[a]), [])
            corners = [cell for cell in among if self._fits(cell, node, start)]
            if corners:
                move = self._move([start, min(corners, key=self._cost)], [a, b])
                best = min(best, move.cost) if node in move.changed else best
                tried += 1
                yield move

    def _fits(self, cell: int, node: int, start: int) -> bool:
        """Tell whether a cell can be moved as far as the figure needs, whoever looks."""
        wide = all(self.spare[name][cell] >= self.needed[name][node] for name in self.spare)
        return wide and cell != start and bool(self.several[cell])

    def _near(self, node: int, start: int, among: np.ndarray) -> list[int]:
        """Return some of those that fit, the cheapest first."""
        fit = self.several[among] & (among != start)
        for name, spare in self.spare.items():
            fit &= spare[among] >= self.needed[name][node]
        found = among[fit]
        cost = np.where(self.hidden[found], 0.0, self.weight[found])
        if len(found) > _NEAR:
            least = np.flatnonzero(cost <= np.partition(cost, _NEAR - 1)[_NEAR - 1])  # ties, whatever their order
            found, cost = found[least], cost[least]
        return [int(cell) for cell in found[np.argsort(cost, kind="stable")[:_NEAR]]]

    def _cost(self, node: int) -> float:
        return 0.0 if self.hidden[node] else float(self.weight[node])

    def _move(self, up: list[int], down: list[int]) -> Move:
        net: dict[int, int] = {}
        for cells, sign in ((up, 1), (down, -1)):
            for cell in cells:
                for node in self.above[cell]:
                    net[node] = net.get(node, 0) + sign
        changed = frozenset(node for node, change in net.items() if change and node >= 0)
        return Move(sum(self._cost(node) for node in changed), changed)


def _numbers(cells: pd.DataFrame, columns: list[str]) -> np.ndarray:
    return np.asarray(cells.groupby(columns, sort=False).ngroup().to_numpy()) if len(cells) else np.empty(0, np.int64)


def _lists(group: np.ndarray) -> list[np.ndarray]:
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)


def _inside(nodes: Nodes) -> list[np.ndarray]:
    """Cells of each figure."""
    flat = nodes.of_cell.ravel()
    order = np.argsort(flat, kind="stable")
    begin = np.searchsorted(flat[order], np.arange(len(nodes.table) + 1))
    return [order[a:b] // nodes.of_cell.shape[1] for a, b in pairwise(begin.tolist())]
