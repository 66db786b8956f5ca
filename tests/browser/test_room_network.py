"""A phone whose network fails, whose answers go astray, whose room closes: nothing is lost, nothing counts twice."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from keep import rooms
from tests.browser.room_page import CHOICES, answered
from tests.support.room import Hall


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
