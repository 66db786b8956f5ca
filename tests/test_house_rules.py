"""The house rules hold for every committed file, and each of them bites."""

import ast
import os
import re
import statistics
import subprocess
from pathlib import Path

import pytest

from tests.support.app import ROOT
from tests.support.house import (
    BODY_LINES_WANTED,
    BYTES_OUTSIDE_DATA,
    MEDIAN_MODULE_LINES,
    README_LINES,
    RULES,
    Rule,
    broad_except,
    is_ours,
    large_function,
    long_module,
    make_commands,
    missing_docstring,
    mutable_default,
    other_machine,
    path_of_one_machine,
    printing,
    unfinished,
)
from tests.support.source import PACKAGES, body_lines, files, functions


@pytest.fixture(scope="module")
def committed() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if done.returncode != 0:
        pytest.skip("not a git work tree")
    return [path for path in done.stdout.split("\0") if (ROOT / path).is_file()]


@pytest.fixture(scope="module")
def texts(committed: list[str]) -> dict[str, str]:
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in committed if is_ours(path)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_committed_file_keeps(rule: Rule, texts: dict[str, str]) -> None:
    assert [breach for path, text in texts.items() for breach in rule(path, text)] == []


def test_a_committed_file_over_two_megabytes_is_data(committed: list[str]) -> None:
    large = [path for path in committed if (ROOT / path).stat().st_size > BYTES_OUTSIDE_DATA]
    assert [path for path in large if not path.startswith("data/")] == []


def test_half_of_the_modules_fit_on_three_screens() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in files(*PACKAGES)]
    assert statistics.median(lengths) <= MEDIAN_MODULE_LINES


def test_no_function_is_long(texts: dict[str, str]) -> None:
    trees = {path: ast.parse(text) for path, text in texts.items() if path.endswith(".py")}
    sizes = [(body_lines(found), path, found.name) for path, tree in trees.items() for found in functions(tree)]
    long = sorted(((size, path, name) for size, path, name in sizes if size > BODY_LINES_WANTED), reverse=True)
    assert [f"{path} {name}: {size} lines" for size, path, name in long] == []


def test_the_readme_is_short() -> None:
    readme = ROOT / "README.md"
    assert not readme.is_file() or len(readme.read_text(encoding="utf-8").splitlines()) <= README_LINES


def test_every_make_command_in_the_documents_is_a_target(texts: dict[str, str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))
    named = {path: make_commands(text) - targets for path, text in texts.items() if path.endswith(".md")}
    assert {path: unknown for path, unknown in named.items() if unknown} == {}
    assert targets >= {"env", "run", "test", "lint", "bench", "data", "lock", "docs", "screenshots", "help"}


@pytest.mark.parametrize(
    ("rule", "path", "text", "breach"),
    [
        (long_module, "geo/a.py", "x = 1\n" * 301, "geo/a.py: 301 lines, at most 300"),
        (large_function, "cli/a.py", "def f():\n" + "    x = 1\n" * 61, "cli/a.py:1: f has 61 lines, at most 60"),
        (large_function, "cli/a.py", "def f(a,b,c,d,e,f,*,g,h,i): ...", "cli/a.py:1: f has 9 parameters, at most 8"),
        (broad_except, "geo/a.py", "try: ...\nexcept Exception: ...", "geo/a.py:2: catches everything"),
        (broad_except, "geo/a.py", "try: ...\nexcept: ...", "geo/a.py:2: catches everything"),
        (broad_except, "geo/a.py", "try: ...\nexcept (OSError, BaseException): ...", "geo/a.py:2: catches everything"),
        (printing, "views/a.py", "def f():\n    print(1)", "views/a.py:2: prints"),
        (mutable_default, "geo/a.py", "def f(x=[]): ...", "geo/a.py:1: f has a default that can change"),
        (mutable_default, "geo/a.py", "def f(*, x=dict()): ...", "geo/a.py:1: f has a default that can change"),
        (mutable_default, "geo/a.py", "def f(x=pd.DataFrame()): ...", "geo/a.py:1: f has a default that can change"),
        (missing_docstring, "geo/a.py", "x = 1", "geo/a.py:1: the module has no docstring"),
        (missing_docstring, "geo/a.py", '"""A."""\ndef f(): ...', "geo/a.py:2: f has no docstring"),
        (missing_docstring, "layers/a.py", '"""A."""\nclass B: ...', "layers/a.py:2: B has no docstring"),
        (
            missing_docstring,
            "geo/a.py",
            '"""A."""\nclass B:\n    """B."""\n    def c(self): ...',
            "geo/a.py:4: c has no docstring",
        ),
        (unfinished, "README.md", f"later\n# {chr(84)}ODO: x", "README.md:2: "),
        (path_of_one_machine, "docs/a.md", f"see {os.sep}home/anna/x", "docs/a.md:1: "),
        (other_machine, "static/map/a.js", "load('https://files.net/x.js')", "static/map/a.js:1: //files.net is on"),
        (other_machine, "static/a.css", "@import url(//type.files.net/x)", "static/a.css:1: //type.files.net is on"),
        (other_machine, "static/a.html", "<img src=//files.net/x>", "static/a.html:1: //files.net is on"),
        (other_machine, "layers/a.py", "URL = '//files.net/x'", "layers/a.py:1: //files.net is on another machine"),
    ],
)
def test_the_rule_bites(rule: Rule, path: str, text: str, breach: str) -> None:
    found = list(rule(path, text))
    assert len(found) == 1
    assert found[0].startswith(breach)


def test_what_is_allowed_passes_every_rule() -> None:
    text = (
        '"""A."""\n_X = "http://www.w3.org/2000/svg", "http://127.0.0.1/", "https://city.example"\n'
        'class B:\n    """B."""\n    def __init__(self, x=()): ...\n'
        "def _f(a, *, b=None):\n    try: ...\n    except (OSError, ValueError): ...\n"
    )
    assert [breach for rule in RULES for breach in rule("geo/a.py", text)] == []


def test_vendored_files_and_data_are_not_judged() -> None:
    assert [path for path in ("static/vendor/a.js", "data/a.md", "a.parquet") if is_ours(path)] == []
    assert is_ours(Path(__file__).relative_to(ROOT).as_posix())
