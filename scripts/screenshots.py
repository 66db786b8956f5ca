"""Renew the pictures of README.md and docs/ from the running app: ``make screenshots``.

``make screenshots ARGS="map scout"`` takes those whose names begin so. What there is to take, says `screenshot_pages`.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

import find_chromium  # noqa: E402
import screenshot_pages as wanted  # noqa: E402

from tests.support.app import running_app  # noqa: E402
from tests.support.room import Hall, open_hall  # noqa: E402

IMAGES = ROOT / "docs" / "images"
MAP_IS_PAINTED = "() => window.__regioscope && innerHeight > 200"
SECONDS = 60_000
REST = 2_500  # milliseconds in which the last pictures and fonts come in


def take(browser: Browser, base: str, shot: wanted.Shot) -> None:
    """Take one picture when the page has come to rest."""
    width, height = shot.size
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(base + shot.address if shot.address.startswith("/") else shot.address)
    if shot.kind == wanted.ROOM:
        page.locator(".choice").first.wait_for(timeout=SECONDS)
    elif shot.kind == wanted.STAGE:
        page.wait_for_function("() => window.__regioscope", timeout=SECONDS)
    else:
        page.locator("h1").first.wait_for(timeout=SECONDS)
    if shot.kind == wanted.MAP:
        wait_for_map(page, shot.address)
    if "cluster=" in shot.address:
        page.locator(".st-key-card canvas, .st-key-card svg").first.wait_for(timeout=SECONDS)
    page.wait_for_timeout(REST)
    path = IMAGES / f"{shot.name}.png"
    path.parent.mkdir(exist_ok=True)
    page.screenshot(path=path)
    page.context.close()


def wait_for_map(page: Page, address: str) -> None:
    """Wait until the map of the app is painted."""
    element = page.locator('iframe[src*="streamlit_folium"]').element_handle()
    frame = element.content_frame()
    if frame is None:
        sys.exit(f"{address}: the map has no frame")
    frame.wait_for_function(MAP_IS_PAINTED, timeout=SECONDS)


def room(folder: Path) -> Hall:
    """Open a room on this machine in which a vote is held."""
    os.environ |= {"REGIOSCOPE_ROOM_HOST": "127.0.0.1", "REGIOSCOPE_ROOM_PORT": "0"}
    opened = open_hall(folder)
    opened.question("The old port", "The station quarter", "The campus", text="Which place first?")
    return opened


def main() -> None:
    """Start the app, take the pictures that were named, or all of them."""
    chromium = os.environ.get(find_chromium.VARIABLE) or find_chromium.find()
    if chromium is None:
        sys.exit(find_chromium.ADVICE)
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        home = Path(folder) / "home"
        home.mkdir()
        hall = room(Path(folder))
        made = {**wanted.written(home), "room": hall.room.address}
        with running_app(Path(folder) / "app.log", environment={"REGIOSCOPE_HOME": str(home)}) as base:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for shot in wanted.shots(made):
                if len(sys.argv) == 1 or shot.name.startswith(tuple(sys.argv[1:])):
                    sys.stderr.write(f"{shot.name} ...\n")
                    take(browser, base, shot)
            browser.close()
        hall.end()


if __name__ == "__main__":
    main()
