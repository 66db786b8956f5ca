"""The page of clusters on a register of one's own that knows little: places and industries, no jobs, no kinds."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.attach_folder import About
from geo.attach_register import Wanted, dataset_from_register
from geo.enterprise_files import parts_of
from geo.store import default_store
from tests.views.pages import Open, opens, text_of
from views.data_about import target_of

open_page = opens("clusters")


@pytest.fixture
def works(home: Path, tmp_path: Path) -> str:
    """Two heaps of chemical works around Ludwigshafen and Halle, paper mills between them; nobody states jobs."""
    rng = np.random.default_rng(3)
    heaps = [pd.DataFrame({"lon": rng.normal(x, 0.02, 30), "lat": rng.normal(y, 0.02, 30)})
             for x, y in ((8.43, 49.50), (11.97, 51.48))]  # fmt: skip
    mills = pd.DataFrame({"lon": rng.uniform(8, 12, 40), "lat": rng.uniform(49, 52, 40)})
    path = tmp_path / "works.csv"
    rows = pd.concat([*heaps, mills])
    rows.assign(industry_code=["Chemistry"] * 60 + ["Paper"] * 40).to_csv(path, index=False)
    about = About("Works", source="Survey", licence="own", year=2024, unit="jobs")
    dataset_from_register(
        parts_of(path), about, target=target_of(default_store(), "germany-nuts3"), home=home, taken=[],
        origin=("0" * 64, date(2026, 1, 1)), wanted=Wanted(confidential=False),
    )  # fmt: skip
    return "works"


def test_clusters_are_found_by_numbers_of_enterprises_at_the_distance_of_the_register(
    open_page: Open, works: str
) -> None:
    app = open_page(data=works, item="Chemistry")
    assert "2 clusters: Chemistry" in text_of(app)
    assert "c_find_weight" not in [widget.key for widget in app.selectbox]
    assert app.dataframe[0].value.columns.tolist() == [
        "No.", "Cluster", "Enterprises", "Share, %", "Density against chance"]  # fmt: skip
    assert app.dataframe[0].value["Enterprises"].tolist() == [23, 22]


def test_the_card_shows_what_is_known_and_no_jobs(open_page: Open, works: str) -> None:
    app = open_page(data=works, item="Chemistry")
    first = next(key for key in app.selectbox(key="c_cluster").options)
    app.selectbox(key="c_cluster").select(first).run()
    text = text_of(app)
    assert not app.exception
    assert "38.3% of Chemistry" in text
    assert "The register states no jobs" in text
    assert "Size of the members" not in text
