"""What the industry page says, with the numbers of the shipped data."""

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from scene.quotients import quotient_query
from tests.views.pages import Open, opens, text_of
from views.industry_profile import Spread, other, spread
from views.industry_table import packed, table_of
from views.industry_words import headline, key_figures, subtitle

open_page = opens("industry")


def of(dataset: str = "us", **parts: object) -> Spread:
    data = default_store().dataset(dataset)
    query = quotient_query(resolve(Query(dataset, **parts), data)[0], data)  # type: ignore[arg-type]
    assert query is not None
    return spread(default_store().computed(query), query)


def figures_of(found: Spread, lang: str = "en") -> Figures:
    return Figures(Say(lang), default_store().dataset(found.query.dataset), found.query)


def test_half_of_the_computer_jobs_are_in_eight_states() -> None:
    found = of(industry_code="15-0000")
    assert (found.amount, found.amount_rank, found.industries) == (5_275_770, 13, 22)
    assert (found.half, found.known) == (8, 54)
    assert found.half_weight == pytest.approx(0.4510, abs=5e-5)
    largest = found.regions["amount"].sort_values(ascending=False)
    assert largest.iloc[:8].sum() > found.amount / 2 > largest.iloc[:7].sum()


def test_shares_and_weights_are_parts_of_what_is_known() -> None:
    found = of(industry_code="15-1252", level="metro")
    assert found.known == 382
    assert found.regions["share"].sum() == pytest.approx(1.0)
    assert found.regions["weight"].sum() == pytest.approx(1.0)
    missing = found.regions["amount"].isna()
    assert missing.sum() == 11
    assert found.regions.loc[missing, ["share", "weight", "quotient", "rank"]].isna().all(axis=None)


def test_washington_is_first_and_its_interval_keeps_it_there() -> None:
    first = of(industry_code="15-0000").ranked.iloc[0]
    assert first.name == "53"
    assert first["quotient"] == pytest.approx(1.996, abs=5e-4)
    assert (first["rank"], first["best_rank"], first["worst_rank"]) == (1, 1, 1)


def test_ranks_are_those_of_counting_one_by_one() -> None:
    rows = of(industry_code="15-1252", level="metro").regions
    usable = rows[rows["rank"].notna()]
    assert len(usable) > 100
    for code, row in usable.sample(25, random_state=1).iterrows():
        others = usable.drop(index=code)
        assert row["rank"] == 1 + (others["quotient"] > row["quotient"]).sum()
        assert row["best_rank"] == 1 + (others["lower"] > row["upper"]).sum()
        assert row["worst_rank"] == 1 + (others["upper"] > row["lower"]).sum()


def test_the_minimum_takes_small_regions_out_of_the_ranking() -> None:
    found = of(industry_code="15-0000", minimum=100_000)
    assert found.regions.loc["11", "below"]
    assert pd.isna(found.regions["rank"].to_dict()["11"])
    assert "11" not in found.ranked.index
    assert of(industry_code="15-0000", minimum=43_050).regions.loc["11", "rank"] == 2


def test_specialized_is_a_quarter_above_the_average() -> None:
    found = of(industry_code="15-0000")
    assert list(found.strong.index) == ["53", "11", "51", "24", "08", "25"]
    assert found.certain == 5


def test_an_industry_that_nobody_reports_has_no_half() -> None:
    full = of(industry_code="15-0000")
    table = default_store().computed(full.query)
    values = table.activity.values.copy()
    values["15-0000"] = np.nan
    empty = replace(table, activity=replace(table.activity, values=values), values=table.values * np.nan)
    found = spread(empty, full.query)
    assert (found.half, found.known, found.amount_rank) == (0, 0, 22)
    assert np.isnan(found.amount)
    assert headline(found, figures_of(found)) == (
        "Computer and Mathematical Occupations: no region has enough figures to compare"
    )


def test_an_average_becomes_the_jobs() -> None:
    query = of(measure="mean_annual_wage").query
    assert (query.measure, query.indicator, query.minimum) == ("employment", "location_quotient", 1000)


