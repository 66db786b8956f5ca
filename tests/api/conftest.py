"""The routes over a small store of real shape, asked over HTTP in this process."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import middleware, routes
from api.room import RoomAnswers
from geo.errors import DataContractError, UnknownBoundariesError, UnknownDatasetError, UnknownOptionError
from geo.point_register import TableRegister
from geo.store import default_store
from keep.database import default_keep
from tests.support.desk import Desk
from tests.support.room import Hall, Phone, begin_meeting, open_hall, stay_here

VERSION = "0123456789ab"
SCRIPT = "const rivers = 'Дніпро';\n" * 400


class SmallStore:
    """Stands in for geo.store.Store: two states, a basemap, five enterprises, three airports. Counts what is read."""

    def __init__(self) -> None:
        self.reads: Counter[str] = Counter()
        self.version = VERSION
        self.confidential: set[str] = set()

    def dataset_ids(self) -> list[str]:
        return ["bay-area", "us"]

    def problems(self) -> dict[str, str]:
        return {"broken": "regions: CRS is missing"}

    def dataset_version(self, dataset_id: str, /) -> str:
        if dataset_id not in self.dataset_ids():
            raise UnknownDatasetError("dataset", dataset_id, self.dataset_ids())
        return self.version

    def enterprises(self, dataset_id: str, /) -> pd.DataFrame:
        self.reads["enterprises"] += 1
        if dataset_id == "us":
            raise DataContractError("dataset us", ["there is no table 'enterprises'"])
        return pd.DataFrame(
            {
                "enterprise_id": [50, 10, 40, 20, 30],
                "industry_code": ["RETAIL", "OTHER", "RETAIL", "AGR", "OTHER"],
                "region_code": ["001", "075", "075", "097", "001"],
                "employees": pd.array([12, 3, None, 250, 40], dtype="Int32"),
                "organisation_type": ["firm", "firm", "university", None, "firm"],
                "lon": [-122.27, -122.42, -122.45, -122.7, -122.26],
                "lat": [37.8, 37.77, 37.76, 38.4, 37.81],
                "obs_status": ["S"] * 5,
            }
        )

    def register(self, dataset_id: str, /) -> TableRegister:
        return TableRegister(self.enterprises(dataset_id))

    def is_confidential(self, dataset_id: str, /) -> bool:
        return dataset_id in self.confidential

    def origin(self, dataset_id: str, /) -> dict[str, object]:
        return {"dataset": dataset_id, "simulated": True}

    def table(self, dataset_id: str, name: str, /) -> pd.DataFrame:
        self.reads[f"{dataset_id}/{name}"] += 1
        parents = {"ALL": None, "OTHER": "ALL", "RETAIL": "ALL", "AGR": None}
        return pd.DataFrame({"industry_code": list(parents), "parent_code": list(parents.values())})

    def geometry_version(self, set_id: str, lod: str, /) -> str:
        known = {"us-states": ("overview", "detail"), "basemap": ("land", "borders"), "us~metro": ("points",)}
        if set_id not in known:
            raise UnknownBoundariesError("set of boundaries", set_id[:80], known)
        if lod not in known[set_id]:
            raise UnknownOptionError("level of detail", lod[:80], known[set_id])
        return self.version

    def geometry(self, set_id: str, lod: str, /) -> gpd.GeoDataFrame:
        self.reads[f"{set_id}/{lod}"] += 1
        if set_id == "basemap":
            lines = [shapely.LineString([(0, 0), (1, 1)]), shapely.LineString([(5, 5), (6, 6)])]
            return gpd.GeoDataFrame({"disputed": [False, True]}, geometry=lines, crs="EPSG:4326")
        if lod == "points":
            places = [shapely.Point(-122.4194, 37.7749)]
            return gpd.GeoDataFrame(
                {"region_name": ["San Francisco"]}, index=["41860"], geometry=places, crs="EPSG:4326"
            )
        shapes = [shapely.box(-124, 32, -114, 42), shapely.Point(-156, 20).buffer(1, quad_segs=2000)]
        names = {"region_name": ["California", "Hawaii"], "region_name_uk": ["Каліфорнія", None]}
        return gpd.GeoDataFrame(names, index=["06", "15"], geometry=shapes, crs="EPSG:4326")

    def context_version(self, name: str, /) -> str:
        if name not in {"airports", "places"}:
            raise UnknownOptionError("list of places", name[:80], ["airports", "places"])
        return self.version

    def context(self, name: str, /) -> pd.DataFrame:
        self.reads[name] += 1
        places = pd.DataFrame(
            {
                "name": ["Oakland", "<b>Kyiv</b>", "Nowhere"],
                "lon": [-122.221234, 30.451, np.nan],
                "lat": [37.72, 50.401, 10.0],
            }
        )
        if name == "airports":
            return places
        return places.assign(population=[440_000, 2_950_000, 5], name_uk=["Окленд", "Київ", "x"], name_ru=np.nan)


@pytest.fixture
def store() -> SmallStore:
    return SmallStore()


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """Two folders of static files, and a file beside them that nobody may read."""
    (tmp_path / "secret.js").write_text("secret")
    for folder in ("streamlit/js", "app/fonts", "app/map", "app/.hidden"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "streamlit/js/index.C1JORDN2.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "streamlit/js/photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "app/map/map.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "app/map/leaflet.0a1b2c3d.css").write_text("a{}")
    (tmp_path / "app/fonts/inter.woff2").write_bytes(b"wOF2" + bytes(2000))
    (tmp_path / "app/fonts/inter-latin.woff2").write_bytes(b"wOF2" + bytes(1000))
    (tmp_path / "app/.hidden/key.js").write_text("secret")
    (tmp_path / "app/out.js").symlink_to(tmp_path / "secret.js")
    return tmp_path


@pytest.fixture
def serve(store: SmallStore, static: Path) -> Callable[..., TestClient]:
    """Start the routes and the middleware: ``serve(online_tiles=True)``."""

    def start(*, online_tiles: bool = False) -> TestClient:
        around = middleware(streamlit_static=static / "streamlit", app_static=static / "app", online_tiles=online_tiles)
        return TestClient(Starlette(routes=routes(lambda: store), middleware=around), raise_server_exceptions=True)

    return start


@pytest.fixture
def client(serve: Callable[..., TestClient]) -> TestClient:
    return serve()


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """Return a meeting whose room is open on this machine alone."""
    stay_here(monkeypatch)
    opened = open_hall(tmp_path)
    yield opened
    opened.end()


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return the presenter of a meeting in an app that keeps everything in a folder of this test."""
    stay_here(monkeypatch)
    assert home.name == "home"
    made: list[RoomAnswers] = []
    first = RoomAnswers.__init__

    def noted(self: RoomAnswers, store: Any) -> None:  # noqa: ANN401 - the store of the app
        made.append(self)
        first(self, store)

    monkeypatch.setattr(RoomAnswers, "__init__", noted)
    with TestClient(Starlette(routes=routes(default_store))) as client:
        yield Desk(client, *begin_meeting(default_keep()))
    for answers in made:
        answers._rooms.stop()
    default_keep().close()


@pytest.fixture
def phone(desk: Desk) -> Iterator[Phone]:
    """Return a phone in the open room."""
    found = Phone(desk.do("open").json()["address"]).join()
    yield found
    found.hang_up()
