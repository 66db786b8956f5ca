"""Every sentence of the interface and every label of the shipped data is there in three languages, and fits."""

import ast
import csv
import gettext
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import build_locales
import pytest
from babel.messages.catalog import Message

from geo.manifest import LANGUAGES
from scene.i18n import DOMAIN, LOCALES, Say
from tests.support.app import ROOT

TRANSLATED = ("uk", "ru")
NOT_IN = {"uk": "ыэъё", "ru": "іїєґ"}
"""Letters of the other language."""
NOT_WORDS_OF_READERS = re.compile(r"\b(?:null|nan|query|dataframe|boolean|array|parse|cache)\b", re.IGNORECASE)
AFTER_A_NUMBER = {"jobs"}
"""Terms that the pages say only after a number, in the form that follows it."""
DATASETS = sorted(path.parent for path in (ROOT / "data" / "datasets").glob("*/datapackage.json"))
ENGLISH_ONLY = {"detailed", "metro"}
"""Levels whose 830 occupations and 393 areas have no names in other languages: shown in English, marked as such."""
VIEWS = sorted((ROOT / "views").rglob("*.py"))


def messages(lang: str) -> list[Message]:
    return [message for message in build_locales.read_catalogue(lang) if message.id]


def english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def is_mixed(text: str, lang: str) -> bool:
    return bool(set(text.lower()) & set(NOT_IN[lang]))


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
            yield node


# ------------------------------------------------------------------------------------------------------- the catalogues
def test_the_catalogues_are_what_the_script_writes() -> None:
    stale = [path.name for path, content in build_locales.files().items() if path.read_bytes() != content]
    assert stale == [], "run scripts/build_locales.py"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_untranslated_or_doubtful(lang: str) -> None:
    assert build_locales.untranslated(lang) == []
    assert len(messages(lang)) == len(messages("en")) > 150


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_has_the_same_parts_as_its_sentence(lang: str) -> None:
    wrong = [
        message.id
        for message in messages(lang)
        for form in build_locales.forms_of(message)
        if parts(form) != set.union(*map(parts, english(message)))
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_keeps_to_the_letters_of_its_language(lang: str) -> None:
    forms = [form for message in messages(lang) for form in build_locales.forms_of(message)]
    assert [form for form in forms if is_mixed(form, lang)] == []
    assert [form for form in forms if "'" in form or '"' in form] == [], "the marks are ’ and «»"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_begins_and_ends_like_its_sentence(lang: str) -> None:
    pairs = [(english(message)[-1], form) for message in messages(lang) for form in build_locales.forms_of(message)]
    ends = (".", "?", "!", ":")
    assert [(one, other) for one, other in pairs if one.endswith(ends) != other.endswith(ends)] == []
    assert [other for _, other in pairs if other != other.strip() or "  " in other] == []
    assert [other for _, other in pairs if " —" in other] == [], "a no-break space ties a dash to the word before it"


@pytest.mark.parametrize(("lang", "column"), [("uk", 2), ("ru", 3)])
def test_terms_are_those_of_the_glossary(lang: str, column: int) -> None:
    rows = [line.split(" | ") for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()]
    cells = [["", *row] for row in rows if len(row) == 4]
    terms = {row[1].strip("| "): row[column].partition(" (")[0] for row in cells}
    spoken = {english(m)[0].lower(): build_locales.forms_of(m)[0].lower() for m in messages(lang)}
    said = (terms.keys() & spoken.keys()) - AFTER_A_NUMBER
    assert len(terms) > 40
    assert {term: spoken[term] for term in said} == {term: terms[term] for term in said}


def test_sentences_use_words_of_readers() -> None:
    assert [m.id for m in messages("en") if any(NOT_WORDS_OF_READERS.search(form) for form in english(m))] == []


def test_the_files_name_no_machine_and_no_time() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in LOCALES.rglob("*.po*"))
    assert re.findall(r"\d{4}-\d\d-\d\d|^#: /|Date|Babel", text, flags=re.MULTILINE) == []


