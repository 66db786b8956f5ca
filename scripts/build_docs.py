"""Write docs/methods.md from the registry of indicators: formula, meaning, options, a worked example with real numbers.

The user guide gets its table of columns from the command line. ``python scripts/build_docs.py`` writes both,
``--check`` only says whether one is out of date (exit code 1).
"""

import argparse
import re
import sys
from functools import cache
from pathlib import Path

import pandas as pd
from worked_example import INDUSTRIES, INDUSTRY, JOBS, NATION, REGION, example

from cli.columns import as_markdown
from geo.indicators import REGISTRY, Indicator, compute, options_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "methods.md"
GUIDE = PAGE.with_name("user-guide.md")
COLUMNS_MARK, COLUMNS_END = "<!-- columns: written by make docs -->", "<!-- end of columns -->"
SHOWN = 4  # rows and columns of a table that an indicator makes
HEAD = """# How each number is made

This page is written by `scripts/build_docs.py` from the registry of indicators (`geo/indicators.py`); menus, command
line and the panels "how is this computed?" are drawn from the same place. Change it there, then run `make docs`.

## What the letters mean

| letter | meaning |
|---|---|
| `r`, `i` | a region, an industry (or occupation, or sector: what the dataset counts) |
| `x[r,i]` | the figure itself, such as jobs of the industry in the region |
| `x[r,.]` | total of the region: the published one, else the sum of the industries that are known |
| `q[i]`, `q[.]` | the industry in the reference economy, and the total of the reference economy |
| `s[r,i]` | `x[r,i] / x[r,.]`, the share of the industry in the region |
| `p[r,i]`, `p0[i]` | share of the industry among those known in the region; in the reference, among the same ones |
| `c[r,i]`, `w[r]` | share of the region in the industry, and in all activity, where the industry is known |
| `H[i]` | sum of the squared shares of the plants in the jobs of the industry |
| `w[r,s]`, `z[r]` | weight of the region `s` among the neighbours of `r`; figure of `r` less the mean of all regions |

## What holds for every indicator

- **Nought is a number, missing is not.** A cell of 0 gives a quotient of 0. An empty or confidential cell gives no
  value, in that cell only; it is never counted as 0.
- **A region or an industry without any activity has no value**, never 0 and never 1.
- **Totals** are the published ones where there are any. Where they are added up from the industries that are known,
  they are a lower bound, and the result says so.
- **The reference economy** is the published national row where there is one (`reference = published`); it may leave
  regions out (the row of the United States leaves the territories out). Where there is none, it is the sum over the
  regions, and the result says so.
- **Figures that do not add up** (wages, rates) have no shares and no quotients: only `value` is offered for them.
- **Intervals** (90 %) stand beside a location quotient where the source publishes relative standard errors of both the
  region and the nation. With `w = x[r,i] / q[i]`, the variance of `ln LQ` is `rse[r,i]^2 (1 - 2 w) + rse[i]^2` (delta
  method, totals taken as exact). Where no errors are published and a register of establishments is there, the interval
  comes from drawing the establishments again: jobs of one employer come and go together. Where there is neither, the
  interval is unknown; one from counts of jobs alone, which is far too narrow, is given only when it is asked for.
- Negative and infinite figures, and codes that stand twice, are refused when a table is read.

## The worked example

Every indicator below is computed on these made-up figures (`scripts/worked_example.py`, which also holds the firms,
years, neighbours and other tables that some need), for Steel in North, for the region North, or for Steel.

"""


def cell(figures: pd.DataFrame, column: str) -> float:
    """Return the figure of the worked example's region in a column."""
    return float(figures[column].to_dict()[REGION])


