"""The entry file and its settings are what Streamlit expects of them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web.server.app_discovery import discover_asgi_app

from tests.support.app import ROOT

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
WHITE = "#ffffff"


def options(section: dict[str, object], path: str) -> Iterator[str]:
    for name, value in section.items():
        if isinstance(value, dict):
            yield from options(value, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_streamlit_finds_the_app_in_the_entry_file() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert (found.is_asgi_app, found.import_string) == (True, "app:app")


def test_the_entry_file_is_at_most_40_lines() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 40


@pytest.mark.parametrize("name", sorted(options(SETTINGS, "")))
def test_streamlit_knows_the_setting(name: str) -> None:
    assert name in config._config_options_template


def test_nothing_is_sent_out_and_only_this_machine_is_answered() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    urls = [face["url"] for face in SETTINGS["theme"]["fontFaces"]]
    assert [url for url in urls if "://" in url] == []


@pytest.mark.parametrize("face", SETTINGS["theme"]["fontFaces"], ids=lambda face: Path(face["url"]).stem)
def test_the_font_file_is_there(face: dict[str, str]) -> None:
    assert (ROOT / face["url"].removeprefix("app/")).is_file()


@pytest.mark.parametrize("letter", "Aéčß–−₴€ЇїЄєҐґЫыЁё№")
def test_one_font_file_declares_the_letter(letter: str) -> None:
    ranges = [part for face in SETTINGS["theme"]["fontFaces"] for part in face["unicodeRange"].split(", ")]
    ends = [[int(end, 16) for end in part.removeprefix("U+").split("-")] for part in ranges]
    assert any(end[0] <= ord(letter) <= end[-1] for end in ends)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_text_links_and_buttons_stand_out_from_what_lies_behind(shade: str) -> None:
    theme = SETTINGS["theme"][shade]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        assert contrast(theme["textColor"], theme[ground]) >= 7
        assert contrast(theme["linkColor"], theme[ground]) >= 4.5
        assert contrast(theme["primaryColor"], theme[ground]) >= 3
    assert contrast(theme["primaryColor"], WHITE) >= 4.5
