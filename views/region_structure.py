"""How specialized, varied and complex a region is: each index in plain words with its rank among the regions."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.lazy import Lazy
from geo.manifest import in_language
from views.industry_profile import other
from views.industry_strips import computed, show_meanings, show_strips, usable

if TYPE_CHECKING:
    from geo.query import Query, Table
    from geo.store import Store
    from scene.figures import Figures
    from scene.region_profile import Profile
    from views.industry_strips import Index

STRUCTURE = (
    "krugman_specialization",
    "hachman",
    "herfindahl",
    "equivalent_number",
    "entropy",
    "duranton_puga_diversity",
    "gini_specialization",
)
"""Indices of specialization and diversity, in the order of the page."""
VARIETY = ("unrelated_variety", "related_variety")
"""Both parts of variety; they need the larger group of each group, which the finest level has."""
COMPLEXITY = ("economic_complexity_index", "fitness", "diversity")
_complexity_of = Lazy("geo.complexity")


def finest(query: Query, figures: Figures) -> Query:
    """Ask the same at the finest level of the classification."""
    return replace(query, industry_level=figures.dataset.manifest.industry_levels[-1].id)


def structure(profile: Profile, table: Table, figures: Figures, store: Store) -> list[Index]:
    """Compute all indices of a region that the data allow; variety at the finest level of detail."""
    fine = finest(profile.query, figures)
    below = table if fine.industry_level == profile.query.industry_level else store.computed(fine)
    found = computed(STRUCTURE, table, profile.region, figures)
    found += computed(VARIETY, below, profile.region, figures)
    return found + computed(COMPLEXITY, table, profile.region, figures)


def asked(profile: Profile, figures: Figures) -> list[Query]:
    """Return the query of each index that the page shows."""
    fine = finest(profile.query, figures)
    own = usable((*STRUCTURE, *COMPLEXITY), profile.query, figures)
    between = replace(other(profile.query, "krugman_bilateral"), options=(("region", profile.region),))
    varieties = [other(fine, name) for name in usable(VARIETY, fine, figures)]
    return [*(other(profile.query, name) for name in own), *varieties, between]


def show_structure_indices(profile: Profile, table: Table, figures: Figures, store: Store) -> None:
    """Draw the sentence, the place among the regions for each index, and the table of what each one means."""
    say = figures.say
    with st.spinner(say("Computing the indices of structure ..."), show_time=True):
        found = structure(profile, table, figures, store)
    if not found:
        st.info(say("No index of structure can be computed for this region. Choose another region or level of detail."))
        return
    for sentence in sentences(found, profile, figures):
        st.html(f'<p class="rs-text">{html.escape(sentence)}</p>')
    lead = say("Each line runs from the lowest to the highest of all regions; the large mark is this region.")
    show_strips(found, figures.region_names(), figures, lead=lead)
    show_meanings(found, figures, caption=say("Rank 1 is the highest value among the regions of this level."))


def sentences(found: list[Index], profile: Profile, figures: Figures) -> list[str]:
    """Say in plain words how special the structure is, and what to be careful about."""
    by_name = {index.entry.name: index for index in found}
    parts = [*_special(by_name.get("krugman_specialization"), figures), *_variety(by_name, profile, figures)]
    return parts + complexity_notes(by_name.get("economic_complexity_index"), figures)


def _special(index: Index | None, figures: Figures) -> list[str]:
    if index is None:
        return []
    say, total = figures.say, len(index.values)
    share = say.percent(index.value / 2, decimals=0)
    more = say("{n} of {total} regions are more specialized.", n=index.rank - 1, total=total)
    moved = say("{share} of the {unit} would have to change their group to make this region like the whole.",
                share=share, unit=figures.measure_unit)  # fmt: skip
    return [f"{moved} {more}"]


def _variety(by_name: dict[str, Index], profile: Profile, figures: Figures) -> list[str]:
    say, related = figures.say, by_name.get("related_variety")
    level = figures.dataset.manifest.industry_levels[-1]
    if related is None:
        return [say("Related variety is not shown: it needs the larger group of each group (table groups), which this "
                    "dataset does not have.")]  # fmt: skip
    if profile.query.industry_level == level.id:
        return []
    name = in_language(level.title, say.lang)
    return [say("Variety is measured at the finest level of detail: {level}.", level=name)]


def complexity_notes(index: Index | None, figures: Figures) -> list[str]:
    """Say how much the complexity of these figures is worth."""
    if index is None:
        return []
    say, industries = figures.say, index.table.activity.values.shape[1]
    keys = _complexity_of.notes_of(index.table.values, industries=industries)
    return [f"{say('Complexity')}: {say(_complexity_of.NOTES[key])}" for key in keys]
