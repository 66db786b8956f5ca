"""A reader who waits for a library is told so."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from scene.i18n import Say
from scene.waiting import loaded, waiting


def test_a_module_at_its_first_lines_is_not_loaded_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    half = ModuleType("half_there")
    half.__spec__ = SimpleNamespace(_initializing=True)  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "half_there", half)
    assert not loaded("half_there")
    assert not loaded("not.there")
    assert loaded("sys")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("en", "Loading the statistics library ..."), ("uk", "Завантажуємо бібліотеку статистики...")],
)
def test_the_sentence_names_what_is_waited_for(lang: str, sentence: str) -> None:
    assert waiting(Say(lang), "Computing ...", "sys", "not.there") == sentence
    assert waiting(Say(lang), "Computing ...", "sys") == "Computing ..."
