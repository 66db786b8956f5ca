"""What the page Scout shows: the evidence of its places, kept; the ranking by what the address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
import streamlit as st

from geo import scouting
from geo.lazy import Lazy
from geo.scouting_types import COMPLETENESS, NO, SIMULATED
from scene.scout_words import place_names
from views import clusters_model
from views import scout_state as address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.scouting import Criterion, Evidence
    from geo.store import Store
    from scene.figures import Figures
    from views.clusters_model import Asked as Search
    from views.scout_state import Condition

ALL, CLUSTERS = "all", "clusters"
"""Values of the parameter ``where`` beside one level of regions."""
_KEPT = 8
_NICE = 2
_LONGEST = 300
MOST_ALSO = 3
"""Further industries that a project may need."""
CLUSTER = "cluster"
_clusters = Lazy("geo.scouting_clusters")


@dataclass(frozen=True, slots=True)
class Asked:
    """What evidence is gathered of: one version of a dataset, an industry, the places.

    `where` names the levels of regions with commas between, `turned` the criteria that are better the other way round,
    `also` further industries that the project needs, `search` how clusters are looked for where these compete.
    """

    dataset: str
    version: str
    industry: str
    where: str
    turned: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    search: Search | None = None

    @property
    def of_clusters(self) -> bool:
        """Whether found clusters compete, not regions."""
        return self.search is not None


@dataclass(frozen=True, slots=True, eq=False)
class Scouting:
    """One ranking: the evidence, what was chosen, and the table of ranks, best first.

    `table` is that of `geo.scouting.ranking`; it is empty where no criterion is on. `untold` are criteria that were
    asked for and that the data do not tell of any place.
    """

    asked: Asked
    evidence: Evidence
    weights: Mapping[str, float]
    conditions: tuple[Condition, ...]
    shortlist: tuple[str, ...]
    table: pd.DataFrame
    names: Mapping[str, str]
    usable: tuple[Criterion, ...]
    untold: tuple[str, ...]
    figures: Figures

    @property
    def on(self) -> dict[str, float]:
        """Weights that count."""
        return {name: weight for name, weight in self.weights.items() if weight > 0}

    @property
    def left(self) -> pd.DataFrame:
        """Rows of the places that no condition rejects, best first."""
        return self.table[self.table["passes"] != NO]

    @property
    def out(self) -> pd.DataFrame:
        """Rows of the places that a condition rejects."""
        return self.table[self.table["passes"] == NO]

    @property
    def leader(self) -> str:
        """Code of the first place; empty where none is left."""
        left = self.left
        return str(left.index[0]) if len(left) else ""

    @property
    def alive(self) -> Evidence:
        """Evidence of the places that are left."""
        if not self.conditions:
            return self.evidence
        return _alive(self.asked, self.conditions, self.evidence, self.left.index)

    @property
    def simulated(self) -> bool:
        """Whether any figure that counts is made up."""
        counted = [*self.on, *(one.criterion for one in self.conditions)]
        return bool((self.evidence.status[counted] == SIMULATED).to_numpy().any())

    def value(self, code: str, criterion: str) -> float:
        """Return what is known of a place, NaN where nothing is."""
        return figure(self.evidence.values, code, criterion)

    def place(self, code: str, column: str) -> float:
        """Return a figure of the row of a place in the ranking."""
        return figure(self.table, code, column)

    def unknown(self, code: str) -> list[str]:
        """Ids of the criteria that count or that a condition needs, and of which nothing is known of a place."""
        wanted = dict.fromkeys([*self.on, *(one.criterion for one in self.conditions)])
        return [name for name in wanted if np.isnan(self.value(code, name))]


def figure(frame: pd.DataFrame, code: str, column: str) -> float:
    """Return one number of a table.

    Examples
    --------
    >>> figure(pd.DataFrame({"score": [0.5]}, index=["R01"]), "R01", "score")
    0.5
    """
    return float(cast("float", frame.at[code, column]))  # noqa: PD008 - hundreds of single cells; loc takes ten times as long


def names_of(evidence: Evidence, lang: str) -> dict[str, str]:
    """Names of the places in the reader's language, by code; of a cluster its town, where that is its alone."""
    names = place_names(evidence, lang)
    if evidence.about.get("level") != CLUSTER:
        return names
    whole = pd.Series(names, dtype=object)
    short = whole.str.partition(": ")[0]
    return {str(code): str(name) for code, name in short.where(~short.duplicated(keep=False), whole).items()}


def asked_of(params: Mapping[str, str], figures: Figures, version: str) -> Asked:
    """Read from an address and its resolved query what evidence is gathered of."""
    query, dataset = figures.query, figures.dataset
    where = params.get(address.WHERE, "")
    levels = ",".join(level.id for level in dataset.manifest.levels) if where == ALL else query.level
    search = None
    if where == CLUSTERS and clusters_model.has_register(dataset):
        search, _ = clusters_model.asked_of(params, query, version, clusters_model.usual_of(dataset))
    turned, also = (_several(params.get(name, "")) for name in (address.TURNED, address.ALSO))
    known = tuple(code for code in also if code in dataset.industries.index and code != query.industry_code)
    return Asked(query.dataset, version, query.industry_code, levels, tuple(sorted(turned)), known[:MOST_ALSO], search)


