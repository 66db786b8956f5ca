"""A Chromium is found, or installed by the first way that works, or missed in one clear line."""

import os
import shutil
import sys
from pathlib import Path

import find_chromium
import pytest

from tests.support.browsers import look_for, make_browser


def test_the_named_browser_is_taken_and_only_its_path_goes_to_stdout(tmp_path: Path) -> None:
    path = make_browser(tmp_path / "mine")
    done = look_for("chromium", REGIOSCOPE_CHROMIUM=path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}\n", "")


def test_a_named_browser_that_does_not_start_is_one_clear_line(tmp_path: Path) -> None:
    path = make_browser(tmp_path / "broken", exit_code=1)
    done = look_for("chromium", REGIOSCOPE_CHROMIUM=path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"make: REGIOSCOPE_CHROMIUM={path} does not start: name a Chromium, or unset it\n"


def test_a_placeholder_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_browser(tmp_path / "chromium", exit_code=1)
    real = make_browser(tmp_path / "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium.find() == real


def test_without_any_browser_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(find_chromium.VARIABLE, raising=False)
    monkeypatch.setattr(sys, "argv", ["find_chromium.py"])
    monkeypatch.setattr(find_chromium, "candidates", lambda: iter([str(tmp_path / "none")]))
    with pytest.raises(SystemExit, match=r"no Chromium found .* apt-get install chromium"):
        find_chromium.main()


def test_the_second_way_is_tried_when_the_first_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run_all(commands: list[list[str]]) -> bool:
        asked.extend(commands)
        return commands == [["second"]]

    monkeypatch.setattr(find_chromium, "installers", lambda: iter([[["first"]], [["second"]]]))
    monkeypatch.setattr(find_chromium, "run_all", run_all)
    monkeypatch.setattr(find_chromium, "find", lambda: "found")
    assert (find_chromium.install(), asked) == ("found", [["first"], ["second"]])


@pytest.mark.parametrize(("user", "tools"), [(0, ["apt-get", sys.executable]), (1000, [sys.executable])])
def test_packages_of_the_system_are_installed_by_root_only_and_rights_are_never_raised(
    monkeypatch: pytest.MonkeyPatch, user: int, tools: list[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    ways = list(find_chromium.installers())
    assert [way[0][0] for way in ways] == tools
    assert "sudo" not in str(ways)


def test_output_of_an_installer_stays_off_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    assert find_chromium.run_all([[sys.executable, "-c", "print('noise')"]])
    assert not find_chromium.run_all([[sys.executable, "-c", "raise SystemExit(3)"], ["never reached"]])
    out, err = capfd.readouterr()
    assert out == ""
    assert "noise" in err
    assert "never reached" not in err
