"""How long the first use of each index takes in a process that has warmed up as the app does.

``python -m benchmarks.first_use`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import time
from datetime import UTC, datetime

from benchmarks.sections import main
from geo.errors import RegioscopeError
from geo.gather import Slice
from geo.held import held
from geo.indicators import REGISTRY
from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from views import warm

VIEWS = (
    Query("us"),
    Query("us", level="metro", industry_level="detailed"),
    Query("bay-area", level="zone"),
)
"""The view that the app opens with, and the largest tables that come along."""
SHOWN = 6


def seconds(view: Query) -> dict[str, float]:
    """Compute each index that the data of a view support, and return how long each took the first time."""
    store, took = default_store(), {}
    dataset = store.dataset(view.dataset)
    query, _ = resolve(view, dataset)
    tables = held(dataset, Slice(query.measure, query.level, query.industry_level, query.year))
    for name, entry in REGISTRY.items():
        if not tables.issuperset(entry.needs):
            continue
        asked = Query(query.dataset, name, level=query.level, industry_level=query.industry_level)
        chosen, _ = resolve(asked, dataset)
        if chosen.indicator != name:
            continue
        began = time.perf_counter()
        try:
            store.computed(chosen)
        except RegioscopeError:
            continue
        took[name] = time.perf_counter() - began
    return took


def section() -> str:
    """Warm up, use every index once in each view, and return the section of the page."""
    warm.PAUSE = 0.0
    warm.warm_up()
    rows = []
    for view in VIEWS:
        took = seconds(view)
        slowest = sorted(took.items(), key=lambda pair: -pair[1])[:SHOWN]
        where = ", ".join(filter(None, (view.dataset, view.level or "state", view.industry_level)))
        longest = ", ".join(f"`{name}` {value:.2f}" for name, value in slowest)
        rows.append(f"| {where} | {len(took)} | {sum(took.values()):.1f} | {slowest[0][1]:.2f} | {longest} |")
    return f"""## First use of an index

Measured by `python -m benchmarks.first_use` on {datetime.now(UTC):%Y-%m-%d}: every index that a map can show and the
data support, computed once for the whole table in a process that has loaded what the app loads in the background.
Target: at most 1 s each.

| data | indices | all, s | slowest, s | the slowest |
|---|---|---|---|---|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    main("first_use", section)
