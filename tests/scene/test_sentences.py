"""Sentences suggested from the numbers: what stands out, ranks, neighbours, the middle, years, two sides of a swipe."""

import re
from dataclasses import replace

import pytest

from geo.errors import RegioscopeError
from geo.indicators import REGISTRY
from geo.labels import FALLBACK_MARK
from geo.query import MAPPED
from geo.store import default_store
from scene import certain_words as certain
from scene.opening import open_drawing
from scene.sentence_years import compared, over_years
from scene.sentences import MOST, suggested, suggestions
from scene.sight import sight_of
from scene.suggestion import Suggestion
from tests.scene.seen import COMPUTER, INCOME, NOBODY, Fixed, drawing, texts


# ------------------------------------------------------------------------------------------------ what a map is told by
def test_four_sentences_about_the_chosen_region() -> None:
    assert texts(suggestions(drawing(region="06"))) == [
        f"California has 1.16 times the national share of {COMPUTER}, very certain.",
        f"California: 1.16 times the average share; the ranges leave rank 8 to 10 of 52 ({COMPUTER}).",
        (
            f"California has more than each of its 3 neighbours: 1.16 times the average share against 0.97 at most "
            f"({COMPUTER}), very certain."
        ),
        (
            f"California has more than the middle one of 52 regions: 1.16 times the average share against 0.83 "
            f"({COMPUTER}), very certain."
        ),
    ]


def test_without_a_chosen_region_the_highest_one_stands_out() -> None:
    found = suggestions(drawing())
    assert found[0].text == f"Highest – Washington has 2.0 times the national share of {COMPUTER}, very certain."
    assert found[1].text == (
        f"{COMPUTER}: of 52 regions 13 have more than the average share and 37 have less, fairly certain; of 2 nobody "
        "can say."
    )


def test_a_lead_that_the_ranges_do_not_hold_is_among_the_highest() -> None:
    assert suggested(drawing(ind="share")).startswith("Among the highest – Washington: 6.8% of all jobs")


def test_ranges_narrower_than_usual_make_nothing_fairly_certain() -> None:
    """Half of the true values lie outside the ranges of 50 %: who lies beyond the line by these is not fairly sure."""
    asked = {"ind": "location_quotient_interval", "opt.confidence": "0.5"}
    found = {suggestion.kind: suggestion for suggestion in suggestions(drawing(**asked))}
    assert found["figure"].text.startswith("Among the highest – Washington has 2.0 times")
    assert found["counted"].text.startswith(f"{COMPUTER}: from 0.40 (Louisiana) to 2.0 times the average share")
    assert (found["counted"].certainty, found["rank"].certainty) == (certain.UNKNOWN, certain.NOT)
    assert (
        found["figure"].certainty == suggestions(drawing())[0].certainty == certain.VERY
    )  # it goes by the error itself


def test_where_no_range_is_known_no_region_is_counted_as_certain() -> None:
    shown = drawing()
    nothing = shown.result.values * float("nan")
    bare = replace(shown.result, lower=nothing, upper=nothing)
    found = suggestions(replace(shown, result=bare, store=Fixed(replace(shown, result=bare))))  # type: ignore[arg-type]
    assert not any("fairly certain" in text or "0 have more" in text for text in texts(found))


def test_jobs_are_as_certain_as_their_published_errors() -> None:
    found = suggestions(drawing(ind="value", region="53"))
    assert found[0].text == f"Washington: 239,720 jobs ({COMPUTER}), very certain."
    seen = sight_of(drawing(ind="value").result.query, drawing(ind="value").figures, default_store())
    assert seen.error is not None
    assert float(seen.error["53"]) < 0.05


def test_a_probability_is_its_own_certainty() -> None:
    found = suggestions(drawing(ind="probability_specialized", region="53"))
    assert found[0].text == (
        f"Washington has more than the average share of {COMPUTER}, with a probability of 100%, very certain."
    )
    middle = drawing(ind="probability_specialized").result.values
    code = str((middle - 0.5).abs().idxmin())
    assert suggestions(drawing(ind="probability_specialized", region=code))[0].certainty == certain.NOT


def test_a_probability_from_simulated_establishments_is_no_certainty() -> None:
    found = suggestions(open_drawing({"data": "bay-area", "ind": "probability_specialized"}, default_store()))
    assert {suggestion.certainty for suggestion in found} == {certain.UNKNOWN}
    assert all(text.startswith("Simulated figures, a pattern and no evidence.") for text in texts(found))


def test_less_than_every_neighbour_is_as_sure_as_more() -> None:
    found = suggestions(drawing(region="11", item="45-0000"))
    near = next(suggestion for suggestion in found if suggestion.kind == "near")
    assert near.text.startswith("District of Columbia has less than each of its 2 neighbours: 0.06 times")
    assert near.certainty == certain.VERY


def test_a_hot_spot_is_no_more_certain_than_among_all_regions_that_were_tested() -> None:
    found = suggestions(drawing(ind="local_g"))[0]
    assert "Oregon lies where high figures lie together" in found.text
    assert found.certainty == certain.NOT  # 2.22 standard deviations among 49 regions
    by_chance = suggestions(drawing(ind="local_g", region="53"))[0].text
    assert by_chance == f"Washington: what lies together here may be chance ({COMPUTER})."


def test_categories_are_counted() -> None:
    found = suggestions(drawing(ind="cluster_stars"))
    assert found[0].text == f"Cluster stars; {COMPUTER}: “2 stars” in 2 of 52 regions; {NOBODY}."
    chosen = suggestions(drawing(ind="rca_presence", region="53"))
    assert chosen[0].text == f"Washington: “specialized” (Specialized or not; {COMPUTER}); {NOBODY}."


