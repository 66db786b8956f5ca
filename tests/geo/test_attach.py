"""A table of one's own becomes a dataset, or every problem is named and nothing is written."""

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.attach import About, Problem, Target, dataset_from_table, own_folder, own_ids, remove_dataset, slug, template
from geo.attach_grid import MAX_BYTES, MAX_GROUPS
from geo.attach_problems import SENTENCES
from geo.attach_table import read_wide
from geo.dataset import Dataset, read_dataset
from geo.errors import DataContractError, OutputError, UnknownDatasetError
from geo.query import Query, evaluate_table
from geo.resolve import resolve
from geo.store import Store

TODAY = date(2026, 11, 22)
ABOUT = About("Jobs of the coast", source="Statistical office", licence="CC BY 4.0", year=2024, unit="jobs")
SOUND = b"region_code,region_name,Farms,Mines\n01,North,10,30\n02,South,30,10\n"


@pytest.fixture
def regions() -> gpd.GeoDataFrame:
    names = {"region_name": ["North", "South", "=West"], "region_name_uk": ["Північ", "Південь", ""]}
    boxes = [shapely.box(i, 0, i + 1, 1) for i in range(3)]
    return gpd.GeoDataFrame(names, geometry=boxes, index=pd.Index(["01", "02", "03"]), crs="EPSG:4326")


@pytest.fixture
def target(regions: gpd.GeoDataFrame) -> Target:
    return Target("coast", {"en": "Coast"}, regions)


def attach(data: bytes, target: Target, home: Path, *, about: About = ABOUT, taken: tuple[str, ...] = ()) -> str:
    return dataset_from_table(data, about, target=target, home=home, taken=taken, today=TODAY)


def read_back(home: Path, name: str, target: Target) -> Dataset:
    return read_dataset(home / name, read_regions=lambda _: target.regions)


def problems(data: bytes, target: Target, home: Path, *, about: About = ABOUT) -> list[str]:
    with pytest.raises(DataContractError) as caught:
        attach(data, target, home, about=about)
    assert not home.exists()
    assert all(isinstance(problem, Problem) for problem in caught.value.problems)
    return list(caught.value.problems)


def test_a_sound_table_becomes_a_dataset_whose_quotients_are_right(target: Target, tmp_path: Path) -> None:
    name = attach(SOUND, target, tmp_path / "home")
    dataset = read_back(tmp_path / "home", name, target)
    query, notices = resolve(Query(name), dataset)
    table = evaluate_table(dataset, query)
    assert (name, notices) == ("jobs-of-the-coast", ())
    values = pd.DataFrame(table.values)
    assert (values.at["01", "Farms"], values.at["01", "Mines"]) == (0.5, 1.5)  # noqa: PD008 - one cell each
    assert values.loc[["03"]].isna().to_numpy().all()
    assert own_ids(tmp_path / "home") == [name]


def test_everything_says_where_it_came_from(target: Target, tmp_path: Path) -> None:
    dataset = read_back(tmp_path, attach(SOUND, target, tmp_path), target)
    source = dataset.sources.iloc[0]
    assert source["publisher"] == "Statistical office"
    assert (source["licence"], str(source["vintage"]), source["retrieved"]) == ("CC BY 4.0", "2024", "2026-11-22")
    assert len(source["sha256"]) == 64
    assert dataset.manifest.licences == ("CC BY 4.0",)


def test_simulated_figures_carry_their_status(target: Target, tmp_path: Path) -> None:
    about = About("Trial", source="own model", licence="CC0", year=2024, unit="jobs", status="S")
    dataset = read_back(tmp_path, attach(SOUND, target, tmp_path, about=about), target)
    assert dataset.manifest.simulated
    assert set(dataset.statistics["obs_status"]) == {"S"}


def test_totals_are_denominators_and_no_group(target: Target, tmp_path: Path) -> None:
    data = b"region_code,Farms,Mines,Total\n01,10,30,80\n02,30,10,80\nTotal,40,40,160\n"
    dataset = read_back(tmp_path, attach(data, target, tmp_path), target)
    query, _ = resolve(Query("x"), dataset)
    activity = evaluate_table(dataset, query).activity
    assert list(dataset.industries.index) == ["Farms", "Mines"]
    assert (activity.totals["01"], activity.reference_total, activity.reference_published) == (80, 160, True)


