import hashlib
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import SCRIPT

FOREVER = "public, max-age=31536000, immutable"
DIGEST = hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]


def test_streamlit_s_own_bundles_are_sent_compressed_and_kept_for_a_year(client: TestClient) -> None:
    answer = client.get("/static/js/index.C1JORDN2.js")
    assert (answer.status_code, answer.text) == (200, SCRIPT)
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 20
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == FOREVER


def test_other_files_of_streamlit_are_left_to_streamlit(client: TestClient) -> None:
    assert client.get("/static/js/photo.png").text == "Not Found"


def test_a_script_of_the_app_is_asked_for_again_and_mostly_304(client: TestClient) -> None:
    answer = client.get("/app/static/map/map.js")
    assert (answer.text, answer.headers["cache-control"]) == (SCRIPT, "no-cache")
    again = client.get("/app/static/map/map.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_script_named_with_its_digest_is_kept_for_a_year(client: TestClient) -> None:
    assert client.get(f"/app/static/map/map.js?v={DIGEST}").headers["cache-control"] == FOREVER
    assert client.get("/app/static/map/map.js?v=000000000000").headers["cache-control"] == "no-cache"
    assert client.get("/app/static/map/leaflet.0a1b2c3d.css").headers["cache-control"] == FOREVER


def test_a_font_is_sent_as_it_is(client: TestClient) -> None:
    answer = client.get("/app/static/fonts/inter.woff2")
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers
    assert len(answer.content) == 2004


def test_the_font_of_the_app_answers_for_the_one_that_streamlit_asks_for_first(client: TestClient) -> None:
    answer = client.get("/static/media/SourceSansVF-Upright.ttf.BsWL4Kly.woff2")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "font/woff2")
    assert answer.content == client.get("/app/static/fonts/inter-latin.woff2").content
    assert answer.headers["cache-control"] == FOREVER


def test_who_does_not_accept_gzip_gets_plain_text(client: TestClient) -> None:
    answer = client.get("/app/static/map/map.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(SCRIPT.encode())


def test_a_changed_file_is_read_again(client: TestClient, static: Path) -> None:
    client.get("/app/static/map/map.js")
    (static / "app/map/map.js").write_text("changed")
    os.utime(static / "app/map/map.js", ns=(1, 1))
    assert client.get("/app/static/map/map.js").text == "changed"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.js",
        "%2e%2e/secret.js",
        "map/%2e%2e/%2e%2e/secret.js",
        "..%2fsecret.js",
        "..%5csecret.js",
        "%00",
        "map/map.js%00.png",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "//host/share/map.js",
        ".hidden/key.js",
        "out.js",
        "map",
        "map/",
        "",
        "nothing.js",
        "C:/secret.js",
    ],
)
def test_nothing_outside_the_folder_and_no_hidden_file_is_sent(client: TestClient, name: str) -> None:
    answer = client.get(f"/app/static/{name}")
    assert (answer.status_code, answer.text) == (404, "Not Found")


def test_only_reading_is_answered(client: TestClient) -> None:
    assert client.post("/app/static/map/map.js").status_code == 404
    assert client.head("/app/static/map/map.js").status_code == 200


@pytest.mark.parametrize("base", ["/maps", "/a/b"])
def test_static_files_answer_below_a_base_path_too(client: TestClient, base: str) -> None:
    assert client.get(f"{base}/app/static/map/map.js").text == SCRIPT
    assert client.get(f"{base}/static/js/index.C1JORDN2.js").text == SCRIPT
    assert client.get(f"{base}/app/static/../static/secret.js").status_code == 404
