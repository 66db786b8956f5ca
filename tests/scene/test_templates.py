"""Templates of stories fill themselves from a dataset: every step opens, has a sentence, and says what it lacks."""

import pytest

from geo.errors import AddressError, RegioscopeError
from geo.store import default_store
from scene.i18n import Say
from scene.opening import parameters
from scene.steps import address_of, open_address, suggestions_of, title_of
from scene.story import KINDS, Step
from scene.templates import TEMPLATES, Slot, fill, why_not

KEPT = "data=us&ind=location_quotient&item=15-0000&level=state&depth=major&measure=employment&year=2025&min=1000"


def filled(name: str, dataset: str = "us", region: str = "", lang: str = "en") -> list[Step]:
    return list(fill(name, dataset, default_store(), lang, region=region).steps)


@pytest.mark.parametrize("dataset", ["us", "bay-area"])
@pytest.mark.parametrize("name", list(TEMPLATES))
def test_every_step_of_every_template_opens_and_says_something(name: str, dataset: str) -> None:
    found = fill(name, dataset, default_store(), "en")
    assert len(found.steps) + len(found.left_out) == len(TEMPLATES[name].slots)
    assert len(found.steps) >= 5
    for step in found.steps:
        assert open_address(step.address, default_store(), "uk").codes.size
        assert step.kind in KINDS
        assert bool(step.beside) == (step.kind == "swipe")
        assert 20 < len(step.sentence) < 400
        assert step.title
        assert len(step.notes) > 40


def test_the_public_meeting_goes_from_where_we_are_to_a_question_for_the_room() -> None:
    steps = filled("meeting", region="06")
    assert [step.kind for step in steps] == ["map", "map", "map", "years", "swipe", "map"]
    assert [step.title for step in steps] == [
        "Where are we?", "What are we good at?", "How sure is that?", "What has changed over the years?",
        "Two ways from here", "What do you think?",
    ]  # fmt: skip
    asked = [parameters(step.address) for step in steps]
    assert [(one["ind"], one["item"]) for one in asked] == [
        ("value", "00-0000"), ("location_quotient", "45-0000"), ("location_quotient", "45-0000"),
        ("value", "00-0000"), ("location_quotient", "45-0000"), ("location_quotient", "45-0000"),
    ]  # fmt: skip
    assert {one.get("region") for one in asked} == {"06"}
    assert asked[2]["honest"] == "1"
    assert asked[3]["measure"] == "income_per_capita"
    assert parameters(steps[4].beside)["ind"] == "relatedness_density"
    assert steps[1].sentence.startswith("California has 4.1 times the national share of Farming")
    assert steps[3].sentence.startswith("California: rank 4 in 1929, rank 12 in 2009, of 48 regions")
    assert steps[5].sentence == "Where should we put our effort: into what we do well, or into something new?"


def test_what_stands_out_is_what_is_surely_high_not_what_looks_highest() -> None:
    data = default_store()
    step = filled("planner", region="33")[0]  # New Hampshire
    table = data.computed(open_address(step.address, data, "en").result.query)
    assert table.lower is not None
    rows = [
        frame.loc["33"].where(table.activity.values.loc["33"].to_numpy() >= 1000)
        for frame in (table.values, table.lower)
    ]
    assert [row.idxmax() for row in rows] == ["17-0000", "41-0000"]
    assert parameters(step.address)["item"] == "41-0000"


def test_the_next_step_is_something_begun_in_which_the_place_is_not_strong_yet() -> None:
    data = default_store()
    for region in ("06", "53", "11", "48"):
        swipe = next(step for step in filled("meeting", region=region) if step.kind == "swipe")
        item = parameters(swipe.beside)["item"]
        table = data.computed(open_address(swipe.address, data, "en").result.query)
        assert float(table.values.loc[region, item]) < 1  # type: ignore[arg-type]
        assert float(table.activity.values.loc[region, item]) >= 1000  # type: ignore[arg-type]


def test_the_step_of_certainty_speaks_of_ranges_and_that_of_neighbours_of_them() -> None:
    steps = {step.title: step.sentence for step in filled("planner", region="53")}
    assert "the ranges leave rank 2 to 4 of 42" in steps["How sure is that?"]
    assert "each of its 2 neighbours" in steps["Who is strong around us?"]
    wide = {step.title: step.sentence for step in filled("investor")}
    assert "of 52 regions 13 have more than the average share" in wide["How sure is that?"]


def test_a_place_of_another_level_makes_a_story_of_that_level() -> None:
    steps = filled("planner", region="41860")
    assert {parameters(step.address)["level"] for step in steps if step.kind == "map"} == {"metro"}
    years = next(step for step in steps if step.kind == "years")
    assert "region" not in parameters(years.address)  # incomes are those of states


