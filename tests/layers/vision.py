"""How readers with each kind of colour vision see a colour, and how far two colours are apart for them."""

from collections.abc import Callable
from itertools import combinations, pairwise

import numpy as np

# Machado, G. M., Oliveira, M. M., Fernandes, L. A. F. (2009). A physiologically-based model for simulation of color
# vision deficiency. IEEE Transactions on Visualization and Computer Graphics 15(6), severity 1.0; for linear RGB
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
GREY = "grey"
"""What is left on a bad photocopy, and about what a washed-out projector leaves: lightness alone."""
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
Distance = Callable[[np.ndarray, np.ndarray], float]


def linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> np.ndarray:
    """Return CIE L*a*b* (D65) of a colour as a reader sees it."""
    seen = VISION["normal" if vision == GREY else vision] @ linear(colour)
    xyz = TO_XYZ @ np.clip(seen, 0, 1) / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    light = 116 * f[1] - 16
    return np.array([light, 0, 0] if vision == GREY else [light, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def cie76(one: np.ndarray, other: np.ndarray) -> float:
    """Return the straight distance of two colours."""
    return float(np.linalg.norm(one - other))


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """Return the difference of two colours as the eye weighs it.

    Sharma, G., Wu, W., Dalal, E. N. (2005). The CIEDE2000 color-difference formula. Color Research and Application 30.
    """
    (light, a, b), (light2, a2, b2) = one, other
    chroma = (np.hypot(a, b) + np.hypot(a2, b2)) / 2
    more = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25**7)))
    c, c2 = np.hypot(more * a, b), np.hypot(more * a2, b2)
    h, h2 = (np.degrees(np.arctan2(y, more * x)) % 360 for x, y in ((a, b), (a2, b2)))
    turn = 0.0 if c * c2 == 0 else (h2 - h + 180) % 360 - 180
    hue = h + h2 if c * c2 == 0 else (h + turn / 2) % 360
    mean_l, mean_c = (light + light2) / 2, (c + c2) / 2
    weight = (
        1 - 0.17 * np.cos(np.radians(hue - 30)) + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6)) - 0.20 * np.cos(np.radians(4 * hue - 63))
    )  # fmt: skip
    d_l = (light2 - light) / (1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2))
    d_c = (c2 - c) / (1 + 0.045 * mean_c)
    d_h = 2 * np.sqrt(c * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * mean_c * weight)
    rotation = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * 2
    rotation *= np.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    return float(np.sqrt(d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h))


def smallest_difference(colours: tuple[str, ...], vision: str, distance: Distance = cie76) -> float:
    """Return the smallest difference between any two colours."""
    seen = [lab(colour, vision) for colour in colours]
    return min(distance(a, b) for a, b in combinations(seen, 2))


def neighbours_differ(colours: tuple[str, ...], vision: str, distance: Distance = ciede2000) -> float:
    """Return the smallest difference between two colours that follow each other."""
    return min(distance(a, b) for a, b in pairwise(lab(colour, vision) for colour in colours))
