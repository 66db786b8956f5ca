"""Hand-written texts and tables beside the code: ``texts/*.toml`` and ``texts/*.md``."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


def read_toml(name: str) -> dict[str, Any]:
    """Read ``texts/<name>.toml``.

    Parameters
    ----------
    name : str

    Returns
    -------
    dict

    Examples
    --------
    >>> read_toml("europe")["whole"][0]
    'AD'
    """
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def read_markdown(name: str) -> str:
    """Read ``texts/<name>.md``.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> read_markdown("us").splitlines()[0]
    '# United States: occupations'
    """
    return (FOLDER / f"{name}.md").read_text("utf-8")
