import pytest

from geo.errors import AddressError, SavedError
from keep import limits, links
from keep.database import Keep
from keep.models import LinkRow


def test_an_address_has_one_code_in_whatever_order_and_from_wherever_it_is_given(keep: Keep) -> None:
    code = links.shorten(keep, "http://127.0.0.1:8501/region?data=us&region=06&lang=uk")
    same = ("region?lang=uk&data=us&region=06", "https://example.org/maps/region?region=06&lang=uk&data=us#top")
    assert [links.shorten(keep, address) for address in same] == [code, code]
    assert links.shorten(keep, "data=us?region=06") != code
    assert links.address(keep, code) == links.address(keep, code.upper()) == "region?data=us&lang=uk&region=06"
    assert (len(code), set(code) - set(links.LETTERS)) == (7, set())
    assert set("01ilo") & set(links.LETTERS) == set()


@pytest.mark.parametrize(
    "hostile",
    [
        "//evil.example/region?data=us",
        "https://evil.example?data=us",
        "javascript:alert(1)//?data=us",
        "\\\\evil.example\\region?data=us",
        "/../../evil?data=us",
        "region%2F..%2F..%2Fhttps:%2F%2Fevil.example?data=us",
        "@evil.example/?data=us",
        "data:text/html,<script>alert(1)</script>?data=us",
    ],
)
def test_no_code_leads_out_of_the_app(keep: Keep, hostile: str) -> None:
    kept = links.address(keep, links.shorten(keep, hostile))
    assert kept in {"?data=us", "region?data=us"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("?data=us\r\nLocation: https://evil.example", "signs that no address has"),
        ("?data=us%0d%0aLocation:%20https://evil.example", "cannot be read"),
        ("?year=two", "year = “two”, which cannot be read"),
        ("?<script>=1", "<script> = “1”, which cannot be read"),
        ("?" + "a=1&" * 101, "no address"),
        ("?item=" + "x" * 4000, "4006 characters, more than 4000"),
        ("http://[::1?data=us", "no address"),
    ],
)
def test_what_is_no_address_of_a_view_gets_no_code(keep: Keep, address: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        links.shorten(keep, address)
    assert not keep.path.exists()


def test_a_code_that_nobody_has_is_said(keep: Keep) -> None:
    links.shorten(keep, "?data=us")
    for code in ("", "abc", "%00", "x" * 10_000, "' OR 1=1 --"):
        with pytest.raises(SavedError, match="there is no such link"):
            links.address(keep, code)


def test_an_address_that_somebody_wrote_into_the_file_is_read_with_the_same_care(keep: Keep) -> None:
    with keep.writing() as session:
        session.add(LinkRow(code="aaaaaaa", address="https://evil.example/?data=us", made=""))
    assert links.address(keep, "aaaaaaa") == "?data=us"


def test_there_is_an_end_of_links(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_LINKS", 1)
    code = links.shorten(keep, "?data=us")
    with pytest.raises(SavedError, match="there are 1 already"):
        links.shorten(keep, "?data=ukraine")
    assert links.shorten(keep, "?data=us") == code
    assert limits.ID == 100
