"""Programs that we are compared with, in an environment of their own that is made for the run and thrown away."""

import os
import subprocess
import venv
from collections.abc import Mapping
from pathlib import Path

PYTHON = "REGIOSCOPE_PEERS_PYTHON"
"""Names an interpreter that has the peers already; without it they are installed for the run and thrown away."""


def python_with(packages: Mapping[str, str], folder: Path) -> str:
    """Return an interpreter that has the packages in these versions."""
    if PYTHON in os.environ:
        return os.environ[PYTHON]
    place = folder / "peers"
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts" if os.name == "nt" else "bin") / "python")
    wanted = [f"{name}=={version}" for name, version in packages.items()]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return python
