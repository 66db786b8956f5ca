"""Pictures of views, opened by readers of their own: the same style as the web map, whole, honest, and safe."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from geo.store import Store
from papers.picture import picture
from scene.message import message_of
from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset
from tests.papers.drawn import (
    COMPUTER,
    DAY,
    INCOME,
    colours,
    drawing,
    extra,
    fills,
    painted,
    pdf,
    png,
    svg,
    text_of,
    told,
)

METROS = {"data": "us", "level": "metro"}


# ------------------------------------------------------------------------------- one style object with the web map
@pytest.mark.parametrize(
    "params",
    [
        COMPUTER,
        COMPUTER | {"palette": "viridis", "scheme": "quantiles", "classes": "4"},
        INCOME | {"year": "1929"},
        METROS,
        {"data": "us", "ind": "cluster_stars"},
    ],
)
def test_the_colours_are_those_of_the_message(params: dict[str, str]) -> None:
    view = drawing(**params)
    part, legend = message_of(view).regions, message_of(view).legend
    assert part is not None
    assert legend is not None
    used = {item.colour for item in legend.items if item.kind == "class"}
    assert used <= set(fills(painted(**params)))
    assert used <= colours(png(view, dpi=100))


def test_each_region_has_the_colour_of_its_class() -> None:
    part, legend = message_of(drawing()).regions, message_of(drawing()).legend
    assert part is not None
    assert legend is not None
    drawn = fills(painted(**COMPUTER))
    for k, colour in enumerate(part.palette):  # the regions, the swatch, the bars of the histogram
        bars = sum(count > 0 for count, bar_class, _ in legend.histogram if bar_class == k)
        assert drawn.count(colour) == part.classes.count(str(k)) + 1 + bars


@pytest.mark.parametrize("params", [COMPUTER | {"honest": "1"}, INCOME | {"year": "2009"}, METROS])
def test_the_legend_counts_what_the_message_counts(params: dict[str, str]) -> None:
    legend, text = message_of(drawing(**params)).legend, told(**params)
    assert legend is not None
    for item in legend.items:
        assert f"{item.text} {item.count:,}" in text


def test_hot_spots_are_outlined_and_explained() -> None:
    asked = {"data": "bay-area", "level": "superdistrict", "layers": "regions,hotspots"}
    legend = message_of(drawing(**asked)).legend
    assert legend is not None
    assert legend.spots is not None
    text = told(**asked)
    for item in legend.spots.items:
        assert f"{item.text} {item.count}" in text
    assert legend.spots.note[:40] in text
    strokes = [e.get("style", "") for e in painted(**asked).iter() if "stroke: #0072b2" in e.get("style", "").lower()]
    assert len(strokes) >= 2  # outline on the map, swatch


def test_what_is_not_certain_is_hatched_and_no_data_is_not_a_colour() -> None:
    plain, unsure = (painted(**COMPUTER, **way) for way in ({}, {"honest": "1"}))
    patterns = [len([e for e in root.iter() if e.tag.endswith("}pattern")]) for root in (plain, unsure)]
    assert patterns == [1, 3]  # fewer than 1,000 jobs; not certain, in dark lines and in light ones
    assert "немає даних" in told(data="ukraine", lang="uk")


def test_a_full_legend_becomes_smaller_and_loses_its_bars_but_no_row() -> None:
    asked = METROS | {"layers": "regions,hotspots", "honest": "1", "lang": "uk"}
    legend, text = message_of(drawing(**asked)).legend, told(**asked)
    assert legend is not None
    assert legend.spots is not None
    texts = [item.text for item in (*legend.items, *legend.spots.items)] + [legend.spots.note]
    assert [one for one in texts if " ".join(one.split()) not in text] == []


def test_small_circles_whose_class_is_not_certain_are_struck_through() -> None:
    def strokes(root: ET.Element) -> int:
        return sum("stroke: #4b5563" in e.get("style", "") and "fill: none" in e.get("style", "") for e in root.iter())

    plain, unsure = (painted(**METROS, **way) for way in ({}, {"honest": "1"}))
    assert strokes(unsure) > strokes(plain)


def test_estimates_of_the_source_are_counted() -> None:
    view = drawing()
    status = view.result.status.copy()
    status.iloc[:3] = "E"
    estimated = replace(view, result=replace(view.result, status=status))
    assert "3 figures are estimates of the source." in text_of(pdf(estimated))


@pytest.mark.parametrize("layers", ["places", "", "regions,airports,ports"])
def test_a_view_without_regions_is_a_map_of_the_ground(layers: str) -> None:
    root = painted(**COMPUTER, layers=layers or "places")
    legend = message_of(drawing(**COMPUTER, layers=layers or "places")).legend
    assert ("#b2abd2" in fills(root)) == (legend is not None)


def test_the_selected_region_is_outlined_named_and_in_the_headline() -> None:
    text = told(**COMPUTER, region="48")
    assert text.startswith("Texas: 1.07 times the average share.")
    assert text.count("Texas") == 2
    assert "Texas" not in told(**COMPUTER)


# --------------------------------------------------------------------------------------------------- what is told
def test_the_foot_names_sources_boundaries_projection_day_and_address() -> None:
    text = text_of(pdf(drawing(), address="?data=us&item=15-0000"))
    for part in ("Source: US Bureau of Labor Statistics, May 2025 (Public domain (data); MIT (package)).",
                 "Boundaries: US Census Bureau, cartographic boundaries 2017",
                 "Made with Natural Earth (Public domain)",
                 "Projection: Albers equal-area conic (EPSG:5070).",
                 "Made with Regioscope on November 22, 2026 · ?data=us&item=15-0000"):  # fmt: skip
        assert part in text


def test_alaska_hawaii_puerto_rico_and_guam_stand_in_insets_and_that_is_said() -> None:
    text = told(**COMPUTER)
    for part in ("Alaska", "Hawaii", "Puerto Rico and", "Guam", "Insets have scales of their own.", "500 km"):
        assert part in text
    near = told(zoom="selected", **COMPUTER, region="06")
    assert "Insets have scales" not in near
    assert "Guam" not in near


def test_simulated_figures_are_marked() -> None:
    assert "Interval from simulated establishments" in told(data="bay-area", level="county")


def test_establishments_are_said_to_be_left_out() -> None:
    text = told(data="bay-area", level="county", layers="regions,enterprises,universities")
    assert "Establishments are shown on the web map only." in text
    assert "Universities and colleges" in text


def test_a_scale_and_an_arrow_stand_only_where_they_are_true() -> None:
    arrow = re.compile(r"\d km ?N ")
    assert arrow.search(told(data="bay-area", level="county"))
    assert not arrow.search(told(**COMPUTER))


def test_circles_have_a_key_of_round_figures() -> None:
    text = told(**METROS)
    assert "Size of the circles: jobs" in text
    assert "200K 40K 8K" in text


def test_a_tall_sheet_lists_the_highest_and_lowest_regions() -> None:
    text = told(size="a4-portrait", **COMPUTER)
    assert "1 Washington 1.996" in text
    assert "52 Louisiana 0.40" in text


# ---------------------------------------------------------------------------------------------------------- hostile
@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_dataset(folder)
    return extra(folder)


@pytest.mark.parametrize("industry", [0, 1, 7])
def test_hostile_names_are_written_literally(industry: int, hostile: Store) -> None:
    view = drawing(hostile, data="hostile", item=f"I{industry}", region=f"R{industry}")
    text = "".join(text_of(pdf(view, size="a4")).split())
    assert "".join(PAYLOADS[industry].split())[:24] in text


@pytest.mark.parametrize("industry", range(len(PAYLOADS)))
def test_hostile_names_are_no_part_of_an_svg(industry: int, hostile: Store) -> None:
    root = svg(drawing(hostile, data="hostile", item=f"I{industry}", region=f"R{industry}"))
    assert {e.tag.rpartition("}")[2] for e in root.iter()}.isdisjoint({"script", "img", "a", "foreignObject"})
    assert PAYLOADS[industry] in (root[0].text or "")


def test_a_headline_that_is_not_made_from_the_figures_stands_in_its_place() -> None:
    data = picture(drawing(), format="pdf", made=DAY, head="Costs $5 & more <b>")
    from pypdf import PdfReader  # noqa: PLC0415

    assert text_of(PdfReader(io.BytesIO(data))).startswith("Costs $5 & more <b>")


def test_without_a_head_the_mark_stays() -> None:
    from pypdf import PdfReader  # noqa: PLC0415

    data = picture(drawing(data="bay-area", level="county"), format="pdf", made=DAY, head=False)
    assert text_of(PdfReader(io.BytesIO(data))).startswith("Interval from simulated establishments")
