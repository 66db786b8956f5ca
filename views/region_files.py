"""The profile of a region to take along: as a document to print, or one to edit; made when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Store
    from scene.figures import Figures
    from scene.region_profile import Profile

_paper, _pdf, _docx = Lazy("papers.profile"), Lazy("papers.profile_pdf"), Lazy("papers.profile_docx")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_profile_files(found: Profile, figures: Figures, store: Store) -> None:
    """Draw the menu with the two documents."""
    say = figures.say
    menu = st.popover(say("Profile"), on_change="rerun", key="profile", help=say("This region as a document"))
    if not menu.open:
        return
    with menu:
        st.caption(say("Strengths with intervals and ranks, chart, map, method and sources."))
        with st.container(horizontal=True, gap="small"):
            _button(say("PDF, to print"), "pdf", "application/pdf", found, _made(found, figures, store, "pdf"))
            _button(say("DOCX, to edit"), "docx", _WORD, found, _made(found, figures, store, "docx"))


def _button(name: str, ending: str, mime: str, found: Profile, make: Callable[[], bytes]) -> None:
    file = f"regioscope-{found.query.dataset}-{found.region}.{ending}"
    st.download_button(name, data=make, file_name=file, mime=mime, on_click="ignore", key=f"profile_{ending}")


def _made(found: Profile, figures: Figures, store: Store, ending: str) -> Callable[[], bytes]:
    """Return what makes the document once its button is pressed."""
    params = address(found, figures)

    def make() -> bytes:
        paper = _paper.region_paper(params, store, made=datetime.now(UTC).date())
        data: bytes = _pdf.profile_pdf(paper) if ending == "pdf" else _docx.profile_docx(paper)
        return data

    return make


def address(found: Profile, figures: Figures) -> dict[str, str]:
    """Parameters of the view of this region, as the page shows it."""
    query = found.query
    named = {"data": query.dataset, "region": found.region, "level": query.level, "depth": query.industry_level,
             "measure": query.measure, "year": str(query.year or ""), "min": f"{query.minimum:g}",
             "lang": figures.say.lang}  # fmt: skip
    return {name: value for name, value in named.items() if value}
