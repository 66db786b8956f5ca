"""The Firefox of the system, driven by tests over WebDriver BiDi: tabs, the hand, the keys, downloads, other people.

Playwright drives only the Firefox that it builds itself, and Debian packages no driver for its own. Only what the tests
of this project use is here: pages are opened and looked at; things are found by what a screen reader calls them;
somebody else gets tabs that share no cookie with these. The protocol itself is in `tests.support.bidi`.
"""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.support.bidi import SECONDS, BrowserSaidNoError, Line, running, waited

__all__ = ["SECONDS", "BrowserSaidNoError", "Firefox", "running_firefox"]

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
        "ArrowDown": "\ue015", "Control": "\ue009", "Shift": "\ue008", "Alt": "\ue00a"}  # fmt: skip
OWN = "default"


@dataclass
class Firefox:
    """One tab of a running Firefox."""

    line: Line
    context: str = ""
    person: str = OWN
    """Whose tab it is: tabs of one person share cookies and what pages store, tabs of two share nothing."""
    _found: tuple[tuple[str, str], str] = (("", ""), "")

    @property
    def requests(self) -> list[str]:
        """Every address that any tab asked for."""
        return self.line.requests

    @property
    def errors(self) -> list[str]:
        """Every error on the console of any tab."""
        return self.line.errors

    def command(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - the parameters of any command
        """Send a command of the protocol about this tab."""
        return self.line.command(method, context=self.context, **params)

    # ------------------------------------------------------------------------------------------------------ the page
    def open(self, url: str, *, width: int = 1280, height: int = 720) -> Self:
        """Open an address in a fresh tab of a size, with an empty record, and wait until it has loaded."""
        if self.context:
            self.command("browsingContext.close")
        self.context = self._new_tab()
        self.line.forget()
        return self.show(url, width=width, height=height)

    def show(self, url: str, *, width: int = 1280, height: int = 720) -> Self:
        """Give this tab a size and an address, and wait until it has loaded."""
        self.command("browsingContext.setViewport", viewport={"width": width, "height": height})
        self.command("browsingContext.navigate", url=url, wait="complete")
        return self

    def come_forward(self) -> None:
        """Bring the tab to the front: one that lies behind another paints and counts slowly."""
        self.command("browsingContext.activate")

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Value of a JavaScript expression; a promise is awaited."""
        wrapped = f"Promise.resolve({script}).then(value => JSON.stringify(value === undefined ? null : value))"
        return self._answer("script.evaluate", script, expression=wrapped)

    def wait_for(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Wait until an expression is true, and return it."""
        return waited(lambda: self.evaluate(script), script)

    def text(self, selector: str) -> str:
        """Text of the first element that a selector finds."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))

    def named(self, role: str, name: str, function: str) -> Any:  # noqa: ANN401 - whatever the function answers
        """Answer of a JavaScript function of a list: what a screen reader calls by this role and name, or nothing.

        To look for it takes a second on a large page, so what was found is kept for as long as the page has it.
        """
        sought = (role, name)
        if self._found[0] != sought or not self._call(self._found[1], "elements => elements[0].isConnected"):
            locator = {"type": "accessibility", "value": {"role": role, "name": name}}
            nodes = self.command("browsingContext.locateNodes", locator=locator, maxNodeCount=1)["nodes"]
            self._found = (sought, nodes[0]["sharedId"]) if nodes else (("", ""), "")
        return self._call(self._found[1], function)

    def _call(self, node: str, function: str) -> Any:  # noqa: ANN401 - whatever the function answers
        wrapped = f"(...elements) => JSON.stringify(({function})(elements) ?? null)"
        given = [{"sharedId": node}] if node else []
        try:
            return self._answer("script.callFunction", function, functionDeclaration=wrapped, arguments=given)
        except BrowserSaidNoError as error:
            if "no such node" in str(error):  # of a page that was left
                return None
            raise

    def _answer(self, method: str, what: str, **script: Any) -> Any:  # noqa: ANN401 - whatever the script answers
        how = {"target": {"context": self.context}, "awaitPromise": True, "userActivation": True}
        told = self.line.command(method, **script, **how)
        if told["type"] == "exception":
            raise BrowserSaidNoError(f"{what}: {told['exceptionDetails']['text']}")
        return json.loads(told["result"]["value"])

    # ------------------------------------------------------------------------------------------ other tabs and people
    def _new_tab(self) -> str:
        made: str = self.line.command("browsingContext.create", type="tab", userContext=self.person)["context"]
        return made

    def somebody(self) -> "Firefox":
        """Return an empty tab of another person."""
        person = self.line.command("browser.createUserContext")["userContext"]
        found = Firefox(self.line, person=person)
        found.context = found._new_tab()
        return found

    def part(self) -> None:
        """Close the tabs of all other people."""
        for person in self.line.command("browser.getUserContexts")["userContexts"]:
            if person["userContext"] != OWN:
                self.line.command("browser.removeUserContext", userContext=person["userContext"])

    def opened(self, act: Callable[[], None]) -> "Firefox":
        """Return the tab that an act opens."""
        before = self._tabs()
        act()
        (context,) = waited(lambda: self._tabs() - before, "another tab")
        return Firefox(self.line, context, self.person)

    def _tabs(self) -> set[str]:
        tree = self.line.command("browsingContext.getTree", maxDepth=0)["contexts"]
        return {context["context"] for context in tree if context["userContext"] == self.person}

    def downloaded(self, act: Callable[[], None], folder: Path) -> Path:
        """Return the file that an act downloads into a folder."""
        where = {"type": "allowed", "destinationFolder": str(folder)}
        self.line.command("browser.setDownloadBehavior", downloadBehavior=where, userContexts=[self.person])
        before = len(self.line.downloads)
        act()
        waited(lambda: self.evaluate("true") and len(self.line.downloads) > before, "a download", 2 * SECONDS)
        return self.line.downloads[-1]

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
        """Press keys one after another: names such as ``Tab``, chords such as ``Control+a``, or single characters."""
        actions = []
        for key in keys:
            chord = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            actions += [{"type": "keyDown", "value": value} for value in chord]
            actions += [{"type": "keyUp", "value": value} for value in reversed(chord)]
        self._perform({"type": "key", "id": "keys", "actions": actions})

    def picture(self, path: Path) -> Path:
        """Write what is seen as a PNG."""
        told = self.command("browsingContext.captureScreenshot")
        path.write_bytes(base64.b64decode(told["data"]))
        return path

    def _to(self, x: float, y: float) -> dict[str, Any]:
        return {"type": "pointerMove", "x": round(x), "y": round(y)}

    def _pointer(self, actions: list[dict[str, Any]]) -> None:
        self._perform({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions})

    def _perform(self, source: dict[str, Any]) -> None:
        self.command("input.performActions", actions=[source])


@contextmanager
def running_firefox(path: str, folder: Path, **preferences: object) -> Iterator[Firefox]:
    """Start a Firefox with a profile of its own in a folder, and end it afterwards."""
    profile = folder / "profile"
    profile.mkdir()
    wanted = {**PREFERENCES, **preferences}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with running([*command, "about:blank"], folder / "firefox.log") as line:
        yield Firefox(line)
