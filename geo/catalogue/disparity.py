"""Disparities: how far regions differ in a figure such as income per person."""

from __future__ import annotations

from geo.indicator import Indicator, Option
from geo.lazy import Lazy

disparity = Lazy("geo.disparity")

_MEASURE = Option(
    "measure",
    ("cv", "williamson", "gini", "atkinson", "coulter", "theil_t", "theil_l"),
    "How the differences are summed up.",
    (
        "coefficient of variation: standard deviation over mean, with n - 1 where each region counts once",
        "Williamson's index: the coefficient of variation with people as weights",
        "Gini index: twice the area between the Lorenz curve and the straight line",
        "Atkinson's index: the part that could go without loss of welfare if all regions were equal",
        "Coulter's index: root of half the squared gaps between shares",
        "Theil's T: heeds the top of the list more",
        "Theil's L, the mean log deviation: heeds the bottom more; no value where a region has 0",
    ),
)
_WEIGHT = Option(
    "weight",
    ("none", "population"),
    "What a region counts.",
    ("every region counts once", "every region counts by its people"),
)
_PER = Option(
    "per",
    ("figure", "person"),
    "Which figure is compared.",
    ("the figure as it stands, such as income per person", "the figure divided by the people of the region"),
)
_EPSILON = Option(
    "epsilon",
    ("0.5",),
    "How much inequality weighs in Atkinson's index.",
    ("from 0 (not at all) to 10 (the poorest region decides)",),
    bounds=(0.0, 10.0),
)
_TESTS = "tests/geo/test_disparity.py::"

DISPARITY = (
    Indicator(
        name="disparity",
        title="How far regions differ (disparity)",
        plain="How far the regions of a table differ in a figure, in one number.",
        formula="CV[i] = sd(x[r,i]) / mean(x[r,i]) and six other measures",
        reading="0 is all regions alike; the same measure may be compared between years and figures.",
        caution="Sums such as jobs differ because regions differ in size: use figures per person, or per=person.",
        citation="Williamson, J. G. (1965). Regional inequality and the process of national development. Economic "
        "Development and Cultural Change 13(4), 1-84.",
        test=_TESTS + "test_disparities_of_the_sixteen_states_of_germany",
        compute=lambda a, o: disparity.disparity(
            a, measure=o["measure"], weight=o["weight"], per=o["per"], epsilon=float(o["epsilon"])
        ),
        level="region",
        shape="industry",
        family="concentration",
        options=(_MEASURE, _WEIGHT, _PER, _EPSILON),
        additive_only=False,
        decimals=3,
    ),
    Indicator(
        name="theil_decomposition",
        title="Differences between and within groups of regions (Theil decomposition)",
        plain="How much of the difference between regions lies between groups of them, and how much within.",
        formula="T[i] = sum_g S[g] ln(n S[g] / n[g]) + sum_g S[g] T[g]",
        reading="A large share between the groups means that the border between them matters.",
        caution="The more groups, the larger the part between them: keep the groups when years are compared.",
        citation="Theil, H. (1967). Economics and Information Theory. North-Holland.",
        test=_TESTS + "test_theil_decomposition_of_the_states_of_mexico",
        compute=lambda a, _: disparity.theil_decomposition(a),
        level="region",
        shape="industry",
        family="concentration",
        needs=("region_groups",),
        additive_only=False,
        decimals=3,
    ),
)
