"""The direction of imports, and modules that do no work when imported: the project keeps each rule, and each bites."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.app import ROOT
from tests.support.architecture import (
    RULES,
    Rule,
    cycles,
    inside,
    more_than_values,
    second_doors,
    strangers,
    work_on_import,
    wrong_directions,
    wrong_height_in_geo,
)
from tests.support.source import OTHER_FOLDERS, PACKAGES, imports, trees


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps(rule: Rule) -> None:
    assert list(rule(trees(*PACKAGES))) == []


def test_nothing_imports_app() -> None:
    known = trees(*PACKAGES, *OTHER_FOLDERS)
    found = {name: [entry.module for entry in imports(name, tree)] for name, tree in known.items()}
    assert [name for name, modules in found.items() if any(inside(module, "app") for module in modules)] == []


@pytest.mark.parametrize(
    ("rule", "modules", "breach"),
    [
        (wrong_directions, {"geo.a": "import views.page"}, "geo.a:1: geo imports views.page"),
        (wrong_directions, {"geo.a": "def f():\n    from layers import b"}, "geo.a:2: geo imports layers"),
        (wrong_directions, {"layers.a": "import api"}, "layers.a:1: layers imports api"),
        (wrong_directions, {"views.a": "from api import routes"}, "views.a:1: views imports api"),
        (wrong_directions, {"api.a": "from views.page import show"}, "api.a:1: api imports views.page"),
        (wrong_directions, {"api.a": "from layers import legend"}, "api.a:1: api imports layers"),
        (wrong_directions, {"cli.a": "import views"}, "cli.a:1: cli imports views"),
        (wrong_directions, {"app": "from layers import base"}, "app:1: app imports layers"),
        (wrong_directions, {"views.a": "from app import app"}, "views.a:1: views imports app"),
        (strangers, {"geo.a": "import streamlit as st"}, "geo.a:1: streamlit belongs to app and views alone"),
        (strangers, {"api.a": "from streamlit import App"}, "api.a:1: streamlit belongs to app and views alone"),
        (strangers, {"app": "import streamlit_folium"}, "app:1: streamlit_folium belongs to views alone"),
        (strangers, {"views.a": "from starlette.routing import Route"}, "views.a:1: starlette belongs"),
        (strangers, {"views.a": "import folium"}, "views.a:1: folium belongs to layers alone"),
        (strangers, {"geo.a": "from branca.element import Element"}, "geo.a:1: branca belongs to layers alone"),
        (strangers, {"geo.a": "import requests"}, "geo.a:1: requests belongs to geo.sources alone"),
        (strangers, {"geo.a": "from urllib import request"}, "geo.a:1: urllib.request belongs to geo.sources alone"),
        (
            more_than_values,
            {"layers.a": "from geo.store import load_dataset", "geo.store": ""},
            "layers.a:1: layers take only value types from geo, not geo.store load_dataset",
        ),
        (
            more_than_values,
            {"layers.a": "from geo.query import evaluate", "geo.query": ""},
            "layers.a:1: layers take only value types from geo, not geo.query evaluate",
        ),
        (wrong_height_in_geo, {"geo.errors": "import geo.schema"}, "geo.errors:1: stands at the bottom"),
        (wrong_height_in_geo, {"geo.crs": "import geo.dataset"}, "geo.crs:1: stands at the bottom"),
        (wrong_height_in_geo, {"geo.dataset": "import geo.query"}, "geo.dataset:1: imports geo.query, which"),
        (wrong_height_in_geo, {"geo.query": "import geo.store"}, "geo.query:1: imports geo.store, which stands on top"),
        (
            wrong_height_in_geo,
            {"geo.structure": "from geo.specialization import share"},
            "geo.structure:1: an indicator module imports another one, geo.specialization",
        ),
        (
            second_doors,
            {"views.a": "import streamlit_folium", "views.b": "from streamlit_folium import st_folium"},
            "views.a, views.b: streamlit_folium is called from one module only",
        ),
        (cycles, {"geo.a": "import geo.b", "geo.b": "from . import a"}, "geo.a -> geo.b -> geo.a: a cycle"),
        (cycles, {"geo.a": "def f():\n    import geo.a"}, "geo.a -> geo.a: a cycle"),
        (work_on_import, {"geo.a": "x = open('f').read()"}, "geo.a:1: open() runs when the module is imported"),
        (work_on_import, {"geo.a": "Path('d').mkdir()"}, "geo.a:1: ?.mkdir() runs"),
        (work_on_import, {"geo.a": "class A:\n    t = pd.read_csv('f')"}, "geo.a:2: pd.read_csv() runs"),
        (work_on_import, {"geo.a": "def f(x=open('f')): ..."}, "geo.a:1: open() runs"),
        (work_on_import, {"geo.a": "if True:\n    log.addHandler(h)"}, "geo.a:2: log.addHandler() runs"),
        (work_on_import, {"geo.sources.a": "x = requests.get('a')"}, "geo.sources.a:1: requests.get() runs"),
    ],
)
def test_the_rule_bites(rule: Rule, modules: dict[str, str], breach: str) -> None:
    found = list(rule({name: ast.parse(code) for name, code in modules.items()}))
    assert len(found) == 1
    assert found[0].startswith(breach)


def test_what_is_allowed_passes_every_rule() -> None:
    modules = {
        "app": "import streamlit as st\nfrom api.routes import ROUTES\nfrom geo.store import default_store",
        "api.routes": "from starlette.responses import Response\nfrom geo import store",
        "cli.main": "from geo import store\nfrom layers import table",
        "views.main": "import streamlit as st\nfrom streamlit_folium import st_folium\nimport layers.base, geo.query",
        "layers.base": "import folium\nfrom geo.classify import Classification\nfrom geo.query import Result",
        "layers.table": "from geo.errors import RegioscopeError",
        "geo.store": "from geo.query import evaluate",
        "geo.query": "from geo import specialization\nfrom geo.classify import Classification",
        "geo.classify": "from geo.errors import RegioscopeError",
        "geo.specialization": "def read(path):\n    return open(path)\nif TYPE_CHECKING:\n    open('x')",
        "geo.errors": "NAMES = tuple(name for name in ('a', 'b'))",
        "geo.sources.a": "import requests\nload = lambda: requests.get('a')",
    }
    known = {name: ast.parse(code) for name, code in modules.items()}
    assert [breach for rule in RULES for breach in rule(known)] == []


WATCHED_IMPORT = """
import importlib, json, logging, os, sys
root, names, seen = sys.argv[1], json.loads(sys.argv[2]), []

