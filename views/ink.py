"""Colours and type of charts on the ground of the reader's theme."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import streamlit as st

FONT = "Inter, sans-serif"
_TEXT_PX = 14


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of text and lines on the ground of the theme."""

    text: str
    quiet: str
    grid: str
    ground: str


_INKS = {
    "light": Ink(text="#1d2730", quiet="#4a5560", grid="#eceeee", ground="#ffffff"),
    "dark": Ink(text="#e6eaed", quiet="#b4bcc2", grid="#2b333a", ground="#161b20"),
}


def current_ink() -> Ink:
    """Return the colours of the theme that the reader sees."""
    return _INKS.get(str(st.context.theme.type), _INKS["light"])


def finished(layers: list[alt.Chart], ink: Ink, *, height: int) -> alt.LayerChart:
    """Put the layers of a chart together in the type and colours of the page."""
    axis = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": _TEXT_PX, "titleFontSize": _TEXT_PX,
            "titleFontWeight": 500, "titleColor": ink.quiet, "labelColor": ink.quiet}  # fmt: skip
    chart = alt.layer(*layers).properties(height=height, background="transparent")
    chart = chart.configure_view(stroke=None).configure_text(font=FONT, fontSize=_TEXT_PX)
    whole: alt.LayerChart = chart.configure_axis(**axis, grid=True, gridColor=ink.grid, domain=False, ticks=False)
    return whole
