"""What the tests of the page Scout share: what its parts were given, and the ranking behind it."""

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest

from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from tests.views.pages import text_of
from views import scout_model as model
from views.scout_model import Scouting

SAN_JOSE, SEATTLE, AUSTIN = "41940", "42660", "12420"
SOFTWARE = {"data": "us", "item": "15-1252", "level": "metro"}
TEN = ("41940", "42660", "12420", "41620", "41860", "47900", "26620", "19100", "20500", "14460")


def data(app: AppTest, name: str) -> dict[str, Any]:
    """Return what a part in the browser was given."""
    protos = [getattr(e.proto, "bidi_component", e.proto) for e in app.get("bidi_component")]
    (found,) = [proto for proto in protos if proto.component_name == f"scout_{name}"]
    told: dict[str, Any] = json.loads(found.json)
    return told


def codes(app: AppTest) -> list[str]:
    """Return the places of the ranking in their order."""
    return [row["code"] for row in data(app, "list")["rows"]]


def shown(app: AppTest) -> str:
    """Return the words of the page."""
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", text_of(app), flags=re.DOTALL)


def made(lang: str = "en", **params: str) -> Scouting:
    """Rank software developers in metropolitan areas, or what the parameters of the address ask for."""
    store, asked_for = default_store(), {**SOFTWARE, **params}
    dataset = store.dataset(asked_for["data"])
    query, _ = resolve(Query(asked_for["data"], industry_code=asked_for["item"], level=asked_for["level"]), dataset)
    figures = Figures(Say(lang), dataset, query)
    asked = model.asked_of(asked_for, figures, "1")
    return model.scouting_of(asked, model.evidence_of(asked, store), asked_for, figures)[0]
