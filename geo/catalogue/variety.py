"""Variety of regions: how much they rest on few industries, and how related those industries are."""

from __future__ import annotations

from geo.indicator import Indicator
from geo.lazy import Lazy

variety = Lazy("geo.variety")

_TESTS = "tests/geo/test_variety.py::"

VARIETY = (
    Indicator(
        name="herfindahl",
        title="Concentration on few industries (Herfindahl index)",
        plain="How much the region rests on few industries: the sum of the squared shares.",
        formula="H[r] = sum_i p[r,i]^2",
        reading="1 is a single industry; with n industries of equal size it is 1/n.",
        caution="Large industries make nearly all of it: it says little about the small ones.",
        citation="Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.",
        test=_TESTS + "test_herfindahl_of_the_textbook",
        compute=lambda a, _: variety.herfindahl(a),
        level="region",
        shape="region",
        family="structure",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="herfindahl_normalized",
        title="Concentration on few industries, from 0 to 1 (normalised Herfindahl index)",
        plain="The Herfindahl index stretched so that equal industries give 0.",
        formula="HN[r] = (H[r] - 1/n) / (1 - 1/n)",
        reading="0 is all industries equal, 1 is a single one; n counts the industries of the table that are known "
        "here.",
        caution="It depends on the list of industries: compare regions on one list only, and think of industries "
        "that nobody has.",
        citation="Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.",
        test=_TESTS + "test_herfindahl_of_the_textbook",
        compute=lambda a, _: variety.herfindahl_normalized(a),
        level="region",
        shape="region",
        family="structure",
        good_range=(0.0, 1.0),
        decimals=3,
    ),
    Indicator(
        name="equivalent_number",
        title="How many equal industries (equivalent number)",
        plain="How many industries of equal size would be as concentrated.",
        formula="N[r] = 1 / sum_i p[r,i]^2",
        reading="5 means as concentrated as five industries of equal size.",
        caution="Many small industries add next to nothing to it.",
        citation="Adelman, M. A. (1969). Comment on the H concentration measure as a numbers-equivalent. Review of "
        "Economics and Statistics 51(1), 99-101.",
        test=_TESTS + "test_herfindahl_of_the_textbook",
        compute=lambda a, _: variety.equivalent_number(a),
        level="region",
        shape="region",
        family="structure",
        decimals=1,
    ),
    Indicator(
        name="entropy",
        title="Variety of industries (entropy)",
        plain="How evenly the region is spread over industries.",
        formula="E[r] = -sum_i p[r,i] log2 p[r,i]",
        reading="0 is a single industry; each further bit is twice as many industries of equal size.",
        caution="It depends on the list of industries: compare regions on one list only, and think of industries "
        "that nobody has.",
        citation="Attaran, M. (1986). Industrial diversity and economic performance in U.S. areas. Annals of "
        "Regional Science 20(2), 44-54.",
        test=_TESTS + "test_variety_of_eight_states_of_germany",
        compute=lambda a, _: variety.entropy(a),
        level="region",
        shape="region",
        family="structure",
        unit="bits",
        decimals=2,
    ),
    Indicator(
        name="theil_specialization",
        title="Distance from equal industries (Theil index)",
        plain="How far the mix of industries is from one of equal parts.",
        formula="T[r] = sum_i p[r,i] ln(n p[r,i])",
        reading="0 is all industries equal; ln n is a single industry.",
        caution="It depends on the list of industries: compare regions on one list only, and think of industries "
        "that nobody has.",
        citation="Theil, H. (1967). Economics and Information Theory. North-Holland.",
        test=_TESTS + "test_theil_and_entropy_add_up_to_the_logarithm_of_the_number_of_industries",
        compute=lambda a, _: variety.theil_specialization(a),
        level="region",
        shape="region",
        family="structure",
        decimals=3,
    ),
    Indicator(
        name="ogive",
        title="Distance from equal industries (Ogive index)",
        plain="The squared gaps between the shares of the industries and equal shares, added up.",
        formula="O[r] = n sum_i (p[r,i] - 1/n)^2",
        reading="0 is all industries equal; n - 1 is a single industry.",
        caution="It depends on the list of industries: compare regions on one list only, and think of industries "
        "that nobody has.",
        citation="Tress, R. C. (1938). Unemployment and the diversification of industry. Manchester School 9(2), "
        "140-152.",
        test=_TESTS + "test_ogive_of_a_table_worked_out_by_hand",
        compute=lambda a, _: variety.ogive(a),
        level="region",
        shape="region",
        family="structure",
        decimals=3,
    ),
    Indicator(
        name="unrelated_variety",
        title="Variety of unlike industries (unrelated variety)",
        plain="How evenly the region is spread over groups of industries that have little in common.",
        formula="UV[r] = -sum_g P[r,g] log2 P[r,g]",
        reading="0 is a single group; each further bit is twice as many groups of equal size.",
        caution="The groups decide: it is worth as much as they are.",
        citation="Frenken, K., Van Oort, F., Verburg, T. (2007). Related variety, unrelated variety and regional "
        "economic growth. Regional Studies 41(5), 685-697.",
        test=_TESTS + "test_variety_of_eight_states_of_germany",
        compute=lambda a, _: variety.unrelated_variety(a),
        level="region",
        shape="region",
        family="structure",
        unit="bits",
        needs=("groups",),
        decimals=2,
    ),
    Indicator(
        name="related_variety",
        title="Variety of alike industries (related variety)",
        plain="How evenly the region is spread over industries within each group.",
        formula="RV[r] = sum_g P[r,g] sum_i -(p[r,i] / P[r,g]) log2(p[r,i] / P[r,g])",
        reading="0 is one industry in each group; the larger, the more alike industries can learn from one another.",
        caution="The groups decide: it is worth as much as they are. With the unrelated variety it adds up to the "
        "entropy.",
        citation="Frenken, K., Van Oort, F., Verburg, T. (2007). Related variety, unrelated variety and regional "
        "economic growth. Regional Studies 41(5), 685-697.",
        test=_TESTS + "test_variety_of_eight_states_of_germany",
        compute=lambda a, _: variety.related_variety(a),
        level="region",
        shape="region",
        family="structure",
        unit="bits",
        needs=("groups",),
        decimals=2,
    ),
)
