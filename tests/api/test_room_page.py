"""The audience's page: its files, its words in three languages, the map of the meeting."""

import html
import json
import re
from dataclasses import replace

import pytest

from api.room_files import FILES, STATIC
from api.room_words import PHONE, PRESENTER, REFUSALS, phone_words, presenter_words
from geo.manifest import LANGUAGES
from tests.support.room import HOSTILE, Hall


def test_the_page_stands_below_its_code_and_names_only_files_of_the_room(hall: Hall) -> None:
    phone = hall.phone()
    moved = phone.ask("GET", phone.path)
    assert (moved.status, moved.headers["location"]) == (307, f"{phone.path}/")
    text = phone.get().body.decode()
    named = set(re.findall(r'(?:src|href)="([^"]+)"', text))
    assert all(re.fullmatch(r"file/[\w.-]+\?v=[0-9a-f]{12}", name) for name in named)
    for name in named:
        answer = phone.get(name)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]


def test_every_file_has_its_type_and_travels_small(hall: Hall) -> None:
    phone = hall.phone()
    sizes = {}
    for name in FILES:
        answer = phone.get(f"file/{name}", **{"Accept-Encoding": "gzip"})
        assert answer.status == 200, name
        assert answer.headers["content-type"].partition(";")[0] == FILES[name][1]
        assert answer.headers["cache-control"] == "no-cache"  # no version was asked for
        sizes[name] = len(answer.body)
    first = sum(size for name, size in sizes.items() if not name.startswith(("leaflet", "inter", "map")))
    assert first < 15_000  # page.js, talk.js, page.css, icon.svg: before the fonts
    assert sizes["leaflet.js"] + sizes["leaflet.css"] + sizes["map.js"] < 55_000  # when the map is opened


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_language_of_the_phone(hall: Hall, lang: str) -> None:
    phone = hall.phone()
    assert f'<html lang="{lang}">' in phone.get("", **{"Accept-Language": f"{lang},en;q=0.3"}).body.decode()
    assert phone.get(f"words/{lang}.json").json == json.loads(json.dumps(phone_words(lang)))


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_word_is_translated_with_its_places(lang: str) -> None:
    for words, english in ((phone_words(lang), PHONE), (presenter_words(lang), PRESENTER)):
        for name, text in english.items():
            assert words[name] != text or text.isupper(), name
            assert set(re.findall(r"\{\w+\}", str(words[name]))) == set(re.findall(r"\{\w+\}", text)), name
    assert len(str(phone_words(lang)["votes"]).split("|")) == 3
    assert all(REFUSALS.values())


@pytest.mark.parametrize(("script", "known"), [("page.js", phone_words("en")), ("map.js", phone_words("en")),
                                               ("presenter.js", presenter_words("en"))])  # fmt: skip
def test_scripts_use_words_that_exist_and_have_none_of_their_own(script: str, known: dict[str, object]) -> None:
    text = (STATIC / "room" / script).read_text(encoding="utf-8")
    assert set(re.findall(r"(?<![\"\w])words\.([a-z]\w*)", text)) <= known.keys()
    assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|\beval\b", text)


def test_the_frame_of_the_page_uses_words_that_exist() -> None:
    text = (STATIC / "room" / "page.html").read_text(encoding="utf-8")
    assert set(re.findall(r'data-word="(\w+)"', text)) <= PHONE.keys()


@pytest.mark.parametrize("title", HOSTILE[:3], ids=range(3))
def test_a_title_is_text_wherever_it_stands(hall: Hall, title: str) -> None:
    hall.room.board._story = replace(hall.room.board._story, title=title)  # type: ignore[type-var]
    hall.room.board.touch()
    phone = hall.phone()
    assert phone.get().body.decode().count(html.escape(title)) == 2
    assert phone.get().body.count(b"<script") == 2
    assert phone.state()["title"] == title


def test_the_map_is_that_of_the_step_that_is_shown(hall: Hall) -> None:
    phone = hall.phone()
    states = phone.state()["map"]
    regions = phone.get(f"map/{states}/regions.json").json["features"]
    assert len(regions) == 54
    assert phone.get(f"map/{states}/view.json").json == {"view": [24.3, -125.2, 49.6, -66.7]}
    step = hall.room.board._story.steps[1].id if hall.room.board._story else ""
    assert hall.room.board.show_step(step)
    bay = phone.state()["map"]
    assert bay != states
    assert len(phone.get(f"map/{bay}/regions.json").json["features"]) == 34
    assert phone.get(f"map/{states}/land.json").status == 200  # a phone that has not noticed yet
    assert not hall.room.board.show_step("another")
    assert phone.state()["map"] == bay


def test_every_region_can_be_chosen_from_a_list_in_three_languages(hall: Hall) -> None:
    phone = hall.phone()
    key = phone.state()["map"]
    for lang, name in (("en", "California"), ("uk", "Каліфорнія"), ("ru", "Калифорния")):
        rows = {row[0]: row for row in phone.get(f"map/{key}/places-{lang}.json").json}
        assert len(rows) == 54
        assert rows["06"][3] == name
        assert hall.room.board.map().names_at([rows["06"][1]], [rows["06"][2]], lang) == [name]  # type: ignore[union-attr]
    assert phone.get(f"map/{key}/places-de.json").status == phone.get(f"map/{key}/x.json").status == 404


def test_a_pin_in_the_sea_lies_in_no_region_and_one_on_a_border_in_one(hall: Hall) -> None:
    found = hall.room.board.map()
    assert found is not None
    assert found.names_at([-140.0, -120.0], [30.0, 42.0], "en")[0] == ""
    assert found.names_at([-117.0], [42.0], "en")[0] in {"Idaho", "Oregon", "Nevada"}
    assert found.names_at([], [], "en") == []


def test_a_room_whose_regions_are_gone_has_no_map_and_still_votes(hall: Hall) -> None:
    hall.room.board._address = "data=nowhere"
    hall.room.board.touch()
    question, phone = hall.question(), hall.phone().join()
    assert phone.state()["map"] == ""
    assert phone.vote(question, 0).status == 200
