"""What the map page can be taken along as: pictures for reports and slides, tables, a page that needs no server.

Nothing is made before its button is pressed; the drawing library is loaded in the background when the menu is opened.
"""

from __future__ import annotations

import html
import importlib
import threading
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.lazy import Lazy
from scene.i18n import N_
from views.download import show_download
from views.table_view import packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from scene.drawing import Drawing

KEY = "files"
SIZES = {
    "slide": N_("Slide"),
    "a4": N_("A4 across"),
    "a4-portrait": N_("A4 upright"),
    "square": N_("Square"),
}
"""Paper of a picture."""
WHOLE, SCREEN, AROUND = "whole", "view", "selected"
ZOOMS = {WHOLE: N_("Whole map"), SCREEN: N_("As on the screen"), AROUND: N_("Region and neighbours")}
"""What of the map a picture shows."""
PICTURES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DPI = 200.0
_picture = Lazy("papers.picture")
_scope = Lazy("papers.scope")
_xlsx = Lazy("papers.table_xlsx")
_pages = Lazy("papers.briefcase_files")


def show_files(drawing: Drawing) -> None:
    """Draw the menu; what is in it is made when it is open."""
    say = drawing.view.say
    menu = st.popover(say("Download"), on_change="rerun", key=KEY, help=say("Pictures for reports and slides, tables"))
    if menu.open:
        _load_soon()
        with menu, st.container(key="files_panel"):
            _pictures(drawing)
            _others(drawing)


@lru_cache(maxsize=1)
def _load_soon() -> None:
    """Load what draws pictures while the reader still chooses."""
    threading.Thread(target=importlib.import_module, args=("papers.picture",), name="pictures", daemon=True).start()


def _pictures(drawing: Drawing) -> None:
    say = drawing.view.say
    _title(say("Picture for a report"))
    size = st.segmented_control(say("Paper"), list(SIZES), key="files_size", default="slide", required=True,
                                format_func=lambda name: say(SIZES[name]))  # fmt: skip
    zooms = _zooms(drawing)
    zoom = WHOLE
    if len(zooms) > 1:
        zoom = st.segmented_control(say("Shows"), zooms, key="files_zoom", default=WHOLE, required=True,
                                    format_func=lambda name: say(ZOOMS[name])) or WHOLE  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for ending, mime in PICTURES.items():
            _button(drawing, ending.upper(), ending, mime, _drawn(drawing, ending, size or "slide", zoom))
    st.caption(say("With headline, legend and sources. PNG for slides and web pages, SVG and PDF for print. "
                   "The button “Picture” on the map saves it as it is on the screen."))  # fmt: skip


def _title(text: str) -> None:
    st.html(f'<h2 class="rs-h3">{html.escape(text)}</h2>')


def _zooms(drawing: Drawing) -> list[str]:
    """Parts of the map that there are: the place on the screen stands in the address once the reader has moved it."""
    found = [WHOLE]
    if _screen() is not None:
        found.append(SCREEN)
    return [*found, AROUND] if drawing.view.region in drawing.result.values.index else found


def _screen() -> tuple[float, float, float, float] | None:
    box: tuple[float, float, float, float] | None = _scope.box_of_view(st.query_params.get("view", ""))
    return box


def _drawn(drawing: Drawing, ending: str, size: str, zoom: str) -> Callable[[], bytes]:
    """Return what draws a picture."""
    extent = _screen() if zoom == SCREEN else zoom
    address = "?" + urlencode({k: v for k, v in st.query_params.to_dict().items() if k != "view"}, safe=",")

    def make() -> bytes:
        made: bytes = _picture.picture(drawing, format=ending, size=size, dpi=_DPI, zoom=extent or WHOLE,
                                       address=address if len(address) > 1 else "", made=_today())  # fmt: skip
        return made

    return make


def _others(drawing: Drawing) -> None:
    view, result, figures, store = drawing.view, drawing.result, drawing.figures, drawing.store
    say, version = view.say, store.dataset_version(figures.query.dataset)
    _title(say("Figures behind the map"))
    with st.container(horizontal=True, gap="small"):
        show_download(figures, (view.query.indicator, view.query.industry_code, view.query.level),
                      lambda name: packed(result, figures, version=version, name=name), key="download")  # fmt: skip
        _button(drawing, say("Workbook (XLSX)"), "xlsx", _XLSX, lambda: _xlsx.table_xlsx(drawing, made=_today()))
    if drawing.result.values.notna().any():
        _button(drawing, say("Page that works without a network"), "html", "text/html",
                lambda: _pages.briefcase_of_view(drawing, store, made=_today()))  # fmt: skip


def _button(drawing: Drawing, label: str, ending: str, mime: str, make: Callable[[], bytes]) -> None:
    query = drawing.view.query
    parts = ["regioscope", query.dataset, query.indicator]
    parts += [] if drawing.figures.of_regions else [query.industry_code]
    st.download_button(label, data=make, file_name=f"{'-'.join([*parts, query.level])}.{ending}", mime=mime,
                       on_click="ignore", key=f"files_{ending}")  # fmt: skip


def _today() -> date:
    return datetime.now(tz=UTC).date()
