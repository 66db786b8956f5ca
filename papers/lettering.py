"""Text on paper: the project's own font, how wide a text is, and where its lines break."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
FILES = {False: FONTS / "inter-regular.ttf", True: FONTS / "inter-semibold.ttf"}
"""Font file of plain and of strong text."""
_FAMILY = "Regioscope Inter"
_WEIGHTS = {False: 400, True: 700}
_OTHERS = "DejaVu Sans"
"""Comes with the drawing library; has the letters of alphabets that Inter lacks."""
INK, SOFT, FAINT = "#111827", "#4b5563", "#6b7280"
"""Colours of headlines, of text and of what stands at the foot."""
_MORE, _MISSING = "\u2026", "\u25a1"
_EM = 64.0
_PIECES, _SENTENCES = re.compile(r"[^ ]* *"), re.compile(r"(?<=\.) (?=[^a-zа-яіїєґ])")
_SHORT = 0.6  # part of the room below which a last line is short
_CHAIN = 2  # hyphens in a word that may be broken at them: in a chain of towns, not in one name


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: size and distance of its lines in points, strong or plain, colour."""

    size: float
    strong: bool = False
    colour: str = SOFT
    leading: float = 1.32

    @property
    def step(self) -> float:
        """Distance from one line to the next, points."""
        return self.size * self.leading

    def smaller(self, factor: float) -> Style:
        """Return the same style in another size."""
        return replace(self, size=self.size * factor)


@lru_cache(maxsize=1)
def _known() -> None:
    """Tell the drawing library of the project's fonts once, before those of the machine: it looks in order."""
    font_manager.fontManager.ttflist[:0] = [
        font_manager.FontEntry(fname=str(path), name=_FAMILY, weight=_WEIGHTS[strong], size="scalable")
        for strong, path in FILES.items()
    ]


def properties(style: Style) -> FontProperties:
    """Return what the drawing library asks of a font."""
    _known()
    return FontProperties(family=[_FAMILY, _OTHERS], weight=_WEIGHTS[style.strong], size=style.size)


def _font(strong: bool) -> FT2Font:  # noqa: FBT001 - a key of the table of fonts
    return font_manager.get_font([str(FILES[strong]), _other(strong)])


@lru_cache(maxsize=2)
def _other(strong: bool) -> str:  # noqa: FBT001 - as above
    return str(font_manager.findfont(FontProperties(family=_OTHERS, weight=_WEIGHTS[strong])))


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Code points that the fonts have."""
    return frozenset(code for path in (str(FILES[False]), _other(strong=False))
                     for code in font_manager.get_font(path).get_charmap())  # fmt: skip


def writable(text: str) -> str:
    r"""Return a text as one line that can be drawn: no control characters, a box for a letter that no font has.

    Examples
    --------
    >>> writable("a\nb"), writable("\u6771 $x$")
    ('a b', '□ $x$')
    """
    if text.isascii() and text.isprintable():
        return text
    known = _letters()
    plain = (" " if mark in "\n\r\t\v\f" else mark for mark in text)
    seen = (mark for mark in plain if unicodedata.category(mark)[0] != "C")
    return "".join(mark if ord(mark) in known else _MISSING for mark in seen)


@lru_cache(maxsize=8192)
def width(text: str, style: Style) -> float:
    """Tell how wide a line of text is.

    Parameters
    ----------
    text : str
        One line; nothing in it is read as a formula.
    style : Style

    Returns
    -------
    float
        Points.

    Examples
    --------
    >>> style = Style(10.0)
    >>> width("mmm", style) > 2 * width("iii", style)
    True
    """
    ruler = _font(style.strong)
    ruler.set_size(style.size, 72)
    ruler.set_text(writable(text), 0.0, flags=LoadFlags.NO_HINTING)
    wide, _ = ruler.get_width_height()
    return float(wide) / _EM


def wrap(text: str, style: Style, room: float, *, most: int = 99, even: bool = False) -> list[str]:
    """Break a text into lines between words or after hyphens; what does not fit into the last ends with an ellipsis.

    Parameters
    ----------
    text : str
    style : Style
    room : float
        Width of a line, points. A single word that is wider is cut.
    most : int, optional
        Lines at most.
    even : bool, default False
        Whether the lines become about equally long where the last one would be short.

    Returns
    -------
    list of str
        None for an empty text.

    Examples
    --------
    >>> wrap("one two three", Style(10.0), 45.0)
    ['one two', 'three']
    >>> wrap("one two three", Style(10.0), 45.0, most=1)
    ['one…']
    >>> wrap("eight nine ten", Style(10.0), 60.0), wrap("eight nine ten", Style(10.0), 60.0, even=True)
    (['eight nine', 'ten'], ['eight', 'nine ten'])
    """
    lines = _broken(text, style, room)
    if even and 1 < len(lines) <= most and width(lines[-1], style) < _SHORT * room:
        for part in np.linspace(0.5, 0.98, 25).tolist():
            closer = _broken(text, style, room * part)
            if len(closer) == len(lines) and all(width(line, style) <= room * part for line in closer):
                return closer
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(part, style, room) for part in lines]


def sentences(text: str, style: Style, room: float, *, most: int = 99) -> list[str]:
    """Break a text into lines between its sentences where each fits into a line, else between its words.

    Examples
    --------
    >>> sentences("One two. Three.", Style(10.0), 50.0)
    ['One two.', 'Three.']
    """
    lines = list[str]()
    for sentence in _SENTENCES.split(text):
        longer = f"{lines[-1]} {sentence}" if lines else sentence
        if lines and width(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(sentence)
    whole = wrap(text, style, room, most=most, even=True)
    fits = len(lines) <= max(len(whole), 1) and all(width(line, style) <= room for line in lines)
    return [line for line in lines if line] if fits else whole


def _broken(text: str, style: Style, room: float) -> list[str]:
    """Put as many parts into each line as fit, one at least; a longer line is wider, so few need to be measured."""
    pieces, lines, begin = list(_pieces(text)), list[str](), 0
    while begin < len(pieces):
        longer = range(begin + 2, len(pieces) + 1)
        end = begin + 1 + bisect_right(longer, room, key=lambda n: width("".join(pieces[begin:n]).rstrip(" "), style))
        lines.append("".join(pieces[begin:end]).strip(" "))
        begin = end
    return [line for line in lines if line]


def _pieces(text: str) -> Iterator[str]:
    """Parts of a text that a line may be broken after."""
    for word in _PIECES.findall(text):
        if word.count("-") < _CHAIN:
            yield word
        else:
            yield from re.findall(r"[^-]*-+|[^-]+$", word)


def cut(text: str, style: Style, room: float) -> str:
    """Shorten a line to a width: whole words where there are any, then letters, with an ellipsis.

    Examples
    --------
    >>> cut("Washington", Style(10.0), 40.0)
    'Washi…'
    """
    if width(text, style) <= room:
        return text
    words = text.split(" ")
    for n in range(len(words) - 1, 0, -1):
        shorter = " ".join(words[:n]).rstrip(" ,;:.-") + _MORE
        if width(shorter, style) <= room:
            return shorter
    shorter = words[0]
    while shorter and width(shorter + _MORE, style) > room:
        shorter = shorter[:-1]
    return shorter + _MORE if shorter else ""