def _several(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in text[:_LONGEST].split(",") if part))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _gathered(asked: Asked, _store: Store) -> Evidence:
    dataset = _store.dataset(asked.dataset)
    if asked.search is None:
        found = scouting.evidence(dataset, asked.industry, asked.where, store=_store, also=asked.also)
    else:
        ground = clusters_model.found_of(asked.search, asked.where, _store).ground
        found = _clusters.cluster_evidence(ground, asked.industry, dataset=dataset, store=_store)
    known = {one.id: one.direction for one in found.criteria if one.turns}
    return found.turned({name: -known[name] for name in asked.turned if name in known})


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _alive(asked: Asked, conditions: tuple[Condition, ...], _evidence: Evidence, _left: pd.Index) -> Evidence:
    """Keep the evidence of the places that conditions leave: taking it out is slow, and no weight changes it."""
    del asked, conditions  # parts of the key
    return _evidence.of(sorted(map(str, _left)))


def evidence_of(asked: Asked, store: Store) -> Evidence:
    """Gather what is known of the places, or take what was gathered before.

    Raises
    ------
    RegioscopeError
        If there are no such places or figures.
    """
    return _gathered(asked, store)


def usable(evidence: Evidence) -> list[Criterion]:
    """Criteria that the dataset tells of some place."""
    return [one for one in evidence.criteria if one.supported and evidence.values[one.id].notna().any()]


def missing(evidence: Evidence) -> list[Criterion]:
    """Criteria that the dataset cannot tell."""
    known = {one.id for one in usable(evidence)}
    return [one for one in evidence.criteria if one.id not in known]


def usual_weights(evidence: Evidence) -> dict[str, float]:
    """Weights that the page starts with."""
    found = {one.id: one.weight for one in usable(evidence) if one.weight > 0}
    return found or {one.id: 1.0 for one in usable(evidence)[:1] if one.id != COMPLETENESS}


def scouting_of(
    asked: Asked, evidence: Evidence, params: Mapping[str, str], figures: Figures
) -> tuple[Scouting, list[tuple[str, str]]]:
    """Rank the places as an address asks; the second list holds what cannot be read."""
    told = tuple(usable(evidence))
    known = {one.id for one in told}
    every = [one.id for one in evidence.criteria]
    asked_for, bad = address.weights_of(params, every, usual_weights(evidence))
    weights = {name: weight for name, weight in asked_for.items() if name in known}
    conditions, wrong = address.conditions_of(params, known)
    untold = tuple(name for name, weight in asked_for.items() if weight > 0 and name not in known)
    shortlist = address.shortlist_of(params, set(evidence.ids))
    on = {name: weight for name, weight in weights.items() if weight > 0}
    filters = [one.filter() for one in conditions]
    table = scouting.ranking(evidence, on, filters) if on else _unranked(evidence)
    names = names_of(evidence, figures.say.lang)
    found = Scouting(asked, evidence, weights, tuple(conditions), shortlist, table, names, told, untold, figures)
    return found, [*bad, *wrong]


def _unranked(evidence: Evidence) -> pd.DataFrame:
    """Return an empty ranking: without a criterion there is none."""
    names = [one.id for one in usable(evidence)][:1]
    table = scouting.ranking(evidence, dict.fromkeys(names, 1.0))
    return table.iloc[:0]


def suggested(evidence: Evidence, criterion: Criterion) -> float:
    """Suggest the bound of a new condition: one that about half of the places pass, in two digits; of quotients 1.

    Examples
    --------
    >>> from geo.scouting import Criterion, tabled
    >>> suggested(tabled({"wages": {"a": 1234.0, "b": 1351.0, "c": 2000.0}}, (Criterion("wages"),)), Criterion("wages"))
    1400.0
    """
    if criterion.kind == "ratio":
        return 1.0
    middle = float(np.nanmedian(evidence.values[criterion.id].to_numpy(dtype=float)))
    return float(f"{middle:.{_NICE}g}")


def digits_step(value: float) -> float:
    """Return the step by which a bound of this size is moved.

    Examples
    --------
    >>> [digits_step(value) for value in (1.5, 92000.0, 0.0)]
    [0.1, 1000.0, 0.1]
    """
    return float(10.0 ** np.floor(np.log10(abs(value)) - 1)) if abs(value) >= 1 else 0.1


def place_of(found: Scouting, params: Mapping[str, str]) -> str:
    """Code of the place whose card is open: the selected region or cluster, else the first of the ranking."""
    for name in ("cluster", "region"):
        code = params.get(name, "")
        if code in found.table.index:
            return code
    return found.leader
