"""The side of a line is found without rounding."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.orientation import exact_side, side, touches
from tests.geo.plane import turn

DEGREES = st.floats(-360, 360, allow_subnormal=False).filter(lambda value: value == 0 or abs(value) > 1e-100)


@given(*[DEGREES] * 4, st.floats(0, 1), st.integers(-2, 2), st.integers(-2, 2))
def test_near_a_line_the_sign_is_that_of_fractions(
    ax: float, ay: float, bx: float, by: float, along: float, right: int, up: int
) -> None:
    px, py = (
        float(a + along * (b - a)) + steps * np.spacing(max(abs(a), abs(b), 1e-90))
        for a, b, steps in ((ax, bx, right), (ay, by, up))
    )
    expected = turn((ax, ay), (bx, by), (px, py))
    assert exact_side(ax, ay, bx, by, px, py) == expected
    assert side(ax, ay, bx, by, px, py) == expected


def test_doubles_alone_would_be_wrong() -> None:
    a, b, p = (12.0, 12.0), (24.0, 24.0), (0.5, 0.5000000000000001)
    assert side(*a, *b, *p) == turn(a, b, p) == 1
    rounded = [
        (x, y)
        for x in np.linspace(0.5, 0.5 + 2**-46, 65)
        for y in np.linspace(0.5, 0.5 + 2**-46, 65)
        if np.sign((12.0 - x) * (24.0 - y) - (12.0 - y) * (24.0 - x)) != turn(a, b, (float(x), float(y)))
    ]
    assert len(rounded) > 100
    assert all(side(*a, *b, x, y) == turn(a, b, (float(x), float(y))) for x, y in rounded)


def test_an_edge_touches_its_ends_and_nothing_beyond() -> None:
    edge = (0.0, 0.0, 4.0, 2.0)
    points = ((0.0, 0.0), (4.0, 2.0), (2.0, 1.0), (6.0, 3.0), (2.0, 1.0000001))
    assert [touches(edge, x, y) for x, y in points] == [True, True, True, False, False]
