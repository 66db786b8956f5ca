"""One card a dataset: what it holds, how complete it is, what it cannot show."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import streamlit as st

from geo.attach import own_folder, own_ids, remove_dataset
from geo.errors import RegioscopeError
from geo.manifest import in_language
from scene.errors_words import in_words, table_name
from scene.i18n import N_
from views.data_completeness import Completeness, completeness
from views.data_tables import Number, Parts, html_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dataset import Dataset
    from geo.manifest import Manifest, Measure
    from geo.store import Store
    from scene.address import ViewState
    from scene.i18n import Say

COLOURS = {"published": "#1f5a8a", "estimated": "#56b4e9", "simulated": "#e69f00", "confidential": "#6b7278"}
"""Colours of the bars of completeness; what is missing stays empty."""
_TABLES = {
    "enterprises": N_("Establishments"),
    "links": N_("Supply links"),
    "universities": N_("Universities and colleges"),
    "published": N_("Quotients published by the source, for checks"),
}
_BAR = 4
_NONE = Number("0")
_CORE = {"regions", "industries", "statistics", "reference", "sources", "template"}


def show_dataset(view: ViewState, store: Store, name: str) -> None:
    """Draw the card of a dataset; its tables are read when it is open."""
    say, manifest = view.say, store.manifest(name)
    label = f"**{_plain(in_language(manifest.title, say.lang))}** · {_plain(manifest.version)}"
    card = st.expander(label, expanded=name == view.query.dataset, key=f"d_{name}", on_change="rerun")
    with card:
        if not card.open:
            return
        try:
            dataset = store.dataset(name)
        except RegioscopeError as error:
            st.error(say("The dataset {name} cannot be opened: {problem}", name=name, problem=in_words(error, say)))
            return
        st.html(_description(manifest, say) + _facts(dataset, say))
        _show_completeness(store, dataset, say)
        _show_further(store, dataset, say)
        _show_missing(manifest, say)
        _show_actions(view, store, dataset)


def _description(manifest: Manifest, say: Say) -> str:
    badge = f'<span class="rs-badge">{html.escape(say("Simulated"))}</span> ' if manifest.simulated else ""
    text = html.escape(in_language(manifest.description, say.lang))
    note = html.escape(in_language(manifest.notes, say.lang))
    return f'<p class="rs-text">{badge}{text}</p><p class="rs-text rs-quiet">{note}</p>'


def _spans(years: Sequence[int]) -> str:
    """Write years, three and more that follow one another as one span."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)  # noqa: PLR2004


def _facts(dataset: Dataset, say: Say) -> str:
    manifest, lang = dataset.manifest, say.lang
    levels = [
        f"{in_language(v.title, lang)} ({say.number(len(dataset.regions_at(v.id)), decimals=0)})"
        for v in manifest.levels
    ]
    groups = [
        f"{in_language(v.title, lang)} ({say.number(len(dataset.industries_at(v.id)), decimals=0)})"
        for v in manifest.industry_levels
    ]
    measures = [_measure(measure, say) for measure in manifest.measures]
    years = sorted({year for m in manifest.measures for year in dataset.years(m.id)})
    facts = [
        (say("Vintage"), manifest.version),
        (say("Years"), _spans(years) or say("none yet")),
        (say("Regions"), ", ".join(levels)),
        (in_language(manifest.activity_word_plural, lang).capitalize(), ", ".join(groups)),
        (say("Classification"), manifest.classification or say("names as given in the table")),
        (say("Measures"), ", ".join(measures)),
        (say("Reference economy"), say("published") if len(dataset.reference) else say("the sum of all regions")),
        (say("Licence"), "; ".join(manifest.licences)),
    ]
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in facts)
    return f'<dl class="rs-facts">{rows}</dl>'


def _measure(measure: Measure, say: Say) -> str:
    kind = "" if measure.additive else "; " + say("an average: it has no shares")
    return f"{in_language(measure.title, say.lang)} ({in_language(measure.unit, say.lang)}{kind})"


@st.cache_data(max_entries=32, show_spinner=False)
def _counted(name: str, version: str, _store: Store) -> list[Completeness]:
    del version  # part of the key: another version of the files is counted again
    return completeness(_store.dataset(name))


