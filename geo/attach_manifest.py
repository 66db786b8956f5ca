"""What a dataset that was counted from a register says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.attach_folder import LEVEL, About, Target, described
from geo.schema import TOTAL

if TYPE_CHECKING:
    import pandas as pd

    from geo.disclosure import Protected
    from geo.engines import CubeResult

    Counted = tuple[CubeResult, Protected | None]

JOBS, COUNT = "employment", "enterprises"
"""Measures: what enterprises employ, and how many there are."""

DETAIL, SECTION = "industry", "section"
"""Levels of the industries: as the register names them, and what stands on top of those in a classification."""

_LEVELS = {
    SECTION: {"en": "Sections", "uk": "Секції", "ru": "Разделы"},
    DETAIL: {"en": "Industries", "uk": "Галузі", "ru": "Отрасли"},
}
_MEASURES = (
    {
        "id": JOBS, "additive": True, "decimals": 0,
        "title": {"en": "Jobs", "uk": "Робочі місця", "ru": "Рабочие места"},
        "unit": {"en": "jobs", "uk": "робочих місць", "ru": "рабочих мест"},
    },
    {
        "id": COUNT, "additive": True, "decimals": 0,
        "title": {"en": "Enterprises", "uk": "Підприємства", "ru": "Предприятия"},
        "unit": {"en": "enterprises", "uk": "підприємств", "ru": "предприятий"},
    },
)  # fmt: skip
_COUNTED = {
    "en": "Counted from a register: {used} of {read} rows; {rejected} cannot be used. Jobs are those that the register "
    "states: where an enterprise states none, none are counted.",
    "uk": "Пораховано за реєстром: {used} із {read} рядків; {rejected} використати не можна. Робочі місця — ті, що їх "
    "указує реєстр: якщо підприємство їх не вказує, їх не пораховано.",
    "ru": "Посчитано по реестру: {used} из {read} строк; {rejected} использовать нельзя. Рабочие места — те, что "
    "указаны в реестре: если предприятие их не указывает, они не посчитаны.",
}
_HIDDEN = {
    "en": "Confidential: {hidden} figures are hidden: fewer than three enterprises or one large one stand behind them, "
    "or they would give such a figure away.",
    "uk": "Конфіденційно: приховано показників: {hidden}. За ними стоять менш як три підприємства чи одне велике, або "
    "вони видали б такий показник.",
    "ru": "Конфиденциально: скрыто показателей: {hidden}. За ними стоят менее трёх предприятий или одно крупное, либо "
    "они выдали бы такой показатель.",
}


def manifest_of(
    about: About, target: Target, counted: Counted, rows: pd.DataFrame, industries: pd.DataFrame
) -> dict[str, Any]:
    """Write all of ``datapackage.json`` but the resources.

    Parameters
    ----------
    about : About
    target : Target
    counted : (CubeResult, Protected or None)
        What became of the rows, and what is hidden; None: nothing is confidential.
    rows : DataFrame
        The statistics.
    industries : DataFrame
        On ``industry_code``.

    Returns
    -------
    dict
    """
    found, hidden = counted
    measure = JOBS if (rows["measure"] == JOBS).any() else COUNT
    latest = int(rows["year"].max())
    levels = [level for level in (SECTION, DETAIL) if (industries["level"] == level).any()]
    shown = rows[(rows["measure"] == measure) & (rows["year"] == latest) & (rows["region_code"] != TOTAL)]
    sums = shown.groupby("industry_code")["value"].sum().reindex(industries.index[industries["level"] == levels[0]])
    measures = [entry for entry in _MEASURES if (rows["measure"] == entry["id"]).any()]
    own = {
        "simulated_tables": ["enterprises"] if bool(found.sums.cells["simulated"].any()) else [],
        "confidential": hidden is not None,
        "activity_word": {"en": "industry", "uk": "галузь", "ru": "отрасль"},
        "activity_word_plural": {"en": "industries", "uk": "галузі", "ru": "отрасли"},
        "industry_levels": [{"id": level, "title": _LEVELS[level]} for level in levels],
        "measures": measures,
        "default": {
            "indicator": "location_quotient", "industry_code": str(sums.idxmax()), "level": LEVEL,
            "measure": measure, "industry_level": levels[0], "year": latest, "minimum": 0,
        },
        "notes": _notes(found, hidden),
    }  # fmt: skip
    return described(about, target, own)


def _notes(found: CubeResult, hidden: Protected | None) -> dict[str, str]:
    """Say what was counted, left out and hidden."""
    parts = {"used": found.used, "read": found.rejected.read, "rejected": found.rejected.total,
             "hidden": 0 if hidden is None else hidden.hidden + hidden.hidden_totals}  # fmt: skip
    texts = _COUNTED if hidden is None else {lang: f"{text} {_HIDDEN[lang]}" for lang, text in _COUNTED.items()}
    return {lang: text.format(**parts) for lang, text in texts.items()}
