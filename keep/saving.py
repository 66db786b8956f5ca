"""Whether anything may be kept here; asks no library, so that every page can."""

from __future__ import annotations

import os

SAVING = "REGIOSCOPE_SAVING"
"""Environment variable: ``0`` keeps nothing new; what was kept can still be read."""


def saving() -> bool:
    """Tell whether anything may be saved here."""
    return os.environ.get(SAVING) != "0"
