"""A register of one's own in the app: which column is which, what cannot be used and why, what is shown of it."""

import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.attach import own_ids
from geo.dataset import Dataset
from geo.rejected import rejected_csv
from geo.resolve import resolve
from geo.store import default_store
from scene.address import parse
from scene.figures import Figures
from scene.parts import points_part
from tests.views.pages import Open, opens, text_of
from views.data_register import COLUMNS

open_page = opens("data")
pytestmark = pytest.mark.usefixtures("home")
ABOUT = {"reg_title": "My firms", "reg_source": "Chamber", "reg_licence": "own use"}
NAME = "my-firms"


def firms(**more: object) -> bytes:
    places = {"lon": [8.68, 8.69, 13.4, 0.0], "lat": [50.11, 50.12, 52.5, 0.0]}
    rows = {**places, "nace": ["62.01", "62.01", "10.1", "10.1"], "staff": [5, 7, 9, 1], **more}
    whole = io.BytesIO()
    pd.DataFrame(rows).to_csv(whole, index=False)
    return whole.getvalue()


def choose(app: AppTest, data: bytes, name: str = "firms.csv") -> AppTest:
    app.selectbox(key="reg_set").select("germany-nuts3")
    app.file_uploader(key="reg_file").set_value((name, data, "text/csv"))
    return app.run()


def send(app: AppTest, **about: str) -> AppTest:
    for key, value in (ABOUT | about).items():
        app.text_input(key=key).set_value(value)
    next(button for button in app.button if button.label == "Check and count").click()
    return app.run()


def added() -> Dataset:
    assert own_ids(Path(str(default_store().dataset(NAME).folder)).parent) == [NAME]
    return default_store().dataset(NAME)


def test_usual_names_of_columns_are_filled_in(open_page: Open) -> None:
    app = choose(open_page(), firms())
    chosen = {name: app.selectbox(key=f"reg_column_{name}").value for name in COLUMNS}
    assert {name: value for name, value in chosen.items() if value} == {
        "industry_code": "nace", "lon": "lon", "lat": "lat", "employees": "staff"}  # fmt: skip


def test_rows_are_counted_and_those_left_out_are_told_by_reason(open_page: Open) -> None:
    app = choose(open_page(), firms())
    app.checkbox(key="reg_open").check()
    app.selectbox(key="reg_classification").select("nace2")
    app = send(app)
    text = text_of(app)
    assert "My firms: enterprises counted: 3 of 4" in text
    assert "which stands for an unknown place" in text
    rows = added().statistics
    jobs = rows[rows["measure"] == "employment"].set_index(["region_code", "industry_code"])["value"].to_dict()
    assert [jobs["DE712", code] for code in ("62.01", "J", "C")] == [12, 12, 0]
    assert [jobs["DE300", code] for code in ("10.1", "J", "C")] == [9, 0, 9]
    rejected = app.session_state["register_added"][2].rejected
    listed = pd.read_csv(io.BytesIO(rejected_csv(rejected)))
    assert listed[["file", "line", "reason"]].to_numpy().tolist() == [["firms.csv", 5, "zero"]]


def test_a_register_is_confidential_unless_the_reader_says_that_it_is_public(open_page: Open) -> None:
    app = send(choose(open_page(), firms()))
    assert added().manifest.confidential
    assert "figures are hidden" in text_of(app)


@pytest.mark.parametrize("public", [True, False])
def test_a_confidential_register_is_not_asked_for_by_size(open_page: Open, *, public: bool) -> None:
    app = choose(open_page(), firms())
    app.checkbox(key="reg_open").set_value(public)
    send(app)
    view = parse({"data": NAME, "layers": "enterprises", "from": "5", "sectors": "62.01"})
    figures = Figures(view.say, added(), resolve(view.query, added())[0])
    part = points_part(view, figures, default_store())
    assert part is not None
    assert ("min=5" in part.filter) == public
    assert "62.01" in part.filter


def test_a_column_that_is_needed_is_asked_for(open_page: Open) -> None:
    app = choose(open_page(), firms())
    app.selectbox(key="reg_column_industry_code").select("")
    app = send(app)
    assert app.error[0].value == "Choose the column that holds the industry of each enterprise."
    app.selectbox(key="reg_column_industry_code").select("nace")
    app.selectbox(key="reg_column_lat").select("")
    assert "longitude and latitude" in send(app).error[0].value
    assert NAME not in default_store().dataset_ids()


def test_what_is_no_register_is_refused_with_the_name_of_the_file(open_page: Open) -> None:
    app = choose(open_page(), b"", name="<b>nothing.csv")
    text = text_of(app)
    assert "&lt;b&gt;nothing.csv" in text
    assert "the file is empty" in text


def test_a_title_that_is_taken_and_a_source_that_is_missing_are_told_together(open_page: Open) -> None:
    app = send(choose(open_page(), firms()), reg_title="us", reg_source="")
    text = text_of(app)
    assert "already a dataset named us" in text
    assert "the source is missing" in text


def test_everything_is_said_in_ukrainian(open_page: Open) -> None:
    app = choose(open_page(lang="uk"), firms(lon=[0.0] * 4, lat=[0.0] * 4))
    for key, value in ABOUT.items():
        app.text_input(key=key).set_value(value)
    next(button for button in app.button if button.label == "Перевірити й порахувати").click()
    assert "Жодного з 4 рядків реєстру не можна використати." in text_of(app.run())
