"""Views drawn as pictures, and what their files hold: read by readers of their own."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image
from pypdf import PdfReader

from geo.store import Store, default_store
from papers.picture import picture
from scene.drawing import Drawing
from scene.opening import open_drawing

DAY = date(2026, 11, 22)
COMPUTER = {"data": "us", "item": "15-0000"}
INCOME = {"data": "us", "measure": "income_per_capita", "ind": "value"}
SVG = "{http://www.w3.org/2000/svg}"


def drawing(store: Store | None = None, /, **params: str) -> Drawing:
    """Open a view; without anything else that of computer occupations in the states."""
    return open_drawing(params or COMPUTER, store or default_store())


def extra(folder: Path) -> Store:
    """Return a store that knows the datasets of a folder, too."""
    return Store(extra=[folder])


def png(view: Drawing, *, dpi: float = 60, size: str = "slide", zoom: str = "whole") -> Image.Image:
    """Draw a view and open the file."""
    data = picture(view, format="png", made=DAY, dpi=dpi, size=size, zoom=zoom)
    return Image.open(io.BytesIO(data))


def colours(image: Image.Image) -> set[str]:
    """Colours of the dots of a picture that occur more than a few times."""
    dots = np.asarray(image.convert("RGB")).reshape(-1, 3)
    found, counts = np.unique(dots, axis=0, return_counts=True)
    return {"#{:02x}{:02x}{:02x}".format(*dot) for dot, n in zip(found.tolist(), counts, strict=True) if n > 8}


def svg(view: Drawing, *, size: str = "slide", zoom: str = "whole") -> ET.Element:
    """Draw a view as SVG and parse it."""
    return ET.fromstring(picture(view, format="svg", made=DAY, size=size, zoom=zoom))  # noqa: S314 - our own file


def fills(root: ET.Element) -> list[str]:
    """Colours of everything that is filled in an SVG."""
    found = (re.search(r"fill: (#[0-9a-f]{6})", element.get("style", "")) for element in root.iter())
    return [match[1] for match in found if match]


def pdf(view: Drawing, *, size: str = "slide", zoom: str = "whole", address: str = "") -> PdfReader:
    """Draw a view as PDF and open it."""
    data = picture(view, format="pdf", made=DAY, size=size, zoom=zoom, address=address)
    return PdfReader(io.BytesIO(data))


def text_of(reader: PdfReader) -> str:
    """Text of the first page, with single spaces."""
    return " ".join(reader.pages[0].extract_text().split())


@cache
def told(zoom: str = "whole", size: str = "slide", **params: str) -> str:
    """Text of the PDF of a view, read once for all tests."""
    return text_of(pdf(drawing(**params), zoom=zoom, size=size))


@cache
def painted(**params: str) -> ET.Element:
    """SVG of a view, drawn once for all tests."""
    return svg(drawing(**params))
