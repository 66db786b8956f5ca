"""A dataset on disk whose every name would run code somewhere where a program is careless with text."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

SERVER_MARK = "REGIOSCOPE_NAME_RAN"
PAYLOADS = (
    "<img src=x onerror='window.__pwned=1;parent.__pwned=1'>",
    "{{ 7*191 }}",
    f"{{{{ cycler.__init__.__globals__.os.environ.update({SERVER_MARK}=1|string) }}}}",
    "${window.__pwned=1}",
    "`+(window.__pwned=1)+`",
    "</script><script>window.__pwned=1;parent.__pwned=1</script>",
    "ТОВ {# x {% raw %}",
    "**bold** [link](javascript:window.__pwned=1) $x^2$ :material/home: :red[x]",
)
"""The payloads that ran in Folium's own layers, and what Streamlit's Markdown would turn into something else."""
_MEASURE, _YEAR = "jobs", "2024"


def _table(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _manifest() -> dict[str, object]:
    title = {"en": PAYLOADS[0] + PAYLOADS[1], "uk": PAYLOADS[3]}
    tables = ("regions", "industries", "statistics", "sources", "enterprises", "universities")
    return {
        "profile": "tabular-data-package",
        "name": "hostile",
        "version": "1",
        "title": title,
        "description": title,
        "licenses": [{"name": PAYLOADS[5], "title": PAYLOADS[0]}],
        "regioscope": {
            "classification": PAYLOADS[0],
            "activity_word": {"en": PAYLOADS[1]},
            "activity_word_plural": {"en": PAYLOADS[1]},
            "levels": [{"id": "town", "title": {"en": PAYLOADS[0]}, "points": True, "backdrop": "us-states"}],
            "industry_levels": [{"id": "section", "title": {"en": PAYLOADS[4]}}],
            "measures": [{"id": _MEASURE, "title": {"en": PAYLOADS[0]}, "unit": {"en": PAYLOADS[1]}, "additive": True}],
            "default": {"industry_code": "I0", "level": "town", "minimum": 0, "indicator": "location_quotient"},
            "notes": {"en": PAYLOADS[0]},
            "missing": [{"feature": {"en": PAYLOADS[0]}, "how": {"en": PAYLOADS[7]}}],
        },
        "resources": [{"name": name, "path": f"{name}.csv"} for name in tables],
    }


def write_hostile_dataset(root: Path) -> Path:
    """Write the dataset ``hostile`` below a folder; region ``R<i>`` and industry ``I<i>`` bear payload i."""
    folder = root / "hostile"
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text(json.dumps(_manifest()), encoding="utf-8")
    n = range(len(PAYLOADS))
    place = [{"lon": -115 + 5 * i, "lat": 40} for i in n]
    towns = [{"region_code": f"R{i}", "region_name": PAYLOADS[i], "level": "town", **place[i]} for i in n]
    groups = [{"industry_code": f"I{i}", "industry_name": PAYLOADS[i], "level": "section"} for i in n]
    figures = [
        {"region_code": f"R{r}", "industry_code": f"I{i}", "year": _YEAR, "measure": _MEASURE, "obs_status": "A",
         "value": 100 + 50 * ((r * 3 + i) % len(n)) + 400 * (r == i)}
        for r in n for i in n
    ]  # fmt: skip
    source = {"id": "s", "table": "statistics", "publisher": PAYLOADS[0] + PAYLOADS[1], "licence": PAYLOADS[5],
              "vintage": PAYLOADS[4], "retrieved": "2026-01-01", "url": "javascript:window.__pwned=1"}  # fmt: skip
    firms = [
        {"enterprise_id": i + 1, "enterprise_name": PAYLOADS[i], "industry_code": f"I{i}", "region_code": f"R{i}",
         "employees": 10, "organisation_type": PAYLOADS[0], "obs_status": "S", **place[i], "lat": 36}
        for i in n
    ]  # fmt: skip
    schools = [{"place_id": str(i), "name": PAYLOADS[i], "size": 100, **place[i], "lat": 44} for i in n]
    for name, rows in (("regions", towns), ("industries", groups), ("statistics", figures), ("sources", [source]),
                       ("enterprises", firms), ("universities", schools)):  # fmt: skip
        _table(folder, name, rows)
    return folder
