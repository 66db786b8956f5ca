"""The message that draws a map, from what the map is made of; see `layers.message`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.manifest import in_language
from layers.legend import LegendWords, legend
from layers.message import Backdrop, Inset, LegendPart, MapMessage, RegionsPart
from layers.regions import Extra, Geometry, RegionWords, region_layer
from scene.headline import headline, source_line, subtitle
from scene.map_words import LOCALES, map_words
from scene.parts import basemap, context_parts, flight, geometry_url, points_part
from scene.simulated import label
from scene.tiles import tiles

if TYPE_CHECKING:
    from scene.drawing import Drawing
    from scene.figures import Figures


def message_of(drawing: Drawing, *, fly: tuple[str, int] = ("", 0), ask: int = 0) -> MapMessage:
    """Make the whole state of the map.

    `fly` is a region that was looked for, and the number of that flight; a new number in `ask` has the browser tell
    which place and zoom the reader sees.
    """
    view, figures, store = drawing.view, drawing.figures, drawing.store
    level = figures.dataset.manifest.level(view.query.level)
    boundary = store.boundary_set(str(level.backdrop or level.boundaries))
    regions = _regions_part(drawing) if "regions" in view.layers else None
    return MapMessage(
        key=f"{hash((view.query, view.lang, view.layers, view.region, view.honest)) & 0xFFFFFFFF:x}",
        lang=view.lang,
        locale=LOCALES[view.lang],
        text=map_words(figures),
        view=boundary.view,
        view_key=boundary.id,
        regions=regions,
        backdrop=Backdrop(url=geometry_url(store, boundary.id, "overview")) if level.backdrop else None,
        legend=_legend(drawing) if regions else None,
        selected=view.region or None,
        fly=flight(figures, boundary, *fly),
        points=points_part(view, figures, store),
        context=context_parts(view, figures, store),
        tiles=tiles(view.tiles),
        basemap=basemap(view, store),
        insets=tuple(Inset(label=in_language(title, view.lang), bounds=bounds) for title, bounds in boundary.insets),
        title=headline(drawing.result, figures, region=view.region),
        subtitle=subtitle(figures),
        png_name="-".join(["regioscope", view.query.dataset, view.query.indicator, *_about(figures)]),
        presenter=view.present,
        ask=ask or None,
    )


def _about(figures: Figures) -> list[str]:
    """Code of the group that the map is about; a figure of whole regions is about none."""
    return [] if figures.of_regions else [figures.query.industry_code]


def _regions_part(drawing: Drawing) -> RegionsPart:
    view, result, figures, certainty = drawing.view, drawing.result, drawing.figures, drawing.certainty
    scale = 100.0 if figures.entry.percent else 1.0
    bounds = [None if side is None else drawing.drawn(side) * scale for side in (result.lower, result.upper)]
    is_point = figures.dataset.manifest.level(view.query.level).points
    extra = Extra(
        lower=bounds[0],
        upper=bounds[1],
        sizes=drawing.drawn(result.amount) if is_point else None,
        sure=certainty.marks if certainty else None,
        chance=certainty.chance if certainty else None,
        spots=drawing.spots.part(drawing.codes, figures) if drawing.spots else None,
    )
    return region_layer(
        drawing.drawn(result.values) * scale,
        drawing.coloured[0],
        geometry=_geometry(drawing),
        words=_region_words(figures),
        extra=extra,
        opacity=view.opacity,
    )


def _geometry(drawing: Drawing) -> Geometry:
    level, store = drawing.figures.dataset.manifest.level(drawing.view.query.level), drawing.store
    if level.points:
        url = geometry_url(store, f"{drawing.view.query.dataset}~{level.id}", "points")
        return Geometry(url=url, kind="point")
    name = str(level.boundaries)
    return Geometry(url=geometry_url(store, name, "overview"), detail_url=geometry_url(store, name, "detail"))


def _region_words(figures: Figures) -> RegionWords:
    say = figures.say
    return RegionWords(
        label=say(figures.entry.title),
        unit="%" if figures.entry.percent else figures.unit,
        decimals=figures.decimals,
        low_text=_too_few(figures),
        nodata_text=say("no data"),
        size_unit=figures.measure_unit,
        names=tuple(figures.classes),
        edges=figures.edges,
    )


def _too_few(figures: Figures) -> str:
    minimum = figures.say.number(figures.query.minimum, decimals=0)
    return figures.say("fewer than {n} {unit}", n=minimum, unit=figures.measure_unit)


def _legend(drawing: Drawing) -> LegendPart:
    classes, figures = drawing.coloured
    certainty, say = drawing.certainty, figures.say
    made_up = label(drawing.coloured_by, say)
    texts = LegendWords(
        title=say(figures.entry.title),
        below=say("below {high}"),
        between=say("{low} to {high}"),
        above=say("{low} and more"),
        nodata=say("no data"),
        low=_too_few(figures),
        unit_text=_unit_text(figures),
        source=source_line(figures, made_up=made_up),
        unsure=say("of these: class not certain"),
        unknown=say("of these: no range is known"),
        names=tuple(figures.classes),
    )
    values = drawing.drawn(drawing.result.values) if certainty is None or certainty.chance is None else certainty.chance
    found = legend(
        classes,
        words=texts,
        number=figures.value,
        values=None if figures.classes else values,
        badge=made_up or None,
        sure=certainty.marks if certainty else None,
    )
    return replace(found, spots=drawing.spots.legend(drawing.figures)) if drawing.spots else found


def _unit_text(figures: Figures) -> str:
    text = figures.unit if figures.entry.neutral is None else figures.say(figures.entry.reading)
    if not figures.dataset.manifest.level(figures.query.level).points:
        return text
    circles = figures.say("Size of the circles: {unit}.", unit=figures.measure_unit)
    return f"{text} {circles}".strip()
