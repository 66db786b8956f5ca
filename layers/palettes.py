"""Palettes of the map: told apart by readers with any colour vision, never red against green."""

from __future__ import annotations

from typing import Final

from geo.errors import UnknownOptionError

OKABE_ITO: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
"""Categories, after Okabe and Ito (2008); the two blues and the two oranges stand apart."""

MIN_CLASSES: Final = 3
MAX_CLASSES: Final = 7

# The second and third of six and seven classes of YlGnBu are darker than Brewer's, which protanopes cannot tell apart.
_SEQUENTIAL: Final = {
    "YlGnBu": {
        3: "edf8b1 7fcdbb 2c7fb8",
        4: "ffffcc a1dab4 41b6c4 225ea8",
        5: "ffffcc a1dab4 41b6c4 2c7fb8 253494",
        6: "ffffcc b9e3b5 86d0ba 41b6c4 2c7fb8 253494",
        7: "ffffcc b9e3b5 86d0ba 41b6c4 1d91c0 225ea8 0c2c84",
    },
    "viridis": {
        3: "fde725 21918c 440154",
        4: "fde725 35b779 31688e 440154",
        5: "fde725 5ec962 21918c 3b528b 440154",
        6: "fde725 7ad151 22a884 2a788e 414487 440154",
        7: "fde725 8fd744 35b779 21918c 31688e 443983 440154",
    },
    "cividis": {
        3: "fee838 7d7c78 00224e",
        4: "fee838 a69d75 575d6d 00224e",
        5: "fee838 bcaf6f 7d7c78 434e6c 00224e",
        6: "fee838 cbba69 958f78 666970 35456c 00224e",
        7: "fee838 d2c060 a69d75 7d7c78 575d6d 2a3f6d 00224e",
    },
}
_DIVERGING: Final = {
    "PuOr": {  # from purple (below) to orange (above), as in its name: the eye goes to the strengths
        3: "998ec3 f7f7f7 f1a340",
        4: "5e3c99 b2abd2 fdb863 e66101",
        5: "5e3c99 b2abd2 f7f7f7 fdb863 e66101",
        6: "542788 998ec3 d8daeb fee0b6 f1a340 b35806",
        7: "542788 998ec3 d8daeb f7f7f7 fee0b6 f1a340 b35806",
    },
}
_PALETTES: Final = {**_SEQUENTIAL, **_DIVERGING}

PALETTES: Final = tuple(_PALETTES)
"""Names that `palette` knows; the first is the default of sequential maps."""
DIVERGING: Final = tuple(_DIVERGING)
"""Names of the palettes around a neutral middle."""


def palette(name: str, n: int) -> tuple[str, ...]:
    """Colours of a palette, from the lowest class to the highest.

    Parameters
    ----------
    name : str
        One of `PALETTES`.
    n : int
        Number of classes. One and two classes take the ends of three; more than seven cannot be told apart.

    Returns
    -------
    tuple of str
        ``n`` colours ``#rrggbb``; sequential palettes go from light to dark.

    Raises
    ------
    UnknownOptionError
        If there is no palette of this name.
    ValueError
        If ``n`` is not between 1 and 7.

    References
    ----------
    .. [1] Brewer, C. A. (2013). ColorBrewer 2.0 (YlGnBu, PuOr). colorbrewer2.org.
    .. [2] Nunez, J., Anderton, C., Renslow, R. (2018). Optimizing colormaps with consideration for color vision
       deficiency. PLOS ONE 13(7) (cividis); viridis by van der Walt, S. and Smith, N. (2015).
    .. [3] Okabe, M., Ito, K. (2008). Color universal design.

    Examples
    --------
    >>> palette("PuOr", 5)
    ('#5e3c99', '#b2abd2', '#f7f7f7', '#fdb863', '#e66101')
    """
    if name not in _PALETTES:
        raise UnknownOptionError("palette", name, PALETTES)
    if not 1 <= n <= MAX_CLASSES:
        msg = f"a palette has 1 to {MAX_CLASSES} classes, not {n}; take fewer classes"
        raise ValueError(msg)
    steps = _PALETTES[name]
    colours = tuple(f"#{colour}" for colour in steps[max(n, MIN_CLASSES)].split())
    if n < MIN_CLASSES:
        return (colours[0], colours[-1])[-n:]
    return colours
