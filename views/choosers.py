"""The choices that several pages offer: dataset, level, year, minimum, reference, group and region, into the address.

A page draws those that it needs; what belongs to one dataset goes from the address with it, whatever the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.manifest import in_language
from scene import words
from views import state

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from geo.manifest import IndustryLevel, Level, Measure
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

_OF_LEVEL = ("region", "peer")
_OF_DATASET = ("item", "depth", "groups", "level", "measure", "year", "min", "sectors", "from", "to", "view", "scheme",
               "w", "must", "list", "where", "turn", "also", "across", "upright", "cluster", *_OF_LEVEL)  # fmt: skip
"""Parameters that belong to one dataset, or one of its levels, and go with it."""
_INDENT = "\u2003"


def choose(label: str, options: Sequence[str], *, key: str, value: str, names: Callable[[str], str], parameter: str,
           clears: Sequence[str] = (), hint: str | None = None) -> None:  # fmt: skip
    """Draw a select box with search whose value lives in the address; `clears` go from it when the value changes."""
    st.session_state[key] = value if value in options else options[0]
    st.selectbox(label, options, key=key, format_func=names, on_change=write, filter_mode="contains", help=hint,
                 args=(parameter, key, tuple(clears), tuple(options)))  # fmt: skip


def write(parameter: str, key: str, clears: tuple[str, ...] = (), options: Collection[object] | None = None) -> None:
    """Write the value of a widget into the address; one that is none of its options was not chosen (see `is_one`)."""
    value = st.session_state[key]
    if options is None or is_one(value, options):
        state.change(**dict.fromkeys(clears), **{parameter: value})


def is_one(value: object, options: Collection[object]) -> bool:
    """Tell whether a widget holds one of its options.

    The browser names what is chosen by its label. A label of the language before is no option any more, and comes as it
    is when somebody changes the language and something else at nearly the same time.

    Examples
    --------
    >>> is_one("us", ["us", "ukraine"]), is_one("United States: occupations", ["us", "ukraine"])
    (True, False)
    """
    return value in options


def titles_of(items: Sequence[IndustryLevel | Level | Measure], lang: str) -> dict[str, str]:
    """Titles of levels or measures in the reader's language, by their names."""
    return {item.id: in_language(item.title, lang) for item in items}


def choose_dataset(figures: Figures, store: Store) -> None:
    """Draw the choice of the dataset."""
    say = figures.say
    titles = {name: in_language(store.manifest(name).title, say.lang) for name in store.dataset_ids()}
    choose(say("Dataset"), list(titles), key="c_data", value=figures.query.dataset, names=lambda i: titles.get(i, i),
           parameter="data", clears=_OF_DATASET)  # fmt: skip


def choose_level(figures: Figures) -> None:
    """Draw the choice of the kind of region; one level is no choice."""
    titles = titles_of(figures.dataset.manifest.levels, figures.say.lang)
    if len(titles) > 1:
        choose(figures.say("Level"), list(titles), key="c_level", value=figures.query.level,
               names=lambda i: titles.get(i, i), parameter="level", clears=_OF_LEVEL)  # fmt: skip


def choose_detail(figures: Figures, parameter: str, *, clears: Sequence[str] = ()) -> None:
    """Draw the choice of the level of the classification; one level is no choice."""
    titles = titles_of(figures.dataset.manifest.industry_levels, figures.say.lang)
    if len(titles) > 1:
        choose(figures.say("Level of detail"), list(titles), key=f"c_{parameter}", value=figures.query.industry_level,
               names=lambda i: titles.get(i, i), parameter=parameter, clears=clears)  # fmt: skip


def choose_year(figures: Figures) -> None:
    """Draw the choice of the year; one year is no choice."""
    years = figures.dataset.years(figures.query.measure)
    if len(years) > 1:
        st.session_state["c_year"] = figures.query.year
        st.select_slider(figures.say("Year"), years, key="c_year", on_change=write, args=("year", "c_year"))


def choose_minimum(figures: Figures, *, hint: str) -> None:
    """Draw the least amount that is ranked; averages have none."""
    if not figures.dataset.manifest.measure(figures.query.measure).additive:
        return
    st.session_state["c_min"] = int(figures.query.minimum)
    st.number_input(figures.say("At least ({unit})", unit=figures.measure_unit), min_value=0, step=100, key="c_min",
                    on_change=write, args=("min", "c_min"), help=hint)  # fmt: skip


def few_jobs(figures: Figures) -> str:
    """Say why regions with few jobs get no rank."""
    return figures.say("Regions with fewer are hatched and get no rank: few jobs make large quotients by chance.")


def choose_reference(figures: Figures) -> None:
    """Draw the choice of what quotients compare with; published totals only where there are some."""
    say = figures.say
    values = ["published", "sum", "rest"] if len(figures.dataset.reference) else ["sum", "rest"]
    choose(say(words.OPTIONS["reference"]), values, key="c_reference",
           value=dict(figures.query.options).get("reference", values[0]),
           names=lambda v: say(words.OPTION_VALUES[v]), parameter="opt__reference")  # fmt: skip


def choose_group(figures: Figures, *, width: int | None = None, named: bool = True, disabled: bool = False,
                 hint: str | None = None) -> None:  # fmt: skip
    """Draw the search for a group, each indented below the one that it belongs to."""
    dataset = figures.dataset
    names, depths = dataset.industry_names(figures.say.lang), dict(dataset.industry_tree())
    st.session_state["c_item"] = figures.query.industry_code
    st.selectbox(figures.industry_word.capitalize(), list(depths), key="c_item", filter_mode="contains",
                 format_func=lambda code: _INDENT * depths[code] + names[code], width=width or "stretch",
                 label_visibility="visible" if named else "collapsed", disabled=disabled, help=hint,
                 on_change=write, args=("item", "c_item", ("depth",), tuple(depths)))  # fmt: skip


def choose_region(view: ViewState, figures: Figures, *, width: int, named: bool = True) -> None:
    """Draw the search for a region of the level."""
    names = figures.region_names()
    st.session_state["c_region"] = view.region if view.region in names else None
    st.selectbox(figures.say("Region"), sorted(names, key=names.__getitem__), index=None, key="c_region", width=width,
                 format_func=lambda code: names.get(code, code), placeholder=figures.say("Type a name"),
                 filter_mode="contains", label_visibility="visible" if named else "collapsed",
                 on_change=lambda: open_region(st.session_state["c_region"], figures.query.level))  # fmt: skip


def open_region(region: str | None, level: str) -> None:
    """Write a region and its level into the address."""
    state.change(region=region, level=level)
