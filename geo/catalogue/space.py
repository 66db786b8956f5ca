"""Indicators of space: is an industry gathered among neighbours, and where."""

from __future__ import annotations

from functools import partial
from typing import Any

from geo.catalogue.space_options import (
    ASSUMPTION,
    BINARY,
    FOLDED,
    GLOBAL,
    LOCAL,
    LOCAL_JOINS,
    NEAR,
    OTHER,
    ROW,
    SQUARES,
    THRESHOLD,
    VARIABLE,
    VARIABLE_OF_JOINS,
    Z_OR_SHARE,
    globally,
    in_detail,
    locally,
)
from geo.indicator import Indicator

_TESTS = "tests/geo/test_autocorrelation.py::"
_LOCAL_TESTS = "tests/geo/test_local_association.py::"
_SIGNED = (-float("inf"), float("inf"))


def _entry(name: str, **fields: Any) -> Indicator:  # noqa: ANN401 - the fields of an entry, which it checks itself
    return Indicator(name=name, family="autocorrelation", needs=("weights",), **fields)


def _of_map(name: str, **fields: Any) -> Indicator:  # noqa: ANN401
    """Make an entry with one figure for the whole map of an industry."""
    return _entry(name, level="industry", shape="industry", compute=partial(globally, name), **fields)


def _of_region(name: str, **fields: Any) -> Indicator:  # noqa: ANN401
    """Make an entry with a figure a region, and of one industry where that is more than chance."""
    return _entry(name, level="region", compute=partial(locally, name), detail=partial(in_detail, name), **fields)


