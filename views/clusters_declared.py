"""Declared clusters, from a file of the reader, beside those that were found: what both share, and who is missing."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import DataContractError
from geo.lazy import Lazy
from views.clusters_list import origin
from views.clusters_words import jobs, names, warning
from views.data_tables import Number, html_table
from views.download import show_download, zipped
from views.frame import show_problems, show_section

if TYPE_CHECKING:
    from geo.declared import Match
    from scene.address import ViewState
    from scene.figures import Figures
    from views.clusters_model import Found
    from views.data_tables import Cell

MOST_MB = 5
FORMATS = ("geojson", "json", "gpkg")
_LISTED = 40
_LAST = "declared_match"
_declared = Lazy("geo.declared")


def show_declared(view: ViewState, found: Found, figures: Figures) -> None:
    """Draw the upload, and what the declared clusters and the found ones share."""
    say = view.say
    lead = say("Which of the clusters that somebody declared are there, and who is missing? Add their areas: each "
               "needs a name (column name); a column industry_codes may say which industries are meant. The file is "
               "compared and not kept.")  # fmt: skip
    st.caption(lead)
    file = st.file_uploader(say("Declared clusters (GeoJSON or GeoPackage, at most {most} MB)", most=MOST_MB),
                            type=list(FORMATS), key="declared_file", max_upload_size=MOST_MB)  # fmt: skip
    if file is None:
        return
    data = file.getvalue()
    try:
        match = _matched(found, figures.query.level, data, Path(file.name).suffix)
    except DataContractError as error:
        title = say("The file {name} cannot be compared. Please mend this and add it again:", name=file.name)
        show_problems(title, error.problems, view)
        return
    _show_match(match, found, figures)


def _matched(found: Found, level: str, data: bytes, suffix: str) -> Match:
    """Compare the file with what was found; this reader's last answer is kept, and nobody else's page has it."""
    key = (found.asked, level, hashlib.sha256(data).hexdigest())
    kept = st.session_state.get(_LAST)
    if kept is not None and kept[0] == key:
        return kept[1]  # type: ignore[no-any-return]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"declared{suffix.lower()}"
        path.write_bytes(data)
        made: Match = _declared.against_found(found.clusters, _declared.read_declared(path))
    st.session_state[_LAST] = (key, made)
    return made


def sentence(match: Match, figures: Figures) -> str:
    """Say how many enterprises of the declared clusters lie in a found one."""
    say, table = figures.say, match.declared
    total, inside = int(table["enterprises"].sum()), int(table["found"].sum())
    n = len(table)
    return say.plural("{n} declared cluster: {inside} of its {total} enterprises lie in a found cluster.",
                      "{n} declared clusters: {inside} of their {total} enterprises lie in a found cluster.", n,
                      inside=say.number(inside, decimals=0), total=say.number(total, decimals=0))  # fmt: skip


def _show_match(match: Match, found: Found, figures: Figures) -> None:
    say = figures.say
    st.html(f'<p class="rs-says">{sentence(match, figures)}</p><p class="rs-lead">{warning(found, say)}</p>')
    header = [say("Declared"), say("Enterprises"), figures.jobs_unit.capitalize(), say("In a found cluster"),
              say("In none")]  # fmt: skip
    rows: list[list[Cell]] = [
        [str(name), _whole(row["enterprises"], figures), Number(jobs(float(row["employees"]), str(row["hidden"]), say)),
         _whole(row["found"], figures), _whole(row["missing"], figures)]
        for name, row in match.declared.head(_LISTED).iterrows()
    ]  # fmt: skip
    st.html(html_table(header, rows))
    show_section(say("What they share"), "shared")
    texts = names(found, say)
    header = [say("Declared"), say("Found"), say("Enterprises in both"), say("Of the declared"), say("Of the found")]
    pairs = match.pairs.sort_values("enterprises", ascending=False, kind="stable").head(_LISTED)
    rows = [
        [str(row["declared_id"]), texts.get(str(row["cluster_id"]), str(row["cluster_id"])),
         _whole(row["enterprises"], figures), Number(say.percent(row["share_of_declared"])),
         Number(say.percent(row["share_of_found"]))]
        for _, row in pairs.iterrows()
    ]  # fmt: skip
    if rows:
        st.html(html_table(header, rows))
    else:
        st.caption(say("No declared cluster shares an enterprise or ground with a found one."))
    if not found.clusters.privacy.confidential:
        show_download(figures, ("declared", found.asked.industry or "all"), lambda name: _packed(match, found, name,
                                                                                                 figures),
                      key="download_declared")  # fmt: skip
        st.caption(say("The download lists each enterprise that is on one side only."))


def _packed(match: Match, found: Found, name: str, figures: Figures) -> bytes:
    return zipped(name, _declared.missing_members(found.clusters, match), origin(found, figures))


def _whole(value: float, figures: Figures) -> Number:
    return Number(figures.say.number(float(value), decimals=0))
