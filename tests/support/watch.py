"""A browser page that cannot leave the machine, and the record of what it tried and said.

The browser is started with a proxy that refuses every connection except to this machine (routing requests through the
test instead would turn the browser's cache off, and the cache is part of what is tested).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ProxySettings, Request, WebSocket

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
NETWORK_SCHEMES = frozenset({"http", "https", "ws", "wss", "ftp"})
REFUSING_PROXY: ProxySettings = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1,localhost"}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: Mapping[str, int] = {"width": 1280, "height": 720}


def leaves_machine(url: str) -> bool:
    """Tell whether fetching the address would leave this machine (data: and blob: do not).

    >>> [leaves_machine(url) for url in ("http://127.0.0.1:8501/a", "data:,x", "wss://example.org/", "//cdn/x")]
    [False, False, True, False]
    """
    parts = urlsplit(url)
    return parts.scheme in NETWORK_SCHEMES and parts.hostname not in LOCAL_HOSTS


@dataclass
class BrowserLog:
    """What the pages of one test asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)

    def saw_request(self, request: Request) -> None:
        """Note a request, and apart when it would leave the machine."""
        self.requests.append(request.url)
        self._judge(request.url)

    def saw_socket(self, websocket: WebSocket) -> None:
        """Note a web socket that would leave the machine."""
        self._judge(websocket.url)

    def saw_console(self, message: ConsoleMessage) -> None:
        """Note an error on the console; of what could not be loaded, its address, too."""
        if message.type == "error":
            where = message.location["url"] if message.text.startswith("Failed to load resource") else ""
            self.console_errors.append(f"{message.text} {where}".strip())

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        context.on("request", self.saw_request)
        context.on("console", self.saw_console)
        context.on("page", self.watch_page)

    def watch_page(self, page: Page) -> None:
        """Listen to what only a page reports."""
        page.on("websocket", self.saw_socket)
        page.on("pageerror", lambda error: self.console_errors.append(f"uncaught: {error.message}"))

    def _judge(self, url: str) -> None:
        if leaves_machine(url):
            self.external.append(url)
