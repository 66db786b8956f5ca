"""Ten million simulated enterprises on the map: views of one viewer and of sixteen, filters, memory of the server.

``python -m benchmarks.viewport`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import http.client
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import counties
from benchmarks.measure import memory_mb
from benchmarks.run import server
from benchmarks.sections import main
from geo.store import Store

ENTERPRISES = 10_000_000
TOWNS = 600
PART = 500_000
TYPES = ("firm", "university", "research", "government", "support")
VIEWERS = 16
ALONE, EACH = 300, 40
CHANGES, NEW = 0.2, 0.7
PAUSE_S = (0.2, 0.8)
BOX = (-120.0, 28.0, -72.0, 48.0)
Row = tuple[str, str, str]


def write(folder: Path) -> Path:
    """Write the dataset of counties with a register of enterprises; return the folder of datasets."""
    counties.write(folder)
    own = folder / counties.ID
    rng = np.random.default_rng(counties.SEED)
    centre, weight = towns(rng)
    with pq.ParquetWriter(own / "enterprises.parquet", _part(rng, centre, weight, 0).schema) as file:
        for first in range(0, ENTERPRISES, PART):
            file.write_table(_part(rng, centre, weight, first))
    manifest = json.loads((own / "datapackage.json").read_text(encoding="utf-8"))
    manifest["resources"].append({"name": "enterprises", "path": "enterprises.parquet"})
    (own / "datapackage.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def towns(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw middles of towns and their share of the enterprises: some large, most small."""
    centre = np.column_stack([rng.uniform(BOX[0], BOX[2], TOWNS), rng.uniform(BOX[1], BOX[3], TOWNS)])
    weight = rng.pareto(1.5, TOWNS) + 0.2
    return centre, weight / weight.sum()


def _part(rng: np.random.Generator, centre: np.ndarray, weight: np.ndarray, first: int) -> pa.Table:
    town = rng.choice(TOWNS, PART, p=weight)
    place = centre[town] + rng.normal(0, 0.12, (PART, 2))
    industries = np.array(list(counties.INDUSTRIES))
    names = (
        np.array(["North", "River", "Kyiv", "Ромашка", "Steel", "Data"], dtype=object)[rng.integers(0, 6, PART)]
        + np.array([f" {i:05d} Ltd" for i in range(20_000)], dtype=object)[rng.integers(0, 20_000, PART)]
    )
    return pa.table(
        {
            "enterprise_id": np.arange(first, first + PART) + 10**9,
            "enterprise_name": pa.array(names, pa.string()),
            "industry_code": industries[rng.integers(0, len(industries), PART)],
            "region_code": pa.array(["06001"] * PART, pa.string()).dictionary_encode(),
            "employees": np.floor(rng.lognormal(1.2, 1.3, PART)).astype(np.int32) + 1,
            "organisation_type": np.array(TYPES)[rng.choice(5, PART, p=[0.9, 0.01, 0.03, 0.04, 0.02])],
            "founded": rng.integers(1950, 2026, PART).astype(np.int32),
            "lon": place[:, 0],
            "lat": place[:, 1],
            "obs_status": pa.array(["S"] * PART, pa.string()).dictionary_encode(),
        }
    )


