"""From an address to all that its map is made of: for exported files, stories and the command line, without a page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from geo.errors import AddressError, UnknownOptionError
from geo.resolve import resolve
from scene.address import parse
from scene.drawing import drawing_of
from scene.figures import Figures
from scene.spots import find_spots, wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.store import Store
    from scene.drawing import Drawing

LONGEST = 4_000
"""Characters of an address that are read."""


def parameters(text: str) -> dict[str, str]:
    """Read a view from the address of a page, its part after the question mark, or JSON with the same names.

    Parameters
    ----------
    text : str
        Such as ``http://127.0.0.1:8501/?data=us&item=15-0000``, ``data=us&item=15-0000`` or
        ``{"data": "us", "item": "15-0000", "year": 2025}``.

    Returns
    -------
    dict of str to str
        Parameters by their names in the address.

    Raises
    ------
    AddressError
        If the text is too long, or looks like JSON and is none.

    Examples
    --------
    >>> parameters("http://127.0.0.1:8501/region?data=us&item=15-0000"), parameters('{"year": 2025}')
    ({'data': 'us', 'item': '15-0000'}, {'year': '2025'})
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise AddressError(f"the address has {len(text):,} characters, more than {LONGEST:,}: shorten it")
    if text.startswith("{"):
        return _from_json(text)
    query = urlsplit(text).query if "?" in text or "://" in text else text
    return dict(parse_qsl(query, keep_blank_values=False))


def _from_json(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AddressError(f"the query is not valid JSON ({error}): check quotes and commas") from error
    wrong = [name for name, value in found.items() if isinstance(value, (dict, list)) or value is None]
    if wrong:
        raise AddressError(f"the query has no plain value for {wrong[0]!r}: write a text or a number")
    return {str(name): str(value) for name, value in found.items()}


def open_drawing(params: Mapping[str, str], store: Store, *, lang: str = "en") -> Drawing:
    """Compute the map of an address: what cannot be read or does not exist is an error, never replaced.

    Parameters
    ----------
    params : mapping of str to str
        Parameters of the address (see `parameters`); what is not named takes the dataset's defaults.
    store : Store
    lang : str, default "en"
        Language where the address names none.

    Returns
    -------
    Drawing

    Raises
    ------
    UnknownNameError
        If the address names something that the dataset does not have.
    RegioscopeError
        If the figures cannot be computed.

    Examples
    --------
    >>> from geo.store import default_store
    >>> float(open_drawing({"data": "us", "item": "15-0000"}, default_store()).result.values.round(3)["53"])
    1.996
    """
    view = parse(params, fallback_lang=lang)
    if view.bad:
        name, value = view.bad[0]
        raise AddressError(f"the address has {name}={value!r}, which cannot be read: correct it or leave it out")
    dataset = store.dataset(view.query.dataset)
    query, notices = resolve(view.query, dataset)
    if notices:
        first = notices[0]
        raise AddressError(f"{first.kind} {first.asked!r} does not exist in {view.query.dataset}: take {first.shown!r}")
    if view.region and view.region not in dataset.regions.index:
        raise UnknownOptionError("region", view.region, dataset.regions_at(query.level).index)
    view = replace(view, query=query)
    table, result, figures = store.computed(query), store.result(query), Figures(view.say, dataset, query)
    spots = find_spots(result, table, figures) if wanted(view, figures) else None
    return drawing_of(view, result, figures, store, spots)
