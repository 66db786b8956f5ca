"""Two hundred phones vote at once, lose answers, try again, live through a kill -9: none is lost, none counts twice."""

import os
import signal
import subprocess
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from keep import rooms
from keep.database import Keep
from tests.support.app import ROOT, command, free_port, wait_until_healthy
from tests.support.crowd import crowd, vote_together
from tests.support.room import Hall, begin_meeting

PHONES = 200


def expected(voters: list[Any], choices: int) -> tuple[int, ...]:
    found = Counter(voter.confirmed for voter in voters)
    return tuple(found[n] for n in range(choices))


def test_two_hundred_phones_behind_one_address_are_each_counted_once(hall: Hall) -> None:
    question = hall.question("A", "B", "C", "D")
    voters = crowd(hall.room.address, question, PHONES, 4)
    seconds = vote_together(voters)
    assert [voter.problems for voter in voters if voter.confirmed is None] == []
    assert hall.counts(question) == expected(voters, 4) == (50, 50, 50, 50)
    assert seconds < 60  # the figure itself is measured in benchmarks/room.py


def test_answers_that_go_astray_are_asked_for_again_and_count_once(hall: Hall) -> None:
    question = hall.question("A", "B", "C", "D")
    voters = crowd(hall.room.address, question, PHONES, 4, lose=2)
    vote_together(voters)
    assert sum(voter.tries > 2 for voter in voters) >= PHONES / 2
    assert hall.counts(question) == (50, 50, 50, 50)


def test_phones_that_look_while_others_vote_see_a_sum_that_only_grows(hall: Hall) -> None:
    question = hall.question("A", "B")
    hall.room.board.put(question, shown=True)
    looker, seen = hall.phone(), []
    voters = crowd(hall.room.address, question, 60, 2)
    voting = threading.Thread(target=vote_together, args=(voters,))
    voting.start()
    while voting.is_alive():
        seen.append(sum(looker.state()["question"]["counts"]))
    voting.join()
    hall.room.board.touch()
    assert seen == sorted(seen)
    assert looker.state()["question"]["counts"] == [30, 30]


# ---------------------------------------------------------------------------------------------------------- the process
@contextmanager
def app(port: int, log: Path, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the real app; the caller may kill it."""
    with (
        log.open("ab") as output,
        subprocess.Popen(
            command(port), cwd=ROOT, env=os.environ | settings, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        ) as process,
    ):
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
            yield process
        finally:
            process.kill()


def presenter(port: int, meeting: str, token: str, name: str, body: object | None = None) -> Any:  # noqa: ANN401 - JSON
    headers = {"Authorization": f"Bearer {token}"}
    path = f"http://127.0.0.1:{port}/meet/{meeting}/room/{name}"
    with httpx2.Client(timeout=60) as client:
        answer = client.get(path, headers=headers) if body is None else client.post(path, json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.slow
def test_after_kill_9_in_the_middle_every_confirmed_vote_is_there_and_the_others_come_once(tmp_path: Path) -> None:
    home, port, room = tmp_path / "home", free_port(), free_port()
    settings = {"REGIOSCOPE_HOME": str(home), "REGIOSCOPE_ROOM_HOST": "127.0.0.1", "REGIOSCOPE_ROOM_PORT": str(room)}
    keep = Keep(home / "saved.sqlite")
    meeting, token = begin_meeting(keep)
    question = rooms.ask(keep, meeting, "Where?", ("A", "B", "C", "D")).id
    with app(port, tmp_path / "app.log", settings) as process:
        address = presenter(port, meeting, token, "open", {})["address"]
        presenter(port, meeting, token, f"questions/{question}", {"action": "open"})
        voters = crowd(address, question, 120, 4, spread=2.0)
        voting = threading.Thread(target=vote_together, args=(voters,))
        voting.start()
        while sum(voter.confirmed is not None for voter in voters) < 30:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        confirmed = Counter(voter.confirmed for voter in voters if voter.confirmed is not None)
        kept = rooms.counts(keep, question)
        assert 30 <= confirmed.total() < 120
        assert all(kept[choice] >= n for choice, n in confirmed.items())
        assert sum(kept) <= 120
    with app(port, tmp_path / "app.log", settings):
        assert presenter(port, meeting, token, "state")["open"] is False  # nothing opens by itself
        assert presenter(port, meeting, token, "open", {})["address"] == address
        voting.join()
        assert [voter.problems[-3:] for voter in voters if voter.confirmed is None] == []
        assert rooms.counts(keep, question) == (30, 30, 30, 30)
        state = presenter(port, meeting, token, "state")
        assert (state["current"], state["questions"][0]["counts"]) == (question, [30] * 4)
    with pytest.raises(OSError):  # noqa: PT011 - the room went with the process
        urllib.request.urlopen(address, timeout=2)  # noqa: S310 - http
    keep.close()
