"""Every word that the browser shows on the map, in the reader's language: its script has no words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.manifest import in_language

if TYPE_CHECKING:
    from scene.figures import Figures
    from scene.i18n import Say

LOCALES = {"en": "en-US", "uk": "uk-UA", "ru": "ru-RU"}
"""Number formats of the browser for each language."""


def map_words(figures: Figures) -> dict[str, str]:
    """Return the words of tooltips, buttons, cards and messages of the map by the names that its script uses."""
    say = figures.say
    return {
        "map_title": say("Map. The table beside it holds the same figures."),
        "keyboard_help": say("Arrow keys move the map, plus and minus zoom. The table lists every region."),
        "regions_help": say("Regions: arrow keys go from one to the next, Enter selects."),
        "home": say("Whole map"),
        "marks": say("Signs on the map"),
        "zoom_in": say("Zoom in"),
        "zoom_out": say("Zoom out"),
        "other_views": say("Go to"),
        "range": say("{low} to {high}"),
        "unsure": say("The class is not certain: the range reaches another one."),
        "unknown": say("How sure this is, is unknown."),
        "chance": say("Probability of being specialized: {n}%"),
        "png": say("Picture"),
        "png_help": say("Download this view as a picture with legend and source"),
        "load_error": say("The map could not be loaded."),
        "retry": say("Try again"),
        "establishment": say("Establishment"),
        "establishments": _forms("{n} establishment", "{n} establishments", say),
        "jobs": _forms("{n} job", "{n} jobs", say),
        "employees": say("Employees"),
        "sectors_other": say("Others"),
        "sector": in_language(figures.dataset.manifest.activity_word, say.lang).capitalize(),
        "region": say("Region"),
        "organisation": say("Kind"),
        "organisation_firm": say("firm"),
        "organisation_university": say("university"),
        "organisation_research": say("research institute"),
        "organisation_government": say("public body"),
        "organisation_support": say("support organisation"),
        "cluster_hint": say("Click to zoom in"),
        "close": say("Close"),
        "founded": say("Founded"),
        **_tool_words(say),
        "simulated": say("Simulated"),
        "estimated": say("Estimated"),
    }


def _tool_words(say: Say) -> dict[str, str]:
    """Words of the search, of a drawn area and of the surfaces of establishments."""
    return {
        "points_none": say("There is no establishment in this view."),
        "points_filtered": say("No establishment in this view passes the filter."),
        "points_few": say("Too few establishments in this view: fewer than three together are not shown."),
        "tool_search": say("Find an establishment"),
        "search_hint": say("Name or number"),
        "search_none": say("Nothing found"),
        "search_more": say("There are more: type more letters."),
        "tool_draw": say("Draw an area"),
        "draw_help": say(
            "Click corners on the map; a double click, Enter or a click on the first corner closes the area, Escape "
            "gives up. Without a mouse: arrow keys move the map, the space bar sets a corner under the cross."
        ),
        "area_title": say("In the drawn area"),
        "area_lq": say("Quotient"),
        "area_quotient": say(
            "Quotient: share of jobs inside the area, divided by the share in the whole register outside it. "
            "Filters by industry do not change it."
        ),
        "area_quotient_ones": say(
            "Quotient: share of establishments inside the area, divided by the share in the whole register outside it. "
            "Filters by industry do not change it."
        ),
        "area_download": say("Download the establishments of this area"),
        "area_largest": say("The {n} with the most employees:"),
        "density_ones": say("Establishments per km²"),
        "density_jobs": say("Jobs per km²"),
        "density_note": say("Smoothed over {km} km"),
        "hexagons_title": say("Establishments in a hexagon"),
    }


def _forms(one: str, many: str, say: Say) -> str:
    """Forms of a counted noun for one, a few and many, as the plural rules of the browser name them."""
    return "|".join(say.form(one, many, n).replace("{n}", "").strip() for n in (1, 2, 5))
