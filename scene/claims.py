"""What the figure of a region says in plain words, for every indicator: more or less than what, and how certain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from scene import certain_words as certain
from scene.i18n import N_
from scene.sight import AMOUNTS, QUOTIENTS, about, figure, followed, is_folded, plain, times

if TYPE_CHECKING:
    from scene.figures import Figures
    from scene.sight import Sight


@dataclass(frozen=True, slots=True)
class Claim:
    """Sentence of a figure above a line, and below it; without `below` the claim is of a size and has no line."""

    above: str
    below: str = ""


_QUOTIENT = Claim(
    N_("{region} has {times} times the average share of {industry}"),
    N_("{region} has {percent} of the average share of {industry}"),
)
_NATIONAL = Claim(
    N_("{region} has {times} times the national share of {industry}"),
    N_("{region} has {percent} of the national share of {industry}"),
)
_AROUND = N_("{region}: {figure} ({about})")
_MIX = N_("{region}: {part} of all {amount_unit} would have to be of another kind to give the mix it is compared with")
_HOT = {
    1: N_("{region} lies where high figures lie together ({industry})"),
    0: N_("{region}: what lies together here may be chance ({industry})"),
    -1: N_("{region} lies where low figures lie together ({industry})"),
}
_MOVES = {
    1: N_("{region} gained a specialization ({industry})"),
    0: N_("{region} neither gained nor lost a specialization ({industry})"),
    -1: N_("{region} lost a specialization ({industry})"),
}
_CATEGORY = N_("{region}: “{value}” ({about})")
CLAIMS = {
    **dict.fromkeys(sorted(QUOTIENTS), _QUOTIENT),
    "share": Claim(N_("{region}: {value} of all {amount_unit} ({industry})")),
    "additive_location_quotient": Claim(
        N_("{region}: the share is {points} percentage points above the average ({industry})"),
        N_("{region}: the share is {points} percentage points below the average ({industry})"),
    ),
    "normalized_revealed_advantage": Claim(
        N_("{region} has more of it than its size lets expect ({industry})"),
        N_("{region} has less of it than its size lets expect ({industry})"),
    ),
    "density_km2": Claim(N_("{region}: {value} {amount_unit} on every square kilometre ({industry})")),
    "per_thousand_people": Claim(N_("{region}: {value} {amount_unit} for every 1,000 people ({industry})")),
    "standardized_location_quotient": Claim(
        N_("{region} lies {size} standard deviations above the average region ({industry})"),
        N_("{region} lies {size} standard deviations below the average region ({industry})"),
    ),
    "probability_specialized": Claim(
        N_("{region} has more than the average share of {industry}, with a probability of {value}"),
        N_("{region} has less than the average share of {industry}, with a probability of {rest}"),
    ),
    "litzenberger_sternberg_cluster_index": Claim(
        N_("{region}: {times} times the average on the cluster index, from about 4 a cluster ({industry})"),
        N_("{region}: {percent} of the average on the cluster index, from about 4 times a cluster ({industry})"),
    ),
    "krugman_specialization": Claim(_MIX),
    "specialization_coefficient": Claim(_MIX),
    "hachman": Claim(N_("{region}: likeness to the average mix {value}, where 1 is the same mix")),
    "equivalent_number": Claim(N_("{region}: as concentrated as {value} industries of equal size")),
    "diversity": Claim(N_("{region}: industries with more than the average share: {whole}")),
    "growth": Claim(
        N_("{region}: growth of {size} a year ({industry})"), N_("{region}: decline of {size} a year ({industry})")
    ),
    "shift_share": Claim(
        N_("{region}: {count} {amount_unit} more than the pace of the nation would give ({industry})"),
        N_("{region}: {count} {amount_unit} fewer than the pace of the nation would give ({industry})"),
    ),
    "local_moran": Claim(
        N_("{region} is like its neighbours ({industry})"), N_("{region} differs from its neighbours ({industry})")
    ),
    "local_join_count": Claim(N_("{region}: neighbours that are specialized as it is: {whole} ({industry})")),
    "relatedness_density": Claim(N_("{region} has {value} of what goes together with {industry}")),
    "economic_complexity_index": Claim(
        N_("{region}: {size} standard deviations more complex than the average region"),
        N_("{region}: {size} standard deviations less complex than the average region"),
    ),
    "fitness": Claim(
        N_("{region}: {times} times the fitness of the average region"),
        N_("{region}: {percent} of the fitness of the average region"),
    ),
}
"""Claims of indicators that have words of their own; all others name their figure."""
_OWN_PART = "regional"
_HOT_FROM = 1.96


def claim(seen: Sight, region: str) -> str:
    """Say in plain words, without a full stop, what the figure of a region is."""
    figures, value = seen.figures, float(seen.result.values[region])
    parts = _parts(value, figures, region)
    if figures.entry.classes:
        return figures.say(_CATEGORY, **parts)
    if _of_chance(figures):
        return figures.say(_HOT[0 if says_chance(seen, region) else int(np.sign(value))], **parts)
    if figures.entry.name == "entry_exit":
        return figures.say(_MOVES[int(np.sign(value))], **parts)
    found = _claim_of(seen)
    if found is None:
        return figures.say(_AROUND, **parts)
    sentence = found.below if found.below and value < line_of(figures) else found.above
    return figures.say(sentence, **parts)


def says_chance(seen: Sight, region: str) -> bool:
    """Tell whether the claim itself is that it may be chance, which needs no word of certainty."""
    return _of_chance(seen.figures) and abs(float(seen.result.values[region])) < _HOT_FROM


def _claim_of(seen: Sight) -> Claim | None:
    figures = seen.figures
    name, options = figures.entry.name, dict(figures.query.options)
    if name == "shift_share" and options.get("component", _OWN_PART) != _OWN_PART:
        return None
    against_nation = seen.result.reference_published and options.get("reference", "published") == "published"
    if name in QUOTIENTS and against_nation:
        return _NATIONAL
    return CLAIMS.get(name)


def line_of(figures: Figures) -> float:
    """Figure that divides more from less: the neutral one, or zero."""
    return figures.entry.neutral if figures.entry.neutral is not None else 0.0


def certainty(seen: Sight, region: str) -> str:
    """Name how certain the claim of a region is (see `scene.certain_words`): as certain as its least certain part."""
    entry, value = seen.figures.entry, float(seen.result.values[region])
    if seen.made_up:
        return certain.UNKNOWN
    if entry.name == "probability_specialized":
        return certain.of_probability(max(value, 1 - value))
    if _of_chance(seen.figures):
        chance = 1 - NormalDist().cdf(abs(value))
        return certain.of_all([1 - chance] * int(seen.result.values.notna().sum()))
    spread = spread_at(seen, region)
    if entry.neutral is None:
        return certain.of_size(spread)
    line = 1.0 if is_folded(seen.figures) else entry.neutral
    return certain.weakest(certain.of_side(spread, line), certain.of_size(spread) if line else certain.VERY)


def spread_at(seen: Sight, region: str) -> certain.Spread | None:
    """Return what a region's claim is about with its standard deviation; None where no interval supports one."""
    bounds = bounds_at(seen, region)
    if bounds is None or seen.made_up:
        return None
    value = plain(float(seen.result.values[region]), seen.figures)
    return certain.spread_of(value, *bounds, confidence=_confidence(seen))


