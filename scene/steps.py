"""Steps of a story made from views: the address that is kept, a title, and the sentences that suit the kind of step."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from scene.certain_words import weakest
from scene.opening import open_drawing, parameters
from scene.sentence_years import compared, over_years
from scene.sentences import suggestions
from scene.sight import about, topic
from scene.story import SWIPE, YEARS
from scene.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.query import Query
    from geo.store import Store
    from scene.drawing import Drawing
    from scene.story import Step

_KEPT = ("palette", "scheme", "classes", "region", "layers", "opacity", "sectors", "from", "to", "kinds", "since",
         "until", "show", "honest", "tiles", "view")  # fmt: skip
"""Parameters of an address that a step keeps as they are; the language is the story's own."""
_OF_INDICATOR = ("palette", "scheme", "classes")
"""Those that another indicator would have to drop."""


def address_of(params: Mapping[str, str], query: Query) -> str:
    """Write the address of a step: the view's own question in full, so that other defaults never change the step.

    Parameters
    ----------
    params : mapping of str to str
        Parameters of the page's address, with ``view`` where the map's place and zoom are to be kept.
    query : Query
        The resolved question of the view.

    Examples
    --------
    >>> from geo.query import Query
    >>> query = Query("us", "share", "15-0000", "state", "major", "employment", 2025, minimum=1000.0)
    >>> address_of({"lang": "uk", "view": "37,-95,4", "story": "x"}, query)
    'data=us&ind=share&item=15-0000&level=state&depth=major&measure=employment&year=2025&min=1000&view=37,-95,4'
    """
    asked = {
        "data": query.dataset,
        "ind": query.indicator,
        "item": query.industry_code,
        "level": query.level,
        "depth": query.industry_level,
        "measure": query.measure,
        "year": str(query.year) if query.year else "",
        "min": f"{query.minimum:g}" if query.minimum >= 0 else "",
    }
    left_out = () if params.get("ind", query.indicator) == query.indicator else _OF_INDICATOR
    kept = [name for name in _KEPT if name not in left_out]
    asked |= {name: params[name] for name in kept if params.get(name) or (name == "layers" and name in params)}
    asked |= {f"opt.{name}": value for name, value in query.options}
    return urlencode({name: value for name, value in asked.items() if value or name == "layers"}, safe=",:")


def open_address(address: str, store: Store, lang: str) -> Drawing:
    """Compute the view of a step in the language of its story.

    Raises
    ------
    RegioscopeError
        If the view works no longer: its data are gone, or do not have its figures any more.
    """
    params = parameters(address)
    params.pop("view", None)
    return open_drawing({**params, "lang": lang}, store, lang=lang)


def title_of(drawing: Drawing) -> str:
    """Suggest a title: what the map is about, after the selected region where there is one.

    Examples
    --------
    >>> from geo.store import default_store
    >>> title_of(open_address("data=us&item=15-0000&region=53", default_store(), "en"))
    'Washington: Computer and Mathematical Occupations'
    """
    figures, region = drawing.figures, drawing.view.region
    text = about(figures) if figures.of_regions else topic(figures)
    return f"{figures.region(region)}: {text}" if region in drawing.result.values.index else text


def suggestions_of(step: Step, store: Store, lang: str) -> tuple[Suggestion, ...]:
    """Suggest sentences for a step: about its map, its years, or its two sides.

    Raises
    ------
    RegioscopeError
        If a view of the step works no longer.
    """
    drawing = open_address(step.address, store, lang)
    if step.kind == SWIPE and step.beside:
        other = open_address(step.beside, store, lang)
        return (*compared(drawing, other), _both(drawing, other))
    found = over_years(drawing) if step.kind == YEARS else ()
    return found or suggestions(drawing)


def _both(left: Drawing, right: Drawing) -> Suggestion:
    """Say of each side of a swipe what stands out there; it is as certain as the less certain one."""
    one, two = suggestions(left)[0], suggestions(right)[0]
    text = right.figures.say("Left: {left} Right: {right}", left=one.text, right=two.text)
    return Suggestion("pair", text, weakest(one.certainty, two.certainty))
