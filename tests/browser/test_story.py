"""The presenter on the page of stories, from the first view to the file in the bag; a new start keeps everything."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_accessibility import grave
from tests.support.app import running_app

Open = Callable[..., Page]
INCOME = {"data": "us", "ind": "value", "measure": "income_per_capita", "region": "09"}
LOOK = (37.0, -120.0, 6.0)


@contextmanager
def app(tmp_path: Path, name: str) -> Iterator[str]:
    """Run the app with a home of this test; it is stopped at the end."""
    with running_app(tmp_path / f"{name}.log", environment={"REGIOSCOPE_HOME": str(tmp_path / "home")}) as url:
        yield url


class StoryPage:
    """The page as its reader uses it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.seen = MapPage(page, base)

    def add(self, **parameters: str) -> None:
        """Open the map and add what it shows to the story."""
        self.seen.open(**parameters)
        if parameters.get("region") == "06":
            self.seen.look(*LOOK)
            self.page.wait_for_function("() => location.search.includes('view=37')")
        self.page.get_by_role("button", name="Add to story").click()
        expect(self.page.locator(".rs-news")).to_contain_text("Step")
        self.seen.settled()

    def settled(self) -> None:
        """Wait until the page has come to rest."""
        self.seen.settled()

    def cards(self) -> list[str]:
        """Return the titles of the steps in their order."""
        return self.page.locator("[class*='st-key-card_'] button p").all_inner_texts()

    def has_cards(self, *titles: str) -> None:
        """Wait until the steps have these titles."""
        script = """wanted => JSON.stringify([...document.querySelectorAll("[class*='st-key-card_'] button p")]
            .map(p => p.textContent)) === JSON.stringify(wanted)"""
        self.page.wait_for_function(script, arg=[f"{n}. {title}" for n, title in enumerate(titles, 1)])
        self.settled()

    def open_step(self, n: int) -> None:
        """Open a step by its card."""
        self.page.locator("[class*='st-key-card_'] button").nth(n - 1).click()
        expect(self.page.locator(".rs-step")).to_contain_text(f"Step {n} of")
        self.settled()

    def kind(self, name: str) -> None:
        """Choose what happens in the open step."""
        self.page.locator(".st-key-c_kind").get_by_text(name, exact=True).click()
        self.settled()

    def field(self, label: str) -> Locator:
        """Return a text field of the open step, when the page has come to rest."""
        self.settled()
        return self.page.get_by_label(label, exact=True)

    def preview(self) -> FrameLocator:
        """Open the preview and return what is in its frame."""
        self.page.locator(".st-key-story_mode").get_by_text("Preview", exact=True).click()
        self.page.locator(".st-key-story_preview iframe").wait_for()
        return self.page.frame_locator(".st-key-story_preview iframe")


def test_the_presenter_makes_a_story_and_takes_it_along(open_page: Open, tmp_path: Path) -> None:
    with app(tmp_path, "first") as base:
        told = StoryPage(open_page(locale="en-US"), base)
        add_views(told)
        story = arrange(told)
        watch_preview(told)
        bag = take_along(told, tmp_path)
    read_bag(open_page(locale="en-US"), bag)
    with app(tmp_path, "second") as base:
        again = StoryPage(open_page(locale="en-US"), base)
        again.page.goto(f"{base}/story?story={story}")
        again.has_cards("Where the money went", "California: Computer and Mathematical Occupations", "Two sides")
        expect(again.page.locator(".rs-kind").first).to_have_text("Years")


def add_views(told: StoryPage) -> None:
    """Add two views from the map, the first one moved; a slip is taken back."""
    told.add(region="06")
    told.add(**INCOME)
    told.add(region="53", item="53-0000")
    told.add(region="53", item="53-0000")
    expect(told.page.locator(".rs-news")).to_contain_text("Step 4 of")
    told.page.get_by_role("button", name="Undo").click()
    expect(told.page.locator(".rs-news")).to_have_count(0)
    told.add(ind="krugman_specialization")
    told.page.get_by_role("button", name="Open the story").click()
    told.has_cards(
        "California: Computer and Mathematical Occupations", "Connecticut: Income per person, 1929 to 2009",
        "Washington: Transportation and Material Moving Occupations", "Difference from the average mix",
    )  # fmt: skip


