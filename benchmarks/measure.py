"""What is measured in a real browser: bytes on the wire, run of the script, time from a click to the picture."""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SECONDS = 60.0
SETTLE_MS = 400
DESKTOP: ViewportSize = {"width": 1280, "height": 720}


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Start one browser and close it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Wire:
    """What went over the network of one page since the last `clear`."""

    session: CDPSession
    http: int = 0
    requests: int = 0
    received: int = 0
    sent_at: float = 0.0
    finished_at: float = 0.0
    frames: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the page."""
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._loaded)
        self.session.on("Network.webSocketFrameReceived", self._received)
        self.session.on("Network.webSocketFrameSent", self._sent)

    def clear(self) -> None:
        """Begin to count anew."""
        self.http = self.requests = self.received = 0
        self.sent_at = self.finished_at = 0.0

    @property
    def script_ms(self) -> float:
        """Time from the request for a new run to the server's word that the script has finished."""
        return (self.finished_at - self.sent_at) * 1000

    def _loaded(self, event: dict[str, float]) -> None:
        self.http += int(event["encodedDataLength"])
        self.requests += 1

    def _sent(self, event: dict[str, float]) -> None:
        self.sent_at = self.sent_at or float(event["timestamp"])

    def _received(self, event: dict[str, object]) -> None:
        payload = base64.b64decode(str(event["response"]["payloadData"]))  # type: ignore[index]
        self.received += len(payload)
        message = ForwardMsg()
        message.ParseFromString(payload)
        if message.WhichOneof("type") == "script_finished":
            self.finished_at = float(event["timestamp"])  # type: ignore[arg-type]


def mark(page: Page, name: str) -> dict[str, object] | None:
    """Return the mark that a map has set in its frame, or None."""
    for frame in page.frames:
        if "streamlit_folium" in frame.url:
            try:
                return frame.evaluate(f"window.{name} || null")  # type: ignore[no-any-return]
            except PlaywrightError as error:  # the frame is being replaced: the next look finds the new one
                if "context" not in str(error).lower() and "detached" not in str(error).lower():
                    raise
    return None


def wait_for_mark(page: Page, name: str, *, after: float = 0) -> float:
    """Wait until a mark newer than a time (milliseconds since 1970) stands; return its time."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = mark(page, name)
        if found and float(str(found["t"])) > after:
            return float(str(found["t"]))
        page.wait_for_timeout(50)  # seldom: each look takes time from what is measured
    message = f"no mark {name} within {SECONDS:.0f} s at {page.url}"
    raise TimeoutError(message)


def view_of(page: Page) -> str:
    """Return centre and zoom of the project's map."""
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    return str(frame.evaluate("[Regioscope.map.getCenter().toString(), Regioscope.map.getZoom()]"))


@dataclass(frozen=True)
class Change:
    """Medians of several changes of the indicator."""

    kilobytes: float
    script_ms: float
    painted_ms: float


def choose(page: Page, wire: Wire, mark: str, label: str, option: str) -> tuple[float, float, float]:
    """Choose an option of a menu; return kilobytes received, milliseconds of the script and from click to painted."""
    page.get_by_label(label, exact=True).first.click()
    entry = page.get_by_role("option", name=option).first
    entry.wait_for()
    wire.clear()
    before = float(page.evaluate("Date.now()"))
    entry.click()
    painted = wait_for_mark(page, mark, after=before)
    page.wait_for_timeout(SETTLE_MS)
    return wire.received / 1000, wire.script_ms, painted - before


def changes(page: Page, wire: Wire, *, name: str, labels: tuple[str, str], sectors: list[str]) -> Change:
    """Choose one indicator and the other in turn, each time for another sector: no map comes twice.

    Streamlit keeps what it has sent and does not send it again, so that a map seen before would cost nothing. The first
    two changes warm up and are not counted.
    """
    rows = []
    for i, sector in enumerate(sectors):
        if i:
            choose(page, wire, name, "Industry", sector)
        rows.append(choose(page, wire, name, "Indicator", labels[(i + 1) % 2]))
    return Change(*(median(column) for column in zip(*rows[2:], strict=True)))


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
