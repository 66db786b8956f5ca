"""Every word that the player of a story shows, in the language of the story: its scripts have no words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scene import words
from scene.map_words import LOCALES

if TYPE_CHECKING:
    from scene.i18n import Say


def deck_words(say: Say) -> dict[str, str]:
    """Return the words of the player by the names that its scripts use.

    Parameters
    ----------
    say : Say
        Voice of the story's language.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> from scene.i18n import Say
    >>> deck_words(Say("en"))["next"]
    'Next'
    """
    return {
        "locale": LOCALES[say.lang],
        "steps": say("Steps"),
        "next": say("Next"),
        "previous": say("Back"),
        "position": say("{n} of {total}"),
        "explore": say("Look for yourself"),
        "indicator": say("Indicator"),
        "as_told": say("As in the step"),
        "layers": say("Layers"),
        "layer_regions": say(words.LAYERS["regions"]),
        "layer_hotspots": say(words.LAYERS["hotspots"]),
        "layer_places": say(words.LAYERS["places"]),
        "layer_borders": say("Land and borders"),
        "map": say("Map"),
        "table": say("Table"),
        "sources": say("Sources and method"),
        **_table_words(say),
        **_method_words(say),
        **_moving_words(say),
    }


def _table_words(say: Say) -> dict[str, str]:
    return {
        "rank": say("Rank"),
        "region": say("Region"),
        "value": say("Value"),
        "category": say("Category"),
        "from": say("From"),
        "to": say("To"),
        "note": say("Note"),
        "find": say("Find a region"),
        "table_of": say("The figures of this map, {n} rows"),
        "first_rows": say("The first {n} of {total} rows are shown."),
        "all_rows": say("Show all rows"),
        "no_rows": say("No region of this name"),
        "sort_by": say("Sort by {column}"),
        "no_value": say("no data"),
        "rank_of": say("rank {n} of {total}"),
        "below": say("below the minimum, not ranked"),
    }


def _method_words(say: Say) -> dict[str, str]:
    return {
        "how": say("How is this computed?"),
        "formula": say("Formula"),
        "reading": say("How to read it"),
        "caution": say("When not to use it"),
        "citation": say("Reference"),
        "unit": say("Unit"),
        "choices": say("Chosen here"),
        "source": say("Source"),
        "licence": say("Licence"),
        "vintage": say("As of"),
        "retrieved": say("Retrieved"),
        "address": say("Address"),
        "made": say("Made on {date} with Regioscope"),
        "offline": say("This file needs no network and no server."),
        "old_browser": say("This browser is too old to open the map: use one from 2023 or later."),
        "no_script": say("The map needs JavaScript, which is switched off here."),
        "failed": say("The map could not be loaded."),
        "points_gone": say("Single establishments cannot be shown now: the program does not answer."),
    }


def _moving_words(say: Say) -> dict[str, str]:
    return {
        "play": say("Play"),
        "pause": say("Pause"),
        "next_year": say("Next year"),
        "year": say("Year"),
        "classes_differ": say("The two maps have different classes: compare their legends."),
        "divider": say("Line between the two maps: left and right arrow keys move it"),
        "divider_at": say("{left}: {n}% of the width"),
    }
