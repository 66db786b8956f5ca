"""A map as a part of another page: who may show it, its address, and the lines of HTML that put it there."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from scene.page_address import PageAddress

if TYPE_CHECKING:
    from scene.i18n import Say

PAGES = ("", "map", "region", "industry")
"""Pages whose view is a map of regions."""
FOLDER, UNSAVED = "embed", "view"
"""Folder of the addresses of such maps; name that stands there in place of a code, with the view after it."""
HEIGHT = 620


def embed_path(address: PageAddress, code: str = "") -> str:
    """Return where a view is shown as a part of another page, from the root of the app on.

    Parameters
    ----------
    address : PageAddress
    code : str, optional
        Short code of the address; without it the view stands in the address itself.

    Examples
    --------
    >>> from scene.page_address import page_address
    >>> embed_path(page_address("region?data=us"), "k7mq2x9"), embed_path(page_address("region?data=us"))
    ('embed/k7mq2x9', 'embed/view?data=us')
    """
    return f"{FOLDER}/{code}" if code else f"{FOLDER}/{UNSAVED}{PageAddress('', address.parameters)}"


def snippet(url: str, title: str, *, height: int = HEIGHT) -> str:
    """Write the HTML that puts a map into another page.

    Parameters
    ----------
    url : str
        Whole address of the embedded map.
    title : str
        What the map shows, for readers who hear the page.
    height : int
        Pixels.

    Examples
    --------
    >>> snippet("http://127.0.0.1:8501/embed/k7mq2x9", 'Jobs "here"').split(" width")[0]
    '<iframe src="http://127.0.0.1:8501/embed/k7mq2x9" title="Jobs &quot;here&quot;"'
    """
    source, name = html.escape(url), html.escape(" ".join(title.split()))
    return (
        f'<iframe src="{source}" title="{name}" width="100%" height="{height}" loading="lazy" '
        f'style="border: 0"></iframe>'
    )


def who_may(allowed: tuple[str, ...], say: Say) -> str:
    """Say who may show maps of this installation."""
    if not allowed:
        return say("Only pages of this server can show the map: its operator has allowed no other sites.")
    return say("These sites can show the map, as the operator of this server allows: {sites}", sites=", ".join(allowed))
