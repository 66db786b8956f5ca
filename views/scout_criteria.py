"""The panel of criteria: what a place must have and what matters; every change goes into the address at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import scouting
from geo.scouting_types import NO, YES
from views import scout_model as model
from views import scout_names as words
from views import scout_state as address
from views import state
from views.scout_parts import KEY, PANEL, part, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.scouting import Criterion
    from views.scout_model import Scouting
    from views.scout_state import Condition

USUAL = 2.0
"""Weight of a criterion that is switched on for the first time."""


def show_criteria(found: Scouting) -> None:
    """Draw the panel."""
    part(PANEL)(key=KEY, data=data_of(found, seen()), default={"chosen": None},
                on_chosen_change=lambda: _take({one.id: one for one in found.usable}))  # fmt: skip


def _take(known: Mapping[str, Criterion]) -> None:
    """Write what the panel sent into the address."""
    chosen = (st.session_state.get(KEY) or {}).get("chosen") or {}
    weights, typed = address.told(chosen, known)
    conditions = [replace(one, value=one.value / words.factor(known[one.criterion])) for one in typed]
    turned = sorted(name for name in map(str, chosen.get("turned") or []) if name in known)
    told = {
        address.WEIGHTS: address.weights_text(weights), address.MUST: address.conditions_text(conditions),
        address.TURNED: ",".join(turned) or None,
    }  # fmt: skip
    state.change(**told)


def data_of(found: Scouting, seq: int) -> dict[str, Any]:
    """Return what the panel shows."""
    say, known = found.figures.say, found.usable
    left, all_ = len(found.left), len(found.evidence.values)
    must = say("all {n} places are left", n=all_)
    if found.conditions:
        must = say("{n} of {total} places left", n=left, total=all_)
    return {
        "seq": seq,
        "shape": f"{found.asked} {say.lang}",
        "lang": say.lang,
        "words": _words(found),
        "most": address.MOST_CONDITIONS,
        "criteria": [_criterion(one, found) for one in known],
        "missing": [_missing(one, found) for one in model.missing(found.evidence)],
        "must": [_condition(one, found) for one in found.conditions],
        "turned": list(found.asked.turned),
        "told": {"must": must if len(found.table) else "",
                 "matters": say("{n} of {total} on", n=len(found.on), total=len(known))},
    }  # fmt: skip


def _words(found: Scouting) -> dict[str, str]:
    say = found.figures.say
    return {
        "must": say("Must have"),
        "must_hint": say("A place that fails is left out; one of which it is unknown stays: ask."),
        "add": say("Add a condition"),
        "matters": say("Matters"),
        "matters_hint": say("What counts, and how much: 0 to 5."),
        "missing": _missing_title(found),
        "weight": say("Weight of: {name}"),
        "criterion": say("Criterion"),
        "side": say("At least or at most"),
        "bound": say("Bound"),
        "remove": say("Take away the condition: {name}"),
        "min": say("at least"),
        "max": say("at most"),
    }


def _criterion(one: Criterion, found: Scouting) -> dict[str, Any]:
    say, values = found.figures.say, found.evidence.values[one.id]
    n = int(values.notna().sum())
    middle = model.suggested(found.evidence, one)
    source = " · ".join(text for text in (one.source, one.vintage) if text)
    return {
        "id": one.id,
        "name": words.name(one, found.figures),
        "on": found.weights.get(one.id, 0) > 0,
        "weight": found.weights.get(one.id, 0.0),
        "usual": one.weight or USUAL,
        "kind": "min" if one.direction > 0 else "max",
        "suggest": words.shown(one, middle),
        "step": model.digits_step(words.shown(one, middle)),
        "unit": words.unit(one, found.figures),
        "turns": one.turns,
        "turn": words.turn(one, say),
        "about": [
            words.meaning(one, found.figures),
            say("Known of {n} of {total} places.", n=n, total=len(values)),
            *([say("Source: {names}", names=source)] if source else []),
        ],
    }


def _missing_title(found: Scouting) -> str:
    """Name the drawer of what the data do not tell; what was asked for is named at once."""
    say, names = found.figures.say, [words.name(found.evidence.criterion(one), found.figures) for one in found.untold]
    return say("Not in these data: {names}", names=", ".join(names)) if names else say("Not in these data")


def _missing(one: Criterion, found: Scouting) -> dict[str, str]:
    return {"name": words.name(one, found.figures), "why": words.why_missing(one, found.figures.say)}


def _condition(one: Condition, found: Scouting) -> dict[str, Any]:
    criterion = found.evidence.criterion(one.criterion)
    verdicts = scouting.verdict(scouting.passes(found.evidence, [one.filter()]))
    out, ask = int((verdicts == NO).sum()), int((~verdicts.isin([NO, YES])).sum())
    return {"id": one.criterion, "kind": one.side, "value": words.shown(criterion, one.value),
            "effect": _effect(out, ask, found)}  # fmt: skip


def _effect(out: int, ask: int, found: Scouting) -> str:
    say = found.figures.say
    texts = [say.plural("{n} place left out", "{n} places left out", out)]
    if ask:
        texts.append(say.plural("{n} unknown: ask", "{n} unknown: ask", ask))
    return " · ".join(texts)
