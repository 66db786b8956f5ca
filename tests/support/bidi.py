"""A line to a browser that speaks WebDriver BiDi: commands, their answers, and a record of what it reports meanwhile.

It needs nothing but the browser of the system and ``websockets``.
"""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

SECONDS = 30.0
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
EVENTS = ("network.beforeRequestSent", "log.entryAdded", "browsingContext.downloadEnd")


class BrowserSaidNoError(Exception):
    """The browser refused a command, or a script in the page failed."""


@dataclass
class Line:
    """The connection, with every request, every error on a console and every download of all tabs."""

    socket: ClientConnection
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    downloads: list[Path] = field(default_factory=list)
    _count: int = 0

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

    def forget(self) -> None:
        """Empty the record."""
        for noted in (self.requests, self.errors, self.downloads):
            noted.clear()

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        if told.get("method") == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"][:200])
        elif told.get("method") == "log.entryAdded" and params["level"] == "error":
            self.errors.append(str(params["text"]))
        elif told.get("method") == "browsingContext.downloadEnd" and params["status"] == "complete":
            self.downloads.append(Path(params["filepath"]))


def waited(look: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:  # noqa: ANN401 - whatever is found
    """Look again and again until something is found, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.03)
    raise BrowserSaidNoError(f"not within {seconds:.0f} s: {what}")


@contextmanager
def running(command: list[str], log: Path) -> Iterator[Line]:
    """Start a browser with a log of its own, connect to where it says it listens, and end it afterwards."""
    nothing = subprocess.DEVNULL
    with log.open("wb") as output, subprocess.Popen(command, stdin=nothing, stdout=output, stderr=output) as process:
        try:
            where = f"{_address(log, process)}/session"
            # No pings: between the tests that use it, a busy machine may let the browser answer too late
            with connect(where, max_size=None, proxy=None, ping_interval=None) as socket:
                line = Line(socket)
                line.command("session.new", capabilities={})
                line.command("session.subscribe", events=list(EVENTS))
                yield line
                line.command("session.end")
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the browser says in its log where it listens."""
    deadline = time.monotonic() + 2 * SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := LISTENS.search(log.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.05)
    raise BrowserSaidNoError(f"the browser did not start: {log.read_text(encoding='utf-8', errors='replace')[-500:]}")
