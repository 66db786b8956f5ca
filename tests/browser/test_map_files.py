"""Files of the map page, downloaded in a real browser and opened by their own readers."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.map_page import MapPage


def saved(seen: MapPage, name: str, folder: Path) -> Path:
    """Press a button and keep what it downloads."""
    with seen.page.expect_download(timeout=60_000) as waiting:
        seen.page.get_by_role("button", name=name, exact=True).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_a_report_picture_is_drawn_when_it_is_asked_for(open_map: Callable[..., MapPage], tmp_path: Path) -> None:
    seen = open_map(ind="share", item="15-0000", region="06")
    seen.page.get_by_role("button", name="Download", exact=True).click()
    png = saved(seen, "PNG", tmp_path)
    assert png.name == "regioscope-us-share-15-0000-state.png"
    assert Image.open(io.BytesIO(png.read_bytes())).size == (2666, 1500)
    seen.page.get_by_role("radio", name="A4 upright").click()
    seen.page.get_by_role("radio", name="Region and neighbours").click()
    expect(seen.page.get_by_role("radio", name="Region and neighbours")).to_be_checked()
    seen.page.wait_for_timeout(1_000)  # the page runs again with the choice
    page = PdfReader(io.BytesIO(saved(seen, "PDF", tmp_path).read_bytes())).pages[0]
    assert float(page.mediabox[2]) < float(page.mediabox[3])
    text = " ".join(page.extract_text().split())
    assert "Nevada" in text
    assert "Guam" not in text


def test_the_menu_is_reached_by_keyboard_and_fits_a_phone(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(options={"viewport": {"width": 390, "height": 844}}, item="15-0000")
    button = seen.page.get_by_role("button", name="Download", exact=True)
    button.focus()
    seen.page.keyboard.press("Enter")
    seen.page.get_by_role("button", name="SVG", exact=True).wait_for()
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    box = seen.page.locator(".st-key-files_panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