SPACE = (
    _of_map(
        "moran",
        title="Do neighbours resemble each other? (Moran's I)",
        plain="Whether regions with much of a group lie near others with much of it.",
        formula="I = (n / sum_rs w[r,s]) sum_rs w[r,s] z[r] z[s] / sum_r z[r]^2",
        reading="Near 0 neighbours are as different as any two regions; towards 1 the group gathers in one part of the "
        "map; below 0 much lies beside little.",
        caution="One number for the whole map: it does not say where. Large regions cut a cluster apart, and figures "
        "that are not divided by the size of the region mostly show where people live.",
        citation="Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2), 17-23.",
        test=_TESTS + "test_moran_of_columbus",
        options=(VARIABLE, *NEAR, ROW, *GLOBAL, ASSUMPTION),
        neutral=0.0,
        good_range=_SIGNED,
        decimals=3,
    ),
    _of_map(
        "geary",
        title="Do neighbours differ? (Geary's C)",
        plain="How much neighbouring regions differ, compared with any two regions.",
        formula="C = (n - 1) sum_rs w[r,s] (x[r] - x[s])^2 / (2 sum_rs w[r,s] sum_r z[r]^2)",
        reading="1 is what chance gives; 0.5 means that the differences between neighbours are half as large; above 1 "
        "neighbours differ more than others.",
        caution="A few steep borders weigh much, since differences are squared: compare with Moran's I.",
        citation="Geary, R. C. (1954). The contiguity ratio and statistical mapping. The Incorporated Statistician "
        "5(3), 115-146.",
        test=_TESTS + "test_geary_of_columbus",
        options=(VARIABLE, *NEAR, ROW, *GLOBAL, ASSUMPTION),
        neutral=1.0,
        decimals=3,
    ),
    _of_map(
        "getis_ord",
        title="Do high figures lie together? (Getis-Ord G)",
        plain="What part of all pairs of regions, weighed by their figures, are neighbours.",
        formula="G = sum_rs w[r,s] x[r] x[s] / sum_r sum_s!=r x[r] x[s]",
        reading="Compare with the expectation beside it: above, large figures lie together; below, small ones do.",
        caution="It cannot tell apart a map of hot spots and cold spots that balance: look at the local G as well.",
        citation="Getis, A., Ord, J. K. (1992). The analysis of spatial association by use of distance statistics. "
        "Geographical Analysis 24(3), 189-206.",
        test=_TESTS + "test_getis_ord_of_columbus",
        options=(VARIABLE, *NEAR, BINARY, *GLOBAL),
        decimals=4,
    ),
    _of_region(
        "local_moran",
        title="Alike or unlike its neighbours (local Moran)",
        plain="Whether a region and its neighbours lie on the same side of the average, and how far from it.",
        formula="I[r,i] = z[r] sum_s w[r,s] z[s] / (sum_s z[s]^2 / n)",
        reading="Above 0 a region is like its neighbours, both high or both low; below 0 it stands out among them.",
        caution=FOLDED + "Jobs themselves show where people live: choose location_quotient as the variable to see "
        "where the group is strong.",
        citation="Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27(2), "
        "93-115.",
        test=_LOCAL_TESTS + "test_local_moran_of_columbus",
        options=(VARIABLE, *NEAR, ROW, SQUARES, *LOCAL),
        neutral=0.0,
        good_range=_SIGNED,
    ),
    _of_region(
        "local_g",
        title="Hot and cold surroundings (local G)",
        plain="Whether the neighbours of a region have more or less than chance would give them.",
        formula="G[r,i] = (sum_s w[r,s] x[s] - expectation) / standard deviation, s other than r",
        reading="Above 2 the surroundings are a hot spot, below -2 a cold spot; between them it may be chance.",
        caution=FOLDED + "The region itself does not count: a lone giant is no hot spot.",
        citation="Ord, J. K., Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27(4), "
        "286-306.",
        test=_LOCAL_TESTS + "test_local_g_of_columbus",
        options=(VARIABLE, *NEAR, BINARY, Z_OR_SHARE, *LOCAL),
        neutral=0.0,
        good_range=_SIGNED,
    ),
    _of_region(
        "local_g_star",
        title="Hot and cold spots (local G*)",
        plain="Whether a region and its neighbours together have more or less than chance would give them.",
        formula="G*[r,i] = (sum_s w[r,s] x[s] - expectation) / standard deviation, r itself included",
        reading="Above 2 the place is a hot spot, below -2 a cold spot; between them it may be chance.",
        caution=FOLDED + "The z-score and the p-value of the shuffles differ a little: shuffles leave the region's "
        "own figure where it is.",
        citation="Ord, J. K., Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27(4), "
        "286-306.",
        test=_LOCAL_TESTS + "test_local_g_star_of_columbus",
        options=(VARIABLE, *NEAR, BINARY, Z_OR_SHARE, *LOCAL),
        neutral=0.0,
        good_range=_SIGNED,
    ),
    _of_region(
        "local_geary",
        title="How different from its neighbours (local Geary)",
        plain="How far a region's figure lies from those of its neighbours.",
        formula="c[r,i] = sum_s w[r,s] (x[r] - x[s])^2 / (sum_s z[s]^2 / n)",
        reading="Near 0 a region is like its neighbours; 2 is what chance gives on average; large values stand out.",
        caution=FOLDED + "It does not say on which side the difference lies: read it with the local Moran.",
        citation="Anselin, L. (2019). A local indicator of multivariate spatial association: extending Geary's c. "
        "Geographical Analysis 51(2), 133-150.",
        test=_LOCAL_TESTS + "test_local_geary_of_guerry",
        options=(VARIABLE, *NEAR, ROW, SQUARES, *LOCAL),
    ),
    _of_region(
        "bivariate_local_moran",
        title="One group here, another nearby (bivariate local Moran)",
        plain="Whether much of a group here goes with much of another group in the neighbouring regions.",
        formula="I[r,i] = z[r,i] sum_s w[r,s] z[s,j] / (standard deviation of i x standard deviation of j)",
        reading="Above 0 both are high or both are low; below 0 one is high where the other is low.",
        caution=FOLDED + "It says nothing about both groups within the same region, which are often alike.",
        citation="Anselin, L., Syabri, I., Smirnov, O. (2002). Visualizing multivariate spatial correlation with "
        "dynamically linked windows. Center for Spatially Integrated Social Science, Santa Barbara.",
        test=_LOCAL_TESTS + "test_bivariate_local_moran_of_guerry",
        options=(VARIABLE, OTHER, *NEAR, ROW, SQUARES, *LOCAL),
        neutral=0.0,
        good_range=_SIGNED,
    ),
    _of_region(
        "local_join_count",
        title="Specialized neighbours of a specialized region (local join count)",
        plain="How many neighbours reach a threshold, of a region that reaches it itself.",
        formula="J[r,i] = b[r] sum_s w[r,s] b[s], b = 1 from the threshold on, else 0",
        reading="3 means that the region and three of its neighbours reach the threshold; 0 that it does not or that "
        "none of them does.",
        caution="It knows only yes and no: how far a region is above the threshold does not count. Regions with many "
        "neighbours have larger counts.",
        citation="Anselin, L., Li, X. (2019). Operational local join count statistics for cluster detection. Journal "
        "of Geographical Systems 21, 189-210.",
        test=_LOCAL_TESTS + "test_join_counts_of_a_row_of_regions",
        options=(VARIABLE_OF_JOINS, THRESHOLD, *NEAR, BINARY, *LOCAL_JOINS),
        decimals=0,
    ),
)
