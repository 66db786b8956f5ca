"""What tells two maps apart that stand side by side, in a word or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.manifest import in_language

if TYPE_CHECKING:
    from scene.drawing import Drawing


def sides(left: Drawing, right: Drawing) -> list[str]:
    """Name each of two maps by the first thing in which they differ.

    Parameters
    ----------
    left, right : Drawing

    Returns
    -------
    list of str
        Years, else industries, indicators, measures, levels, datasets; of two equal maps the same year twice.
    """
    for name in (_year, _industry, _indicator, _measure, _level, _dataset):
        names = [name(left), name(right)]
        if names[0] != names[1]:
            return names
    return [_year(left), _year(right)]


def _year(drawing: Drawing) -> str:
    return str(drawing.view.query.year or "")


def _industry(drawing: Drawing) -> str:
    return "" if drawing.figures.of_regions else drawing.figures.industry


def _indicator(drawing: Drawing) -> str:
    return drawing.figures.say(drawing.figures.entry.title)


def _measure(drawing: Drawing) -> str:
    return in_language(drawing.figures.dataset.manifest.measure(drawing.view.query.measure).title, drawing.view.lang)


def _level(drawing: Drawing) -> str:
    return in_language(drawing.figures.dataset.manifest.level(drawing.view.query.level).title, drawing.view.lang)


def _dataset(drawing: Drawing) -> str:
    return in_language(drawing.figures.dataset.manifest.title, drawing.view.lang)
