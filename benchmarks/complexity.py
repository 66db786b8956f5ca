"""Measure complexity against ecomplexity and econcomplex on 3,000 regions, and compare the figures."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import economy, peers, sections

ROOT = Path(__file__).resolve().parents[1]
PEERS = {"ecomplexity": "0.5.3", "econcomplex": "1.0.1"}
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
Figures = dict[str, np.ndarray]


@dataclass(frozen=True)
class Peer:
    """What a run of another program took and gave."""

    clock: float
    processor: float
    megabytes: float
    figures: Figures


def run(line: list[str]) -> dict[str, Any]:
    """Run a measuring script in a process of its own, on one thread, and read what it prints last."""
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(line, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures_of(path: Path) -> Figures:
    """Read what a run kept."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def peer(python: str, name: str, table: Path) -> Peer:
    """Run one peer on the table."""
    sys.stderr.write(f"{name} ...\n")
    target = table.with_name(f"{name}.npz")
    took = run([python, str(ROOT / "benchmarks" / "complexity_peer.py"), name, str(table), str(target)])
    return Peer(took["seconds"], took["processor"], took["megabytes"], figures_of(target))


def section() -> str:
    """Measure everything and return the section of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "table.npz"
        jobs = economy.jobs()
        codes = {"regions": jobs.index.to_numpy(dtype="U"), "industries": jobs.columns.to_numpy(dtype="U")}
        np.savez(table, allow_pickle=False, jobs=jobs.to_numpy(), **codes)
        python = peers.python_with(PEERS, folder)
        target = folder / "ours.npz"
        ours = run([sys.executable, "-m", "benchmarks.complexity_run", str(table), str(target)])
        others = {name: peer(python, name, table) for name in PEERS}
        return text_of(ours, others, figures_of(target))


def text_of(ours: dict[str, Any], others: dict[str, Peer], figures: Figures) -> str:
    """Write the section for what was measured."""
    today, size = f"{datetime.now(UTC):%Y-%m-%d}", f"{economy.REGIONS:,} regions and {economy.INDUSTRIES} industries"
    head = f"""Measured by `python -m benchmarks.complexity` on {today}: proximity, density, ECI, PCI and COG of
{size} (made up by `benchmarks/economy.py`), each program in a process of its own, on one thread.
*Processor* is the time that the processor worked, which hardly depends on what else runs; *clock* is the time that
passed. Ours is the fastest of five runs; a peer runs once, after a small first run. Targets: at least 50 times
faster than ecomplexity, 20 times faster than the pipeline of econcomplex."""
    columns = "| program | from | processor, s | clock, s | peak memory, MB | against ours | ours from a wide table |"
    lines = ["## Complexity and relatedness", "", head, "", columns, "|---|---|---|---|---|---|---|"]
    names = {"table": "a table that is loaded", "wide": "a wide table", "long": "a row a cell"}
    for key, source in names.items():
        taken, memory = ours[key], f"{ours['megabytes']:.0f}" if key == "wide" else ""
        lines.append(f"| Regioscope | {source} | {taken['processor']:.2f} | {taken['clock']:.2f} | {memory} | | |")
    same, wide = (ours[key]["processor"] for key in ("long", "wide"))
    for name, found in others.items():
        ratio = f"{found.processor / same:.0f} times | {found.processor / wide:.0f} times"
        row = f"{found.processor:.1f} | {found.clock:.1f} | {found.megabytes:.0f} | {ratio}"
        lines.append(f"| {name} {PEERS[name]} | a row a cell | {row} |")
    return "\n".join([*lines, "", *agreement(figures, others), ""])


def agreement(ours: Figures, others: dict[str, Peer]) -> list[str]:
    """Compare the figures under the conventions of each peer; the sign of an eigenvector is arbitrary."""
    a, b = others["ecomplexity"].figures, others["econcomplex"].figures
    rows = [
        ("ECI", "population sd", ours["eci"], a["eci"][:, 0], "ecomplexity", ""),
        ("PCI", "`scaling=growthlab`", ours["pci_growthlab"], a["pci"][0], "ecomplexity", ""),
        ("density", "`diagonal=include`", ours["density"], a["density"], "ecomplexity", ""),
        ("COI", "`scale=standardised`, `scaling=uncentred`", ours["coi"], a["coi"][:, 0], "ecomplexity", ""),
        ("COG", "`scaling=uncentred`", ours["cog"], a["cog"], "ecomplexity", ""),
        ("ECI", "population sd", ours["eci"], b["eci"][:, 0], "econcomplex", ""),
        ("PCI", "`scaling=own`", ours["pci"], b["pci"][0], "econcomplex",
         "econcomplex turns PCI against ubiquity, by itself: it can point the other way than its ECI"),
        ("density", "`diagonal=exclude`", ours["density_exclude"] * 100, b["density"], "econcomplex", ""),
        ("COG", "`scaling=uncentred`", ours["cog"], b["cog"], "econcomplex",
         "its formula is another one: each product's own sum of proximities divides, and the diagonal is 0"),
    ]  # fmt: skip
    lines = ["| figure | convention here | compared with | largest difference | why |", "|---|---|---|---|---|"]
    for figure, convention, mine, theirs, program, why in rows:
        plain, turned = (float(np.nanmax(np.abs(mine - way * theirs))) for way in (1, -1))
        gaps = int((np.isnan(mine) != np.isnan(theirs)).sum())
        note = "; ".join(filter(None, [f"{gaps} gaps differ" if gaps else "", "turned" if turned < plain else "", why]))
        lines.append(f"| {figure} | {convention} | {program} | {min(plain, turned):.1e} | {note} |")
    return lines


if __name__ == "__main__":
    sections.main("complexity", section)
