"""What happened to the children who were put forward: made up, in the shares that Kent's paper printed."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field

from kith.domain import dates, triage
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AskCategory, TriageReason, WithdrawalReason

# Of 85 put forward: 12 withdrawn by the worker, 14 said no for now, 35 started, 24 not decided yet.
# Source: Kent's paper of 21 June 2018, 2.1 and 2.3; the counts are worked out in `kith project kent-2018`.
PUT_FORWARD, STARTED, DECLINED, WITHDRAWN = 85, 35, 14, 12

ASKS: tuple[tuple[str, str, AskCategory], ...] = (
    ("I want to know if Grandad Ron is all right. He had a shed with trains.", "Grandad Ron", AskCategory.WIDER_FAMILY),
    ("Find my big sister. She moved when I was six.", "my big sister", AskCategory.BROTHERS_AND_SISTERS),
    ("Can I see Auntie Bev again?", "Auntie Bev", AskCategory.WIDER_FAMILY),
    (
        "Mrs Patel from my old school was kind. I want to tell her I can swim now.",
        "Mrs Patel",
        AskCategory.OTHER_PEOPLE,
    ),
    ("Why did I come into care? Nobody told me properly.", "", AskCategory.WHY_IN_CARE),
    ("I would like a photo of me as a baby.", "", AskCategory.SPECIFIC_THING),
    ("My uncle went to Sweden. I have his name but no number.", "my uncle", AskCategory.WIDER_FAMILY),
    ("Carol and Mick looked after me first. I miss their dog.", "Carol and Mick", AskCategory.OTHER_PEOPLE),
    ("I want somebody to ring when I have my own flat.", "", AskCategory.SOMEONE_FOR_LIFE),
    ("Where is my dad's family from?", "", AskCategory.FAMILY_HISTORY),
)
WHYS = (
    "Talks about a grandparent at every visit.",
    "Has lost touch with a brother since the last home move.",
    "Said at the review that there is nobody to invite for a birthday.",
    "Is looking for family on the phone, alone.",
    "Came alone to this country; speaks of an aunt.",
)
UNDECIDED_AT = (
    Stage.REFERRAL,
    Stage.TRIAGE,
    Stage.TRIAGE,
    Stage.CHILD_AGREEMENT,
    Stage.CHILD_AGREEMENT,
    Stage.CONSENT_AND_SAFETY,
    Stage.ALLOCATION,
    Stage.ALLOCATION,
)
STARTED_AT = (
    Stage.DISCOVERY,
    Stage.DISCOVERY,
    Stage.SEARCH,
    Stage.SEARCH,
    Stage.SAFETY_CHECKS,
    Stage.RECONNECTION,
    Stage.SUPPORT_PLAN,
)
NOTED_SHARE = 0.3
NOTED: tuple[tuple[TriageReason, str], ...] = (
    (TriageReason.ASKED_TWICE, ""),
    (TriageReason.NO_VISITS, ""),
    (TriageReason.ILL_RELATIVE, "a great-aunt of ninety-one"),
)
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


@dataclass(frozen=True)
class Able:
    """A child who could be offered it; the day on which the rule's time limit is reached, if that is near."""

    child_id: uuid.UUID
    born_on: dt.date | None
    limit_on: dt.date | None


@dataclass(frozen=True)
class Case:
    """One child's way so far."""

    child_id: uuid.UUID
    why: str
    made_on: dt.date
    steps: tuple[Step, ...]
    how_soon: triage.HowSoonResult
    started: bool
    asks: tuple[tuple[str, str, AskCategory], ...] = field(default=())

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


def cases(rng: random.Random, children: list[Able], on: dt.date) -> list[Case]:
    """The paper's 85 where there are half as many children again; in a smaller place, half of them in its shares."""
    kinds = ["started"] * STARTED + ["declined"] * DECLINED + ["withdrawn"] * WITHDRAWN
    kinds += ["undecided"] * (PUT_FORWARD - len(kinds))
    enough = 2 * len(children) >= 3 * PUT_FORWARD
    picked = rng.sample(children, PUT_FORWARD if enough else (len(children) + 1) // 2)
    rng.shuffle(kinds)
    return [
        _case(rng, child, kind, on, number) for number, (child, kind) in enumerate(zip(picked, kinds, strict=False))
    ]


def _case(rng: random.Random, child: Able, kind: str, on: dt.date, number: int) -> Case:
    days = rng.randrange(20, 120) if kind == "undecided" else rng.randrange(150, 420)
    made_on = on - dt.timedelta(days=days)
    last = {
        "started": STARTED_AT[number % len(STARTED_AT)],
        "declined": Stage.CHILD_AGREEMENT,
        "withdrawn": Stage.CHILD_AGREEMENT,
        "undecided": UNDECIDED_AT[number % len(UNDECIDED_AT)],
    }[kind]
    steps = _forward(rng, made_on, on, last)
    if kind in {"declined", "withdrawn"}:
        steps.append(_ending(kind, steps[-1], on))
    started = kind == "started"
    asks = tuple(rng.sample(ASKS, rng.randrange(1, 4))) if started else ()
    decided_on = next((step.on for step in steps if step.event == "referral.triaged"), on)
    return Case(
        child_id=child.child_id,
        why=rng.choice(WHYS),
        made_on=made_on,
        steps=tuple(steps),
        how_soon=_how_soon(rng, child, decided_on),
        started=started,
        asks=asks,
    )


def _forward(rng: random.Random, made_on: dt.date, on: dt.date, last: Stage) -> list[Step]:
    steps: list[Step] = []
    place, day = Stage.IDENTIFIED.value, made_on
    for event, to in FORWARD:
        steps.append(Step(event, place, to.value, day))
        if to is last:
            return steps
        place = to.value
        day = min(on, dates.add_working_days(day, rng.randrange(2, 12)))
    steps.append(Step("stage.entered", place, last.value, min(on, day + dt.timedelta(days=20)), "Noted by hand."))
    return steps


def _ending(kind: str, before: Step, on: dt.date) -> Step:
    day = min(on, dates.add_working_days(before.on, 8))
    if kind == "declined":
        return Step("referral.declined", before.to_place, SideState.DECLINED.value, day, "Not for me right now.", "no")
    words = "The home is unsettled; look again after the next review."
    reason = WithdrawalReason.HOME_FRAGILE.value
    # Most second looks are still to come; a few are due.
    later = max(day + dt.timedelta(days=120), on + dt.timedelta(days=3 * before.on.day - 6))
    return Step("referral.withdrawn", before.to_place, SideState.WITHDRAWN.value, day, words, reason, later)


def _how_soon(rng: random.Random, child: Able, on: dt.date) -> triage.HowSoonResult:
    noted = dict([rng.choice(NOTED)]) if rng.random() < NOTED_SHARE else {}
    return triage.decide(triage.Factors(child.born_on, child.limit_on, noted=noted), on)
