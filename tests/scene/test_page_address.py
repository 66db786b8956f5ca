import ast

import pytest

from geo.errors import AddressError
from scene.page_address import PAGES, page_address, root_of
from tests.support.app import ROOT


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://127.0.0.1:8501/region?data=us&region=06", "region?data=us&region=06"),
        ("https://example.org/maps/region/?region=06&data=us#part", "region?data=us&region=06"),
        ("http://127.0.0.1:8501?data=us", "?data=us"),
        ("?data=us", "?data=us"),
        ("data=us", "?"),
        ("", "?"),
        ("/unknown?data=us", "?data=us"),
        ("region?item=%D0%A1&opt.reference=sum", "region?item=%D0%A1&opt.reference=sum"),
        ("region?data=us&data=ukraine", "region?data=ukraine"),
        ("region?data=&item=", "region?"),
    ],
)
def test_of_an_address_page_and_parameters_are_kept_and_nothing_else(given: str, kept: str) -> None:
    assert str(page_address(given)) == kept
    assert str(page_address(kept)) == kept


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("?" + "x" * 4000, "has 4001 characters, more than 4000"),
        ("?data=us\x00", "signs that no address has"),
        ("?item=%00", "item = “"),
        ("?a%20b=1", "a b = “1”, which cannot be read"),
        ("?classes=99", "classes = “99”"),
        ("?" + "&".join(f"a{n}=1" for n in range(101)), "this is no address"),
    ],
)
def test_what_cannot_be_read_is_said(given: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        page_address(given)


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("http://127.0.0.1:8501/?data=us", "http://127.0.0.1:8501/"),
        ("http://127.0.0.1:8501/region?data=us&x=/region", "http://127.0.0.1:8501/"),
        ("https://example.org/maps?data=us", "https://example.org/maps/"),
        ("https://example.org/maps/", "https://example.org/maps/"),
        ("https://example.org/data/", "https://example.org/data/"),
        ("https://example.org/a/b/methods#part", "https://example.org/a/b/"),
        ("", "/"),
    ],
)
def test_the_root_of_the_app_is_found_from_any_of_its_pages(address: str, root: str) -> None:
    assert root_of(address) == root


def test_every_page_of_the_app_can_be_shared() -> None:
    tree = ast.parse((ROOT / "views" / "main.py").read_text(encoding="utf-8"))
    paths = {
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "url_path" and isinstance(keyword.value, ast.Constant)
    }
    assert paths
    assert paths - set(PAGES) == set()
