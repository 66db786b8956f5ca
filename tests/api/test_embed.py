"""A map in another page: for whom, with what, and nothing that others could run in it."""

import base64
import hashlib
import html
import logging
import re
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import routes
from api.framing import allowed_sites
from geo.store import default_store
from keep import links
from keep.database import default_keep
from scene.origins import ORIGINS

VIEW = "data=us&item=15-0000&region=06"
Embed = Callable[[str], TestClient]


@pytest.fixture
def embed(home: object, monkeypatch: pytest.MonkeyPatch) -> Embed:  # noqa: ARG001 - nothing is saved elsewhere
    """Start the routes with a list of sites."""

    def start(sites: str = "") -> TestClient:
        monkeypatch.setenv(ORIGINS, sites)
        return TestClient(Starlette(routes=routes(default_store)))

    return start


def policy(client: TestClient, path: str) -> dict[str, str]:
    value = client.get(path).headers["content-security-policy"]
    return dict(rule.split(" ", 1) for rule in value.split("; "))


def test_without_a_list_only_this_server_may_show_the_map(embed: Embed) -> None:
    assert policy(embed(""), f"/embed/view?{VIEW}")["frame-ancestors"] == "'self'"


def test_listed_sites_may_show_it_and_what_is_no_site_is_left_out(embed: Embed) -> None:
    client = embed(
        "https://city.example, http://127.0.0.1:8790 ,*, https://*.example, javascript:x, 'none'; script-src *"
    )
    for path in (f"/embed/view?{VIEW}", "/embed/nobody2", "/maps/embed/nobody2"):
        allowed = policy(client, path)["frame-ancestors"]
        assert allowed == "'self' https://city.example http://127.0.0.1:8790"


def test_what_is_wrong_with_the_list_is_said_once_at_the_start(embed: Embed, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        embed("https://city.example/news,https://fine.example")
    (record,) = caplog.records
    assert record.getMessage().startswith(
        "REGIOSCOPE_EMBED_ORIGINS: 'https://city.example/news' left out. Write scheme"
    )
    caplog.clear()
    assert allowed_sites({ORIGINS: "https://fine.example"}) == ("https://fine.example",)
    assert caplog.records == []


def test_only_the_scripts_of_the_page_itself_run_in_it(embed: Embed) -> None:
    client = embed("")
    page = client.get(f"/embed/view?{VIEW}").text
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    rules = policy(client, f"/embed/view?{VIEW}")
    assert rules["script-src"] == "'self' " + " ".join(f"'sha256-{digest}'" for digest in digests)
    assert (rules["default-src"], rules["base-uri"], rules["form-action"]) == ("'none'", "'none'", "'none'")
    assert [word for rule in rules.values() for word in rule.split() if "://" in word or word == "*"] == []


def test_online_backgrounds_come_through_where_the_operator_allows_them(
    embed: Embed, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = policy(embed(""), "/embed/view")
    monkeypatch.setenv("REGIOSCOPE_ONLINE_TILES", "1")
    opened = policy(embed(""), "/embed/view")
    assert {name for name in closed if closed[name] != opened[name]} == {"img-src"}
    assert opened["img-src"].split()[-1] == "https:"


def test_a_code_shows_the_map_of_its_view_with_a_way_back(embed: Embed) -> None:
    client = embed("")
    code = links.shorten(default_keep(), f"region?{VIEW}&lang=uk")
    page = client.get(f"/embed/{code}").text
    assert '<html lang="uk">' in page
    assert "Карта малюється …" in page
    back = re.findall(r'<a href="([^"]+)" target="_blank" rel="noopener">', page)
    assert [html.unescape(address) for address in back] == ["../region?data=us&item=15-0000&lang=uk&region=06"]
    assert f'"deck":"{code}/deck.json?lang=uk"' in page
    deck = client.get(f"/embed/{code}/deck.json?lang=uk").json()
    assert (deck["lang"], len(deck["steps"]), deck["steps"][0]["kind"]) == ("uk", 1, "map")
    message = deck["steps"][0]["view"]["message"]
    assert message["selected"] == "06"
    assert "notes" not in deck["steps"][0]


def test_a_view_without_a_code_needs_nothing_saved(embed: Embed) -> None:
    client = embed("")
    page = client.get(f"/embed/view?{VIEW}", headers={"accept-language": "ru"}).text
    address = re.findall(r'"deck":"([^"]+)"', page)[0].replace("\\u0026", "&")
    assert address == "view/deck.json?data=us&item=15-0000&region=06&lang=ru"
    first = client.get(f"/embed/{address}")
    assert first.json()["lang"] == "ru"
    again = client.get(f"/embed/{address}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, first.headers["cache-control"]) == (304, "no-cache")
    assert not default_keep().path.exists()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/embed/nobody2", "There is no such link: look at its last letters again."),
        ("/embed/view?year=two", "The address has year = “two”, which cannot be read"),
        ("/embed/view?%3Cscript%3E=1", "The address has &lt;script&gt; = “1”"),
        ("/embed/view?item=%0d%0aX:1", "The address has item = “"),
    ],
)
def test_what_is_no_view_gets_a_page_that_says_so(embed: Embed, path: str, said: str) -> None:
    answer = embed("").get(path)
    assert answer.status_code == 404
    assert "This map cannot be shown" in answer.text
    assert said in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}"])
def test_a_hostile_address_stays_text(embed: Embed, name: str) -> None:
    page = embed("").get("/embed/view", params={"data": "us", "item": name}).text
    assert len(re.findall("<script", page)) == page.count("</script>")
    assert [word for word in ("<script>alert", "alert(1)", "<img", "{{7") if word in page] == []


def test_what_the_dataset_does_not_have_is_an_answer_with_words(embed: Embed) -> None:
    answer = embed("").get("/embed/view/deck.json?data=us&region=99")
    assert answer.status_code == 404
    assert "there is no region '99'" in answer.json()["error"]
