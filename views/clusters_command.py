"""The command line that finds again the clusters that the page shows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from views.clusters_model import Asked


def command(asked: Asked, level: str) -> str:
    """Return the command that finds the clusters again and writes them to a file."""
    return shlex.join([*_search(asked, level), "--out", "clusters.gpkg"])


def leaving(asked: Asked, level: str, cluster: str, gone: tuple[str, ...], *, rule: str, share: float) -> str:
    """Return the command that writes the card of a cluster from which enterprises leave."""
    words = [*_search(asked, level), "--card", cluster, "--leave", ",".join(gone)]
    words += ["--link-share", f"{share:g}"] if share else []
    return shlex.join([*words, *(["--rule", rule] if rule else [])])


def _search(asked: Asked, level: str) -> list[str]:
    words = ["regioscope", "clusters", "--dataset", asked.dataset, "--level", level, "--method", asked.method]
    words += ["--industry", asked.industry] if asked.industry else []
    words += ["--radius-m", f"{asked.radius:g}"] if asked.radius else []
    return [*words, "--minimum", f"{asked.least:g}", "--firms", str(asked.firms), "--weight", asked.weight]
