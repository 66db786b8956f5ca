"""Six firms on two halves of the plane, and how they become a dataset."""

from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.attach_folder import About, Target
from geo.attach_register import Added, Wanted, dataset_from_register
from geo.dataset import Dataset, read_dataset
from geo.enterprise_files import parts_of

TITLE = {"en": "Halves"}
HALVES = gpd.GeoDataFrame(
    {"region_name": ["West", "East", "Sea"]},
    geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 5, 6, 6)],
    index=pd.Index(["W", "E", "X"], name="region_code"), crs="EPSG:4326",
)  # fmt: skip
TARGET = Target("halves", TITLE, HALVES)
ABOUT = About("My firms", source="Chamber", licence="own use", year=2024, unit="jobs")
OPEN = Wanted(confidential=False)
ORIGIN = ("0" * 64, date(2026, 1, 2))


def firms(**more: object) -> pd.DataFrame:
    """Six firms: three with farms in the west, a mill on each side, and one firm out at sea."""
    rows = {
        "enterprise_id": [11, 12, 13, 14, 15, 16],
        "lon": [0.1, 0.2, 0.3, 0.4, 1.5, 3.0],
        "lat": [0.5] * 6,
        "industry_code": ["01", "01", "01", "10", "10", "10"],
        "employees": [2, 3, 4, 10, 30, 99],
    }
    return pd.DataFrame(rows | more)


def add(table: pd.DataFrame, tmp_path: Path, wanted: Wanted = OPEN, about: About = ABOUT) -> tuple[Added, Dataset]:
    path = tmp_path / "firms.csv"
    table.to_csv(path, index=False)
    home = tmp_path / "home"
    added = dataset_from_register(
        parts_of(path), about, target=TARGET, home=home, taken=["us"], origin=ORIGIN, wanted=wanted
    )
    return added, read_dataset(home / added.name, read_regions=lambda _: HALVES)


def values(dataset: Dataset, measure: str = "employment") -> pd.DataFrame:
    rows = dataset.statistics[dataset.statistics["measure"] == measure]
    return rows.pivot_table(index="region_code", columns="industry_code", values="value", dropna=False)
