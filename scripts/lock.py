"""Renew requirements.txt and requirements-test.txt from pyproject.toml (``make lock``).

One version of each package serves every Python that the project supports and every platform; platform markers stay in
the lock. requirements-test.txt holds only what the tests add and is installed over requirements.txt.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
OLDEST_PYTHON = "3.11"
HEADER = """\
# The versions that {what}. Written by scripts/lock.py from pyproject.toml: do not edit.
# Renew with: make lock
"""


def compile_lock(*options: str) -> list[str]:
    """Resolve pyproject.toml and return the lock, a line a package, sorted by name."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--upgrade", "--universal"]
    command += ["--python-version", OLDEST_PYTHON, "--fork-strategy", "fewest"]
    command += ["--no-header", "--no-emit-index-url", "--annotation-style", "line", *options]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def package(line: str) -> str:
    """Return the package name of a line of the lock."""
    return line.partition("==")[0]


def write(name: str, *, what: str, lines: list[str]) -> None:
    """Write one lock file and say so on stderr."""
    (ROOT / name).write_text(HEADER.format(what=what) + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{name}: {len(lines)} lines\n")


def main() -> None:
    """Write both lock files."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", UV], check=True)
    base = compile_lock()
    write("requirements.txt", what="the app runs on", lines=base)
    names = {package(line) for line in base}
    whole = compile_lock("--extra", "test", "--constraint", "requirements.txt")
    write("requirements-test.txt", what="the tests add", lines=[line for line in whole if package(line) not in names])


if __name__ == "__main__":
    main()
