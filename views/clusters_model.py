"""What the page of clusters shows: how clusters are looked for, what was found, the card of each; computed once.

What is found is kept by the digest of the dataset and by what was asked: choosing a cluster computes nothing anew.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from geo.errors import RegioscopeError
from geo.gather import ancestors
from geo.industries import codes_held
from geo.lazy import Lazy
from scene.quotients import quotient_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.agglomeration import Clusters
    from geo.cluster_card import ClusterCard
    from geo.cluster_ground import Ground
    from geo.dataset import Dataset
    from geo.query import Query
    from geo.store import Store

METHODS = ("dbscan", "hdbscan")
WEIGHTS = ("employees", "one")
LEAST = {"employees": 3000.0, "one": 200.0}
"""What has to lie within the distance, by weight, where the reader asks for nothing else."""
RADIUS_M = 800.0
FIRMS = 3
PREFIX = "find."
"""Parameters of the address that say how clusters are looked for begin so."""
_BOUNDS = {"radius": (0.0, 50_000.0), "least": (1.0, 1e7), "firms": (1.0, 1e6)}
_KEPT, _CARDS = 6, 48

_clusters, _search = Lazy("geo.agglomeration"), Lazy("geo.point_clusters")
_ground, _parts, _card = Lazy("geo.cluster_ground"), Lazy("geo.cluster_parts"), Lazy("geo.cluster_card")
_privacy, _relatedness = Lazy("geo.cluster_privacy"), Lazy("geo.relatedness")


@dataclass(frozen=True, slots=True)
class Asked:
    """How clusters are looked for in one version of a dataset; `industry` is empty for all industries at once."""

    dataset: str
    version: str
    industry: str
    method: str = METHODS[0]
    radius: float = RADIUS_M
    least: float = LEAST["employees"]
    firms: int = FIRMS
    weight: str = WEIGHTS[0]

    @property
    def by_jobs(self) -> bool:
        """Whether enterprises count by their jobs."""
        return self.method == "dbscan" and self.weight == "employees"


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Clusters, and the table of the page.

    `table` has a row for each cluster, the heaviest first: ``number``, ``share`` (of the jobs of the industry, or of
    its enterprises where no jobs are known), ``against_chance``, and the columns of `Clusters`. `total` is what the
    shares are of; `left_out` counts rows without a place or without jobs; `simulated` tells whether any enterprise of
    the register is, be there clusters or not.
    """

    asked: Asked
    clusters: Clusters
    ground: Ground
    core: np.ndarray
    table: pd.DataFrame
    total: float
    left_out: int
    simulated: bool

    @property
    def basis(self) -> str:
        """What shares are of: ``employees`` or ``enterprises``."""
        return self.ground.basis


def asked_of(
    params: Mapping[str, str], query: Query, version: str, usual: Mapping[str, float] | None = None
) -> tuple[Asked, list[tuple[str, str]]]:
    """Read from an address how clusters are looked for; the second list holds what cannot be read.

    `usual` is what the register itself suggests for what the address leaves out (`geo.attach_search.usual_search`).

    Examples
    --------
    >>> from geo.query import Query
    >>> asked_of({"find.radius": "500", "find.method": "magic"}, Query("x", industry_code="C10"), "1")[1]
    [('find.method', 'magic')]
    """
    bad: list[tuple[str, str]] = []
    told = usual or {}
    weights = WEIGHTS if knows_jobs(told) else WEIGHTS[1:]
    method, weight = (_choice(params, name, known, bad) for name, known in (("method", METHODS), ("weight", weights)))
    weight = "one" if method == "hdbscan" else weight
    radius = 0.0 if method == "hdbscan" else float(told.get("radius_m", RADIUS_M))
    least = {"employees": told.get("jobs", LEAST["employees"]), "one": told.get("enterprises", LEAST["one"])}
    numbers = {
        name: _number(params, name, default, bad)
        for name, default in (("radius", radius), ("least", float(least[weight])), ("firms", float(FIRMS)))
    }
    industry = "" if params.get(PREFIX + "all") == "1" else query.industry_code
    if method == "dbscan" and not numbers["radius"]:
        bad.append((PREFIX + "radius", "0"))
        numbers["radius"] = radius
    return Asked(query.dataset, version, industry, method, numbers["radius"], numbers["least"], int(numbers["firms"]),
                 weight), bad  # fmt: skip


def knows_jobs(usual: Mapping[str, float]) -> bool:
    """Tell whether enterprises can count by their jobs."""
    return bool(usual.get("jobs", 1))


def usual_of(dataset: Dataset) -> Mapping[str, float]:
    """How clusters of a dataset are looked for where nobody says how."""
    found: Mapping[str, float] = dataset.manifest.default.get("clusters", {})
    return found


def _choice(params: Mapping[str, str], name: str, known: tuple[str, ...], bad: list[tuple[str, str]]) -> str:
    text = params.get(PREFIX + name, "")
    if text and text not in known:
        bad.append((PREFIX + name, text))
    return text if text in known else known[0]


def _number(params: Mapping[str, str], name: str, default: float, bad: list[tuple[str, str]]) -> float:
    text = params.get(PREFIX + name, "")
    low, high = _BOUNDS[name]
    try:
        value = float(text) if text else default
    except ValueError:
        value = float("nan")
    if low <= value <= high:
        return value
    bad.append((PREFIX + name, text))
    return default


