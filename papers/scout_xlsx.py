"""A search for places as a workbook (XLSX): ranks that follow the weights, comparison, evidence, questions, sources."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from papers import scout_sheets as sheets
from papers.clean import printable
from papers.scout_compared import write_comparison
from papers.scout_looks import Looks
from papers.scout_ranking import write_ranking
from papers.scout_weights import write_weights

if TYPE_CHECKING:
    from papers.scout_paper import ScoutPaper

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def scout_xlsx(paper: ScoutPaper) -> bytes:
    """Write a search as a workbook.

    The sheet *Weights* holds the weights and bounds; scores, ranks and "fits" on the sheet *Ranking* are formulas that
    follow them, with their values of now beside. Texts are texts: none runs as a formula.

    Parameters
    ----------
    paper : ScoutPaper

    Returns
    -------
    bytes
        The same for the same paper.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    day = datetime.combine(paper.made, time(), tzinfo=UTC).replace(tzinfo=None)
    title = paper.say("Places for {industry}", industry=paper.industry)
    book.set_properties({"title": printable(title), "author": "Regioscope", "created": day})
    book.set_calc_mode("auto")
    looks = Looks(book)
    names = sheets.titles(paper.say)
    pages = {key: book.add_worksheet(name) for key, name in names.items()}
    write_ranking(pages["ranking"], pages["comparable"], looks, paper, names)
    write_weights(pages["weights"], looks, paper)
    write_comparison(pages["comparison"], looks, paper)
    sheets.write_evidence(pages["evidence"], looks, paper)
    sheets.write_questions(pages["questions"], looks, paper)
    sheets.write_sources(pages["sources"], looks, paper)
    pages["ranking"].activate()
    book.close()
    return out.getvalue()
