"""The methods page is drawn from the registry and leaves nothing out."""

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.indicators import REGISTRY
from scene.i18n import Say
from scene.methods_entry import NEEDS, entry_html, entry_text
from tests.views.pages import Open, opens, text_of
from views.methods_conventions import conventions

open_page = opens("methods")


def borders() -> None:
    from pathlib import Path as ScriptPath  # noqa: PLC0415

    from scene.i18n import Say as ScriptSay  # noqa: PLC0415
    from views.methods_borders import show_borders  # noqa: PLC0415

    show_borders(ScriptSay("en"), path=ScriptPath("nowhere.csv"))


def test_every_indicator_has_an_entry_with_formula_and_proof(open_page: Open) -> None:
    app = open_page()
    text = text_of(app)
    for entry in REGISTRY.values():
        assert html.escape(entry.title) in text
        assert f'id="{entry.name}"' in text
        assert entry.test in text
    assert "LQ[r,i] = (x[r,i] / x[r,.]) / (q[i] / q[.])" in text


@pytest.mark.parametrize("name", REGISTRY)
def test_an_entry_explains_every_option_and_need(name: str) -> None:
    entry = REGISTRY[name]
    text = entry_html(entry, Say("en"))
    for option in entry.options:
        for meaning in option.meanings:
            assert html.escape(meaning) in text
    assert set(entry.needs) <= set(NEEDS)
    assert entry.caution.split("'")[0] in text


def test_conventions_name_zero_missing_and_simulated(open_page: Open) -> None:
    names = [name for name, _ in conventions(Say("en"))]
    assert {"Zero", "Missing", "Confidential", "Totals", "Reference economy", "Minimum", "Simulated"} <= set(names)
    assert "It is never replaced by 0" in text_of(open_page())


def test_the_search_finds_one_indicator(open_page: Open) -> None:
    app = open_page(find="ciccone")
    assert re.findall(r'<details class="rs-entry" id="(\w+)" open>', text_of(app)) == ["density_km2"]
    assert "ciccone" in entry_text(REGISTRY["density_km2"], Say("en")).casefold()


def test_the_search_lives_in_the_address(open_page: Open) -> None:
    app = open_page()
    app.text_input(key="c_find").set_value(" withheld ").run()
    assert app.query_params["find"] == "withheld"
    assert "Confidential" in text_of(app)
    assert '<details class="rs-entry"' not in text_of(app)


def test_a_search_without_a_hit_says_so(open_page: Open) -> None:
    app = open_page(find="<script>xyz")
    assert app.info[0].value == "Nothing on this page matches your search. Try a shorter word."


def test_disputed_borders_stand_in_the_readers_language(open_page: Open) -> None:
    assert "Crimea" in text_of(open_page())
    assert "Автономна Республіка Крим" in text_of(open_page(lang="uk"))


def test_a_missing_list_of_borders_is_one_warning() -> None:
    app = AppTest.from_function(borders, default_timeout=30).run()
    assert "The list of disputed borders cannot be read" in app.warning[0].value


def test_every_named_test_exists() -> None:
    root = Path(__file__).resolve().parents[2]
    for entry in REGISTRY.values():
        path, _, name = entry.test.partition("::")
        assert f"def {name}(" in (root / path).read_text(encoding="utf-8")
