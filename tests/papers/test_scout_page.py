"""A page about a place: one page, in three languages, the same every time."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from geo.errors import UnknownRegionError
from geo.store import default_store
from papers.scout_brief import scout_brief
from papers.scout_lines import broken
from papers.scout_paper import MOST, ScoutPaper
from tests.papers.scout_papers import software


@pytest.fixture(scope="module")
def paper() -> ScoutPaper:
    return software()


# ---------------------------------------------------------------------------------------------------------------- page


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_a_page_about_a_place_is_one_page_of_a4(lang: str) -> None:
    data = scout_brief(software(lang), "12420", default_store())
    pdf = PdfReader(BytesIO(data))
    assert len(pdf.pages) == 1
    box = pdf.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    text = pdf.pages[0].extract_text()
    assert "Austin-Round Rock-San Marcos, TX" in text
    assert "US Bureau of Labor Statistics" in text
    assert ("31,960" if lang == "en" else "31 960") in " ".join(text.split())
    assert len(pdf.pages[0].images) == 1
    if lang != "en":
        assert any("\u0400" <= letter <= "\u04ff" for letter in text)
        fonts = pdf.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
        assert all("/FontFile2" in font.get_object()["/FontDescriptor"].get_object() for font in fonts)


def test_the_page_says_rank_range_unknowns_and_what_to_ask(paper: ScoutPaper) -> None:
    text = PdfReader(BytesIO(scout_brief(paper, "12420", default_store()))).pages[0].extract_text()
    flat = " ".join(text.split())
    assert "Rank 1 of 47, may be 1 to 2" in flat
    assert "unknown, ask" in flat
    assert "Which suppliers of “Software Developers”" in flat
    assert "Places like this one" in flat


def test_a_place_of_which_little_is_known_still_fits_on_the_page(paper: ScoutPaper) -> None:
    place = str(paper.table.index[paper.table["passes"] == "ask"][0])
    pdf = PdfReader(BytesIO(scout_brief(paper, place, default_store())))
    assert len(pdf.pages) == 1
    flat = " ".join(pdf.pages[0].extract_text().split())
    assert "ask before you decide" in flat
    assert "more questions are in the workbook" in flat


def test_the_page_is_the_same_to_the_byte(paper: ScoutPaper) -> None:
    first, second = (scout_brief(one, "12420", default_store()) for one in (paper, software()))
    assert first == second


def test_a_page_about_a_place_that_is_not_there_is_refused(paper: ScoutPaper) -> None:
    with pytest.raises(UnknownRegionError, match="there is no place '99999'"):
        scout_brief(paper, "99999", default_store())
    with pytest.raises(UnknownRegionError, match="there is no place 'Z'"):
        software(shortlist=("Z",))


def test_lines_break_between_words_and_are_cut_at_last() -> None:
    assert broken("a b", "Helvetica", 10, 1000) == ["a b"]
    assert broken("", "Helvetica", 10, 1000) == []
    assert broken("Washington", "Helvetica", 10.0, 34.0) == ["Was…"]


def test_the_shortlist_is_compared_in_its_own_order() -> None:
    chosen = software(shortlist=("41940", "12420"))
    assert chosen.compared == ("41940", "12420")
    assert len(software().compared) == MOST
