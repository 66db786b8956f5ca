"""How a verdict is reached: conditions with their numbers, figures of the place, source, version and command."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.cluster_rules import evidence
from geo.manifest import in_language
from geo.store import default_store
from scene.figures import Figures
from scene.headline import source_line
from scene.simulated import label
from views import lab_model
from views.command_line import command
from views.industry_method import own_version
from views.lab_words import measured, sign, verdict

if TYPE_CHECKING:
    from geo.cluster_rules import RuleResult
    from views.lab_model import Laboratory


def show_how(lab: Laboratory, figures: Figures, region: str) -> None:
    """Draw the button and, when it is open, the panel of the definition that the reader chooses."""
    say = figures.say
    panel = st.popover(say("How is this computed?"), on_change="rerun", key="how")
    if not panel.open or not lab.results:
        return
    with panel:
        titles = {name: in_language(lab.results[name].rule.title, say.lang) for name in lab.judged_first}
        name = st.selectbox(say("Definition"), list(titles), format_func=titles.__getitem__, key="how_rule")
        _panel(name, lab, figures, region)


def _panel(name: str, lab: Laboratory, figures: Figures, region: str) -> None:
    say, result = figures.say, lab.results[name]
    told = result.told()
    st.markdown(in_language(result.rule.plain, say.lang))
    st.code("\n".join(told["conditions"].values()), language=None, wrap_lines=True)
    if region and not result.missing:
        text = verdict(result, region, figures.query.industry_code, say)[1]
        st.markdown(f"{figures.region(region)}: {text}")
        st.dataframe(inputs(result, figures, region), hide_index=True, placeholder="–",
                     alt=say("The numbers that go into the formula"))  # fmt: skip
    source = source_line(figures, made_up=label(lab, say)).removesuffix(".")
    st.markdown(f"{say('Data')}: {source}")
    st.markdown(f"{say('Version')}: {origin(result, figures)}")
    st.caption(f"{say('Reference')}: {told['citation']}")
    st.markdown(say("The command that computes it again:"))
    st.code(again(name, result, figures, moved=name in lab.moved), language="shell", wrap_lines=True)


def inputs(result: RuleResult, figures: Figures, region: str) -> pd.DataFrame:
    """Return what each condition compares with what in one region."""
    say, rows = figures.say, evidence(result, region, figures.query.industry_code)
    titles = [in_language(result.rule.conditions[str(name)].title, say.lang) for name in rows.index]
    written = [[measured(str(row["measure"]), float(row[c]), say) for c in ("value", "threshold")]
               for _, row in rows.iterrows()]  # fmt: skip
    signs = [sign(str(text)) for text in rows["comparison"]]
    return pd.DataFrame({
        say("Condition"): titles,
        say("Value"): [value for value, _ in written],
        say("Needed"): [f"{mark} {cut}" for mark, (_, cut) in zip(signs, written, strict=True)],
    })  # fmt: skip


def origin(result: RuleResult, figures: Figures) -> str:
    """Name the versions of rule, data and program."""
    name = figures.query.dataset
    return figures.say(
        "definition {rule} {edition}; dataset {dataset}, vintage {vintage}, fingerprint {digest}; Regioscope {version}",
        rule=result.rule.id, edition=result.rule.version, dataset=name, vintage=figures.dataset.key.vintage,
        digest=default_store().dataset_version(name), version=own_version(),
    )  # fmt: skip


def again(name: str, result: RuleResult, figures: Figures, *, moved: bool) -> str:
    """Return the command that judges every region by a rule, with the cuts in use; a rule of one's own is a file."""
    own = name in st.session_state.get(lab_model.OWN, {})
    options = [("rule", f"{result.rule.id}.toml" if own else name)]
    if moved:
        published = result.rule.parameters
        cuts = {key: value for key, value in result.parameters.items() if value != published[key].value}
        options.append(("parameters", ",".join(f"{key}={value:g}" for key, value in cuts.items())))
    query = replace(figures.query, indicator="cluster_rule", options=tuple(options), minimum=0.0)
    return command(Figures(figures.say, figures.dataset, query))
