"""What may be wrong with figures or is to be said of a result: English sentences that remember their parts.

The command line prints them as they are; the interface says them in the reader's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "years_few": "{n} year(s) found, at least 2 are needed",
    "rule_years": "the rule asks for {asked} years of figures; there are {n}",
    "negative": "{n} negative or infinite value(s), first {value} at region {region}, industry {industry}",
    "no_traded": "no industry is marked as traded or local: all count as traded",
    "only_traded": "only traded industries are judged; local ones have no value",
    "left_out": "left out, because the data lack their tables: {conditions}",
    "gap_of_region": "a gap is that of a region: choose slq, cilq, flq or aflq",
    "io_row": "the row {row} is missing",
    "io_households": "the column 'HOUSEHOLDS' is missing, which type 2 needs",
    "io_codes": "{n} of its {total} industries are not in the activity table, first {first}; regions need jobs by the "
    "same codes",
    "io_output": "the industries use more than they make: inputs and output do not belong together",
    "no_kinds": "column 'organisation_type' is missing: firm, university, government ...",
    "no_geometry": "the geometry of region {region} is missing; give it with regions=",
    "no_group": "no industry of the table lies in a group",
}
"""Every such sentence by its kind; `scripts/build_locales.py` reads it for the catalogues."""


class Told(str):
    """A sentence in English that can be said in other languages.

    Examples
    --------
    >>> told = Told.of("years_few", n=1)
    >>> str(told), told.parts["n"]
    ('1 year(s) found, at least 2 are needed', 1)
    """

    __slots__ = ("parts", "sentence")
    sentence: str
    parts: Mapping[str, object]

    @classmethod
    def made(cls, sentence: str, parts: Mapping[str, object]) -> Self:
        """Fill a sentence with its parts and keep both."""
        told = cls(sentence.format(**parts))
        told.sentence, told.parts = sentence, parts
        return told

    @classmethod
    def of(cls, kind: str, **parts: object) -> Self:
        """Say the sentence of this kind (a key of `SENTENCES`)."""
        return cls.made(SENTENCES[kind], parts)
