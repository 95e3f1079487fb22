"""What is made up about promises, once a child and one of their people have met again, through the ordinary actions."""

import datetime as dt
from dataclasses import dataclass

from kith.access import scope
from kith.demo import safe
from kith.demo.safe import Around
from kith.domain.terms import CameOfPromise, HowOften, SaysSo
from kith.people.models import Connection
from kith.plans import actions
from kith.referrals.models import Ask


@dataclass(frozen=True, slots=True)
class Made:
    """A promise, made some days before the day the demo is true, and what came of it."""

    words: str
    how_often: HowOften
    days: int
    due: int = 0
    came: CameOfPromise | None = None
    says: SaysSo = SaysSo.CHILD
    said: str = ""


OURS = Made("I will bring you the photos from the file.", HowOften.ONCE, 5, due=-9)
THEIRS = (
    Made(
        "I will write to you every month, with a drawing.", HowOften.MONTHLY, 5, 0, CameOfPromise.KEPT, said="It came!"
    ),
    Made("I will send you the photo of your mum’s garden.", HowOften.ONCE, 5, due=2),
    Made(
        "I will ring you before your swimming test.",
        HowOften.ONCE,
        5,
        2,
        CameOfPromise.NOT_KEPT,
        said="I waited by the phone. They say they had the wrong day, and are sorry.",
    ),
)


def promise(around: Around, person: Connection, ask: Ask | None, *, on: dt.date, number: int) -> None:
    """Two promises of one who met the child again, of a kept, a late and one not kept; the first child has ours too."""
    for which in (number, number + 1):
        _make(around, THEIRS[which % len(THEIRS)], person, ask, on)
    if number == 0:
        _make(around, OURS, None, ask, on)


def _make(around: Around, made: Made, person: Connection | None, ask: Ask | None, on: dt.date) -> None:
    actor, at = around.coordinator, safe.moment(on, made.days)
    promised = actions.Promised(
        words=made.words,
        how_often=made.how_often,
        from_on=at.date(),
        due_on=on - dt.timedelta(days=made.due) if made.how_often is HowOften.ONCE else None,
        connection=person,
        given_by="" if person else f"{actor.name}, your coordinator",
        ask=ask,
    )
    with scope.acting(actor):
        row = actions.make_promise(actor, child=around.child, promised=promised, at=at)
        if made.came:
            then = safe.moment(on, 1)
            came = actions.Came(made.came, made.says, then.date(), made.said, spoke_with_both=True)
            actions.check_promise(actor, promise=row, came=came, at=then)
