"""Add your own table: choose boundaries, fill in the template, upload it, see it on the map."""

from __future__ import annotations

import html
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.attach import dataset_from_table, own_folder, template
from geo.attach_folder import About, Target
from geo.attach_table import MAX_BYTES
from geo.errors import DataContractError, OutputError
from views import frame
from views.data_about import ask_about, choose_boundaries, target_of, waiting_for

if TYPE_CHECKING:
    from geo.store import Store
    from scene.address import ViewState

UPLOADS = "REGIOSCOPE_UPLOADS"
"""Environment variable: 0 takes the form away."""


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
    set_id = _offer_template(view, store)
    target = target_of(store, set_id)
    with st.form("own_table", border=True):
        about = ask_about(view, "own")
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


def _offer_template(view: ViewState, store: Store) -> str:
    say = view.say
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        set_id = choose_boundaries(view, store, "own")
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


def _template(store: Store, set_id: str, lang: str) -> bytes:
    target, waiting = target_of(store, set_id), waiting_for(store, set_id)
    if waiting is None:
        return template(target, lang=lang)
    first = waiting.industries_at(waiting.manifest.industry_levels[0].id)
    return template(Target(set_id, target.title, target.regions, industries=first), lang=lang)
