"""Structure of regions: how their mix of industries differs from the country's or from another region's."""

from __future__ import annotations

from geo.indicator import Indicator, Option
from geo.lazy import Lazy

structure = Lazy("geo.structure")
presence = Lazy("geo.presence")

_AGAINST = Option(
    "against",
    ("total", "mean_of_others", "region"),
    "What the mix of industries is compared with.",
    (
        "the published national row, or the sum over the regions where there is none",
        "the plain mean of the shares of all other regions, small and large alike",
        "one region, which the option region names",
    ),
)
_REGION = Option(
    "region",
    ("largest",),
    "The region to compare with, where against is region.",
    ("the region with the largest total; or the code of any region",),
    free=True,
)
_ONE_OR_ALL = Option(
    "region",
    ("all",),
    "Which pairs are made.",
    ("every pair of regions; or the code of one region, or largest, to compare every other region with that one",),
    free=True,
)
_TESTS = "tests/geo/test_structure.py::"

STRUCTURE = (
    Indicator(
        name="krugman_specialization",
        title="Difference from the average mix (Krugman index)",
        plain="How far the mix of industries is from that of the country.",
        formula="K[r] = sum_i |p[r,i] - p0[i]|",
        reading="0 is the same mix, 2 is nothing in common; half of it is the part of the jobs that would have to "
        "change industry.",
        caution="The finer the list of industries, the larger the index: compare regions on one list only.",
        citation="Krugman, P. (1991). Geography and Trade. MIT Press.",
        test=_TESTS + "test_krugman_index_of_the_textbook",
        compute=lambda a, o: structure.krugman_specialization(a, against=o["against"], region=o["region"]),
        level="region",
        shape="region",
        family="structure",
        options=(_AGAINST, _REGION),
        good_range=(0.0, 2.0),
        decimals=3,
    ),
    Indicator(
        name="specialization_coefficient",
        title="Part that would have to change (specialization coefficient)",
        plain="What part of the region's jobs would have to change industry to give the mix of the country.",
        formula="C[r] = sum_i |p[r,i] - p0[i]| / 2",
        reading="0% is the mix of the country; at 100% the region has nothing in common with it.",
        caution="It is half of the Krugman index and tells nothing more: take one of the two.",
        citation="Hoover, E. M., Giarratani, F. (1984). An Introduction to Regional Economics. Knopf, chapter 9.",
        test=_TESTS + "test_coefficient_of_specialization_is_half_of_the_krugman_index",
        compute=lambda a, _: structure.specialization_coefficient(a),
        level="region",
        shape="region",
        family="structure",
        percent=True,
        good_range=(0.0, 1.0),
        decimals=1,
    ),
    Indicator(
        name="hoover_specialization",
        title="Widest gap of the Lorenz curve (Hoover index of the region)",
        plain="How far the Lorenz curve of the region's industries is from the straight line at its widest.",
        formula="H[r] = max_i (sum of p0 - sum of p), industries by quotient = sum_i |p[r,i] - p0[i]| / 2",
        reading="0 is the mix of the country, 1 is nothing in common.",
        caution="It is the same number as the specialization coefficient, under the name that the Lorenz curve "
        "gave it.",
        citation="Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and "
        "Statistics 18(4), 162-171.",
        test=_TESTS + "test_hoover_index_is_the_widest_gap_of_the_lorenz_curve",
        compute=lambda a, _: structure.hoover_specialization(a),
        level="region",
        shape="region",
        family="structure",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="hachman",
        title="Likeness to the average mix (Hachman index)",
        plain="How much the mix of industries is like that of the country.",
        formula="Ha[r] = 1 / sum_i (p[r,i]^2 / p0[i])",
        reading="1 is the mix of the country; values near 0 mean that the region lives from what is rare elsewhere.",
        caution="One industry that is rare in the country and large here pulls it down alone.",
        citation="Moore, E. (2001). Measuring economic diversification. Oregon Labor Trends.",
        test=_TESTS + "test_region_indices_of_the_econgeo_matrices",
        compute=lambda a, _: structure.hachman(a),
        level="region",
        shape="region",
        family="structure",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="duranton_puga_diversity",
        title="Relative diversity (Duranton-Puga)",
        plain="One divided by the distance of the mix from that of the country.",
        formula="RDI[r] = 1 / sum_i |p[r,i] - p0[i]|",
        reading="The larger, the more the region is like the country; 0.5 is nothing in common.",
        caution="It has no upper bound, and no value where the mix is exactly that of the country.",
        citation="Duranton, G., Puga, D. (2000). Diversity and specialisation in cities: why, where and when does "
        "it matter? Urban Studies 37(3), 533-555.",
        test=_TESTS + "test_relative_diversity_is_one_over_the_krugman_index",
        compute=lambda a, _: structure.duranton_puga_diversity(a),
        level="region",
        shape="region",
        family="structure",
        decimals=2,
    ),
    Indicator(
        name="gini_specialization",
        title="Inequality of the region's quotients (Gini index)",
        plain="How unequal the location quotients of a region are, each industry counting once.",
        formula="G[r] = 2 sum_k k LQ_(k) / (n sum LQ) - (n + 1) / n, quotients in ascending order",
        reading="0 is the same quotient in every industry; near 1 a single industry stands out.",
        caution="Small industries count as much as large ones: a tiny one with a huge quotient moves it.",
        citation="Ceapraz, I. L. (2008). The concepts of specialisation and spatial concentration and the process "
        "of economic integration. Romanian Journal of Regional Science 2(1), 68-93.",
        test=_TESTS + "test_gini_of_quotients_of_the_textbook",
        compute=lambda a, _: structure.gini_specialization(a),
        level="region",
        shape="region",
        family="structure",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="diversity",
        title="Industries with more than the average share (diversity)",
        plain="In how many industries the region has at least the share of the country.",
        formula="D[r] = number of i with LQ[r,i] >= 1",
        reading="10 means that ten industries have a location quotient of 1 or more.",
        caution="It counts a quotient of 1.01 like one of 10, and leaves out industries whose figure is missing.",
        citation="Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. Proceedings of "
        "the National Academy of Sciences 106(26), 10570-10575.",
        test=_TESTS + "test_region_indices_of_the_econgeo_matrices",
        compute=lambda a, _: presence.diversity(a),
        level="region",
        shape="region",
        family="structure",
        decimals=0,
    ),
    Indicator(
        name="krugman_bilateral",
        title="Difference between two regions (Krugman index of a pair)",
        plain="How far apart the mixes of industries of two regions are.",
        formula="K[r,s] = sum_i |p[r,i] - p[s,i]|",
        reading="0 is the same mix, 2 is nothing in common; the smallest values show whom to compare with.",
        caution="Only industries that are known in both regions are compared; every pair of thousands of regions "
        "takes long.",
        citation="Krugman, P. (1991). Geography and Trade. MIT Press.",
        test=_TESTS + "test_two_regions_with_nothing_in_common_are_two_apart",
        compute=lambda a, o: structure.krugman_bilateral(a, region=o["region"]),
        level="region_pair",
        shape="table",
        family="structure",
        options=(_ONE_OR_ALL,),
        good_range=(0.0, 2.0),
        decimals=3,
    ),
)
