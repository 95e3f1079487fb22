"""What happened to the children who were put forward: made up, in the shares that Kent's paper printed."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from kith.demo import networks, saying
from kith.demo.making import Network, Seen, Stay
from kith.domain import dates, triage
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import TriageReason, WithdrawalReason

# Of 85 put forward: 12 withdrawn by the worker, 14 said no for now, 35 started, 24 not decided yet.
# Source: Kent's paper of 21 June 2018, 2.1 and 2.3; the counts are worked out in `kith project kent-2018`.
PUT_FORWARD, STARTED, DECLINED, WITHDRAWN = 85, 35, 14, 12

# A coordinator asks the child, so whoever has none waits for one at the child's own answer at the latest.
UNDECIDED_AT = (Stage.REFERRAL, Stage.TRIAGE, Stage.TRIAGE, Stage.CHILD_AGREEMENT, Stage.CHILD_AGREEMENT)
# How far the work comes, by the ordinary steps (kith.demo.seeking), where somebody can be looked for.
AIMS = (
    Stage.DISCOVERY,
    Stage.DISCOVERY,
    Stage.SEARCH,
    Stage.SEARCH,
    Stage.SAFETY_CHECKS,
    Stage.RECONNECTION,
    Stage.SUPPORT_PLAN,
)
# A referral comes up at a review; the first is held within 20 working days (see kith.demo.county.model.REVIEW_DAYS).
FIRST_REVIEW = 20
# Pairs of brothers and sisters whose work has begun for both.
PAIRS_BEGUN = 2
FORWARD: tuple[tuple[str, Stage], ...] = (
    ("referral.made", Stage.REFERRAL),
    ("referral.accepted", Stage.TRIAGE),
    ("referral.triaged", Stage.CHILD_AGREEMENT),
    ("referral.agreed", Stage.CONSENT_AND_SAFETY),
    ("referral.baseline_settled", Stage.ALLOCATION),
    ("referral.allocated", Stage.DISCOVERY),
)


@dataclass(frozen=True)
class Step:
    """One move on one day."""

    event: str
    from_place: str
    to_place: str
    on: dt.date
    words: str = ""
    reason: str = ""
    look_again_on: dt.date | None = None
    who_was_there: str = ""


@dataclass(frozen=True)
class Able:
    """A child who could be offered it, as the returns and the facts have them.

    ``limit_on``: the day on which the rule's time limit is reached, if that is near. ``worker``: name and since when.
    """

    child_id: uuid.UUID
    born_on: dt.date | None
    limit_on: dt.date | None
    reference: str = ""
    name: str = ""
    came_alone: bool = False
    homes: tuple[Stay, ...] = ()
    worker: tuple[str, dt.date] | None = None
    in_care_since: dt.date | None = None


@dataclass(frozen=True)
class Case:
    """One child's way so far. ``aim``: how far the work is to come; ``named_on``: when a coordinator was named."""

    child_id: uuid.UUID
    why: str
    made_on: dt.date
    steps: tuple[Step, ...]
    how_soon: triage.HowSoonResult
    started: bool
    aim: Stage = Stage.DISCOVERY
    named_on: dt.date | None = None
    safety: tuple[str, str] = ("", "")
    parents: tuple[saying.ParentSaid, ...] = ()
    asks: tuple[saying.Wish, ...] = field(default=())
    seen: Seen | None = None
    people: Network | None = None

    @property
    def place(self) -> str:
        """Where it stands now."""
        return self.steps[-1].to_place

    @property
    def stood_at(self) -> str:
        """The last stage, whatever side state it is in."""
        stages = [step.to_place for step in self.steps if step.to_place in set(Stage)]
        return stages[-1]

    def day_of(self, event: str) -> dt.date | None:
        """The day of the first step by this event."""
        return next((step.on for step in self.steps if step.event == event), None)


@dataclass(frozen=True)
class _Turn:
    """Which child in the row this is, what became of it, and who is brother or sister of it in care."""

    number: int
    kind: str
    family: str
    years: tuple[int, int] | None
    has_siblings: bool


