"""Relatedness: which industries go together, and how much of what is related to an industry a region has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue.cell import REFERENCE
from geo.indicator import Indicator, Option
from geo.lazy import Lazy
from geo.network import PresenceRule

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.activity import Activity
    from geo.indicator import Options

relatedness = Lazy("geo.relatedness")

PRESENCE = Option(
    "presence",
    ("quotient", "given"),
    "What says that a region has an industry.",
    ("a location quotient of 1 or more", "the table itself: a figure of 1 or more"),
)
_DIAGONAL = Option(
    "diagonal",
    ("include", "exclude"),
    "Whether an industry counts as related to itself.",
    ("yes, with 1 (ecomplexity, economiccomplexity for R)", "no, with 0 (EconGeo, econcomplex)"),
)
_HIDALGO = (
    "Hidalgo, C. A., Klinger, B., Barabasi, A.-L., Hausmann, R. (2007). The product space conditions the development "
    "of nations. Science 317, 482-487."
)
_ECK = (
    "van Eck, N. J., Waltman, L. (2009). How to normalize cooccurrence data? Journal of the American Society for "
    "Information Science and Technology 60(8), 1635-1651."
)
_TESTS = "tests/geo/test_relatedness.py::"


def rule_of(options: Options) -> PresenceRule:
    """Read from the options when an industry counts as present.

    Examples
    --------
    >>> rule_of({"reference": "sum"})
    PresenceRule(reference='sum', threshold=1.0, given=False)
    """
    return PresenceRule(
        reference=options["reference"],
        threshold=float(options.get("threshold", "1")),
        given=options.get("presence") == "given",
    )


def _counted(method: str) -> Callable[[Activity, Options], pd.DataFrame]:
    return lambda a, o: relatedness.cooccurrence_relatedness(a, method=method, rule=rule_of(o))


RELATEDNESS = (
    Indicator(
        name="rca_presence",
        title="Specialized or not",
        plain="Whether the region has more of the industry than the average region, as a plain yes or no.",
        formula="M[r,i] = 1 where LQ[r,i] >= 1, else 0",
        reading="1 means a location quotient of 1 or more, 0 a lower one.",
        caution="A quotient of 0.99 and one of 0 look the same: use it to count, not to judge a single place.",
        citation="Balassa, B. (1965). Trade liberalisation and revealed comparative advantage. "
        "Manchester School 33(2), 99-123.",
        test=_TESTS + "test_presence_of_the_econgeo_matrices",
        compute=lambda a, o: relatedness.rca_presence(a, rule=rule_of(o)),
        family="complexity",
        options=(
            REFERENCE,
            PRESENCE,
            Option("threshold", ("1",), "The quotient from which an industry counts as present.",
                   ("the average share; the figure 1 where the table itself says it",), bounds=(0.01, 100)),
        ),
        breaks=(0.5,),
        good_range=(0.0, 1.0),
        decimals=0,
        classes=("not specialized", "specialized"),
    ),
    Indicator(
        name="relatedness_density",
        title="Related industries at hand (relatedness density)",
        plain="What part of everything that is related to the industry the region is specialized in.",
        formula="w[r,i] = sum over j of M[r,j] phi[i,j] / sum over j of phi[i,j]",
        reading="60% means that six tenths of what goes together with this industry are there: an easy next step.",
        caution="It follows how many specializations a region has: compare industries within a region first.",
        citation=_HIDALGO,
        test="tests/geo/test_density.py::test_density_of_european_countries",
        compute=lambda a, o: relatedness.relatedness_density(
            a, diagonal=o["diagonal"], cells=o["cells"], rule=rule_of(o)
        ),
        family="complexity",
        options=(
            _DIAGONAL,
            Option("cells", ("all", "absent"), "For which industries it is given.",
                   ("all of them", "those that the region does not have: the possible next ones")),
            REFERENCE,
            PRESENCE,
        ),
        good_range=(0.0, 1.0),
        percent=True,
        decimals=1,
    ),
    Indicator(
        name="proximity",
        title="Proximity of two industries",
        plain="How likely a region that is specialized in one of two industries is to be specialized in the other.",
        formula="phi[i,j] = sum over r of M[r,i] M[r,j] / max(k[i], k[j])",
        reading="0.6 means that at least six of ten regions with either industry have both.",
        caution="It says that two industries share places, not why: the reason can be a port or a customer of both.",
        citation=_HIDALGO,
        test=_TESTS + "test_proximity_of_european_industries",
        compute=lambda a, o: relatedness.proximity(a, diagonal=o["diagonal"], rule=rule_of(o)),
        level="industry_pair",
        shape="table",
        family="complexity",
        options=(_DIAGONAL, REFERENCE, PRESENCE),
        good_range=(0.0, 1.0),
    ),
    Indicator(
        name="cooccurrence_relatedness",
        title="Relatedness from shared regions (probability)",
        plain="How many regions two industries share, compared with what chance would give.",
        formula="C[i,j] / ((S[i]/T S[j]/(T-S[i]) + S[j]/T S[i]/(T-S[j])) T/2)",
        reading="1 is what chance gives; 2 means twice as many shared regions.",
        caution="Industries that few regions have can reach very high values from one shared place.",
        citation="Steijn, M. P. A. (2021). Improvement on the association strength: implementing a probabilistic "
        "measure based on combinations without repetition. Quantitative Science Studies 2(2), 778-794.",
        test=_TESTS + "test_relatedness_of_the_econgeo_counts",
        compute=_counted("probability"),
        level="industry_pair",
        shape="table",
        family="complexity",
        options=(REFERENCE, PRESENCE),
    ),
    Indicator(
        name="association_strength",
        title="Association strength of two industries",
        plain="Shared regions of two industries over the product of how often each meets any other.",
        formula="(C[i,j] / T) / (S[i]/T S[j]/T)",
        reading="1 is what chance gives, nearly: it lets an industry meet itself, too.",
        caution="In small tables take the relatedness by probability, which does not count an industry with itself.",
        citation=_ECK,
        test=_TESTS + "test_relatedness_of_the_econgeo_counts",
        compute=_counted("association"),
        level="industry_pair",
        shape="table",
        family="complexity",
        options=(REFERENCE, PRESENCE),
    ),
    Indicator(
        name="cosine",
        title="Cosine similarity of two industries",
        plain="Shared regions of two industries over the geometric mean of how often each meets any other.",
        formula="C[i,j] / sqrt(S[i] S[j])",
        reading="0 means that no region has both; higher values, that they meet each other more than other industries.",
        caution="It does not say what chance would give: two industries that are everywhere look related.",
        citation=_ECK,
        test=_TESTS + "test_relatedness_of_the_econgeo_counts",
        compute=_counted("cosine"),
        level="industry_pair",
        shape="table",
        family="complexity",
        options=(REFERENCE, PRESENCE),
        good_range=(0.0, 1.0),
    ),
    Indicator(
        name="jaccard",
        title="Jaccard index of two industries",
        plain="Shared regions of two industries over all meetings of either of them.",
        formula="C[i,j] / (S[i] + S[j] - C[i,j])",
        reading="0 means that no region has both; 1, that they meet nothing but each other.",
        caution="A common and a rare industry have a low value even where the rare one is never without the other.",
        citation=_ECK,
        test=_TESTS + "test_relatedness_of_the_econgeo_counts",
        compute=_counted("jaccard"),
        level="industry_pair",
        shape="table",
        family="complexity",
        options=(REFERENCE, PRESENCE),
        good_range=(0.0, 1.0),
    ),
)  # fmt: skip
