"""What if the anchor leaves? Jobs, quotient and the verdict of a definition before and after, side by side."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from geo.cluster_rules import load_rules
from geo.errors import RegioscopeError
from geo.lazy import Lazy
from geo.manifest import in_language
from scene.errors_words import in_words
from scene.i18n import N_
from views import clusters_model as model
from views import state
from views.cluster_card import name_of
from views.clusters_command import leaving
from views.clusters_words import industry, note, warning
from views.data_tables import Number, html_table
from views.lab_words import measured, sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.anchor import WhatIf
    from geo.cluster_card import ClusterCard
    from geo.rule import Rule
    from scene.figures import Figures
    from views.clusters_model import Found
    from views.data_tables import Cell

ROWS = {
    "enterprises": N_("Enterprises of the cluster"),
    "employees": N_("Jobs of the cluster"),
    "employees_inside": N_("Jobs of all within the outline"),
    "location_quotient": N_("Location quotient of the leading industry"),
}
"""Figures that are compared, in words."""
USUAL = "statsamerica"
_KEPT = 32
_anchor = Lazy("geo.anchor")


def show_leaving(found: Found, chosen: str, figures: Figures) -> None:
    """Draw the choice of the anchors that leave, and both sides of the cluster."""
    say, card = figures.say, model.card_of(found, chosen, figures.query.level)
    anchors = card.anchors.table
    if found.clusters.privacy.confidential:
        st.info(say("The register is confidential: no single enterprise can be taken out."))
        return
    if anchors.empty:
        st.info(say("No enterprise here is large enough to be an anchor. Choose another cluster."))
        return
    gone, share, rule = _choose(card, figures, links=found.ground.links is not None)
    if not gone:
        st.caption(say("Choose one or several anchors: nothing is lost yet."))
        return
    try:
        result = _kept(found.asked, figures.query.level, chosen, gone, share, rule, _found=found)
    except RegioscopeError as error:
        st.error(in_words(error, say))
        return
    _show_result(result, found, figures, rule=load_rules().get(rule) if rule else None)
    st.markdown(say("The command that computes it again:"))
    again = leaving(found.asked, figures.query.level, chosen, gone, rule=rule, share=share)
    st.code(again, language=None, wrap_lines=True)


def _choose(card: ClusterCard, figures: Figures, *, links: bool) -> tuple[tuple[str, ...], float, str]:
    """Draw the choices; return the ids that leave, the share of links that is lost, and the name of the rule."""
    say, table = figures.say, card.anchors.table
    names = {str(code): _label(code, row, figures) for code, row in table.iterrows()}
    asked = [one for one in st.query_params.get("gone", "").split(",") if one in names]
    st.session_state["c_gone"] = asked
    st.multiselect(say("Which anchors leave?"), list(names), key="c_gone", format_func=names.__getitem__,
                   placeholder=say("Choose an anchor"),
                   on_change=lambda: state.change(gone=",".join(st.session_state["c_gone"]) or None))  # fmt: skip
    rules = load_rules()
    rule = st.query_params.get("judge", USUAL)
    rule = rule if rule in rules else next(iter(rules))
    with st.container(horizontal=True, gap="small"):
        st.session_state["c_judge"] = rule
        st.selectbox(say("Judged by the definition"), list(rules), key="c_judge", width=420,
                     format_func=lambda name: in_language(rules[name].title, say.lang),
                     on_change=lambda: state.change(judge=st.session_state["c_judge"]))  # fmt: skip
        share = _choose_share(figures) if links else 0.0
    return tuple(asked), share, rule


def _choose_share(figures: Figures) -> float:
    """Ask how much partners lose with the links that go."""
    say, text = figures.say, st.query_params.get("lost", "")
    st.session_state["c_lost"] = min(int(text) // 10 * 10, 100) if text.isdecimal() else 0
    st.select_slider(say("Partners lose, of the jobs that hang on lost links"), list(range(0, 101, 10)), key="c_lost",
                     format_func=lambda n: say.percent(n / 100, decimals=0), width=420,
                     on_change=lambda: state.change(lost=st.session_state["c_lost"] or None),
                     help=say("An enterprise with a tenth of its links to those who leave loses a tenth of its jobs, "
                              "times this share. Only the first round is counted."))  # fmt: skip
    return float(st.session_state["c_lost"]) / 100


def _label(code: object, row: pd.Series, figures: Figures) -> str:
    say, what = figures.say, industry(str(row.get("industry_code", "")), figures)
    return f"{name_of(code, row, figures)} · {what} · {say.number(row['employees'], decimals=0)} {figures.jobs_unit}"


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _kept(
    asked: model.Asked, level: str, cluster: str, gone: tuple[str, ...], share: float, rule: str, *, _found: Found
) -> WhatIf:
    del asked, level  # parts of the key
    judged = _anchor.Judged(load_rules()[rule]) if rule else None
    made: WhatIf = _anchor.what_if(_found.ground, cluster, gone, link_share=share, judged=judged)
    return made


def _show_result(result: WhatIf, found: Found, figures: Figures, *, rule: Rule | None) -> None:
    say = figures.say
    header = [say("Figure"), say("Before"), say("After"), say("Change")]
    rows = [_row(say(text), result.table.loc[[name]].iloc[0], figures, decimals=3 if name == "location_quotient" else 0)
            for name, text in ROWS.items()]  # fmt: skip
    told = html.escape(sentence(result, rule, figures))
    st.html(f'<p class="rs-says">{told}</p><p class="rs-lead">{warning(found, say)}</p>' + html_table(header, rows))
    if rule is not None and result.evidence is not None:
        st.html(_conditions(result.evidence, rule.conditions, figures))
    notes = [note(one, figures) for one in result.notes]
    if notes:
        st.html('<ul class="rs-list">' + "".join(f"<li>{html.escape(text)}</li>" for text in notes) + "</ul>")


def _row(name: str, row: pd.Series, figures: Figures, *, decimals: int) -> list[Cell]:
    say = figures.say
    change = float(row["change"])
    sign = "+" if change > 0 else ""
    cells: list[Cell] = [Number(say.number(float(row[side]), decimals=decimals)) for side in ("before", "after")]
    return [name, *cells, Number(f"{sign}{say.number(change + 0.0, decimals=decimals)}")]


def sentence(result: WhatIf, rule: Rule | None, figures: Figures) -> str:
    """Say what is lost, and what a definition says of the cluster before and after."""
    say, jobs = figures.say, result.table.loc[["employees"]].iloc[0]
    parts = []
    if np.isfinite(float(jobs["change"])) and float(jobs["before"]):
        parts.append(say("{n} of {total} {unit} of the cluster go ({share}).",
                         n=say.number(-float(jobs["change"]), decimals=0),
                         total=say.number(float(jobs["before"]), decimals=0), unit=figures.jobs_unit,
                         share=say.percent(-float(jobs["change"]) / float(jobs["before"]))))  # fmt: skip
    if rule is not None and "met" in result.table.index:
        before, after = (float(result.table.loc["met", side]) for side in ("before", "after"))  # type: ignore[arg-type]
        parts.append(_verdict(before, after, in_language(rule.title, say.lang), figures))
    return " ".join(part for part in parts if part)


def _verdict(before: float, after: float, rule: str, figures: Figures) -> str:
    say = figures.say
    if not (np.isfinite(before) and np.isfinite(after)):
        return say("By {rule} it cannot be told whether it is a cluster.", rule=rule)
    if before == after:
        return say("By {rule} it stays a cluster.", rule=rule) if before else say(
            "By {rule} it is no cluster, before or after.", rule=rule)  # fmt: skip
    return say("By {rule} it is a cluster no more.", rule=rule) if before else say(
        "By {rule} it becomes a cluster.", rule=rule)  # fmt: skip


def _conditions(table: pd.DataFrame, conditions: Mapping[str, Any], figures: Figures) -> str:
    """Write each condition of the rule with what it compares, before and after."""
    say, marks = figures.say, {1.0: "✓", 0.0: "✗"}
    rows: list[list[Cell]] = []
    for name, row in table.iterrows():
        measure = str(row["measure"])
        sides: list[Cell] = [
            Number(
                f"{measured(measure, float(row[f'value_{side}']), say)} {marks.get(float(row[f'holds_{side}']), '')}"
            )
            for side in ("before", "after")
        ]
        cut = f"{sign(str(row['comparison']))} {measured(measure, float(row['threshold_after']), say)}"
        rows.append([in_language(conditions[str(name)].title, say.lang), Number(cut), *sides])
    header = [say("Condition"), say("Needed"), say("Before"), say("After")]
    caption = say("✓ holds, ✗ fails. The cluster is compared with the regions less what lies in it.")
    return html_table(header, rows, caption=caption)
