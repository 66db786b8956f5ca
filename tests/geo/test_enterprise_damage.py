"""Damaged, empty and wrongly named files of a register are refused with what was found and what to do."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from geo import enterprise_parquet
from geo.enterprise_files import columns_of, parts_of, read_part
from geo.errors import DataContractError
from tests.geo.enterprise_registers import Source, firms, whole, write


def halved(path: Path) -> None:
    """Cut the second half of a file off."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def test_a_shapefile_without_its_table_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "f.shp", firms(3))
    (tmp_path / "f.dbf").unlink()
    with pytest.raises(DataContractError, match=r"its table is missing: the \.dbf file"):
        parts_of(path)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("f.parquet", "the Parquet file is cut off or damaged"),
        ("f.geojson", "the GeoJSON is cut off or damaged|records .* cannot be read|can be read: the file is damaged"),
        ("f.gpkg", "the GeoPackage is cut off or damaged|records .* cannot be read|can be read: the file is damaged"),
        ("f.shp", "f.shp is cut off: it has 280,050 of 560,100 bytes; copy it again"),
        ("f.dbf", "f.dbf is cut off: it has .* bytes"),
        ("f.csv.gz", "the gzip file is cut off .*; fetch it again"),
    ],
)
def test_half_a_file_is_refused(name: str, told: str, tmp_path: Path) -> None:
    path = Path(write(tmp_path / name.replace("dbf", "shp"), firms(20_000)))
    halved(tmp_path / name)
    with pytest.raises(DataContractError, match=told):
        whole(path)


def test_a_damaged_row_group_is_told(tmp_path: Path) -> None:
    path = Path(write(tmp_path / "f.parquet", firms(20_000)))
    data = bytearray(path.read_bytes())
    data[4:20_000] = b"\xff" * 19_996
    path.write_bytes(bytes(data))
    with pytest.raises(DataContractError, match=r"row groups 0 to 0|the file cannot be read"):
        whole(path)


def test_a_damaged_gzip_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(b"lon,lat,nace\n")[:12])
    with pytest.raises(DataContractError, match="the gzip file is damaged or cut off"):
        parts_of(tmp_path / "f.csv.gz")


def test_a_row_group_too_large_to_be_read_whole_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "f.parquet", firms())
    monkeypatch.setattr(enterprise_parquet, "MAX_GROUP", 999)
    with pytest.raises(DataContractError, match="a row group has 1,000 rows, at most 999 are read at once"):
        parts_of(path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("f.csv", b"", r"the file is empty \(0 bytes\)"),
        ("f.csv", b"\xef\xbb\xbf \n", r"the file is empty \(5 bytes\)"),
        ("f.csv", b"lon,lat,nace\n", "there is no row of data: only names of columns"),
        ("f.parquet", b"lon,lat\n1,2\n", "the name says Parquet, but the content is CSV"),
        ("f.csv", b"PAR1....", "the name says CSV, but the content is Parquet: give the file the right name"),
        ("f.csv", b'{"type": "FeatureCollection"', "the name says CSV, but the content is GeoJSON"),
        ("f.csv", b"PK\x03\x04....", "a ZIP archive or workbook, which is not read: unpack"),
        ("f.xls", b"\xd0\xcf\x11\xe0....", "a workbook, which is not read: save the workbook as CSV"),
        ("f.db", b"SQLite format 3\0" + b"\0" * 100, "SQLite, which is not read: export the table"),
    ],
)
def test_what_is_no_register_is_told(name: str, content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataContractError, match=told):
        parts_of(tmp_path / name)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (lambda folder: folder, r"this is a folder; name the files in it, such as .*/\*\.parquet"),
        (lambda folder: folder / "none.csv", "there is no such file"),
        (lambda folder: f"{folder}/*.csv", "no file fits this pattern"),
        (lambda folder: [folder / "a.parquet", folder / "a.parquet"], "a.parquet is named twice"),
        (lambda _: [], "no file is named"),
    ],
)
def test_sources_that_name_no_file_are_told(source: Callable[[Path], Source], told: str, tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=told):
        parts_of(source(tmp_path))


def test_a_part_whose_file_is_gone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("lon,lat,nace\n30,50,62\n", encoding="utf-8")
    (part,) = parts_of(path)
    path.unlink()
    with pytest.raises(DataContractError, match="the file cannot be read"):
        read_part(part, {})


def test_a_file_without_industry_is_refused_unless_it_is_not_wanted(tmp_path: Path) -> None:
    path = write(tmp_path / "f.parquet", firms(3).drop(columns="nace"))
    (part,) = parts_of(path)
    with pytest.raises(DataContractError, match="no column of industry codes is recognised; the columns are 'id'"):
        read_part(part, {})
    assert read_part(part, {}, wanted=frozenset({"lon", "lat"})).column_names == ["lon", "lat"]
    assert columns_of(part) == {"enterprise_id": "id", "employees": "staff", "lon": "lon", "lat": "lat"}


def test_a_file_that_has_lost_records_since_it_was_cut_is_told(tmp_path: Path) -> None:
    (part,) = parts_of(write(tmp_path / "f.geojson", firms(5)))
    write(tmp_path / "f.geojson", firms(3))
    with pytest.raises(DataContractError, match="5 records were counted from 1 on, 3 can be read"):
        read_part(part, {})