def has_register(dataset: Dataset) -> bool:
    """Tell whether a dataset has a register of enterprises."""
    return dataset.has_table("enterprises")


def found_of(asked: Asked, level: str, store: Store) -> Found:
    """Find the clusters, or take those that were found before; regions are those of a level.

    Raises
    ------
    RegioscopeError
        If the search cannot be done.
    """
    return _kept_found(asked, level, store)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _kept_labels(asked: Asked, _store: Store) -> tuple[Any, Clusters]:
    """Search and draw: the part that takes seconds, whatever level of regions is looked at."""
    dataset, points = _store.dataset(asked.dataset), _store.enterprises(asked.dataset)
    labels = _search.find_clusters(
        points, minimum=asked.least, radius_m=asked.radius or None, method=asked.method, weight=asked.weight,
        enterprises=asked.firms, industries=codes_of(asked, dataset, points),
    )  # fmt: skip
    naming = _clusters.Naming(_store.context("places"), dataset.industries)
    told = {field.name: getattr(labels.search, field.name) for field in fields(labels.search)}
    privacy = replace(_privacy.DEFAULT, confidential=_store.is_confidential(asked.dataset))
    made = _clusters.clusters_of(points, labels.label, naming=naming, privacy=privacy, parameters=told)
    return labels, made


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _kept_found(asked: Asked, level: str, _store: Store) -> Found:
    labels, clusters = _kept_labels(asked, _store)
    dataset, points = _store.dataset(asked.dataset), clusters.points
    if "region_code" in points:
        above = ancestors(dataset.regions, dataset.regions_at(level).index)
        clusters = replace(clusters, points=points.assign(region_code=_lifted(points["region_code"], above)))
    ground = _ground.ground_of(clusters, _beside(dataset, _store, level))
    codes = codes_of(asked, dataset, points)
    mine = np.ones(len(points), dtype=bool) if codes is None else points["industry_code"].isin(codes).to_numpy()
    total = float(ground.weight[mine].sum())
    made_up = "obs_status" in points and bool((points["obs_status"] == "S").any())
    return Found(asked, clusters, ground, labels.core, _table(ground, total), total, labels.left_out, made_up)


def _lifted(codes: pd.Series, above: Mapping[str, str]) -> pd.Series:
    """Regions of a level in place of the finer ones that a register names, as categories."""
    return codes.astype("category").map(above).astype("category")


def codes_of(asked: Asked, dataset: Dataset, points: pd.DataFrame) -> tuple[str, ...] | None:
    """Codes of the register that the industry stands for, None for all.

    Raises
    ------
    UnknownIndustryError
        If no enterprise has one.
    """
    if not asked.industry:
        return None
    return codes_held([asked.industry], dataset.industries, points["industry_code"].unique())


def _beside(dataset: Dataset, store: Store, level: str) -> object:
    """Gather what the dataset has beside its register: links, institutions, relatedness of industries."""
    name = dataset.key.id
    links = store.table(name, "links") if dataset.has_table("links") else None
    places = None
    if dataset.has_table("universities"):
        table = store.table(name, "universities")
        places = table.assign(organisation_type=table.get("kind", "university"))
    return _ground.Beside(links=links, institutions=places, proximity=_proximity(dataset, store, level))


def _proximity(dataset: Dataset, store: Store, level: str) -> pd.DataFrame | None:
    """Relatedness of the industries by the regions in which they lie together; None where it cannot be told."""
    from geo.query import Query  # noqa: PLC0415 - beside its one use
    from geo.resolve import resolve  # noqa: PLC0415

    query = quotient_query(resolve(Query(dataset.key.id, level=level), dataset)[0], dataset)
    if query is None or dataset.statistics.empty:
        return None
    try:
        found: pd.DataFrame = _relatedness.proximity(store.computed(query).activity)
    except RegioscopeError:
        return None
    return found


def _table(ground: Ground, total: float) -> pd.DataFrame:
    """Return the rows of the list: the heaviest first, with its share and its density against chance."""
    records = ground.clusters.table
    amount = records["employees"] if ground.basis == "employees" else records["enterprises"]
    chance = [_parts.against_chance(_parts.Here.of(ground, str(code)))[0]["ratio"] for code in records.index]
    table = pd.DataFrame(records.drop(columns="geometry")).assign(
        number=np.arange(1, len(records) + 1), share=amount / total if total else np.nan,
        against_chance=np.array(chance, dtype=float),
    )  # fmt: skip
    for name in ("name", "name_uk", "name_ru"):
        short = pd.Series([str(text).partition(": ")[0] for text in table[name]], index=table.index, dtype=object)
        table[f"short{name[4:]}"] = short.where(~short.duplicated(keep=False), table[name])
    return table


@st.cache_resource(max_entries=_CARDS, show_spinner=False)
def _kept_card(asked: Asked, level: str, cluster: str, _found: Found) -> ClusterCard:
    del asked, level  # parts of the key
    made: ClusterCard = _card.card(_found.ground, cluster)
    return made


def card_of(found: Found, cluster: str, level: str) -> ClusterCard:
    """Make the card of a cluster, or take the one that was made before."""
    return _kept_card(found.asked, level, cluster, found)


def shown(found: Found, smallest: int) -> pd.DataFrame:
    """Return the clusters with at least so many enterprises."""
    return found.table[found.table["enterprises"] >= smallest]
