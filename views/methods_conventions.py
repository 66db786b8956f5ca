"""What holds for every figure: zero, missing, totals, the reference, thresholds, the minimum, simulated figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scene.i18n import N_

if TYPE_CHECKING:
    from scene.i18n import Say

_ALL = (
    (
        N_("Zero"),
        N_("0 is a number: the source counted, and found none. A region without a single job has no shares at all."),
    ),
    (
        N_("Missing"),
        N_(
            "A figure that the source does not give stays missing. It is never replaced by 0 or by a "
            "guess, and the map shows it with a pattern of its own."
        ),
    ),
    (
        N_("Confidential"),
        N_(
            "Some figures are withheld by the source so that no single firm can be recognised. They are "
            "treated like missing ones, and named as confidential."
        ),
    ),
    (
        N_("Totals"),
        N_(
            "Shares use the total that the source publishes. Where there is none, the known figures are "
            "added up: a lower bound, and the page says so."
        ),
    ),
    (
        N_("Reference economy"),
        N_(
            "A region is compared with the published national figures. Where none are published, with "
            "the sum of all regions on the map, the region itself included."
        ),
    ),
    (
        N_("Thresholds"),
        N_(
            "A value that reaches a threshold counts: a quotient of exactly 1.25 is a strength, and "
            "belongs to the class that begins at 1.25."
        ),
    ),
    (
        N_("Minimum"),
        N_(
            "Where a group has fewer jobs than the minimum, its quotient is not ranked and is hatched on "
            "the map: a tiny group with a huge quotient is not a strength."
        ),
    ),
    (
        N_("Rank"),
        N_(
            "Rank 1 is the highest value. Equal values share the better rank. Missing figures, and those "
            "below the minimum, have no rank."
        ),
    ),
    (
        N_("Interval"),
        N_(
            "Figures from a sample are uncertain. The interval holds the true value 9 times in 10; two "
            "regions whose intervals overlap may change places."
        ),
    ),
    (
        N_("Simulated"),
        N_(
            "Figures made by a random model, not observed. They show what the map can do; they carry a "
            "badge on the map, in the table, in the legend and in every download, and are no evidence."
        ),
    ),
    (N_("Estimated"), N_("Figures that the source calculated from other figures instead of counting them.")),
    (
        N_("Areas"),
        N_(
            "Square kilometres are measured in an equal-area projection, water left out where the "
            "boundaries leave it out."
        ),
    ),
    (
        N_("Codes"),
        N_("Regions and groups are joined by the publisher's own codes, letter by letter: 1 is never taken for 01."),
    ),
)


def conventions(say: Say) -> list[tuple[str, str]]:
    """Name and meaning of every convention in the language of the reader."""
    return [(say(name), say(text)) for name, text in _ALL]
