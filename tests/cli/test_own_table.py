"""`regioscope compute` on anybody's own table."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Run, figure, table

OWN = ("compute", "--activity", "own.csv", "--indicator", "location_quotient")
NOWHERE = ("--out", "-")


def test_an_own_table_comes_back_wide(run: Run) -> None:
    got = table(run(*OWN, "--out", "-"))
    assert list(got.columns) == ["C10", "C24"]
    assert [figure(got, "01", column) for column in ("C10", "C24")] == pytest.approx([0.625, 1.875])
    assert np.isnan(figure(got, "03", "C10"))
    assert figure(got, "03", "C24") == 0.0


def test_one_industry_of_an_own_table(run: Run) -> None:
    got = table(run(*OWN, "--industry", "C10", "--out", "-"))
    assert got["value"].tolist()[:2] == pytest.approx([0.625, 1.875])
    assert got["obs_status"].tolist() == ["A", "A", "M"]
    assert got["rank"].tolist()[:2] == [2, 1]
    assert got["region_total"].tolist() == [40, 40, 20]


def test_a_total_row_is_the_reference_never_a_region(run: Run) -> None:
    with Path("own.csv").open("a") as file:
        file.write("TOTAL,100,100,400\n")
    got = table(run(*OWN, "--out", "-"))
    assert list(got.index) == ["01", "02", "03"]
    assert [figure(got, "01", column) for column in ("C10", "C24")] == [1.0, 3.0]


def test_companion_tables_are_read(run: Run) -> None:
    Path("areas.csv").write_text("region_code;value\n03;1\n02;2,5\n01;4\n")
    words = (
        "compute",
        "--activity",
        "own.csv",
        "--indicator",
        "density_km2",
        "--table",
        "areas=areas.csv",
        "--out",
        "-",
    )
    assert table(run(*words)).loc[["01", "02"], "C10"].tolist() == [2.5, 12.0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--level", "state"), "--level goes with --dataset"),
        (("--year", "2020", "--measure", "m"), "--year, --measure goes with --dataset"),
        (("--out", "x.geojson"), "there is no ending of --out for a table without geometry '.geojson'"),
        (("--industry", "C1"), "there is no industry 'C1'; did you mean 'C10'"),
        (("--option", "reference=external"), "needs the table 'reference'"),
        (("--activity", "none.csv"), "none.csv: the file is missing"),
    ],
)
def test_what_does_not_go_with_an_own_table_is_refused(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run(*OWN, "--out", "x.csv", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not Path("x.csv").exists()


def test_a_negative_number_is_refused_with_its_place(run: Run) -> None:
    Path("own.csv").write_text("region,A\nR1,5\nR2,-3\n")
    ran = run(*OWN, "--out", "-")
    place = "1 (B3). The first, in row 3, column “A”, says “-3”"
    message = f"own.csv: Figures below zero: {place}. Jobs, people and sales cannot be negative"
    assert ran == (2, "", f"regioscope: {message}\n")


@pytest.mark.parametrize(
    ("name", "text", "indicator", "problem"),
    [
        ("areas", "region_code,value\n01,1\n", "density_km2", "2 region code(s) are missing, first '02'"),
        ("groups", "industry_code,group\nC10,a\n", "related_variety", "1 industry code(s) are missing, first 'C24'"),
        ("weights", "region_code,neighbour_code,weight\n01,R9,1\n", "moran", "1 unknown neighbour_code, first 'R9'"),
        (
            "firms",
            "region_code,industry_code,employees\n01,C10,5\n",
            "triple_helix_synergy",
            "column 'organisation_type' is missing: firm, university, government ...",
        ),
    ],
)
def test_a_companion_table_that_does_not_fit_is_named_with_its_file(
    run: Run, name: str, text: str, indicator: str, problem: str
) -> None:
    Path("beside.csv").write_text(text)
    ran = run("compute", "--activity", "own.csv", "--indicator", indicator, "--table", f"{name}=beside.csv", *NOWHERE)
    assert ran == (2, "", f"regioscope: beside.csv (--table {name}): {problem}\n")


def test_a_table_beside_a_dataset_is_named_with_its_file(run: Run) -> None:
    Path("beside.csv").write_text("region_code,value\n01,1\n")
    words = ("compute", "--dataset", "us", "--indicator", "density_km2", "--table", "areas=beside.csv", *NOWHERE)
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "beside.csv (--table areas): 53 region code(s) are missing, first '02'" in ran.err


def test_a_table_that_is_no_companion_keeps_its_own_message(run: Run) -> None:
    """The message is about the years that the data lack, not about the table that was given."""
    Path("areas.csv").write_text("region_code,value\n01,1\n02,1\n03,1\n")
    words = (*OWN[:3], "--indicator", "growth", "--table", "areas=areas.csv", *NOWHERE)
    assert run(*words).err.startswith("regioscope: indicator 'growth' needs the table 'years'")


def test_a_single_region_gives_an_empty_table_and_the_reason(run: Run) -> None:
    Path("own.csv").write_text("region_code,C10,C24\n01,10,0\n")
    ran = run("compute", "--activity", "own.csv", "--indicator", "economic_complexity_index", "--out", "eci.csv")
    sentence = "nowhere is there a value; the table has 1 region(s) and 2 industries, with 1 figure(s) above 0"
    assert (ran.code, ran.err.splitlines()[0]) == (0, f"regioscope: note: {sentence}")
    assert json.loads(Path("eci.csv.meta.json").read_text())["no_value"] == [sentence]
    assert "nowhere" not in run(*OWN, "--industry", "C10", *NOWHERE).err
    Path("own.csv").write_text("region_code,C10,C24\n01,10,0\n02,5,0\n")
    assert "nowhere is there a value" in run(*OWN, "--industry", "C24", *NOWHERE).err
