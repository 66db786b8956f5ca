"""Break the metric core in hundreds of small ways and count how many breaks the tests see (``make mutation``).

``python scripts/mutation.py specialization structure`` does it for these modules; without names for those that the
numbers of the project stand on. Survivors are printed with the line that was changed; docs/mutation.md says why each
of those that remain cannot matter. It takes some minutes and is no part of the tests.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = "mutmut==3.8.1"
TESTS = {
    "specialization": ["test_specialization", "test_intervals", "test_quotient_facts"],
    "shares": ["test_specialization", "test_quotient_facts"],
    "structure": ["test_structure"],
    "concentration": ["test_concentration"],
    "complexity": ["test_complexity"],
}
"""Module of geo and the test files that shall see it break; another module is seen by the file of its own name."""
COPIED = ("geo", "tests", "scripts", "data", "pyproject.toml")


def tests_of(module: str) -> list[str]:
    """Return the test files of a module as paths."""
    return [f"tests/geo/{name}.py" for name in TESTS.get(module, [f"test_{module}"])]


def prepared(folder: Path, module: str) -> None:
    """Copy what is needed into an empty folder and tell the tool what to break."""
    for name in COPIED:
        source = ROOT / name
        if source.is_file():
            shutil.copy(source, folder / name)
        elif name == "data":
            (folder / name).symlink_to(source)
        else:
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = {
        "source_paths": ["geo"],
        "only_mutate": [f"geo/{module}.py"],
        "pytest_add_cli_args_test_selection": tests_of(module),
        "also_copy": ["tests", "scripts", "data"],
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\n{lines}\n")


def survivors(folder: Path, environment: dict[str, str]) -> list[str]:
    """Return the names of the changes that no test saw."""
    listed = subprocess.run([sys.executable, "-m", "mutmut", "results"], cwd=folder, env=environment, check=True,
                            capture_output=True, text=True)  # fmt: skip
    return [line.split(":")[0].strip() for line in listed.stdout.splitlines() if ": " in line and "killed" not in line]


def changed_lines(folder: Path, name: str, environment: dict[str, str]) -> str:
    """Return the line that was changed, before and after."""
    shown = subprocess.run([sys.executable, "-m", "mutmut", "show", name], cwd=folder, env=environment, check=False,
                           capture_output=True, text=True)  # fmt: skip
    lines = [line for line in shown.stdout.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    return "\n".join(f"    {line}" for line in lines)


def score(module: str) -> tuple[int, int]:
    """Break one module, print the survivors, and return how many breaks were seen and made."""
    where = os.environ.get("REGIOSCOPE_ORACLES", str(ROOT.parent / "shared" / "oracles"))
    environment = os.environ | {"REGIOSCOPE_ORACLES": where, "PYTHONPATH": ""}
    with tempfile.TemporaryDirectory(prefix="regioscope-mutation-") as temporary:
        folder = Path(temporary)
        prepared(folder, module)
        subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=folder, env=environment, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        kept = json.loads((folder / "mutants" / "geo" / f"{module}.py.meta").read_text(encoding="utf-8"))
        left = survivors(folder, environment)
        made = len(kept["exit_code_by_key"])
        for name in left:
            sys.stdout.write(f"{name}\n{changed_lines(folder, name, environment)}\n")
    return made - len(left), made


def main() -> None:
    """Print the score of each module."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", MUTMUT], check=True)
    for module in sys.argv[1:] or list(TESTS):
        seen, made = score(module)
        sys.stdout.write(f"{module}: {seen} of {made} seen, {seen / max(made, 1):.1%}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
