"""How sure a quotient is, and scores that say where one stands out: entries of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo import uncertainty
from geo.catalogue.cell import REFERENCE
from geo.errors import MissingTableError
from geo.indicator import Indicator, Option
from geo.lazy import Lazy

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.indicator import Interval, Options

scores = Lazy("geo.quotient_scores")
specialization = Lazy("geo.specialization")

METHOD = Option(
    "method",
    tuple(uncertainty.METHODS),
    "Where the uncertainty comes from.",
    (
        "the sampling errors that the source publishes",
        "the establishments, drawn again within each region: jobs of one employer come and go together",
        "the counts alone, as if every unit were independent of the others: far too narrow for jobs",
    ),
)
CONFIDENCE = Option(
    "confidence",
    ("0.9",),
    "How often the interval is to hold the true value.",
    ("9 times in 10; any fraction from 0.5 to 0.999",),
    bounds=(0.5, 0.999),
)
THRESHOLD = Option(
    "threshold",
    ("1",),
    "The quotient that is to be exceeded.",
    ("the share of the reference economy; 1.25 and 2 are usual too",),
    bounds=(0.01, 1000.0),
)
SCALE = Option(
    "scale",
    ("plain", "log"),
    "Scale on which the quotients are compared.",
    (
        "the quotients as they are",
        "their logarithms, which are nearer to a normal distribution; a quotient of 0 then has no score",
    ),
)
PERCENTILE = Option(
    "percentile",
    ("95",),
    "Which part of the regions lies below the cut.",
    ("95 of 100; any number from 50 to 99.9",),
    bounds=(50.0, 99.9),
)
DRAWS = Option(
    "draws",
    ("1000",),
    "How often the regions are drawn again.",
    ("1,000 times; up to 10,000",),
    bounds=(1000.0, 10000.0),
    whole=True,
)
SEED = Option(
    "seed", ("1",), "Start of the random numbers: the same seed gives the same result.", ("any whole number",),
    bounds=(0.0, 1e9), whole=True,
)  # fmt: skip
_CUTS = (-1.96, -1.65, 1.65, 1.96)


def _supported(name: str, activity: Activity, options: Options) -> None:
    if options["method"] == "firms" and activity.companions.firms is None:
        raise MissingTableError(name, "firms")


def _quotient(activity: Activity, options: Options) -> pd.DataFrame:
    _supported("location_quotient_interval", activity, options)
    found: pd.DataFrame = specialization.location_quotient(activity, reference=options["reference"])
    return found


def _interval(activity: Activity, options: Options) -> Interval | None:
    return uncertainty.location_quotient_interval(
        activity,
        reference=options["reference"],
        method=options["method"],
        confidence=float(options["confidence"]),
    )


def _by_method(_: Activity, options: Options) -> tuple[str, ...]:
    """Name the table that the chosen method stands on."""
    return ("firms",) if options["method"] == "firms" else ()


def _probability(activity: Activity, options: Options) -> pd.DataFrame:
    _supported("probability_specialized", activity, options)
    return uncertainty.probability_specialized(
        activity,
        reference=options["reference"],
        method=options["method"],
        threshold=float(options["threshold"]),
    )


def _beside(activity: Activity, options: Options, industry: str) -> pd.DataFrame:
    """Return the quotient of one industry with its interval, to stand beside the probability."""
    quotient = specialization.location_quotient(activity, reference=options["reference"])
    lower, upper = _interval(activity, options) or (quotient * float("nan"),) * 2
    return pd.DataFrame(
        {
            "location_quotient": quotient[industry],
            "location_quotient_lower": lower[industry],
            "location_quotient_upper": upper[industry],
        }
    )


UNCERTAINTY = (
    Indicator(
        name="location_quotient_interval",
        title="Location quotient with its interval",
        plain="The location quotient, with the range that holds its true value as often as the confidence says.",
        formula="LQ[r,i] exp(-z sd) ... LQ[r,i] exp(z sd), sd of ln LQ; with method = counts: LQ[r,i] -+ z sd",
        reading="From 0.9 to 1.6: the region may have a little less than the average share, or far more.",
        caution="It covers chance only, not a wrong classification; from few or very unequal establishments it is "
        "still too narrow.",
        citation="Moineddin, R., Beyene, J., Boyle, E. (2003). On the location quotient confidence interval. "
        "Geographical Analysis 35(3), 249-256.",
        test="tests/geo/test_intervals.py::test_the_deviation_of_moineddin_of_the_sixteen_states_of_germany",
        compute=_quotient,
        interval=_interval,
        interval_on=_by_method,
        family="uncertainty",
        options=(REFERENCE, METHOD, CONFIDENCE),
        uses=("firms",),
        neutral=1.0,
        breaks=(0.5, 0.8, 1.25, 2.0),
    ),
    Indicator(
        name="probability_specialized",
        title="Probability of being specialized",
        plain="How probable it is that the true location quotient is larger than the threshold.",
        formula="P(LQ[r,i] > t), with Phi of ln(LQ[r,i] / t) / sd; with method = counts: Phi of (LQ[r,i] - t) / sd",
        reading="95% means almost certainly specialized, 5% almost certainly not, 50% that nobody can tell.",
        caution="A high probability says that the quotient is above the threshold, not that it is far above.",
        citation="Moineddin, R., Beyene, J., Boyle, E. (2003). On the location quotient confidence interval. "
        "Geographical Analysis 35(3), 249-256.",
        test="tests/geo/test_uncertainty.py::"
        "test_the_probability_reaches_95_percent_where_the_lower_bound_of_90_percent_reaches_the_threshold",
        compute=_probability,
        figure_on=_by_method,
        detail=_beside,
        family="uncertainty",
        options=(REFERENCE, METHOD, THRESHOLD, CONFIDENCE),
        uses=("firms",),
        neutral=0.5,
        breaks=(0.05, 0.25, 0.75, 0.95),
        good_range=(0.0, 1.0),
        percent=True,
        decimals=0,
    ),
    Indicator(
        name="standardized_location_quotient",
        title="Quotient in standard deviations (standardized location quotient)",
        plain="How many standard deviations the location quotient lies above the mean of all regions.",
        formula="z[r,i] = (LQ[r,i] - mean of LQ over r) / sd of LQ over r, with n - 1",
        reading="Above 1.96 the region stands out: about 1 region in 40 would, if quotients were normal.",
        caution="Quotients are rarely normal: prefer the logarithm, or the bootstrap cut-off of the industry.",
        citation="O'Donoghue, D., Gleave, B. (2004). A note on methods for measuring industrial agglomeration. "
        "Regional Studies 38(4), 419-427.",
        test="tests/geo/test_quotient_scores.py::test_standardized_quotients_have_mean_0_and_deviation_1",
        compute=lambda a, o: scores.standardized_location_quotient(a, reference=o["reference"], scale=o["scale"]),
        options=(REFERENCE, SCALE),
        neutral=0.0,
        breaks=_CUTS,
        good_range=(float("-inf"), float("inf")),
    ),
    Indicator(
        name="bootstrap_cutoff",
        title="Standardized quotient from which a region stands out (bootstrap cut-off)",
        plain="The standardized location quotient that 95 of 100 regions do not reach in this industry.",
        formula="mean over draws of the percentile of z[r,i], regions drawn with replacement",
        reading="Regions whose standardized quotient is larger stand out, whatever the distribution looks like.",
        caution="Some regions always lie above it, even in an industry that is spread evenly; "
        "fewer than ten regions have no cut.",
        citation="Tian, Z. (2013). Measuring agglomeration using the standardized location quotient with a bootstrap "
        "method. Journal of Regional Analysis and Policy 43(2), 186-197.",
        test="tests/geo/test_quotient_scores.py::test_the_cut_is_that_of_a_bootstrap_that_draws_every_region",
        compute=lambda a, o: scores.bootstrap_cutoff(
            a,
            reference=o["reference"],
            scale=o["scale"],
            percentile=float(o["percentile"]),
            draws=int(float(o["draws"])),
            seed=int(float(o["seed"])),
        ),
        level="industry",
        shape="industry",
        options=(REFERENCE, SCALE, PERCENTILE, DRAWS, SEED),
        good_range=(float("-inf"), float("inf")),
    ),
)

INCOME = (
    Indicator(
        name="prody",
        title="Income that goes with an industry (PRODY)",
        plain="The mean income of the regions, weighted by how specialized each is in the industry.",
        formula="PRODY[i] = sum over r of (s[r,i] / sum over r of s[r,i]) income[r]",
        reading="A high figure means that this industry is found where people earn much.",
        caution="It does not say that the industry makes them rich: rich places have other things in common.",
        citation="Hausmann, R., Hwang, J., Rodrik, D. (2007). What you export matters. "
        "Journal of Economic Growth 12(1), 1-25.",
        test="tests/geo/test_quotient_scores.py::test_prody_of_three_regions_worked_out_by_hand",
        compute=lambda a, _: scores.prody(a, income=a.companions.income),
        level="industry",
        shape="industry",
        family="complexity",
        needs=("income",),
        decimals=1,
    ),
    Indicator(
        name="expy",
        title="Income that goes with what a region does (EXPY)",
        plain="The mean of the incomes that go with the region's industries, weighted by their shares.",
        formula="EXPY[r] = sum over i of s[r,i] PRODY[i]",
        reading="Above the region's own income, it does what richer places do.",
        caution="A region's own income is part of the figure: with few regions it says little.",
        citation="Hausmann, R., Hwang, J., Rodrik, D. (2007). What you export matters. "
        "Journal of Economic Growth 12(1), 1-25.",
        test="tests/geo/test_quotient_scores.py::test_expy_of_three_regions_worked_out_by_hand",
        compute=lambda a, _: scores.expy(a, income=a.companions.income),
        level="region",
        shape="region",
        family="complexity",
        needs=("income",),
        decimals=1,
    ),
)