def watch(event, args):
    path = os.fspath(args[0]) if args and isinstance(args[0], (str, os.PathLike)) else ""
    if event in ("socket.connect", "subprocess.Popen", "os.system"):
        seen.append((event, repr(args[:2])))
    elif event in ("open", "os.mkdir", "os.remove") and not path.endswith(".py") and "__pycache__" not in path:
        if os.path.abspath(path).startswith(root + os.sep) and os.sep + ".venv" + os.sep not in path:
            seen.append((event, path))

for name in json.loads(sys.argv[3]):
    importlib.import_module(name)
handlers = list(logging.getLogger().handlers)
sys.addaudithook(watch)
sys.path.insert(0, root)
for name in names:
    importlib.import_module(name)
print(json.dumps({"seen": seen, "handlers": len(logging.getLogger().handlers) - len(handlers)}))
"""


def watched_import(root: Path, names: list[str], libraries: list[str]) -> dict[str, Any]:
    """Import the modules in a fresh interpreter whose audit notes what they touch below the root."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WATCHED_IMPORT, str(root), json.dumps(names), json.dumps(libraries)],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(sys.prefix),  # where Streamlit finds no settings of the project to read
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_importing_every_module_touches_no_file_of_the_project_and_adds_no_log_handler() -> None:
    """The syntax tree cannot see what a called function does; the interpreter's own audit can."""
    names = sorted(set(trees(*PACKAGES)) - {"app", "views.main"})  # the two that are run, not imported
    libraries = ["geopandas", "folium", "pyarrow.parquet", "streamlit", "starlette", "alembic.op"]
    assert watched_import(ROOT, names, libraries) == {"seen": [], "handlers": 0}


def test_the_audit_bites(tmp_path: Path) -> None:
    code = "import logging\ndef load():\n    (open(__file__ + '.txt', 'w')).close()\n    logging.warning('x')\nload()\n"
    (tmp_path / "eager.py").write_text(code, encoding="utf-8")
    found = watched_import(tmp_path, ["eager"], [])
    assert found == {"seen": [["open", str(tmp_path / "eager.py.txt")]], "handlers": 1}
