"""A family file beside a child: everybody in it, nearest first, with what was answered and who has a like name."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from kith.access.actor import Actor
from kith.domain.gedcom import review
from kith.domain.network import When, vocabulary
from kith.domain.network.maps import text
from kith.domain.network.maps.speaking import family_words
from kith.network import queries
from kith.network.models import FamilyFile
from kith.people import queries as people
from kith.people.presenters import words
from kith.records import queries as records
from kith.records.presenters import pagination

MOST_PROBLEMS = 20
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class CouldBeRow:
    """Somebody beside the child who could be a person of the file: name, who they are to the child, and why."""

    connection_id: str
    name: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One person of the file. ``could_be``: people beside the child; ``gender``: as the file says it; ``ticked``: what
    stands there already, because the page comes back with a question."""

    key: str
    shown: str
    also: str
    what: str
    lived: str
    contacts: int
    could_be: tuple[CouldBeRow, ...]
    answer: str
    gender: str
    chosen: str = ""
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sent:
    """What was ticked before the page came back, by key, and who would have too many birth parents, in sentences."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    crowded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLine:
    """A family file in a list."""

    file_id: uuid.UUID
    at: dt.datetime
    by: str
    people: int
    is_finished: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file. ``problems``: located in plain words, the first few; ``more_problems``: how many follow."""

    file_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    is_finished: bool
    sentence: str
    kept_back: str
    left_in_file: str
    problems: tuple[str, ...]
    more_problems: int
    focus: str
    could_be_child: tuple[tuple[str, str], ...]
    rows: tuple[OfferRow, ...]
    pagination: dict[str, Any]
    is_asked_for: bool = False
    crowded: tuple[str, ...] = ()


def file_lines(rows: Iterable[FamilyFile]) -> tuple[FileLine, ...]:
    """Family files in a list."""
    return tuple(
        FileLine(row.pk, row.at, words.by(row.by), row.counts["people"][1], row.finished_at is not None) for row in rows
    )


def sent(posted: QueryDict, chosen: Mapping[str, str], crowded: Iterable[queries.Crowded]) -> Sent:
    """What was ticked, to be ticked again where the page comes back. ``chosen``: who somebody is said to be, by key."""
    boxes = {name: posted.getlist(name) for name in ("yes", "no", "gender")}
    keys = {key for given in boxes.values() for key in given}
    return Sent(
        chosen=chosen,
        ticked={key: frozenset(name for name, given in boxes.items() if key in given) for key in keys},
        crowded=tuple(map(_crowded, crowded)),
    )


def _crowded(one: queries.Crowded) -> str:
    return f"{one.child} would have {len(one.parents)} birth parents: {text.listed(list(one.parents))}."


NOTHING_SENT = Sent()


