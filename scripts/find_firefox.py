"""Print the path of a Firefox that starts, or nothing; with --install get one first where none is found.

Looked for in this order: REGIOSCOPE_FIREFOX, the browsers on PATH, those in the usual folders of macOS and Windows. To
install: Debian's package when this is root on Debian; elsewhere nothing is installed. Without a Firefox the tests that
need one are skipped and counted, so that this script never ends in an error.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from find_chromium import run_all, starts

VARIABLE = "REGIOSCOPE_FIREFOX"
NAMES = ("firefox-esr", "firefox")
FOLDERS = ("/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe")
NONE = f"make: no Firefox found; the tests in Firefox are skipped (name yours: {VARIABLE}=/path/to/firefox)\n"


def candidates() -> Iterator[str]:
    """Yield the paths to try, the cheapest look-up first."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from (path for path in FOLDERS if Path(path).is_file())


def find() -> str | None:
    """Return the first Firefox that starts."""
    return next(filter(starts, candidates()), None)


def install() -> str | None:
    """Install Debian's package where that is possible, and return its path."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return None
    patient = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]  # another installation may be running
    run_all([[*patient, "update"], [*patient, "install", "firefox-esr"]])
    return find()


def main() -> None:
    """Print the path, or say on stderr what follows from there being none."""
    named = os.environ.get(VARIABLE)
    found = named if named and starts(named) else find()
    if found is None and "--install" in sys.argv[1:]:
        found = install()
    if found is None:
        sys.stderr.write(NONE)
        return
    sys.stdout.write(found + "\n")


if __name__ == "__main__":
    main()
