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
    "file_missing": "the file is missing",
    "file_large": "the file is larger than {n} KB",
    "file_no_text": "the file cannot be read as UTF-8 text",
    "no_toml": "this is no TOML: {why}",
    "field_unknown": "there is no field {field}; allowed are: {names}",
    "field_missing": "the field {field} is missing: {form}",
    "field_form": "the field {field} must be {form}",
    "field_choice": "the field {field} is {found}; allowed are: {names}",
    "field_parameter": "the field {field} names the parameter {found}; the parameters are: {names}",
    "field_share": "the field {field} is a share of regions: a number from 0 to 1, or a parameter with such bounds",
    "form_text": "a text of 1 to {most} characters",
    "form_name": "a name of 1 to 60 small letters, digits, _ or -, such as {example}",
    "form_choice": "one of {names}",
    "form_number": "a number",
    "form_finite": "a finite number",
    "form_number_or_name": "a number or the name of a parameter",
    "form_flag": "true or false",
    "form_texts": "a list of 1 to {most} texts",
    "form_bounds": "two numbers, the lower one first",
    "form_words": "a text, or {example}",
    "form_part": "a table [{name}]",
    "form_parts": "1 to {most} tables, each under [[{name}]]",
    "no_names": "there are none",
    "rule_levels": "[[levels]] goes with the kinds tiers and stages, not with {kind}",
    "rule_skips": "every condition may be skipped; one must not",
    "level_skips": "every condition of this level may be skipped; one must not",
    "level_condition": "there is no condition {name}; the conditions are: {names}",
    "rule_bounds": "the value {value} lies outside the bounds {low} to {high}",
    "rule_parameters": "there are {n} parameters; at most {most} are allowed",
    "rule_against": "exactly one of the fields number, parameter, quantile, top says what the measure is compared with",
    "id_twice": "the id {name} stands twice",
    "groups_twice": "{n} group(s) stand twice, first {first}; each belongs to one group only",
    "codes_twice": "{n} code(s) stand twice, first {first}; each belongs to one group only",
    "firms_few": "{n} enterprise(s) with {what}; at least {least} are needed",
    "firms_placed": "coordinates",
    "firms_sized": "coordinates and employees",
    "search_wide": "the radius {radius} m is too wide for {n} points: some {near} lie near each; take a smaller one, "
    "or fewer industries",
    "search_many": "HDBSCAN takes up to {most} points, found {n}; take DBSCAN, or fewer industries",
    "sites_few": "{n} enterprise(s) found; at least {least} are needed, or it would show where single ones are",
    "sites_all": "all belong to the industry: there are no others to draw it from",
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
    def of(cls, kind: str, /, **parts: object) -> Self:
        """Say the sentence of this kind (a key of `SENTENCES`)."""
        return cls.made(SENTENCES[kind], parts)
