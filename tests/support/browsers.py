"""Browsers that are a line of shell, and the scripts that look for browsers."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.app import ROOT


def make_browser(path: Path, exit_code: int = 0) -> str:
    """Write a program that ends at once."""
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def look_for(browser: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script that looks for a browser, which nobody has named but in this environment."""
    kept = {name: value for name, value in os.environ.items() if name != f"REGIOSCOPE_{browser.upper()}"}
    command = [sys.executable, str(ROOT / "scripts" / f"find_{browser}.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=kept | environment)
