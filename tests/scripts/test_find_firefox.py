"""A Firefox is found, or installed where Debian's package can be, or its absence is one line and no failure."""

import os
import shutil
from pathlib import Path

import find_firefox
import pytest

from tests.support.browsers import look_for, make_browser


def test_the_named_browser_is_taken_and_only_its_path_goes_to_stdout(tmp_path: Path) -> None:
    path = make_browser(tmp_path / "mine")
    done = look_for("firefox", REGIOSCOPE_FIREFOX=path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}\n", "")


def test_without_any_the_run_goes_on_and_one_line_says_what_is_skipped(tmp_path: Path) -> None:
    done = look_for("firefox", PATH=str(tmp_path), REGIOSCOPE_FIREFOX=str(tmp_path / "none"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", find_firefox.NONE)


def test_a_placeholder_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_browser(tmp_path / "firefox-esr", exit_code=1)
    real = make_browser(tmp_path / "firefox")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_firefox.find() == real


@pytest.mark.parametrize(("user", "asked"), [(0, 1), (1000, 0)])
def test_only_root_installs_and_a_failed_installation_is_no_error(
    monkeypatch: pytest.MonkeyPatch, user: int, asked: int
) -> None:
    seen: list[list[list[str]]] = []

    def run_all(commands: list[list[str]]) -> bool:
        seen.append(commands)
        return False

    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(find_firefox, "run_all", run_all)
    monkeypatch.setattr(find_firefox, "find", lambda: None)
    assert find_firefox.install() is None
    assert len(seen) == asked
    assert "sudo" not in str(seen)
    assert not asked or seen[0][-1][-1] == "firefox-esr"
