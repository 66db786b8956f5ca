"""What is said of a cube: what was read and left out, what its columns mean, where it comes from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.provenance import simulation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.disclosure import Protected, Rule
    from geo.engines import CubeResult
    from geo.enterprise_parts import Part

COLUMNS: Mapping[str, str] = {
    "region_code": "code of the region; TOTAL in a total of all",
    "industry_code": "code of the industry; TOTAL in a total of all",
    "year": "year; empty where the register states none",
    "size_class": "number of employees from-to; unknown where the register states none, TOTAL in a total",
    "organisation_type": "firm, university, research, government, support; unknown where not stated, TOTAL in a total",
    "enterprises": "number of enterprises",
    "employees": "sum of the known numbers of employees; empty where none is known",
    "turnover": "sum of the known turnovers; empty where none is known",
    "young_share": "enterprises founded at most 5 years before, over those whose age is known",
    "largest_share": "employees of the largest contributor over all; in quarters under disclosure control",
    "sme_share": "enterprises with fewer than 250 employees, over those whose employees are known",
    "employees_unknown": "number of enterprises that do not state their employees",
    "turnover_unknown": "number of enterprises that do not state their turnover",
    "obs_status": "A normal, E estimated, S simulated, C hidden by disclosure control",
}
"""Meaning of each column of a cube."""

_FILES_NAMED = 100


def found_words(found: CubeResult) -> list[str]:
    """Say what became of the rows, a sentence each.

    Parameters
    ----------
    found : CubeResult

    Returns
    -------
    list of str
    """
    rows = found.rejected
    said = [f"{rows.read:,} rows read, {found.used:,} used, {rows.total:,} rejected", *rows.sentences]
    if found.disagreements:
        first = found.examples.iloc[0]
        example = (
            f"first in line {first['line']} of {Path(first['file']).name}: {first['stated']}, not {first['found']}"
        )
        said.append(
            f"{found.disagreements:,} rows state another region than their point lies in; theirs counts ({example})"
        )
    if found.unknown_regions:
        said.append(
            f"{found.unknown_regions:,} rows state a region code that is not among the regions; their point counts"
        )
    unknown = ", ".join(f"{name} {n:,}" for name, n in rows.unknown.items())
    return [*said, *([f"used, although empty: {unknown}"] if unknown else [])]


def provenance_of(
    found: CubeResult, parts: Sequence[Part], *, regions: str, rule: Rule | None, hidden: Protected | None
) -> dict[str, Any]:
    """Everything that a reader needs in order to trace and repeat a cube.

    Returns
    -------
    dict
        Plain values only, ready for JSON.
    """
    files = list(dict.fromkeys(part.path for part in parts))
    simulated = bool(found.sums.cells["simulated"].any())
    return {
        "title": "Enterprises by region, industry, year, size class and organisation type",
        "inputs": {
            "enterprises": [Path(path).name for path in files[:_FILES_NAMED]],
            "files": len(files),
            "bytes": sum(Path(path).stat().st_size for path in files),
            "regions": Path(regions).name,
        },
        "counts": found.counts | {"rejected_by_reason": found.rejected.counts, "empty": found.rejected.unknown},
        "disclosure": "none: figures of single enterprises may be in the file" if rule is None else asdict(rule),
        "hidden": None
        if hidden is None
        else {"primary": hidden.primary, "secondary": hidden.secondary, "totals": hidden.hidden_totals},
        **simulation(("enterprises",) if simulated else (), interval=False),
    }
