"""Renew the pictures of README.md and docs/ from the running app: ``make screenshots``."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

import find_chromium  # noqa: E402

from tests.support.app import running_app  # noqa: E402

IMAGES = ROOT / "docs" / "images"
MAP_IS_PAINTED = "() => window.__regioscope && innerHeight > 200"
CLUSTER = "FPSEMPN-santa-clara-ac73c1"
SHOTS = {
    "map": ("/", 1280, 720),
    "region-selected-uk": ("/?region=06&lang=uk", 1280, 720),
    "metros": ("/?level=metro", 1280, 720),
    "establishments": ("/?data=bay-area&layers=regions,enterprises,places,universities", 1280, 720),
    "hexagons": ("/?data=bay-area&layers=enterprises,places,universities&show=hexagons", 1280, 720),
    "ukraine": ("/?data=ukraine&lang=uk", 1280, 720),
    "region": ("/region?region=06", 1280, 720),
    "industry": ("/industry?item=15-1252&level=metro", 1280, 720),
    "clusters": (f"/clusters?data=bay-area&cluster={CLUSTER}", 1280, 1500),
    "how-sure": ("/?honest=1&region=06", 1280, 720),
    "hot-spots": ("/?data=bay-area&level=zone&layers=regions,hotspots,places", 1280, 720),
    "definitions": ("/lab?region=06", 1280, 720),
    "data": ("/data", 1280, 720),
    "methods": ("/methods", 1280, 720),
    "phone": ("/?lang=uk", 390, 844),
    "phone-density": ("/?data=bay-area&layers=regions,enterprises,places&show=density", 390, 844),
    "phone-clusters": (f"/clusters?data=bay-area&lang=uk&cluster={CLUSTER}", 390, 844),
    "meeting": ("/?present=1&region=53", 1920, 1080),
}
"""Name, address and window of each picture."""


def take(browser: Browser, base: str, name: str) -> None:
    """Take one picture when the page has come to rest."""
    path, width, height = SHOTS[name]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(base + path)
    page.locator("h1").first.wait_for()
    if page.locator('iframe[src*="streamlit_folium"]').count() or path.startswith("/?") or path == "/":
        element = page.locator('iframe[src*="streamlit_folium"]').element_handle()
        frame = element.content_frame()
        if frame is None:
            sys.exit(f"{path}: the map has no frame")
        frame.wait_for_function(MAP_IS_PAINTED, timeout=60_000)
    if "cluster=" in path:
        page.locator(".st-key-card canvas, .st-key-card svg").first.wait_for()
    page.wait_for_timeout(2500)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.context.close()


def main() -> None:
    """Start the app, take the pictures that were named, or all of them."""
    chromium = os.environ.get(find_chromium.VARIABLE) or find_chromium.find()
    if chromium is None:
        sys.exit(find_chromium.ADVICE)
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "app.log") as base,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name in sys.argv[1:] or SHOTS:
            sys.stderr.write(f"{name} ...\n")
            take(browser, base, name)
        browser.close()


if __name__ == "__main__":
    main()
