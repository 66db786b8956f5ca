"""What a meeting survives: a reload, a network that dies, hostile words, a step without data, another browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scene.story import Step
from tests.browser.hostile_dataset import PAYLOADS
from tests.browser.meeting.windows import HALL, STEPS, Begun, Stage
from tests.browser.test_accessibility import grave
from tests.support.firefox import Firefox
from tests.support.watch import BrowserLog


# ----------------------------------------------------------------------------------------------- timer, reload, offline
def test_the_timer_counts_and_is_shown_when_asked_for(stage: Stage) -> None:
    stage.page.clock.set_fixed_time("2026-11-22T10:00:00Z")
    stage.press("t", "m").has(clock=True)
    stage.page.clock.set_fixed_time("2026-11-22T10:12:34Z")
    expect(stage.page.locator(".rm-clock")).to_have_text("12:34")
    stage.press("t")
    stage.page.clock.set_fixed_time("2026-11-22T10:30:00Z")
    expect(stage.page.locator(".rm-clock")).to_have_text("12:34")
    stage.press("Shift+T")
    expect(stage.page.locator(".rm-clock")).to_have_text("00:00")
    stage.press("m").has(clock=False)
    expect(stage.page.locator(".rm-clock")).to_be_hidden()


def test_a_reload_comes_back_to_the_same_step_and_the_token_leaves_the_address(stage: Stage, begun: Begun) -> None:
    stage.press("PageDown", "PageDown", "c", "m").has(index=2, contrast=True, clock=True)
    assert begun.token not in stage.page.url
    stage.open(stage.page.url)
    stage.has(index=2, contrast=True, clock=True).painted("Eighty years")
    assert stage.ask("id => RegioscopeMeet.link.token(id)", begun.id) == begun.token


def test_after_loading_no_network_is_needed(stage: Stage, browser_log: BrowserLog) -> None:
    before = len(browser_log.requests)
    stage.page.context.set_offline(True)
    for index, step in enumerate(STEPS):
        stage.press(str(index + 1), "Enter").has(index=index).painted(step.title)
    stage.press("3", "Enter", "p").has(playing=True)
    stage.press("2", "Enter", "d", "i", "Escape", "z").has(panel="find")
    stage.page.keyboard.type("texas")
    stage.press("Enter").has(zoomed="48")
    stage.page.wait_for_timeout(600)
    assert browser_log.requests[before:] == []
    assert stage.errors == []


def test_hostile_words_stay_words(open_page: Callable[..., Page], begun: Begun) -> None:
    steps = tuple(Step("data=us&item=15-0000", text, text, text) for text in PAYLOADS)
    stage = Stage(open_page(viewport=HALL)).open(begun.begin(steps, title=PAYLOADS[0]).address)
    for index, text in enumerate(PAYLOADS):
        stage.press(str(index + 1), "Enter").has(index=index)
        shown = stage.page.locator(".rd-title")
        expect(shown).to_have_text(" ".join(text.split()))
    assert stage.ask("window.__pwned === undefined")
    assert stage.ask("document.title") == PAYLOADS[0]
    assert stage.errors == []


def test_a_step_that_cannot_be_drawn_is_told_and_the_others_are_shown(
    open_page: Callable[..., Page], begun: Begun
) -> None:
    stage = Stage(open_page()).open(begun.begin((STEPS[0], Step("data=gone"), STEPS[3])).address)
    expect(stage.page.locator(".rm-notice")).to_contain_text("Step 2 is left out: ")
    stage.press("3", "Enter").has(index=1, number=3).painted(STEPS[3].title)


def test_a_story_that_cannot_be_loaded_says_so_with_a_button(page: Page, begun: Begun) -> None:
    broken = [True]
    page.route("**/deck.json", lambda route: route.fulfill(status=500, body="") if broken else route.continue_())
    page.goto(begun.address)
    expect(page.locator("#rm-cover p").first).to_have_text("The story could not be loaded.")
    assert grave(page) == []
    broken.clear()
    page.get_by_role("button", name="Try again").click()
    Stage(page).open(begun.address)


def test_a_story_without_any_step_that_can_be_drawn_says_why(page: Page, begun: Begun) -> None:
    page.goto(begun.begin((Step("data=gone"),)).address)
    expect(page.locator("#rm-cover p").first).to_contain_text("Step 1 is left out: ")


# ------------------------------------------------------------------------------------------------ other ways to come in
def test_a_single_view_is_shown_without_a_room(open_page: Callable[..., Page], begun: Begun) -> None:
    stage = Stage(open_page(locale="uk-UA")).open(f"{begun.base}/meet/view?data=us&item=15-0000&region=06&lang=uk")
    assert stage.text(".rd-title").startswith("Каліфорнія")
    stage.press("v").has(panel="", index=0)
    expect(stage.page.locator(".rm-notice")).to_contain_text("зали")
    assert stage.text(".rm-counter") == ""


@pytest.mark.parametrize("path", ["meet/nobody", "meet/nobody/notes"])
def test_where_there_is_no_meeting_a_button_leads_to_the_stories(page: Page, begun: Begun, path: str) -> None:
    page.goto(f"{begun.base}/{path}")
    assert "There is no such meeting." in page.locator("main").inner_text()
    assert page.locator("a").evaluate("link => link.href") == f"{begun.base}/story"
    assert grave(page) == []


def test_firefox_shows_a_meeting_from_start_to_end(firefox: Firefox, begun: Begun, tmp_path: Path) -> None:
    firefox.open(begun.address, width=1920, height=1080)
    firefox.wait_for("window.__regioscope_meet && window.__regioscope_meet.loaded")

    def has(**expected: object) -> None:
        for name, value in expected.items():
            firefox.wait_for(f"JSON.stringify(window.__regioscope_meet.{name}) === {value!r}")

    firefox.press("PageDown", "PageDown")
    has(index="2", year="1969")
    firefox.press("p")
    has(playing="true")
    firefox.press("p", "b")
    has(playing="false", cover='"black"')
    firefox.press("b", "PageUp", "s", "ArrowRight")
    has(index="1", share="0.54")
    firefox.press("Escape", "Home", "z", *"texas", "Enter")
    has(index="0", zoomed='"48"')
    firefox.press("i")
    has(panel='"about"')
    assert "Texas" in firefox.text(".rd-chosen")
    assert firefox.errors == []
    assert firefox.picture(tmp_path / "meeting.png").stat().st_size > 50_000
