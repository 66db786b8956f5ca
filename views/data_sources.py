"""Sources, boundary sets and credits: who published what, when, under which licence, and how it was checked."""

from __future__ import annotations

import html
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.manifest import in_language
from geo.store import DATA
from scene import words
from views.data_tables import Cell, Link, Number, Whole, html_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.store import Store
    from scene.i18n import Say

_CHECKSUM = 12
_LAYERS = {"places-15000": "places", "airports": "airports", "ports": "ports"}
"""Sources that bring a layer of the map, and the name of the layer."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every raw input and set of boundaries, as their lists hold them; `used` holds titles of datasets by source."""

    sources: tuple[dict[str, Any], ...]
    boundaries: tuple[dict[str, Any], ...]
    used: dict[str, tuple[Mapping[str, str], ...]]


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
    used: dict[str, list[Mapping[str, str]]] = {}
    for name in store.dataset_ids():
        if "sources" not in store.manifest(name).resources:
            continue
        for row in store.table(name, "sources").astype(object).fillna("").to_dict("records"):
            key = str(row["id"]) if row["id"] in known else f"{name}/{row['id']}"
            known.setdefault(key, {str(k): str(v) for k, v in row.items()} | {"id": key})
            titles, title = used.setdefault(key, []), store.manifest(name).title
            titles += [title] if title not in titles else []
    return Catalogue(tuple(known.values()), tuple(sets), {key: tuple(titles) for key, titles in used.items()})


def show_sources(say: Say, catalogue: Catalogue) -> None:
    """Draw the table of raw inputs; inputs out of one archive share a row."""
    header = [say("Publisher"), say("Used by"), say("Licence"), say("Vintage"), say("Retrieved"), say("Checksum")]
    archives: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for source in catalogue.sources:
        key = tuple(str(source.get(name, "")) for name in ("publisher", "sha256", "vintage"))
        archives.setdefault(key, []).append(source)
    st.html(html_table(header, [_source(same, catalogue, say) for same in archives.values()]))


def _source(same: list[dict[str, Any]], catalogue: Catalogue, say: Say) -> list[Cell]:
    source = same[0]
    users = dict.fromkeys(user for one in same for user in _users(str(one["id"]), catalogue, say))
    return [
        Link(str(source.get("publisher", "")), str(source.get("url", ""))),
        "; ".join(users),
        str(source.get("licence", "")),
        str(source.get("vintage", "")),
        Whole(str(source.get("retrieved", ""))),
        Whole(str(source.get("sha256", ""))[:_CHECKSUM]),
    ]


def _users(source: str, catalogue: Catalogue, say: Say) -> list[str]:
    """Name the datasets, boundary sets and layers that stand on a source."""
    layer = [say(words.LAYERS[_LAYERS[source]])] if source in _LAYERS else []
    sets = [in_language(raw["title"], say.lang) for raw in catalogue.boundaries if source in raw.get("sources", [])]
    return [*(in_language(title, say.lang) for title in catalogue.used.get(source, ())), *sets, *layer]


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
        overlap=_area(checked.get("overlap_km2", 0), say),
        gaps=_area(checked.get("gaps_km2", 0), say),
        open=checked.get("unmatched_borders", 0),
    )
    repaired = int(raw.get("checked_source", {}).get("made_valid", 0))
    if repaired:
        checks += "; " + say("polygons of the source that were repaired: {n}", n=repaired)
    return [
        in_language(raw["title"], say.lang),
        Number(say.number(checked.get("regions", 0), decimals=0)),
        f"{raw.get('credit', '')} ({raw.get('licence', '')})",
        checks,
        in_language(raw.get("note", {}), say.lang),
    ]


def _area(value: float, say: Say) -> str:
    return say.number(value, decimals=3 if value else 0)


def show_credits(say: Say, catalogue: Catalogue) -> None:
    """Name everybody whose work is used, as their licences ask."""
    lines = dict.fromkeys(_credit(source) for source in catalogue.sources)
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    lead = html.escape(say("Regioscope stands on the work of others. When you use its maps, name them:"))
    st.html(f'<p class="rs-text">{lead}</p><ul class="rs-text">{items}</ul>')


def _credit(source: dict[str, Any]) -> str:
    credit, licence = str(source.get("credit") or source.get("publisher", "")), str(source.get("licence", ""))
    return credit if licence.partition(" (")[0] in credit else f"{credit} ({licence})"


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
