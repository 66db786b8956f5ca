"""How the interface says that a figure, or its interval alone, was made up (the rule is in `geo.simulated`)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from scene.i18n import N_

if TYPE_CHECKING:
    from geo.provenance import Labelled
    from scene.i18n import Say

SIMULATED = N_("Simulated")
INTERVAL = N_("Interval from simulated establishments")


def label(found: Labelled, say: Say) -> str:
    """Say in a word or two what of the figures is simulated: they themselves, their intervals, or nothing."""
    if found.simulated:
        return say(SIMULATED)
    return say(INTERVAL) if found.interval_simulated else ""


def badge(found: Labelled, say: Say) -> str:
    """Write the label as a badge, or nothing."""
    text = label(found, say)
    return f'<span class="rs-badge">{html.escape(text)}</span>' if text else ""
