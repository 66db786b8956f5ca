"""Add your own register of enterprises: file, columns, what may be shown; then what became of its rows, and the map."""

from __future__ import annotations

import hashlib
import html
import os
import shutil
import tempfile
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.attach import own_folder
from geo.classifications import classification_names
from geo.engines import ENGINES
from geo.errors import DataContractError, OutputError
from geo.lazy import Lazy
from geo.rejected import REASONS, rejected_csv
from scene.address import DEFAULT_LAYERS
from scene.i18n import N_
from views import frame
from views.data_about import ask_about, choose_boundaries, target_of
from views.data_tables import Number, html_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from geo.attach_folder import About
    from geo.attach_register import Added, Wanted
    from geo.enterprise_parts import Part
    from geo.store import Store
    from scene.address import ViewState
    from scene.i18n import Say

MOST_MB = 200
"""Largest file that the page takes; larger ones are added by the command line."""
ENDINGS = ("csv", "tsv", "txt", "gz", "parquet", "geoparquet", "geojson", "json", "gpkg")
SCHEDULER = "REGIOSCOPE_SCHEDULER"
"""Environment variable: address of the Dask workers that the operator runs. No reader can name another one."""

COLUMNS = {
    "industry_code": N_("Industry (needed)"),
    "lon": N_("Longitude"),
    "lat": N_("Latitude"),
    "region_code": N_("Code of the region"),
    "employees": N_("Jobs"),
    "enterprise_id": N_("Number of the enterprise"),
    "enterprise_name": N_("Name"),
    "organisation_type": N_("Kind of organisation"),
    "founded": N_("Founded (year)"),
    "year": N_("Year of the row"),
    "owner_group": N_("Owner (counts as one)"),
    "obs_status": N_("Status of the row"),
}
"""Columns of a register, in words."""
CLASSIFICATIONS = {
    "": N_("Codes stand as they are"),
    "nace2": N_("NACE Rev. 2 (also KVED 2010)"),
    "nace21": N_("NACE Rev. 2.1"),
    "isic4": N_("ISIC Rev. 4"),
    "isic5": N_("ISIC Rev. 5"),
    "naics2022": N_("NAICS 2022"),
}
"""Classifications that name the codes and give them sections."""
_ENGINES = {"memory": N_("This program"), "dask": N_("Worker processes (Dask)")}
_FILE, _ADDED = "register_file", "register_added"
_register, _files, _names = Lazy("geo.attach_register"), Lazy("geo.enterprise_files"), Lazy("geo.enterprise_names")


