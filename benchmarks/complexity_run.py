"""Run proximity, density, ECI, PCI and outlook gain of this project on a table, in a process of its own.

``python -m benchmarks.complexity_run TABLE.npz RESULT.npz`` prints seconds and megabytes.
"""

import json
import resource
import sys
from dataclasses import asdict, replace

import numpy as np
import pandas as pd

from benchmarks.sections import fastest
from geo.activity import Activity, from_tables
from geo.complexity import economic_complexity_index, product_complexity_index, told_of
from geo.outlook import complexity_outlook_gain, complexity_outlook_index
from geo.relatedness import proximity, relatedness_density
from geo.rows import widened

RUNS = 5


def five(activity: Activity) -> None:
    """Compute what the peers do, all industries and all regions at once."""
    proximity(activity)
    relatedness_density(activity)
    economic_complexity_index(activity)
    product_complexity_index(activity)
    complexity_outlook_gain(activity)


def from_long(long: pd.DataFrame) -> Activity:
    """Turn a row a cell into a table, as the peers do within their time."""
    return from_tables(widened(long, key=("region", "industry"), value="jobs"))


def results(activity: Activity) -> dict[str, np.ndarray]:
    """Return the figures under the conventions of each peer."""
    figures = {
        "eci": economic_complexity_index(activity),
        "pci": product_complexity_index(activity),
        "pci_growthlab": product_complexity_index(activity, scaling="growthlab"),
        "coi": complexity_outlook_index(activity, scale="standardised", scaling="uncentred"),
        "density": relatedness_density(activity),
        "density_exclude": relatedness_density(activity, diagonal="exclude"),
        "cog": complexity_outlook_gain(activity, scaling="uncentred"),
    }
    return {name: t.get("value", t).to_numpy(dtype=float) for name, t in figures.items()}


def main() -> None:
    """Measure and keep what was found."""
    source, target = sys.argv[1:3]
    with np.load(source, allow_pickle=False) as stored:
        regions, industries = stored["regions"].astype(str), stored["industries"].astype(str)
        table = pd.DataFrame(stored["jobs"], index=regions, columns=industries)
    wide = fastest(lambda: five(from_tables(table)), RUNS)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = from_tables(table)
    read = fastest(lambda: five(replace(kept)), RUNS)  # a copy has nothing of what was computed before
    long = table.rename_axis("region").melt(var_name="industry", value_name="jobs", ignore_index=False).reset_index()
    rows = fastest(lambda: five(from_long(long)), RUNS)
    np.savez(target, allow_pickle=False, **results(kept))
    times = {name: asdict(taken) for name, taken in {"table": read, "wide": wide, "long": rows}.items()}
    sys.stdout.write(json.dumps({**times, "megabytes": megabytes, "told": told_of(kept)}))


if __name__ == "__main__":
    main()
