"""Which other indicators travel in a file beside the map that it was made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import RegioscopeError
from geo.resolve import resolve
from scene.drawing import drawing_of
from scene.figures import Figures
from scene.menu import menu

if TYPE_CHECKING:
    from geo.store import Store
    from scene.drawing import Drawing

MOST = 20
"""Indicators of a file, that of its own map included."""
_FIRST = (
    "location_quotient", "share", "value", "per_thousand_people", "density_km2", "additive_location_quotient",
    "symmetric_location_quotient", "standardized_location_quotient", "probability_specialized", "cluster_stars",
    "strong_cluster", "relatedness_density", "local_g_star", "hachman", "krugman_specialization", "entropy",
    "herfindahl", "diversity", "economic_complexity_index", "fitness", "complexity_outlook_index",
    "complexity_outlook_gain",
)  # fmt: skip
"""The order of what readers ask for: where, how sure, which clusters, what is at hand, what kind of region."""
_STAY = frozenset({"hotspots", "enterprises"})
"""Layers of the map that the other indicators do without."""


def choice_of(drawing: Drawing, store: Store, *, most: int = MOST) -> list[tuple[str, Drawing]]:
    """Draw other indicators of the same regions, group and year, each with its usual options and classes.

    Parameters
    ----------
    drawing : Drawing
        The map of the file.
    store : Store
    most : int, default 20
        Indicators at most, that of the map included.

    Returns
    -------
    list of (str, Drawing)
        Label of the menu and map; indicators without any figure here are left out.

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> store = default_store()
    >>> [label for label, _ in choice_of(open_drawing({"data": "us"}, store), store, most=3)]
    ["Share of the region's total", 'The figure itself']
    """
    labels = menu(drawing.figures)
    names = [*(name for name in _FIRST if name in labels), *(name for name in labels if name not in _FIRST)]
    found: list[tuple[str, Drawing]] = []
    for name in names:
        if len(found) >= most - 1:
            break
        other = None if name == drawing.view.query.indicator else _drawn(drawing, name, store)
        if other is not None:
            found.append((labels[name], other))
    return found


def _drawn(drawing: Drawing, indicator: str, store: Store) -> Drawing | None:
    asked = replace(drawing.view.query, indicator=indicator, options=(), scheme="", palette="")
    query, _ = resolve(asked, drawing.figures.dataset)
    try:
        result = store.result(query)
    except RegioscopeError:
        return None
    if query.indicator != indicator or not result.values.notna().any():
        return None
    layers = tuple(name for name in drawing.view.layers if name not in _STAY)
    view = replace(drawing.view, query=query, layers=layers, honest="")
    return drawing_of(view, result, Figures(drawing.figures.say, drawing.figures.dataset, query), store)
