"""The controls of the region page; each writes into the address, as those of the map do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views.choosers import (
    choose_dataset,
    choose_detail,
    choose_level,
    choose_minimum,
    choose_reference,
    choose_year,
    open_region,
)

if TYPE_CHECKING:
    import pandas as pd

    from geo.dataset import Dataset
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

DEPTH = "groups"
"""Address parameter: level of the classification on this page; the map takes its own from the group that it shows."""
_FIRST = 5


def depth_of(view: ViewState, figures: Figures) -> str:
    """Level of the classification that the address asks for, or that of the map."""
    asked, dataset = st.query_params.get(DEPTH, ""), figures.dataset
    if asked in {level.id for level in dataset.manifest.industry_levels}:
        return asked
    whole = len(dataset.industries_at(view.query.industry_level)) < 2  # noqa: PLR2004 - one group is no profile
    usual = str(dataset.manifest.default.get("industry_level", ""))
    return (usual or _most_usual(dataset)) if whole else view.query.industry_level


def _most_usual(dataset: Dataset) -> str:
    """Return the level of the group that the dataset opens with."""
    code = dataset.manifest.default.get("industry_code")
    known = code in dataset.industries.index
    return str(dataset.industries["level"].to_dict()[code]) if known else dataset.manifest.industry_levels[-1].id


def show_controls(figures: Figures, store: Store) -> None:
    """Draw the controls at the side."""
    say = figures.say
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    choose_dataset(figures, store)
    choose_detail(figures, DEPTH)
    choose_reference(figures)
    st.html(f'<h2 class="rs-group">{say("Where?")}</h2>')
    choose_level(figures)
    choose_year(figures)
    hint = say("Groups with fewer are not ranked: a tiny group with a huge quotient is not a strength.")
    choose_minimum(figures, hint=hint)


def show_first_regions(view: ViewState, figures: Figures, totals: pd.Series) -> None:
    """Offer the largest regions to somebody who has chosen none."""
    say, names = view.say, figures.dataset.region_names(view.lang)
    largest = totals.dropna().nlargest(_FIRST)
    if largest.empty:
        return
    st.html(f'<h2 class="rs-h3">{say("Or open one of the largest")}</h2>')
    with st.container(horizontal=True, gap="small"):
        for code, total in largest.items():
            text = f"{names[str(code)]} · {figures.amount(total)}"
            st.button(text, key=f"open_{code}", on_click=open_region, args=(str(code), figures.query.level))
