"""Templates of stories: steps in an order that has proved itself, which fill themselves from a dataset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.errors import AddressError, RegioscopeError
from geo.manifest import in_language
from geo.problems import Told
from scene.errors_words import in_words
from scene.i18n import N_, Say
from scene.steps import suggestions_of
from scene.story import MAP, SWIPE, YEARS, Step
from scene.template_views import NOT_THERE, Place, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.dataset import Dataset
    from geo.store import Store


@dataclass(frozen=True, slots=True)
class Slot:
    """One step to fill: its title, what the presenter is reminded of, and the name of the view in `template_views`.

    `prefer` is the kind of sentence that suits it, `question` a sentence that needs no numbers.
    """

    title: str
    notes: str
    view: str
    kind: str = MAP
    beside: str = ""
    prefer: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of story: its name, for whom it is and what it does, and its steps."""

    title: str
    lead: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """Steps made from a template, and the steps that these data cannot have: title and reason of each."""

    steps: tuple[Step, ...]
    left_out: tuple[tuple[str, str], ...]


_SURE = N_("Say it before somebody asks: hatched places may belong to another class. What would you decide the same "
           "way whatever the truth is?")  # fmt: skip
_COLOURS = N_("Say first what the colours mean, then point at your own place. Ask: does it match what you see every "
              "day?")  # fmt: skip
TEMPLATES = {
    "planner": Template(
        N_("Planner: from strengths to priorities"),
        N_("Where we stand, how sure that is, and what could come next: for a working group that has to choose."),
        (
            Slot(N_("Where do we stand?"), _COLOURS, "strength"),
            Slot(N_("How different is our mix?"),
                 N_("A different mix is neither good nor bad. What do we depend on more than others do?"), "mix"),
            Slot(N_("How sure is that?"), _SURE, "sure", prefer="rank"),
            Slot(N_("Is it a cluster?"),
                 N_("Name the rule aloud: another rule may say something else. The page Definitions shows them all."),
                 "cluster"),
            Slot(N_("Who is strong around us?"),
                 N_("Outlined regions are high together with their neighbours. With whom should we talk?"), "spots",
                 prefer="near"),
            Slot(N_("What could come next?"),
                 N_("A high share of related activities makes the step easier; it does not make it wise. What is "
                    "missing here: people, places, buyers?"), "next"),
            Slot(N_("What has changed over the years?"),
                 N_("Let the years run once without a word, then again with the story behind them."), "years", YEARS),
        ),
    ),
    "investor": Template(
        N_("Investor: where to look"),
        N_("Where the work is done, by how many people and at what wages: for guests who compare places."),
        (
            Slot(N_("Where is it concentrated?"), _COLOURS, "strongest"),
            Slot(N_("Where exactly?"),
                 N_("Name two or three places and what each has besides the figures: land, roads, schools."), "finer"),
            Slot(N_("How many people do this work?"),
                 N_("Large regions have large numbers. How many could be hired within a year?"), "people"),
            Slot(N_("What do they earn?"), N_("Wages are averages: ask what skills stand behind them."), "wages"),
            Slot(N_("How sure is that?"), _SURE, "sure_strongest", prefer="counted"),
            Slot(N_("Who is there already?"),
                 N_("Name suppliers and buyers that the guest may meet; say what is simulated."), "firms"),
            Slot(N_("What goes with it?"),
                 N_("Related activities are suppliers and sources of people. Which of them does the guest need?"),
                 "related"),
        ),
    ),
    "meeting": Template(
        N_("Public meeting: where do we go from here?"),
        N_("Six steps from what everybody knows to a question for the room: for people who see such a map for the "
           "first time."),
        (
            Slot(N_("Where are we?"), _COLOURS, "start"),
            Slot(N_("What are we good at?"),
                 N_("Give an example that everybody in the room knows: a firm, a school, a trade."), "strength"),
            Slot(N_("How sure is that?"), _SURE, "sure", prefer="rank"),
            Slot(N_("What has changed over the years?"),
                 N_("Let the years run once without a word, then ask who remembers one of them."), "years", YEARS),
            Slot(N_("Two ways from here"),
                 N_("Left: do more of what we are good at. Right: step to what is related to it. Move the line slowly "
                    "and let people talk."), "strength_wide", SWIPE, "next"),
            Slot(N_("What do you think?"),
                 N_("Open the room for phones, ask the question, and let people put pins on the map. Promise what will "
                    "happen with the answers."), "strength_wide",
                 question=N_("Where should we put our effort: into what we do well, or into something new?")),
        ),
    ),
}  # fmt: skip
"""Templates by their names."""


def why_not(dataset: Dataset, say: Say) -> str:
    """Say why no story can be made from a dataset, and what to do; nothing where one can be made."""
    if not dataset.statistics.empty:
        return ""
    return say(_EMPTY, title=in_language(dataset.manifest.title, say.lang))


_EMPTY = N_("{title} holds regions and groups but no figures yet: a story needs figures. Bring them on the page Data, "
            "or choose another dataset.")  # fmt: skip


def fill(
    name: str, dataset_id: str, store: Store, lang: str, *, region: str = "",
    progress: Callable[[float, str], None] | None = None,
) -> Filled:  # fmt: skip
    """Make the steps of a template from a dataset: queries that it can answer, each with a sentence from its numbers.

    Parameters
    ----------
    name : str
        A key of `TEMPLATES`.
    dataset_id : str
    store : Store
    lang : {"en", "uk", "ru"}
    region : str, optional
        The place that the story is about; by default the one that stands out most.
    progress : callable, optional
        Told the part that is done (0 to 1) and the title of the next step.

    Returns
    -------
    Filled

    Raises
    ------
    AddressError
        If the dataset has no figures; the sentence says what to do.
    RegioscopeError
        If its default view cannot be computed.

    Examples
    --------
    >>> from geo.store import default_store
    >>> [step.kind for step in fill("meeting", "us", default_store(), "en", region="06").steps]
    ['map', 'map', 'map', 'years', 'swipe', 'map']
    """
    dataset, say = store.dataset(dataset_id), Say(lang)
    if dataset.statistics.empty:
        raise AddressError(Told.made(_EMPTY, {"title": in_language(dataset.manifest.title, lang)}))
    place = place_of(dataset, store, region)
    steps: list[Step] = []
    left_out: list[tuple[str, str]] = []
    slots = TEMPLATES[name].slots
    for n, slot in enumerate(slots):
        title = say(slot.title)
        if progress is not None:
            progress(n / len(slots), title)
        made = _step(slot, place, say)
        if isinstance(made, Step):
            steps.append(made)
        else:
            left_out.append((title, made))
    return Filled(tuple(steps), tuple(left_out))


def _step(slot: Slot, place: Place, say: Say) -> Step | str:
    """Fill a slot, or say why these data cannot."""
    address, beside = place.address(slot.view), place.address(slot.beside)
    if address is None or (slot.kind == SWIPE and beside is None):
        return say(NOT_THERE[slot.view if address is None else slot.beside])
    made = Step(address, say(slot.title), notes=say(slot.notes), kind=slot.kind, beside=beside or "")
    try:
        found = suggestions_of(made, place.store, say.lang)
    except RegioscopeError as error:
        return in_words(error, say)
    fitting = next((suggestion for suggestion in found if suggestion.kind == slot.prefer), found[0])
    return replace(made, sentence=say(slot.question) if slot.question else fitting.text)
