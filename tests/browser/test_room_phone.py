"""The audience's page: vote, pin, question; by touch and by keyboard; in three languages and two browsers."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from keep import rooms
from tests.browser.room_page import CHOICES, answered
from tests.browser.test_accessibility import grave
from tests.support.firefox import Firefox
from tests.support.room import HOSTILE, Hall
from tests.support.watch import BrowserLog


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
