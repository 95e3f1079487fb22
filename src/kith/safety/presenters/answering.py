"""The worker's sheet "N people need your answer": one row a person and asked box, and the forms that go with them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import safety as rules
from kith.domain.terms import Box
from kith.people.models import Connection
from kith.safety.models import ClearanceAsked
from kith.safety.presenters import person, words
from kith.safety.presenters.household import HomeWords
from kith.safety.queries.sheet import root_of


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A person and a box that wait for an answer."""

    asked_id: uuid.UUID
    connection: Connection
    box: Box
    against: dict[Any, str]

    @property
    def prefix(self) -> str:
        """What the fields of this row begin with."""
        return f"row-{self.asked_id}"


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Somebody who needs an answer: who they are to the child, what is known, and the boxes that were asked."""

    connection_id: uuid.UUID
    name: str
    called: str
    how_related: str
    status: words.Tag
    childs_feeling: str
    last: tuple[person.Given, ...]
    orders: tuple[person.OrderLine, ...]
    home: HomeWords
    sides: tuple[person.SideLine, ...]
    asked: tuple[tuple[str, str], ...]
    rows: tuple[AskedRow, ...]

    @property
    def sides_hold(self) -> bool:
        """Whether a yes waits for a side."""
        return any(side.holds for side in self.sides)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The sheet of one child. ``is_review_soon``: an answer until then would be raised as running out at once."""

    child_id: uuid.UUID
    child: str
    count: str
    next_review: str
    is_review_soon: bool
    may_say_home: bool
    people: tuple[AskedPerson, ...]

    @property
    def rows(self) -> list[AskedRow]:
        """Every row, in the order of the page."""
        return [row for one in self.people for row in one.rows]

    @property
    def questions(self) -> str:
        """That there are more questions than people, where that is so; else empty."""
        if len(self.rows) == len(self.people):
            return ""
        if len(self.people) == 1:
            return f"There are {len(self.rows)} questions about this person."
        return (
            f"There are {len(self.rows)} questions about {len(self.people)} people: for some, more than one question."
        )

    def count_people(self, rows: Iterable[AskedRow]) -> int:
        """How many people these rows are about."""
        asked = {row.asked_id for row in rows}
        return sum(any(row.asked_id in asked for row in one.rows) for one in self.people)


def saved(answers: int, people: int) -> str:
    """What the page says once answers are saved: of people too, as its heading counts those."""
    if answers == 1:
        return "Your answer is saved."
    return f"Your {answers} answers about {words.people(people)} are saved."


def answer_page(actor: Actor, child: Child, facts: person.Known) -> AnswerPage:
    """Everybody around a child who needs an answer, whoever waits longest first."""
    waiting: dict[uuid.UUID, list[ClearanceAsked]] = defaultdict(list)
    for row in facts.sheet.asked:
        root = root_of(row.connection.person)
        if person.route_of(facts.sheet, root) is None:
            waiting[root].append(row)
    people = [_person(actor, facts, root, rows) for root, rows in waiting.items()]
    review = child.next_review_on if child.next_review_on and child.next_review_on > facts.on else None
    return AnswerPage(
        child_id=child.pk,
        child=str(child),
        count=words.people(len(people)),
        next_review=words.day(review),
        is_review_soon=review is not None and review - facts.on <= rules.load_setting().raised_before,
        may_say_home=gate.may(actor, Permission.RECORD_PEOPLE),
        people=tuple(people),
    )


def _person(actor: Actor, facts: person.Known, root: uuid.UUID, rows: list[ClearanceAsked]) -> AskedPerson:
    somebody = facts.people.by_root.get(root)
    connection = somebody.connection if somebody else rows[0].connection
    given = list(person.history(actor, facts.sheet, root))
    orders = [row for row in facts.sheet.restrictions if person.is_about(row, root, facts.on)]
    return AskedPerson(
        connection_id=connection.pk,
        name=facts.people.name(root),
        called=connection.called,
        how_related=connection.how_related,
        status=words.status(connection.status),
        childs_feeling=next((one.childs_feeling for one in given if one.childs_feeling), ""),
        last=tuple(given[:1]),
        orders=tuple(person.order_line(row) for row in orders),
        home=person.home_of(facts, root),
        sides=person.side_lines(facts, root),
        asked=tuple(
            dict.fromkeys(
                (row.words or "", f"{words.by(row.asked_by)}, {words.local_day(row.asked_at)}") for row in rows
            )
        ),
        rows=tuple(_row(facts, root, row) for row in sorted(rows, key=lambda row: list(Box).index(Box(row.box)))),
    )


def _row(facts: person.Known, root: uuid.UUID, row: ClearanceAsked) -> AskedRow:
    box = Box(row.box)
    return AskedRow(
        asked_id=row.pk,
        connection=row.connection,
        box=box,
        against=person.against(facts, root, rules.KINDS_OF[box]),
    )
