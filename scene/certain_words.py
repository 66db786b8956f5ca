"""Words for how certain a sentence is, with stated cut-offs: very, fairly, not, or the data do not say.

A claim of a side ("more than the national share", "more than its neighbours") goes by its probability: from 99 % on it
is very certain and from 95 % on fairly certain, which the calibrated language of climate reports calls virtually
certain and extremely likely [1]_. 95 % is where the two-sided 90 % interval lies wholly on that side. A claim of a size
("3.4 times") goes by the relative standard error: at most 5 % is very certain and at most 16.5 % fairly certain, the
bounds below which a statistical office releases a figure as excellent and without a warning [2]_. A sentence is only as
certain as its least certain claim.

References
----------
.. [1] Mastrandrea, M. D., Field, C. B., Stocker, T. F., et al. (2010). Guidance Note for Lead Authors of the IPCC Fifth
   Assessment Report on Consistent Treatment of Uncertainties. IPCC.
.. [2] Statistics Canada (2010). Canadian Community Health Survey: User Guide, guidelines for tabulation, analysis and
   release (16.5 % and 33.3 %); quality letters of its business surveys (A: less than 5 %).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from scene.i18n import N_

VERY, FAIRLY, NOT, UNKNOWN = "very", "fairly", "not", "unknown"
WORDS = {
    VERY: N_("very certain"),
    FAIRLY: N_("fairly certain"),
    NOT: N_("not certain"),
    UNKNOWN: N_("the data do not say how certain"),
}
"""Words of each degree of certainty."""
VERY_FROM, FAIRLY_FROM = 0.99, 0.95
"""Probabilities of a claim from which it is called very and fairly certain."""
VERY_WITHIN, FAIRLY_WITHIN = 0.05, 0.165
"""Relative standard errors up to which a size is called very and fairly certain."""
CONFIDENCE = 0.9
"""Confidence of the intervals of this project where nobody asked for another."""
_NORMAL = NormalDist()
_WEAKEST_FIRST = (NOT, UNKNOWN, FAIRLY, VERY)
_ROUNDING = 1e-9  # a bound exactly on a cut-off counts as reaching it


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure with the standard deviation of its estimate, on the scale on which its interval is even."""

    middle: float
    deviation: float
    logarithmic: bool

    def beyond(self, line: float) -> float:
        """Probability that the true figure lies on the same side of a line as this one; NaN where it is unknown."""
        if self.logarithmic and line <= 0:
            return 1.0
        there = math.log(line) if self.logarithmic else line
        return _side(self.middle - there, self.deviation)

    def above(self, other: Spread) -> float:
        """Probability that the true figure is larger than another one that is independent of it.

        Figures of two scales are compared on the plain one.
        """
        one, two = (self, other) if self.logarithmic == other.logarithmic else (self.plain(), other.plain())
        gap, deviation = one.middle - two.middle, math.hypot(one.deviation, two.deviation)
        side = _side(gap, deviation)
        return side if gap >= 0 else 1 - side

    def plain(self) -> Spread:
        """Return the same on the plain scale, to first order."""
        if not self.logarithmic:
            return self
        middle = math.exp(self.middle)
        return Spread(middle, middle * self.deviation, logarithmic=False)

    @property
    def relative(self) -> float:
        """Relative standard error."""
        found = self.plain()
        return found.deviation / abs(found.middle) if found.middle else math.inf


def _side(distance: float, deviation: float) -> float:
    if deviation == 0:
        return 1.0 if distance else 0.5
    return _NORMAL.cdf(abs(distance) / deviation)


def spread_of(value: float, lower: float, upper: float, *, confidence: float = CONFIDENCE) -> Spread | None:
    """Read the standard deviation of an estimate off its interval.

    Parameters
    ----------
    value, lower, upper : float
        Of one figure. The scale is the logarithm where the value lies nearer to the middle of the bounds on it.
    confidence : float
        Of the two-sided interval, between 0 and 1.

    Returns
    -------
    Spread or None
        None where a number is missing or infinite: then nobody can say.

    Examples
    --------
    >>> found = spread_of(2.0, 1.6, 2.5)
    >>> round(found.deviation, 3), found.logarithmic, round(found.beyond(1.0), 4)
    (0.136, True, 1.0)
    """
    if not all(math.isfinite(number) for number in (value, lower, upper)):
        return None
    z = _NORMAL.inv_cdf(0.5 + confidence / 2)
    if lower > 0 and abs(math.log(lower * upper) / 2 - math.log(value)) <= abs((lower + upper) / 2 - value) / value:
        widest = max(math.log(upper / value), math.log(value / lower))
        return Spread(math.log(value), widest / z, logarithmic=True)
    return Spread(value, max(upper - value, value - lower) / z, logarithmic=False)


def of_probability(probability: float) -> str:
    """Name how certain a claim of this probability is.

    Examples
    --------
    >>> [of_probability(p) for p in (0.995, 0.95, 0.94, float("nan"))]
    ['very', 'fairly', 'not', 'unknown']
    """
    if math.isnan(probability):
        return UNKNOWN
    probability += _ROUNDING
    return VERY if probability >= VERY_FROM else FAIRLY if probability >= FAIRLY_FROM else NOT


def of_side(spread: Spread | None, line: float) -> str:
    """Name how certain it is that a figure lies on its side of a line."""
    return UNKNOWN if spread is None else of_probability(spread.beyond(line))


def of_size(spread: Spread | None) -> str:
    """Name how certain the size of a figure is.

    Examples
    --------
    >>> [of_size(spread_of(100.0, 100 - w, 100 + w)) for w in (5, 20, 40)], of_size(None)
    (['very', 'fairly', 'not'], 'unknown')
    """
    if spread is None:
        return UNKNOWN
    error = spread.relative - _ROUNDING
    return VERY if error <= VERY_WITHIN else FAIRLY if error <= FAIRLY_WITHIN else NOT


def of_all(probabilities: list[float]) -> str:
    """Name how certain it is that all of several claims hold together, whatever hangs together among them.

    The probability is at least 1 less the sum of the probabilities that one fails (Bonferroni's bound).

    Examples
    --------
    >>> of_all([0.999, 0.999]), of_all([0.97, 0.97]), of_all([])
    ('very', 'not', 'unknown')
    """
    if not probabilities:
        return UNKNOWN
    return of_probability(1 - sum(1 - probability for probability in probabilities))


def weakest(*words: str) -> str:
    """Return the least certain of several words: a sentence is as certain as its least certain claim.

    Where one claim is not certain, the sentence is not, whatever nobody can say of another.

    Examples
    --------
    >>> weakest(VERY, FAIRLY), weakest(VERY, UNKNOWN), weakest(NOT, UNKNOWN)
    ('fairly', 'unknown', 'not')
    """
    return min(words, key=_WEAKEST_FIRST.index)
