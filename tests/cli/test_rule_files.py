"""A rule of one's own on the command line, and the rule with its cuts in what is written."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from cli.rule_files import with_rule_text
from tests.cli.conftest import Run
from tests.support.rule_text import OWN_RULE

JOBS = "region_code,C10,C24\nR1,10,30\nR2,30,10\nR3,20,\n"
ASKED = ("compute", "--activity", "jobs.csv", "--indicator", "cluster_rule")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(OWN_RULE, encoding="utf-8")
    return tmp_path


def test_the_rule_of_a_file_is_computed_and_stands_in_the_provenance(run: Run, folder: Path) -> None:
    words = ("--option", "rule=mine.toml", "--option", "parameters=cut=1.5", "--industry", "C24", "--out", "x.csv")
    ran = run(*ASKED, *words)
    assert ran.code == 0, ran.err
    got = pd.read_csv(folder / "x.csv").set_index("region_code")
    # C24 has 30 of 40 jobs in R1 and 40 of 100 of all: a quotient of 1.875
    assert got["value"].fillna(-1).to_dict() == {"R1": 1.0, "R2": 0.0, "R3": -1.0}
    assert got["figure_double"].to_dict()["R1"] == pytest.approx(1.875)
    told = json.loads((folder / "x.csv.meta.json").read_text(encoding="utf-8"))
    assert told["conventions"]["rule"] == "mine"
    assert told["conventions"]["version"] == "1"
    assert told["conventions"]["parameters"] == {"cut": 1.5}
    assert told["conventions"]["conditions"] == {"double": "location_quotient >= 1.5"}
    assert told["options"]["rule"] == OWN_RULE


def test_the_cuts_of_a_published_rule_stand_in_the_provenance_too(run: Run, folder: Path) -> None:
    words = ("compute", "--activity", "jobs.csv", "--indicator", "cluster_stars", "--out", "x.csv")
    assert run(*words).code == 0
    told = json.loads((folder / "x.csv.meta.json").read_text(encoding="utf-8"))["conventions"]
    assert (told["rule"], told["parameters"]["specialisation"]) == ("european_observatory_stars", 2.0)
    assert run("compute", "--activity", "jobs.csv", "--indicator", "share", "--out", "y.csv").code == 0
    assert json.loads((folder / "y.csv.meta.json").read_text(encoding="utf-8"))["conventions"] == {}


@pytest.mark.usefixtures("folder")
def test_every_rule_that_ships_is_reached_or_names_its_table(run: Run) -> None:
    ran = run(*ASKED, "--option", "rule=statsamerica", "--out", "-")
    assert pd.read_csv(io.StringIO(ran.out))["C24"].fillna(-1).tolist() == [1.0, 0.0, -1.0]
    refused = run(*ASKED, "--option", "rule=delgado_porter_stern", "--out", "-")
    assert refused.code == 2
    assert "indicator 'cluster_rule' needs the table 'establishments'" in refused.err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("measure", "mesure", "mine.toml: conditions[1]: the field 'measure' is missing"),
        ('">="', '"=>"', "mine.toml: conditions[1]: the field 'is' is '=>'; allowed are: >=, >, <=, <"),
        ("version", "run", "mine.toml: the field 'version' is missing"),
    ],
)
def test_a_rule_that_is_wrong_is_refused_with_file_and_field(
    run: Run, folder: Path, old: str, new: str, message: str
) -> None:
    (folder / "mine.toml").write_text(OWN_RULE.replace(old, new, 1), encoding="utf-8")
    ran = run(*ASKED, "--option", "rule=mine.toml", "--out", "x.csv")
    assert ran.code == 2
    assert message in ran.err
    assert not (folder / "x.csv").exists()


@pytest.mark.usefixtures("folder")
def test_only_the_rule_of_an_option_is_a_file() -> None:
    assert with_rule_text([("parameters", "x.toml"), ("rule", "life_cycle")]) == (
        ("parameters", "x.toml"), ("rule", "life_cycle"),
    )  # fmt: skip
    assert with_rule_text([("rule", "mine.toml")]) == (("rule", OWN_RULE),)
