"""The lock holds one version of everything that pyproject.toml asks for, and no address."""

import importlib.metadata
import re
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.support.app import ROOT
from tests.support.source import OTHER_FOLDERS, PACKAGES, imports, trees


def locked(name: str) -> dict[str, Requirement]:
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    assert len({entry.name for entry in found}) == len(found), "a package stands twice"
    return {entry.name: entry for entry in found}


@pytest.fixture(scope="module")
def asked() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"app": project["dependencies"], "test": project["optional-dependencies"]["test"]}


def unasked_imports(folders: tuple[str, ...], admitted: list[str]) -> set[str]:
    """Return the imported libraries whose package is not asked for, and so comes by the grace of another one."""
    known = trees(*folders)
    ours = {"app", *OTHER_FOLDERS, *PACKAGES, *(path.stem for path in (ROOT / "scripts").iterdir())}
    found = {entry.module.partition(".")[0] for name, tree in known.items() for entry in imports(name, tree)}
    packages = importlib.metadata.packages_distributions()
    names = {Requirement(line).name.lower() for line in admitted}
    others = found - ours - sys.stdlib_module_names
    return {name for name in others if not names & {package.lower() for package in packages.get(name, [])}}


def test_every_imported_library_is_asked_for(asked: dict[str, list[str]]) -> None:
    assert unasked_imports(PACKAGES, asked["app"]) == set()
    assert unasked_imports(OTHER_FOLDERS, asked["app"] + asked["test"]) == set()


def test_a_library_that_nobody_asked_for_is_noticed() -> None:
    assert "pytest" in unasked_imports(("tests",), ["numpy"])


@pytest.mark.parametrize(
    ("group", "names"),
    [("app", ["requirements.txt"]), ("test", ["requirements.txt", "requirements-test.txt"])],
)
def test_every_requirement_has_a_pinned_version_that_it_admits(
    asked: dict[str, list[str]], group: str, names: list[str]
) -> None:
    pinned = {name: entry for file in names for name, entry in locked(file).items()}
    for wanted in map(Requirement, asked[group]):
        version = str(pinned[wanted.name].specifier).removeprefix("==")
        assert wanted.specifier.contains(version), f"{wanted} but {version} is locked: run make lock"


def test_the_test_lock_adds_and_never_repeats() -> None:
    assert locked("requirements.txt").keys() & locked("requirements-test.txt").keys() == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_a_lock_pins_exactly_names_no_host_and_says_how_to_renew_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(re.fullmatch(r"==[\w.]+", str(entry.specifier)) for entry in locked(name).values())
    assert "://" not in text
    assert "make lock" in text.splitlines()[1]


def test_the_citation_names_the_version_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
