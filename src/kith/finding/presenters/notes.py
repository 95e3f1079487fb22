"""What the file knows: whom notes name, how often and over which years, each opened at its sentence."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import casefiles
from kith.domain.casefiles import Known
from kith.domain.terms import NotesSay
from kith.finding.actions import NotesAnswered
from kith.finding.models import CaseNotes
from kith.finding.queries import leads
from kith.finding.queries import notes as queries
from kith.people import queries as people
from kith.people.models import Connection
from kith.people.presenters import words
from kith.referrals.presenters.words import pagination

# Each stands with its sentence, so that more would be a wall.
A_PAGE = 10
STRENGTH = {"likely": "Likely", "possible": "Possible", "weak": "Weak: perhaps not a person"}
ONE_READER = "Only whoever took notes in looks through them: they have read them already."


@dataclass(frozen=True, slots=True)
class NotesLine:
    """One reading of notes in a list; ``notes_id`` only for whoever may look through them."""

    notes_id: uuid.UUID | None
    finish_id: uuid.UUID | None
    people: int
    at: dt.datetime
    state: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """The page of a child's notes. ``precision``: how many of the suggestions were somebody, in this service."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    lines: tuple[NotesLine, ...]
    misses: tuple[str, ...]
    precision: str
    may_look_for_next: bool


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Somebody here who could be meant; ``why`` where the notes give a name to compare."""

    connection_id: uuid.UUID
    shown: str
    why: people.Why | None


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One person whom the notes name. ``near``: words nearby that ask for a check of safety first.

    ``model``: the added model that alone saw the name.
    """

    mark: str
    shown: str
    known: Known
    often: str
    strength: str
    near: str
    model: str
    alike: tuple[AlikeRow, ...]
    same_as: uuid.UUID | None
    asked: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is there for their work, or only wrote or got a message; ``why`` says which."""

    mark: str
    name: str
    why: str
    known: Known


@dataclass(frozen=True, slots=True)
class NotesPage:
    """Whom one reading of notes names. ``sentence`` is the whole of it in figures; ``open``: who has no yes or no.

    ``workers`` were left out, each with the sentence; ``without``: their names.
    """

    notes_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    is_finished: bool
    sentence: str
    also: str
    model: str
    rows: tuple[NamedRow, ...]
    open: int
    workers: tuple[LeftOut, ...]
    without: str
    marks: tuple[str, ...]
    here: tuple[tuple[uuid.UUID, str], ...]
    misses: tuple[str, ...]
    pagination: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One sentence of the file about somebody who stands here."""

    sentence: str
    by: str
    on: str


def file_page(actor: Actor, child: Child, on: dt.date) -> FilePage:
    """The page on which notes are taken in."""
    lines = tuple(_line(actor, row) for row in queries.list_notes(actor, child))
    yes, no = queries.count_answers(actor)
    told = f"Of {yes + no} people offered here so far, {yes} were somebody and {no} were not." if yes + no else ""
    may_look = leads.is_own_coordinator(actor, child.pk)
    return FilePage(child.pk, str(child), on, lines, tuple(casefiles.what_it_misses()), told, may_look)


def notes_page(actor: Actor, notes: CaseNotes, through: queries.LookedThrough | None, page: str | None) -> NotesPage:
    """The page of one reading of notes; those without an answer first, then those to be asked about.

    Of either, who is new comes first, and of these who has a name: a file speaks of "the carer" on every page.
    """
    child, misses = str(notes.child), tuple(casefiles.what_it_misses())
    if through is None:
        named = notes.counts["people"]
        sentence = f"{named} {'person was' if named == 1 else 'people were'} named in these notes."
        return NotesPage(notes.pk, notes.child_id, child, True, sentence, "", "", (), 0, (), "", (), (), misses, {})
    open_ = [one for one in through.named if one.answer is None or one.answer.answer == NotesSay.ASK.value]
    open_.sort(key=lambda one: (one.answer is not None, bool(one.alike), not one.known.name))
    number = Paginator(open_, A_PAGE).get_page(page)
    beside = people.get_beside(actor, {notes.child_id})
    rows = tuple(_row(one, beside) for one in number)
    workers = tuple(_left_out(one) for one in through.workers)
    return NotesPage(
        notes_id=notes.pk,
        child_id=notes.child_id,
        child=child,
        is_finished=False,
        sentence=in_figures(through.named),
        also=_also(through, len(open_)),
        model=_of_model(notes.counts.get("model")),
        rows=rows,
        open=len(open_),
        workers=workers,
        without=", ".join(dict.fromkeys(one.name for one in workers)),
        marks=tuple(row.mark for row in rows),
        here=tuple((one.connection_id, one.shown) for one in through.here),
        misses=misses,
        pagination=pagination(number),
    )


