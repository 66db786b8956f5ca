"""The controls of the page of clusters: what is looked for, how, and what of it is shown; all live in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import clusters_model as model
from views import state
from views.choosers import choose_dataset, choose_level, is_one
from views.clusters_words import METHODS, WEIGHTS

if TYPE_CHECKING:
    from geo.store import Store
    from scene.figures import Figures
    from views.clusters_model import Asked

_ALL = "*"
_FIND = model.PREFIX.replace(".", "__")
SMALLEST = f"{model.PREFIX}smallest"
_CHOSEN = ("cluster", "beside", "gone")
"""Parameters that belong to what was found, and go when something else is looked for."""


def show_controls(asked: Asked, figures: Figures, store: Store) -> None:
    """Draw the controls at the side."""
    say = figures.say
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    choose_dataset(figures, store)
    _choose_industry(asked, figures)
    st.html(f'<h2 class="rs-group">{say("How close is close?")}</h2>')
    _choose("method", say("Method"), {name: say(text) for name, text in METHODS.items()}, asked.method,
            clears=("radius", "least", "weight"),
            hint=say("DBSCAN asks for so much within one distance. HDBSCAN needs no distance: it finds dense groups of "
                     "any scale, counts enterprises only, and takes up to 20,000 of them."))  # fmt: skip
    _number("radius", say("Distance, metres"), asked.radius, step=100, low=0 if asked.method == "hdbscan" else 50,
            hint=say("How far around each enterprise the others are looked for. With HDBSCAN: groups nearer than this "
                     "stay together; 0 joins none."))  # fmt: skip
    if asked.method == "dbscan" and model.knows_jobs(model.usual_of(figures.dataset)):
        _choose("weight", say("Each enterprise counts for"), {name: say(text) for name, text in WEIGHTS.items()},
                asked.weight, clears=("least",))  # fmt: skip
    _number("least", _least(asked, figures), asked.least, step=100, low=2,
            hint=say("The higher, the denser a place must be to count as a cluster."))  # fmt: skip
    if asked.method == "dbscan":
        _number("firms", say("Smallest number of enterprises"), asked.firms, step=1, low=1,
                hint=say("A single large plant is no cluster: so many different enterprises must lie within the "
                         "distance."))  # fmt: skip
    st.html(f'<h2 class="rs-group">{say("What is shown?")}</h2>')
    _number("smallest", say("Smallest cluster shown, enterprises"), smallest(), step=10, low=0)
    choose_level(figures)


def smallest() -> int:
    """Read the smallest cluster that is shown; what cannot be read shows all."""
    text = st.query_params.get(SMALLEST, "")
    return min(int(text), 10**9) if text.isdecimal() else 0


def reset() -> None:
    """Take out of the address everything that says how clusters are looked for."""
    found = [name for name in st.query_params.to_dict() if name.startswith(model.PREFIX)]
    state.change(**{name.replace(".", "__"): None for name in (*found, *_CHOSEN)})


def _least(asked: Asked, figures: Figures) -> str:
    say = figures.say
    if asked.method == "hdbscan":
        return say("At least so many enterprises in a cluster")
    if asked.by_jobs:
        return say("At least so many {unit} within the distance", unit=figures.jobs_unit)
    return say("At least so many enterprises within the distance")


def _choose_industry(asked: Asked, figures: Figures) -> None:
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    codes = [_ALL, *(code for code, _ in figures.dataset.industry_tree())]
    st.session_state["c_cluster_item"] = asked.industry or _ALL
    st.selectbox(figures.industry_word.capitalize(), codes, key="c_cluster_item", filter_mode="contains",
                 format_func=lambda code: say("All together") if code == _ALL else names[code],
                 on_change=_write_industry, args=(tuple(codes),))  # fmt: skip


def _write_industry(known: tuple[str, ...]) -> None:
    code = st.session_state["c_cluster_item"]
    if not is_one(code, known):
        return
    all_of_them = {f"{_FIND}all": "1" if code == _ALL else None}
    state.change(**dict.fromkeys(_CHOSEN), **all_of_them, **({} if code == _ALL else {"item": code}))


def _choose(name: str, label: str, options: dict[str, str], value: str, *, clears: tuple[str, ...],
            hint: str | None = None) -> None:  # fmt: skip
    key = f"c_find_{name}"
    st.session_state[key] = value
    st.selectbox(label, list(options), key=key, format_func=options.__getitem__, help=hint, on_change=_write,
                 args=(name, tuple(f"{_FIND}{one}" for one in clears), tuple(options)))  # fmt: skip


def _number(name: str, label: str, value: float, *, step: int, low: int, hint: str | None = None) -> None:  # fmt: skip
    key = f"c_find_{name}"
    st.session_state[key] = max(int(value), low)
    st.number_input(label, min_value=low, max_value=10_000_000, step=step, key=key, help=hint, on_change=_write,
                    args=(name, ()))  # fmt: skip


def _write(name: str, clears: tuple[str, ...], known: tuple[str, ...] = ()) -> None:
    value = st.session_state[f"c_find_{name}"]
    if known and not is_one(value, known):
        return
    dropped = clears if name == "smallest" else (*clears, *_CHOSEN)
    state.change(**{**dict.fromkeys(dropped), f"{_FIND}{name}": value})
