"""A short link leads to a view of the app, and nowhere else."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from keep import links
from keep.database import default_keep
from keep.models import LinkRow

APP = "http://127.0.0.1:8501/maps/"


def follow(client: TestClient, code: str, **headers: str) -> tuple[int, str]:
    answer = client.get(f"/s/{code}", follow_redirects=False, headers=headers)
    return answer.status_code, answer.headers.get("location", "")


@pytest.mark.usefixtures("home")
def test_a_code_leads_to_its_view_below_any_base_path(client: TestClient) -> None:
    code = links.shorten(default_keep(), "region?data=us&region=06&lang=uk")
    status, location = follow(client, code)
    assert (status, location) == (307, "../region?data=us&lang=uk&region=06")
    assert urljoin(f"{APP}s/{code}", location) == f"{APP}region?data=us&lang=uk&region=06"
    again = client.get(f"/maps/s/{code}", follow_redirects=False)
    assert again.headers["location"] == location
    assert again.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("home")
def test_the_map_itself_is_the_empty_page(client: TestClient) -> None:
    code = links.shorten(default_keep(), "https://example.org/maps/?data=ukraine")
    assert urljoin(f"{APP}s/{code}", follow(client, code)[1]) == f"{APP}?data=ukraine"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "hostile",
    [
        "//evil.example/?data=us",
        "https://evil.example/?data=us",
        "https:evil.example?data=us",
        "javascript:alert(1)?data=us",
        "\\\\evil.example?data=us",
        "/%2Fevil.example?data=us",
        "..//evil.example?data=us",
        "?data=us&next=//evil.example",
        "https://user@evil.example:8443/region?data=us#//evil.example",
    ],
)
def test_no_link_leaves_the_app_even_when_somebody_writes_into_the_file(client: TestClient, hostile: str) -> None:
    with default_keep().writing() as session:
        session.add(LinkRow(code="evil222", address=hostile, made=""))
    for code in ("evil222", links.shorten(default_keep(), hostile)):
        status, location = follow(client, code)
        assert status == 307
        target = urlsplit(urljoin(f"{APP}s/{code}", location))
        assert (target.scheme, target.netloc) == ("http", "127.0.0.1:8501")
        assert target.path in {"/maps/", "/maps/region"}
        assert re.search(r"[\r\n]", location) is None


@pytest.mark.usefixtures("home")
def test_what_cannot_stand_in_a_header_never_gets_there(client: TestClient) -> None:
    with default_keep().writing() as session:
        session.add(LinkRow(code="split22", address="?data=us%0d%0aSet-Cookie:%20a=1", made=""))
        session.add(LinkRow(code="split23", address="?data=us\r\nSet-Cookie: a=1", made=""))
    for code in ("split22", "split23"):
        answer = client.get(f"/s/{code}", follow_redirects=False)
        assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("code", ["abc2345", "%00", "%22%3E%3Cscript%3E", "x" * 5000, "..%2f..%2fetc"])
def test_a_code_that_nobody_has_gets_a_page_with_one_way_on(client: TestClient, code: str) -> None:
    answer = client.get(f"/s/{code}", headers={"accept-language": "de,en;q=0.5"})
    assert answer.status_code == 404
    if "etc" in code:  # the path has further parts by now: nothing lies there
        return
    assert answer.headers["content-type"].startswith("text/html")
    assert "This link leads nowhere" in answer.text
    assert re.findall(r'href="([^"]+)"', answer.text.split("<body>")[1]) == ["../"]
    assert "<script" not in answer.text


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("header", "title"), [("uk-UA,en;q=0.8", 'lang="uk"'), ("ru", 'lang="ru"'), ("", 'lang="en"')])
def test_the_page_speaks_the_readers_language(client: TestClient, header: str, title: str) -> None:
    answer = client.get("/s/abc2345", headers={"accept-language": header})
    assert title in answer.text


def test_a_damaged_file_is_said_and_not_a_fault_of_the_server(client: TestClient, home: Path) -> None:
    home.mkdir()
    (home / "saved.sqlite").write_bytes(b"no database" * 100)
    answer = client.get("/s/abc2345")
    assert answer.status_code == 404
    assert "no database of Regioscope" in answer.text
