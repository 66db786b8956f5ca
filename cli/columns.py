"""What every column of an export means: one list for the provenance of each file and for the user guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.simulated import ACTIVITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.indicator import Indicator

COLUMNS: Mapping[str, str] = {
    "region_code": "code of the region",
    "industry_code": "code of the industry",
    "region_name": "name of the region",
    "value": "the indicator",
    "lower": "lower bound of its interval (90 %, or the confidence asked for), from published errors or "
    "establishments; empty where nothing supports one",
    "upper": "upper bound of its interval",
    "obs_status": "of the figure in `amount`: A normal, E estimated, M missing, C confidential, S simulated",
    "rank": "1 is the highest value; ties share the best; empty below the minimum and without value",
    "rank_best": "the best rank that the intervals leave open; empty where they are unknown",
    "rank_worst": "the worst rank that they leave open",
    "amount": "x[r,i]: the figure itself",
    "region_total": "x[r,.]: the figure of the whole region",
    "below_minimum": "true where the figure is smaller than --minimum",
    "other_region_code": "code of the other region of the pair",
    "other_industry_code": "code of the other industry of the pair",
    "coverage": "known industries over the region's total; well below 1, the value rests on a part; a hair above 1 (as "
    "1.000006), published figures were rounded; clearly above 1, industries overlap or the total is wrong",
    "regions": "number of regions that the value rests on",
    "n_regions": "number of regions with a figure and a neighbour",
    "expectation": "the value that chance alone gives on average",
    "variance": "variance of the value under chance alone",
    "z_score": "distance from what chance gives, in standard deviations",
    "p_value": "how often chance alone gives a figure as far out; of a single region over permutations",
    "pseudo_p_value": "the same over permutations: (1 + as extreme ones) / (1 + permutations)",
    "cluster": "high-high, low-low, high-low, low-high or not significant; of other statistics in words of their own",
    "score": "what the rule counts: stars, tier, stage or index",
    "is_cluster": "1 where the rule calls it a cluster, 0 where not, empty where that is not known",
    "condition_*": "1 where the condition of this name holds, 0 where not, empty where that is not known",
    "figure_*": "the figure that the condition of this name looks at",
    "cut_*": "what that figure was compared with",
    "location_quotient": "the location quotient beside its probability",
    "location_quotient_lower": "lower bound of the quotient's interval, at the confidence that was chosen",
    "location_quotient_upper": "upper bound of the quotient's interval",
    "component": "part of the network that it belongs to: 1 is the largest, 0 has nothing present",
    "eigengap": "lead of the eigenvalue over the next one; near 0 the order hangs on small changes of the data",
    "sign_correlation": "correlation of the values with the anchor that fixes their direction",
    "sign_certain": "false where chance gives such a correlation too, so that the direction is uncertain",
    "raw_concentration": "G: sum of squared differences between the industry's shares and those of all activity",
    "plant_herfindahl": "H: Herfindahl index of the sizes of the establishments",
    "plants": "number of establishments of the industry",
    "other_plants": "number of establishments of the other industry",
    "excess": "the value less what chance gives the two industries",
    "between": "part of the inequality that lies between the groups of regions",
    "within": "part of the inequality that lies within the groups of regions",
    "share_between": "`between` over the whole, a fraction",
    "national": "part that goes with the growth of the whole economy",
    "mix": "part that comes from having fast or slow industries",
    "regional": "part that comes from the region itself",
    "allocation": "part that comes from being specialized where the region grows ahead (Esteban-Marquillas; else 0)",
    "change": "the whole change, which the parts add up to (for gerfin: multiply to)",
    "new": "industries that began from 0, whose whole figure is in the regional part: true or false, or how many",
    "figure": "name of the figure in `value`",
    "year": "year of the row",
    "cv": "standard deviation over the mean",
    "mean": "mean of the regions",
    "from_class": "class that a region starts in, 1 the lowest",
    "neighbours_class": "class of the neighbours' mean at the start, 1 the lowest",
    "to_*": "probability of being in the class of this number one step later",
    "moves": "number of steps that begin in this row",
    "ergodic": "share of the regions in this row in the long run",
    "sojourn": "mean number of years in the class before leaving it; inf where no region left it",
    "mobility": "Shorrocks' mobility of the whole table: 0 nobody moves",
    "years_to_*": "mean number of years until the class of this number is reached first",
    "from_quadrant": "quadrant of region and neighbours that a step starts in",
    "high-high": "probability of the step to a high region among high ones",
    "low-high": "probability of the step to a low region among high ones",
    "low-low": "probability of the step to a low region among low ones",
    "high-low": "probability of the step to a high region among low ones",
    "direct": "effect of one unit before further rounds of purchases",
    "total": "the whole effect; of type 2 with the income of households",
    "effect": "effect of one unit of final demand on the whole economy",
    "sum": "column sum of the inverse: the output multiplier",
    "relative": "row sum over the average of the rows: 1 is the average industry",
    "sensitivity": "Rasmussen's sensitivity of dispersion: from Leontief's inverse",
    "share": "part of the whole",
    "gain": "output of the whole region if this share is made at home",
    "multiplier": "output multiplier of the region's own industry; 1 where it has none yet",
    "term": "term of the equation",
    "standard_error": "standard error of the value, robust to heteroscedasticity",
    "z": "value over its standard error",
    "ols": "the coefficient by least squares on logarithms, for comparison",
    "ols_standard_error": "its standard error",
    "firms": "number of enterprises",
    "contribution": "share times value: what the region adds to the whole",
}
"""Meaning of each column by its name; a name with ``*`` stands for all that begin so."""

_OWN: Mapping[tuple[str, str], str] = {
    ("fitness", "change"): "largest change in the last step, a part of the mean: far from 0 it has not come to rest",
    ("import_substitution_gap", "share"): "part of all that the region needs of this input",
    ("import_substitution_gap", "rank"): "1 is the largest gap",
    ("triple_helix_synergy", "share"): "part of all enterprises that are in the region",
    ("output_multiplier", "direct"): "the unit and its first round of purchases",
    ("employment_multiplier", "direct"): "jobs for one unit of output",
    ("employment_multiplier", "effect"): "jobs for one unit of final demand",
    ("income_multiplier", "direct"): "wages for one unit of output",
    ("income_multiplier", "effect"): "wages for one unit of final demand",
    ("bootstrap_cutoff", "lower"): "5th percentile of the cut over the draws",
    ("bootstrap_cutoff", "upper"): "95th percentile of the cut over the draws",
}
_PAIRS: Mapping[str, str] = {
    "industry_pair": "the indicator for the pair of the row and the industry of this name",
    "region_pair": "the indicator for the pair of the row and the region of this name",
}
_WIDE: Mapping[str, str] = {"region_code": "code of the region", "(any other)": "the indicator of that industry"}
BOUNDS_WANTED = (
    "bounds stand in the table of one industry: add --industry CODE for the columns lower and upper (a table of all "
    "industries holds the values alone)"
)
"""How to get the interval that a table of all industries has no room for."""


def described(columns: Iterable[str], entry: Indicator, *, all_industries: bool) -> dict[str, str]:
    """Describe the columns of an export of an indicator.

    `all_industries` tells that the columns are industries of a wide table. In a table of pairs
    a column that is none of the list is a code; elsewhere it has no description.

    Examples
    --------
    >>> from geo.indicators import indicator
    >>> described(["region_code", "cut_size"], indicator("cluster_stars"), all_industries=False)["cut_size"]
    'what that figure was compared with'
    """
    if all_industries:
        return dict(_WIDE)
    pair = _PAIRS.get(entry.level, "")
    found = {name: _OWN.get((entry.name, name)) or COLUMNS.get(_known(name)) or pair for name in columns}
    return {name: text for name, text in found.items() if text}


def _known(name: str) -> str:
    """Name of a column in the list, with ``*`` where it is one of many."""
    if name in COLUMNS:
        return name
    return next((key for key in COLUMNS if key.endswith("*") and name.startswith(key[:-1])), name)


def as_markdown() -> str:
    """Return the list as the table of the user guide.

    Examples
    --------
    >>> as_markdown().splitlines()[2]
    '| `region_code` | code of the region |'
    """
    rows = [f"| `{name}` | {text} |" for name, text in COLUMNS.items()]
    return "\n".join(["| column | meaning |", "|---|---|", *rows])


def simulation_notes(told: Mapping[str, Any]) -> list[str]:
    """Say in sentences what of an export is simulated; figures and intervals apart.

    Examples
    --------
    >>> simulation_notes({"simulated": False, "interval_simulated": True})
    ['the intervals come from simulated establishments; the figures themselves do not']
    """
    if told["simulated"]:
        tables = [name for name in told.get("simulated_tables", ()) if name != ACTIVITY]
        made_up = f"; they stand on the simulated table {', '.join(tables)}" if tables else " (obs_status S)"
        return [f"these figures are simulated, not observed{made_up}"]
    if told.get("interval_simulated"):
        return ["the intervals come from simulated establishments; the figures themselves do not"]
    return []
