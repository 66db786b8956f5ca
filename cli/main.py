"""Entry of the command line: reads the words, calls the verb, turns an error into one line and an exit code."""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NoReturn

from cli import add, clusters, compute, cube, datasets, export, indicators, saved, scout
from cli.console import say
from geo.errors import OutputError, RegioscopeError

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, BAD_INPUT, NOT_WRITTEN, INTERRUPTED = 0, 2, 3, 130

_EPILOG = """\
exit codes: 0 done, 1 no dataset can be read, 2 wrong usage or bad input, 3 the result cannot be written
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with one line on stderr and exit code 2."""
        say(f"{message} (see '{self.prog} --help')")
        raise SystemExit(BAD_INPUT)


def parser() -> argparse.ArgumentParser:
    """Build the parser of all verbs.

    Examples
    --------
    >>> parser().parse_args(["datasets", "--json"]).json
    True
    """
    top = _Parser(
        prog="regioscope",
        description="Specialization of regions, from the bundled datasets or from your own table.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"regioscope {_version()}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in (datasets, indicators, compute, cube, clusters, scout, add, export, saved):
        verb.add_parser(verbs)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The words after ``regioscope``; those of this process by default.

    Returns
    -------
    int
        Exit code: 0 done, 1 no dataset can be read, 2 wrong usage or bad input, 3 the result cannot be written.
    """
    try:
        arguments = parser().parse_args(argv)
        return int(arguments.run(arguments))
    except OutputError as error:
        say(str(error))
        return NOT_WRITTEN
    except RegioscopeError as error:
        say(str(error))
        return BAD_INPUT
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else OK
    except KeyboardInterrupt:
        say("interrupted; nothing was written")
        return INTERRUPTED


def _version() -> str:
    try:
        return version("regioscope")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
