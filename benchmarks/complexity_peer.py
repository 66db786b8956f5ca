"""Run a program for economic complexity on a long table, in an environment that holds nothing else.

``python complexity_peer.py PROGRAM TABLE.npz RESULT.npz`` prints seconds and megabytes; the project is not read.
"""

import json
import resource
import sys
import time
import warnings
from importlib import import_module

import numpy as np
import pandas as pd

COLUMNS = ("eci", "pci", "density", "coi", "cog")


def long_table(path: str) -> tuple[pd.DataFrame, tuple[int, int]]:
    """Return the table with a row a cell, in the order of its regions and industries."""
    with np.load(path, allow_pickle=False) as stored:
        jobs, regions, industries = stored["jobs"], stored["regions"], stored["industries"]
    frame = pd.DataFrame(
        {
            "year": 2025,
            "region": np.repeat(regions, len(industries)).astype(object),
            "industry": np.tile(industries, len(regions)).astype(object),
            "jobs": jobs.ravel(),
        }
    )
    return frame, jobs.shape


def ecomplexity(frame: pd.DataFrame) -> pd.DataFrame:
    """Run ecomplexity without its slow check of log-supermodularity."""
    columns = {"time": "year", "loc": "region", "prod": "industry", "val": "jobs"}
    run = import_module("ecomplexity").ecomplexity  # installed only where this is run
    found: pd.DataFrame = run(frame, columns, check_logsupermodularity=False, verbose=False)
    return found


def econcomplex(frame: pd.DataFrame) -> pd.DataFrame:
    """Run the pipeline of econcomplex with its eigenvector."""
    run = import_module("econcomplex").compute_complexity  # installed only where this is run
    found: pd.DataFrame = run(frame, {"loc": "region", "act": "industry", "val": "jobs"}, method="eigenvector")
    return found


def main() -> None:
    """Measure one run and keep what it gave."""
    program, source, target = sys.argv[1:4]
    warnings.simplefilter("ignore")
    frame, shape = long_table(source)
    run = {"ecomplexity": ecomplexity, "econcomplex": econcomplex}[program]
    run(frame.head(shape[1] * 40))  # what is imported or compiled at the first call is not counted
    began, busy = time.perf_counter(), time.process_time()
    found = run(frame)
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = found.sort_values(["region", "industry"])
    figures = {name: found[name].to_numpy(dtype=float).reshape(shape) for name in COLUMNS}
    np.savez(target, allow_pickle=False, **figures)
    sys.stdout.write(json.dumps({"seconds": seconds, "processor": processor, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
