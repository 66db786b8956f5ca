"""The presenter from start to end: a story is made, shown to a room with phones, and taken along."""

import json
from pathlib import Path

from tests.browser.reader import FILLS, PLAYER, Reader
from tests.browser.visit import SLOW, Visit

CARDS = "[...document.querySelectorAll('[class*=st-key-card_] button p')].map(card => card.textContent)"
STEPS = ("Where are we?", "What are we good at?", "How sure is that?", "What has changed over the years?",
         "Two ways from here", "What do you think?")  # fmt: skip


def make_a_story_from_a_template(visit: Visit) -> None:
    visit.go("story", data="us")
    visit.reader.click(".st-key-use_meeting button")
    visit.says("Step 1 of 6", where=".rs-step")
    assert visit.reader.ask(CARDS) == [f"{n}. {title}" for n, title in enumerate(STEPS, 1)]


def add_a_view_from_the_map(visit: Visit) -> None:
    visit.press("Add a view from the map")
    visit.map_painted()
    visit.choose("c_item", "Legal")
    visit.says("Legal Occupations")
    visit.press("Add to story")
    visit.says("Step 7 of", where=".rs-news")
    visit.press("Open the story")
    visit.says("Step 7 of 7", where=".rs-step")


def edit_a_title(visit: Visit) -> None:
    visit.settled()
    visit.reader.write("textbox", "Title", "Courts & counsel")
    visit.reader.press("Enter")
    visit.reader.wait(f"{CARDS}.at(-1) === '7. Courts & counsel'")
    visit.settled()


def take_the_story_along(visit: Visit, folder: Path) -> Path:
    visit.press("Take along")
    visit.reader.click(".st-key-make_html button")
    visit.reader.wait("Boolean(document.querySelector('.st-key-get_html button'))", SLOW)
    return visit.reader.kept(lambda: visit.reader.click(".st-key-get_html button"), folder)


def start_the_meeting(visit: Visit) -> tuple[Reader, Reader]:
    """Return the window of the audience and the one with notes."""
    visit.reader.press("Escape")
    visit.press("Start the meeting")
    visit.press("Start now")
    screen = visit.reader.opened(lambda: visit.reader.click_on("link", "Open the screen for the room"))
    screen.wait("window.__regioscope_meet && window.__regioscope_meet.loaded", SLOW)
    notes = screen.opened(lambda: screen.press("n"))
    notes.wait("Boolean(window.__regioscope_notes)", SLOW)
    return screen, notes


def walk_to_the_end(screen: Reader, notes: Reader) -> None:
    screen.come_forward()
    for index, title in enumerate((*STEPS, "Courts & counsel")):
        screen.wait(f"window.__regioscope_meet.index === {index}")
        screen.wait(f"document.querySelector('.rd-title').textContent === {json.dumps(title)}")
        screen.press("PageDown")
    notes.come_forward()
    notes.wait("document.querySelector('h1').textContent === 'Courts & counsel'")
    assert notes.text(".rn-end") == "This is the last step."


def let_the_years_run(screen: Reader) -> None:
    screen.come_forward()
    screen.press("4", "Enter")
    screen.wait("window.__regioscope_meet.index === 3")
    before = screen.wait("window.__regioscope_meet.year")
    screen.press("Home", "4", "Enter", "p")
    screen.wait(f"window.__regioscope_meet.playing && window.__regioscope_meet.year !== {json.dumps(before)}")
    screen.press("p")
    screen.wait("!window.__regioscope_meet.playing")


def move_the_line(screen: Reader) -> None:
    screen.press("PageDown")
    screen.wait("window.__regioscope_meet.index === 4")
    screen.press("s", "ArrowRight")
    screen.wait("Math.abs(window.__regioscope_meet.share - 0.54) < 0.001")
    screen.press("Escape")


def ask_the_room(screen: Reader, notes: Reader) -> None:
    """Open the room, ask, let a phone vote, and show what it said."""
    notes.come_forward()
    notes.click_on("tab", "Room")
    notes.click_on("button", "Open the room")
    notes.appears(".room-address")
    address = f"http://{notes.text('.room-address')}"
    notes.write("textbox", "Question", "Which way?")
    notes.focus("textbox", "Answers, one a line")
    notes.press(*"What we do well", "Enter", *"Something new")
    notes.click_on("button", "Add the question")
    notes.click_on("button", "Start the vote")
    phone = screen.somebody()
    phone.load(address, 390, 844)
    phone.click_on("button", "Something new")
    phone.wait("document.getElementById('said').dataset.kind === 'good'")
    notes.come_forward()
    notes.click_on("button", "Show the results")
    screen.come_forward()
    screen.press("v")
    screen.wait("window.__regioscope_meet.panel === 'room'")
    screen.wait("[...document.querySelectorAll('.room-count')].map(count => count.textContent).join() === '0,1'")


def open_the_bag(reader: Reader, bag: Path) -> None:
    """Open the file from the disk, where there is no network."""
    reader.open(bag)
    assert reader.text(".rd-title") == STEPS[0]
    assert reader.texts(".rd-step-title") == [*STEPS, "Courts & counsel"]
    assert reader.ask(f"{FILLS}.length") == 54
    reader.ask(f"{PLAYER}.show(6)")
    reader.wait("document.querySelector('.rd-title').textContent === 'Courts & counsel'")
