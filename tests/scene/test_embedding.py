from html.parser import HTMLParser

import pytest

from scene.embedding import embed_path, snippet, who_may
from scene.i18n import Say
from scene.origins import origins
from scene.page_address import page_address

GOOD = (
    "https://city.example",
    "http://localhost:8000",
    "http://127.0.0.1",
    "https://a-b.c2.example:65535",
    "http://[::1]:80",
)


@pytest.mark.parametrize("site", GOOD)
def test_scheme_and_host_of_a_site_are_allowed(site: str) -> None:
    assert (origins(site.upper()).allowed, origins(f" {site} ,").wrong) == ((site,), ())


@pytest.mark.parametrize(
    "word",
    [
        "*", "https://*", "https://*.example", "city.example", "https://city.example/", "https://city.example/news",
        "ftp://city.example", "javascript:alert(1)", "https://user@city.example", "https://city.example:0",
        "https://city.example:65536", "https://city.example; script-src *", "https://місто.укр", "'none'", "https://",
        "https://-a.example", "https://a..example", "null", "data:", "https://city.example\r\nX-Other: 1",
    ],
)  # fmt: skip
def test_everything_else_is_left_out_and_named(word: str) -> None:
    found = origins(word)
    assert found.allowed == ()
    assert found.wrong == (word.strip(),)


def test_a_site_that_stands_twice_is_allowed_once() -> None:
    assert origins("https://A.example,https://a.example,https://a.example").allowed == ("https://a.example",)


class Attributes(HTMLParser):
    """The tags of a text with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "Jobs & 'homes'", "</iframe><img src=x onerror=a>"])
def test_the_lines_are_one_frame_whatever_the_map_is_called(title: str) -> None:
    url = "http://127.0.0.1:8501/embed/view?data=us&item=15-0000"
    ((tag, attributes),) = Attributes(snippet(url, title)).tags
    assert (tag, attributes["src"], attributes["title"]) == ("iframe", url, title)
    assert {name: attributes[name] for name in ("width", "height", "loading")} == {
        "width": "100%",
        "height": "620",
        "loading": "lazy",
    }


def test_a_map_lies_under_its_code_or_under_its_view() -> None:
    address = page_address("region?region=06&data=us")
    assert embed_path(address, "k7mq2x9") == "embed/k7mq2x9"
    assert embed_path(address) == "embed/view?data=us&region=06"


def test_the_reader_is_told_who_may_show_the_map() -> None:
    say = Say("en")
    assert who_may((), say).startswith("Only pages of this server can show the map")
    assert who_may(("https://a.example", "https://b.example"), say).endswith("https://a.example, https://b.example")
