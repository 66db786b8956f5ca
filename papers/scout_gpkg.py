"""A search for places as a GeoPackage: a layer a kind of place, all criteria, and the style that QGIS opens it with."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from geo.crs import GEOGRAPHIC
from geo.scouting_types import NO
from papers.clean import printable
from papers.scout_sheets import method
from papers.scout_style import CLASSES, looks, qml, sld

if TYPE_CHECKING:
    from papers.scout_paper import ScoutPaper

_STYLES = """
CREATE TABLE "layer_styles" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "f_table_catalog" TEXT(256), "f_table_schema" TEXT(256),
  "f_table_name" TEXT(256), "f_geometry_column" TEXT(256), "styleName" TEXT(30), "styleQML" TEXT, "styleSLD" TEXT,
  "useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30), "ui" TEXT(30),
  "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
_PARTS = {"": "values", "_low": "lower", "_high": "upper", "_status": "status", "_confidence": "confidence"}


def scout_gpkg(paper: ScoutPaper) -> bytes:
    """Write a search as a GeoPackage.

    Layers ``places_<level>`` hold the places with rank, score and every criterion (value, 90 % range, status,
    confidence); tables ``criteria`` and ``provenance`` say what the columns are and where the figures come from;
    ``layer_styles`` colours the layers when QGIS opens them.

    Parameters
    ----------
    paper : ScoutPaper

    Returns
    -------
    bytes
    """
    with tempfile.TemporaryDirectory(prefix="regioscope-") as folder:
        path = Path(folder) / "places.gpkg"
        layers = _write_places(paper, path)
        for name, table in (("criteria", criteria_table(paper)), ("provenance", _provenance(paper))):
            pyogrio.write_dataframe(table, path, driver="GPKG", layer=name, append=True)
        _write_styles(paper, path, layers)
        return path.read_bytes()


def column_of(criterion: str) -> str:
    """Name the column of a criterion.

    Examples
    --------
    >>> column_of("quotient@15-1252")
    'quotient_15_1252'
    """
    return re.sub(r"\W", "_", criterion)


def place_table(paper: ScoutPaper) -> pd.DataFrame:
    """Put the ranking and every criterion of every place side by side, best first.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``level``, ``rank``, ``rank_low``, ``rank_high``, ``score``, ``score_known``,
        ``known_share``, ``lowest``, ``highest``, ``passes``, and for each criterion its value with ``_low``, ``_high``,
        ``_status`` and ``_confidence``.
    """
    evidence, table = paper.evidence, paper.table
    codes = table.index
    columns: dict[str, Any] = {
        "code": codes.astype(str),
        "name": [printable(paper.names[str(code)]) for code in codes],
        "level": evidence.places["level"].reindex(codes).to_numpy(),
        "rank": table["rank"].to_numpy(),
        "rank_low": paper.ranges["low"].reindex(codes).to_numpy(dtype=float),
        "rank_high": paper.ranges["high"].reindex(codes).to_numpy(dtype=float),
    }
    for name in ("score", "score_known", "known_share", "lowest", "highest", "passes"):
        columns[name] = table[name].to_numpy()
    for one in evidence.criteria:
        for suffix, part in _PARTS.items():
            cells = getattr(evidence, part)[one.id].reindex(codes)
            columns[column_of(one.id) + suffix] = cells.replace(np.inf, np.nan).to_numpy()
    return pd.DataFrame(columns)


def criteria_table(paper: ScoutPaper) -> pd.DataFrame:
    """Say of each criterion what its columns are: name, unit, direction, weight, bounds, source, age."""
    filters = {one.criterion: one for one in paper.filters}
    rows = []
    for one in paper.evidence.criteria:
        bound = filters.get(one.id)
        rows.append({
            "column": column_of(one.id), "criterion": one.id, "name": printable(paper.name(one)),
            "unit": paper.unit(one), "direction": one.direction, "weight": float(paper.weights.get(one.id, 0.0)),
            "at_least": bound.at_least if bound and bound.at_least is not None else np.nan,
            "at_most": bound.at_most if bound and bound.at_most is not None else np.nan,
            "source": one.source, "vintage": one.vintage, "missing": one.missing,
        })  # fmt: skip
    return pd.DataFrame(rows)


