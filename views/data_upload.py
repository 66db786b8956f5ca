"""Add your own table: choose boundaries, fill in the template, upload it, see it on the map."""

from __future__ import annotations

import html
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.attach import About, Target, dataset_from_table, own_folder, template
from geo.attach_table import MAX_BYTES
from geo.errors import DataContractError, OutputError
from geo.folders import BASEMAP
from geo.manifest import in_language
from views import frame

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.store import Store
    from views.state import ViewState

UPLOADS = "REGIOSCOPE_UPLOADS"
"""Environment variable: 0 takes the form away."""
_STATUSES = ("A", "E", "S")


def uploads_allowed() -> bool:
    """Tell whether the operator lets people add tables."""
    return os.environ.get(UPLOADS, "1") != "0"


def show_upload(view: ViewState, store: Store) -> None:
    """Draw the three steps: boundaries, template, form."""
    say = view.say
    lead = say(
        "One row a region, one column a group of jobs, people or sales. The table stays on this machine; everybody who "
        "uses this Regioscope sees it."
    )
    st.html(f'<p class="rs-text">{html.escape(lead)}</p>')
    set_id = _choose_boundaries(view, store)
    target = _target(store, set_id)
    with st.form("own_table", border=True):
        about = _ask(view)
        most = MAX_BYTES >> 20
        label = say("The filled table (CSV, at most {most} MB)", most=most)
        file = st.file_uploader(label, type=["csv", "txt"], key="own_file", max_upload_size=most)
        sent = st.form_submit_button(say("Check and open on the map"), type="primary")
    if not sent:
        return
    if file is None:
        st.error(say("Choose the file with your table."))
        return
    _add(view, store, file.getvalue(), about, target)


def _choose_boundaries(view: ViewState, store: Store) -> str:
    say = view.say
    titles = {
        name: in_language(store.boundary_set(name).title, view.lang) for name in store.boundary_ids() if name != BASEMAP
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        set_id = st.selectbox(
            say("1. Whose regions?"), list(titles), key="own_set", width=420,
            format_func=lambda name: titles[name],
        )  # fmt: skip
        st.download_button(
            say("2. Download the empty table"), data=lambda: _template(store, set_id, view.lang), mime="text/csv",
            file_name=f"{set_id}.csv", on_click="ignore", key="own_template",
            help=say("A CSV file for any spreadsheet: codes and names of the regions, and columns to rename"),
        )  # fmt: skip
    hint = say(
        "Rename the columns as you like and fill them in. Leave a cell empty where nothing is known, "
        "write c where the figure is confidential, and 0 only for a true zero. A column TOTAL holds "
        "totals that include more than your columns."
    )
    st.html(f'<p class="rs-lead">{html.escape(hint)}</p>')
    return set_id


def _ask(view: ViewState) -> About:
    """Ask where the figures come from: nothing is shown without its source."""
    say, this_year = view.say, datetime.now(tz=UTC).year
    names = {"A": say("published"), "E": say("estimated"), "S": say("Simulated")}
    left, right = st.columns(2)
    with left:
        title = st.text_input(say("3. Title of the map data"), key="own_title", max_chars=80)
        source = st.text_input(say("Who published the figures?"), key="own_source", max_chars=120)
        licence = st.text_input(say("Under which licence?"), key="own_licence", max_chars=120,
                                help=say("For example CC BY 4.0, or: for internal use only"))  # fmt: skip
    with right:
        unit = st.text_input(say("What do the numbers count?"), key="own_unit", max_chars=40, value=say("jobs"))
        year = st.number_input(say("Year"), min_value=1900, max_value=2100, value=this_year - 1, key="own_year")
        label = say("The figures are")
        status = st.selectbox(label, _STATUSES, key="own_status", format_func=lambda name: names[name])
    return About(title, source=source, licence=licence, year=int(year), unit=unit, status=status)


def _add(view: ViewState, store: Store, data: bytes, about: About, target: Target) -> None:
    """Check the table, keep it, and open the map on it; or name everything that is wrong."""
    say = view.say
    taken = {*store.dataset_ids(), *store.problems()}
    today = datetime.now(tz=UTC).date()
    try:
        name = dataset_from_table(data, about, target=target, home=own_folder(), taken=taken, today=today)
    except DataContractError as error:
        frame.show_problems(say("Nothing was added. Please mend this and send the table again:"), error.problems, view)
        return
    except OutputError as error:
        st.error(say("The table cannot be kept: {problem}", problem=error))
        return
    store.forget(name)
    st.switch_page(st.session_state["pages"]["map"], query_params={"data": name, "lang": view.lang})


def _target(store: Store, set_id: str) -> Target:
    """Take the boundaries, and the classification of the dataset that waits for a table of them."""
    regions, waiting = store.geometry(set_id, "detail"), _waiting(store, set_id)
    title = store.boundary_set(set_id).title
    if waiting is None:
        return Target(set_id, title, regions)
    titles = {level.id: level.title for level in waiting.manifest.industry_levels}
    return Target(set_id, title, regions, industries=waiting.industries, level_titles=titles)


def _template(store: Store, set_id: str, lang: str) -> bytes:
    target, waiting = _target(store, set_id), _waiting(store, set_id)
    if waiting is None:
        return template(target, lang=lang)
    first = waiting.industries_at(waiting.manifest.industry_levels[0].id)
    return template(Target(set_id, target.title, target.regions, industries=first), lang=lang)


def _waiting(store: Store, set_id: str) -> Dataset | None:
    """Find a dataset that stands on these boundaries and hands out a table to fill in."""
    for name in store.dataset_ids():
        manifest = store.manifest(name)
        if "template" in manifest.resources and any(level.boundaries == set_id for level in manifest.levels):
            return store.dataset(name)
    return None
