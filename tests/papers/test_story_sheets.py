"""A story on paper: a page and a picture for each step, read by the readers of their formats."""

import io
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

from geo.errors import RegioscopeError
from geo.store import default_store
from papers.story_sheets import DPI, story_pdf, story_pictures
from papers.year_pair import first_and_last
from scene.steps import open_address
from scene.story import Step, Story

MADE = date(2026, 11, 22)
QUOTIENT = "data=us&item=15-0000&region=53"
INCOME = "data=us&ind=value&measure=income_per_capita&year=1950"
STORY = Story(
    "x", "Куди <далі>?", "uk",
    steps=(
        Step(QUOTIENT, "Де ми? <b>& so</b>", "Речення з {дужками} і </para>.", "таємні нотатки"),
        Step(QUOTIENT, "Два боки", kind="swipe", beside="data=us&item=53-0000"),
        Step(INCOME, "Роки / 1929", kind="years"),
    ),
)  # fmt: skip


def test_a_page_for_each_step_with_title_sentence_and_pictures_but_no_notes() -> None:
    told: list[tuple[int, int]] = []
    made = story_pdf(STORY, default_store(), made=MADE, progress=lambda done, total: told.append((done, total)))
    pages = PdfReader(io.BytesIO(made)).pages
    texts = [page.extract_text() for page in pages]
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert "Де ми? <b>& so</b>" in texts[0]
    assert "Речення з {дужками} і </para>." in texts[0]
    assert "таємні" not in "".join(texts)
    assert [text.split()[-3:] for text in texts] == [["1", "/", "3"], ["2", "/", "3"], ["3", "/", "3"]]
    assert [len(page.images) for page in pages] == [1, 2, 2]
    assert all(name in texts[2] for name in ("1929", "2009"))
    assert PdfReader(io.BytesIO(made)).metadata.title == "Куди <далі>?"  # type: ignore[union-attr]
    assert (float(pages[0].mediabox.width), float(pages[0].mediabox.height)) == (960.0, 540.0)


def test_pictures_are_numbered_in_their_order_and_named_for_every_system() -> None:
    with zipfile.ZipFile(io.BytesIO(story_pictures(STORY, default_store(), made=MADE))) as archive:
        assert archive.namelist() == [
            "01-де-ми-b-so-b.png", "02a-два-боки.png", "02b-два-боки.png", "03a-роки-1929.png", "03b-роки-1929.png",
        ]  # fmt: skip
        first = archive.read("01-де-ми-b-so-b.png")
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(first[16:20]) == pytest.approx(13.333 * DPI, abs=2)


def test_both_years_are_drawn_in_the_same_classes() -> None:
    drawing = open_address(INCOME, default_store(), "en")
    years = drawing.figures.dataset.years("income_per_capita")
    (first, early), (last, late) = first_and_last(drawing, years)
    assert (first, last) == ("1929", "2009")
    assert early.classes.bounds == late.classes.bounds
    assert max(early.classes.classes) < max(late.classes.classes)  # a dollar was more in 1929
    assert sum(early.classes.counts) == sum(late.classes.counts) == 48


def test_a_step_that_works_no_longer_is_an_error_and_no_empty_page() -> None:
    gone = Story("x", "T", "en", steps=(Step("data=own-2019", "Gone"),))
    with pytest.raises(RegioscopeError, match="own-2019"):
        story_pdf(gone, default_store(), made=MADE)
    with pytest.raises(RegioscopeError, match="own-2019"):
        story_pictures(gone, default_store(), made=MADE)
