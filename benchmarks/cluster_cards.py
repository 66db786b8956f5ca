"""Measure records and cards of 100 clusters of the bundled register: 248,000 establishments and 220,000 links."""

import sys
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from benchmarks import sections
from geo.agglomeration import Clusters, Naming, clusters_of
from geo.cluster_card import card
from geo.cluster_ground import Beside, ground_of
from geo.store import DATA, default_store
from geo.table_files import read_table

CLUSTERS, RUNS = 100, 3
SIDE_KM = 12.0
"""Establishments in the 100 fullest squares of a lattice this wide: clusters of every establishment, large ones too."""


def labels(points: pd.DataFrame) -> np.ndarray:
    """Give each establishment the number of its square, the fullest first; -1 beyond the first `CLUSTERS`."""
    east = np.floor(points["lon"].to_numpy() * 88 / SIDE_KM).astype(int)
    north = np.floor(points["lat"].to_numpy() * 111 / SIDE_KM).astype(int)
    square = pd.Series(east * 100_000 + north)
    place = square.map({key: i for i, key in enumerate(square.value_counts().index)}).to_numpy()
    return np.where(place < CLUSTERS, place, -1)


def section() -> str:
    """Measure and return the section of the page."""
    dataset = default_store().dataset("bay-area")
    points = default_store().enterprises("bay-area")
    folder = DATA / "datasets" / "bay-area"
    beside = Beside(links=read_table(folder / "links.parquet"))
    naming = Naming(pd.read_parquet(DATA / "gazetteer" / "places.parquet"), dataset.industries)
    label = labels(points)

    def records() -> Clusters:
        return clusters_of(points, label, naming=naming)

    found = records()
    ground = ground_of(found, beside)
    ids = [str(one) for one in found.table.index]
    steps = {
        "records: outline, core, name, id": sections.fastest(records, RUNS),
        "ground of the cards: who lies inside, links": sections.fastest(lambda: ground_of(found, beside), RUNS),
        "cards": sections.fastest(lambda: [card(ground, one) for one in ids], RUNS),
    }
    targets = {"cards": "2 s"}
    rows = "\n".join(
        f"| {name} | {targets.get(name, '')} | {time.clock:.2f} | {time.processor:.2f} |"
        for name, time in steps.items()
    )
    members = int((label >= 0).sum())
    return f"""## Cards of clusters

Measured by `python -m benchmarks.cluster_cards` on {datetime.now(UTC):%Y-%m-%d}: {len(ids)} clusters with
{members:,} of {len(points):,} establishments and {len(beside.links) if beside.links is not None else 0:,} links.

| what | target | clock, s | processor, s |
|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "--help":
        sys.stdout.write(f"{__doc__}\n")
    sections.main("cluster_cards", section)
