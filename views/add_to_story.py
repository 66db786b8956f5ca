"""The button that puts what the map shows into a story, with the place and zoom that the reader sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import RegioscopeError, SavedError
from keep.saving import saving
from scene.errors_words import in_words
from scene.sentences import suggested
from scene.steps import address_of, open_address, title_of
from scene.story import MAP, MOST_STEPS, Step
from views import story_state as kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.query import Query
    from geo.store import Store
    from scene.drawing import Drawing
    from scene.i18n import Say
    from scene.story import Story

ASK = "story_ask"
"""Number of the last question to the map for its place and zoom."""
_WAITING = "story_waiting"


def show_add(drawing: Drawing) -> None:
    """Draw the button; where the reader came to change a step, the one that saves it there, too."""
    say, params = drawing.view.say, st.query_params.to_dict()
    if not saving() or drawing.result.values.notna().sum() == 0:
        return
    if params.get("step") and params.get("story"):
        st.button(say("Save to this step"), type="primary", key="save_step", on_click=_save, args=(drawing,))
    st.button(say("Add to story"), key="add_to_story", on_click=_add, args=(drawing,),
              help=say("Keeps this view as a step of a story, with a sentence from its numbers"))  # fmt: skip


def show_add_query(query: Query, region: str, store: Store, say: Say) -> None:
    """Draw the button on a page without a map: it adds the map of a question, with a region marked."""
    if saving():
        st.button(say("Add to story"), key="add_to_story", on_click=_add_query, args=(query, region, store, say),
                  help=say("Keeps the map of these figures as a step of a story"))  # fmt: skip


def _add_query(query: Query, region: str, store: Store, say: Say) -> None:
    def add() -> None:
        drawing = open_address(address_of({"region": region} if region else {}, query), store, say.lang)
        _added(drawing, address_of({"region": region}, query))

    _attempt(add, say)


def _add(drawing: Drawing) -> None:
    _attempt(lambda: _ask(*_added(drawing, _address(drawing))), drawing.view.say)


def _attempt(act: Callable[[], None], say: Say) -> None:
    """Do something to what is kept; what goes wrong is told where the result would have been."""
    try:
        act()
    except RegioscopeError as error:
        kept.tell(kept.News(say("This could not be done: {problem}", problem=in_words(error, say))))


def _added(drawing: Drawing, address: str) -> tuple[str, str]:
    """Add a view to the story that was opened or changed last, or to a new one; return the ids of story and step."""
    say, keep = drawing.view.say, kept.database.default_keep()
    story = _target() or kept.stories.create(keep, say("My story"), say.lang)
    step = Step(address, title_of(drawing), _sentence(drawing, story), kind=MAP)
    saved = kept.stories.save(keep, replace(story, steps=(*story.steps, step)))
    made = saved.steps[-1]
    st.session_state[kept.LAST] = saved.id
    text = say("Step {n} of “{title}”: {step}", n=len(saved.steps), title=saved.title, step=made.title)
    kept.tell(kept.News(text, lambda: _taken_back(saved.id, made.id), saved.id, made.id))
    return saved.id, made.id


def _sentence(drawing: Drawing, story: Story) -> str:
    """Suggest a sentence in the language of the story, which may be another one than the reader's."""
    if story.lang == drawing.view.lang:
        return suggested(drawing)
    figures = replace(drawing.figures, say=type(drawing.figures.say)(story.lang))
    return suggested(replace(drawing, figures=figures))


def _target() -> Story | None:
    """Return the story that is open or was changed last and has room; None where there is none."""
    for wanted in (st.query_params.get("story", ""), st.session_state.get(kept.LAST, "")):
        try:
            found: Story | None = kept.stories.story(kept.database.default_keep(), wanted) if wanted else None
        except SavedError:
            continue
        if found is not None and len(found.steps) < MOST_STEPS:
            return found
    newest = kept.stories.list_stories(kept.database.default_keep())[:1]
    return next((story for story in newest if len(story.steps) < MOST_STEPS), None)


def _address(drawing: Drawing) -> str:
    shown = {name: value for name, value in st.query_params.to_dict().items() if name != "view"}
    return address_of({**shown, "region": drawing.view.region}, drawing.result.query)


def _taken_back(story_id: str, step_id: str) -> None:
    keep = kept.database.default_keep()
    story = kept.stories.story(keep, story_id)
    kept.stories.save(keep, replace(story, steps=tuple(step for step in story.steps if step.id != step_id)))


def _save(drawing: Drawing) -> None:
    """Put the view into the step that the reader came to change; its words stay."""
    story_id, step_id = st.query_params["story"], st.query_params["step"]

    def save() -> None:
        before = _replaced(story_id, step_id, _address(drawing))
        text = drawing.view.say("The view was saved to its step.")
        kept.tell(kept.News(text, lambda: _undone(story_id, step_id, before), story_id, step_id))
        _ask(story_id, step_id)

    _attempt(save, drawing.view.say)


def _undone(story_id: str, step_id: str, address: str) -> None:
    _replaced(story_id, step_id, address)


def _replaced(story_id: str, step_id: str, address: str) -> str:
    """Give a step another address; return the one that it had."""
    keep = kept.database.default_keep()
    story = kept.stories.story(keep, story_id)
    before = next((step.address for step in story.steps if step.id == step_id), "")
    changed = kept.with_step(story, step_id, lambda step: replace(step, address=address))
    kept.stories.save(keep, changed)
    return before


# -------------------------------------------------------------------------------------------- where the map looks
def _ask(story_id: str, step_id: str) -> None:
    """Have the map tell its place and zoom: the address that the server knows may lag behind the reader's hand."""
    number = st.session_state.get(ASK, 0) + 1
    st.session_state[ASK], st.session_state[_WAITING] = number, (number, story_id, step_id)


def take_answer(answer: dict[str, Any]) -> None:
    """Keep the place and zoom that the map told with the step that they were asked for."""
    waiting = st.session_state.get(_WAITING)
    if waiting is None or answer.get("ask") != waiting[0]:
        return
    del st.session_state[_WAITING]
    view = str(answer.get("view") or "")
    if view:
        kept.attempt(lambda: _seen(waiting[1], waiting[2], view))


def _seen(story_id: str, step_id: str, view: str) -> None:
    keep = kept.database.default_keep()
    story = kept.stories.story(keep, story_id)
    placed = kept.with_step(story, step_id, lambda step: replace(step, address=f"{step.address}&view={view}"))
    kept.stories.save(keep, placed)

