"""Files of the page Scout, each made once it is asked for: workbook, GeoPackage, one page about a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.lazy import Lazy
from geo.store import default_store
from views.scout_firm import paper_of
from views.share import link

if TYPE_CHECKING:
    from views.scout_model import Scouting

_xlsx, _gpkg, _brief = Lazy("papers.scout_xlsx"), Lazy("papers.scout_gpkg"), Lazy("papers.scout_brief")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_files(found: Scouting) -> None:
    """Draw the buttons of the files about all places."""
    say, address = found.figures.say, link()
    name = f"regioscope-{found.asked.dataset}-scout-{found.asked.industry}"
    with st.container(horizontal=True, gap="small", key="scout_files"):
        st.download_button(
            say("Download XLSX"), data=lambda: workbook(found, address), file_name=f"{name}.xlsx", mime=_EXCEL,
            on_click="ignore", key="scout_xlsx",
            help=say("A workbook whose ranks follow the weights that you change in it"),
        )  # fmt: skip
        st.download_button(
            say("Download GeoPackage"), data=lambda: geopackage(found, address), file_name=f"{name}.gpkg",
            mime="application/geopackage+sqlite3", on_click="ignore", key="scout_gpkg",
            help=say("Places with rank, score and figures, coloured when a map program opens it"),
        )  # fmt: skip


def show_brief(found: Scouting, code: str) -> None:
    """Draw the button of the page about a place."""
    say, address = found.figures.say, link()
    st.download_button(
        say("One-page brief (PDF)"), data=lambda: brief(found, code, address), mime="application/pdf",
        file_name=f"regioscope-{found.asked.industry}-{code}.pdf", on_click="ignore", key="scout_brief",
        help=say("Map, figures with their sources, questions to the place"),
    )  # fmt: skip


def workbook(found: Scouting, address: str) -> bytes:
    """Return the workbook."""
    made: bytes = _xlsx.scout_xlsx(paper_of(found, address))
    return made


def geopackage(found: Scouting, address: str) -> bytes:
    """Return the GeoPackage."""
    made: bytes = _gpkg.scout_gpkg(paper_of(found, address))
    return made


def brief(found: Scouting, code: str, address: str) -> bytes:
    """Return the page about a place."""
    made: bytes = _brief.scout_brief(paper_of(found, address), code, default_store())
    return made
