"""What every builder needs: where to read raw inputs and names, where to write."""

from dataclasses import dataclass
from pathlib import Path

from databuild.fetch import Sources


@dataclass(frozen=True)
class Build:
    """One run: raw inputs, the folder of translated names, the folder that is written.

    Examples
    --------
    >>> Build(sources, Path("data/labels"), Path("data")).boundaries  # doctest: +SKIP
    PosixPath('data/boundaries')
    """

    sources: Sources
    labels: Path
    out: Path

    @property
    def boundaries(self) -> Path:
        """Folder of the boundary sets."""
        return self.out / "boundaries"

    def dataset(self, name: str) -> Path:
        """Return the folder of a dataset.

        Parameters
        ----------
        name : str

        Returns
        -------
        Path

        Examples
        --------
        >>> build.dataset("us")  # doctest: +SKIP
        PosixPath('data/datasets/us')
        """
        return self.out / "datasets" / name
