"""Run the command line inside the test, in an empty folder."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from cli.main import main
from geo.store import EXTRA_DATASETS, default_store

OWN = """region_code,C10,C24,TOTAL
01,10,30,40
02,30,10,40
03,:,0,20
"""
FIRMS = """lon;lat;nace;staff;id
0,5;0,5;62;5;a
0,5;0,5;62;6;b
0,5;0,5;62;7;c
0,5;0,5;10;5;d
9,5;0,5;62;5;e
0,5;0,5;62;-5;f
0,5;0,5;62;;a
"""
CUBE = ("cube", "--enterprises", "firms.csv", "--regions", "regions.geojson", "--columns", "employees=staff")
"""Words of a command that adds ``firms.csv`` up."""


class Ran(NamedTuple):
    """What a run left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def table(ran: Ran) -> pd.DataFrame:
    """Read the table that a run wrote to standard output."""
    assert ran.code == 0, ran.err
    return pd.read_csv(io.StringIO(ran.out), dtype={"region_code": str}).set_index("region_code")


def figure(got: pd.DataFrame, region: str, column: str) -> float:
    """Take one number out of a table."""
    return float(got[column].to_dict()[region])


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``regioscope`` with words; the folder holds ``own.csv``, a table of three regions and two industries."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")

    def ran(*words: str) -> Ran:
        capsys.readouterr()
        code = main(words)
        return Ran(code, *capsys.readouterr())

    return ran


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of further datasets that the command line knows of."""
    folder = tmp_path / "extra"
    folder.mkdir()
    monkeypatch.setenv(EXTRA_DATASETS, str(folder))
    default_store.cache_clear()
    yield folder
    default_store.cache_clear()


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    """Folder with ``firms.csv`` (three rows are wrong) and ``regions.geojson``."""
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")
    boxes = gpd.GeoDataFrame({"code": ["01", "02"]}, geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    boxes.set_crs("EPSG:4326").to_file(tmp_path / "regions.geojson")
    return tmp_path
