"""What the map shows beside its regions: establishments, places for orientation, land and borders, a flight."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.gather import ancestors
from layers.message import Basemap, ContextPart, Fly, PointsPart
from layers.palettes import OKABE_ITO
from scene import words

if TYPE_CHECKING:
    from geo.boundaries import BoundarySet
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

_SHAPES = {"universities": ("square", "#0f766e"), "airports": ("triangle", "#5a6570"), "ports": ("cross", "#1f5a8a")}
_POINT_PAD_DEG = 0.4
_PLACE_PEOPLE = 300_000


def geometry_url(store: Store, set_id: str, lod: str) -> str:
    """Address of outlines, with their version."""
    return f"../../geo/{store.geometry_version(set_id, lod)}/{set_id}/{lod}.json"


def context_url(store: Store, name: str) -> str:
    """Address of a list of places, with its version."""
    return f"../../ctx/{store.context_version(name)}/{name}.json"


def flight(figures: Figures, boundary: BoundarySet, code: str, n: int) -> Fly | None:
    """Fly to a region that was looked for; a new `n` is a new flight."""
    if not code or code not in figures.dataset.regions.index:
        return None
    if code in boundary.region_views:
        return Fly(bounds=boundary.region_views[code], n=n)
    west, south, east, north = figures.dataset.regions.geometry.loc[code].bounds
    if west == east:
        pad = _POINT_PAD_DEG
        west, south, east, north = west - pad, south - pad, east + pad, north + pad
    return Fly(bounds=(south, west, north, east), n=n)


def points_part(view: ViewState, figures: Figures, store: Store) -> PointsPart | None:
    """Ask for the establishments in the view, with the filters of the address."""
    name = view.query.dataset
    if "enterprises" not in view.layers or not figures.dataset.has_table("enterprises"):
        return None
    table = figures.dataset.industries_at(view.query.industry_level)
    names = figures.dataset.industry_names(view.lang)
    version = store.dataset_version(name)
    told = figures.dataset.manifest
    confidential, made_up = told.confidential, told.simulated or "enterprises" in told.simulated_tables
    wanted: dict[str, object] = {"industry": ",".join(view.sectors)} | ({} if confidential else _filters(view))
    return PointsPart(
        url=f"../../pts/{name}/{version}/view",
        card=f"../../ent/{name}/{version}/",
        filter=urlencode({key: value for key, value in wanted.items() if value}),
        colours=dict(zip(_coloured(figures), OKABE_ITO, strict=False)),
        names={str(code): names[code] for code in table.index},
        parents=_parents(figures),
        badge=view.say("Simulated") if made_up else None,
        mode="points" if confidential else view.show.partition("_")[0],
        weight="employees" if view.show.endswith("_jobs") else "one",
        tools=not confidential,
    )


def _filters(view: ViewState) -> dict[str, object]:
    """Give the filters by what single establishments are: a confidential register has none."""
    return {
        "min": view.sizes[0] if view.sizes[0] > 1 else "",
        "max": view.sizes[1] or "",
        "type": ",".join(view.kinds),
        "since": view.founded[0] or "",
        "until": view.founded[1] or "",
    }


def _coloured(figures: Figures) -> list[str]:
    """Industries that have a colour of their own: all, or the largest where there are more of them than colours."""
    query, dataset = figures.query, figures.dataset
    codes = [str(code) for code in dataset.industries_at(query.industry_level).index]
    if len(codes) <= len(OKABE_ITO):
        return codes

    def largest() -> set[str]:
        rows = dataset.statistics
        rows = rows[(rows["measure"] == query.measure) & rows["industry_code"].isin(codes)]
        return set(rows.groupby("industry_code", observed=True)["value"].sum().nlargest(len(OKABE_ITO)).index)

    kept = dataset.once(("coloured", query.measure, query.industry_level), largest)
    return [code for code in codes if code in kept]


def _parents(figures: Figures) -> dict[str, str]:
    """Industry of the level shown that each finer code is part of."""
    dataset, level = figures.dataset, figures.query.industry_level

    def found() -> dict[str, str]:
        above = ancestors(dataset.industries, dataset.industries_at(level).index)
        return {code: top for code, top in above.items() if code != top}

    return dataset.once(("parents of codes", level), found)


def context_parts(view: ViewState, figures: Figures, store: Store) -> tuple[ContextPart, ...]:
    """Show layers for orientation: universities, airports, sea ports."""
    parts = []
    for name, (shape, colour) in _SHAPES.items():
        if name not in view.layers or (name == "universities" and not figures.dataset.has_table(name)):
            continue
        source = f"{view.query.dataset}~{name}" if name == "universities" else name
        unit = view.say("students") if name == "universities" else None
        url, label = context_url(store, source), view.say(words.LAYERS[name])
        parts.append(ContextPart(id=name, url=url, colour=colour, shape=shape, label=label, size_unit=unit))
    return tuple(parts)


def basemap(view: ViewState, store: Store) -> Basemap:
    """Draw land, borders and names of places under the data."""
    places = f"{context_url(store, 'places')}?min={_PLACE_PEOPLE}" if "places" in view.layers else None
    return Basemap(
        land=geometry_url(store, "basemap", "land"), borders=geometry_url(store, "basemap", "borders"), places=places
    )
