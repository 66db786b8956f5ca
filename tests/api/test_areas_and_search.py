"""Drawn areas, surfaces and search over HTTP: bounded, checked, silent about confidential registers."""

import io
import json
import zipfile

import pandas as pd
import pytest
from starlette.testclient import TestClient

from tests.api.conftest import VERSION, SmallStore

PTS, ENT = f"/pts/bay-area/{VERSION}/", f"/ent/bay-area/{VERSION}"
CITY = "-122.5,37.7;-122.2,37.7;-122.2,37.9;-122.5,37.9"
BAY = {"z": "8", "w": "-123.2", "s": "37", "e": "-121.5", "n": "38.6"}


@pytest.fixture
def named(store: SmallStore, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Oakland Steel", "=cmd|' /C calc'!A0", "Mission <b>Bakery</b>", "Napa Vine", "Port {{ 7*7 }}"]
    table = store.enterprises("bay-area").assign(enterprise_name=names)
    monkeypatch.setattr(store, "enterprises", lambda _: table)


def test_an_area_tells_totals_industries_and_the_largest_first(client: TestClient) -> None:
    answer = client.get(f"{PTS}within", params={"polygon": CITY})
    found = answer.json()
    assert (found["count"], found["employees"], found["basis"], found["of"]) == (4, 55, "employees", 2)
    assert [row[0] for row in found["rows"]] == [30, 50, 10, 40]
    assert found["rows"][-1] == [40, -122.45, 37.76, "RETAIL", None]
    assert [row[:3] for row in found["industries"]] == [["OTHER", 2, 43], ["RETAIL", 2, 12]]
    assert [row[3] for row in found["industries"]] == [None, None]  # the rest holds neither
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = client.get(f"{PTS}within", params={"polygon": CITY}, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_an_area_keeps_the_filter(client: TestClient) -> None:
    found = client.get(f"{PTS}within", params={"polygon": CITY, "industry": "RETAIL", "min": "1"}).json()
    assert (found["count"], [row[0] for row in found["rows"]]) == (1, [50])


@pytest.mark.parametrize(
    ("polygon", "sentence"),
    [
        ("", "polygon must be 3 to 200 places as lon,lat;lon,lat;..."),
        ("1,2;3,4", "polygon: it must have 3 to 200 corners, found 2"),
        ("1,2;3,4;x,6", "polygon must be places as lon,lat;lon,lat;..., found '1,2;3,4;x,6'"),
        ("1,2;3,4;5", "polygon must be places as lon,lat;lon,lat;..., found '1,2;3,4;5'"),
        ("1,2,3;3,4,5;5,6,7", "polygon must be places as lon,lat;lon,lat;..., found"),
        ("1,2;3,4;nan,6", "polygon: every corner must be a longitude and a latitude in degrees"),
        ("0,0;5,0;9,0", "polygon: its corners lie on one line: it holds nothing"),
        (";".join(f"{i / 100},{i % 9}" for i in range(201)), "polygon: it must have 3 to 200 corners, found 201"),
        ("1" * 9000, "polygon must be 3 to 200 places"),
    ],
)
def test_a_polygon_that_is_none_answers_400(client: TestClient, polygon: str, sentence: str) -> None:
    for path in ("within", "within.zip"):
        answer = client.get(PTS + path, params={"polygon": polygon})
        assert (answer.status_code, answer.json()["error"][: len(sentence)]) == (400, sentence)


@pytest.mark.usefixtures("named")
def test_a_file_holds_names_that_no_spreadsheet_runs_and_where_they_come_from(client: TestClient) -> None:
    answer = client.get(f"{PTS}within.zip", params={"polygon": CITY, "max": "100"})
    assert answer.headers["content-disposition"] == 'attachment; filename="regioscope-bay-area-selection.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        table = pd.read_csv(archive.open("enterprises.csv"))
        told = json.loads(archive.read("provenance.json"))
        industries = pd.read_csv(archive.open("industries.csv"))
    assert table["enterprise_id"].tolist() == [30, 50, 10]
    assert table["enterprise_name"].tolist() == ["Port {{ 7*7 }}", "Oakland Steel", "'=cmd|' /C calc'!A0"]
    assert table["region_code"].astype(int).tolist() == [1, 1, 75]
    assert (told["dataset"], told["simulated"], told["polygon"]) == ("bay-area", True, CITY)
    assert (told["enterprises_inside"], told["enterprises_written"], told["filter"]) == (3, 3, {"max": "100"})
    assert industries["industry_code"].tolist() == ["OTHER", "RETAIL"]


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("steel", [[50, "Oakland Steel", -122.27, 37.8]]),
        ("bakery", [[40, "Mission <b>Bakery</b>", -122.45, 37.76]]),
        ("20", [[20, None, -122.7, 38.4]]),
        ("nobody", []),
    ],
)
def test_search_finds_names_and_ids(client: TestClient, q: str, found: list[list[object]]) -> None:
    answer = client.get(ENT, params={"q": q})
    assert answer.json() == {"found": found, "complete": True}
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("q", ["", "a", " a ", "x" * 81])
def test_a_question_that_is_too_short_or_long_answers_400(client: TestClient, q: str) -> None:
    answer = client.get(ENT, params={"q": q})
    assert (answer.status_code, answer.json()["error"][:32]) == (400, "q must have 2 to 80 letters, fou")


def test_density_and_hexagons_hold_the_view(client: TestClient) -> None:
    surface = client.get(f"{PTS}density", params=BAY | {"km": "10"}).json()
    assert (surface["km"], surface["weight"], len(surface["levels"])) == (10, "one", 7)
    assert {len(row) for row in surface["rows"]} == {len(surface["rows"][0])}
    weighed = client.get(f"{PTS}density", params=BAY | {"km": "10", "weight": "employees"}).json()
    assert weighed["levels"][-1] > surface["levels"][-1]
    cells = client.get(f"{PTS}hexagons", params=BAY).json()
    assert sum(cell[0] for cell in cells["h"]) == 5
    few = client.get(f"{PTS}hexagons", params=BAY | {"industry": "AGR"}).json()
    assert [cell[:2] for cell in few["h"]] == [[1, 250]]


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"km": "0"}, "km must be a number from 0.05 to 500, found '0'"),
        ({"km": "nan"}, "km must be a number from 0.05 to 500, found 'nan'"),
        ({"weight": "money"}, "weight must be one of one, employees, found 'money'"),
        ({"z": "99"}, "z must be a whole number from 0 to 24, found '99'"),
    ],
)
def test_a_bad_parameter_of_a_surface_answers_400(
    client: TestClient, parameters: dict[str, str], sentence: str
) -> None:
    answer = client.get(f"{PTS}density", params=BAY | parameters)
    assert (answer.status_code, answer.json()["error"]) == (400, sentence)


def test_a_confidential_register_tells_nothing_of_these(client: TestClient, store: SmallStore) -> None:
    store.confidential = {"bay-area"}
    asked = [
        (f"{PTS}within", {"polygon": CITY}), (f"{PTS}within.zip", {"polygon": CITY}), (ENT, {"q": "steel"}),
        (f"{PTS}density", BAY), (f"{PTS}hexagons", BAY), (f"{ENT}/20", {}),
    ]  # fmt: skip
    for path, parameters in asked:
        answer = client.get(path, params=parameters)
        assert answer.status_code == 403
        assert answer.json() == {"error": "dataset 'bay-area' is confidential: no single enterprise is shown"}
    assert store.reads["enterprises"] == 0
