"""The steps of a story as a row of cards: one is open, and moves up or down."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from scene.story import MAP
from views import story_state as kept
from views.markup import unmarked
from views.story_look import KINDS, picture

_IN_SIGHT = (
    "{{const card = document.querySelectorAll('.st-key-story_cards [class*=\"st-key-card_\"]')[{at}];"
    "if (card) card.scrollIntoView({{block: 'nearest', inline: 'nearest'}});}}"
)
"""Brings the open card into sight where the row of cards scrolls."""

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scene.address import ViewState
    from scene.i18n import Say
    from scene.story import Step, Story
    from views.story_look import Look


def chosen_step(story: Story) -> Step | None:
    """Return the step that the address names, or the first one."""
    asked = st.query_params.get("step", "")
    return next((step for step in story.steps if step.id == asked), story.steps[0] if story.steps else None)


def show_cards(view: ViewState, story: Story, looks: Mapping[str, Look], chosen: Step) -> None:
    """Draw a card for each step."""
    say = view.say
    with st.container(key="story_cards"):
        for n, step in enumerate(story.steps, 1):
            name = "card_open" if step.id == chosen.id else "card"
            with st.container(key=f"{name}_{step.id}"):
                st.html(picture(looks[step.id]))
                st.button(f"{n}. {unmarked(step.title or say('No title'))}", key=f"open_{step.id}", type="tertiary",
                          on_click=kept.choose, args=(step.id,))  # fmt: skip
                st.html(_below(step, looks[step.id], say))
    at = story.steps.index(chosen)  # a number: nothing that a person wrote stands in the script
    st.html(f"<script>{_IN_SIGHT.format(at=at)}</script>", unsafe_allow_javascript=True)


def _below(step: Step, look: Look, say: Say) -> str:
    """Write the line below a title: the kind, where it is not a plain map, and the sentence."""
    if look.problem:
        return f'<p class="rs-card-line rs-card-bad">{html.escape(say("Its view works no longer"))}</p>'
    badge = f'<b class="rs-kind">{html.escape(say(KINDS[step.kind]))}</b> ' if step.kind != MAP else ""
    return f'<p class="rs-card-line">{badge}{html.escape(step.sentence)}</p>'


def show_moves(story: Story, step: Step, say: Say) -> None:
    """Draw where a step stands, and the buttons that move, copy and delete it."""
    at, last = story.steps.index(step), len(story.steps) - 1
    place = html.escape(say("Step {n} of {total}", n=at + 1, total=last + 1))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="step_bar"):
        st.html(f'<h2 class="rs-step">{place}</h2>', width="content")
        st.button(say("Move up"), key="step_up", disabled=at == 0, on_click=_move, args=(step.id, -1),
                  shortcut="Alt+Up")  # fmt: skip
        st.button(say("Move down"), key="step_down", disabled=at == last, on_click=_move, args=(step.id, 1),
                  shortcut="Alt+Down")  # fmt: skip
        st.button(say("Duplicate"), key="step_copy", on_click=_copy, args=(step.id,))
        st.button(say("Delete"), key="step_delete", on_click=_delete, args=(step.id, say))


def _move(step_id: str, by: int) -> None:
    def moved(story: Story) -> Story:
        steps = list(story.steps)
        at = next(n for n, step in enumerate(steps) if step.id == step_id)
        steps.insert(max(0, min(len(steps) - 1, at + by)), steps.pop(at))
        return replace(story, steps=tuple(steps))

    kept.edit(moved)
    kept.choose(step_id)


def _copy(step_id: str) -> None:
    def copied(story: Story) -> Story:
        at = next(n for n, step in enumerate(story.steps) if step.id == step_id)
        twin = replace(story.steps[at], id="")
        return replace(story, steps=(*story.steps[: at + 1], twin, *story.steps[at + 1 :]))

    story = kept.shown()
    if story is not None and kept.edit(copied):
        at = next(n for n, step in enumerate(story.steps) if step.id == step_id)
        now = kept.shown()
        kept.choose(now.steps[at + 1].id if now is not None else step_id)


def _delete(step_id: str, say: Say) -> None:
    story = kept.shown()
    if story is None:
        return
    at = next(n for n, step in enumerate(story.steps) if step.id == step_id)
    gone = story.steps[at]

    def back() -> None:
        kept.edit(lambda now: replace(now, steps=(*now.steps[:at], gone, *now.steps[at:])))
        kept.choose(step_id)

    text = say("Step {n} was deleted: {title}", n=at + 1, title=gone.title or say("No title"))
    rest = tuple(step for step in story.steps if step.id != step_id)
    if kept.edit(lambda now: replace(now, steps=tuple(s for s in now.steps if s.id != step_id)), kept.News(text, back)):
        kept.choose(rest[min(at, len(rest) - 1)].id if rest else None)
