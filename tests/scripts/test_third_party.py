"""The page of third-party licences names every vendored file, every data source and every installed package."""

import re
from pathlib import Path

import pytest
import third_party

PAGE = third_party.PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_script_writes() -> None:
    assert third_party.render(PAGE) == PAGE, "run make docs"


def test_every_package_of_the_lock_is_named_with_a_licence() -> None:
    lock = (third_party.ROOT / "requirements.txt").read_text(encoding="utf-8")
    installed = PAGE.partition("<!-- installed -->")[2]
    named = set(re.findall(r"[\w.-]+", installed))
    assert set(re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)) <= named
    assert "not stated" not in installed


def test_every_vendored_package_ships_the_text_of_its_licence() -> None:
    sources = third_party.read_sources(third_party.VENDORED)
    texts = [file for source in sources for file in source["files"] if Path(file).name == "LICENSE"]
    assert len(texts) == len(sources) > 0
    assert all((third_party.ROOT / file).stat().st_size > 0 for file in texts)


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(SystemExit, match="the marks <!-- data --> and <!-- /data --> are missing"):
        third_party.fill("no marks", "data", [])
