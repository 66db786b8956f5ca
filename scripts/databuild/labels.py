"""Translated names kept in ``data/labels/*.csv`` (columns code, en, uk, ru)."""

import logging
from pathlib import Path

import pandas as pd

LOG = logging.getLogger("regioscope.data")
LANGUAGES = ("en", "uk", "ru")


def read_labels(folder: Path, name: str) -> pd.DataFrame:
    """Read one table of names; an empty one when the file is not there.

    Parameters
    ----------
    folder : Path
        ``data/labels``.
    name : str
        File name without ending.

    Returns
    -------
    DataFrame of shape (n_codes, 3)
        Index ``code`` (text), columns ``en``, ``uk``, ``ru``.

    Raises
    ------
    ValueError
        If a code stands twice.

    Examples
    --------
    >>> read_labels(Path("data/labels"), "us_states").loc["06", "en"]  # doctest: +SKIP
    'California'
    """
    path = folder / f"{name}.csv"
    if not path.exists():
        LOG.warning("%s is missing: its names stay empty", path)
        return pd.DataFrame(columns=list(LANGUAGES), index=pd.Index([], name="code", dtype="str"), dtype="str")
    table = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    if table["code"].duplicated().any():
        raise ValueError(f"{path}: code {table.loc[table['code'].duplicated(), 'code'].iloc[0]!r} stands twice")
    return table.set_index("code")[list(LANGUAGES)]


def add_names(table: pd.DataFrame, labels: pd.DataFrame, *, code: str, name: str) -> pd.DataFrame:
    """Add the columns ``<name>_uk`` and ``<name>_ru`` by code; empty where there is no label.

    Parameters
    ----------
    table : DataFrame
        Holds the columns `code` and `name` (English).
    labels : DataFrame
        From :func:`read_labels`.
    code, name : str
        Column names.

    Returns
    -------
    DataFrame
        A copy with two more columns right of `name`.

    Examples
    --------
    >>> labels = pd.DataFrame({"en": ["Rivne"], "uk": ["Рівне"], "ru": ["Ровно"]}, index=["UA-56"])
    >>> add_names(pd.DataFrame({"c": ["UA-56"], "n": ["Rivne"]}), labels, code="c", name="n")["n_uk"].tolist()
    ['Рівне']
    """
    out = table.copy()
    place = list(out.columns).index(name)
    for offset, language in enumerate(("uk", "ru"), start=1):
        out.insert(place + offset, f"{name}_{language}", out[code].map(labels[language]).astype("str"))
    return out
