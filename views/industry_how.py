"""The panel behind "How is this computed?" on the pages of an industry and of a region: one indicator at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from geo.errors import RegioscopeError
from geo.indicators import REGISTRY
from scene.errors_words import in_words
from scene.figures import Figures
from views.industry_method import show_how
from views.industry_strips import answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.query import Query, Table
    from geo.store import Store
    from scene.region_profile import Profile
    from views.industry_profile import Spread


def show_panel(asked: list[Query], code: str, base: Table, figures: Figures, *, store: Store,
               inputs: Callable[[], pd.DataFrame]) -> None:  # fmt: skip
    """Draw the button and, when it is open, the panel of the indicator that the reader chooses.

    `asked` names the indicators of the page, `code` the industry or region, `base` the table of the
    page, `inputs` writes what goes into them.
    """
    say = figures.say
    panel = st.popover(say("How is this computed?"), on_change="rerun", key="how")
    if not panel.open:
        return
    with panel:
        queries = {query.indicator: replace(query, industry_code="") for query in asked}
        titles = {name: say(REGISTRY[name].title) for name in queries}
        chosen = st.selectbox(say("Figure"), list(queries), format_func=titles.__getitem__, key="how_name")
        query = queries[chosen]
        try:
            with st.spinner(say("Computing ..."), show_time=True):
                table = answered(base, query, figures.dataset, store)
        except RegioscopeError as error:
            st.error(say("This figure cannot be computed: {problem}", problem=in_words(error, say)))
            return
        writer = Figures(say, figures.dataset, query)
        show_how(table, writer, store, inputs=inputs(), result=_result(table, code, writer))


def _result(table: Table, code: str, figures: Figures) -> str:
    """Write the figure and whatever else its table holds of this region or industry."""
    if figures.entry.shape not in {"region", "industry"} or code not in table.values.index:
        return ""
    row = {str(name): table.values[name].to_dict()[code] for name in table.values.columns}
    value = figures.value(float(row.pop("value", np.nan)))
    more = [f"{name} = {number:.4g}" for name, number in row.items() if isinstance(number, float | int)]
    return "; ".join([value, *(text for text in more if "nan" not in text)])


def inputs_of_industry(spread: Spread, figures: Figures) -> pd.DataFrame:
    """Return what goes into the indices of an industry: the parts of the shares of each region, the largest first."""
    say, rows = figures.say, spread.regions.sort_values("amount", ascending=False, na_position="last")
    names = figures.region_names()
    return pd.DataFrame(
        {
            say("Region"): [names[str(code)] for code in rows.index],
            "x[r,i]": rows["amount"],
            "x[r,.]": rows["total"],
            "x[r,i] / x[.,i]": rows["share"].round(5),
            "x[r,.] / x[.,.]": rows["weight"].round(5),
        }
    )


def inputs_of_region(profile: Profile, figures: Figures) -> pd.DataFrame:
    """Return what goes into the indices of a region: the share of each group here and on average, the largest first."""
    say, groups = figures.say, profile.groups.sort_values("amount", ascending=False, na_position="last")
    names = figures.dataset.industry_names(say.lang)
    return pd.DataFrame(
        {
            figures.industry_word.capitalize(): [names[str(code)] for code in groups.index],
            "x[r,i]": groups["amount"],
            "s[r,i] = x[r,i] / x[r,.]": groups["share"].round(5),
            "q[i]": groups["reference_share"].round(5),
        }
    )
