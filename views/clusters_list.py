"""The list of clusters, its downloads, and how they were found: method, parameters, source, version, command."""

from __future__ import annotations

import html
import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.lazy import Lazy
from geo.provenance import simulation
from views import state
from views.clusters_command import command
from views.clusters_words import NO_EVIDENCE, column, how, industry, jobs, unit, warning
from views.industry_method import own_version

if TYPE_CHECKING:
    from typing import Any

    from scene.figures import Figures
    from views.clusters_model import Found

_TABLE = "t_clusters"
_files = Lazy("geo.cluster_files")
FORMULA = {
    "dbscan": "core: the enterprises within r, itself included, have at least m jobs (or are at least m) and are at "
    "least k different ones; core sites within r of each other are one cluster; others join the nearest core within r",
    "hdbscan": "from the tree of all distances, the groups of at least m enterprises that last longest while the "
    "distance shrinks",
}
"""The search in short, as `geo.point_clusters` does it."""
CHANCE = "sites of the industry inside / (sites of the industry x sites of all industries inside / all sites)"


def table_of(found: Found, rows: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """Return the list with columns named for readers, the largest first.

    Clusters of one industry have the same one leading; those of all industries are as dense as chance has it; where no
    jobs are known there is no column of them.
    """
    say = figures.say
    table = pd.DataFrame(
        {
            say("No."): rows["number"],
            say("Cluster"): rows[column("short", say)],
            say("Enterprises"): rows["enterprises"],
            figures.jobs_unit.capitalize(): rows["employees"],
            say("Share, %"): 100 * rows["share"],
            say("Density against chance"): rows["against_chance"],
            say("Leading industry"): [industry(str(code), figures) for code in rows["leading_industry"]],
        },
        index=rows.index,
    )
    if (rows["hidden"] != "").any():
        table[say("Note")] = [jobs(0.0, str(why), say) if why else "" for why in rows["hidden"]]
    same = [say("Leading industry") if found.asked.industry else say("Density against chance")]
    unknown = rows["employees"].isna().all() and (rows["hidden"] == "").all()
    return table.drop(columns=[*same, *([figures.jobs_unit.capitalize()] if unknown else [])])


def show_list(found: Found, rows: pd.DataFrame, figures: Figures) -> None:
    """Draw the list; a chosen row opens the card of its cluster."""
    say, table = figures.say, table_of(found, rows, figures)
    codes = tuple(str(code) for code in table.index)
    if found.simulated:
        st.html(f'<p class="rs-lead">{warning(found, say)}</p>')
    st.dataframe(table, hide_index=True, height=min(36 * (len(table) + 1) + 2, 420), key=_TABLE,
                 column_config=_columns(found, figures), selection_mode="single-row", on_select=lambda: _pick(codes),
                 placeholder="–",
                 alt=say("Table of the clusters with enterprises, jobs, share and density against chance"))  # fmt: skip


def _columns(found: Found, figures: Figures) -> dict[str, Any]:
    """Say how the columns look: all of them fit beside the map of a window 1,280 pixels wide, in every language."""
    say, numbers = figures.say, st.column_config.NumberColumn
    share = say("Of all {unit} of the register that were looked at", unit=unit(found, figures))
    density = say("How many times more enterprises of the industry lie in the outline than if they were spread like "
                  "all enterprises. The outline was drawn where they are dense: above 1 is no proof.")  # fmt: skip
    return {
        say("No."): numbers(width=42),
        say("Cluster"): st.column_config.TextColumn(width=186),
        say("Enterprises"): numbers(width=112, format="localized"),
        figures.jobs_unit.capitalize(): numbers(width=112, format="localized", step=1),
        say("Share, %"): numbers(say("Share"), width=64, format="%.1f%%", help=share),
        say("Density against chance"): numbers(say("Density"), width=86, format="%.1f\u00d7", help=density),
    }


def _pick(codes: tuple[str, ...]) -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    if rows:
        state.change(cluster=codes[rows[0]], beside=None, gone=None)


def show_origin(found: Found, figures: Figures) -> None:
    """Draw the source, the panel that says how clusters are computed, and the downloads."""
    source = html.escape(source_of(figures))
    st.html(f'<p class="rs-lead">{warning(found, figures.say)}{source}</p>')
    with st.container(horizontal=True, gap="small"):
        _show_how(found, figures)
        _show_downloads(found, figures)


def _show_downloads(found: Found, figures: Figures) -> None:
    """Draw the buttons; a file is made once it is asked for."""
    say = figures.say
    name = f"regioscope-{found.asked.dataset}-clusters-{found.asked.industry or 'all'}"
    st.download_button(
        say("Download GeoPackage"), data=lambda: geopackage(found, figures, name), file_name=f"{name}.gpkg",
        mime="application/geopackage+sqlite3", on_click="ignore", key="download_gpkg",
        help=say("Outlines, members and where they come from, for any map program"),
    )  # fmt: skip
    st.download_button(
        say("Download table"), data=lambda: tables(found, figures, name), file_name=f"{name}.zip",
        mime="application/zip", on_click="ignore", key="download_clusters",
        help=say("CSV tables of clusters and members, with a file that says where they come from"),
    )  # fmt: skip


def source_of(figures: Figures) -> str:
    """Name publisher, vintage and licence of the register."""
    rows = figures.dataset.sources
    mine = rows[rows["table"] == "enterprises"]
    texts = [f"{row['publisher']}, {row['vintage']} ({row['licence']})" for _, row in mine.iterrows()]
    return figures.say("Source: {names}", names="; ".join(texts) or "; ".join(figures.dataset.credits()))


def _show_how(found: Found, figures: Figures) -> None:
    """Draw the button and, when it is open, the panel."""
    say, asked = figures.say, found.asked
    panel = st.popover(say("How is this computed?"), on_change="rerun", key="how_clusters")
    if not panel.open:
        return
    with panel:
        st.markdown(how(found, figures))
        st.code(FORMULA[asked.method], language=None, wrap_lines=True)
        for name, value in parameters(found, figures):
            st.markdown(f"{name}: {value}")
        st.markdown(f"{say('Density against chance')}:")
        st.code(CHANCE, language=None, wrap_lines=True)
        st.markdown(source_of(figures))
        version = say("dataset {dataset}, vintage {vintage}, fingerprint {digest}; Regioscope {version}",
                      dataset=asked.dataset, vintage=figures.dataset.key.vintage, digest=asked.version,
                      version=own_version())  # fmt: skip
        st.markdown(f"{say('Version')}: {version}")
        if found.left_out:
            st.markdown(say.plural("{n} enterprise has no place or no jobs and is left out.",
                                   "{n} enterprises have no place or no jobs and are left out.",
                                   found.left_out))  # fmt: skip
        st.markdown(say("The command that computes it again:"))
        st.code(command(asked, figures.query.level), language="shell", wrap_lines=True)


def parameters(found: Found, figures: Figures) -> list[tuple[str, str]]:
    """Name the parameters of the search with their values."""
    say, asked = figures.say, found.asked
    rows = [("r", say("{n} m", n=say.number(asked.radius, decimals=0))), ("m", say.number(asked.least, decimals=0))]
    return rows if asked.method == "hdbscan" else [*rows, ("k", str(asked.firms))]


def geopackage(found: Found, figures: Figures, name: str) -> bytes:
    """Return a GeoPackage with outlines, members and provenance."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.gpkg"
        _files.write_clusters(found.clusters, path, origin(found, figures))
        return path.read_bytes()


def tables(found: Found, figures: Figures, name: str) -> bytes:
    """Return a ZIP file with the tables of clusters and members, and their provenance."""
    whole = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files.write_clusters(found.clusters, Path(folder) / f"{name}.csv", origin(found, figures)):
            archive.write(path, path.name)
    return whole.getvalue()


def origin(found: Found, figures: Figures) -> dict[str, Any]:
    """Say where the clusters come from: search, dataset, version, sources, what is simulated."""
    asked, dataset = found.asked, figures.dataset
    search = {k: list(v) if isinstance(v, tuple) else v for k, v in found.clusters.parameters.items()}
    return {
        "dataset": asked.dataset, "dataset_vintage": dataset.key.vintage, "dataset_digest": asked.version,
        "regioscope": own_version(), "search": search, "formula": FORMULA[asked.method],
        "density_against_chance": CHANCE, "left_out": found.left_out, "command": command(asked, figures.query.level),
        "sources": [source_of(figures)],
        **({"warning": NO_EVIDENCE} if found.simulated else {}),
        **simulation(("enterprises",) if found.simulated else (), interval=False, whole=dataset.manifest.simulated),
    }  # fmt: skip