def arrange(told: StoryPage) -> str:
    """Reorder by keyboard, write a sentence, delete, make a swipe and a step that runs through years."""
    page = told.page
    expect(page.locator(".rs-step")).to_contain_text("Step 4 of 4")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".rs-step")).to_contain_text("Step 3 of 3")
    told.field("Title").fill("Two sides")
    told.field("Title").press("Enter")
    told.settled()
    told.kind("Before and after")
    expect(page.locator(".st-key-step_swap")).to_be_visible()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    expect(page.locator(".st-key-step_swap")).to_be_in_viewport(ratio=1)
    box = page.locator("[class*='st-key-c_beside_'] input")
    box.click()
    page.get_by_role("option", name="1. California").click()
    told.settled()
    told.open_step(2)
    told.field("Title").fill("Where the money went")
    told.field("Title").press("Enter")
    told.settled()
    told.kind("Years")
    expect(page.get_by_text("Runs from 1929 to 2009")).to_be_visible()
    told.field("Sentence: what the audience reads").fill("Eighty years of incomes.")
    told.field("Sentence: what the audience reads").press("Control+Enter")
    told.settled()
    page.keyboard.press("Alt+ArrowUp")
    told.has_cards("Where the money went", "California: Computer and Mathematical Occupations", "Two sides")
    told.open_step(2)
    page.locator("[class*='st-key-c_suggested_'] [data-testid=stRadioOption]").nth(1).click()
    expect(told.field("Sentence: what the audience reads")).to_have_value(re.compile("rank 8 to 10 of 52"))
    told.settled()
    assert page.locator("[class*='st-key-card_'] img").count() == 3
    return told.seen.address()["story"]


def watch_preview(told: StoryPage) -> None:
    """See in the preview what the audience will see, from the open step on, each map at the place that was saved."""
    frame = told.preview()
    expect(frame.locator(".rd-title")).to_contain_text("California")
    frame.locator(".rd-step").first.click()
    expect(frame.locator(".rd-title")).to_have_text("Where the money went")
    expect(frame.locator(".rd-sentence")).to_have_text("Eighty years of incomes.")
    frame.locator(".rd-main-button").click()
    expect(frame.locator(".rd-title")).to_contain_text("California")
    handle = told.page.locator(".st-key-story_preview iframe").element_handle()
    inner = handle.content_frame()
    assert inner is not None
    zoom = inner.wait_for_function("() => window.Regioscope && Regioscope.map && Regioscope.map.getZoom() === 6 && 6")
    assert zoom.json_value() == 6
    frame.locator(".rd-main-button").click()
    expect(frame.locator("[role=slider]").first).to_be_visible()
    told.page.locator(".st-key-story_mode").get_by_text("Edit", exact=True).click()
    told.settled()


def take_along(told: StoryPage, folder: Path) -> Path:
    """Make the file for any computer, and keep it as a reader would."""
    page = told.page
    page.get_by_text("Take along", exact=True).click()
    page.locator(".st-key-make_html button").click()
    button = page.locator(".st-key-get_html button")
    button.wait_for(timeout=60_000)
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "my-story.html"
    assert path.stat().st_size < 1_500_000
    return path


def read_bag(page: Page, path: Path) -> None:
    """Open the file without the app."""
    page.goto(path.as_uri())
    expect(page.locator(".rd-title")).to_have_text("Where the money went")
    assert page.locator(".rd-step-title").all_inner_texts()[2] == "Two sides"


def test_everything_is_reached_by_keyboard_and_nothing_is_wider_than_a_phone(open_page: Open, tmp_path: Path) -> None:
    with app(tmp_path, "phone") as base:
        phone = {"viewport": {"width": 390, "height": 844}, "locale": "en-US"}
        told = StoryPage(open_page(**phone), base)
        page = told.page
        page.goto(f"{base}/story?data=bay-area")
        page.get_by_role("button", name="Make this story").last.wait_for()
        told.settled()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert grave(page) == []
        page.get_by_role("button", name="Make this story").last.focus()
        page.keyboard.press("Enter")
        page.locator(".rs-step").wait_for(timeout=60_000)
        told.settled()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert grave(page) == []
        page.locator("[class*='st-key-card_'] button").nth(3).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".rs-step")).to_have_text("Step 4 of 5")
        told.settled()
        strip = page.locator(".st-key-story_cards")
        card = page.locator("[class*='st-key-card_open_']")
        box, inner = strip.bounding_box(), card.bounding_box()
        assert box is not None
        assert inner is not None
        assert box["x"] - 1 <= inner["x"]
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1
        told.page.set_viewport_size({"width": 1280, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") == 1280
        assert grave(page) == []


def test_what_a_person_writes_is_shown_as_text(open_page: Open, tmp_path: Path) -> None:
    hostile = '<img src=x onerror="window.__bad=1"> **b** :red[x] ${7*7} {{7*7}}'
    with app(tmp_path, "hostile") as base:
        told = StoryPage(open_page(locale="en-US"), base)
        told.add()
        told.page.get_by_role("button", name="Open the story").click()
        told.page.locator(".rs-step").wait_for()
        told.settled()
        for label in ("Title", "Sentence: what the audience reads"):
            told.field(label).fill(hostile)
            told.field(label).press("Control+Enter")
            told.settled()
        assert told.cards() == [f"1. {hostile}"]
        expect(told.page.locator(".rs-card-line")).to_have_text(hostile)
        frame = told.preview()
        expect(frame.locator(".rd-title")).to_have_text(hostile)
        assert told.page.evaluate("window.__bad") is None
        assert told.page.locator("[class*='st-key-card_'] img").count() == 0  # the preview has no cards
