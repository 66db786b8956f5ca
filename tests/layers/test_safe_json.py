"""JSON in scripts: it says the same to a reader of JSON, and nothing to Jinja or HTML."""

import json

import hypothesis.strategies as st
import pytest
from folium.template import Template
from hypothesis import example, given

from layers.safe_json import safe_json
from tests.layers.hostile import NAMES, ran_on_server

FORBIDDEN = ("<", ">", "&", "{{", "{%", "{#", "\u2028", "\u2029", "\n")
TEXTS = st.text(alphabet="{%#}<>&\\\"' aЯ\u2028")
VALUES = st.recursive(TEXTS | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_survives_two_template_renderings_to_the_letter(name: str) -> None:
    text = safe_json({"name": name, name: [name]})
    once = Template("{{ this }}").render(this=text)
    twice = Template(once).render()
    assert json.loads(twice) == {"name": name, name: [name]}
    assert not ran_on_server()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", FORBIDDEN)
def test_no_mark_of_a_template_or_a_tag_is_left(name: str, mark: str) -> None:
    assert mark not in safe_json([name, {name: name}])


@given(VALUES)
@example({"": {"": {}}})
def test_any_value_reads_back_equal_and_free_of_marks(value: object) -> None:
    text = safe_json(value)
    assert json.loads(text) == value
    assert not [mark for mark in FORBIDDEN if mark in text]


def test_a_missing_number_must_be_written_as_none() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        safe_json([float("nan")])
