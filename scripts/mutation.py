"""Break the metric core in hundreds of small ways and count how many breaks the tests see (``make mutation``).

``python scripts/mutation.py shares variety`` does it for these modules of geo, without names for all that the four
families of indices stand on. One score is printed for a module, and one for a family when all of its modules were
done. Survivors are printed with the line that was changed; docs/mutation.md says why each of those that remain cannot
matter. A module takes a few minutes; this is no part of the tests.
"""

import ast
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = "mutmut==3.8.1"
FAMILIES = {
    "specialization": ["specialization", "shares", "quotient_scores"],
    "structure": ["structure", "variety", "inequality", "profile", "presence"],
    "concentration": ["concentration", "plants", "plant_sizes", "disparity"],
    "complexity": [
        "complexity", "spectrum", "anchored", "outlook", "network", "relatedness", "product_space", "fitness",
    ],
}  # fmt: skip
"""Families of indices and the modules of geo that their formulas are spread over."""
TESTS = {
    "specialization": ["test_specialization", "test_quotient_facts"],
    "shares": ["test_shares", "test_specialization", "test_quotient_facts"],
    "quotient_scores": ["test_quotient_scores", "test_bootstrap_cutoff"],
    "structure": ["test_structure", "test_structure_facts"],
    "inequality": ["test_inequality", "test_structure", "test_concentration"],
    "profile": ["test_profile", "test_structure", "test_variety"],
    "presence": ["test_presence", "test_structure"],
    "concentration": ["test_concentration"],
    "plant_sizes": ["test_plants", "test_plant_sizes"],
    "complexity": ["test_complexity", "test_spectrum"],
    "spectrum": ["test_spectrum", "test_complexity"],
    "anchored": ["test_complexity", "test_spectrum"],
    "outlook": ["test_outlook"],
    "network": ["test_network", "test_relatedness", "test_density"],
    "relatedness": ["test_relatedness", "test_density"],
    "product_space": ["test_relatedness", "test_density"],
}
"""The test files that shall see a module break; a module that is not named is seen by the file of its own name."""
COPIED = ("geo", "tests", "scripts", "pyproject.toml")
WORKERS = "2"
EXAMPLES = "8"
"""Examples of a property test: every survivor runs them all."""


def tests_of(module: str) -> list[str]:
    """Return the test files of a module as paths."""
    return [f"tests/geo/{name}.py" for name in TESTS.get(module, [f"test_{module}"])]


def prepared(folder: Path, module: str) -> None:
    """Copy what is needed into an empty folder and tell the tool what to break."""
    for name in COPIED:
        source = ROOT / name
        if source.is_file():
            shutil.copy(source, folder / name)
        else:
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    (folder / "mutants").mkdir()
    (folder / "mutants" / "data").symlink_to(ROOT / "data")
    settings = {
        "source_paths": ["geo"],
        "only_mutate": [f"geo/{module}.py"],
        "pytest_add_cli_args_test_selection": tests_of(module),
        "also_copy": ["tests", "scripts"],
        "timeout_multiplier": 4,
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\n{lines}\n")


def sources(path: Path) -> dict[str, list[str]]:
    """Return the lines of every function of a broken module, sound and broken ones, without their names."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return {
        node.name: [line.replace(node.name, "") for line in lines[node.lineno - 1 : node.end_lineno]]
        for node in functions
    }


def changed_lines(sound: list[str], broken: list[str]) -> Iterator[str]:
    """Return the lines that differ, before and after."""
    return (f"    {line}" for line in difflib.ndiff(sound, broken) if line[:2] in {"- ", "+ "})


def score(module: str) -> tuple[int, int]:
    """Break one module, print the survivors, and return how many breaks were seen and made."""
    where = os.environ.get("REGIOSCOPE_ORACLES", str(ROOT.parent / "shared" / "oracles"))
    environment = os.environ | {"REGIOSCOPE_ORACLES": where, "REGIOSCOPE_EXAMPLES": EXAMPLES, "PYTHONPATH": ""}
    with tempfile.TemporaryDirectory(prefix="regioscope-mutation-") as temporary:
        folder = Path(temporary)
        prepared(folder, module)
        ran = subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", WORKERS], cwd=folder,
                             env=environment, check=False, capture_output=True, text=True)  # fmt: skip
        if ran.returncode:
            sys.exit(f"{module}: the run broke off\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}")
        broken = folder / "mutants" / "geo" / f"{module}.py"
        ended = json.loads(broken.with_name(f"{module}.py.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
        # a test that fails ends with 1, an error at the start with 3, what never ends is stopped
        left = [name.rpartition(".")[2] for name, code in ended.items() if code not in {1, 3, 24, -24, 152}]
        functions = sources(broken)
        for name in left:
            sound = functions.get(name.rpartition("__mutmut_")[0] + "__mutmut_orig", [])
            shown = "\n".join(changed_lines(sound, functions.get(name, [])))
            sys.stdout.write(f"{name}\n{shown}\n")
    return len(ended) - len(left), len(ended)


def say(name: str, seen: int, made: int) -> None:
    """Print a score."""
    sys.stdout.write(f"{name}: {seen} of {made} seen, {seen / max(made, 1):.1%}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the score of each module and of each family."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", MUTMUT], check=True)
    scores = {}
    for module in sys.argv[1:] or [module for modules in FAMILIES.values() for module in modules]:
        scores[module] = score(module)
        say(module, *scores[module])
    for family, modules in FAMILIES.items():
        if set(modules) <= set(scores):
            seen, made = (sum(scores[module][place] for module in modules) for place in (0, 1))
            say(f"family {family}", seen, made)


if __name__ == "__main__":
    main()
