"""The controls of the laboratory: data, place, the definitions that are compared, and one of the reader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.cluster_rules import parse_rule
from geo.errors import DataContractError
from geo.manifest import in_language
from geo.problems import Told
from views import lab_model, state
from views.choosers import choose_dataset, choose_group, choose_level, choose_region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.rule import Rule
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

    Wrong = tuple[str, tuple[str, ...]] | None


def show_controls(view: ViewState, figures: Figures, rules: Mapping[str, Rule], store: Store) -> Wrong:
    """Draw the controls at the side; return what is wrong with a definition of the reader's own."""
    say = view.say
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    choose_dataset(figures, store)
    choose_level(figures)
    st.html(f'<h2 class="rs-group">{say("By which definitions?")}</h2>')
    for name, rule in rules.items():
        key = f"c_rule_{name}"
        st.session_state[key] = name in lab_model.chosen_rules(rules)
        st.checkbox(in_language(rule.title, view.lang), key=key, on_change=_write_rules, args=(tuple(rules),),
                    help=in_language(rule.plain, view.lang))  # fmt: skip
    with st.expander(say("A definition of your own")):
        return _own(view, rules)


def _write_rules(names: tuple[str, ...]) -> None:
    chosen = [name for name in names if st.session_state.get(f"c_rule_{name}")]
    state.change(rules=",".join(chosen) if len(chosen) < len(names) else None)


def _own(view: ViewState, rules: Mapping[str, Rule]) -> Wrong:
    """Hand out a rule as a file to edit, and take an edited one in."""
    say = view.say
    names = list(rules)
    picked = st.selectbox(say("Start from"), names, key="c_copy",
                          format_func=lambda name: in_language(rules[name].title, view.lang))  # fmt: skip
    st.download_button(say("Download as a file to edit"), rules[picked].source.encode(), file_name=f"{picked}.toml",
                       mime="application/toml", on_click="ignore", key="copy_rule")  # fmt: skip
    file = st.file_uploader(say("Add an edited file (.toml)"), type=["toml"], key="own_rule", max_upload_size=1)
    made, problems = _read(file.getvalue(), file.name) if file is not None else (None, ())
    own = {f"own_{made.id}": made} if made else {}
    if st.session_state.get(lab_model.OWN, {}) != own:
        st.session_state[lab_model.OWN] = own
        st.rerun()
    if made:
        st.success(say("{title} is compared with the others while this page is open.",
                       title=in_language(made.title, view.lang)))  # fmt: skip
    return (file.name, problems) if file is not None and problems else None


def _read(data: bytes, name: str) -> tuple[Rule | None, tuple[str, ...]]:
    """Read the reader's own rule, or tell everything that is wrong with it."""
    try:
        return parse_rule(data.decode("utf-8"), where=name), ()
    except UnicodeDecodeError:
        return None, (Told.of("file_no_text"),)
    except DataContractError as error:
        return None, error.problems


def show_choosers(view: ViewState, figures: Figures) -> None:
    """Draw the search for a group and for a region, beside one another."""
    with st.container(horizontal=True, gap="small"):
        choose_group(figures, width=420)
        choose_region(view, figures, width=320)
