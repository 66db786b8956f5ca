"""Measure scouting at 447 places and 15 criteria: evidence, a new ranking, ranges of ranks, files.

``python -m benchmarks.scouting`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import os
from datetime import UTC, date, datetime
from itertools import count

import numpy as np

from benchmarks import sections
from geo.scouting import Evidence, Filter, evidence, ranking
from geo.scouting_alike import places_like
from geo.scouting_range import pareto, rank_ranges, smallest_change
from geo.store import DATA, Store, default_store
from papers.scout_brief import scout_brief
from papers.scout_gpkg import scout_gpkg
from papers.scout_paper import ScoutPaper
from papers.scout_xlsx import scout_xlsx
from scene.i18n import Say

INDUSTRY, ALSO, LEVELS, PLACE = "15-1252", ("15-2051",), "state,metro", "12420"
OTHERS = ("51-4121", "29-1141", "17-2141", "13-2011", "47-2111")
PLACES, CRITERIA, RUNS = 447, 15, 20
FILTERS = (Filter("labour_pool", at_least=5000),)
"""Software developers and, as further criteria, data scientists: alone the dataset tells 13 of the 15 criteria."""


def known() -> tuple[Evidence, dict[str, float]]:
    """Evidence of 447 places, and weights of the first 15 criteria that it tells."""
    found = evidence(default_store().dataset("us"), INDUSTRY, LEVELS, store=default_store(), also=ALSO)
    told = [one.id for one in found.criteria if one.supported and found.values[one.id].notna().any()]
    return found, {name: 1.0 + k % 3 for k, name in enumerate(told[:CRITERIA])}


def evidence_times() -> dict[str, sections.Time]:
    """Measure the first evidence of a process that has read the dataset, and that of further industries."""
    store = Store(DATA)
    dataset = store.dataset("us")
    dataset.regions_at("metro")
    first = sections.fastest(lambda: evidence(dataset, INDUSTRY, LEVELS, store=store), 1)
    next_ = iter(OTHERS)
    further = sections.fastest(lambda: evidence(dataset, next(next_), LEVELS, store=store), len(OTHERS))
    return {"evidence of the first industry": first, "evidence of another industry": further}


def ranking_times(found: Evidence, weights: dict[str, float]) -> dict[str, sections.Time]:
    """Measure what follows a weight that moves."""
    moved, names = count(1), list(weights)

    def again() -> None:
        ranking(found, weights | {names[0]: 1.0 + next(moved) / 100}, FILTERS)

    def ranges(*, errors: bool) -> None:
        rank_ranges(found, weights, rng=np.random.default_rng(1), draws=1000, errors=errors)

    return {
        "new ranking after a weight has moved, with a filter": sections.fastest(again, RUNS),
        "ranges of ranks, 1,000 draws of weights": sections.fastest(lambda: ranges(errors=False), 3),
        "the same with errors of the values": sections.fastest(lambda: ranges(errors=True), 3),
        "smallest change of every weight": sections.fastest(lambda: smallest_change(found, weights), RUNS),
        "Pareto set": sections.fastest(lambda: pareto(found, names), 3),
        "places like one": sections.fastest(lambda: places_like(found, PLACE), 3),
    }


def file_times(found: Evidence, weights: dict[str, float]) -> dict[str, sections.Time]:
    """Measure the files."""
    dataset, made = default_store().dataset("us"), date(2026, 11, 22)

    def paper() -> ScoutPaper:
        return ScoutPaper(found, weights, FILTERS, dataset, Say("en"), made)

    scout_brief(paper(), PLACE, default_store())  # fonts and the drawing library, once a process
    return {
        "workbook (XLSX) with formulas": sections.fastest(lambda: scout_xlsx(paper()), 2),
        "GeoPackage with style": sections.fastest(lambda: scout_gpkg(paper()), 2),
        "page about a place (PDF)": sections.fastest(lambda: scout_brief(paper(), PLACE, default_store()), 3),
    }


def section() -> str:
    """Measure and return the section of the page."""
    found, weights = known()
    if (len(found.ids), len(weights)) != (PLACES, CRITERIA):
        message = f"{len(found.ids)} places by {len(weights)} criteria, not {PLACES} by {CRITERIA}"
        raise RuntimeError(message)
    steps = evidence_times() | ranking_times(found, weights) | file_times(found, weights)
    targets = {"new ranking after a weight has moved, with a filter": "<= 200 ms"}
    rows = "\n".join(
        f"| {name} | {targets.get(name, '')} | {time.clock * 1000:,.1f} | {time.processor * 1000:,.1f} |"
        for name, time in steps.items()
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"""## Scouting

Measured by `python -m benchmarks.scouting` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end: {PLACES}
places of the dataset `us` (54 states and territories, 393 metropolitan areas) by {CRITERIA} criteria; the dataset tells
13 of one occupation, the others are the quotient and the jobs of a second one. Times of functions; the way through the
page is measured apart.

| what | target | clock, ms | processor, ms |
|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sections.main("scouting", section)
