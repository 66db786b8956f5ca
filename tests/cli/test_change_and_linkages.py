"""`regioscope compute` on the years and the input-output table of the bundled data, and on one's own."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.conftest import Ran, Run

US = ("compute", "--dataset", "us", "--out", "-", "--indicator")
INCOME = ("--measure", "income_per_capita", "--industry-level", "all")


def table(ran: Ran, key: str) -> pd.DataFrame:
    assert ran.code == 0, ran.err
    return pd.read_csv(io.StringIO(ran.out), dtype={key: str}).set_index(key)


def test_states_converged_in_eighty_years(run: Run) -> None:
    got = table(run(*US, "beta_convergence", *INCOME), "figure")["value"]
    assert got[["regions", "years"]].tolist() == [48, 80]
    assert got["speed"] == pytest.approx(0.0165, abs=5e-5)
    assert got["half_life"] == pytest.approx(42.08, abs=0.005)
    war = table(run(*US, "beta_convergence", *INCOME, "--option", "end=1945"), "figure")["value"]
    assert war["speed"] > 2 * got["speed"]


def test_the_gap_between_states_closed(run: Run) -> None:
    got = table(run(*US, "sigma_convergence", *INCOME), "year")
    assert len(got) == 81
    assert got["value"].iloc[0] > 2 * got["value"].iloc[-1]


def test_states_stay_in_their_fifth(run: Run) -> None:
    got = table(run(*US, "markov_transition", *INCOME), "from_class")
    assert got["to_1"].iloc[0] == pytest.approx(0.9101123595505618)
    poor = table(run(*US, "spatial_markov", *INCOME), "neighbours_class")
    assert len(poor) == 25


def test_growth_of_income_of_a_state(run: Run) -> None:
    got = table(run(*US, "growth", "--industry", "00-0000", "--measure", "income_per_capita"), "region_code")
    assert got["value"].to_dict()["01"] == pytest.approx((32274 / 323) ** (1 / 80) - 1)
    assert got["value"].isna().sum() == 6


def test_industries_of_the_input_output_table_have_its_own_codes(run: Run) -> None:
    got = table(run(*US, "output_multiplier"), "industry_code")
    assert len(got) == 71
    assert got["value"].to_dict()["111CA"] == pytest.approx(2.0446, abs=5e-5)
    with_wages = table(run(*US, "output_multiplier", "--option", "type=2"), "industry_code")
    assert (with_wages["value"] > got["value"]).all()


def test_occupations_are_no_industries(run: Run) -> None:
    ran = run(*US, "output_multiplier", "--option", "regionalise=flq")
    assert ran.code != 0
    assert "71 of its 71 industries are not in the activity table, first '111CA'" in ran.err
    assert "the row 'EMPLOYMENT' is missing" in run(*US, "employment_multiplier").err


def test_own_tables_of_years_and_of_transactions(run: Run, tmp_path: Path) -> None:
    cells = [("01", "C10", 8, 10), ("01", "C24", 30, 30), ("02", "C10", 32, 30), ("02", "C24", 10, 10)]
    years = "region_code,industry_code,year,value\n" + "".join(
        f"{region},{code},2020,{before}\n{region},{code},2021,{after}\n" for region, code, before, after in cells
    )
    (tmp_path / "years.csv").write_text(years, encoding="utf-8")
    (tmp_path / "io.csv").write_text(
        "from_code,to_code,value\nC10,C10,150\nC10,C24,500\nC24,C10,200\nC24,C24,100\n"
        "C10,OTHER_DEMAND,350\nC24,OTHER_DEMAND,1700\n", encoding="utf-8",
    )  # fmt: skip
    own = ("compute", "--activity", "own.csv", "--table", "years=years.csv", "--table", "io=io.csv", "--indicator")
    got = table(run(*own, "shift_share", "--industry", "C10", "--out", "-"), "region_code")
    assert got["regional"].to_dict()["01"] == pytest.approx(2.0)
    assert not got["new"].any()
    got = table(run(*own, "output_multiplier", "--out", "-"), "industry_code")
    assert got["value"].round(3).tolist() == [1.518, 1.452]
    ran = run(*own, "output_multiplier", "--option", "regionalise=slq", "--option", "region=01", "--out", "m.csv")
    assert ran.code == 0, ran.err
    told = json.loads((tmp_path / "m.csv.meta.json").read_text(encoding="utf-8"))
    assert told["options"] == {"type": "1", "regionalise": "slq", "delta": "0.25", "region": "01"}
