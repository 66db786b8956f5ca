"""The project's own modules as syntax trees, and what they import."""

import ast
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.app import ROOT

PACKAGES = ("api", "cli", "geo", "keep", "layers", "papers", "scene", "views")
OTHER_FOLDERS = ("benchmarks", "scripts", "tests")
Trees = Mapping[str, ast.Module]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Import:
    """One imported module, with the name taken from it (empty for ``import module``)."""

    module: str
    name: str
    line: int


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the project.

    >>> module_name(ROOT / "geo" / "sources" / "__init__.py"), module_name(ROOT / "app.py")
    ('geo.sources', 'app')
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def files(*folders: str) -> list[Path]:
    """Return the Python files of the folders, and app.py, sorted."""
    found = itertools.chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders)
    return sorted(path for path in [*found, ROOT / "app.py"] if path.is_file())


def trees(*folders: str) -> dict[str, ast.Module]:
    """Parse every module of the folders, and app.py."""
    return {module_name(path): parsed(path.read_text(encoding="utf-8")) for path in files(*folders)}


@cache
def parsed(text: str) -> ast.Module:
    """Parse a module once for all rules, which only read it."""
    return ast.parse(text)


def imports(module: str, tree: ast.Module) -> list[Import]:
    """Return every import of a module, those inside functions and for hints included; relative ones are resolved.

    >>> imports("geo.query", ast.parse("import os.path, json\\nfrom . import schema\\nfrom geo.errors import A, B"))
    ... # doctest: +NORMALIZE_WHITESPACE
    [Import(module='geo', name='schema', line=2), Import(module='geo.errors', name='A', line=3),
     Import(module='geo.errors', name='B', line=3), Import(module='json', name='', line=1),
     Import(module='os.path', name='', line=1)]
    """
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, "", node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            found += [Import(source, alias.name, node.lineno) for alias in node.names]
    return sorted(found)


def edges(module: str, tree: ast.Module, known: Trees) -> Iterator[tuple[str, Import]]:
    """Yield the project's modules that a module imports: ``from geo import schema`` leads to ``geo.schema``."""
    for found in imports(module, tree):
        inner = f"{found.module}.{found.name}"
        target = inner if inner in known else found.module
        if target.partition(".")[0] in {"app", *PACKAGES}:
            yield target, found


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Return how many lines the body of a function has, its docstring left out.

    >>> body_lines(next(functions(ast.parse('def f():\\n    \"\"\"Say.\"\"\"\\n    a = 1\\n\\n    return a'))))
    3
    """
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: all but the bodies of functions and what only type checkers read."""
    if isinstance(node, ast.Lambda):
        inner: list[ast.AST] = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
    elif isinstance(node, Function):
        inner = [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
    elif isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "__name__ == '__main__'"}:
        inner = list(node.orelse)
    else:
        inner = list(ast.iter_child_nodes(node))
    yield node
    for child in inner:
        yield from run_on_import(child)


def dotted(node: ast.AST) -> str:
    """Return the dotted name of a call's function, ``?`` for what is no name.

    >>> [dotted(ast.parse(code, mode="eval").body) for code in ("os.path.join", "Path(x).open", "f")]
    ['os.path.join', '?.open', 'f']
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"
