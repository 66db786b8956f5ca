"""Texts of data and people in labels that Streamlit reads as markup."""

from __future__ import annotations

_SIGNS = frozenset("\\`*_{}[]()#+-.!|<>~:$&")


def unmarked(text: str) -> str:
    r"""Return a text without the signs that a label would read as markup, each behind a backslash.

    Examples
    --------
    >>> unmarked("Jobs *here* :red[now]")
    'Jobs \\*here\\* \\:red\\[now\\]'
    """
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in " ".join(text.split()))
