"""A family file beside a child: everybody in it, nearest first, with what was answered and who has a like name."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.gedcom import review
from kith.domain.network import When, vocabulary
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
class OfferRow:
    """One person of the file. ``alike``: people beside the child with a like name; ``gender``: as the file says it."""

    key: str
    shown: str
    also: str
    what: str
    lived: str
    contacts: int
    alike: tuple[str, ...]
    answer: str
    gender: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A family file in a list."""

    file_id: uuid.UUID
    on: str
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


def file_lines(rows: Iterable[FamilyFile]) -> tuple[FileLine, ...]:
    """Family files in a list."""
    return tuple(
        FileLine(
            row.pk,
            words.day(timezone.localdate(row.at)),
            words.by(row.by),
            row.counts["people"][1],
            row.finished_at is not None,
        )
        for row in rows
    )


def file_page(
    actor: Actor, file: FamilyFile, through: queries.LookedThrough | None, *, page: str | None, who: str
) -> FilePage:
    """The page of a file, the first with somebody to answer if none is named; ``who``: a name to find the child by."""
    read, accepted, refused = file.counts["people"]
    sentence = f"{read} people read: {accepted} can be looked at, {refused} could not be read."
    if through is None:
        return FilePage(file.pk, file.child_id, str(file.child), True, sentence, "", "", (), 0, "", (), (), {})
    found = through.review
    answers = {key: "Taken over" if connection else "Not wanted" for key, connection in through.answered.items()}
    answers |= {key: f"Already here: {one.name}" for key, one in through.here.items()}
    number = Paginator(found.offers, records.A_PAGE).get_page(page or _first_open(found.offers, answers))
    shown = list(number)
    alike = _alike(actor, file.child, [offer for offer in shown if offer.key not in answers])
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
        rows=tuple(_row(offer, alike, answers.get(offer.key, "")) for offer in shown),
        pagination=pagination(number.number, len(found.offers)),
        is_asked_for=bool(who),
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


def _alike(actor: Actor, child: Child, offers: Iterable[review.Offer]) -> dict[str, tuple[str, ...]]:
    """By key: who beside this child has a like name already. One look at the child's people for the whole page."""
    here = [
        (one.shown, {people.fold(name) for name in one.all_names} - {""}) for one in people.list_people(actor, child)
    ]
    return {
        offer.key: tuple(shown for shown, folded in here if folded & {people.fold(name.full) for name in offer.names})
        for offer in offers
    }


def _row(offer: review.Offer, alike: dict[str, tuple[str, ...]], answer: str) -> OfferRow:
    return OfferRow(
        key=offer.key,
        shown=offer.shown,
        also=", ".join(name.full for name in offer.names if name.full != offer.shown),
        what=family_words(offer.what),
        lived=_lived(offer),
        contacts=len(offer.contacts),
        alike=alike.get(offer.key, ()),
        answer=answer,
        gender=offer.gender.label.lower() if offer.gender in vocabulary.GENDERS_OF_FILES else "",
    )


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


def taken_over(yes: int, no: int) -> str:
    """What was done, in a sentence."""
    taken = "1 person is taken over." if yes == 1 else f"{yes} people are taken over."
    return f"{taken} {no} not wanted." if no else taken
