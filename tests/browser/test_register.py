"""A register of one's own from the file to the map: counted by worker processes, with points and clusters."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage


def write_firms(path: Path) -> None:
    """Write 40 software houses in the middle of Frankfurt, 40 mills all over Germany, and one firm in the sea."""
    rng = np.random.default_rng(5)
    houses = pd.DataFrame({"lon": rng.normal(8.68, 0.002, 40), "lat": rng.normal(50.11, 0.002, 40), "nace": "62.01"})
    mills = pd.DataFrame({"lon": rng.uniform(9, 12, 40), "lat": rng.uniform(49, 52, 40), "nace": "10.61"})
    lost = pd.DataFrame({"lon": [0.0], "lat": [0.0], "nace": ["10.61"]})
    rows = pd.concat([houses, mills, lost], ignore_index=True)
    rows.assign(enterprise_name=[f"Firm {i}" for i in range(81)], staff=10).to_csv(path, index=False)


def pick(page: Page, key: str, name: str) -> None:
    """Choose from a menu of the page; a run of the script that is under way would close it."""
    box = page.locator(f".st-key-{key} input")
    box.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    box.click()
    box.press_sequentially(name[:12])
    page.get_by_role("option", name=name).first.click()


def test_a_register_is_counted_by_workers_and_opens_on_the_map_and_on_the_page_of_clusters(
    start_app: Callable[..., str], open_page: Callable[..., Page], tmp_path: Path
) -> None:
    write_firms(tmp_path / "firms.csv")
    address = start_app(REGIOSCOPE_HOME=str(tmp_path / "home"))
    page = open_page(locale="en-US")
    page.goto(f"{address}/data")
    pick(page, "reg_set", "Germany")
    page.locator(".st-key-reg_file input[type=file]").set_input_files(tmp_path / "firms.csv")
    for key, text in (("title", "My firms"), ("source", "Chamber"), ("licence", "own")):
        page.locator(f".st-key-reg_{key} input").fill(text)
    pick(page, "reg_classification", "NACE Rev. 2 (also KVED 2010)")
    page.locator(".st-key-reg_open label").first.click()
    page.get_by_text("Settings", exact=True).click()
    page.locator(".st-key-reg_engine").get_by_text("Worker processes").click()
    page.get_by_role("button", name="Check and count").click()
    told = page.locator(".st-key-register_added")
    expect(told).to_contain_text("My firms: enterprises counted: 80 of 81", timeout=60_000)
    expect(told).to_contain_text("which stands for an unknown place")
    told.get_by_role("button", name="Open the map").click()
    seen = MapPage(page, address)
    seen.painted()
    expect(seen.headline()).to_contain_text("Manufacturing: most concentrated in")
    assert seen.frame.wait_for_function("() => window.__regioscope_points && window.__regioscope_points.clusters > 0")
    assert seen.message()["points"]["parents"] == {"10.61": "C", "62.01": "J"}

    page.goto(f"{address}/clusters?data=my-firms&item=J&find.radius=500&find.least=100")
    expect(page.locator(".rs-headline")).to_contain_text("1 cluster: Information and communication", timeout=60_000)
