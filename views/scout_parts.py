"""The parts of the page Scout that answer within the browser: criteria, ranking, map; each a script with its data.

They run in the page, get every word with their data, and write texts as texts. A native widget for each of some fifteen
weights, switches and conditions would take a screen and a half, and answers a fifth of a second after a slider stops.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

PANEL, LIST, MAP = "panel", "list", "map"
KEY = "c_scout_panel"
"""Name of the panel of criteria among the widgets."""
_ROOTS = {PANEL: "sc-panel", LIST: "sc-ranking", MAP: "sc-places"}


@lru_cache(maxsize=len(_ROOTS))
def part(name: str) -> ComponentRenderer:
    """Return what draws one of the parts.

    Parameters
    ----------
    name : str
        `PANEL`, `LIST` or `MAP`.
    """
    here = Path(__file__).parent
    script = "".join((here / f"scout_{file}.js").read_text(encoding="utf-8") for file in ("dom", name))
    root = f'<div class="{_ROOTS[name]}"></div>'
    return st.components.v2.component(f"scout_{name}", html=root, js=script, isolate_styles=False)


def seen() -> int:
    """Return the number of the last change that the panel of criteria sent; 0 before the first."""
    chosen = (st.session_state.get(KEY) or {}).get("chosen") or {}
    return int(chosen.get("seq", 0))
