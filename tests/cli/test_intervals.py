"""`regioscope compute` tells whoever asked for an interval that nothing supports, and nobody else."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("industry", [("--industry", "C10"), ()])
@pytest.mark.parametrize("name", ["location_quotient_interval", "probability_specialized"])
@pytest.mark.parametrize(("method", "why"), [("relative_error", "no published errors"), ("firms", "establishments")])
def test_an_interval_that_nothing_supports_is_told_once(
    run: Run, name: str, method: str, why: str, industry: tuple[str, ...]
) -> None:
    Path("few.csv").write_text("region_code,industry_code,employees\n01,C10,3\n")
    words = ("compute", "--activity", "own.csv", "--indicator", name, *industry, "--out", "o.csv")
    ran = run(*words, "--option", f"method={method}", "--table", "firms=few.csv")
    assert ran.code == 0
    (note,) = [line for line in ran.err.splitlines() if "note: " in line]
    assert why in note
    assert json.loads(Path("o.csv.meta.json").read_text())["interval"] == "unknown: " + note.split("note: ")[1]


def test_nobody_is_told_of_an_interval_that_is_there_or_was_not_asked_for(run: Run) -> None:
    counted = ("--activity", "own.csv", "--option", "method=counts", "--industry", "C10", "--out", "o.csv")
    for name, told in (("location_quotient_interval", "columns lower and upper"), ("probability_specialized", None)):
        ran = run("compute", "--indicator", name, *counted)
        assert (ran.code, "note: " in ran.err) == (0, False)
        assert json.loads(Path("o.csv.meta.json").read_text()).get("interval") == told
    ran = run("compute", "--activity", "own.csv", "--indicator", "location_quotient", "--out", "o.csv")
    assert (ran.code, "note: " in ran.err) == (0, False)
    meta = json.loads(Path("o.csv.meta.json").read_text())
    assert meta["interval"] == "unknown: nothing in these data supports an interval"


def test_an_industry_without_a_figure_has_no_interval_to_speak_of(run: Run) -> None:
    Path("own.csv").write_text("region_code,C10,C24\n01,:,30\n02,:,10\n")
    ran = run("compute", "--activity", "own.csv", "--indicator", "location_quotient_interval", "--industry", "C10",
              "--out", "o.csv")  # fmt: skip
    assert (ran.code, "note: " in ran.err) == (0, False)
    assert "interval" not in json.loads(Path("o.csv.meta.json").read_text())
