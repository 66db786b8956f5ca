"""Sheets of the workbook of a search that are read, not changed: comparison, evidence, questions, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from papers.clean import printable
from papers.scout_looks import heading, texts, value

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from papers.scout_looks import Looks
    from papers.scout_paper import ScoutPaper
    from scene.i18n import Say

_LONGEST = 31  # letters of the name of a sheet
_REFERENCES = """\
Nardo, M., Saisana, M., Saltelli, A., Tarantola, S., Hoffmann, A., Giovannini, E. (2008). Handbook on Constructing \
Composite Indicators: Methodology and User Guide. OECD Publishing, Paris.
Lahdelma, R., Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group decision making. \
Operations Research 49(3), 444-454.
Triantaphyllou, E., Sanchez, A. (1997). A sensitivity analysis approach for some deterministic multi-criteria \
decision-making methods. Decision Sciences 28(1), 151-194."""


def titles(say: Say) -> dict[str, str]:
    """Names of the sheets, in their order."""
    names = {
        "ranking": say("Ranking"),
        "weights": say("Weights"),
        "comparison": say("Comparison"),
        "questions": say("Questions"),
        "evidence": say("Evidence"),
        "comparable": say("Comparable values"),
        "sources": say("Sources"),
    }
    forbidden = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
    return {key: name.translate(forbidden)[:_LONGEST] for key, name in names.items()}


def write_evidence(sheet: Worksheet, looks: Looks, paper: ScoutPaper) -> None:
    """Write every value of every place on a line of its own, with its source, age and confidence."""
    say = paper.say
    heading(sheet, looks, say("Evidence"), [say("Every value with its range, status, confidence, source and age.")])
    heads = [say("Region or town"), say("Code"), say("Criterion"), say("Value"), say("Lower"), say("Upper"),
             say("Unit"), say("Status"), say("Trust"), say("Behind it"), say("Source"), say("Age")]  # fmt: skip
    texts(sheet, 2, 0, heads, looks.head)
    row = 3
    criteria = [(one, paper.name(one), paper.unit(one), looks.number(one)) for one in [*paper.told, *paper.untold]]
    blank, soft = ("", looks.text), looks.soft
    for place in map(str, paper.table.index):
        for one, name, unit, look in criteria:
            texts(sheet, row, 0, [paper.names[place], place, name], looks.text)
            value(sheet, (row, 3), paper.number("values", place, one), look, (printable(say("unknown")), looks.ask))
            value(sheet, (row, 4), paper.number("lower", place, one), look, blank)
            value(sheet, (row, 5), paper.number("upper", place, one), look, blank)
            said = [paper.status(place, one), paper.trust(place, one), paper.detail(place, one)]
            origin = [paper.text(part, place, one) for part in ("source", "vintage")]
            texts(sheet, row, 6, [unit, *said, *origin], soft)
            row += 1
    for column, width in enumerate((36, 9, 40, 12, 12, 12, 16, 15, 16, 34, 34, 18)):
        sheet.set_column(column, column, width)
    sheet.autofilter(2, 0, row - 1, len(heads) - 1)
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_questions(sheet: Worksheet, looks: Looks, paper: ScoutPaper) -> None:
    """Write what nobody publishes about the places that are compared, with a column for the answers."""
    say = paper.say
    heading(sheet, looks, say("Questions"), [
        say("What nobody publishes about the places of the shortlist: send each place its questions."),
    ])  # fmt: skip
    texts(
        sheet,
        2,
        0,
        [say("Region or town"), say("Criterion"), say("Counts"), say("Question"), say("Answer")],
        looks.head,
    )
    row = first = 3
    for place in paper.compared:
        for one, question in paper.questions(place):
            counts = say("yes") if paper.on(one) else say("no")
            texts(sheet, row, 0, [paper.names[place], paper.name(one, short=True), counts, question], looks.wrapped)
            sheet.write_blank(row, 4, None, looks.entry)
            sheet.set_row(row, 30)
            row += 1
    if row == first:
        texts(sheet, row, 0, [say("Nothing is unknown here.")], looks.text)
    for column, width in enumerate((36, 20, 9, 70, 50)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(first, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_sources(sheet: Worksheet, looks: Looks, paper: ScoutPaper) -> None:
    """Write where everything comes from and how it was computed."""
    say, about = paper.say, paper.evidence.about
    row = heading(sheet, looks, say("Sources"), []) + 1
    texts(sheet, row, 0, [say("Publisher"), say("Age"), say("Licence")], looks.head)
    for line in paper.sources():
        row += 1
        texts(sheet, row, 0, line, looks.wrapped)
    facts = [
        (say("Dataset"), f"{about.get('dataset', '')} {about.get('vintage', '')} {paper.digest}".strip()),
        (say("Group"), f"{paper.industry} ({about.get('industry_code', '')})"),
        (say("Places"), f"{about.get('level', '')}: {say.number(len(paper.evidence.ids), decimals=0)}"),
        (say("Year"), about.get("year", "")),
        (say("Filters"), "; ".join(paper.filter_text(one) for one in paper.filters) or say("none")),
        (say("Made with Regioscope on {day}", day=""),
         format_date(paper.made, format="long", locale=say.lang)),
        *([(say("Address of this search"), paper.address)] if paper.address else []),
    ]  # fmt: skip
    row += 2
    for name, text in facts:
        texts(sheet, row, 0, [name.strip(), text], looks.wrapped)
        row += 1
    for text in (*method(say), *_REFERENCES.splitlines()):
        row += 1
        sheet.merge_range(row, 0, row, 2, "", looks.wrapped)
        sheet.write_string(row, 0, printable(text), looks.wrapped)
        sheet.set_row(row, 34)
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 2, 40)


def method(say: Say) -> tuple[str, ...]:
    """Say how scores, ranges and changes are computed."""
    return (
        say("Comparable value: where the value lies between the lowest (0) and the highest (1) of all places of the "
            "search, on the scale of the criterion; extremes beyond three interquartile ranges are cut."),
        say("Score: weighted mean of comparable values. An unknown value counts as that of the middle place; “score "
            "of what is known” leaves it out."),
        say("“Rank may be”: between these ranks the place lies in 9 of 10 of 1,000 draws, with weights up to half "
            "larger or smaller and values drawn from their ranges."),
    )  # fmt: skip
