"""The room as it is lived: the presenter in the window with notes, two phones, the record taken home."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.meeting.test_meeting_notes import opened
from tests.browser.meeting.test_meeting_room import fresh, open_room, wall
from tests.browser.meeting.windows import Stage
from tests.browser.room_page import PHONE, answered
from tests.browser.test_accessibility import grave
from tests.support.room import HOSTILE

__all__ = ["fresh", "wall"]


def come_in(open_page: Callable[..., Page], address: str) -> list[Page]:
    """Open the room on two phones."""
    phones = [open_page(locale=locale, **PHONE) for locale in ("uk-UA", "en-US")]
    for phone in phones:
        phone.goto(address)
        phone.locator("#tabs").wait_for()
    return phones


def test_the_presenter_asks_and_shows_what_two_phones_say(wall: Stage, open_page: Callable[..., Page]) -> None:
    notes = opened(wall)
    phones = come_in(open_page, open_room(notes))
    desk = notes.page
    expect(desk.locator(".room-devices")).to_have_text("Phones here now: 2. In total: 2.")
    desk.get_by_label("Question", exact=True).fill("Which place first?")
    desk.get_by_label("Answers, one a line").fill("Port\n\n  Station \nCampus")
    desk.get_by_role("button", name="Add the question").click()
    expect(desk.locator(".room-state")).to_have_text("not asked yet")
    desk.get_by_role("button", name="Start the vote").click()
    for n, phone in enumerate(phones):
        phone.locator(".choice").nth(n).tap()
        answered(phone, n)
    phones[0].locator(".choice").nth(1).tap()
    answered(phones[0], 1)
    expect(desk.locator(".room-count")).to_have_text(["0", "2", "0"])
    expect(phones[1].locator(".choice .count")).to_have_text(["", "", ""])
    desk.get_by_role("button", name="Show the results").click()
    expect(phones[1].locator(".choice .count")).to_have_text(["0 · 0%", "2 · 100%", "0 · 0%"])
    desk.get_by_role("button", name="End the vote").click()
    expect(phones[0].locator("#how")).to_have_text("Голосування завершено.")
    desk.get_by_role("button", name="Close the room").click()
    for phone in phones:
        expect(phone.locator("#over")).to_be_visible()
    expect(desk.get_by_role("button", name="Open the room")).to_be_visible()


def test_a_pin_is_read_shown_and_taken_home_with_the_record(
    wall: Stage, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    notes = opened(wall)
    phone = come_in(open_page, open_room(notes))[1]
    desk = notes.page
    phone.locator("#tab-map").tap()
    phone.locator("#place").select_option("06")
    phone.locator("#pin-text").fill(HOSTILE[1])
    phone.locator("#pin-form .main").tap()
    expect(desk.locator(".room-comment .room-text")).to_have_text(HOSTILE[1])
    expect(desk.locator(".room-comment .room-place")).to_have_text("California")
    assert grave(desk) == []
    desk.locator(".room-comment").get_by_role("button", name="Show", exact=True).click()
    expect(phone.locator("#pin-list li")).to_have_text([HOSTILE[1]])
    wall.press("v", "v").has(panel="pins")
    expect(wall.page.locator(".rm-pin-text")).to_have_text([HOSTILE[1]])
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="Everything (JSON)").click()
    taken.value.save_as(tmp_path / "record.json")
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert taken.value.suggested_filename == "room-where.json"
    assert [(pin["text"], pin["place"], pin["state"]) for pin in record["pins"]] == [
        (HOSTILE[1], "California", "shown")
    ]
    assert "ran" not in {desk.title(), phone.title(), wall.page.title()}


def test_what_is_typed_into_the_panel_is_no_order_to_the_meeting(wall: Stage) -> None:
    notes = opened(wall)
    notes.page.get_by_role("tab", name="Room").click()
    field = notes.page.get_by_label("Question", exact=True)
    field.click()
    notes.page.keyboard.type("b w v 2?")
    assert field.input_value() == "b w v 2?"
    wall.has(index=0, cover="", panel="")
