"""The data page: what do we stand on, and how old is it? Datasets, sources, boundaries, and tables of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.store import default_store
from views import frame, state
from views.data_cards import show_dataset
from views.data_register import show_register
from views.data_sources import Catalogue, read_catalogue, show_boundaries, show_credits, show_sources
from views.data_upload import show_upload, uploads_allowed
from views.saved_view import show_saved

if TYPE_CHECKING:
    from geo.store import Store
    from scene.address import ViewState


def page() -> None:
    """Draw the page."""
    frame.show_styles()
    store = default_store()
    view = state.current("data")
    say, catalogue = view.say, read_catalogue(store)
    _show_title(view, store, catalogue)
    _show_broken(view, store)
    frame.show_section(say("Datasets"), "datasets")
    for name in store.dataset_ids():
        show_dataset(view, store, name)
    if uploads_allowed():
        frame.show_section(say("Add your own table"), "own")
        show_upload(view, store)
        frame.show_section(say("Add your own register of enterprises"), "register")
        show_register(view, store)
    frame.show_section(say("What you saved"), "saved")
    show_saved(say)
    frame.show_section(say("Sources"), "sources")
    show_sources(say, catalogue)
    frame.show_section(say("Boundaries"), "boundaries")
    show_boundaries(say, catalogue)
    frame.show_section(say("Credits"), "credits")
    show_credits(say, catalogue)


def _show_title(view: ViewState, store: Store, catalogue: Catalogue) -> None:
    say = view.say
    counts = [
        say.plural("{n} dataset", "{n} datasets", len(store.dataset_ids())),
        say.plural("{n} set of boundaries", "{n} sets of boundaries", len(catalogue.boundaries)),
        say.plural("{n} source", "{n} sources", len(catalogue.sources)),
    ]
    lead = say("{counts}. All of it lies on this machine; nothing is fetched while you work.", counts=", ".join(counts))
    frame.show_title(view, say("What do we stand on, and how old is it?"), lead)


def _show_broken(view: ViewState, store: Store) -> None:
    """Name every dataset folder that cannot be read, with all its problems."""
    for name, problem in store.problems().items():
        st.error(view.say("The dataset {name} cannot be opened: {problem}", name=name, problem=problem))
