"""Which other sites may show maps of this installation: read once, at the start."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from scene.origins import ORIGINS, origins

if TYPE_CHECKING:
    from collections.abc import Mapping


def allowed_sites(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the origins on the operator's list; what is none is left out, and the log of the server says so.

    Parameters
    ----------
    environment : mapping of str to str
        Environment variables.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> allowed_sites({"REGIOSCOPE_EMBED_ORIGINS": "https://city.example"})
    ('https://city.example',)
    """
    found = origins(environment.get(ORIGINS, ""))
    if found.wrong:
        text = "%s: %s left out. Write scheme and host of a site, such as https://city.example, and nothing after them"
        logging.getLogger(__name__).warning(text, ORIGINS, ", ".join(map(repr, found.wrong)))
    return found.allowed
