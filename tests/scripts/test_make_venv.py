"""The virtual environment is made by a Python that is new enough, or one line says what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.app import ROOT

SCRIPT = ROOT / "scripts" / "make_venv.sh"
SH = shutil.which("sh") or "sh"


def make_venv(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [SH, str(SCRIPT), ".venv"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | environment, timeout=100
    )


def test_an_old_python_is_passed_over_with_a_line_that_says_how_to_name_another(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = make_venv(tmp_path, PYTHON=str(old))
    assert done.returncode == 1
    assert done.stderr.startswith(f"make: no Python 3.11 or newer found (looked for {old}): install one, or name it")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_without_write_access_is_one_clear_line() -> None:
    nobody = 65534 if os.geteuid() == 0 else None  # root may write everywhere; the root folder is nobody else's
    code = SCRIPT.read_text(encoding="utf-8")
    done = subprocess.run(
        [SH, "-s", ".venv"], input=code, cwd="/", user=nobody, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        "make: no write access to /: copy the project to a folder of your own, or run as its owner\n"
    )


@pytest.mark.slow
def test_a_sound_environment_is_kept_and_a_broken_one_is_made_again(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    assert make_venv(tmp_path, PYTHON=sys.executable).returncode == 0
    mark = tmp_path / ".venv" / "mark"
    mark.touch()
    assert make_venv(tmp_path, PYTHON=sys.executable).returncode == 0
    assert mark.exists()
    python.unlink()
    assert make_venv(tmp_path, PYTHON=sys.executable).returncode == 0
    assert python.exists()
    assert not mark.exists()
