"""What a profile of a region says: its strengths, how sure they are, where the figures come from; for every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import AddressError
from papers.alt import alt_text
from papers.picture import picture
from papers.profile_chart import bars
from scene.figures import Figures
from scene.opening import open_drawing
from scene.region_profile import profile, profile_query
from scene.region_words import headline, key_rows, subtitle
from scene.row_words import note_of
from scene.simulated import label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from geo.dataset import Dataset
    from geo.query import Table
    from geo.store import Store
    from scene.i18n import Say
    from scene.region_profile import Profile

ROWS = 25
"""Groups in the table; the file of the table holds all."""
MAP_DPI = 200.0


@dataclass(frozen=True, slots=True)
class Row:
    """One group of the region in words: the cells of the table, and whether it counts as a strength."""

    cells: tuple[str, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class RegionPaper:
    """A profile of a region in one language, ready for a document.

    `facts` are name, figure and remark of the key figures; `head` names the columns of `rows`; `map` and `chart` are
    pictures (PNG) with their texts for readers who do not see them; `method` and `sources` are paragraphs; `headings`
    are the titles of the parts: strengths, all groups, on the map, how it is computed, sources.
    """

    lang: str
    title: str
    lead: str
    badge: str
    facts: tuple[tuple[str, str, str], ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: str
    map: bytes
    map_alt: str
    chart: bytes
    chart_alt: str
    method: tuple[str, ...]
    sources: tuple[str, ...]
    headings: tuple[str, str, str, str, str]
    made: date


def region_paper(params: Mapping[str, str], store: Store, *, made: date, lang: str = "en") -> RegionPaper:
    """Put together the profile of the region that an address names.

    Parameters
    ----------
    params : mapping of str to str
        Parameters of an address, see `scene.opening.parameters`; ``region`` names the region.
    store : Store
    made : date
        The day that the paper says it was made on.
    lang : str, default "en"
        Language where the address names none.

    Returns
    -------
    RegionPaper

    Raises
    ------
    AddressError
        If no region is named, the data hold averages only, or the source has no figure for the region.
    UnknownNameError
        If the address names something that the dataset does not have.
    """
    drawing = open_drawing(dict(params), store, lang=lang)
    say, region = drawing.view.say, drawing.view.region
    dataset = drawing.figures.dataset
    if not region:
        raise AddressError("the address names no region, which a profile is about: add region=CODE")
    level = str(dataset.regions.loc[region, "level"])
    query = profile_query(drawing.view.query, dataset, level=level, depth=drawing.view.query.industry_level)
    if query is None:
        raise AddressError("this dataset holds averages only: a profile needs figures that add up, such as jobs")
    table, figures = store.computed(query), Figures(say, dataset, query)
    found = profile(table, region, query=query)
    if found.ranked.empty:
        raise AddressError(f"no group of {region!r} has enough figures for a profile: lower the minimum")
    shown = open_drawing(_map_address(params, found, query.industry_code), store, lang=lang)
    chart, chart_alt = bars(found, figures, made=made)
    left_out = len(found.groups) - min(ROWS, len(found.ranked))
    return RegionPaper(
        lang=say.lang,
        title=headline(found, figures),
        lead=subtitle(found, figures),
        badge=label(found, say),
        facts=tuple(key_rows(found, figures)),
        head=_head(found, figures),
        rows=tuple(_row(code, row, found, figures) for code, row in found.ranked.head(ROWS).iterrows()),
        rest=say.plural("{n} more group is not shown here: it ranks lower, or has too few figures.",
                        "{n} more groups are not shown here: they rank lower, or have too few figures.",
                        left_out) if left_out else "",
        map=picture(shown, format="png", size="square", dpi=MAP_DPI, made=made, zoom="selected"),
        map_alt=alt_text(shown),
        chart=chart,
        chart_alt=chart_alt,
        method=_method(figures, table, say),
        sources=_sources(dataset, query.measure),
        headings=(say("Strengths"), say("Groups by their quotient"), say("On the map"), say("How is this computed?"),
                  say("Sources")),
        made=made,
    )  # fmt: skip


def _map_address(params: Mapping[str, str], found: Profile, asked: str) -> dict[str, str]:
    """Address of the map: of the group that was asked for, or of the strongest one."""
    code = asked if params.get("item") else str(found.ranked.index[0])
    kept = {name: value for name, value in params.items() if name in {"data", "lang", "year", "measure", "min"}}
    return kept | {"item": code, "level": found.query.level, "region": found.region}


def _head(found: Profile, figures: Figures) -> tuple[str, ...]:
    say = figures.say
    sure = (say("Interval"), say("Rank may be")) if found.groups["lower"].notna().any() else (say("Rank"),)
    unit = figures.measure_unit
    noted = (say("Note"),) if _noted(found, figures) else ()
    return (figures.industry_word.capitalize(), say("Quotient"), *sure, unit[:1].upper() + unit[1:],
            say("Share here"), say("Average share"), *noted)  # fmt: skip


def _noted(found: Profile, figures: Figures) -> bool:
    """Tell whether any group of the table needs a note."""
    return any(note_of(row, figures) for _, row in found.ranked.head(ROWS).iterrows())


def _row(code: object, row: pd.Series, found: Profile, figures: Figures) -> Row:
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    decimals = figures.dataset.manifest.measure(found.query.measure).decimals
    sure: tuple[str, ...] = (say("{n} of {total}", n=int(row["rank"]), total=int(row["ranked"])),)
    if found.groups["lower"].notna().any():
        known, best, worst = np.isfinite(row["lower"]), int(row["best_rank"]), int(row["worst_rank"])
        interval = f"{figures.value(row['lower'])}\u2013{figures.value(row['upper'])}" if known else say("not known")
        sure = (interval, str(best) if best == worst else f"{best}\u2013{worst}")
    cells = (names[str(code)], figures.value(row["quotient"]), *sure, say.number(row["amount"], decimals=decimals),
             say.percent(row["share"]), say.percent(row["reference_share"]))  # fmt: skip
    cells += (note_of(row, figures),) if _noted(found, figures) else ()
    return Row(cells, str(code) in found.strong.index)


def _method(figures: Figures, table: Table, say: Say) -> tuple[str, ...]:
    """Tell formula, how to read it, when not to use it, what the intervals stand on, reference."""
    entry = figures.entry
    sure = say("Intervals come from simulated establishments.") if table.interval_simulated else ""
    formula = say("Formula: {formula}", formula=entry.formula)
    parts = (say(entry.plain), formula, say(entry.reading), say(entry.caution), sure,
             say("Reference: {citation}", citation=entry.citation))  # fmt: skip
    return tuple(part for part in parts if part)


def _sources(dataset: Dataset, measure: str) -> tuple[str, ...]:
    """One line a source, with its address."""
    rows = dataset.sources.drop_duplicates(["publisher", "vintage", "licence"])
    own = rows[rows["table"].isin(["statistics", f"statistics/{measure}", "reference"])]
    rows = own if len(own) else rows
    texts = []
    for row in rows.astype(object).where(rows.notna(), "").to_dict("records"):
        parts = (row["publisher"], row["vintage"], row["licence"], row.get("url", ""))
        texts.append(", ".join(str(part) for part in parts if part))
    return tuple(dict.fromkeys(texts))
