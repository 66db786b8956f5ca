"""The map: one message from a result, shown by the one component that keeps the map in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from geo.classify import Classification, classify
from geo.manifest import in_language
from layers.base_map import base_map
from layers.legend import LegendWords, legend
from layers.message import (
    Backdrop,
    Basemap,
    ContextPart,
    Fly,
    Inset,
    LegendPart,
    MapMessage,
    PointsPart,
    RegionsPart,
    message_group,
)
from layers.palettes import OKABE_ITO, palette
from layers.regions import Extra, Geometry, RegionWords, region_layer
from views import state, words
from views.headline import headline, source_line, subtitle
from views.map_words import LOCALES, map_words
from views.tiles import tiles

if TYPE_CHECKING:
    import pandas as pd

    from geo.boundaries import BoundarySet
    from geo.query import Result
    from geo.store import Store
    from views.figures import Figures
    from views.state import ViewState

MAP_KEY = "map"
_MAP_PX, _PRESENT_PX = 500, 820
_SHAPES = {"universities": ("square", "#0f766e"), "airports": ("triangle", "#5a6570"), "ports": ("cross", "#1f5a8a")}
_POINT_PAD_DEG = 0.4
_PLACE_PEOPLE = 300_000


def classes_of(result: Result, figures: Figures, store: Store) -> Classification:
    """Classify a result in the order in which the map draws the regions."""
    codes = _drawn(figures, store)
    entry, query = figures.entry, figures.query
    breaks = entry.breaks if query.scheme == "fixed" else ()
    n = len(breaks) + 1 if breaks else query.n_classes
    return classify(
        result.values.reindex(codes).to_numpy(dtype=float),
        scheme=query.scheme,
        colours=palette(palette_name(figures), n),
        breaks=breaks,
        neutral=entry.neutral,
        below=result.below.reindex(codes, fill_value=False).to_numpy(dtype=bool),
    )


def colours_of(classes: Classification, figures: Figures, store: Store) -> dict[str, str]:
    """Colour of each region that has a class, by its code."""
    pairs = zip(_drawn(figures, store), classes.classes, strict=True)
    return {str(code): classes.colours[k] for code, k in pairs if k >= 0}


def palette_name(figures: Figures) -> str:
    """Name of the palette in use: the reader's choice, or the one that fits the indicator."""
    return figures.query.palette or ("PuOr" if figures.entry.neutral is not None else "YlGnBu")


def show_map(view: ViewState, result: Result, classes: Classification, figures: Figures, *, store: Store) -> None:
    """Draw the map; a click on a region writes it into the address."""
    message = _message(view, result, classes, figures, store)
    st_folium(
        base_map(),
        key=MAP_KEY,
        height=_PRESENT_PX if view.present else _MAP_PX,
        use_container_width=True,
        render=False,  # it renders the map a second time anyway
        returned_objects=["last_active_drawing"],
        feature_group_to_add=message_group(message),
        on_change=_select,
    )


def _select() -> None:
    answer = st.session_state.get(MAP_KEY) or {}
    chosen = (answer.get("last_active_drawing") or {}).get("id")
    state.change(region=chosen)


def _message(view: ViewState, result: Result, classes: Classification, figures: Figures, store: Store) -> MapMessage:
    level = figures.dataset.manifest.level(view.query.level)
    boundary = store.boundary_set(str(level.backdrop or level.boundaries))
    regions = _regions_part(view, result, classes, figures, store) if "regions" in view.layers else None
    badge = figures.say("Simulated") if _simulated(result) else None
    return MapMessage(
        key=f"{hash((view.query, view.lang, view.layers, view.region)) & 0xFFFFFFFF:x}",
        lang=view.lang,
        locale=LOCALES[view.lang],
        text=map_words(figures),
        view=boundary.view,
        view_key=boundary.id,
        regions=regions,
        backdrop=Backdrop(url=_geometry_url(store, boundary.id, "overview")) if level.backdrop else None,
        legend=_legend(result, classes, figures, store, badge) if regions else None,
        selected=view.region or None,
        fly=_fly(figures, boundary),
        points=_points_part(view, figures, store),
        context=_context(view, figures, store),
        tiles=tiles(view.tiles),
        basemap=_basemap(view, store),
        insets=tuple(Inset(label=in_language(title, view.lang), bounds=bounds) for title, bounds in boundary.insets),
        title=headline(result, figures, region=view.region),
        subtitle=subtitle(figures),
        png_name=f"regioscope-{view.query.dataset}-{view.query.indicator}-{view.query.industry_code}",
        presenter=view.present,
    )


def _drawn(figures: Figures, store: Store) -> pd.Index:
    """Codes in the order of the geometry file; the index itself, because looking up in a new one costs more."""
    level = figures.dataset.manifest.level(figures.query.level)
    if level.points:
        return cast("pd.Index", figures.dataset.regions_at(level.id).index)
    return cast("pd.Index", store.geometry(str(level.boundaries), "overview").index)


def _geometry_url(store: Store, set_id: str, lod: str) -> str:
    return f"../../geo/{store.geometry_version(set_id, lod)}/{set_id}/{lod}.json"


