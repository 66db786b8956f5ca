"""The years of a view as frames of one map: the same classes in every year, so that colours compare."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from papers.same_classes import classified_together
from scene.drawing import Drawing
from scene.figures import Figures
from scene.message import message_of

if TYPE_CHECKING:
    from geo.query import Result

MOST_FIGURES = 120_000
"""Figures of all frames together; with more of them only every second (third ...) year is a frame."""


@dataclass(frozen=True, slots=True, eq=False)
class Years:
    """A view with the classes that all its years share, and a frame for each year, ascending."""

    drawing: Drawing
    frames: tuple[dict[str, Any], ...]


def years_of(drawing: Drawing) -> Years | None:
    """Make a frame of each year of a view's measure.

    Parameters
    ----------
    drawing : Drawing
        The view in one year; it is without hot spots and without how sure it is afterwards.

    Returns
    -------
    Years or None
        Each frame has ``year``, ``classes``, ``values``, ``top``, ``items`` (rows of the legend), ``title``,
        ``subtitle``, ``alt``, and ``lower`` and ``upper`` where there are intervals. None where the measure has fewer
        than two years with figures.
    """
    results = _results(drawing)
    if len(results) < 2:  # noqa: PLR2004 - one year does not run
        return None
    drawings = _same_classes(drawing, results)
    messages = [json.loads(message_of(one).to_json()) for one in drawings]
    rows = _rows([message["legend"]["items"] for message in messages])
    frames = [_frame(one, message, items) for one, message, items in zip(drawings, messages, rows, strict=True)]
    asked = drawing.view.query.year
    nearest = min(drawings, key=lambda one: abs(one.view.query.year - asked))
    return Years(nearest, tuple(frames))


def _results(drawing: Drawing) -> list[Result]:
    """Figures of each year; of every second (third ...) one and the last where they would be too many."""
    query, store = drawing.view.query, drawing.store
    years = drawing.figures.dataset.years(query.measure)
    step = -(-len(years) * len(drawing.codes) // MOST_FIGURES) or 1
    kept = sorted({*years[::step], *years[-1:]})
    results = (store.result(replace(query, year=year)) for year in kept)
    return [result for result in results if result.values.notna().any()]


def _same_classes(drawing: Drawing, results: list[Result]) -> list[Drawing]:
    """Classify all years together, then give each its part."""
    codes, figures = drawing.codes, drawing.figures
    values = [result.values.reindex(codes).to_numpy(dtype=float) for result in results]
    below = [result.below.reindex(codes, fill_value=False).to_numpy(dtype=bool) for result in results]
    layers = tuple(name for name in drawing.view.layers if name != "hotspots")
    view = replace(drawing.view, honest="", layers=layers)
    return [
        Drawing(
            replace(view, query=result.query), result, classes,
            Figures(figures.say, figures.dataset, result.query), drawing.store,
        )
        for result, classes in zip(results, classified_together(values, below, figures), strict=True)
    ]  # fmt: skip


def _rows(legends: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Give every year the rows that any year has, so that the legend keeps its height."""
    every: dict[tuple[str, str], dict[str, Any]] = {}
    for items in legends:
        every |= {(item["kind"], item["text"]): {**item, "count": 0} for item in items}
    ordered = sorted(every, key=lambda key: key[0] != "class")
    found = []
    for items in legends:
        own = {(item["kind"], item["text"]): item for item in items}
        found.append([own.get(key, every[key]) for key in ordered])
    return found


def _frame(drawing: Drawing, message: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    regions = message["regions"]
    kept = {name: regions[name] for name in ("classes", "values", "top", "lower", "upper") if name in regions}
    words = {name: message[name] for name in ("title", "subtitle")}
    ranks = [int(rank) if np.isfinite(rank) else None for rank in drawing.drawn(drawing.result.ranks).tolist()]
    return {"year": drawing.view.query.year, **kept, **words, "items": items, "ranks": ranks}
