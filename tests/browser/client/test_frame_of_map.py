"""What stands around the regions: legend, view and address, points, context, buttons, picture."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from layers.message import Basemap, ContextPart, Fly, Inset, PointsPart, TilesPart
from tests.browser.client.conftest import Client, message
from tests.browser.client.site import HOSTILE

POINTS = PointsPart(
    url="../../pts/view",
    card="../../ent/",
    filter="industry=C&min=10",
    colours={"C": "#0072B2"},
    names={"C": "Manufacturing"},
    badge="simulated",
)
PHONE = {"width": 390, "height": 844}


# --------------------------------------------------------------------------------------------------------------- legend
def test_the_legend_lists_classes_with_counts_and_is_one_picture_for_a_screen_reader(client: Client) -> None:
    client.send(message("a"))
    assert client.frame.locator(".rs-row-text").all_inner_texts() == [
        "less than 0.5",
        "0.5 to 0.8",
        "0.8 to 1.25",
        "1.25 to 2",
        "2 or more",
        "below the minimum",
        "no data",
    ]
    assert client.frame.locator(".rs-row-count").all_inner_texts() == ["1", "0", "1", "1", "1", "1", "1"]
    label = client.frame.get_by_role("img").first.get_attribute("aria-label")
    assert label is not None
    assert label.startswith(
        "Share compared with the country. 1 is the national share. less than 0.5: 1; 0.5 to 0.8: 0;"
    )
    assert client.text(".rs-credit") == "BLS 2025"


def test_the_histogram_has_the_colours_of_the_legend(client: Client) -> None:
    client.send(message("a"))
    bars = client.frame.locator(".rs-histogram rect").evaluate_all("list => list.map(r => r.getAttribute('fill'))")
    rows = client.frame.locator(".rs-class .rs-swatch rect:last-child").evaluate_all(
        "list => list.map(r => r.getAttribute('fill'))"
    )
    assert len(rows) == 5
    assert set(bars) <= set(rows)


def test_pointing_at_a_class_makes_the_other_regions_pale(client: Client) -> None:
    client.send(message("a"))
    client.frame.locator(".rs-row").nth(4).hover()
    opacity = "[...document.querySelectorAll('path.rs-region')].map(p => p.getAttribute('opacity'))"
    assert client.frame.evaluate(opacity) == ["0.12", "0.12", None, "0.12", "0.12", "0.12"]
    client.page.mouse.move(640, 200)
    assert set(client.frame.evaluate(opacity)) == {None}


def test_the_badge_of_simulated_data_stands_in_legend_and_tooltip(client: Client) -> None:
    sent = message("a")
    assert sent.legend is not None
    client.send(message("a", legend=type(sent.legend)(title="T", items=sent.legend.items, badge="simulated")))
    assert client.text(".rs-legend .rs-badge") == "made up"
    client.hover(46, 30)
    assert client.text(".rs-tip-badge") == "made up"


def test_on_a_phone_the_legend_is_a_strip_that_opens_and_nothing_moves_sideways(
    open_client: Callable[..., Client],
) -> None:
    client = open_client(viewport=PHONE, has_touch=True)
    client.send(message("a"))
    head = client.frame.locator(".rs-legend-head")
    assert head.get_attribute("aria-expanded") == "false"
    head.click()
    expect(client.frame.locator(".rs-legend-head")).to_have_attribute("aria-expanded", "true")
    assert client.frame.locator(".rs-row").count() == 7
    assert client.frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sizes = client.frame.locator(".rs-row-text").evaluate_all(
        "l => l.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 14


@pytest.mark.parametrize(
    "size", [{"width": 1280, "height": 720}, {"width": 760, "height": 500}, {"width": 620, "height": 900}]
)
def test_the_default_view_is_not_covered_by_the_legend(
    open_client: Callable[..., Client], size: dict[str, int]
) -> None:
    client = open_client(viewport=size)
    client.send(message("a"))
    box = client.frame.locator(".rs-legend").bounding_box()
    assert box is not None
    corners = [client.point(lat, lon) for lat in (44, 52) for lon in (20, 32)]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    north, south = min(y for _, y in corners), max(y for _, y in corners)
    beside = west >= box["x"] + box["width"] or south <= box["y"]
    assert beside
    assert west >= 0
    assert north >= 0
    assert east <= size["width"]


# -------------------------------------------------------------------------------------------------------- view, address
def test_a_move_is_written_into_the_address_and_other_parameters_stay(open_client: Callable[..., Client]) -> None:
    client = open_client("?lang=uk&industry=15-0000")
    client.send(message("a"))
    client.look(49.1234, 27.5, 7)
    client.page.wait_for_function("location.search.includes('view=49.123,27.500,7')")
    assert "lang=uk&industry=15-0000" in client.address()


def test_an_address_with_a_view_opens_there(open_client: Callable[..., Client]) -> None:
    client = open_client("?view=48.5,25.25,6.5")
    client.send(message("a"))
    assert client.view() == (48.5, 25.25, 6.5)


@pytest.mark.parametrize("broken", ["x", "1,2", "1,2,99", "200,0,5", "NaN,1,5"])
def test_a_broken_view_in_the_address_opens_the_default_view(open_client: Callable[..., Client], broken: str) -> None:
    client = open_client(f"?view={broken}")
    client.send(message("a"))
    lat, lon, _ = client.view()
    assert 44 < lat < 52
    assert 20 < lon < 32


def test_the_view_comes_back_into_an_address_that_the_page_rewrote(client: Client) -> None:
    client.send(message("a"))
    client.look(49, 27, 7)
    client.page.wait_for_function("location.search.includes('view=49')")
    client.send(message("b"))
    client.page.evaluate("history.pushState({}, '', '?year=2025')")
    client.page.wait_for_function("location.search.includes('view=49.000,27.000,7')")
    assert "year=2025" in client.address()


def test_a_flight_starts_only_when_its_number_changes(client: Client) -> None:
    there = Fly(bounds=(50.0, 21.0, 51.0, 22.0), n=2)
    client.send(message("a", fly=Fly(bounds=(44.0, 20.0, 52.0, 32.0), n=1)))
    client.frame.evaluate("window.ended = 0; Regioscope.map.on('moveend', () => { window.ended += 1; }); 0")
    client.send(message("b", fly=there))
    client.frame.wait_for_function("window.ended > 0 && Math.abs(Regioscope.map.getCenter().lng - 21.5) < 0.5")
    client.look(46, 30, 6)
    client.send(message("c", fly=there))
    assert client.view() == (46, 30, 6)


def test_another_default_view_is_shown_when_its_key_changes(client: Client) -> None:
    client.send(message("a"))
    client.send(message("b", view=(44.0, 20.0, 48.0, 24.0), view_key="other"))
    lat, lon, zoom = client.view()
    assert (lat, lon) == pytest.approx((46, 22), abs=1.5)
    assert zoom > 6.5


def test_a_button_shows_another_view(client: Client) -> None:
    client.send(message("a", insets=(Inset(label=HOSTILE, bounds=(50.0, 21.0, 51.0, 22.0)),)))
    client.frame.get_by_role("button", name=HOSTILE).click()
    client.frame.wait_for_function("Math.abs(Regioscope.map.getCenter().lng - 21.5) < 1")


def test_the_frame_and_the_zoom_buttons_speak_the_readers_language(client: Client) -> None:
    client.send(message("a"))
    assert client.page.locator("iframe").get_attribute("title") == "Map of quotients"
    assert client.frame.get_by_role("button", name="Closer").count() == 1
    assert "user-scalable" not in client.frame.evaluate("document.querySelector('meta[name=viewport]').content")


# --------------------------------------------------------------------------------------------------------------- points
def test_clusters_open_on_a_click_and_single_points_show_a_card_as_text(client: Client) -> None:
    client.send(message("a", points=POINTS))
    client.frame.wait_for_function("window.__regioscope_points && window.__regioscope_points.clusters === 2")
    before = client.view()[2]
    client.hover(50, 22)
    assert client.text(".rs-tip").startswith("1,500 establishments | 40,000 jobs")
    client.click(50, 22)
    client.frame.wait_for_function(f"Regioscope.map.getZoom() === {before} + 2")
    assert client.sent() == []
    client.look(50, 22, 9)
    client.frame.wait_for_function("window.__regioscope_points.singles === 1")
    client.click(50, 22)
    card = client.frame.locator(".rs-card")
    card.wait_for()
    assert card.locator("h2").inner_text() == HOSTILE
    assert card.locator("dl").inner_text().split() == [
        "Sector",
        "Manufacturing",
        "Employees",
        "1,234",
        "firm",
        "Region",
        "Middle",
    ]
    assert card.locator(".rs-badge").inner_text() == "made up"
    assert client.frame.evaluate("window.ran === undefined")


def test_points_are_asked_for_with_view_and_filter(client: Client) -> None:
    client.send(message("a", points=POINTS))
    (asked,) = client.site.views()
    assert (asked["industry"], asked["min"]) == ("C", "10")
    assert float(asked["w"]) < 20
    assert float(asked["e"]) > 32
    client.send(message("b", points=POINTS))
    assert len(client.site.views()) == 1


def test_the_answer_for_a_view_that_was_left_is_not_painted(client: Client) -> None:
    client.send(message("a", points=POINTS))
    client.site.delays.append(1.0)
    client.look(48, 26, 5)
    client.frame.wait_for_timeout(120)
    client.look(50, 22, 9)
    client.frame.wait_for_function("window.__regioscope_points.singles === 1")
    client.frame.wait_for_timeout(1200)
    assert client.frame.evaluate("window.__regioscope_points") == {"clusters": 0, "singles": 1}


def test_points_go_when_the_layer_is_switched_off(client: Client) -> None:
    client.send(message("a", points=POINTS))
    assert client.frame.evaluate("Regioscope.marks.count('points')") == 2
    client.send(message("b"))
    assert client.frame.evaluate("Regioscope.marks.count('points')") == 0


def test_context_points_are_named_by_text(client: Client) -> None:
    layer = ContextPart(
        id="airports", url="../../ctx/airports.json", colour="#333333", shape="triangle", label="Airport"
    )
    client.send(message("a", context=(layer,)))
    client.hover(50, 22)
    assert client.text(".rs-tip") == f"{HOSTILE} | Airport"
    client.send(message("b"))
    assert client.frame.evaluate("Regioscope.marks.count('context-airports')") == 0


def test_places_are_named_in_the_readers_language_the_small_ones_up_close(client: Client) -> None:
    base = Basemap(places="../../ctx/places.json")
    client.send(message("a", lang="uk", basemap=base, regions=None))
    labels = ".leaflet-rs-labels-pane text"
    client.frame.wait_for_function(f"document.querySelector('{labels}')")
    assert client.frame.locator(labels).all_text_contents() == ["Велике місто"]
    client.look(51.5, 20.5, 10)
    client.frame.wait_for_function(f"document.querySelector('{labels}').textContent === 'Small'")


# ---------------------------------------------------------------------------------------------------- picture and tiles
def test_the_picture_has_title_map_and_source_at_twice_the_size(client: Client, tmp_path: Path) -> None:
    client.send(message("a", title="Where are jobs?", subtitle="2025", png_name="карта/1", points=POINTS))
    with client.page.expect_download() as download:
        client.frame.get_by_role("button", name="Save picture").click()
    assert download.value.suggested_filename == "карта_1.png"
    path = tmp_path / "picture.png"
    download.value.save_as(path)
    content = path.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == 2 * 1280
    assert 2 * 720 + 150 < height < 2 * 720 + 300


def test_without_tiles_nothing_is_asked_of_another_machine_and_the_land_is_drawn(client: Client) -> None:
    client.send(message("a"))
    assert client.frame.evaluate("document.querySelectorAll('.leaflet-rs-land-pane path[d]').length") == 1
    assert client.frame.locator("img").count() == 0


def test_tiles_that_the_reader_asked_for_replace_the_land_and_are_credited(client: Client) -> None:
    tiles = TilesPart(url="../../app/static/none/{z}/{x}/{y}.png", attribution="© <b>Mappers</b>")
    client.send(message("a", tiles=tiles))
    assert client.text(".rs-credit") == "BLS 2025 · © <b>Mappers</b>"
    assert client.frame.evaluate("Regioscope.map.getPane('rs-land').style.display") == "none"
    client.send(message("b"))
    assert client.text(".rs-credit") == "BLS 2025"
    assert client.frame.evaluate("Regioscope.map.getPane('rs-land').style.display") == ""
