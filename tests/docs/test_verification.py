"""docs/verification.md shows every comparison with a reference case, as this run found it. These tests run last."""

import os
from pathlib import Path

import pytest

from tests.support.verification import LATER, PAGE, cases_found, page, power, rows

WRITE = "REGIOSCOPE_WRITE_VERIFICATION"


def _parts(line: str) -> tuple[tuple[str, ...], float]:
    """Take a row of the page apart: everything but the difference, and the difference."""
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    return (*cells[:3], *cells[4:]), float(cells[3].removeprefix("< "))


@pytest.mark.last
def test_the_page_shows_what_was_compared(oracles: Path) -> None:
    if os.environ.get(WRITE):
        PAGE.write_text(page(oracles), encoding="utf-8", newline="\n")
    told = dict(_parts(line) for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
    found = dict(_parts(line) for line in rows(oracles).values())
    assert found.keys() <= told.keys(), "docs/verification.md is out of date: run make verification"
    worse = [key for key, most in found.items() if most > 10 * told[key]]  # the last digits differ between machines
    assert worse == []


@pytest.mark.last
def test_no_case_is_forgotten(oracles: Path) -> None:
    there = {path.stem for path in oracles.glob("*.json")} - LATER.keys()
    shown = {line.split("`")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")}
    assert shown == there
    assert cases_found() <= there


def test_a_difference_is_rounded_up_to_a_power_of_ten() -> None:
    assert [power(d) for d in (0.0, 1e-20, 3e-10, 0.2)] == ["< 1e-12", "< 1e-12", "1e-9", "1e0"]
