"""Indicators of change: growth, shift-share, convergence, moves between classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.indicator import Indicator, Option
from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

_dynamics = Lazy("geo.dynamics")
_shift_share = Lazy("geo.shift_share")
_convergence = Lazy("geo.convergence")
_markov = Lazy("geo.markov")

START = Option(
    "start", ("first",), "The year that the change is counted from.", ("the first year of the data",), free=True
)
END = Option("end", ("last",), "The year that the change is counted to.", ("the last year of the data",), free=True)
INDUSTRY = Option(
    "industry",
    ("total",),
    "Which figure is followed: give the code of a group for that group alone.",
    ("the sum over the groups of the table that are known",),
    free=True,
)
METHOD = Option(
    "method",
    ("classic", "esteban_marquillas", "gerfin", "dynamic", "spatial"),
    "Which decomposition.",
    (
        "nation, mix and region add up to the change (Dunn)",
        "the regional part is split: what the mix of the nation would give, and the allocation",
        "factors that multiply to the change instead of parts that add up",
        "the classic parts of each pair of years, added up",
        "the neighbours of the region stand in for the group in the nation",
    ),
)
COMPONENT = Option(
    "component",
    ("regional", "national", "mix", "allocation", "change"),
    "Which part of the change.",
    (
        "what the region did better or worse than the group in the nation",
        "what the region would have gained at the pace of the whole nation",
        "what it gained because its groups grow fast or slowly everywhere",
        "of esteban_marquillas: whether the region is large where it is good",
        "the whole change",
    ),
)
CLASSES = Option(
    "classes", ("5",), "Number of classes of equal size, 2 to 10.", ("fifths",), bounds=(2, 10), whole=True
)
CUTS = Option(
    "cuts",
    ("yearly", "pooled"),
    "Where one class ends and the next begins.",
    ("at the quantiles of each year", "at the quantiles of all years, each figure divided by the mean of its year"),
)
SPATIAL = Option(
    "method",
    ("classes", "lisa", "test"),
    "What the moves are told by.",
    (
        "a chain of classes for each class of the neighbours",
        "one chain of the quadrants: high or low, among high or low neighbours",
        "a test of whether the chains of classes are one and the same",
    ),
)
THRESHOLD = Option(
    "threshold", ("1",), "Location quotient from which a group counts as a specialization.",
    ("the share of the reference",), bounds=(0, 100),
)  # fmt: skip


def _span(options: Mapping[str, str]) -> dict[str, Any]:
    return {"start": options["start"], "end": options["end"]}


DYNAMICS = (
    Indicator(
        name="growth",
        title="Mean annual growth",
        plain="By how much the figure grew in a year, on average from the first year to the last.",
        formula="g[r,i] = (x[r,i,T] / x[r,i,0])^(1/T) - 1",
        reading="2% means that the figure doubles in 35 years; below 0 it shrinks; -100% means that nothing is left.",
        caution="From almost nothing every growth is huge: look at the figures too. What began at 0 has no rate.",
        citation="Isard, W. (1960). Methods of Regional Analysis. MIT Press.",
        test="tests/geo/test_dynamics.py::test_growth_of_a_table_worked_out_by_hand",
        compute=lambda a, o: _dynamics.growth(a, **_span(o)),
        family="dynamics",
        options=(START, END),
        needs=("years",),
        additive_only=False,
        neutral=0.0,
        good_range=(-1.0, float("inf")),
        percent=True,
        decimals=1,
    ),
    Indicator(
        name="entry_exit",
        title="Specializations gained and lost",
        plain="Whether the region became specialized in the group between two years, or ceased to be.",
        formula="E[r,i] = [LQ[r,i,T] >= c] - [LQ[r,i,0] >= c]",
        reading="1 is a specialization that was gained, -1 one that was lost, 0 no change.",
        caution="A quotient that moves from 0.99 to 1.01 counts as a gain: look at how far it moved.",
        citation="Neffke, F., Henning, M., Boschma, R. (2011). How do regions diversify over time? Industry "
        "relatedness and the development of new growth paths in regions. Economic Geography 87, 237-265.",
        test="tests/geo/test_dynamics.py::test_specializations_gained_and_lost",
        compute=lambda a, o: _dynamics.entry_exit(a, threshold=float(o["threshold"]), **_span(o)),
        family="dynamics",
        options=(THRESHOLD, START, END),
        needs=("years",),
        neutral=0.0,
        good_range=(-1.0, 1.0),
        decimals=0,
    ),
    Indicator(
        name="shift_share",
        title="What the change comes from (shift-share)",
        plain="The change of a group in a region, taken apart: the nation, the mix of groups, the region itself.",
        formula="RS = x[r,i,0] (g[r,i] - g[i]); NS = x[r,i,0] g; IM = x[r,i,0] (g[i] - g)",
        reading="The regional part above 0 is what the region gained over the group in the nation.",
        caution="It says where a change shows, not why it happened; other years and finer groups give other parts.",
        citation="Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers of the "
        "Regional Science Association 6, 97-112.",
        test="tests/geo/test_shift_share.py::test_components_of_a_table_worked_out_by_hand",
        compute=lambda a, o: _shift_share.shift_share(a, method=o["method"], component=o["component"], **_span(o)),
        detail=lambda a, o, i: _shift_share.of_industry(a, i, method=o["method"], **_span(o)),
        family="dynamics",
        unit="{measure}",
        options=(METHOD, COMPONENT, START, END),
        needs=("years",),
        uses=("weights",),
        neutral=0.0,
        good_range=(-float("inf"), float("inf")),
        decimals=1,
    ),
    Indicator(
        name="shift_share_total",
        title="What the change of the region comes from (shift-share)",
        plain="The change of a whole region, taken apart: the nation, the mix of groups, the region itself.",
        formula="RS[r] = sum_i x[r,i,0] (g[r,i] - g[i])",
        reading="The regional part above 0 is what the region gained over a nation with the same groups.",
        caution="A part near 0 may hide large gains and losses of single groups: look at the groups too.",
        citation="Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers of the "
        "Regional Science Association 6, 97-112.",
        test="tests/geo/test_shift_share.py::test_shift_share_of_the_textbook_nation",
        compute=lambda a, o: _shift_share.shift_share_total(a, method=o["method"], **_span(o)),
        level="region",
        shape="region",
        family="dynamics",
        unit="{measure}",
        options=(METHOD, START, END),
        needs=("years",),
        uses=("weights",),
        neutral=0.0,
        good_range=(-float("inf"), float("inf")),
        decimals=1,
    ),
    Indicator(
        name="beta_convergence",
        title="Do poorer regions catch up? (beta convergence)",
        plain="Whether regions that began low grew faster, and how long they need for half of the way.",
        formula="ln(y[r,T] / y[r,0]) / T = alpha + beta ln y[r,0]; speed = -ln(1 + beta T) / T; half = ln 2 / speed",
        reading="Beta below 0 means that low regions grow faster; a half-life of 35 years is a speed of 2% a year.",
        caution="Regions may move past each other while the gap between them stays: look at sigma convergence too.",
        citation="Barro, R. J., Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2), 223-251.",
        test="tests/geo/test_convergence.py::test_convergence_of_german_counties",
        compute=lambda a, o: _convergence.beta_convergence(a, industry=o["industry"], **_span(o)),
        level="region",
        shape="table",
        family="dynamics",
        options=(INDUSTRY, START, END),
        needs=("years",),
        additive_only=False,
    ),
    Indicator(
        name="sigma_convergence",
        title="Does the gap between regions close? (sigma convergence)",
        plain="How far apart the regions are in each year.",
        formula="sigma[t] = sd_r(ln y[r,t])",
        reading="A spread that falls from year to year means that the regions become more alike.",
        caution="Every region counts the same, the small as much as the large. Logarithms leave out what is 0.",
        citation="Barro, R. J., Sala-i-Martin, X. (2004). Economic Growth, 2nd edition. MIT Press, chapter 11.",
        test="tests/geo/test_convergence.py::test_convergence_of_german_counties",
        compute=lambda a, o: _convergence.sigma_convergence(a, industry=o["industry"], **_span(o)),
        level="region",
        shape="table",
        family="dynamics",
        options=(INDUSTRY, START, END),
        needs=("years",),
        additive_only=False,
    ),
    Indicator(
        name="markov_transition",
        title="How regions move between rich and poor (Markov chain)",
        plain="How likely a region is to move from one class to another within a year.",
        formula="p[k,l] = moves from k to l / moves that begin in k; mobility = (K - sum_k p[k,k]) / (K - 1)",
        reading="Figures near 1 on the diagonal mean that regions stay in their class; at mobility 0 none moves.",
        caution="It takes next year to depend on this year alone, and every year to be like any other.",
        citation="Quah, D. (1993). Empirical cross-section dynamics in economic growth. European Economic Review 37, "
        "426-434.",
        test="tests/geo/test_markov.py::test_chain_of_fifths_of_the_states",
        compute=lambda a, o: _markov.markov_transition(
            a, industry=o["industry"], classes=round(float(o["classes"])), cuts=o["cuts"]
        ),
        level="region",
        shape="table",
        family="dynamics",
        options=(INDUSTRY, CLASSES, CUTS),
        needs=("years",),
        additive_only=False,
    ),
    Indicator(
        name="spatial_markov",
        title="Moves between rich and poor among neighbours (spatial Markov chain)",
        plain="How likely a region is to move from one class to another, with poor and with rich neighbours.",
        formula="p[k,l | m] = moves from k to l / moves that begin in k, with neighbours in class m",
        reading="Where poor regions among rich neighbours move up more often than those among poor ones, they profit.",
        caution="Many cells hold few moves: look at their number before you read a probability.",
        citation="Rey, S. J. (2001). Spatial empirics for economic growth and convergence. Geographical Analysis "
        "33(3), 195-214.",
        test="tests/geo/test_markov.py::test_chains_of_the_states_by_the_class_of_their_neighbours",
        compute=lambda a, o: _markov.spatial_markov(
            a, industry=o["industry"], classes=round(float(o["classes"])), method=o["method"]
        ),
        level="region",
        shape="table",
        family="dynamics",
        options=(SPATIAL, INDUSTRY, CLASSES),
        needs=("years", "weights"),
        additive_only=False,
    ),
)
