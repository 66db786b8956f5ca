"""What others computed and how close this project comes: collected while the tests run, written as a page."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tests.support.app import ROOT

PAGE = ROOT / "docs" / "verification.md"
LATER: dict[str, str] = {}
"""Cases that nothing is compared with yet."""
LEAST = 1e-12
"""Differences up to this are the last digits of the machine."""
HEAD = """# What others computed, and how close this project comes

The reference numbers below were made by other people or programs; each row is a test that compares with one case. The
cases are no part of the project: `REGIOSCOPE_ORACLES` names their folder, and `make test` without it skips these tests
and says how many. The page is written by the tests themselves (`make verification`), and a test fails when a comparison
is not on it or more than ten times worse than it says. Differences are the largest absolute ones, rounded up to the
next power of ten, and nothing below 1e-12 is told apart: that is the last digits of the machine. A difference above
1e-6 comes from figures that their source printed rounded, or simulated.

| case | what is compared (the test) | figures | largest difference | allowed | made by |
|---|---|---|---|---|---|
"""

_FOUND: dict[tuple[str, str], tuple[int, float, str]] = {}  # filled while the tests run, read by the last one


def compared(got: ArrayLike, expected: ArrayLike, case: dict[str, Any]) -> None:
    """Remember a comparison of the test that runs: how many figures, and the largest difference."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].split(" ")[0].split("[")[0]
    have, want = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    difference = np.abs(have - want)
    difference = difference[np.isfinite(difference)]
    most = float(difference.max(initial=0.0))
    key = (str(case["id"]), test)
    figures, before, _ = _FOUND.get(key, (0, 0.0, ""))
    _FOUND[key] = (figures + want.size, max(before, most), allowed(case))


def allowed(case: dict[str, Any]) -> str:
    """Write the tolerance of a case.

    >>> allowed({"tolerance": {"exact": True, "rel": 0}}), allowed({"tolerance": {"abs": 1e-6, "rel": 0.01}})
    ('none', '1e-06 or 0.01 of the figure')
    """
    rule = case["tolerance"]
    if rule.get("exact"):
        return "none"
    return f"{float(rule['abs']):g} or {float(rule['rel']):g} of the figure"


def rows(folder: Path) -> dict[tuple[str, str], str]:
    """Return the line of every comparison that was made in this run."""
    found = {}
    for (name, test), (figures, most, rule) in sorted(_FOUND.items()):
        case = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        source = "; ".join(case["source"]).replace(", script written here", "").replace("|", "/")
        words = test.removeprefix("test_").replace("_", " ")
        found[name, test] = f"| `{name}` | {words} | {figures} | {power(most)} | {rule} | {source} |"
    return found


def power(difference: float) -> str:
    """Round a difference up to a power of ten.

    >>> power(3e-10), power(0.0), power(1e-17)
    ('1e-9', '< 1e-12', '< 1e-12')
    """
    return f"1e{math.ceil(math.log10(difference)):d}" if difference > LEAST else "< 1e-12"


def cases_found() -> set[str]:
    """Names of the cases that something was compared with in this run."""
    return {name for name, _ in _FOUND}


def page(folder: Path) -> str:
    """Return the whole page."""
    left = "".join(f"- `{name}`: {why}\n" for name, why in sorted(LATER.items()))
    return HEAD + "\n".join(rows(folder).values()) + "\n" + (left and f"\nNot compared yet:\n\n{left}")
