"""Occupational Employment and Wage Statistics: the bureau's cells as tidy tables."""

import sqlite3
import tempfile
from pathlib import Path

import pandas as pd

from databuild.fetch import Sources

TOTAL = "TOTAL"
YEAR = 2025
_CELLS = """
    SELECT substr(key, 4, 1) AS kind, substr(key, 5, 7) AS area, substr(key, 18, 6) AS occupation, v01 AS employment,
           v02 AS employment_rse, v04 AS wage, v05 AS wage_rse, v17 AS quotient
    FROM cell WHERE substr(key, 12, 6) = '000000'
"""


def occupation_code(raw: str) -> str:
    """Spell an occupation as its publisher does.

    Parameters
    ----------
    raw : str
        Six digits of the bureau's flat files; all zeros is the published total.

    Returns
    -------
    str

    Examples
    --------
    >>> occupation_code("151252"), occupation_code("000000")
    ('15-1252', 'TOTAL')
    """
    return TOTAL if raw == "000000" else f"{raw[:2]}-{raw[2:]}"


def region_code(kind: str, area: str) -> str:
    """Spell a region as its publisher does: state FIPS code or metropolitan CBSA code.

    Parameters
    ----------
    kind : str
        ``S`` for a state, ``M`` for an area within.
    area : str
        Seven digits of the bureau's flat files.

    Returns
    -------
    str

    Examples
    --------
    >>> region_code("S", "0600000"), region_code("M", "0041860")
    ('06', '41860')
    """
    return area[:2] if kind == "S" else area[2:]


def read_database(sources: Sources) -> dict[str, pd.DataFrame]:
    """Read areas, occupations and the all-industry cells of the bureau.

    Parameters
    ----------
    sources : Sources

    Returns
    -------
    dict of str to DataFrame
        ``areas`` (``kind``, ``region_code``, ``name``, ``state``; states, DC, 3 territories, 393 metropolitan areas),
        ``occupations`` (``industry_code``, ``name``, ``display_level``) and ``cells`` (numbers as float; NaN where the
        bureau released no estimate; the nation has ``kind`` N).

    Examples
    --------
    >>> len(read_database(sources)["areas"])  # doctest: +SKIP
    447
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "oews.sqlite"
        path.write_bytes(sources.read("oews"))
        connection = sqlite3.connect(path)
        areas = pd.read_sql_query("SELECT * FROM area", connection)
        occupations = pd.read_sql_query("SELECT * FROM occupation", connection)
        cells = pd.read_sql_query(_CELLS, connection)
        connection.close()
    metro = (areas["areatype_code"] == "M") & areas["area_code"].str.startswith("00")
    areas = areas[metro | (areas["areatype_code"] == "S")]
    kept = cells["area"].isin(areas["area_code"]) | (cells["kind"] == "N")
    return {"areas": _areas(areas), "occupations": _occupations(occupations), "cells": _cells(cells[kept])}


def _areas(raw: pd.DataFrame) -> pd.DataFrame:
    codes = [region_code(kind, area) for kind, area in zip(raw["areatype_code"], raw["area_code"], strict=True)]
    table = pd.DataFrame({"kind": raw["areatype_code"].to_numpy(), "region_code": codes})
    return table.assign(name=raw["area_name"].to_numpy(), state=raw["state_code"].to_numpy())


def _occupations(raw: pd.DataFrame) -> pd.DataFrame:
    kept = raw[raw["display_level"].isin([0, 3])]
    codes = kept["occupation_code"].map(occupation_code)
    table = pd.DataFrame(
        {"industry_code": codes, "name": kept["occupation_name"], "display_level": kept["display_level"]}
    )
    return table[table["industry_code"] != TOTAL].reset_index(drop=True)


def _cells(raw: pd.DataFrame) -> pd.DataFrame:
    regions = [region_code(k, a) if k != "N" else "" for k, a in zip(raw["kind"], raw["area"], strict=True)]
    table = pd.DataFrame({"kind": raw["kind"].to_numpy(), "region_code": regions})
    table["industry_code"] = raw["occupation"].map(occupation_code).to_numpy()
    for column in ("employment", "employment_rse", "wage", "wage_rse", "quotient"):
        table[column] = pd.to_numeric(raw[column], errors="coerce").to_numpy(dtype=float)
    return table
