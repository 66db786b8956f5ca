from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.lean import WithoutPreloadedFont

FONT = '<link\n rel="preload"\n href="./a.woff2"\n as="font"\n type="font/woff2"\n crossorigin />'
PAGE = f'<html><head>{FONT}<link rel="modulepreload" href="./a.js"></head><body>Ö</body></html>'


async def page(_: Request) -> HTMLResponse:
    return HTMLResponse(PAGE)


async def text(_: Request) -> PlainTextResponse:
    return PlainTextResponse(PAGE)


CLIENT = TestClient(
    Starlette(routes=[Route("/", page), Route("/text", text)], middleware=[Middleware(WithoutPreloadedFont)])
)


def test_a_page_loses_its_preloaded_font_and_nothing_else() -> None:
    answer = CLIENT.get("/")
    assert answer.text == PAGE.replace(FONT, "")
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_other_answers_pass_untouched() -> None:
    assert CLIENT.get("/text").text == PAGE
    assert CLIENT.head("/").headers["content-length"] == str(len(PAGE.encode()))
