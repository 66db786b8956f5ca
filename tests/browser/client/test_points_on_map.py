"""What lies over and under the regions in a real browser: establishments, context, places, tiles; and the picture."""

import struct
from dataclasses import replace
from pathlib import Path

from layers.message import Basemap, ContextPart, PointsPart, TilesPart
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


def test_an_empty_view_says_why_it_is_empty(client: Client) -> None:
    told = client.frame.locator(".rs-none")
    for kind, sentence in (("nobody", "Nobody passes"), ("few", "Too few")):
        client.send(message(kind, points=replace(POINTS, filter=f"type={kind}")))
        told.wait_for()
        assert told.inner_text() == sentence
        assert told.get_attribute("role") == "status"
    client.send(message("all", points=POINTS))
    client.frame.wait_for_function("window.__regioscope_points.clusters === 2")
    assert told.count() == 0
    client.send(message("none", points=replace(POINTS, filter="type=nobody")))
    told.wait_for()
    client.send(message("off"))
    assert told.count() == 0


def test_a_finer_code_has_the_colour_and_the_name_of_what_it_is_part_of(client: Client) -> None:
    points = replace(POINTS, filter="industry=C10", parents={"C10": "C"})
    client.send(message("a", points=points))
    client.look(50, 22, 9)
    client.frame.wait_for_function("window.__regioscope_points.singles === 1")
    client.hover(50, 22)
    assert client.text(".rs-tip").startswith("Manufacturing (C10) | ")
    assert "rgb(0, 114, 178)" in client.frame.evaluate("document.querySelector('.rs-tip').innerHTML")


def test_the_legend_has_others_where_colours_do_not_reach(client: Client) -> None:
    client.send(message("a", points=replace(POINTS, names={"C": "Manufacturing", "D": "Energy"})))
    assert client.frame.locator(".rs-chip").all_inner_texts() == ["Manufacturing", "Others"]


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


def test_the_legend_says_what_the_colours_and_shapes_of_the_points_mean(client: Client) -> None:
    layer = ContextPart(id="ports", url="../../ctx/airports.json", colour="#333333", shape="square", label=HOSTILE)
    client.send(message("a", points=POINTS, context=(layer,)))
    assert client.frame.locator(".rs-chip").all_inner_texts() == ["Manufacturing", HOSTILE]
    assert client.text(".rs-legend .rs-badge") == "made up"
    client.send(message("b", points=POINTS, regions=None, legend=None))
    assert client.frame.locator(".rs-chip").all_inner_texts() == ["Manufacturing"]
    client.send(message("c", regions=None, legend=None))
    assert client.frame.locator(".rs-legend").is_hidden()


def test_a_disputed_border_is_dashed_and_lies_above_the_regions(client: Client) -> None:
    client.send(message("a", basemap=Basemap(borders="../../geo/borders.json")))
    above = client.frame.locator(".leaflet-rs-disputed-pane g")
    below = client.frame.locator(".leaflet-rs-borders-pane g")
    assert above.get_attribute("stroke-dasharray") == "1 4"
    assert below.get_attribute("stroke-dasharray") is None
    assert (above.locator("path").count(), below.locator("path").count()) == (1, 1)
    layers = "['borders', 'regions', 'disputed'].map(n => +Regioscope.map.getPane('rs-' + n).style.zIndex)"
    assert client.frame.evaluate(layers) == sorted(client.frame.evaluate(layers))


def test_labels_leave_the_counts_of_clusters_readable(client: Client) -> None:
    client.send(message("a", points=POINTS))
    client.frame.wait_for_function("document.querySelectorAll('.leaflet-rs-labels-pane text').length > 1")
    assert client.frame.evaluate("""() => {
        const frame = Regioscope.map.getContainer().getBoundingClientRect();
        const found = document.querySelectorAll('.leaflet-rs-labels-pane text');
        const texts = [...found].map(t => t.getBoundingClientRect());
        return Regioscope.marks.boxes().every(b => texts.every(t => t.right - frame.left <= b[0] + 4
            || t.left - frame.left >= b[2] - 4 || t.bottom - frame.top <= b[1] + 4 || t.top - frame.top >= b[3] - 4));
    }""")
