from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geo.errors import SavedError
from keep import stories
from keep.database import Keep
from scene.story import MOST_STEPS, SWIPE, Step, Story

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def told(keep: Keep) -> Story:
    first = Step("data=us&item=15-0000", "Computing", "Washington leads", "wait for questions")
    second = Step("data=us&year=2024", kind=SWIPE, beside="data=us&year=2025")
    return stories.create(keep, "Where to build", "uk", (first, second))


def test_a_story_is_read_as_it_was_kept(keep: Keep, told: Story) -> None:
    assert stories.story(keep, told.id) == told
    assert [(step.title, step.kind, step.beside) for step in told.steps] == [
        ("Computing", "map", ""),
        ("", "swipe", "data=us&year=2025"),
    ]
    assert (told.title, told.lang, told.version) == ("Where to build", "uk", 1)
    assert len({step.id for step in told.steps}) == 2


def test_steps_in_another_order_keep_their_ids(keep: Keep, told: Story) -> None:
    kept = stories.save(keep, replace(told, steps=(told.steps[1], Step("data=ukraine"), told.steps[0])))
    assert [step.id for step in kept.steps][::2] == [told.steps[1].id, told.steps[0].id]
    assert kept.steps[1].id not in {"", *(step.id for step in told.steps)}
    assert (stories.story(keep, told.id), kept.version) == (kept, 2)


def test_of_two_who_change_a_story_the_second_is_told_and_nothing_is_lost(keep: Keep, told: Story) -> None:
    first = stories.save(keep, replace(told, title="First"))
    with pytest.raises(SavedError, match="“First” was changed meanwhile"):
        stories.save(keep, replace(told, title="Second"))
    assert stories.story(keep, told.id) == first


def test_a_deleted_story_comes_back_whole_and_only_for_thirty_days(keep: Keep, told: Story) -> None:
    other = stories.create(keep, "Other", "en")
    stories.delete(keep, told.id)
    assert [story.id for story in stories.list_stories(keep)] == [other.id]
    with pytest.raises(SavedError, match="was deleted"):
        stories.story(keep, told.id)
    with pytest.raises(SavedError, match="was deleted"):
        stories.save(keep, told)
    back = stories.restore(keep, told.id)
    assert (back.title, back.steps, back.version) == (told.title, told.steps, 3)
    stories.delete(keep, told.id)
    later = Keep(keep.path, clock=lambda: datetime.now(UTC) + timedelta(days=31))
    stories.delete(later, other.id)
    assert stories.restore(later, other.id).title == "Other"
    with pytest.raises(SavedError, match="no such story"):
        stories.restore(later, told.id)


def test_the_last_changed_story_stands_first(tmp_path: Path) -> None:
    times = iter(NOON + timedelta(minutes=n) for n in range(9))
    keep = Keep(tmp_path / "saved.sqlite", clock=lambda: next(times))
    one, two = (stories.create(keep, title, "en") for title in ("one", "two"))
    assert [story.title for story in stories.list_stories(keep)] == ["two", "one"]
    stories.save(keep, one)
    assert [(story.title, story.changed) for story in stories.list_stories(keep)] == [
        ("one", "2026-11-22T12:02:00.000+00:00"),
        ("two", two.changed),
    ]


def test_what_is_too_long_is_refused_in_words(keep: Keep, told: Story) -> None:
    with pytest.raises(SavedError, match="the text has 201 characters; at most 200"):
        stories.create(keep, "x" * 201, "en")
    with pytest.raises(SavedError, match="101 steps; at most 100"):
        stories.save(keep, replace(told, steps=(Step("data=us"),) * (MOST_STEPS + 1)))
    with pytest.raises(SavedError, match="a step stands twice"):
        stories.save(keep, replace(told, steps=(told.steps[0], told.steps[0])))
    with pytest.raises(SavedError, match="there is no 'film'; possible are: map, swipe, years"):
        stories.save(keep, replace(told, steps=(Step("data=us", kind="film"),)))
    with pytest.raises(SavedError, match="there is no 'de'"):
        stories.create(keep, "x", "de")
    assert stories.list_stories(keep) == (told,)


def test_a_name_with_markup_or_hidden_signs_is_kept_as_plain_text(keep: Keep) -> None:
    title = "<script>alert(1)</script> '); DROP TABLE story; --"
    assert stories.create(keep, f"\x00{title}\u202e\ud800", "en").title == title
    assert stories.list_stories(keep)[0].title == title
