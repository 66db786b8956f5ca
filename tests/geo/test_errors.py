"""Errors say what was found, where, and what is near."""

import pytest

from geo import errors


def test_every_error_is_a_regioscope_error() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) == 16
    assert all(issubclass(kind, errors.RegioscopeError) for kind in kinds)


def test_every_error_stands_in_the_tree_of_the_module() -> None:
    kinds = [name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert [name for name in kinds if name not in (errors.__doc__ or "")] == []


def test_a_broken_contract_names_every_problem() -> None:
    error = errors.DataContractError("regions", ["a is missing", "b is missing"])
    assert error.problems == ("a is missing", "b is missing")
    assert str(error) == "regions: a is missing; b is missing"


@pytest.mark.parametrize(
    ("name", "known", "where", "message"),
    [
        ("uss", ["us"], "", "there is no dataset 'uss'; did you mean 'us'? There are: 'us'"),
        ("zzz", ["us"], "", "there is no dataset 'zzz'. There are: 'us'"),
        ("zzz", [], "", "there is no dataset 'zzz'. There are none"),
        ("z", list("abcdefg"), "", "there is no dataset 'z'. There are: 'a', 'b', 'c', 'd', 'e' and 2 more"),
        ("z", ["a"], "of 'x'", "there is no dataset 'z' of 'x'. There are: 'a'"),
    ],
)
def test_an_unknown_name_shows_the_nearest(name: str, known: list[str], where: str, message: str) -> None:
    assert str(errors.UnknownDatasetError("dataset", name, known, where=where)) == message


def test_a_missing_table_says_how_to_give_it() -> None:
    assert "give it with --table areas=FILE" in str(errors.MissingTableError("density_km2", "areas"))