class _Folder:
    """A folder that goes when the session of its reader does."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="regioscope-register-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def show_register(view: ViewState, store: Store) -> None:
    """Draw the file, its columns, the form; and what became of the last register that was added."""
    say = view.say
    lead = say(
        "One row an enterprise: its industry, its place (longitude and latitude, or the code of its region), its jobs. "
        "It is counted by region and industry; its places go on the map, and clusters are found among them."
    )
    st.html(f'<p class="rs-text">{html.escape(lead)}</p>')
    if _ADDED in st.session_state:
        _show_added(view, *st.session_state[_ADDED])
    set_id = choose_boundaries(view, store, "reg")
    label = say("2. The register (CSV, Parquet, GeoJSON or GeoPackage, at most {most} MB)", most=MOST_MB)
    file = st.file_uploader(label, type=list(ENDINGS), key="reg_file", max_upload_size=MOST_MB)
    if file is None:
        st.session_state.pop(_FILE, None)
        hint = say("Larger registers: the command regioscope add reads files of any length, part by part.")
        st.html(f'<p class="rs-lead">{html.escape(hint)}</p>')
        return
    try:
        parts, digest = _opened(file)
    except DataContractError as error:
        title = say("The file {name} cannot be read:", name=file.name)
        frame.show_problems(title, error.problems, view)
        return
    columns = _ask_columns(parts[0], say)
    lacking = _lacking(columns, parts[0], say)
    with st.form("own_register", border=True):
        about = ask_about(view, "reg", unit="jobs")
        wanted = _ask_wanted(columns, say)
        sent = st.form_submit_button(say("Check and count"), type="primary")
    if sent and lacking:
        st.error(lacking)
    elif sent:
        _add(view, store, (about, wanted, set_id), parts, (digest, file.name))


def _opened(file: UploadedFile) -> tuple[Sequence[Part], str]:
    """Keep the file on the disk as long as this reader works with it; nothing of its name but a known ending is used.

    Raises
    ------
    DataContractError
        If it is no register.
    """
    kept = st.session_state.get(_FILE)
    if kept is None or kept[0] != file.file_id:
        folder = _Folder()
        endings = [ending for ending in Path(file.name.lower()).suffixes if ending[1:] in ENDINGS]
        path = folder.path / ("register" + "".join(endings[-2:]))
        path.write_bytes(file.getbuffer())
        kept = st.session_state[_FILE] = (file.file_id, folder, path, hashlib.sha256(file.getbuffer()).hexdigest())
    try:
        found: Sequence[Part] = _files.parts_of(kept[2])
    except DataContractError as error:
        raise DataContractError(file.name, error.problems) from None
    return found, kept[3]


def _ask_columns(part: Part, say: Say) -> dict[str, str]:
    """Ask which column is which; what bears a usual name is filled in."""
    try:
        known = _names.recognised(part.names, geometry=bool(part.geometry))
    except DataContractError:  # two columns may be the same: the reader says which
        known = {}
    asked = {name: text for name, text in COLUMNS.items() if not (part.geometry and name in {"lon", "lat"})}
    st.html(f'<h3 class="rs-h3">{html.escape(say("Which column is which?"))}</h3>')
    if part.geometry:
        st.caption(say("The file has points of its own."))
    found = {}
    names = ["", *dict.fromkeys(name for name in part.names if name != part.geometry)]
    for cell, (name, text) in zip(st.columns(3) * len(asked), asked.items(), strict=False):
        usual = known.get(name, "")
        found[name] = cell.selectbox(
            say(text), names, index=names.index(usual) if usual in names else 0, key=f"reg_column_{name}",
            format_func=lambda column: column or say("not in the file"),
        )  # fmt: skip
    return found


def _lacking(columns: Mapping[str, str], part: Part, say: Say) -> str:
    """Say which column must be chosen before anything can be counted."""
    if not columns["industry_code"]:
        return say("Choose the column that holds the industry of each enterprise.")
    if part.geometry or columns["region_code"] or (columns["lon"] and columns["lat"]):
        return ""
    return say("Choose the columns of longitude and latitude, or the column with the code of the region.")


def _ask_wanted(columns: Mapping[str, str], say: Say) -> Wanted:
    """Ask for the classification, what may be shown, and who does the work."""
    known = [name for name in CLASSIFICATIONS if not name or name in classification_names()]
    code = st.selectbox(
        say("Which classification are the industry codes of?"), known, key="reg_classification",
        format_func=lambda name: say(CLASSIFICATIONS[name]),
    )  # fmt: skip
    is_open = st.checkbox(
        say("A public register: single enterprises may be shown"), key="reg_open",
        help=say("Otherwise it is confidential: the map shows groups only, and figures behind which stand fewer than "
                 "three enterprises or one large one are hidden."),
    )  # fmt: skip
    with st.expander(say("Settings")):
        km = st.number_input(
            say("Count places so far outside all regions as inside, km"), 0.0, 50.0, 0.0, 0.5, key="reg_km",
            help=say("Boundaries are simplified: harbours may lie a little outside."),
        )  # fmt: skip
        engine = st.radio(
            say("Who does the work?"), ENGINES, key="reg_engine", horizontal=True,
            format_func=lambda name: say(_ENGINES[name]),
            help=say("Both give the same figures. Worker processes are for registers that one program takes too long "
                     "for."),
        )  # fmt: skip
        if engine == "dask" and (address := os.environ.get(SCHEDULER)):
            st.caption(say("The workers of {address}", address=f"`{address}`"))
    made: Wanted = _register.Wanted(
        columns=dict(columns), classification=code, confidential=not is_open, nearest_km=float(km), engine=engine,
        scheduler=os.environ.get(SCHEDULER) or None if engine == "dask" else None,
    )  # fmt: skip
    return made


def _add(
    view: ViewState, store: Store, asked: tuple[About, Wanted, str], parts: Sequence[Part], origin: tuple[str, str]
) -> None:
    """Count the register and keep it; or name everything that is wrong."""
    say, (about, wanted, set_id), (digest, name) = view.say, asked, origin
    bar = st.progress(0.0, text=say("Counting the register ..."))

    def tell(done: int, total: int) -> None:
        text = say("Counting the register: part {n} of {total}", n=done, total=total)
        bar.progress(done / max(total, 1), text=text)

    try:
        added: Added = _register.dataset_from_register(
            parts, about, target=target_of(store, set_id), home=own_folder(),
            taken={*store.dataset_ids(), *store.problems()}, origin=(digest, datetime.now(tz=UTC).date()),
            wanted=wanted, progress=tell,
        )  # fmt: skip
    except DataContractError as error:
        title = say("Nothing was added. Please mend this and send the register again:")
        frame.show_problems(title, error.problems, view)
        return
    except OutputError as error:
        st.error(say("The register cannot be kept: {problem}", problem=error))
        return
    finally:
        bar.empty()
    store.forget(added.name)
    rejected = added.found.rejected
    listed = replace(rejected, listed=rejected.listed.assign(file=name))
    st.session_state[_ADDED] = (added.name, about.title, replace(added.found, rejected=listed), added.hidden)
    st.rerun()


def _show_added(view: ViewState, name: str, title: str, found: Any, hidden: Any) -> None:  # noqa: ANN401 - loaded late
    """Say what became of the rows, hand out the list of those that were left out, open the map."""
    say, rows = view.say, found.rejected
    with st.container(border=True, key="register_added"):
        text = say("{title}: enterprises counted: {used} of {read}", title=title,
                   used=say.number(found.used, decimals=0), read=say.number(rows.read, decimals=0))  # fmt: skip
        st.html(f'<p class="rs-says" role="status">{html.escape(text)}</p>')
        for note in _notes(found, hidden, say):
            st.html(f'<p class="rs-lead">{html.escape(note)}</p>')
        if rows.total:
            reasons = sorted(rows.counts.items(), key=lambda item: -item[1])
            lines = [(say(REASONS[reason]), Number(say.number(n, decimals=0))) for reason, n in reasons]
            st.html(html_table([say("Why rows cannot be used"), say("Rows")], lines))
        with st.container(horizontal=True, gap="small"):
            if st.button(say("Open the map"), type="primary", key="register_map"):
                del st.session_state[_ADDED]
                query = {"data": name, "lang": view.lang, "layers": ",".join((*DEFAULT_LAYERS, "enterprises"))}
                st.switch_page(st.session_state["pages"]["map"], query_params=query)
            if rows.total:
                st.download_button(say("Download these rows"), lambda: rejected_csv(rows),
                                   file_name=f"{name}-rejected.csv", mime="text/csv", on_click="ignore",
                                   key="register_rejected")  # fmt: skip


def _notes(found: Any, hidden: Any, say: Say) -> list[str]:  # noqa: ANN401 - loaded late
    said = []
    if found.disagreements:
        said.append(say("Rows that state another region than their point lies in (the stated one counts): {n}",
                        n=say.number(found.disagreements, decimals=0)))  # fmt: skip
    if found.unknown_regions:
        said.append(say("Rows whose region code these boundaries do not have (the point counts): {n}",
                        n=say.number(found.unknown_regions, decimals=0)))  # fmt: skip
    if hidden is not None:
        said.append(say("Confidential: {n} figures are hidden.",
                        n=say.number(hidden.hidden + hidden.hidden_totals, decimals=0)))  # fmt: skip
    return said
