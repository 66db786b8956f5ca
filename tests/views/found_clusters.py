"""Clusters of the simulated register that tests of their page look at."""

from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from views import clusters_model as model

FAST: dict[str, str] = {"data": "bay-area", "item": "MWTEMPN"}
"""An industry of the simulated register in which clusters are found in a tenth of a second."""


def made(lang: str = "en", **params: str) -> tuple[model.Found, Figures]:
    store = default_store()
    dataset = store.dataset("bay-area")
    query, _ = resolve(Query("bay-area", industry_code="MWTEMPN"), dataset)
    asked, bad = model.asked_of({f"find.{name}": value for name, value in params.items()}, query, "1")
    assert bad == []
    return model.found_of(asked, query.level, store), Figures(Say(lang), dataset, query)
