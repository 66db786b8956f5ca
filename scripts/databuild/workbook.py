"""The first sheet of an Excel workbook as rows of text, read with the standard library."""

import io
import xml.etree.ElementTree as ET
import zipfile

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _shared(book: zipfile.ZipFile) -> list[str]:
    root = ET.fromstring(  # noqa: S314 - the file is checked by SHA-256
        book.read("xl/sharedStrings.xml")
    )
    return ["".join(t.text or "" for t in item.iter(f"{_NS}t")) for item in root.findall(f"{_NS}si")]


def _column(reference: str) -> str:
    return "".join(letter for letter in reference if letter.isalpha())


def read_rows(data: bytes) -> list[dict[str, str]]:
    """Read the cells of the first sheet that hold text.

    Parameters
    ----------
    data : bytes
        An ``.xlsx`` file.

    Returns
    -------
    list of dict
        One mapping a row, from column letter to text; empty cells are left out.

    Examples
    --------
    >>> read_rows(sources.read("katottg"))[3]["A"]  # doctest: +SKIP
    'Перший рівень'
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = _shared(book)
        sheet = book.read("xl/worksheets/sheet1.xml")
    rows = []
    for _, row in ET.iterparse(io.BytesIO(sheet)):  # noqa: S314 - the file is checked by SHA-256
        if row.tag != f"{_NS}row":
            continue
        cells = {}
        for cell in row.findall(f"{_NS}c"):
            value = cell.findtext(f"{_NS}v")
            if value is not None:
                text = shared[int(value)] if cell.get("t") == "s" else value
                cells[_column(cell.get("r", ""))] = text.strip()
        rows.append(cells)
        row.clear()
    return rows
