"""Context points: airports with an IATA code and sea ports."""

import io
import json

import numpy as np
import pandas as pd

from databuild.context import Build
from databuild.output import write_csv

COLUMNS = ["name", "code", "country", "lon", "lat"]


def _airports(raw: bytes) -> pd.DataFrame:
    table = pd.read_csv(io.BytesIO(raw), dtype={"iata": "str", "icao": "str"}, keep_default_na=False)
    table = table[table["iata"] != ""].rename(columns={"iata": "code"})
    table = table.assign(lon=table["lon"].astype(float).round(5), lat=table["lat"].astype(float).round(5))
    return table[COLUMNS].sort_values(["code", "name"], ignore_index=True)


def _ports(raw: bytes) -> pd.DataFrame:
    rows = []
    for code, port in json.loads(raw).items():
        lon, lat = port.get("coordinates") or (np.nan, np.nan)
        rows.append((port["name"], code, code[:2], float(lon), float(lat)))
    table = pd.DataFrame(rows, columns=COLUMNS).dropna(subset=["lon", "lat"])
    placed = table["lon"].between(-180, 180) & table["lat"].between(-90, 90)
    return table[placed].round({"lon": 5, "lat": 5}).sort_values("code", ignore_index=True)


def build_points_of_interest(build: Build) -> None:
    """Write ``data/context/airports.csv`` and ``ports.csv``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_points_of_interest(build)  # doctest: +SKIP
    """
    write_csv(_airports(build.sources.read("airports")), build.out / "context" / "airports.csv")
    write_csv(_ports(build.sources.read("ports")), build.out / "context" / "ports.csv")
