"""Text in Folium elements is written as it is."""

import folium
from folium.template import Template

from layers.verbatim import RenderedOnce, Verbatim
from tests.layers.hostile import NAMES, ran_on_server


class Shout(RenderedOnce):
    _template = Template("{% macro script(this, kwargs) %}shout({{ this.text }});{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Shout"
        self.text = text


def test_what_looks_like_a_template_is_neither_run_nor_changed() -> None:
    for name in NAMES:
        assert Verbatim(name).render() == name


def test_an_element_is_rendered_once_so_its_text_is_no_template() -> None:
    for name in NAMES:
        page = folium.Figure()
        page.add_child(Shout(name))
        assert f"shout({name});" in page.render()
    assert not ran_on_server()


def test_children_are_rendered_too() -> None:
    page, outer = folium.Figure(), Shout("outer")
    page.add_child(outer)
    outer.add_child(Shout("inner"))
    text = page.render()
    assert "shout(outer);" in text
    assert "shout(inner);" in text
