"""The three people for whom this is made, each from start to end, in Chromium and in Firefox, without a network."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.presenter import (
    add_a_view_from_the_map,
    ask_the_room,
    edit_a_title,
    let_the_years_run,
    make_a_story_from_a_template,
    move_the_line,
    open_the_bag,
    start_the_meeting,
    take_the_story_along,
    walk_to_the_end,
)
from tests.browser.reader import Reader
from tests.browser.two_browsers import ChromiumReader, FirefoxReader
from tests.browser.visit import Visit
from tests.support.firefox import Firefox
from tests.support.watch import BrowserLog

CALIFORNIA, KANSAS = (36.5, -119.5), (38.5, -98.4)
LEGEND = "[...document.querySelectorAll('.rs-row-text')].map(row => row.textContent)"
RANKED = "[...document.querySelectorAll('.sc-rows li')].map(row => row.dataset.code)"
RANKING_SETTLED = "window.__regioscope_scout?.seq === (window.__regioscope_scout_sent?.seq ?? 0)"


@pytest.fixture(scope="module")
def home_of_all(start_app: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of an app that keeps what these people save, and whose rooms open on this machine alone."""
    folder = tmp_path_factory.mktemp("home")
    return start_app(REGIOSCOPE_HOME=str(folder), REGIOSCOPE_ROOM_HOST="127.0.0.1", REGIOSCOPE_ROOM_PORT="0")


@pytest.mark.timeout(300)
class People:
    """What the three of them do; each browser gives the `reader`."""

    @pytest.fixture
    def visit(self, reader: Reader, home_of_all: str) -> Visit:
        return Visit(reader, home_of_all)

    def test_the_planner_explores_a_region(self, visit: Visit, tmp_path: Path) -> None:
        where_are_we_specialized(visit)
        how_sure_is_that(visit)
        what_is_this_place_good_at(visit)
        take_the_profile(visit, tmp_path)
        what_is_feasible_next(visit)
        take_picture_and_table(visit, tmp_path)
        which_firms(visit)
        is_it_working(visit)
        assert visit.reader.errors() == []

    def test_the_investor_scouts_locations(self, visit: Visit, tmp_path: Path) -> None:
        describe_the_project(visit)
        set_a_condition(visit)
        move_a_weight(visit)
        what_would_change_the_winner(visit)
        shortlist_and_compare(visit)
        take_the_workbook(visit, tmp_path)
        take_the_brief(visit, tmp_path)
        assert visit.reader.errors() == []

    def test_the_presenter_holds_a_meeting(self, visit: Visit, tmp_path: Path) -> None:
        make_a_story_from_a_template(visit)
        add_a_view_from_the_map(visit)
        edit_a_title(visit)
        bag = take_the_story_along(visit, tmp_path)
        screen, notes = start_the_meeting(visit)
        walk_to_the_end(screen, notes)
        let_the_years_run(screen)
        move_the_line(screen)
        ask_the_room(screen, notes)
        open_the_bag(visit.reader.somebody(), bag)
        assert visit.reader.errors() == []


class TestInChromium(People):
    """All three in Chromium."""

    @pytest.fixture
    def reader(self, open_page: Callable[..., Page], browser_log: BrowserLog) -> Reader:
        return ChromiumReader(open_page(locale="en-US"), browser_log, open_page)


class TestInFirefox(People):
    """All three in Firefox."""

    @pytest.fixture
    def reader(self, firefox: Firefox) -> Iterator[Reader]:
        firefox.line.forget()
        yield FirefoxReader(firefox.somebody())
        firefox.part()


# ------------------------------------------------------------------------------------------------------ the planner
def where_are_we_specialized(visit: Visit) -> None:
    visit.go()
    visit.says("Computer and Mathematical Occupations: most concentrated in Washington, 1.996 times the average share")
    visit.choose("c_item", "Legal")
    visit.says("Legal Occupations: most concentrated in District of Columbia")
    visit.has(item="23-0000")
    visit.choose("c_item", "Computer and Mathematical")
    visit.says("1.996")
    visit.map_painted("Regioscope.message.title.includes('Computer')")
    assert sum(visit.legend().values()) == 54


def how_sure_is_that(visit: Visit) -> None:
    visit.reader.click_words(".st-key-c_honest label", "Show how sure this is")
    visit.has(honest="1")
    visit.map_painted("document.querySelectorAll('.rs-row').length === 7")
    assert visit.legend()["of these: class not certain"] == 9


def what_is_this_place_good_at(visit: Visit) -> None:
    visit.reader.click_at(*visit.at(*CALIFORNIA))
    visit.says("California", where=".rs-panel-title")
    visit.says("rank 8 to 10 of 52", where=".rs-rank")
    assert visit.reader.text(".rs-value") == "1.16"
    visit.press("Region page")
    visit.says("California stands out in Farming, Fishing, and Forestry Occupations: 4.08 times the average share")
    visit.says("4 of 22", "1.25 times the average share or more", where="[data-testid=stMain]")
    visit.tab("Specialization and size")
    visit.says("upper right means specialized", where="[data-testid=stMain]")
    visit.reader.appears("[data-testid=stVegaLiteChart] :is(canvas, svg)")


