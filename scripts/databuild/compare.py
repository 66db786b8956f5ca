"""Compare rebuilt files with the committed ones: tables by their cells, texts by their lines."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely


def _parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.DataFrame(gpd.read_parquet(path))
    except ValueError:  # no geometry in the file
        return pd.read_parquet(path)
    return table.assign(geometry=shapely.to_wkb(table["geometry"].to_numpy(), hex=True))


def _without_hashes(path: Path) -> object:
    package = json.loads(path.read_text("utf-8"))
    for resource in package.get("resources", []):
        resource.pop("hash", None)
        resource.pop("bytes", None)
    return package


def difference(rebuilt: Path, committed: Path) -> str:
    """Say in what a rebuilt file differs from the committed one; nothing when both tell the same.

    Parameters
    ----------
    rebuilt, committed : Path

    Returns
    -------
    str

    Examples
    --------
    >>> difference(Path("a.csv"), Path("b.csv"))  # doctest: +SKIP
    ''
    """
    if not committed.exists():
        return "is not committed"
    if rebuilt.read_bytes() == committed.read_bytes():
        return ""
    if rebuilt.suffix == ".json":
        return "" if _without_hashes(rebuilt) == _without_hashes(committed) else "differs"
    if rebuilt.suffix != ".parquet":
        return "differs"
    left, right = _parquet(rebuilt), _parquet(committed)
    if list(left.columns) != list(right.columns) or len(left) != len(right):
        found, kept = ([len(table), *table.columns] for table in (left, right))
        return f"has rows and columns {found}; committed are {kept}"
    unlike = [c for c in left.columns if not left[c].equals(right[c])]
    return f"differs in {', '.join(unlike)}" if unlike else ""


def compare_folders(rebuilt: Path, committed: Path) -> tuple[list[str], int]:
    """Compare all files of a rebuilt folder with the committed ones.

    Parameters
    ----------
    rebuilt, committed : Path

    Returns
    -------
    differences : list of str
        One line a file that differs.
    identical : int
        How many files are the same to the byte.

    Examples
    --------
    >>> compare_folders(Path("new"), Path("data"))  # doctest: +SKIP
    ([], 61)
    """
    lines, identical = [], 0
    for path in sorted(p for p in rebuilt.rglob("*") if p.is_file()):
        name = path.relative_to(rebuilt)
        other = committed / name
        identical += other.exists() and path.read_bytes() == other.read_bytes()
        found = difference(path, other)
        if found:
            lines.append(f"{name}: {found}")
    return lines, identical
