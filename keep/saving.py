"""Where things are kept, and whether anything may be; asks no library, so that every page can."""

from __future__ import annotations

import os

FILE = "saved.sqlite"
SAVING = "REGIOSCOPE_SAVING"
"""Environment variable: ``0`` keeps nothing new; what was kept can still be read."""


def saving() -> bool:
    """Tell whether anything may be saved here."""
    return os.environ.get(SAVING) != "0"
