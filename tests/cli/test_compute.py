"""`regioscope compute` on the bundled data."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.cli.conftest import Run, figure, table
from tests.geo.tiny import write_dataset

US = ("compute", "--dataset", "us", "--indicator", "location_quotient")


def test_one_occupation_of_the_states(run: Run) -> None:
    got = table(run(*US, "--industry", "15-0000", "--out", "-"))
    assert list(got.columns) == [
        "value", "lower", "upper", "obs_status", "rank", "rank_best", "rank_worst", "amount", "region_total",
        "region_name",
    ]  # fmt: skip
    assert len(got) == 54
    lower, value, upper = (figure(got, "06", column) for column in ("lower", "value", "upper"))
    assert value == pytest.approx(1.165, abs=5e-4)
    assert lower < value < upper
    assert got["region_name"].to_dict()["06"] == "California"
    assert got["rank"].min() == 1


def test_every_occupation_of_the_metros_is_a_wide_table(run: Run) -> None:
    got = table(run(*US, "--level", "metro", "--out", "-"))
    assert got.shape == (393, 22)
    assert "41860" in got.index
    assert "15-0000" in got.columns


def test_the_industry_tells_its_level(run: Run) -> None:
    got = table(run("compute", "--dataset", "us", "--indicator", "share", "--industry", "15-1252", "--out", "-"))
    assert got["value"].dropna().between(0, 0.1).all()
    assert got["value"].notna().sum() == 52


def test_an_option_changes_the_reference(run: Run) -> None:
    rest = table(run(*US, "--industry", "15-0000", "--option", "reference=rest", "--out", "-"))
    published = table(run(*US, "--industry", "15-0000", "--out", "-"))
    assert figure(rest, "06", "value") > figure(published, "06", "value")
    assert rest["lower"].isna().all()


def test_regions_below_the_minimum_get_no_rank(run: Run) -> None:
    got = table(run(*US, "--industry", "15-0000", "--minimum", "10000", "--out", "-"))
    assert got["below_minimum"].tolist() == (got["amount"] < 10000).tolist()
    assert got["rank"].isna().tolist() == got["below_minimum"].tolist()
    assert got["value"].notna().all()


@pytest.mark.parametrize("minimum", ["0", "10000"])
def test_ranks_are_ranges_where_there_are_intervals(run: Run, minimum: str) -> None:
    got = table(run(*US, "--industry", "15-0000", "--minimum", minimum, "--out", "-"))
    ranked = got[got["rank"].notna()]
    best = [1 + (ranked["lower"] > upper).sum() for upper in ranked["upper"]]
    worst = [len(ranked) - (ranked["upper"] < lower).sum() for lower in ranked["lower"]]
    assert (ranked["rank_best"].tolist(), ranked["rank_worst"].tolist()) == (best, worst)
    assert (ranked["rank_best"] < ranked["rank_worst"]).any()
    assert got.loc[got["rank"].isna(), ["rank_best", "rank_worst"]].isna().to_numpy().all()


def test_ranks_are_no_ranges_where_nothing_supports_an_interval(run: Run) -> None:
    got = table(run(*US, "--industry", "15-0000", "--option", "reference=rest", "--out", "-"))
    assert got["rank"].notna().all()
    assert got[["rank_best", "rank_worst"]].isna().to_numpy().all()


def test_cells_below_the_minimum_are_empty_in_the_wide_table(run: Run) -> None:
    full = table(run("compute", "--dataset", "us", "--indicator", "value", "--out", "-"))
    some = table(run("compute", "--dataset", "us", "--indicator", "value", "--minimum", "1000", "--out", "-"))
    assert some.isna().to_numpy().tolist() == ((full < 1000) | full.isna()).to_numpy().tolist()


def test_a_table_that_the_dataset_lacks_can_be_given(run: Run) -> None:
    people = table(run("compute", "--dataset", "us", "--indicator", "value", "--industry", "15-0000", "--out", "-"))
    Path("people.csv").write_text("region_code,value\n" + "".join(f"{code},100000\n" for code in people.index))
    words = ("compute", "--dataset", "us", "--indicator", "per_thousand_people", "--industry", "15-0000", "--out", "-")
    got = table(run(*words, "--table", "population=people.csv"))
    np.testing.assert_allclose(got["value"], people["value"] / 100)
    ran = run(*words)
    assert ran.code == 2
    assert "needs the table 'population'" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--dataset", "uss"), "there is no dataset 'uss'; did you mean 'us'"),
        (
            ("--indicator", "location_quotent"),
            "there is no indicator 'location_quotent'; did you mean 'location_quotient'",
        ),
        (("--industry", "15-000"), "there is no industry '15-000'; did you mean '15-0000'"),
        (("--industry", "15-1252", "--industry-level", "major"), "there is no industry '15-1252' at the level 'major'"),
        (("--industry", "TOTAL"), "there is no industry 'TOTAL'"),
        (("--industry-level", "mayor"), "there is no industry level 'mayor'; did you mean 'major'"),
        (("--level", "states"), "there is no level 'states'; did you mean 'state'"),
        (("--year", "2024"), "there is no year '2024'; did you mean '2025'"),
        (("--measure", "employed"), "there is no measure 'employed'; did you mean 'employment'"),
        (("--measure", "mean_annual_wage"), "there is no measure 'mean_annual_wage' that adds up"),
        (
            ("--option", "referense=sum"),
            "there is no option 'referense' of 'location_quotient'; did you mean 'reference'",
        ),
        (("--option", "reference=suma"), "there is no value 'suma' of the option 'reference'; did you mean 'sum'"),
        (("--option", "reference=sum", "--option", "reference=rest"), "--option reference is given twice"),
        (("--table", "aeras=x.csv"), "there is no table for --table 'aeras'; did you mean 'areas'"),
        (("--table", "areas=none.csv"), "none.csv: the file is missing"),
        (("--out", "x.txt"), "there is no ending of --out '.txt'"),
        (("--out", "x"), "there is no ending of --out ''"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest_never_replaced(
    run: Run, words: tuple[str, ...], message: str
) -> None:
    ran = run(*US, "--out", "x.csv", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert [line for line in ran.err.splitlines() if not line.startswith("regioscope: ")] == []
    assert [path.name for path in Path().iterdir()] == ["own.csv"]


def test_a_dataset_without_figures_says_so(run: Run) -> None:
    ran = run("compute", "--dataset", "ukraine", "--indicator", "share", "--out", "x.csv")
    assert ran.code == 2
    assert "dataset ukraine: there are no figures of 'employment'" in ran.err
    assert "--activity" in ran.err


def test_simulated_figures_are_marked_in_the_table_the_provenance_and_on_the_way(run: Run, extra: Path) -> None:
    write_dataset(extra, name="tiny").parent.parent.joinpath("data").mkdir()
    manifest = json.loads((extra / "tiny" / "datapackage.json").read_text())
    manifest["regioscope"]["levels"] = [manifest["regioscope"]["levels"][1]]
    manifest["regioscope"]["default"] = {}
    (extra / "tiny" / "datapackage.json").write_text(json.dumps(manifest))
    (extra / "tiny" / "regions.csv").write_text("region_code,region_name,level,lon,lat\n03,Cedar,town,1,1\n")
    rows = "region_code,industry_code,year,measure,value,obs_status\n03,I1,2021,jobs,5,A\n03,I2,2021,jobs,5,S\n"
    (extra / "tiny" / "statistics.csv").write_text(rows)
    ran = run("compute", "--dataset", "tiny", "--indicator", "share", "--industry", "I2", "--out", "x.csv")
    assert ran.code == 0, ran.err
    assert "note: these figures are simulated" in ran.err
    assert pd.read_csv("x.csv")["obs_status"].tolist() == ["S"]
    assert json.loads(Path("x.csv.meta.json").read_text())["simulated"]
    one = ("compute", "--dataset", "tiny", "--industry", "I1", "--out", "-", "--indicator")
    assert "simulated" not in run(*one, "value").err
    assert "simulated" in run(*one, "share").err, "the total of the region is added up, and a part of it is simulated"


def test_an_index_of_simulated_establishments_says_so_and_an_interval_apart_from_its_figure(run: Run) -> None:
    on = ("compute", "--dataset", "bay-area", "--level", "county", "--out", "x.csv", "--indicator")
    ran = run(*on, "ellison_glaeser")
    assert ran.code == 0, ran.err
    assert "note: these figures are simulated, not observed; they stand on the simulated table firms\n" in ran.err
    told = json.loads(Path("x.csv.meta.json").read_text())
    assert (told["simulated"], told["simulated_tables"], told["interval_simulated"]) == (True, ["firms"], False)
    ran = run(*on, "location_quotient", "--industry", "RETEMPN")
    assert "note: the intervals come from simulated establishments; the figures themselves do not\n" in ran.err
    told = json.loads(Path("x.csv.meta.json").read_text())
    assert (told["simulated"], told["simulated_tables"], told["interval_simulated"]) == (False, [], True)
    assert told["interval"] == "columns lower and upper"
    assert "simulated" not in run(*on, "hachman").err


def test_a_register_of_ones_own_takes_the_place_of_the_simulated_one(run: Run) -> None:
    Path("firms.csv").write_text("region_code,industry_code,employees\nC1,RETEMPN,5\nC1,RETEMPN,3\nC2,RETEMPN,4\n")
    on = ("compute", "--dataset", "bay-area", "--level", "county", "--out", "-", "--indicator", "ellison_glaeser")
    ran = run(*on, "--table", "firms=firms.csv")
    assert ran.code == 0, ran.err
    assert "simulated" not in ran.err


def test_the_inputs_are_those_of_the_reference_that_was_chosen(run: Run) -> None:
    told = {}
    for reference in ("published", "sum", "rest"):
        words = ("--indicator", "location_quotient", "--industry", "15-0000", "--option", f"reference={reference}")
        assert run("compute", "--dataset", "us", *words, "--out", "x.csv").code == 0
        told[reference] = json.loads(Path("x.csv.meta.json").read_text())["inputs"]
        table = pd.read_csv("x.csv", dtype={"region_code": str}).set_index("region_code")
        part = told[reference]["reference_of_the_industry"], told[reference]["reference_total"]
        less = (table["amount"], table["region_total"]) if reference == "rest" else (0, 0)
        share = (part[0] - less[0]) / (part[1] - less[1])
        again = (table["amount"] / table["region_total"]) / share
        pd.testing.assert_series_equal(again, table["value"], check_names=False, rtol=1e-12)
    assert told["sum"]["reference"] == "sum over the regions"
    assert told["rest"]["reference"] == "published row, less the region itself"


def test_the_reference_of_every_industry_is_the_one_that_was_chosen(run: Run) -> None:
    rows = {}
    for reference in ("published", "sum"):
        words = ("--indicator", "location_quotient", "--option", f"reference={reference}")
        assert run("compute", "--dataset", "us", *words, "--out", "x.csv").code == 0
        rows[reference] = json.loads(Path("x.csv.meta.json").read_text())["inputs"]["reference_by_industry"]
    assert run("compute", "--dataset", "us", "--indicator", "value", "--out", "x.csv").code == 0
    assert rows["sum"] == pytest.approx(pd.read_csv("x.csv", dtype={"region_code": str}).iloc[:, 1:].sum().to_dict())
    assert rows["sum"]["15-0000"] != rows["published"]["15-0000"]


def test_a_table_of_all_industries_says_how_to_get_its_intervals(run: Run) -> None:
    assert run("compute", "--dataset", "us", "--indicator", "share", "--out", "x.csv").code == 0
    assert "add --industry CODE" in json.loads(Path("x.csv.meta.json").read_text())["interval"]
