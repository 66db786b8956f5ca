"""A deck holds all that a story's maps need: the figures of the app, each shared part once, nothing secret."""

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import AddressError
from geo.place_rows import place_rows
from geo.store import Store, default_store
from papers import deck_years
from papers.briefcase_parts import STATIC
from papers.deck import DeckOptions, deck_of
from papers.deck_geometry import inlined, keys_of
from papers.deck_outlines import outlines, packed
from papers.deck_page import page
from papers.deck_words import deck_words
from scene.i18n import Say
from scene.opening import open_drawing, parameters
from scene.story import Step, Story
from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset

JOBS = "data=us&item=15-0000"
INCOME = "data=us&measure=income_per_capita&ind=value"


def opened(text: str) -> Any:  # noqa: ANN401 - JSON of the deck's own making
    """Return what was packed."""
    return json.loads(gzip.decompress(base64.b64decode(text)))


def rings(shape: shapely.Geometry) -> int:
    parts = shapely.get_parts(shape)
    return len(parts) + int(shapely.get_num_interior_rings(parts).sum())


@pytest.fixture(scope="module")
def store() -> Store:
    return default_store()


@pytest.fixture(scope="module")
def income_years(store: Store) -> dict[str, Any]:
    step: dict[str, Any] = deck_of([Step(f"{INCOME}&year=1969", kind="years")], store, "en", inline=False)["steps"][0]
    return step


def test_a_step_has_the_message_of_its_map_and_the_ranks_of_its_table(store: Store) -> None:
    made = deck_of(Story("s", "Jobs", steps=(Step(JOBS, "Title", "Sentence."),)), store, "en", inline=False)
    step, drawing = made["steps"][0], open_drawing(parameters(JOBS), store)
    assert (made["title"], step["title"], step["sentence"], step["kind"]) == ("Jobs", "Title", "Sentence.", "map")
    assert step["view"]["message"]["regions"]["values"][list(drawing.codes).index("53")] == 1.996
    ranks = drawing.drawn(drawing.result.ranks)
    assert step["view"]["table"]["ranks"] == [int(rank) if np.isfinite(rank) else None for rank in ranks]
    amounts = made["amounts"][step["view"]["table"]["amounts"]]
    assert amounts[list(drawing.codes).index("53")] == int(drawing.result.amount["53"])


def test_the_same_story_gives_the_same_deck_in_every_run(store: Store) -> None:
    first, second = (deck_of([Step(JOBS)], store, "en", inline=True) for _ in range(2))
    assert json.dumps(first) == json.dumps(second)
    assert first["steps"][0]["view"]["message"]["key"] == "view-1"


def test_notes_of_the_presenter_stay_out_unless_they_are_asked_for(store: Store) -> None:
    steps = [Step(JOBS, notes="Do not say this aloud")]
    assert "aloud" not in json.dumps(deck_of(steps, store, "en", inline=False))
    given = deck_of(steps, store, "en", inline=False, options=DeckOptions(notes=True))
    assert given["steps"][0]["notes"] == "Do not say this aloud"


def test_the_language_is_that_of_the_story_whatever_its_addresses_say(store: Store) -> None:
    made = deck_of([Step(f"{JOBS}&lang=en")], store, "uk", inline=True)
    message = made["steps"][0]["view"]["message"]
    assert (made["lang"], message["lang"], message["locale"]) == ("uk", "uk", "uk-UA")
    key = message["regions"]["url"]
    assert "Каліфорнія" in opened(made["geometry"][key])["names"]


def test_place_and_zoom_of_a_step_travel_and_nonsense_does_not(store: Store) -> None:
    steps = [Step(f"{JOBS}&view=40,-100,5"), Step(f"{JOBS}&view=nan,0,5"), Step(f"{JOBS}&view=far"), Step(JOBS)]
    looks = [step["look"] for step in deck_of(steps, store, "en", inline=False)["steps"]]
    assert looks == [[40.0, -100.0, 5.0], None, None, None]


def test_an_unknown_name_is_an_error_and_never_replaced(store: Store) -> None:
    with pytest.raises(AddressError, match=r"measure 'gold' does not exist in us"):
        deck_of([Step("data=us&measure=gold")], store, "en", inline=False)


def test_regions_that_are_switched_off_can_be_switched_on(store: Store) -> None:
    view = deck_of([Step(f"{JOBS}&layers=places")], store, "en", inline=False)["steps"][0]["view"]
    assert view["hidden"] == ["regions"]
    assert len(view["message"]["regions"]["values"]) == 54


