"""The command line that finds again the clusters that the page shows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from geo.sites import FEWEST
from views.i18n import N_

if TYPE_CHECKING:
    from views.clusters_model import Asked

FIRMS = N_("The command line always asks for at least {n} different enterprises; this page asks for {m}.")


def command(asked: Asked, level: str) -> str:
    """Return the command that finds the clusters again and writes them to a file."""
    return shlex.join([*_search(asked, level), "--out", "clusters.gpkg"])


def leaving(asked: Asked, level: str, cluster: str, gone: tuple[str, ...], *, rule: str, share: float) -> str:
    """Return the command that writes the card of a cluster from which enterprises leave."""
    words = [*_search(asked, level), "--card", cluster, "--leave", ",".join(gone)]
    words += ["--link-share", f"{share:g}"] if share else []
    return shlex.join([*words, *(["--rule", rule] if rule else [])])


def repeats(asked: Asked) -> bool:
    """Tell whether the command finds the same: it has no word for another number of different enterprises."""
    return asked.firms == FEWEST


def _search(asked: Asked, level: str) -> list[str]:
    words = ["regioscope", "clusters", "--dataset", asked.dataset, "--level", level, "--method", asked.method]
    words += ["--industry", asked.industry] if asked.industry else []
    words += ["--radius-m", f"{asked.radius:g}"] if asked.radius else []
    return [*words, "--minimum", f"{asked.least:g}", "--weight", asked.weight]