class Viewer:
    """One person who moves the map, comes closer, and now and then changes the filter."""

    def __init__(self, url: str, path: str, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._path = path
        self._centre, self._weight = towns(np.random.default_rng(counties.SEED))
        self._filter = ""
        self.milliseconds: list[float] = []
        self.bytes: list[int] = []

    def ask(self, query: str, *, what: str = "view") -> dict[str, object]:
        """Ask once; note how long it takes and what comes over the wire."""
        began = time.perf_counter()
        self._link.request("GET", f"{self._path}{what}?{query}", headers={"Accept-Encoding": "gzip"})
        answer = self._link.getresponse()
        body = answer.read()
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        self.bytes.append(len(body))
        if answer.status != http.client.OK:
            message = f"{answer.status} at {what}?{query}: {body[:200]!r}"
            raise RuntimeError(message)
        return {}

    def move(self) -> None:
        """Look at a place near a town, from afar or from close by."""
        if self._rng.random() < CHANGES:
            self._filter = self.new_filter() if self._rng.random() < NEW else ""
        self.ask(f"{self.place(int(self._rng.integers(3, 17)))}&{self._filter}")

    def place(self, zoom: int) -> str:
        """Return the parameters of a view of a large screen over a town."""
        lon, lat = self._centre[self._rng.choice(TOWNS, p=self._weight)] + self._rng.normal(0, 0.05, 2)
        wide = 1280 / 256 * 360 / 2**zoom
        return f"z={zoom}&w={lon - wide / 2:.4f}&e={lon + wide / 2:.4f}&s={lat - wide / 5:.4f}&n={lat + wide / 5:.4f}"

    def new_filter(self) -> str:
        """Return a filter that hardly anybody has asked for before."""
        some = self._rng.choice(list(counties.INDUSTRIES), 3, replace=False)
        since = int(self._rng.integers(1950, 2000))
        size = {"min": int(self._rng.integers(1, 50)), "since": since, "until": since + 30}
        return urlencode({"industry": ",".join(some), "type": "firm,university", **size})


def alone(url: str, path: str) -> Viewer:
    """Let one viewer look around without a pause."""
    viewer = Viewer(url, path, 1)
    for _ in range(ALONE):
        viewer.move()
    return viewer


def together(url: str, path: str, pause: Callable[[np.random.Generator], float]) -> list[Viewer]:
    """Let sixteen viewers look around at the same time."""
    viewers = [Viewer(url, path, 100 + i) for i in range(VIEWERS)]

    def look(viewer: Viewer, seed: int) -> None:
        rng = np.random.default_rng(seed)
        for _ in range(EACH):
            time.sleep(pause(rng))
            viewer.move()

    threads = [threading.Thread(target=look, args=(viewer, i)) for i, viewer in enumerate(viewers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return viewers


def filters(url: str, path: str) -> Viewer:
    """Change the filter of a view of the whole country, each time to one that nobody has asked for."""
    viewer = Viewer(url, path, 2)
    for _ in range(30):
        viewer.ask(f"{viewer.place(4)}&{viewer.new_filter()}")
    return viewer


def rows() -> list[Row]:
    """Measure over HTTP; what, target, here."""
    with tempfile.TemporaryDirectory() as folder:
        datasets = write(Path(folder) / "datasets")
        version = Store(extra=[datasets]).dataset_version(counties.ID)
        path = f"/pts/{counties.ID}/{version}/"
        with server("app.py", Path(folder), REGIOSCOPE_DATASETS=str(datasets)) as (url, pid, _):
            first = Viewer(url, path, 0)
            first.ask(first.place(4))
            one = alone(url, path)
            new = filters(url, path)
            calm = together(url, path, lambda rng: float(rng.uniform(*PAUSE_S)))
            rush = together(url, path, lambda _: 0.0)
            largest = max(size for viewer in (one, new, *calm, *rush) for size in viewer.bytes)
            return [
                ("first view: the register is read, indexed and answered", "", f"{first.milliseconds[0] / 1000:.1f} s"),
                ("view, one viewer: median, 95th percentile", "<= 60 ms", _ms([one])),
                (f"view, {VIEWERS} viewers who each move twice a second", "<= 150 ms", _ms(calm)),
                (f"view, {VIEWERS} viewers who never pause", "", _ms(rush)),
                ("far view with a filter nobody used before", "<= 300 ms", _ms([new])),
                ("largest answer on the wire", "<= 20 KB", f"{largest / 1000:.1f} KB"),
                ("memory of the server after that, and its peak", "<= 1,000 MB",
                 f"{memory_mb(pid):.0f} MB, {_peak_mb(pid):.0f} MB"),
            ]  # fmt: skip


def _ms(viewers: list[Viewer]) -> str:
    times = np.concatenate([viewer.milliseconds for viewer in viewers])
    return f"{np.percentile(times, 50):.0f} ms, {np.percentile(times, 95):.0f} ms"


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def section() -> str:
    """Return the section of docs/performance.md."""
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows())
    return f"""## Ten million enterprises on the map

Measured by `python -m benchmarks.viewport` on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, load average
{os.getloadavg()[0]:.1f} at the end; requests over HTTP to the running app from another process of the same machine.
{ENTERPRISES:,} simulated enterprises in {TOWNS} towns, zoom 3 to 16, one move in five changes the filter (three
industries, two types, size, years). Nothing is kept on the disk: a server that starts anew indexes the register anew.

| what | target | here |
|---|---|---|
{lines}
"""


if __name__ == "__main__":
    main("viewport", section)
