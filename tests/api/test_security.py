from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from api.security import SecurityHeaders, content_security_policy

Serve = Callable[..., TestClient]


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


@pytest.mark.parametrize("path", ["/healthz", "/geo/x/nope/y.json", "/nowhere", "/app/static/map/map.js"])
def test_every_answer_carries_the_headers_errors_and_files_too(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == content_security_policy(online_tiles=False)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_by_default_no_directive_names_another_host() -> None:
    policy = directives(content_security_policy(online_tiles=False))
    allowed = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:", "ws:", "wss:"}
    assert {word for words in policy.values() for word in words.split()} <= allowed
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"


def test_online_tiles_open_pictures_and_nothing_else(serve: Serve) -> None:
    closed = directives(content_security_policy(online_tiles=False))
    opened = directives(serve(online_tiles=True).get("/healthz").headers["content-security-policy"])
    assert {name for name in closed if closed[name] != opened[name]} == {"img-src"}
    assert opened["img-src"].split() == ["'self'", "data:", "blob:", "https:"]


def test_an_answer_keeps_the_headers_that_it_brings_and_websockets_pass() -> None:
    async def strict(_: Request) -> Response:
        return Response("x", headers={"Referrer-Policy": "no-referrer"})

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("hello")
        await socket.close()

    app = Starlette(routes=[Route("/", strict), WebSocketRoute("/ws", talk)], middleware=[Middleware(SecurityHeaders)])
    client = TestClient(app)
    assert client.get("/").headers.get_list("referrer-policy") == ["no-referrer"]
    with client.websocket_connect("/ws") as socket:
        assert socket.receive_text() == "hello"
