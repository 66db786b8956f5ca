"""The audience's page: vote, pin, question; by touch and by keyboard; with a network that fails; in three languages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from keep import rooms
from tests.browser.test_accessibility import grave
from tests.support.firefox import Firefox
from tests.support.room import HOSTILE, Hall, open_hall
from tests.support.watch import BrowserLog

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
CHOICES = ("The old port and its warehouses", "Railway station quarter", "University campus")


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """Return a meeting whose room is open on this machine alone."""
    monkeypatch.setenv("REGIOSCOPE_ROOM_HOST", "127.0.0.1")
    monkeypatch.setenv("REGIOSCOPE_ROOM_PORT", "0")
    opened = open_hall(tmp_path)
    yield opened
    opened.end()


@pytest.fixture
def come_in(open_page: Callable[..., Page], hall: Hall) -> Callable[..., Page]:
    """Open the page of the room on a phone of its own: ``come_in(locale="uk-UA")``."""

    def start(**options: Any) -> Page:  # noqa: ANN401 - the options of Browser.new_context
        page = open_page(**{"locale": "en-US", **PHONE, **options})
        page.goto(hall.room.address)
        page.locator("#tabs").wait_for()
        return page

    return start


def answered(page: Page, n: int) -> None:
    """Wait until the room has confirmed the n-th answer."""
    expect(page.locator("#said")).to_have_attribute("data-kind", "good")
    expect(page.locator(".choice").nth(n)).to_have_class("choice sent")


def test_two_phones_vote_and_one_changes_its_mind(hall: Hall, come_in: Callable[..., Page]) -> None:
    one, two = come_in(), come_in(locale="uk-UA")
    expect(one.locator("#nothing")).to_contain_text("You are in the room")
    question = hall.question(*CHOICES, text="Which place first?")
    for page in (one, two):
        expect(page.locator("#question")).to_have_text("Which place first?")  # it comes by itself
        page.locator(".choice").nth(0).tap()
        answered(page, 0)
    assert hall.counts(question) == (2, 0, 0)
    one.locator(".choice").nth(2).tap()
    answered(one, 2)
    assert hall.counts(question) == (1, 0, 1)
    expect(one.locator("#said")).to_have_text("Your answer is counted: University campus")
    expect(two.locator("#said")).to_have_text("Вашу відповідь враховано: The old port and its warehouses")
    expect(one.locator(".choice[aria-pressed=true]")).to_have_count(1)
    one.reload()
    answered(one, 2)  # the phone remembers what it said
    assert hall.counts(question) == (1, 0, 1)


def test_results_appear_when_they_are_shown_as_bars_and_as_numbers(hall: Hall, come_in: Callable[..., Page]) -> None:
    question, page = hall.question(*CHOICES), come_in()
    for choice in (0, 0, 1):
        hall.phone().join().vote(question, choice)
    expect(page.locator(".choice .count")).to_have_text(["", "", ""])
    hall.room.board.put(question, shown=True)
    expect(page.locator(".choice .count")).to_have_text(["2 · 67%", "1 · 33%", "0 · 0%"])
    expect(page.locator("#total")).to_have_text("Results: 3 votes")
    widths = page.locator(".choice .fill").evaluate_all("all => all.map(fill => fill.style.width)")
    assert widths == ["100%", "50%", "0%"]
    rooms.set_state(hall.keep, question, "closed")
    expect(page.locator("#how")).to_have_text("The voting is closed.")
    page.locator(".choice").nth(2).tap(force=True)
    assert hall.counts(question) == (2, 1, 0)
    expect(page.locator(".choice").nth(2)).to_have_attribute("aria-disabled", "true")


def test_a_pin_by_touch_is_read_by_the_presenter_before_anybody_sees_it(
    hall: Hall, come_in: Callable[..., Page]
) -> None:
    page, other = come_in(), come_in()
    for phone in (page, other):
        phone.locator("#tab-map").tap()
        phone.locator("#ground[data-ready]").wait_for()
    box = page.locator("#ground").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    expect(page.locator("#pin-at")).to_contain_text("Pin: ")
    chosen = page.locator("#place option:checked").inner_text()
    page.locator("#pin-text").fill(HOSTILE[0])
    page.locator("#pin-form .main").tap()
    expect(page.locator("#pin-said")).to_have_text("Your pin is with the presenter.")
    (kept,) = rooms.pins(hall.keep, hall.meeting)
    assert (kept.text, kept.state) == (HOSTILE[0], "waiting")
    found = hall.room.board.map()
    assert found is not None
    assert found.names_at([kept.lon], [kept.lat], "en") == [chosen]
    expect(other.locator("#pins")).to_be_hidden()
    rooms.moderate(hall.keep, kept.id, "shown")
    for phone in (page, other):
        expect(phone.locator("#pin-list li")).to_have_text([HOSTILE[0]])
    rooms.moderate(hall.keep, kept.id, "hidden")
    expect(other.locator("#pins")).to_be_hidden()


def test_everything_works_by_keyboard_with_the_list_instead_of_the_map(
    hall: Hall, come_in: Callable[..., Page]
) -> None:
    question = hall.question(*CHOICES)
    page = come_in(viewport={"width": 1280, "height": 720}, has_touch=False, is_mobile=False)
    expect(page.locator(".choice")).to_have_count(3)
    page.locator("#language").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answered(page, 1)
    assert hall.counts(question) == (0, 1, 0)
    page.locator("#tab-vote").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-map")).to_be_focused()
    expect(page.locator("#place option")).to_have_count(55)
    page.locator("#place").focus()
    page.keyboard.type("Cal")
    page.keyboard.press("Enter")
    expect(page.locator("#pin-at")).to_have_text("Pin: California")
    page.locator("#pin-text").focus()
    page.keyboard.type("A tram")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#pin-said")).to_have_attribute("data-kind", "good")
    assert [pin.text for pin in rooms.pins(hall.keep, hall.meeting)] == ["A tram"]


def test_a_question_in_words_waits_and_then_everybody_sees_it(hall: Hall, come_in: Callable[..., Page]) -> None:
    page = come_in()
    page.locator("#tab-ask").tap()
    page.locator("#note-form .main").tap()
    expect(page.locator("#note-said")).to_have_text("Write a few words first.")
    page.locator("#note-text").fill(HOSTILE[2])
    expect(page.locator("#note-left")).to_have_text(f"Characters left: {200 - len(HOSTILE[2])}")
    page.locator("#note-form .main").tap()
    expect(page.locator("#note-said")).to_have_text("Your question is with the presenter.")
    rooms.moderate_note(hall.keep, rooms.notes(hall.keep, hall.meeting)[0].id, "shown")
    expect(page.locator("#note-list li")).to_have_text([HOSTILE[2]])


def test_without_a_network_a_vote_waits_and_goes_out_once(hall: Hall, come_in: Callable[..., Page]) -> None:
    question, page = hall.question(*CHOICES), come_in()
    expect(page.locator(".choice")).to_have_count(3)
    page.context.set_offline(True)
    page.locator(".choice").nth(0).tap()
    page.locator(".choice").nth(1).tap()
    expect(page.locator("#status")).to_contain_text("No connection. What you sent is kept")
    expect(page.locator("#said")).to_have_text("Sending your answer")
    assert hall.counts(question) == (0, 0, 0)
    page.context.set_offline(False)
    answered(page, 1)
    assert hall.counts(question) == (0, 1, 0)
    expect(page.locator("#status")).not_to_contain_text("No connection")


def test_answers_of_the_room_that_go_astray_lose_and_double_nothing(hall: Hall, come_in: Callable[..., Page]) -> None:
    question, page = hall.question(*CHOICES), come_in()
    astray = {"vote": 2, "pin": 2, "note": 2}

    def lose(route: Route) -> None:
        name = route.request.url.partition("?")[0].rpartition("/")[2]
        astray[name] -= 1
        if astray[name] < 0:
            route.continue_()
            return
        assert route.fetch().ok  # the room has it
        route.abort()  # and the phone does not know

    for name in astray:
        page.route(f"**/{name}?*", lose)
    page.locator(".choice").nth(0).tap()
    answered(page, 0)
    page.locator("#tab-ask").tap()
    page.locator("#note-text").fill("Once?")
    page.locator("#note-form .main").tap()
    expect(page.locator("#note-said")).to_have_attribute("data-kind", "good")
    page.locator("#tab-map").tap()
    page.locator("#place").select_option("06")
    page.locator("#pin-text").fill("Once!")
    page.locator("#pin-form .main").tap()
    expect(page.locator("#pin-said")).to_have_attribute("data-kind", "good")
    assert max(astray.values()) < 0
    assert hall.counts(question) == (1, 0, 0)
    assert [note.text for note in rooms.notes(hall.keep, hall.meeting)] == ["Once?"]
    assert [pin.text for pin in rooms.pins(hall.keep, hall.meeting)] == ["Once!"]


def test_a_page_that_is_loaded_anew_still_sends_what_was_not_confirmed(
    hall: Hall, come_in: Callable[..., Page]
) -> None:
    question, page = hall.question(*CHOICES), come_in()
    page.route("**/vote?*", lambda route: route.abort())
    page.locator(".choice").nth(2).tap()
    expect(page.locator("#status")).to_contain_text("No connection")
    page.unroute("**/vote?*")
    page.reload()
    answered(page, 2)
    assert hall.counts(question) == (0, 0, 1)


def test_a_browser_that_keeps_no_cookies_is_told_so(hall: Hall, come_in: Callable[..., Page]) -> None:
    question = hall.question(*CHOICES)
    page = come_in()

    def forget(route: Route) -> None:
        page.context.clear_cookies()
        route.continue_(headers={key: value for key, value in route.request.headers.items() if key != "cookie"})

    page.route("**/vote?*", forget)
    page.locator(".choice").nth(0).tap()
    expect(page.locator("#said")).to_contain_text("This browser keeps no cookies for this page")
    assert hall.counts(question) == (0, 0, 0)


def test_a_closed_room_says_so_and_an_opened_one_goes_on(hall: Hall, come_in: Callable[..., Page]) -> None:
    question, page = hall.question(*CHOICES), come_in()
    hall.rooms.close(hall.meeting)
    expect(page.locator("#over")).to_contain_text("The room is closed")
    expect(page.locator("#main")).to_be_hidden()
    hall.rooms.open(hall.meeting, hall.token)
    page.locator(".choice").nth(0).tap()
    answered(page, 0)
    assert hall.counts(question) == (1, 0, 0)


def test_words_follow_the_phone_and_the_switch(hall: Hall, come_in: Callable[..., Page]) -> None:
    page = come_in(locale="ru-RU")
    assert page.locator("html").get_attribute("lang") == "ru"
    expect(page.locator("#nothing h2")).to_have_text("Вы в зале")
    page.locator("#language").select_option("uk")
    expect(page.locator("#nothing h2")).to_have_text("Ви в залі")
    assert page.locator("html").get_attribute("lang") == "uk"
    page.locator("#tab-map").tap()
    expect(page.locator("#place option", has_text="Каліфорнія")).to_have_count(1)
    page.reload()
    expect(page.locator("#nothing h2")).to_have_text("Ви в залі")
    assert hall.room.app.devices()[1] == 1


@pytest.mark.parametrize(("width", "height", "locale"), [(360, 640, "uk-UA"), (390, 844, "en-US"), (430, 932, "ru-RU")])
def test_the_page_fits_a_phone_with_large_targets_and_keeps_nobody_out(
    hall: Hall, come_in: Callable[..., Page], browser_log: BrowserLog, width: int, height: int, locale: str
) -> None:
    hall.question(*CHOICES, "Їжак і Ґанок: " + "довга відповідь " * 6, text="Що спершу? " * 12)
    page = come_in(viewport={"width": width, "height": height}, locale=locale)
    expect(page.locator(".choice")).to_have_count(4)
    page.locator(".choice").nth(0).tap()
    answered(page, 0)
    for tab in ("vote", "map", "ask"):
        page.locator(f"#tab-{tab}").tap()
        if tab == "map":
            page.locator("#ground[data-ready]").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.evaluate("""() => [...document.querySelectorAll('button, select, textarea, .leaflet-bar a')]
            .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)""")
        assert small == []
        tiny = page.evaluate("""() => [...document.querySelectorAll('main *, nav *, header *')]
            .filter(one => one.offsetParent && !one.children.length && one.textContent.trim())
            .filter(one => !one.closest('.leaflet-pane'))
            .filter(one => parseFloat(getComputedStyle(one).fontSize) < 14).map(one => one.outerHTML)""")
        assert tiny == []
        assert grave(page) == []
    assert browser_log.console_errors == []


def test_hostile_texts_are_shown_as_they_were_written(hall: Hall, come_in: Callable[..., Page]) -> None:
    hall.question(*HOSTILE[1:], text=HOSTILE[0])
    for text in HOSTILE:
        rooms.moderate_note(hall.keep, rooms.write(hall.keep, hall.meeting, "p", text).id, "shown")
        rooms.moderate(hall.keep, rooms.place(hall.keep, hall.meeting, "p", -100, 40, text).id, "shown")
    page = come_in()
    expect(page.locator("#question")).to_have_text(HOSTILE[0])
    expect(page.locator(".choice .answer")).to_have_text(list(HOSTILE[1:]))
    page.locator("#tab-ask").tap()
    expect(page.locator("#note-list li")).to_have_text(list(reversed(HOSTILE)))
    page.locator("#tab-map").tap()
    expect(page.locator("#pin-list li")).to_have_text(list(reversed(HOSTILE)))
    assert page.title() == "Where to build?"
    assert page.locator("main img").count() == 0


def test_firefox_votes_places_a_pin_and_asks_too(hall: Hall, firefox: Firefox) -> None:
    question = hall.question(*CHOICES)
    firefox.open(hall.room.address, width=390, height=844)
    firefox.wait_for("document.querySelectorAll('.choice').length === 3")
    firefox.click(".choice:nth-child(2)")
    firefox.wait_for("document.getElementById('said').dataset.kind === 'good'")
    assert hall.counts(question) == (0, 1, 0)
    firefox.click("#tab-map")
    firefox.wait_for("document.getElementById('ground').dataset.ready")
    firefox.click("#ground")
    firefox.wait_for("document.getElementById('place').value")
    firefox.evaluate("document.getElementById('pin-text').focus()")
    firefox.press(*"Tram")
    firefox.click("#pin-form .main")
    firefox.wait_for("document.getElementById('pin-said').dataset.kind === 'good'")
    assert [pin.text for pin in rooms.pins(hall.keep, hall.meeting)] == ["Tram"]
    assert firefox.errors == []
    assert {urlsplit(asked).netloc for asked in firefox.requests} == {urlsplit(hall.room.address).netloc}
