"""Cell indicators: how much a region does of an industry, compared with the reference economy."""

from __future__ import annotations

from geo import specialization, uncertainty
from geo.indicator import Indicator, Option
from geo.quotient_spread import interval_tables

REFERENCE = Option(
    "reference",
    specialization.REFERENCES,
    "What a region is compared with.",
    (
        "the published national row; the sum over the regions where none is published, and the result says so",
        "the sum over the regions of the table, the region itself included",
        "the published row (or the sum over the regions) without the region itself",
        "a row given by hand, such as another country; it must come with the data",
    ),
)
_VARIANT = Option(
    "variant",
    ("profile", "industry"),
    "Which two shares are compared.",
    (
        "the group's share of the region less its share of the reference: s[r,i] - q[i]",
        "the region's share of the group less its share of everything: x[r,i] / x[.,i] - x[r,.] / x[.,.]",
    ),
)
_TESTS = "tests/geo/test_specialization.py::"
_FIXED = (0.5, 0.8, 1.25, 2.0)
_FOLDED = tuple((b - 1) / (b + 1) for b in _FIXED)

CELL = (
    Indicator(
        name="location_quotient",
        title="Share compared with the average (location quotient)",
        plain="How many times larger the share here is than in the reference economy.",
        formula="LQ[r,i] = (x[r,i] / x[r,.]) / (q[i] / q[.])",
        reading="1 is the share in the reference economy; 2 means twice that share.",
        caution="A small place can have a huge quotient from a single employer: look at the number of jobs too.",
        citation="Haig, R. M. (1926). Toward an understanding of the metropolis. "
        "Quarterly Journal of Economics 40(2), 179-208.",
        test=_TESTS + "test_location_quotient_of_the_published_states",
        compute=lambda a, o: specialization.location_quotient(a, reference=o["reference"]),
        interval=lambda a, o: uncertainty.supported_interval(a, reference=o["reference"]),
        interval_on=lambda a, o: interval_tables(a, reference=o["reference"]),
        options=(REFERENCE,),
        uses=("firms",),
        neutral=1.0,
        breaks=_FIXED,
    ),
    Indicator(
        name="share",
        title="Share of the region's total",
        plain="What part of the region's total belongs to this group.",
        formula="s[r,i] = x[r,i] / x[r,.]",
        reading="10% means that one in ten belongs to this group.",
        caution="Groups that are large everywhere come first: the location quotient compares with the country.",
        citation="Isard, W. (1960). Methods of Regional Analysis. MIT Press, chapter 7.",
        test=_TESTS + "test_shares_of_a_region_sum_to_one",
        compute=lambda a, _: specialization.share(a),
        interval=lambda a, _: uncertainty.share_interval(a),
        interval_on=lambda a, _: interval_tables(a, reference=None),
        uses=("firms",),
        good_range=(0.0, 1.0),
        percent=True,
        decimals=1,
    ),
    Indicator(
        name="additive_location_quotient",
        title="Share less the average share (additive location quotient)",
        plain="The share here minus the share in the reference economy.",
        formula="ALQ[r,i] = x[r,i] / x[r,.] - q[i] / q[.]",
        reading="0 is the share in the reference economy; 2 percentage points means two more in every hundred.",
        caution="Large groups give large differences: compare it within one group only.",
        citation="Hoen, A. R., Oosterhaven, J. (2006). On the measurement of comparative advantage. "
        "Annals of Regional Science 40, 677-691.",
        test=_TESTS + "test_additive_quotient_of_the_textbook_town",
        compute=lambda a, o: specialization.additive_location_quotient(
            a, reference=o["reference"], variant=o["variant"]
        ),
        options=(REFERENCE, _VARIANT),
        neutral=0.0,
        good_range=(-1.0, 1.0),
        percent=True,
        decimals=1,
    ),
    Indicator(
        name="symmetric_location_quotient",
        title="Balanced quotient from -1 to 1 (symmetric location quotient)",
        plain="The location quotient folded so that too little and too much weigh the same.",
        formula="SLQ[r,i] = (LQ[r,i] - 1) / (LQ[r,i] + 1)",
        reading="0 is the share in the reference economy; -1 means absent, values near 1 mean many times the share.",
        caution="It carries no more information than the location quotient; it only spreads the colours evenly.",
        citation="Laursen, K. (2015). Revealed comparative advantage and the alternatives as measures of international "
        "specialization. Eurasian Business Review 5, 99-115.",
        test=_TESTS + "test_symmetric_quotient_is_minus_one_where_absent",
        compute=lambda a, o: specialization.symmetric_location_quotient(a, reference=o["reference"]),
        interval=lambda a, o: uncertainty.symmetric_interval(a, reference=o["reference"]),
        interval_on=lambda a, o: interval_tables(a, reference=o["reference"]),
        options=(REFERENCE,),
        uses=("firms",),
        neutral=0.0,
        breaks=_FOLDED,
        good_range=(-1.0, 1.0),
    ),
    Indicator(
        name="normalized_revealed_advantage",
        title="Activity above what is expected (normalized revealed advantage)",
        plain="What the region has beyond its fair portion of the group, as a share of everything in the country.",
        formula="NRCA[r,i] = x[r,i] / q[.] - x[r,.] q[i] / q[.] / q[.]",
        reading="0 is the share in the reference economy; 0.01% means one in ten thousand of everything in the "
        "country more than expected.",
        caution="Large regions and large groups have the largest figures: it weighs strengths, it does not compare "
        "intensities.",
        citation="Yu, R., Cai, J., Leung, P. (2009). The normalized revealed comparative advantage index. "
        "Annals of Regional Science 43, 267-282.",
        test=_TESTS + "test_normalized_advantages_add_up_to_nothing",
        compute=lambda a, o: specialization.normalized_revealed_advantage(a, reference=o["reference"]),
        options=(REFERENCE,),
        neutral=0.0,
        good_range=(-0.25, 0.25),
        percent=True,
        decimals=4,
    ),
    Indicator(
        name="density_km2",
        title="Per square kilometre",
        plain="How many there are on each square kilometre of the region.",
        formula="x[r,i] / area[r]",
        reading="Twice the number means twice as dense.",
        caution="Large regions with empty land look thin although their towns may be dense.",
        citation="Ciccone, A., Hall, R. E. (1996). Productivity and the density of economic activity. "
        "American Economic Review 86(1), 54-70.",
        test=_TESTS + "test_density_divides_by_the_area_of_the_region",
        compute=lambda a, _: specialization.density_km2(a),
        unit="{measure} per km²",
        needs=("areas",),
    ),
    Indicator(
        name="per_thousand_people",
        title="Per thousand inhabitants",
        plain="How many there are for every thousand people who live in the region.",
        formula="1000 x[r,i] / population[r]",
        reading="Above the average of the map, people travel in to work here, or many of them do this work.",
        caution="Workplaces in a business district serve people who live elsewhere: the figure can be very large.",
        citation="Isard, W. (1960). Methods of Regional Analysis. MIT Press, chapter 7.",
        test=_TESTS + "test_per_thousand_people_is_missing_where_nobody_lives",
        compute=lambda a, _: specialization.per_thousand_people(a),
        unit="{measure} per 1,000 people",
        needs=("population",),
    ),
    Indicator(
        name="value",
        title="The figure itself",
        plain="The published figure as it stands, compared with nothing.",
        formula="x[r,i]",
        reading="Large regions have large numbers: this map shows size, not specialization.",
        caution="Use it to see how many there are, never to say where a region is strong.",
        citation="The source of the dataset.",
        test=_TESTS + "test_the_figure_itself_is_returned_unchanged",
        compute=lambda a, _: a.values,
        unit="{measure}",
        additive_only=False,
        decimals=0,
    ),
)
