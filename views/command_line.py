"""The command line that computes again what a page shows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scene.figures import Figures


def command(figures: Figures) -> str:
    """Return the command that writes the figures of a query: of one industry where it names one, else of all."""
    query = figures.query
    one = figures.entry.shape == "wide" and bool(query.industry_code)
    parts = ["regioscope", "compute", "--dataset", query.dataset, "--indicator", query.indicator]
    parts += ["--industry", query.industry_code] if one else []
    parts += ["--industry-level", query.industry_level, "--level", query.level]
    parts += ["--year", str(query.year)] if query.year else []
    parts += ["--measure", query.measure]
    for name, value in query.options:
        parts += ["--option", f"{name}={value}"]
    parts += ["--minimum", f"{query.minimum:g}"] if one and query.minimum > 0 else []
    return shlex.join([*parts, "--out", "result.csv"])
