"""The HTML of a meeting: the audience's window, the window with notes, and what stands there instead of a meeting."""

from __future__ import annotations

import html
from typing import Any

from layers.safe_json import safe_json
from papers.briefcase_parts import LEAFLET, PLAYER, STYLES

STAGE = ("link", "clock", "keys", "panels", "finder", "compose", "room", "orders", "stage")
"""Scripts of the audience's window, in ``static/meet``, in the order in which they run."""
NOTES = ("link", "clock", "keys", "panels", "finder", "thumb", "room", "notes")
"""Scripts of the window with notes."""


def stage_page(start: dict[str, Any], *, lang: str, title: str, no_script: str) -> str:
    """Write the window of the audience.

    Parameters
    ----------
    start : dict
        What the scripts begin with: addresses and words; nothing secret.
    lang, title, no_script : str
        Language of the page, its title, and what it says where scripts are switched off.
    """
    scripts = (
        LEAFLET,
        "map/core.js",
        *(f"deck/{name}.js" for name in PLAYER),
        "room/presenter.js",
        *(f"meet/{name}.js" for name in STAGE),
    )
    body = f'<div id="rm-cover" role="status"></div><div id="rd"></div>{_noscript(no_script)}'
    return _page(
        lang, title, body, up="../", styles=("fonts/inter.css", *STYLES, "meet/meet.css"), scripts=scripts, start=start
    )


def notes_page(start: dict[str, Any], *, lang: str, title: str, no_script: str) -> str:
    """Write the window with notes; the parameters are those of `stage_page`."""
    scripts = ("deck/deck.js", "deck/data.js", "room/presenter.js", *(f"meet/{name}.js" for name in NOTES))
    body = f'<main id="rn"></main>{_noscript(no_script)}'
    return _page(
        lang, title, body, up="../../", styles=("fonts/inter.css", "meet/notes.css"), scripts=scripts, start=start
    )


def plain_page(text: str, *, lang: str, title: str, button: str, up: str) -> str:
    """Write a page that says in one sentence why there is no meeting, with a button to the page Story."""
    said = f"<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p>"
    link = f'<p><a class="rm-button" href="{html.escape(up)}story">{html.escape(button)}</a></p>'
    body = f'<main class="rm-plain">{said}{link}</main>'
    return _page(lang, title, body, up=up, styles=("fonts/inter.css", "meet/notes.css"))


def _noscript(text: str) -> str:
    return f"<noscript><p>{html.escape(text)}</p></noscript>"


def _page(
    lang: str, title: str, body: str, *, up: str, styles: tuple[str, ...], scripts: tuple[str, ...] = (),
    start: dict[str, Any] | None = None,
) -> str:  # fmt: skip
    """Write a page whose own files lie `up` folders above its address."""
    root = f"{up}app/static/"
    data = [] if start is None else [f'<script type="application/json" id="rm-start">{safe_json(start)}</script>']
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(lang)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title>",
        *(f'<link rel="stylesheet" href="{root}{name}">' for name in styles),
        f"</head><body>{body}",
        *data,
        *(f'<script src="{root}{name}"></script>' for name in scripts),
        "</body></html>",
    ]
    return "\n".join(lines)
