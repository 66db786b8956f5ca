"""Search, drawn areas and surfaces of establishments in a real browser; whatever comes is written as text."""

from collections.abc import Callable
from dataclasses import replace

from layers.message import ContextPart, PointsPart
from tests.browser.client.conftest import Client, message
from tests.browser.client.site import HOSTILE

POINTS = PointsPart(url="../../pts/view", card="../../ent/", filter="min=10", names={"C": "Manufacturing"}, tools=True)
PHONE = {"width": 390, "height": 844}
CORNERS = ((50.0, 22.0), (50.0, 27.0), (47.0, 27.0))


def tool(client: Client, number: int) -> None:
    """Press the search (0) or the drawing (1)."""
    client.send(message("a", points=POINTS))
    client.frame.locator(".rs-tool").nth(number).click()


def asked(client: Client, path: str) -> list[str]:
    return [url for url in client.site.asked if url.startswith(path)]


def test_an_area_is_drawn_by_clicks_and_told_in_a_panel(client: Client) -> None:
    tool(client, 1)
    zoom = client.view()[2]
    for lat, lon in CORNERS:
        client.page.mouse.click(*client.point(lat, lon))
        client.page.wait_for_timeout(350)
    client.page.mouse.dblclick(*client.point(47, 23))
    client.frame.wait_for_function("window.__regioscope_area")
    (url,) = asked(client, "/pts/within?")
    assert url.count("%3B") == 3
    assert url.endswith("&min=10")
    panel = client.text(".rs-side")
    assert "Manufacturing" in panel
    assert "1.50" in panel
    assert client.frame.locator(".rs-side a").get_attribute("href").startswith("../../pts/within.zip?polygon=")  # type: ignore[union-attr]
    assert client.view()[2] == zoom  # a double click closes the area and does not zoom
    assert client.sent() == []  # no region was chosen meanwhile
    client.frame.locator(".rs-shut").click()
    assert client.frame.locator(".rs-side").count() == 0


def test_an_area_is_drawn_with_the_keyboard_and_escape_gives_up(client: Client) -> None:
    client.send(message("a", points=POINTS))
    button = client.frame.locator(".rs-tool").nth(1)
    button.focus()
    client.page.keyboard.press("Enter")
    for lat, lon in CORNERS:
        client.look(lat, lon, 6)
        client.page.keyboard.press("Space")
    client.page.keyboard.press("Enter")
    client.frame.wait_for_function("window.__regioscope_area")
    button.click()
    button.click()
    assert client.frame.locator(".rs-cross").count() == 1
    client.page.keyboard.press("Escape")
    assert client.frame.locator(".rs-cross, .rs-side").count() == 0
    assert button.get_attribute("aria-pressed") == "false"


def test_a_touch_draws_too_and_a_tap_on_the_first_corner_closes(client: Client) -> None:
    tool(client, 1)
    for lat, lon in (*CORNERS, CORNERS[0]):
        client.page.mouse.click(*client.point(lat, lon))
        client.page.wait_for_timeout(350)
    client.frame.wait_for_function("window.__regioscope_area")
    assert asked(client, "/pts/within?")[0].count("%3B") == 2


def test_search_writes_names_as_text_and_opens_the_card(client: Client) -> None:
    tool(client, 0)
    client.frame.locator(".rs-side input").fill("img")
    hit = client.frame.locator(".rs-hit").first
    hit.wait_for()
    assert hit.inner_text() == HOSTILE
    assert asked(client, "/ent?") == ["/ent?q=img"]
    assert client.frame.locator(".rs-hit").nth(1).is_disabled()  # it has no place
    hit.click()
    client.frame.locator(".rs-card").wait_for()
    assert client.view() == (50, 22, 16)
    assert client.frame.evaluate("window.ran === undefined")


def test_hexagons_and_density_have_a_legend_and_give_way_to_points(client: Client) -> None:
    client.send(message("a", points=replace(POINTS, mode="hexagons")))
    client.frame.wait_for_function("window.__regioscope_points && window.__regioscope_points.hexagons === 2")
    classes = client.frame.locator(".rs-legend .rs-ramp-class")
    rows = classes.all_inner_texts()
    assert (rows[0], len(rows)) == ("≥ 1", 7)
    client.send(message("b", points=replace(POINTS, mode="density", weight="employees")))
    client.frame.wait_for_function("window.__regioscope_points.density === 2")
    assert "weight=employees" in asked(client, "/pts/density?")[0]
    assert client.frame.locator("img.leaflet-image-layer").count() == 1
    assert classes.all_inner_texts()[-1] == "≥ 64"
    client.send(message("c", points=POINTS))
    client.frame.wait_for_function("window.__regioscope_points.clusters === 2")
    assert client.frame.locator("img.leaflet-image-layer, .rs-ramp").count() == 0


def test_colours_of_sectors_are_explained_only_where_establishments_are_points(client: Client) -> None:
    coloured = replace(POINTS, colours={"C": "#0072B2"})
    client.send(message("a", points=coloured))
    assert client.text(".rs-legend .rs-chips") == "Manufacturing"
    for mode in ("hexagons", "density"):
        client.send(message(mode, points=replace(coloured, mode=mode)))
        client.frame.wait_for_function(f"window.__regioscope_points && window.__regioscope_points.{mode} === 2")
        assert client.frame.locator(".rs-legend .rs-chips").count() == 0
        assert client.frame.locator(".rs-legend .rs-ramp-class").count() > 0


def test_on_a_phone_the_classes_of_a_surface_are_one_row_of_the_folded_legend(
    open_client: Callable[..., Client],
) -> None:
    client = open_client(viewport=PHONE, has_touch=True)
    client.send(message("a", points=replace(POINTS, mode="density")))
    client.frame.locator(".rs-folded .rs-ramp-class").first.wait_for()
    box = client.frame.locator(".rs-legend").bounding_box()
    assert box is not None
    assert box["height"] <= 0.2 * PHONE["height"]
    shown = client.frame.locator(".rs-ramp-class span").filter(visible=True).all_inner_texts()
    assert shown == ["≥ 1", "≥ 64"]
    assert client.frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_hexagons_lie_under_single_marks(client: Client) -> None:
    ports = ContextPart(id="ports", url="../../ctx/airports.json", colour="#aa3377", shape="triangle", label="Ports")
    client.send(message("a", points=replace(POINTS, mode="hexagons"), context=(ports,)))
    client.frame.wait_for_function("window.__regioscope_points && window.__regioscope_points.hexagons === 2")
    client.hover(50, 22)
    assert HOSTILE in client.text(".rs-tip")


def test_a_confidential_register_has_no_tools_and_points_without_a_layer_neither(client: Client) -> None:
    client.send(message("a", points=POINTS))
    client.frame.locator(".rs-tools").wait_for()
    client.send(message("b", points=replace(POINTS, tools=False)))
    client.frame.wait_for_function("!document.querySelector('.rs-tools')")
    assert client.frame.locator(".rs-tool").count() == 0
    client.send(message("c", points=POINTS))
    client.frame.locator(".rs-tools").wait_for()
    client.send(message("d", points=None))
    client.frame.wait_for_function("!document.querySelector('.rs-tools')")
    assert client.frame.locator(".rs-tool").count() == 0
