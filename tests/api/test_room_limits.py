"""Buckets fill with time, one key does not empty another's, and there are no more of them than fit."""

from api.room_limits import Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_the_next_one_waits_until_the_bucket_has_filled() -> None:
    clock = Clock()
    buckets = Buckets(burst=3, per_second=0.5, clock=clock)
    assert [buckets.wait("a") for _ in range(4)] == [0.0, 0.0, 0.0, 2.0]
    clock.now += 1.0
    assert buckets.wait("a") == 1.0  # asking too early takes nothing
    clock.now += 1.0
    assert buckets.wait("a") == 0.0


def test_one_who_asks_too_much_does_not_stop_another() -> None:
    buckets = Buckets(burst=1, per_second=1, clock=Clock())
    assert [buckets.wait("a"), buckets.wait("a") > 0, buckets.wait("b")] == [0.0, True, 0.0]


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    clock = Clock()
    buckets = Buckets(burst=2, per_second=10, clock=clock)
    buckets.wait("a")
    clock.now += 3600
    assert [buckets.wait("a") for _ in range(3)] == [0.0, 0.0, 0.1]


def test_a_thousand_keys_take_the_room_of_ten_and_the_busy_one_stays() -> None:
    buckets = Buckets(burst=2, per_second=0.001, most=10, clock=Clock())
    for n in range(1000):
        buckets.wait(n)
        busy = buckets.wait("busy")
    assert len(buckets) == 10
    assert busy > 0
