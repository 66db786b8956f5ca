"""The one door to numba: our loops are compiled once and kept, those of the libraries of space stay as they are."""

from __future__ import annotations

import importlib
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Function = TypeVar("Function", bound=Callable[..., Any])

_DOOR = threading.RLock()  # nobody looks for numba while it is hidden


@contextmanager
def uncompiled() -> Iterator[None]:
    """Hide numba from what is imported inside.

    esda and libpysal compile their loops at the first use in every process when they find numba: up to twenty seconds
    for a map that takes 0.2 s without. They find none here.

    Examples
    --------
    >>> with uncompiled():
    ...     from esda.crand import compute_chunk
    >>> type(compute_chunk).__name__
    'function'
    """
    with _DOOR:
        modules = cast("dict[str, Any]", sys.modules)
        known = modules.get("numba")
        modules["numba"] = None  # what Python takes for "there is no such module"
        try:
            yield
        finally:
            del modules["numba"]
            if known is not None:
                modules["numba"] = known


def compiled(function: Function) -> Function:
    """Compile a loop at its first call, without the interpreter's lock, and keep the machine code beside the module.

    Modules that use it load numba (half a second, 70 MB): import them where they are needed, not at the top of others.

    Examples
    --------
    >>> @compiled
    ... def total(numbers):
    ...     found = 0.0
    ...     for number in numbers:
    ...         found += number
    ...     return found
    >>> total.__name__
    'total'
    """
    with _DOOR:
        numba = importlib.import_module("numba")
    kept = function.__code__.co_filename.endswith(".py")  # there is no place beside a function that is typed in
    made: Function = numba.njit(cache=kept, nogil=True)(function)
    _behind_the_door(made)
    return made


def _behind_the_door(made: Any) -> None:  # noqa: ANN401 - a dispatcher of numba
    """Let the first call of each kind wait while numba is hidden: it compiles or loads machine code, and imports."""
    first = made._compile_for_args  # noqa: SLF001 - where numba turns to Python for a new kind

    def compile_for_args(*arguments: object, **named: object) -> object:
        with _DOOR:
            return first(*arguments, **named)

    made._compile_for_args = compile_for_args  # noqa: SLF001
