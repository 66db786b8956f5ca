"""Share: what stands behind the button, made when it is asked for and not before."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from keep import links
from keep.database import SAVING, default_keep
from scene.origins import ORIGINS
from tests.views.pages import opens, text_of

open_page = opens("methods")
open_map = opens("map")
Open = Callable[..., AppTest]


def shared(opened: AppTest, tab: str = "") -> AppTest:
    """Open Share, at one of its tabs."""
    opened.session_state["share"] = True
    if tab:
        opened.session_state["share_tab"] = tab
    opened.run()
    assert not opened.exception
    return opened


def codes(app: AppTest) -> list[str]:
    return [element.value for element in app.code]


def captions(app: AppTest) -> str:
    return " ".join(element.value for element in app.caption)


@pytest.mark.usefixtures("home")
def test_behind_the_closed_button_nothing_is_made(open_page: Open) -> None:
    app = open_page()
    assert [popover.proto.popover.label for popover in app.get("popover")] == ["Share view"]
    assert codes(app) == []
    assert not default_keep().path.exists()


@pytest.mark.usefixtures("home")
def test_the_link_holds_all_that_was_chosen_and_the_short_one_is_made_once_asked_for(open_page: Open) -> None:
    app = shared(open_page(data="us", item="15-0000", lang="en"))
    assert codes(app) == ["?data=us&item=15-0000&lang=en"]
    assert not default_keep().path.exists()
    app.button("make_short_link").click().run()
    code = links.shorten(default_keep(), "?data=us&item=15-0000&lang=en")
    assert codes(app) == ["?data=us&item=15-0000&lang=en", f"/s/{code}"]
    app.query_params["year"] = "2025"
    app.run()
    assert len(codes(app)) == 1  # the short link was that of another view


@pytest.mark.usefixtures("home")
def test_where_saving_is_switched_off_there_is_no_button_and_the_reader_knows_why(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SAVING, "0")
    app = shared(open_page(data="us"))
    assert [button.key for button in app.button if button.key == "make_short_link"] == []
    assert "saving is switched off" in captions(app)


def test_a_folder_that_cannot_be_written_is_said_in_words(open_page: Open, home: Path) -> None:
    home.write_text("a file, no folder")
    app = shared(open_page(data="us", lang="en"))
    app.button("make_short_link").click().run()
    assert "The short link cannot be made: nothing can be kept in" in app.warning[0].value


@pytest.mark.usefixtures("home")
def test_the_code_has_its_address_as_text_and_two_files(open_page: Open) -> None:
    app = shared(open_page(data="us", lang="en"), "QR code")
    assert 'alt="QR code of ?data=us&amp;lang=en"' in text_of(app)
    assert [button.proto.label for button in app.get("download_button")] == ["Download PNG", "Download SVG"]


@pytest.mark.usefixtures("home")
def test_an_address_too_long_for_a_code_is_said(open_page: Open) -> None:
    app = shared(open_page(data="us", lang="en", item="x" * 3000), "QR code")
    assert "too many for a QR code: take the short link" in app.warning[-1].value


@pytest.mark.usefixtures("home")
def test_the_map_goes_into_another_page_and_the_reader_knows_whose(
    open_map: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = shared(open_map(data="us", item="15-0000", lang="en"), "Embed")
    (lines,) = codes(app)
    assert 'src="/embed/view?data=us&item=15-0000&lang=en"' in unescape(lines)
    assert 'title="Computer and Mathematical Occupations: ' in lines
    assert "Only pages of this server can show the map" in captions(app)
    monkeypatch.setenv(ORIGINS, "https://city.example")
    app.button("make_short_link").click().run()
    code = links.shorten(default_keep(), "?data=us&item=15-0000&lang=en")
    assert f'src="/embed/{code}"' in codes(app)[0]
    assert "`https://city.example`" in captions(app)
