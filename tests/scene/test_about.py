"""What the panel for an audience says: every answer is that of the map that it stands beside."""

import pytest

from geo.store import default_store
from scene.about import about
from scene.opening import open_drawing


def answers(**parameters: str) -> dict[str, str]:
    """Return the answers about a view by their questions."""
    return {question: answer for _, question, answer in about(open_drawing(parameters, default_store()))}


def test_a_quotient_says_what_one_means_and_gives_the_chosen_region_as_example() -> None:
    said = answers(data="us", item="15-0000", region="53")
    assert said["What is shown?"].startswith("Computer and Mathematical Occupations. Share compared with the average")
    assert said["What does a number mean?"] == "1 is the share in the reference economy; 2 means twice that share."
    assert said["For example"] == "Washington: 1.996 (1.92 to 2.07), rank 1 of 52."
    assert said["From when?"] == "2025"
    assert "Bureau of Labor Statistics" in said["Where from?"]


def test_without_a_chosen_region_the_highest_one_is_the_example() -> None:
    assert answers(data="us", item="15-0000")["For example"].startswith("Washington: 1.996")


def test_a_map_that_shows_how_sure_it_is_counts_the_hatched_regions() -> None:
    said = answers(data="us", item="15-0000", honest="1")["How sure is it?"]
    assert said.endswith("In 9 of 54 regions the range reaches another colour: they are hatched.")
    assert "hatched" not in answers(data="us", item="15-0000")["How sure is it?"]


def test_figures_without_published_errors_say_that_nobody_knows_how_sure_they_are() -> None:
    said = answers(data="ukraine", lang="en")
    assert said["How sure is it?"].startswith("This source publishes no errors")


def test_an_interval_from_simulated_establishments_says_so() -> None:
    assert answers(data="bay-area")["Where from?"].startswith("Interval from simulated establishments. Metropolitan")


def test_an_average_that_is_shown_itself_is_not_called_a_matter_of_size() -> None:
    said = answers(data="us", measure="income_per_capita", ind="value", year="1950")
    assert said["What is shown?"].startswith("Income per person, 1929 to 2009. ")
    assert said["What does a number mean?"] == "The number is in US dollars at prices of that year."
    assert "What to be careful with?" not in said
    assert said["From when?"] == "1950"
    assert "What to be careful with?" in answers(data="us", item="15-0000", ind="value")


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_answers_come_in_the_language_of_the_view(lang: str) -> None:
    english, other = answers(data="us", lang="en"), answers(data="us", lang=lang)
    assert len(english) == len(other)
    assert not set(english) & set(other)
