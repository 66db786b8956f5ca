"""Tiles of web maps by their textbook formula, to compare with."""

import math

import numpy as np

from geo.tiles import Tiles

WORLD = (-180.0, -90.0, 180.0, 90.0)


def inside(tiles: Tiles, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Membership by the textbook formula of web map tiles, point by point, without Morton codes."""
    size = 2**tiles.level
    x = np.clip(np.floor(((lon + 180) % 360) / 360 * size), 0, size - 1)
    radians = np.radians(np.clip(lat, -85.05112877980659, 85.05112877980659))
    y = np.clip(np.floor((1 - np.arcsinh(np.tan(radians)) / math.pi) / 2 * size), 0, size - 1)
    wanted = {column_and_row(int(code), tiles.level) for code in tiles.code}
    return np.array([(int(a), int(b)) in wanted for a, b in zip(x, y, strict=True)], dtype=bool)


def column_and_row(code: int, level: int) -> tuple[int, int]:
    digits = [(code >> (2 * bit)) & 3 for bit in range(level)]
    return sum((d & 1) << bit for bit, d in enumerate(digits)), sum((d >> 1) << bit for bit, d in enumerate(digits))
