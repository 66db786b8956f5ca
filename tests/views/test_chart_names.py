"""Names beside circles: broken into lines, kept apart, inside the picture, and off the circles."""

from functools import partial
from itertools import combinations

import pytest

from views.chart_names import Circle, lines_of, placed
from views.chart_names import _meet as meet
from views.chart_names import _sides as sides

inside = partial(placed, width=300, height=300, letters=20)


def test_a_name_alone_stands_above_its_circle() -> None:
    (name,) = inside([Circle(150, 150, 10, "Steel")], [0], most=5).values()
    assert (name.text, name.align, name.dx) == ("Steel", "center", 0)
    assert name.dy == -22.5  # radius 10, gap 4, half a line of 17


@pytest.mark.parametrize(
    ("x", "y", "align"), [(295, 150, "right"), (5, 150, "left"), (150, 288, "left"), (150, 150, "center")]
)
def test_a_name_turns_away_from_the_edge(x: float, y: float, align: str) -> None:
    assert inside([Circle(x, y, 5, "Food and drink")], [0], most=1)[0].align == align


def test_names_cover_neither_one_another_nor_a_circle() -> None:
    circles = [Circle(40 + 37 * i % 240, 40 + 61 * i % 220, 6 + i % 3, f"Group number {i}") for i in range(12)]
    found = inside(circles, range(12), most=12)
    boxes = {i: next(box for n, box in sides(circles[i], name.text) if n == name) for i, name in found.items()}
    assert len(found) > 3
    assert not any(meet(a, b) for a, b in combinations(boxes.values(), 2))
    for i, (left, low, right, high) in boxes.items():
        assert min(left, low) >= 0
        assert max(right, high) <= 300
        assert [k for k, c in enumerate(circles) if k != i and left < c.x < right and low < c.y < high] == []


def test_a_name_without_room_is_left_out_unless_it_must_stand() -> None:
    crowd = [Circle(150 + 8 * i, 150 + 8 * k, 9, "Somewhere") for i in range(-15, 16) for k in range(-15, 16)]
    middle = len(crowd) // 2
    assert inside(crowd, [middle], most=3) == {}
    assert list(inside(crowd, [middle], most=3, always=[middle])) == [middle]


def test_the_most_wanted_are_named_first() -> None:
    circles = [Circle(150, 30 + 60 * i, 5, f"Group {i}") for i in range(4)]
    assert list(inside(circles, [2, 0, 1, 3], most=2)) == [2, 0]
    assert list(inside(circles, [2, 0, 1, 3], most=2, always=[3])) == [3, 2]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Steel", ["Steel"]),
        ("Computer and Mathematical Occupations", ["Computer and", "Mathematical", "Occupations"]),
        ("Arts, Design, Entertainment, Sports, and Media", ["Arts, Design,", "Entertainment,", "Sports, and …"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschif…"]),
    ],
)
def test_names_are_broken_at_words(name: str, lines: list[str]) -> None:
    assert lines_of(name, letters=16).split("\n") == lines
