"""Renew the tables of THIRD_PARTY.md from the lock and the two lists of sources (part of ``make docs``).

With --check nothing is written: the exit code tells whether the page is up to date.
"""

import importlib.metadata
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "THIRD_PARTY.md"
VENDORED = ROOT / "static" / "vendor" / "sources.toml"
DATA = ROOT / "data" / "boundaries" / "sources.toml"
# Read from the licence file: metadata without a short name, and a package that one platform does without
STATED = {"scipy": "BSD-3-Clause", "streamlit-folium": "MIT", "watchdog": "Apache-2.0"}
SHORT = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}

Sources = list[dict[str, Any]]


def read_sources(path: Path) -> Sources:
    """Return the sources of a list, or none where the list is not there."""
    if not path.is_file():
        return []
    found: Sources = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
    return found


def licence_of(package: str) -> str:
    """Return the licence that an installed package states."""
    if package in STATED:
        return STATED[package]
    metadata = importlib.metadata.metadata(package)
    classifiers = [entry.rpartition(":: ")[2] for entry in metadata.get_all("Classifier", []) if "License ::" in entry]
    fields = [*metadata.get_all("License-Expression", []), *classifiers, *metadata.get_all("License", [])]
    return SHORT.get(fields[0], fields[0]) if fields else "not stated"


def installed_table(lock: str) -> list[str]:
    """Return one line a licence, with the packages of the lock that carry it."""
    packages = re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)
    groups = defaultdict(list)
    for package in packages:
        groups[licence_of(package)].append(package)
    rows = [f"| {licence} | {', '.join(groups[licence])} |" for licence in sorted(groups)]
    return ["| licence | packages |", "|---|---|", *rows]


def vendored_table(sources: Sources) -> list[str]:
    """Return one line a package whose files are served by the app."""
    rows = []
    for source in sources:
        licence_file = next((file for file in source["files"] if file.endswith("LICENSE")), "")
        package = f"{source['package']} {source['version']}"
        rows.append(f"| {package} | {source['licence']} | `{licence_file}` | {source['publisher']} |")
    return ["| package | licence | text of the licence | author |", "|---|---|---|---|", *rows]


def data_table(sources: Sources) -> list[str]:
    """Return one line a raw input of the bundled data."""
    rows = []
    for source in sources:
        publisher = f"[{source['publisher']}]({source['url']})"
        package = f"{source['registry']} {source['package']} {source['version']}"
        rows.append(f"| {source['id']} | {publisher} | {source['vintage']} | {source['licence']} | {package} |")
    return ["| id | publisher | vintage | licence | taken from the package |", "|---|---|---|---|---|", *rows]


def credits_list(sources: Sources) -> list[str]:
    """Return the credits that the publishers ask for, each once."""
    return [f"- {credit}" for credit in sorted({source["credit"] for source in sources if source.get("credit")})]


def fill(page: str, name: str, lines: list[str]) -> str:
    r"""Replace what stands between the two marks of a name.

    >>> fill("a\n<!-- x -->\nold\n<!-- /x -->\nb", "x", ["new"])
    'a\n<!-- x -->\nnew\n<!-- /x -->\nb'
    """
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = page.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        message = f"{PAGE.name}: the marks {start.strip()} and {end} are missing: put them back"
        raise SystemExit(message)
    return before + start + "\n".join(lines) + "\n" + end + after


def render(page: str) -> str:
    """Return the page with all of its tables renewed."""
    data = read_sources(DATA)
    tables = {
        "vendored": vendored_table(read_sources(VENDORED)),
        "data": data_table(data),
        "credits": credits_list(data),
        "installed": installed_table((ROOT / "requirements.txt").read_text(encoding="utf-8")),
    }
    for name, lines in tables.items():
        page = fill(page, name, lines)
    return page


def main() -> None:
    """Write the page, or with --check tell whether it is up to date."""
    page = PAGE.read_text(encoding="utf-8")
    renewed = render(page)
    if "--check" in sys.argv[1:]:
        if renewed != page:
            sys.exit(f"{PAGE.name} is out of date: run make docs")
    elif renewed != page:
        PAGE.write_text(renewed, encoding="utf-8")
        sys.stderr.write(f"{PAGE.name}: renewed\n")


if __name__ == "__main__":
    main()
