"""The answer to "how was this computed?" for any indicator: formula, inputs, conventions, source, version, command."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from scene import words
from scene.headline import source_line
from scene.menu import option_name
from scene.simulated import label
from views.command_line import command

if TYPE_CHECKING:
    from geo.indicator import Option
    from geo.query import Table
    from geo.store import Store
    from scene.figures import Figures

    Facts = list[tuple[str, str]]

_MOST_INPUTS = 8


def show_how(table: Table, figures: Figures, store: Store, *, inputs: pd.DataFrame | None = None,
             result: str = "", most: int = _MOST_INPUTS) -> None:  # fmt: skip
    """Draw the panel of one indicator of a computed table.

    `inputs` are the numbers that went in, one row each, named for readers, of which `most` are shown; `result` is the
    number that came out.
    """
    say, entry = figures.say, figures.entry
    st.markdown(f"**{say(entry.title)}**" + (f": {result}" if result else ""))
    st.markdown(say(entry.plain))
    st.code(entry.formula, language=None, wrap_lines=True)
    symbols = say("x: {measure}; r: region; i: {industry}; a dot: the sum over all; q: the reference economy.",
                  measure=figures.measure_unit, industry=figures.industry_word)  # fmt: skip
    st.caption(symbols)
    _show_inputs(inputs, figures, most)
    for name, text in (*conventions(table, figures), *origin(table, figures, store)):
        st.markdown(f"{name}: {text}")
    st.markdown(f"{say('How to read it')}: {say(entry.reading)}")
    st.markdown(f"{say('When not to use it')}: {say(entry.caution)}")
    st.caption(f"{say('Reference')}: {entry.citation}")
    st.markdown(say("The command that computes it again:"))
    st.code(command(figures), language="shell", wrap_lines=True)


def _show_inputs(inputs: pd.DataFrame | None, figures: Figures, most: int) -> None:
    if inputs is None or inputs.empty:
        return
    say = figures.say
    st.markdown(say("What goes in"))
    st.dataframe(inputs.head(most), hide_index=True, placeholder="–",
                 alt=say("The numbers that go into the formula"))  # fmt: skip
    if len(inputs) > most:
        st.caption(say("The {n} largest of {total}; the table of the page holds all.", n=most,
                       total=len(inputs)))  # fmt: skip


def conventions(table: Table, figures: Figures) -> Facts:
    """Name what was chosen where there was a choice: options, reference economy, totals."""
    say, entry, activity = figures.say, figures.entry, table.activity
    facts = [_choice(option, table, figures) for option in entry.options]
    totals = say("published by the source") if activity.totals_published else say(
        "sums of the known figures: a lower bound where any is missing")  # fmt: skip
    missing = int(activity.values.isna().to_numpy().sum())
    if entry.additive_only:
        facts.append((say("Totals of the regions"), totals))
    cells = say("{n} of {total} figures; they are left out, never taken as zero", n=say.number(missing, decimals=0),
                total=say.number(activity.values.size, decimals=0))  # fmt: skip
    return [*facts, (say("Missing"), cells)] if missing else facts


def _choice(option: Option, table: Table, figures: Figures) -> tuple[str, str]:
    say = figures.say
    chosen = dict(figures.query.options).get(option.name, option.values[0])
    if option.name == "reference":
        published = table.activity.reference_published
        used = "sum" if chosen in {"published", "external"} and not published else chosen
        return say("Reference economy"), say(words.REFERENCES.get(used, used))
    meaning = dict(zip(option.values, option.meanings, strict=False)).get(chosen, "")
    known = words.OPTION_VALUES.get(f"{option.name}={chosen}", words.OPTION_VALUES.get(chosen))
    text = say(known) if known else chosen.replace("_", " ")
    told = meaning and not (option.free or option.bounds)
    return option_name(option, say), f"{text} ({say(meaning).rstrip('.')})" if told else text


def origin(table: Table, figures: Figures, store: Store) -> Facts:
    """Name source, vintage and version of what was computed."""
    say, query = figures.say, figures.query
    made_up = label(table, say)
    facts = [(say("Data"), source_line(figures, made_up=made_up).removesuffix("."))]
    text = say("dataset {dataset}, vintage {vintage}, fingerprint {digest}; Regioscope {version}",
               dataset=query.dataset, vintage=figures.dataset.key.vintage,
               digest=store.dataset_version(query.dataset), version=own_version())  # fmt: skip
    return [*facts, (say("Version"), text)]


def interval_words(table: Table, figures: Figures) -> str:
    """Say what the intervals of a table mean and stand on; nothing where it has none."""
    say = figures.say
    if table.lower is None:
        return ""
    if table.activity.relative_error is not None:
        return say("Thin lines: 9 times in 10 the true value lies there.")
    if table.interval_simulated:
        return say("Thin lines: intervals from drawing the establishments again; the establishments are simulated.")
    return say("Thin lines: intervals from drawing the establishments again, 9 times in 10.")


def own_version() -> str:
    """Version of the project, or a dash where it runs without being installed."""
    try:
        return version("regioscope")
    except PackageNotFoundError:
        return "–"
