"""Searches for places that tests write into files, and how a workbook is read."""

from __future__ import annotations

import warnings
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

from geo.scouting import Criterion, Filter, evidence, tabled
from geo.store import default_store
from papers.scout_paper import ScoutPaper
from scene.i18n import Say

MADE = date(2026, 11, 22)
WEIGHTS = {"quotient": 3.0, "labour_pool": 2.0, "wages": 1.0, "airport": 1.0}
FILTERS = (Filter("labour_pool", at_least=5000), Filter("wages", at_most=150_000))
HOSTILE = '=HYPERLINK("http://x","y")<b>{{7*191}}</b>\x00 & </w:t>'
FIRST_ROW = 10  # of the places on the sheet of the ranking


def software(lang: str = "en", **more: Any) -> ScoutPaper:  # noqa: ANN401 - fields of the paper
    store = default_store()
    dataset = store.dataset("us")
    known = evidence(dataset, "15-1252", "metro", store=store)
    given = {"weights": WEIGHTS, "filters": FILTERS} | more
    return ScoutPaper(known, dataset=dataset, say=Say(lang), made=MADE, digest="0123456789ab", **given)


def read(data: bytes, *, values: bool = True) -> Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return openpyxl.load_workbook(BytesIO(data), data_only=values)


def hostile() -> ScoutPaper:
    """Names that try to run in every program."""
    table = pd.DataFrame({"wages": [1.0, 2.0], "port": [np.nan, 5.0]}, index=["A", "B"])
    criteria = (Criterion("wages", -1, "money", source=HOSTILE, vintage=HOSTILE), Criterion("port", -1, "km"))
    known = tabled(table, criteria)
    known.places["name"] = HOSTILE
    about = {"dataset": "us", "industry_code": "15-1252", "level": "", "year": "2025"}
    object.__setattr__(known, "about", about)
    dataset = default_store().dataset("us")
    return ScoutPaper(known, {"wages": 1.0, "port": 1.0}, (), dataset, Say("en"), MADE, address=HOSTILE)
