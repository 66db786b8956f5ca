"""What the region page says, with the numbers of the shipped data."""

import io
import json
import zipfile

import pandas as pd
import pytest

from geo.query import Query
from geo.resolve import resolve
from geo.store import Store, default_store
from scene.figures import Figures
from scene.i18n import Say
from scene.region_profile import Profile, profile, profile_query
from tests.views.pages import Open, opens, text_of
from views.region_table import packed, table_of

open_page = opens("region")


TABS = ["Strengths", "Specialization and size", "Structure", "Variety and complexity", "Peers", "Table"]


def of(region: str, *, depth: str = "major", minimum: float = -1.0, store: Store | None = None) -> Profile:
    store = store or default_store()
    dataset = store.dataset("us")
    base = resolve(Query("us", minimum=minimum), dataset)[0]
    level = str(dataset.regions["level"].loc[region])
    query = profile_query(base, dataset, level=level, depth=depth)
    assert query is not None
    return profile(store.computed(query), region, query=query)


def figures_of(found: Profile, lang: str = "en") -> Figures:
    return Figures(Say(lang), default_store().dataset("us"), found.query)


def test_california_has_more_computer_jobs_than_its_share() -> None:
    computers = of("06").groups.loc["15-0000"]
    assert computers["amount"] == 717_740
    assert computers["share"] == pytest.approx(0.0394, abs=5e-5)
    assert computers["reference_share"] == pytest.approx(0.0338, abs=5e-5)
    assert computers["quotient"] == pytest.approx(1.165, abs=5e-4)
    assert (computers["rank"], computers["ranked"]) == (9, 52)


def test_a_strength_reaches_a_quarter_above_the_average() -> None:
    found = of("06")
    assert list(found.strong.index) == ["45-0000", "31-0000", "27-0000", "21-0000"]
    assert found.certain == 4
    assert (found.total, found.total_rank, found.regions) == (18_213_700, 1, 54)


def test_the_minimum_takes_small_groups_out_of_the_ranking() -> None:
    small = of("06", minimum=300_000)
    assert "45-0000" not in small.ranked.index
    assert small.groups.loc["45-0000", "below"]
    assert pd.isna(small.groups["rank"].to_dict()["45-0000"])


def test_the_rank_lies_between_the_ranks_that_the_intervals_allow() -> None:
    ranked = of("06", depth="detailed").ranked
    assert len(ranked) > 300
    assert ((ranked["best_rank"] <= ranked["rank"]) & (ranked["rank"] <= ranked["worst_rank"])).all()
    assert (ranked["worst_rank"] > ranked["best_rank"]).any()


def test_shares_of_the_major_groups_make_the_whole() -> None:
    assert of("06").groups["share"].sum() == pytest.approx(1.0, abs=1e-4)


def test_an_average_has_no_profile() -> None:
    dataset = default_store().dataset("us")
    base = resolve(Query("us", measure="mean_annual_wage"), dataset)[0]
    query = profile_query(base, dataset, level="state", depth="major")
    assert query is not None
    assert (query.measure, query.indicator, query.minimum) == ("employment", "location_quotient", 1000)


def test_the_page_of_california(open_page: Open) -> None:
    app = open_page(region="06")
    text = text_of(app)
    assert "California stands out in Farming, Fishing, and Forestry Occupations: 4.08 times the average share" in text
    assert "18,213,700" in text
    assert "Interval of 4.08: 4.03 to 4.12." in text
    assert "4 of 22" in text
    assert "US Bureau of Labor Statistics" in text
    assert [tab.label for tab in app.tabs] == TABS


def test_a_metropolitan_area_brings_its_own_level(open_page: Open) -> None:
    app = open_page(region="41860", level="state", groups="detailed")
    assert "San Francisco-Oakland-Fremont, CA stands out in" in text_of(app)
    assert app.selectbox(key="c_level").value == "metro"
    assert app.selectbox(key="c_groups").value == "detailed"


def test_without_a_region_the_five_largest_are_offered(open_page: Open) -> None:
    app = open_page()
    names = [button.label for button in app.button if button.key and button.key.startswith("open_")]
    assert names[0] == "California · 18,213,700 jobs"
    assert len(names) == 5
    app.button(key="open_48").click().run()
    assert app.query_params["region"] == "48"
    assert "Texas" in text_of(app)


def test_a_region_is_found_by_its_name(open_page: Open) -> None:
    app = open_page(region="06")
    app.selectbox(key="c_region").select("36").run()
    assert app.query_params["region"] == "36"
    assert "New York" in text_of(app)


def test_the_minimum_lives_in_the_address(open_page: Open) -> None:
    app = open_page(region="06", min="300000")
    assert "Groups with fewer than 300,000 jobs are not ranked." in text_of(app)
    assert "Farming" not in text_of(app).split("</h1>")[0]


def test_an_unknown_region_opens_the_chooser_and_says_so(open_page: Open) -> None:
    app = open_page(region="<b>99</b>")
    assert "There is no region" in app.warning[0].value
    assert "What is a place good at, and how sure is that?" in text_of(app)


def test_a_dataset_without_figures_says_what_is_missing(open_page: Open) -> None:
    app = open_page(data="ukraine")
    assert "Ukraine: oblasts, ready for your statistics" in text_of(app)
    assert not app.tabs


def test_the_page_speaks_the_language_of_the_address(open_page: Open) -> None:
    assert "Каліфорнія" in text_of(open_page(region="06", lang="uk"))


def test_the_table_has_every_group_and_the_download_says_where_it_came_from() -> None:
    found = of("06")
    figures = figures_of(found)
    table = table_of(found, figures)
    assert table.shape == (22, 11)
    assert table["Quotient"].is_monotonic_decreasing
    with zipfile.ZipFile(io.BytesIO(packed(found, figures, version="abc", name="x"))) as archive:
        rows = pd.read_csv(archive.open("x.csv"), dtype={"industry_code": str})
        origin = json.loads(archive.read("x.provenance.json"))
    assert rows.loc[rows["industry_code"] == "15-0000", "Jobs"].item() == 717_740
    assert (origin["region_code"], origin["dataset_digest"], origin["simulated"]) == ("06", "abc", False)
    assert origin["sources"][0]["publisher"] == "US Bureau of Labor Statistics"


def test_groups_without_a_figure_say_why() -> None:
    found = of("41860", depth="detailed")
    notes = table_of(found, figures_of(found))["Note"]
    missing = found.groups["amount"].isna()
    assert missing.sum() == 154
    assert set(notes[missing[missing].index]) == {"not published by the source"}


def test_the_page_of_a_region_shows_groups_although_the_map_showed_one_line(open_page: Open) -> None:
    """Income per person has one line only; the strengths of a region are those of its groups."""
    text = " ".join(element.proto.body for element in open_page(measure="income_per_capita", region="06").get("html"))
    assert "California stands out in" in text
