"""The house rules: budgets of size, and what no file of the project holds."""

import ast
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from tests.support.source import Function, body_lines, dotted, functions, parsed

MODULE_LINES = 300
MEDIAN_MODULE_LINES = 150
BODY_LINES = 60
BODY_LINES_WANTED = 40
PARAMETERS = 8
BYTES_OUTSIDE_DATA = 2_000_000
README_LINES = 120
SILENT = {"api", "geo", "layers", "views"}
DOCUMENTED = {"geo", "layers"}
NOT_OURS = ("static/vendor/", "static/fonts/", "data/")
TEXT = {".py", ".js", ".css", ".html", ".md", ".sh", ".toml", ".cff", ".yml", ".po", ""}
MAKES_MUTABLE = {"list", "dict", "set", "defaultdict", "DataFrame", "Series", "GeoDataFrame", "array", "zeros", "ones"}

UNFINISHED = re.compile(r"\b(?:T[O]DO|FIX[M]E)\b")
HOME_OF_ONE_MACHINE = re.compile(r"(?<![\w.>}])/(?:home|root|tmp|work|Users)/\w+")
ADDRESS = re.compile(r"""(?<=[:"'`(=])//([\w-]+(?:\.[\w-]+)+)""")
NO_OTHER_MACHINE = re.compile(r"[\d.]+|(?:.+\.)?example(?:\.org)?")
NAMES_A_FORMAT = {"www.w3.org", "www.opengis.net", "mrcc.com", "vega.github.io"}

Rule = Callable[[str, str], Iterator[str]]


def top(path: str) -> str:
    """Return the first folder of a path of the project."""
    return PurePosixPath(path).parts[0]


def is_ours(path: str) -> bool:
    """Tell whether a text file was written for this project.

    >>> [is_ours(path) for path in ("geo/crs.py", "static/vendor/leaflet/leaflet.js", "Makefile", "data/x/README.md")]
    [True, False, True, False]
    """
    return PurePosixPath(path).suffix in TEXT and not path.startswith(NOT_OURS)


def parameters(function: Function) -> int:
    """Count the parameters of a function, self and cls left out."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return sum(argument.arg not in {"self", "cls"} for argument in named)


def long_module(path: str, text: str) -> Iterator[str]:
    if path.endswith(".py") and (lines := len(text.splitlines())) > MODULE_LINES:
        yield f"{path}: {lines} lines, at most {MODULE_LINES}"


def large_function(path: str, text: str) -> Iterator[str]:
    for function in functions(parsed(text)) if path.endswith(".py") else ():
        if (lines := body_lines(function)) > BODY_LINES:
            yield f"{path}:{function.lineno}: {function.name} has {lines} lines, at most {BODY_LINES}"
        if (count := parameters(function)) > PARAMETERS:
            yield f"{path}:{function.lineno}: {function.name} has {count} parameters, at most {PARAMETERS}"


def broad_except(path: str, text: str) -> Iterator[str]:
    for node in ast.walk(parsed(text)) if path.endswith(".py") else ():
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in caught):
                yield f"{path}:{node.lineno}: catches everything: name the errors that are expected"


def printing(path: str, text: str) -> Iterator[str]:
    for node in ast.walk(parsed(text)) if path.endswith(".py") and top(path) in SILENT else ():
        if isinstance(node, ast.Call) and dotted(node.func) == "print":
            yield f"{path}:{node.lineno}: prints"


def mutable_default(path: str, text: str) -> Iterator[str]:
    for function in functions(parsed(text)) if path.endswith(".py") else ():
        for default in filter(None, [*function.args.defaults, *function.args.kw_defaults]):
            made = isinstance(default, ast.Call) and dotted(default.func).rpartition(".")[2] in MAKES_MUTABLE
            if made or isinstance(default, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp):
                yield f"{path}:{function.lineno}: {function.name} has a default that can change"


def missing_docstring(path: str, text: str) -> Iterator[str]:
    if not path.endswith(".py") or top(path) not in DOCUMENTED:
        return
    tree = parsed(text)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    if ast.get_docstring(tree) is None:
        yield f"{path}:1: the module has no docstring"
    owners: list[ast.Module | ast.ClassDef] = [tree, *classes]
    for owner in owners:
        for node in owner.body:
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):  # noqa: SIM102
                if ast.get_docstring(node) is None:
                    yield f"{path}:{node.lineno}: {node.name} has no docstring"


def unfinished(path: str, text: str) -> Iterator[str]:
    yield from lines_with(UNFINISHED, path, text, "is for the issue tracker")


def path_of_one_machine(path: str, text: str) -> Iterator[str]:
    yield from lines_with(HOME_OF_ONE_MACHINE, path, text, "exists on one machine only")


def other_machine(path: str, text: str) -> Iterator[str]:
    """What runs names no address of another machine, so that it fetches nothing; scripts/ names the publishers."""
    if top(path) in {"docs", "scripts", "tests"} or path.endswith(".md"):
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for found in ADDRESS.finditer(line):
            if found[1] not in NAMES_A_FORMAT and not NO_OTHER_MACHINE.fullmatch(found[1]):
                yield f"{path}:{number}: {found[0]} is on another machine: serve it from static/"


def lines_with(pattern: re.Pattern[str], path: str, text: str, why: str) -> Iterator[str]:
    """Yield a breach for each line that holds the pattern."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := pattern.search(line):
            yield f"{path}:{number}: {found.group()} {why}"


def make_commands(markdown: str) -> set[str]:
    """Return the make targets named in the code blocks of a page.

    >>> sorted(make_commands('make x\\n```sh\\n$ make run PORT=1\\nmake env test ARGS="-k y"  # both\\n```\\nmake z'))
    ['env', 'run', 'test']
    """
    blocks = re.findall(r"^\s*```.*?\n(.*?)^\s*```", markdown, flags=re.MULTILINE | re.DOTALL)
    calls = re.findall(r"^\s*(?:\$ )?make\b(.*)", "\n".join(blocks), flags=re.MULTILINE)
    words = {word for call in calls for word in shlex.split(call, comments=True)}
    return {word for word in words if "=" not in word and not word.startswith("-")}


RULES: tuple[Rule, ...] = (
    long_module,
    large_function,
    broad_except,
    printing,
    mutable_default,
    missing_docstring,
    unfinished,
    path_of_one_machine,
    other_machine,
)
