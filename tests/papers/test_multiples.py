"""Small multiples: the same classes on every map, one legend with every row, names by what differs."""

import io

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from geo.classify import NO_DATA
from geo.errors import AddressError, UnknownOptionError
from papers.alt import several
from papers.multiples import MOST, grid_of, multiples, names_of
from papers.same_classes import same_classes
from scene.drawing import Drawing
from scene.message import message_of
from tests.papers.drawn import COMPUTER, DAY, INCOME, colours, drawing, text_of

YEARS = ("1929", "1949", "1969", "1989", "2009")


def incomes(*years: str) -> list[Drawing]:
    return [drawing(**INCOME, year=year) for year in years]


def read(views: list[Drawing]) -> str:
    return text_of(PdfReader(io.BytesIO(multiples(views, format="pdf", made=DAY))))


def kinds_of(view: Drawing) -> set[str]:
    legend = message_of(view).legend
    return set() if legend is None else {item.kind for item in legend.items}


def items(*codes: str) -> list[Drawing]:
    return [drawing(data="us", item=code) for code in codes]


def test_classes_are_those_of_all_values_together() -> None:
    apart, together = incomes(*YEARS), same_classes(incomes(*YEARS))
    assert len({one.classes.bounds for one in apart}) == 5
    assert len({one.classes.bounds for one in together}) == 1
    values = np.concatenate([one.drawn(one.result.values) for one in together])
    classes = np.concatenate([one.classes.classes for one in together])
    inner = np.array(together[0].classes.bounds[1:-1])
    known = np.isfinite(values)
    assert (classes[known] == np.searchsorted(inner, values[known], side="right")).all()
    assert (classes[~known] == NO_DATA).all()
    totals = np.sum([one.classes.counts for one in together], axis=0)
    assert totals.sum() == 5 * 48
    assert totals.max() - totals.min() <= 2  # quantiles of all five years
    assert same_classes([]) == []


def test_what_is_certain_is_judged_by_the_shared_classes() -> None:
    one, other = same_classes([drawing(**COMPUTER, honest="1", scheme="quantiles"),
                               drawing(data="us", item="11-0000", honest="1", scheme="quantiles")])  # fmt: skip
    assert one.certainty is not None
    assert one.certainty.marks is not None
    alone = drawing(**COMPUTER, honest="1", scheme="quantiles").certainty
    assert alone is not None
    assert alone.marks is not None
    assert (one.certainty.marks != alone.marks).any()
    assert one.classes.bounds == other.classes.bounds


def test_colours_of_the_picture_are_those_of_the_shared_classes() -> None:
    image = Image.open(io.BytesIO(multiples(incomes(*YEARS), format="png", made=DAY, dpi=80)))
    assert set(same_classes(incomes(*YEARS))[0].classes.colours) <= colours(image)
    assert image.info["Title"] == (
        "Income per person, 1929 to 2009: highest in New York in 1929, in Connecticut in 2009"
    )


def test_one_legend_stands_for_all_maps_and_each_map_has_its_name() -> None:
    views = items("15-0000", "45-0000", "17-0000")
    text = text_of(PdfReader(io.BytesIO(multiples(views, format="pdf", made=DAY, address="?data=us"))))
    assert text.count("below 0.50") == text.count("2.00 and more") == text.count("fewer than 1,000 jobs") == 1
    for view in views:
        assert text.count(view.figures.industry) == 1
    assert "Made with Regioscope on November 22, 2026 · ?data=us" in text


def test_the_legend_has_rows_that_only_a_later_map_needs() -> None:
    first, second = items("11-0000", "45-0000")
    assert ["low" in kinds_of(one) for one in (first, second)] == [False, True]
    assert "fewer than 1,000 jobs" in read([first, second])


def test_insets_without_any_figure_are_left_out() -> None:
    assert "Insets have scales" not in read(incomes("1929", "2009"))
    assert "Insets have scales" in read(items("15-0000", "11-0000"))


def test_maps_are_named_by_what_differs() -> None:
    assert names_of(incomes("1929", "2009")) == ["1929", "2009"]
    assert names_of(items("15-0000", "17-0000"))[1] == "Architecture and Engineering Occupations"
    levels = [drawing(data="bay-area", level=level) for level in ("county", "superdistrict")]
    assert names_of(levels) == ["Counties", "Superdistricts"]
    assert names_of(incomes("1929", "1929")) == ["1", "2"]
    assert names_of([*incomes("1929", "1929"), *incomes("2009")]) == ["1. 1929", "2. 1929", "3. 2009"]


def test_the_text_for_readers_who_do_not_see_it_tells_every_map() -> None:
    text = several(incomes("1929", "2009"), ["1929", "2009"])
    assert text.startswith("2 maps with one legend.")
    assert "1929: Highest: New York 1,152" in text
    assert "2009: Highest: Connecticut" in text


def test_the_same_views_give_the_same_bytes() -> None:
    first, second = (multiples(incomes("1929", "2009"), format="svg", made=DAY) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("n", [0, MOST + 1])
def test_more_than_twelve_maps_or_none_are_refused(n: int) -> None:
    with pytest.raises(AddressError, match=rf"{n} maps do not fit on one sheet with one legend: take 1 to 12"):
        multiples(incomes("1929") * n, format="png", made=DAY)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"ind": "share", "item": "15-0000"}, "one indicator, not 'location_quotient' and 'share'"),
        ({"item": "15-0000", "scheme": "quantiles"}, "one scheme, not 'fixed' and 'quantiles'"),
        ({"item": "15-0000", "opt.reference": "rest"}, "one options"),
    ],
)
def test_maps_that_cannot_share_a_legend_are_refused(other: dict[str, str], told: str) -> None:
    with pytest.raises(AddressError, match=told):
        multiples([drawing(), drawing(data="us", **other)], format="png", made=DAY)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match="format of a picture"):
        multiples(incomes("1929"), format="bmp", made=DAY)


@pytest.mark.parametrize("n", range(1, MOST + 1))
def test_cells_fill_the_sheet_without_touching(n: int) -> None:
    cells = grid_of(n, (10.0, 20.0, 900.0, 400.0), 1.6, gap=10.0, name=14.0)
    assert len(cells) == n
    for k, (x, y, wide, high) in enumerate(cells):
        assert x >= 10
        assert x + wide <= 910.001
        assert y >= 20
        assert y + high <= 420.001
        for a, b, c, d in cells[:k]:
            assert x >= a + c or a >= x + wide or y >= b + d or b >= y + high
