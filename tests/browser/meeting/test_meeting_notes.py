"""The second window: notes, what comes next, time, and every key of the first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scene.story import Step
from tests.browser.hostile_dataset import PAYLOADS
from tests.browser.meeting.windows import STEPS, Begun, Notes, Stage
from tests.browser.test_accessibility import grave
from tests.support.watch import BrowserLog

NOTES = ".rn-notes"


def opened(stage: Stage) -> Notes:
    """Open the window with notes by its key."""
    with stage.page.context.expect_page() as found:
        stage.press("n")
    page = found.value
    page.set_viewport_size({"width": 1180, "height": 800})
    return Notes(page).ready()


@pytest.fixture
def notes(stage: Stage) -> Notes:
    return opened(stage)


def test_notes_follow_the_step_in_big_type_and_say_what_comes_next(stage: Stage, notes: Notes, begun: Begun) -> None:
    expect(notes.page.locator(NOTES)).to_have_text("Ask for hands.")
    assert notes.ask("name => parseFloat(getComputedStyle(document.querySelector(name)).fontSize)", NOTES) >= 22
    assert begun.token not in notes.page.url
    assert notes.page.title() == "Notes: Where?"
    expect(notes.page.locator(".rn-picture-title").last).to_have_text("2. Factories lie elsewhere")
    stage.press("PageDown").has(index=1)
    expect(notes.page.locator("h1")).to_have_text("Factories lie elsewhere")
    expect(notes.page.locator(NOTES)).to_have_text("Slowly.")
    stage.press("End").has(index=3)
    expect(notes.page.locator(NOTES)).to_have_text("There are no notes for this step.")
    expect(notes.page.locator(".rn-end")).to_have_text("This is the last step.")
    assert notes.errors == []


def test_the_audience_never_gets_the_notes(stage: Stage) -> None:
    stage.press("PageDown").has(index=1)
    deck = stage.ask("JSON.stringify(RegioscopeMeet.stage.player.deck)")
    for text in ("Ask for hands", "Slowly"):
        assert text not in stage.page.content()
        assert text not in deck


def test_every_key_of_the_first_window_works_in_the_second(stage: Stage, notes: Notes) -> None:
    notes.press("PageDown")
    stage.has(index=1).painted(STEPS[1].title)
    notes.press("d", "s", "ArrowRight")
    stage.page.wait_for_function("() => Math.abs(window.__regioscope_meet.share - 0.58) < 0.001")
    expect(notes.page.locator(".rn-chips")).to_contain_text("The arrow keys move the line.")
    notes.press("Escape", ".")
    stage.has(cover="black", arrows="")
    expect(notes.page.locator(".rn-chips")).to_contain_text("The screen is black")
    notes.press(".", "3", "Enter")
    stage.has(cover="", index=2)
    notes.press("p")
    stage.has(playing=True)
    expect(notes.page.locator(".rn-chips")).to_contain_text("running")
    notes.press("p", "i")
    stage.has(playing=False, panel="about")
    expect(notes.page.locator(".rn-chips")).to_contain_text("The panel “What am I looking at?” is open")
    notes.press("c")
    stage.has(contrast=True)
    notes.press("Home")
    stage.has(index=0)
    notes.press("n", "h")
    expect(notes.page.locator("#rn-panel-keys")).to_be_visible()
    stage.press("t")
    assert stage.state()["panel"] == "", (
        "a second window is not asked for by the second window, and keys are shown where asked"
    )


def test_up_and_down_scroll_long_notes_and_leave_the_step(open_page: Callable[..., Page], begun: Begun) -> None:
    stage = Stage(open_page(locale="en-US")).open(
        begun.begin((Step("data=us", notes="line\n" * 200), STEPS[0])).address
    )
    notes = opened(stage)
    scrolled = "document.querySelector('.rn-notes').scrollTop"
    notes.press("ArrowDown", "ArrowDown")
    notes.page.wait_for_function(f"() => {scrolled} > 200")
    assert (notes.ask("scrollY"), stage.state()["index"]) == (0, 0), "the notes scroll, not the window"
    notes.press("ArrowUp", "ArrowUp", "ArrowUp")
    notes.page.wait_for_function(f"() => {scrolled} === 0")
    assert stage.state()["index"] == 0
    notes.press("ArrowRight")
    stage.has(index=1)
    assert notes.ask(scrolled) == 0
    expect(notes.page.locator("h1")).to_have_text(STEPS[0].title)


def test_the_audience_does_not_see_the_typing_of_a_search(stage: Stage, notes: Notes) -> None:
    notes.press("z")
    notes.page.keyboard.type("ore")
    expect(notes.page.locator(".rm-hit")).to_have_text(["Oregon"])
    assert stage.state()["panel"] == ""
    notes.press("Enter")
    stage.has(zoomed="41")
    expect(notes.page.locator(".rn-chips")).to_contain_text("Zoomed: Oregon")
    notes.press("Escape")
    stage.has(zoomed="")


def test_where_the_full_screen_is_refused_the_presenter_is_told_where_to_press(stage: Stage, notes: Notes) -> None:
    stage.ask("() => { document.documentElement.requestFullscreen = () => Promise.reject(new Error('no')); }")
    notes.press("f")
    expect(notes.page.locator(".rn-alarm")).to_contain_text("Press F in the window of the audience")


def test_time_spent_left_and_over(stage: Stage, notes: Notes) -> None:
    for window in (stage, notes):
        window.page.clock.set_fixed_time("2026-11-22T10:00:00Z")
    notes.page.locator(".rn-planned input").fill("20")
    notes.press("Enter", "t")
    stage.page.wait_for_function(
        "() => window.__regioscope_meet.timer.planned === 20 && window.__regioscope_meet.timer.since"
    )
    notes.page.clock.set_fixed_time("2026-11-22T10:13:30Z")
    expect(notes.page.locator(".rn-time-elapsed dd")).to_have_text("13:30")
    expect(notes.page.locator(".rn-time-left dd")).to_have_text("06:30")
    notes.page.clock.set_fixed_time("2026-11-22T10:21:00Z")
    expect(notes.page.locator(".rn-time-left")).to_have_text("Over time01:00")
    notes.press("Shift+T")
    expect(notes.page.locator(".rn-time-elapsed dd")).to_have_text("00:00")


def test_a_step_is_chosen_from_the_list_and_a_button_takes_no_later_key(stage: Stage, notes: Notes) -> None:
    notes.page.get_by_role("button", name="3 Eighty years").click()
    stage.has(index=2)
    expect(notes.page.locator(".rn-step[aria-current]")).to_have_text("3Eighty years")
    notes.press(" ")
    stage.has(index=3)
    notes.page.get_by_role("button", name="Previous").click()
    stage.has(index=2)


def test_the_small_pictures_are_drawn_and_go_black_with_the_screen(stage: Stage, notes: Notes) -> None:
    colours = """canvas => new Set(Array.from(new Uint32Array(
        canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer))).size"""
    for picture in notes.page.locator("canvas").all():
        notes.page.wait_for_function(f"canvas => ({colours})(canvas) > 30", arg=picture.element_handle())
        assert "times the average share" in (picture.get_attribute("aria-label") or "")
    stage.press("b")
    expect(notes.page.locator(".rn-now")).to_have_attribute("data-cover", "black")


def test_a_closed_first_window_is_told_and_opened_again(stage: Stage, notes: Notes) -> None:
    stage.press("PageDown").has(index=1)
    stage.page.close()
    expect(notes.page.locator(".rn-alarm")).to_contain_text("The window of the audience is closed.")
    assert grave(notes.page) == []
    with notes.page.context.expect_page() as found:
        notes.page.get_by_role("button", name="Open the window of the audience").click()
    again = Stage(found.value)
    again.page.wait_for_function("() => window.__regioscope_meet && window.__regioscope_meet.loaded")
    expect(notes.page.locator(".rn-alarm")).to_be_hidden()
    notes.press("PageDown")
    again.page.wait_for_function("() => window.__regioscope_meet.index > 0")


def test_where_windows_are_blocked_a_button_opens_them(stage: Stage) -> None:
    stage.ask("window.open = () => null")
    stage.press("n").has(panel="blocked")
    assert "The browser did not open the second window." in stage.text(".rm-panel")
    assert grave(stage.page) == []
    with stage.page.context.expect_page() as found:
        stage.page.get_by_role("link", name="Open the window with notes").click()
    expect(Notes(found.value).ready().page.locator(NOTES)).to_have_text("Ask for hands.")


def test_both_windows_go_on_without_a_network(stage: Stage, notes: Notes, browser_log: BrowserLog) -> None:
    stage.page.context.set_offline(True)
    before = len([url for url in browser_log.requests if "/room/" not in url])
    notes.press("PageDown", "PageDown")
    stage.has(index=2).painted("Eighty years")
    expect(notes.page.locator(NOTES)).to_have_text("Stop at 1944.")
    notes.press("z")
    notes.page.keyboard.type("nev")
    notes.press("Enter")
    stage.has(zoomed="32")
    assert len([url for url in browser_log.requests if "/room/" not in url]) == before


def test_a_reload_of_the_notes_keeps_the_token(notes: Notes) -> None:
    notes.page.reload()
    expect(notes.ready().page.locator(NOTES)).to_have_text("Ask for hands.")


def test_without_the_token_there_are_no_notes(open_page: Callable[..., Page], begun: Begun) -> None:
    page = open_page(locale="en-US")
    page.goto(f"{begun.base}/meet/{begun.id}/notes")
    expect(page.locator(".rn-alarm")).to_contain_text("These notes belong to somebody else")
    assert "Ask for hands" not in page.content()


def test_hostile_notes_stay_text(open_page: Callable[..., Page], begun: Begun) -> None:
    steps = tuple(Step("data=us&item=15-0000", text, text, text) for text in PAYLOADS[:6])
    stage = Stage(open_page(locale="en-US")).open(begun.begin(steps, title=PAYLOADS[5]).address)
    notes = opened(stage)
    for index, text in enumerate(PAYLOADS[:6]):
        stage.press(str(index + 1), "Enter").has(index=index)
        expect(notes.page.locator(NOTES)).to_have_text(text)
        assert notes.page.locator("h1").text_content() == text
    assert notes.ask("window.__pwned === undefined")


def test_the_second_window_keeps_nobody_out(notes: Notes) -> None:
    for name in ("Steps", "Room", "Keys"):
        notes.page.get_by_role("tab", name=name).click()
        assert grave(notes.page) == []
    notes.press("z")
    assert grave(notes.page) == []
