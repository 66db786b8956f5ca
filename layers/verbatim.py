"""Folium elements whose text is written as it is: Folium itself reads what it has rendered as a template once more."""

from __future__ import annotations

from typing import cast

from branca.element import Element, Figure, MacroElement


class Verbatim(Element):
    """Text that is never read as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **_: object) -> str:
        """Return the text."""
        return self.text


class RenderedOnce(MacroElement):
    """Element whose macros are rendered once and put into the page verbatim.

    To be named last among the bases of a class, so that it takes the place of Folium's own last step, which costs a
    compilation for each element of each run and would run what looks like a template in the text.
    """

    def render(self, **kwargs: object) -> str:
        """Add header, body and script of the element and of its children to the page."""
        figure = cast("Figure", self.get_root())
        macros = self._template.module.__dict__
        for part in ("header", "html", "script"):
            if part in macros:
                text = Verbatim(macros[part](self, kwargs))
                getattr(figure, part).add_child(text, name=self.get_name())
        for child in tuple(self._children.values()):
            child.render(**kwargs)
        return ""
