"""Made-up indicators for tests of menus and options, so that they depend on no entry of the registry."""

from typing import Any

import pandas as pd

from geo.activity import Activity
from geo.indicator import Indicator, Option

_WORDS: dict[str, Any] = {
    "plain": "Plain words.",
    "formula": "y = f(x)",
    "reading": "More is more.",
    "caution": "Mind the gap.",
    "citation": "A test.",
    "test": "tests/views/entries.py::none",
}


def _of_regions(activity: Activity, options: dict[str, str]) -> pd.DataFrame:
    shares = activity.values.div(activity.totals, axis=0)
    return pd.DataFrame({"value": shares.max(axis=1) * float(options.get("factor", "1"))})


def _stages(activity: Activity, _: object) -> pd.DataFrame:
    size = activity.values.rank(pct=True)
    return (size * 3).clip(upper=2.99).floordiv(1).where(activity.values.notna())


WHOLE = Indicator(
    name="largest_share",
    title="Largest share of one group",
    shape="region",
    level="region",
    family="structure",
    options=(
        Option("factor", ("1.0",), "What the share is multiplied by.", bounds=(0.5, 10.0)),
        Option("steps", ("4",), "How many steps.", bounds=(1, 20)),
        Option("rule", ("alpha",), "Which rule.", free=True),
        Option("side", ("left", "right"), "Which side.", ("towards the left", "towards the right")),
    ),
    compute=_of_regions,  # type: ignore[arg-type]
    percent=True,
    decimals=1,
    **_WORDS,
)
STAGE = Indicator(
    name="size_stage",
    title="Stage of size",
    family="made_up",
    compute=_stages,
    classes=("small", "medium", "large"),
    **_WORDS,
)
NEEDY = Indicator(
    name="flow_share",
    title="Share of flows",
    family="linkages",
    needs=("flows",),
    compute=lambda a, _: a.values,
    **_WORDS,
)
