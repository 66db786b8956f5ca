"""The press: from a sheet to the bytes of a file, the same bytes for the same sheet."""

from __future__ import annotations

import html
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from papers.sheet import Sheet

FORMATS = ("png", "svg", "pdf")
"""Formats of pictures."""
PROGRAM = "Regioscope"
_SETTINGS: Any = {
    "agg.path.chunksize": 0,
    "path.effects": [],
    "path.simplify": False,
    "path.sketch": None,
    "path.snap": False,
    "pdf.compression": 6,
    "pdf.fonttype": 42,
    "pdf.use14corefonts": False,
    "savefig.bbox": "standard",
    "savefig.facecolor": "auto",
    "savefig.transparent": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "regioscope",
    "text.antialiased": True,
    "text.hinting": "no_hinting",
    "text.usetex": False,
}
"""Settings of the drawing library that pictures stand on, whatever the machine prefers."""
_PACKED = 3  # of 9: a little larger than the usual 6, in two thirds of the time
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a file says of itself, beside the picture: title, description, source, and the day it was made on."""

    title: str
    description: str
    source: str
    made: date


@contextmanager
def press() -> Iterator[None]:
    """Draw within this: one sheet at a time, because the library's settings belong to the whole process."""
    with _ONE_AT_A_TIME, mpl.rc_context(_SETTINGS):
        yield


def check_format(name: str) -> None:
    """Refuse a format that pictures do not have.

    Raises
    ------
    UnknownOptionError
        The message names those that there are.
    """
    if name not in FORMATS:
        raise UnknownOptionError("format of a picture", name, FORMATS)


def printed(sheet: Sheet, name: str, imprint: Imprint) -> bytes:
    """Return the file of a sheet.

    Parameters
    ----------
    sheet : Sheet
    name : {"png", "svg", "pdf"}
    imprint : Imprint

    Returns
    -------
    bytes
        The same for the same sheet and imprint: a file's date is the day of the imprint.
    """
    if name == "png":
        return _dots(sheet, imprint)
    out = BytesIO()
    sheet.figure.savefig(out, format=name, dpi=sheet.dpi, metadata=_metadata(name, imprint))
    return _with_description(out.getvalue(), imprint) if name == "svg" else out.getvalue()


def _dots(sheet: Sheet, imprint: Imprint) -> bytes:
    """Return a picture of dots without the layer of transparency that the drawing library would pack, too."""
    canvas: Any = FigureCanvasAgg(sheet.figure)
    canvas.draw()
    told, out = PngInfo(), BytesIO()
    for name, text in _told(imprint).items():
        told.add_text(name, text)
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    image.save(out, "png", dpi=(sheet.dpi, sheet.dpi), pnginfo=told, compress_level=_PACKED)
    return out.getvalue()


def _told(imprint: Imprint) -> dict[str, str]:
    return {
        "Title": imprint.title,
        "Description": imprint.description,
        "Source": imprint.source,
        "Software": PROGRAM,
        "Creation Time": imprint.made.isoformat(),
    }


def _metadata(name: str, imprint: Imprint) -> dict[str, Any]:
    if name == "svg":
        return {"Source": imprint.source, "Creator": [PROGRAM], "Date": imprint.made.isoformat()}
    day = datetime.combine(imprint.made, time(), tzinfo=UTC)
    return {
        "Title": imprint.title,
        "Subject": imprint.description,
        "Keywords": imprint.source,
        "Creator": PROGRAM,
        "Producer": PROGRAM,
        "CreationDate": day,
        "ModDate": day,
    }


def _with_description(file: bytes, imprint: Imprint) -> bytes:
    """Give a vector picture the name and the description that readers who do not see it are told."""
    begin, tag, rest = file.partition(b"<svg ")
    told = (
        f"<title id='rs-title'>{html.escape(imprint.title)}</title>"
        f"<desc id='rs-desc'>{html.escape(imprint.description)}</desc>"
    )
    attributes, close, inner = rest.partition(b">")
    named = b"role='img' aria-labelledby='rs-title' aria-describedby='rs-desc' "
    return begin + tag + named + attributes + close + told.encode() + inner
