"""Names of regions, industries and datasets in the reader's language, with a visible fallback to English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

FALLBACK_MARK = " (en)"
"""What follows a name that is shown in English for want of a translation."""


def names(frame: pd.DataFrame, column: str, lang: str) -> pd.Series:
    """Names of the rows of a table in a language.

    Parameters
    ----------
    frame : DataFrame of shape (n,)
        With the column ``<column>`` (English) and, where translated, ``<column>_<lang>``.
    column : str
        ``region_name`` or ``industry_name``.
    lang : str
        ``en``, ``uk`` or ``ru``.

    Returns
    -------
    Series of shape (n,)
        On the index of the table; English with `FALLBACK_MARK` where the translation is missing.

    Examples
    --------
    >>> columns = {"industry_name": ["Farms", "Mines"], "industry_name_uk": ["Ферми", None]}
    >>> table = pd.DataFrame(columns, index=["A", "B"])
    >>> names(table, "industry_name", "uk").tolist()
    ['Ферми', 'Mines (en)']
    """
    english = frame[column].astype(object)
    translated = f"{column}_{lang}"
    if lang == "en":
        return english.rename("name")
    if translated not in frame.columns:
        return (english + FALLBACK_MARK).rename("name")
    own = frame[translated]
    return own.where(own.notna() & (own != ""), english + FALLBACK_MARK).rename("name")


def fold(text: str) -> str:
    """Text as a search compares it: lower case, one kind of apostrophe, no ``ё``.

    Examples
    --------
    >>> fold("Кам’янець")
    "кам'янець"
    """
    return text.casefold().replace("’", "'").replace("ʼ", "'").replace("ё", "е")


def find(options: Sequence[str], text: str) -> list[str]:
    """Names that contain a text, those that begin with it first.

    Examples
    --------
    >>> find(["New York", "York", "Yuma"], "york")
    ['York', 'New York']
    """
    wanted = fold(text)
    hits = [name for name in options if wanted in fold(name)]
    return sorted(hits, key=lambda name: (not fold(name).startswith(wanted), fold(name)))
