"""`regioscope export`: a view, several views or a saved story as a picture, page, slides, profile or table."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cli import words
from cli.compute import UsageError
from cli.console import say
from cli.export_files import FILES, PICTURES, PROFILES, TABLES, check_file, write_file
from cli.export_job import VIEW, Job, Looks, saved_story, views_of
from geo.manifest import LANGUAGES

_EPILOG = """\
examples:
  regioscope export --query 'data=us&item=15-0000' --out computer.png
  regioscope export --query 'http://127.0.0.1:8501/?data=us&item=15-0000&lang=uk' --size a4 --out computer.pdf
  regioscope export --query '{"data": "us", "measure": "income_per_capita", "ind": "value"}' \\
      --multiples year=1929,1949,1969,1989,2009 --out income.svg
  regioscope export --query 'data=us&region=06' --profile --out california.pdf
  regioscope export --story 7H3KQ2 --out story.pptx

A query is the address of a page of the app, its part after the question mark, or JSON with the same names. Several
queries are small multiples in a picture (up to 12, one legend) and steps in .html, .pptx and .zip. A file appears whole
or not at all; an existing one is replaced.
"""
_DPI = (30.0, 600.0)
_SIZES = ("slide", "a4", "a4-portrait", "square")
_VARIED = ("year", "item", "level", "region", "data")
_OF_PICTURES = ("size", "dpi", "zoom", "multiples")


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    lead = "write views or a story as a picture, page, slides or table"
    verb = words.add_verb(verbs, "export", lead, about=__doc__, epilog=_EPILOG)
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--query", metavar="Q", action="append", default=[], help="a view; may stand several times")
    what.add_argument("--story", metavar="ID", help="a story of `regioscope saved list`")
    endings = ", ".join([*FILES, *TABLES])
    verb.add_argument("--out", metavar="FILE", required=True, help=f"ends in {endings}")
    verb.add_argument("--profile", action="store_true", help="the profile of the selected region (.pdf, .docx): "
                      "strengths, map, groups, method, sources; a .docx always is one")  # fmt: skip
    verb.add_argument("--lang", choices=LANGUAGES, default="", help="language in place of that of the address")
    verb.add_argument("--title", metavar="TEXT", default="", help="headline in place of the sentence from the numbers")
    verb.add_argument("--date", metavar="YYYY-MM-DD", type=words.day, help="day that the file names; today by default")
    of_pictures = verb.add_argument_group("pictures (.png, .svg, .pdf)")
    of_pictures.add_argument("--size", choices=_SIZES, help="paper: slide (16:9) by default")
    of_pictures.add_argument("--dpi", metavar="N", type=_dots, help="dots an inch of a PNG, 30 to 600; 150 by default")
    of_pictures.add_argument(
        "--zoom", choices=("whole", "selected", VIEW), help="the whole map, the selected region and its neighbours, or "
        "the part that view= of the address names"
    )  # fmt: skip
    of_pictures.add_argument(
        "--multiples", metavar="NAME=A,B,..", type=_several, help=f"one small map for each; NAME: {', '.join(_VARIED)}"
    )
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file; its path is the last line on stderr."""
    ending = check_file(arguments.out)
    _check_words(arguments, ending)
    looks = Looks(
        size=arguments.size or "slide",
        dpi=arguments.dpi or 150.0,
        zoom=arguments.zoom or "whole",
        title=arguments.title,
    )
    made = arguments.date or datetime.now(tz=UTC).date()
    if arguments.story:
        job = Job(made, story=saved_story(arguments.story, arguments.lang), looks=looks)
    else:
        views = views_of(arguments.query, arguments.multiples, arguments.lang)
        job = Job(made, views, looks=looks, profile=arguments.profile)
    write_file(job, arguments.out)
    say(f"{Path(arguments.out).stat().st_size:,} bytes written to {arguments.out}")
    return 0


def _check_words(arguments: argparse.Namespace, ending: str) -> None:
    """Refuse words that this kind of file would not obey."""
    _check_profile(arguments, ending)
    given = [f"--{name}" for name in _OF_PICTURES if getattr(arguments, name) is not None]
    if given and (ending not in PICTURES or arguments.story):
        raise UsageError(f"{', '.join(given)} goes with pictures of views (.png, .svg, .pdf), not with {arguments.out}")
    if given and arguments.profile:
        raise UsageError(f"{', '.join(given)} goes with pictures of views, not with --profile")
    if arguments.title and ending in (*TABLES, ".xlsx"):
        raise UsageError(f"a table has no headline: leave --title out, or write another file than {arguments.out}")
    if arguments.title and (arguments.story or ending == ".zip"):
        raise UsageError("the steps of a story, and pictures in a .zip, have headlines of their own: leave --title out")
    several = len(arguments.query) > 1 or arguments.multiples is not None
    if several and arguments.zoom is not None:
        raise UsageError("--zoom goes with one map; small multiples show the whole of each")


def _check_profile(arguments: argparse.Namespace, ending: str) -> None:
    if arguments.profile and ending not in PROFILES:
        raise UsageError(f"a profile is written as {' or '.join(PROFILES)}, not as {arguments.out}")
    if arguments.profile and arguments.story:
        raise UsageError("--profile goes with --query: a profile is about one region, not about a story")


def _several(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, rest = text.partition("=")
    values = tuple(dict.fromkeys(value.strip() for value in rest.split(",") if value.strip()))
    if name not in _VARIED or not values:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=A,B,.. with a name of {', '.join(_VARIED)}")
    return name, values


def _dots(text: str) -> float:
    return _number(text, _DPI, "dots an inch")


def _number(text: str, within: tuple[float, float], what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not within[0] <= value <= within[1]:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of {what} from {within[0]:g} to {within[1]:g}")
    return value
