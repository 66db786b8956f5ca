"""Take a story along: one file for any computer, slides, a PDF, pictures; each is made when it is asked for."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from geo.lazy import Lazy
from scene import story_file
from scene.errors_words import in_words
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from geo.store import Store
    from scene.i18n import Say
    from scene.story import Story
    from views.story_look import Look

    Progress = Callable[[int, int], None]

_briefcase, _sheets, _slides = Lazy("papers.briefcase_files"), Lazy("papers.story_sheets"), Lazy("papers.slides")
_MADE = "story_file_made"
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its button, what it is good for, its ending and type."""

    title: str
    lead: str
    ending: str
    mime: str


KINDS = {
    "html": Kind(N_("One file for any computer (HTML)"),
                 N_("Opens by a double click, without a network: maps, tables, other indicators to choose from."),
                 "html", "text/html"),
    "pptx": Kind(N_("Slides (PowerPoint)"), N_("A slide a step with your notes; the maps can be edited."),
                 "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "pdf": Kind(N_("Pages to print (PDF)"), N_("A page a step, without your notes."), "pdf", "application/pdf"),
    "zip": Kind(N_("Pictures (ZIP)"), N_("A picture a step, for a report or a newspaper."), "zip", "application/zip"),
}  # fmt: skip
"""Files that a story can be taken along as."""


def show_files(story: Story, looks: Mapping[str, Look], store: Store, say: Say) -> None:
    """Draw the choice of files; steps whose view works no longer are left out and named."""
    fine = tuple(step for step in story.steps if not looks[step.id].problem)
    if not fine:
        st.caption(say("There is no step yet that can be shown."))
        return
    gone = len(story.steps) - len(fine)
    if gone:
        st.warning(say.plural("{n} step is left out: its view works no longer.",
                              "{n} steps are left out: their views work no longer.", gone))  # fmt: skip
    whole = replace(story, steps=fine)
    for name, kind in KINDS.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"file_{name}"):
            text = f"<b>{html.escape(say(kind.title))}</b><br>{html.escape(say(kind.lead))}"
            st.html(f'<p class="rs-file">{text}</p>')
            _show_kind(name, whole, store, say)


def _show_kind(name: str, story: Story, store: Store, say: Say) -> None:
    """Draw the button that makes a file, or the one that hands it out."""
    key = (name, story.id, story.version)
    made: tuple[object, bytes] | None = st.session_state.get(_MADE)
    place = st.empty()
    if made is None or made[0] != key:
        with place:
            wanted = st.button(say("Make it"), key=f"make_{name}")
        content = _made(name, story, store, say) if wanted else None
        if content is None:
            return
        made = (key, content)
        st.session_state[_MADE] = made
    with place:
        _show_download(name, story, made[1], say)


def _show_download(name: str, story: Story, content: bytes, say: Say) -> None:
    size = say.number(len(content) / _MEGABYTE, decimals=1)
    st.download_button(say("Download ({size} MB)", size=size), content, file_name=file_name(story, KINDS[name].ending),
                       mime=KINDS[name].mime, on_click="ignore", type="primary", key=f"get_{name}")  # fmt: skip


def _made(name: str, story: Story, store: Store, say: Say) -> bytes | None:
    bar = st.progress(0.0, say("Making the file ..."))

    def told(done: int, total: int) -> None:
        text = say("Step {n} of {total} ...", n=min(done + 1, total), total=total)
        bar.progress(min(done / max(total, 1), 1.0), text)

    try:
        return MAKERS[name](story, store, datetime.now(UTC).date(), told)
    except RegioscopeError as error:
        st.error(say("This could not be done: {problem}", problem=in_words(error, say)))
        return None
    finally:
        bar.empty()


def _html(story: Story, store: Store, made: date, told: Progress) -> bytes:
    told(0, len(story.steps))
    content: bytes = _briefcase.briefcase_of_story(story, store, made=made)
    return content


def _pptx(story: Story, store: Store, made: date, told: Progress) -> bytes:
    about = _slides.About(story.title, story.lang, made)
    content: bytes = _slides.slides(story.steps, store, about, progress=told)
    return content


def _pdf(story: Story, store: Store, made: date, told: Progress) -> bytes:
    content: bytes = _sheets.story_pdf(story, store, made=made, progress=told)
    return content


def _zip(story: Story, store: Store, made: date, told: Progress) -> bytes:
    content: bytes = _sheets.story_pictures(story, store, made=made, progress=told)
    return content


MAKERS: Mapping[str, Callable[[Story, Store, date, Progress], bytes]] = {
    "html": _html,
    "pptx": _pptx,
    "pdf": _pdf,
    "zip": _zip,
}
"""What makes each kind of file."""


def file_name(story: Story, ending: str) -> str:
    """Name a file after its story, in letters that every system takes.

    Examples
    --------
    >>> from scene.story import Story
    >>> file_name(Story("x", "Where to build? (2026)"), "pdf"), file_name(Story("x", "//"), "pdf")
    ('where-to-build-2026.pdf', 'story.pdf')
    """
    kept = re.sub(r"[^\w]+", "-", story.title.casefold()).strip("-_")[:60].rstrip("-")
    return f"{kept or 'story'}.{ending}"


def show_save(story: Story, say: Say) -> None:
    """Draw the button that hands the story out as a file that another Regioscope reads."""
    hint = say("For another computer with Regioscope: titles, sentences, notes and views")
    st.download_button(say("Save as a file"), lambda: story_file.written(story), mime="application/json", help=hint,
                       file_name=file_name(story, "story.json"), on_click="ignore", key="story_save")  # fmt: skip
