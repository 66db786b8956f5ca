"""What lies over the colours: hatched where a class is not certain, outlined where regions stand out together."""

import dataclasses
from typing import Any

import numpy as np

from layers.legend import LegendWords, legend
from layers.message import Inset, LegendItem, LegendPart, RegionsPart, SpotsLegend, SpotsPart
from layers.palettes import palette
from tests.browser.client.conftest import SIX_VALUES, Client, message

SURE = "?.u..."
WORDS = {"unsure": "class not certain", "unknown": "no range", "chance": "{n}% sure"}
SPOTS = SpotsPart(
    classes="0--1-2", palette=("#D55E00", "#0072B2", "#CC79A7", "#56B4E9"), texts=("hot", "cold", "alone", "apart")
)
SPOT_LEGEND = SpotsLegend(
    title="Hot spots",
    items=tuple(
        LegendItem(colour=colour, text=text, count=1, kind="spot")
        for colour, text in zip(SPOTS.palette, SPOTS.texts, strict=True)
    ),
    note="p < 0.05",
)
LINES = "[...document.querySelectorAll('.rs-spots path')].map(path => path.getAttribute('d') || '')"


def parts() -> tuple[RegionsPart, LegendPart]:
    plain = message("x")
    assert plain.regions is not None
    assert plain.legend is not None
    return plain.regions, plain.legend


def test_what_is_not_certain_is_hatched_in_the_colour_of_its_class(client: Client) -> None:
    regions, _ = parts()
    before = message("a")
    client.send(before)
    plain = client.fills()
    client.send(message("b", regions=dataclasses.replace(regions, sure=SURE)))
    hatched = client.fills()
    assert [hatched[0], hatched[2]] == ["url(#rs-unsure-0)", "url(#rs-unknown-4)"]
    assert [hatched[i] for i in (1, 3, 4, 5)] == [plain[i] for i in (1, 3, 4, 5)]
    base = "document.querySelector('#rs-unsure-0 rect').getAttribute('fill')"
    assert client.frame.evaluate(base) == palette("PuOr", 5)[0]
    client.send(message("c"))
    assert client.fills() == plain
    assert client.frame.locator("defs.rs-hatched").count() == 0


def test_the_hatching_follows_the_palette(client: Client) -> None:
    regions, _ = parts()
    client.send(message("a", regions=dataclasses.replace(regions, sure=SURE)))
    other = message("b", palette="viridis").regions
    assert other is not None
    client.send(message("c", regions=dataclasses.replace(other, sure=SURE)))
    assert client.fills()[0] == "url(#rs-unsure-0)"
    base = "document.querySelector('#rs-unsure-0 rect').getAttribute('fill')"
    assert client.frame.evaluate(base) == palette("viridis", 5)[0]


def test_the_tooltip_says_what_is_not_certain_and_how_probable(client: Client) -> None:
    regions, _ = parts()
    text = {**message("x").text, **WORDS}
    client.send(message("a", regions=dataclasses.replace(regions, sure=SURE), text=text))
    client.hover(50, 22)
    assert client.text(".rs-tip").endswith("class not certain")
    chances = (3.0, 50.0, 97.0, None, None, 80.0)
    client.send(message("b", regions=dataclasses.replace(regions, chance=chances), text=text))
    client.hover(50, 26)
    assert client.text(".rs-tip").endswith("50% sure")


def test_a_row_of_the_legend_counts_what_is_not_certain_and_shows_it(client: Client) -> None:
    regions, _ = parts()
    from geo.classify import classify  # noqa: PLC0415

    classes = classify(np.array(SIX_VALUES), scheme="fixed", breaks=(0.5, 0.8, 1.25, 2.0), colours=palette("PuOr", 5))
    words = LegendWords(title="LQ", unsure="not certain", unknown="no range")
    key = legend(classes, words=words, number=str, sure=np.array([1, 0, 2, -1, -1, 0]))
    client.send(message("a", regions=dataclasses.replace(regions, sure=SURE), legend=key))
    assert client.text(".rs-row.rs-unsure .rs-row-count") == "1"
    client.frame.locator(".rs-row.rs-unsure").hover()
    pale = "[...document.querySelectorAll('path.rs-region')].map(path => path.hasAttribute('opacity'))"
    assert client.frame.evaluate(pale) == [False, True, True, True, True, True]


def test_hot_spots_are_outlined_with_the_outlines_that_are_there(client: Client) -> None:
    regions, key = parts()
    client.send(message("a"))
    assert client.frame.evaluate(LINES) == ["", "", "", "", ""]
    asked = "performance.getEntriesByType('resource').length"
    before = client.frame.evaluate(asked)
    spots: dict[str, Any] = {
        "regions": dataclasses.replace(regions, spots=SPOTS),
        "legend": dataclasses.replace(key, spots=SPOT_LEGEND),
    }
    client.send(message("b", **spots))
    lines = client.frame.evaluate(LINES)
    own = client.frame.evaluate("[...document.querySelectorAll('path.rs-region')].map(p => p.getAttribute('d'))")
    assert lines[1:] == [own[0], own[3], own[5], ""]
    assert lines[0] == own[0] + own[3] + own[5]
    assert client.frame.evaluate(asked) == before
    colours = "[...document.querySelectorAll('.rs-spots path')].map(path => path.getAttribute('stroke')).slice(1)"
    assert tuple(client.frame.evaluate(colours)) == SPOTS.palette
    assert "hot" in client.text(".rs-spot-legend")
    assert "p < 0.05" in client.text(".rs-spot-note")
    client.hover(50, 22)
    assert "hot" in client.text(".rs-tip")
    client.look(48, 26, 7)
    moved = client.frame.evaluate(LINES)
    assert moved[1] != lines[1]
    client.send(message("c"))
    assert client.frame.evaluate(LINES) == ["", "", "", "", ""]
    assert client.frame.locator(".rs-spot-legend").count() == 0


def test_points_are_outlined_too(client: Client) -> None:
    place = "../../geo/points.json"
    regions = message("x", url=place).regions
    assert regions is not None
    points = dataclasses.replace(regions, kind="point", sizes=(1, 2, 3, None, 5, 6), spots=SPOTS, detail_url=None)
    client.send(message("a", regions=points))
    assert [bool(line) for line in client.frame.evaluate(LINES)] == [True, True, True, True, False]


def test_no_legend_covers_the_zoom_buttons_however_long_it_is(client: Client) -> None:
    regions, key = parts()
    others = tuple(Inset(label=f"Island {n}", bounds=(44.0, 20.0, 48.0, 24.0)) for n in range(6))
    seen = set()
    for n in range(0, 26, 2):
        note = " ".join(["about 1 in 20 of these may be chance alone"] * n)
        tall = dataclasses.replace(key, spots=dataclasses.replace(SPOT_LEGEND, note=note))
        outlined = dataclasses.replace(regions, spots=SPOTS)
        place: dict[str, Any] = {"view": (34.0, 10.0, 62.0, 42.0), "view_key": f"tall {n}"}
        client.send(message(f"a{n}", regions=outlined, legend=tall, insets=others[: n % 7], **place))
        box, zoom = (client.frame.locator(name).bounding_box() for name in (".rs-legend", ".leaflet-control-zoom"))
        assert box is not None
        assert zoom is not None
        assert box["y"] >= zoom["y"] + zoom["height"], n
        seen.add(client.frame.locator(".rs-legend.rs-at-side").count())
    assert seen == {0, 1}
