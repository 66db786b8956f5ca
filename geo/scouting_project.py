"""Where to begin with a project: industries of the dataset, criteria, weights and filters, each with its reason."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geo.labels import FALLBACK_MARK, fold
from geo.leontief import read_io
from geo.scouting_types import Filter
from geo.scouting_words import distances_in, jobs_in, needs_in, wages_in, words_of
from geo.table_files import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.dataset import Dataset

SHARE_OF_POOL = 0.1
"""A project is taken to hire at most this share of the people in its work: a place must have ten times its jobs."""
ASKED, ALWAYS = 3.0, {"quotient": 3.0, "labour_pool": 2.0, "wages": 1.0}
"""Weight of what a description asks for, and of what always counts."""
_LANGUAGES = ("en", "uk", "ru")
_HEAD = 4  # letters that two forms of a word share at least
_ALIKE = 0.6  # of the longer word that both share from their beginning
_FALSE = frozenset(("and", "for", "with", "the", "other", "all", "not", "our", "near", "from", "work", "plan"))
_SUPPLIERS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """An industry that a description may mean; `words` are those of the description that its names hold."""

    code: str
    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project as somebody describes it: free text, or fields. `inputs` and `needs` are words, one thing each."""

    text: str = ""
    industry: str = ""
    jobs: float = 0.0
    inputs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where to begin; every part can be changed.

    `industries` fit the description, best first; `also` are further ones whose presence counts (inputs, suppliers).
    `because` names the words behind each part: keys are ids of criteria and codes of industries.
    """

    industries: tuple[Match, ...]
    also: tuple[str, ...]
    weights: Mapping[str, float]
    filters: tuple[Filter, ...]
    directions: Mapping[str, int] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)


def industries_for(text: str, dataset: Dataset, *, n: int = 8) -> tuple[Match, ...]:
    """Find the industries whose names, in any of the three languages, hold the words of a text.

    Two words are the same if they share their beginning, at least four letters and 60 % of the longer one. The score is
    the mean of how much of the name the text tells and how much of the text the name tells, rare words counting more:
    ``ln(N / n)`` for a word of ``n`` of ``N`` names.

    Parameters
    ----------
    text : str
        A description, a name, or a code; 4,000 letters are read.
    dataset : Dataset
    n : int
        How many at most.

    Returns
    -------
    tuple of Match
        Best first; none where no word fits.
    """
    index = dataset.once(("scouting names",), lambda: _Names.of(dataset))
    code = text.strip().upper()
    if code in index.names:
        return (Match(code, index.names[code], 1.0, (code,)),)
    hits = [(word, index.like(word)) for word in words_of(text) if word not in _FALSE]
    told = [(word, same) for word, same in hits if same]
    whole = sum(max(index.rarity(other) * share for other, share in same.items()) for _, same in told)
    shares: dict[tuple[str, str], float] = defaultdict(float)
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word, same in told:
        best: dict[tuple[str, str], float] = {}
        for other, share in same.items():
            for name in index.where[other]:
                best[name] = max(best.get(name, 0.0), index.rarity(other) * share)
        for name, amount in best.items():
            shares[name] += amount
            words[name].append(word)
    found: dict[str, Match] = {}
    for (one, lang), amount in shares.items():
        score = (amount / index.weight[one, lang] + amount / whole) / 2
        if one not in found or score > found[one].score:
            found[one] = Match(one, index.names[one], score, tuple(words[one, lang]))
    return tuple(sorted(found.values(), key=lambda match: (-match.score, match.code))[:n])


def propose(project: Project, dataset: Dataset) -> Proposal:
    """Propose industries, criteria, weights and filters for a project, from its own words and fields only.

    What a description asks for weighs `ASKED`; its jobs become the filter "at least ten times as many people in this
    work" (`SHARE_OF_POOL`), its distances filters of ports and airports; of an input-output table the largest
    suppliers of the industry are added.

    Parameters
    ----------
    project : Project
    dataset : Dataset

    Returns
    -------
    Proposal
    """
    text = " . ".join((project.text, project.industry, *project.needs))
    industries = industries_for(project.industry or project.text, dataset)
    because = {match.code: " ".join(match.words) for match in industries}
    weights, asked = dict(ALWAYS), needs_in(text)
    for name, word in asked.items():
        weights[name] = ASKED
        because[name] = word
    direction, word = wages_in(text)
    if direction:
        weights["wages"], because["wages"] = ASKED, word
    filters = []
    jobs, said = (project.jobs, f"{project.jobs:.0f}") if project.jobs else jobs_in(text)
    if jobs:
        filters.append(Filter("labour_pool", at_least=jobs / SHARE_OF_POOL))
        because["filter:labour_pool"] = said
    for name, (km, said_of_it) in distances_in(text).items():
        filters.append(Filter(name, at_most=km))
        because[f"filter:{name}"] = said_of_it
    also = _inputs(project, dataset, industries, because)
    return Proposal(industries, also, weights, tuple(filters), {"wages": direction} if direction else {}, because)


def _inputs(
    project: Project, dataset: Dataset, industries: tuple[Match, ...], because: dict[str, str]
) -> tuple[str, ...]:
    """Industries of the inputs that were named, and the largest suppliers by the input-output table."""
    own = industries[0].code if industries else ""
    level = dataset.industries.loc[own, "level"] if own else None
    found: list[str] = []
    for words in project.inputs:
        fitting = [m for m in industries_for(words, dataset, n=20) if level in (None, dataset.industries.level[m.code])]
        if fitting and fitting[0].code not in (own, *found):
            found.append(fitting[0].code)
            because[fitting[0].code] = words
    for code in _sellers(dataset, own) if own else ():
        if code not in (own, *found):
            found.append(code)
            because[code] = "io"
    return tuple(found)


def _sellers(dataset: Dataset, industry: str) -> tuple[str, ...]:
    """Largest suppliers of an industry, where the input-output table is of the dataset's industries."""
    if not dataset.has_table("io") or dataset.folder is None:
        return ()
    path = dataset.folder / dataset.manifest.resources["io"]
    table = read_io(dataset.once(("io",), lambda: read_table(path)))
    if industry not in table.codes:
        return ()
    bought = pd.Series(table.sales[:, table.codes.get_loc(industry)], index=table.codes).drop(industry)
    known = bought[bought.index.isin(dataset.industries.index) & (bought > 0)]
    return tuple(str(code) for code in known.sort_values(ascending=False, kind="stable").index[:_SUPPLIERS])


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of all industries in all languages: which hold a word, and how much each word and name weighs."""

    names: Mapping[str, str]
    where: Mapping[str, tuple[tuple[str, str], ...]]
    heads: Mapping[str, tuple[str, ...]]
    weight: Mapping[tuple[str, str], float]
    total: int

    @classmethod
    def of(cls, dataset: Dataset) -> _Names:
        names = {lang: dataset.industry_names(lang) for lang in _LANGUAGES}
        where: dict[str, list[tuple[str, str]]] = defaultdict(list)
        held: dict[tuple[str, str], set[str]] = {}
        for lang, own in names.items():
            for code, name in own.items():
                if lang != "en" and name.endswith(FALLBACK_MARK):
                    continue
                held[code, lang] = set(re.findall(r"[^\W\d_]{3,}", fold(name))) - _FALSE
                for word in held[code, lang]:
                    where[word].append((code, lang))
        heads: dict[str, list[str]] = defaultdict(list)
        for word in where:
            heads[word[:_HEAD]].append(word)
        total = len(names["en"]) + 1
        rarity = {word: _rarity(len(Counter(code for code, _ in there)), total) for word, there in where.items()}
        weight = {name: sum(rarity[word] for word in words) or 1.0 for name, words in held.items()}
        fixed = {word: tuple(there) for word, there in where.items()}
        return cls(names["en"], fixed, {head: tuple(words) for head, words in heads.items()}, weight, total)

    def rarity(self, word: str) -> float:
        return _rarity(len({code for code, _ in self.where[word]}), self.total)

    def like(self, word: str) -> dict[str, float]:
        """Words of the names that are the same one in another form, with the part that both share."""
        found = {}
        for other in self.heads.get(word[:_HEAD], ()):
            short, long = sorted((word, other), key=len)
            share = _shared(short, long) / len(long)
            if share >= _ALIKE and (len(short) > _HEAD or long in {short, f"{short}s"}):
                found[other] = share**2
        return found


def _shared(short: str, long: str) -> int:
    """Count the letters that two words share from their beginning."""
    return next((i for i, letter in enumerate(short) if letter != long[i]), len(short))


def _rarity(n: int, total: int) -> float:
    return math.log(total / n)
