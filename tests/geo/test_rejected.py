"""Rows that cannot be used: put together from parts in any order, written as CSV that runs no formula."""

import csv
import io
from itertools import permutations

import pandas as pd

from geo.rejected import MAX_LISTED, REASONS, Rejected, first_listed, merged, rejected_csv


def listed(file: str, lines: range, *, reason: str = "zero", value: str = "lon=0, lat=0") -> pd.DataFrame:
    rows = [(file, line, f"E{line}", reason, value) for line in lines]
    return pd.DataFrame(rows, columns=["file", "line", "enterprise_id", "reason", "value"])


def test_parts_are_put_together_in_any_order_to_the_same() -> None:
    parts = [
        Rejected({"zero": 2}, listed("b.csv", range(5, 7)), {"employees": 3}, 10),
        Rejected({"future": 1, "zero": 1}, listed("a.csv", range(9, 11)), {}, 20),
        Rejected({}, read=5),
    ]
    for order in permutations(parts):
        found = merged(order)
        assert list(found.counts.items()) == [("zero", 3), ("future", 1)]
        assert found.listed["line"].tolist() == [9, 10, 5, 6]
        assert (found.total, found.read, found.unknown) == (4, 35, {"employees": 3})


def test_ten_thousand_rows_are_listed_the_first_ones_and_all_counted() -> None:
    parts = [Rejected({"zero": 8_000}, listed("a.csv", range(start, start + 8_000)), {}, 8_000) for start in (9_000, 1)]
    found = merged(parts)
    assert found.counts == {"zero": 16_000}
    assert len(found.listed) == MAX_LISTED == 10_000
    assert found.listed["line"].iloc[[0, -1]].tolist() == [1, 10_999]


def test_nothing_rejected_is_an_empty_list() -> None:
    found = merged([])
    assert (found.total, found.read, len(found.listed), found.sentences) == (0, 0, 0, [])
    assert first_listed([]).columns.tolist() == ["file", "line", "enterprise_id", "reason", "value"]


def test_the_most_frequent_reason_is_told_first() -> None:
    assert Rejected({"zero": 1, "future": 1_200}).sentences == [
        "1,200 rows: the enterprise was founded in the future",
        "1 row: the point is (0, 0), which stands for an unknown place",
    ]


def test_every_reason_is_said_in_a_sentence() -> None:
    for reason in REASONS:
        assert len(Rejected({reason: 1}).sentences[0]) > 25


def test_the_csv_file_runs_no_formula_and_opens_as_utf8() -> None:
    rows = listed("=1+1.csv", range(2, 4), value="@SUM(A1)").assign(enterprise_id=["+380", "Київ"])
    data = rejected_csv(Rejected({"zero": 2}, rows))
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines[0] == ["file", "line", "enterprise_id", "reason", "value", "meaning"]
    assert lines[1] == ["'=1+1.csv", "2", "'+380", "zero", "'@SUM(A1)", REASONS["zero"]]
    assert lines[2][2] == "Київ"
