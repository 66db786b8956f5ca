"""Indicators of linkages: multipliers, what a region buys elsewhere, flows, partners, triple helix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.indicator import Indicator, Option
from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

_linkages = Lazy("geo.linkages")
_import_gap = Lazy("geo.import_gap")
_io_system = Lazy("geo.io_system")
_gravity = Lazy("geo.gravity")
_triple_helix = Lazy("geo.triple_helix")
_complementarity = Lazy("geo.complementarity")

TYPE = Option(
    "type",
    ("1", "2"),
    "What goes around.",
    ("what industries buy of each other", "also what households buy with the wages"),
)
_RULES = {
    "none": "the table as it is, of the whole nation",
    "slq": "a region: a supplier covers the share that its location quotient says",
    "cilq": "a region: the quotient of the supplier over that of the buyer",
    "flq": "a region: the quotient of the supplier over that of the buyer, less the smaller the region is",
    "aflq": "a region: as flq, and more for the industries that the region is specialized in",
}
REGIONALISE = Option("regionalise", tuple(_RULES), "Whose table it is.", tuple(_RULES.values()))
OF_REGION = Option(
    "regionalise", ("flq", "aflq", "slq", "cilq"), "How the table of the region is made.",
    tuple(_RULES[name] for name in ("flq", "aflq", "slq", "cilq")),
)  # fmt: skip
DELTA = Option(
    "delta", ("0.25",), "How much less a small region buys at home (flq and aflq).", ("0.2 to 0.35 is usual",),
    bounds=(0, 1),
)  # fmt: skip
REGION = Option(
    "region", ("largest",), "Which region: give its code.", ("the region with the largest total",), free=True
)
SUBSTITUTED = Option(
    "substituted", ("0.25",), "Share of the gap that the region would make itself.", ("a quarter",), bounds=(0, 1)
)
EFFECTS = Option(
    "effects",
    ("masses", "fixed"),
    "What stands for the two regions.",
    ("their size", "an effect of each origin and of each destination; only the distance is told"),
)
THRESHOLD = Option(
    "threshold", ("1",), "Location quotient from which a group counts as present.", ("the share of the reference",),
    bounds=(0, 100),
)  # fmt: skip
_ECONOMY = (TYPE, REGIONALISE, DELTA, REGION)
_MILLER = (
    "Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd edition. Cambridge University Press, chapter {}."
)
_TESTS = "tests/geo/test_linkages.py::"
_QUOTIENTS = "Quotients make small regions look as if they bought more at home than they do."


def _economy(options: Mapping[str, str]) -> Any:  # noqa: ANN401 - the value type of a module that is loaded late
    return _io_system.Economy(options["regionalise"], options["region"], float(options["delta"]))


def _of(options: Mapping[str, str]) -> dict[str, Any]:
    return {"economy": _economy(options), "kind": options["type"]}


LINKAGES = (
    Indicator(
        name="output_multiplier",
        title="What one more sale sets in motion (output multiplier)",
        plain="How much all industries make in all when one more unit of this one is sold to its final buyers.",
        formula="m[j] = sum_i L[i,j], L = (I - A)^-1",
        reading="1.8 means that 0.8 is made elsewhere in the economy for each unit that is sold.",
        caution="It takes free hands and machines for granted, and prices that stay. " + _QUOTIENTS,
        citation=_MILLER.format(6),
        test=_TESTS + "test_multipliers_of_the_textbook_of_miller_and_blair",
        compute=lambda a, o: _linkages.output_multiplier(a, **_of(o)),
        level="industry",
        shape="industry",
        family="linkages",
        options=_ECONOMY,
        needs=("io",),
        good_range=(1.0, float("inf")),
    ),
    Indicator(
        name="employment_multiplier",
        title="Jobs behind a job (employment multiplier)",
        plain="How many jobs there are in all industries for one more job in this one.",
        formula="m[j] = sum_i e[i] L[i,j] / e[j]",
        reading="3 means that two jobs elsewhere go with each job in the industry.",
        caution="Industries with few workers have large multipliers: look at the effect for one unit of demand too. "
        + _QUOTIENTS,
        citation=_MILLER.format(6),
        test=_TESTS + "test_multipliers_of_germany_as_eurostat_printed_them",
        compute=lambda a, o: _linkages.employment_multiplier(a, **_of(o)),
        level="industry",
        shape="industry",
        family="linkages",
        options=_ECONOMY,
        needs=("io",),
        good_range=(1.0, float("inf")),
    ),
    Indicator(
        name="income_multiplier",
        title="Wages behind a wage (income multiplier)",
        plain="How much is paid in wages in all industries for one more unit of wages in this one.",
        formula="m[j] = sum_i w[i] L[i,j] / w[j]",
        reading="2 means that as much is paid in other industries as in this one.",
        caution="It says nothing of who earns the wages, or where they live. " + _QUOTIENTS,
        citation=_MILLER.format(6),
        test=_TESTS + "test_income_multiplier_worked_out_by_hand",
        compute=lambda a, o: _linkages.income_multiplier(a, **_of(o)),
        level="industry",
        shape="industry",
        family="linkages",
        options=_ECONOMY,
        needs=("io",),
        good_range=(1.0, float("inf")),
    ),
    Indicator(
        name="backward_linkage",
        title="What the industry draws from others (backward linkage)",
        plain="How much an industry sets in motion among its suppliers, compared with the average industry.",
        formula="b[j] = n sum_i L[i,j] / sum_ij L[i,j]",
        reading="Above 1 the industry draws more from its suppliers than the average industry.",
        caution="One large supplier counts as much as many small ones. " + _QUOTIENTS,
        citation="Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations. North-Holland.",
        test=_TESTS + "test_linkages_worked_out_by_hand",
        compute=lambda a, o: _linkages.backward_linkage(a, **_of(o)),
        level="industry",
        shape="industry",
        family="linkages",
        options=_ECONOMY,
        needs=("io",),
        neutral=1.0,
    ),
    Indicator(
        name="forward_linkage",
        title="What the industry makes possible (forward linkage)",
        plain="How much all industries can make in all when this one has one more unit to sell.",
        formula="f[i] = sum_j G[i,j], G = (I - B)^-1, B[i,j] = Z[i,j] / x[i]",
        reading="Near 1 nearly all goes to the final buyers; 2.5 means that others make 1.5 more with it.",
        caution="It takes for granted that buyers use whatever they can get. " + _QUOTIENTS,
        citation="Ghosh, A. (1958). Input-output approach in an allocation system. Economica 25(97), 58-64.",
        test=_TESTS + "test_linkages_worked_out_by_hand",
        compute=lambda a, o: _linkages.forward_linkage(a, **_of(o)),
        level="industry",
        shape="industry",
        family="linkages",
        options=_ECONOMY,
        needs=("io",),
        good_range=(1.0, float("inf")),
    ),
    Indicator(
        name="import_substitution_gap",
        title="What the region buys elsewhere (import substitution gap)",
        plain="How much of an industry's goods the other industries of the region buy outside it.",
        formula="gap[i] = sum_j (1 - q[i,j]) A[i,j] x[j]",
        reading="The largest gaps are what new or growing firms of the region could supply.",
        caution="A gap is no market: price, quality and scale decide. The table of the region is estimated from jobs.",
        citation=_MILLER.format(8),
        test="tests/geo/test_regional_tables.py::test_gap_worked_out_by_hand",
        compute=lambda a, o: _import_gap.import_substitution_gap(
            a, economy=_economy(o), substituted=float(o["substituted"])
        ),
        level="industry",
        shape="industry",
        family="linkages",
        options=(OF_REGION, DELTA, REGION, SUBSTITUTED),
        needs=("io",),
    ),
    Indicator(
        name="gravity",
        title="What makes regions exchange (gravity model)",
        plain="How flows between regions grow with the size of both and fall with their distance.",
        formula="flow[r,s] = exp(b0 + b1 ln m[r] + b2 ln m[s] + b3 ln d[r,s])",
        reading="A distance of -1 means that twice as far is half as much.",
        caution="It describes flows that there are; it does not say that a nearer place would cause more of them.",
        citation="Santos Silva, J. M. C., Tenreyro, S. (2006). The log of gravity. Review of Economics and "
        "Statistics 88(4), 641-658.",
        test="tests/geo/test_gravity.py::test_gravity_of_the_laender",
        compute=lambda a, o: _gravity.gravity(a, effects=o["effects"]),
        level="region_pair",
        shape="table",
        family="linkages",
        options=(EFFECTS,),
        needs=("flows",),
        additive_only=False,
    ),
    Indicator(
        name="complementarity",
        title="What a partner would add (complementarity)",
        plain="How much of what is related to the groups that a region lacks stands in another region.",
        formula="C[r,s] = 100 sum_p (1 - M[r,p]) sum_q phi[p,q] max(M[s,q] - M[r,q], 0) / sum_q phi[p,q]",
        reading="The larger the figure, the more a partner offers towards groups that the region does not have.",
        caution="It counts what the partner could offer, not whether the two ever meet.",
        citation="Balland, P.-A., Boschma, R. (2021). Complementary interregional linkages and smart specialisation: "
        "an empirical study on European regions. Regional Studies 55(6), 1059-1070.",
        test="tests/geo/test_complementarity.py::test_complementarity_worked_out_by_hand",
        compute=lambda a, o: _complementarity.complementarity(a, threshold=float(o["threshold"])),
        level="region_pair",
        shape="table",
        family="linkages",
        options=(THRESHOLD,),
    ),
    Indicator(
        name="triple_helix_synergy",
        title="Do organisation, size and industry go together? (triple helix)",
        plain="What the three traits of the enterprises of a region tell of each other.",
        formula="T = H1 + H2 + H3 - H12 - H13 - H23 + H123",
        reading="Below 0 the three together tell more than in pairs: synergy; above 0 they repeat each other.",
        caution="A region with few enterprises has a figure by chance alone; compare regions of like size.",
        citation="Leydesdorff, L., Dolfsma, W., van der Panne, G. (2006). Measuring the knowledge base of an economy "
        "in terms of triple-helix relations among technology, organization, and territory. Research Policy 35(2), "
        "181-199.",
        test="tests/geo/test_triple_helix.py::test_synergy_of_the_reference_table",
        compute=lambda a, _: _triple_helix.triple_helix_synergy(a),
        level="region",
        shape="region",
        family="linkages",
        unit="bits",
        needs=("firms",),
        additive_only=False,
        neutral=0.0,
        good_range=(-float("inf"), float("inf")),
        decimals=3,
    ),
)
