"""Institutions of higher education in each state of the United States (College Scorecard)."""

import io

import pandas as pd

_CODES = (
    "AL=01 AK=02 AZ=04 AR=05 CA=06 CO=08 CT=09 DE=10 DC=11 FL=12 GA=13 HI=15 ID=16 IL=17 IN=18 IA=19 KS=20 KY=21 LA=22 "
    "ME=23 MD=24 MA=25 MI=26 MN=27 MS=28 MO=29 MT=30 NE=31 NV=32 NH=33 NJ=34 NM=35 NY=36 NC=37 ND=38 OH=39 OK=40 OR=41 "
    "PA=42 RI=44 SC=45 SD=46 TN=47 TX=48 UT=49 VT=50 VA=51 WA=53 WV=54 WI=55 WY=56 GU=66 PR=72 VI=78"
)
FIPS = dict(pair.split("=") for pair in _CODES.split())
"""Federal code of each state and territory by its postal code."""
YEAR, FOUR_YEARS = 2016, "Four-year+ degree"


def read_institutions(data: bytes) -> pd.DataFrame:
    """Count the institutions of each state in the newest year of the file.

    Parameters
    ----------
    data : bytes
        Stata file, an institution and year a row: ``unitid``, ``state_abbr``, ``pred_degree_awarded_ipeds``, ``year``.

    Returns
    -------
    DataFrame of shape (n_states, 3)
        ``region_code``; ``institutions`` of any kind; ``bachelor_plus``, those that mostly award degrees of four years
        or more. States without an institution in the file have no row.

    Examples
    --------
    >>> read_institutions(sources.read("us-colleges")).iloc[0].tolist()  # doctest: +SKIP
    ['01', 66, 37]
    """
    table = pd.read_stata(io.BytesIO(data))
    table = table[table["year"] == YEAR].drop_duplicates("unitid")
    codes = table["state_abbr"].astype(str).map(FIPS)
    four = table["pred_degree_awarded_ipeds"].astype(str) == FOUR_YEARS
    counts = pd.DataFrame({"region_code": codes, "institutions": 1, "bachelor_plus": four.astype(int)})
    return counts.dropna().groupby("region_code", as_index=False).sum()
