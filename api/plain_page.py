"""A page that says one thing and offers one way on, in the reader's language."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from api.room_words import language_of
from scene.i18n import Say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_STYLE = """\
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #ffffff; color: #1f2937;
  font: 1rem/1.5 "Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 34rem; padding: 1.5rem; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 0.5rem; }
p { margin: 0 0 1.5rem; overflow-wrap: anywhere; }
a { display: inline-block; padding: 0.6rem 1.1rem; border-radius: 6px; background: #1d4ed8; color: #ffffff;
  text-decoration: none; font-weight: 550; }
a:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { body { background: #0f172a; color: #e5e7eb; } }
"""


def say_of(request: Request) -> Say:
    """Return the voice in the language of who asks."""
    return Say(language_of(request))


def plain_page(say: Say, title: str, text: str, *, status: int = 404) -> Response:
    """Answer with a title, a sentence and a button to the map; the page lies one level below the root of the app.

    Parameters
    ----------
    say : Say
    title, text : str
        In the reader's language; written as plain text, whatever they hold.
    status : int
        Of the answer.

    Returns
    -------
    Response
    """
    said = f"<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p>"
    way = f'<a href="../" target="_top">{html.escape(say("Open the map"))}</a>'
    page = (
        f'<!DOCTYPE html>\n<html lang="{say.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="../app/static/fonts/inter.css">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body><main>{said}{way}</main></body></html>"
    )
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
