"""Sentences about change: of one view over its years, and between the two views of a swipe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scene import certain_words as certain
from scene.claims import spread_at
from scene.i18n import N_
from scene.sight import about, figure, short, sight_of, times
from scene.suggestion import Suggestion, ended

if TYPE_CHECKING:
    import pandas as pd

    from scene.drawing import Drawing
    from scene.figures import Figures
    from scene.sight import Sight


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """The first and the last year of a view, and the regions that have a figure in both."""

    first: Sight
    last: Sight
    both: pd.Index

    @property
    def start(self) -> pd.Series:
        return self.first.result.values[self.both]

    @property
    def end(self) -> pd.Series:
        return self.last.result.values[self.both]


def over_years(drawing: Drawing) -> tuple[Suggestion, ...]:
    """Suggest sentences about the years of a view; none where its measure has one year, or the indicator categories.

    Parameters
    ----------
    drawing : Drawing

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> asked = {"data": "us", "measure": "income_per_capita", "ind": "value"}
    >>> over_years(open_drawing(asked, default_store()))[0].text[:80]
    'In 1929 the highest figure was 4.3 times the lowest, in 2009 1.8 times (Income p'
    """
    figures = drawing.figures
    years = figures.dataset.years(figures.query.measure)
    if len(years) < 2 or figures.entry.classes or figures.entry.family == "dynamics":  # noqa: PLR2004
        return ()
    first, last = (
        sight_of(replace(figures.query, year=year), figures, drawing.store) for year in (years[0], years[-1])
    )
    known = [seen.result.values.where(~seen.result.below).dropna().index for seen in (first, last)]
    ends = _Ends(first, last, known[0].intersection(known[1]))
    if len(ends.both) < 2:  # noqa: PLR2004 - nothing to compare
        return ()
    region = drawing.view.region
    made = [_rank_then_and_now(ends, figures, region), _gap(ends, figures), _leaders(ends, figures),
            _rise(ends, region)]  # fmt: skip
    return tuple(suggestion for suggestion in made if suggestion is not None)


def _years(ends: _Ends) -> dict[str, str]:
    return {"start": str(ends.first.figures.query.year), "end": str(ends.last.figures.query.year)}


def _rank_then_and_now(ends: _Ends, figures: Figures, region: str) -> Suggestion | None:
    if region not in ends.both:
        return None
    say = figures.say
    ranks = [series.rank(ascending=False, method="min")[region] for series in (ends.start, ends.end)]
    text = say("{region}: rank {before} in {start}, rank {after} in {end}, of {total} regions ({about})",
               region=figures.region(region), before=say.number(ranks[0], decimals=0),
               after=say.number(ranks[1], decimals=0), total=say.number(len(ends.both), decimals=0),
               about=about(figures), **_years(ends))  # fmt: skip
    return _unknown("years", text, ends, figures)


def _gap(ends: _Ends, figures: Figures) -> Suggestion | None:
    """Say how many times the lowest figure the highest is: a change of prices does not change that."""
    lows, highs = (ends.start.min(), ends.end.min()), (ends.start.max(), ends.end.max())
    if min(lows) <= 0 or figures.entry.neutral == 0:
        return None
    before, after = (times(high / low, figures.say) for low, high in zip(lows, highs, strict=True))
    text = figures.say("In {start} the highest figure was {before} times the lowest, in {end} {after} times ({about})",
                       before=before, after=after, about=about(figures), **_years(ends))  # fmt: skip
    return _unknown("years", text, ends, figures)


def _leaders(ends: _Ends, figures: Figures) -> Suggestion:
    before, after = str(ends.start.idxmax()), str(ends.end.idxmax())
    say = figures.say
    if before == after:
        text = say("Highest in {start} and in {end}: {region} ({about})", region=figures.region(before),
                   about=about(figures), **_years(ends))  # fmt: skip
    else:
        text = say("Highest in {start}: {before}. Highest in {end}: {after} ({about})", before=figures.region(before),
                   after=figures.region(after), about=about(figures), **_years(ends))  # fmt: skip
    return _unknown("years", text, ends, figures)


def _rise(ends: _Ends, region: str) -> Suggestion | None:
    if region not in ends.both or ends.start[region] == ends.end[region]:
        return None
    return _change(_Pair(ends.first, ends.last, region), *_years(ends).values())


def _unknown(kind: str, text: str, ends: _Ends, figures: Figures) -> Suggestion:
    """End a sentence about several regions and years, of which nobody computes how certain it is."""
    return Suggestion(kind, ended(text, certain.UNKNOWN, figures.say, origin=ends.last.result), certain.UNKNOWN)


# ----------------------------------------------------------------------------------------------------- before and after
@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Two views of the same indicator and the region that is compared in them."""

    before: Sight
    after: Sight
    region: str