def in_figures(named: Sequence[queries.Named]) -> str:
    """The one sentence: how many people, how many stand here already, how many of these nobody reached."""
    here = [one for one in named if one.alike]
    reached = [one for one in here if any(alike.is_reached for alike in one.alike)]
    told = [f"{len(named)} {'person' if len(named) == 1 else 'people'}"]
    told.append(f"{len(here)} perhaps here already" if here else "nobody here yet")
    if len(reached) < len(here):
        told.append(f"{len(here) - len(reached)} of these nobody has looked for or written to")
    return ", ".join(told) + "."


def saved(given: Iterable[NotesAnswered]) -> str:
    """What was done, in a sentence."""
    said = [one.say for one in given]
    parts = [
        (NotesSay.NEW, "added"),
        (NotesSay.SAME, "put beside somebody here"),
        (NotesSay.NOT, "not wanted"),
        (NotesSay.ASK, "to be asked about"),
    ]
    return ", ".join(f"{said.count(say)} {words_}" for say, words_ in parts if say in said).capitalize() + "."


def said_of(actor: Actor, connection: Connection) -> tuple[SaidLine, ...]:
    """What the file says of somebody, as this reader may see it."""
    return tuple(
        SaidLine(row.sentence or "", words.by(row.by), words.day(timezone.localdate(row.at)))
        for row in queries.list_kept(actor, connection)
    )


def _line(actor: Actor, row: CaseNotes) -> NotesLine:
    is_open, is_mine = bool(row.stored_as), row.by_id == actor.user_id
    return NotesLine(
        row.pk if is_mine else None,
        row.pk if is_open and not is_mine else None,
        row.counts["people"],
        row.at,
        f"Taken in by {words.by(row.by)}. {_stage(row)}",
    )


def _stage(row: CaseNotes) -> str:
    if row.stored_as:
        day = words.day(timezone.localdate(queries.discarded_at(row)))
        return f"Being looked through. What nobody has answered by {day} is discarded."
    left = row.counts.get("discarded")
    if left is None or row.finished_at is None:
        return "Looked through."
    day = words.day(timezone.localdate(row.finished_at))
    whom = {0: "Everybody was answered about.", 1: "Nobody had answered about 1 person."}
    return f"Discarded on {day}. {whom.get(left, f'Nobody had answered about {left} people.')}"


def _row(one: queries.Named, beside: people.Beside) -> NamedRow:
    known = one.known
    alike = tuple(
        AlikeRow(here.connection_id, here.shown, beside.of_a_name(known.name or "", here.root)) for here in one.alike
    )
    return NamedRow(
        mark=one.mark,
        shown=_shown(known),
        known=known,
        often=_often(known),
        strength=STRENGTH[known.strength],
        near=", ".join(f"“{word}”" for word in known.near),
        model=casefiles.seen_by(known.rule),
        alike=alike,
        same_as=one.alike[0].connection_id if one.alike else None,
        asked=words.day(timezone.localdate(one.answer.at)) if one.answer else "",
    )


def _left_out(one: queries.Named) -> LeftOut:
    known = one.known
    what = known.name or (known.related or known.quote).capitalize()
    why = "only wrote or got a message" if known.headed else known.related if known.name else "no name"
    return LeftOut(one.mark, what, why, known)


def _of_model(model: str | None) -> str:
    """What an added model did; nothing where there is none."""
    if model is None:
        return ""
    if not model:
        return "The added model could not be used: the rules alone read these notes."
    return (
        f"An added model ({model}) looked for names too. Whoever it alone found is marked, and needs your yes as well."
    )


def _shown(known: Known) -> str:
    if known.name:
        return f"{known.name}, {known.related}" if known.related else known.name
    return f"{known.related or known.quote}, name not known".capitalize()


def _often(known: Known) -> str:
    times = {1: "Named once", 2: "Named twice"}.get(known.times, f"Named {known.times} times")
    if known.first is None or known.last is None:
        return times
    first, last = known.first.year, known.last.year
    return f"{times}, {first}" if first == last else f"{times}, {first} to {last}"


def _also(through: queries.LookedThrough, still: int) -> str:
    answered = len(through.named) - still
    workers = len(through.workers)
    told = [
        f"{answered} answered" if answered else "",
        f"{workers} left out, by name below" if workers else "",
        f"{through.refused} left out because somebody said no before" if through.refused else "",
    ]
    return ", ".join(filter(None, told))
