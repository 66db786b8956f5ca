"""What an audience asks of a map: "what am I looking at?", answered in plain words, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.manifest import in_language
from scene.certainty import rank_range, unsupported
from scene.simulated import label

if TYPE_CHECKING:
    from scene.drawing import Drawing
    from scene.figures import Figures


def about(drawing: Drawing) -> tuple[tuple[str, str, str], ...]:
    """Answer what a map shows, how its figures are read, from when and from whom they are, and how sure they are.

    Parameters
    ----------
    drawing : Drawing

    Returns
    -------
    tuple of (str, str, str)
        Name, question and answer in the language of the view; what does not apply is left out.

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> about(open_drawing({"data": "us", "item": "15-0000", "region": "53"}, default_store()))[3]
    ('when', 'From when?', '2025')
    """
    figures, say = drawing.figures, drawing.figures.say
    answers = (
        ("shown", say("What is shown?"), _shown(drawing)),
        ("reading", say("What does a number mean?"), _reading(figures)),
        ("example", say("For example"), _example(drawing)),
        ("when", say("From when?"), str(figures.query.year) if figures.query.year else ""),
        ("sure", say("How sure is it?"), _sure(drawing)),
        ("caution", say("What to be careful with?"), "" if _is_average(figures) else say(figures.entry.caution)),
        ("source", say("Where from?"), _source(drawing)),
    )
    return tuple((name, question, answer) for name, question, answer in answers if answer)


def name_of(figures: Figures) -> str:
    """Name what is shown: the indicator, or the measure where that itself is shown.

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> name_of(open_drawing({"measure": "income_per_capita", "ind": "value"}, default_store()).figures)
    'Income per person, 1929 to 2009'
    """
    if figures.query.indicator != "value":
        return figures.say(figures.entry.title)
    return in_language(figures.dataset.manifest.measure(figures.query.measure).title, figures.say.lang)


def _shown(drawing: Drawing) -> str:
    """Name the group and the figure, and say in plain words what it is."""
    figures, name = drawing.figures, name_of(drawing.figures)
    industries = figures.dataset.industries
    alone = int((industries["level"] == figures.query.industry_level).sum()) == 1
    first = name if figures.of_regions or alone or not figures.industry else f"{figures.industry}. {name}"
    return f"{first}. {figures.say(figures.entry.plain)}"


def _is_average(figures: Figures) -> bool:
    """Tell whether the published figure itself is shown, and is no amount that grows with the size of a region."""
    measure = figures.dataset.manifest.measure(figures.query.measure)
    return figures.query.indicator == "value" and not measure.additive


def _reading(figures: Figures) -> str:
    if _is_average(figures):
        return figures.say("The number is in {unit}.", unit=figures.unit)
    return figures.say(figures.entry.reading)


def _example(drawing: Drawing) -> str:
    """Write the figure of the chosen region, or of the highest one, with its range and rank."""
    result, figures = drawing.result, drawing.figures
    code = _chosen(drawing)
    if not code:
        return ""
    value = figures.value(float(result.values[code]))
    unit = f" {figures.unit}" if figures.unit and not figures.entry.percent and not figures.entry.classes else ""
    interval = figures.interval(result, code)
    rank = "" if figures.entry.classes else rank_range(result, figures, code) or figures.rank(result, code)
    text = f"{figures.region(code)}: {value}{unit}" + (f" ({interval})" if interval else "")
    return f"{text}, {rank}." if rank else f"{text}."


def _chosen(drawing: Drawing) -> str:
    values = drawing.result.values
    if drawing.view.region in values.index and np.isfinite(values[drawing.view.region]):
        return drawing.view.region
    usable = values.where(~drawing.result.below)
    return str(usable.idxmax()) if usable.notna().any() else ""


def _sure(drawing: Drawing) -> str:
    """Say what the ranges mean and how many classes they leave open, or why nobody knows."""
    result, say = drawing.result, drawing.figures.say
    found = drawing.certainty
    if nobody_knows := unsupported(result, drawing.figures):
        return nobody_knows
    meaning = say("9 times in 10 the true value lies in the range beside the number.")
    if found is None or found.marks is None:
        return meaning
    n, total = (say.number(count, decimals=0) for count in (found.uncertain, int(result.values.notna().sum())))
    return f"{meaning} " + say(
        "In {n} of {total} regions the range reaches another colour: they are hatched.", n=n, total=total
    )


def _source(drawing: Drawing) -> str:
    figures, say = drawing.figures, drawing.figures.say
    made_up = label(drawing.coloured_by, say)
    origin = "; ".join(figures.dataset.credits(figures.query.measure)) or say("the table that you gave")
    return f"{made_up}. {origin}" if made_up else origin
