"""A map as a part of another page: read only, without controls, for the sites that the operator lists."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from api.answers import ASK_AGAIN, Body, Kept, pack_json, reply
from api.framing import allowed_sites
from api.links import sentence
from api.plain_page import plain_page, say_of
from geo.errors import RegioscopeError
from geo.manifest import LANGUAGES
from keep import links
from keep.database import default_keep
from papers.deck import deck_of
from papers.deck_page import page
from scene.embedding import UNSAVED
from scene.errors_words import in_words
from scene.i18n import Say
from scene.page_address import PageAddress, page_address
from scene.story import Step

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geo.store import Store

KEPT_BYTES = 8 * 2**20
"""Compressed decks kept at once."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SOURCES = {
    "default-src": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_HEAD = (
    '<link rel="stylesheet" href="../app/static/embed/embed.css"><script src="../app/static/embed/embed.js"></script>'
)


class EmbedAnswers:
    """Answers ``/embed/{code}`` and the figures of its map; holds the compressed figures."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))
        self._allowed = allowed_sites()
        self._online_tiles = os.environ.get("REGIOSCOPE_ONLINE_TILES") == "1"

    def show(self, request: Request) -> Response:
        """Page of a code, or of the view in the address of ``/embed/view?data=us``.

        Where there is none, a page that says so; with ``Content-Security-Policy: frame-ancestors`` in every case.
        """
        say = say_of(request)
        try:
            address = _address(request)
            answer: Response = HTMLResponse(_page(request, address), headers={"Cache-Control": ASK_AGAIN})
        except RegioscopeError as error:
            answer = plain_page(say, say("This map cannot be shown"), sentence(in_words(error, say)))
        rules = policy(bytes(answer.body).decode(), self._allowed, online_tiles=self._online_tiles)
        answer.headers["Content-Security-Policy"] = rules
        return answer

    def deck(self, request: Request) -> Response:
        """Figures of the map, for the player in ``static/deck``.

        Raises
        ------
        RegioscopeError
            If there is no such code, or the figures cannot be computed.
        """
        address = _address(request)
        lang = _language(request, address)
        parameters = dict(address.parameters)
        dataset = parameters.get("data", "")
        version = self._store.dataset_version(dataset) if dataset in self._store.dataset_ids() else ""
        body = self._kept.get((address.parameters, lang, version), lambda: self._deck(parameters, lang))
        return reply(request.headers, body, cache=ASK_AGAIN)

    def _deck(self, parameters: dict[str, str], lang: str) -> Body:
        found: dict[str, Any] = deck_of((Step(urlencode(parameters)),), self._store, lang, inline=False)
        return pack_json(found)


def policy(text: str, allowed: tuple[str, ...], *, online_tiles: bool = False) -> str:
    """Content-Security-Policy of an embedded page: only its own scripts run, only listed sites may show it [1]_.

    Parameters
    ----------
    text : str
        HTML of the page.
    allowed : tuple of str
        Origins of the sites.
    online_tiles : bool
        Pictures may come from any https host.

    References
    ----------
    .. [1] W3C (2024). Content Security Policy Level 3.

    Examples
    --------
    >>> policy("", ("https://city.example",)).split("; ")[-1]
    "frame-ancestors 'self' https://city.example"
    """
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE.findall(text)]
    own = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    rules = {**_SOURCES, "script-src": own, "frame-ancestors": " ".join(("'self'", *allowed))}
    rules["img-src"] += " https:" if online_tiles else ""
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _page(request: Request, address: PageAddress) -> str:
    say, name = Say(_language(request, address)), request.path_params["code"]
    asked = dict(address.parameters) | {"lang": say.lang}
    query = urlencode(asked if name == UNSAVED else {"lang": say.lang})
    words = {"lang": say.lang, "title": say("Map"), "failed": say("This map cannot be shown.")}
    made = page(f"{name}/deck.json?{query}", "embed", words, head=_HEAD)
    back = html.escape(f"../{PageAddress(address.page, tuple(sorted(asked.items())))}")
    link = f'<a href="{back}" target="_blank" rel="noopener">{html.escape(say("Open in Regioscope"))}</a>'
    wait = f'<div id="rd"><p role="status">{html.escape(say("The map is being drawn …"))}</p></div>'
    return made.replace('<div id="rd"></div>', f'{wait}<p class="rs-back">{link}</p>', 1)


def _address(request: Request) -> PageAddress:
    code = request.path_params["code"]
    if code != UNSAVED:
        return page_address(links.address(default_keep(), code))
    return page_address(f"?{request.url.query}")


def _language(request: Request, address: PageAddress) -> str:
    """Language of the map: the one asked for, that of the saved view, or that of the browser."""
    asked = request.query_params.get("lang", "") or dict(address.parameters).get("lang", "")
    return asked if asked in LANGUAGES else say_of(request).lang
