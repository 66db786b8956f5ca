"""`regioscope datasets` and `regioscope indicators` list what there is, for people and for programs."""

import json
from pathlib import Path

import pytest

from geo.indicators import REGISTRY
from geo.store import Store, default_store
from tests.cli.conftest import Run
from tests.geo.tiny import tweak, write_dataset


def test_the_bundled_datasets_are_listed_with_levels_measures_years_and_licence(run: Run) -> None:
    ran = run("datasets")
    assert ran.code == 0
    us = next(line for line in ran.out.splitlines() if line.startswith("us "))
    for word in ("2025-05", "state, metro", "all, major, detailed", "employment (2025)", "Public domain"):
        assert word in us


def test_the_same_as_json_with_the_titles_in_every_language(run: Run) -> None:
    ran = run("datasets", "--json")
    entries = {entry["id"]: entry for entry in json.loads(ran.out)}
    assert set(entries) == set(default_store().dataset_ids())
    us = entries["us"]
    assert [level["id"] for level in us["levels"]] == ["state", "metro"]
    assert [level["regions"] for level in us["levels"]] == [54, 393]
    assert {level["id"]: level["industries"] for level in us["industry_levels"]} == {
        "all": 1, "major": 22, "detailed": 830,
    }  # fmt: skip
    assert all(set(level["title"]) == {"en", "uk", "ru"} for level in us["industry_levels"])
    assert us["measures"][0]["years"] == [2025]
    assert us["title"]["uk"] == "США: професії"
    assert not us["simulated"]


def test_a_broken_dataset_is_named_with_all_its_problems_and_hides_no_other(run: Run, extra: Path) -> None:
    (extra / "broken").mkdir()
    (extra / "broken" / "datapackage.json").write_text("{}", encoding="utf-8")
    statistics = tweak("statistics", "01,I1", "99,I1").replace("02,I1,2021,jobs,30", "02,I1,2021,jobs,-30")
    write_dataset(extra, name="tiny", statistics=statistics)
    ran = run("datasets", "--json")
    assert ran.code == 0
    assert "us" in {entry["id"] for entry in json.loads(ran.out)}
    assert "regioscope: broken: 'name' is missing; 'version' is missing; 'title' is missing" in ran.err
    assert "regioscope: dataset tiny: statistics: 1 negative value" in ran.err


def test_without_any_sound_dataset_the_exit_code_is_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.datasets.default_store", lambda: Store(tmp_path))
    assert run("datasets") == (1, "", "regioscope: no dataset can be read\n")
    assert run("datasets", "--json").out == "[]\n"


def test_every_indicator_is_listed(run: Run) -> None:
    ran = run("indicators")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == list(REGISTRY)


def test_every_indicator_is_listed_as_json_with_formula_and_citation(run: Run) -> None:
    entries = json.loads(run("indicators", "--json").out)
    assert [entry["name"] for entry in entries] == list(REGISTRY)
    first = entries[0]
    assert first["formula"] == "LQ[r,i] = (x[r,i] / x[r,.]) / (q[i] / q[.])"
    assert first["options"] == {"reference": ["published", "sum", "rest", "external"]}
    assert all(entry["citation"] and entry["plain"] and entry["test"] for entry in entries)
