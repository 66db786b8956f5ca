"""Figures as sentences speak of them: with their published errors, on a plain scale, by a name that tells enough."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.manifest import in_language
from scene.headline import named

if TYPE_CHECKING:
    import pandas as pd

    from geo.query import Query, Result
    from geo.store import Store
    from scene.figures import Figures
    from scene.i18n import Say

AMOUNTS = frozenset({"value", "density_km2", "per_thousand_people"})
"""Indicators that are the measure itself, as it is or over something known exactly."""
QUOTIENTS = frozenset({"location_quotient", "location_quotient_interval", "symmetric_location_quotient"})
"""Indicators that sentences speak of as a multiple of the average share."""
_TELLING = QUOTIENTS | AMOUNTS
"""Indicators whose figures say what they are, so that a sentence need not name the indicator."""
_IN_BRACKETS = re.compile(r" \([^()]*\)(?=$|:)")  # the technical term behind the plain one
_FEW = 1.5  # up to which a multiple deserves two decimals


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """Figures that sentences are made from; `error` is the published relative error of the amounts, if there is one."""

    result: Result
    figures: Figures
    error: pd.Series | None = None

    @property
    def made_up(self) -> bool:
        """Whether the figures or their intervals are simulated: then no range says anything about real ones."""
        return bool(self.result.simulated) or self.result.interval_simulated


def sight_of(query: Query, figures: Figures, store: Store) -> Sight:
    """Look at a query of the same dataset, such as another year."""
    errors = store.computed(query).activity.relative_error
    has_own = figures.entry.shape == "wide" and errors is not None and query.industry_code in errors.columns
    error = errors[query.industry_code] if errors is not None and has_own else None
    return Sight(store.result(query), replace(figures, query=query), error)


def is_folded(figures: Figures) -> bool:
    """Whether the figure is a quotient folded to -1 ... 1, of which nobody speaks but as a quotient."""
    return figures.entry.name == "symmetric_location_quotient"


def plain(value: float, figures: Figures) -> float:
    """Return a figure on the scale on which claims speak of it."""
    return (1 + value) / (1 - value) if is_folded(figures) and value < 1 else value


def times(value: float, say: Say) -> str:
    """Write a multiple: always with decimals, which need one form of the noun in every language.

    Examples
    --------
    >>> from scene.i18n import Say
    >>> [times(value, Say("en")) for value in (1.25, 2.0, 13.37)]
    ['1.25', '2.0', '13.4']
    """
    return say.number(value, decimals=2 if value < _FEW else 1)


def short(value: float, figures: Figures) -> str:
    """Write a figure for a sentence that names its unit elsewhere."""
    is_quotient = figures.entry.name in QUOTIENTS
    return times(plain(value, figures), figures.say) if is_quotient else figures.value(value)


def figure(value: float, figures: Figures) -> str:
    """Write a figure with what it counts: "2.0 times the average share", "6.8%", "239,720 jobs"."""
    if figures.entry.name in QUOTIENTS:
        return figures.say("{times} times the average share", times=short(value, figures))
    unit = "" if figures.entry.percent or figures.entry.classes else figures.unit
    return f"{figures.value(value)} {unit}".rstrip()


def topic(figures: Figures) -> str:
    """Name what is counted: the group, or the measure where that is an average."""
    measure = figures.dataset.manifest.measure(figures.query.measure)
    alone = len(figures.dataset.industries_at(figures.query.industry_level)) == 1
    parts = [] if measure.additive else [in_language(measure.title, figures.say.lang)]
    return ", ".join(parts if parts and alone else [*parts, figures.industry])


def followed(figures: Figures) -> str:
    """Name what is counted; of an average that is followed over years also its unit, which tells at whose prices."""
    measure = figures.dataset.manifest.measure(figures.query.measure)
    over_years = figures.entry.family == "dynamics" and not measure.additive
    return "; ".join(
        [topic(figures), figures.measure_unit] if over_years and figures.measure_unit else [topic(figures)]
    )


def about(figures: Figures) -> str:
    """Name what a figure is about: the indicator, unless the figure itself says what it is, and what is counted."""
    if figures.entry.name in _TELLING:
        return topic(figures)
    title = _IN_BRACKETS.sub("", named(figures))
    return title if figures.of_regions else f"{title}; {followed(figures)}"
