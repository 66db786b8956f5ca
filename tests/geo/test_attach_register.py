"""A dataset of one's own register: what is counted is what the register says, and nobody is told who must not be."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from geo.attach_folder import About, Target
from geo.attach_register import dataset_from_register
from geo.dataset import read_dataset
from geo.enterprise_files import parts_of
from geo.errors import DataContractError, OutputError
from geo.point_register import FileRegister, read_index
from geo.query import Query, evaluate
from geo.resolve import resolve
from geo.store import default_store
from geo.table_files import read_table
from tests.geo.own_register import ABOUT, OPEN, ORIGIN, TARGET, TITLE, add, firms, values


def test_jobs_and_enterprises_of_every_region_and_a_nought_where_nobody_is(tmp_path: Path) -> None:
    added, dataset = add(firms(), tmp_path)
    assert added.name == "my-firms"
    assert added.found.counts["used"] == 5
    assert added.found.rejected.counts == {"outside": 1}
    assert values(dataset).loc[["W", "E", "X"]].to_numpy().tolist() == [[9, 10], [0, 30], [0, 0]]
    assert values(dataset, "enterprises").loc[["W", "E", "X"]].to_numpy().tolist() == [[3, 1], [0, 1], [0, 0]]
    assert len(dataset.reference) == 0
    assert "5 of 6 rows; 1 cannot be used" in dataset.manifest.notes["en"]


def test_quotients_of_the_dataset_are_those_of_its_firms(tmp_path: Path) -> None:
    _, dataset = add(firms(), tmp_path)
    query, _ = resolve(Query("my-firms", industry_code="01"), dataset)
    found = evaluate(dataset, query).values
    assert found["W"] == pytest.approx((9 / 19) / (9 / 49))
    assert found["E"] == 0
    assert np.isnan(found["X"])


def test_the_simulated_register_of_the_bay_area_gives_its_statistics_back(tmp_path: Path) -> None:
    store = default_store()
    whole = store.dataset("bay-area")
    regions = store.geometry("bay-area-county", "detail")
    added = dataset_from_register(
        parts_of(whole.folder / "enterprises.parquet"),  # type: ignore[operator]
        replace(ABOUT, year=2015, status="S"), target=Target("bay-area-county", TITLE, regions), home=tmp_path,
        taken=[], origin=ORIGIN, wanted=replace(OPEN, columns={"region_code": ""}),
    )  # fmt: skip
    made = values(read_dataset(tmp_path / added.name, read_regions=lambda _: regions))
    told = whole.statistics[whole.statistics["region_code"].isin(made.index)]
    told = told[told["measure"] == "employment"].pivot_table(
        index="region_code", columns="industry_code", values="value"
    )
    assert made.index.tolist() == told.index.tolist()
    assert made.to_numpy().tolist() == told[list(made.columns)].to_numpy().tolist()


def test_places_names_and_ids_are_there_for_the_map_and_owners_are_not(tmp_path: Path) -> None:
    table = firms(enterprise_name=["a", "b", "c", "=d", "e", "f"], owner_group="G", turnover=1.5)
    add(table, tmp_path)
    path = tmp_path / "home" / "my-firms" / "enterprises.parquet"
    rows = pq.read_table(path).to_pandas()
    assert rows["enterprise_name"].tolist() == ["a", "b", "c", "=d", "e"]
    assert rows["region_code"].tolist() == ["W", "W", "W", "W", "E"]
    assert rows["obs_status"].unique().tolist() == ["A"]
    assert not {"owner_group", "turnover", "organisation_type", "founded"} & set(rows.columns)
    assert read_index(FileRegister(path)).register_ids.tolist() == [11, 12, 13, 14, 15]


def test_ids_that_are_texts_stay_texts_and_an_id_counts_once(tmp_path: Path) -> None:
    added, _ = add(firms(enterprise_id=["UA-1", "UA-2", "UA-2", "UA-4", "UA-5", "UA-6"]), tmp_path)
    rows = pq.read_table(tmp_path / "home" / "my-firms" / "enterprises.parquet").to_pandas()
    assert added.found.rejected.counts == {"duplicate_id": 1, "outside": 1}
    assert rows["enterprise_id"].tolist() == ["UA-1", "UA-2", "UA-4", "UA-5"]


@pytest.mark.parametrize("ids", [["0123", "123", "007", "7", "00", "0"], [str(2**63 + i) for i in range(6)]])
def test_ids_that_are_no_plain_numbers_stay_as_they_are_written(ids: list[str], tmp_path: Path) -> None:
    added, _ = add(firms(enterprise_id=ids), tmp_path)
    path = tmp_path / "home" / added.name / "enterprises.parquet"
    assert pq.read_table(path)["enterprise_id"].to_pylist() == ids[:5]
    assert read_index(FileRegister(path)).register_ids.tolist() == [0, 1, 2, 3, 4]


def test_rows_without_an_id_do_not_get_one_that_another_has(tmp_path: Path) -> None:
    firms(enterprise_id=[5, 6, 7, 8, 9, 10]).to_csv(tmp_path / "a.csv", index=False)
    firms().drop(columns="enterprise_id").to_csv(tmp_path / "b.csv", index=False)
    parts = parts_of([tmp_path / "a.csv", tmp_path / "b.csv"])
    home = tmp_path / "home"
    added = dataset_from_register(parts, ABOUT, target=TARGET, home=home, taken=[], origin=ORIGIN, wanted=OPEN)
    path = home / added.name / "enterprises.parquet"
    assert pq.read_table(path)["enterprise_id"].to_pylist() == [*"56789", *[None] * 5]
    assert read_index(FileRegister(path)).register_ids.tolist() == list(range(10))


def test_ids_of_nine_quintillion_and_more_in_parquet_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "firms.parquet"
    firms(enterprise_id=np.arange(6, dtype=np.uint64) + np.uint64(2**63)).to_parquet(path)
    added = dataset_from_register(
        parts_of(path), ABOUT, target=TARGET, home=tmp_path / "home", taken=[], origin=ORIGIN, wanted=OPEN
    )
    rows = pq.read_table(tmp_path / "home" / added.name / "enterprises.parquet")
    assert rows["enterprise_id"].to_pylist()[:2] == ["9223372036854775808", "9223372036854775809"]


def test_a_name_in_torn_letters_leaves_nobody_off_the_map_who_is_counted(tmp_path: Path) -> None:
    table = pd.concat([firms(enterprise_id=np.arange(6) + 6 * i, enterprise_name="Їжак") for i in range(300)])
    whole = table.to_csv(index=False).encode()
    (tmp_path / "firms.csv").write_bytes(whole.replace("Їжак".encode(), b"\xd0\xff", 1))
    added = dataset_from_register(
        parts_of(tmp_path / "firms.csv"), ABOUT, target=TARGET, home=tmp_path / "home", taken=[], origin=ORIGIN,
        wanted=OPEN,
    )  # fmt: skip
    rows = pq.read_table(tmp_path / "home" / added.name / "enterprises.parquet")
    assert added.found.used == 1500
    assert rows.num_rows == 1500
    assert rows["enterprise_name"].to_pylist()[1] == "Їжак"


def test_founded_after_the_year_of_the_dataset_is_no_error_in_a_later_row(tmp_path: Path) -> None:
    added, _ = add(firms(year=[2026] * 5 + [2024], founded=2025, lon=0.5), tmp_path)
    assert added.found.used == 5
    assert added.found.rejected.counts == {"future": 1}


def test_somebody_who_adds_the_same_title_at_once_is_told_so(tmp_path: Path) -> None:
    added, _ = add(firms(), tmp_path)
    with pytest.raises(DataContractError, match="already a dataset named my-firms"):
        add(firms(), tmp_path)
    assert [path.name for path in (tmp_path / "home").iterdir()] == [added.name]


def test_a_confidential_register_hides_small_figures_and_keeps_true_totals(tmp_path: Path) -> None:
    many = pd.concat([firms()] + [firms(enterprise_id=np.arange(6) + 100 * k) for k in range(1, 4)], ignore_index=True)
    many = many[~((many["industry_code"] == "10") & (many["lon"] == 0.4) & (many["enterprise_id"] > 20))]
    added, dataset = add(many, tmp_path, replace(OPEN, confidential=True))
    assert dataset.manifest.confidential
    assert added.hidden is not None
    assert added.hidden.primary == 1  # the one mill in the west
    rows = dataset.statistics.set_index(["measure", "region_code", "industry_code"])
    assert rows.loc[("employment", "W", "10"), "obs_status"] == "C"
    assert not rows["value"].notna().loc[("employment", "W", "10")]
    assert rows.loc[("employment", "X", "10"), "value"] == 0
    total = dataset.reference.set_index(["measure", "industry_code"])
    assert total.loc[("employment", "TOTAL"), "value"] == 4 * 9 + 10 + 4 * 30
    assert "Confidential" in dataset.manifest.notes["en"]


def test_a_classification_names_the_industries_and_adds_sections(tmp_path: Path) -> None:
    _, dataset = add(firms(), tmp_path, replace(OPEN, classification="nace2"))
    assert dataset.industries["level"].tolist() == ["section", "section", "industry", "industry"]
    assert dataset.industries["industry_name"]["10"] == "Manufacture of food products"
    assert dataset.industries["parent_code"]["10"] == "C"
    assert values(dataset).loc["W"].to_dict() == {"01": 9, "10": 10, "A": 9, "C": 10}
    assert dataset.manifest.default["industry_code"] == "C"
    other, nace = replace(ABOUT, title="b"), replace(OPEN, classification="nace2")
    added, _ = add(firms(industry_code=["01", "01", "01", "XX9", "01", "01"]), tmp_path, nace, other)
    assert added.found.rejected.counts == {"unknown_industry": 1, "outside": 1}


def test_an_interval_stands_on_the_firms_at_every_level_of_the_classification(tmp_path: Path) -> None:
    table = pd.concat([firms(enterprise_id=np.arange(6) + 10 * k) for k in range(5)], ignore_index=True)
    _, dataset = add(table, tmp_path, replace(OPEN, classification="nace2"))
    found = {}
    for level, code in (("section", "A"), ("industry", "01")):
        query, _ = resolve(Query("my-firms", industry_code=code, industry_level=level), dataset)
        result = evaluate(dataset, query)
        assert result.lower is not None
        found[level] = result.lower["W"], result.values["W"]
    low, value = found["section"]
    assert 0 < low < value
    assert found["industry"] == found["section"]  # all of A is 01 here
    about = replace(ABOUT, title="secret")
    _, dataset = add(table, tmp_path, replace(OPEN, classification="nace2", confidential=True), about)
    query, _ = resolve(Query("secret", industry_code="01", industry_level="industry"), dataset)
    assert ("method", "firms") not in query.options
    assert evaluate(dataset, query).lower is None  # the spread of sizes would tell of single firms


def test_clusters_are_looked_for_at_a_distance_that_has_neighbours_within_it(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    lon, lat = rng.normal(0.5, 0.01, 400), rng.normal(0.5, 0.01, 400)  # a town of some kilometres
    table = pd.DataFrame({"lon": lon, "lat": lat, "industry_code": "62", "employees": 7})
    _, dataset = add(table, tmp_path)
    assert dataset.manifest.default["clusters"] == {"radius_m": 200.0, "enterprises": 10, "jobs": 50}
    _, dataset = add(table.drop(columns="employees"), tmp_path, about=replace(ABOUT, title="b"))
    assert dataset.manifest.default["clusters"]["jobs"] == 0


def test_codes_that_look_like_numbers_are_names_all_the_same(tmp_path: Path) -> None:
    add(firms(industry_code=["01.10"] * 3 + ["10.61"] * 3), tmp_path)
    path = tmp_path / "home" / "my-firms" / "industries.csv"
    assert read_table(path)["industry_name_uk"].tolist() == ["01.10", "10.61"]


def test_a_register_without_points_or_jobs_counts_enterprises(tmp_path: Path) -> None:
    table = pd.DataFrame({"region_code": ["W", "W", "E", "?"], "industry_code": ["a", "b", "b", "b"]})
    added, dataset = add(table, tmp_path)
    assert [measure.id for measure in dataset.manifest.measures] == ["enterprises"]
    assert added.found.rejected.counts == {"unknown_region": 1}
    assert not dataset.has_table("enterprises")
    assert dataset.sources["table"].tolist() == ["statistics", "industries"]


def test_an_unknown_number_of_jobs_is_missing_and_not_nought(tmp_path: Path) -> None:
    _, dataset = add(firms(employees=[2, 3, 4, None, 30, 99]), tmp_path)
    rows = dataset.statistics.set_index(["measure", "region_code", "industry_code"])
    assert rows.loc[("employment", "W", "10"), "obs_status"] == "M"
    assert rows.loc[("enterprises", "W", "10"), "value"] == 1


@pytest.mark.parametrize(
    ("table", "about", "told"),
    [
        (firms(lon=30.0), ABOUT, "None of the 6 rows"),
        (firms(), replace(ABOUT, title="us"), "already a dataset named us"),
        (firms(), replace(ABOUT, source=" "), "source is missing"),
        (firms().drop(columns="industry_code"), ABOUT, "no column of industry codes"),
        (firms(industry_code=["TOTAL", *["10"] * 5]), ABOUT, "TOTAL stands for the sum .* but 1 rows state it"),
        (firms(obs_status=["C", *["A"] * 5]), ABOUT, "1 rows are marked as confidential"),
        (firms(employees=[3_000_000_000, *[1] * 5]), ABOUT, "states 3000000000 jobs; more than 2147483647"),
    ],
)
def test_what_cannot_be_added_leaves_nothing_behind(
    table: pd.DataFrame, about: About, told: str, tmp_path: Path
) -> None:
    with pytest.raises(DataContractError, match=told):
        add(table, tmp_path, about=about)
    assert not (tmp_path / "home").exists()


def test_more_codes_than_the_map_can_tell_apart_are_refused(tmp_path: Path) -> None:
    n = 2**15 + 1
    table = pd.DataFrame({"industry_code": [f"N{i}" for i in range(n)], "lon": 0.5, "lat": 0.5})
    with pytest.raises(DataContractError, match="32769 different industry codes; at most 32768"):
        add(table, tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="the register cannot be kept"):
        add(firms(), tmp_path)


def test_simulated_firms_are_marked_everywhere(tmp_path: Path) -> None:
    _, dataset = add(firms(), tmp_path, about=replace(ABOUT, status="S"))
    assert dataset.manifest.simulated
    assert set(dataset.statistics["obs_status"]) == {"S"}
    told = json.loads((tmp_path / "home" / "my-firms" / "datapackage.json").read_text(encoding="utf-8"))
    assert [item["name"] for item in told["resources"]] == [
        "regions", "industries", "statistics", "sources", "enterprises"]  # fmt: skip
