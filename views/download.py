"""Downloads: a table as CSV in one file with a second one that says where its numbers come from."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.provenance import safe_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from scene.figures import Figures


def show_download(figures: Figures, parts: tuple[str, ...], make: Callable[[str], bytes], *, key: str) -> None:
    """Draw the button; `make` is called with the name, made of the dataset and `parts`, once the file is asked for."""
    say, name = figures.say, "-".join(("regioscope", figures.query.dataset, *parts))
    st.download_button(
        say("Download table"),
        data=lambda: make(name),
        file_name=f"{name}.zip",
        mime="application/zip",
        on_click="ignore",
        key=key,
        help=say("A CSV table, with a file that says where its numbers come from"),
    )


def zipped(name: str, table: pd.DataFrame, origin: Mapping[str, Any]) -> bytes:
    """Return a ZIP file with the table, its index first, as CSV and its provenance as JSON."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.csv", safe_cells(table.reset_index()).to_csv(index=False).encode("utf-8-sig"))
        archive.writestr(f"{name}.provenance.json", json.dumps(origin, ensure_ascii=False, indent=2))
    return whole.getvalue()
