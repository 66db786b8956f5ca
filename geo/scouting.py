"""Places for a project: what is known of them by which criteria, who passes, who leads, and what is to be asked.

The door to the modules ``geo.scouting_*``; nothing here computes.
"""

from __future__ import annotations

from geo.scouting_cells import tabled
from geo.scouting_evidence import criteria, evidence, unknowns
from geo.scouting_score import passes, ranking, scores, shares, utilities, verdict
from geo.scouting_types import Criterion, Evidence, Filter

__all__ = [
    "Criterion",
    "Evidence",
    "Filter",
    "criteria",
    "evidence",
    "passes",
    "ranking",
    "scores",
    "shares",
    "tabled",
    "unknowns",
    "utilities",
    "verdict",
]
