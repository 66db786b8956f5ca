"""What stands around the regions in a real browser: the legend, the view and the address of the page."""

import dataclasses
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from layers.message import Fly, Inset
from tests.browser.client.conftest import Client, message
from tests.browser.client.site import HOSTILE

PHONE = {"width": 390, "height": 844}


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


def test_in_a_meeting_each_region_and_each_row_carries_the_number_of_its_class(client: Client) -> None:
    sent = message("a", presenter=True, palette="YlGnBu")
    assert sent.regions is not None
    client.send(dataclasses.replace(sent, regions=dataclasses.replace(sent.regions, top=())))
    labels = ".leaflet-rs-labels-pane text"
    client.frame.wait_for_function(f"document.querySelector('{labels}')")
    assert client.frame.locator(labels).all_text_contents() == ["1", "3", "5", "4"]
    assert client.frame.locator(".rs-row-text").first.inner_text().split() == ["1", "less", "than", "0.5"]
    client.send(message("b"))
    assert client.frame.locator(".rs-row-text").first.inner_text() == "less than 0.5"


def test_a_legend_too_tall_for_the_side_lies_along_the_lower_edge(open_client: Callable[..., Client]) -> None:
    client = open_client(viewport={"width": 1100, "height": 300})
    client.send(message("a"))
    assert "rs-at-bottom" in str(client.frame.locator(".rs-legend").get_attribute("class"))


def test_the_place_of_the_legend_is_judged_again_when_styles_arrive_and_the_view_with_it(client: Client) -> None:
    late = client.frame.add_style_tag(content=".rs-legend { min-height: 900px; }")  # as tall as a text without styles
    client.send(message("a"))
    legend = client.frame.locator(".rs-legend")
    assert "rs-at-bottom" in str(legend.get_attribute("class"))
    late.evaluate("style => style.remove()")
    client.frame.evaluate("document.querySelector('link[rel=stylesheet]').dispatchEvent(new Event('load'))")
    assert "rs-at-side" in str(legend.get_attribute("class"))
    box = legend.bounding_box()
    assert box is not None
    assert client.point(48, 20)[0] >= box["x"] + box["width"]


def test_a_legend_along_the_lower_edge_stays_there_while_the_view_stays(client: Client) -> None:
    late = client.frame.add_style_tag(content=".rs-legend { min-height: 900px; }")
    client.send(message("a"))
    late.evaluate("style => style.remove()")
    client.send(message("b", palette="YlGnBu"))
    assert "rs-at-bottom" in str(client.frame.locator(".rs-legend").get_attribute("class"))
    client.send(message("c", view=(44.0, 20.0, 52.0, 32.0), view_key="other"))
    assert "rs-at-side" in str(client.frame.locator(".rs-legend").get_attribute("class"))


def test_the_address_names_no_default_view_which_fits_every_screen_anew(client: Client) -> None:
    client.send(message("a"))
    client.page.wait_for_timeout(1700)
    assert "view=" not in client.address()
    client.look(49, 27, 7)
    client.page.wait_for_function("location.search.includes('view=49')")
    client.send(message("b", view=(44.0, 20.0, 48.0, 24.0), view_key="other"))
    client.page.wait_for_function("!location.search.includes('view=')")


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
    assert abs(client.frame.evaluate("Regioscope.map.getCenter().lng") - 21.5) > 1
    client.frame.get_by_role("button", name=HOSTILE).click()
    client.frame.wait_for_function("Math.abs(Regioscope.map.getCenter().lng - 21.5) < 1")
    assert client.frame.evaluate("Regioscope.map.getBounds().contains([50.5, 21.5])")


def test_a_button_goes_back_to_the_default_view(client: Client) -> None:
    client.send(message("a"))
    start = client.view()
    client.look(50, 21, 9)
    client.frame.get_by_role("button", name="Whole map").click()
    client.frame.wait_for_function(f"Math.abs(Regioscope.map.getZoom() - {start[2]}) < 0.01")
    assert client.view() == pytest.approx(start, abs=0.1)


def test_the_buttons_of_other_views_never_cover_the_default_view(open_client: Callable[..., Client]) -> None:
    client = open_client(viewport={"width": 1280, "height": 720})
    client.send(message("a", insets=(Inset(label="Far isles", bounds=(50.0, 21.0, 51.0, 22.0)),)))
    inside = "document.querySelector('.rs-insets').closest('.rs-legend') !== null"
    assert client.frame.evaluate(inside)
    client.frame.locator(".rs-legend-head").click()
    assert not client.frame.evaluate(inside)
    assert client.frame.get_by_role("button", name="Far isles").is_visible()


def test_the_frame_and_the_zoom_buttons_speak_the_readers_language(client: Client) -> None:
    client.send(message("a"))
    assert client.page.locator("iframe").get_attribute("title") == "Map of quotients"
    assert client.frame.get_by_role("button", name="Closer").count() == 1
    assert "user-scalable" not in client.frame.evaluate("document.querySelector('meta[name=viewport]').content")


def resize(client: Client, width: str, height: str) -> None:
    """Give the frame another size and wait until the map has it."""
    style = f"{{width: '{width}', height: '{height}'}}"
    client.page.evaluate(f"Object.assign(document.querySelector('iframe').style, {style}); 0")
    client.frame.wait_for_function(f"window.innerWidth === {int(width.removesuffix('px'))}")
    client.frame.wait_for_function("Regioscope.map.getSize().x === window.innerWidth && Regioscope.map.getSize().y > 0")


SHOWS_ALL = "Regioscope.map.getZoom() > 4 && Regioscope.map.getBounds().contains([[44, 20], [52, 32]])"


def test_a_frame_that_starts_without_height_fits_the_view_when_it_grows(client: Client) -> None:
    client.page.evaluate("document.querySelector('iframe').style.height = '0'; 0")
    client.frame.wait_for_function("Regioscope.map.getSize().y === 0")
    client.send(message("a"))
    resize(client, "900px", "500px")
    client.frame.wait_for_function(SHOWS_ALL)
    assert client.frame.evaluate("Regioscope.map.getSize().y") > 0


def test_a_narrower_frame_fits_the_view_again_until_the_reader_has_moved_the_map(client: Client) -> None:
    client.send(message("a"))
    client.click(50, 26)
    resize(client, "650px", "600px")
    client.frame.wait_for_function(SHOWS_ALL)
    x, y = client.point(50, 26)
    client.page.mouse.move(x, y)
    client.page.mouse.down()
    client.page.mouse.move(x + 60, y, steps=4)
    client.page.mouse.up()
    zoom = client.view()[2]
    resize(client, "1000px", "600px")
    client.page.wait_for_timeout(300)
    assert client.view()[2] == zoom
