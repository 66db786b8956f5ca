"""docs/methods.md says of each indicator what the registry and the computation say, today."""

import ast
import operator
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import build_docs
import pytest
from worked_example import INDUSTRY

from geo.indicators import REGISTRY, Indicator

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda entry: entry.name)
OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def committed() -> str:
    return build_docs.PAGE.read_text(encoding="utf-8")


def section(name: str) -> str:
    return committed().split(f"\n### {name}\n")[1].split("\n### ")[0]


def arithmetic(node: ast.expr) -> float:
    """Work out a sum written with numbers, + - * / and brackets."""
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](arithmetic(node.left), arithmetic(node.right))
    assert isinstance(node, ast.Constant)
    return float(node.value)  # type: ignore[arg-type]


def test_the_page_is_up_to_date() -> None:
    assert committed() == build_docs.page(), "docs/methods.md is out of date: run make docs"


@ENTRIES
def test_a_section_says_everything_that_the_registry_does(entry: Indicator) -> None:
    text = section(entry.name)
    for said in (entry.title, entry.plain, entry.formula, entry.reading, entry.caution, entry.citation, entry.test):
        assert said in text
    for word in ("How to read it", "When not to use it", "Unit", "Needs", "Worked example", "Source", "Test"):
        assert f"**{word}.**" in text
    for need in entry.needs:
        assert f"`--table {need}=FILE`" in text
    for option in entry.options:
        assert f"Option `{option.name}`: {option.plain}" in text
        for value, meaning in zip(option.values, option.meanings, strict=True):
            assert f"| `{value}`" in text
            assert meaning in text


@ENTRIES
def test_the_worked_example_works_out(entry: Indicator) -> None:
    """The numbers in place of the letters give what the code computes."""
    assert f"**Worked example.** {build_docs.formula_worked(entry)}" in section(entry.name)
    sum_ = build_docs.substituted(entry)
    if entry.shape != "wide" or any(letter.isalpha() or letter == "[" for letter in sum_):
        return
    value = build_docs.cell(build_docs.computed(entry.name), INDUSTRY)
    assert arithmetic(ast.parse(sum_.replace("×", "*"), mode="eval").body) == pytest.approx(value)
    assert f"`{sum_} = {value:.6g}`" in section(entry.name)


def test_each_indicator_has_one_section_and_a_line_in_the_list() -> None:
    headings = [line[4:] for line in committed().splitlines() if line.startswith("### ")]
    assert headings == list(REGISTRY)
    for name in REGISTRY:
        assert f"[`{name}`](#{name})" in committed()


def test_the_script_says_when_the_page_is_out_of_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build_docs, "PAGE", tmp_path / "methods.md")
    monkeypatch.setattr(sys, "argv", ["build_docs.py", "--check"])
    assert build_docs.main() == 1
    monkeypatch.setattr(sys, "argv", ["build_docs.py"])
    assert build_docs.main() == 0
    monkeypatch.setattr(sys, "argv", ["build_docs.py", "--check"])
    assert build_docs.main() == 0


def test_the_script_runs_from_any_folder(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "build_docs.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
