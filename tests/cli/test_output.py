"""Every format holds the same numbers and says where they come from; a file appears whole or not at all."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

import cli.output as module
from cli.output import Export, check_target, write
from geo.errors import OutputError, UnknownOptionError
from tests.cli.conftest import Run

US = ("compute", "--dataset", "us", "--indicator", "location_quotient", "--industry", "15-0000", "--out")
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a\n=b", 'quo"te,comma']
TOLD = ("formula", "sources", "licences", "dataset_vintage", "inputs", "options", "citation", "simulated", "obs_status")


def export(names: list[str], provenance: dict[str, Any] | None = None) -> Export:
    frame = pd.DataFrame({"region_code": [f"R{i}" for i in range(len(names))], "value": -1.5, "region_name": names})
    shapes = gpd.GeoSeries(shapely.points([(i, i) for i in range(len(names))]), crs="EPSG:4326")
    return Export(frame, provenance or {"formula": "x", "sources": [{"table": "t"}]}, shapes)


def provenance_of(path: Path) -> dict[str, Any]:
    told: dict[str, Any]
    match path.suffix:
        case ".csv":
            told = json.loads(path.with_name(path.name + ".meta.json").read_text(encoding="utf-8"))
        case ".parquet":
            told = json.loads(pq.read_schema(path).metadata[b"regioscope"])
        case ".geojson":
            told = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        case _:
            rows = pyogrio.read_dataframe(path, layer="provenance").set_index("key")["value"]
            told = {key: value if key in {"formula", "citation"} else parsed(value) for key, value in rows.items()}
    return told


def parsed(value: str) -> Any:  # noqa: ANN401 - whatever stands in the cell
    return json.loads(value) if value.startswith(("[", "{")) else value


def numbers_of(path: Path) -> pd.DataFrame:
    match path.suffix:
        case ".csv":
            table = pd.read_csv(path, dtype={"region_code": str})
        case ".parquet":
            table = pd.read_parquet(path)
        case _:
            table = pd.DataFrame(pyogrio.read_dataframe(path, layer="regions" if path.suffix == ".gpkg" else None))
    return table.set_index("region_code")[["value", "lower", "rank", "amount"]].astype(float)


@pytest.mark.parametrize("name", ["lq.csv", "lq.parquet", "lq.geojson", "lq.gpkg"])
def test_every_format_says_formula_inputs_source_vintage_and_licence(run: Run, name: str) -> None:
    ran = run(*US, name)
    assert ran.code == 0
    assert ran.out == ""
    assert ran.err.splitlines()[-1] == f"regioscope: 54 rows written to {name}"
    told = provenance_of(Path(name))
    assert [key for key in TOLD if key not in told] == []
    assert told["inputs"]["reference_total"] > 150e6
    assert told["sources"][0]["licence"].startswith("Public domain")
    assert told["columns"]["value"] == "the indicator"


def test_an_ending_in_capitals_is_the_same_format(run: Run) -> None:
    assert run(*US, "LQ.CSV").code == 0
    assert sorted(p.name for p in Path().iterdir()) == ["LQ.CSV", "LQ.CSV.meta.json", "own.csv"]


def test_every_format_holds_the_same_numbers(run: Run) -> None:
    tables = []
    for ending in ("csv", "parquet", "geojson", "gpkg"):
        assert run(*US, f"lq.{ending}").code == 0
        tables.append(numbers_of(Path(f"lq.{ending}")))
    for other in tables[1:]:
        pd.testing.assert_frame_equal(other, tables[0], check_dtype=False, rtol=1e-15)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.geojson"])
def test_the_same_words_write_the_same_bytes(run: Run, name: str) -> None:
    run(*US, name)
    first = Path(name).read_bytes()
    run(*US, name)
    assert Path(name).read_bytes() == first


def test_geometry_is_drawn_in_degrees_counter_clockwise(run: Run) -> None:
    run(*US, "lq.geojson")
    raw = json.loads(Path("lq.geojson").read_text(encoding="utf-8"))
    assert raw["type"] == "FeatureCollection"
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in raw["features"]]
    rings = [part.exterior for shape in shapes for part in shapely.get_parts(shape)]
    assert all(ring.is_ccw for ring in rings)
    assert run(*US, "lq.gpkg").code == 0
    assert gpd.read_file("lq.gpkg", layer="regions").crs == "EPSG:4326"


def test_points_are_written_as_points(run: Run) -> None:
    words = ("compute", "--dataset", "us", "--indicator", "share", "--level", "metro", "--out", "m.gpkg")
    assert run(*words).code == 0
    metros = gpd.read_file("m.gpkg", layer="regions")
    assert (len(metros), set(metros.geom_type)) == (393, {"Point"})
    assert "15-0000" in metros.columns


def test_the_provenance_beside_a_csv_can_be_left_out_and_an_old_one_goes(run: Run) -> None:
    run(*US, "lq.csv")
    assert Path("lq.csv.meta.json").exists()
    run(*US, "lq.csv", "--no-meta")
    assert sorted(p.name for p in Path().iterdir()) == ["lq.csv", "own.csv"]


# ---- hostile names
def test_a_name_cannot_run_as_a_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    write(export(HOSTILE), str(tmp_path / "x.csv"))
    text = (tmp_path / "x.csv").read_text(encoding="utf-8")
    got = pd.read_csv(tmp_path / "x.csv", keep_default_na=False, lineterminator="\n")
    for name, cell in zip(HOSTILE, got["region_name"], strict=True):
        assert cell == (f"'{name}" if name[0] in "=+-@\t\r" else name)
    assert got["value"].tolist() == [-1.5] * len(HOSTILE)
    assert ",-1.5," in text


def test_a_code_in_the_header_cannot_run_either(tmp_path: Path) -> None:
    write(Export(pd.DataFrame({"region_code": ["=R"], "=I": [1.0]}), {}), str(tmp_path / "x.csv"))
    assert (tmp_path / "x.csv").read_text() == "region_code,'=I\n'=R,1.0\n"


@pytest.mark.parametrize("ending", [".parquet", ".geojson", ".gpkg"])
def test_other_formats_keep_names_as_they_are(tmp_path: Path, ending: str) -> None:
    names = [*HOSTILE, "<img src=x onerror=alert(1)>", "Київ"]
    path = tmp_path / f"x{ending}"
    write(export(names), str(path))
    table = pd.read_parquet(path) if ending == ".parquet" else pyogrio.read_dataframe(path, layer=0)
    assert table["region_name"].tolist() == names


def test_missing_numbers_are_null_in_geojson(tmp_path: Path) -> None:
    made = export(["a", "b"])
    frame = made.frame.assign(value=[1.0, float("nan")], rank=pd.array([1, None], dtype="Int64"))
    write(Export(frame, {}, made.geometry), str(tmp_path / "x.geojson"))
    features = json.loads((tmp_path / "x.geojson").read_text())["features"]
    assert [f["properties"]["value"] for f in features] == [1.0, None]
    assert [f["properties"]["rank"] for f in features] == [1, None]


# ---- whole or not at all
@pytest.mark.parametrize("ending", [".csv", ".parquet", ".geojson", ".gpkg"])
def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"x{ending}"
    path.write_text("old")

    def half(_: Export, target: Path) -> None:
        target.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(module._WRITERS, ending, half)
    with pytest.raises(OutputError, match=r"cannot be written: No space left on device"):
        write(export(["a"]), str(path))
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".geojson", ".gpkg"])
def test_an_older_file_is_replaced(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_text("old")
    write(export(["a"]), str(path))
    assert b"old" not in path.read_bytes()[:3]
    assert {p.name for p in tmp_path.iterdir()} <= {path.name, "x.csv.meta.json"}


def test_columns_that_differ_in_case_only_cannot_be_a_geopackage(tmp_path: Path) -> None:
    made = export(["a"])
    frame = made.frame.assign(c10=1.0, C10=2.0)
    with pytest.raises(OutputError, match=r"x.gpkg cannot be written"):
        write(Export(frame, {}, made.geometry), str(tmp_path / "x.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_a_table_without_geometry_is_no_map(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="this table has no geometry"):
        write(Export(pd.DataFrame({"region_code": ["a"]}), {}), str(tmp_path / "x.gpkg"))


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("none/x.csv", "the folder 'none' does not exist"),
        ("own.csv/x.csv", "does not exist"),
        ("folder.csv", "this is a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_exit_code_three(run: Run, out: str, message: str) -> None:
    Path("folder.csv").mkdir()
    ran = run(*US, out)
    assert (ran.code, ran.out) == (3, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_a_refused_write_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    ran = run(*US, "x.csv")
    assert (ran.code, ran.err.splitlines()[-1]) == (3, "regioscope: x.csv cannot be written: Permission denied")


def test_standard_output_needs_no_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_target("-", spatial=False)
    with pytest.raises(UnknownOptionError, match=r"ending of --out"):
        check_target("no-ending", spatial=False)
    assert list(tmp_path.iterdir()) == [], "a target is only looked at"
