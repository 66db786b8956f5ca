"""`regioscope compute` on anybody's own table."""

from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Run, figure, table

OWN = ("compute", "--activity", "own.csv", "--indicator", "location_quotient")


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
