"""How the steps of a story look: a small picture of each, kept until its data change, or why it cannot be shown."""

from __future__ import annotations

import base64
import html
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from scene.errors_words import in_words
from scene.headline import source_line
from scene.i18n import N_, Say
from scene.message import message_of
from scene.opening import parameters
from scene.steps import open_address
from scene.story import MAP, SWIPE, YEARS
from scene.thumb import thumb

if TYPE_CHECKING:
    from geo.store import Store
    from scene.drawing import Drawing
    from scene.story import Step, Story

KINDS = {MAP: N_("Map"), SWIPE: N_("Before and after"), YEARS: N_("Years")}
"""Names of the kinds of steps."""
_PATIENCE = 0.7
"""Seconds after which the reader is told how far it is."""


@dataclass(frozen=True, slots=True)
class Look:
    """A step as it is shown in lists: its picture, legend, headline, years and source, or the `problem` instead."""

    picture: str = ""
    headline: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    source: str = ""
    years: tuple[int, ...] = ()
    problem: str = ""


def look_of(step: Step, lang: str, store: Store) -> Look:
    """Return how a step looks; a step whose view works no longer says why."""
    versions = tuple(_version(address, store) for address in (step.address, step.beside))
    return _look(step.kind, step.address, step.beside, lang, versions, store)


def looks_of(story: Story, store: Store, say: Say) -> dict[str, Look]:
    """Return how every step of a story looks, by its id; progress is shown where that takes longer."""
    began, bar, found = time.monotonic(), None, {}
    for n, step in enumerate(story.steps):
        if time.monotonic() - began > _PATIENCE:
            part, text = n / len(story.steps), say("Drawing step {n} of {total} ...", n=n + 1, total=len(story.steps))
            bar = bar or st.empty()
            bar.progress(part, text)
        found[step.id] = look_of(step, story.lang, store)
    if bar is not None:
        bar.empty()
    return found


def picture(look: Look, *, alt: str = "") -> str:
    """Write a picture as HTML; one that only repeats what stands beside it has no text of its own."""
    if not look.picture:
        return '<div class="rs-thumb rs-thumb-none" aria-hidden="true">!</div>'
    data = base64.b64encode(look.picture.encode()).decode()
    return f'<img class="rs-thumb" alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{data}">'


def _version(address: str, store: Store) -> str:
    """Name the version of a step's data, so that a new one is drawn anew; nothing where there are none."""
    try:
        name = parameters(address).get("data", "") if address else ""
        return store.dataset_version(name) if name in store.dataset_ids() else ""
    except RegioscopeError:
        return ""


@st.cache_data(max_entries=400, show_spinner=False)
def _look(kind: str, address: str, beside: str, lang: str, versions: tuple[str, ...], _store: Store) -> Look:
    del versions  # part of the key only
    try:
        drawing = open_address(address, _store, lang)
        other = open_address(beside, _store, lang) if kind == SWIPE and beside else None
        return _drawn(drawing, other, parameters(address).get("view", ""))
    except RegioscopeError as error:
        return Look(problem=in_words(error, Say(lang)))


def _drawn(drawing: Drawing, beside: Drawing | None, view: str) -> Look:
    message, figures = message_of(drawing), drawing.figures
    items = message.legend.items if message.legend else ()
    return Look(
        picture=thumb(drawing, beside=beside, view=view),
        headline=message.title,
        keys=tuple((item.colour, item.text) for item in items if item.kind == "class"),
        source=source_line(figures, made_up=message.legend.badge or "" if message.legend else ""),
        years=tuple(figures.dataset.years(figures.query.measure)),
    )
