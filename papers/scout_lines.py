"""Text on a page of a PDF document, from the top down: paragraphs that break, rules, and how high they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth

from papers.clean import printable
from papers.pdf_type import PLAIN, STRONG

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

_LEADING = 1.28
_MORE = "\N{HORIZONTAL ELLIPSIS}"


class Writer:
    """Writes down a page: `y` is where the next line begins.

    Parameters
    ----------
    canvas : Canvas
    left, top : float
        Where to begin, points from the lower left corner.
    room : float
        Width of the lines, points.
    """

    def __init__(self, canvas: Canvas, left: float, top: float, room: float) -> None:
        self.canvas, self.left, self.room = canvas, left, room
        self.y: float = top

    def paragraph(
        self, text: str, *, size: float, colour: Color, strong: bool = False, most: int = 99, above: float = 0.0
    ) -> None:
        """Write a text in lines."""
        font = STRONG if strong else PLAIN
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.y -= above
        for line in broken(text, font, size, self.room, most=most):
            self.y -= size * _LEADING
            self.canvas.drawString(self.left, self.y + 0.24 * size, line)

    def height(self, text: str, *, size: float, strong: bool = False, most: int = 99) -> float:
        """Tell how high a paragraph would be."""
        return len(broken(text, STRONG if strong else PLAIN, size, self.room, most=most)) * size * _LEADING

    def rule(self, colour: Color, *, above: float, below: float) -> None:
        """Draw a line across."""
        self.y -= above
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(self.left, self.y, self.left + self.room, self.y)
        self.y -= below


def broken(text: str, font: str, size: float, room: float, *, most: int = 99) -> list[str]:
    """Break a text into lines between its words; what does not fit into the last one ends with an ellipsis.

    Examples
    --------
    >>> broken("one two three", "Helvetica", 10.0, 40.0)
    ['one two', 'three']
    >>> broken("one two three", "Helvetica", 10.0, 40.0, most=1)
    ['one tw…']
    """
    lines, line = list[str](), ""
    for word in printable(text).split(" "):
        longer = f"{line} {word}".strip(" ")
        if line and stringWidth(longer, font, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines = [*lines, line] if line else lines
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(one, font, size, room) for one in lines]


def fitted(text: str, font: str, size: float, room: float) -> str:
    """Cut a line to a width.

    Examples
    --------
    >>> fitted("Washington", "Helvetica", 10.0, 34.0)
    'Was…'
    """
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(text + _MORE, font, size) > room:
        text = text[:-1]
    return text + _MORE
