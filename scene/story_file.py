"""One story as a file: JSON that another Regioscope reads, checked line by line before anything is taken from it."""

from __future__ import annotations

import json
from typing import Any

from geo.errors import RegioscopeError, SavedError
from geo.manifest import LANGUAGES
from geo.problems import Told
from scene.i18n import N_
from scene.opening import parameters
from scene.story import KINDS, MAP, MOST_STEPS, SWIPE, Step, Story

FORMAT, VERSION = "regioscope-story", 1
MOST_BYTES = 3_000_000
"""Size of a file that is read: a hundred steps with long notes are half of it."""
_TEXTS = ("address", "title", "sentence", "notes", "beside")


def written(story: Story) -> bytes:
    """Write a story as UTF-8 JSON: title, language and steps; neither its id nor who changed it when.

    Examples
    --------
    >>> read(written(Story("x", "Where to build?", steps=(Step("data=us", "Here"),)))).steps[0].title
    'Here'
    """
    steps = [{name: getattr(step, name) for name in ("kind", *_TEXTS)} for step in story.steps]
    whole = {"format": FORMAT, "version": VERSION, "title": story.title, "lang": story.lang, "steps": steps}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def read(content: bytes) -> Story:
    """Read a story from a file; it has no id yet, nor have its steps.

    Raises
    ------
    SavedError
        If the file is too large, no story, of a newer version, or a step of it cannot be read; the message names the
        first problem and the number of the step.
    """
    if len(content) > MOST_BYTES:
        raise _refused(N_("the file has {n} MB; a story has at most {most}"), n=round(len(content) / 1e6, 1),
                       most=MOST_BYTES // 10**6)  # fmt: skip
    whole = _parsed(content)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise _refused(N_("this file is no story of Regioscope: take one that was saved here with “Save as a file”"))
    if not isinstance(whole.get("version"), int) or whole["version"] > VERSION:
        raise _refused(N_("the file was written by a newer version of Regioscope: install that one to read it"))
    steps = whole.get("steps")
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise _refused(N_("the file needs a list of steps, at most {most}"), most=MOST_STEPS)
    title, lang = whole.get("title"), whole.get("lang")
    if not isinstance(title, str) or lang not in LANGUAGES:
        raise _refused(N_("the file needs a title and one of the languages {known}"), known=", ".join(LANGUAGES))
    return Story(id="", title=title, lang=str(lang), steps=tuple(_step(step, n) for n, step in enumerate(steps, 1)))


def _parsed(content: bytes) -> Any:  # noqa: ANN401 - what a file holds is checked by the caller
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _refused(N_("this file is no JSON text and no story")) from error


def _step(found: object, n: int) -> Step:
    if not isinstance(found, dict):
        raise _refused(N_("step {n} is no step"), n=n)
    texts = {name: found.get(name, "") for name in _TEXTS}
    wrong = next((name for name, text in texts.items() if not isinstance(text, str)), "")
    if wrong:
        raise _refused(N_("step {n}: {name} is no text"), n=n, name=wrong)
    kind = found.get("kind", MAP)
    if kind not in KINDS:
        raise _refused(N_("step {n} is of an unknown kind; there are {known}"), n=n, known=", ".join(KINDS))
    step = Step(**texts, kind=kind)
    for address in (step.address, *([step.beside] if step.kind == SWIPE else [])):
        _check_address(address, n)
    return step


def _check_address(address: str, n: int) -> None:
    try:
        known = parameters(address)
    except RegioscopeError as error:
        raise _refused(N_("step {n}: its address cannot be read ({why})"), n=n, why=str(error)) from error
    if not known:
        raise _refused(N_("step {n} has no view"), n=n)


def _refused(sentence: str, **parts: object) -> SavedError:
    return SavedError(Told.made(sentence, parts))
