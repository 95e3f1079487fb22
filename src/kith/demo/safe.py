"""What is made up about safety around the demo's children, through the ordinary actions of the people who do it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.children.models import CaseMember, Child
from kith.domain import dates
from kith.domain.terms import (
    Box,
    Cleared,
    ContactKind,
    LivesWithKind,
    NewsKind,
    PersonStatus,
    RestrictionKind,
    Role,
    Side,
)
from kith.people.models import Connection
from kith.referrals.models import Referral
from kith.safety import actions
from kith.safety.models import LivesWith
from kith.safety.presenters import news
from kith.safety.queries import careful, sides

LETTER_AND_CALLS = (ContactKind.LETTER, ContactKind.MESSAGE, ContactKind.PHONE)
WORKER = CaseMember.Part.WORKER.value
AFTER_SCHOOL = dt.time(16, 30)
WITH_A_STORY = 4  # children with something of their own; about all others there are plain answers
FAMILY = (Side.MUM.value, Side.DAD.value, Side.BROTHERS_AND_SISTERS.value)
ENOUGH = 3  # people around a child before it is worth making anything up
ALL_ASKED = (Box.WRITE_OR_CALL, Box.MEET_WITH_WORKER)


@dataclass(frozen=True)
class Around:
    """A child whose work has begun: the coordinator, the worker, and the people who matter.

    Of a child who came alone only those in this country.
    """

    child: Child
    coordinator: Actor
    worker: Actor
    people: tuple[Connection, ...]

    @property
    def grown(self) -> tuple[Connection, ...]:
        """The grown-ups among them who are alive and whose name is known or whom the child has a word for."""
        dead, young = PersonStatus.DIED.value, (True, None)
        return tuple(
            one for one in self.people if one.called and one.status != dead and one.person.is_under_18 not in young
        )

    @property
    def away(self) -> tuple[Connection, ...]:
        """The grown-ups who are not in touch, whoever was seen last the longest ago first."""
        rows = [one for one in self.grown if one.status == PersonStatus.LOST_TOUCH.value]
        return tuple(sorted(rows, key=lambda one: (one.last_in_touch_on or one.added_on, one.pk)))


def keep_safe(service: Service, *, on: dt.date, persona: str) -> None:
    """Answers, orders, an adoption route, news and a protected person; ``persona`` is the worker to be asked most.

    Everything happened in the weeks before ``on``. Children with too few people are left alone.
    """
    for number, around in enumerate(begun(service, persona)):
        for happened in _stories()[number] if number < WITH_A_STORY else (_cleared,):
            happened(around, on)
    _protect(service, on)


def _stories() -> tuple[tuple[Callable[[Around, dt.date], None], ...], ...]:
    """What happened around the first children, one after another."""
    return ((_asked,), (_cleared, _set_apart), (_under_an_order, _with_news), (_by_adoption, _told))


def begun(service: Service, persona: str) -> list[Around]:
    """The children whose work has begun and who have people; those of ``persona``, a worker, come first."""
    return sorted(_begun(service), key=lambda one: _is_of(one, persona), reverse=True)


def _begun(service: Service) -> Iterator[Around]:
    rows = Referral.objects.filter(service=service, is_open=True, coordinator__isnull=False)
    for row in rows.select_related("child", "coordinator").order_by("child__reference"):
        people = tuple(
            Connection.objects.filter(child=row.child, removed_on__isnull=True)
            .select_related("person", "child")
            .exclude(person__is_professional=True)
            .order_by("-named_by_child", "pk")
        )
        member = CaseMember.objects.filter(child=row.child, part=WORKER, until_on__isnull=True).select_related("user")
        worker = member.first()
        if worker and row.coordinator:
            if careful.is_unaccompanied(row.child_id):  # nothing goes abroad but by the tracing route
                people = tuple(one for one in people if one.side not in FAMILY)
            around = Around(row.child, Actor.of_user(row.coordinator), Actor.of_user(worker.user), people)
            if len(around.grown) >= ENOUGH:
                yield around


def _is_of(around: Around, persona: str) -> bool:
    return User.objects.filter(pk=around.worker.user_id, display_name=persona).exists()


def moment(on: dt.date, days_before: int) -> dt.datetime:
    """An hour of a working day some days before the demo is true."""
    day = on - dt.timedelta(days=days_before)
    while not dates.is_working_day(day):
        day -= dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(11, 0)))


def ask_at_home(around: Around, person: Connection, at: dt.datetime) -> None:
    """It was asked who lives with somebody before anything was sent: those written down, or nobody. Asked once."""
    if LivesWith.objects.filter(connection=person).exists():
        return
    there = sides.get_near(around.child.pk, at.date()).lives.get(person.person_id, set())
    others = tuple(one for one in around.people if one.person_id in there)
    kind = LivesWithKind.OTHERS if others else LivesWithKind.ALONE
    home = actions.Home(kind, "Said so on the telephone; the council’s records agree.", at.date(), others)
    with scope.acting(around.coordinator):
        actions.say_who_lives_with(around.coordinator, connection=person, home=home, at=at)


def _ask(around: Around, person: Connection, boxes: Sequence[Box], why: str, at: dt.datetime) -> None:
    ask_at_home(around, person, at - dt.timedelta(minutes=30))
    with scope.acting(around.coordinator):
        asking = actions.Asking(tuple(boxes), why)
        actions.ask_clearance(around.coordinator, connection=person, asking=asking, at=at)


def _answer(around: Around, person: Connection, given: actions.Given, at: dt.datetime) -> None:
    ask_at_home(around, person, at - dt.timedelta(minutes=30))
    with scope.acting(around.worker):
        actions.clear(around.worker, connection=person, given=given, at=at)


def _asked(around: Around, on: dt.date) -> None:
    """Three people whom the worker is asked about."""
    whys = ("Asks after them at every visit.", "Would like to send them a drawing.", "Named on the map of people.")
    for person, why in zip(around.grown, whys, strict=False):
        _ask(around, person, ALL_ASKED if why is whys[0] else ALL_ASKED[:1], why, moment(on, 5))


def _cleared(around: Around, on: dt.date) -> None:
    """A yes that runs out soon, a yes with conditions, a not now."""
    first, second, *others = around.grown
    third = next((one for one in around.away if one in others), others[0])
    _ask(around, first, ALL_ASKED[:1], "Would like to write to them.", moment(on, 60))
    soon = on + dt.timedelta(days=30)
    checks = "Police and children’s records, checked by the worker."
    _answer(around, first, actions.Given(LETTER_AND_CALLS, Cleared.YES, soon, checks=checks), moment(on, 55))
    later = on + dt.timedelta(days=150)
    condition = "A worker is in the room, and nobody talks about where the child lives."
    _answer(
        around,
        second,
        actions.Given((ContactKind.SUPERVISED,), Cleared.YES_IF, later, conditions=condition, checks=checks),
        moment(on, 40),
    )
    why = "Not while the hearing is on. Look again when it is over."
    _answer(around, third, actions.Given(LETTER_AND_CALLS, Cleared.NOT_NOW, later, why=why), moment(on, 30))


def _under_an_order(around: Around, on: dt.date) -> None:
    """A court order about one person, an emergency that is over about another."""
    if len(around.away) < ENOUGH:
        return
    at, (person, refused_one) = moment(on, 90), around.away[-2:]
    order = actions.Order(
        RestrictionKind.COURT_NO_CONTACT,
        "No family time until the court decides otherwise.",
        timezone.localdate(at),
        person,
        court_reference="MADE UP 12/345",
    )
    over_at = moment(on, 120)
    refused = actions.Order(
        RestrictionKind.REFUSED_SEVEN_DAYS, "Came to the home at night.", timezone.localdate(over_at), refused_one
    )
    with scope.acting(around.worker):
        actions.restrict(around.worker, child=around.child, order=refused, at=over_at)
        actions.restrict(around.worker, child=around.child, order=order, at=at)


def _by_adoption(around: Around, on: dt.date) -> None:
    """A brother or sister who may have been adopted: an agency looks and asks."""
    apart = (PersonStatus.LOST_TOUCH.value, PersonStatus.COULD_BE.value)
    person = next(
        (
            one
            for one in reversed(around.people)
            if one.side == Side.BROTHERS_AND_SISTERS.value and one.status in apart and one.person.child_id is None
        ),
        None,
    )
    if person is None:
        return
    with scope.acting(around.coordinator):
        actions.open_route(
            around.coordinator,
            connection=person,
            why="May have been adopted since; the file says so on page 3.",
            agency="Wealdshire Adoption Agency (made up)",
            at=moment(on, 20),
        )


def _with_news(around: Around, on: dt.date) -> None:
    """News that nobody has told yet, with a plan."""
    day = news.next_good_day(around.child.born_on, on)
    if not around.away:
        return
    with scope.acting(around.coordinator):
        row = actions.keep_news(
            around.coordinator,
            child=around.child,
            kind=NewsKind.HAS_DIED,
            words="Died in another town, says a cousin. The registrar has confirmed it.",
            connection=around.away[0],
            at=moment(on, 4),
        )
        teller = User.objects.get(pk=around.coordinator.user_id)
        if day:
            telling = actions.Telling(teller, day, AFTER_SCHOOL, "At home", "The carer, who stays all evening")
            actions.plan_telling(around.coordinator, news=row, telling=telling, at=moment(on, 3))


def _told(around: Around, on: dt.date) -> None:
    """News that was told; somebody has still to look in."""
    at = moment(on, 3)
    of_the_family = next((one for one in around.away if one.side in FAMILY), None)
    if of_the_family is None:
        return
    with scope.acting(around.coordinator):
        row = actions.keep_news(
            around.coordinator,
            child=around.child,
            kind=NewsKind.SURPRISE,
            words="Lives in another country now. The social worker knows of it.",
            connection=of_the_family,
            at=at,
        )
        teller = User.objects.get(pk=around.coordinator.user_id)
        day = news.next_good_day(around.child.born_on, timezone.localdate(at))
        telling = actions.Telling(teller, day or on, AFTER_SCHOOL, "On a walk", "The carer at home afterwards")
        actions.plan_telling(around.coordinator, news=row, telling=telling, at=at)
        words = "Said it plainly. “At least I know.” Wanted to write the names down."
        actions.mark_told(around.coordinator, news=row, words=words, at=moment(on, 1))


def _set_apart(around: Around, on: dt.date) -> None:
    """Two people who must not meet."""
    pair = (around.grown[0], around.grown[1])
    with scope.acting(around.worker):
        actions.set_apart(
            around.worker,
            child=around.child,
            pair=pair,
            words="Fell out badly at the last meeting; each comes at another time.",
            on=on - dt.timedelta(days=80),
            at=moment(on, 80),
        )


def _protect(service: Service, on: dt.date) -> None:
    """One person who must not be found; nobody in the demo has that name."""
    lead = User.objects.filter(service=service, role=Role.SAFEGUARDING_LEAD.value).order_by("email").first()
    if lead is None:
        return
    actor = Actor.of_user(lead)
    with scope.acting(actor):
        actions.protect(
            actor,
            service=service,
            names=["Marisol Vantongeren", "Mari Hollowbridge"],
            words="Lives in a refuge; the refuge asked for it.",
            review_on=on + dt.timedelta(days=60),
            at=moment(on, 45),
        )
