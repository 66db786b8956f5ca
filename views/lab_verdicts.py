"""The same place under every definition side by side: the verdict, each condition, and the one that fails."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.cluster_rules import evidence, failing
from geo.manifest import in_language
from geo.problems import SENTENCES
from scene.errors_words import told
from views.lab_how import show_how
from views.lab_words import measured, sign, spread, verdict

if TYPE_CHECKING:
    import pandas as pd

    from geo.cluster_rules import RuleResult
    from scene.figures import Figures
    from scene.i18n import Say
    from views.lab_model import Laboratory

_MARKS = {"yes": "✓", "no": "✗", "unknown": "?"}


def show_verdicts(lab: Laboratory, figures: Figures, region: str) -> None:
    """Draw a card for each rule, those that can be judged first: of one place, or of all where none is chosen."""
    cards = "".join(_card(name, lab, figures, region) for name in lab.judged_first)
    st.html(f'<div class="rs-rules">{cards}</div>')
    show_how(lab, figures, region)


def _card(name: str, lab: Laboratory, figures: Figures, region: str) -> str:
    say, result, industry = figures.say, lab.results[name], figures.query.industry_code
    kind, text = verdict(result, region, industry, say) if region else spread(result, industry, say)
    rule = result.rule
    title = html.escape(in_language(rule.title, say.lang))
    plain = html.escape(in_language(rule.plain, say.lang))
    notes = [say("The cuts are not the published ones.")] if name in lab.moved else []
    if lab.made_up(rule):
        notes.append(say("The establishments that it counts are simulated."))
    if not result.missing:
        known = (told(note, say) for note in result.notes if getattr(note, "sentence", "") != SENTENCES["left_out"])
        notes += [f"{note[:1].upper()}{note[1:]}." for note in known]
    body = ""
    if region and not result.missing:
        notes += _single(result, region, industry, say)
        body = _conditions(evidence(result, region, industry), result, say)
    said = "".join(f'<p class="rs-text">{html.escape(note)}</p>' for note in notes)
    source = html.escape(say("Version {version}. {source}", version=rule.version, source=rule.citation))
    return (
        f'<section class="rs-rule rs-{kind}"><h3>{title}</h3>'
        f'<p class="rs-says"><b aria-hidden="true">{_MARKS[kind]}</b> {html.escape(text)}</p>{said}{body}'
        f"<details><summary>{html.escape(say('What it says'))}</summary>"
        f'<p class="rs-text rs-quiet">{plain}</p><p class="rs-text rs-quiet">{source}</p></details></section>'
    )


def _single(result: RuleResult, region: str, industry: str, say: Say) -> list[str]:
    """Say which condition stands alone between the place and a cluster."""
    rows = failing(result, region, industry)
    if len(rows) != 1 or len(result.conditions) == 1:
        return []
    title = in_language(result.rule.conditions[str(rows.index[0])].title, say.lang)
    return [say("Only one condition fails: {condition}.", condition=title)]


def _conditions(rows: pd.DataFrame, result: RuleResult, say: Say) -> str:
    items = []
    for name, row in rows.iterrows():
        kind = "unknown" if not np.isfinite(row["holds"]) else "yes" if row["holds"] == 1 else "no"
        title = in_language(result.rule.conditions[str(name)].title, say.lang)
        numbers = ""
        if np.isfinite(row["value"]) and np.isfinite(row["threshold"]):
            value, cut = (measured(str(row["measure"]), float(row[c]), say) for c in ("value", "threshold"))
            wanted = say("needed {sign} {cut}", sign=sign(str(row["comparison"])), cut=cut)
            numbers = f"<span>{html.escape(value)} <small>({html.escape(wanted)})</small></span>"
        spoken = {"yes": say("holds"), "no": say("fails"), "unknown": say("not known")}[kind]
        items.append(
            f'<li class="rs-{kind}"><b role="img" aria-label="{html.escape(spoken)}">{_MARKS[kind]}</b> '
            f"{html.escape(title)} {numbers}</li>"
        )
    titles = [in_language(result.rule.conditions[name].title, say.lang) for name in result.left_out]
    left = "".join(f"<li>{html.escape(say('passed over: {name}', name=title))}</li>" for title in titles)
    return f'<ul class="rs-conditions">{"".join(items)}{left}</ul>'
