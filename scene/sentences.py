"""Sentences suggested from the numbers of a map, in plain words: what stands out, by how much, and how certain that is.

Names are never inflected: they stand as they are, before a colon or in brackets, in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.neighbours import neighbours
from scene import certain_words as certain
from scene.certainty import rank_ranges
from scene.claims import bounds_at, certainty, claim, is_narrow, line_of, says_chance, spread_at
from scene.i18n import N_
from scene.sentence_years import over_years
from scene.sight import about, figure, is_folded, plain, short, sight_of, topic
from scene.suggestion import Suggestion, ended

if TYPE_CHECKING:
    import pandas as pd

    from scene.drawing import Drawing
    from scene.sight import Sight

MOST = 4
"""Sentences to choose from."""
_HIGHEST = N_("Highest – {claim}")
_AMONG = N_("Among the highest – {claim}")
_CHANCE = "probability_specialized"


def suggestions(drawing: Drawing) -> tuple[Suggestion, ...]:
    """Suggest up to `MOST` sentences about a map, the best first: of the selected region, or of the highest one.

    Parameters
    ----------
    drawing : Drawing

    Returns
    -------
    tuple of Suggestion
        At least one; where there is no figure at all, it says so.

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> found = suggestions(open_drawing({"data": "us", "item": "15-0000", "region": "53"}, default_store()))
    >>> found[0].text
    'Washington has 2.0 times the national share of Computer and Mathematical Occupations, very certain.'
    """
    seen, chosen = sight_of(drawing.result.query, drawing.figures, drawing.store), drawing.view.region
    shown = seen.result.values.where(~seen.result.below).replace([np.inf, -np.inf], np.nan).dropna()
    is_known = chosen in seen.result.values.index and np.isfinite(seen.result.values[chosen])
    if shown.empty and not is_known:
        return (_nothing(seen),)
    region = chosen if is_known else str(shown.idxmax())
    if seen.figures.entry.classes:
        counted, one = _categories(seen, shown), _figure(seen, region)
        return (one, counted) if is_known else (counted, one)
    years = over_years(drawing)[:1]
    made = _of_one(seen, region) if is_known else _of_all(seen, region, shown)
    kept = [suggestion for suggestion in made if suggestion is not None][: MOST - len(years)]
    return (*kept, *years)


def suggested(drawing: Drawing) -> str:
    """Return the sentence suggested first."""
    return suggestions(drawing)[0].text


def _of_one(seen: Sight, region: str) -> list[Suggestion | None]:
    first = _figure(seen, region)
    if seen.figures.entry.name == _CHANCE:  # a probability is its own certainty, and no rank
        return [first, _counted(seen, seen.result.values.dropna())]
    if seen.figures.entry.family == "autocorrelation":  # it compares with neighbours already
        return [first, _rank(seen, region)]
    return [first, _rank(seen, region), _near(seen, region), _middle(seen, region)]


def _of_all(seen: Sight, region: str, shown: pd.Series) -> list[Suggestion | None]:
    first = _figure(seen, region, highest=True)
    if seen.figures.entry.name == _CHANCE:
        return [_counted(seen, shown), first]
    near = [] if seen.figures.entry.family == "autocorrelation" else [_middle(seen, region)]
    return [first, _counted(seen, shown), _rank(seen, region), *near]


def _nothing(seen: Sight) -> Suggestion:
    text = seen.figures.say("{about}: there are no figures for this choice.", about=about(seen.figures))
    return Suggestion("none", text, certain.UNKNOWN)


def _figure(seen: Sight, region: str, *, highest: bool = False) -> Suggestion:
    """Say what the figure of a region is, and how certain."""
    say, text, word = seen.figures.say, claim(seen, region), certainty(seen, region)
    if highest and not says_chance(seen, region):
        lead = _AMONG if _ranks(seen, region)[1] > 1 or is_narrow(seen) else _HIGHEST
        text = say(lead, claim=text)
    if says_chance(seen, region) and not seen.made_up:
        return Suggestion("figure", f"{text}.", word)
    bounds = bounds_at(seen, region)
    written = (_plain_number(bounds[0], seen), _plain_number(bounds[1], seen)) if bounds else None
    return Suggestion("figure", ended(text, word, say, origin=seen.result, bounds=written), word)


def _plain_number(value: float, seen: Sight) -> str:
    """Write a bound, which is on the scale of the claims."""
    is_quotient = is_folded(seen.figures)
    return seen.figures.say.number(value, decimals=2) if is_quotient else seen.figures.value(value)


def _ranks(seen: Sight, region: str) -> tuple[float, float]:
    """Return the best and the worst rank that the ranges leave open, NaN where they are unknown."""
    ranges = None if seen.made_up else rank_ranges(seen.result)
    if ranges is None:
        return np.nan, np.nan
    best, worst = ranges.loc[region, ["best", "worst"]].to_numpy(dtype=float)
    return float(best), float(worst)


def _rank(seen: Sight, region: str) -> Suggestion | None:
    """Say which rank a region has, or which ranks its range leaves open."""
    figures, say = seen.figures, seen.figures.say
    rank, total = float(seen.result.ranks[region]), int(seen.result.ranks.notna().sum())
    if not np.isfinite(rank):
        return None
    best, worst = _ranks(seen, region)
    numbers = {"n": rank, "best": best, "worst": worst, "total": total}
    parts = {name: say.number(number, decimals=0) for name, number in numbers.items()} | {
        "region": figures.region(region),
        "figure": figure(float(seen.result.values[region]), figures),
        "about": about(figures),
    }
    if not np.isfinite(best):
        text = say("{region}: rank {n} of {total} with {figure} ({about})", **parts)
        return Suggestion("rank", ended(text, certain.UNKNOWN, say, origin=seen.result), certain.UNKNOWN)
    if best == worst:
        text = say("{region}: rank {n} of {total} with {figure}, the ranges leave no other ({about}).", **parts)
        return Suggestion("rank", text, certain.NOT if is_narrow(seen) else certain.FAIRLY)
    text = say("{region}: {figure}; the ranges leave rank {best} to {worst} of {total} ({about}).", **parts)
    return Suggestion("rank", text, certain.NOT)


def _middle(seen: Sight, region: str) -> Suggestion | None:
    """Compare a region with the one in the middle of all that are ranked."""
    figures, ranked = seen.figures, seen.result.values.where(~seen.result.below).dropna()
    value, median = float(seen.result.values[region]), float(ranked.median())
    if len(ranked) < 3 or value == median:  # noqa: PLR2004 - fewer have no middle
        return None
    word = certain.of_side(spread_at(seen, region), plain(median, figures))
    more = N_("{region} has more than the middle one of {total} regions: {figure} against {median} ({about})")
    less = N_("{region} has less than the middle one of {total} regions: {figure} against {median} ({about})")
    sentence = more if value > median else less
    text = figures.say(sentence, region=figures.region(region), about=about(figures), figure=figure(value, figures),
                       median=short(median, figures), total=figures.say.number(len(ranked), decimals=0))  # fmt: skip
    return Suggestion("middle", ended(text, word, figures.say, origin=seen.result), word)


def _near(seen: Sight, region: str) -> Suggestion | None:
    """Compare a region with its neighbours: above all of them, below all, or between them."""
    figures, say = seen.figures, seen.figures.say
    codes = neighbours(figures.dataset.regions_at(figures.query.level), region)
    near = seen.result.values.reindex(codes).dropna().sort_values(kind="stable")
    if len(near) < 2:  # noqa: PLR2004 - one neighbour is no neighbourhood
        return None
    value, low, high = float(seen.result.values[region]), float(near.iloc[0]), float(near.iloc[-1])
    parts = {"region": figures.region(region), "n": say.number(len(near), decimals=0), "about": about(figures),
             "figure": figure(value, figures), "low": short(low, figures), "high": short(high, figures)}  # fmt: skip
    word = certain.UNKNOWN if spread_at(seen, region) is None else certain.NOT
    if low <= value <= high:
        text = say("{region} lies between its {n} neighbours: {figure}, they have {low} to {high} ({about})", **parts)
        return Suggestion("near", f"{text}." if word == certain.NOT else ended(text, word, say, origin=seen.result),
                          word)  # fmt: skip
    more = N_("{region} has more than each of its {n} neighbours: {figure} against {high} at most ({about})")
    less = N_("{region} has less than each of its {n} neighbours: {figure} against {low} at least ({about})")
    sentence, word = more if value > high else less, _beyond_all(seen, region, near, more=value > high)
    return Suggestion("near", ended(say(sentence, **parts), word, say, origin=seen.result), word)


def _beyond_all(seen: Sight, region: str, near: pd.Series, *, more: bool) -> str:
    own = spread_at(seen, region)
    others = [spread_at(seen, str(code)) for code in near.index]
    if own is None or any(other is None for other in others):
        return certain.UNKNOWN
    chances = [own.above(other) for other in others if other is not None]
    return certain.of_all(chances if more else [1 - chance for chance in chances])


def _counted(seen: Sight, shown: pd.Series) -> Suggestion | None:
    """Count the regions that lie above the line and below it for certain, or tell from where to where figures reach."""
    figures, say, beyond = seen.figures, seen.figures.say, _beyond(seen, shown)
    if beyond is None:
        return _reach(seen, shown)
    counts = {"more": beyond[0], "less": beyond[1], "rest": len(shown) - sum(beyond), "total": len(shown)}
    text = say("{topic}: of {total} regions {more} have more than the average share and {less} have less, fairly "
               "certain; of {rest} nobody can say.", topic=topic(figures),
               **{name: say.number(count, decimals=0) for name, count in counts.items()})  # fmt: skip
    return Suggestion("counted", text, certain.FAIRLY)


def _beyond(seen: Sight, shown: pd.Series) -> tuple[int, int] | None:
    """Count the regions above and below the line whose side is fairly certain; None where nothing tells that."""
    entry, lower, upper = seen.figures.entry, seen.result.lower, seen.result.upper
    if seen.made_up:
        return None
    if entry.name == _CHANCE:
        return int((shown >= certain.FAIRLY_FROM).sum()), int((shown <= 1 - certain.FAIRLY_FROM).sum())
    if entry.neutral is None or is_narrow(seen) or lower is None or upper is None or lower[shown.index].isna().all():
        return None
    line = line_of(seen.figures)
    return int((lower[shown.index] > line).sum()), int((upper[shown.index] < line).sum())


def _reach(seen: Sight, shown: pd.Series) -> Suggestion | None:
    figures, lowest, highest = seen.figures, str(shown.idxmin()), str(shown.idxmax())
    if shown[lowest] == shown[highest]:
        return None
    text = figures.say("{about}: from {low} ({lowest}) to {high} ({highest})", about=about(figures),
                       low=short(float(shown[lowest]), figures), lowest=figures.region(lowest),
                       high=figure(float(shown[highest]), figures), highest=figures.region(highest))  # fmt: skip
    return Suggestion("counted", ended(text, certain.UNKNOWN, figures.say, origin=seen.result), certain.UNKNOWN)


def _categories(seen: Sight, shown: pd.Series) -> Suggestion:
    """Count the regions of the most telling category: the highest one that any region reaches."""
    figures, say = seen.figures, seen.figures.say
    top = int(shown.max())
    n, total = (say.number(count, decimals=0) for count in (int((shown == top).sum()), len(shown)))
    text = say("{about}: “{category}” in {n} of {total} regions", about=about(figures),
               category=figures.classes[top], n=n, total=total)  # fmt: skip
    return Suggestion("counted", ended(text, certain.UNKNOWN, say, origin=seen.result), certain.UNKNOWN)
