"""The routes over the data that ship with the project."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import routes
from geo.store import Store, default_store

LEVELS = [
    ("us", "state"),
    ("us", "metro"),
    ("bay-area", "county"),
    ("bay-area", "superdistrict"),
    ("bay-area", "zone"),
    ("ukraine", "oblast"),
]


@pytest.fixture(scope="module")
def store() -> Store:
    return default_store()


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda: store)))


@pytest.mark.parametrize(("dataset", "level"), LEVELS)
def test_features_come_in_the_order_in_which_a_level_lists_its_regions(
    client: TestClient, store: Store, dataset: str, level: str
) -> None:
    expected = list(store.dataset(dataset).regions_at(level).index)
    boundaries = store.manifest(dataset).level(level).boundaries
    paths = [(boundaries, lod) for lod in ("overview", "detail")] if boundaries else [(f"{dataset}~{level}", "points")]
    for set_id, lod in paths:
        version = store.geometry_version(set_id, lod)
        answer = client.get(f"/geo/{version}/{set_id}/{lod}.json")
        assert answer.headers["cache-control"].endswith("immutable")
        assert [feature["properties"]["id"] for feature in answer.json()["features"]] == expected


def test_every_establishment_of_the_bay_area_is_in_the_view_of_the_world(client: TestClient, store: Store) -> None:
    version = store.dataset_version("bay-area")
    answer = client.get(f"/pts/bay-area/{version}/view?z=2&w=-180&s=-85&e=180&n=85").json()
    table = store.enterprises("bay-area")
    assert sum(cluster[0] for cluster in answer["c"]) + len(answer["p"]) == len(table)
    assert sum(cluster[1] for cluster in answer["c"]) == table["employees"].sum()
    card = client.get(f"/ent/bay-area/{version}/{table['enterprise_id'].iloc[0]}").json()
    assert (card["obs_status"], card["name"]) == ("S", None)


def test_the_basemap_marks_disputed_borders(client: TestClient) -> None:
    borders = client.get("/geo/any/basemap/borders.json").json()["features"]
    assert {feature["properties"]["disputed"] for feature in borders} == {True, False}
