"""Which borders are disputed, what the map shows, and why."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import DataContractError
from geo.store import DATA
from geo.table_files import read_table
from scene.errors_words import in_words
from views.data_tables import html_table

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from scene.i18n import Say

DISPUTED = DATA / "boundaries" / "basemap" / "disputed.csv"


def show_borders(say: Say, *, path: Path = DISPUTED) -> None:
    """Draw the table of disputed units in the reader's language."""
    lead = say(
        "The map follows the international codes of country subdivisions (ISO 3166-2) and decisions "
        "of the United Nations. It takes no side: every case is listed here, and disputed borders "
        "are dashed."
    )
    st.html(f'<p class="rs-text">{html.escape(lead)}</p>')
    try:
        table = read_table(path)
    except DataContractError as error:
        st.warning(say("The list of disputed borders cannot be read: {problem}", problem=in_words(error, say)))
        return
    columns = {"unit": say("Territory"), "what_the_map_shows": say("What the map shows"), "why": say("Why")}
    rows = [[_text(row, name, say.lang) for name in columns] for _, row in table.iterrows()]
    with st.expander(say.plural("{n} territory", "{n} territories", len(rows)), expanded=False):
        st.html(html_table(list(columns.values()), rows))


def _text(row: pd.Series, column: str, lang: str) -> str:
    own = row.get(f"{column}_{lang}")
    return own if isinstance(own, str) and own else str(row[column])
