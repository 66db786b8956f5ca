"""Is it more than chance? One plain sentence for each test that the data allow, and what is missing for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.gather import Slice
from geo.held import held

if TYPE_CHECKING:
    from scene.figures import Figures
    from views.industry_strips import Index

BEYOND_CHANCE = 1.96
"""Standard deviations that chance exceeds one time in twenty."""
LIKELY = 0.05
_SMALLEST = 0.001
_HIGH, _LOW = 0.05, 0.02  # Ellison and Glaeser (1997): very and not very concentrated


def answer(firms: Index | None, near: Index | None, figures: Figures, *, made_up: bool) -> tuple[str, str]:
    """Answer in a word whether the concentration is more than chance, with the figures that say so.

    Firms answer where the dataset has them (`made_up` says that they are simulated), else neighbouring regions.
    """
    say, notes, answers = figures.say, [], []
    if firms is not None and np.isfinite(z := firms.also("z_score")):
        answers.append(z >= BEYOND_CHANCE)
        text = say.number(z, decimals=1)
        note = say("firms: Ellison-Glaeser index {value}, z = {z}", value=firms.text(figures), z=text)
        notes.append(f"{note} ({say('Simulated').lower()})" if made_up else note)
    if near is not None and np.isfinite(p := near.also("p_value")):
        answers.append(p <= LIKELY and near.value > 0)
        parts = {"value": near.text(figures), "p": _chance(p, figures)}
        notes.append(say("neighbours: Moran's I of the quotients {value}, {p}", **parts))
    if not answers:
        return "–", say("not known for these data")
    return say("yes") if answers[0] else say("no"), "; ".join(notes)


def _chance(p: float, figures: Figures) -> str:
    """Write a p-value; one that rounds to nothing is not nothing."""
    say = figures.say
    sign, written = ("<", _SMALLEST) if p < _SMALLEST else ("=", p)
    return f"p\u00a0{sign}\u00a0{say.number(written, decimals=3)}"


def of_firms(index: Index | None, figures: Figures) -> str:
    """Say whether firms crowd together more than chance, by the Ellison-Glaeser index, or why that is not known."""
    say, query = figures.say, figures.query
    if index is None:
        tables = held(figures.dataset, Slice(query.measure, query.level, query.industry_level, query.year))
        if "firms" in tables:
            return say("Firms: the register has too few of them here to tell.")
        return say("Firms: whether they crowd together more than by chance cannot be told; that needs a register of "
                   "establishments (table firms), which this dataset does not have.")  # fmt: skip
    return _of_register(index, figures)


def _of_register(index: Index, figures: Figures) -> str:
    say, z = figures.say, index.also("z_score")
    parts = {"value": index.text(figures), "z": say.number(z, decimals=1)}
    if not np.isfinite(z):
        return say("Firms: the Ellison-Glaeser index is {value}; 0 is what chance gives.", value=parts["value"])
    if abs(z) < BEYOND_CHANCE:
        return say("Firms: no more concentrated than chance. The Ellison-Glaeser index is {value}, {z} standard "
                   "deviations from what firms of these sizes give when they settle at random.", **parts)  # fmt: skip
    if z < 0:
        return say("Firms: spread more evenly than chance. The Ellison-Glaeser index is {value}, {z} standard "
                   "deviations from what firms of these sizes give when they settle at random.", **parts)  # fmt: skip
    sentence = say("Firms: more concentrated than chance. The Ellison-Glaeser index is {value}, {z} standard "
                   "deviations above what firms of these sizes give when they settle at random.", **parts)  # fmt: skip
    if index.value > _HIGH:
        return f"{sentence} {say('Above 0.05 counts as strong.')}"
    return f"{sentence} {say('Below 0.02 it is weak all the same.')}" if index.value < _LOW else sentence


def of_neighbours(index: Index, figures: Figures) -> list[str]:
    """Say whether neighbouring regions resemble each other more than chance, by Moran's I; nothing where unknown."""
    say, p = figures.say, index.also("p_value")
    parts = {"value": index.text(figures), "p": _chance(p, figures)}
    if not np.isfinite(p):
        return []
    if p > LIKELY:
        return [say("Neighbours: no pattern beyond chance. Moran's I of the location quotients is {value} ({p}).",
                    **parts)]  # fmt: skip
    if index.value > 0:
        return [say("Neighbours: alike beyond chance; strong regions lie beside strong ones. Moran's I of the "
                    "location quotients is {value} ({p}).", **parts)]  # fmt: skip
    return [say("Neighbours: unlike beyond chance; strong regions lie beside weak ones. Moran's I of the "
                "location quotients is {value} ({p}).", **parts)]  # fmt: skip
