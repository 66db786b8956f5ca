"""The answer to "how is this computed?": formula, inputs, conventions, source, and the command that repeats it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from views.industry_method import show_how
from views.method_inputs import inputs

if TYPE_CHECKING:
    import pandas as pd

    from geo.query import Result, Table
    from geo.store import Store
    from scene.drawing import Drawing
    from scene.figures import Figures


_ALL, _LARGE = 100, 1000


def formula_with_numbers(result: Result, figures: Figures, region: str) -> str:
    """Write both parts of the formula with the region's numbers."""
    say = figures.say
    part = {str(name): float(value) for name, value in cast("pd.Series", result.parts.loc[region]).items()}
    amount = figures.amount(part["value"])
    if figures.of_regions or not figures.entry.additive_only or not math.isfinite(part["value"]):
        return amount
    total = say.number(part["region_total"], decimals=0)
    here = say.percent(part["value"] / part["region_total"], decimals=2) if part["region_total"] > 0 else "–"
    lines = [say("Here: {amount} of {total} = {share}", amount=amount, total=total, share=here)]
    if figures.entry.neutral is not None and part["reference_total"] > 0 and math.isfinite(part["reference"]):
        reference = say.percent(part["reference"] / part["reference_total"], decimals=2)
        lines.append(
            say(
                "Reference: {amount} of {total} = {share}",
                amount=say.number(part["reference"], decimals=0),
                total=say.number(part["reference_total"], decimals=0),
                share=reference,
            )
        )
    return "  \n".join(lines)


def show_method(drawing: Drawing, table: Table, store: Store) -> None:
    """Draw the panel that answers "how is this computed?" for the map: of the selected region, or of the highest."""
    result, figures = drawing.result, drawing.figures
    region = shown_region(result, drawing.view.region)
    given = inputs(table, result, figures, region) if region else None
    if given is not None:
        value = given.columns[-1]
        given[value] = [_number(float(number), figures) for number in given[value]]
    show_how(table, figures, store, inputs=given, result=_written(result, figures, region), most=_ALL)


def shown_region(result: Result, selected: str) -> str:
    """Choose the region whose numbers are shown: the selected one, else the one with the highest value."""
    if selected in result.values.index:
        return selected
    usable = result.values.where(~result.below)
    usable = usable if usable.notna().any() else result.values
    return str(usable.idxmax()) if usable.notna().any() else ""


def _number(number: float, figures: Figures) -> str:
    """Write a number of the panel: whole ones whole, others with four digits that count."""
    if number == round(number) or abs(number) >= _LARGE:
        return figures.say.number(number, decimals=0)
    return figures.say.number(number, decimals=4)


def _written(result: Result, figures: Figures, region: str) -> str:
    if not region:
        return ""
    value, interval = figures.value(float(result.values[region])), figures.interval(result, region)
    return f"{figures.region(region)}: {value}" + (f" ({interval})" if interval else "")
