"""The room on the wall: opened by the presenter, a code for phones, results as they come, pins that may show."""

import json
from collections.abc import Callable, Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from keep import rooms
from tests.browser.meeting.test_meeting_notes import opened
from tests.browser.meeting.windows import HALL, STEPS, Begun, Notes, Stage
from tests.browser.test_accessibility import grave
from tests.support.room import Phone

HOSTILE = "<img src=x onerror='window.__pwned=1'>"


@pytest.fixture
def fresh(begun: Begun) -> Iterator[Begun]:
    """Return a meeting whose room nobody has opened yet; it is closed at the end: a server has few."""
    found = begun.begin(STEPS)
    yield found
    headers = {"Authorization": f"Bearer {found.token}", "Content-Type": "application/json"}
    address = f"{found.base}/meet/{found.id}/room/close"
    with urlopen(Request(address, json.dumps({}).encode(), headers), timeout=20) as answer:  # noqa: S310 - always http
        assert answer.status == 200


@pytest.fixture
def wall(open_page: Callable[..., Page], fresh: Begun) -> Stage:
    return Stage(open_page(viewport=HALL, locale="en-US")).open(fresh.address)


def open_room(notes: Notes) -> str:
    """Open the room in the window with notes and return the address for phones."""
    notes.page.get_by_role("tab", name="Room").click()
    notes.page.get_by_role("button", name="Open the room").click()
    address = notes.page.locator(".room-address")
    expect(address).to_be_visible()
    return "http://" + (address.text_content() or "")


def test_the_room_is_shut_until_the_presenter_opens_it(wall: Stage) -> None:
    wall.press("v").has(panel="room")
    expect(wall.page.locator(".room-shut")).to_be_visible()
    address = open_room(opened(wall))
    expect(wall.page.locator(".room-address")).to_have_text(address.removeprefix("http://"))
    assert wall.page.locator(".room-code img").evaluate("picture => picture.naturalWidth") > 100
    box = wall.page.locator(".room-code img").bounding_box()
    assert box is not None
    assert box["width"] > 300, "large enough to be scanned from the last row"
    assert grave(wall.page) == []
    wall.press("v").has(panel="pins").press("v").has(panel="")


def test_votes_are_shown_as_they_come(wall: Stage, fresh: Begun) -> None:
    notes = opened(wall)
    address = open_room(notes)
    asked = rooms.ask(fresh.keep, fresh.id, f"Where? {HOSTILE}", ["Here", HOSTILE])
    notes.page.get_by_role("button", name="Start the vote").click()
    notes.page.get_by_role("button", name="Show the results").click()
    wall.press("v").has(panel="room")
    expect(wall.page.locator(".room-question")).to_have_text(f"Where? {HOSTILE}")
    for choice in (0, 1, 1):
        phone = Phone(address).join()
        assert phone.vote(asked.id, choice).status == 200
        phone.hang_up()
    expect(wall.page.locator(".room-count")).to_have_text(["1", "2"])
    assert wall.ask("parseFloat(getComputedStyle(document.querySelector('.room-question')).fontSize)") >= 40
    wall.press("PageDown").has(index=1, panel="")


def test_pins_that_were_let_through_stand_on_the_map_with_their_comments(wall: Stage, fresh: Begun) -> None:
    open_room(opened(wall))
    places = ((-104.9, 39.7, HOSTILE), (-122.3, 47.6, "Seattle"), (-77.4, 38.9, "not yet"))
    pins = [rooms.place(fresh.keep, fresh.id, f"d{n}", *place) for n, place in enumerate(places)]
    for pin in pins[:2]:
        rooms.moderate(fresh.keep, pin.id, "shown")
    wide = wall.page.locator(".rd-stage").bounding_box()
    wall.press("v", "v").has(panel="pins")
    expect(wall.page.locator(".rm-pin-text")).to_have_text([HOSTILE, "Seattle"])
    narrow = wall.page.locator(".rd-stage").bounding_box()
    assert wide is not None
    assert narrow is not None
    assert narrow["width"] < wide["width"] - 300, "the map makes room for the list"
    wall.page.wait_for_function("() => document.querySelectorAll('.rm-sign').length === 2")
    off = """([lon, lat]) => { const at = Regioscope.map.latLngToContainerPoint([lat, lon]);
        const box = document.querySelectorAll('.rm-sign b')[1].getBoundingClientRect();
        const map = Regioscope.map.getContainer().getBoundingClientRect();
        return Math.hypot(box.x + box.width / 2 - map.x - at.x, box.y + box.height / 2 - map.y - at.y); }"""
    assert wall.ask(off, [-122.3, 47.6]) < 2
    wall.press("+", "+")
    wall.page.wait_for_timeout(500)
    assert wall.ask(off, [-122.3, 47.6]) < 2, "a sign stays where it belongs"
    assert wall.ask("window.__pwned === undefined")
    rooms.moderate(fresh.keep, pins[2].id, "shown")
    expect(wall.page.locator(".rm-pin-text")).to_have_count(3)
    wall.press("Escape").has(panel="")
    expect(wall.page.locator(".rm-sign")).to_have_count(0)


def test_phones_get_the_map_of_the_step(wall: Stage) -> None:
    address = open_room(opened(wall))
    wall.press("PageDown").has(index=1)
    with wall.page.expect_response(lambda answer: answer.url.endswith("/room/step?lang=en")) as told:
        wall.press("PageDown").has(index=2)
    assert told.value.status == 200
    phone = Phone(address).join()
    assert phone.get("state").status == 200
    phone.hang_up()


def test_a_room_that_cannot_be_reached_stops_nothing_else(wall: Stage) -> None:
    open_room(opened(wall))
    wall.press("v").has(panel="room")
    expect(wall.page.locator(".room-address")).to_be_visible()
    wall.page.context.set_offline(True)
    expect(wall.page.locator(".rm-notice")).to_have_text("The room cannot be reached now. Everything else goes on.")
    wall.press("PageDown", "PageDown").has(index=2, panel="").painted("Eighty years")
    assert wall.errors == []
