"""A rule file is taken as it is written, or refused with everything that is wrong with it."""

from pathlib import Path

import pytest

from geo.errors import DataContractError, UnknownOptionError
from geo.rule import MEASURES
from geo.rule_file import RULES, find_rule, load_rules, parse_rule, read_rule
from geo.toml_form import LANGUAGES, MAX_BYTES
from tests.support.rule_text import OWN_RULE

LEVELS = OWN_RULE.replace('"stars"', '"tiers"') + '[[levels]]\nid = "top"\ntitle = "Top"\nconditions = ["double"]\n'


def test_a_rule_holds_what_its_file_says() -> None:
    rule = parse_rule(OWN_RULE)
    assert (rule.id, rule.version, rule.kind, rule.cluster_from, rule.traded_only) == ("mine", "1", "stars", 1.0, False)
    assert rule.title == {"en": "Mine"}
    condition = rule.conditions["double"]
    assert (condition.measure, condition.comparison, condition.against) == ("location_quotient", ">=", "cut")
    assert (condition.factor, condition.over, condition.denominator, condition.span) == (1.0, "known", "total", "all")
    assert rule.chosen() == {"cut": 2.0}
    assert rule.chosen({"cut": 5.0}) == {"cut": 5.0}
    assert rule.source == OWN_RULE
    level = parse_rule(LEVELS).levels[0]
    assert (level.id, level.conditions, level.cluster, level.first) == ("top", ("double",), False, False)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('measure = "', 'mesure = "', r"mine.toml: conditions\[1\]: the field 'measure' is missing: one of employment"),
        ('measure = "', 'mesure = "', r"conditions\[1\]: there is no field 'mesure'; allowed are: .*measure"),
        ("location_quotient", "lq", r"conditions\[1\]: the field 'measure' is 'lq'; allowed are: employment, loc"),
        ('">="', '"=>"', r"the field 'is' is '=>'; allowed are: >=, >, <=, <"),
        ('">="', "2", r"the field 'is' must be one of >=, >, <=, <"),
        ('"stars"', '"star"', r"the field 'kind' is 'star'; allowed are: stars, tiers, stages, index"),
        ('parameter = "cut"', 'parameter = "cot"', r"the field 'parameter' is 'cot'; allowed are: cut"),
        ('parameter = "cut"', 'number = "2"', r"the field 'number' must be a number"),
        ('parameter = "cut"', "number = true", r"the field 'number' must be a number"),
        ('parameter = "cut"', "number = inf", r"the field 'number' must be a finite number"),
        ('parameter = "cut"', "", r"exactly one of the fields number, parameter, quantile, top"),
        ('parameter = "cut"', 'parameter = "cut"\ntop = 0.1', r"exactly one of the fields number, parameter"),
        ('parameter = "cut"', "top = 1.5", r"the field 'top' is a share of regions: a number from 0 to 1"),
        ('parameter = "cut"', 'top = "cut"', r"the field 'top' is a share of regions"),
        ('parameter = "cut"', 'quantile = "cat"', r"names the parameter 'cat'; the parameters are: cut"),
        ('parameter = "cut"', "quantile = nan", r"the field 'quantile' must be a finite number"),
        ('parameter = "cut"', 'parameter = "cut"\nover = "all"', r"the field 'over' is 'all'; allowed are: known"),
        ('parameter = "cut"', 'parameter = "cut"\nwithout = "skip"', r"every condition may be skipped; one must not"),
        ("value = 2", "value = 9", r"parameters.cut: the value 9 lies outside the bounds 1 to 5"),
        ("[1, 5]", "[5, 1]", r"parameters.cut: the field 'bounds' must be two numbers, the lower one first"),
        ("[1, 5]", "[1]", r"the field 'bounds' must be two numbers"),
        ("[1, 5]", "3", r"the field 'bounds' must be two numbers"),
        ('id = "mine"', 'id = "Mine!"', r"the field 'id' must be a name of 1 to 60 small letters"),
        ('version = "1"', "version = 1", r"the field 'version' must be a text"),
        ('plain = "Twice the share."', 'plain = "  "', r"plain: the field 'en' must be a text of 1 to 2000"),
        ('title = "Mine"', 'title = {uk = "Моє"}', r"title: the field 'en' is missing"),
        ('title = "Mine"', 'title = {en = "Mine", de = "x"}', r"title: there is no field 'de'; allowed are: en, ru"),
        ('citation = "Own rule."', f'citation = "{"x" * 2001}"', r"the field 'citation' must be a text of 1 to 2000"),
        ('version = "1"', 'version = "1"\ntraded_only = 1', r"the field 'traded_only' must be true or false"),
        ('version = "1"', 'version = "1"\ncluster_from = "n"', r"'cluster_from' names the parameter 'n'"),
        ('version = "1"', 'version = "1"\nrun = "os"', r"there is no field 'run'; allowed are: citation, cluster_from"),
        ("[[conditions]]", "[conditions]", r"the field 'conditions' must be 1 to 20 tables, each under \[\[cond"),
        ("[parameters.cut]", "[[parameters]]", r"the field 'parameters' must be a table \[parameters\]"),
        ('"stars"', '"index"', r"the field 'index' is missing: one of employment"),
        ('"stars"', '"tiers"', r"the field 'levels' is missing: 1 to 20 tables, each under \[\[levels\]\]"),
        ("version", "version = 1 =", r"mine.toml: this is no TOML: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_and_field(old: str, new: str, problem: str) -> None:
    assert old in OWN_RULE
    with pytest.raises(DataContractError, match=problem) as error:
        parse_rule(OWN_RULE.replace(old, new, 1), where="mine.toml")
    assert str(error.value).startswith("mine.toml: ")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["double"]', '["dubble"]', r"levels\[1\]: there is no condition 'dubble'; the conditions are: double"),
        ('["double"]', "[]", r"levels\[1\]: the field 'conditions' must be a list of 1 to 20 texts"),
        ('["double"]', '"double"', r"levels\[1\]: the field 'conditions' must be a list"),
        ('["double"]', '["double"]\ncluster = "yes"', r"levels\[1\]: the field 'cluster' must be true or false"),
        ('"tiers"', '"stars"', r"\[\[levels\]\] goes with the kinds tiers and stages, not with stars"),
        ('parameter = "cut"', 'parameter = "cut"\nwithout = "skip"', r"levels\[1\]: every condition of this level"),
        ("[[levels]]", '[[levels]]\nid = "top"\ntitle = "T"\nconditions = ["double"]\n[[levels]]', "'top' stands"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_level_is_named(old: str, new: str, problem: str) -> None:
    with pytest.raises(DataContractError, match=problem):
        parse_rule(LEVELS.replace(old, new, 1))


def test_every_problem_stands_in_one_message() -> None:
    text = OWN_RULE.replace('"stars"', '"star"').replace("location_quotient", "lq").replace('">="', '"=>"')
    with pytest.raises(DataContractError) as error:
        parse_rule(text)
    assert len(error.value.problems) == 3


def test_a_file_may_not_be_large_nor_hold_many_parts() -> None:
    with pytest.raises(DataContractError, match="the file is larger than 64 KB"):
        parse_rule(OWN_RULE + "#" * MAX_BYTES)
    part = OWN_RULE[OWN_RULE.index("[[conditions]]") :]
    with pytest.raises(DataContractError, match="'conditions' must be 1 to 20 tables"):
        parse_rule(OWN_RULE + part * 20)
    more = "".join(f'[parameters.p{i}]\nvalue = 1\nbounds = [0, 1]\nplain = "x"\n' for i in range(20))
    with pytest.raises(DataContractError, match="parameters: there are 21 parameters; at most 20 are allowed"):
        parse_rule(OWN_RULE + more)
    with pytest.raises(DataContractError, match="this is no TOML"):
        parse_rule("a = " + "[" * 5000)


def test_a_file_on_disk_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN_RULE, encoding="utf-8")
    assert read_rule(path).id == "mine"
    path.write_text(OWN_RULE.replace("kind", "kin"), encoding="utf-8")
    with pytest.raises(DataContractError, match=r"^mine.toml: .*there is no field 'kin'"):
        read_rule(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DataContractError, match=r"mine.toml: the file cannot be read as UTF-8 text"):
        read_rule(path)
    path.write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
    with pytest.raises(DataContractError, match=r"mine.toml: the file is larger than 64 KB"):
        read_rule(path)
    with pytest.raises(DataContractError, match=r"none.toml: the file is missing"):
        read_rule(tmp_path / "none.toml")


def test_a_rule_is_found_by_its_name_or_read_from_a_text() -> None:
    assert find_rule("life_cycle") is load_rules()["life_cycle"]
    assert find_rule(OWN_RULE).id == "mine"
    with pytest.raises(UnknownOptionError, match=r"there is no rule 'life_cycl'; did you mean 'life_cycle'"):
        find_rule("life_cycl")
    with pytest.raises(DataContractError, match=r"own rule: .*the field 'id' is missing"):
        find_rule("a = 1")


# ---- the rules that ship
def test_each_rule_stands_in_a_file_of_its_name_in_three_languages() -> None:
    for path in RULES.glob("*.toml"):
        rule = read_rule(path)
        assert rule.id == path.stem
        said = [rule.title, rule.plain, *(p.plain for p in rule.parameters.values())]
        said += [c.title for c in rule.conditions.values()] + [level.title for level in rule.levels]
        said += [p.note for p in rule.parameters.values() if p.note]
        assert all(set(words) == set(LANGUAGES) for words in said)
        assert rule.citation.endswith(".")


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("european_observatory_stars", ()),
        ("statsamerica", ()),
        ("quotient_over_1_25", ()),
        ("delgado_porter_stern", ("establishments",)),
        ("litzenberger_sternberg", ("areas", "population", "establishments")),
        ("panorama_stars_2016", ("wages", "years")),
        ("panorama_stars_2020", ("wages",)),
        ("life_cycle", ("years",)),
    ],
)
def test_a_rule_says_which_tables_it_needs(name: str, needs: tuple[str, ...]) -> None:
    assert load_rules()[name].needs() == needs
    assert len(load_rules()) == 8


def test_the_measures_name_tables_that_can_be_given() -> None:
    from geo.companions import FORMS  # noqa: PLC0415 - one test

    assert {need for needs in MEASURES.values() for need in needs} <= set(FORMS)
