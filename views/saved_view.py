"""What people saved here: how much of each, where it lies, and all of it as one file."""

from __future__ import annotations

import html
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.attach import own_folder
from geo.errors import RegioscopeError
from geo.lazy import Lazy
from keep.saving import FILE, saving
from scene.errors_words import in_words

if TYPE_CHECKING:
    from scene.i18n import Say

_database, _files = Lazy("keep.database"), Lazy("keep.files")  # nobody waits for them where nothing is saved


def show_saved(say: Say) -> None:
    """Draw the part of the page."""
    path = own_folder() / FILE
    if not saving():
        st.caption(say("Saving is switched off here: stories, shortlists and short links cannot be kept."))
    if not path.exists():
        st.caption(say("Nothing is saved yet. Stories, meetings, shortlists and short links will be kept in one file."))
        return
    try:
        counts = _files.counted(_database.default_keep())
    except RegioscopeError as error:
        st.error(in_words(error, say))
        return
    where = say("Everything lies in one file on this machine, for all who use this Regioscope: {path}", path=path)
    st.html("".join(f'<p class="rs-lead">{html.escape(line)}</p>' for line in (_summary(counts, say), where)))
    with st.container(horizontal=True, gap="small"):
        st.download_button(say("Download all as a database"), data=_as_database, file_name=f"regioscope-{FILE}",
                           mime="application/vnd.sqlite3", on_click="ignore", key="saved_sqlite",
                           help=say("One SQLite file, which another Regioscope can add to what it has"))  # fmt: skip
        st.download_button(say("Download all as text"), data=_as_text, file_name="regioscope-saved.json",
                           mime="application/json", on_click="ignore", key="saved_json",
                           help=say("One JSON file, which people and programs can read"))  # fmt: skip


def _summary(counts: dict[str, int], say: Say) -> str:
    parts = (
        say.plural("{n} story", "{n} stories", counts["story"]),
        say.plural("{n} meeting", "{n} meetings", counts["meeting"]),
        say.plural("{n} vote", "{n} votes", counts["vote"]),
        say.plural("{n} pin", "{n} pins", counts["pin"]),
        say.plural("{n} remark", "{n} remarks", counts["note"]),
        say.plural("{n} shortlist", "{n} shortlists", counts["shortlist"]),
        say.plural("{n} short link", "{n} short links", counts["link"]),
    )
    return ", ".join(parts)


def _as_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / FILE
        _files.export_file(_database.default_keep(), made)
        return made.read_bytes()


def _as_text() -> bytes:
    return json.dumps(_files.content(_database.default_keep()), ensure_ascii=False, indent=2).encode()
