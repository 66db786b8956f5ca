"""The build of the data refuses what it cannot trust."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from databuild.basemap import expand_units
from databuild.boundary_set import BoundarySet, write_set
from databuild.classifications import read_standard
from databuild.fetch import SourceError, Sources, read_sources
from databuild.labels import read_labels
from databuild.simulate import draw_links, draw_register
from databuild.us import metro_places

ROOT = Path(__file__).parents[2]
RECORD = """
[[source]]
id = "a"
package = "p"
registry = "PyPI"
version = "1"
archive = "p-1.whl"
sha256 = "00"
file = "x.csv"
licence = "MIT"
publisher = "P"
url = "https://example.org"
vintage = "2020"
retrieved = "2026"
"""


def test_an_archive_with_another_checksum_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(RECORD, "utf-8")
    (tmp_path / "p-1.whl").write_bytes(b"other")
    with pytest.raises(SourceError, match=r"SHA-256 is .*, recorded is 00; delete the file"):
        Sources(tmp_path / "sources.toml", tmp_path).read("a")


def test_two_raw_inputs_with_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(RECORD * 2, "utf-8")
    with pytest.raises(SourceError, match="ids used twice: a"):
        read_sources(tmp_path / "sources.toml")


def test_a_label_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("code,en,uk,ru\n01,a,б,в\n01,a,б,в\n", "utf-8")
    with pytest.raises(ValueError, match="code '01' stands twice"):
        read_labels(tmp_path, "x")


def test_an_unknown_disputed_unit_is_refused() -> None:
    table = pd.DataFrame({"unit": ["X"], "adm1_code": ["ZZZ-1"], "dashed_against": [""]})
    with pytest.raises(ValueError, match="no unit 'ZZZ-1' in the source"):
        expand_units(table, pd.Series(["KOS-1"]))


def test_a_module_without_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="no list 'classes' in the module"):
        read_standard("x = 1")


def test_a_metropolitan_area_without_a_city_is_refused() -> None:
    areas = pd.DataFrame({"region_code": ["1"], "name": ["Atlantis, AK"]})
    cities = pd.DataFrame(
        {"name": ["Akron"], "state": ["OH"], "longitude": [0.0], "latitude": [0.0], "population": [1]}
    )
    with pytest.raises(ValueError, match="Atlantis, AK: no such city"):
        metro_places(areas, cities)


@pytest.mark.parametrize(
    ("codes", "shapes", "message"),
    [
        (["a", "a"], [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], "code 'a' stands twice"),
        (["a", "b"], [shapely.box(0, 0, 1, 1), shapely.Polygon()], "b has no area"),
    ],
)
def test_a_set_with_repeated_codes_or_empty_regions_is_refused(
    tmp_path: Path, codes: list[str], shapes: list[shapely.Polygon], message: str
) -> None:
    about = BoundarySet("x", {}, {}, "credit", "licence", [], {}, [0, 0, 1, 1])
    table = gpd.GeoDataFrame({"region_code": codes}, geometry=shapes, crs="EPSG:4326")
    with pytest.raises(ValueError, match=message):
        write_set(replace(about, id="y"), table, tmp_path)


def test_the_same_seed_gives_the_same_register_and_links() -> None:
    jobs = pd.DataFrame({"AGREMPN": [300, 50], "RETEMPN": [20, 0]}, index=["1", "2"])
    zones = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)
    distance = np.array([[0.0, 50.0], [50.0, 0.0]])

    def draw() -> tuple[pd.DataFrame, pd.DataFrame]:
        rng = np.random.default_rng(7)
        register, _ = draw_register(jobs, zones, rng)
        return register, draw_links(register, jobs, np.ones((2, 2)), distance, rng, n_draws=200)

    (register, links), (again, links_again) = draw(), draw()
    pd.testing.assert_frame_equal(register, again)
    pd.testing.assert_frame_equal(links, links_again)
    sums = register.groupby(["region_code", "industry_code"])["employees"].sum()
    assert sums.to_dict() == {("1", "AGREMPN"): 300, ("1", "RETEMPN"): 20, ("2", "AGREMPN"): 50}
    assert links["source_id"].between(1, len(register)).all()


def test_paths_of_one_machine_do_not_stand_in_the_build() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "scripts" / "databuild").glob("*.py")]
    assert len(texts) > 20
    assert not [text for text in texts if "/home/" in text or "/tmp/" in text]  # noqa: S108
