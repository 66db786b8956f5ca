"""The one door to numba: our loops are compiled once and kept, those of the libraries of space stay as they are."""

from __future__ import annotations

import builtins
import importlib
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Function = TypeVar("Function", bound=Callable[..., Any])

_DOOR = threading.RLock()  # nobody looks for numba while it is hidden


@contextmanager
def uncompiled() -> Iterator[None]:
    """Hide numba from what is imported inside.

    esda and libpysal compile their loops at the first use in every process when they find numba: up to twenty seconds
    for a map that takes 0.2 s without. They find none here. Other threads do: numba itself imports at the first call of
    a compiled loop, which must not fail because a library of space is loaded meanwhile.

    Examples
    --------
    >>> with uncompiled():
    ...     from esda.crand import compute_chunk
    >>> type(compute_chunk).__name__
    'function'
    """
    me = threading.get_ident()
    with _DOOR:
        plain = builtins.__import__

        def without_numba(name: str, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as the interpreter calls it
            if threading.get_ident() == me and name.partition(".")[0] == "numba":
                raise ModuleNotFoundError("numba is hidden from what is imported here", name="numba")
            return plain(name, *rest, **named)

        builtins.__import__ = without_numba
        try:
            yield
        finally:
            builtins.__import__ = plain


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
    return made
