"""The controls at the side: what, where, when, layers; each writes into the address and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.classify import SCHEMES
from layers.palettes import PALETTES
from scene import address, tiles, words
from views import state
from views.choosers import choose, choose_dataset, choose_level, choose_minimum, choose_year, few_jobs, write
from views.honest_controls import show_honest
from views.indicator_controls import show_indicator, show_industry
from views.point_controls import show_point_controls

if TYPE_CHECKING:
    from geo.query import Result
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

_MANY = 1000


def show_controls(view: ViewState, figures: Figures, store: Store, result: Result | None) -> None:
    """Draw all groups of controls for a resolved view; without a result there is no map."""
    say = view.say
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    choose_dataset(figures, store)
    show_industry(view, figures)
    show_indicator(view, figures)
    show_honest(view, result, figures, store)
    st.html(f'<h2 class="rs-group">{say("Where?")}</h2>')
    choose_level(figures)
    _find_place(view, figures)
    choose_year(figures)
    choose_minimum(figures, hint=few_jobs(figures))
    _layers(view, figures, store)
    classes = st.expander(say("Classes and colours"), key="x_classes", on_change="rerun")
    if classes.open:  # what a closed drawer holds would be made anew at every change of the map
        with classes:
            _classes(view, figures)
    st.button(say("Start again"), on_click=state.reset, key="reset", width="stretch")


def _find_place(view: ViewState, figures: Figures) -> None:
    if len(figures.dataset.regions_at(view.query.level)) <= _MANY:
        _place_box(view, figures)
        return
    drawer = st.expander(view.say("Find a place"), key="x_place", on_change="rerun")
    if drawer.open:  # the browser makes a list of thousands anew at every change of the map, shown or not
        with drawer:
            _place_box(view, figures)


def _place_box(view: ViewState, figures: Figures) -> None:
    texts = figures.region_names()
    codes = sorted(texts, key=texts.__getitem__)
    st.session_state["c_place"] = view.region if view.region in texts else None
    st.selectbox(view.say("Find a place"), codes, index=None, key="c_place", format_func=lambda c: texts.get(c, c),
                 placeholder=view.say("Type a name"), on_change=_fly, filter_mode="contains")  # fmt: skip


def _fly() -> None:
    code = st.session_state["c_place"]
    state.change(region=code)
    st.session_state["fly"] = (code, st.session_state.get("fly", ("", 0))[1] + 1)


def _layers(view: ViewState, figures: Figures, store: Store) -> None:
    available, own = available_layers(figures), figures.dataset.has_table("enterprises")
    layers = st.expander(view.say("Layers"), expanded=own, key=f"x_layers_{own}", on_change="rerun")
    if not layers.open:
        return
    with layers:
        for name in available:
            key = f"c_layer_{name}"
            st.session_state[key] = name in view.layers
            st.checkbox(view.say(words.LAYERS[name]), key=key, on_change=_write_layers,
                        args=(tuple(available), view.layers))  # fmt: skip
        st.session_state["c_opacity"] = int(view.opacity * 100)
        st.slider(
            view.say("Opacity of the regions, per cent"), 0, 100, step=5, key="c_opacity", on_change=_write_opacity
        )
        if tiles.allowed():
            choose(view.say("Online background"), ["", *tiles.PROVIDERS], key="c_tiles", value=view.tiles,
                   names=lambda name: name or view.say("none"), parameter="tiles")  # fmt: skip
        if "enterprises" in available and "enterprises" in view.layers:
            show_point_controls(view, figures, store)


def available_layers(figures: Figures) -> list[str]:
    """Layers that the dataset can show."""
    has = figures.dataset.has_table
    own = {"enterprises": has("enterprises"), "universities": has("universities")}
    own["hotspots"] = not figures.entry.classes  # categories have no high and low
    return [name for name in address.LAYERS if own.get(name, True)]


def _write_layers(available: tuple[str, ...], before: tuple[str, ...]) -> None:
    chosen = [name for name in available if st.session_state[f"c_layer_{name}"]]
    if "regions" in before and "regions" not in chosen:  # hot spots would bring them back
        chosen = [name for name in chosen if name != "hotspots"]
    state.change(layers=",".join(chosen))


def _write_opacity() -> None:
    state.change(opacity=st.session_state["c_opacity"] / 100)


def _classes(view: ViewState, figures: Figures) -> None:
    say = view.say
    schemes = [s for s in SCHEMES if s != "fixed" or figures.entry.breaks]
    choose(say("Classes"), schemes, key="c_scheme", value=view.query.scheme, names=lambda s: say(words.SCHEMES[s]),
           parameter="scheme")  # fmt: skip
    if view.query.scheme != "fixed":
        st.session_state["c_classes"] = view.query.n_classes
        st.slider(say("Number of classes"), 2, 7, key="c_classes", on_change=write, args=("classes", "c_classes"))
    choose(say("Colours"), list(PALETTES), key="c_palette", value=view.query.palette, names=str, parameter="palette")
