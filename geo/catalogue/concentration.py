"""Concentration of industries: how unevenly their jobs and their plants are spread over the regions."""

from __future__ import annotations

from geo.indicator import Indicator
from geo.lazy import Lazy

concentration = Lazy("geo.concentration")
presence = Lazy("geo.presence")
plants = Lazy("geo.plants")

_TESTS = "tests/geo/test_concentration.py::"
_PLANTS = "tests/geo/test_plants.py::"

CONCENTRATION = (
    Indicator(
        name="hoover_concentration",
        title="Part that would have to move (Hoover coefficient of localization)",
        plain="What part of the industry would have to move to be spread as all activity is.",
        formula="HC[i] = sum_r |c[r,i] - w[r]| / 2",
        reading="0 is spread as all activity is; 0.3 means that 30 in a hundred would have to move.",
        caution="Larger regions hide what lies within them: compare industries on the same regions only.",
        citation="Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and "
        "Statistics 18(4), 162-171.",
        test=_TESTS + "test_concentration_of_the_econgeo_matrices",
        compute=lambda a, _: concentration.hoover_concentration(a),
        level="industry",
        shape="industry",
        family="concentration",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="krugman_concentration",
        title="Difference from the spread of all activity (Krugman index of concentration)",
        plain="How far the spread of the industry over the regions is from that of all activity.",
        formula="KC[i] = sum_r |c[r,i] - w[r]|",
        reading="0 is spread as all activity is, 2 is where nothing else is.",
        caution="It is twice the Hoover coefficient and tells nothing more: take one of the two.",
        citation="Krugman, P. (1991). Geography and Trade. MIT Press.",
        test=_TESTS + "test_krugman_concentration_is_twice_the_hoover_coefficient",
        compute=lambda a, _: concentration.krugman_concentration(a),
        level="industry",
        shape="industry",
        family="concentration",
        good_range=(0.0, 2.0),
        decimals=3,
    ),
    Indicator(
        name="gini_concentration",
        title="Inequality of the industry's quotients (Gini index)",
        plain="How unequal the location quotients of the industry are, each region counting once.",
        formula="G[i] = 2 sum_k k LQ_(k) / (n sum LQ) - (n + 1) / n, quotients in ascending order",
        reading="0 is the same quotient in every region; near 1 the industry stands out in a single one.",
        caution="Small regions count as much as large ones: a tiny one with a huge quotient moves it.",
        citation="Ceapraz, I. L. (2008). The concepts of specialisation and spatial concentration and the process "
        "of economic integration. Romanian Journal of Regional Science 2(1), 68-93.",
        test=_TESTS + "test_gini_of_quotients_of_the_textbook",
        compute=lambda a, _: concentration.gini_concentration(a),
        level="industry",
        shape="industry",
        family="concentration",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="hoover_gini",
        title="Inequality weighted by size (Hoover-Gini)",
        plain="How far the Lorenz curve of the industry over all activity is from the straight line: twice the "
        "area between them.",
        formula="HG[i] = 1 - sum_k w_k (C_k + C_(k-1)), regions in ascending order of c / w",
        reading="0 is spread as all activity is; near 1 the industry is where little else is.",
        caution="Larger regions hide what lies within them: compare industries on the same regions only.",
        citation="Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and "
        "Statistics 18(4), 162-171.",
        test=_TESTS + "test_concentration_of_the_econgeo_matrices",
        compute=lambda a, _: concentration.hoover_gini(a),
        level="industry",
        shape="industry",
        family="concentration",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="locational_gini",
        title="Inequality weighted by size, halved (Krugman's locational Gini)",
        plain="The area between the Lorenz curve of the industry over all activity and the straight line.",
        formula="LG[i] = HG[i] / 2",
        reading="0 is spread as all activity is; 0.5 is the most.",
        caution="It is half of the Hoover-Gini: do not compare it with Gini indices that go up to 1.",
        citation="Krugman, P. (1991). Geography and Trade. MIT Press.",
        test=_TESTS + "test_concentration_of_the_econgeo_matrices",
        compute=lambda a, _: concentration.locational_gini(a),
        level="industry",
        shape="industry",
        family="concentration",
        good_range=(0.0, 0.5),
        decimals=3,
    ),
    Indicator(
        name="ubiquity",
        title="Regions with more than the average share (ubiquity)",
        plain="In how many regions the industry has at least its share of the country.",
        formula="U[i] = number of r with LQ[r,i] >= 1",
        reading="3 means that three regions have a location quotient of 1 or more; few regions often mean an "
        "industry that is hard to do.",
        caution="It counts a quotient of 1.01 like one of 10, and leaves out regions whose figure is missing.",
        citation="Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. Proceedings of "
        "the National Academy of Sciences 106(26), 10570-10575.",
        test=_TESTS + "test_concentration_of_the_econgeo_matrices",
        compute=lambda a, _: presence.ubiquity(a),
        level="industry",
        shape="industry",
        family="concentration",
        decimals=0,
    ),
    Indicator(
        name="ellison_glaeser",
        title="Concentration beyond the size of plants (Ellison-Glaeser index)",
        plain="Whether the plants of an industry lie together more than they would by chance, given their sizes.",
        formula="EG[i] = (sum_r (c[r,i] - w[r])^2 - (1 - sum_r w[r]^2) H[i]) / ((1 - sum_r w[r]^2) (1 - H[i]))",
        reading="0 is what chance gives; above 0.05 is high, below 0.02 is low; the score z says how far from chance.",
        caution="With few plants it moves a lot, and with a single one it has no value: look at the number of plants.",
        citation="Ellison, G., Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a "
        "dartboard approach. Journal of Political Economy 105(5), 889-927.",
        test=_PLANTS + "test_ellison_glaeser_of_the_textbook",
        compute=lambda a, _: plants.ellison_glaeser(a),
        level="industry",
        shape="industry",
        family="concentration",
        needs=("firms",),
        decimals=3,
    ),
    Indicator(
        name="maurel_sedillot",
        title="Concentration beyond the size of plants (Maurel-Sédillot index)",
        plain="How much likelier two jobs of the industry are to be in one region than two jobs of any kind, "
        "given the sizes of plants.",
        formula="MS[i] = ((sum_r c[r,i]^2 - sum_r w[r]^2) / (1 - sum_r w[r]^2) - H[i]) / (1 - H[i])",
        reading="0 is what chance gives; below 0 the industry avoids the large regions.",
        caution="With few plants it moves a lot, and with a single one it has no value: look at the number of plants.",
        citation="Maurel, F., Sédillot, B. (1999). A measure of the geographic concentration in French "
        "manufacturing industries. Regional Science and Urban Economics 29(5), 575-604.",
        test=_PLANTS + "test_maurel_sedillot_of_the_textbook",
        compute=lambda a, _: plants.maurel_sedillot(a),
        level="industry",
        shape="industry",
        family="concentration",
        needs=("firms",),
        decimals=3,
    ),
    Indicator(
        name="ellison_glaeser_coagglomeration",
        title="Whether two industries lie together (Ellison-Glaeser co-agglomeration)",
        plain="Whether the jobs of two industries are in the same regions more than those of all activity.",
        formula="EGC[i,j] = sum_r (c[r,i] - w[r]) (c[r,j] - w[r]) / (1 - sum_r w[r]^2)",
        reading="0 is what chance gives; above 0 the two seek the same regions, below 0 they avoid each other.",
        caution="Lying together is no proof of trading together; pairs with fewer than three plants on a side have "
        "no value.",
        citation="Ellison, G., Glaeser, E. L., Kerr, W. R. (2010). What causes industry agglomeration? Evidence "
        "from coagglomeration patterns. American Economic Review 100(3), 1195-1213.",
        test=_PLANTS + "test_coagglomeration_of_a_pair_is_that_of_the_group_of_two",
        compute=lambda a, _: plants.ellison_glaeser_coagglomeration(a),
        level="industry_pair",
        shape="table",
        family="concentration",
        needs=("firms",),
        decimals=3,
    ),
    Indicator(
        name="colocation_howard",
        title="Pairs of firms in the same place (Howard index)",
        plain="What part of all pairs of firms, one of each industry, lie in the same region.",
        formula="CL[i,j] = sum_r n[r,i] n[r,j] / (n[i] n[j])",
        reading="0.2 means that 20 of a hundred such pairs share a region; the excess takes away what chance gives.",
        caution="Every firm counts once, large or small; pairs with fewer than three firms on a side have no value.",
        citation="Howard, E., Newman, C., Tarp, F. (2016). Measuring industry coagglomeration and identifying the "
        "driving forces. Journal of Economic Geography 16(5), 1055-1078.",
        test=_PLANTS + "test_colocation_of_the_textbook_firms",
        compute=lambda a, _: plants.colocation_howard(a),
        level="industry_pair",
        shape="table",
        family="concentration",
        needs=("firms",),
        good_range=(0.0, 1.0),
        decimals=3,
    ),
)
