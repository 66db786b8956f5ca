"""Gazetteer, context points and classifications keep their promises."""

from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).parents[2] / "data"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name, dtype={"code": "str"}, keep_default_na=False)


def test_large_ukrainian_places_have_their_cyrillic_names() -> None:
    places = pd.read_parquet(DATA / "gazetteer" / "places.parquet")
    ukraine = places[places["country"] == "UA"]
    assert len(ukraine) == 5488
    names = ukraine.drop_duplicates("name").set_index("name")
    assert names.loc[["Kyiv"], ["name_uk", "name_ru"]].to_numpy().tolist() == [["Київ", "Киев"]]
    assert names.loc[["Kharkiv"], ["name_uk", "name_ru"]].to_numpy().tolist() == [["Харків", "Харьков"]]
    assert ukraine["name_uk"].notna().mean() > 0.85


def test_no_place_has_a_population_of_zero() -> None:
    places = pd.read_parquet(DATA / "gazetteer" / "places.parquet")
    assert places["population"].dropna().gt(0).all()
    assert len(places) > 39_000


@pytest.mark.parametrize(("name", "least"), [("airports", 7800), ("ports", 1600)])
def test_context_points_are_on_the_globe(name: str, least: int) -> None:
    table = read(f"context/{name}.csv")
    assert list(table.columns) == ["name", "code", "country", "lon", "lat"]
    assert len(table) >= least
    assert table["lon"].astype(float).between(-180, 180).all()
    assert table["lat"].astype(float).between(-90, 90).all()
    assert table["country"].str.fullmatch("[A-Z]{2}").all()


def test_nace_has_21_sections_88_divisions_272_groups_and_615_classes() -> None:
    levels = read("classifications/nace2.csv")["level"].value_counts().to_dict()
    assert levels == {"section": 21, "division": 88, "group": 272, "class": 615}


@pytest.mark.parametrize("path", sorted((DATA / "classifications").glob("*_to_*.csv")), ids=lambda path: path.stem)
def test_concordances_name_codes_of_both_classifications(path: Path) -> None:
    pairs = pd.read_csv(path, dtype="str", keep_default_na=False)
    for name in pairs.columns:
        codes = set(read(f"classifications/{name}.csv")["code"])
        unknown = set(pairs[name]) - codes
        assert len(unknown) <= 0.01 * len(codes), sorted(unknown)[:5]
