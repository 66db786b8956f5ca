"""Sections of docs/performance.md, each written by a script of its own that can be run alone."""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
NAMES = (
    "complexity",
    "indices",
    "first_use",
    "space",
    "viewport",
    "points",
    "assign",
    "cube",
    "register",
    "cluster_cards",
    "briefcase",
    "slides",
    "scouting",
    "pictures",
    "scout_page",
    "room",
)
"""Scripts of this folder that print a section, in the order of the page."""


def mark(name: str) -> str:
    """Return the line of the page that a section begins after."""
    return f"<!-- benchmarks/{name}.py -->"


def put(page: str, name: str, text: str) -> str:
    """Put a section in place of what it was, or at the end."""
    begin, rest = mark(name), ""
    if begin in page:
        page, _, old = page.partition(begin)
        _, following, after = old.partition("<!-- benchmarks/")
        rest = following + after
    return f"{page.rstrip()}\n\n{begin}\n{text.strip()}\n" + (f"\n{rest}" if rest else "")


def kept(page: str) -> str:
    """Return the sections of a page, to be put behind a new beginning."""
    _, found, rest = page.partition("<!-- benchmarks/")
    return found + rest


def main(name: str, section: Callable[[], str]) -> None:
    """Print the section; with --write put it into the page."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--write", action="store_true", help="put the section into docs/performance.md")
    arguments = parser.parse_args()
    text = section()
    sys.stdout.write(text)
    if arguments.write:
        PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")


@dataclass(frozen=True)
class Time:
    """Seconds on the clock and of the processor; the second hardly depends on what else the machine does."""

    clock: float
    processor: float


def fastest(work: Callable[[], object], times: int) -> Time:
    """Return the fastest of several runs: others use the same processors."""
    clock, processor = [], []
    for _ in range(times):
        began, busy = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
    return Time(min(clock), min(processor))
