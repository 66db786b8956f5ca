"""Fixtures that every test can ask for: reference cases, the running app, a watched browser.

``oracles``, ``shared_data``   folders of reference numbers and tables; a test that needs one is skipped, and counted at
                               the end, where the folder is absent
``app_server``, ``start_app``  address of the real app; a function that starts another one with extra environment
``page``, ``open_page``        a fresh page, 1280 x 720; a function that opens one with other context options. A request
                               that would leave the machine is refused and fails the test
``browser_log``                what the pages of this test asked for and the errors on their consoles
``firefox``                    a Firefox, driven by `tests.support.firefox`; its tests are skipped, and counted at the
                               end, where there is none
``home``                       folder of own datasets, empty, and a store that knows it
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

from geo.store import default_store
from tests.support.app import ROOT, running_app
from tests.support.firefox import Firefox, running_firefox
from tests.support.watch import DESKTOP, FLAGS, REFUSING_PROXY, BrowserLog, leaves_machine

MILLISECONDS_TO_WAIT = 20_000
expect.set_options(timeout=MILLISECONDS_TO_WAIT)
COUNTED = {"oracles": "oracle cases", "shared_data": "shared data tests", "firefox": "tests in Firefox"}

# The same examples in every run, and no clock: the machine may be busy
hypothesis.settings.register_profile("regioscope", derandomize=True, deadline=None)
hypothesis.settings.load_profile("regioscope")


# ---------------------------------------------------------------------------------------------- order and closing lines
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and run them last: the quick tests answer first, and then what sums them up."""
    for item in items:
        if {"browser", "firefox"} & {*getattr(item, "fixturenames", ())}:
            item.add_marker("browser")
        for name in COUNTED.keys() & getattr(item, "fixturenames", ()):
            item.user_properties.append(("needs", name))
    last = {"last": 1, "browser": 2}
    items.sort(key=lambda item: max((n for name, n in last.items() if item.get_closest_marker(name)), default=0))


class FilesStayWhole(LoadScopeScheduling):  # type: ignore[misc]  # it has no type hints
    """Where processes share the tests, a file stays in one of them, and so does all that is summed up at the end."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "tests/geo" if file.startswith(("tests/geo/", "tests/docs/test_verification")) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesStayWhole:
    """Share the tests among processes (``-n 2``) by files."""
    return FilesStayWhole(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with how many reference cases ran, so that a run without them does not look complete."""
    for name, words in COUNTED.items():
        run, skipped = (count_reports(terminalreporter, kinds, name) for kinds in (("passed", "failed"), ("skipped",)))
        terminalreporter.write_line(f"{words}: {run} run, {skipped} skipped")


def count_reports(reporter: pytest.TerminalReporter, kinds: tuple[str, ...], name: str) -> int:
    """Count the tests that ended in one of the ways and asked for the fixture."""
    reports = [report for kind in kinds for report in reporter.stats.get(kind, [])]
    return sum(("needs", name) in getattr(report, "user_properties", ()) for report in reports)


# ---------------------------------------------------------------------------------------------------- reference numbers
def outside_folder(variable: str, default: str) -> Path:
    """Return a folder that is no part of the project, or skip the test where it is absent."""
    folder = Path(os.environ.get(variable, ROOT.parent / "shared" / default))
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: name the folder in {variable}")
    return folder


@pytest.fixture(scope="session")
def oracles() -> Path:
    """Folder of the reference cases (REGIOSCOPE_ORACLES)."""
    return outside_folder("REGIOSCOPE_ORACLES", "oracles")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real tables that only tests read (REGIOSCOPE_SHARED_DATA)."""
    return outside_folder("REGIOSCOPE_SHARED_DATA", "data")


# -------------------------------------------------------------------------------------------------------------- the app
@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start the app with extra environment variables: ``url = start_app(NAME="value")``; all are stopped at the end."""
    with ExitStack() as running:

        def start(**environment: str) -> str:
            log = tmp_path_factory.mktemp("app") / "app.log"
            return running.enter_context(running_app(log, environment=environment))

        yield start


@pytest.fixture(scope="session")
def app_server(start_app: Callable[..., str]) -> str:
    """Address of the app as ``make run`` starts it, without a slash at the end."""
    return start_app()


# ---------------------------------------------------------------------------------------------------------- the browser
@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium to drive (REGIOSCOPE_CHROMIUM, else the first one found)."""
    import find_chromium  # noqa: PLC0415 - a script of this project, needed by browser tests only

    path = os.environ.get(find_chromium.VARIABLE) or find_chromium.find()
    if path is None:
        pytest.fail(find_chromium.ADVICE)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all browser tests, with no way out of this machine."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS), proxy=REFUSING_PROXY)
        yield launched
        launched.close()


@pytest.fixture
def browser_log() -> BrowserLog:
    """What the pages of this test asked for (``requests``, ``external``) and their ``console_errors``."""
    return BrowserLog()


@pytest.fixture
def open_page(browser: Browser, browser_log: BrowserLog) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own with options of ``Browser.new_context``: ``open_page(locale="uk-UA")``."""
    with ExitStack() as contexts:

        def start(**options: Any) -> Page:  # noqa: ANN401 - the options of Browser.new_context, whatever their types
            context = browser.new_context(**{"viewport": DESKTOP, "service_workers": "block", **options})
            contexts.callback(context.close)
            context.set_default_timeout(MILLISECONDS_TO_WAIT)
            browser_log.watch(context)
            return context.new_page()

        yield start
    assert browser_log.external == [], "the page tried to leave this machine"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a fresh page, 1280 x 720."""
    return open_page()


@pytest.fixture(scope="session")
def running_firefox_of_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests that ask for one (REGIOSCOPE_FIREFOX, else the first one found)."""
    import find_firefox  # noqa: PLC0415 - a script of this project, needed by these tests only

    path = os.environ.get(find_firefox.VARIABLE) or find_firefox.find()
    if path is None:
        pytest.skip(f"no Firefox found: install one, or name yours in {find_firefox.VARIABLE}")
    with running_firefox(path, tmp_path_factory.mktemp("firefox")) as found:
        yield found


@pytest.fixture
def firefox(running_firefox_of_run: Firefox) -> Iterator[Firefox]:
    """Return the Firefox; no page of the test may leave the machine."""
    yield running_firefox_of_run
    assert [url for url in running_firefox_of_run.requests if leaves_machine(url)] == []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of own datasets, empty, and a store that knows it."""
    monkeypatch.setenv("REGIOSCOPE_HOME", str(tmp_path / "home"))
    default_store.cache_clear()
    yield tmp_path / "home"
    default_store.cache_clear()
