"""The command line that finds again the clusters that the page shows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from views.clusters_model import Found
    from views.figures import Figures


def command(found: Found, figures: Figures) -> str:
    """Return the command that finds the clusters again and writes them to a file."""
    del figures
    asked = found.asked
    words = ["regioscope", "clusters", "--dataset", asked.dataset, "--method", asked.method]
    words += ["--industry", asked.industry] if asked.industry else []
    words += ["--radius", f"{asked.radius:g}"] if asked.radius else []
    words += ["--minimum", f"{asked.least:g}", "--enterprises", str(asked.firms), "--weight", asked.weight]
    return shlex.join([*words, "--out", "clusters.gpkg"])
