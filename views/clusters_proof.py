"""Is this more than chance? The distances between the enterprises of an industry beside what chance draws."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from geo.industries import codes_held
from scene.errors_words import in_words
from views import clusters_chance as test
from views.clusters_words import metres, verdict, warning
from views.ink import current_ink, finished

if TYPE_CHECKING:
    from geo.store import Store
    from scene.figures import Figures
    from views.clusters_chance import Key, Proof, Run
    from views.clusters_model import Found

_POLL = 1.0  # seconds
_VALUE, _BAND = "#D55E00", "#0072B2"
FORMULA = "Kd(r) = sum_ij f((r - d_ij) / h) / (h n (n - 1) / 2), f: Gaussian kernel reflected at 0, h: Silverman's rule"


def show_proof(found: Found, figures: Figures, store: Store) -> None:
    """Draw the button, the progress of the test, or its answer."""
    say, asked = figures.say, found.asked
    if not asked.industry:
        st.info(say("Choose one industry: all together cannot be compared with themselves."))
        return
    key = test.Key(asked.dataset, asked.version, asked.industry)
    lead = say("The distances between all pairs of enterprises of the industry are compared with those of as many "
               "enterprises taken at random from all industries, {n} times (Duranton and Overman's Kd). So cities, "
               "lakes and mountains do not count as concentration.", n=say.number(test.DRAWS, decimals=0))  # fmt: skip
    st.html(f'<p class="rs-text">{html.escape(lead)}</p>')
    proof, run = test.shelf().get(key), test.current(key)
    if proof is not None:
        _show_answer(proof, found, figures)
    elif run is not None and run.running:
        st.fragment(_show_progress, run_every=_POLL)(run, figures)
    else:
        _show_start(key, run, figures, store)


def _show_start(key: Key, run: Run | None, figures: Figures, store: Store) -> None:
    say = figures.say
    if run is not None and run.error is not None:
        st.error(in_words(run.error, say))
    st.button(say("Is this more than chance?"), type="primary", key="start_test",
              on_click=_start, args=(key, store),
              help=say("Takes half a minute or so. You can go on reading, and stop it at any time."))  # fmt: skip


def _start(key: Key, store: Store) -> None:
    points = store.enterprises(key.dataset)
    codes = codes_held([key.industry], store.dataset(key.dataset).industries, points["industry_code"].unique())
    test.start(key, points, codes)


def _show_progress(run: Run, figures: Figures) -> None:
    """Draw how far the test is; once it has ended, the whole page is drawn again."""
    say = figures.say
    if not run.running:
        st.rerun()
    st.progress(run.share, text=say("Drawing from chance: {n} of {total}", n=say.number(run.done, decimals=0),
                                    total=say.number(run.total, decimals=0)))  # fmt: skip
    if st.button(say("Stop the test"), key="stop_test"):
        test.forget()
        st.rerun()


def _show_answer(proof: Proof, found: Found, figures: Figures) -> None:
    say, pattern = figures.say, proof.pattern
    st.html(f'<p class="rs-says">{html.escape(verdict(proof, found.asked.industry, figures))}</p>'
            f'<p class="rs-lead">{warning(found, say)}</p>')  # fmt: skip
    st.altair_chart(_chart(pattern.table, figures), width="stretch", theme=None)
    notes = [say("At most 5 of 100 random draws rise above the shaded band anywhere; where the line lies above it, "
                 "there are more pairs than chance explains, and below it fewer.")]  # fmt: skip
    if pattern.sites < proof.sites:
        notes.append(say("A sample: {n} of {total} enterprises of the industry, and the same part of every other.",
                         n=say.number(pattern.sites, decimals=0),
                         total=say.number(proof.sites, decimals=0)))  # fmt: skip
    st.html("".join(f'<p class="rs-lead">{html.escape(text)}</p>' for text in notes))
    panel = st.popover(say("How is this computed?"), on_change="rerun", key="how_test")
    if panel.open:
        with panel:
            st.code(FORMULA, language=None, wrap_lines=True)
            st.markdown(say("Bandwidth h: {h}. Draws: {n}, seed {seed}. Each enterprise counts once.",
                            h=metres(pattern.bandwidth_m, say), n=say.number(pattern.draws.number, decimals=0),
                            seed=pattern.draws.seed))  # fmt: skip
            st.caption("Duranton, G., Overman, H. G. (2005). Testing for localization using micro-geographic data. "
                       "Review of Economic Studies 72(4), 1077-1106.")  # fmt: skip


def _chart(table: pd.DataFrame, figures: Figures) -> alt.LayerChart:
    """Draw the curve of the industry, and the band and the mean of what chance draws."""
    say, ink = figures.say, current_ink()
    scale = 1e6 / max(float(table["value"].max()), 1e-30)
    rows = pd.DataFrame({"km": table["distance_m"] / 1000})
    for name in ("value", "mean", "lower", "upper"):
        rows[name] = table[name] * scale / 1e4  # per cent of the highest value: the unit tells a reader nothing
    comma = alt.Undefined if say.lang == "en" else "replace(datum.label, '.', ',')"
    x = alt.X("km:Q", title=say("Distance between two enterprises, km"), axis=alt.Axis(labelExpr=comma, tickCount=6),
              scale=alt.Scale(nice=False))  # fmt: skip
    top = alt.Scale(domainMin=0)
    names = [say("this industry"), say("chance: mean and band")]
    key = alt.Legend(orient="top", title=None, labelFontSize=14, labelColor=ink.text, labelLimit=0)
    colour = alt.Scale(domain=names, range=[_VALUE, _BAND])
    base = alt.Chart(rows)
    band = base.mark_area(opacity=0.25, color=_BAND).encode(
        x=x, y=alt.Y("lower:Q", title=say("Pairs at this distance, highest = 100"), scale=top), y2="upper:Q"
    )
    mean = base.transform_calculate(kind=f"'{names[1]}'").mark_line(strokeDash=[5, 4], strokeWidth=1.5).encode(
        x=x, y=alt.Y("mean:Q", scale=top), color=alt.Color("kind:N", scale=colour, legend=key))  # fmt: skip
    line = base.transform_calculate(kind=f"'{names[0]}'").mark_line(strokeWidth=2.5).encode(
        x=x, y=alt.Y("value:Q", scale=top), color=alt.Color("kind:N", scale=colour, legend=key))  # fmt: skip
    return finished([band, mean, line], ink, height=360)
