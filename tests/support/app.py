"""The real app in a process of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "127.0.0.1"
SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 10.0
LINES_OF_LOG = 30


class AppDidNotStartError(RuntimeError):
    """The app ended or did not answer; the message holds the end of its log."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
    return port


def command(port: int) -> list[str]:
    """Return the command a person would type, with what a test needs besides."""
    options = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none")
    where = (f"--server.address={ADDRESS}", f"--server.port={port}")
    return [sys.executable, "-m", "streamlit", "run", "app.py", *where, *options]


def is_healthy(url: str) -> bool:
    """Tell whether the app at the address answers its health check."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:  # noqa: S310 - always http
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the app answers; raise with the end of its log when it ends or stays silent."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        if is_healthy(url):
            return
        time.sleep(0.05)
    tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_OF_LOG:])
    what = "did not answer" if process.poll() is None else f"ended with exit code {process.returncode}"
    message = f"the app at {url} {what}; the end of its log:\n{tail}"
    raise AppDidNotStartError(message)


@contextmanager
def running_app(log: Path, *, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start ``streamlit run app.py``, yield its address once it answers, stop it at the end."""
    port = free_port()
    url = f"http://{ADDRESS}:{port}"
    settings = os.environ | dict(environment or {})
    with log.open("wb") as output, subprocess.Popen(
        command(port), cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_until_healthy(url, process, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
