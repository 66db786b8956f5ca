"""Renew the catalogues of locales/ from the sentences of the interface and of the registry of indicators.

Translations that are still wanted are kept, those of sentences that are gone are dropped, new sentences come in empty.
With --check nothing is written: the exit code tells whether the catalogues are up to date and fully translated.
"""

import ast
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from geo import attach_problems, cluster_notes, complexity, problems, rejected
from geo.indicators import REGISTRY
from geo.manifest import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
DOMAIN = "regioscope"
FOLDERS = ("api", "keep", "papers", "scene", "views")
"""Packages that speak to a reader in the reader's language."""
ARGUMENTS = {"say": 1, "N_": 1, "plural": 2, "_forms": 2}
"""Calls that hold sentences, and how many of their first arguments are sentences."""
REGISTRY_FIELDS = ("title", "plain", "reading", "caution", "unit")
KEPT_HEADERS = ("Language:", "Plural-Forms", "MIME-Version", "Content-T")
"""Header lines of a catalogue; dates and versions of tools would differ from run to run."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to translate, in one form or in two (one, many), and where it stands."""

    forms: tuple[str, ...]
    path: str
    comment: str = ""


class StableCatalog(Catalog):
    """A catalogue whose file depends on nothing but its sentences."""

    def __iter__(self) -> Iterator[Message]:
        """Yield the header without its dates, then the sentences."""
        header, *messages = super().__iter__()
        header.string = "\n".join(line for line in str(header.string).splitlines() if line.startswith(KEPT_HEADERS))
        yield header
        yield from messages


def sentences_of(source: str, path: str) -> tuple[list[Sentence], list[str]]:
    """Return the sentences that a module speaks, and the places where one is put together and cannot be translated."""
    found, problems = [], []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or (name := _called(node)) not in ARGUMENTS:
            continue
        arguments = node.args[: ARGUMENTS[name]]
        forms = tuple(arg.value for arg in arguments if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
        if len(forms) == ARGUMENTS[name]:
            found.append(Sentence(forms, path))
        elif name != "say" or any(_composed(argument) for argument in arguments):
            problems.append(f"{path}:{node.lineno}: {name}(...) needs a whole sentence in quotes, with {{names}}")
    return found, problems


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _composed(node: ast.expr) -> bool:
    """Tell whether a text is put together in the call; a name or an entry of a table marked with N_ is not."""
    if isinstance(node, ast.Call):
        return _called(node) != "get"
    return not isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def registry_sentences() -> Iterator[Sentence]:
    """Yield the sentences of the registry of indicators."""
    for entry in REGISTRY.values():
        for field in REGISTRY_FIELDS:
            if text := getattr(entry, field):
                yield Sentence((text,), "geo/indicators.py", f"Indicator {entry.name}: {field}")
        for option in entry.options:
            for text in filter(None, (option.plain, *option.meanings)):
                yield Sentence((text,), "geo/indicators.py", f"Indicator {entry.name}: option {option.name}")
        for text in entry.classes:
            yield Sentence((text,), "geo/indicators.py", f"Indicator {entry.name}: class")


def told_sentences() -> Iterator[Sentence]:
    """Yield the sentences of `geo` that remember their parts: problems and notes that the interface says."""
    tables = {
        "problems": problems.SENTENCES, "attach_problems": attach_problems.SENTENCES, "rejected": rejected.REASONS,
        "complexity": complexity.NOTES, "cluster_notes": cluster_notes.NOTES,
    }  # fmt: skip
    for module, table in tables.items():
        for kind, text in table.items():
            yield Sentence((text,), f"geo/{module}.py", kind)


def wanted() -> list[Sentence]:
    """Return every sentence of the interface; one that cannot be found by this script ends it."""
    found, wrong = [*registry_sentences(), *told_sentences()], []
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        own, unclear = sentences_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
        found += own
        wrong += unclear
    if wrong:
        raise SystemExit("\n".join(wrong))
    return found


def catalogue(sentences: list[Sentence], lang: str = "", known: Catalog | None = None) -> StableCatalog:
    """Return the template, or the catalogue of a language with the translations that are known."""
    comment = "# The sentences of Regioscope, renewed by scripts/build_locales.py."
    made = StableCatalog(lang or None, header_comment=comment, fuzzy=False)
    for sentence in sentences:
        one = sentence.forms[0]
        message = made.get(one) or made.add(sentence.forms if len(sentence.forms) > 1 else one)
        message.locations = sorted({*message.locations, (sentence.path, 0)})
        message.auto_comments = [*message.auto_comments, *filter(None, [sentence.comment])]
        old = known.get(one) if known else None
        if lang == "en":
            message.string = message.id
        elif old and old.pluralizable == message.pluralizable:
            message.string, message.flags, message.user_comments = old.string, old.flags, old.user_comments
    return made


def read_catalogue(lang: str) -> Catalog:
    """Return the catalogue of a language as it stands in its folder, empty where there is none."""
    path = po_path(lang)
    with io.BytesIO(path.read_bytes() if path.is_file() else b"") as file:
        return read_po(file, locale=lang)


def po_path(lang: str) -> Path:
    """Return where the catalogue of a language stands."""
    return LOCALES / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def files() -> dict[Path, bytes]:
    """Return what the template and the catalogues should hold, as text and compiled."""
    sentences = wanted()
    made = {LOCALES / f"{DOMAIN}.pot": _po(catalogue(sentences))}
    for lang in LANGUAGES:
        own = catalogue(sentences, lang, read_catalogue(lang))
        made[po_path(lang)] = _po(own)
        with io.BytesIO() as file:
            write_mo(file, own)
            made[po_path(lang).with_suffix(".mo")] = file.getvalue()
    return made


def _po(made: Catalog) -> bytes:
    with io.BytesIO() as file:
        write_po(file, made, sort_output=True, include_lineno=False)
        return file.getvalue()


def untranslated(lang: str) -> list[str]:
    """Return the sentences of a catalogue that have no translation, or one that is marked as doubtful."""
    messages = [message for message in read_catalogue(lang) if message.id]
    return [str(message.id) for message in messages if message.fuzzy or not all(forms_of(message))]


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the translations of a sentence: one, or as many as the language has plural forms."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def main() -> int:
    """Write the catalogues, or check them."""
    made = files()
    check = "--check" in sys.argv[1:]
    changed = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    for path in [] if check else changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made[path])
        sys.stderr.write(f"{path.relative_to(ROOT)}: renewed\n")
    problems = [f"{path.relative_to(ROOT)}: out of date, run scripts/build_locales.py\n" for path in changed if check]
    problems += [f"{lang}: not translated: {sentence}\n" for lang in LANGUAGES for sentence in untranslated(lang)]
    sys.stderr.writelines(problems)
    return int(check and bool(problems))


if __name__ == "__main__":
    sys.exit(main())
