"""Complexity: which regions do many things that few others can, and where that could lead next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue.cell import REFERENCE
from geo.catalogue.relatedness import PRESENCE, rule_of
from geo.indicator import Indicator, Option
from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from geo.activity import Activity
    from geo.indicator import Options

complexity = Lazy("geo.complexity")
fitness = Lazy("geo.fitness")
outlook = Lazy("geo.outlook")

_SD = Option(
    "sd",
    ("population", "sample"),
    "Which standard deviation is the unit.",
    ("of the population: the sum is divided by n", "of a sample: the sum is divided by n - 1"),
)
_SIGN = Option(
    "sign",
    ("diversity", "external"),
    "What says which end is the complex one.",
    (
        "regions with many specializations are on the complex side",
        "regions with a high figure in the table anchor (such as wages) are on the complex side",
    ),
)
_SCALING = Option(
    "scaling",
    ("own", "growthlab", "uncentred"),
    "What the complexity of an industry is measured from, and in which unit.",
    (
        "mean and standard deviation of the industries",
        "mean and standard deviation of the regions: a region's complexity is the mean of its industries",
        "no mean, standard deviation of the regions (as inside the outlook of the program ecomplexity)",
    ),
)
_HIDALGO = (
    "Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. "
    "Proceedings of the National Academy of Sciences 106(26), 10570-10575."
)
_ATLAS = (
    "Hausmann, R., Hidalgo, C. A., Bustos, S., Coscia, M., Simoes, A., Yildirim, M. A. (2014). "
    "The Atlas of Economic Complexity. MIT Press, technical box 5.4."
)
_COMPLEXITY = "tests/geo/test_complexity.py::"
_OUTLOOK = "tests/geo/test_outlook.py::"
_FITNESS = "tests/geo/test_fitness.py::"


def _told(activity: Activity, options: Options) -> Mapping[str, Any]:
    told: Mapping[str, Any] = complexity.told_of(activity, sign=options["sign"], rule=rule_of(options))
    return told


COMPLEXITY = (
    Indicator(
        name="economic_complexity_index",
        title="Economic complexity of the region (ECI)",
        plain="Whether the region is specialized in what other complex regions do too, and few else.",
        formula="ECI[r] = second eigenvector of D^-1 M U^-1 M', less its mean, over its standard deviation",
        reading="0 is the average region; 1 is one standard deviation more complex than that.",
        caution="Below about 30 industries it is mostly noise, and which end is the complex one can be uncertain.",
        citation=_HIDALGO,
        test=_COMPLEXITY + "test_complexity_of_european_countries",
        compute=lambda a, o: complexity.economic_complexity_index(a, sd=o["sd"], sign=o["sign"], rule=rule_of(o)),
        told=_told,
        level="region",
        shape="region",
        family="complexity",
        options=(_SD, _SIGN, REFERENCE, PRESENCE),
        uses=("anchor",),
        neutral=0.0,
        breaks=(-1.5, -0.5, 0.5, 1.5),
        good_range=(float("-inf"), float("inf")),
    ),
    Indicator(
        name="product_complexity_index",
        title="Complexity of the industry (PCI)",
        plain="Whether the regions that are specialized in the industry are complex ones.",
        formula="PCI[i] = second eigenvector of U^-1 M' D^-1 M, less its mean, over its standard deviation",
        reading="0 is the average industry; high values stand where few regions, and complex ones, are specialized.",
        caution="It depends on the regions in the table: among other regions the same industry has another value.",
        citation=_ATLAS,
        test=_COMPLEXITY + "test_complexity_of_european_industries",
        compute=lambda a, o: complexity.product_complexity_index(
            a, scaling=o["scaling"], sd=o["sd"], sign=o["sign"], rule=rule_of(o)
        ),
        told=_told,
        level="industry",
        shape="industry",
        family="complexity",
        options=(_SCALING, _SD, _SIGN, REFERENCE, PRESENCE),
        uses=("anchor",),
        good_range=(float("-inf"), float("inf")),
    ),
    Indicator(
        name="fitness",
        title="Fitness of the region",
        plain="How many industries the region is specialized in, counting most those that only fit regions have.",
        formula="F = M Q and Q = 1 / (M' (1 / F)), again and again, each over its mean",
        reading="1 is the average region; 2 is twice as fit.",
        caution="Weak regions can sink towards 0 however long one counts: compare ranks or logarithms.",
        citation="Tacchella, A., Cristelli, M., Caldarelli, G., Gabrielli, A., Pietronero, L. (2012). A new metrics "
        "for countries' fitness and products' complexity. Scientific Reports 2, 723.",
        test=_FITNESS + "test_fitness_of_european_countries",
        compute=lambda a, o: fitness.fitness(a, iterations=int(float(o["iterations"])), rule=rule_of(o)),
        level="region",
        shape="region",
        family="complexity",
        options=(
            Option("iterations", ("200",), "How many steps are made.", ("the steps have nearly always come to rest",),
                   bounds=(1, 1000), whole=True),
            REFERENCE,
            PRESENCE,
        ),
        neutral=1.0,
    ),
    Indicator(
        name="method_of_reflections",
        title="Reflections of the region (for teaching)",
        plain="The mean of means over the network: how varied the regions are that share the region's industries.",
        formula="k[r,n] = mean of k[i,n-1] over the industries of r; k[i,n] = mean of k[r,n-1] over the regions of i",
        reading="Order 0 counts industries, order 1 says how common they are, order 2 how varied their regions are.",
        caution="With every step the values of all regions move together: for comparisons take economic complexity.",
        citation=_HIDALGO,
        test=_FITNESS + "test_reflections_of_the_published_network",
        compute=lambda a, o: fitness.method_of_reflections(a, order=int(float(o["order"])), rule=rule_of(o)),
        level="region",
        shape="region",
        family="complexity",
        options=(
            Option("order", ("2",), "How often the figures are reflected.", ("there and back once",), bounds=(0, 1000),
                   whole=True),
            REFERENCE,
            PRESENCE,
        ),
    ),
    Indicator(
        name="complexity_outlook_index",
        title="Outlook: complex industries near at hand (COI)",
        plain="How many complex industries that the region does not have lie near to those that it has.",
        formula="COI[r] = sum over i of w[r,i] (1 - M[r,i]) PCI[i]",
        reading="Higher means more complex industries within reach; negative values, that mostly simple ones are.",
        caution="A region that has nearly everything complex already has a low outlook: read it beside its complexity.",
        citation=_ATLAS,
        test=_OUTLOOK + "test_outlook_of_european_countries",
        compute=lambda a, o: outlook.complexity_outlook_index(
            a, scale=o["scale"], scaling=o["scaling"], sd=o["sd"], sign=o["sign"], rule=rule_of(o)
        ),
        told=_told,
        level="region",
        shape="region",
        family="complexity",
        options=(
            Option("scale", ("raw", "standardised"), "Whether the sum is shown or its place among the regions.",
                   ("the sum itself", "distance from the mean of the regions in standard deviations")),
            _SCALING, _SD, _SIGN, REFERENCE,
        ),
        uses=("anchor",),
        good_range=(float("-inf"), float("inf")),
    ),
    Indicator(
        name="complexity_outlook_gain",
        title="Outlook gained by one more industry (COG)",
        plain="How much nearer this industry, which the region does not have, would bring it to complex ones.",
        formula="COG[r,i] = (1 - M[r,i]) × sum over j of (1 - M[r,j]) phi[i,j] PCI[j] / sum over k of phi[k,j]",
        reading="Higher means that the industry opens more doors; 0 stands where the region has it already.",
        caution="It says what would follow, not whether it can be done: look at the relatedness density too.",
        citation=_ATLAS,
        test=_OUTLOOK + "test_gains_of_european_countries",
        compute=lambda a, o: outlook.complexity_outlook_gain(
            a, variant=o["variant"], scaling=o["scaling"], sd=o["sd"], sign=o["sign"], rule=rule_of(o)
        ),
        told=_told,
        family="complexity",
        options=(
            Option("variant", ("growthlab", "atlas"), "Whether what is lost on the way is taken off.",
                   ("the gain alone (Growth Lab, Stata, R)",
                    "less what the industry itself had counted in the outlook (the Atlas)")),
            _SCALING, _SD, _SIGN, REFERENCE,
        ),
        uses=("anchor",),
        good_range=(float("-inf"), float("inf")),
    ),
)  # fmt: skip