def _context_url(store: Store, name: str) -> str:
    return f"../../ctx/{store.context_version(name)}/{name}.json"


def _regions_part(
    view: ViewState, result: Result, classes: Classification, figures: Figures, store: Store
) -> RegionsPart:
    say, level = view.say, figures.dataset.manifest.level(view.query.level)
    scale = 100.0 if figures.entry.percent else 1.0
    codes = _drawn(figures, store)

    def drawn(series: pd.Series | None) -> np.ndarray | None:
        return None if series is None else series.reindex(codes).to_numpy(dtype=float)

    lower, upper = drawn(result.lower), drawn(result.upper)
    if level.points:
        set_id = f"{view.query.dataset}~{level.id}"
        geometry = Geometry(url=_geometry_url(store, set_id, "points"), kind="point")
    else:
        set_id = str(level.boundaries)
        geometry = Geometry(
            url=_geometry_url(store, set_id, "overview"), detail_url=_geometry_url(store, set_id, "detail")
        )
    return region_layer(
        result.values.reindex(codes).to_numpy(dtype=float) * scale,
        classes,
        geometry=geometry,
        words=RegionWords(
            label=say(figures.entry.title),
            unit="%" if figures.entry.percent else figures.unit,
            decimals=figures.decimals,
            low_text=say(
                "fewer than {n} {unit}", n=say.number(view.query.minimum, decimals=0), unit=figures.measure_unit
            ),
            nodata_text=say("no data"),
            size_unit=figures.measure_unit,
        ),
        extra=Extra(lower=lower, upper=upper, sizes=drawn(result.amount) if level.points else None),
        opacity=view.opacity,
    )


def _legend(result: Result, classes: Classification, figures: Figures, store: Store, badge: str | None) -> LegendPart:
    say = figures.say
    minimum = say.number(figures.query.minimum, decimals=0)
    texts = LegendWords(
        title=say(figures.entry.title),
        below=say("below {high}"),
        between=say("{low} to {high}"),
        above=say("{low} and more"),
        nodata=say("no data"),
        low=say("fewer than {n} {unit}", n=minimum, unit=figures.measure_unit),
        unit_text=_unit_text(figures),
        source=source_line(figures, simulated=badge is not None),
    )
    values = result.values.reindex(_drawn(figures, store)).to_numpy(dtype=float)
    return legend(classes, words=texts, number=figures.value, values=values, badge=badge)


def _unit_text(figures: Figures) -> str:
    text = figures.unit if figures.entry.neutral is None else figures.say(figures.entry.reading)
    if not figures.dataset.manifest.level(figures.query.level).points:
        return text
    circles = figures.say("Size of the circles: {unit}.", unit=figures.measure_unit)
    return f"{text} {circles}".strip()


def _simulated(result: Result) -> bool:
    return bool((result.status == "S").any())


def _fly(figures: Figures, boundary: BoundarySet) -> Fly | None:
    code, n = st.session_state.get("fly", ("", 0))
    if not code or code not in figures.dataset.regions.index:
        return None
    if code in boundary.region_views:
        return Fly(bounds=boundary.region_views[code], n=n)
    west, south, east, north = figures.dataset.regions.geometry.loc[code].bounds
    if west == east:
        pad = _POINT_PAD_DEG
        west, south, east, north = west - pad, south - pad, east + pad, north + pad
    return Fly(bounds=(south, west, north, east), n=n)


def _points_part(view: ViewState, figures: Figures, store: Store) -> PointsPart | None:
    name = view.query.dataset
    if "enterprises" not in view.layers or not figures.dataset.has_table("enterprises"):
        return None
    table = figures.dataset.industries_at(view.query.industry_level)
    names = figures.dataset.industry_names(view.lang)
    version = store.dataset_version(name)
    wanted = {"industry": ",".join(view.sectors), "min": view.sizes[0] or "", "max": view.sizes[1] or ""}
    return PointsPart(
        url=f"../../pts/{name}/{version}/view",
        card=f"../../ent/{name}/{version}/",
        filter=urlencode({key: value for key, value in wanted.items() if value}),
        colours={str(code): OKABE_ITO[i % len(OKABE_ITO)] for i, code in enumerate(table.index)},
        names={str(code): names[code] for code in table.index},
        badge=view.say("Simulated"),
    )


def _context(view: ViewState, figures: Figures, store: Store) -> tuple[ContextPart, ...]:
    parts = []
    for name, (shape, colour) in _SHAPES.items():
        if name not in view.layers or (name == "universities" and not figures.dataset.has_table(name)):
            continue
        source = f"{view.query.dataset}~{name}" if name == "universities" else name
        unit = view.say("students") if name == "universities" else None
        url, label = _context_url(store, source), view.say(words.LAYERS[name])
        parts.append(ContextPart(id=name, url=url, colour=colour, shape=shape, label=label, size_unit=unit))
    return tuple(parts)


def _basemap(view: ViewState, store: Store) -> Basemap:
    places = f"{_context_url(store, 'places')}?min={_PLACE_PEOPLE}" if "places" in view.layers else None
    return Basemap(
        land=_geometry_url(store, "basemap", "land"), borders=_geometry_url(store, "basemap", "borders"), places=places
    )
