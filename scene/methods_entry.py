"""One indicator of the registry as the methods page shows it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from scene import words
from scene.i18n import N_

if TYPE_CHECKING:
    from geo.indicators import Indicator
    from scene.i18n import Say

NEEDS = {
    "areas": N_("the area of each region (comes with the boundaries)"),
    "population": N_("the number of people in each region (column population of the table of regions)"),
    "reference": N_("a reference economy (table reference)"),
    "income": N_("income per person of each region"),
    "anchor": N_("a figure of each region that complexity should rise with, such as wages"),
    "groups": N_("the larger group that each one belongs to"),
    "region_groups": N_("the group of regions that each region belongs to"),
    "establishments": N_("the number of establishments"),
    "wages": N_("wages per job"),
    "firms": N_("a register of establishments (table enterprises)"),
    "weights": N_("the neighbours of each region (from the boundaries, or given by hand)"),
    "years": N_("the same figures for several years"),
    "io": N_("an input-output table: who buys how much from whom"),
    "flows": N_("flows between regions"),
}


def entry_details(entry: Indicator, say: Say, *, opened: bool = False) -> str:
    """Write an indicator as a line that opens: its title and plain meaning, then everything else."""
    title, plain = html.escape(say(entry.title)), html.escape(say(entry.plain))
    head = f"<summary><b>{title}</b><br><span>{plain}</span></summary>"
    state = " open" if opened else ""
    return f'<details class="rs-entry" id="{entry.name}"{state}>{head}{entry_html(entry, say)}</details>'


def entry_html(entry: Indicator, say: Say) -> str:
    """Write formula, meaning, limits, options, inputs, reference and proof of an indicator."""
    facts = [
        (say("How to read it"), html.escape(say(entry.reading))),
        (say("When not to use it"), html.escape(say(entry.caution))),
        (say("Unit"), html.escape(_unit(entry, say))),
        (say("What it needs"), html.escape(_needs(entry, say))),
        *((_option_title(option.name, say), _option(option.values, option.meanings, say)) for option in entry.options),
        *_interval(entry, say),
        (say("Reference"), html.escape(entry.citation)),
        (say("Test that proves it"), f"<code>{html.escape(entry.test)}</code>"),
        (say("Name for the command line"), f"<code>{html.escape(entry.name)}</code>"),
    ]
    symbols = say("x: the figure; r: region; i: group; a dot: the sum over all; q: the reference economy.")
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{text}</dd>" for name, text in facts)
    formula = f'<p class="rs-formula">{html.escape(entry.formula)}</p><p class="rs-lead">{html.escape(symbols)}</p>'
    return f'{formula}<dl class="rs-facts">{rows}</dl>'


def entry_text(entry: Indicator, say: Say) -> str:
    """All words of an indicator, for the search."""
    texts = (entry.name, say(entry.title), say(entry.plain), say(entry.reading), say(entry.caution), entry.formula)
    return " ".join((*texts, entry.title, entry.citation))


def _unit(entry: Indicator, say: Say) -> str:
    if entry.percent:
        return say("per cent")
    if not entry.unit:
        return say("none: a ratio")
    return say(entry.unit).replace("{measure}", say("unit of the figures"))


def _needs(entry: Indicator, say: Say) -> str:
    first = say("figures that add up, such as jobs") if entry.additive_only else say("any figures, averages too")
    return "; ".join([first, *(say(NEEDS[name]) if name in NEEDS else name for name in entry.needs)])


def _option_title(name: str, say: Say) -> str:
    return say(words.OPTIONS[name]) if name in words.OPTIONS else name


def _option(values: tuple[str, ...], meanings: tuple[str, ...], say: Say) -> str:
    given = dict(zip(values, meanings, strict=False))
    items = []
    for i, value in enumerate(values):
        name = say(words.OPTION_VALUES[value]) if value in words.OPTION_VALUES else value
        text = say(given[value]) if value in given else ""
        usual = f" ({say('the usual choice')})" if i == 0 else ""
        items.append(f"<li><b>{html.escape(name)}</b>{html.escape(usual)}: {html.escape(text)}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _interval(entry: Indicator, say: Say) -> list[tuple[str, str]]:
    if entry.interval is None:
        return []
    text = say(
        "From the sampling errors that the source publishes, else from the sizes of the establishments: 9 times in 10 "
        "the true value lies in the interval. Where there is neither, no interval is shown."
    )
    return [(say("How sure is it?"), html.escape(text))]
