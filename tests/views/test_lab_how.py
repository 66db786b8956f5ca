"""Behind "How is this computed?" of a definition: its conditions, the figures of the place, and a command that runs."""

import shlex
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from cli.main import main
from geo.cluster_rules import evaluate_rule, load_rules
from tests.views.test_lab_page import made
from views import lab_model
from views.lab_cuts import _form as form
from views.lab_cuts import _powers as powers
from views.lab_how import again, inputs, origin

STARS = "european_observatory_stars"


def test_the_figures_of_each_condition_stand_beside_what_is_needed() -> None:
    lab, figures = made()
    rows = inputs(lab.results[STARS], figures, "06")
    assert rows.to_numpy().tolist() == [
        ["Size: jobs", "717,740", "≥ 226,520"],
        ["Specialisation: location quotient", "1.16", "≥ 2.00"],
        ["Focus: share of the region's jobs", "3.94%", "≥ 4.23%"],
    ]
    assert origin(lab.results[STARS], figures).startswith(f"definition {STARS} 1.0; dataset us, vintage ")


@pytest.mark.parametrize("cuts", [{}, {"specialisation": 1.5, "size": 0.2}])
def test_the_command_judges_every_region_again(cuts: dict[str, float], tmp_path: Path) -> None:
    lab, figures = made()
    result = evaluate_rule(load_rules()[STARS], lab.activity, cuts)
    words = shlex.split(again(STARS, result, figures, moved=bool(cuts)))
    assert words[:6] == ["regioscope", "compute", "--dataset", "us", "--indicator", "cluster_rule"]
    out = tmp_path / "result.csv"
    assert main([*words[1:-1], str(out)]) == 0
    table = pd.read_csv(out, dtype={"region_code": str}).set_index("region_code")
    met = result.met[figures.query.industry_code]
    pd.testing.assert_series_equal(table["is_cluster"], met, check_names=False)


def test_a_rule_of_one_s_own_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    lab, figures = made()
    monkeypatch.setitem(st.session_state, lab_model.OWN, {"own_x": load_rules()[STARS]})
    assert f"rule={STARS}.toml" in again("own_x", lab.results[STARS], figures, moved=False)


def test_shares_are_moved_in_per_cent_and_counts_in_whole_steps() -> None:
    assert [form(0.5, whole=False), form(5.0, whole=False), form(3.0, whole=True)] == ["percent", "localized", None]


def test_very_different_figures_are_marked_at_the_powers_of_ten() -> None:
    assert powers(717_740.0) == [0, 10, 100, 1_000, 10_000, 100_000]
    assert powers(0.5) == [0]
