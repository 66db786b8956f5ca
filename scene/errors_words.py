"""Errors of the processing module in the reader's language: what was found, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import DataContractError, MissingTableError, UnknownNameError
from geo.problems import Told
from scene.i18n import N_
from scene.methods_entry import NEEDS

if TYPE_CHECKING:
    from geo.errors import RegioscopeError
    from scene.i18n import Say

PLACES = {"search of clusters": N_("search of clusters"), "points": N_("points"), "sites": N_("sites")}
"""What is searched or compared, where that is no table of the data."""
KINDS = {
    "dataset": N_("dataset"),
    "set of boundaries": N_("set of boundaries"),
    "indicator": N_("indicator"),
    "indicator for a map": N_("indicator for a map"),
    "industry": N_("industry"),
    "region": N_("region"),
    "level": N_("level"),
    "industry level": N_("industry level"),
    "measure": N_("measure"),
    "year": N_("year"),
    "option": N_("option"),
    "value": N_("value"),
    "parameter": N_("parameter"),
    "reference": N_("reference"),
    "method": N_("method"),
    "rule": N_("rule"),
    "kind of neighbours": N_("kind of neighbours"),
    "classification scheme": N_("classification scheme"),
}
"""What was looked for, as the errors call it."""
_MOST = 5


def in_words(error: RegioscopeError | None, say: Say) -> str:
    """Say an error in the reader's language; a text that nobody translated stays as it is."""
    if isinstance(error, MissingTableError):
        return say("these data do not have {table}. Choose another indicator, or add this table to the dataset.",
                   table=table_name(error.table, say))  # fmt: skip
    if isinstance(error, UnknownNameError):
        return _unknown(error, say)
    if isinstance(error, DataContractError):
        problems = "; ".join(told(problem, say) for problem in error.problems)
        return say("{where}: {problems}", where=table_name(error.where, say), problems=problems)
    first = error.args[0] if error is not None and error.args else ""
    return told(first, say) if isinstance(first, Told) else str(error or "")


def told(text: str, say: Say) -> str:
    """Say a sentence of `geo` that remembers its parts in the reader's language; a part may be such a sentence, too."""
    if not isinstance(text, Told):
        return text
    parts = {name: told(part, say) if isinstance(part, Told) else part for name, part in text.parts.items()}
    return say(text.sentence, **parts)


def table_name(name: str, say: Say) -> str:
    """Name a table of the data for a reader."""
    named = NEEDS.get(name) or PLACES.get(name)
    return say(named) if named else name


def _unknown(error: UnknownNameError, say: Say) -> str:
    kind = say(KINDS[error.kind]) if error.kind in KINDS else error.kind
    parts = [say("there is no {kind} “{name}”.", kind=kind, name=error.name)]
    if error.near:
        parts.append(say("Did you mean “{name}”?", name=error.near))
    if error.known:
        shown = ", ".join(error.known[:_MOST]) + (" …" if len(error.known) > _MOST else "")
        parts.append(say("There are: {names}", names=shown))
    return " ".join(parts)
