"""`regioscope cube`: a register in, a cube out; what was left out and hidden is said, and nothing is half written."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely

from cli import console
from cli.cube_words import COLUMNS
from geo.aggregate import cube, partial
from tests.cli.conftest import CUBE, Run
from tests.support.app import ROOT

BAY = ROOT / "data" / "datasets" / "bay-area"


@pytest.mark.usefixtures("firms")
def test_a_register_becomes_a_cube_and_what_cannot_be_used_is_said(run: Run, tmp_path: Path) -> None:
    ran = run(*CUBE, "--out", "cube.csv", "--rejected", "rejected.csv", "--year", "2020")
    assert ran.code == 0, ran.err
    got = pd.read_csv("cube.csv", dtype={"region_code": str, "industry_code": str})
    assert list(got.columns) == list(COLUMNS)
    shown = got[["region_code", "industry_code", "year", "size_class"]].values.tolist()
    assert shown == [["01", "10", 2020, "0-9"], ["01", "62", 2020, "0-9"]]
    assert got["obs_status"].tolist() == ["C", "C"]
    assert "7 rows read, 4 used, 3 rejected" in ran.err
    for reason in ("the point lies in no region", "is below 0", "an earlier row has the same enterprise_id"):
        assert reason in ran.err
    listed = pd.read_csv("rejected.csv")
    assert listed[["line", "reason"]].values.tolist() == [
        [6, "outside"],
        [7, "negative_employees"],
        [8, "duplicate_id"],
    ]
    told = json.loads((tmp_path / "cube.csv.meta.json").read_text(encoding="utf-8"))
    assert told["counts"]["rejected_by_reason"] == {"negative_employees": 1, "duplicate_id": 1, "outside": 1}
    assert told["disclosure"]["minimum_contributors"] == 3
    assert told["hidden"]["primary"] == 1
    assert told["simulated"] is False
    assert ran.err.splitlines()[-1] == "regioscope: 2 rows written to cube.csv"


@pytest.mark.usefixtures("firms")
def test_without_disclosure_control_everything_is_told_and_the_file_says_so(run: Run) -> None:
    ran = run(*CUBE, "--out", "cube.parquet", "--no-disclosure-control")
    assert ran.code == 0, ran.err
    got = pd.read_parquet("cube.parquet")
    assert got[["industry_code", "enterprises", "employees"]].values.tolist() == [["10", 1, 5], ["62", 3, 18]]
    told = json.loads(pq.read_schema("cube.parquet").metadata[b"regioscope"])
    assert told["disclosure"].startswith("none")
    assert "hidden" not in ran.err


@pytest.mark.usefixtures("firms")
def test_more_contributors_may_be_asked_for(run: Run) -> None:
    assert run(*CUBE, "--out", "cube.csv", "--minimum-contributors", "4").code == 0
    assert pd.read_csv("cube.csv")["obs_status"].tolist() == ["C", "C"]


@pytest.mark.usefixtures("firms")
def test_a_cube_may_go_to_standard_output(run: Run) -> None:
    ran = run(*CUBE, "--out", "-", "--no-disclosure-control")
    assert ran.out.splitlines()[1].startswith("01,10,,0-9,unknown,1,5,,")
    assert "written" not in ran.err


def test_jobs_of_the_bay_area_are_those_of_its_statistics_by_zone_and_by_place(run: Run) -> None:
    published = pd.read_parquet(BAY / "statistics.parquet").query("industry_code != 'TOTAL' and value > 0")
    want = published.set_index(["region_code", "industry_code"])["value"]
    for columns in ("industry_code=industry_code", "region_code="):
        words = ("--enterprises", str(BAY / "enterprises.parquet"), "--regions", "bay-area-zone", "--columns", columns)
        ran = run("cube", *words, "--out", "cube.parquet", "--no-disclosure-control")
        assert ran.code == 0, ran.err
        assert "247,995 rows read, 247,995 used, 0 rejected" in ran.err
        assert "simulated enterprises" in ran.err
        got = pd.read_parquet("cube.parquet").groupby(["region_code", "industry_code"])["employees"].sum()
        assert len(got) == 8109
        assert (got.astype(float) == want.loc[got.index]).all()
        assert got.sum() == 4_010_135


def test_real_sites_of_europe_fall_into_the_regions_that_geopandas_finds(run: Run, shared_data: Path) -> None:
    sites = shared_data / "points" / "hotmaps_industrial_sites_eu28.csv"
    nuts = shared_data / "regions" / "gisco_nuts2_2021_03m.geojson"
    words = ("--regions", str(nuts), "--region-id", "NUTS_ID", "--columns", "industry_code=Subsector")
    ran = run("cube", "--enterprises", str(sites), *words, "--out", "cube.csv", "--no-disclosure-control")
    assert ran.code == 0, ran.err
    assert "5,029 rows read, 4,434 used, 595 rejected" in ran.err
    table = pd.read_csv(sites).dropna(subset=["lon", "lat"])
    points = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs="EPSG:4326")
    inside = points.sjoin(gpd.read_file(nuts)[["NUTS_ID", "geometry"]], predicate="intersects")
    want = inside.groupby(["NUTS_ID", "Subsector"]).size()
    got = pd.read_csv("cube.csv").set_index(["region_code", "industry_code"])["enterprises"]
    assert got.to_dict() == want.to_dict()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--out", "cube.gpkg"), "there is no ending of --out for a table without geometry '.gpkg'"),
        (("--out", "nowhere/cube.csv"), "the folder 'nowhere' does not exist"),
        (("--out", "c.csv", "--rejected", "r.txt"), "--rejected names a file that ends in .csv, found 'r.txt'"),
        (("--out", "c.csv", "--rejected", "c.csv"), "--rejected and --out name the same file"),
        (("--out", "c.csv", "--scheduler", "tcp://a:1"), "--scheduler goes with --engine dask"),
        (("--out", "c.csv", "--region-id", "zone"), "there is no column 'zone'; the columns are 'code'"),
        (("--out", "c.csv", "--columns", "lon"), "'lon' is not of the form NAME=COL"),
        (("--out", "c.csv", "--columns", "lon=E"), "there is no column 'E' for lon"),
        (("--out", "c.csv", "--minimum-contributors", "0"), "'0' is not a whole number from 1"),
        (("--out", "c.csv", "--year", "20"), "'20' is not a year of four digits"),
        (("--out", "c.csv", "--nearest-km", "-1"), "'-1' is not a distance from 0 to 1000 km"),
        (("--out", "c.csv", "--nearest-km", "far"), "'far' is not a distance"),
        (("--out", "c.csv", "--totals", "region,zone"), "'zone' is no kind of totals; there are both, region, indus"),
        (("--out", "c.csv", "--industries", "gone.csv"), "gone.csv: the file is missing"),
        (("--out", "c.csv", "--industries", "own.csv"), "own.csv: there is no column 'industry_code'; the columns are"),
        (("--out", "c.csv", "--engine", "spark"), "invalid choice: 'spark'"),
        (("--out", "c.csv", "--enterprises", "none*.csv"), "none*.csv"),
        (("--out", "c.csv", "--regions", "bay-area"), "there is no set of boundaries 'bay-area'"),
        (("--out", "c.csv", "--regions", "gone.geojson"), "gone.geojson: the file of regions is missing"),
        (("--out", "c.csv", "--regions", "bay-area-zone", "--region-id", "x"), "--region-id goes with a file"),
    ],
)
@pytest.mark.usefixtures("firms")
def test_what_cannot_be_done_is_one_clear_sentence(run: Run, words: tuple[str, ...], problem: str) -> None:
    ran = run(*CUBE, *words)
    assert ran.code in {2, 3}
    assert (ran.code == 3) == ("nowhere" in problem)
    assert problem in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not Path("c.csv").exists()


@pytest.mark.usefixtures("firms")
def test_a_register_of_which_nothing_can_be_used_writes_the_reasons_and_no_cube(run: Run) -> None:
    Path("firms.csv").write_text("lon;lat;nace\n9,5;0,5;62\n", encoding="utf-8")
    ran = run(*CUBE[:5], "--out", "cube.csv", "--rejected", "rejected.csv")
    assert ran.code == 2
    assert "none of the 1 rows can be used" in ran.err
    assert not Path("cube.csv").exists()
    assert len(pd.read_csv("rejected.csv")) == 1


def test_a_disk_that_is_full_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    """The limit on the size of files stands for the disk: writing fails in the middle, as it would there."""
    rng = np.random.default_rng(1)
    n = 20_000
    rows = {"region_code": [f"{i:05}" for i in range(n)], "industry_code": "62", "employees": rng.integers(0, 10**6, n)}
    pd.DataFrame(rows).to_parquet(tmp_path / "firms.parquet")
    squares = gpd.GeoDataFrame({"region_code": rows["region_code"]}, geometry=[shapely.box(0, 0, 1, 1)] * n)
    squares.set_crs("EPSG:4326").to_parquet(tmp_path / "regions.parquet")
    (tmp_path / "cube.csv").write_text("older", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    words = ["cube", "--enterprises", "firms.parquet", "--regions", "regions.parquet", "--out", "cube.csv"]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from cli.main import main; sys.exit(main())",
            *words,
            "--no-disclosure-control",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "cube.csv cannot be written: File too large" in done.stderr
    assert (tmp_path / "cube.csv").read_text(encoding="utf-8") == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.usefixtures("firms")
def test_the_list_of_rejected_rows_that_cannot_be_written_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        path.write_text(data.decode("utf-8-sig")[:9], encoding="utf-8")  # so much still fits
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = run(*CUBE, "--out", "cube.csv", "--rejected", "rejected.csv")
    assert ran.code == 3
    assert "rejected.csv cannot be written: No space left on device" in ran.err
    assert not list(Path().glob("*rejected*"))


def test_a_work_that_takes_long_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    steps = console.Steps("adding up", "parts")
    for done, seconds in enumerate([0.5, 1.5, 3.0, 7.0, 9.0], 1):
        now[0] = seconds
        steps(done, 5)
    said = capsys.readouterr().err.splitlines()
    assert said == ["regioscope: adding up: 2 of 5 parts ...", "regioscope: adding up: 4 of 5 parts ..."]


@pytest.mark.usefixtures("firms")
def test_dask_writes_the_same_file(run: Run) -> None:
    for engine in ("memory", "dask"):
        ran = run(*CUBE, "--out", f"{engine}.csv", "--engine", engine, "--workers", "1")
        assert ran.code == 0, ran.err
    assert Path("dask.csv").read_bytes() == Path("memory.csv").read_bytes()


def test_the_cube_of_no_rows_has_the_columns_that_are_described() -> None:
    none = pd.DataFrame({"region_code": pd.Series(dtype=str), "industry_code": pd.Series(dtype=str)})
    assert list(cube(partial(none)).columns) == list(COLUMNS)
