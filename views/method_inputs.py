"""The numbers that go into the figure of one region on the map, each with its letter in the formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.lazy import Lazy
from geo.manifest import in_language
from geo.simulated import figure_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.query import Result, Table
    from scene.figures import Figures

    Row = tuple[str, str, float]

rule_file = Lazy("geo.rule_file")
_MOST_GROUPS = 5


def inputs(table: Table, result: Result, figures: Figures, region: str) -> pd.DataFrame:
    """Return what goes into the figure of a region: what it is, its letter, its value."""
    say = figures.say
    own = _of_region(table, figures, region) if figures.of_regions else _of_cell(result, figures, region)
    rows = [*own, *_companions(table, figures, region), *_further(table, figures, region)]
    names = [say("What it is"), say("Letter"), say("Value")]
    found = pd.DataFrame(rows, columns=pd.Index(names))
    return found[found[names[2]].notna()].reset_index(drop=True)


def _of_cell(result: Result, figures: Figures, region: str) -> Iterator[Row]:
    """Yield the four numbers of a quotient; of a figure that does not add up, the figure alone."""
    say, part = figures.say, {name: float(result.parts[name].to_dict()[region]) for name in result.parts.columns}
    yield say("{unit} of the group here", unit=figures.measure_unit).capitalize(), "x[r,i]", part["value"]
    if not figures.entry.additive_only:
        return
    yield say("Total of the region"), "x[r,.]", part["region_total"]
    yield say("The group in the reference economy"), "q[i]", part["reference"]
    yield say("Total of the reference economy"), "q[.]", part["reference_total"]


def _of_region(table: Table, figures: Figures, region: str) -> Iterator[Row]:
    """Yield the total of the region and its largest groups."""
    names, activity = figures.dataset.industry_names(figures.say.lang), table.activity
    yield figures.say("Total of the region"), "x[r,.]", float(activity.totals[region])
    row = pd.Series(activity.values.loc[region].to_numpy(dtype=float), index=activity.values.columns)
    for code, amount in row.nlargest(_MOST_GROUPS).items():
        yield names.get(str(code), str(code)), "x[r,i]", float(amount)


def _companions(table: Table, figures: Figures, region: str) -> Iterator[Row]:
    """Yield what the other tables that the figure stands on hold of the region."""
    say, activity, code = figures.say, table.activity, figures.query.industry_code
    used, beside = figure_tables(table.entry, activity, table.options), activity.companions
    if "areas" in used and activity.areas is not None:
        yield say("Area, km²"), "a[r]", float(activity.areas[region])
    if "population" in used and activity.population is not None:
        yield say("People"), "p[r]", float(activity.population[region])
    if "income" in used and beside.income is not None:
        yield say("Income per person"), "Y[r]", float(beside.income[region])
    if "establishments" in used and beside.establishments is not None and code in beside.establishments:
        yield say("Establishments"), "b[r,i]", float(beside.establishments[code].to_dict()[region])
    if "firms" in used and beside.firms is not None:
        yield say("Establishments"), "", float((beside.firms["region_code"] == region).sum())
    for year, values in list((beside.years or {}).items()) if "years" in used else []:
        whole = figures.of_regions or code not in values
        series = values.sum(axis=1, min_count=1) if whole else values[code]
        yield str(year), "x[r,.]" if whole else "x[r,i]", float(series.to_dict()[region])


def _of_rule(table: Table, figures: Figures, region: str) -> Iterator[Row]:
    """Yield for each condition of a rule the figure that it looks at, and what that was compared with."""
    entry, options, say = table.entry, table.options, figures.say
    if entry.detail is None or entry.told is None:
        return
    name = str(entry.told(table.activity, options)["rule"])
    rule = rule_file.find_rule(options.get("rule", name))
    frame = entry.detail(table.activity, options, figures.query.industry_code)
    row = {str(column): float(frame[column].to_dict()[region]) for column in frame.columns}
    for condition, content in rule.conditions.items():
        title = in_language(content.title, say.lang)
        yield title, "", row.get(f"figure_{condition}", float("nan"))
        yield (
            say("{condition}: compared with", condition=title),
            content.comparison,
            row.get(f"cut_{condition}", float("nan")),
        )


def _further(table: Table, figures: Figures, region: str) -> Iterator[Row]:
    """Yield the further columns that the indicator computes on the way, as the export names them."""
    entry, frame = table.entry, None
    if entry.family == "cluster_rules" and entry.told is not None:
        yield from _of_rule(table, figures, region)
        return
    if entry.shape == "region":
        frame = table.values.drop(columns="value")
    elif entry.detail is not None:
        frame = entry.detail(table.activity, table.options, figures.query.industry_code)
    if frame is None:
        return
    for name, value in frame.loc[region].items():
        if isinstance(value, int | float | bool):
            yield str(name), "", float(value)
