"""A sheet of paper: a figure measured in points from its upper left corner, on which text and shapes are put."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from geo.errors import UnknownOptionError
from papers.lettering import properties, writable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist

    from papers.lettering import Style

POINTS = 72.0
"""Points an inch."""
Align = Literal["left", "center", "right"]
Rect = tuple[float, float, float, float]
"""Left, top, width, height in points."""


@dataclass(frozen=True, slots=True)
class Size:
    """A format of paper in inches, and how much larger than on A4 its text is."""

    width: float
    height: float
    scale: float = 1.0


SIZES = {
    "slide": Size(40 / 3, 7.5, 1.25),
    "a4": Size(11.69, 8.27),
    "a4-portrait": Size(8.27, 11.69),
    "square": Size(7.5, 7.5, 0.95),
    "part": Size(12.5, 5.35, 1.2),
    "half": Size(6.15, 5.0, 0.9),
}
"""Formats of pictures: a slide of 16:9, A4 across and upright, a square; below the title of a slide, half of that."""


def size_of(name: str) -> Size:
    """Return the format of a name.

    Raises
    ------
    UnknownOptionError
        If there is none; the message shows the nearest one.
    """
    if name not in SIZES:
        raise UnknownOptionError("size of a picture", name, SIZES)
    return SIZES[name]


class Sheet:
    """A white sheet; what is put on it later lies above.

    Parameters
    ----------
    size : Size
    dpi : float
        Dots an inch, where the sheet becomes a picture of dots.
    """

    def __init__(self, size: Size, dpi: float) -> None:
        self.figure = Figure(figsize=(size.width, size.height), dpi=dpi, facecolor="white")
        self.width, self.height = size.width * POINTS, size.height * POINTS
        self.scale, self.dpi = size.scale, dpi
        upright = Affine2D().scale(1 / POINTS, -1 / POINTS).translate(0, size.height)
        self.transform = upright + self.figure.dpi_scale_trans
        self._above = 1.0

    @contextmanager
    def smaller(self, factor: float) -> Iterator[None]:
        """Draw within this with all texts and lines of legends smaller."""
        scale = self.scale
        self.scale = scale * factor
        try:
            yield
        finally:
            self.scale = scale

    def put(self, artist: Artist, *, within: Rect | None = None) -> None:
        """Lay something on the sheet, in points; `within` hides what reaches out of a rectangle."""
        if not artist.is_transform_set():
            artist.set_transform(self.transform)
        self._above += 1.0
        artist.set_zorder(self._above)
        self.figure.add_artist(artist)
        if within is not None:
            x, y, wide, high = within
            artist.set_clip_box(TransformedBbox(Bbox([[x, y], [x + wide, y + high]]), self.transform))

    def write(
        self, text: str, at: tuple[float, float], style: Style, *, align: Align = "left", halo: float = 0.0
    ) -> None:
        """Write one line whose foot stands at a place; `halo` is the width of a white edge around the letters."""
        line = partial(
            Text, *at, writable(text), fontproperties=properties(style), color=style.colour, horizontalalignment=align,
            verticalalignment="baseline", parse_math=False, transform=self.transform,
        )  # fmt: skip
        if halo:  # of its own, below: letters with an edge would be outlines that nobody can search for
            self.put(line(path_effects=[Stroke(linewidth=halo, foreground="#ffffff", alpha=0.92)]))
        self.put(line())

    def lines(self, texts: Sequence[str], at: tuple[float, float], style: Style) -> float:
        """Write lines below each other from an upper left corner; return where the next one would begin."""
        x, y = at
        for text in texts:
            y += style.step
            self.write(text, (x, y - 0.3 * style.size), style)
        return y

    def rectangle(
        self, rect: Rect, *, fill: str = "none", line: str = "none", width: float = 0.0, round_: float = 0.0
    ) -> None:
        """Draw a rectangle, with round corners where they have a radius."""
        x, y, wide, high = rect
        corners = f"round,pad=0,rounding_size={round_}"
        shape = FancyBboxPatch((x, y), wide, high, boxstyle=corners) if round_ else Rectangle((x, y), wide, high)
        shape.set(facecolor=fill, edgecolor=line, linewidth=width)
        self.put(shape)

    def stroke(self, places: Sequence[tuple[float, float]], *, colour: str, width: float, dash: str = "-") -> None:
        """Draw a line through places."""
        self.put(PathPatch(Path(places), facecolor="none", edgecolor=colour, linewidth=width, linestyle=dash))

    def dot(self, at: tuple[float, float], radius: float, colour: str, *, edge: str = "none") -> None:
        """Draw a small disc."""
        self.put(PathPatch(Path.circle(at, radius), facecolor=colour, edgecolor=edge, linewidth=0.6))

    def shape(self, places: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill the area between places."""
        self.put(PathPatch(Path([*places, places[0]], closed=True), facecolor=colour, edgecolor="none"))
