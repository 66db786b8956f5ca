"""The kinds of files that `regioscope export` writes: one function an ending, which returns the bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cli import results
from cli.console import progress
from cli.export_job import VIEW
from cli.output import PLAIN, SPATIAL, check_folder, write, write_bytes
from geo.errors import AddressError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cli.export_job import Job
    from papers.profile import RegionPaper


@dataclass(frozen=True)
class Kind:
    """A kind of file: what makes it, and what it is in a word."""

    make: Callable[[Job], bytes]
    what: str


def picture_as(ending: str) -> Callable[[Job], bytes]:
    """Return what draws views as a picture: one map, or several with one legend."""

    def make(job: Job) -> bytes:
        from papers.multiples import multiples  # noqa: PLC0415 - a library for drawing that tables do not need
        from papers.picture import picture  # noqa: PLC0415 - as above
        from papers.scope import box_of_view  # noqa: PLC0415 - as above

        if job.story is not None:
            raise AddressError("a story is no single picture: write it as .pdf, .zip (pictures), .html or .pptx")
        looks, drawings = job.looks, job.drawings
        if len(drawings) > 1:
            return multiples(drawings, format=ending, made=job.made, size=looks.size, dpi=looks.dpi, title=looks.title,
                             address=job.address())  # fmt: skip
        zoom = looks.zoom if looks.zoom != VIEW else box_of_view(job.views[0].get(VIEW, ""))
        if zoom is None:
            raise AddressError("the address has no view=latitude,longitude,zoom: take --zoom whole or selected")
        return picture(drawings[0], format=ending, made=job.made, size=looks.size, dpi=looks.dpi, zoom=zoom,
                       address=job.address(), head=looks.title or True)  # fmt: skip

    return make


def paper(job: Job) -> bytes:
    """Draw views as a PDF of one page, or a story with a page a step."""
    if job.story is None:
        return picture_as("pdf")(job)
    from papers.story_sheets import story_pdf  # noqa: PLC0415 - a library that tables do not need

    return story_pdf(job.story, job.store, made=job.made, progress=job.counting())


def pictures(job: Job) -> bytes:
    """Draw every step of a story, or every view, as a PNG of its own in one ZIP file."""
    from papers.story_sheets import story_pictures  # noqa: PLC0415 - a library that tables do not need

    return story_pictures(job.as_story(), job.store, made=job.made, progress=job.counting())


def one_page(job: Job) -> bytes:
    """Write views or a story as one HTML file that needs no server."""
    from papers import briefcase_files as files  # noqa: PLC0415 - as above

    if job.story is not None:
        return files.briefcase_of_story(job.story, job.store, made=job.made)
    steps = [step.address for step in job.as_story().steps]
    return files.briefcase_of_queries(steps, job.store, job.lang, title=job.looks.title, made=job.made)


def deck(job: Job) -> bytes:
    """Write views or a story as slides."""
    from papers.slides import About, slides  # noqa: PLC0415 - a library that tables do not need

    story = job.as_story()
    title = story.title or job.drawings[0].figures.dataset.manifest.title[job.lang]
    return slides(story.steps, job.store, About(title, job.lang, job.made), progress=job.counting())


def profile_paper(job: Job) -> RegionPaper:
    """Put together the profile of the region that a view has selected."""
    from papers.profile import region_paper  # noqa: PLC0415 - a library that tables do not need

    found = region_paper(job.views[0], job.store, made=job.made, lang=job.only.view.lang)
    return replace(found, title=job.looks.title) if job.looks.title else found


def profile_docx(job: Job) -> bytes:
    """Write the profile of a region to be edited."""
    from papers import profile_docx  # noqa: PLC0415 - as above

    return profile_docx.profile_docx(profile_paper(job))


def profile_pdf(job: Job) -> bytes:
    """Write the profile of a region to be printed."""
    from papers import profile_pdf  # noqa: PLC0415 - as above

    return profile_pdf.profile_pdf(profile_paper(job))


def sheet(job: Job) -> bytes:
    """Write the table of a view as a workbook with its sources."""
    from papers.table_xlsx import table_xlsx  # noqa: PLC0415 - as above

    return table_xlsx(job.only, made=job.made)


FILES: Mapping[str, Kind] = {
    ".png": Kind(picture_as("png"), "picture of dots"),
    ".svg": Kind(picture_as("svg"), "picture of lines"),
    ".pdf": Kind(paper, "picture on a page; of a story, a page a step"),
    ".zip": Kind(pictures, "a picture a step"),
    ".html": Kind(one_page, "one page that needs no server"),
    ".pptx": Kind(deck, "slides"),
    ".docx": Kind(profile_docx, "profile of the selected region"),
    ".xlsx": Kind(sheet, "table with its sources"),
}
"""Endings and what writes them; tables without drawing have writers of their own in `cli.output`."""
PROFILES: Mapping[str, Kind] = {".docx": FILES[".docx"], ".pdf": Kind(profile_pdf, FILES[".docx"].what)}
"""Endings of a profile of a region, and what writes it."""
TABLES = (*PLAIN, *SPATIAL)
"""Endings of tables."""
PICTURES = (".png", ".svg", ".pdf")
"""Endings of pictures."""


def check_file(out: str) -> str:
    """Refuse a file before anything is computed; return its ending.

    Raises
    ------
    UnknownOptionError
        If the ending names no kind of file.
    OutputError
        If the folder does not exist, or the target is a folder.
    """
    ending = Path(out).suffix.lower()
    if ending not in (*FILES, *TABLES):
        raise UnknownOptionError("ending of --out", Path(out).suffix, [*FILES, *TABLES])
    check_folder(out)
    return ending


def write_file(job: Job, out: str) -> None:
    """Write the file whole or not at all; an existing one is replaced.

    Raises
    ------
    RegioscopeError
        If a view cannot be read or computed, or the file cannot be written.
    """
    ending = Path(out).suffix.lower()
    if ending in FILES:
        kind = (PROFILES if job.profile else FILES)[ending]
        with progress(f"making the file ({kind.what})"):
            data = kind.make(job)
        write_bytes(data, out)
        return
    with progress("computing"):
        query, entry = job.only.figures.query, job.only.figures.entry
    request = results.Request(
        indicator=query.indicator,
        industry=query.industry_code if entry.shape == "wide" else "",
        options=query.options,
        minimum=query.minimum if entry.shape == "wide" else 0.0,
    )
    place = results.Place(query.dataset, query.level, query.industry_level, query.year, query.measure)
    write(results.of_dataset(request, place, {}), out)
