"""The deck of a meeting: the colours of a wall, and pages whose files are all there."""

from geo.store import default_store
from papers.meeting_deck import deck_of_meeting, projected
from papers.meeting_page import plain_page
from scene.story import Step, Story


def test_maps_have_the_colours_of_a_meeting_unless_the_view_names_its_own() -> None:
    steps = (Step("data=us&item=15-0000"), Step("data=us&item=15-0000&palette=PuOr"))
    deck = deck_of_meeting(Story("s", "t", steps=steps), default_store())
    first, second = (step["view"]["message"]["regions"]["palette"] for step in deck["steps"])
    assert list(first) == list(deck["contrast"][5]) == ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"]
    assert second[0] == "#5e3c99"


def test_categories_without_an_order_keep_their_colours() -> None:
    assert projected("ind=life_cycle_stage") == "ind=life_cycle_stage"
    assert projected("ind=share&view=1,2,3") == "ind=share&view=1,2,3&palette=YlGnBu"


def test_the_notes_of_a_step_are_not_in_the_deck() -> None:
    deck = deck_of_meeting(Story("s", "t", steps=(Step("data=us", notes="unsaid"),)), default_store())
    assert "unsaid" not in repr(deck)


def test_a_plain_page_writes_its_words_as_text() -> None:
    page = plain_page("<b>", lang="en", title="<i>", button="<u>", up="../")
    assert page.count("&lt;") == 4
    assert not any(mark in page for mark in ("<b>", "<i>", "<u>"))
