"""The window of the audience, from start to end without a mouse: steps, clickers, covers, big type."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scene.story import Step
from tests.browser.meeting.windows import FILLS, HALL, LEGEND, SIZE, STEPS, Begun, Stage
from tests.browser.test_accessibility import grave
from tests.support.watch import BrowserLog

YLGNBU = ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"]
COVER = "getComputedStyle(document.body, '::after').backgroundColor"


# ---------------------------------------------------------------------------------------------------- from step to step
def test_every_key_that_turns_a_step_does(stage: Stage) -> None:
    for key, index in (("ArrowRight", 1), (" ", 2), ("PageDown", 3), ("PageUp", 2), ("Backspace", 1), ("ArrowLeft", 0),
                       ("Enter", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", 3), ("Home", 0)):  # fmt: skip
        stage.press(key).has(index=index)
        stage.painted(STEPS[index].title)
    assert stage.text(".rm-counter").split() == ["1", "/", "4"]
    assert stage.errors == []


def test_before_the_first_and_after_the_last_step_nothing_happens(stage: Stage) -> None:
    assert stage.press("PageUp").text(".rm-counter").split() == ["1", "/", "4"]
    stage.press("End").has(index=3).painted(STEPS[3].title)
    assert stage.press("PageDown", "PageDown").text(".rm-counter").split() == ["4", "/", "4"]
    assert stage.has(index=3).text(".rd-title") == STEPS[3].title
    assert stage.press("PageUp").has(index=2).errors == [], "presses at the end are not counted"


def test_digits_and_enter_go_to_a_step(stage: Stage) -> None:
    stage.press("3").has(digits="3").press("Enter").has(index=2, digits="")
    stage.press("9", "Enter").has(index=2)
    expect(stage.page.locator(".rm-notice")).to_have_text("There is no step 9.")
    stage.press("4", "Escape").has(digits="").press("Home").has(index=0)


def test_a_held_key_counts_once_but_moves_the_line_on(stage: Stage) -> None:
    stage.page.keyboard.down("PageDown")
    for _ in range(3):
        stage.page.keyboard.down("PageDown")  # what a keyboard sends while a key is held
    stage.page.keyboard.up("PageDown")
    stage.has(index=1).painted(STEPS[1].title)
    for _ in range(3):
        stage.page.keyboard.down("d")
    stage.page.wait_for_function("() => Math.abs(window.__regioscope_meet.share - 0.62) < 0.001")
    assert stage.state()["index"] == 1, "three repeats of PageDown turned no further step"
    assert stage.ask("document.querySelector('.rd-divider').getBoundingClientRect().x") > 0.6 * HALL["width"]


def test_a_clicker_works(stage: Stage, browser_log: BrowserLog) -> None:
    """Clickers send PageDown, PageUp, a period, F5 and Escape."""
    stage.press("PageDown").has(index=1).press(".").has(cover="black").press(".").has(cover="")
    pages = len([url for url in browser_log.requests if "/meet/" in url])
    stage.press("F5")
    stage.page.wait_for_function("() => Boolean(document.fullscreenElement)")
    stage.press("PageUp").has(index=0)
    stage.press("F5")
    stage.page.wait_for_function("() => !document.fullscreenElement")
    stage.press("Escape").has(index=0)
    assert len([url for url in browser_log.requests if "/meet/" in url]) == pages, "F5 loads nothing anew"


def test_keys_work_while_ukrainian_is_typed(stage: Stage) -> None:
    send = """([key, code]) => document.body.dispatchEvent(
        new KeyboardEvent('keydown', {key: key, code: code, bubbles: true, cancelable: true}))"""
    for key, code, cover in (
        ("и", "KeyB", "black"),
        ("и", "KeyB", ""),
        ("ю", "Period", "black"),
        ("ц", "KeyW", "white"),
    ):
        stage.ask(send, [key, code])
        stage.has(cover=cover)
        assert stage.ask("['black', 'white'].filter(name => document.documentElement.matches('.rm-' + name))") == (
            [cover] if cover else []
        ), (key, code)
    assert stage.state()["index"] == 0


def test_black_and_white_cover_all_and_the_next_key_only_uncovers(stage: Stage) -> None:
    stage.press("b").has(cover="black")
    assert stage.ask(COVER) == "rgb(0, 0, 0)"
    stage.press("PageDown").has(cover="", index=0)
    stage.press("w").has(cover="white")
    assert stage.ask(COVER) == "rgb(255, 255, 255)"
    stage.press("Escape").has(cover="").press("PageDown").has(index=1)


# --------------------------------------------------------------------------------------------------------- what is seen
def test_the_last_row_can_read_it(stage: Stage) -> None:
    size = {
        name: stage.ask(SIZE, name)
        for name in (".rd-title", ".rd-sentence", ".rs-row-text", ".rd-chosen", ".rd-credit")
    }
    assert size[".rd-title"] >= 40
    assert size[".rd-sentence"] >= 28
    assert size[".rs-row-text"] >= 22
    assert size[".rd-chosen"] >= 26
    assert 14 <= size[".rd-credit"] < 20
    numbers = stage.ask(
        "[...document.querySelectorAll('.rs-map text')].map(text => Number(text.getAttribute('font-size')))"
    )
    assert len(numbers) > 40
    assert min(numbers) >= 20
    assert stage.ask("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20


def test_classes_have_their_colours_and_numbers_and_the_year_stands_beside(stage: Stage) -> None:
    assert {fill for fill in stage.ask(FILLS) if fill.startswith("#")} <= set(YLGNBU)
    assert [row.split("\u2002")[0] for row in stage.ask(LEGEND)[:5]] == ["1", "2", "3", "4", "5"]
    drawn = stage.ask("[...document.querySelectorAll('.rd-map .rs-map text')].map(text => text.textContent)")
    assert drawn.count("2") > 10
    assert stage.text(".rs-legend-title").endswith(", 2025")


@pytest.mark.parametrize("size", [HALL, {"width": 1280, "height": 720}, {"width": 1024, "height": 768}])
def test_the_map_fills_the_window_and_nothing_scrolls(
    open_page: Callable[..., Page], begun: Begun, size: dict[str, int]
) -> None:
    stage = Stage(open_page(viewport=size)).open(begun.address)
    for index, step in enumerate(STEPS):
        stage.press(str(index + 1), "Enter").has(index=index).painted(step.title)
        box = stage.page.locator(".rd-stage").bounding_box()
        assert box is not None
        assert box["width"] == size["width"]
        assert box["height"] > 0.62 * size["height"]
        assert stage.ask("[scrollX, scrollY, document.documentElement.scrollHeight]") == [0, 0, size["height"]]
    assert stage.ask("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20


def test_strong_contrast_and_back(stage: Stage) -> None:
    stage.press("End").has(index=3).painted(STEPS[3].title)
    before = stage.ask("Regioscope.message.regions.palette")
    assert before[0] == "#5e3c99"
    stage.press("c").has(contrast=True)
    stage.page.wait_for_function("() => Regioscope.message.regions.palette[0] === '#ffffcc'")
    assert stage.ask("getComputedStyle(document.querySelector('.rd-head')).backgroundColor") == "rgb(0, 0, 0)"
    assert stage.ask("Regioscope.message.legend.items[0].colour") == "#ffffcc"
    stage.press("c").has(contrast=False)
    stage.page.wait_for_function("() => Regioscope.message.regions.palette[0] === '#5e3c99'")


def test_words_stand_out_from_what_they_stand_on(stage: Stage) -> None:
    """WCAG asks for 4.5 to 1 (AA); a washed-out projector needs more."""
    ratio = """name => {
        const light = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number).map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
        const element = document.querySelector(name);
        let under = element;
        while (getComputedStyle(under).backgroundColor.startsWith('rgba(0, 0, 0, 0')) under = under.parentElement;
        const [a, b] = [getComputedStyle(element).color, getComputedStyle(under).backgroundColor].map(light);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }"""
    stage.press("m").has(clock=True)
    names = (".rd-title", ".rd-sentence", ".rm-counter", ".rm-clock", ".rd-chosen", ".rd-credit", ".rs-row-text")
    for least, strong in ((7, True), (10, False)):
        for name in names:
            assert stage.ask(ratio, name) >= least, name
        stage.press("c").has(contrast=strong)


def test_many_words_leave_the_map_its_room(open_page: Callable[..., Page], begun: Begun) -> None:
    title = "A title of a whole sentence, as people like to write them, and more. "
    long = Step(STEPS[0].address, title * 2, "word " * 190)
    stage = Stage(open_page(viewport=HALL)).open(begun.begin((STEPS[0], long)).address)
    usual = stage.ask(SIZE, ".rd-sentence")
    stage.press("PageDown").has(index=1)
    stage.page.wait_for_function("() => document.querySelector('.rd-stage').clientHeight > 0.55 * innerHeight")
    assert 18 <= stage.ask(SIZE, ".rd-sentence") < usual
    stage.press("PageUp").has(index=0)
    stage.page.wait_for_function(f"() => ({SIZE})('.rd-sentence') === {usual}")


def test_what_is_simulated_says_so_beside_the_title(open_page: Callable[..., Page], begun: Begun) -> None:
    steps = (Step("data=bay-area"), Step("data=bay-area&layers=regions,enterprises"), STEPS[0])
    stage = Stage(open_page(viewport=HALL, locale="en-US")).open(begun.begin(steps).address)
    expect(stage.page.locator(".rm-badge")).to_have_text("Interval from simulated establishments")
    stage.press("PageDown").has(index=1)
    expect(stage.page.locator(".rm-badge")).to_have_text("Simulated")
    stage.press("i").has(panel="about")
    assert stage.text(".rm-simulated") == "Simulated"
    stage.press("PageDown").has(index=2)
    expect(stage.page.locator(".rm-badge")).to_be_hidden()


@pytest.mark.parametrize(
    "keys", [(), ("c",), ("i",), ("l",), ("z",), ("?",), ("PageDown", "i"), ("PageDown", "PageDown")]
)
def test_it_keeps_nobody_out(stage: Stage, keys: tuple[str, ...]) -> None:
    stage.press(*keys)
    stage.page.wait_for_timeout(400)
    assert grave(stage.page) == []
