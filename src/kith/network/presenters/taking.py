"""A copy of a drawing as a file: the picture, its words as a table, the family for another program, or all as a PDF."""

import csv
import datetime as dt
import functools
import io
import uuid
from dataclasses import dataclass, replace
from importlib import resources

from django.template.loader import render_to_string

from kith.domain import gedcom, network, spreadsheets
from kith.domain.network import exports
from kith.domain.network.copies import Audience
from kith.domain.network.maps import svg
from kith.domain.terms import Drawing
from kith.network.presenters import drawings, pictures
from kith.network.presenters.drawings import Asked
from kith.network.queries import Around, Copy, Made, make_copy, uids_of
from kith.ui import context, maps, pdf

FORMS = {
    "pdf_a4": "PDF on A4, to print or to send",
    "pdf_a3": "PDF on A3, for the wall",
    "svg": "Picture (SVG)",
    "csv": "Table (CSV)",
    "gedcom": "Family file for another program (GEDCOM 7)",
    "json": "Family file for another program (JSON)",
}
# The family itself, as the family tree has it: another drawing of it would be the same file.
OF_THE_FAMILY = ("gedcom", "json")
PDFS = {"pdf_a4": "a4", "pdf_a3": "a3"}
FAMILY = "Atkinson Hyperlegible Next"
FONT = "static/ui/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file to take along. Its name says nothing of whom it is about."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the copy for somebody leaves out, in words, for whoever makes it."""

    reader: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakingPage:
    """Where a copy of a drawing is taken along."""

    child_id: uuid.UUID
    child: str
    kind: Drawing
    on: dt.date
    part: str
    left_out: tuple[LeftOut, ...]
    warning: str
    back: str
    install: tuple[str, ...]


def taking_page(kind: Drawing, around: Around, asked: Asked, *, has_no_pdf: bool = False) -> TakingPage:
    """What each copy leaves out; and what is missing on this machine where a PDF was asked for and cannot be made."""
    copies = _copies_of(kind)
    made = {one: make_copy(around, one) for one in copies}

    def missing(copy: Copy) -> tuple[str, ...]:
        return drawings.not_named(drawings.picture_of(kind, around, replace(asked, copy=copy), made[copy]))

    part = drawings.chosen_part(made[copies[0]].family, asked)
    return TakingPage(
        child_id=around.child.pk,
        child=str(around.child),
        kind=kind,
        on=around.on,
        part=part.name if part else "",
        left_out=tuple(LeftOut(drawings.COPIES[one], (*made[one].left_out, *missing(one))) for one in copies),
        warning=drawings.warning(around, copies),
        back=drawings.address(kind, around, asked),
        install=pdf.WHAT_TO_INSTALL if has_no_pdf else (),
    )


def forms_of(kind: Drawing) -> tuple[tuple[str, str], ...]:
    """The forms in which a drawing can be taken along, as (value, words)."""
    return tuple(one for one in FORMS.items() if kind is Drawing.GENOGRAM or one[0] not in OF_THE_FAMILY)


def readers_of(kind: Drawing) -> tuple[tuple[str, str], ...]:
    """For whom a copy of a drawing can be made, as (value, words): never what somebody may only see themselves."""
    return tuple((one.value, drawings.COPIES[one]) for one in _copies_of(kind))


def _copies_of(kind: Drawing) -> list[Copy]:
    return [one for one in drawings.COPIES_OF[kind] if one is not Copy.MINE]


def take(kind: Drawing, around: Around, asked: Asked, form: str) -> Taken:
    """The copy as a file of one of FORMS. Raises pdf.PdfNotHere where no PDF can be made."""
    if form in PDFS:
        paper = PDFS[form]
        page = drawings.poster_page(kind, around, asked, paper, for_pdf=True)
        html = render_to_string("network/poster_pdf.html", {"page": page, **context.page()})
        return Taken(f"{kind.value}.pdf", "application/pdf", pdf.make(html, _paper_style()))
    made = make_copy(around, asked.copy)
    picture = drawings.picture_of(kind, around, asked, made)
    if form in OF_THE_FAMILY:
        # Whoever has no place in the drawing is in no other form of the same copy either.
        drawn = network.without(made.family, picture.undrawn)
        return _family(replace(made, family=drawn), around, asked.copy, form)
    if form == "svg":
        return Taken(f"{kind.value}.svg", "image/svg+xml", svg.standalone(picture.svg, maps.look()).encode())
    return Taken(f"{kind.value}.csv", "text/csv; charset=utf-8", _table(picture))


@functools.cache
def _paper_style() -> str:
    """The look of the document, with its font inside: nothing is fetched while a PDF is made."""
    font = pdf.inside("font/woff2", resources.files("kith.ui").joinpath(FONT).read_bytes())
    sheet = resources.files("kith.network").joinpath("static/network/poster_pdf.css").read_text(encoding="utf-8")
    return f'@font-face {{ font-family: "{FAMILY}"; font-weight: 200 800; src: url("{font}"); }}\n{sheet}'


def _family(made: Made, around: Around, copy: Copy, form: str) -> Taken:
    is_calm = Audience(copy.value).is_calm
    if form == "gedcom":
        uids = {one.key: uids_of(around.child, one)[0] for one in around.members}
        written = gedcom.write(made.family, uids=uids, with_sensitive=not is_calm)
        return Taken("family.ged", "text/vnd.familysearch.gedcom", written.data)
    text = exports.to_json(made.family, with_sensitive=not is_calm)
    return Taken("family.json", "application/json", text.encode())


def _table(picture: pictures.Picture) -> bytes:
    """The words of the drawing, a line for each person, with the mark by which a spreadsheet knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([picture.first, *picture.heads])
    for row in picture.rows:
        writer.writerow([spreadsheets.harmless(text) for text in (row.name, *(cell.text for cell in row.cells))])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
