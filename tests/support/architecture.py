"""The rules of the architecture: who may import whom, and modules that do no work when they are imported."""

import ast
from collections.abc import Callable, Iterator

from tests.support.source import PACKAGES, Trees, dotted, edges, imports, run_on_import

Rule = Callable[[Trees], Iterator[str]]

# app -> views, api, cli -> papers -> scene -> layers -> geo, and keep beside papers, on scene; all speak to geo, too
MAY_IMPORT = {
    "app": {"api", "geo", "views"},  # geo: it hands the one store to the routes
    "api": {"api", "geo", "keep", "papers", "scene"},
    "cli": {"cli", "geo", "keep", "layers", "papers", "scene"},
    "views": {"views", "geo", "keep", "layers", "papers", "scene"},
    "papers": {"papers", "geo", "layers", "scene"},
    "scene": {"scene", "geo", "layers"},
    "keep": {"keep", "geo", "scene"},
    "layers": {"layers", "geo"},
    "geo": {"geo"},
}
# A library and the only modules that may import it
HOMES = {
    "streamlit": ("app", "views"),
    "streamlit_folium": ("views",),
    "starlette": ("app", "api"),
    "uvicorn": ("api",),
    "psutil": ("api.sockets",),
    "folium": ("layers",),
    "branca": ("layers",),
    "sqlalchemy": ("keep",),
    "alembic": ("keep",),
    **dict.fromkeys(("matplotlib", "pptx", "docx", "reportlab", "xlsxwriter"), ("papers",)),
    **dict.fromkeys(("requests", "urllib.request", "urllib3", "http.client", "httpx"), ("geo.sources",)),
    "socket": ("geo.sources", "api.sockets"),
}
# What layers may take from geo: value types. An empty set means everything in the module
VALUE_TYPES: dict[str, set[str]] = {
    "geo.classify": set(),
    "geo.errors": set(),
    "geo.query": {"Query", "Result"},
    "geo.schema": set(),
    "geo.types": set(),
}
BOTTOM = {
    "geo.errors": set[str](),
    "geo.problems": set[str](),
    "geo.schema": {"geo.errors", "geo.problems"},
    "geo.crs": {"geo.errors"},
}
# The modules of geo on top, and who in geo may import them
TOP = {"geo.query": {"geo.provenance", "geo.resolve", "geo.store"}, "geo.store": set[str]()}
INDICATORS = {
    *("geo.agglomeration", "geo.autocorrelation", "geo.cluster_rules", "geo.complexity", "geo.concentration"),
    *("geo.dynamics", "geo.linkages", "geo.priorities", "geo.scouting", "geo.specialization", "geo.structure"),
}
WORK = {
    *("open", "input", "exec", "eval", "print", "__import__", "importlib.import_module", "gettext.translation"),
    *("os.mkdir", "os.makedirs", "os.listdir", "os.scandir", "os.walk", "os.chdir", "os.remove", "sys.path.insert"),
    *("logging.basicConfig", "logging.FileHandler", "logging.StreamHandler", "logging.config.dictConfig"),
}
WORK_MODULES = {"requests", "urllib", "socket", "subprocess", "shutil", "tempfile"}
WORK_METHODS = {
    *("open", "mkdir", "touch", "unlink", "iterdir", "glob", "rglob", "exists", "is_file", "is_dir", "addHandler"),
    *("read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "read_parquet", "read_json", "read_excel"),
    *("read_file", "read_feather", "urlopen", "to_csv", "to_parquet"),
}


def inside(module: str, package: str) -> bool:
    """Tell whether a module is the package or stands in it; ``streamlit`` stands for every ``streamlit*``."""
    return module == package or module.startswith(f"{package}.")


def wrong_directions(known: Trees) -> Iterator[str]:
    for module, tree in known.items():
        package = module.partition(".")[0]
        for target, found in edges(module, tree, known):
            goal = target.partition(".")[0]
            if goal not in MAY_IMPORT.get(package, set(PACKAGES)):
                yield f"{module}:{found.line}: {package} imports {target}"


def strangers(known: Trees) -> Iterator[str]:
    for module, tree in known.items():
        for found in imports(module, tree):
            for library, homes in HOMES.items():
                path = f"{found.module}.{found.name}"
                if inside(path, library) and not any(inside(module, home) for home in homes):
                    yield f"{module}:{found.line}: {library} belongs to {' and '.join(homes)} alone"


def more_than_values(known: Trees) -> Iterator[str]:
    for module, tree in known.items():
        for target, found in edges(module, tree, known) if inside(module, "layers") else ():
            names = VALUE_TYPES.get(target)
            if inside(target, "geo") and (names is None or (names and found.name not in names)):
                taken = f"{target} {found.name}".rstrip()
                yield f"{module}:{found.line}: layers take only value types from geo, not {taken}"


def wrong_height_in_geo(known: Trees) -> Iterator[str]:
    for module, tree in known.items():
        for target, found in edges(module, tree, known) if inside(module, "geo") else ():
            if module in BOTTOM and target not in BOTTOM[module]:
                yield f"{module}:{found.line}: stands at the bottom and imports {target}"
            if target in TOP and module not in TOP[target]:
                yield f"{module}:{found.line}: imports {target}, which stands on top"
            if {module, target} <= INDICATORS:
                yield f"{module}:{found.line}: an indicator module imports another one, {target}"


def second_doors(known: Trees) -> Iterator[str]:
    users = [name for name, tree in known.items() if any(i.module == "streamlit_folium" for i in imports(name, tree))]
    if len(users) > 1:
        yield f"{', '.join(users)}: streamlit_folium is called from one module only"


def cycles(known: Trees) -> Iterator[str]:
    graph = {name: {target for target, _ in edges(name, tree, known)} for name, tree in known.items()}
    finished: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            yield " -> ".join((*path[path.index(name) :], name)) + ": a cycle"
        elif name not in finished:
            for target in sorted(graph.get(name, ())):
                yield from walk(target, (*path, name))
            finished.add(name)

    for name in sorted(graph):
        yield from walk(name, ())


def work_on_import(known: Trees) -> Iterator[str]:
    for module, tree in known.items():
        for node in run_on_import(tree):
            if isinstance(node, ast.Call):
                call = dotted(node.func)
                method = call.rpartition(".")[2] if "." in call else ""
                if call in WORK or call.partition(".")[0] in WORK_MODULES or method in WORK_METHODS:
                    yield f"{module}:{node.lineno}: {call}() runs when the module is imported"


RULES: tuple[Rule, ...] = (
    wrong_directions,
    strangers,
    more_than_values,
    wrong_height_in_geo,
    second_doors,
    cycles,
    work_on_import,
)
