"""A QR code holds the address, with its quiet zone, black on white, as SVG and as PNG."""

import base64
import io
import re

import pytest
import segno
from PIL import Image

from geo.errors import OutputError
from papers.qr_code import QUIET_ZONE, qr_data_uri, qr_file

SHORT = "http://127.0.0.1:8501/s/k7mq2x9"
LONG = "http://127.0.0.1:8501/region?data=us&item=15-0000&region=06&lang=uk&opt.reference=rest&layers=regions,places"
Squares = list[list[bool]]


def wanted(address: str) -> Squares:
    """Squares of the code of an address with the quiet zone around them, as another call of the encoder makes them."""
    rows = segno.make(address, error="q", micro=False).matrix_iter(scale=1, border=QUIET_ZONE)
    return [[bool(square) for square in row] for row in rows]


def of_png(content: bytes) -> Squares:
    picture = Image.open(io.BytesIO(content)).convert("L")
    side = picture.width // 16
    return [[picture.getpixel((x * 16 + 8, y * 16 + 8)) == 0 for x in range(side)] for y in range(side)]


def of_svg(text: str) -> Squares:
    """Read the path that draws the dark squares: moves, and runs to the right."""
    side = int(re.findall(r'<path[^>]* d="M0 0h(\d+)', text)[0])
    dark = re.findall(r'<path[^>]*stroke="#000(?:000)?"[^>]* d="([^"]+)"', text)[0]
    squares = [[False] * side for _ in range(side)]
    x, y = 0.0, 0.0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", dark):
        values = [float(number) for number in numbers.split()]
        if kind == "h":
            for step in range(int(values[0])):
                squares[int(y)][int(x) + step] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if kind == "M" else (x + values[0], y + values[1])
    return squares


@pytest.mark.parametrize("address", [SHORT, LONG])
def test_the_squares_of_both_files_and_of_the_picture_are_those_of_the_address(address: str) -> None:
    squares = wanted(address)
    assert of_png(qr_file(address, "png")) == squares
    assert of_svg(qr_file(address, "svg").decode()) == squares
    assert wanted(address[:-1]) != squares


@pytest.mark.parametrize("address", [SHORT, LONG])
def test_four_light_squares_lie_around_the_code(address: str) -> None:
    squares = of_png(qr_file(address, "png"))
    edge = [*squares[:4], *squares[-4:], *([row[n] for row in squares] for n in (0, 1, 2, 3, -4, -3, -2, -1))]
    assert not any(square for line in edge for square in line)
    assert squares[4][4]


def test_the_code_is_black_on_white_also_where_the_page_is_dark() -> None:
    colours = Image.open(io.BytesIO(qr_file(SHORT, "png"))).convert("RGB").getcolors()
    assert {colour for _, colour in colours or ()} == {(0, 0, 0), (255, 255, 255)}
    svg = qr_file(SHORT, "svg").decode()
    assert set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', svg)) == {"#fff", "#000"}


def test_the_picture_for_the_page_is_a_complete_one() -> None:
    head, _, body = qr_data_uri(SHORT).partition(",")
    assert head.startswith("data:image/svg+xml")
    text = base64.b64decode(body) if "base64" in head else body.encode()
    assert b"svg" in text


def test_an_address_that_fits_no_code_is_said() -> None:
    with pytest.raises(OutputError, match="5,000 characters, too many for a QR code: take the short link"):
        qr_file("x" * 5000, "png")
