"""Regions in a real browser: painted, named, hovered, chosen, labelled."""

import dataclasses
from collections.abc import Callable

import pytest

from layers.palettes import palette
from tests.browser.client.conftest import SIX_VALUES, Client, message
from tests.browser.client.site import HOSTILE
from tests.support.watch import BrowserLog

LOW, HIGH = (48, 22), (46, 30)


def test_every_region_has_the_colour_of_its_class_and_missing_ones_a_pattern(
    client: Client, browser_log: BrowserLog
) -> None:
    client.send(message("a"))
    purple_orange = palette("PuOr", 5)
    assert client.fills() == [
        purple_orange[0],
        purple_orange[2],
        purple_orange[4],
        "url(#rs-nodata)",
        "url(#rs-low)",
        purple_orange[3],
    ]
    assert client.frame.locator("svg pattern#rs-nodata").count() == 1
    assert [line for line in browser_log.console_errors if "favicon" not in line and "404" not in line] == []


def test_the_tooltip_shows_a_hostile_name_letter_by_letter(client: Client) -> None:
    client.send(message("a"))
    client.hover(50, 30)
    assert client.text(".rs-tip-name") == HOSTILE
    assert client.frame.locator(".rs-tip img").count() == 0
    assert client.frame.evaluate("window.ran === undefined && window.parent.ran === undefined")


def test_the_tooltip_gives_value_label_and_interval(client: Client) -> None:
    client.send(message("a"))
    client.hover(46, 30)
    assert client.text(".rs-tip") == "East | 1.31 | Location quotient | 1.26 to 1.36"


@pytest.mark.parametrize(("place", "sentence"), [((46, 22), "no data here"), ((46, 26), "fewer than 1,000 jobs")])
def test_the_tooltip_says_why_there_is_no_colour(client: Client, place: tuple[int, int], sentence: str) -> None:
    client.send(message("a"))
    client.hover(*place)
    assert sentence in client.text(".rs-tip")


def test_names_and_numbers_are_those_of_the_readers_language(client: Client) -> None:
    client.send(message("a", lang="uk", locale="uk-UA"))
    client.hover(46, 30)
    assert client.text(".rs-tip").startswith("Схід | 1,31 |")
    assert client.frame.evaluate("document.documentElement.lang") == "uk"


def test_a_click_sends_the_code_of_the_region_to_python_once(client: Client) -> None:
    client.send(message("a"))
    client.click(50, 26)
    (value,) = client.sent()
    assert value["last_active_drawing"]["id"] == "R1"
    shared = client.frame.evaluate("window.__GLOBAL_DATA__")
    assert (
        shared["last_active_drawing"] == shared["previous_data"]["last_active_drawing"] == value["last_active_drawing"]
    )


def test_two_clicks_on_one_region_are_two_answers(client: Client) -> None:
    client.send(message("a"))
    client.click(50, 26)
    client.page.wait_for_timeout(5)
    client.click(50, 26)
    first, second = (value["last_active_drawing"]["n"] for value in client.sent())
    assert first != second


def test_dragging_the_map_chooses_nothing(client: Client) -> None:
    client.send(message("a"))
    x, y = client.point(50, 26)
    client.page.mouse.move(x, y)
    client.page.mouse.down()
    client.page.mouse.move(x + 120, y + 40, steps=5)
    client.page.mouse.up()
    assert client.sent() == []


def test_the_chosen_region_is_outlined_and_stays_so_after_a_zoom(client: Client) -> None:
    client.send(message("a", selected="R5"))
    outline = "document.querySelector('.leaflet-rs-regions-pane path[stroke-width=\"2.2\"]').getAttribute('d')"
    drawn = "document.querySelectorAll('path.rs-region')[5].getAttribute('d')"
    assert client.frame.evaluate(f"{outline} === {drawn} && {drawn}.length > 10")
    client.look(47, 28, 6)
    assert client.frame.evaluate(f"{outline} === {drawn} && {drawn}.length > 10")


def test_a_change_repaints_only_the_regions_whose_class_changed(client: Client) -> None:
    client.send(message("a"))
    client.frame.evaluate("""() => {
        window.painted = [];
        const watch = new MutationObserver(list => list.forEach(m => window.painted.push(m.target.regionIndex)));
        const group = document.querySelector('path.rs-region').parentNode;
        watch.observe(group, {attributes: true, subtree: true, attributeFilter: ['fill']});
    }""")
    client.send(message("b", values=(0.4, 1.0, 0.6, *SIX_VALUES[3:])))
    assert client.frame.evaluate("window.painted") == [2]


