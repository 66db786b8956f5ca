"""The card of one cluster: who is there, what leads, who anchors it, whom it is linked to, and what is not known."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.store import default_store
from scene.row_words import cards
from views import clusters_chance as chance
from views import clusters_model as model
from views.clusters_map import show_members
from views.clusters_words import KINDS, SIZES, industry, jobs, metres, names, note, verdict, warning
from views.data_tables import Number, Parts, html_table
from views.frame import show_section

if TYPE_CHECKING:
    import pandas as pd

    from geo.cluster_card import ClusterCard
    from scene.figures import Figures
    from views.clusters_model import Found
    from views.data_tables import Cell

SIZE_COLOURS = ("#cfe3f2", "#56B4E9", "#0072B2", "#003f63")
"""Colours of the size classes, from the smallest."""


def show_card(found: Found, cluster: str, figures: Figures) -> None:
    """Draw the card of a cluster beneath the map."""
    say, card = figures.say, model.card_of(found, cluster, figures.query.level)
    show_section(names(found, say)[cluster], "card")
    st.html(f'<p class="rs-lead">{warning(found, say)}{html.escape(summary(card, figures))}</p>')
    st.html(cards(key_figures(card, found, figures)))
    proof = chance.shelf().get(chance.Key(found.asked.dataset, found.asked.version, found.asked.industry))
    if proof is not None:
        st.html(_sentence(verdict(proof, found.asked.industry, figures)))
    with st.container(horizontal=True, key="card"):
        with st.container(key="card_left"):
            if not found.clusters.privacy.confidential:
                show_members(found, cluster, figures, default_store())
            _draw(sizes(card, figures) + composition(card, figures))
        with st.container(key="card_right"):
            _draw(industries(card, figures) + anchors(card, figures) + places(card, figures))
    _draw(related(card, figures) + notes(card, figures))


def _draw(text: str) -> None:
    """Draw parts of the card; a register may know too little for any of them."""
    if text:
        st.html(text)


def summary(card: ClusterCard, figures: Figures) -> str:
    """Say in a sentence how large a cluster is."""
    say, record = figures.say, card.record
    n = int(record["enterprises"])
    area = say.number(float(record["area_km2"]), decimals=1)
    return say.plural("{n} enterprise on {area} km².", "{n} enterprises on {area} km².", n, area=area)


def key_figures(card: ClusterCard, found: Found, figures: Figures) -> list[tuple[str, str, str]]:
    """Return the key figures of a cluster: name, number, remark."""
    say, record = figures.say, card.record
    of = industry(found.asked.industry, figures) if found.asked.industry else say("all enterprises")
    share = say("{share} of {name}", share=say.percent(float(found.table["share"][card.cluster_id])), name=of)
    rows = [
        (say("Enterprises"), say.number(record["enterprises"], decimals=0),
         say("members; {n} within the outline", n=say.number(record["inside_enterprises"], decimals=0))),
        (figures.jobs_unit.capitalize(), jobs(record["employees"], str(record["hidden"]), say), share),
        (say("Against chance"), say.number(card.chance["ratio"]), _chance(card, figures)),
    ]  # fmt: skip
    if found.basis != "employees":  # nobody states jobs: the share is one of enterprises
        rows[:2] = [(rows[0][0], rows[0][1], f"{share}; {rows[0][2]}")]
    if card.links is not None:
        parts = {name: say.number(card.links[name]["links"], decimals=0)
                 for name in ("inside", "to_outside", "from_outside")}  # fmt: skip
        rows.append((say("Links that stay inside"), say.percent(card.links["share_inside"]),
                     say("{inside} inside, {to_outside} to others, {from_outside} from others", **parts)))  # fmt: skip
    return rows


def _chance(card: ClusterCard, figures: Figures) -> str:
    say, chance = figures.say, card.chance
    if not np.isfinite(chance["ratio"]):
        return say("no meaning among all enterprises at once")
    return say("{observed} sites of the industry; {expected} if spread like all enterprises",
               observed=say.number(chance["observed"], decimals=0),
               expected=say.number(chance["expected"], decimals=0))  # fmt: skip


def industries(card: ClusterCard, figures: Figures) -> str:
    """Write the leading industries within the outline, with their quotients."""
    say = figures.say
    header = [say("Industry"), say("Enterprises"), figures.jobs_unit.capitalize(), say("Share"), say("Quotient")]
    rows: list[list[Cell]] = [
        [industry(str(code), figures), _whole(row["enterprises"], figures), _jobs(row, figures),
         Number(say.percent(row["share"])), Number(say.number(row["location_quotient"]))]
        for code, row in card.industries.iterrows()
    ]  # fmt: skip
    caption = say("Industries within the outline, members or not. Quotient: the share here over the share outside.")
    return _part(say("Leading industries"), html_table(header, rows, caption=caption))


def anchors(card: ClusterCard, figures: Figures) -> str:
    """Write the anchors by number and industry, and the small firms around them."""
    say, found = figures.say, card.anchors
    title = say("Anchors and the small firms around them")
    text = "".join(_sentence(sentence) for sentence in _around(card, figures))
    if found.table.empty:
        return _part(title, text)
    header = [say("Enterprise"), say("Industry"), figures.jobs_unit.capitalize(), say("Share")]
    rows: list[list[Cell]] = [
        [name_of(code, row, figures), industry(str(row.get("industry_code", "")), figures), _jobs(row, figures),
         Number(say.percent(row["share"]))]
        for code, row in found.table.iterrows()
    ]  # fmt: skip
    caption = say("An anchor has {jobs} jobs or more, or {share} of those of the cluster and at least {least}.",
                  jobs=say.number(found.rule.jobs, decimals=0), share=say.percent(found.rule.share, decimals=0),
                  least=say.number(found.rule.least, decimals=0))  # fmt: skip
    return _part(title, text + html_table(header, rows, caption=caption))


def name_of(code: object, row: pd.Series, figures: Figures) -> str:
    """Name an enterprise as the register does; where it has no names, by its number."""
    name = row.get("enterprise_name")
    return str(name) if isinstance(name, str) and name else figures.say("No. {id}", id=code)


def _around(card: ClusterCard, figures: Figures) -> list[str]:
    say, found = figures.say, card.anchors
    small = found.small
    sentences = [say.plural("{n} enterprise is an anchor.", "{n} enterprises are anchors.", found.number)]
    if not np.isfinite(small["share"]):
        return sentences
    parts = {"share": say.percent(small["share"], decimals=0), "n": say.number(found.rule.small, decimals=0),
             "jobs": say.percent(small["share_of_jobs"], decimals=0)}  # fmt: skip
    sentences.append(
        say("{share} of the enterprises are small (below {n} jobs); they have {jobs} of the jobs.", **parts)
    )
    if np.isfinite(small["median_distance_m"]):
        sentences.append(say("Half of them lie within {distance} of an anchor.",
                             distance=metres(small["median_distance_m"], say)))  # fmt: skip
    return [" ".join(sentences)]


def composition(card: ClusterCard, figures: Figures) -> str:
    """Write which kinds of organisations are there, and what they know of each other."""
    say, table = figures.say, card.composition
    if table is None:
        return ""
    rows: list[list[Cell]] = [
        [say(KINDS[str(kind)]) if str(kind) in KINDS else str(kind), _whole(row["enterprises"], figures),
         _jobs(row, figures), _whole(row["institutions"], figures)]
        for kind, row in table.iterrows()
    ]  # fmt: skip
    header = [say("Kind"), say("In the register"), figures.jobs_unit.capitalize(), say("Beside it")]
    text = ""
    if np.isfinite(card.synergy):
        text = _sentence(say("Kind, size and industry together: {bits} bits; below 0 they work together (triple "
                             "helix).", bits=say.number(card.synergy)))  # fmt: skip
    text += "".join(_sentence(note(one, figures)) for one in card.notes if _kind(one) in {"one_kind", "no_traits"})
    return _part(say("Firms, universities and others"), html_table(header, rows) + text)


def sizes(card: ClusterCard, figures: Figures) -> str:
    """Write the size structure of the members as a bar with its numbers."""
    say, table = figures.say, card.sizes
    total = float(table["enterprises"].sum())
    if not total:
        return ""
    colours = dict(zip(SIZES, SIZE_COLOURS, strict=True))
    parts = tuple((float(row["enterprises"]) / total, colours[str(name)]) for name, row in table.iterrows())
    rows: list[list[Cell]] = [
        [say(SIZES[str(name)]), _whole(row["enterprises"], figures), Number(say.percent(row["enterprises"] / total)),
         _jobs(row, figures)]
        for name, row in table.iterrows()
    ]  # fmt: skip
    header = [say("Size"), say("Enterprises"), say("Share"), figures.jobs_unit.capitalize()]
    bar = html_table([""], [[Parts(parts, say("Enterprises by size, small ones first"))]])
    return _part(say("Size of the members"), bar.replace("<thead>", "<thead hidden>") + html_table(header, rows))


def places(card: ClusterCard, figures: Figures) -> str:
    """Write which regions the members lie in."""
    say, table = figures.say, card.regions
    if table is None:
        return ""
    known = figures.dataset.region_names(say.lang)
    rows: list[list[Cell]] = [
        [known.get(str(code), str(code)), _whole(row["enterprises"], figures), Number(say.percent(row["share"])),
         _jobs(row, figures)]
        for code, row in table.head(8).iterrows()
    ]  # fmt: skip
    header = [say("Region"), say("Members"), say("Share"), figures.jobs_unit.capitalize()]
    return _part(say("Regions that it lies in"), html_table(header, rows))


def related(card: ClusterCard, figures: Figures) -> str:
    """Write which industries are related to the leading one, and whether they are there."""
    say, table = figures.say, card.related
    if table is None:
        return ""
    lists = []
    for title, there in ((say("Present"), True), (say("Not there"), False)):
        found = [f"{industry(str(code), figures)} ({say.number(row['proximity'])})"
                 for code, row in table[table["present"] == there].iterrows()]  # fmt: skip
        lists.append(f"<dt>{html.escape(title)}</dt><dd>{html.escape('; '.join(found) or say('none'))}</dd>")
    lead = _sentence(say("Proximity to the leading industry, 0 to 1: how often regions that have the one have the "
                         "other too."))  # fmt: skip
    return _part(say("Related industries"), lead + f'<dl class="rs-facts">{"".join(lists)}</dl>')


def notes(card: ClusterCard, figures: Figures) -> str:
    """Write what is to be said beside the figures."""
    texts = [note(one, figures) for one in card.notes if _kind(one) not in {"one_kind", "no_traits"}]
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    return _part(figures.say("What to keep in mind"), f'<ul class="rs-list">{items}</ul>') if items else ""


def _kind(text: str) -> str:
    """Tell which note this is."""
    from geo.cluster_notes import NOTES  # noqa: PLC0415 - a table that only notes need

    sentence = getattr(text, "sentence", "")
    return next((kind for kind, known in NOTES.items() if known == sentence), "")


def _part(title: str, body: str) -> str:
    return f'<h3 class="rs-h3">{html.escape(title)}</h3>{body}' if body else ""


def _sentence(text: str) -> str:
    return f'<p class="rs-lead">{html.escape(text)}</p>'


def _whole(value: float, figures: Figures) -> Number:
    return Number(figures.say.number(float(value), decimals=0))


def _jobs(row: pd.Series, figures: Figures) -> Number:
    return Number(jobs(float(row["employees"]), str(row.get("hidden", "")), figures.say))
