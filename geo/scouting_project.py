"""What a project needs, from a description: industries of the dataset, criteria, weights and filters to begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.labels import fold
from geo.scouting_types import Filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.dataset import Dataset

_LANGUAGES = ("en", "uk", "ru")
_SHORTEST = 3  # letters of a word that counts
_STEM = 5  # letters by which two words are the same one in another form


@dataclass(frozen=True, slots=True)
class Match:
    """An industry that a description may mean; `words` are those of the description that its names hold."""

    code: str
    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project as somebody describes it: free text, or fields."""

    text: str = ""
    industry: str = ""
    jobs: float = 0.0
    inputs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where to begin: every part can be changed. `because` names the words of the description behind each part."""

    industries: tuple[Match, ...]
    weights: Mapping[str, float]
    filters: tuple[Filter, ...]
    directions: Mapping[str, int] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)


def industries_for(text: str, dataset: Dataset, *, n: int = 8) -> tuple[Match, ...]:
    """Find the industries whose names, in any of the three languages, hold the words of a text.

    Parameters
    ----------
    text : str
        A description, a name, or a code.
    dataset : Dataset
    n : int
        How many at most.

    Returns
    -------
    tuple of Match
        Best first; none where no word fits.
    """
    wanted = {word for word in re.findall(r"[\w'-]+", fold(text)) if len(word) >= _SHORTEST}
    names = {code: [dataset.industry_names(lang)[code] for lang in _LANGUAGES] for code in dataset.industries.index}
    found = []
    for code, own in names.items():
        held = {word[:_STEM] for name in own for word in re.findall(r"[\w'-]+", fold(name))}
        hits = tuple(sorted(word for word in wanted if word[:_STEM] in held))
        if fold(code) == fold(text.strip()):
            hits = (code,)
        if hits:
            found.append(Match(code, own[0], len(hits) / max(len(wanted), 1), hits))
    return tuple(sorted(found, key=lambda one: (-one.score, len(one.name), one.code))[:n])


def propose(project: Project, dataset: Dataset) -> Proposal:
    """Propose industries, criteria, weights and filters for a project."""
    industries = industries_for(project.industry or project.text, dataset)
    filters = (Filter("labour_pool", at_least=10 * project.jobs),) if project.jobs else ()
    weights = {"quotient": 3.0, "labour_pool": 2.0, "wages": 1.0, "airport": 1.0}
    return Proposal(industries, weights, filters)
