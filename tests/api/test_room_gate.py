"""The room's own listener: its routes and nothing else, under its address, from its page, at a human pace."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from api.room_gate import HEADERS, Gate, Pace
from api.room_limits import Buckets
from tests.support.room import Answer, Hall, Phone, open_hall, stay_here


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One room for all of these tests: they change nothing in it."""
    with pytest.MonkeyPatch.context() as patch:
        stay_here(patch)
        opened = open_hall(tmp_path_factory.mktemp("hall"))
        yield opened
        opened.end()


@pytest.fixture
def phone(hall: Hall) -> Phone:
    return hall.phone().join()


OF_THE_APP = ["/", "/healthz", "/_stcore/health", "/geo/x/us-states/overview.json", "/ctx/x/airports.json",
              "/app/static/map/core.js", "/static/x.js", "/ent/us/x", "/media/x", "/component/x",
              "/meet/MEETING", "/meet/MEETING/deck.json", "/meet/MEETING/room/state", "/docs"]  # fmt: skip


@pytest.mark.parametrize("path", OF_THE_APP)
def test_nothing_of_the_app_answers_here(hall: Hall, phone: Phone, path: str) -> None:
    token = {"Authorization": f"Bearer {hall.token}"}
    for place in (path, f"/{hall.room.keys.code}{path}" if path != "/" else "/x"):
        found = phone.ask("GET", place.replace("MEETING", hall.meeting), headers=token)
        assert (found.status, found.json["code"]) == (404, "nowhere"), place


@pytest.mark.parametrize("name", ["../state", "file/../page.py", "file/%2e%2e/room_app.py", "file/page.html",
                                  "file/.x", "map/x/regions.json", "words/de.json", "words/..%2fen.json",
                                  "state/", "vote/x"])  # fmt: skip
def test_below_the_code_there_is_what_the_page_needs_and_no_path_leads_out(phone: Phone, name: str) -> None:
    assert phone.get(name).status == 404


@pytest.mark.parametrize("code", ["", "x", "23456789abcd", "%2e%2e", "ї".encode().hex(), "%D1%97" * 12])
def test_another_code_opens_nothing(hall: Hall, phone: Phone, code: str) -> None:
    assert code != hall.room.keys.code
    for name in ("state", "", "file/page.js", "words/en.json"):
        assert phone.ask("GET", f"/{code}/{name}").status == 404
    usual = {"Content-Type": "application/json", "Origin": f"http://{phone.host}"}
    assert phone.ask("POST", f"/{code}/join", b"{}", headers=usual).status == 404


def raw(host: str, lines: list[str], body: bytes = b"") -> Answer:
    """Send a request byte by byte as it stands here."""
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=5) as line:
        line.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
        got = b""
        while piece := line.recv(65536):
            got += piece
    head, _, rest = got.partition(b"\r\n\r\n")
    first, *fields = head.decode("latin-1").split("\r\n")
    return Answer(int(first.split()[1]), dict(field.split(": ", 1) for field in fields), rest)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1",
                                  "localhost.evil:{port}", "127.0.0.1:{port}.", "[::1]:{port}", ""])  # fmt: skip
def test_under_another_host_nothing_is_told(hall: Hall, host: str) -> None:
    asked = host.format(port=hall.room.port)
    found = raw(f"127.0.0.1:{hall.room.port}", [f"GET /{hall.room.keys.code}/state HTTP/1.1", f"Host: {asked}"])
    assert (found.status, found.json["code"]) == (421, "host")
    assert found.json["error"] == "This page answers only at the address that the presenter shows."


def test_two_hosts_or_none_are_refused_and_localhost_is_this_machine(hall: Hall) -> None:
    here, line = f"127.0.0.1:{hall.room.port}", f"GET /{hall.room.keys.code}/state HTTP/1.1"
    assert raw(here, [line, f"Host: {here}", "Host: evil.example"]).status in {400, 421}
    assert raw(here, [line.replace("1.1", "1.0")]).status == 421
    assert raw(here, [line, f"Host: localhost:{hall.room.port}"]).status == 200


def test_a_forwarded_address_or_host_counts_for_nothing(phone: Phone) -> None:
    more = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7"}
    assert phone.get("state", **more).status == 200
    assert (
        phone.ask("GET", f"{phone.path}/state", headers={"Host": "evil.example", "X-Forwarded-Host": phone.host}).status
        == 421
    )


ORIGINS = [
    "http://evil.example",
    "null",
    "",
    "https://{host}",
    "http://{host}.evil.example",
    "http://127.0.0.1",
    "{host}",
]


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("name", ["join", "vote", "pin", "note"])
def test_what_is_sent_from_another_page_is_refused(phone: Phone, name: str, origin: str) -> None:
    found = phone.post(name, {}, Origin=origin.format(host=phone.host))
    assert (found.status, found.json["code"]) == (403, "origin")


def test_what_is_sent_from_no_page_is_refused_and_what_is_only_read_needs_none(phone: Phone) -> None:
    kind = {"Content-Type": "application/json"}
    assert phone.ask("POST", f"{phone.path}/join", b"{}", headers=kind).status == 403
    assert phone.get("state").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(phone: Phone, method: str) -> None:
    found = phone.ask(method, f"{phone.path}/state", headers={"Origin": f"http://{phone.host}"})
    assert (found.status, found.json["code"]) == (405, "method")