def test_steps_that_the_data_cannot_have_are_named_with_their_reason() -> None:
    bay = fill("meeting", "bay-area", default_store(), "en").left_out
    assert bay == (("What has changed over the years?", "These data have one year only."),)
    assert fill("investor", "us", default_store(), "en").left_out == (
        ("Who is there already?", "These data have no single establishments."),
    )


def test_a_dataset_without_figures_says_why_it_has_no_story_and_what_to_do() -> None:
    data = default_store()
    with pytest.raises(AddressError, match=r"holds regions and groups but no figures yet.*Bring them on the page Data"):
        fill("planner", "ukraine", data, "en")
    assert why_not(data.dataset("ukraine"), Say("en")).startswith("Ukraine: oblasts, ready for your statistics holds")
    assert why_not(data.dataset("us"), Say("en")) == ""


def test_a_slot_whose_figures_cannot_be_computed_is_left_out_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RegioscopeError("the disk is gone")

    monkeypatch.setattr("scene.templates.suggestions_of", refuse)
    found = fill("meeting", "us", default_store(), "en")
    assert found.steps == ()
    assert {why for _, why in found.left_out} == {"the disk is gone"}


def test_progress_is_told_before_each_step() -> None:
    told: list[tuple[float, str]] = []
    fill("meeting", "us", default_store(), "en", progress=lambda part, title: told.append((part, title)))
    assert [round(part, 2) for part, _ in told] == [0.0, 0.17, 0.33, 0.5, 0.67, 0.83]
    assert told[0][1] == "Where are we?"


def test_every_view_that_a_template_names_exists() -> None:
    slots: list[Slot] = [slot for template in TEMPLATES.values() for slot in template.slots]
    from scene.template_views import Place  # noqa: PLC0415 - what is looked at is a class, not a value

    assert [slot.view for slot in slots if not hasattr(Place, f"_{slot.view}")] == []
    assert [slot.beside for slot in slots if slot.beside and not hasattr(Place, f"_{slot.beside}")] == []


# -------------------------------------------------------------------------------------------------- steps made of views
def test_the_address_of_a_step_names_everything_and_keeps_the_place_of_the_map() -> None:
    given = {
        "lang": "uk",
        "present": "1",
        "story": "x",
        "view": "37.5,-120,6",
        "layers": "",
        "region": "06",
        "bad": "1",
    }
    seen = open_address("data=us", default_store(), "en")
    assert address_of(given, seen.result.query) == f"{KEPT}&region=06&layers=&view=37.5,-120,6"
    assert parameters(f"?{KEPT}&region=06") == parameters(f"{KEPT}&region=06")


def test_colours_of_one_indicator_are_not_kept_for_another() -> None:
    query = open_address("data=us&ind=share", default_store(), "en").result.query
    own = address_of({"ind": "share", "palette": "viridis", "scheme": "quantiles", "classes": "4"}, query)
    other = address_of({"ind": "location_quotient", "palette": "PuOr", "scheme": "fixed", "region": "06"}, query)
    assert own.endswith("&palette=viridis&scheme=quantiles&classes=4")
    assert other.endswith("&min=1000&region=06")


def test_a_step_opens_in_the_language_of_its_story() -> None:
    seen = open_address(f"{KEPT}&lang=en&view=1,2,3&region=06", default_store(), "uk")
    assert seen.view.lang == "uk"
    assert title_of(seen) == "Каліфорнія: Комп’ютерні та математичні професії"


@pytest.mark.parametrize(
    ("kind", "beginning"),
    [
        ("map", "California has 1.16 times the national share"),
        ("swipe", "California has more on the left: 1.16 (Computer"),
        ("years", "California has 1.16 times the national share"),  # one year: nothing runs
    ],
)
def test_sentences_suit_the_kind_of_step(kind: str, beginning: str) -> None:
    step = Step(f"{KEPT}&region=06", kind=kind, beside=KEPT.replace("15-0000", "53-0000") + "&region=06")
    assert suggestions_of(step, default_store(), "en")[0].text.startswith(beginning)


def test_a_swipe_of_two_kinds_of_figures_has_two_sentences_as_certain_as_the_less_certain_side() -> None:
    step = Step(f"{KEPT}&region=06", kind="swipe", beside="data=us&ind=krugman_specialization&region=06")
    named, both = suggestions_of(step, default_store(), "en")
    assert named.text == "Left: Computer and Mathematical Occupations. Right: Difference from the average mix."
    assert both.text.startswith("Left: California has 1.16 times the national share of Computer")
    assert "very certain. Right: California: 6% of all jobs" in both.text
    assert both.certainty == "unknown"


def test_a_step_whose_data_are_gone_cannot_be_opened() -> None:
    with pytest.raises(RegioscopeError, match="own-2019"):
        open_address("data=own-2019", default_store(), "en")
