"""A Firefox that tests drive over WebDriver BiDi: it needs nothing but the browser of the system and ``websockets``.

Playwright drives only the Firefox that it builds itself, and Debian packages no driver for its own. Only what the tests
of this project use is here: open a page, run a script, move the pointer, press keys, take a picture, list the requests.
"""

import base64
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

SECONDS = 30.0
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.tabs.warnOnClose": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,  # every way out of this machine ends at a closed door
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1,localhost",
    "remote.active-protocols": 1,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 0,
}
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "PageUp": "\ue00e", "PageDown": "\ue00f",
        "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014",
        "ArrowDown": "\ue015"}  # fmt: skip


class BrowserSaidNoError(Exception):
    """The browser refused a command, or a script in the page failed."""


@dataclass
class Firefox:
    """One tab of a running Firefox."""

    socket: ClientConnection
    context: str = ""
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _count: int = 0

    # -------------------------------------------------------------------------------------------------- the protocol
    def command(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - the parameters of any command
        """Send a command and return its result; what the browser reports meanwhile is noted."""
        self._count += 1
        self.socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            told: dict[str, Any] = json.loads(self.socket.recv(timeout=SECONDS))
            if told.get("id") != self._count:
                self._note(told)
            elif told["type"] == "error":
                raise BrowserSaidNoError(f"{method}: {told['error']}: {told['message']}")
            else:
                result: dict[str, Any] = told["result"]
                return result

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        if told.get("method") == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"][:200])
        elif told.get("method") == "log.entryAdded" and params["level"] == "error":
            self.errors.append(str(params["text"]))

    # ------------------------------------------------------------------------------------------------------ the page
    def open(self, url: str, *, width: int = 1280, height: int = 720) -> Self:
        """Open an address in a fresh tab of a size and wait until it has loaded."""
        if self.context:
            self.command("browsingContext.close", context=self.context)
        self.context = self.command("browsingContext.create", type="tab")["context"]
        size = {"width": width, "height": height}
        self.command("browsingContext.setViewport", context=self.context, viewport=size)
        self.requests.clear()
        self.errors.clear()
        self.command("browsingContext.navigate", context=self.context, url=url, wait="complete")
        return self

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Value of a JavaScript expression; a promise is awaited."""
        wrapped = f"Promise.resolve({script}).then(value => JSON.stringify(value === undefined ? null : value))"
        how = {"target": {"context": self.context}, "awaitPromise": True, "userActivation": True}
        told = self.command("script.evaluate", expression=wrapped, **how)
        if told["type"] == "exception":
            raise BrowserSaidNoError(f"{script}: {told['exceptionDetails']['text']}")
        return json.loads(told["result"]["value"])

    def wait_for(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Wait until an expression is true, and return it."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if found := self.evaluate(script):
                return found
            time.sleep(0.03)
        raise BrowserSaidNoError(f"not within {SECONDS:.0f} s: {script}")

    def text(self, selector: str) -> str:
        """Text of the first element that a selector finds."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))

    # ------------------------------------------------------------------------------------------------------ the hand
    def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        steps = [self._to(x - 3, y), self._to(x, y)]
        self._pointer(steps)

    def click(self, selector: str) -> None:
        """Click on the middle of the first element that a selector finds."""
        script = f"""(box => [box.x + box.width / 2, box.y + box.height / 2])((element => {{
            element.scrollIntoView({{block: 'nearest'}}); return element.getBoundingClientRect();
        }})(document.querySelector({json.dumps(selector)})))"""
        x, y = self.evaluate(script)
        self.click_at(x, y)

    def click_at(self, x: float, y: float) -> None:
        """Click at a point of the page."""
        self._pointer([self._to(x, y), {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press at a point, move to another one, let go."""
        middle = [(a + b) / 2 for a, b in zip(start, end, strict=True)]
        down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        self._pointer([self._to(*start), down, self._to(*middle), self._to(*end), up])

    def press(self, *keys: str) -> None:
        """Press keys one after another: names such as ``Tab``, or single characters."""
        values = [KEYS.get(key, key) for key in keys]
        actions = [{"type": kind, "value": value} for value in values for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keys", "actions": actions})

    def picture(self, path: Path) -> Path:
        """Write what is seen as a PNG."""
        told = self.command("browsingContext.captureScreenshot", context=self.context)
        path.write_bytes(base64.b64decode(told["data"]))
        return path

    def _to(self, x: float, y: float) -> dict[str, Any]:
        return {"type": "pointerMove", "x": round(x), "y": round(y)}

    def _pointer(self, actions: list[dict[str, Any]]) -> None:
        self._perform({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions})

    def _perform(self, source: dict[str, Any]) -> None:
        self.command("input.performActions", context=self.context, actions=[source])


@contextmanager
def running_firefox(path: str, folder: Path, **preferences: object) -> Iterator[Firefox]:
    """Start a Firefox with a profile of its own in a folder, and end it afterwards."""
    profile = folder / "profile"
    profile.mkdir()
    wanted = {**PREFERENCES, **preferences}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    line = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0", "about:blank"]
    log = folder / "firefox.log"
    nothing = subprocess.DEVNULL
    with log.open("wb") as output, subprocess.Popen(line, stdin=nothing, stdout=output, stderr=output) as process:
        try:
            where = f"{address(log, process)}/session"
            # No pings: between the tests that use it, a busy machine may let the browser answer too late
            with connect(where, max_size=None, proxy=None, ping_interval=None) as socket, _Session(socket) as found:
                yield found
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the browser says in its log where it listens."""
    deadline = time.monotonic() + 2 * SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := LISTENS.search(log.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.05)
    raise BrowserSaidNoError(f"Firefox did not start: {log.read_text(encoding='utf-8', errors='replace')[-500:]}")


class _Session:
    """A session of the protocol, ended when it is left."""

    def __init__(self, socket: ClientConnection) -> None:
        self._firefox = Firefox(socket)

    def __enter__(self) -> Firefox:
        self._firefox.command("session.new", capabilities={})
        self._firefox.command("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        return self._firefox

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._firefox.command("session.end")