def test_a_total_smaller_than_its_parts_is_refused(target: Target, tmp_path: Path) -> None:
    data = b"region_code,Farms,Mines,TOTAL\n01,10,30,20\n"
    assert problems(data, target, tmp_path / "home") == [
        "TOTAL is smaller than the sum of the groups in 1 rows, first 01: 20 instead of 40."
    ]


def test_codes_of_a_classification_get_its_names(regions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    known = pd.DataFrame(
        {"industry_name": ["Agriculture", "Mining"], "industry_name_uk": ["Сільське", "Добувна"], "level": "section"},
        index=pd.Index(["A", "B"], name="industry_code"),
    )
    target = Target("coast", {"en": "Coast"}, regions, industries=known)
    dataset = read_back(tmp_path, attach(b"region_code;A;B\n01;1,5;2\n", target, tmp_path), target)
    assert dataset.industry_names("uk") == {"A": "Сільське", "B": "Добувна"}
    assert dataset.statistics["value"].max() == 2.0
    assert dataset.manifest.measures[0].decimals == 1


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [(b"0", 0.0, "A"), (b"1 234", 1234.0, "A"), ("1\u00a0234,5".encode(), 1234.5, "A"), (b"2,5", 2.5, "A"),
     (b"", None, "M"), (b":", None, "M"), ("…".encode(), None, "M"), (b"c", None, "C"), ("к".encode(), None, "C")],
)  # fmt: skip
def test_a_cell_is_read_as_a_person_means_it(cell: bytes, value: float | None, status: str) -> None:
    table, found = read_wide(b"region_code;Farms;Mines\n01;" + cell + b";7\n")
    assert table is not None
    assert found == []
    read = float(table.values["Farms"].iloc[0])
    assert (None if pd.isna(read) else read, table.status.loc["01", "Farms"]) == (value, status)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b" \n", "The file is empty."),
        (b"PK\x03\x04rest", "This is a spreadsheet file. Save it as “CSV UTF-8” and choose that file."),
        ("region_code,Ферми\n01,1".encode("cp1251"), "The file is no text in UTF-8."),
        (b"region_code,\0\n", "The file is no text in UTF-8."),
        (b"code,Farms\n01,1\n", "There is no column region_code."),
        (b"region_code,region_name\n01,North\n", "There is no column with figures"),
        (b"region_code,Farms\n01,1,2\n", "1 row(s) differ from the 2 of the first line, first row 2 with 3."),
        (b"region_code,Farms,\n01,1,2\n", "Columns with figures but without a name in the first line: C."),
        (b"region_code,Farms,Farms\n01,1,2\n", "Names that two columns share: Farms."),
        (b"region_code,Farms\n01,1\n,2\n", "Rows with figures but without region_code: 3."),
        (b"region_code,Farms\n01,1\n01,2\n", "Codes that stand in two rows: 01."),
        (b"region_code,Farms\n01,1\nXX,2\n", "Codes that these boundaries do not have: 1 (XX)."),
        (b"region_code,Farms\n1,1\n", "leading zeros off the codes: 1 should be 01."),
        (b"region_code,Farms\n01,1\n02,many\n", "Cells without a number: 1 (B3). The first, in row 3, column “Farms”"),
        (b"region_code,Farms\n01,-\n", "Cells without a number: 1 (B2)."),
        (b"region_code,Farms\n01,inf\n", "Cells without a number: 1 (B2)."),
        (b'region_code,Farms\n01,"1,234"\n', "Numbers with a comma although commas separate the cells: 1 (B2)."),
        (b"region_code;Farms;Mines\n01;1,5;1.5\n", "a decimal comma (1,5), others a decimal point (1.5)."),
        (b"region_code,Farms\n01,-5\n", "Figures below zero: 1 (B2). The first, in row 2, column “Farms”, says “-5”."),
        (b"region_code,Farms\n01,\n02,c\n", "No cell holds a figure."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_written(
    data: bytes, message: str, target: Target, tmp_path: Path
) -> None:
    assert message in " ".join(problems(data, target, tmp_path / "home"))


def test_all_problems_come_in_one_message(target: Target, tmp_path: Path) -> None:
    about = About(" ", source="", licence=" ", year=24, unit="")
    found = problems(b"region_code,Farms,Mines\n01,-5,x\nXX,1,2\n", target, tmp_path / "home", about=about)
    assert len(found) == 8


def test_size_and_width_are_bounded() -> None:
    assert read_wide(b"x" * (MAX_BYTES + 1))[1][0] == "The file has 20.0 MB; at most 20 MB are read."
    wide = "region_code," + ",".join(f"g{i}" for i in range(MAX_GROUPS + 1))
    assert read_wide(wide.encode())[1] == [Problem.of("many_groups", n=MAX_GROUPS + 1, most=MAX_GROUPS)]


def test_a_title_that_exists_is_refused(target: Target, tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match="There is already a dataset named jobs-of-the-coast"):
        attach(SOUND, target, tmp_path, taken=("jobs-of-the-coast",))


def test_a_title_never_becomes_a_path(target: Target, tmp_path: Path) -> None:
    about = About("../../outside", source="s", licence="l", year=2024, unit="jobs")
    assert attach(SOUND, target, tmp_path / "home", about=about) == "outside"
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert slug("Області: робочі місця") == "oblasti-robochi-mistsia"


def test_names_that_look_alike_get_codes_of_their_own(target: Target, tmp_path: Path) -> None:
    dataset = read_back(
        tmp_path, attach("region_code,IT & media,IT media,…\n01,1,2,3\n".encode(), target, tmp_path), target
    )
    assert list(dataset.industries.index) == ["it-media", "it-media-2", "group-3"]
    assert dataset.industry_names("en")["it-media"] == "IT & media"


def test_a_place_without_write_access_is_one_clear_line(target: Target, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    with pytest.raises(OutputError, match=r"cannot be kept in .*: .* Choose another folder with REGIOSCOPE_HOME"):
        attach(SOUND, target, file)


def test_the_template_lists_every_region_and_no_formula(target: Target) -> None:
    text = template(target, lang="uk").decode("utf-8-sig")
    assert text.splitlines() == [
        "region_code,region_name,Farming,Manufacturing,Services,TOTAL",
        "01,Північ,,,,", "02,Південь,,,,", "03,'=West (en),,,,",
    ]  # fmt: skip


def test_the_filled_template_is_read(target: Target, tmp_path: Path) -> None:
    filled = template(target).decode().replace("North,,,,", "North,1,2,3,6").encode()
    dataset = read_back(tmp_path, attach(filled, target, tmp_path), target)
    assert list(dataset.industries.index) == ["Farming", "Manufacturing", "Services"]


def test_only_own_datasets_are_removed(target: Target, tmp_path: Path) -> None:
    name = attach(SOUND, target, tmp_path / "home")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "datapackage.json").write_text(json.dumps({}))
    for wrong in ("../other", "", ".", "other"):
        with pytest.raises(UnknownDatasetError, match="there is no dataset of your own"):
            remove_dataset(tmp_path / "home", wrong)
    remove_dataset(tmp_path / "home", name)
    assert own_ids(tmp_path / "home") == []
    assert (tmp_path / "other").is_dir()


def test_the_store_sees_a_dataset_as_soon_as_it_is_told(data: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = Store(data, extra=[home])
    regions = store.geometry("squares", "detail").assign(region_name="Square")
    target = Target("squares", {"en": "Squares"}, regions)
    sound = "region_code,Farms,Mines\n" + "".join(f"{code},10,30\n" for code in regions.index)
    before = store.dataset_ids()
    name = attach(sound.encode(), target, home)
    store.forget(name)
    assert store.dataset_ids() == [*before, name]
    assert store.dataset(name).manifest.version == "2024"
    remove_dataset(home, name)
    newer = About("Jobs of the coast", source="s", licence="l", year=2025, unit="jobs")
    attach(sound.encode(), target, home, about=newer)
    assert store.dataset(name).manifest.version == "2024"
    store.forget(name)
    assert store.dataset(name).manifest.version == "2025"


def test_own_datasets_lie_where_the_operator_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REGIOSCOPE_HOME", str(tmp_path))
    assert own_folder() == tmp_path
    monkeypatch.delenv("REGIOSCOPE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert own_folder() == tmp_path / ".local" / "share" / "regioscope" / "datasets"


def test_every_problem_is_a_sentence_with_its_parts() -> None:
    problem = Problem.of("code_unknown", n=2, codes="X, Y")
    assert problem.sentence == SENTENCES["code_unknown"]
    assert problem == "Codes that these boundaries do not have: 2 (X, Y)."
