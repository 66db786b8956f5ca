"""A select box whose value lives in the address: what every page's controls are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def choose(label: str, options: Sequence[str], *, key: str, value: str, names: Callable[[str], str], parameter: str,
           clears: Sequence[str] = (), hint: str | None = None) -> None:  # fmt: skip
    """Draw a select box with search whose value lives in the address; `clears` go from it when the value changes."""
    st.session_state[key] = value if value in options else options[0]
    st.selectbox(label, options, key=key, format_func=names, on_change=write, args=(parameter, key, tuple(clears)),
                 filter_mode="contains", help=hint)  # fmt: skip


def write(parameter: str, key: str, clears: tuple[str, ...] = ()) -> None:
    """Write the value of a widget into the address."""
    value = st.session_state[key]
    state.change(**dict.fromkeys(clears), **{parameter: value})
