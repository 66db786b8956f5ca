"""What a dataset holds is told without making it, and is what is found when it is made."""

import pytest

from geo.activity import from_dataset
from geo.companions import FORMS
from geo.gather import Slice, with_own_tables
from geo.held import held
from geo.store import default_store

OF_ACTIVITY = {"reference", "areas", "population"}


@pytest.mark.parametrize(
    ("dataset_id", "level", "industry_level", "year"),
    [
        ("us", "state", "major", 2025),
        ("us", "metro", "detailed", 2025),
        ("bay-area", "county", "sector", 2015),
        ("bay-area", "superdistrict", "sector", 2015),
    ],
)
def test_it_names_the_tables_that_are_found_when_they_are_made(
    dataset_id: str, level: str, industry_level: str, year: int
) -> None:
    dataset = default_store().dataset(dataset_id)
    at = Slice("employment", level, industry_level, year)
    plain = from_dataset(dataset, measure=at.measure, level=level, industry_level=industry_level, year=year)
    full = with_own_tables(plain, dataset, at, FORMS)
    made = {name for name in FORMS if name not in OF_ACTIVITY and full.companions.has(name)}
    own = {"areas": plain.areas is not None, "population": plain.population is not None}
    own["reference"] = plain.reference_published
    assert held(dataset, at) == made | {name for name, there in own.items() if there}


def test_every_name_is_a_table_that_an_indicator_can_need() -> None:
    assert held(default_store().dataset("bay-area"), Slice("employment", "zone", "sector", 2015)) <= set(FORMS)


def test_a_dataset_without_figures_still_has_its_regions() -> None:
    found = held(default_store().dataset("ukraine"), Slice("employment", "oblast", "section", 0))
    assert {"areas", "weights"} <= found
    assert not {"firms", "years", "reference", "groups"} & found
