"""Pictures of views, opened by readers of their own: the same style as the web map, whole, honest, and safe."""

import hashlib
import io
import re
from typing import Any

import pytest
from PIL import Image

from geo.errors import AddressError, UnknownOptionError
from geo.store import Store
from papers.picture import picture
from papers.press import FORMATS
from papers.scope import box_of_view
from papers.sheet import SIZES
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


# ------------------------------------------------------------------------------------------------------------ the files
@pytest.mark.parametrize("size", SIZES)
def test_a_png_has_the_dots_of_its_paper(size: str) -> None:
    image = png(drawing(), dpi=50, size=size)
    assert image.format == "PNG"
    assert image.size == pytest.approx((SIZES[size].width * 50, SIZES[size].height * 50), abs=1)


def test_a_png_says_what_it_is() -> None:
    image = png(drawing())
    assert image.info["Title"].startswith("Computer and Mathematical Occupations: most concentrated in Washington")
    assert "US Bureau of Labor Statistics, May 2025" in image.info["Source"]
    assert image.info["Description"].startswith("Map. Computer")
    assert (image.info["Software"], image.info["Creation Time"]) == ("Regioscope", "2026-11-22")


def test_an_svg_has_a_name_and_a_description_for_readers_who_do_not_see_it() -> None:
    root = svg(drawing())
    title, described = root[0], root[1]
    assert (title.tag, described.tag) == ("{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc")
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), described.get("id"))
    assert (title.text or "").startswith("Computer and Mathematical Occupations")
    assert "0.80 to 1.25 – 23" in (described.text or "")


def test_a_pdf_is_one_page_of_its_paper_with_its_fonts_inside_and_searchable_text() -> None:
    reader = pdf(drawing(data="us", item="15-0000", lang="uk"), size="a4")
    assert len(reader.pages) == 1
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([11.69 * 72, 8.27 * 72], abs=1)
    assert "Комп’ютерні та математичні професії: найвища концентрація" in text_of(reader)
    resources: Any = reader.pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts if font["/Subtype"] == "/Type0"]
    assert {font["/Subtype"] for font in inner} == {"/CIDFontType2"}  # TrueType, not outlines
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in inner)


def test_a_pdf_says_what_it_is() -> None:
    said = pdf(drawing()).metadata
    assert said is not None
    assert (said.title or "").startswith("Computer and Mathematical Occupations")
    assert "Highest: Washington 1.996" in (said.subject or "")
    assert (said.creator, str(said["/CreationDate"])) == ("Regioscope", "D:20261122000000Z")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_view_gives_the_same_bytes(name: str) -> None:
    first, second = (
        hashlib.sha256(picture(drawing(**COMPUTER, honest="1"), format=name, made=DAY, dpi=40)).hexdigest()
        for _ in range(2)
    )
    assert first == second


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
    assert patterns[0] == 1  # fewer than 1,000 jobs
    assert patterns[1] >= 4
    assert "немає даних" in told(data="ukraine", lang="uk")


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


# ----------------------------------------------------------------------------------------------------------- extents
@pytest.mark.parametrize(
    ("text", "found"),
    [("37.8,-122.3,8", True), ("x,1,2", False), ("1,2", False), ("95,0,3", False), ("nan,0,3", False)],
)
def test_a_view_of_the_web_map_is_an_extent(text: str, *, found: bool) -> None:
    box = box_of_view(text)
    assert (box is not None) is found
    if box is not None:
        south, west, north, east = box
        assert (south + north) / 2 == pytest.approx(37.8, abs=0.01)
        assert (west + east) / 2 == pytest.approx(-122.3)


def test_a_view_across_the_180th_meridian_is_drawn() -> None:
    box = box_of_view("-17.5,179.5,7")
    assert box is not None
    assert box[1] > 0 > box[3]
    image = Image.open(io.BytesIO(picture(drawing(), format="png", made=DAY, dpi=40, zoom=box)))
    assert image.size == (533, 300)


@pytest.mark.parametrize("name", ["gif", "", "PNG"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(UnknownOptionError, match="format of a picture"):
        picture(drawing(), format=name, made=DAY)


def test_an_unknown_size_is_named_with_the_nearest_one() -> None:
    with pytest.raises(UnknownOptionError, match="did you mean 'slide'"):
        picture(drawing(), format="png", made=DAY, size="slid")


@pytest.mark.parametrize(
    ("zoom", "problem"), [("selected", "no region is selected"), ("close", "cannot be zoomed to 'close'")]
)
def test_an_extent_that_does_not_exist_is_refused(zoom: str, problem: str) -> None:
    with pytest.raises(AddressError, match=problem):
        picture(drawing(), format="png", made=DAY, zoom=zoom)
