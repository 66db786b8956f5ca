"""The entry: one clear line for every mistake, an exit code for every end."""

import subprocess
import sys
from importlib.metadata import version

import pytest

from cli.console import say
from tests.cli.conftest import Run


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (0, f"regioscope {version('regioscope')}\n", "")


@pytest.mark.parametrize(
    "words", [("--help",), ("datasets", "--help"), ("indicators", "--help"), ("compute", "--help")]
)
def test_every_verb_has_help(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("usage: regioscope")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "the following arguments are required: VERB"),
        (("compute",), "the following arguments are required: --indicator, --out"),
        (("computes",), "invalid choice: 'computes'"),
        (
            ("compute", "--indicator", "share", "--out", "x.csv"),
            "one of the arguments --dataset --activity is required",
        ),
        (
            ("compute", "--dataset", "us", "--activity", "a", "--indicator", "s", "--out", "x"),
            "not allowed with argument",
        ),
        (
            ("compute", "--dataset", "us", "--indicator", "s", "--out", "x", "--option", "a"),
            "'a' is not of the form name=value",
        ),
        (("compute", "--dataset", "us", "--indicator", "s", "--out", "x", "--year", "now"), "invalid int value: 'now'"),
        (
            ("compute", "--dataset", "us", "--indicator", "s", "--out", "x", "--minimum", "-1"),
            "'-1' is not a number of 0 or",
        ),
        (
            ("compute", "--dataset", "us", "--indicator", "s", "--out", "x", "--minimum", "nan"),
            "'nan' is not a number of 0 or",
        ),
        (("compute", "--dataset", "us", "--ind", "share", "--out", "x"), "required: --indicator"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_two(run: Run, words: tuple[str, ...], line: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("regioscope: ")
    assert line in ran.err
    assert ran.err.count("\n") == 1


def test_an_interruption_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.indicators.run", interrupted)
    assert run("indicators") == (130, "", "regioscope: interrupted; nothing was written\n")


def test_a_message_stays_one_line_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\nb\r\n  c")
    assert capsys.readouterr().err == "regioscope: a b c\n"


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    """As in ``regioscope compute ... --out - | head -1``: no traceback, exit code 3."""
    program = "import sys; from cli.main import main; sys.exit(main(['indicators', '--json']))"
    command = f'"{sys.executable}" -c "{program}"; echo "code $?" >&2'
    done = subprocess.run(["/bin/sh", "-c", f"( {command} ) | true"], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
    assert "code 0" in done.stderr or "standard output was closed" in done.stderr
