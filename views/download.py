"""Downloads of a map's figures: a table that says itself where its numbers come from."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import streamlit as st

from geo.provenance import provenance, safe_cells
from views.table_view import table_of

if TYPE_CHECKING:
    from geo.query import Result
    from geo.store import Store
    from views.figures import Figures


def show_downloads(result: Result, figures: Figures, store: Store) -> None:
    """Draw the button that downloads the table with its provenance; the file is made when it is asked for."""
    say, query = figures.say, result.query
    name = f"regioscope-{query.dataset}-{query.indicator}-{query.industry_code}-{query.level}"
    st.download_button(
        say("Download table"),
        data=lambda: packed(result, figures, store.dataset_version(query.dataset), name),
        file_name=f"{name}.zip",
        mime="application/zip",
        on_click="ignore",
        key="download",
        help=say("A CSV table, with a file that says where its numbers come from"),
    )


def packed(result: Result, figures: Figures, version: str, name: str) -> bytes:
    """Return a ZIP file with the table as CSV and its provenance as JSON."""
    table = table_of(result, figures).rename_axis("region_code").reset_index()
    origin = provenance(figures.dataset, result.query, version=version, table=result)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.csv", safe_cells(table).to_csv(index=False).encode("utf-8-sig"))
        archive.writestr(f"{name}.provenance.json", json.dumps(origin, ensure_ascii=False, indent=2))
    return whole.getvalue()
