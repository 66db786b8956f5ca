"""What the routes need to know of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


class Source(Protocol):
    """The part of `geo.store.Store` that the routes read."""

    def dataset_ids(self) -> list[str]:
        """Names of the datasets that can be read."""

    def problems(self) -> dict[str, str]:
        """Datasets that cannot be read, with the reason."""

    def dataset_version(self, dataset_id: str, /) -> str:
        """Digest of a dataset."""

    def enterprises(self, dataset_id: str, /) -> pd.DataFrame:
        """Enterprises of a dataset, one a row."""

    def geometry(self, set_id: str, lod: str, /) -> gpd.GeoDataFrame:
        """Geometry of a boundary set, of the basemap or of the points of a level."""

    def geometry_version(self, set_id: str, lod: str, /) -> str:
        """Digest of a geometry."""

    def context(self, name: str, /) -> pd.DataFrame:
        """Places for orientation."""

    def context_version(self, name: str, /) -> str:
        """Digest of a list of places."""
