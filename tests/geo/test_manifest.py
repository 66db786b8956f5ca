"""What a dataset says of itself is read whole or refused with every problem."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataContractError, UnknownOptionError
from geo.manifest import Manifest, in_language, read_manifest
from geo.store import Store
from tests.geo.tiny import MANIFEST, write_dataset


def own(**changes: object) -> dict[str, Any]:
    return {"regioscope": {**MANIFEST["regioscope"], **changes}}


@pytest.fixture
def manifest(store: Store) -> Manifest:
    return store.manifest("tiny")


def test_everything_that_the_file_says_is_typed(manifest: Manifest) -> None:
    assert (manifest.id, manifest.version, manifest.title["uk"]) == ("tiny", "2021-1", "Три квадрати")
    assert [level.id for level in manifest.levels] == ["county", "town"]
    assert manifest.level("county").boundaries == "squares"
    assert manifest.level("town").points
    assert manifest.level("town").backdrop == "squares"
    assert manifest.measure("jobs").additive
    assert not manifest.measure("wage").additive
    assert manifest.licences == ("Public domain",)
    assert manifest.resources["statistics"] == "statistics.csv"
    assert manifest.activity_word == {"en": "industry"}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda m: m.level("count"), "there is no level 'count'; did you mean 'county'"),
        (lambda m: m.industry_level("sector"), "there is no industry level 'sector'; did you mean 'section'"),
        (lambda m: m.measure("job"), "there is no measure 'job'; did you mean 'jobs'"),
    ],
)
def test_an_unknown_level_or_measure_is_refused(
    manifest: Manifest, ask: Callable[[Manifest], object], message: str
) -> None:
    with pytest.raises(UnknownOptionError, match=message):
        ask(manifest)


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"datapackage.json is missing"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b""])
def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(DataContractError, match=r"datapackage.json cannot be read as JSON"):
        read_manifest(tmp_path)


def test_a_folder_in_place_of_the_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").mkdir()
    with pytest.raises(DataContractError, match=r"datapackage.json cannot be read"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "other"}, "'name' is 'other', but the folder is called 'tiny'"),
        ({"regioscope": []}, "'regioscope' must be an object"),
        (own(levels=[]), "'regioscope.levels' is missing or empty"),
        (own(measures=None), "'regioscope.measures' is missing or empty"),
        (own(industry_levels="section"), "'regioscope.industry_levels' is missing or empty: it must be a list"),
        (own(measures=[7]), "'regioscope.measures' entry 1 has no 'id'"),
        (own(levels=[{"id": "county"}]), "level 'county' names neither 'boundaries' nor 'points'"),
        (own(default=["x"]), "'regioscope.default' must be an object"),
        ({"resources": {}}, "'resources' is missing or empty"),
        ({"resources": [{"path": "a.csv"}]}, "'resources' entry 1 has no 'name'"),
        ({"resources": [{"name": "a", "path": "../a.csv"}]}, "resource 1 must name a file in the same folder"),
        ({"resources": [{"name": "a", "path": "c:\\a.csv"}]}, "resource 1 must name a file in the same folder"),
        ({"resources": [{"name": "a"}]}, "resource 1 must name a file in the same folder, found ''"),
    ],
)
def test_each_problem_of_a_manifest_is_named(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    folder = write_dataset(tmp_path, manifest=changes)
    with pytest.raises(DataContractError) as caught:
        read_manifest(folder)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(problem)


@pytest.mark.parametrize("content", ["[]", "7", "null"])
def test_a_manifest_is_an_object(tmp_path: Path, content: str) -> None:
    (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataContractError, match=r"datapackage.json must be an object"):
        read_manifest(tmp_path)


def test_every_missing_part_stands_in_one_message(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(DataContractError, match=r"'name'.*'version'.*'title'.*'resources'.*'regioscope'"):
        read_manifest(tmp_path)


def test_a_text_falls_back_to_english() -> None:
    assert in_language({"en": "jobs", "uk": "місця"}, "uk") == "місця"
    assert in_language({"en": "jobs", "uk": ""}, "uk") == "jobs"
    assert in_language({}, "uk") == ""
