"""Options of the indicators of space, and how they reach the functions that compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.indicator import Option
from geo.lazy import Lazy

if TYPE_CHECKING:
    import pandas as pd

    from geo.activity import Activity
    from geo.indicator import Options

_chance = Lazy("geo.chance")
_weights = Lazy("geo.weights")
_cases = Lazy("geo.local_cases")
_overall = Lazy("geo.autocorrelation")
_clusters = Lazy("geo.local_clusters")

_VALUE = "the figure itself, such as jobs: large regions stand out"
_SHARE = "the region's share of its total that belongs to the group"
_QUOTIENT = "the location quotient"
VARIABLE = Option(
    "variable", ("value", "share", "location_quotient"), "What neighbours are compared by.", (_VALUE, _SHARE, _QUOTIENT)
)
VARIABLE_OF_JOINS = Option(
    "variable", ("location_quotient", "value", "share"), "What neighbours are compared by.", (_QUOTIENT, _VALUE, _SHARE)
)
WEIGHTS = Option(
    "weights",
    ("auto", "queen", "rook", "knn", "distance", "given"),
    "Which regions are neighbours.",
    (
        "those that came with the data as a table; else those that touch, and among points the nearest ones",
        "regions that touch, be it at a corner",
        "regions with a common border",
        "the nearest regions, as many as the option k says",
        "all regions within the distance of the option distance_km",
        "those of the table of weights, which must come with the data",
    ),
)
_K = Option("k", ("6",), "How many nearest regions are neighbours.", ("six",), bounds=(1.0, 100.0), whole=True)
_DISTANCE = Option(
    "distance_km",
    ("0",),
    "Up to how many kilometres regions are neighbours.",
    ("the shortest distance at which no region is alone",),
    bounds=(0.0, 20100.0),
)
_EQUAL = "the weights of a region add up to 1, so that each region counts the same"
_EACH = "each neighbour weighs 1, so that regions with many neighbours count more"
ROW = Option("style", ("row", "binary"), "How much a neighbour weighs.", (_EQUAL, _EACH))
BINARY = Option("style", ("binary", "row"), "How much a neighbour weighs.", (_EACH, _EQUAL))
SQUARES = Option(
    "scaling",
    ("n", "n-1"),
    "What the sum of squares is divided by.",
    ("the number of regions, as spdep does", "one less, as GeoDa does"),
)
Z_OR_SHARE = Option(
    "scaling",
    ("z", "share"),
    "What is shown.",
    ("the z-score: how many standard deviations from what chance gives", "the neighbours' share of the total"),
)
_SHUFFLES = "How often the figures are shuffled over the map to see what chance gives."
_TIMES = Option(
    "permutations",
    ("999",),
    _SHUFFLES,
    ("999 times; with fdr, extreme regions again and up to 100 times as often",),
    bounds=(0.0, 99999.0),
    whole=True,
)
_NO_TIMES = Option(
    "permutations", ("0",), _SHUFFLES, ("never: the p-value is computed",), bounds=(0.0, 99999.0), whole=True
)
_SEED = Option(
    "seed", ("1",), "The same whole number gives the same shuffles.", ("the first",), bounds=(0.0, 2.0**31), whole=True
)
_BOTH_SIDES = "figures as far out on either side"
_ONE_SIDE = "figures on the same side only, as GeoDa and esda print: half the p-value"
_SIDES = Option(
    "sides",
    ("two", "one"),
    "What counts as just as far out.",
    (_BOTH_SIDES, _ONE_SIDE),
)
_SIDES_OF_JOINS = Option(
    "sides",
    ("upper", "two", "one"),
    "What counts as just as far out.",
    ("as many neighbours or more", _BOTH_SIDES, _ONE_SIDE),
)
_FDR = Option(
    "fdr",
    ("yes", "no"),
    "Whether it is counted in that many regions are tested at once.",
    ("of all clusters shown, the level is the part that is chance", "each region is judged as if it were the only one"),
)
_LEVEL = Option("significance", ("0.05",), "Up to which p-value a cluster is shown.", ("5%",), bounds=(0.0001, 0.5))
ASSUMPTION = Option(
    "assumption",
    ("randomisation", "normality"),
    "What chance is taken to be.",
    ("each arrangement of the figures over the map is as likely", "the figures are drawn from a normal distribution"),
)
OTHER = Option(
    "other",
    ("TOTAL",),
    "Code of the group whose figures in the neighbouring regions are compared.",
    ("the neighbouring regions' total",),
    free=True,
)
THRESHOLD = Option(
    "threshold",
    ("1",),
    "From which figure on a region counts.",
    ("a share as large as the average",),
    bounds=(0.0, 1e15),
)
NEAR = (WEIGHTS, _K, _DISTANCE)
GLOBAL = (_NO_TIMES, _SEED, _SIDES)
LOCAL = (_TIMES, _SEED, _SIDES, _FDR, _LEVEL)
LOCAL_JOINS = (_TIMES, _SEED, _SIDES_OF_JOINS, _FDR, _LEVEL)
FOLDED = (
    "Two-sided p-values by default: GeoDa and esda print one side, so that their 0.05 is 0.10 here. "
    "Islands have no neighbours and no value. "
)


def _neighbours(options: Options) -> object:
    return _weights.Neighbours(
        options["weights"], int(float(options["k"])), float(options["distance_km"]), options["style"]
    )


def _tested(options: Options) -> object:
    return _chance.Chance(
        permutations=int(float(options["permutations"])),
        seed=int(float(options["seed"])),
        sides=options.get("sides", "two"),
        assumption=options.get("assumption", "randomisation"),
        fdr=options.get("fdr") == "yes",
        level=float(options.get("significance", "0.05")),
    )


def globally(name: str, activity: Activity, options: Options) -> pd.DataFrame:
    """Compute a global statistic with the options of the registry."""
    found: pd.DataFrame = getattr(_overall, name)(
        activity, variable=options["variable"], neighbours=_neighbours(options), chance=_tested(options)
    )
    return found


def _local(name: str, options: Options) -> object:
    return _cases.Local(
        name,
        options["variable"],
        _neighbours(options),
        options.get("scaling", ""),
        options.get("other", "TOTAL"),
        float(options.get("threshold", "1")),
    )


def locally(name: str, activity: Activity, options: Options) -> pd.DataFrame:
    """Compute a local statistic of all industries with the options of the registry."""
    found: pd.DataFrame = _cases.local_table(activity, _local(name, options))
    return found


def in_detail(name: str, activity: Activity, options: Options, industry: str) -> pd.DataFrame:
    """Tell of one industry where a local statistic is more than chance."""
    found: pd.DataFrame = _clusters.hot_spots(activity, industry, local=_local(name, options), chance=_tested(options))
    return found[["p_value", "z_score", "cluster"]]
