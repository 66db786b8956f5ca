"""Texts of people and registers for office documents: what their formats cannot hold is replaced."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return a text without the control characters that XML forbids; each becomes a replacement mark.

    Examples
    --------
    >>> printable("a\x00b")
    'a\ufffdb'
    """
    return _NOT_IN_XML.sub("\ufffd", text)