def test_a_route_is_read_or_sent_to_not_both(phone: Phone) -> None:
    assert phone.post("state", {}).status == 405
    assert phone.get("vote").status == 405
    assert phone.ask("HEAD", f"{phone.path}/state").body == b""


@pytest.mark.parametrize("name", ["join", "vote", "pin", "note"])
def test_only_json_of_four_kilobytes_is_read(phone: Phone, name: str) -> None:
    assert phone.post(name, {}, **{"Content-Type": "text/plain"}).json["code"] == "type"
    assert phone.post(name, {"text": "x" * 5000}).json["code"] == "large"
    assert phone.post(name, ["x"]).json["code"] == "json"


def test_a_form_of_another_page_cannot_be_taken_for_json(phone: Phone) -> None:
    kind = "application/x-www-form-urlencoded"
    assert phone.post("join", {}, **{"Content-Type": kind}).status == 415


def test_headers_without_end_end_the_conversation(hall: Hall) -> None:
    here = f"127.0.0.1:{hall.room.port}"
    try:
        assert (
            raw(here, [f"GET /{hall.room.keys.code}/state HTTP/1.1", f"Host: {here}", f"X: {'y' * 400_000}"]).status
            == 400
        )
    except ConnectionResetError:  # it did not even listen to the end
        assert hall.phone().get("state").status == 200


@pytest.mark.parametrize("name", ["", "state", "file/page.js", "words/uk.json", "nowhere", "pins"])
def test_every_answer_carries_the_headers_refusals_too(phone: Phone, name: str) -> None:
    for found in (phone.get(name), phone.get(name, Host="evil.example"), phone.post(name or "x", {}, Origin="null")):
        sent = {key.lower(): value for key, value in found.headers.items()}
        assert {key: sent.get(key.lower()) for key in HEADERS} == dict(HEADERS)
        assert "server" not in sent


def test_the_policy_lets_nothing_in_but_files_of_the_room() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert {word for words in policy.values() for word in words.split()} == {"'none'", "'self'"}
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"


def test_the_page_has_nothing_that_the_policy_forbids(phone: Phone) -> None:
    text = phone.get("").body.decode()
    assert "<style" not in text
    assert " style=" not in text
    assert " on" not in "".join(part.partition(">")[0] for part in text.split("<")[1:] if "=" in part)
    assert all("src=" in part for part in text.split("<script")[1:])


@pytest.mark.parametrize(
    ("lang", "sentence"), [("uk", "За цією адресою немає зали"), ("ru", "По этому адресу нет зала")]
)
def test_a_refusal_is_in_the_language_of_who_asks(phone: Phone, lang: str, sentence: str) -> None:
    assert phone.get("x", **{"Accept-Language": f"{lang}-XX,en;q=0.5"}).json["error"].startswith(sentence)
    assert phone.get(f"x?lang={lang}").json["error"].startswith(sentence)


async def gated(pace: Pace, method: str, times: int) -> list[dict[str, object]]:
    """Ask a gate over nothing so many times; return the start of each answer."""
    seen: list[dict[str, object]] = []

    async def behind(_scope: object, _receive: object, send: object) -> None:
        assert callable(send)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            seen.append(message)

    gate = Gate(behind, hosts=frozenset({"h:1"}), pace=pace)
    headers = [(b"host", b"h:1"), (b"origin", b"http://h:1")]
    scope = {"type": "http", "method": method, "path": "/", "query_string": b"", "headers": headers, "client": ("a", 1)}
    for _ in range(times):
        await gate(scope, None, send)  # type: ignore[arg-type]
    return seen


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_asks_too_much_is_told_how_long_to_wait(method: str) -> None:
    pace = Pace(asks=Buckets(burst=5, per_second=0.1), sends=Buckets(burst=5, per_second=0.1))
    found = asyncio.run(gated(pace, method, 7))
    assert [message["status"] for message in found] == [200] * 5 + [429] * 2
    headers = dict(found[-1]["headers"])  # type: ignore[call-overload]
    assert 1 <= int(headers[b"retry-after"]) <= 10


def test_two_hundred_phones_behind_one_router_open_the_page_and_vote_at_once() -> None:
    pace = Pace()
    assert all(pace.asks.wait("router") == 0 for _ in range(200 * 20))
    assert all(pace.sends.wait("router") == 0 for _ in range(200 * 3))


def test_a_web_socket_gets_no_answer() -> None:
    reached: list[str] = []

    async def app(*_: object) -> None:
        reached.append("app")

    async def receive() -> dict[str, object]:
        reached.append("receive")
        return {"type": "websocket.connect"}

    async def send(_: object) -> None:
        reached.append("send")

    scope = {"type": "websocket", "path": "/", "query_string": b"", "headers": [(b"host", b"h:1")], "client": ("a", 1)}
    asyncio.run(Gate(app, hosts=frozenset({"h:1"}), pace=Pace())(scope, receive, send))
    assert reached == [], "it ends at the gate: neither the room hears of it nor is anything sent"
