"""Files of pictures: opened by readers of their own, the same bytes for one view, the extent that was asked for."""

import hashlib
import io
from typing import Any

import pytest
from PIL import Image

from geo.errors import AddressError, UnknownOptionError
from papers.picture import picture
from papers.press import FORMATS
from papers.scope import box_of_view
from papers.sheet import SIZES
from tests.papers.drawn import COMPUTER, DAY, drawing, pdf, png, svg, text_of


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


def test_a_png_has_its_fineness_and_no_layer_of_transparency() -> None:
    image = png(drawing(), dpi=150)
    assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    assert image.mode == "RGB"
    title = png(drawing(**COMPUTER, lang="uk"), dpi=40).info["Title"]
    assert title.startswith("Комп’ютерні та математичні професії")


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