def is_narrow(seen: Sight) -> bool:
    """Tell whether somebody asked for ranges narrower than usual: what they leave open is not all that is open."""
    return _confidence(seen) < certain.CONFIDENCE


def _confidence(seen: Sight) -> float:
    return float(dict(seen.figures.query.options).get("confidence", certain.CONFIDENCE))


def bounds_at(seen: Sight, region: str) -> tuple[float, float] | None:
    """Return the interval of what a region's claim is about, None where there is none.

    Amounts have one from their published relative errors, as the quotients have: ``x exp(-z e)`` to ``x exp(z e)``.
    """
    result = seen.result
    if seen.error is not None and seen.figures.entry.name in AMOUNTS and np.isfinite(seen.error[region]):
        factor = math.exp(NormalDist().inv_cdf(0.5 + certain.CONFIDENCE / 2) * float(seen.error[region]))
        return float(result.values[region]) / factor, float(result.values[region]) * factor
    if result.lower is None or result.upper is None or not np.isfinite(result.lower[region]):
        return None
    return plain(float(result.lower[region]), seen.figures), plain(float(result.upper[region]), seen.figures)


def _of_chance(figures: Figures) -> bool:
    """Whether the figure is a deviation from what chance gives, in standard deviations."""
    scaling = dict(figures.query.options).get("scaling", "z")
    return figures.entry.name in {"local_g", "local_g_star"} and scaling == "z"


def _parts(value: float, figures: Figures, region: str) -> dict[str, str]:
    say, quotient = figures.say, plain(value, figures)
    part = value / 2 if figures.entry.name == "krugman_specialization" else value
    return {
        "region": figures.region(region),
        "industry": followed(figures),
        "about": about(figures),
        "value": figures.value(value),
        "figure": figure(value, figures),
        "size": figures.value(abs(value)),
        "rest": figures.value(1 - value),
        "times": times(quotient, say),
        "percent": say.percent(quotient, decimals=0 if quotient < 0.995 else 1),  # noqa: PLR2004 - is no whole 100 %
        "part": say.percent(part, decimals=0),
        "points": say.number(abs(value) * 100, decimals=1),
        "whole": say.number(value, decimals=0),
        "count": say.number(abs(value), decimals=0),
        "amount_unit": figures.measure_unit,
    }
