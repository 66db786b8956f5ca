"""The card of a cluster: who is there, what leads, who anchors it, whom it is linked to, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo import cluster_parts as parts
from geo.cluster_anchors import AnchorRule, Anchors, anchors, links
from geo.cluster_notes import note
from geo.cluster_parts import Here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.cluster_ground import Ground
    from geo.problems import Told

CONVENTIONS: Mapping[str, str] = {
    "members": "the enterprises that the search put into the cluster",
    "inside": "all enterprises of the register within the outline, members or not",
    "industries": "shares of the jobs inside; location quotient = share of the industry inside over its share among "
    "all enterprises outside the outline",
    "anchors": "members with at least `jobs` jobs in the cluster, or with more than `share` of its jobs and at least "
    "`least`; small firms have fewer than `small`; distances are straight lines to the nearest anchor",
    "composition": "kinds of organisations inside; synergy is the mutual information of kind, size class and industry "
    "in bits, below 0 where they work together (Leydesdorff, Dolfsma, van der Panne 2006)",
    "links": "links between members over all links of members, by weight",
    "regions": "regions of the members; each enterprise counts in every region where it has a site",
    "related": "proximity to the leading industry; present is any enterprise of the industry inside",
    "chance": "sites of the members' industries inside over those expected if they were spread like all sites of the "
    "register",
    "hidden": "jobs are hidden where fewer than the least number of enterprises, or one dominant one, have them (few, "
    "dominant), where the total is (total), or so that a hidden part cannot be told from the total (second)",
}
"""What the parts of a card mean; goes with every export."""


@dataclass(frozen=True, slots=True)
class CardOptions:
    """How a card is made: the rule of anchors, and how many industries, anchors and related industries it lists."""

    anchors: AnchorRule = field(default_factory=AnchorRule)
    listed: int = 10


@dataclass(frozen=True, slots=True, eq=False)
class ClusterCard:
    """What is known of one cluster; see `CONVENTIONS` for what each part means.

    Parameters
    ----------
    cluster_id : str
    record : mapping
        Its row in the table of clusters, without the outline.
    industries, sizes : DataFrame
    anchors : Anchors
    composition, regions, related : DataFrame, optional
        None where the data do not tell; a note says so.
    synergy : float
        Bits; NaN where it cannot be measured.
    links : mapping, optional
    chance : mapping
    simulated : bool
        Whether any member is simulated: then nothing here is evidence, and the first note says it.
    notes : tuple of Told
    """

    cluster_id: str
    record: Mapping[str, Any]
    industries: pd.DataFrame
    sizes: pd.DataFrame
    anchors: Anchors
    composition: pd.DataFrame | None
    synergy: float
    regions: pd.DataFrame | None
    related: pd.DataFrame | None
    links: Mapping[str, Any] | None
    chance: Mapping[str, Any]
    simulated: bool
    notes: tuple[Told, ...]

    def plain(self) -> dict[str, Any]:
        """Return the card as plain values, ready for JSON: what is not known is None, notes are English sentences."""
        rule = self.anchors.rule
        found: dict[str, Any] = {
            "cluster_id": self.cluster_id,
            **self.record,
            "simulated": self.simulated,
            "notes": [str(one) for one in self.notes],
            "industries": self.industries,
            "anchors": {
                "rule": {name: getattr(rule, name) for name in ("jobs", "share", "least", "small")},
                "number": self.anchors.number,
                "listed": self.anchors.table,
                "small_firms": self.anchors.small,
            },
            "composition": {"kinds": self.composition, "synergy_bits": self.synergy},
            "sizes": self.sizes,
            "links": self.links,
            "regions": self.regions,
            "related": self.related,
            "chance": dict(self.chance),
        }
        return {name: plain(value) for name, value in found.items()}


def card(ground: Ground, cluster_id: str, *, options: CardOptions | None = None) -> ClusterCard:
    """Make the card of a cluster.

    Parameters
    ----------
    ground : Ground
        See `geo.cluster_ground.ground_of`; made once for all cards.
    cluster_id : str
    options : CardOptions, optional

    Returns
    -------
    ClusterCard

    Raises
    ------
    UnknownOptionError
        If there is no such cluster.

    Examples
    --------
    >>> from geo.agglomeration import clusters_of
    >>> from geo.cluster_ground import ground_of
    >>> firms = pd.DataFrame({"lon": [30.50, 30.51, 30.52, 31.0], "lat": 50.4, "industry_code": ["J", "J", "C", "C"]})
    >>> firms["employees"] = [30.0, 40.0, 30.0, 100.0]
    >>> found = clusters_of(firms, np.array([0, 0, 0, -1]))
    >>> made = card(ground_of(found), found.table.index[0])
    >>> float(made.record["employees"]), made.sizes["enterprises"].to_dict()
    (100.0, {'10-49': 3})
    """
    options, here = options or CardOptions(), Here.of(ground, cluster_id)
    firms, said_of_anchors = anchors(here, options.anchors, options.listed)
    kinds, bits, said_of_kinds = parts.composition(here)
    chance, said_of_chance = parts.against_chance(here)
    near, said_of_related = parts.related(here, options.listed)
    flows, said_of_links = links(here)
    regions = parts.regions(here)
    record = {str(k): v for k, v in ground.clusters.table.iloc[here.place].items() if k != "geometry"}
    record["inside_enterprises"] = len(np.unique(ground.clusters.firm[here.inside]))
    said = [*said_of_anchors, *said_of_kinds, *said_of_links, *said_of_related, *said_of_chance]
    return ClusterCard(
        cluster_id=cluster_id, record=record, industries=parts.industries(here, options.listed),
        sizes=parts.sizes(here), anchors=firms, composition=kinds, synergy=bits, regions=regions, related=near,
        links=flows, chance=chance, simulated=record["obs_status"] == "S",
        notes=(*_first(here, record), *said, *([] if regions is not None else [note("no_regions")])),
    )  # fmt: skip


def _first(here: Here, record: Mapping[str, Any]) -> list[Told]:
    """Say what stands above all figures: simulated, hidden, not known."""
    privacy, jobs = here.ground.clusters.privacy, here.ground.jobs[here.members]
    unknown = int(np.isnan(jobs).sum())
    said = [note("simulated")] if record["obs_status"] == "S" else []
    if record["hidden"] == "few":
        said.append(note("few", n=privacy.contributors))
    if record["hidden"] == "dominant":
        said.append(note("dominant", share=f"{privacy.dominance:.0%}"))
    if privacy.confidential:
        said.append(note("confidential"))
    if here.ground.basis == "enterprises":
        said.append(note("no_jobs"))
    elif unknown:
        said.append(note("jobs_unknown", n=unknown, total=len(jobs)))
    if len(here.inside) == len(here.ground.jobs):
        said.append(note("no_outside"))
    return said


def plain(value: Any) -> Any:  # noqa: ANN401 - any figure, table or mapping of a card
    """Turn figures and tables into plain values for JSON; what is not known becomes None.

    Examples
    --------
    >>> plain({"a": np.float64("nan"), "b": pd.DataFrame({"n": [1]}, index=pd.Index(["x"], name="code"))})
    {'a': None, 'b': [{'code': 'x', 'n': 1}]}
    """
    if isinstance(value, pd.DataFrame):
        return [plain(row) for row in value.reset_index().to_dict("records")]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if value is None or value is pd.NA or (isinstance(value, float) and not np.isfinite(value)) else value
