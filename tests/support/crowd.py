"""A crowd of phones that vote at the same time over real sockets, and try again as the page does without an answer."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PATIENCE_S = 15.0  # for one answer
GIVE_UP_S = 90.0  # longer than a busy machine needs to start the app anew


@dataclass
class Voter:
    """One phone: its cookie, what it wants, and what the room has confirmed; `lose` is how often answers go astray."""

    address: str
    question: str
    choice: int
    delay: float = 0.0
    lose: int = 0
    cookie: str = ""
    confirmed: int | None = None
    tries: int = 0
    took: float = 0.0
    problems: list[str] = field(default_factory=list)

    async def post(self, name: str, body: object, *, hang_up: bool = False) -> tuple[int, dict[str, str], bytes]:
        """Send one request on a connection of its own; `hang_up` closes it before the answer can be read."""
        parts = urlsplit(self.address)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            content = json.dumps(body).encode()
            lines = [f"POST {parts.path}/{name} HTTP/1.1", f"Host: {parts.netloc}", f"Origin: http://{parts.netloc}",
                     "Content-Type: application/json", "Connection: close",
                     f"Content-Length: {len(content)}"]  # fmt: skip
            lines += [f"Cookie: {self.cookie}"] if self.cookie else []
            writer.write("\r\n".join([*lines, "", ""]).encode() + content)
            await writer.drain()
            if hang_up:
                raise ConnectionAbortedError("the answer went astray")
            raw = await asyncio.wait_for(reader.read(), PATIENCE_S)
        finally:
            writer.close()
        head, _, rest = raw.partition(b"\r\n\r\n")
        if not head:
            raise ConnectionResetError("no answer")
        first, *fields = head.decode("latin-1").split("\r\n")
        pairs = (field.split(": ", 1) for field in fields)
        return int(first.split()[1]), {name.lower(): value for name, value in pairs}, rest

    async def take_part(self) -> "Voter":
        """Join and vote, again and again until the room confirms it."""
        await asyncio.sleep(self.delay)
        began = time.monotonic()
        while self.confirmed is None and time.monotonic() - began < GIVE_UP_S:
            self.tries += 1
            try:
                await self._step()
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.problems.append(repr(error))
                await asyncio.sleep(random.uniform(0.05, 0.3))  # noqa: S311 - when to try again is no secret
        self.took = time.monotonic() - began
        return self

    async def _step(self) -> None:
        if not self.cookie:
            status, headers, _ = await self.post("join", {})
            if status == 200:
                self.cookie = headers["set-cookie"].partition(";")[0]
            return
        astray = self.lose > 0
        self.lose -= astray
        body = {"question": self.question, "choice": self.choice, "order": 1}
        status, headers, raw = await self.post("vote", body, hang_up=astray)
        if status == 200 and json.loads(raw)["ok"]:
            self.confirmed = self.choice
        else:
            self.problems.append(f"{status} {raw[:80]!r}")
            await asyncio.sleep(float(headers.get("retry-after", 0.3)))


def vote_together(voters: Sequence[Voter]) -> float:
    """Let all of them take part at once; return the seconds until the last one was confirmed."""

    async def all_of_them() -> None:
        await asyncio.gather(*(voter.take_part() for voter in voters))

    began = time.monotonic()
    asyncio.run(all_of_them())
    return time.monotonic() - began


def crowd(address: str, question: str, size: int, choices: int, *, spread: float = 0.0, lose: int = 0) -> list[Voter]:
    """Make phones that come within `spread` seconds; each `lose`-th one loses its first two answers."""
    drawn = random.Random(7)  # noqa: S311 - the same crowd in every run
    return [
        Voter(address, question, n % choices, drawn.uniform(0, spread), 2 if lose and n % lose == 0 else 0)
        for n in range(size)
    ]
