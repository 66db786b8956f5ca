"""`regioscope saved`: what people saved in the app - stories, meetings with their votes, shortlists, short links."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import words
from cli.console import columns, say, write_json, write_out
from cli.output import STDOUT, check_folder, write_bytes
from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Sized

    from keep.database import Keep

_EPILOG = """\
examples:
  regioscope saved list
  regioscope saved export --out saved.sqlite      one file, which any program for SQLite opens
  regioscope saved export --out saved.json        the same as plain values; --out - writes them to standard output
  regioscope saved add saved.sqlite               adds what is not here yet; what is here stays as it is

Everything lies in saved.sqlite in the folder of your own datasets ($REGIOSCOPE_HOME, else
~/.local/share/regioscope/datasets). The app may go on running meanwhile.
"""
_ENDINGS = (".json", ".sqlite")


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = words.add_verb(verbs, "saved", "list or export what people saved in the app", __doc__, _EPILOG)
    works = verb.add_subparsers(dest="work", metavar="WORK", required=True)
    listing = works.add_parser("list", help="list it", allow_abbrev=False)
    listing.add_argument("--json", action="store_true", help="write JSON instead of a table")
    listing.set_defaults(run=_list)
    export = works.add_parser("export", help="write all of it into one file", allow_abbrev=False)
    export.add_argument("--out", required=True, metavar="FILE", help="FILE.sqlite or FILE.json; - for JSON on stdout")
    export.set_defaults(run=_export)
    adding = works.add_parser("add", help="add what such a file holds", allow_abbrev=False)
    adding.add_argument("file", metavar="FILE", help="a file that 'regioscope saved export' wrote")
    adding.set_defaults(run=_add)


def rows(content: dict[str, Any]) -> list[dict[str, str]]:
    """Name everything that is saved, a row each: ``kind``, ``id``, ``title``, ``size``, ``changed``.

    Examples
    --------
    >>> story = {"id": "a1", "title": "Harbour", "steps": [{}, {}], "changed": "2026-11-22T12:00:00.000+00:00"}
    >>> rows({"stories": [story], "meetings": [], "shortlists": [], "links": []})[0]["size"]
    '2 steps'
    """
    found = [("story", s["id"], s["title"], _count(s["steps"], "step"), s["changed"]) for s in content["stories"]]
    found += [("meeting", m["id"], m["title"], _said(m), m["closed"] or m["started"]) for m in content["meetings"]]
    found += [
        ("shortlist", s["id"], s["title"], _count(s["places"], "place"), s["changed"]) for s in content["shortlists"]
    ]
    found += [("link", k["code"], k["address"], "", k["made"]) for k in content["links"]]
    return [dict(zip(("kind", "id", "title", "size", "changed"), row, strict=True)) for row in found]


def _said(meeting: dict[str, Any]) -> str:
    votes = range(sum(sum(question["counts"]) for question in meeting["questions"]))
    return ", ".join((_count(votes, "vote"), _count(meeting["pins"], "pin"), _count(meeting["notes"], "remark")))


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _keep() -> Keep:
    from keep.database import default_keep  # noqa: PLC0415 - half a second, which other verbs do not need

    return default_keep()


def _content(keep: Keep) -> dict[str, Any]:
    from keep.files import content  # noqa: PLC0415

    return content(keep)


def _list(arguments: argparse.Namespace) -> int:
    keep = _keep()
    found = rows(_content(keep))
    if arguments.json:
        write_json(found)
    elif found:
        write_out(columns([tuple(found[0]), *(tuple(map(_line, row.values())) for row in found)]))
    else:
        say(f"nothing is saved in {keep.path}")
    return 0


def _line(text: str) -> str:
    """Text of a person on one line of a terminal, without the signs that steer it."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _export(arguments: argparse.Namespace) -> int:
    from keep.files import export_file  # noqa: PLC0415

    out = arguments.out
    ending = Path(out).suffix.lower()
    if out != STDOUT and ending not in _ENDINGS:
        raise UnknownOptionError("ending of --out", ending, _ENDINGS)
    keep = _keep()
    if out == STDOUT:
        write_json(_content(keep))
        return 0
    check_folder(out)
    if ending == ".json":
        write_bytes((json.dumps(_content(keep), ensure_ascii=False, indent=2) + "\n").encode(), out)
    else:
        export_file(keep, Path(out))
    return 0


def _add(arguments: argparse.Namespace) -> int:
    from keep.adding import add_file  # noqa: PLC0415

    new = add_file(_keep(), Path(arguments.file))
    names = {"story": "stories", "meeting": "meetings", "shortlist": "shortlists", "link": "short links"}
    say("added: " + ", ".join(f"{new[kind]} {name}" for kind, name in names.items()))
    return 0