def test_a_map_without_figures_says_so() -> None:
    shown = drawing(min="1000000000")
    found = suggestions(shown)
    assert texts(found) == [f"{COMPUTER}: there are no figures for this choice."]


def _made(name: str, data: str) -> tuple[Suggestion, ...]:
    try:
        return suggestions(open_drawing({"data": data, "ind": name}, default_store()))
    except RegioscopeError:
        return ()


def test_every_indicator_that_the_bundled_data_can_show_has_good_sentences() -> None:
    names = [name for name, entry in REGISTRY.items() if entry.shape in MAPPED]
    families = set()
    for name in names:
        for data in ("us", "bay-area"):
            found = _made(name, data)
            if not found:
                continue
            families.add(REGISTRY[name].family)
            assert 1 <= len(found) <= MOST
            assert len({suggestion.text for suggestion in found}) == len(found)
            for text in texts(found):
                assert text.endswith(".")
                assert not re.search(r"[{}]|\bnan\b|  |\.\.|\(\)| \.", text), (name, text)
    income = suggestions(drawing(measure="income_per_capita", ind="growth", item=""))
    assert "growth of 6.1% a year" in income[0].text
    assert families | {"dynamics"} == {REGISTRY[name].family for name in names}


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_names_stand_uninflected_in_every_language(lang: str) -> None:
    for name in ("location_quotient", "share", "krugman_specialization", "cluster_stars", "value", "density_km2"):
        shown = drawing(lang=lang, ind=name, region="53")
        for suggestion in suggestions(shown):
            if suggestion.kind == "figure":
                assert shown.figures.region("53") in suggestion.text
            if not shown.figures.of_regions:
                assert shown.figures.industry in suggestion.text
            untold = suggestion.text.replace(shown.figures.industry, "").replace(FALLBACK_MARK, "")
            assert not re.search("[A-Za-z]{3}", untold.replace(shown.figures.region("53"), "")), suggestion.text


# --------------------------------------------------------------------------------------------------------- years, pairs
def test_years_are_told_without_being_fooled_by_prices() -> None:
    found = over_years(drawing(**INCOME, region="09", item=""))
    assert [suggestion.text.partition(";")[0] for suggestion in found] == [
        "Connecticut: rank 3 in 1929, rank 1 in 2009, of 48 regions (Income per person, 1929 to 2009)",
        "In 1929 the highest figure was 4.3 times the lowest, in 2009 1.8 times (Income per person, 1929 to 2009)",
        "Highest in 1929: New York. Highest in 2009: Connecticut (Income per person, 1929 to 2009)",
        (
            "Connecticut went up from 1,024 (1929) to 52,736 US dollars at prices of that year (2009). "
            "Income per person, 1929 to 2009"
        ),
    ]
    assert {suggestion.certainty for suggestion in found} == {certain.UNKNOWN}
    assert found[0].text in texts(suggestions(drawing(**INCOME, region="09", item="")))


@pytest.mark.parametrize(
    ("lang", "nominal"),
    [("en", "US dollars at prices of that year"), ("uk", "доларів США в цінах того року"),
     ("ru", "долларов США в ценах того года")],
)  # fmt: skip
def test_what_grows_with_the_prices_says_at_whose_prices_it_is(lang: str, nominal: str) -> None:
    growth = suggestions(drawing(lang, measure="income_per_capita", ind="growth", item=""))
    assert all(nominal in suggestion.text for suggestion in growth if suggestion.kind in {"figure", "rank", "counted"})
    rise = over_years(drawing(lang, **INCOME, region="09", item=""))[-1]
    assert (rise.kind, nominal in rise.text) == ("change", True)
    assert nominal not in texts(suggestions(drawing(lang, **INCOME, region="09", item="")))[-1]  # a rank has no prices


def test_one_year_has_no_change() -> None:
    assert over_years(drawing()) == ()
    assert over_years(drawing(measure="income_per_capita", ind="growth", item="")) == ()


def test_two_groups_of_a_place_are_compared_with_how_certain_the_difference_is() -> None:
    found = compared(drawing(region="53"), drawing(region="53", item="53-0000"))
    assert found[0].text == (
        f"Washington has more on the left: 2.0 ({COMPUTER}) against 0.96 times the average share (Transportation and "
        "Material Moving Occupations), very certain."
    )
    assert found[1].text.startswith(f"Left: {COMPUTER}. Right: Transportation")


def test_two_figures_whose_ranges_overlap_do_not_differ_for_certain() -> None:
    close = compared(drawing(region="48", item="53-0000"), drawing(region="48", item="43-0000"))
    assert close[0].text.startswith("Texas has more on the")
    pair = [drawing(region="48", item=item).result for item in ("53-0000", "43-0000")]
    assert abs(float(pair[0].values["48"]) - float(pair[1].values["48"])) < 0.06
    wide = [replace(found, lower=found.values * 0.8, upper=found.values * 1.25) for found in pair]
    shown = [
        replace(drawing(region="48", item=item), result=found, store=Fixed(replace(drawing(), result=found)))  # type: ignore[arg-type]
        for item, found in zip(("53-0000", "43-0000"), wide, strict=True)
    ]
    assert compared(*shown)[0].certainty == certain.NOT


def test_two_years_are_compared_and_two_kinds_of_figures_only_named() -> None:
    found = compared(drawing(**INCOME, item="", year="1929"), drawing(**INCOME, item="", year="2009"))
    assert found[0].text.startswith(
        "Connecticut went up from 1,024 (1929) to 52,736 US dollars at prices of that year (2009)."
    )
    assert found[0].text.endswith(f"{NOBODY}.")
    named = compared(drawing(), drawing(ind="krugman_specialization"))
    assert texts(named) == [f"Left: {COMPUTER}. Right: Difference from the average mix."]
