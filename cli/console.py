"""What a person at a terminal reads: messages on stderr, tables and JSON on stdout."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE_SECONDS = 1.0
"""A step that takes longer says what it does."""

_PAUSE_SECONDS = 5.0


def say(message: str) -> None:
    """Write one line to stderr, whatever the message holds."""
    line = " ".join(message.split())
    sys.stderr.write(f"regioscope: {line}\n")
    sys.stderr.flush()


def write_out(text: str) -> None:
    """Write text to stdout as UTF-8, to the byte.

    Raises
    ------
    OutputError
        If the reader of the pipe has gone.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What Python would flush at its end has nowhere to go either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError("standard output was closed before everything was written") from None


def write_json(value: Any) -> None:  # noqa: ANN401 - anything that JSON can hold
    """Write a value as JSON to stdout."""
    write_out(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def columns(rows: Sequence[Sequence[str]]) -> str:
    r"""Lay rows out in columns, two spaces apart.

    Examples
    --------
    >>> columns([("id", "title"), ("us", "United States")])
    'id  title\nus  United States\n'
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "".join(f"{line}\n" for line in lines)


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Say on stderr what is being done when it takes longer than `PATIENCE_SECONDS`."""
    timer = threading.Timer(PATIENCE_SECONDS, say, (f"{doing} ...",))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class Steps:
    """Say on stderr how far a work of many steps is: after `PATIENCE_SECONDS`, then every five seconds.

    Parameters
    ----------
    doing : str
        What is done.
    things : str
        What the steps are called.
    """

    def __init__(self, doing: str, things: str) -> None:
        self._doing, self._things = doing, things
        self._next = time.monotonic() + PATIENCE_SECONDS

    def __call__(self, done: int, total: int) -> None:
        """Take how many steps are done, and how many there are."""
        now = time.monotonic()
        if now >= self._next and done < total:
            say(f"{self._doing}: {done:,} of {total:,} {self._things} ...")
            self._next = now + _PAUSE_SECONDS
