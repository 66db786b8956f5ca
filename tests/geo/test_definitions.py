"""Groups of industry codes: every code in one group, tables added up without filling a gap."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo.activity import from_tables
from geo.aggregation import to_groups
from geo.classifications import classification_names, parents, read_classification, translate
from geo.cluster_rules import cluster_stars, strong_cluster
from geo.definitions import DEFINITIONS, group_of, load_definitions, parse_definition, read_definition, traded_of
from geo.errors import DataContractError, UnknownOptionError
from geo.toml_form import LANGUAGES
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, cell, row, wide

GOOD = """id = "mine"
version = "1"
title = "Mine"
plain = "Wood."
classification = "nace2"
citation = "Own."
[[groups]]
id = "wood"
title = "Wood"
codes = ["02", "16"]
"""


# ---- the file
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("codes", "cods", r"mine.toml: groups\[1\]: the field 'codes' is missing: a list of 1 to 2000 texts"),
        ("codes", "cods", r"groups\[1\]: there is no field 'cods'; allowed are: codes, id, title, traded"),
        ('"16"', "16", r"groups\[1\]: the field 'codes' must be a list of 1 to 2000 texts"),
        ('"16"', '"02"', r"1 code\(s\) stand twice, first '02'; each belongs to one group only"),
        ('["02", "16"]', '["02"]\n[[groups]]\nid = "wood"\ntitle = "W"\ncodes = ["16"]', r"1 group\(s\) stand twice"),
        ('["02", "16"]', '["02"]\ntraded = 1', r"groups\[1\]: the field 'traded' must be true or false"),
        ("[[groups]]", "[groups]", r"the field 'groups' must be 1 to 200 tables, each under \[\[groups\]\]"),
        ("classification", "klass", r"the field 'classification' is missing"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_field(old: str, new: str, problem: str) -> None:
    with pytest.raises(DataContractError, match=problem):
        parse_definition(GOOD.replace(old, new, 1), where="mine.toml")


def test_a_definition_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    found = read_definition(path)
    assert (found.id, found.version, found.classification, found.source) == ("mine", "1", "nace2", GOOD)
    assert (found.groups["wood"].codes, found.groups["wood"].traded) == (("02", "16"), None)
    with pytest.raises(DataContractError, match=r"none.toml: the file is missing"):
        read_definition(tmp_path / "none.toml")


def test_the_definitions_that_ship_stand_in_files_of_their_names_in_three_languages() -> None:
    for path in DEFINITIONS.glob("*.toml"):
        found = read_definition(path)
        assert found.id == path.stem
        assert found.classification in classification_names()
        assert all(set(words) == set(LANGUAGES) for words in (found.title, found.plain))
        assert all(set(group.title) == set(LANGUAGES) for group in found.groups.values())
        known = read_classification(found.classification).index
        assert {code for group in found.groups.values() for code in group.codes} <= set(known)


@pytest.mark.parametrize(("name", "outside"), [("traded_simple", []), ("eurostat_technology", "ABDEF")])
def test_each_division_lies_in_one_group(name: str, outside: str) -> None:
    table, above = read_classification("nace2"), parents("nace2")
    divisions = table.index[table["level"] == "division"]
    none = group_of(load_definitions()[name], divisions).isna()
    assert sorted(set(above[divisions[none]])) == list(outside)
    assert not none[~above[divisions].isin(list(outside)).to_numpy()].any()


# ---- groups of codes
def test_a_code_belongs_to_the_nearest_group_above_it() -> None:
    text = GOOD + '[[groups]]\nid = "sawing"\ntitle = "Sawing"\ncodes = ["16.1"]\ntraded = true\n'
    made = parse_definition(text)
    codes = pd.Index(["16", "16.10", "16.2", "02.1", "31", "XX"])
    assert group_of(made, codes).fillna("-").tolist() == ["wood", "sawing", "wood", "wood", "-", "-"]
    assert traded_of(made, codes).fillna(-1).tolist() == [-1, 1, -1, -1, -1, -1]


def test_codes_of_an_own_classification_climb_the_tree_that_is_given() -> None:
    made = parse_definition(GOOD.replace('"nace2"', '"own"'))
    above = pd.Series({"a": "b", "b": "16", "16": np.nan, "x": "y", "y": "x"})
    codes = pd.Index(["a", "16", "x", "02"])
    assert group_of(made, codes, above=above).fillna("-").tolist() == ["wood", "wood", "-", "wood"]
    assert group_of(made, codes).fillna("-").tolist() == ["-", "wood", "-", "wood"]


# ---- tables added up
def test_a_group_with_a_gap_is_missing_unless_a_part_is_asked_for() -> None:
    x = wide([[1.0, 3.0, 5.0, 7.0], [2.0, np.nan, 6.0, 7.0], [np.nan, np.nan, 0.0, 7.0]]).assign(TOTAL=20.0)
    groups = pd.Series({"I0": "food", "I1": "food", "I2": "metal"})
    whole = to_groups(from_tables(x), groups)
    assert list(whole.values.columns) == ["food", "metal"]
    np.testing.assert_array_equal(whole.values, [[4.0, 5.0], [np.nan, 6.0], [np.nan, 0.0]])
    assert whole.totals.tolist() == [20.0, 20.0, 20.0]
    assert (whole.reference.tolist(), whole.reference_total) == ([4.0, 11.0], 60.0)
    part = to_groups(from_tables(x), groups, partial=True)
    np.testing.assert_array_equal(part.values, [[4.0, 5.0], [2.0, 6.0], [np.nan, 0.0]])
    assert part.status is not None
    assert whole.status is not None
    assert part.status.to_numpy().tolist() == [["A", "A"], ["E", "A"], ["M", "A"]]
    assert whole.status.to_numpy().tolist() == [["A", "A"], ["M", "A"], ["M", "A"]]
    with pytest.raises(DataContractError, match="groups: no industry of the table lies in a group"):
        to_groups(from_tables(x), pd.Series({"Z": "food"}))


def test_the_worst_status_of_the_industries_is_that_of_the_group() -> None:
    from dataclasses import replace  # noqa: PLC0415 - one test

    x = from_tables(wide([[1.0, 1.0], [1.0, 1.0], [np.nan, 1.0], [1.0, 1.0]]))
    status = x.values.astype(object)
    status[:] = [["A", "S"], ["E", "A"], ["C", "A"], ["A", "A"]]
    groups = pd.Series({"I0": "g", "I1": "g"})
    found = to_groups(replace(x, noted=status), groups).status
    assert found is not None
    assert found["g"].tolist() == ["S", "E", "C", "A"]
    said_by_nobody = to_groups(replace(x, noted=None), groups).status
    assert said_by_nobody["g"].tolist() == ["A", "A", "M", "A"]


def test_a_published_reference_and_the_companions_come_along() -> None:
    x = wide([[10.0, 30.0, 5.0], [20.0, 0.0, 5.0]])
    firms = pd.DataFrame({"region_code": ["R0"] * 2, "industry_code": ["I1", "I2"], "employees": [30.0, 5.0]})
    tables: dict[str, pd.Series | pd.DataFrame] = {
        "reference": pd.Series({"I0": 100.0, "I1": 50.0, "I2": 10.0, "TOTAL": 500.0}),
        "establishments": x / 10,
        "wages": wide([[20.0, 40.0, 7.0], [20.0, np.nan, 7.0]]),
        "traded": pd.Series({"I0": 1.0, "I1": 1.0, "I2": 0.0}),
        "firms": firms,
        "years": pd.DataFrame({"region_code": ["R0"] * 3, "industry_code": ["I0", "I1", "I2"], "year": [2020] * 3,
                               "value": [1.0, 2.0, 3.0]}),
    }  # fmt: skip
    found = to_groups(from_tables(x, tables), pd.Series({"I0": "g", "I1": "g"}))
    assert (found.reference.tolist(), found.reference_total, found.reference_published) == ([150.0], 500.0, True)
    more = found.companions
    assert more.establishments is not None
    assert more.wages is not None
    assert more.traded is not None
    assert more.firms is not None
    assert more.years is not None
    assert more.establishments["g"].tolist() == [4.0, 2.0]
    assert more.wages["g"].tolist() == [35.0, 20.0]  # (10 x 20 + 30 x 40) / 40; nobody, no wage
    assert more.traded.to_dict() == {"g": 1.0}
    assert more.firms["industry_code"].tolist() == ["g"]
    assert cell(more.years[2020], "R0", "g") == 3.0
    mixed = to_groups(from_tables(x, tables), pd.Series({"I0": "g", "I2": "g"})).companions.traded
    assert mixed is not None
    assert mixed.isna().tolist() == [True]
    assert row(strong_cluster(found), "R0")


@FEW
@given(COMPLETE_TABLES)
def test_groups_of_one_industry_each_change_nothing(values: np.ndarray) -> None:
    x = from_tables(wide(values))
    same = to_groups(x, pd.Series({code: str(code) for code in x.values.columns}))
    np.testing.assert_array_equal(same.values, x.values)
    np.testing.assert_array_equal(same.reference, x.reference)
    pd.testing.assert_frame_equal(cluster_stars(same), cluster_stars(x), check_names=False)


@FEW
@given(ANY_TABLES)
def test_a_sum_of_known_figures_is_never_below_that_of_complete_ones(values: np.ndarray) -> None:
    x = from_tables(wide(values))
    groups = pd.Series("g", index=x.values.columns)
    whole, part = (to_groups(x, groups, partial=partial).values["g"] for partial in (False, True))
    assert whole.isna().tolist() == np.isnan(values).any(axis=1).tolist()
    assert part.isna().tolist() == np.isnan(values).all(axis=1).tolist()
    np.testing.assert_allclose(part[whole.notna()], whole.dropna())


# ---- concordances
@pytest.mark.parametrize(
    ("code", "source", "target", "expected"),
    [
        ("26.11", "kved2010", "nace2", [("26.11", "1:1")]),
        ("01.11", "nace2", "isic4", [("0111", "1:1")]),
        ("0113", "isic5", "isic4", [("0113", "1:n"), ("0128", "n:m")]),
        ("111110", "naics2022", "naics2017", [("111110", "1:1")]),
        ("99.99", "nace2", "isic4", [(np.nan, "none")]),
    ],
)
def test_codes_are_translated_with_every_code_that_they_may_become(
    code: str, source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    found = translate([code, code], source, target)
    got = list(zip(found["target_code"].fillna("?"), found["relation"], strict=True))
    assert got == [("?" if pd.isna(c) else c, relation) for c, relation in expected]
    assert found["targets"].tolist() == [sum(relation != "none" for _, relation in expected)] * len(expected)


def test_a_chain_of_concordances_is_gone_through() -> None:
    found = translate(["111110"], "naics2022", "nace2")
    assert found["target_code"].tolist() == ["01.11"]
    assert found["relation"].tolist() == ["n:1"]
    assert found["sources"].tolist()[0] > 1
    assert translate(["01.11"], "nace2", "naics2022")["relation"].isin(["1:n", "n:m"]).all()


def test_an_unknown_classification_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownOptionError, match="there is no classification 'nace3'; did you mean 'nace2'"):
        translate(["01"], "nace3", "isic4")
    with pytest.raises(UnknownOptionError, match="there is no classification 'okved'"):
        read_classification("okved")


def test_two_classifications_that_nothing_joins_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from geo import classifications  # noqa: PLC0415 - one test

    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text("code,label,level\nA,a,section\n", encoding="utf-8")
    monkeypatch.setattr(classifications, "FOLDER", tmp_path)
    classification_names.cache_clear()
    with pytest.raises(UnknownOptionError, match="there is no concordance 'one to two'"):
        translate(["A"], "one", "two")
    monkeypatch.undo()
    classification_names.cache_clear()


@pytest.mark.parametrize(
    ("name", "code", "above"),
    [("nace2", "26.11", "26.1"), ("nace2", "26.1", "26"), ("nace2", "26", "C"), ("isic4", "0111", "011"),
     ("isic4", "01", "A"), ("naics2022", "111110", "11111"), ("naics2022", "111", "11")],
)  # fmt: skip
def test_the_code_above(name: str, code: str, above: str) -> None:
    assert parents(name)[code] == above


def test_sections_have_nothing_above_them() -> None:
    assert parents("nace2")[["A", "U"]].isna().all()
    assert parents("naics2022")[["11", "31"]].isna().all()
