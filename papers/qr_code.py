"""An address as a code that the camera of a phone reads."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from geo.errors import OutputError

if TYPE_CHECKING:
    import segno

QUIET_ZONE = 4
"""Light squares around the code, as the norm asks for (ISO/IEC 18004)."""
DARK, LIGHT = "#000000", "#ffffff"
"""Never the colours of a dark theme: many cameras read no light code on dark."""


def qr_data_uri(address: str) -> str:
    """Draw an address as a QR code, black on white on any background, as a picture for ``src=``.

    Parameters
    ----------
    address : str

    Returns
    -------
    str
        SVG in a ``data:`` address; a quarter of the code may be covered and it can still be read.

    Examples
    --------
    >>> qr_data_uri("http://192.168.1.5:8520/k7mq2x9abcde").startswith("data:image/svg+xml")
    True
    """
    return str(_code(address).svg_data_uri(scale=8, border=QUIET_ZONE, dark=DARK, light=LIGHT))


def qr_file(address: str, kind: str) -> bytes:
    """Draw an address as a QR code for a file, the same as `qr_data_uri`.

    Parameters
    ----------
    address : str
    kind : {"svg", "png"}
        Of a PNG each square has 16 pixels.

    Returns
    -------
    bytes

    Raises
    ------
    OutputError
        If the address is too long for any code.

    Examples
    --------
    >>> qr_file("http://127.0.0.1:8501/s/k7mq2x9", "png")[1:4]
    b'PNG'
    """
    out = io.BytesIO()
    look = {"svgversion": 1.1, "xmldecl": True} if kind == "svg" else {}
    _code(address).save(out, kind=kind, scale=16, border=QUIET_ZONE, dark=DARK, light=LIGHT, **look)
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    import segno  # noqa: PLC0415 - only where a code is shown

    try:
        return segno.make_qr(address, error="q")
    except segno.DataOverflowError:
        n = len(address)
        raise OutputError(f"the address has {n:,} characters, too many for a QR code: take the short link") from None
