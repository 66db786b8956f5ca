import pytest

from api.answers import Kept, accepts_gzip, pack, pack_json


def test_the_same_content_has_the_same_bytes_and_etag() -> None:
    assert pack(b"a" * 1000, "text/plain") == pack(b"a" * 1000, "text/plain")
    assert pack(b"a", "text/plain").etag != pack(b"b", "text/plain").etag


def test_json_has_no_spaces_and_refuses_numbers_that_json_does_not_know() -> None:
    assert pack_json({"a": [1, "Київ"]}).etag == pack('{"a":[1,"Київ"]}'.encode(), "").etag
    with pytest.raises(ValueError, match="not JSON compliant"):
        pack_json([float("nan")])


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("br, *", True),
        ("gzip; q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("", False),
    ],
)
def test_gzip_is_used_only_where_the_header_allows_it(header: str, accepted: bool) -> None:  # noqa: FBT001 - a case
    assert accepts_gzip(header) is accepted


def test_the_least_recently_used_goes_first() -> None:
    kept: Kept[str] = Kept(6, weigh=len)
    made: list[str] = []

    def get(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or f"{key}{key}")  # type: ignore[func-returns-value]

    for key in "abcabd":
        get(key)
    assert (len(kept), made) == (3, ["a", "b", "c", "d"])
    get("a")
    get("c")
    assert made == ["a", "b", "c", "d", "c"]


def test_a_value_heavier_than_the_limit_is_kept_alone() -> None:
    kept: Kept[str] = Kept(3, weigh=len)
    assert [kept.get(key, lambda: "too heavy") for key in "ab"] == ["too heavy"] * 2
    assert len(kept) == 1


def test_a_failure_is_not_kept_and_leaves_nothing_behind() -> None:
    kept: Kept[int] = Kept(3, weigh=lambda _: 1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            kept.get("key", lambda: 1 // 0)
    assert kept._making == {}
    assert kept.get("key", lambda: 7) == 7
