"""The registry: one entry an indicator; menus, command line, documentation and method panels are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import specialization
from geo.errors import MissingTableError, UnknownIndicatorError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.activity import Activity

    Interval = tuple[pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of an indicator; the first value is the default, `meanings` has one sentence a value."""

    name: str
    values: tuple[str, ...]
    plain: str = ""
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One derived figure: how it is computed, read, drawn and proven.

    `title`, `plain`, `reading`, `caution` and `unit` are English sentences that the interface translates. `unit` is
    empty for dimensionless figures and ``{measure}`` stands for the unit of the measure. `breaks` are the inner bounds
    of fixed classes, `neutral` the value of "like the reference".
    """

    name: str
    title: str
    plain: str
    formula: str
    reading: str
    caution: str
    citation: str
    test: str
    compute: Callable[[Activity, Mapping[str, str]], pd.DataFrame]
    level: str = "cell"
    unit: str = ""
    options: tuple[Option, ...] = ()
    needs: tuple[str, ...] = ()
    additive_only: bool = True
    neutral: float | None = None
    breaks: tuple[float, ...] = ()
    interval: Callable[[Activity, Mapping[str, str]], Interval | None] | None = None
    good_range: tuple[float, float] = (0.0, float("inf"))
    decimals: int = 2
    percent: bool = False


_REFERENCE = Option(
    "reference",
    specialization.REFERENCES,
    "What a region is compared with.",
    (
        "the published national row; the sum over the regions where none is published, and the result says so",
        "the sum over the regions of the table, the region itself included",
        "the published row (or the sum over the regions) without the region itself",
        "a row given by hand, such as another country; it must come with the data",
    ),
)
_VARIANT = Option(
    "variant",
    ("profile", "industry"),
    "Which two shares are compared.",
    (
        "the group's share of the region less its share of the reference: s[r,i] - q[i]",
        "the region's share of the group less its share of everything: x[r,i] / x[.,i] - x[r,.] / x[.,.]",
    ),
)
_TESTS = "tests/geo/test_specialization.py::"
_FIXED = (0.5, 0.8, 1.25, 2.0)
_FOLDED = tuple((b - 1) / (b + 1) for b in _FIXED)

_ALL = (
    Indicator(
        name="location_quotient",
        title="Share compared with the average (location quotient)",
        plain="How many times larger the share here is than in the reference economy.",
        formula="LQ[r,i] = (x[r,i] / x[r,.]) / (q[i] / q[.])",
        reading="1 is the share in the reference economy; 2 means twice that share.",
        caution="A small place can have a huge quotient from a single employer: look at the number of jobs too.",
        citation="Haig, R. M. (1926). Toward an understanding of the metropolis. "
        "Quarterly Journal of Economics 40(2), 179-208.",
        test=_TESTS + "test_location_quotient_of_the_published_states",
        compute=lambda a, o: specialization.location_quotient(a, reference=o["reference"]),
        interval=lambda a, o: specialization.location_quotient_interval(a, reference=o["reference"]),
        options=(_REFERENCE,),
        neutral=1.0,
        breaks=_FIXED,
    ),
    Indicator(
        name="share",
        title="Share of the region's total",
        plain="What part of the region's total belongs to this group.",
        formula="s[r,i] = x[r,i] / x[r,.]",
        reading="10% means that one in ten belongs to this group.",
        caution="Groups that are large everywhere come first: the location quotient compares with the country.",
        citation="Isard, W. (1960). Methods of Regional Analysis. MIT Press, chapter 7.",
        test=_TESTS + "test_shares_of_a_region_sum_to_one",
        compute=lambda a, _: specialization.share(a),
        good_range=(0.0, 1.0),
        percent=True,
        decimals=1,
    ),
    Indicator(
        name="additive_location_quotient",
        title="Share less the average share (additive location quotient)",
        plain="The share here minus the share in the reference economy.",
        formula="ALQ[r,i] = x[r,i] / x[r,.] - q[i] / q[.]",
        reading="0 is the share in the reference economy; 2 percentage points means two more in every hundred.",
        caution="Large groups give large differences: compare it within one group only.",
        citation="Hoen, A. R., Oosterhaven, J. (2006). On the measurement of comparative advantage. "
        "Annals of Regional Science 40, 677-691.",
        test=_TESTS + "test_additive_quotient_of_the_textbook_town",
        compute=lambda a, o: specialization.additive_location_quotient(
            a, reference=o["reference"], variant=o["variant"]
        ),
        options=(_REFERENCE, _VARIANT),
        neutral=0.0,
        good_range=(-1.0, 1.0),
        percent=True,
        decimals=1,
    ),
    Indicator(
        name="symmetric_location_quotient",
        title="Balanced quotient from -1 to 1 (symmetric location quotient)",
        plain="The location quotient folded so that too little and too much weigh the same.",
        formula="SLQ[r,i] = (LQ[r,i] - 1) / (LQ[r,i] + 1)",
        reading="0 is the share in the reference economy; -1 means absent, values near 1 mean many times the share.",
        caution="It carries no more information than the location quotient; it only spreads the colours evenly.",
        citation="Laursen, K. (2015). Revealed comparative advantage and the alternatives as measures of international "
        "specialization. Eurasian Business Review 5, 99-115.",
        test=_TESTS + "test_symmetric_quotient_is_minus_one_where_absent",
        compute=lambda a, o: specialization.symmetric_location_quotient(a, reference=o["reference"]),
        options=(_REFERENCE,),
        neutral=0.0,
        breaks=_FOLDED,
        good_range=(-1.0, 1.0),
    ),
    Indicator(
        name="density_km2",
        title="Per square kilometre",
        plain="How many there are on each square kilometre of the region.",
        formula="x[r,i] / area[r]",
        reading="Twice the number means twice as dense.",
        caution="Large regions with empty land look thin although their towns may be dense.",
        citation="Ciccone, A., Hall, R. E. (1996). Productivity and the density of economic activity. "
        "American Economic Review 86(1), 54-70.",
        test=_TESTS + "test_density_divides_by_the_area_of_the_region",
        compute=lambda a, _: specialization.density_km2(a),
        unit="{measure} per km²",
        needs=("areas",),
    ),
    Indicator(
        name="per_thousand_people",
        title="Per thousand inhabitants",
        plain="How many there are for every thousand people who live in the region.",
        formula="1000 x[r,i] / population[r]",
        reading="Above the average of the map, people travel in to work here, or many of them do this work.",
        caution="Workplaces in a business district serve people who live elsewhere: the figure can be very large.",
        citation="Isard, W. (1960). Methods of Regional Analysis. MIT Press, chapter 7.",
        test=_TESTS + "test_per_thousand_people_is_missing_where_nobody_lives",
        compute=lambda a, _: specialization.per_thousand_people(a),
        unit="{measure} per 1,000 people",
        needs=("population",),
    ),
    Indicator(
        name="value",
        title="The figure itself",
        plain="The published figure as it stands, compared with nothing.",
        formula="x[r,i]",
        reading="Large regions have large numbers: this map shows size, not specialization.",
        caution="Use it to see how many there are, never to say where a region is strong.",
        citation="The source of the dataset.",
        test=_TESTS + "test_the_figure_itself_is_returned_unchanged",
        compute=lambda a, _: a.values,
        unit="{measure}",
        additive_only=False,
        decimals=0,
    ),
)

REGISTRY: Mapping[str, Indicator] = {indicator.name: indicator for indicator in _ALL}
"""Every indicator by its name, in the order of the menus."""


def indicator(name: str) -> Indicator:
    """Return the registry entry of an indicator.

    Raises
    ------
    UnknownIndicatorError
        If no indicator has this name; the message shows the nearest.

    Examples
    --------
    >>> indicator("share").level
    'cell'
    """
    if name not in REGISTRY:
        raise UnknownIndicatorError("indicator", name, REGISTRY)
    return REGISTRY[name]


def options_of(entry: Indicator, given: Mapping[str, str]) -> dict[str, str]:
    """Complete the options of an indicator with its defaults.

    Raises
    ------
    UnknownOptionError
        If an option or its value is not on the indicator's list.

    Examples
    --------
    >>> options_of(indicator("location_quotient"), {"reference": "rest"})
    {'reference': 'rest'}
    """
    known = {option.name: option for option in entry.options}
    for name, value in given.items():
        if name not in known:
            raise UnknownOptionError("option", name, known, where=f"of {entry.name!r}")
        if value not in known[name].values:
            raise UnknownOptionError("value", value, known[name].values, where=f"of the option {name!r}")
    return {name: given.get(name, option.values[0]) for name, option in known.items()}


def lacking(entry: Indicator, activity: Activity, options: Mapping[str, str] | None = None) -> str | None:
    """Name the first table that an indicator needs with its options and the data do not have, or None.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> lacking(indicator("density_km2"), from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"])))
    'areas'
    """
    have = {"areas": activity.areas is not None, "population": activity.population is not None}
    have["reference"] = activity.reference_published
    needs = [*entry.needs, *(["reference"] if (options or {}).get("reference") == "external" else [])]
    return next((need for need in needs if not have.get(need)), None)


def require_tables(entry: Indicator, activity: Activity, options: Mapping[str, str]) -> None:
    """Refuse data that lack a table which an indicator needs with these options.

    Raises
    ------
    MissingTableError
        The message names the first such table.
    """
    table = lacking(entry, activity, options)
    if table is not None:
        raise MissingTableError(entry.name, table)


def compute(name: str, activity: Activity, given: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Compute a cell indicator for every region and industry.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)

    Raises
    ------
    UnknownIndicatorError, UnknownOptionError
        If a name is not on the list.
    MissingTableError
        If the indicator needs a table that is not there.
    NegativeActivityError
        If any value is negative or infinite.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> compute("location_quotient", from_tables(x)).loc["R02"].tolist()
    [1.5, 0.5]
    """
    entry = indicator(name)
    options = options_of(entry, given or {})
    require_tables(entry, activity, options)
    return entry.compute(activity, options)
