"""Sources, boundary sets and credits: who published what, when, under which licence, and how it was checked."""

from __future__ import annotations

import html
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.manifest import in_language
from geo.store import DATA
from views.data_tables import Cell, Link, Number, Whole, html_table

if TYPE_CHECKING:
    from pathlib import Path

    from geo.store import Store
    from views.i18n import Say

_CHECKSUM = 12


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every raw input and every set of boundaries, as their lists hold them; `used` names datasets by source."""

    sources: tuple[dict[str, Any], ...]
    boundaries: tuple[dict[str, Any], ...]
    used: dict[str, tuple[str, ...]]


def read_catalogue(store: Store, *, folder: Path = DATA / "boundaries") -> Catalogue:
    """Read the list of raw inputs, the boundary sets and the sources of every dataset.

    Parameters
    ----------
    store : Store
    folder : Path
        Holds ``sources.toml`` and the boundary sets.
    """
    listed = _read(folder / "sources.toml").get("source", [])
    sets = [
        _read(folder / name / "set.toml") for name in store.boundary_ids() if (folder / name / "set.toml").is_file()
    ]
    sets = [raw for raw in sets if raw["id"] != "basemap"]
    known = {source["id"]: source for source in listed}
    used: dict[str, list[str]] = {}
    for name in store.dataset_ids():
        if "sources" not in store.manifest(name).resources:
            continue
        for row in store.table(name, "sources").astype(object).fillna("").to_dict("records"):
            key = str(row["id"]) if row["id"] in known else f"{name}/{row['id']}"
            known.setdefault(key, {str(k): str(v) for k, v in row.items()} | {"id": key})
            used.setdefault(key, [])
            used[key] += [name] if name not in used[key] else []
    return Catalogue(tuple(known.values()), tuple(sets), {key: tuple(names) for key, names in used.items()})


def show_sources(say: Say, catalogue: Catalogue) -> None:
    """Draw the table of raw inputs."""
    header = [say("Publisher"), say("Used by"), say("Licence"), say("Vintage"), say("Retrieved"), say("Checksum")]
    rows = [_source(source, catalogue) for source in catalogue.sources]
    st.html(html_table(header, rows))


def _source(source: dict[str, Any], catalogue: Catalogue) -> list[Cell]:
    used = [*catalogue.used.get(source["id"], ())]
    used += [raw["id"] for raw in catalogue.boundaries if source["id"] in raw.get("sources", [])]
    return [
        Link(str(source.get("publisher", "")), str(source.get("url", ""))),
        ", ".join(used) or str(source["id"]),
        str(source.get("licence", "")),
        str(source.get("vintage", "")),
        Whole(str(source.get("retrieved", ""))),
        Whole(str(source.get("sha256", ""))[:_CHECKSUM]),
    ]


def show_boundaries(say: Say, catalogue: Catalogue) -> None:
    """Draw the table of boundary sets with the checks that they passed."""
    lead = say(
        "Every set was checked as a whole: polygons are valid, none overlap, and borders that two regions share are "
        "shared point by point, also after they were simplified."
    )
    st.html(f'<p class="rs-text">{html.escape(lead)}</p>')
    header = [say("Boundaries"), say("Regions"), say("Credit and licence"), say("Checks"), say("Note")]
    st.html(html_table(header, [_boundary(raw, say) for raw in catalogue.boundaries]))


def _boundary(raw: dict[str, Any], say: Say) -> list[Cell]:
    checked = raw.get("checked", {})
    checks = say(
        "overlaps {overlap} km², gaps {gaps} km², borders that do not meet: {open}",
        overlap=say.number(checked.get("overlap_km2", 0), decimals=3),
        gaps=say.number(checked.get("gaps_km2", 0), decimals=3),
        open=checked.get("unmatched_borders", 0),
    )
    return [
        in_language(raw["title"], say.lang),
        Number(say.number(checked.get("regions", 0), decimals=0)),
        f"{raw.get('credit', '')} ({raw.get('licence', '')})",
        checks,
        in_language(raw.get("note", {}), say.lang),
    ]


def show_credits(say: Say, catalogue: Catalogue) -> None:
    """Name everybody whose work is used, as their licences ask."""
    lines = dict.fromkeys(
        f"{source.get('credit') or source.get('publisher', '')} ({source.get('licence', '')})"
        for source in catalogue.sources
    )
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    lead = html.escape(say("Regioscope stands on the work of others. When you use its maps, name them:"))
    st.html(f'<p class="rs-text">{lead}</p><ul class="rs-text">{items}</ul>')


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
