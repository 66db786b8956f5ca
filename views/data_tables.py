"""Small tables as HTML: real text that wraps, becomes a list on narrow screens and is read aloud row by row."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address; only web addresses become links."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written for the reader."""

    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A text that is not broken into lines, such as a date."""

    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a whole, drawn as one bar: fraction and colour of each; `text` says the same."""

    parts: tuple[tuple[float, str], ...]
    text: str


Cell = str | Link | Number | Whole | Parts


def html_table(header: Sequence[str], rows: Sequence[Sequence[Cell]], *, caption: str = "") -> str:
    """Write a table; every text is escaped.

    Parameters
    ----------
    header : sequence of str
        One name a column.
    rows : sequence of sequences
        Text, `Link`, `Number`, `Whole` or `Parts`.
    caption : str, optional
        What the table holds.

    Returns
    -------
    str

    Examples
    --------
    >>> "&lt;b&gt;" in html_table(["A"], [["<b>"]])
    True
    """
    head = "".join(f'<th scope="col"{_align(rows, i)}>{html.escape(name)}</th>' for i, name in enumerate(header))
    body = "".join(f"<tr>{''.join(_cell(c, n) for c, n in zip(row, header, strict=True))}</tr>" for row in rows)
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f'<table class="rs-table">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _align(rows: Sequence[Sequence[Cell]], column: int) -> str:
    return ' class="rs-num"' if rows and isinstance(rows[0][column], Number) else ""


def _cell(cell: Cell, name: str) -> str:
    label = html.escape(name, quote=True)
    if isinstance(cell, Number):
        return f'<td class="rs-num" data-label="{label}">{html.escape(cell.text)}</td>'
    if isinstance(cell, Whole):
        return f'<td class="rs-whole" data-label="{label}">{html.escape(cell.text)}</td>'
    if isinstance(cell, Link):
        return f'<td data-label="{label}">{_link(cell)}</td>'
    if isinstance(cell, Parts):
        return f'<td data-label="">{_bar(cell)}</td>'
    return f'<td data-label="{label}">{html.escape(cell)}</td>'


def _link(link: Link) -> str:
    text = html.escape(link.text)
    if not link.url.startswith(("https://", "http://")):
        return text
    return f'<a href="{html.escape(link.url, quote=True)}" target="_blank" rel="noopener noreferrer">{text}</a>'


def _bar(cell: Parts) -> str:
    pieces = "".join(f'<i style="width:{100 * share:.2f}%;background:{colour}"></i>' for share, colour in cell.parts)
    return f'<div class="rs-part" role="img" aria-label="{html.escape(cell.text, quote=True)}">{pieces}</div>'
