"""Print the path of a Firefox that starts, or nothing; with --install get one first where none is found.

Looked for in this order: REGIOSCOPE_FIREFOX, the browsers on PATH, those in the usual folders of macOS and Windows. To
install: Debian's package when this is root on Debian; elsewhere nothing is installed. Without a Firefox the tests that
need one are skipped and counted, so that this script never ends in an error.
"""

import os
import sys

from find_chromium import from_debian, installed, run_all, starts

VARIABLE = "REGIOSCOPE_FIREFOX"
NAMES = ("firefox-esr", "firefox")
FOLDERS = ("/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe")
NONE = f"make: no Firefox found; the tests in Firefox are skipped (name yours: {VARIABLE}=/path/to/firefox)\n"


def find() -> str | None:
    """Return the first Firefox that starts."""
    return next(filter(starts, installed(NAMES, FOLDERS)), None)


def install() -> str | None:
    """Install Debian's package where that is possible, and return its path."""
    ways = list(from_debian("firefox-esr"))
    return find() if ways and run_all(ways[0]) else None


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
