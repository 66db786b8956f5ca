"""The briefcase: a deck in one HTML file that needs no server and no network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING, Any

from geo.errors import AddressError
from layers.safe_json import safe_json
from papers.briefcase_parts import LEAFLET, MAP, PICTURE, PLAYER, font_style, styles, text_of
from papers.deck_outlines import packed

if TYPE_CHECKING:
    from collections.abc import Iterable

_START = """\
(function () {
  "use strict";
  const root = document.getElementById("rd");
  const words = JSON.parse(document.getElementById("rd-words").textContent);
  const told = (name) => { root.textContent = words[name]; };
  if (!window.DecompressionStream) { told("old_browser"); return; }
  const held = JSON.parse(document.getElementById("rd-deck").textContent);
  RegioscopeDeck.inflate(held.deck).then((deck) => {
    deck.geometry = held.geometry;
    root.textContent = "";
    window.regioscopeDeck = RegioscopeDeck.open(deck, { mode: "briefcase", root: root });
    return window.regioscopeDeck.ready;
  }).catch((error) => {
    window.__regioscope_error = String(error);
    told("failed");
  });
})();
"""


def briefcase(deck: dict[str, Any]) -> bytes:
    """Write a deck as one HTML file.

    Parameters
    ----------
    deck : dict
        From `papers.deck.deck_of` with ``inline=True``.

    Returns
    -------
    bytes
        UTF-8 text. Its policy lets nothing but the scripts inside run, and no request leave; the deck stands in it as
        compressed data, so that no name of a region or a step is ever read as HTML or script [1]_.

    Raises
    ------
    AddressError
        If the deck has no steps.

    References
    ----------
    .. [1] W3C (2024). Content Security Policy Level 3.
    """
    if not deck["steps"]:
        raise AddressError("a story without steps has nothing to show: add one")
    scripts = _scripts()
    words = {name: deck["words"][name] for name in ("old_browser", "failed")}
    head = {name: value for name, value in deck.items() if name != "geometry"}
    data = safe_json({"deck": packed(head), "geometry": deck["geometry"]})
    title = html.escape(deck["title"] or deck["steps"][0]["view"]["message"]["title"])
    subsets = ("latin", "cyrillic") if _has_cyrillic(deck) else ("latin",)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(deck["lang"])}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(text for _, text in scripts)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="Regioscope"><title>{title}</title>',
        f"<style>{font_style(subsets)}\n{styles()}</style>",
        "</head><body>",
        f'<div id="rd"><noscript>{html.escape(deck["words"]["no_script"])}</noscript></div>',
        f'<script type="application/json" id="rd-words">{safe_json(words)}</script>',
        f'<script type="application/json" id="rd-deck">{data}</script>',
        *(f"<script{mark}>{text}</script>" for mark, text in scripts),
        "</body></html>",
    ]
    return "\n".join(lines).encode()


def _scripts() -> list[tuple[str, str]]:
    """Return attributes and text of every script, in the order in which they run."""
    mapped = ["map/core.js", *(f"map/{name}.js" for name in MAP)]
    own = [f"deck/{name}.js" for name in PLAYER]
    texts = [("", LEAFLET), ("", PICTURE), *((" data-map", name) for name in mapped), *(("", name) for name in own)]
    found = [(mark, text_of(name)) for mark, name in texts]
    return [*found, ("", _START)]


def _policy(scripts: Iterable[str]) -> str:
    """Let the scripts of the file run by their digests, and nothing else."""
    digests = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    )
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'"
    )


def _has_cyrillic(deck: dict[str, Any]) -> bool:
    """Tell whether a deck has Cyrillic letters: titles and names of regions may have them in a story in English."""
    return re.search("[\u0400-\u04ff]", json.dumps(deck["steps"], ensure_ascii=False) + deck["title"]) is not None
