"""Addresses inside the app: the name of a page and its parameters, never another place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from geo.errors import AddressError
from geo.problems import Told
from scene.address import parse
from scene.i18n import N_

PAGES = ("", "clusters", "data", "industry", "lab", "map", "methods", "region", "scout", "story")
"""Pages by their names in the address; the map is also the empty one."""
LONGEST = 4_000
"""Characters of an address that are read."""
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class PageAddress:
    """A page and its parameters, in the order of their names."""

    page: str
    parameters: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Write the address from the root of the app on, without a slash in front."""
        return f"{self.page}?{urlencode(self.parameters)}"


def page_address(text: str) -> PageAddress:
    """Read an address of the app, whole or from its last part on; host and folder of it are not looked at.

    Parameters
    ----------
    text : str
        Such as ``http://127.0.0.1:8501/region?data=us&region=06``, ``region?data=us`` or ``?data=us``.

    Raises
    ------
    AddressError
        If it is too long, or a parameter of it cannot be read.

    Examples
    --------
    >>> str(page_address("https://example.org/maps/region?year=2025&data=us")), str(page_address("//evil.example/x"))
    ('region?data=us&year=2025', '?')
    """
    if len(text) > LONGEST:
        raise _refusal(N_("the address has {n} characters, more than {most}: shorten it"), n=len(text), most=LONGEST)
    if _CONTROL.search(text):
        raise _refusal(N_("the address holds signs that no address has: copy it again"))
    try:
        path, query = text.partition("#")[0].partition("?")[::2]
        page = urlsplit(path).path.rstrip("/").rpartition("/")[2]
        found = dict(parse_qsl(query, keep_blank_values=False, max_num_fields=100))
    except ValueError as error:
        raise _refusal(N_("this is no address: {why}"), why=error) from error
    wrong = [name for name, value in found.items() if not _NAME.fullmatch(name) or _CONTROL.search(value)]
    bad = [*parse(found).bad, *((name, found[name]) for name in wrong)]
    if bad:
        name, value = bad[0]
        unread = N_("the address has {name} = “{value}”, which cannot be read: correct it or leave it out")
        raise _refusal(unread, name=name[:40], value=value[:80])
    return PageAddress(page if page in PAGES else "", tuple(sorted(found.items())))


def root_of(address: str) -> str:
    """Return where the app stands, with a slash at the end, from the address of one of its pages.

    Examples
    --------
    >>> root_of("https://example.org/maps/region?data=us"), root_of("http://127.0.0.1:8501")
    ('https://example.org/maps/', 'http://127.0.0.1:8501/')
    """
    place = address.partition("#")[0].partition("?")[0]
    folder, _, page = place.rpartition("/")
    return f"{folder}/" if not page or page in PAGES else f"{place}/"


def _refusal(sentence: str, **parts: object) -> AddressError:
    return AddressError(Told.made(sentence, parts))
