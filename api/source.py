"""What the routes need to know of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.point_register import Register


class Source(Protocol):
    """The part of `geo.store.Store` that the routes read."""

    def dataset_ids(self) -> list[str]:
        """Names of the datasets that can be read."""

    def problems(self) -> dict[str, str]:
        """Datasets that cannot be read, with the reason."""

    def dataset_version(self, dataset_id: str, /) -> str:
        """Digest of a dataset."""

    def register(self, dataset_id: str, /) -> Register:
        """Enterprises of a dataset, as the map reads them."""

    def is_confidential(self, dataset_id: str, /) -> bool:
        """Whether nothing of a single enterprise of a dataset may be shown."""

    def origin(self, dataset_id: str, /) -> dict[str, Any]:
        """Where the figures of a dataset come from, for exports."""

    def table(self, dataset_id: str, name: str, /) -> pd.DataFrame:
        """Another table of a dataset."""

    def geometry(self, set_id: str, lod: str, /) -> gpd.GeoDataFrame:
        """Geometry of a boundary set, of the basemap or of the points of a level."""

    def geometry_version(self, set_id: str, lod: str, /) -> str:
        """Digest of a geometry."""

    def context(self, name: str, /) -> pd.DataFrame:
        """Places for orientation."""

    def context_version(self, name: str, /) -> str:
        """Digest of a list of places."""