def cases(
    rng: random.Random, children: list[Able], on: dt.date, pairs: Sequence[tuple[uuid.UUID, uuid.UUID]] = ()
) -> list[Case]:
    """The paper's 85 where there are half as many children again; in a smaller place, half of them in its shares.

    Of the ``pairs`` of brothers and sisters the first are among those whose work has begun.
    """
    kinds = ["started"] * STARTED + ["declined"] * DECLINED + ["withdrawn"] * WITHDRAWN
    kinds += ["undecided"] * (PUT_FORWARD - len(kinds))
    enough = 2 * len(children) >= 3 * PUT_FORWARD
    count = PUT_FORWARD if enough else (len(children) + 1) // 2
    rng.shuffle(kinds)
    kinds = kinds[:count]
    of = {one.child_id: one for one in children}
    able = [pair for pair in pairs if pair[0] in of and pair[1] in of]
    begun = able[: min(PAIRS_BEGUN, kinds.count("started") // 3)]
    first = [of[one] for pair in begun for one in pair]
    rest = rng.sample([one for one in children if one not in first], count - len(first))
    siblings = {one for pair in pairs for one in pair}
    families = {one: tuple(of[each] for each in pair) for pair in able for one in pair}
    found = []
    for number, kind in enumerate(kinds):
        child = first.pop() if first and kind == "started" else rest.pop()
        family, years = _family(families.get(child.child_id, (child,)))
        turn = _Turn(number, kind, family, years, child.child_id in siblings)
        found.append(_case(rng, child, turn, on))
    return found


def _family(children: tuple[Able, ...]) -> tuple[str, tuple[int, int] | None]:
    """From what brothers and sisters have their family made up, and the years of their births."""
    years = [one.born_on.year for one in children if one.born_on]
    if len(children) == 1 or not years:
        return "", None
    return f"family {min(one.reference for one in children)}", (min(years), max(years))


def _case(rng: random.Random, child: Able, turn: _Turn, on: dt.date) -> Case:
    started = turn.kind == "started"
    days = rng.randrange(20, 120) if turn.kind == "undecided" else rng.randrange(150, 420)
    made_on = on - dt.timedelta(days=days)
    if child.in_care_since:
        made_on = max(made_on, min(on, dates.add_working_days(child.in_care_since, FIRST_REVIEW)))
    while not dates.is_working_day(made_on):
        made_on -= dt.timedelta(days=1)
    last = UNDECIDED_AT[turn.number % len(UNDECIDED_AT)] if turn.kind == "undecided" else Stage.CHILD_AGREEMENT
    steps = _forward(rng, made_on, on, Stage.DISCOVERY if started else last)
    if turn.kind in {"declined", "withdrawn"}:
        steps.append(_ending(turn.kind, steps[-1], on))
    if turn.kind == "declined":
        place, day = SideState.DECLINED.value, min(on, dates.add_working_days(steps[-1].on, 1))
        steps.append(Step("referral.no_looked_at", place, place, day))
    decided_on = next((step.on for step in steps if step.event == "referral.triaged"), on)
    aim = AIMS[turn.number % len(AIMS)] if started else Stage.DISCOVERY
    asks = saying.wishes(rng, _known(child, turn, made_on), turn.number) if started else ()
    seen = _seen(child, turn, steps[-1].on, until=on, asks=asks) if started else None
    people = None
    if seen is not None:
        chance = random.Random(f"network {child.reference}")  # noqa: S311  made-up data, no secret
        people = networks.make(chance, seen, networks.pattern_of(turn.number, aim))
    known = _known(child, turn, made_on, people)
    noted = saying.noted(rng, known)
    why = rng.choice(list(saying.whys(known)))
    has_visits = TriageReason.NO_VISITS not in noted and "nobody to invite" not in why
    return Case(
        child_id=child.child_id,
        why=why,
        made_on=made_on,
        steps=tuple(steps),
        how_soon=triage.decide(triage.Factors(child.born_on, child.limit_on, noted=noted), decided_on),
        started=started,
        aim=aim,
        named_on=dates.add_working_days(decided_on, 1) if started else None,
        safety=saying.safety(known, has_visits=has_visits),
        parents=saying.parents(rng, known) if started else (),
        asks=asks,
        seen=seen,
        people=people,
    )


def _known(child: Able, turn: _Turn, made_on: dt.date, people: Network | None = None) -> saying.Known:
    born_on = child.born_on or dt.date(made_on.year - 12, 1, 1)
    left = [home for home in child.homes if home.is_foster and home.until_on and home.until_on < made_on]
    return saying.Known(
        age=dates.age_on(born_on, made_on),
        came_alone=child.came_alone,
        has_moved=sum(home.from_on < made_on for home in child.homes) > 1,
        has_left_foster_home=bool(left),
        has_siblings_in_care=turn.has_siblings,
        people=people,
        on=made_on,
    )


def _seen(child: Able, turn: _Turn, began_on: dt.date, *, until: dt.date, asks: Sequence[saying.Wish]) -> Seen:
    first, _, surname = child.name.partition(" ")
    return Seen(
        first,
        surname,
        child.born_on or dt.date(until.year - 12, 1, 1),
        began_on,
        until,
        asked_for=tuple(one.named for one in asks if one.named),
        came_alone=child.came_alone,
        homes=child.homes,
        worker=child.worker,
        family=turn.family,
        years=turn.years,
    )


def _forward(rng: random.Random, made_on: dt.date, on: dt.date, last: Stage) -> list[Step]:
    """The moves up to a stage. A coordinator is named on the day after "how soon"; the answers settled, work begins."""
    steps: list[Step] = []
    place, day = Stage.IDENTIFIED.value, made_on
    for event, to in FORWARD:
        steps.append(Step(event, place, to.value, day, reason="yes" if event == "referral.agreed" else ""))
        if to is last:
            return steps
        place = to.value
        if to is not Stage.ALLOCATION:
            day = min(on, dates.add_working_days(day, rng.randrange(2, 12)))
    return steps


def _ending(kind: str, before: Step, on: dt.date) -> Step:
    day = min(on, dates.add_working_days(before.on, 8))
    if kind == "declined":
        no = ("Not for me right now.", "no")
        return Step(
            "referral.declined", before.to_place, SideState.DECLINED.value, day, *no, who_was_there="The carer."
        )
    words = "The home is unsettled; look again after the next review."
    reason = WithdrawalReason.HOME_FRAGILE.value
    # Most second looks are still to come; a few are due.
    later = max(day + dt.timedelta(days=120), on + dt.timedelta(days=3 * before.on.day - 6))
    return Step("referral.withdrawn", before.to_place, SideState.WITHDRAWN.value, day, words, reason, later)