def take_the_profile(visit: Visit, folder: Path) -> None:
    visit.press("Profile")
    file = visit.kept("PDF, to print", folder)
    assert file.name == "regioscope-us-06.pdf"
    text = " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())
    assert "California" in text
    assert "4.08" in text


def what_is_feasible_next(visit: Visit) -> None:
    visit.turn_to("Map")  # while the panel with the profile still hangs open
    visit.has(region="06")
    visit.choose("c_ind", "Related industries at hand")
    visit.has(ind="relatedness_density", region="06")
    visit.says("California: 79.4%. Computer and Mathematical Occupations")
    visit.map_painted("Regioscope.message.legend.title.includes('Related industries at hand')")


def take_picture_and_table(visit: Visit, folder: Path) -> None:
    visit.press("Download")
    picture = visit.kept("PNG", folder)
    assert picture.name == "regioscope-us-relatedness_density-15-0000-state.png"
    assert Image.open(io.BytesIO(picture.read_bytes())).size == (2666, 1500)
    with zipfile.ZipFile(visit.kept("Download table", folder)) as table:
        rows = table.read("regioscope-us-relatedness_density-15-0000-state.csv").decode("utf-8-sig").splitlines()
        origin = json.load(io.TextIOWrapper(table.open(table.namelist()[1]), "utf-8"))
    assert len(rows) == 55
    assert "US Bureau of Labor Statistics" in json.dumps(origin)


def which_firms(visit: Visit) -> None:
    visit.go("clusters", data="bay-area", item="MWTEMPN")
    visit.says("13 clusters: Manufacturing, wholesale trade and transport")
    visit.choose("c_cluster", "Milpitas")
    visit.says("Milpitas", where="h2#card")
    visit.says("Anchors and the small firms around them", where="[data-testid=stMain]")


def is_it_working(visit: Visit) -> None:
    visit.go(data="us", measure="income_per_capita", ind="value", region="09")
    visit.map_painted()
    visit.says("52,736", where=".rs-value")
    visit.reader.ask("document.querySelector('.st-key-c_year input').focus()")
    visit.reader.press("Home")
    visit.has(year="1929")
    visit.says("Connecticut: 1,024 US dollars at prices of that year")
    visit.map_painted("Regioscope.message.title.includes('1,024')")


# ------------------------------------------------------------------------------------------------------ the investor
def describe_the_project(visit: Visit) -> None:
    visit.go("scout", data="us", level="metro")
    visit.reader.appears(".sc-rows li")
    visit.choose("c_item", "Software Developers")
    visit.has(item="15-1252")
    visit.says("San Jose-Sunnyvale-Santa Clara, CA leads for Software Developers")
    visit.settled()


def set_a_condition(visit: Visit) -> None:
    """Ask for at least 2,000 jobs of this group."""
    reader = visit.reader
    visit.press("Add a condition")
    reader.wait(RANKING_SETTLED)
    reader.focus("combobox", "Criterion")
    reader.press(*"Jobs in this group")
    reader.write("spinbutton", "Bound", "2000")
    reader.press("Tab")
    reader.wait("(new URLSearchParams(location.search).get('must') || '').includes('labour_pool:min:2000')")
    visit.says("places left out", where=".sc-effect")


def move_a_weight(visit: Visit) -> None:
    reader = visit.reader
    visit.settled()
    before = reader.ask(RANKED)
    reader.focus("slider", "Weight of: Nearest large airport")
    reader.press("End")
    reader.wait(f"{RANKING_SETTLED} && JSON.stringify({RANKED}) !== {json.dumps(json.dumps(before))}")
    reader.wait("(new URLSearchParams(location.search).get('w') || '').includes('airport:5')")


def what_would_change_the_winner(visit: Visit) -> None:
    visit.tab("What would change the winner")
    visit.says("The smallest change", where="h2, h3")
    visit.says("would lead", where=".st-key-scout_change_0 .rs-text")
    visit.tab("Ranking")


def shortlist_and_compare(visit: Visit) -> None:
    for place in range(1, 4):
        visit.reader.click(f".sc-rows li:nth-child({place}) .sc-star")
        visit.reader.wait(f"(new URLSearchParams(location.search).get('list') || '').split(',').length === {place}")
        visit.settled()
    assert visit.address()["list"] == ",".join(visit.reader.ask(RANKED)[:3])
    visit.tab("Compare shortlist")
    visit.says("US Bureau of Labor Statistics", where=".sc-compare")
    assert len(visit.reader.texts(".sc-compare thead th")) == 4


def take_the_workbook(visit: Visit, folder: Path) -> None:
    content = visit.kept("Download XLSX", folder).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    assert "Ranking" in book.sheetnames


def take_the_brief(visit: Visit, folder: Path) -> None:
    visit.tab("Ranking")
    visit.reader.appears("h2#place")
    brief = pypdf.PdfReader(visit.kept("One-page brief (PDF)", folder))
    assert len(brief.pages) == 1
    assert visit.reader.text("h2#place").split("-")[0] in brief.pages[0].extract_text()
