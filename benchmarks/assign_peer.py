"""Count the points of a register by region and industry with SedonaDB, in an environment that holds nothing else.

``python assign_peer.py POINTS ZONES RESULT`` prints seconds and megabytes; the project is not read.
"""

import json
import resource
import sys
import time
import warnings
from importlib import import_module
from pathlib import Path

QUERY = """
SELECT z.region_code, p.industry_code, COUNT(*) AS enterprises, SUM(p.employees) AS employees
FROM points p JOIN zones z ON ST_Contains(z.geometry, ST_Point(p.lon, p.lat))
GROUP BY z.region_code, p.industry_code
"""
PLAIN = "SELECT region_code, ST_SetSRID(geometry, 0) AS geometry FROM given"  # the points state no system either


def main() -> None:
    """Measure one run after a run on few points."""
    points, zones, result = sys.argv[1:4]
    warnings.simplefilter("ignore")
    connect = import_module("sedonadb").connect  # installed only where this is run
    parquet = import_module("pyarrow.parquet")
    for source in (str(Path(points).with_name("few.parquet")), points):
        began, busy = time.perf_counter(), time.process_time()
        database = connect()
        database.read_parquet(zones).to_view("given")
        database.sql(PLAIN).to_memtable().to_view("zones")
        database.read_parquet(source).to_view("points")
        found = database.sql(QUERY).to_arrow_table()
        seconds, processor = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parquet.write_table(found, result)
    sys.stdout.write(json.dumps({"clock": seconds, "processor": processor, "megabytes": peak}))


if __name__ == "__main__":
    main()
