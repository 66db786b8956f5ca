"""The profile of a region from its page: what its address names, and that nothing is drawn before it is asked for."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from docx import Document
from streamlit.testing.v1 import AppTest

from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from papers.profile import region_paper
from papers.profile_docx import profile_docx
from scene.figures import Figures
from scene.i18n import Say
from scene.region_profile import profile, profile_query
from tests.views.pages import Open, opens
from views.region_files import address

open_page = opens("region")


def test_the_document_is_of_what_the_page_shows() -> None:
    store = default_store()
    dataset = store.dataset("us")
    asked = profile_query(resolve(Query("us"), dataset)[0], dataset, level="metro", depth="detailed")
    assert asked is not None
    found = profile(store.computed(asked), "41940", query=asked)
    params = address(found, Figures(Say("uk"), dataset, asked))
    assert params["level"] == "metro"
    assert params["depth"] == "detailed"
    paper = region_paper(params, store, made=date(2026, 11, 22))
    assert paper.rows[0].cells[1] == Figures(Say("uk"), dataset, asked).value(found.ranked["quotient"].iloc[0])
    assert Document(BytesIO(profile_docx(paper))).core_properties.title == paper.title


def test_the_page_offers_the_profile_once_its_menu_is_open(open_page: Open) -> None:
    page = open_page(region="06")
    assert "Profile" in [menu.proto.popover.label for menu in page.get("popover")]
    assert names(page) == ["Download table"]
    page.session_state["profile"] = True
    page.run()
    assert names(page) == ["PDF, to print", "DOCX, to edit", "Download table"]


def names(page: AppTest) -> list[str]:
    """Names of the buttons that bring a file."""
    return [button.proto.label for button in page.get("download_button")]
