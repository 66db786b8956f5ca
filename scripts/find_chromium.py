"""Print the path of a Chromium that starts; with --install get one first where none is found.

Looked for in this order: REGIOSCOPE_CHROMIUM, the browsers on PATH, those in the usual folders of macOS and Windows,
the one that Playwright downloaded. To install: Debian's package when this is root on Debian, else Playwright's own
download into the user's cache. Rights are never raised. Only the path goes to stdout.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

VARIABLE = "REGIOSCOPE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FOLDERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
ADVICE = (
    "make: no Chromium found and none could be installed: install one (Debian: apt-get install chromium) "
    f"or name yours: {VARIABLE}=/path/to/chromium make test"
)
SECONDS_TO_START = 60


def starts(path: str) -> bool:
    """Tell whether the browser at the path tells its version (a snap's placeholder does not)."""
    try:
        done = subprocess.run([path, "--version"], check=False, capture_output=True, timeout=SECONDS_TO_START)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwright_path() -> str | None:
    """Return where Playwright keeps its own Chromium, or None when Playwright is not installed."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed only when nothing else is found
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def installed(names: Iterable[str], folders: Iterable[str]) -> Iterator[str]:
    """Yield the programs of these names on PATH, then those of the folders that are there."""
    yield from filter(None, map(shutil.which, names))
    yield from (path for path in folders if Path(path).is_file())


def candidates() -> Iterator[str]:
    """Yield the paths to try, the cheapest look-up first."""
    yield from installed(NAMES, FOLDERS)
    own = playwright_path()
    if own is not None and Path(own).is_file():
        yield own


def find() -> str | None:
    """Return the first Chromium that starts."""
    return next(filter(starts, candidates()), None)


def from_debian(package: str) -> Iterator[list[list[str]]]:
    """Yield the commands that install a package of Debian, where this is root on Debian."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        patient = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]  # another installation may be running
        yield [[*patient, "update"], [*patient, "install", package]]


def installers() -> Iterator[list[list[str]]]:
    """Yield the ways to install, each as the commands to run one after another."""
    yield from from_debian("chromium")
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


def run_all(commands: list[list[str]]) -> bool:
    """Run the commands with their output on stderr; stop at the first that fails."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        sys.stderr.write(f"$ {' '.join(command)}\n")
        done = subprocess.run(command, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        if done.returncode != 0:
            return False
    return True


def install() -> str | None:
    """Install a Chromium by the first way that ends in one that starts."""
    for commands in installers():
        if run_all(commands) and (found := find()) is not None:
            return found
    return None


def main() -> None:
    """Print the path, or end with one line that says what to do."""
    named = os.environ.get(VARIABLE)
    if named:
        if not starts(named):
            sys.exit(f"make: {VARIABLE}={named} does not start: name a Chromium, or unset it")
        found: str | None = named
    else:
        found = find() or (install() if "--install" in sys.argv[1:] else None)
    if found is None:
        sys.exit(ADVICE)
    sys.stdout.write(found + "\n")


if __name__ == "__main__":
    main()
