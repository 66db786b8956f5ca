"""Sites that may show maps of this installation as parts of their own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

ORIGINS = "REGIOSCOPE_EMBED_ORIGINS"
"""Environment variable: these sites, separated by commas."""
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|\[[0-9a-f:.]{2,45}\]"
_ORIGIN = re.compile(rf"https?://(?:{_HOST})(?::[0-9]{{1,5}})?")
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Origins:
    """Sites that may show maps, and what on the operator's list is none (`wrong`)."""

    allowed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def origins(text: str) -> Origins:
    """Read the operator's list: scheme, host and perhaps port of each site; nothing else, no patterns.

    Examples
    --------
    >>> origins("https://city.example, http://127.0.0.1:8000,*,https://city.example/news")
    Origins(allowed=('https://city.example', 'http://127.0.0.1:8000'), wrong=('*', 'https://city.example/news'))
    """
    given = list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    allowed = dict.fromkeys(word.lower() for word in given if _is_origin(word.lower()))
    return Origins(tuple(allowed), tuple(word for word in given if not _is_origin(word.lower())))


def _is_origin(word: str) -> bool:
    port = word.rpartition(":")[2]
    return bool(_ORIGIN.fullmatch(word)) and (not port.isdecimal() or 0 < int(port) <= _LAST_PORT)
