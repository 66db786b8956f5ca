"""Every dataset folder is a data package that tells the truth about its files."""

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

DATA = Path(__file__).parents[2] / "data"
DATASETS = ["bay-area", "ukraine", "us"]
LANGUAGES = {"en", "uk", "ru"}


def package(name: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((DATA / "datasets" / name / "datapackage.json").read_text("utf-8"))
    return values


def read(name: str, resource: dict[str, Any]) -> pd.DataFrame:
    path = DATA / "datasets" / name / resource["path"]
    if resource["format"] == "parquet":
        return pd.read_parquet(path)
    text = {f["name"]: "str" for f in resource["schema"]["fields"] if f["type"] == "string"}
    return pd.read_csv(path, dtype=text, keep_default_na=False, na_values=[""])


@pytest.mark.parametrize("name", DATASETS)
def test_hash_and_size_of_every_table_are_those_of_the_manifest(name: str) -> None:
    for resource in package(name)["resources"]:
        data = (DATA / "datasets" / name / resource["path"]).read_bytes()
        assert f"sha256:{hashlib.sha256(data).hexdigest()}" == resource["hash"], resource["path"]
        assert len(data) == resource["bytes"]


@pytest.mark.parametrize("name", DATASETS)
def test_columns_are_those_of_the_schema_and_keys_are_unique(name: str) -> None:
    for resource in package(name)["resources"]:
        table = read(name, resource)
        assert list(table.columns) == [field["name"] for field in resource["schema"]["fields"]]
        key = resource["schema"].get("primaryKey", [])
        assert not table.duplicated(key).any(), resource["name"]
        assert not table[key].isna().any(axis=None), resource["name"]


@pytest.mark.parametrize("name", DATASETS)
def test_every_text_of_the_manifest_is_in_three_languages(name: str) -> None:
    manifest = package(name)
    own = manifest["regioscope"]
    texts = [
        manifest["title"],
        manifest["description"],
        own["activity_word"],
        own["activity_word_plural"],
        own["notes"],
    ]
    texts += [item["title"] for key in ("levels", "industry_levels", "measures") for item in own[key]]
    texts += [measure["unit"] for measure in own["measures"]]
    texts += [text for item in own["missing"] for text in item.values()]
    texts += [item["title"] for item in own.get("insets", [])]
    for text in texts:
        assert set(text) == LANGUAGES
        assert all(value.strip() for value in text.values()), text


@pytest.mark.parametrize("name", DATASETS)
def test_every_table_has_a_source_with_the_recorded_checksum(name: str) -> None:
    records = {r["id"]: r for r in tomllib.loads((DATA / "boundaries" / "sources.toml").read_text("utf-8"))["source"]}
    table = pd.read_csv(DATA / "datasets" / name / "sources.csv", dtype="str", keep_default_na=False)
    for row in table.itertuples():
        assert records[row.id]["sha256"] == row.sha256
        assert row.publisher
        assert row.licence
        assert row.vintage
    tables = {r["name"] for r in package(name)["resources"]} - {"sources", "template"}
    assert tables == set(table["table"].str.partition("/")[0])


def test_raw_inputs_are_named_with_version_licence_and_sha256() -> None:
    records = tomllib.loads((DATA / "boundaries" / "sources.toml").read_text("utf-8"))["source"]
    assert len(records) >= 14
    for record in records:
        assert record["registry"] in {"PyPI", "npm"}
        assert re.fullmatch("[0-9a-f]{64}", record["sha256"])
        assert all(record[key] for key in ("package", "version", "file", "licence", "publisher", "url", "vintage"))


def test_data_stay_under_thirty_megabytes() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 30e6
