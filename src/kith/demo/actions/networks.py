"""The people around each made-up child whose work has begun: a part of the one bulk action."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from kith.access.models import Service, User
from kith.children.models import Child
from kith.demo import networks
from kith.demo.cases import Case
from kith.demo.networks import CHILD, Made, Network, Seen
from kith.domain.terms import (
    ChildSays,
    DrawnBy,
    FactSource,
    LoveAnswer,
    LoveQuestion,
    MapKind,
    NameKind,
    ParentageKind,
    PersonFactKind,
    PersonStatus,
    Ring,
    Side,
    TieKind,
)
from kith.network import models as network
from kith.people import models as people
from kith.people import queries
from kith.referrals.models import Referral

A_MAP_AFTER = dt.timedelta(days=7)
ANOTHER_AFTER = dt.timedelta(days=147)
LOST_FOR = dt.timedelta(days=200)
# Days since a relative or friend who is in touch was last seen: many a week, some two months.
SEEN_WITHIN = (2, 8, 15, 22, 33, 48, 70)
SOURCES = (FactSource.CHILD, FactSource.FILE, FactSource.RELATIVE, FactSource.CARER)
# The made-up children know whom they have lost; of whom they do not, there is news to tell (kith.demo.safe).
CHILD_SAYS = {"source": FactSource.CHILD.value, "source_words": ""}


@dataclass
class _Rows:
    """Rows waiting to be written, by table in the order in which they point at each other."""

    by_table: dict[type[Any], list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        self.by_table.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        for table, rows in self.by_table.items():
            table.objects.bulk_create(rows)


@dataclass
class _Around:
    """One child with the coordinator, and the rows that stand for each person by key."""

    child: Child
    coordinator: User
    made: Network
    seen: Seen
    rng: random.Random
    rows: _Rows
    persons: dict[str, people.Person] = field(default_factory=dict)
    connections: dict[str, people.Connection] = field(default_factory=dict)

    @property
    def common(self) -> dict[str, Any]:
        return {"service_id": self.child.service_id}

    def told(self) -> dict[str, Any]:
        source = self.rng.choice(SOURCES)
        words = f"page {self.rng.randint(3, 190)}" if source is FactSource.FILE else ""
        return {
            **self.common,
            "for_child": self.child,
            "source": source.value,
            "source_words": words,
            "recorded_by": self.coordinator,
            "recorded_at": _moment(self.seen.began_on),
        }


def write(service: Service, cases: Sequence[Case], siblings: Sequence[tuple[uuid.UUID, uuid.UUID, bool]]) -> None:
    """Write the people around every child whose work has begun, with what became of each.

    ``siblings``: pairs of brothers and sisters in care, and whether they are in touch.
    """
    begun = Referral.objects.filter(service=service, is_open=True, coordinator__isnull=False)
    referrals = begun.select_related("child", "coordinator").order_by("child__reference")
    of = {case.child_id: case for case in cases}
    rows = _Rows()
    all_around = [_around(referral, of[referral.child_id], rows) for referral in referrals]
    for number, around in enumerate(all_around):
        _write(around)
        if number % len(networks.PATTERNS) < 2:
            _say(around)
    _brothers_and_sisters(all_around, siblings)
    rows.write()


def _moment(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(15, 0)))


def _around(referral: Referral, case: Case, rows: _Rows) -> _Around:
    if referral.coordinator is None or case.seen is None or case.people is None:
        raise ValueError("The work has not begun: nobody is its coordinator.")
    rng = random.Random(f"told {referral.child.reference}")  # noqa: S311  made-up data, no secret
    return _Around(referral.child, referral.coordinator, case.people, case.seen, rng, rows)


def _write(around: _Around) -> None:
    around.persons[CHILD] = around.rows.add(
        people.Person(child=around.child, added_at=_moment(around.seen.began_on), **around.common)
    )
    for one in around.made.people:
        around.persons[one.key] = _person(around, one)
    for one in around.made.people:
        around.connections[one.key] = _connection(around, one)
    for one in around.made.people:
        _said_of(around, one)
    _belonging(around)
    for row in _versions(around):
        around.rows.add(row)


def _person(around: _Around, one: Made) -> people.Person:
    row: people.Person = around.rows.add(
        people.Person(
            gender=one.gender.value,
            is_professional=one.is_paid,
            is_under_18=one.is_under_18,
            added_by=around.coordinator,
            added_at=_moment(around.seen.began_on),
            **around.common,
        )
    )
    return row


def _connection(around: _Around, one: Made) -> people.Connection:
    status, on = one.history[-1]
    in_touch = [day for was, day in one.history if was is PersonStatus.IN_TOUCH]
    lost = [day for was, day in one.history if was is PersonStatus.LOST_TOUCH]
    last = _last_seen(around, one) if status is PersonStatus.IN_TOUCH else max(lost, default=None)
    row: people.Connection = around.rows.add(
        people.Connection(
            child=around.child,
            person=around.persons[one.key],
            called=one.called,
            how_related=one.how_related,
            side=one.side.value,
            status=status.value,
            status_on=on,
            last_in_touch_on=last if in_touch else None,
            added_on=around.seen.began_on,
            called_by=around.coordinator,
            related_by=around.coordinator,
            named_by_child=one.named_by_child,
            child_knows=one.child_knows,
            **around.common,
        )
    )
    return row


def _last_seen(around: _Around, one: Made) -> dt.date:
    """When somebody who is in touch was last seen: a worker within a month, others within three."""
    days = around.rng.randint(1, 28) if one.is_paid else around.rng.choice(SEEN_WITHIN) + around.rng.randint(0, 9)
    return max(one.history[-1][1], around.seen.until - dt.timedelta(days=days))


def _said_of(around: _Around, one: Made) -> None:
    person, connection = around.persons[one.key], around.connections[one.key]
    told = around.told()
    for full, kind in ((one.name, NameKind.USED), *one.more_names):
        if full:
            name = people.Name(person=person, kind=kind.value, full=full, folded=queries.fold(full), **told)
            around.rows.add(name)
    for fact_kind, year in ((PersonFactKind.BORN, one.born), (PersonFactKind.DIED, one.died)):
        if year:
            is_about = fact_kind is PersonFactKind.BORN and around.rng.random() < 0.3
            says = told if fact_kind is PersonFactKind.BORN else {**told, **CHILD_SAYS}
            fact = people.PersonFact(person=person, kind=fact_kind.value, year=year, is_about=is_about, **says)
            around.rows.add(fact)
    for status, on in one.history:
        around.rows.add(
            people.StatusChange(
                child=around.child,
                connection=connection,
                status=status.value,
                on=on,
                source=FactSource.CHILD.value if status is PersonStatus.DIED else told["source"],
                by=around.coordinator,
                at=_moment(max(on, around.seen.began_on)),
                **around.common,
            )
        )
    for support in one.supports if one.history[-1][0] is PersonStatus.IN_TOUCH else ():
        since = one.history[-1][1]
        around.rows.add(
            network.Support(
                child=around.child,
                connection=connection,
                kind=support.value,
                source=FactSource.CHILD.value,
                from_on=since,
                recorded_by=around.coordinator,
                recorded_at=_moment(max(since, around.seen.began_on)),
                **around.common,
            )
        )


def _belonging(around: _Around) -> None:
    person = around.persons
    for child, parent, kind in around.made.parents:
        two = {"child_person": person[child], "parent": person[parent]}
        when = _cared(around.made.get(parent)) if kind is ParentageKind.FOSTER else {}
        around.rows.add(network.Parentage(kind=kind.value, **two, **when, **around.told()))
    unions = [
        (around.rows.add(network.Union(a=person[a], b=person[b], **around.told())), history)
        for a, b, history in around.made.partners
    ]
    for union, history in unions:
        for status, year in history:
            around.rows.add(network.UnionEvent(union=union, status=status.value, year=year, **around.common))
    for a, b, tie, words in around.made.ties:
        when = _cared(around.made.get(a)) if tie is TieKind.CARED_FOR else {}
        around.rows.add(network.Tie(a=person[a], b=person[b], kind=tie.value, words=words, **when, **around.told()))
    for home in around.made.households:
        row = around.rows.add(
            network.Household(called=home.called, is_carers_home=home.is_carers_home, **around.told())
        )
        when = {"from_on": home.from_on, "until_on": home.until_on}
        for key in home.members:
            around.rows.add(network.HouseholdMember(household=row, person=person[key], **when, **around.common))


def _cared(carer: Made | None) -> dict[str, dt.date | None]:
    """From when to when somebody cared for the child: in touch while they did, and no more when it was over."""
    if carer is None:
        return {}
    (_, from_on), (_, until_on) = carer.history[:2]
    return {"from_on": from_on, "until_on": until_on}


def _versions(around: _Around) -> Iterator[Any]:
    """The child's map a week after the work began, a second one half a year later, and a worker's own for some."""
    first = around.seen.began_on + A_MAP_AFTER
    days = [day for day in (first, first + ANOTHER_AFTER) if day <= around.seen.until]
    for number, day in enumerate(days):
        love = around.made.love if number == len(days) - 1 else None
        version = _version(around, day, DrawnBy.CHILD, love)
        yield version
        for order, one in enumerate(around.made.people):
            if one.ring and one.child_knows and one.status_on(day):
                yield _place(around, version, one, _then(around, one, day), order)
        if love is LoveAnswer.NAMED:
            for key in around.made.loves:
                for question in LoveQuestion:
                    mark = {"connection": around.connections[key], "question": question.value}
                    yield network.LoveMark(version=version, **mark, **around.common)
    if days and around.rng.random() < 0.4:
        version = _version(around, days[0], DrawnBy.WORKER, None)
        yield version
        for order, one in enumerate(one for one in around.made.people[:8] if one.status_on(days[0])):
            yield _place(around, version, one, Ring.KNOWN if order % 3 else Ring.CLOSE, order)


def _version(around: _Around, day: dt.date, drawn_by: DrawnBy, love: LoveAnswer | None) -> network.MapVersion:
    is_childs = drawn_by is DrawnBy.CHILD
    return network.MapVersion(
        child=around.child,
        kind=MapKind.CIRCLES.value,
        drawn_by=drawn_by.value,
        on=day,
        who_was_there="The carer, in the next room" if is_childs else None,
        words="These are my people." if is_childs else "As the file tells it.",
        is_shared=is_childs and around.rng.random() < 0.7,
        love=love.value if love else "",
        by=around.coordinator,
        started_at=_moment(day),
        changed_at=_moment(day),
        finished_at=_moment(day),
        **around.common,
    )


def _place(around: _Around, version: network.MapVersion, one: Made, ring: Ring, order: int) -> network.MapPlace:
    return network.MapPlace(
        version=version,
        connection=around.connections[one.key],
        ring=ring.value,
        side=one.side.value,
        order=order,
        sees_now=_sees(one, version.on),
        **around.common,
    )


def _sees(one: Made, day: dt.date) -> str:
    sees = one.sees_on(day)
    return sees.value if sees else ""


def _then(around: _Around, one: Made, day: dt.date) -> Ring:
    """How near the child put somebody then: who came back into touch since stood further away before."""
    was = one.key in networks.in_touch_on([one], day)
    ring = one.ring or Ring.KNOWN
    is_back = one.history[-1][0] is PersonStatus.IN_TOUCH and not was
    return Ring.SEE_AGAIN if is_back and ring is not Ring.CLOSEST else ring


def _say(around: _Around) -> None:
    """For a few children: what they told the coordinator alone."""
    day = min(around.seen.began_on + A_MAP_AFTER, around.seen.until)
    for key, says, again in (("dad", ChildSays.NEVER, None), ("teacher", ChildSays.NOT_NOW, dt.timedelta(days=91))):
        one = around.made.get(key)
        is_wanted = one is None or one.called in around.seen.asked_for
        if key in around.connections and not is_wanted and around.rng.random() < 0.5:
            around.rows.add(
                network.ChildSaid(
                    child=around.child,
                    connection=around.connections[key],
                    says=says.value,
                    ask_again_on=day + again if again else None,
                    on=day,
                    by=around.coordinator,
                    at=_moment(day),
                    **around.common,
                )
            )


def _brothers_and_sisters(all_around: Sequence[_Around], siblings: Sequence[tuple[uuid.UUID, uuid.UUID, bool]]) -> None:
    """Children in care in this county who are brother or sister: each stands beside the other, with a name."""
    begun = {around.child.pk: around for around in all_around}
    others = Child.objects.in_bulk([one for pair in siblings for one in pair[:2]])
    for older, younger, are_in_touch in siblings:
        for one, other in ((older, younger), (younger, older)):
            if one in begun:
                _beside(begun[one], others[other], begun.get(other), are_in_touch=are_in_touch)


def _beside(first: _Around, other: Child, second: _Around | None, *, are_in_touch: bool) -> None:
    """One brother or sister beside a child; ``second`` is what is made up around them, if their work has begun too."""
    born = max(one.born_on or first.seen.born_on for one in (first.child, other))
    history = ((PersonStatus.IN_TOUCH, born),)
    lost = (PersonStatus.LOST_TOUCH, max(born, first.seen.came_on, first.seen.began_on - LOST_FOR))
    sibling = Made(
        "in_care",
        "Brother or sister, in care too",
        Side.BROTHERS_AND_SISTERS,
        history if are_in_touch else (*history, lost),
        other.preferred_name,
        called=other.preferred_name.partition(" ")[0],
        is_under_18=True,
        named_by_child=True,
    )
    person = (
        second.persons[CHILD]
        if second
        else people.Person(child=other, added_at=_moment(first.seen.began_on), **first.common)
    )
    first.persons[sibling.key] = person if second else first.rows.add(person)
    first.connections[sibling.key] = _connection(first, sibling)
    _said_of(first, sibling)
    first.rows.add(network.Tie(a=first.persons[CHILD], b=person, kind=TieKind.BROTHER_OR_SISTER.value, **first.told()))
