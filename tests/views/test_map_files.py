"""What the map page can be taken along as: nothing is made before it is asked for."""

import io
import subprocess
import sys
from typing import Any

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from tests.support.app import ROOT
from tests.views.pages import Open
from views import map_files


def opened(open_page: Open, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> tuple[AppTest, dict[str, Any]]:
    """Open the map with its menu; return what makes each file by the ending of its name, unmade."""
    files: dict[str, Any] = {}

    def button(label: str, *, data: Any, file_name: str, **_: Any) -> None:  # noqa: ANN401 - stands for the widget
        del label
        files[file_name.rpartition(".")[2]] = (file_name, data)

    monkeypatch.setattr("streamlit.download_button", button)
    app = open_page(**parameters)
    assert files == {}, "the menu is closed"
    app.session_state[map_files.KEY] = True
    app.run()
    assert not app.exception
    return app, files


def test_the_menu_offers_pictures_tables_and_a_page(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    _, files = opened(open_page, monkeypatch, data="us", item="15-0000")
    assert list(files) == ["png", "svg", "pdf", "zip", "xlsx", "html"]
    assert files["png"][0] == "regioscope-us-location_quotient-15-0000-state.png"
    assert all(callable(make) for _, make in files.values()), "a file is made when its button is pressed"


def test_pictures_are_of_the_view_on_the_page(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    _, files = opened(open_page, monkeypatch, data="us", item="15-0000", region="06", lang="uk")
    image = Image.open(io.BytesIO(files["png"][1]()))
    assert image.size == (2666, 1500)
    assert image.info["Title"].startswith("Каліфорнія: частка становить 1,16")
    text = " ".join(PdfReader(io.BytesIO(files["pdf"][1]())).pages[0].extract_text().split())
    assert "?data=us&item=15-0000&region=06&lang=uk" in text
    assert openpyxl.load_workbook(io.BytesIO(files["xlsx"][1]())).sheetnames[0] == "Таблиця"
    assert files["html"][1]().lower().startswith(b"<!doctype html>")


def choices(app: AppTest, key: str) -> list[str]:
    found = [group for group in app.get("button_group") if group.proto.id.endswith(key)]
    return [option.content for option in found[0].proto.options] if found else []


def test_the_part_on_the_screen_and_the_neighbourhood_can_be_chosen_where_there_is_one(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, _ = opened(open_page, monkeypatch, data="us")
    assert choices(plain, "files_zoom") == []
    near, _ = opened(open_page, monkeypatch, data="us", region="06")
    assert choices(near, "files_zoom") == ["Whole map", "Region and neighbours"]
    moved, files = opened(open_page, monkeypatch, data="us", region="06", view="31.5,-99.3,6")
    assert choices(moved, "files_zoom") == ["Whole map", "As on the screen", "Region and neighbours"]
    assert choices(moved, "files_size") == ["Slide", "A4 across", "A4 upright", "Square"]
    text = PdfReader(io.BytesIO(files["pdf"][1]())).pages[0].extract_text()
    assert "view=" not in text
    assert "Alaska" in text


def test_a_map_without_figures_has_no_page_of_its_own(open_page: Open) -> None:
    app = open_page(data="ukraine")
    app.session_state[map_files.KEY] = True
    app.run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert "PNG" in labels
    assert "Page that works without a network" not in labels


def test_the_page_does_not_load_what_draws_and_writes_files() -> None:
    heavy = ("matplotlib", "xlsxwriter", "pptx", "docx", "reportlab", "papers.briefcase")
    code = f"import sys, views.map_page; print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