def compared(before: Drawing, after: Drawing) -> tuple[Suggestion, ...]:
    """Suggest sentences about two views side by side: `before` lies left of the line, `after` right of it.

    Where both show the same indicator, the change of the selected region comes first, else that of the region that
    changed most; with intervals on both sides it says how certain the direction is.
    """
    one, two = before.figures, after.figures
    say = two.say
    left_right = Suggestion("pair", say("Left: {left}. Right: {right}.", left=_described(one, two),
                                        right=_described(two, one)), certain.UNKNOWN)  # fmt: skip
    same = one.query.indicator == two.query.indicator and one.query.measure == two.query.measure
    both = before.result.values.dropna().index.intersection(after.result.values.dropna().index)
    if not same or one.entry.classes or both.empty or one.query == two.query:
        return (left_right,)
    moved = (after.result.values[both] - before.result.values[both]).abs()
    region = after.view.region if after.view.region in both else str(moved.idxmax())
    if not np.isfinite(moved[region]) or moved[region] == 0:
        return (left_right,)
    sights = [sight_of(drawing.result.query, drawing.figures, drawing.store) for drawing in (before, after)]
    pair = _Pair(sights[0], sights[1], region)
    if one.query.year != two.query.year and about(one) == about(two):
        return _change(pair, str(one.query.year), str(two.query.year)), left_right
    return _contrast(pair, *_labels(one, two)), left_right


def _described(figures: Figures, other: Figures) -> str:
    """Describe a side by what it is about, and its year where that differs."""
    year = figures.query.year
    return f"{about(figures)}, {year}" if year and year != other.query.year else about(figures)


def _labels(one: Figures, two: Figures) -> tuple[str, str]:
    """Name both sides by what tells them apart: what they are about, or left and right."""
    if about(one) != about(two):
        return about(one), about(two)
    return two.say("left"), two.say("right")


def _change(pair: _Pair, start: str, end: str) -> Suggestion:
    """Say from which figure to which a region moved, and how certain the direction is."""
    more = N_("{region} went up from {before} ({start}) to {after} ({end}). {about}")
    less = N_("{region} went down from {before} ({start}) to {after} ({end}). {about}")
    return _ended(pair, more, less, start=start, end=end)


def _contrast(pair: _Pair, left: str, right: str) -> Suggestion:
    """Say on which side of the line a region has more, and how certain that is."""
    more = N_("{region} has more on the right: {before} ({start}) against {after} ({end})")
    less = N_("{region} has more on the left: {before} ({start}) against {after} ({end})")
    return _ended(pair, more, less, start=left, end=right)


def _ended(pair: _Pair, more: str, less: str, **labels: str) -> Suggestion:
    one, two = pair.before.figures, pair.after.figures
    values = [float(seen.result.values[pair.region]) for seen in (pair.before, pair.after)]
    sentence = more if values[1] > values[0] else less
    text = two.say(sentence, region=two.region(pair.region), about=about(two), before=short(values[0], one),
                   after=figure(values[1], two), **labels)  # fmt: skip
    spreads = [spread_at(pair.before, pair.region), spread_at(pair.after, pair.region)]
    word = certain.UNKNOWN
    if spreads[0] is not None and spreads[1] is not None:
        rises = spreads[1].above(spreads[0])
        word = certain.of_probability(rises if values[1] > values[0] else 1 - rises)
    return Suggestion("change", ended(text, word, two.say, origin=pair.after.result), word)
