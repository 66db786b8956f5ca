"""Online background maps: offered only where the operator allows them, never asked for by themselves."""

from __future__ import annotations

import os

from layers.message import TilesPart

ALLOWED = "REGIOSCOPE_ONLINE_TILES"
"""Environment variable: 1 lets readers choose an online background map."""
PROVIDERS = ("OpenStreetMap.Mapnik", "CartoDB.Positron", "CartoDB.Voyager", "OpenTopoMap", "Esri.WorldImagery")
"""Background maps that need no key, by their names in the list of xyzservices."""


def allowed() -> bool:
    """Tell whether the operator allows requests to the hosts of online maps."""
    return os.environ.get(ALLOWED) == "1"


def tiles(name: str) -> TilesPart | None:
    """Return the address and credit of a background map, or None where it is unknown or not allowed."""
    if not allowed() or name not in PROVIDERS:
        return None
    import xyzservices.providers  # noqa: PLC0415 - half a second that only readers of online maps need to wait

    provider = xyzservices.providers.query_name(name)
    return TilesPart(
        url=provider.build_url(), attribution=str(provider.attribution), max_zoom=int(provider.get("max_zoom", 18))
    )
