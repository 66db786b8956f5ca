"""A story travels as a JSON file, and nothing gets in that is no story."""

import json
from typing import Any

import pytest

from geo.errors import SavedError
from scene.errors_words import in_words
from scene.i18n import Say
from scene.story import MOST_STEPS, Step, Story
from scene.story_file import MOST_BYTES, read, written

STORY = Story(
    "id1", "Де ми є? <b>", "uk", version=7, changed="2026-01-01",
    steps=(
        Step("data=us&region=06", "One", "More </script> here.", "say hello", id="s1"),
        Step("data=us", "Two", kind="swipe", beside="data=us&item=53-0000", id="s2"),
    ),
)  # fmt: skip


def changed(**fields: Any) -> bytes:  # noqa: ANN401 - any JSON
    return json.dumps({**json.loads(written(STORY)), **fields}).encode()


def step(**fields: Any) -> bytes:  # noqa: ANN401 - any JSON
    return changed(steps=[{"address": "data=us", **fields}])


def test_a_story_comes_back_as_it_went_but_for_its_ids_and_versions() -> None:
    back = read(written(STORY))
    assert (back.title, back.lang, back.id, back.version, back.changed) == ("Де ми є? <b>", "uk", "", 0, "")
    assert [(one.title, one.sentence, one.notes, one.kind, one.beside, one.id) for one in back.steps] == [
        ("One", "More </script> here.", "say hello", "map", "", ""),
        ("Two", "", "", "swipe", "data=us&item=53-0000", ""),
    ]
    assert b"id1" not in written(STORY)
    assert read(b"\xef\xbb\xbf" + written(STORY)) == back


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG", "no JSON text and no story"),
        (b"[" * 100_000, "no JSON text and no story"),
        (b"[]", "no story of Regioscope"),
        (b'{"format": "other"}', "no story of Regioscope"),
        (changed(version=2), "newer version"),
        (changed(version="1"), "newer version"),
        (changed(steps={}), "needs a list of steps, at most 100"),
        (changed(steps=[{}] * (MOST_STEPS + 1)), "needs a list of steps, at most 100"),
        (changed(title=None), "needs a title and one of the languages en, uk, ru"),
        (changed(lang="xx"), "needs a title and one of the languages"),
        (changed(steps=["x"]), "step 1 is no step"),
        (step(title=5), "step 1: title is no text"),
        (step(kind="film"), "step 1 is of an unknown kind; there are map, swipe, years"),
        (step(address=""), "step 1 has no view"),
        (step(kind="swipe", beside=""), "step 1 has no view"),
        (step(address="{x"), "step 1: its address cannot be read"),
        (step(address="x=" + "y" * 5000), "step 1: its address cannot be read"),
        (b" " * (MOST_BYTES + 1), "the file has 3.0 MB; a story has at most 3"),
    ],
)
def test_what_is_no_story_is_refused_with_the_reason(content: bytes, words: str) -> None:
    with pytest.raises(SavedError, match=words):
        read(content)


def test_the_reason_is_said_in_the_readers_language() -> None:
    with pytest.raises(SavedError) as caught:
        read(b"[]")
    assert in_words(caught.value, Say("en")).startswith("this file is no story")
    assert in_words(SavedError("plain"), Say("uk")) == "plain"
    assert in_words(None, Say("uk")) == ""


def test_what_is_not_known_in_a_file_is_left_out() -> None:
    assert read(step(script="alert(1)", title="T")).steps == (Step("data=us", "T"),)
