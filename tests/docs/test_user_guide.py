"""Every command and every file of the user guide works as it stands there."""

import re
import shlex
from pathlib import Path

import pytest
from build_docs import COLUMNS_END

from cli.columns import COLUMNS
from cli.main import main
from cli.output import PLAIN, SPATIAL
from geo.companions import FORMS
from geo.schema import CONTRACTS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("regioscope ")
]
TABLES = re.findall(r"^```csv\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert not home.exists()  # where the guide's own dataset goes
    for name, text in zip(("jobs.csv", "areas.csv", "country.csv", "firms.csv"), TABLES, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_runs(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command)[1:]
    assert main(words) == 0, capsys.readouterr().err
    if "--out" in words and (name := words[words.index("--out") + 1]) != "-":
        assert (folder / name).stat().st_size > 30


def test_the_guide_shows_every_verb_option_format_column_and_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert [main([verb, "--help"]) for verb in ("compute", "cube", "add")] == [0, 0, 0]
    options = set(re.findall(r"(--[a-z-]+)", capsys.readouterr().out)) - {"--help"}
    assert [option for option in sorted(options) if option not in GUIDE] == []
    named = [*PLAIN, *SPATIAL, *COLUMNS, *FORMS]
    assert [name for name in named if f"`{name}`" not in GUIDE] == []
    shown = {command.split()[1] for command in COMMANDS}
    assert shown >= {"datasets", "indicators", "compute", "cube", "clusters", "add", "--version"}


def test_the_guide_names_every_column_of_the_table_contracts() -> None:
    tables = GUIDE[GUIDE.index(COLUMNS_END) :]
    for name, contract in CONTRACTS.items():
        if name != "links":
            row = next(line for line in tables.splitlines() if line.startswith(f"| `{name}`"))
            assert [c for c in (*contract.key, *contract.required, *contract.numeric) if f"`{c}`" not in row] == []


def test_another_economy_can_be_compared_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / "jobs.csv").read_text().replace("TOTAL,400,500,3000\n", "")
    (folder / "jobs.csv").write_text(text)
    words = "compute --activity jobs.csv --indicator location_quotient --table reference=country.csv --out -"
    assert main(shlex.split(words)) == 0
    first = capsys.readouterr().out.splitlines()[1].split(",")
    assert [float(cell) for cell in first[1:]] == pytest.approx(
        [(10 / 100) / (900 / 40000), (30 / 100) / (300 / 40000)]
    )


def test_every_decision_is_listed_and_every_link_leads_somewhere() -> None:
    decisions = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", (decisions / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in decisions.glob("0*.md"))
    for page in (ROOT / "docs" / "user-guide.md", *decisions.glob("*.md")):
        links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == [], page.name
