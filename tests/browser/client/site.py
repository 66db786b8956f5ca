"""A small site around the map client: the map in a frame, made-up geometry, routes that can be slow or fail."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from layers.base_map import base_map

STATIC = Path(__file__).resolve().parents[3] / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
FRAME = "/component/streamlit_folium.st_folium/index.html"
OUTER = f"""<!doctype html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>page</title><style>body{{margin:0}}iframe{{border:0;width:100%;height:100vh;display:block}}</style>
<iframe src="{FRAME}" title="before"></iframe>"""
HOST = """<script>
window.sent = [];
window.Streamlit = {setComponentValue: function (value) { window.sent.push(JSON.parse(JSON.stringify(value))); }};
window.__GLOBAL_DATA__ = {previous_data: {last_active_drawing: null}, last_active_drawing: null};
</script>"""
HOSTILE = "<img src=x onerror='window.ran=1'> {{ 7*7 }} ${1}"
NAMES = (
    ("West", "Захід"),
    ("Middle", "Центр"),
    (HOSTILE, HOSTILE),
    ("South", "Південь"),
    ("Isles", "Острови"),
    ("East", "Схід"),
)
SIDE_DEG = 4


def grid(columns: int, rows: int, names: tuple[tuple[str, str], ...] = (), side: float = SIDE_DEG) -> dict[str, object]:
    """Return squares beside one another, row by row from the north-west corner at 20 E, 52 N; codes R0, R1 ..."""
    features = []
    for i in range(columns * rows):
        west, north = 20 + side * (i % columns), 52 - side * (i // columns)
        ring = [(west, north), (west + side, north), (west + side, north - side), (west, north - side), (west, north)]
        en, uk = names[i] if i < len(names) else (f"Region {i}", f"Регіон {i}")
        properties = {"id": f"R{i}", "name": en, "name_uk": uk}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return {"type": "FeatureCollection", "features": features}


def points(collection: dict[str, object]) -> dict[str, object]:
    """Return the north-west corners of the squares as points."""
    features = json.loads(json.dumps(collection["features"]))
    for feature in features:
        feature["geometry"] = {"type": "Point", "coordinates": feature["geometry"]["coordinates"][0][0]}
    return {"type": "FeatureCollection", "features": features}


SIX = grid(3, 2, NAMES)
FILES: dict[str, object] = {
    "/geo/six.json": SIX,
    "/geo/six-detail.json": SIX,
    "/geo/points.json": points(SIX),
    "/geo/many.json": grid(60, 52, side=0.2),
    "/geo/land.json": grid(1, 1, side=40),
    "/geo/borders.json": {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"disputed": no}, "geometry": {"type": "LineString", "coordinates": line}}
        for no, line in ((False, [[20, 45], [32, 45]]), (True, [[20, 47], [32, 47]]))
    ]},
    "/ctx/places.json": [[26, 46, "Big town", 5_000_000, "Велике місто", None], [20.5, 51.5, "Small", 20_000]],
    "/ctx/airports.json": [[22, 50, HOSTILE, 0], [30, 46, "Far field", 0]],
    "/ent/7": {"id": 7, "industry_code": "C", "region_code": "R1", "employees": 1234, "organisation_type": "firm",
               "obs_status": "S", "name": HOSTILE},
    "/ent": {"found": [[7, HOSTILE, 22, 50], [8, None, None, None]], "complete": False},
    "/pts/within": {"count": 3, "employees": 40, "basis": "employees", "of": 2,
                    "industries": [["C", 2, 30, 1.5], ["X", 1, 10, None]],
                    "rows": [[7, 22, 50, "C", 30], [8, 23, 50, "X", None]]},
    "/pts/hexagons": {"h": [[1500, 9, 22, 50], [1, 1, 26, 48]], "side": 0.002},
    "/pts/density": {"rows": ["0120", "0770"], "levels": [1, 2, 4, 8, 16, 32, 64], "box": [20, 46, 28, 50], "km": 10,
                     "weight": "employees"},
}  # fmt: skip


@dataclass
class Site:
    """Address of the site and what was asked of it; tests set `delays` (seconds of next views) and `broken` paths."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def views(self) -> list[dict[str, str]]:
        """Return the parameters of the requests for points."""
        found = (urlsplit(path) for path in self.asked)
        return [{k: v[0] for k, v in parse_qs(u.query).items()} for u in found if u.path == "/pts/view"]


def view_answer(query: dict[str, str]) -> dict[str, object]:
    """Clusters from afar; from zoom 8 on one establishment in the middle of the view; nothing of the kind "nobody"."""
    if query.get("type") in {"nobody", "few"}:
        return {"c": [], "p": [], "i": []} | ({"hidden": 2} if query["type"] == "few" else {})
    if float(query["z"]) < 8:
        return {"c": [[1500, 40_000, 22, 50], [3, 12, 30, 46]], "p": [], "i": []}
    lon = (float(query["w"]) + float(query["e"])) / 2
    lat = (float(query["s"]) + float(query["n"])) / 2
    return {"c": [], "p": [[7, lon, lat, 0, 1234]], "i": [query.get("industry", "C")]}


@cache
def fixed() -> dict[str, tuple[bytes, str]]:
    """Return body and type of every answer that is always the same."""
    frame = base_map().get_root().render().replace("<head>", "<head>" + HOST, 1)
    return {
        "/": (OUTER.encode(), "text/html; charset=utf-8"),
        FRAME: (frame.encode(), "text/html; charset=utf-8"),
        **{path: (json.dumps(content).encode(), "application/json") for path, content in FILES.items()},
    }


class Handler(BaseHTTPRequestHandler):
    """Answer from memory, or from the static folder of the project."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *rest: object) -> None:
        self.site = site
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        self.site.asked.append(self.path)
        parts = urlsplit(self.path)
        if parts.path == "/pts/view" and self.site.delays:
            threading.Event().wait(self.site.delays.pop(0))
        body, kind = self.answer(parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()})
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def answer(self, path: str, query: dict[str, str]) -> tuple[bytes | None, str]:
        """Return body and type, or no body when there is nothing at the path."""
        if path == "/pts/view":
            return json.dumps(view_answer(query)).encode(), "application/json"
        if path in fixed() and path not in self.site.broken:
            return fixed()[path]
        file = STATIC / path.removeprefix("/app/static/")
        if path.startswith("/app/static/") and file.is_file():
            return file.read_bytes(), TYPES.get(file.suffix, "text/plain")
        return None, "text/plain"

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def running_site() -> Iterator[Site]:
    """Serve the site on a free port of this machine."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
