"""The dataset ``ukraine`` has labels and codes, and no invented figure."""

import json
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parents[2] / "data" / "datasets" / "ukraine"


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", dtype="str", keep_default_na=False)


def test_27_oblasts_have_katottg_codes_and_names_in_three_languages() -> None:
    regions = table("regions").set_index("region_code")
    assert len(regions) == 27
    assert regions["katottg"].is_unique
    assert regions["katottg"].str.fullmatch(r"UA\d{17}").all()
    assert (regions[["region_name", "region_name_uk", "region_name_ru"]] != "").all(axis=None)
    assert regions.loc["UA-43", "region_name_uk"] == "Автономна Республіка Крим"
    assert regions.loc[["UA-09"], "katottg"].str.startswith("UA44").all()


def test_21_sections_and_88_divisions_are_labelled_and_nested() -> None:
    industries = table("industries").set_index("industry_code")
    assert industries["level"].value_counts().to_dict() == {"division": 88, "section": 21}
    assert (industries[["industry_name", "industry_name_uk", "industry_name_ru"]] != "").all(axis=None)
    assert industries.loc[["01", "33", "62"], "parent_code"].tolist() == ["A", "C", "J"]


def test_there_are_no_statistics_and_the_template_is_empty() -> None:
    package = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
    assert "statistics" not in {resource["name"] for resource in package["resources"]}
    assert package["regioscope"]["missing"]
    template = table("template").set_index("region_code")
    assert template.shape == (27, 21)
    assert (template == "").all(axis=None)
