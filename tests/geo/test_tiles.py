"""The tiles of a view are those that web maps know, and never many."""

import numpy as np

from geo.tiles import MAX_TILES, morton_codes, tiles_of
from tests.geo.web_tiles import WORLD, column_and_row


def test_kyiv_lies_in_the_tile_that_web_maps_give_it() -> None:
    column, row = column_and_row(int(morton_codes(np.array([30.5234]), np.array([50.4501]))[0] >> np.uint64(20)), 10)
    assert (column, row) == (598, 345)


def test_a_view_has_at_most_64_tiles_whatever_zoom_is_asked() -> None:
    assert len(tiles_of(WORLD, 22).code) == MAX_TILES
    assert tiles_of(WORLD, 22).level == 3
