"""Layers of the map: tables and classifications in, one message for the browser out.

A page shows the map with::

    place = Geometry(url=url, detail_url=finer_url)
    part = region_layer(values, classification, geometry=place, words=RegionWords(label=label))
    key = legend(classification, words=LegendWords(title=label, source=source), number=written, values=values)
    message = MapMessage(key=state_id, lang="uk", locale="uk-UA", text=words, regions=part, legend=key, view=box,
                         view_key=level, basemap=Basemap(land=land_url, borders=borders_url))
    answer = st_folium(base_map(), key="map", height=500, use_container_width=True,
                       returned_objects=["last_active_drawing"], feature_group_to_add=message_group(message))
    chosen = (answer["last_active_drawing"] or {}).get("id")

The base map is the same to the letter at every run, so the browser keeps it; only the message changes. Geometry, names
and registry text never enter a Folium object: the browser fetches them as JSON and writes them as text.
"""
