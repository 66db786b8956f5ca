"""Shortlists that are kept under a name: saved with everything that was chosen, opened, renamed, deleted, put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from geo.errors import RegioscopeError
from geo.lazy import Lazy
from geo.manifest import in_language
from geo.store import default_store
from keep.saving import saving
from scene.errors_words import in_words
from views import state
from views.markup import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from keep.shortlists import Shortlist
    from scene.i18n import Say
    from views.scout_model import Scouting

_lists, _database = Lazy("keep.shortlists"), Lazy("keep.database")  # opened when the drawer is
_NAME, _PROBLEM, _DELETED, _DONE = "c_list_name", "scout_save_problem", "scout_deleted", "scout_saved"
_LONGEST = 120


def show_saved(found: Scouting) -> None:
    """Draw the drawer of kept shortlists; nothing is read while it is closed."""
    say = found.figures.say
    drawer = st.expander(say("Saved shortlists"), key="x_saved", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        if saving():
            _show_save(found)
        else:
            st.caption(say("Nothing can be saved here: saving is switched off."))
        _show_messages(say)
        try:
            kept = _lists.list_shortlists(_database.default_keep())
        except RegioscopeError as error:
            st.error(in_words(error, say))
            return
        if not kept:
            st.caption(say("No shortlist is saved yet."))
        for one in kept:
            _show_one(one, say)


def _show_save(found: Scouting) -> None:
    say = found.figures.say
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(say("Name"), key=_NAME, max_chars=_LONGEST, width=320,
                      placeholder=say("Such as: software, first round"))  # fmt: skip
        st.button(say("Save this shortlist"), key="save_list", on_click=_save, args=(found,), type="primary",
                  disabled=not found.shortlist)  # fmt: skip
    if not found.shortlist:
        st.caption(say("There is nothing to save: the shortlist is empty."))


def _show_messages(say: Say) -> None:
    """Say what was done, what failed, and offer to put a deleted list back."""
    problem, done = st.session_state.pop(_PROBLEM, None), st.session_state.pop(_DONE, "")
    if problem is not None:
        st.warning(say("This cannot be saved: {problem}", problem=in_words(problem, say)))
    if done:
        st.success(say("Saved: {title}", title=unmarked(done)))
    gone: Shortlist | None = st.session_state.get(_DELETED)
    if gone is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(say("Deleted: {title}", title=unmarked(gone.title)), width="content")
            st.button(say("Undo"), key="undo_list", on_click=_put_back)


def _show_one(one: Shortlist, say: Say) -> None:
    store = default_store()
    known = one.dataset in store.dataset_ids()
    title = in_language(store.manifest(one.dataset).title, say.lang) if known else one.dataset
    places = say.plural("{n} place", "{n} places", len(one.places))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kept_{one.id}"):
        st.markdown(f"**{unmarked(one.title)}**  \n{unmarked(title)} · {places} · {one.changed[:10]}", width="stretch")
        st.button(say("Open"), key=f"open_{one.id}", on_click=_open, args=(one,), disabled=not known)
        with st.popover(say("Rename"), key=f"rename_{one.id}"):
            st.text_input(say("New name"), value=one.title, key=f"title_{one.id}", max_chars=_LONGEST)
            st.button(say("Rename"), key=f"renamed_{one.id}", on_click=_rename, args=(one,))
        st.button(say("Delete"), key=f"delete_{one.id}", on_click=_delete, args=(one,))


def _save(found: Scouting) -> None:
    title = str(st.session_state[_NAME]).strip() or found.figures.industry
    params = {name: value for name, value in st.query_params.to_dict().items() if name != "lang"}
    settings = {"weights": dict(found.weights), "must": [one.text() for one in found.conditions],
                "industry": found.asked.industry, "turned": list(found.asked.turned)}  # fmt: skip
    kind = _lists.Shortlist
    _try(lambda: _lists.create(_database.default_keep(), kind(
        "", title, found.asked.dataset, urlencode(params), found.shortlist, settings)), title)  # fmt: skip


def _rename(one: Shortlist) -> None:
    title = str(st.session_state[f"title_{one.id}"]).strip()
    if title:
        _try(lambda: _lists.save(_database.default_keep(), replace(one, title=title)), title)


def _delete(one: Shortlist) -> None:
    if _try(lambda: _lists.delete(_database.default_keep(), one.id)):
        st.session_state[_DELETED] = one


def _put_back() -> None:
    gone: Shortlist = st.session_state.pop(_DELETED)
    _try(lambda: _lists.create(_database.default_keep(), gone), gone.title)


def _open(one: Shortlist) -> None:
    """Open the scouting that the list was made in."""
    saved = dict(parse_qsl(one.address))
    kept = {name: value for name, value in st.query_params.to_dict().items() if name in {"lang", "present"}}
    state.replace({**saved, **kept})


def _try(act: Callable[[], object], done: str = "") -> bool:
    """Do it, and remember what to say of it."""
    try:
        act()
    except RegioscopeError as error:
        st.session_state[_PROBLEM] = error
        return False
    st.session_state[_DONE] = done
    return True
