"""What the data page says of the shipped data, and what happens to a table of one's own."""

import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.attach import own_ids
from geo.store import default_store
from tests.views.pages import Open, opens, text_of
from views.data_cards import _spans
from views.data_completeness import completeness
from views.data_sources import read_catalogue
from views.data_tables import Link, Number, Parts, html_table

open_page = opens("data")
pytestmark = pytest.mark.usefixtures("home")
ABOUT = {"own_title": "Jobs of the oblasts", "own_source": "Example office", "own_licence": "CC BY 4.0"}


def data_and_map() -> None:
    import streamlit as st  # noqa: PLC0415

    from views.data_page import page  # noqa: PLC0415

    def other() -> None:
        st.text(f"map of {st.query_params['data']}")

    pages = {"data": st.Page(page, url_path="data", default=True), "map": st.Page(other, url_path="map")}
    st.session_state["pages"] = pages
    st.navigation(list(pages.values())).run()


def filled(cell: str = "1") -> bytes:
    regions = default_store().geometry("ukraine-oblast", "detail")
    table = pd.DataFrame({"region_code": regions.index, "A": range(1, len(regions) + 1), "C": cell})
    whole = io.BytesIO()
    table.to_csv(whole, index=False)
    return whole.getvalue()


def send(app: AppTest, data: bytes | None, **about: str) -> AppTest:
    app.selectbox(key="own_set").select("ukraine-oblast")
    for key, value in (ABOUT | about).items():
        app.text_input(key=key).set_value(value)
    if data is not None:
        app.file_uploader(key="own_file").set_value(("table.csv", data, "text/csv"))
    button = next(b for b in app.button if b.label == "Check and open on the map")
    return button.click().run()


def test_every_dataset_has_a_card(open_page: Open) -> None:
    labels = " ".join(expander.label for expander in open_page().expander)
    for name in default_store().dataset_ids():
        assert default_store().manifest(name).version.split("-")[0] in labels


def test_completeness_of_the_states() -> None:
    found = completeness(default_store().dataset("us"))
    states = next(e for e in found if (e.level, e.industry_level, e.measure) == ("state", "major", "employment"))
    assert (states.cells, states.year) == (54 * 22, 2025)
    assert states.published + states.missing == states.cells
    assert states.published == 1186


def test_the_card_of_the_default_dataset_counts_its_regions(open_page: Open) -> None:
    text = text_of(open_page())
    assert "States (54), Metropolitan areas (393)" in text
    assert "Major groups (22), Detailed occupations (830)" in text
    assert "US Bureau of Labor Statistics" in text


def test_simulated_tables_are_named_as_such(open_page: Open) -> None:
    text = text_of(open_page(data="bay-area"))
    row = text[text.index("Establishments") :]
    assert row.index("Simulated") < row.index("</tr>")


def test_sources_know_who_uses_them() -> None:
    catalogue = read_catalogue(default_store())
    assert [title["en"] for title in catalogue.used["oews"]] == ["United States: occupations"]
    assert {"us-states", "ukraine-oblast"} <= {raw["id"] for raw in catalogue.boundaries}
    assert "basemap" not in {raw["id"] for raw in catalogue.boundaries}


def test_credits_name_geonames_with_its_licence(open_page: Open) -> None:
    assert "GeoNames, CC BY 4.0" in text_of(open_page())


def test_a_broken_dataset_is_named_with_its_problems(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more" / "broken").mkdir(parents=True)
    (tmp_path / "more" / "broken" / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("REGIOSCOPE_DATASETS", str(tmp_path / "more"))
    default_store.cache_clear()
    assert "The dataset broken cannot be opened: broken: 'name' is missing" in open_page().error[0].value


def test_the_operator_can_take_the_form_away(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIOSCOPE_UPLOADS", "0")
    app = open_page()
    assert "Add your own table" not in text_of(app)
    assert not app.text_input


def test_every_problem_of_a_table_is_named_and_nothing_is_kept(open_page: Open, home: Path) -> None:
    app = send(open_page(), filled("many"), own_title="", own_source=" ")
    text = text_of(app)
    assert "Nothing was added." in text
    assert "The table needs a title" in text
    assert "the source is missing" in text
    assert "Cells without a number: 27 (C2, C3, C4, C5, C6 …)" in text
    assert not home.exists()


def test_text_from_a_table_is_shown_as_text(open_page: Open) -> None:
    assert "&lt;img src=x&gt;" in text_of(send(open_page(), filled("<img src=x>")))


def test_without_a_file_the_page_asks_for_it(open_page: Open, home: Path) -> None:
    assert send(open_page(), None).error[0].value == "Choose the file with your table."
    assert not home.exists()


def test_a_sound_table_is_kept_and_can_be_removed(open_page: Open, home: Path) -> None:
    app = send(AppTest.from_function(data_and_map, default_timeout=60).run(), filled())
    assert not app.exception
    assert app.text[0].value == "map of jobs-of-the-oblasts"
    assert own_ids(home) == ["jobs-of-the-oblasts"]
    assert "jobs-of-the-oblasts" in default_store().dataset_ids()
    assert default_store().dataset("jobs-of-the-oblasts").industry_names("uk")["C"] == "Переробна промисловість"
    app = open_page(data="jobs-of-the-oblasts")
    assert "Example office, " in text_of(app)
    app.button(key="remove_jobs-of-the-oblasts").click().run()
    assert own_ids(home) == []
    assert "jobs-of-the-oblasts" not in default_store().dataset_ids()


def test_a_table_escapes_its_texts_and_links_only_to_the_web() -> None:
    text = html_table(
        ["<b>"], [["<i>"], [Link("x", "javascript:alert(1)")], [Link("y", "https://example.org/?a=1&b=2")]]
    )
    assert "<i>" not in text
    assert "javascript" not in text
    assert 'href="https://example.org/?a=1&amp;b=2"' in text
    assert 'aria-label="half"' in html_table(["a"], [[Parts(((0.5, "#000000"),), "half")], [Number("1")]])


def test_years_that_follow_one_another_are_one_span() -> None:
    assert _spans([1929, 1930, 1931, 2009, 2010, 2025]) == "1929–1931, 2009, 2010, 2025"
    assert _spans([]) == ""
