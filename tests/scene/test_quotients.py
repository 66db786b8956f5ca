"""Quotients need figures that add up: averages have none, and the pages of quotients say so."""

from dataclasses import replace

import pytest

from geo.query import Query
from geo.store import default_store
from scene.quotients import quotient_query
from tests.views.pages import Open, opens

open_industry, open_lab, open_region = opens("industry"), opens("lab"), opens("region")


def test_a_dataset_of_averages_has_no_quotients() -> None:
    data = default_store().dataset("us")
    averages = tuple(replace(measure, additive=False) for measure in data.manifest.measures)
    assert quotient_query(Query("us"), replace(data, manifest=replace(data.manifest, measures=averages))) is None


def test_an_average_on_the_map_becomes_jobs_without_its_minimum_and_a_reference_of_ones_own() -> None:
    data = default_store().dataset("us")
    asked = Query("us", measure="mean_annual_wage", minimum=7.0, options=(("reference", "external"), ("per", "x")))
    found = quotient_query(asked, data)
    assert found is not None
    assert (found.indicator, found.measure, found.minimum) == ("location_quotient", "employment", 1000.0)
    assert found.options == ()
    kept = replace(asked, measure="employment", options=(("reference", "sum"), ("per", "x")))
    assert quotient_query(kept, data) == replace(found, minimum=7.0, options=(("reference", "sum"),))


def test_the_pages_of_quotients_say_that_averages_have_none(
    monkeypatch: pytest.MonkeyPatch, open_industry: Open, open_lab: Open, open_region: Open
) -> None:
    for module in ("views.frame", "scene.region_profile"):
        monkeypatch.setattr(f"{module}.quotient_query", lambda *_: None)
    told = [open_page(region="06").info for open_page in (open_industry, open_lab, open_region)]
    assert [[info.value.split(": ")[1] for info in infos] for infos in told] == [
        ["concentration needs figures that add up, such as jobs."],
        ["concentration needs figures that add up, such as jobs."],
        ["shares and strengths need figures that add up, such as jobs."],
    ]
