"""Start the app on this machine's own address (``make run``), or say in one line why not."""

import argparse
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1"
PORTS = range(1024, 65536)
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}
"""Settings of the process: the C library of Linux keeps fewer pools of freed memory, some 11 MB with ten viewers."""


def command(port: int) -> list[str]:
    """Return the command that starts the app."""
    options = {
        "server.address": ADDRESS,
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *flags]


def port_in_use(port: int) -> bool:
    """Tell whether another program listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return True
    return False


def main() -> None:
    """Check the port, then become the app."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="8501", help="default: %(default)s")
    port = parser.parse_args().port
    if not port.isdecimal() or int(port) not in PORTS:
        sys.exit(f"make: PORT={port} is no port: name a number from {PORTS.start} to {PORTS.stop - 1}")
    if port_in_use(int(port)):
        sys.exit(f"make: port {port} of {ADDRESS} is in use: close that program, or take another: make run PORT=8600")
    os.chdir(ROOT)
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.execv(sys.executable, command(int(port)))  # noqa: S606 - this very interpreter; so that Ctrl-C reaches the app


if __name__ == "__main__":
    main()