def test_a_change_keeps_view_and_geometry(client: Client) -> None:
    client.send(message("a"))
    client.look(49, 27, 7.5)
    before = client.view()
    client.send(message("b", values=(1.0, 0.4, 0.4, 2.0, 1.0, 1.0), palette="YlGnBu"))
    assert client.view() == before
    assert sum(path.endswith("/geo/six.json") for path in client.site.asked) == 1


def test_the_finer_outlines_come_only_up_close(client: Client) -> None:
    client.send(message("a"))
    assert not [path for path in client.site.asked if "detail" in path]
    client.look(49, 27, 9)
    client.frame.wait_for_function("performance.getEntriesByType('resource').some(e => e.name.includes('six-detail'))")
    client.hover(49, 27)
    assert client.text(".rs-tip-name") == "Middle"


def test_the_largest_values_are_labelled_with_a_halo(client: Client) -> None:
    client.send(message("a", values=(0.4, 1.0, 0.1, 0.2, 9.0, 1.5)))
    labels = client.frame.locator(".leaflet-rs-labels-pane text")
    client.frame.wait_for_function("document.querySelectorAll('.leaflet-rs-labels-pane text').length >= 4")
    assert labels.all_text_contents()[:2] == ["East", "1.50"]
    assert labels.first.get_attribute("stroke") == "#ffffff"


def test_point_regions_are_circles_sized_by_activity_the_smallest_on_top(client: Client) -> None:
    sent = message("a", url="../../geo/points.json")
    assert sent.regions is not None
    regions = dataclasses.replace(sent.regions, kind="point", sizes=(100, 400, None, 900, 4, 1), size_unit="jobs")
    client.send(dataclasses.replace(sent, regions=regions))
    widths = client.frame.evaluate(
        "[...document.querySelectorAll('path.rs-region')].map(p => [p.regionIndex, p.getBBox().width])"
    )
    assert [index for index, _ in widths][:3] == [3, 1, 0]
    radius = dict(widths)
    assert radius[3] / radius[1] == pytest.approx(1.5, rel=0.02)
    client.hover(52, 24)
    assert "400 jobs" in client.text(".rs-tip")


def test_a_map_without_regions_is_a_map(client: Client) -> None:
    client.send(message("a"))
    client.send(message("b", regions=None, legend=None))
    assert client.fills() == []
    assert client.frame.locator(".rs-legend").is_hidden()
    client.send(message("c"))
    assert len(client.fills()) == 6


def test_the_last_of_many_quick_messages_is_painted(client: Client) -> None:
    last = message("last", values=(1.0,) * 6)
    for index in range(5):
        client.frame.evaluate(f"Regioscope.update({message(f'k{index}').to_json()}); 0")
    client.send(last)
    assert set(client.fills()) == {palette("PuOr", 5)[2]}


def test_when_the_geometry_fails_the_map_says_so_and_tries_again(client: Client) -> None:
    client.site.broken.add("/geo/six.json")
    client.frame.evaluate(f"Regioscope.update({message('a').to_json()}); 0")
    notice = client.frame.get_by_role("alert")
    notice.wait_for()
    assert "could not be loaded" in notice.inner_text()
    client.site.broken.clear()
    client.frame.get_by_role("button", name="Try again").click()
    client.frame.wait_for_function("window.__regioscope && window.__regioscope.key === 'a'")
    assert len(client.fills()) == 6
    assert notice.count() == 0


def test_the_regions_can_be_walked_by_keyboard_with_one_stop(client: Client) -> None:
    client.send(message("a", selected="R0"))
    client.frame.locator(".rs-walk").focus()
    assert client.text(".rs-voice").startswith("West, 0.40")
    for key, name in (("ArrowRight", "Middle"), ("ArrowDown", "Isles"), ("ArrowUp", "Middle"), ("ArrowUp", "Middle")):
        client.page.keyboard.press(key)
        assert client.text(".rs-voice").startswith(name)
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        client.page.keyboard.press(key)
    (value,) = client.sent()
    assert value["last_active_drawing"]["id"] == "R5"
    assert client.text(".rs-voice").startswith("East, 1.31, Location quotient")
    assert client.frame.evaluate("[...document.querySelectorAll('[tabindex]')].length") <= 3


@pytest.mark.slow
def test_a_change_of_3120_regions_takes_less_than_60_ms_of_script(open_client: Callable[..., Client]) -> None:
    client = open_client()
    values = [tuple(0.3 + (i * step) % 23 / 10 for i in range(3120)) for step in (3, 7, 11, 5, 9)]
    url = "../../geo/many.json"
    client.send(message("first", values=values[-1], url=url, view=(41.6, 20, 52, 32), view_key="many"))
    spent = [
        client.send(message(f"k{i}", values=v, url=url, view=(41.6, 20, 52, 32), view_key="many"))["script_ms"]
        for i, v in enumerate(values)
    ]
    assert min(spent) < 60