# --------------------------------------------------------------------------------------------------- what the code says
@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_every_sentence_of_the_pages_can_be_found(path: Path) -> None:
    _, problems = build_locales.sentences_of(path.read_text(encoding="utf-8"), path.name)
    assert problems == []


@pytest.mark.parametrize(
    "call",
    ['say(f"{n} jobs")', 'view.say("a" + b)', 'say("{n}".format(n=1))', 'say("a" if b else "c")', "N_(text)",
     'say.plural(one, "{n} jobs", 2)', 'say("%s jobs" % n)', 'say(a or "b")'],
)  # fmt: skip
def test_a_sentence_that_is_put_together_is_refused(call: str) -> None:
    found, problems = build_locales.sentences_of(call, "views/a.py")
    assert (len(found), len(problems)) == (0, 1)
    assert re.fullmatch(r"views/a\.py:1: \w+\(\.\.\.\) needs a whole sentence in quotes, with {names}", problems[0])


def test_sentences_are_found_in_every_kind_of_call() -> None:
    calls = ['a = N_("A")', "f(f'<b>{view.say(\"B\")}</b>')", 'say("C", d=say("D"))', "say(a)"]
    calls += ['say.plural("{n} e", "{n} es", 2)']
    found, problems = build_locales.sentences_of("\n".join(calls), "views/a.py")
    assert {sentence.forms for sentence in found} == {("A",), ("B",), ("C",), ("D",), ("{n} e", "{n} es")}
    assert problems == []


def test_a_table_that_is_spoken_holds_only_marked_sentences() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in VIEWS]
    tables = {
        ast.unparse(node.targets[0]): node.value.values
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    }
    arguments = [ast.unparse(call.args[0]) for tree in trees for call in calls_of(tree, "say") if call.args]
    spoken = {re.split(r"\[|\.get\(", text)[0].rpartition(".")[2] for text in arguments} & tables.keys()
    assert len(spoken) >= 5
    assert {name for name in spoken if not all(ast.unparse(v).startswith("N_(") for v in tables[name])} == set()


def test_the_voice_is_always_called_say() -> None:
    named = {name for path in VIEWS for name in re.findall(r"(\w+): Say\b", path.read_text(encoding="utf-8"))}
    assert named == {"say"}


# ------------------------------------------------------------------------------------------------- numbers and plurals
@pytest.mark.parametrize(
    ("n", "uk", "ru"),
    [(1, "регіон", "регион"), (2, "регіони", "региона"), (5, "регіонів", "регионов"), (11, "регіонів", "регионов"),
     (21, "регіон", "регион"), (22, "регіони", "региона"), (101, "регіон", "регион"), (0, "регіонів", "регионов")],
)  # fmt: skip
def test_the_plural_rule_gives_the_form_that_fits_the_number(n: int, uk: str, ru: str) -> None:
    words = {"uk": ("регіон", "регіони", "регіонів"), "ru": ("регион", "региона", "регионов")}
    rule = {lang: gettext.translation(DOMAIN, LOCALES, languages=[lang]).plural for lang in words}  # type: ignore[attr-defined]
    assert (words["uk"][rule["uk"](n)], words["ru"][rule["ru"](n)]) == (uk, ru)


@pytest.mark.parametrize(
    ("n", "form"), [(1, 0), (2, 1), (5, 2), (11, 2), (21, 0), (22, 1), (101, 0), (0, 2), (112, 2), (1001, 0)]
)
@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_counted_sentence_is_spoken_in_the_form_that_fits(lang: str, n: int, form: int) -> None:
    for message in messages(lang):
        if message.pluralizable:
            one, many = english(message)
            others = {part: "x" for part in parts(many) if part != "n"}
            expected = build_locales.forms_of(message)[form].format(n=Say(lang).number(n, decimals=0), **others)
            assert Say(lang).plural(one, many, n, **others) == expected


