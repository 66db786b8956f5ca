"""How the ranking is computed: in words, as a formula, and what stands behind every criterion."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from views import scout_model as model
from views import scout_names as words
from views.industry_method import own_version

if TYPE_CHECKING:
    from views.scout_model import Scouting

FORMULA = "score = sum of weight share x u;  u = (s(x) - low) / (high - low), from 0 to 1, 1 - u where less is better"
"""The score in short, as `geo.scouting.ranking` computes it."""


def show_method(found: Scouting) -> None:
    """Draw the explanation, the formula and the table of the criteria."""
    say = found.figures.say
    steps = (
        say("**Must have** is asked first: a place that fails is left out and listed with the reason. Where the figure "
            "is unknown, the place stays and is marked: ask."),
        say("**Each figure becomes a number from 0 to 1**: 0 is the worst place, 1 the best; figures far outside count "
            "as the fence of three interquartile ranges. Jobs and distances count by their logarithm, shares compared "
            "with the country by (x - 1) / (x + 1)."),
        say("**The score is their mean by weights**, from 0 to 100. What is unknown counts as the middle place; beside "
            "the score stands how low and how high it could be."),
        say("**How firm is it?** In 1,000 trials each weight is moved at random by up to half and each figure within "
            "its error; the ranks of nine in ten stand beside each place. While a weight moves there are 100 trials."),
    )
    st.markdown("\n".join(f"1. {step}" for step in steps))
    st.code(FORMULA, language=None, wrap_lines=True)
    st.html(table(found))
    about = found.evidence.about
    version = say("dataset {dataset}, vintage {vintage}, fingerprint {digest}; Regioscope {version}",
                  dataset=found.asked.dataset, vintage=about.get("vintage", ""), digest=found.asked.version,
                  version=own_version())  # fmt: skip
    st.markdown(f"{say('Version')}: {version}")


def table(found: Scouting) -> str:
    """Write every criterion: what it is, its weight, its best and worst figure, of how many places it is known."""
    say, evidence = found.figures.say, found.evidence
    heads = (say("Criterion"), say("What it is"), say("Weight"), say("Worst to best"), say("Known of"), say("Source"))
    rows: list[tuple[str, ...]] = []
    total = sum(found.on.values()) or 1.0
    for one in model.usable(evidence):
        values = evidence.values[one.id].dropna()
        ends = (values.min(), values.max()) if one.direction > 0 else (values.max(), values.min())
        span = say("{low} to {high}", low=words.value(one, float(ends[0]), found.figures),
                   high=words.value(one, float(ends[1]), found.figures))  # fmt: skip
        source = " · ".join(text for text in (one.source, one.vintage) if text)
        rows.append((words.name(one, found.figures), words.meaning(one, found.figures),
                     say.percent(found.on.get(one.id, 0.0) / total, decimals=0), span,
                     say("{n} of {total}", n=len(values), total=len(evidence.values)), source))  # fmt: skip
    for one in model.missing(evidence):
        why = words.why_missing(one, say)
        rows.append((words.name(one, found.figures), why, say("not told"), "", say("none"), ""))
    return _written(heads, rows)


def _written(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f'<td data-label="{html.escape(name)}">{html.escape(text)}</td>'
                  for name, text in zip(heads[1:], row[1:], strict=True))
        + "</tr>"
        for row in rows
    )  # fmt: skip
    return f'<table class="rs-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