def _provenance(paper: ScoutPaper) -> pd.DataFrame:
    told = provenance(paper)
    texts = [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in told.values()]
    return pd.DataFrame({"key": list(told), "value": [printable(text) for text in texts]})


def provenance(paper: ScoutPaper) -> dict[str, Any]:
    """Everything that a reader needs in order to trace and repeat the ranking; plain values only."""
    about, rows = paper.evidence.about, paper.dataset.sources
    return {
        "dataset": about.get("dataset", ""),
        "dataset_vintage": about.get("vintage", ""),
        "dataset_digest": paper.digest,
        "industry_code": about.get("industry_code", ""),
        "level": about.get("level", ""),
        "year": about.get("year", ""),
        "weights": dict(paper.weights),
        "filters": [{"criterion": f.criterion, "at_least": f.at_least, "at_most": f.at_most} for f in paper.filters],
        "directions": {one.id: one.direction for one in paper.evidence.criteria if one.turns},
        "method": list(method(paper.say)),
        "simulated": paper.simulated,
        "made": paper.made.isoformat(),
        "address": paper.address,
        "sources": rows.astype(object).where(rows.notna(), "").astype(str).to_dict("records"),
        "licences": list(paper.dataset.manifest.licences),
    }


def _write_places(paper: ScoutPaper, path: Path) -> dict[str, bool]:
    """Write a layer for each kind of place; return their names and whether they are points."""
    table, found = place_table(paper), {}
    shapes = paper.evidence.places.geometry.reindex(table["code"]).to_numpy()
    whole = gpd.GeoDataFrame(table, geometry=shapes, crs=GEOGRAPHIC)
    for k, level in enumerate(dict.fromkeys(table["level"])):
        part = whole[whole["level"] == level]
        name, points = f"places_{column_of(str(level))}", bool((part.geom_type == "Point").all())
        pyogrio.write_dataframe(part, path, driver="GPKG", layer=name, append=k > 0, promote_to_multi=not points)
        found[name] = points
    return found


def _write_styles(paper: ScoutPaper, path: Path, layers: dict[str, bool]) -> None:
    say = paper.say
    fits = paper.table.loc[paper.table["passes"] != NO, "score"]
    edges = np.unique(np.quantile(fits, np.linspace(0, 1, CLASSES + 1))) if len(fits) else np.array([0.0, 1.0])
    edges = edges if len(edges) > 1 else np.array([edges[0] - 1e-9, edges[0]])
    titles = {"class": say("Score {low} to {high}", low="{low}", high="{high}"), "no": say("does not fit"),
              "ask": say("ask: a filter needs an unknown value")}  # fmt: skip
    rules = looks([float(edge) for edge in edges], titles)
    aliases = _aliases(paper)
    with sqlite3.connect(path) as base:
        base.execute(_STYLES)
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES "
            "('layer_styles', 'attributes', 'layer_styles')"
        )
        for name, points in layers.items():
            base.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
                "VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, '', ?)",
                (name, "score", qml(rules, aliases, points=points), sld(rules, name, points=points),
                 printable(say("Places for {industry}", industry=paper.industry)),
                 f"{paper.made.isoformat()}T00:00:00Z"),
            )  # fmt: skip
    base.close()


def _aliases(paper: ScoutPaper) -> dict[str, str]:
    """Readable names of the columns."""
    say = paper.say
    fixed = {"code": say("Code"), "name": say("Region or town"), "level": say("Kind"), "rank": say("Rank"),
             "score": say("Score"), "score_known": say("Score of what is known"), "known_share": say("Share known"),
             "passes": say("Fits")}  # fmt: skip
    return fixed | {column_of(one.id): printable(paper.name(one)) for one in paper.evidence.criteria}
