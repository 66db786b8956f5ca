import math
from dataclasses import replace

import pytest

from geo.errors import SavedError
from keep import shortlists
from keep.database import Keep
from keep.shortlists import Shortlist

WANTED = Shortlist("", "Data centres", "us", "data=us&item=15-0000", ("06", "53"), {"weights": {"wages": 0.25}})


def test_a_shortlist_is_read_as_it_was_kept_and_changed(keep: Keep) -> None:
    kept = shortlists.create(keep, WANTED)
    assert replace(kept, id="", changed="") == WANTED
    changed = shortlists.save(keep, replace(kept, places=("53",), settings={}))
    assert shortlists.list_shortlists(keep) == (shortlists.shortlist(keep, kept.id),) == (changed,)
    shortlists.delete(keep, kept.id)
    assert shortlists.list_shortlists(keep) == ()


def test_a_deleted_shortlist_is_said(keep: Keep) -> None:
    for ask in (shortlists.shortlist, shortlists.delete):
        with pytest.raises(SavedError, match="no such shortlist any more"):
            ask(keep, "x")
    with pytest.raises(SavedError, match="no such shortlist any more"):
        shortlists.save(keep, WANTED)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(WANTED, places=("06",) * 101), "101 places; at most 100"),
        (replace(WANTED, title="x" * 201), "201 characters"),
        (replace(WANTED, settings={"weight": math.nan}), "settings of the shortlist cannot be kept"),
        (replace(WANTED, settings={"weight": object()}), "settings of the shortlist cannot be kept"),
        (replace(WANTED, settings={"text": "x" * 20_001}), "at most 20000"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(keep: Keep, wrong: Shortlist, said: str) -> None:
    with pytest.raises(SavedError, match=said):
        shortlists.create(keep, wrong)
    assert shortlists.list_shortlists(keep) == ()
