"""Projects in people's own words, in three languages: what is understood, and that nothing is made up."""

import pytest

from geo.scouting import Filter
from geo.scouting_project import Project, industries_for, propose
from geo.scouting_words import distances_in, jobs_in, needs_in, wages_in, words_of
from geo.store import default_store

US, UKRAINE, BAY = (default_store().dataset(name) for name in ("us", "ukraine", "bay-area"))


@pytest.mark.parametrize(
    ("dataset", "text", "code"),
    [
        (US, "software developers", "15-1252"),
        (US, "Software developer", "15-1252"),
        (US, "15-1252", "15-1252"),
        (US, "registered nurses", "29-1141"),
        (US, "network architects for a data center", "15-1241"),
        (US, "фермы и сельское хозяйство", "45-0000"),
        (UKRAINE, "металургійний завод", "24"),
        (UKRAINE, "виробництво меблів", "31"),
        (UKRAINE, "производство одежды", "14"),
        (UKRAINE, "manufacture of furniture", "31"),
        (BAY, "фінансові послуги", "FPSEMPN"),
    ],
)
def test_the_first_industry_is_the_one_that_is_meant(dataset: object, text: str, code: str) -> None:
    assert industries_for(text, dataset)[0].code == code  # type: ignore[arg-type]


def test_a_whole_name_scores_one_and_names_its_words() -> None:
    best = industries_for("software developers", US)[0]
    assert best.score == pytest.approx(1.0)
    assert best.words == ("software", "developers")


def test_words_that_fit_no_name_find_nothing() -> None:
    assert industries_for("xyzzy plugh", US) == ()
    assert industries_for("", US) == ()
    assert industries_for("порт 200 людей", US) == ()


def test_a_port_in_the_needs_is_no_transport_occupation() -> None:
    assert words_of("port airport 300 jobs") == []


def test_the_same_text_gives_the_same_proposal() -> None:
    project = Project(text="Welders and machinists, 300 jobs, within 100 km of a port, cheap labour")
    assert propose(project, US) == propose(project, US)


def test_a_description_becomes_weights_filters_and_directions_each_with_its_words() -> None:
    text = "A plant with 300 jobs for machinists, within 100 km of a sea port, experienced people, a university near"
    found = propose(Project(text=text), US)
    assert found.industries[0].code == "51-4041"
    assert found.filters == (Filter("labour_pool", at_least=3000.0), Filter("port", at_most=100.0))
    assert found.weights["port"] == found.weights["universities"] == found.weights["wages"] == 3.0
    assert found.directions == {"wages": 1}
    assert found.because["filter:labour_pool"] == "300 jobs"
    assert found.because["filter:port"] == "within 100 km"
    assert found.because["universities"] == "university"
    assert "airport" not in found.weights


def test_fields_say_the_same_as_text() -> None:
    fields = propose(Project(industry="software developers", jobs=50, needs=("airport", "cheap labour")), US)
    assert fields.industries[0].code == "15-1252"
    assert fields.filters == (Filter("labour_pool", at_least=500.0),)
    assert fields.weights["airport"] == 3.0
    assert fields.directions == {"wages": -1}


def test_inputs_become_further_industries_of_the_same_detail() -> None:
    found = propose(Project(industry="software developers", inputs=("data scientists", "nothing of this kind")), US)
    assert found.also == ("15-2051",)
    assert found.because["15-2051"] == "data scientists"


def test_without_needs_only_the_usual_weights_are_proposed() -> None:
    found = propose(Project(text="software developers"), US)
    assert dict(found.weights) == {"quotient": 3.0, "labour_pool": 2.0, "wages": 1.0}
    assert found.filters == ()
    assert found.directions == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,200 jobs", 1200), ("на 250 робочих місць", 250), ("1 500 сотрудников", 1500), ("40 skilled workers", 40),
     ("in 2025", 0), ("no jobs at all", 0)],
)  # fmt: skip
def test_jobs_are_read_in_three_languages(text: str, number: float) -> None:
    assert jobs_in(text)[0] == number


@pytest.mark.parametrize(
    ("text", "found"),
    [("не далі 80 км від порту", {"port": 80.0}), ("не дальше 80 км от порта", {"port": 80.0}),
     ("within 50 km of an airport, within 200 km of a port", {"airport": 50.0, "port": 200.0}),
     ("within 50 km of the city", {}), ("a port", {})],
)  # fmt: skip
def test_distances_go_with_what_they_are_said_of(text: str, found: dict[str, float]) -> None:
    assert {name: km for name, (km, _) in distances_in(text).items()} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("within 50 km of a port and an airport", {"port": 50.0, "airport": 50.0}),
     ("не далі ніж 80 км від порту та міжнародного аеропорту", {"port": 80.0, "airport": 80.0}),
     ("в пределах 60 км от порта и аэропорта", {"port": 60.0, "airport": 60.0}),
     ("within 100 km of a sea port and 30 km of an airport", {"port": 100.0, "airport": 30.0}),
     ("an airport within 50 km and a port within 200 km", {"airport": 50.0, "port": 200.0}),
     ("within 50 km of a port and near an airport", {"port": 50.0}),
     ("near a port and an airport", {}), ("more than 50 km from a port", {}), ("більше 50 км від порту", {})],
)  # fmt: skip
def test_a_distance_is_said_of_all_that_is_joined_with_it_and_of_nothing_else(
    text: str, found: dict[str, float]
) -> None:
    assert {name: km for name, (km, _) in distances_in(text).items()} == found
    assert set(needs_in(text)) >= set(found)


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Low wages, near a port and an airport", -1), ("salaries should be low", -1), ("low labour costs", -1),
     ("Низькі зарплати, біля порту й аеропорту", -1), ("невисока заробітна плата", -1),
     ("низкие зарплаты рядом с портом и аэропортом", -1), ("невысокая оплата труда", -1),
     ("high wages", 1), ("високі зарплати", 1), ("skilled people at low wages", -1),
     ("not low wages", 0), ("не низькі зарплати", 0), ("low rents, good wages", 0)],
)  # fmt: skip
def test_low_and_high_wages_are_told_apart_in_three_languages(text: str, direction: int) -> None:
    assert wages_in(text)[0] == direction
    found = propose(Project(text=text), US)
    assert dict(found.directions) == ({"wages": direction} if direction else {})
    assert ("airport" in found.weights) == ("port" in found.weights) == ("port" in text or "порт" in text)


def test_needs_and_wages_are_read_in_three_languages() -> None:
    for text in ("near a port", "поруч із портом", "рядом с портом"):
        assert set(needs_in(text)) == {"port"}
    assert needs_in("a portfolio of reports") == {}
    assert wages_in("дешева робоча сила")[0] == wages_in("cheap")[0] == -1
    assert wages_in("опытные специалисты")[0] == wages_in("skilled people")[0] == 1
    assert wages_in("people") == (0, "")


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    assert industries_for("software developers " + "zzz " * 10_000, US)[0].code == "15-1252"
    assert jobs_in("x" * 5000 + " 300 jobs") == (0.0, "")
