"""Sets of boundaries are read as they are meant, or refused with what is wrong."""

from pathlib import Path

import geopandas as gpd
import pytest

from geo.boundaries import read_boundary_set, read_regions
from geo.errors import DataContractError
from geo.store import default_store
from tests.geo.tiny import SET_TOML, squares


def folder(root: Path, toml: str = SET_TOML, regions: gpd.GeoDataFrame | None = None) -> Path:
    made = root / "squares"
    made.mkdir()
    (made / "set.toml").write_text(toml, encoding="utf-8")
    if regions is not None:
        regions.to_parquet(made / "regions.parquet")
    return made


def test_a_set_has_a_title_a_credit_and_a_view(tmp_path: Path) -> None:
    found = read_boundary_set(folder(tmp_path))
    assert (found.id, found.title["en"], found.view, found.licence) == (
        "squares",
        "Squares",
        (0.0, 0.0, 1.0, 3.0),
        "CC0",
    )


def test_a_set_may_have_further_views() -> None:
    us = default_store().boundary_set("us-states")
    assert {"Alaska", "Hawaii"} <= {title["en"] for title, _ in us.insets}
    assert all(south < north for _, (south, _, north, _) in [*us.insets, ({}, us.view)])


def test_a_set_without_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"set.toml is missing"):
        read_boundary_set(tmp_path)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("id = ", "set.toml cannot be read"),
        ("id = 'x'", "'title' is missing in set.toml; 'view' is missing in set.toml"),
        (SET_TOML.replace("[0, 0, 1, 3]", "[0, 1]"), "'view' must be four numbers"),
        (SET_TOML.replace("[0, 0, 1, 3]", "'all'"), "'view' must be four numbers"),
    ],
)
def test_a_broken_set_is_refused(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        read_boundary_set(folder(tmp_path, toml))


def test_regions_come_on_their_codes_in_degrees(tmp_path: Path) -> None:
    metres = squares().reset_index().to_crs(3857)
    regions = read_regions(folder(tmp_path, regions=metres))
    assert list(regions.index) == ["01", "02", "03"]
    assert regions.crs == "EPSG:4326"
    assert regions.geometry["03"].bounds == pytest.approx((2.0, 0.0, 3.0, 1.0))


def test_a_set_without_regions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"boundaries squares: regions.parquet is missing"):
        read_regions(folder(tmp_path))


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        (squares().reset_index().rename(columns={"region_code": "code"}), "column 'region_code' is missing"),
        (squares(("01", "02", "01")).reset_index(), "1 codes stand twice, first '01'"),
        (squares().reset_index().set_crs(None, allow_override=True), "the coordinate reference system is missing"),
    ],
)
def test_regions_that_break_the_contract_are_refused(tmp_path: Path, regions: gpd.GeoDataFrame, message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        read_regions(folder(tmp_path, regions=regions))
