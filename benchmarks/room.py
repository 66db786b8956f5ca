"""The room of a meeting: 200 phones that vote and look, on this machine, each with a cookie of its own.

``python -m benchmarks.room`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import asyncio
import gzip
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from api.room_files import FILES, STATIC
from benchmarks import sections
from benchmarks.measure import memory_mb
from benchmarks.run import server
from keep import rooms
from keep.database import Keep
from tests.support.crowd import Voter, crowd, vote_together
from tests.support.room import begin_meeting

PHONES, CHOICES, SECONDS = 200, ("A", "B", "C", "D"), 10.0
EVERY_S, LOOKING_S = 2.5, 20.0
Row = tuple[str, str, str]


@dataclass
class Room:
    """A room of the running app, with the presenter's token."""

    url: str
    pid: int
    keep: Keep
    meeting: str
    token: str
    address: str = ""

    def order(self, name: str, body: object) -> dict[str, object]:
        """Send an order as the presenter's panel does."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        path = f"{self.url}/meet/{self.meeting}/room/{name}"
        asked = Request(path, json.dumps(body).encode(), headers)  # noqa: S310 - always http
        with urlopen(asked, timeout=60) as answer:  # noqa: S310 - always http
            found: dict[str, object] = json.load(answer)
        return found

    def question(self) -> str:
        """Ask a new question and open it."""
        asked = rooms.ask(self.keep, self.meeting, f"Which? {time.time()}", CHOICES)
        self.order(f"questions/{asked.id}", {"action": "open"})
        return asked.id


def lost_and_doubled(room: Room, question: str, voters: Sequence[Voter]) -> tuple[int, int]:
    """Compare what the phones were told with what the database has."""
    told = Counter(voter.confirmed for voter in voters)
    kept = rooms.counts(room.keep, question)
    by_choice = [(told[n], kept[n]) for n in range(len(CHOICES))]
    wanted = Counter(voter.choice for voter in voters)
    lost = sum(max(0, wanted[n] - counted) for n, (_, counted) in enumerate(by_choice))
    return lost, sum(max(0, counted - said) for said, counted in by_choice)


def voting(room: Room, what: str, *, spread: float, lose: int = 0) -> list[Row]:
    """Let the crowd vote, and tell how long it took and what came of it."""
    question = room.question()
    voters = crowd(room.address, question, PHONES, len(CHOICES), spread=spread, lose=lose)
    seconds = vote_together(voters)
    lost, doubled = lost_and_doubled(room, question, voters)
    took = quantiles([voter.took * 1000 for voter in voters], n=20)
    target = "<= 10 s" if spread == 0 and not lose else ""
    return [
        (f"{what}: last vote confirmed after", target, f"{seconds:.1f} s"),
        ("votes lost, votes doubled", "0, 0", f"{lost}, {doubled}"),
        ("from the first knock to the confirmed vote, median and p95", "", f"{took[9]:.0f} ms, {took[18]:.0f} ms"),
    ]


@dataclass
class Looks:
    """What phones that only look were answered: times in ms, and how many answers had news."""

    times: list[float] = field(default_factory=list)
    full: int = 0
    sent: int = 0


async def look(address: str, number: int, seen: Looks) -> None:
    """Ask for the state every 2.5 seconds on one connection, as a page does."""
    parts = urlsplit(address)
    await asyncio.sleep(EVERY_S * number / PHONES)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    tag, until = "", time.monotonic() + LOOKING_S
    while time.monotonic() < until:
        began = time.monotonic()
        lines = [f"GET {parts.path}/state HTTP/1.1", f"Host: {parts.netloc}", "Accept-Encoding: gzip"]
        writer.write("\r\n".join([*lines, f"If-None-Match: {tag}" if tag else "X: y", "", ""]).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next((int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
        body = await reader.readexactly(length) if " 304 " not in head.partition("\r\n")[0] else b""
        seen.times.append((time.monotonic() - began) * 1000)
        seen.full += bool(body)
        seen.sent += len(head) + len(body)
        tag = next((line[6:] for line in head.split("\r\n") if line.startswith("etag: ")), "").replace("w/", "W/")
        await asyncio.sleep(max(0, EVERY_S - (time.monotonic() - began)))
    writer.close()


def looking(room: Room) -> list[Row]:
    """Let 200 phones look while a few vote and results are shown, and tell what that costs the app."""
    question = room.question()
    room.order(f"questions/{question}", {"action": "show"})
    seen = Looks()

    async def all_of_them() -> None:
        voters = crowd(room.address, question, PHONES // 4, len(CHOICES), spread=LOOKING_S / 2)
        phones = (look(room.address, number, seen) for number in range(PHONES))
        await asyncio.gather(*phones, *(voter.take_part() for voter in voters))

    busy = processor_s(room.pid)
    began = time.monotonic()
    asyncio.run(all_of_them())
    share = (processor_s(room.pid) - busy) / (time.monotonic() - began)
    took = quantiles(seen.times, n=20)
    rate = len(seen.times) / LOOKING_S
    return [
        (f"{PHONES} phones that look every {EVERY_S} s while results come in: answer, median and p95", "",
         f"{took[9]:.0f} ms, {took[18]:.0f} ms"),
        ("answers in a second, of them with news", "", f"{rate:.0f}, {100 * seen.full / len(seen.times):.0f}%"),
        ("sent in a second to all of them", "", f"{seen.sent / LOOKING_S / 1024:.0f} KB"),
        ("one processor, busy with it", "", f"{100 * share:.0f}%"),
    ]  # fmt: skip


def processor_s(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def weight() -> list[Row]:
    """Size of the page as it travels."""
    sizes = {}
    for name, (path, _) in FILES.items():
        raw = (STATIC / path).read_bytes()
        sizes[name] = len(raw) if name.endswith("woff2") else len(gzip.compress(raw, 6))
    fonts = sum(size for name, size in sizes.items() if name.endswith("woff2"))
    later = sum(size for name, size in sizes.items() if name.startswith(("leaflet", "map")))
    first = sum(sizes.values()) - fonts - later
    return [
        ("the page as it travels: script and style; fonts of two alphabets", "",
         f"{first / 1024:.0f} KB, {fonts / 1024:.0f} KB"),
        ("when its map is opened: script and style of the map, without the regions", "", f"{later / 1024:.0f} KB"),
    ]  # fmt: skip


def section() -> str:
    """Measure everything and return the section of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep = Keep(folder / "home" / "saved.sqlite")
        settings = {"REGIOSCOPE_HOME": str(folder / "home"), "REGIOSCOPE_ROOM_HOST": "127.0.0.1"}
        with server("app.py", folder, **settings, REGIOSCOPE_ROOM_PORT="0") as (url, pid, _):
            room = Room(url, pid, keep, *begin_meeting(keep))
            time.sleep(12)  # the libraries of statistics come in after the start
            before = memory_mb(pid)
            room.address = str(room.order("open", {})["address"])
            rows = [
                *voting(room, f"{PHONES} phones join and vote at the same moment", spread=0.0),
                *voting(room, f"{PHONES} phones join and vote within {SECONDS:.0f} s", spread=SECONDS),
                *voting(room, "every second of them loses two answers and asks again", spread=0.0, lose=2),
                *looking(room),
                *weight(),
                ("memory of the app before the room was opened, and after all this", "",
                 f"{before:.0f} MB, {memory_mb(pid):.0f} MB"),
            ]  # fmt: skip
            with suppress(OSError):
                room.order("close", {})
        keep.close()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""## The room of a meeting

Measured by `python -m benchmarks.room` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end: phones that are
programs of this machine, each with a cookie of its own and a new connection for each request, against the app as
`make run` starts it, the phones on the same two processors. Each joins, then votes; a vote is confirmed when it is on
the disk.

| what | target | measured |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    sections.main("room", section)
