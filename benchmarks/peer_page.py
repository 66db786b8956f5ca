"""The peer: the same counties and figures with `folium.GeoJson` inside `st_folium`, as most pages do it."""

import json
import os
from pathlib import Path

import folium
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from geo.classify import classify
from geo.geojson import feature_collection
from geo.query import Query
from geo.resolve import resolve
from geo.store import Store
from layers.palettes import palette

LEAFLET = "../../app/static/vendor/leaflet/"
TITLES = {"location_quotient": "Location quotient", "share": "Share of the region's total"}


class Mark(MacroElement):
    """Sets a mark two frames after the map is drawn, as the project's own map does."""

    _template = Template(
        "{% macro script(this, kwargs) %}requestAnimationFrame(() => requestAnimationFrame(() => {"
        "window.__peer = {key: {{ this.key|tojson }}, t: Date.now()}; }));{% endmacro %}"
    )

    def __init__(self, key: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Mark"
        self.key = key


@st.cache_resource
def data() -> tuple[Store, dict[str, object]]:
    """Load the figures and the outlines once, like the project's own page."""
    store = Store(extra=[Path(os.environ["REGIOSCOPE_DATASETS"])])
    regions = store.dataset("bench-counties").regions_at("county")
    frame = store.geometry("us-counties", "overview").loc[regions.index]
    return store, json.loads(feature_collection(frame))


def page() -> None:
    """Draw the page."""
    st.set_page_config(layout="wide")
    name = st.selectbox("Indicator", list(TITLES), format_func=TITLES.__getitem__)
    store, shapes = data()
    sectors = store.dataset("bench-counties").industry_names("en")
    sector = st.selectbox("Industry", list(sectors), format_func=sectors.__getitem__)
    wanted = Query("bench-counties", indicator=name, industry_code=sector)
    query, _ = resolve(wanted, store.dataset("bench-counties"))
    values = store.result(query).values
    classes = classify(values.to_numpy(), scheme="quantiles", colours=palette("YlGnBu", 5))
    colours = {str(c): classes.colours[k] for c, k in zip(values.index, classes.classes, strict=True)}
    for feature in shapes["features"]:  # type: ignore[attr-defined]
        feature["properties"]["value"] = round(float(values[feature["properties"]["id"]]), 3)
    drawn = folium.Map([39, -96], zoom_start=4, tiles=None)
    drawn.default_js = [("leaflet", f"{LEAFLET}leaflet.js")]
    drawn.default_css = [("leaflet_css", f"{LEAFLET}leaflet.css")]
    folium.GeoJson(
        shapes,
        style_function=lambda f: {"fillColor": colours[f["properties"]["id"]], "weight": 0.5, "fillOpacity": 0.85},
        tooltip=folium.GeoJsonTooltip(["name", "value"]),
    ).add_to(drawn)
    drawn.add_child(Mark(f"{name} {sector}"))
    st_folium(drawn, key="map", height=500, use_container_width=True, returned_objects=["last_active_drawing"])


page()
