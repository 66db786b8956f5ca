"""One map of a deck as plain values: the message that draws it, what its table adds, its method and sources."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.manifest import in_language
from papers.alt import alt_text
from papers.scope import boundary_of
from scene.menu import option_name, value_name
from scene.message import message_of
from scene.row_words import note
from scene.simulated import label

if TYPE_CHECKING:
    from scene.drawing import Drawing


def view_of(drawing: Drawing) -> dict[str, Any]:
    """Describe one map for the player.

    Parameters
    ----------
    drawing : Drawing

    Returns
    -------
    dict
        ``message`` (the state of the map), ``hidden`` (layers that are switched off at first), ``year``, ``table``
        (what the table shows beside the message), ``how`` and ``sources`` (method and origin), ``alt`` (the map as
        text), ``homes`` (views of regions whose own bounds mislead). Plain values only, ready for JSON.
    """
    hidden = [name for name in ("regions",) if name not in drawing.view.layers]
    shown = replace(drawing, view=replace(drawing.view, layers=(*hidden, *drawing.view.layers)))
    message = message_of(shown)
    return {
        "message": json.loads(message.to_json()),
        "hidden": hidden,
        "year": drawing.view.query.year,
        "table": _table(drawing),
        "how": _how(drawing),
        "sources": _sources(drawing),
        "alt": alt_text(shown),
        "homes": _homes(drawing),
    }


def _table(drawing: Drawing) -> dict[str, Any]:
    """Ranks, amounts and notes in the order in which the map draws the regions."""
    result, figures, codes = drawing.result, drawing.figures, drawing.codes
    ranks = [] if figures.entry.classes else _whole(drawing.drawn(result.ranks))
    decimals = figures.dataset.manifest.measure(figures.query.measure).decimals
    amounts = drawing.drawn(result.amount)
    shown = codes.isin(result.values.index)
    found: dict[str, Any] = {
        "ranks": ranks,
        "amounts": _rounded(amounts, decimals),
        "amount": figures.measure_unit.capitalize() or figures.say("Amount"),
        "decimals": decimals,
        "notes": _notes(drawing),
    }
    return found if shown.all() else {**found, "shown": "".join("01"[int(known)] for known in shown)}


def _rounded(values: np.ndarray, decimals: int) -> list[float | None]:
    """Round; whole numbers are written without a point."""
    rounded = (round(value, decimals) if np.isfinite(value) else None for value in values.tolist())
    return [int(value) if value is not None and value.is_integer() else value for value in rounded]


def _whole(values: np.ndarray) -> list[int | None]:
    return [int(value) if np.isfinite(value) else None for value in values.tolist()]


def _notes(drawing: Drawing) -> dict[str, Any]:
    """Each different note once, and which of them a region has."""
    result, figures = drawing.result, drawing.figures
    made_up = label(result, figures.say)
    texts: dict[str, int] = {"": 0}
    known = result.values.notna()
    marks = {}
    for code in result.values.index:
        interval = bool(known[code]) and result.lower is not None and bool(np.isfinite(result.lower[code]))
        of = made_up if (known[code] and result.simulated) or interval else ""
        text = note(str(result.status[code]), figures.say, made_up=of, below=bool(result.below[code]))
        marks[code] = texts.setdefault(text, len(texts))
    if len(texts) == 1:
        return {}
    return {"texts": list(texts), "marks": [marks.get(code, 0) for code in drawing.codes]}


def _how(drawing: Drawing) -> dict[str, Any]:
    """Tell formula, meaning and reference of the indicator, and the options chosen."""
    figures, entry, say = drawing.figures, drawing.figures.entry, drawing.figures.say
    options = {option.name: option for option in entry.options}
    chosen = dict(figures.query.options)
    return {
        "title": say(entry.title),
        "plain": say(entry.plain),
        "formula": entry.formula,
        "symbols": say("x: the figure; r: region; i: group; a dot: the sum over all; q: the reference economy."),
        "reading": say(entry.reading),
        "caution": say(entry.caution),
        "citation": entry.citation,
        "unit": "%" if entry.percent else figures.unit,
        "choices": [
            [option_name(options[name], say), value_name(options[name], value, say)]
            for name, value in chosen.items()
            if name in options
        ],
    }


def _sources(drawing: Drawing) -> list[dict[str, str]]:
    """Where the figures and the outlines come from; figures: those of the measure, else of all statistics."""
    dataset, query, lang = drawing.figures.dataset, drawing.figures.query, drawing.view.lang
    rows = dataset.sources
    own = rows[rows["table"] == f"statistics/{query.measure}"]
    own = own if len(own) else rows[rows["table"].isin(["statistics", "reference"])]
    kept = [name for name in ("publisher", "vintage", "licence", "url", "retrieved") if name in own.columns]
    title = in_language(dataset.manifest.title, lang)
    found = [
        {"of": title, **dict(zip(kept, ("" if pd.isna(cell) else str(cell) for cell in row), strict=True))}
        for row in own[kept].itertuples(index=False)
    ]
    boundary = boundary_of(drawing)
    found.append({"of": in_language(boundary.title, lang), "publisher": boundary.credit, "licence": boundary.licence})
    return [source for n, source in enumerate(found) if source not in found[:n]]


def _homes(drawing: Drawing) -> dict[str, list[float]]:
    return {code: list(bounds) for code, bounds in boundary_of(drawing).region_views.items()}
