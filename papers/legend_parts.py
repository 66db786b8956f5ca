"""Parts of a printed legend: each knows its height in a column of some width, and how it is drawn there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from papers.fills import DASHES, Fill, item_fill
from papers.lettering import FAINT, INK, SOFT, Style, wrap
from papers.lettering import width as letters
from papers.picture_map import lay

if TYPE_CHECKING:
    from layers.message import LegendItem
    from papers.sheet import Sheet

TITLE, TEXT, NOTE = Style(10.0, strong=True, colour=INK), Style(9.2, colour=INK), Style(8.0, colour=SOFT)
"""Styles on A4; a slide has larger ones."""
_SWATCH = (20.0, 12.0)
_EDGE = "#7b8590"
_ROW, _BAR, _GAP = 17.0, 30.0, 7.0


class Part(Protocol):
    """Something in a legend."""

    def height(self, width: float, scale: float) -> float:
        """Height in a column of a width, points."""

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw it with its upper left corner at a place."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is wrapped, with some room above it."""

    text: str
    style: Style
    above: float = 0.0

    def height(self, width: float, scale: float) -> float:
        """Height in a column of a width, points."""
        style = self.style.smaller(scale)
        return len(wrap(self.text, style, width)) * style.step + self.above * scale

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Write the lines."""
        style = self.style.smaller(sheet.scale)
        sheet.lines(wrap(self.text, style, width), (x, y + self.above * sheet.scale), style)


@dataclass(frozen=True, slots=True)
class Row:
    """A swatch, what it means, and how many regions there are of it."""

    item: LegendItem
    count: str
    dash: object = "-"

    def height(self, width: float, scale: float) -> float:
        """Height in a column of a width, points."""
        return max(_ROW * scale, (len(self._lines(width, scale)) * TEXT.step + 3.0) * scale)

    def _lines(self, width: float, scale: float) -> list[str]:
        return wrap(self.item.text, TEXT.smaller(scale), width - (_SWATCH[0] + 34.0) * scale, most=3)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw swatch, text and count."""
        s, style = sheet.scale, TEXT.smaller(sheet.scale)
        swatch(sheet, self.item, (x, y + 0.6 * s, _SWATCH[0] * s, _SWATCH[1] * s), dash=self.dash)
        sheet.lines(self._lines(width, s), (x + (_SWATCH[0] + 8.0) * s, y), style)
        if self.count:
            sheet.write(self.count, (x + width, y + style.step - 0.3 * style.size), replace(style, colour=FAINT),
                        align="right")  # fmt: skip


def swatch(sheet: Sheet, item: LegendItem, rect: tuple[float, float, float, float], *, dash: object = "-") -> None:
    """Draw the little field of a row: a colour, a pattern, or the outline of a hot spot."""
    x, y, wide, high = rect
    path = Path([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)], closed=True)
    if item.kind == "spot":
        lay(sheet, path, Fill("none"), edge=item.colour, width=1.8 * sheet.scale).set(linestyle=dash)
    else:
        lay(sheet, path, item_fill(item.kind, item.colour), edge=_EDGE, width=0.5)


@dataclass(frozen=True, slots=True)
class Bars:
    """How the values are spread: areas in the colours of the classes, whose widths are theirs on the scale."""

    bars: tuple[tuple[int, int, float], ...]
    colours: tuple[str, ...]

    def height(self, width: float, scale: float) -> float:
        """Height in a column of a width, points."""
        del width
        return (_BAR + 2 * _GAP) * scale

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the bars on their line."""
        high, foot = _BAR * sheet.scale, y + (_BAR + _GAP) * sheet.scale
        most = max([count / share for count, _, share in self.bars if share > 0], default=0.0) or 1.0
        left = x
        for count, kind, share in self.bars:
            tall = max(1.0, high * count / share / most) if count and share > 0 else 0.0
            if tall:
                sheet.rectangle((left + 0.2, foot - tall, max(0.4, width * share - 0.4), tall),
                                fill=self.colours[kind], line=_EDGE, width=0.3)  # fmt: skip
            left += width * share
        sheet.stroke([(x, foot + 0.4), (x + width, foot + 0.4)], colour="#9aa1a8", width=0.7)


@dataclass(frozen=True, slots=True)
class Discs:
    """Circles of some radii in points, as on the map, each with the figure that it stands for."""

    sizes: tuple[tuple[float, str], ...]

    def height(self, width: float, scale: float) -> float:
        """Height in a column of a width, points."""
        del width
        return 2 * max(radius for radius, _ in self.sizes) + (TEXT.step + 7.0) * scale

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the circles on one foot, the largest first, with their figures below."""
        del width
        s, style = sheet.scale, TEXT.smaller(sheet.scale)
        foot = y + 2 * max(radius for radius, _ in self.sizes) + 3.0 * s
        for radius, text in self.sizes:
            wide = max(2 * radius, letters(text, style))
            disc = Path.circle((x + wide / 2, foot - radius), radius)
            lay(sheet, disc, Fill("#ffffff"), edge="#4b5563", width=0.5 * s)
            sheet.write(text, (x + wide / 2, foot + style.step), style, align="center")
            x += wide + 14.0 * s


@dataclass(frozen=True, slots=True)
class Sign:
    """A small shape and what it stands for."""

    shape: str
    colour: str
    text: str

    def height(self, width: float, scale: float) -> float:
        """Height in a column of a width, points."""
        del width
        return _ROW * scale

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the shape and its name."""
        del width
        s = sheet.scale
        move = Affine2D().scale(4.2 * s).translate(x + _SWATCH[0] * s / 2, y + 8.0 * s)
        lay(sheet, SHAPES[self.shape].transformed(move), Fill(self.colour), edge="#ffffff", width=0.5)
        sheet.lines([self.text], (x + (_SWATCH[0] + 8.0) * s, y), TEXT.smaller(s))


_ARM = 0.36
SHAPES = {
    "square": Path([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], closed=True),
    "triangle": Path([(0, -1.15), (1, 0.8), (-1, 0.8), (0, -1.15)], closed=True),
    "cross": Path([(-_ARM, -1), (_ARM, -1), (_ARM, -_ARM), (1, -_ARM), (1, _ARM), (_ARM, _ARM), (_ARM, 1), (-_ARM, 1),
                   (-_ARM, _ARM), (-1, _ARM), (-1, -_ARM), (-_ARM, -_ARM), (-_ARM, -1)], closed=True),
    "circle": Path.circle((0.0, 0.0), 1.0),
}  # fmt: skip
"""Shapes of the layers for orientation, as on the web map (`static/map/marks.js`)."""


def dash_of(at: int) -> object:
    """Line of a kind of hot spot."""
    return DASHES[at]
