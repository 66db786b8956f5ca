"""A database in a folder of its own."""

from pathlib import Path

import pytest

from keep import meetings, rooms, stories
from keep.database import Keep
from keep.meetings import Meeting
from keep.rooms import Question
from scene.story import Step


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    return Keep(tmp_path / "kept" / "saved.sqlite")


@pytest.fixture
def meeting(keep: Keep) -> Meeting:
    story = stories.create(keep, "Where to build", "en", (Step("data=us", "Computing"),))
    return meetings.start(keep, story.id)[0]


@pytest.fixture
def question(keep: Keep, meeting: Meeting) -> Question:
    """A question that is open for votes."""
    asked = rooms.ask(keep, meeting.id, "Where first?", ("Port", "Valley", "Hills"))
    return rooms.set_state(keep, asked.id, "open")
