"""Codes of activity: what stands above each code, and what it becomes in another classification."""

from __future__ import annotations

import itertools
from functools import lru_cache
from pathlib import Path

import pandas as pd

from geo.errors import UnknownOptionError

FOLDER = Path(__file__).resolve().parents[1] / "data" / "classifications"
"""Folder of the classifications and concordances that ship with the project."""
LABELS = FOLDER.parent / "labels"
"""Folder of names in the languages of the interface."""
ALIASES = {"kved2010": "nace2"}
"""Classifications whose codes are those of another one: the Ukrainian KVED 2010 keeps the codes of NACE Rev. 2."""
_JOIN = "_to_"


@lru_cache(maxsize=1)
def classification_names() -> tuple[str, ...]:
    """Names of the classifications.

    Examples
    --------
    >>> "nace2" in classification_names(), "kved2010" in classification_names()
    (True, True)
    """
    files = [path.stem for path in FOLDER.glob("*.csv") if _JOIN not in path.stem]
    return tuple(sorted([*files, *ALIASES]))


def read_classification(name: str) -> pd.DataFrame:
    """Read a classification.

    Parameters
    ----------
    name : str
        See `classification_names`.

    Returns
    -------
    DataFrame indexed by ``code``
        ``label`` (in the language of the publisher) and ``level``, in the order of the classification.

    Raises
    ------
    UnknownOptionError
        If there is no such classification.

    Examples
    --------
    >>> read_classification("kved2010").loc["26", "label"]
    'Manufacture of computer, electronic and optical products'
    """
    return _read(_file_of(name)).set_index("code")


def names(name: str) -> pd.DataFrame:
    """Names of the codes in the languages of the interface, as the table of industries of a dataset has them.

    Sections and divisions of NACE Rev. 2 have names in all of them; every other code has that of its publisher.

    Returns
    -------
    DataFrame indexed by ``industry_code``
        ``industry_name``, ``industry_name_uk``, ``industry_name_ru``; missing where there is no translation.

    Raises
    ------
    UnknownOptionError
        If there is no such classification.

    Examples
    --------
    >>> names("nace2").loc["J", "industry_name"], names("isic4").loc["J", "industry_name"]
    ('Information and communication', 'Information and communication')
    """
    plain = read_classification(name)["label"].rename_axis("industry_code").rename("industry_name")
    shouted = plain.str.isupper()  # sections of some publishers
    made = plain.where(~shouted, plain.str.capitalize()).to_frame()
    made[["industry_name_uk", "industry_name_ru"]] = None
    if _file_of(name) == "nace2":
        tables = [pd.read_csv(LABELS / f"nace_{part}.csv", dtype=str) for part in ("sections", "divisions")]
        told = pd.concat(tables).set_index("code").set_axis(made.columns, axis=1)
        made.loc[told.index.intersection(made.index)] = told
    return made


@lru_cache(maxsize=8)
def parents(name: str) -> pd.Series:
    """Code above each code: the longest code that it begins with, and for divisions the section they stand under.

    The table of NAICS holds six-digit industries only; the shorter codes above them are those that they begin with.

    Returns
    -------
    Series on ``code``
        NaN for the codes on top.

    Raises
    ------
    UnknownOptionError
        If there is no such classification.

    Examples
    --------
    >>> parents("nace2")[["26.11", "26.1", "26"]].tolist()
    ['26.1', '26', 'C']
    """
    codes = list(read_classification(name).index)
    if name.startswith("naics"):
        codes = sorted({code[:n] for code in codes for n in range(2, len(code) + 1)})
    known, above = set(codes), {}
    section = float("nan")
    for code in codes:
        if len(code) == 1 and code.isalpha():
            section = code
            above[code] = float("nan")
            continue
        shorter = (code[:n].rstrip(".") for n in range(len(code) - 1, 1, -1))
        above[code] = next((part for part in shorter if part != code and part in known), section)
    return pd.Series(above, dtype=object).rename_axis("code")


def translate(codes: list[str] | pd.Index, source: str, target: str) -> pd.DataFrame:
    """Translate codes of one classification into another, with every code that a code may become.

    Where no concordance joins the two directly, several are gone through one after the other.

    Parameters
    ----------
    codes : list of str
        Codes of the source classification.
    source, target : str
        See `classification_names`.

    Returns
    -------
    DataFrame with a row for each pair
        ``source_code``, ``target_code`` (NaN where the concordances have none), ``targets`` (how many codes the source
        code may become), ``sources`` (how many codes become the target code), and ``relation``: ``1:1``, ``1:n``,
        ``n:1``, ``n:m`` or ``none``. Only a relation of ``1:1`` or ``n:1`` carries a figure over without an assumption.

    Raises
    ------
    UnknownOptionError
        If there is no such classification, or no way between the two.

    Examples
    --------
    >>> translate(["01.11", "99.99"], "kved2010", "isic4")[["target_code", "targets", "relation"]].values.tolist()
    [['0111', 1, '1:1'], [nan, 0, 'none']]
    """
    pairs = _between(_file_of(source), _file_of(target))
    asked = pd.DataFrame({"source_code": pd.Index(codes).astype(object)}).drop_duplicates()
    found = asked.merge(pairs, how="left", on="source_code")
    n_targets = pairs.groupby("source_code")["target_code"].size()
    n_sources = pairs.groupby("target_code")["source_code"].size()
    found["targets"] = found["source_code"].map(n_targets).fillna(0).astype(int)
    found["sources"] = found["target_code"].map(n_sources).fillna(0).astype(int)
    one_target, one_source = found["targets"] == 1, found["sources"] == 1
    found["relation"] = "n:m"
    found.loc[one_target & one_source, "relation"] = "1:1"
    found.loc[~one_target & one_source, "relation"] = "1:n"
    found.loc[one_target & ~one_source, "relation"] = "n:1"
    found.loc[found["targets"] == 0, "relation"] = "none"
    return found


def _file_of(name: str) -> str:
    if name not in classification_names():
        raise UnknownOptionError("classification", name, classification_names())
    return ALIASES.get(name, name)


def _read(stem: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{stem}.csv", dtype=str, keep_default_na=False, na_values=[""])


@lru_cache(maxsize=8)
def _between(source: str, target: str) -> pd.DataFrame:
    """All pairs of two classifications along the shortest chain of concordances, in either direction."""
    chain = _chain(source, target)
    codes = _read(source)["code"]
    pairs = pd.DataFrame({"source_code": codes, "target_code": codes})
    for step, after in itertools.pairwise(chain):
        straight = (FOLDER / f"{step}{_JOIN}{after}.csv").is_file()
        table = _read(f"{step}{_JOIN}{after}" if straight else f"{after}{_JOIN}{step}")
        joined = pairs.merge(table, left_on="target_code", right_on=step)
        pairs = joined[["source_code", after]].rename(columns={after: "target_code"}).drop_duplicates()
    return pairs.dropna().reset_index(drop=True)


def _chain(source: str, target: str) -> list[str]:
    """Shortest chain of classifications that concordances join."""
    joined = [path.stem.split(_JOIN) for path in sorted(FOLDER.glob(f"*{_JOIN}*.csv"))]
    chains = [[source]]
    seen = {source}
    for chain in chains:
        if chain[-1] == target:
            return chain
        near = [b if a == chain[-1] else a for a, b in joined if chain[-1] in {a, b}]
        for name in near:
            if name not in seen:
                seen.add(name)
                chains.append([*chain, name])
    raise UnknownOptionError("concordance", f"{source} to {target}", [f"{source} to {name}" for name in seen])
