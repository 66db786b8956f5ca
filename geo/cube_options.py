"""Conventions of a cube of enterprises: what its cells are named by, size classes, who is young, who is small."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import DataContractError

KEY = ("region_code", "industry_code", "year", "size_class", "organisation_type")
"""What a cell of the cube is named by."""

UNKNOWN = "unknown"
"""Size class or organisation type of enterprises that do not state theirs."""

NO_YEAR = -1
"""Stands for the year of rows that state none, inside sums; empty in the cube."""

SME_BELOW = 250
"""A small or medium-sized enterprise has fewer employees than this (Recommendation 2003/361/EC, by persons alone)."""

HUNDREDTHS = 100
"""Turnover is added up in whole hundredths of its unit."""

MOST = 2**53 // HUNDREDTHS
"""The largest figure of one enterprise that can be added up exactly."""

OWNER = "owner_group"
"""Column of the group that owns an enterprise; where it is stated, the group is the contributor, not the enterprise."""


@dataclass(frozen=True, slots=True)
class CubeOptions:
    """Conventions of a cube.

    `size_classes` are the numbers of employees at which a new class begins: with (10, 50, 250) there are 0-9, 10-49,
    50-249, 250+ and "unknown". `reference_year` is the year of rows that state none. An enterprise is young when it was
    founded at most `young_years` before the year of its row; one founded later than that year has no known age. A point
    that no region covers belongs to the nearest region within `nearest_km`. `industries` are the codes that exist: a
    row with another one is left out (without them every code is taken). Rows with one of the `coarse` codes are left
    out, too, and those whose year is not within `years`.

    Raises
    ------
    DataContractError
        If the classes do not rise from above 0, or `young_years` is negative.

    Examples
    --------
    >>> CubeOptions(size_classes=(250,)).size_names
    ('0-249', '250+', 'unknown')
    """

    size_classes: tuple[int, ...] = (10, 50, 250)
    young_years: int = 5
    reference_year: int | None = None
    nearest_km: float = 0.0
    industries: frozenset[str] | None = None
    coarse: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        """Refuse conventions that mean nothing."""
        rising = all(low < high for low, high in zip((0, *self.size_classes), self.size_classes, strict=False))
        if not rising:
            raise DataContractError("options", [f"size classes must rise from above 0, found {self.size_classes}"])
        if self.young_years < 0:
            raise DataContractError("options", [f"young_years must be 0 or more, found {self.young_years}"])

    @property
    def size_names(self) -> tuple[str, ...]:
        """Names of the classes, the smallest first, "unknown" last."""
        lows = (0, *self.size_classes)
        closed = [f"{low}-{high - 1}" for low, high in zip(lows, self.size_classes, strict=False)]
        return (*closed, f"{lows[-1]}+", UNKNOWN)