def test_another_indicator_takes_the_conventions_of_the_pages() -> None:
    query = of(options=(("reference", "sum"),)).query
    assert other(query, "herfindahl").options == ()
    assert other(query, "moran").options == (("variable", "location_quotient"),)
    assert other(query, "moran").industry_code == ""


def test_the_sentences_of_the_page() -> None:
    found = of(industry_code="15-0000")
    figures = figures_of(found)
    assert headline(found, figures) == (
        "Computer and Mathematical Occupations: half of the jobs are in 8 of 54 regions, which have 45% of all jobs"
    )
    assert subtitle(found, figures) == "Jobs, States, 2025. Regions with fewer than 1,000 jobs are not ranked."
    cards = key_figures(found, figures, chance=("yes", "z = 3"))
    assert "5,275,770" in cards
    assert "Washington (1.92 to 2.07)" in cards
    assert "5 regions even at the low end of their intervals" in cards
    assert "without a figure" not in cards
    assert "z = 3" in cards


def test_gaps_stand_beside_the_size() -> None:
    found = of(industry_code="15-1252", level="metro")
    assert "regions without a figure: 11 of 393" in key_figures(found, figures_of(found), chance=("", ""))


def test_the_table_has_every_region_and_the_download_says_where_it_came_from() -> None:
    found = of(industry_code="15-0000")
    figures = figures_of(found)
    table = table_of(found, figures)
    assert table.shape == (54, 10)
    assert table.iloc[0][["Rank", "Region", "Rank may be"]].tolist() == [1, "Washington", "1"]
    with zipfile.ZipFile(io.BytesIO(packed(found, figures, version="abc", name="x"))) as archive:
        rows = pd.read_csv(archive.open("x.csv"), dtype={"region_code": str})
        origin = json.loads(archive.read("x.provenance.json"))
    assert rows.loc[rows["region_code"] == "06", "Jobs"].item() == 717_740
    assert (origin["industry_code"], origin["dataset_digest"], origin["simulated"]) == ("15-0000", "abc", False)


def test_regions_without_a_figure_say_why() -> None:
    found = of(industry_code="15-1252", level="metro")
    notes = table_of(found, figures_of(found))["Note"]
    missing = found.regions["amount"].isna()
    assert set(notes[missing[missing].index]) == {"not published by the source"}


def test_the_page_of_computer_jobs(open_page: Open) -> None:
    app = open_page(item="15-0000")
    text = text_of(app)
    assert "half of the jobs are in 8 of 54 regions" in text
    assert "US Bureau of Labor Statistics" in text
    assert [tab.label for tab in app.tabs] == ["Where", "More than chance?", "Related", "Table"]
    assert "fewer than 1,000 jobs" in text
    assert '<dt>More than chance?</dt><dd class="rs-number">yes</dd>' in text
    assert "<dd>neighbours: Moran&#x27;s I of the quotients " in text


def test_the_industry_is_that_of_the_address_and_is_written_there(open_page: Open) -> None:
    app = open_page(item="15-1252", region="06", level="metro")
    assert "Software Developers: half of the jobs" in text_of(app)
    assert app.selectbox(key="c_item").value == "15-1252"
    app.selectbox(key="c_item").select("29-0000").run()
    assert app.query_params["item"] == "29-0000"
    assert "Healthcare Practitioners and Technical Occupations: half" in text_of(app)


def test_an_unknown_industry_says_what_is_shown_instead(open_page: Open) -> None:
    app = open_page(item="99-9999")
    assert "There is no group `99-9999` here" in app.warning[0].value


def test_a_dataset_without_figures_says_what_is_missing(open_page: Open) -> None:
    app = open_page(data="ukraine")
    assert "Ukraine: oblasts, ready for your statistics" in text_of(app)
    assert not app.tabs


def test_the_page_speaks_the_language_of_the_address(open_page: Open) -> None:
    text = text_of(open_page(item="15-0000", lang="uk"))
    assert "Комп’ютерні та математичні професії: половина робочих місць" in text
