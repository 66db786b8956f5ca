"""From an address to the map that it names, as the command line and exported files open it."""

import pytest

from geo.errors import AddressError, UnknownNameError
from geo.store import default_store
from scene.message import message_of
from scene.opening import LONGEST, open_drawing, parameters

WASHINGTON = "53"


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8501/?data=us&item=15-0000&lang=uk",
        "data=us&item=15-0000&lang=uk",
        '{"data": "us", "item": "15-0000", "lang": "uk"}',
    ],
)
def test_an_address_its_query_and_json_say_the_same(text: str) -> None:
    assert parameters(text) == {"data": "us", "item": "15-0000", "lang": "uk"}


def test_json_writes_numbers_as_an_address_does() -> None:
    assert parameters('{"year": 2025, "min": 1000}') == {"year": "2025", "min": "1000"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"data": "us"', "not valid JSON"),
        ('{"data": ["us"]}', "no plain value for 'data'"),
        ('{"data": null}', "no plain value for 'data'"),
        ("data=" + "u" * LONGEST, "shorten it"),
    ],
)
def test_what_cannot_be_read_is_an_error(text: str, message: str) -> None:
    with pytest.raises(AddressError, match=message):
        parameters(text)


def test_the_map_of_an_address_is_the_map_of_the_page() -> None:
    drawing = open_drawing({"data": "us", "item": "15-0000", "region": WASHINGTON}, default_store())
    assert drawing.result.values[WASHINGTON] == pytest.approx(1.996, abs=5e-4)
    message = message_of(drawing)
    assert message.selected == WASHINGTON
    assert message.title.startswith("Washington: 1.996 times the average share")
    assert message.regions is not None
    assert len(message.regions.values) == len(drawing.codes)


def test_hot_spots_come_along_when_the_address_asks_for_them() -> None:
    params = {"data": "bay-area", "level": "superdistrict", "layers": "regions,hotspots"}
    assert open_drawing(params, default_store()).spots is not None


@pytest.mark.parametrize(
    ("params", "error", "message"),
    [
        ({"data": "mars"}, UnknownNameError, "mars"),
        ({"data": "us", "item": "99-9999"}, AddressError, "'99-9999' does not exist in us"),
        ({"data": "us", "year": "soon"}, AddressError, "year='soon'"),
        ({"data": "us", "region": "XX"}, UnknownNameError, "XX"),
    ],
)
def test_nothing_is_replaced_silently(params: dict[str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        open_drawing(params, default_store())