def substituted(entry: Indicator) -> str:
    """Right-hand side of a formula with the numbers of the worked example in place of the letters.

    Examples
    --------
    >>> substituted(REGISTRY["location_quotient"])
    '(300 / 1000) / (1200 / 10000)'
    """
    numbers = {
        "x[r,i]": cell(JOBS, INDUSTRY),
        "x[r,.]": cell(JOBS, "TOTAL"),
        "q[i]": float(NATION.to_dict()[INDUSTRY]),
        "q[.]": float(NATION.to_dict()["TOTAL"]),
        "area[r]": cell(frame_of("areas"), "areas"),
        "population[r]": cell(frame_of("population"), "population"),
        "LQ[r,i]": cell(computed("location_quotient"), INDUSTRY),
    }
    text = entry.formula.rpartition(" = ")[2]
    for letters, number in sorted(numbers.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(letters, f"{number:.10g}")
    return re.sub(r"(?<=\d) (?=\d)", " × ", text)


def frame_of(name: str) -> pd.DataFrame:
    """Return a column of the worked example's regions."""
    column: pd.Series = getattr(example(), name)
    return column.to_frame(name)


@cache
def computed(name: str, *chosen: tuple[str, str]) -> pd.DataFrame:
    """Return an indicator on the worked example; a choice that comes back is not computed anew."""
    return compute(name, example(), dict(chosen))


def worked(entry: Indicator, chosen: dict[str, str] | None = None) -> str:
    """Return what an indicator gives on the worked example: a figure, or the first rows of its table."""
    found = computed(entry.name, *sorted(options_of(entry, chosen or {}).items()))
    if entry.shape == "wide":
        return f"{cell(found, INDUSTRY):.6g}"
    if entry.shape in {"region", "industry"}:
        place = REGION if entry.shape == "region" else INDUSTRY
        return f"{float(found['value'].to_dict()[place]):.6g}"
    rows = found.reset_index().iloc[:SHOWN, :SHOWN]
    return "; ".join(
        ", ".join(f"{name} {_shown(value)}" for name, value in row.items()) for row in rows.to_dict("records")
    )


def _shown(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def formula_worked(entry: Indicator) -> str:
    """Return the worked example, with the numbers in the formula where every letter of it has one."""
    if entry.shape == "wide" and not re.search(r"[A-Za-z\[]", substituted(entry)):
        return f"`{substituted(entry)} = {worked(entry)}`"
    place = {"wide": f"{INDUSTRY} in {REGION}", "region": REGION, "industry": INDUSTRY}.get(entry.shape, "")
    return f"{place}: {worked(entry)}" if place else worked(entry)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD, example_table(), "\n## Indicators\n\n", contents()]
    parts += [section(entry) for entry in REGISTRY.values()]
    return "".join(parts)


def example_table() -> str:
    """Return the table of the worked example as Markdown."""
    rows = [["", *INDUSTRIES, "all industries", "area, km²", "people"]]
    given = JOBS.join(frame_of("areas")).join(frame_of("population"))
    rows += [[str(region), *(f"{figure:,.0f}" for figure in figures)] for region, figures in given.T.items()]
    rows.append(["the nation", *(f"{figure:,.0f}" for figure in NATION), "", ""])
    return table(rows)


def contents() -> str:
    """Return the list of all indicators with their links."""
    rows = [["name", "what it says", "per"]]
    rows += [[f"[`{entry.name}`](#{entry.name})", entry.plain, entry.level] for entry in REGISTRY.values()]
    return table(rows)


def section(entry: Indicator) -> str:
    """Return the section of one indicator."""
    lines = [
        f"\n### {entry.name}",
        "",
        f"**{entry.title}.** {entry.plain}",
        "",
        f"    {entry.formula}",
        "",
        f"- **How to read it.** {entry.reading}",
        f"- **When not to use it.** {entry.caution}",
        f"- **Unit.** {unit(entry)}",
        f"- **Needs.** {needs(entry)}",
        f"- **Figures that fit.** {'Only those that add up, such as jobs.' if entry.additive_only else 'Any.'}",
        f"- **Worked example.** {formula_worked(entry)}",
        f"- **Source.** {entry.citation}",
        f"- **Test.** `{entry.test}`",
    ]
    return "\n".join([*lines, *options(entry)]) + "\n"


def unit(entry: Indicator) -> str:
    """Return the unit in words."""
    if entry.unit:
        return entry.unit.replace("{measure}", "units of the figure (such as jobs)") + "."
    return "None; shown in per cent." if entry.percent else "None."


def needs(entry: Indicator) -> str:
    """Return the tables that an indicator needs beside the figures."""
    if not entry.needs:
        return "The figures only."
    return "The figures and " + ", ".join(f"`{name}` (`--table {name}=FILE`)" for name in entry.needs) + "."


def options(entry: Indicator) -> list[str]:
    """Return what can be chosen, value by value, with the worked example computed anew for each."""
    lines: list[str] = []
    for option in entry.options:
        lines += ["", f"Option `{option.name}`: {option.plain}", ""]
        rows = [["value", "meaning", "worked example"]]
        for i, (value, meaning) in enumerate(zip(option.values, option.meanings, strict=True)):
            chosen = options_of(entry, {option.name: value})
            rows.append([f"`{value}`" + (" (default)" if i == 0 else ""), meaning, worked(entry, chosen)])
        lines.append(table(rows).rstrip("\n"))
    return lines


def table(rows: list[list[str]]) -> str:
    """Return rows as a Markdown table; the first row is its head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def guide(text: str) -> str:
    """Return the user guide with the table of the columns of an export between its two marks."""
    before, mark, rest = text.partition(COLUMNS_MARK)
    after = rest[rest.index(COLUMNS_END) :]
    return f"{before}{mark}\n{as_markdown()}\n{after}"


def main() -> int:
    """Write the pages, or say that it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when the page is out of date")
    arguments = parser.parse_args()
    made = {PAGE: page(), GUIDE: guide(GUIDE.read_text(encoding="utf-8"))}
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if not arguments.check:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    for path in stale:
        sys.stderr.write(f"docs/{path.name} is out of date: run make docs\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
