"""Stories that the tests of their page begin with, and what they read of it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from keep import stories
from keep.database import default_keep
from scene.story import Step, Story

HOSTILE = "<script>alert(1)</script> **bold** :red[x] $y$ {{ 7*7 }}"
QUOTIENT = "data=us&ind=location_quotient&item=15-0000&region=53"
INCOME = "data=us&ind=value&measure=income_per_capita&year=2009"

Make = Callable[..., Story]


def making() -> object:
    """Make the fixture ``make`` that keeps a story; without steps it has three."""

    @pytest.fixture
    def make() -> Make:
        return keep_story

    return make


def keep_story(*steps: Step, title: str = "Where to build?", lang: str = "en") -> Story:
    given = steps or (Step(QUOTIENT, "One"), Step(INCOME, "Two"), Step("data=bay-area", "Three"))
    return stories.create(default_keep(), title, lang, given)


def kept(story: Story) -> Story:
    return stories.story(default_keep(), story.id)


def titles(story: Story) -> list[str]:
    return [step.title for step in kept(story).steps]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def asked(app: AppTest, name: str) -> str:
    """Return a parameter of the address, which the library gives as a list or as a text."""
    found = app.query_params[name]
    return found if isinstance(found, str) else str(found[0])
