"""How classes and colours of the maps are chosen, with the colours themselves."""

from __future__ import annotations

import html
from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from geo.indicators import REGISTRY
from layers.palettes import palette
from scene import words
from scene.i18n import N_

if TYPE_CHECKING:
    from scene.i18n import Say

_MEANINGS = (
    N_("far below the average share"),
    N_("below the average share"),
    N_("about the average share"),
    N_("above the average share: a strength"),
    N_("twice the average share or more"),
)
_SCHEMES = {
    "fixed": N_(
        "The same limits in every year and place, so that maps can be compared. The usual choice for quotients."
    ),
    "quantiles": N_("Each class holds about the same number of regions. The usual choice for all other figures."),
    "fisher_jenks": N_("Limits at the largest gaps between the values: regions of a class are as alike as possible."),
    "equal_interval": N_("Classes of the same width from the lowest value to the highest."),
}


def show_classes(say: Say) -> None:
    """Draw the fixed classes of quotients with their colours, the other ways to make classes, and the patterns."""
    breaks = REGISTRY["location_quotient"].breaks
    limits = [say.number(value) for value in breaks]
    texts = [
        say("below {high}", high=limits[0]),
        *(say("{low} to {high}", low=low, high=high) for low, high in pairwise(limits)),
        say("{low} and more", low=limits[-1]),
    ]
    rows = [
        f'<tr><td><span class="rs-swatch" style="background:{colour}"></span>{html.escape(text)}</td>'
        f"<td>{html.escape(say(meaning))}</td></tr>"
        for colour, text, meaning in zip(palette("PuOr", len(texts)), texts, _MEANINGS, strict=True)
    ]
    caption = html.escape(say("Classes of the location quotient"))
    body = f"<caption>{caption}</caption><tbody>{''.join(rows)}</tbody>"
    st.html(f'<table class="rs-table" style="max-width:36rem">{body}</table>')
    ways = [(say(words.SCHEMES[name]), say(text)) for name, text in _SCHEMES.items()]
    st.html(f'<dl class="rs-facts">{"".join(_fact(*way) for way in ways)}</dl>')
    colours = say(
        "The colours can be told apart with any colour vision; red against green is never used. "
        "Colour is never the only sign: the value stands in the tooltip and in the table, missing "
        "figures have a pattern, the selected region an outline."
    )
    st.html(f'<p class="rs-text">{html.escape(colours)}</p>')


def _fact(name: str, text: str) -> str:
    return f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>"
