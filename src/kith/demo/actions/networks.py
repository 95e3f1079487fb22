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
from kith.demo.networks import CHILD, Made, Network, Seen
from kith.domain.pathway import Stage
from kith.domain.terms import (
    ChildSays,
    DrawnBy,
    FactSource,
    LoveAnswer,
    LoveQuestion,
    MapKind,
    NameKind,
    PersonFactKind,
    PersonStatus,
    Ring,
    Side,
    TieKind,
)
from kith.network import models as network
from kith.people import models as people
from kith.people import queries
from kith.referrals.models import Ask, Referral

A_MAP_AFTER = dt.timedelta(days=7)
ANOTHER_AFTER = dt.timedelta(days=150)
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


def write(service: Service, until: dt.date) -> None:
    """Write the people around every child whose work has begun, with what became of each."""
    begun = Referral.objects.filter(service=service, is_open=True, coordinator__isnull=False)
    referrals = list(begun.select_related("child", "coordinator").order_by("child__reference"))
    asked: dict[uuid.UUID, list[str]] = {}
    for ask in Ask.objects.filter(service=service).order_by("asked_on", "pk"):
        if ask.named:
            asked.setdefault(ask.child_id, []).append(ask.named)
    rows = _Rows()
    all_around = [
        _around(referral, number, asked.get(referral.child_id, []), until, rows)
        for number, referral in enumerate(referrals)
    ]
    for number, around in enumerate(all_around):
        _write(around)
        if number % len(networks.PATTERNS) < 2:
            _say(around)
    _brothers_and_sisters(list(zip(all_around[0:6:3], all_around[1:6:3], strict=False)), until)
    rows.write()


def _moment(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(15, 0)))


def _around(referral: Referral, number: int, asked_for: list[str], until: dt.date, rows: _Rows) -> _Around:
    child, coordinator = referral.child, referral.coordinator
    rng = random.Random(f"network {child.reference}")  # noqa: S311  made-up data, no secret
    began = min(timezone.localdate(referral.allocated_at), until) if referral.allocated_at else until
    first, _, surname = child.preferred_name.partition(" ")
    seen = Seen(first, surname, child.born_on or dt.date(until.year - 12, 1, 1), began, until, tuple(asked_for))
    made = networks.make(rng, seen, networks.pattern_of(number, Stage(referral.stood_at)))
    if coordinator is None:
        raise ValueError("The work has not begun: nobody is its coordinator.")
    return _Around(child, coordinator, made, seen, rng, rows)


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
    last = around.seen.until if status is PersonStatus.IN_TOUCH else max(lost, default=None)
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
            named_by_child=one.named_by_child,
            child_knows=one.child_knows,
            **around.common,
        )
    )
    return row


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
        around.rows.add(
            network.Parentage(child_person=person[child], parent=person[parent], kind=kind.value, **around.told())
        )
    unions = [
        (around.rows.add(network.Union(a=person[a], b=person[b], **around.told())), history)
        for a, b, history in around.made.partners
    ]
    for union, history in unions:
        for status, year in history:
            around.rows.add(network.UnionEvent(union=union, status=status.value, year=year, **around.common))
    for a, b, tie, words in around.made.ties:
        around.rows.add(network.Tie(a=person[a], b=person[b], kind=tie.value, words=words, **around.told()))
    for called, is_carers, members in around.made.households:
        home = around.rows.add(network.Household(called=called, is_carers_home=is_carers, **around.told()))
        for key in members:
            around.rows.add(network.HouseholdMember(household=home, person=person[key], **around.common))


def _versions(around: _Around) -> Iterator[Any]:
    """The child's map a week after the work began, a second one half a year later, and a worker's own for some."""
    first = around.seen.began_on + A_MAP_AFTER
    days = [day for day in (first, first + ANOTHER_AFTER) if day <= around.seen.until]
    for number, day in enumerate(days):
        love = around.made.love if number == len(days) - 1 else None
        version = _version(around, day, DrawnBy.CHILD, love)
        yield version
        for order, one in enumerate(around.made.people):
            if one.ring and one.child_knows:
                yield _place(around, version, one, _then(around, one, day), order)
        if love is LoveAnswer.NAMED:
            for key in around.made.loves:
                for question in LoveQuestion:
                    mark = {"connection": around.connections[key], "question": question.value}
                    yield network.LoveMark(version=version, **mark, **around.common)
    if days and around.rng.random() < 0.4:
        version = _version(around, days[0], DrawnBy.WORKER, None)
        yield version
        for order, one in enumerate(around.made.people[:8]):
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
        sees_now=one.sees_now.value if one.sees_now else "",
        **around.common,
    )


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
        if key in around.connections and around.rng.random() < 0.5:
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


def _brothers_and_sisters(pairs: Sequence[tuple[_Around, _Around]], until: dt.date) -> None:
    """Two children in care in this county who are brother or sister: each stands beside the other, with a name."""
    for first, second in (pair for one, other in pairs for pair in ((one, other), (other, one))):
        born = max(one.child.born_on or until for one in (first, second))
        name = second.child.preferred_name
        brother = Made(
            "in_care",
            "Brother or sister, in care too",
            Side.BROTHERS_AND_SISTERS,
            ((PersonStatus.IN_TOUCH, born), (PersonStatus.LOST_TOUCH, first.seen.began_on)),
            name,
            called=name.partition(" ")[0],
            is_under_18=True,
            named_by_child=True,
        )
        first.persons[brother.key] = second.persons[CHILD]
        first.connections[brother.key] = _connection(first, brother)
        _said_of(first, brother)
        tie = network.Tie(a=first.persons[CHILD], b=second.persons[CHILD], kind=TieKind.BROTHER_OR_SISTER.value,
                          **first.told())  # fmt: skip
        first.rows.add(tie)