def _show_completeness(store: Store, dataset: Dataset, say: Say) -> None:
    found = _counted(dataset.key.id, store.dataset_version(dataset.key.id), store)
    if not found:
        st.info(say("This dataset has regions and groups, but no figures yet."))
        return
    header = [say("Regions"), say("Groups"), say("Measure"), say("Year"), say("Figures"),
              say("published"), say("estimated"),
              say("simulated"), say("confidential"), say("missing")]  # fmt: skip
    rows = [_row(entry, dataset.manifest, say) for entry in found]
    last = len(header) - 1
    keep = [i for i in range(last + 1) if i <= _BAR or i == last or any(row[i] != _NONE for row in rows)]
    caption = say("How complete it is: figures of every region and group")
    st.html(html_table([header[i] for i in keep], [[row[i] for i in keep] for row in rows], caption=caption))


def _row(entry: Completeness, manifest: Manifest, say: Say) -> list[str | Number | Parts]:
    counts = {name: getattr(entry, name) for name in COLOURS}
    share = say.percent(entry.published / entry.cells if entry.cells else 0, decimals=0)
    parts = tuple((n / entry.cells, COLOURS[name]) for name, n in counts.items() if n)
    bar = Parts(parts, say("published: {share}", share=share))
    numbers = [say.number(n, decimals=0) for n in (*counts.values(), entry.missing)]
    return [
        in_language(manifest.level(entry.level).title, say.lang),
        in_language(manifest.industry_level(entry.industry_level).title, say.lang),
        in_language(manifest.measure(entry.measure).title, say.lang),
        str(entry.year),
        bar,
        *(Number(text) for text in numbers),
    ]


def _show_further(store: Store, dataset: Dataset, say: Say) -> None:
    """Name the tables beside the figures, and which of them are simulated."""
    names = [name for name in dataset.manifest.resources if name not in _CORE]
    if not names:
        return
    simulated = _simulated_tables(dataset)
    rows: list[list[str | Number]] = []
    for name in names:
        size = len(store.register(dataset.key.id) if name == "enterprises" else store.table(dataset.key.id, name))
        kind = say("Simulated") if name in simulated else say("as published")
        title = say(_TABLES[name]) if name in _TABLES else table_name(name, say)
        rows.append([title, Number(say.number(size, decimals=0)), kind])
    st.html(html_table([say("Further tables"), say("Rows"), say("Origin")], rows))


def _simulated_tables(dataset: Dataset) -> list[str]:
    if dataset.folder is None:
        return []
    own = json.loads((dataset.folder / "datapackage.json").read_text(encoding="utf-8"))["regioscope"]
    return [str(name) for name in own.get("simulated_tables", [])]


def _show_missing(manifest: Manifest, say: Say) -> None:
    if not manifest.missing:
        return
    rows = "".join(
        f"<dt>{html.escape(in_language(item.get('feature', {}), say.lang))}</dt>"
        f"<dd>{html.escape(in_language(item.get('how', {}), say.lang))}</dd>"
        for item in manifest.missing
    )
    title = html.escape(say("What it cannot show yet, and what would bring it"))
    st.html(f'<h3 class="rs-h3">{title}</h3><dl class="rs-facts">{rows}</dl>')


def _show_actions(view: ViewState, store: Store, dataset: Dataset) -> None:
    say, name = view.say, dataset.key.id
    with st.container(horizontal=True, gap="small"):
        if st.button(say("Open the map"), key=f"map_{name}"):
            st.switch_page(st.session_state["pages"]["map"], query_params={"data": name, "lang": view.lang})
        if dataset.has_table("template") and dataset.folder is not None:
            path = dataset.folder / dataset.manifest.resources["template"]
            st.download_button(say("Download the table to fill in"), path.read_bytes, file_name=f"{name}-{path.name}",
                               mime="text/csv", on_click="ignore", key=f"template_{name}")  # fmt: skip
        if name in own_ids(own_folder()):
            with st.popover(say("Remove")):
                st.markdown(say("This takes the table away for everybody who uses this Regioscope."))
                st.button(
                    say("Yes, remove it"), key=f"remove_{name}", on_click=_remove, args=(name, store), type="primary"
                )


def _remove(name: str, store: Store) -> None:
    remove_dataset(own_folder(), name)
    store.forget(name)
    if st.query_params.get("data") == name:
        st.query_params.clear()


def _plain(text: str) -> str:
    """Text without the signs that a label would read as markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|<>~:$" else c for c in text)
