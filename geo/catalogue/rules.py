"""Cell indicators that say whether an industry in a region is a cluster, by published and by own rules."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.errors import UnknownOptionError
from geo.indicator import Indicator, Option
from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.activity import Activity
    from geo.indicator import Options
    from geo.rule_result import RuleResult

cluster_rules = Lazy("geo.cluster_rules")

_TESTS = "tests/geo/test_cluster_rules.py::"
_PUBLISHED = "published"
_PARAMETERS = Option(
    "parameters",
    (_PUBLISHED,),
    "Cuts other than the published ones.",
    ("as published; or name=number pairs with a comma between them, such as size=0.2,focus=0.2",),
    free=True,
)
_RULE = Option(
    "rule",
    (
        "european_observatory_stars",
        "panorama_stars_2016",
        "panorama_stars_2020",
        "delgado_porter_stern",
        "litzenberger_sternberg",
        "statsamerica",
        "quotient_over_1_25",
        "life_cycle",
    ),
    "Which rule says what a cluster is: one of these, or a file of your own (rule=FILE.toml).",
    (
        "one star or more of the European Cluster Observatory: size, specialisation, focus",
        "one star or more of the European Cluster Panorama 2016: specialisation, size, wages, growth",
        "one star or more of the European Panorama 2019-2020: specialisation, size, wages",
        "strong clusters of Delgado, Porter and Stern: quotient in the top quarter, enough jobs and establishments",
        "cluster index of Litzenberger and Sternberg of 4 or more",
        "location quotient of 1.2 or more",
        "location quotient above 1.25",
        "a stage of the life cycle from growth to decline, or a transformation",
    ),
    free=True,
)
_RULE_TABLES = ("establishments", "wages", "years", "establishment_years", "groups", "traded", "areas", "population")


def parameters_of(text: str) -> dict[str, float]:
    """Read ``name=number`` pairs with a comma between them.

    Raises
    ------
    UnknownOptionError
        If the text is of another form.

    Examples
    --------
    >>> parameters_of("size=0.2,focus=0.3"), parameters_of("published")
    ({'size': 0.2, 'focus': 0.3}, {})
    """
    found: dict[str, float] = {}
    for pair in [] if text == _PUBLISHED else text.split(","):
        name, _, number = (part.strip() for part in pair.partition("="))
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if not name or not math.isfinite(value):
            known = (_PUBLISHED, "name=number,name=number")
            raise UnknownOptionError("value", pair.strip()[:60], known, where="of the option 'parameters'")
        found[name] = value
    return found


def _result(indicator: str, rule: str, activity: Activity, options: Options) -> RuleResult:
    found = cluster_rules.find_rule(options.get("rule", rule))
    result: RuleResult = cluster_rules.rule_score(indicator, found, activity, parameters_of(options["parameters"]))
    return result


def _score(indicator: str, rule: str) -> Callable[[Activity, Options], pd.DataFrame]:
    return lambda activity, options: _result(indicator, rule, activity, options).score


def _met(activity: Activity, options: Options) -> pd.DataFrame:
    return _result("cluster_rule", "", activity, options).met


def _detail(indicator: str, rule: str) -> Callable[[Activity, Options, str], pd.DataFrame]:
    """Columns of one industry: the score, "is a cluster", and each condition with the figure that it looked at."""

    def columns(activity: Activity, options: Options, code: str) -> pd.DataFrame:
        result = _result(indicator, rule, activity, options)
        made = {"score": result.score[code], "is_cluster": result.met[code]}
        for name, truth in result.conditions.items():
            made[f"condition_{name}"] = truth[code]
            if name in result.values:
                made[f"figure_{name}"] = result.values[name][code]
                made[f"cut_{name}"] = pd.Series(float(result.thresholds[name][code]), index=truth.index)
        return pd.DataFrame(made)

    return columns


def _tables(_: Activity, options: Options) -> tuple[str, ...]:
    """Name the tables that the chosen rule looks at."""
    found: tuple[str, ...] = cluster_rules.find_rule(options["rule"]).looks_at()
    return found


def _told(indicator: str, rule: str) -> Callable[[Activity, Options], Mapping[str, Any]]:
    return lambda activity, options: _result(indicator, rule, activity, options).told()


RULES = (
    Indicator(
        name="cluster_stars",
        title="Cluster stars (European Cluster Observatory)",
        plain="How many of three conditions hold: many jobs, a high quotient, a high share of the region's own jobs.",
        formula="stars[r,i] = (x[r,i] in top 10%) + (LQ[r,i] >= 2) + (s[r,i] in top 10%)",
        reading="3 stars: the region is large in it, twice the average share, and leans on it; 0 stars: none of these.",
        caution="Stars compare the regions of this table with one another: among others the same region may get none.",
        citation="European Cluster Observatory (2007-2012). Evaluation of regional cluster strength.",
        test=_TESTS + "test_stars_of_european_countries",
        compute=_score("cluster_stars", "european_observatory_stars"),
        detail=_detail("cluster_stars", "european_observatory_stars"),
        told=_told("cluster_stars", "european_observatory_stars"),
        options=(_PARAMETERS,),
        family="cluster_rules",
        breaks=(0.5, 1.5, 2.5),
        good_range=(0.0, 3.0),
        decimals=0,
        classes=("no star", "1 star", "2 stars", "3 stars"),
    ),
    Indicator(
        name="strong_cluster",
        title="Strong clusters (Delgado, Porter and Stern)",
        plain="Which tier of strength an industry reaches here among the regions that have it.",
        formula="strong[r,i]: LQ[r,i] >= Q75 and LQ[r,i] >= 1 and x[r,i] > Q25 and b[r,i] > Q25",
        reading="Strong means a quotient in the top quarter of the regions that have the industry, and enough jobs and "
        "establishments.",
        caution="Where no industry is marked as traded, all count as traded, and the shares are taken of everything.",
        citation="Delgado, M., Porter, M. E., Stern, S. (2014). Clusters, convergence, and economic performance. "
        "Research Policy 43(10), 1785-1799.",
        test=_TESTS + "test_tiers_compare_strictly_or_not_as_published",
        compute=_score("strong_cluster", "delgado_porter_stern"),
        detail=_detail("strong_cluster", "delgado_porter_stern"),
        told=_told("strong_cluster", "delgado_porter_stern"),
        options=(_PARAMETERS,),
        needs=("establishments",),
        uses=("traded",),
        family="cluster_rules",
        breaks=(0.5, 1.5, 2.5, 3.5),
        good_range=(0.0, 4.0),
        decimals=0,
        classes=("none", "qualifying", "significant", "strong", "strong, top tenth"),
    ),
    Indicator(
        name="litzenberger_sternberg_cluster_index",
        title="Cluster index (Litzenberger and Sternberg)",
        plain="Jobs per km² times jobs per inhabitant times establishments per job, each against the average.",
        formula="CI[r,i] = (x[r,i] b[r,i] / (a[r] p[r])) / (x[i] b[i] / (a p))",
        reading="1 is the average of the regions; studies speak of a cluster from about 4.",
        caution="Small, densely built regions such as city districts reach very high values: compare like with like.",
        citation="Litzenberger, T., Sternberg, R. (2006). Der Clusterindex - eine Methodik zur Identifizierung "
        "regionaler Cluster am Beispiel deutscher Industriebranchen. Geographische Zeitschrift 94(4), 209-224.",
        test=_TESTS + "test_cluster_index_of_the_textbook",
        compute=lambda a, _: cluster_rules.litzenberger_sternberg_cluster_index(a),
        needs=("areas", "population", "establishments"),
        family="cluster_rules",
        neutral=1.0,
        breaks=(0.25, 0.5, 2.0, 4.0),
    ),
    Indicator(
        name="life_cycle_stage",
        title="Stage of the cluster's life",
        plain="Whether the industry emerges here, grows, holds, declines, or grows anew after a decline.",
        formula="stage[r,i] from LQ[r,i], the growth of x[r,i] less that of x[i], and the entry of establishments",
        reading="Growth: specialized and growing faster than the industry; decline: specialized and falling behind it.",
        caution="The rule that tells the stages apart is this project's own; entry is left out where nobody counted "
        "establishments.",
        citation="Menzel, M.-P., Fornahl, D. (2010). Cluster life cycles: dimensions and rationales of cluster "
        "evolution. Industrial and Corporate Change 19(1), 205-238.",
        test="tests/geo/test_life_cycle.py::test_stages_of_the_rule_table",
        compute=_score("life_cycle_stage", "life_cycle"),
        detail=_detail("life_cycle_stage", "life_cycle"),
        told=_told("life_cycle_stage", "life_cycle"),
        options=(_PARAMETERS,),
        needs=("years",),
        uses=("establishment_years", "groups"),
        family="cluster_rules",
        breaks=(0.5, 1.5, 2.5, 3.5, 4.5),
        good_range=(0.0, 5.0),
        decimals=0,
        classes=("none", "emergence", "growth", "sustainment", "decline", "transformation"),
    ),
    Indicator(
        name="cluster_rule",
        title="Cluster by a chosen rule",
        plain="Whether the industry is a cluster here under a published rule or one of your own.",
        formula="1 where the conditions of the rule hold, 0 where they do not",
        reading="1 is a cluster under this rule; what the data cannot tell is missing, not 0.",
        caution="Another rule gives another map: look at how many of them agree before you call something a cluster.",
        citation="The rule's own source, which every export names.",
        test=_TESTS + "test_an_own_rule_is_evaluated",
        compute=_met,
        detail=_detail("cluster_rule", ""),
        told=_told("cluster_rule", ""),
        options=(_RULE, _PARAMETERS),
        uses=_RULE_TABLES,
        figure_on=_tables,
        family="cluster_rules",
        breaks=(0.5,),
        good_range=(0.0, 1.0),
        decimals=0,
        classes=("not a cluster", "a cluster"),
    ),
)