ALIKE = {
    "Show {n} more": 1,
    "and {n} more": 1,
    "ranked by {n} criterion": 2,
    "{n} more question is in the workbook.": 2,
    "{n} remark": 2,
    "{n} unknown: ask": 2,
}
"""Sentences whose noun is left out, or looks alike in two of the cases, and how many forms differ at least."""


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_counted_sentence_has_three_forms_that_differ(lang: str) -> None:
    found = [message for message in messages(lang) if message.pluralizable]
    counted = {english(message)[0]: build_locales.forms_of(message) for message in found}
    assert [forms for forms in counted.values() if len(forms) != 3] == []
    assert [forms for one, forms in counted.items() if len(set(forms)) < ALIKE.get(one, 3)] == []


def test_numbers_are_written_in_the_format_of_the_language() -> None:
    assert [Say(lang).number(1.31) for lang in LANGUAGES] == ["1.31", "1,31", "1,31"]
    assert [Say(lang).number(1234567, decimals=0) for lang in LANGUAGES] == ["1,234,567", *["1\u00a0234\u00a0567"] * 2]
    assert [Say(lang).percent(0.083) for lang in LANGUAGES] == ["8.3%", "8,3%", "8,3%"]
    assert [Say(lang).short(1_200_000) for lang in LANGUAGES] == ["1.2M", *["1,2\u00a0млн"] * 2]


def test_no_number_is_a_dash() -> None:
    assert [Say("uk").number(None), Say("uk").number(float("nan")), Say("uk").percent(float("inf"))] == ["–"] * 3


def test_a_sentence_without_translation_stays_english() -> None:
    assert Say("uk")("A sentence that nobody wrote, {n}", n=5) == "A sentence that nobody wrote, 5"


def test_a_sentence_is_spoken_in_the_language_of_the_reader() -> None:
    spoken = [Say(lang)("rank {n} of {total}", n=7, total=51) for lang in LANGUAGES]
    assert spoken == ["rank 7 of 51", "місце 7 із 51", "место 7 из 51"]


# ------------------------------------------------------------------------------------------------------ labels of data
@pytest.mark.parametrize("table", ["industries", "regions"])
@pytest.mark.parametrize("folder", DATASETS, ids=lambda path: path.name)
def test_every_name_of_a_dataset_is_there_in_three_languages(folder: Path, table: str) -> None:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] not in ENGLISH_ONLY]
    name = {"industries": "industry_name", "regions": "region_name"}[table]
    assert [row for row in rows if not all(row[column] for column in (name, f"{name}_uk", f"{name}_ru"))] == []
    assert [row for row in rows for lang in TRANSLATED if is_mixed(row[f"{name}_{lang}"], lang)] == []


def test_the_shipped_datasets_have_the_groups_and_regions_that_are_promised() -> None:
    counted: dict[str, int] = {}
    for path in (ROOT / "data" / "datasets").glob("*/*.csv"):
        if path.stem in {"industries", "regions"}:
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    counted[row["level"]] = counted.get(row["level"], 0) + 1
    promised = {"major": 22, "sector": 6, "section": 21, "division": 88, "state": 54, "county": 9, "superdistrict": 34,
                "zone": 1454, "oblast": 27}  # fmt: skip
    assert {level: counted.get(level) for level in promised} == promised


def texts_of(value: Any, where: str) -> Iterator[tuple[str, dict[str, str]]]:  # noqa: ANN401 - any part of a JSON file
    """Yield every text in languages within a manifest, with the place where it stands."""
    if isinstance(value, dict) and "en" in value:
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from texts_of(inner, f"{where}[{i}]")


@pytest.mark.parametrize("folder", DATASETS, ids=lambda path: path.name)
def test_what_a_dataset_says_of_itself_is_there_in_three_languages(folder: Path) -> None:
    manifest = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found = dict(texts_of(manifest, folder.name))
    assert [place for place, text in found.items() if not all(text.get(lang) for lang in LANGUAGES)] == []
    assert [place for place, text in found.items() for lang in TRANSLATED if is_mixed(text[lang], lang)] == []
    own = manifest["regioscope"]
    titled = [manifest, *own["levels"], *own["industry_levels"], *own["measures"]]
    assert [item for item in titled if not isinstance(item.get("title"), dict)] == []
    assert [item for item in own["measures"] if not isinstance(item.get("unit"), dict)] == []
