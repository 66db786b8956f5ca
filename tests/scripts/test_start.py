"""``make run`` starts at once, or says in one line why not."""

import socket
import subprocess
import sys

import pytest
import start

from tests.support.app import ROOT


def run_start(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "start.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run_start("--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"make: port {port} of 127.0.0.1 is in use: close that program, or take another: make run PORT=8600\n"
    )


@pytest.mark.parametrize("port", ["http", "80", "65536", "-1", "8501.5", ""])
def test_what_is_no_port_is_one_clear_line(port: str) -> None:
    done = run_start(f"--port={port}")
    assert done.returncode == 1
    assert done.stderr == f"make: PORT={port} is no port: name a number from 1024 to 65535\n"


def test_the_app_listens_on_this_machine_only_and_reports_to_nobody() -> None:
    command = start.command(8501)
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert {"--server.address=127.0.0.1", "--browser.gatherUsageStats=false", "--server.headless=true"} < set(command)
