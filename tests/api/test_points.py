import math

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import VERSION, SmallStore

VIEW = f"/pts/bay-area/{VERSION}/view"
BAY = {"z": "9", "w": "-123.2", "s": "37", "e": "-121.5", "n": "38.6"}


def points(client: TestClient, **parameters: str) -> dict[int, tuple[str, int | None]]:
    """Industry and employees by id."""
    answer = client.get(VIEW, params=BAY | parameters).json()
    assert answer["c"] == []
    return {identity: (answer["i"][industry], persons) for identity, _, _, industry, persons in answer["p"]}


def test_a_view_lists_its_enterprises_with_industry_and_size(client: TestClient) -> None:
    assert points(client) == {
        10: ("OTHER", 3),
        20: ("AGR", 250),
        30: ("OTHER", 40),
        40: ("RETAIL", None),
        50: ("RETAIL", 12),
    }


def test_a_view_says_where_they_are_and_is_small(client: TestClient) -> None:
    answer = client.get(VIEW, params=BAY)
    assert [20, -122.7, 38.4, 0, 250] in answer.json()["p"]
    assert answer.headers["content-type"] == "application/json"
    assert b" " not in answer.content


def test_only_the_industries_that_occur_are_named(client: TestClient) -> None:
    assert client.get(VIEW, params=BAY | {"industry": "AGR"}).json()["i"] == ["AGR"]
    assert client.get(VIEW, params=BAY | {"w": "0", "e": "1"}).json() == {"c": [], "p": [], "i": []}


def test_filters_are_exact(client: TestClient) -> None:
    assert points(client, industry="OTHER").keys() == {10, 30}
    assert points(client, industry="OTHER,AGR").keys() == {10, 20, 30}
    assert points(client, min="12").keys() == {20, 30, 50}
    assert points(client, max="12").keys() == {10, 50}
    assert points(client, industry="RETAIL", min="1", max="20").keys() == {50}
    assert points(client, industry="NOBODY") == {}
    assert len(points(client, industry="", min="", max="")) == 5
    answer = client.get(f"{VIEW}?z=9&w=-123.2&s=37&e=-121.5&n=38.6&industry=AGR&industry=RETAIL").json()
    assert len(answer["p"]) == 3


def test_an_industry_stands_for_everything_below_it(client: TestClient) -> None:
    assert points(client, industry="ALL").keys() == {10, 30, 40, 50}


def test_filters_by_organisation_type_and_year_of_foundation(
    client: TestClient, store: SmallStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = store.enterprises("bay-area").assign(founded=[1990.0, 2001.0, 2010.0, math.nan, 2020.0])
    monkeypatch.setattr(store, "enterprises", lambda _: table)
    assert points(client, type="firm").keys() == {10, 30, 50}
    assert points(client, type="firm,university").keys() == {10, 30, 40, 50}
    assert points(client, since="2001").keys() == {10, 30, 40}
    assert points(client, since="2001", until="2010").keys() == {10, 40}
    assert points(client, until="1990", type="firm", industry="RETAIL", min="1").keys() == {50}


def test_a_confidential_register_shows_groups_and_nobody(client: TestClient, store: SmallStore) -> None:
    store.confidential = {"bay-area"}
    answer = client.get(VIEW, params=BAY | {"z": "5"}).json()
    assert (answer["p"], answer["i"], answer["hidden"]) == ([], [], 0)
    assert [[count, persons] for count, persons, _, _ in answer["c"]] == [[3, None]]
    close = client.get(VIEW, params=BAY | {"z": "8"}).json()
    assert (close["c"], close["p"], close["hidden"]) == ([], [], 3)
    assert client.get(VIEW, params=BAY | {"z": "5", "industry": "RETAIL"}).status_code == 200
    for name, value in {"min": "2", "max": "9", "type": "firm", "since": "1990", "until": "2000"}.items():
        refused = client.get(VIEW, params=BAY | {"z": "5", name: value})
        assert (refused.status_code, "only industries can be chosen" in refused.text) == (403, True)
    card = client.get(f"/ent/bay-area/{VERSION}/20")
    assert (card.status_code, card.json()) == (
        403,
        {"error": "dataset 'bay-area' is confidential: no single enterprise is shown"},
    )


def test_the_whole_world_beyond_its_edges_is_a_view(client: TestClient) -> None:
    world = {"z": "0", "w": "-540", "s": "-120", "e": "540.5", "n": "120"}
    assert len(client.get(VIEW, params=world).json()["p"]) == 5


def test_a_view_across_the_antimeridian_continues_its_longitudes(client: TestClient) -> None:
    around = {"z": "4", "w": "230", "s": "30", "e": "245", "n": "45"}
    assert {round(point[1], 2) for point in client.get(VIEW, params=around).json()["p"]} == {
        237.73,
        237.58,
        237.55,
        237.3,
        237.74,
    }


def test_views_of_the_same_tiles_are_one_answer_read_once(client: TestClient, store: SmallStore) -> None:
    first = client.get(VIEW, params=BAY)
    near = client.get(VIEW, params=BAY | {"w": "-123.19"})
    assert first.headers["etag"] == near.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(VIEW, params=BAY, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert store.reads["enterprises"] == 1


def test_another_version_gets_the_current_answer_to_be_asked_for_again(client: TestClient) -> None:
    old = client.get("/pts/bay-area/old/view", params=BAY)
    assert (old.status_code, old.headers["cache-control"], len(old.json()["p"])) == (200, "no-cache", 5)
    assert client.get("/ent/bay-area/old/20").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"z": ""}, "z is missing"),
        ({"z": "25"}, "z must be a whole number from 0 to 24, found '25'"),
        ({"z": "99999999999999999999999"}, "z must be a whole number from 0 to 24, found '9999"),
        ({"z": "-1"}, "z must be a whole number from 0 to 24, found '-1'"),
        ({"z": "8.5"}, "z must be a whole number from 0 to 24, found '8.5'"),
        ({"z": "٨"}, "z must be a whole number from 0 to 24, found '٨'"),
        ({"w": ""}, "w is missing"),
        ({"w": "nan"}, "w must be a number of degrees from -1800 to 1800, found 'nan'"),
        ({"e": "inf"}, "e must be a number of degrees from -1800 to 1800, found 'inf'"),
        ({"e": "-Infinity"}, "e must be a number of degrees from -1800 to 1800, found '-Infinity'"),
        ({"e": "1e300"}, "e must be a number of degrees from -1800 to 1800, found '1e300'"),
        ({"e": "1e999"}, "e must be a number of degrees from -1800 to 1800, found '1e999'"),
        ({"s": "1_0"}, "s must be a number of degrees from -360 to 360, found '1_0'"),
        ({"n": "361"}, "n must be a number of degrees from -360 to 360, found '361'"),
        ({"n": "<img src=x>"}, "n must be a number of degrees from -360 to 360, found '<img src=x>'"),
        ({"s": "39", "n": "38"}, "s (39) is above n (38)"),
        ({"min": "ten"}, "min must be a whole number from 0 to 2147483647, found 'ten'"),
        ({"min": "-5"}, "min must be a whole number from 0 to 2147483647, found '-5'"),
        ({"max": "4294967296"}, "max must be a whole number from 0 to 2147483647, found '4294967296'"),
        ({"min": "50", "max": "10"}, "min (50) is above max (10)"),
        ({"since": "2020", "until": "1990"}, "since (2020) is above until (1990)"),
        ({"until": "20000"}, "until must be a whole number from 0 to 9999, found '20000'"),
        ({"type": "x" * 41}, "type 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'... is too long"),
        ({"industry": "x" * 41}, "industry 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'... is too long"),
        ({"industry": ",".join(["C"] * 2001)}, "industry names 2001 codes, at most 2000 are read"),
    ],
)
def test_a_bad_parameter_answers_400_with_a_sentence(
    client: TestClient, parameters: dict[str, str], sentence: str
) -> None:
    answer = client.get(VIEW, params=BAY | parameters)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(sentence)
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) < 300


