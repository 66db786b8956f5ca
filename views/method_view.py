"""The answer to "how is this computed?": formula, inputs, conventions, source, and the command that repeats it."""

from __future__ import annotations

import math
import shlex
from typing import TYPE_CHECKING, cast

import streamlit as st

from views.i18n import N_
from views.menu import choices_of, option_name

if TYPE_CHECKING:
    import pandas as pd

    from geo.indicator import Option
    from geo.query import Result
    from views.figures import Figures

REFERENCE_WORDS = {
    "published": N_("the published national figures"),
    "sum": N_("the sum of the regions on the map"),
    "rest": N_("the country without the region itself"),
    "external": N_("a reference given with the data"),
}


def formula_with_numbers(result: Result, figures: Figures, region: str) -> str:
    """Write both parts of the formula with the region's numbers."""
    say = figures.say
    part = {str(name): float(value) for name, value in cast("pd.Series", result.parts.loc[region]).items()}
    amount = figures.amount(part["value"])
    if figures.of_regions or not figures.entry.additive_only or not math.isfinite(part["value"]):
        return amount
    total = say.number(part["region_total"], decimals=0)
    here = say.percent(part["value"] / part["region_total"], decimals=2) if part["region_total"] > 0 else "–"
    lines = [say("Here: {amount} of {total} = {share}", amount=amount, total=total, share=here)]
    if figures.entry.neutral is not None and part["reference_total"] > 0 and math.isfinite(part["reference"]):
        reference = say.percent(part["reference"] / part["reference_total"], decimals=2)
        lines.append(
            say(
                "Reference: {amount} of {total} = {share}",
                amount=say.number(part["reference"], decimals=0),
                total=say.number(part["reference_total"], decimals=0),
                share=reference,
            )
        )
    return "  \n".join(lines)


def reference_used(result: Result, figures: Figures) -> str:
    """Name the reference economy that was really used."""
    asked = dict(result.query.options).get("reference", "published")
    used = "sum" if asked in {"published", "external"} and not result.reference_published else asked
    return figures.say(REFERENCE_WORDS[used])


def show_method(result: Result, figures: Figures) -> None:
    """Draw the panel that answers "how is this computed?"."""
    say, entry = figures.say, figures.entry
    st.markdown(f"**{say(entry.title)}**")
    st.markdown(say(entry.plain))
    st.code(entry.formula, language=None)
    st.caption(
        say(
            "x: {measure}; r: region; i: {industry}; a dot: the sum over all; q: the reference economy.",
            measure=figures.measure_unit,
            industry=figures.industry_word,
        )
    )
    for option in entry.options:
        _show_choice(option, figures)
    if any(option.name == "reference" for option in entry.options):
        st.markdown(say("Reference economy: {reference}.", reference=reference_used(result, figures)))
    if not result.totals_published:
        st.markdown(say("Totals of regions are sums of the known figures: a lower bound where any is missing."))
    st.markdown(f"{say('How to read it')}: {say(entry.reading)}")
    st.markdown(f"{say('When not to use it')}: {say(entry.caution)}")
    st.caption(f"{say('Reference')}: {entry.citation}")
    st.markdown(say("The command that computes it again:"))
    st.code(command(figures), language="shell")


def _show_choice(option: Option, figures: Figures) -> None:
    """Name what was chosen for an option; the reference has a sentence of its own."""
    if option.name == "reference":
        return
    chosen = dict(figures.query.options).get(option.name, option.values[0])
    st.markdown(f"{option_name(option, figures.say)}: {choices_of(option, figures).get(chosen, chosen)}")


def command(figures: Figures) -> str:
    """Return the command line that writes the same figures."""
    query = figures.query
    parts = ["regioscope", "compute", "--dataset", query.dataset, "--indicator", query.indicator]
    parts += [] if figures.of_regions else ["--industry", query.industry_code]
    parts += ["--industry-level", query.industry_level, "--level", query.level]
    if query.year:
        parts += ["--year", str(query.year)]
    parts += ["--measure", query.measure]
    for name, value in query.options:
        parts += ["--option", f"{name}={value}"]
    return shlex.join([*parts, "--out", "result.csv"])
