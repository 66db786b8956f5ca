"""What a reader waits for, in words: a library that is still being loaded, or the computation itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scene.i18n import N_

if TYPE_CHECKING:
    from scene.i18n import Say

LOADING = N_("Loading the statistics library ...")
"""Stands in the first seconds after the start, in which the libraries of neighbours come in."""


def waiting(say: Say, usual: str, *modules: str) -> str:
    """Return the sentence of a wait: `usual` once all `modules` are loaded, before that what is being loaded.

    Examples
    --------
    >>> from scene.i18n import Say
    >>> waiting(Say("en"), "Computing ...", "json"), waiting(Say("en"), "Computing ...", "not.yet.there")
    ('Computing ...', 'Loading the statistics library ...')
    """
    return usual if all(loaded(name) for name in modules) else say(LOADING)


def loaded(name: str) -> bool:
    """Return whether a module is there in full: another thread may still be at its first lines."""
    module = sys.modules.get(name)
    return module is not None and not getattr(module.__spec__, "_initializing", False)