def test_every_problem_is_named_in_one_sentence(client: TestClient) -> None:
    assert client.get(VIEW, params={"z": "x", "s": "nan"}).json() == {
        "error": "z must be a whole number from 0 to 24, found 'x'; w is missing; e is missing; "
        "s must be a number of degrees from -360 to 360, found 'nan'; n is missing"
    }


def test_a_dataset_that_is_not_there_or_has_no_enterprises_answers_404(client: TestClient) -> None:
    missing = client.get(f"/pts/moon/{VERSION}/view", params=BAY)
    assert (missing.status_code, missing.json()["error"][:27]) == (404, "there is no dataset 'moon'.")
    without = client.get(f"/pts/us/{VERSION}/view", params=BAY)
    assert (without.status_code, without.json()) == (404, {"error": "dataset us: there is no table 'enterprises'"})
    assert client.get(f"/ent/moon/{VERSION}/10").status_code == 404


@pytest.mark.parametrize("path", [f"/pts/bay-area/{VERSION}/", "/pts/%2e%2e%2fdata/x/view", "/ent/bay-area", "/ent/"])
def test_a_path_of_another_shape_answers_404(client: TestClient, path: str) -> None:
    answer = client.get(path, params=BAY)
    assert (answer.status_code, answer.json()["error"][:19]) == (404, "there is nothing at")


def test_a_card_says_what_is_known_of_one_enterprise(client: TestClient) -> None:
    answer = client.get(f"/ent/bay-area/{VERSION}/20")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.json() == {
        "id": 20,
        "industry_code": "AGR",
        "region_code": "097",
        "employees": 250,
        "organisation_type": None,
        "founded": None,
        "obs_status": "S",
        "name": None,
    }


def test_a_missing_number_is_null_and_never_zero(client: TestClient) -> None:
    assert client.get(f"/ent/bay-area/{VERSION}/40").json()["employees"] is None


@pytest.mark.parametrize("identity", ["0", "11", "9223372036854775807"])
def test_an_id_that_nobody_has_answers_404(client: TestClient, identity: str) -> None:
    answer = client.get(f"/ent/bay-area/{VERSION}/{identity}")
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": f"there is no enterprise {identity} in dataset 'bay-area'"},
    )


@pytest.mark.parametrize("identity", ["-1", "1.5", "abc", "9223372036854775808", "99999999999999999999", "%20", "1e3"])
def test_an_id_that_is_no_whole_number_answers_400(client: TestClient, identity: str) -> None:
    answer = client.get(f"/ent/bay-area/{VERSION}/{identity}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("id must be a whole number from 0 to 9223372036854775807, found")


def test_the_name_of_a_register_travels_as_text(
    client: TestClient, store: SmallStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "ТОВ «Ромашка» <img src=x onerror=alert(1)> {{ 7*7 }}"
    table = store.enterprises("bay-area").assign(enterprise_name=hostile)
    monkeypatch.setattr(store, "enterprises", lambda _: table)
    answer = client.get(f"/ent/bay-area/{VERSION}/10")
    assert answer.json()["name"] == hostile
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert hostile not in client.get(VIEW, params=BAY).text
