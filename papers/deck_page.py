"""The page that plays a deck over HTTP: the same player as in a briefcase, its files and outlines from the app."""

from __future__ import annotations

import hashlib
import html
from functools import cache
from typing import TYPE_CHECKING

from layers.safe_json import safe_json
from papers.briefcase_parts import LEAFLET, PICTURE, PLAYER, STATIC, STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

APP_STATIC = "../app/static/"
"""Where a page one level below the root of the app, such as ``/meet/<id>``, finds the static files."""
_FOLDERS = ("map", "deck")
_START = """\
(function () {
  "use strict";
  const root = document.getElementById("rd");
  const given = JSON.parse(document.getElementById("rd-page").textContent);
  fetch(given.deck, { headers: window.regioscopeHeaders || {} }).then((answer) => {
    if (!answer.ok) throw new Error(answer.status + " " + given.deck);
    return answer.json();
  }).then((deck) => {
    root.textContent = "";
    window.regioscopeDeck = RegioscopeDeck.open(deck, { mode: given.mode, root: root, show: given.show });
    window.dispatchEvent(new CustomEvent("regioscope:open", { detail: window.regioscopeDeck }));
    return window.regioscopeDeck.ready;
  }).catch((error) => {
    window.__regioscope_error = String(error);
    root.textContent = given.words.failed;
  });
})();
"""


def page(
    deck_url: str,
    mode: str = "embed",
    words: Mapping[str, str] | None = None,
    *,
    show: Mapping[str, bool] | None = None,
    head: str = "",
    static: str = APP_STATIC,
) -> str:
    """HTML of the page that plays a deck.

    When the deck is open the window hears the event ``regioscope:open``, whose ``detail`` is the player
    (``static/deck/deck.js`` says what it can do); it stands in ``window.regioscopeDeck``, too. Scripts of `head` can
    set ``window.regioscopeHeaders``: headers of the request for the deck.

    Parameters
    ----------
    deck_url : str
        Address of the deck (`papers.deck.deck_of` with ``inline=False``) as JSON.
    mode : {"meeting", "embed", "briefcase"}
        What is shown beside the map, see ``static/deck/deck.js``.
    words : mapping of str to str, optional
        ``lang``, ``title`` and ``failed`` (what a reader sees who gets no deck).
    show : mapping of str to bool, optional
        Single features switched on or off.
    head : str, optional
        HTML for the end of the head: scripts and styles of one's own. It is taken as it is: never put a text from data
        or people into it.
    static : str, optional
        Address of the static files.

    Returns
    -------
    str

    Examples
    --------
    >>> "<title>A &lt;b&gt;</title>" in page("deck.json", "meeting", {"title": "A <b>"})
    True
    """
    told = {"lang": "en", "title": "Regioscope", "failed": "", **(words or {})}
    mark = f"?v={_version()}"
    links = "".join(f'<link rel="stylesheet" href="{static}{name}{mark}">' for name in ("fonts/inter.css", *STYLES))
    names = (LEAFLET, PICTURE, "map/core.js", *(f"deck/{name}.js" for name in PLAYER))
    scripts = "".join(f'<script src="{static}{name}{mark}"></script>' for name in names)
    given = safe_json({"deck": deck_url, "mode": mode, "show": dict(show or {}), "words": {"failed": told["failed"]}})
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(told["lang"])}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(told['title'])}</title>{links}{head}</head><body>"
        f'<div id="rd"></div><script type="application/json" id="rd-page">{given}</script>'
        f"{scripts}<script>{_START}</script></body></html>"
    )


@cache
def _version() -> str:
    """Fingerprint of the player's own files: a new version is never mixed with files that the browser kept."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted((STATIC / folder).iterdir()):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
