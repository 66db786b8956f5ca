"""The project's fonts for the library that writes PDF documents."""

from __future__ import annotations

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from papers.lettering import FILES

PLAIN, STRONG = "RegioscopeInter", "RegioscopeInter-Strong"
"""Names under which documents use the plain and the strong font."""


def know_fonts() -> None:
    """Tell the library of the fonts, once; they are put into every file."""
    if PLAIN in pdfmetrics.getRegisteredFontNames():
        return
    for name, strong in ((PLAIN, False), (STRONG, True)):
        pdfmetrics.registerFont(TTFont(name, str(FILES[strong])))
    for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
        addMapping(PLAIN, bold, italic, STRONG if bold else PLAIN)
