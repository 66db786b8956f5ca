import pytest
from starlette.testclient import TestClient

from tests.api.conftest import VERSION, SmallStore


def test_places_are_longitude_latitude_name_and_size(client: TestClient) -> None:
    answer = client.get(f"/ctx/{VERSION}/airports.json")
    assert answer.json() == [[-122.2212, 37.72, "Oakland", None], [30.451, 50.401, "<b>Kyiv</b>", None]]
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_largest_come_first_with_their_names_in_other_languages(client: TestClient) -> None:
    assert client.get(f"/ctx/{VERSION}/places.json").json() == [
        [30.451, 50.401, "<b>Kyiv</b>", 2_950_000, "Київ", None],
        [-122.2212, 37.72, "Oakland", 440_000, "Окленд", None],
    ]


def test_small_places_can_be_left_out(client: TestClient) -> None:
    assert len(client.get(f"/ctx/{VERSION}/places.json?min=1000000").json()) == 1
    assert len(client.get(f"/ctx/{VERSION}/places.json?min=").json()) == 2
    assert client.get(f"/ctx/{VERSION}/airports.json?min=1").json() == []


def test_a_size_that_is_no_number_answers_400(client: TestClient) -> None:
    answer = client.get(f"/ctx/{VERSION}/places.json?min=many")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("min must be a whole number")


def test_a_list_is_read_once_and_known_by_its_etag(client: TestClient, store: SmallStore) -> None:
    path = f"/ctx/{VERSION}/airports.json"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/ctx/old/airports.json").headers["cache-control"] == "no-cache"
    assert store.reads["airports"] == 1


@pytest.mark.parametrize("name", ["volcanoes", "..", "%2e%2e", "airports.csv", "us~regions"])
def test_a_list_that_is_not_there_answers_404(client: TestClient, name: str) -> None:
    answer = client.get(f"/ctx/{VERSION}/{name}.json")
    assert answer.status_code == 404
    assert answer.json()["error"].startswith("there is no")