def test_words_and_amounts_that_maps_share_stand_once(store: Store) -> None:
    others = [("share", open_drawing({**parameters(JOBS), "ind": "share"}, store))]
    made = deck_of([Step(JOBS)], store, "en", inline=False, options=DeckOptions(selector=others))
    assert (len(made["texts"]), len(made["amounts"]), len(made["notes"])) == (1, 1, 1)
    assert [choice["label"] for choice in made["selector"]] == ["share"]
    assert made["selector"][0]["view"]["message"]["text"] == 0


# ------------------------------------------------------------------------------------------------------------- years
def test_the_income_of_81_years_has_one_frame_a_year_and_one_classification(income_years: dict[str, Any]) -> None:
    frames = income_years["frames"]
    assert [frame["year"] for frame in frames] == list(range(1929, 2010))
    bounds = {tuple(item["text"] for item in frame["items"]) for frame in frames}
    assert len(bounds) == 1
    by_value: dict[str, list[float]] = {}
    for frame in frames:
        for mark, value in zip(frame["classes"], frame["values"], strict=True):
            if value is not None:
                by_value.setdefault(mark, []).append(value)
    assert sorted(by_value) == list("01234")
    assert all(max(by_value[str(k)]) <= min(by_value[str(k + 1)]) for k in range(4))


def test_every_frame_counts_what_it_colours(income_years: dict[str, Any]) -> None:
    for frame in income_years["frames"]:
        counts = [item["count"] for item in frame["items"]]
        marks = ["0", "1", "2", "3", "4", "-"]
        assert counts == [frame["classes"].count(mark) for mark in marks], frame["year"]
    assert income_years["view"]["year"] == 1969


def test_81_years_of_states_stay_small(income_years: dict[str, Any]) -> None:
    assert len(packed(income_years["frames"])) < 60_000


def test_too_many_figures_leave_years_out_but_neither_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck_years, "MOST_FIGURES", 54 * 12)
    frames = deck_of([Step(INCOME, kind="years")], store, "en", inline=False)["steps"][0]["frames"]
    years = [frame["year"] for frame in frames]
    assert (len(years), years[:2], years[-2:]) == (13, [1929, 1936], [2006, 2009])


def test_a_measure_of_one_year_is_a_map(store: Store) -> None:
    step = deck_of([Step(JOBS, kind="years")], store, "en", inline=False)["steps"][0]
    assert (step["kind"], step["frames"]) == ("map", None)


# ------------------------------------------------------------------------------------------------------------- swipe
@pytest.mark.parametrize(
    ("right", "names"),
    [
        (f"{INCOME}&year=2009", ["1929", "2009"]),
        ("data=us&item=15-0000", ["1929", "2025"]),
    ],
)
def test_two_maps_are_named_by_what_tells_them_apart(store: Store, right: str, names: list[str]) -> None:
    step = Step(f"{INCOME}&year=1929", kind="swipe", beside=right)
    made = deck_of([step], store, "en", inline=False)["steps"][0]
    assert (made["kind"], made["sides"]) == ("swipe", names)
    assert made["beside"]["message"]["key"] == "view-2"


def test_two_maps_of_one_year_are_named_by_group_then_by_indicator(store: Store) -> None:
    steps = [
        Step(JOBS, kind="swipe", beside="data=us&item=51-0000"),
        Step(JOBS, kind="swipe", beside=f"{JOBS}&ind=share"),
        Step(JOBS, kind="swipe", beside=JOBS),
        Step(JOBS, kind="swipe"),
    ]
    made = deck_of(steps, store, "en", inline=False)["steps"]
    assert made[0]["sides"] == ["Computer and Mathematical Occupations", "Production Occupations"]
    assert made[1]["sides"][1] == "Share of the region's total"
    assert made[2]["sides"] == ["2025", "2025"]
    assert (made[3]["kind"], made[3]["beside"]) == ("map", None)


# ----------------------------------------------------------------------------------------- what travels, what does not
@pytest.mark.parametrize(
    ("show", "told"),
    [("points", "Single establishments are"), ("hexagons", "The hexagons of this map are"),
     ("density", "The density of this map is"), ("density_jobs", "The density of this map is")],
)  # fmt: skip
def test_establishments_stay_in_every_form_and_the_step_says_so(store: Store, show: str, told: str) -> None:
    step = Step(f"data=bay-area&level=county&layers=regions,enterprises&show={show}")
    inside, outside = (deck_of([step], store, "en", inline=inline)["steps"][0]["view"] for inline in (True, False))
    assert "points" not in inside["message"]
    assert inside["left_out"].startswith(f"{told} not in this file")
    assert outside["message"]["points"]["url"].endswith("/view")
    assert "left_out" not in outside


def test_without_a_file_the_geometry_is_addresses_below_the_root_of_the_app(store: Store) -> None:
    made = deck_of([Step(f"{JOBS}&layers=regions,places,airports")], store, "en", inline=False)
    message = made["steps"][0]["view"]["message"]
    assert set(made["geometry"]) == set(keys_of(message))
    assert {entry.split("/")[0] for entry in made["geometry"].values()} == {"geo", "ctx"}
    assert len(keys_of(message)) == 6


