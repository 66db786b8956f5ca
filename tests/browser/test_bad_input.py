"""An address that asks for something unknown, and folders that cannot be read: the nearest view, and a sentence."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage
from tests.support.app import ROOT
from tests.support.watch import BrowserLog

WASHINGTON = "Computer and Mathematical Occupations: most concentrated in Washington"


@pytest.mark.parametrize(
    ("parameters", "sentences"),
    [
        (
            {"data": "atlantis", "ind": "magic", "year": "1066", "region": "ZZ"},
            ["dataset `atlantis`", "indicator `magic`", "year `1066`", "region `ZZ`"],
        ),
        (
            {"level": "moon", "item": "99-9999", "measure": "love", "palette": "RdYlGn", "scheme": "guess"},
            ["level `moon`", "group `99-9999`", "measure `love`"],
        ),
        (
            {"year": "two", "min": "many", "classes": "99", "opacity": "-3", "lang": "xx", "layers": "regions,moons"},
            ["year = `two`", "min = `many`", "classes = `99`", "opacity = `-3`", "lang = `xx`", "layers = `moons`"],
        ),
        ({"region": "<img src=x onerror=alert(1)>", "opt.reference": "${1}", "view": "here"}, ["region `<img src=x"]),
    ],
)
def test_the_nearest_valid_view_opens_and_says_what_was_not_found(
    open_map: Callable[..., MapPage], browser_log: BrowserLog, parameters: dict[str, str], sentences: list[str]
) -> None:
    seen = open_map(**parameters)
    seen.says(WASHINGTON)
    expect(seen.page.get_by_test_id("stAlert").first).to_be_visible()
    found = " ".join(seen.notices()).replace("\n", "")
    for sentence in sentences:
        assert sentence.replace("`", "") in found
    assert sum(int(count) for _, count in seen.legend()) == 54
    assert browser_log.console_errors == []


@pytest.fixture(scope="module")
def with_broken_folders(start_app: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of an app that was given broken dataset folders besides its own."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "no-manifest").mkdir()
    (folder / "no-json").mkdir()
    (folder / "no-json" / "datapackage.json").write_text("{", encoding="utf-8")
    (folder / "half").mkdir()
    whole = (ROOT / "data" / "datasets" / "us" / "datapackage.json").read_text(encoding="utf-8")
    (folder / "half" / "datapackage.json").write_text(
        whole.replace('"levels"', '"floors"').replace('"measures"', '"rulers"'), encoding="utf-8"
    )
    return start_app(REGIOSCOPE_DATASETS=str(folder))


def test_a_broken_folder_is_named_and_the_others_open(open_page: Callable[..., Page], with_broken_folders: str) -> None:
    seen = MapPage(open_page(locale="en-US"), with_broken_folders).open()
    seen.says(WASHINGTON)
    found = "\n".join(seen.notices())
    assert "no-json" in found
    assert "half" in found
    assert "levels" in found
    assert "measures" in found
    seen.page.locator(".st-key-c_data input").click()
    assert len(seen.page.get_by_role("option").all()) == 3
