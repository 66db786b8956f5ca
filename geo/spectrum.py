"""The second eigenvector of who-has-what: the numbers behind economic complexity, and what can be said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import eigh
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.network import Presence

    Array = NDArray[np.float64]

TIED = 1e-9  # eigenvalues nearer than this are one, and any mixture of their vectors is as right as another
_LARGEST = 3  # eigenvalues that are wanted: 1, the one of complexity and the next


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """Complexity of regions and industries before it is scaled, its direction not yet chosen.

    Parameters
    ----------
    regions : array of shape (n_regions,)
        Mean of `industries` over what each region has; NaN outside the main part.
    industries : array of shape (n_industries,)
        Second eigenvector of ``U^-1 M' D^-1 M``; NaN outside the main part.
    region_part, industry_part : arrays of int
        Part of the network, 1 is the main one; 0 where nothing is present.
    parts : int
        Number of parts.
    tied : bool
        True when the two largest parts are of the same size, so that none is the main one.
    eigengap : float
        Second eigenvalue less the third; NaN where there is none. Near 0 the vector is not well determined.
    """

    regions: Array
    industries: Array
    region_part: NDArray[np.int64]
    industry_part: NDArray[np.int64]
    parts: int
    tied: bool
    eigengap: float


def spectrum(presence: Presence) -> Spectrum:
    """Find the parts of the network of regions and industries, and the second eigenvector of its main part.

    A table that falls into parts has the eigenvalue 1 once for each: the "second" vector then only tells the parts
    apart. The main part has the most regions and industries together (then the most links); the others have no value.
    """
    held, diversity, ubiquity = presence.held, presence.diversity, presence.ubiquity
    wide = held.shape[1] > held.shape[0]
    by_region, by_industry = (1 / np.sqrt(np.maximum(links, 1.0)) for links in (diversity, ubiquity))
    balanced = held * by_industry if wide else held * by_region[:, None]
    small = balanced @ balanced.T if wide else balanced.T @ balanced  # symmetric, on the smaller side
    small *= np.outer(by_region, by_region) if wide else np.outer(by_industry, by_industry)
    region_part, industry_part, tied = _parts(presence, small, wide=wide)
    regions, industries = np.full(len(region_part), np.nan), np.full(len(industry_part), np.nan)
    main = (region_part if wide else industry_part) == 1
    vector, eigengap = None, np.nan
    if not tied and main.sum() > 1:
        vector, eigengap = _second(small if main.all() else small[np.ix_(main, main)])
    if vector is not None:
        rows, columns = region_part == 1, industry_part == 1
        if wide:
            regions[rows] = vector / np.sqrt(diversity[rows])
            industries[columns] = (held.T @ np.nan_to_num(regions))[columns] / ubiquity[columns]
        else:
            industries[columns] = vector / np.sqrt(ubiquity[columns])
        regions[rows] = (held @ np.nan_to_num(industries))[rows] / diversity[rows]
    parts = int(max(region_part.max(initial=0), industry_part.max(initial=0)))
    return Spectrum(regions, industries, region_part, industry_part, parts, tied, eigengap)


def _parts(presence: Presence, small: Array, *, wide: bool) -> tuple[NDArray[np.int64], NDArray[np.int64], bool]:
    """Name the parts of the network by their rank, the largest first; the order of the rows does not matter."""
    diversity, ubiquity = presence.diversity, presence.ubiquity
    label = _labels(small)
    if label.max(initial=-1) < 1:  # one part, as nearly always
        return (diversity > 0).astype(np.int64), (ubiquity > 0).astype(np.int64), False
    other = label[presence.held.argmax(axis=0 if wide else 1)]  # of whatever it is linked with first
    region, industry = (label, other) if wide else (other, label)
    linked = region[diversity > 0]
    size = np.bincount(linked) + np.bincount(industry[ubiquity > 0])
    links = np.bincount(linked, weights=diversity[diversity > 0])
    codes = presence.regions.to_numpy()[diversity > 0]
    order = sorted(range(len(size)), key=lambda part: (-size[part], -links[part], codes[linked == part].min()))
    rank = np.zeros(len(order), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    tied = (size[order[0]], links[order[0]]) == (size[order[1]], links[order[1]])
    return np.where(diversity > 0, rank[region], 0), np.where(ubiquity > 0, rank[industry], 0), bool(tied)


def _labels(small: Array) -> NDArray[np.int64]:
    """Give what is linked, directly or through others, the same number from 0; -1 to what is linked with nothing."""
    label = np.full(len(small), -1)
    linked = np.diag(small) > 0
    for part in range(len(small)):
        rest = np.flatnonzero(linked & (label < 0))
        if not len(rest):
            break
        new = rest[:1]
        while len(new):
            label[new] = part
            new = np.flatnonzero((small[new] > 0).any(axis=0) & (label < 0))
    return label


def _second(small: Array) -> tuple[Array | None, float]:
    """Return the second eigenvector of a connected table and the eigengap; no vector where it is not determined."""
    n = len(small)
    # threads of such a small problem wait for one another, longest where the processors have other work
    with threadpool_limits(1, "blas"):
        values, vectors = eigh(small, subset_by_index=[max(n - _LARGEST, 0), n - 1])
    third = float(values[-_LARGEST]) if n >= _LARGEST else 0.0
    second, eigengap = float(values[-2]), float(values[-2]) - third
    if second <= TIED or eigengap <= TIED:
        return None, max(eigengap, 0.0)
    return vectors[:, -2], eigengap