def test_finer_outlines_travel_only_while_they_are_small(store: Store) -> None:
    small = deck_of([Step(JOBS)], store, "en", inline=True)
    regions = small["steps"][0]["view"]["message"]["regions"]
    assert regions["detail_url"] in small["geometry"]
    large = deck_of([Step("data=bay-area&level=zone")], store, "en", inline=True)
    assert "detail_url" not in large["steps"][0]["view"]["message"]["regions"]
    assert not any("detail" in key for key in large["geometry"])


def test_an_address_of_something_else_is_not_read(store: Store) -> None:
    with pytest.raises(ValueError, match=r"'\.\./secret\.json' is no address of outlines or places"):
        inlined(["../secret.json"], store, lang="en")


def test_sources_name_publisher_licence_age_and_the_outlines(store: Store) -> None:
    view = deck_of([Step(INCOME)], store, "en", inline=False)["steps"][0]["view"]
    publishers = [source["publisher"] for source in view["sources"]]
    assert publishers[0] == "US Bureau of Economic Analysis"
    assert publishers[-1].startswith("US Census Bureau")
    assert all(source["licence"] for source in view["sources"])
    assert view["sources"][0]["vintage"] == "1929 to 2009"
    assert view["how"]["formula"]
    assert view["homes"]["02"] == [51.0, -179.9, 71.6, -129.5]


def test_simulated_figures_are_marked_in_every_row(store: Store) -> None:
    made = deck_of([Step("data=bay-area&level=county")], store, "en", inline=False)
    view = made["steps"][0]["view"]
    notes = made["notes"][view["table"]["notes"]]
    assert notes["texts"] == ["", "Interval from simulated establishments"]
    assert set(notes["marks"]) == {1}


# ---------------------------------------------------------------------------------------------------------- outlines
def test_outlines_come_back_to_the_eleventh_metre_and_in_their_order(store: Store) -> None:
    frame = store.geometry("us-states", "overview")
    made = outlines(frame)
    assert made["ids"] == list(frame.index)
    for shape, lines in zip(frame.geometry, made["shapes"], strict=True):
        assert len(lines) == rings(shape)
        back = np.vstack([np.cumsum(np.array(line).reshape(-1, 2), axis=0) for line in lines]) / made["scale"]
        assert np.abs(back - shapely.get_coordinates(shape)).max() <= 0.5e-4 + 1e-12


def test_lines_points_and_missing_shapes_keep_their_places() -> None:
    line = shapely.LineString([(1, 2), (1.5, 2.25)])
    lines = gpd.GeoDataFrame({"disputed": [True, False]}, index=["a", "b"], geometry=[line, None])
    made = outlines(lines, decimals=2)
    assert (made["kind"], made["shapes"], made["disputed"]) == ("lines", [[[100, 200, 50, 25]], []], [True, False])
    empty = gpd.GeoDataFrame(index=["a"], geometry=[None])
    assert outlines(empty)["shapes"] == [[]]


def test_a_number_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        packed([float("nan")])


def test_places_have_the_names_of_one_language(store: Store) -> None:
    table = store.context("places")
    every, one = place_rows(table, 1_000_000), place_rows(table, 1_000_000, lang="uk")
    assert len(every) == len(one)
    assert {len(row) for row in one} == {4}
    at = next(i for i, row in enumerate(every) if row[4] and row[4] != row[2])
    assert one[at][2] == every[at][4]


# ---------------------------------------------------------------------------------------------------- words and pages
def test_the_player_has_a_word_for_everything_it_shows() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "deck").glob("*.js"))
    asked = set(re.findall(r'word\("(\w+)"', scripts))
    known = deck_words(Say("en"))
    assert {name for name in asked if name not in known and not name.startswith("layer_")} == set()


def test_the_page_over_http_takes_no_text_as_html() -> None:
    text = page("deck.json?x=</script><script>1", "meeting", {"title": PAYLOADS[0], "failed": PAYLOADS[5]})
    assert PAYLOADS[0] not in text
    assert "</script><script>1" not in text
    assert text.count("<script") == text.count("</script>")
    assert 'src="../app/static/deck/deck.js?v=' in text


def test_hostile_names_stay_in_a_deck_as_they_are(tmp_path: Path) -> None:
    write_hostile_dataset(tmp_path)
    store = Store(extra=[tmp_path])
    made = deck_of([Step("data=hostile", PAYLOADS[5])], store, "en", inline=True)
    message = made["steps"][0]["view"]["message"]
    assert opened(made["geometry"][message["regions"]["url"]])["names"] == list(PAYLOADS)
    assert made["steps"][0]["title"] == PAYLOADS[5]
