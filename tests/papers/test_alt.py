"""A map in words: its extremes, its classes, its source, in the reader's language."""

from papers.alt import alt_text
from tests.papers.drawn import COMPUTER, drawing


def test_a_map_is_told_with_extremes_classes_and_source() -> None:
    assert alt_text(drawing()) == (
        "Map. Computer and Mathematical Occupations: most concentrated in Washington, 1.996 times the average share. "
        "Share compared with the average (location quotient), jobs, 2025. 1 is the share in the reference economy; 2 "
        "means twice that share. Highest: Washington 1.996, District of Columbia 1.81, Virginia 1.79. Lowest: "
        "Louisiana 0.40, Mississippi 0.40, Puerto Rico 0.46. Number of regions: below 0.50 – 6; 0.50 to 0.80 – 17; "
        "0.80 to 1.25 – 23; 1.25 to 2.00 – 6; fewer than 1,000 jobs – 2. Source: US Bureau of Labor Statistics, "
        "May 2025 (Public domain (data); MIT (package))."
    )


def test_it_is_one_line_in_the_readers_language_and_number_format() -> None:
    for lang, number in (("uk", "1,996"), ("ru", "1,996")):
        text = alt_text(drawing(**COMPUTER, lang=lang))
        assert number in text
        assert "\n" not in text
        assert "Highest" not in text


def test_few_regions_are_told_in_their_order() -> None:
    text = alt_text(drawing(data="us", item="15-0000", min="300000"))
    assert "From the highest to the lowest: California 1.16, Texas 1.07, New York 0.96, Florida 0.90. Number" in text


def test_categories_have_no_extremes_and_hot_spots_are_counted() -> None:
    assert "Highest" not in alt_text(drawing(data="us", ind="cluster_stars"))
    assert "low among low neighbours – 3" in alt_text(
        drawing(data="bay-area", level="superdistrict", layers="regions,hotspots")
    )


def test_a_map_without_figures_says_so() -> None:
    text = alt_text(drawing(data="ukraine"))
    assert "no figures for this choice" in text
    assert "no data – 27" in text


def test_what_is_simulated_is_said() -> None:
    assert "Interval from simulated establishments" in alt_text(drawing(data="bay-area", level="county"))
