import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import VERSION, SmallStore

STATES = f"/geo/{VERSION}/us-states/overview.json"


def test_the_features_come_in_the_order_of_the_frame_with_names(client: TestClient) -> None:
    answer = client.get(STATES)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/geo+json"
    assert [feature["properties"] for feature in answer.json()["features"]] == [
        {"id": "06", "name": "California", "name_uk": "Каліфорнія"},
        {"id": "15", "name": "Hawaii"},
    ]


def test_the_points_of_a_level_and_the_basemap_have_routes_of_their_own(client: TestClient) -> None:
    metro = client.get(f"/geo/{VERSION}/us~metro/points.json").json()["features"][0]
    assert metro["properties"]["id"] == "41860"
    assert metro["geometry"] == {"type": "Point", "coordinates": [-122.4194, 37.7749]}
    borders = client.get(f"/geo/{VERSION}/basemap/borders.json").json()["features"]
    assert [feature["properties"]["disputed"] for feature in borders] == [False, True]


def test_the_current_version_is_kept_for_a_year(client: TestClient) -> None:
    assert client.get(STATES).headers["cache-control"] == "public, max-age=31536000, immutable"


def test_another_version_gets_the_current_content_to_be_asked_for_again(client: TestClient, store: SmallStore) -> None:
    current = client.get(STATES)
    old = client.get("/geo/ffffffffffff/us-states/overview.json")
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")
    assert old.content == current.content
    assert store.reads["us-states/overview"] == 1


def test_a_new_version_of_the_data_is_read_again(client: TestClient, store: SmallStore) -> None:
    client.get(STATES)
    store.version = "bbbbbbbbbbbb"
    assert client.get(STATES).headers["cache-control"] == "no-cache"
    assert store.reads["us-states/overview"] == 2


def test_gzip_is_sent_to_who_accepts_it_and_plain_text_to_who_does_not(client: TestClient) -> None:
    packed = client.get(STATES, headers={"Accept-Encoding": "br;q=1, gzip;q=0.5"})
    plain = client.get(STATES, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_the_compressed_bytes_are_a_gzip_file_of_the_same_text(client: TestClient) -> None:
    with client.stream("GET", STATES, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw).startswith(b'{"type":"FeatureCollection"')


@pytest.mark.parametrize("listed", ["{tag}", '"x", {tag}', "*", "W/{tag}"])
def test_who_has_it_already_gets_304_without_content(client: TestClient, listed: str) -> None:
    tag = client.get(STATES).headers["etag"]
    assert tag.startswith('W/"')
    answer = client.get(STATES, headers={"If-None-Match": listed.format(tag=tag.removeprefix("W/"))})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.get(STATES, headers={"If-None-Match": '"another"'}).status_code == 200


def test_head_has_the_headers_without_the_content(client: TestClient) -> None:
    answer = client.head(STATES)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 100


def test_twenty_viewers_at_once_read_a_geometry_once(client: TestClient, store: SmallStore) -> None:
    start = threading.Barrier(20)

    def ask(_: int) -> int:
        start.wait()
        return client.get(STATES).status_code

    with ThreadPoolExecutor(20) as viewers:
        assert set(viewers.map(ask, range(20))) == {200}
    assert store.reads["us-states/overview"] == 1


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (f"/geo/{VERSION}/atlantis/detail.json", "there is no set of boundaries 'atlantis'"),
        (f"/geo/{VERSION}/us-states/medium.json", "there is no level of detail 'medium'"),
        (f"/geo/{VERSION}/basemap/sea.json", "there is no level of detail 'sea'"),
        (f"/geo/{VERSION}/us~county/points.json", "there is no set of boundaries 'us~county'"),
        (f"/geo/{VERSION}/us-states", "there is nothing at '/geo/"),
        (f"/geo/{VERSION}/us-states/overview.xml", "there is nothing at '/geo/"),
        ("/geo/", "there is nothing at '/geo/'"),
        (f"/geo/{VERSION}/%2e%2e%2f%2e%2e%2fetc/passwd.json", "there is nothing at '/geo/"),
        (f"/geo/{VERSION}/..%5c..%5c/detail.json", r"there is no set of boundaries '..\\..\\'"),
        (f"/geo/{VERSION}/%00/detail.json", "there is no set of boundaries '\\x00'"),
        (f"/geo/{VERSION}/%3Cscript%3E/detail.json", "there is no set of boundaries '<script>'"),
        (f"/geo/{VERSION}/{'a' * 5000}/detail.json", "there is no set of boundaries 'aaaa"),
    ],
)
def test_what_is_not_there_answers_404_with_a_sentence(client: TestClient, path: str, sentence: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["error"].startswith(sentence)
    assert len(answer.content) < 600


def test_only_reading_is_allowed(client: TestClient) -> None:
    assert [client.request(method, STATES).status_code for method in ("POST", "PUT", "DELETE")] == [405] * 3


@pytest.mark.parametrize("base", ["/maps", "/a/b"])
def test_every_route_answers_below_a_base_path_too(client: TestClient, base: str) -> None:
    assert client.get(f"{base}{STATES}").content == client.get(STATES).content
    assert client.get(f"{base}/healthz").json()["status"] == "ok"
    assert client.get(f"{base}/ctx/{VERSION}/nothing.json").json()["error"].startswith("there is no list of places")
