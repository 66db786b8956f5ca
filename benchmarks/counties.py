"""A dataset of 3,107 counties with simulated figures: as many regions as the map must change without waiting."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from geo.store import default_store

SET = "us-counties"
ID = "bench-counties"
FAR = {"02", "15", "60", "66", "69", "72", "78"}
INDUSTRIES = {f"S{i:02d}": f"Sector {i:02d}" for i in range(1, 15)}
SEED = 20261122


def adjoining() -> list[str]:
    """Codes of the counties of the 48 adjoining states and the District of Columbia."""
    return [code for code in default_store().geometry(SET, "overview").index if code[:2] not in FAR]


def write(folder: Path) -> Path:
    """Write the dataset and return the folder to name in ``REGIOSCOPE_DATASETS``."""
    own = folder / ID
    own.mkdir(parents=True)
    names = default_store().geometry(SET, "detail")["region_name"]
    codes = adjoining()
    regions = pd.DataFrame({"region_code": codes, "region_name": names.loc[codes].to_numpy(), "level": "county"})
    regions.assign(parent_code=regions["region_code"].str[:2]).to_csv(own / "regions.csv", index=False)
    industries = pd.DataFrame({"industry_code": list(INDUSTRIES), "industry_name": list(INDUSTRIES.values())})
    industries.assign(level="sector").to_csv(own / "industries.csv", index=False)
    rng = np.random.default_rng(SEED)
    jobs = np.round(rng.lognormal(6, 1.2, (len(codes), len(INDUSTRIES))))
    wide = pd.DataFrame(jobs, index=codes, columns=list(INDUSTRIES)).rename_axis("region_code").reset_index()
    long = wide.melt("region_code", var_name="industry_code", value_name="value")
    long.assign(year=2025, measure="employment", obs_status="S").to_parquet(own / "statistics.parquet", index=False)
    (own / "datapackage.json").write_text(json.dumps(_manifest()), encoding="utf-8")
    return folder


def _manifest() -> dict[str, object]:
    paths = {"regions": "regions.csv", "industries": "industries.csv", "statistics": "statistics.parquet"}
    return {
        "name": ID,
        "version": "1",
        "title": {"en": "Counties, simulated figures"},
        "resources": [{"name": name, "path": path} for name, path in paths.items()],
        "regioscope": {
            "levels": [{"id": "county", "title": {"en": "Counties"}, "boundaries": SET}],
            "industry_levels": [{"id": "sector", "title": {"en": "Sectors"}}],
            "measures": [{"id": "employment", "title": {"en": "Jobs"}, "unit": {"en": "jobs"}, "additive": True}],
            "default": {"industry_code": "S01", "minimum": 0},
            "simulated": True,
        },
    }
