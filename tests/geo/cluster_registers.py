"""Small registers with clusters that everybody can count."""

import numpy as np
import pandas as pd

METRE = 1 / 111_000  # degrees of latitude, about
KYIV = (30.52, 50.45)


def around(lon: float, lat: float, n: int, *, step_m: float = 60.0) -> np.ndarray:
    """Return n places on a square lattice to the east and north of a place."""
    side = int(np.ceil(np.sqrt(n)))
    east, north = np.divmod(np.arange(n), side)
    return np.column_stack([lon + east * step_m * METRE / np.cos(np.radians(lat)), lat + north * step_m * METRE])


def register(groups: list[tuple[float, float, int, str]], *, jobs: float = 10.0) -> pd.DataFrame:
    """Make a register of groups (lon, lat, how many, industry), every site with as many jobs."""
    parts = [
        pd.DataFrame(around(lon, lat, n), columns=["lon", "lat"]).assign(industry_code=code)
        for lon, lat, n, code in groups
    ]
    made = pd.concat(parts, ignore_index=True).assign(employees=jobs, organisation_type="firm", obs_status="A")
    return made.assign(enterprise_id=np.arange(len(made)) + 1)


def places() -> pd.DataFrame:
    """Return a gazetteer of two places, one without a Russian name."""
    return pd.DataFrame(
        {
            "name": ["Kyiv", "Lviv"],
            "name_uk": ["Київ", "Львів"],
            "name_ru": ["Киев", None],
            "lon": [30.5238, 24.0232],
            "lat": [50.4547, 49.8383],
        }
    )


def industries() -> pd.DataFrame:
    """Return names of two industries."""
    names = {
        "industry_name": ["Software", "Food"],
        "industry_name_uk": ["Програмування", "Харчова промисловість"],
        "industry_name_ru": ["Программирование", None],
    }
    return pd.DataFrame(names, index=pd.Index(["J62", "C10"], name="industry_code"))
