"""Modules that are loaded when they are first used: the start of the app does not wait for rarely used libraries."""

from __future__ import annotations

import importlib
from typing import Any


class Lazy:
    """Stands for a module until one of its names is asked for.

    Examples
    --------
    >>> Lazy("math").sqrt(9.0)
    3.0
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:  # noqa: ANN401 - whatever the module holds
        """Load the module and return what it has under this name."""
        return getattr(importlib.import_module(self._name), attribute)
