"""The typed form of a view in the address."""

from dataclasses import replace

import pytest

from scene.address import DEFAULT_LAYERS, parse


def test_an_empty_address_is_the_default_view() -> None:
    view = parse({})
    assert (view.query.dataset, view.query.indicator, view.query.minimum) == ("us", "", -1)
    assert (view.region, view.lang, view.layers, view.opacity) == ("", "en", DEFAULT_LAYERS, 0.85)
    assert (view.sizes, view.sectors, view.present, view.bad) == ((1, 0), (), False, ())


def test_every_parameter_has_its_type() -> None:
    view = parse(
        {
            "data": "bay-area", "ind": "share", "item": "RETEMPN", "level": "zone", "year": "2015", "min": "250",
            "scheme": "quantiles", "classes": "4", "palette": "viridis", "opt.reference": "rest", "region": "7",
            "lang": "uk", "layers": "regions,ports", "opacity": "0.5", "sectors": "A,B", "from": "10", "to": "50",
            "present": "1",
        }
    )  # fmt: skip
    query = view.query
    assert (query.dataset, query.indicator, query.industry_code) == ("bay-area", "share", "RETEMPN")
    assert query.level == "zone"
    assert (query.year, query.minimum, query.n_classes, query.palette) == (2015, 250.0, 4, "viridis")
    assert query.options == (("reference", "rest"),)
    assert (view.region, view.lang, view.layers, view.opacity) == ("7", "uk", ("regions", "ports"), 0.5)
    assert (view.sectors, view.sizes, view.present, view.bad) == (("A", "B"), (10, 50), True, ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("year", "two"),
        ("year", "-1"),
        ("min", "nan"),
        ("min", "inf"),
        ("classes", "99"),
        ("opacity", "1.5"),
        ("lang", "de"),
        ("palette", "RdYlGn"),
        ("from", "1e99"),
    ],
)
def test_what_cannot_be_read_is_listed_and_left_at_its_default(name: str, text: str) -> None:
    view = parse({name: text})
    assert view.bad == ((name, text),)
    assert view == replace(parse({}), bad=view.bad)


def test_an_unknown_layer_is_listed_and_the_known_ones_stay() -> None:
    view = parse({"layers": "regions,unicorns,ports"})
    assert view.layers == ("regions", "ports")
    assert view.bad == (("layers", "unicorns"),)


def test_no_layer_at_all_is_a_choice() -> None:
    assert parse({"layers": ""}).layers == ()


def test_hot_spots_are_colours_of_regions_and_bring_them_along() -> None:
    assert parse({"layers": "hotspots,ports"}).layers == ("regions", "hotspots", "ports")
    assert parse({"layers": "regions,hotspots"}).layers == ("regions", "hotspots")


def test_a_long_text_is_cut_so_that_no_address_fills_the_memory() -> None:
    view = parse({"item": "x" * 10_000, "opt.reference": "y" * 10_000})
    assert len(view.query.industry_code) == 80
    assert len(view.query.options[0][1]) == 80


def test_the_language_of_the_browser_counts_only_without_one_in_the_address() -> None:
    assert parse({}, fallback_lang="ru").lang == "ru"
    assert parse({"lang": "uk"}, fallback_lang="ru").lang == "uk"
