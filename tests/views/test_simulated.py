"""What is made up says so wherever it is shown: figures one way, their intervals alone another."""

import io
import json
import zipfile
from typing import Any

import pytest

from geo.store import default_store
from scene.i18n import Say
from scene.simulated import badge, label
from scene.table import table_of
from tests.views.pages import Open, text_of
from tests.views.test_honest_map import answer
from tests.views.test_map_page import message
from views.industry_profile import spread
from views.table_view import packed

INTERVAL = "Interval from simulated establishments"


def told(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a query
    """Provenance in the download of a map."""
    result, figures = answer(**fields)
    with zipfile.ZipFile(io.BytesIO(packed(result, figures, version="abc", name="x"))) as archive:
        found: dict[str, Any] = json.loads(archive.read("x.provenance.json"))
    return found


def test_a_figure_and_an_interval_are_labelled_apart() -> None:
    quotient, _ = answer("bay-area", indicator="location_quotient")
    cluster, _ = answer("bay-area", indicator="strong_cluster")
    plain, _ = answer("us", indicator="location_quotient")
    say = Say("en")
    assert [label(found, say) for found in (quotient, cluster, plain)] == [INTERVAL, "Simulated", ""]
    assert badge(cluster, say) == '<span class="rs-badge">Simulated</span>'
    assert badge(plain, say) == ""


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_both_labels_are_translated(lang: str) -> None:
    quotient, _ = answer("bay-area", indicator="location_quotient")
    assert label(quotient, Say(lang)) not in {"", INTERVAL}


def test_the_table_notes_it_in_each_row_with_a_figure() -> None:
    for indicator, note in (("strong_cluster", "Simulated"), ("location_quotient", INTERVAL)):
        rows = table_of(*answer("bay-area", indicator=indicator, minimum=0.0))
        assert set(rows["Note"]) == {note}
    assert set(table_of(*answer("us", minimum=0.0))["Note"]) == {""}


def test_the_download_says_it() -> None:
    cluster = told(dataset_id="bay-area", indicator="strong_cluster")
    assert (cluster["simulated"], cluster["simulated_tables"]) == (True, ["establishments"])
    quotient = told(dataset_id="bay-area")
    assert (quotient["simulated"], quotient["interval_simulated"]) == (False, True)
    observed = told(dataset_id="us")
    assert (observed["simulated"], observed["interval_simulated"]) == (False, False)


def test_legend_source_and_panel_of_the_map_say_it(open_page: Open) -> None:
    page = open_page(data="bay-area", ind="strong_cluster", region="SD01")
    legend = message(page)["legend"]
    assert legend["badge"] == "Simulated"
    assert legend["source"].startswith("Simulated. Source: ")
    assert any(caption.value.startswith("Simulated. Source: ") for caption in page.caption)
    assert '<span class="rs-badge">Simulated</span>' in text_of(page)
    page = open_page(data="bay-area", region="SD01")
    assert message(page)["legend"]["badge"] == INTERVAL
    assert f'<span class="rs-badge">{INTERVAL}</span>' in text_of(page)
    page = open_page(region="06")
    assert "badge" not in message(page)["legend"] or message(page)["legend"]["badge"] is None
    assert '<span class="rs-badge">' not in text_of(page)


def test_the_probability_from_simulated_establishments_is_simulated(open_page: Open) -> None:
    page = open_page(data="bay-area", honest="chance")
    assert message(page)["legend"]["badge"] == "Simulated"
    assert message(open_page(data="bay-area", honest="hatch"))["legend"]["badge"] == INTERVAL


def test_an_industry_knows_what_its_table_stands_on() -> None:
    _, figures = answer("bay-area")
    found = spread(default_store().computed(figures.query), figures.query)
    assert (found.simulated, found.interval_simulated) == ((), True)
