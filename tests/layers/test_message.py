"""The message: small, complete, and deaf to hostile names in every field."""

import json
import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
import streamlit_folium

from geo.classify import classify
from layers.base_map import base_map
from layers.legend import LegendWords, legend
from layers.message import (
    Backdrop,
    Basemap,
    ContextPart,
    Fly,
    Inset,
    MapMessage,
    PointsPart,
    TilesPart,
    message_group,
)
from layers.palettes import palette
from layers.regions import Extra, Geometry, RegionWords, region_layer
from tests.layers.hostile import NAMES, ran_on_server


def full_message(name: str) -> MapMessage:
    """Return a message with the name in every place that can hold a text."""
    values = np.array([0.4, 1.0, np.nan])
    classes = classify(values, scheme="fixed", breaks=(0.5, 0.8, 1.25, 2), colours=palette("PuOr", 5))
    words = RegionWords(label=name, unit=name, low_text=name, nodata_text=name, size_unit=name)
    place = Geometry(url=name, detail_url=name)
    titles = LegendWords(title=name, unit_text=name, source=name, nodata=name, low=name)
    return MapMessage(
        key=name,
        lang=name,
        locale=name,
        text={name: name},
        view=(24.0, -125.0, 49.0, -66.0),
        view_key=name,
        regions=region_layer(values, classes, geometry=place, words=words, extra=Extra(lower=values, upper=values)),
        backdrop=Backdrop(url=name),
        legend=legend(classes, words=titles, number=lambda _: name, values=values, badge=name),
        selected=name,
        fly=Fly(bounds=(1.0, 2.0, 3.0, 4.0), n=1),
        points=PointsPart(url=name, card=name, filter=name, colours={name: name}, names={name: name}, badge=name),
        context=(ContextPart(id=name, url=name, colour=name, shape=name, label=name, size_unit=name),),
        tiles=TilesPart(url=name, attribution=name),
        basemap=Basemap(land=name, borders=name, places=name),
        insets=(Inset(label=name, bounds=(1.0, 2.0, 3.0, 4.0)),),
        title=name,
        subtitle=name,
        png_name=name,
    )


def sent_script(message: MapMessage) -> str:
    """Return the script that the browser is handed, rendered as the component renders it."""
    shown = base_map()
    shown.get_root().render()
    return str(streamlit_folium._get_feature_group_string(message_group(message), map=shown))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_in_every_field_reaches_the_browser_as_text_and_runs_nowhere(name: str) -> None:
    message = full_message(name)
    script = sent_script(message)
    found = re.search(r"Regioscope\.update\((.*)\);", script)
    assert found is not None
    sent = json.loads(found.group(1))
    assert (
        sent["title"]
        == sent["regions"]["label"]
        == sent["points"]["names"][name]
        == sent["context"][0]["label"]
        == name
    )
    assert not [mark for mark in ("{{", "{%", "{#", "<", ">", "&") if mark in script]
    assert not ran_on_server()


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_survives_the_rendering_of_a_whole_page(name: str) -> None:
    shown = base_map()
    message_group(full_message(name)).add_to(shown)
    page = shown.get_root().render()
    found = re.search(r"Regioscope\.update\((.*)\);", page)
    assert found is not None
    assert json.loads(found.group(1))["title"] == name
    assert not ran_on_server()


def test_parts_that_are_none_are_left_out() -> None:
    sent = json.loads(MapMessage(key="k", lang="en", locale="en-US", text={}).to_json())
    assert sent["v"] == 1
    assert not {"regions", "legend", "points", "selected", "fly", "tiles"} & sent.keys()


def test_the_same_message_makes_the_same_text() -> None:
    assert full_message("a").to_json() == full_message("a").to_json()


def test_a_message_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError, match="cannot assign"):
        full_message("a").key = "b"  # type: ignore[misc]


def test_3107_regions_with_values_and_a_legend_stay_under_80_kilobytes() -> None:
    values = np.random.default_rng(1).lognormal(size=3107)
    classes = classify(values, colours=palette("YlGnBu", 5))
    message = MapMessage(
        key="k",
        lang="en",
        locale="en-US",
        text={},
        regions=region_layer(values, classes, geometry=Geometry(url="g"), words=RegionWords(label="Quotient")),
        legend=legend(classes, words=LegendWords(title="Quotient"), number=str, values=values),
    )
    assert len(sent_script(message).encode()) < 30_000