def file_page(
    actor: Actor,
    file: FamilyFile,
    through: queries.LookedThrough | None,
    *,
    page: str | None,
    who: str,
    sent: Sent = NOTHING_SENT,
) -> FilePage:
    """The page of a file, the first with somebody to answer if none is named; ``who``: a name to find the child by."""
    read, accepted, refused = file.counts["people"]
    sentence = f"{read} people read: {accepted} can be looked at, {refused} could not be read."
    if through is None:
        return FilePage(file.pk, file.child_id, str(file.child), True, sentence, "", "", (), 0, "", (), (), {})
    found = through.review
    names: dict[uuid.UUID | None, str] = {one.connection.pk: one.shown for one in people.list_people(actor, file.child)}
    answers = {key: "Taken over" if connection else "Not wanted" for key, connection in through.answered.items()}
    answers |= {key: f"The same as {names.get(through.answered[key], 'somebody here')}" for key in through.same}
    answers |= {key: f"Already here: {one.name}" for key, one in through.here.items()}
    number = Paginator(found.offers, records.A_PAGE).get_page(page or _first_open(found.offers, answers))
    shown = list(number)
    could_be = queries.list_could_be(actor, file.child, through, [one for one in shown if one.key not in answers])
    problems = [f"Line {one.line}: {one.text}" if one.line else one.text for one in through.found.errors]
    return FilePage(
        file_id=file.pk,
        child_id=file.child_id,
        child=str(file.child),
        is_finished=False,
        sentence=_sentence(found, str(file.child), read, refused),
        kept_back=_kept_back(found),
        left_in_file=_left_in_file(found),
        problems=tuple(problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        focus=found.child.shown if found.child else "",
        could_be_child=tuple(_find(found, who or str(file.child).split(" ")[0])),
        rows=tuple(_row(offer, could_be.get(offer.key, ()), answers.get(offer.key, ""), sent) for offer in shown),
        pagination=pagination(number.number, len(found.offers)),
        is_asked_for=bool(who),
        crowded=sent.crowded,
    )


def _sentence(found: review.Review, child: str, read: int, refused: int) -> str:
    """How many were read, and how many of them stand in the table: the child is no row of it."""
    below = len(found.offers)
    said = [f"{read} {'person' if read == 1 else 'people'} read: {below} can be looked at below"]
    said += [f"1 is {child}"] if found.child else []
    said += [f"{refused} could not be read"] if refused else []
    return f"{', '.join(said)}."


def _first_open(offers: Sequence[review.Offer], answered: Collection[str]) -> int:
    """The page of the first person without an answer; the first page where everybody has one."""
    at = next((number for number, offer in enumerate(offers) if offer.key not in answered), 0)
    return at // records.A_PAGE + 1


def _find(found: review.Review, who: str) -> list[tuple[str, str]]:
    """Who could be the child: everybody with these words in the name, by name."""
    wanted = who.casefold().split()
    everybody = (*found.offers, *([found.child] if found.child else []))
    named = sorted((offer.shown.casefold(), offer.key, offer.shown) for offer in everybody)
    return [(key, shown) for folded, key, shown in named if all(word in folded for word in wanted)][:MOST_FOUND]


def _row(offer: review.Offer, could_be: Iterable[queries.CouldBe], answer: str, sent: Sent) -> OfferRow:
    return OfferRow(
        key=offer.key,
        shown=offer.shown,
        also=", ".join(name.full for name in offer.names if name.full != offer.shown),
        what=family_words(offer.what),
        lived=_lived(offer),
        contacts=len(offer.contacts),
        could_be=tuple(_could_be(one) for one in could_be),
        answer=answer,
        gender=offer.gender.label.lower() if offer.gender in vocabulary.GENDERS_OF_FILES else "",
        chosen=sent.chosen.get(offer.key, ""),
        ticked=sent.ticked.get(offer.key, frozenset()),
    )


def _could_be(one: queries.CouldBe) -> CouldBeRow:
    connection = one.somebody.connection
    born = words.when(one.somebody.born) if one.somebody.born else ""
    who = ", ".join(filter(None, [connection.how_related or connection.called, f"born {born}" if born else ""]))
    # How strongly each speaks for it is for the page that compares everybody with all others.
    why = ". ".join(one.why)
    return CouldBeRow(str(connection.pk), one.somebody.shown, who, why)


def _lived(offer: review.Offer) -> str:
    born, died = _said(offer.born), _said(offer.died)
    ended = f"died {died}" if died else "has died" if offer.has_died else ""
    return ", ".join(filter(None, [f"born {born}" if born else "", ended]))


def _said(when: When | None) -> str:
    return when.short if when else ""


def _kept_back(found: review.Review) -> str:
    if not found.kept_back:
        return ""
    told = ", ".join(f"{kind}: {count}" for kind, count in found.kept_back.items())
    return f"The file asks for these to be kept back, so that nobody sees them here: {told}."


def _left_in_file(found: review.Review) -> str:
    told = [
        f"notes: {found.notes}" if found.notes else "",
        f"pictures and papers: {found.media}" if found.media else "",
    ]
    told = list(filter(None, told))
    return f"Not taken over: {', '.join(told)}." if told else ""


def taken_over(yes: int, same: int, no: int, ties_left_out: int = 0) -> str:
    """What was done, in a sentence."""
    told = [f"{_people(yes)} taken over."] if yes or not same else []
    told += (
        [f"What the file adds to {'1 person' if same == 1 else f'{same} people'} here is written down."] if same else []
    )
    told += [f"{no} not wanted."] if no else []
    if ties_left_out:
        left = "1 tie" if ties_left_out == 1 else f"{ties_left_out} ties"
        told += [f"{left} left out: by the file, somebody is their own grandparent or further back."]
    return " ".join(told)


def _people(count: int) -> str:
    return "1 person is" if count == 1 else f"{count} people are"
