"""Projections of pictures: chosen by the extent, official ones as EPSG defines them, areas true in all of them."""

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from papers.projection import Box, Projection, projection_for, unrolled

US, EUROPE, UKRAINE = (24.3, -125.2, 49.6, -66.7), (34.5, -11.0, 66.0, 41.0), (44.3, 22.0, 52.5, 40.3)
GERMANY, BAY, ALASKA = (47.2, 5.8, 55.1, 15.1), (36.89, -123.54, 38.87, -121.2), (51.0, -179.9, 71.6, -129.5)
WORLD, CHILE, FIJI = (-56.0, -170.0, 75.0, 179.0), (-56.0, -76.0, -17.5, -66.0), (-21.0, 176.0, -12.0, -178.0)


@pytest.mark.parametrize(
    ("box", "kind", "epsg", "middle"),
    [
        (US, "aea", 5070, -96.0),
        (EUROPE, "laea", 3035, 10.0),
        (UKRAINE, "aea", 0, 31.15),
        (GERMANY, "laea", 0, 10.45),
        (BAY, "laea", 0, -122.37),
        (CHILE, "laea", 0, -71.0),
        (FIJI, "laea", 0, 179.0),
        (WORLD, "eqearth", 0, 11.0),
    ],
)
def test_the_extent_chooses_the_projection(box: Box, kind: str, epsg: int, middle: float) -> None:
    found = projection_for(box)
    assert (found.kind, found.epsg) == (kind, epsg)
    assert found.middle == pytest.approx(middle, abs=0.01)


@pytest.mark.parametrize("box", [US, EUROPE, UKRAINE, GERMANY, BAY, ALASKA, CHILE, FIJI, WORLD])
def test_areas_are_true_everywhere_in_the_extent(box: Box) -> None:
    projection, (south, west, north, east) = projection_for(box), unrolled(box)
    earth = Geod(ellps="WGS84")
    for lat in np.linspace(south + 1, north - 1, 4):
        for lon in np.clip(np.linspace(west + 1, east - 1, 4), projection.middle - 178, projection.middle + 178):
            square = shapely.segmentize(shapely.box(lon - 0.25, lat - 0.25, lon + 0.25, lat + 0.25), 0.01)
            true = abs(earth.geometry_area_perimeter(square)[0])
            drawn = shapely.area(shapely.transform(square, lambda at: projection.forward(at[:, 0], at[:, 1])))
            assert drawn == pytest.approx(true, rel=2e-4), (box, lon, lat)


@pytest.mark.parametrize(("box", "datum", "shift"), [(US, 4269, (0, 0)), (EUROPE, 4258, (4_321_000, 3_210_000))])
def test_the_official_projections_are_those_of_the_register(box: Box, datum: int, shift: tuple[float, float]) -> None:
    projection = projection_for(box)
    lon, lat = np.linspace(box[1], box[3], 9), np.linspace(box[0], box[2], 9)
    official = Transformer.from_crs(f"EPSG:{datum}", f"EPSG:{projection.epsg}", always_xy=True)
    wanted = np.column_stack(official.transform(lon, lat)) - shift
    assert projection.forward(lon, lat) == pytest.approx(wanted, abs=0.01)


def test_a_place_comes_back_from_the_plane_also_across_the_180th_meridian() -> None:
    projection = projection_for(FIJI)
    lon, lat = np.array([177.0, 181.5]), np.array([-18.0, -16.0])
    back = projection.inverse(projection.forward(lon, lat))
    assert np.column_stack(back) == pytest.approx(np.column_stack([lon, lat]), abs=1e-7)
    assert abs(projection.forward(lon, lat)[1, 0] - projection.forward(lon, lat)[0, 0]) < 600_000


def test_the_scale_is_even_on_a_country_and_not_on_the_world() -> None:
    uneven = {name: projection_for(box).uneven(box) for name, box in (("us", US), ("eu", EUROPE), ("world", WORLD))}
    assert uneven["us"] == pytest.approx(0.031, abs=0.002)
    assert uneven["eu"] < 0.06
    assert uneven["world"] > 1


def test_north_is_up_on_a_small_map_and_fans_out_on_a_large_one() -> None:
    assert projection_for(BAY).turned(BAY) < 1
    assert projection_for(US).turned(US) > 15


def test_the_right_edge_of_a_map_of_the_world_is_not_its_left_edge() -> None:
    world = projection_for(WORLD)
    left, right = world.forward(np.array([-169.0, 191.0]), np.array([65.0, 65.0]))[:, 0]
    assert left == pytest.approx(-right)
    assert right > 10_000_000


def test_a_projection_is_named_with_its_number() -> None:
    from scene.i18n import Say  # noqa: PLC0415

    assert projection_for(US).title(Say("en")) == "Projection: Albers equal-area conic (EPSG:5070)"
    assert projection_for(WORLD).title(Say("en")) == "Projection: Equal Earth"
    assert isinstance(projection_for(GERMANY), Projection)
