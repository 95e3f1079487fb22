"""Made-up people around a made-up child: a family with its gaps, former carers, a teacher, friends, and a history.

Half of the networks grow while somebody looks, about a third stay as they were, some shrink: as networks do.
"""

import datetime as dt
import random
from dataclasses import replace

from kith.demo import relatives
from kith.demo.county import names
from kith.demo.making import CHILD, Made, Making, Network, Seen, Stay, Together, in_touch_on
from kith.domain.pathway import Stage
from kith.domain.terms import (
    Gender,
    LoveAnswer,
    ParentageKind,
    PersonStatus,
    Ring,
    Side,
    SupportKind,
    TieKind,
    UnionStatus,
)

__all__ = ["CHILD", "PATTERNS", "Made", "Network", "Seen", "Stay", "heritage_of", "in_touch_on", "make", "pattern_of"]

GROWS, SAME, SHRINKS = "grows", "same", "shrinks"
# Of every six networks three grow, two stay as they are, one shrinks: about a third do not grow.
PATTERNS = (GROWS, SAME, GROWS, SHRINKS, GROWS, SAME)
CARERS = (("Carol", "Mick"), ("Sheila", "Tom"), ("Grace", "Winston"), ("Ruth", ""), ("Jan", "Pete"))
TEACHERS = (
    ("Mrs Patel", "Teacher at an old school"),
    ("Mr Osei", "PE teacher at an old school"),
    ("Miss Jones", "Teaching assistant at an old school"),
)
CLUBS = (("Coach Danny", "Football coach"), ("Sensei Mo", "Judo teacher"), ("Mrs Lindqvist", "Choir leader"))
FRIENDS = ("Jaz", "Ollie", "Amara", "Finn", "Zee", "Kasia", "Minh")
SCHOOL_AGE = 5
OF_THE_FAMILY = frozenset({Side.MUM, Side.DAD, Side.BROTHERS_AND_SISTERS})


def make(rng: random.Random, seen: Seen, pattern: str) -> Network:
    """Everybody around one child; the same ``rng`` makes the same people."""
    family = random.Random(seen.family or rng.random())  # noqa: S311  made-up data, no secret
    making = Making(rng, seen, heritage_of(seen.surname), family)
    if seen.came_alone:
        relatives.far_away(making)
    else:
        relatives.family(making)
    _carers(making)
    _school_and_friends(making)
    _worker(making)
    _shape(making, pattern)
    near = [one for one in making.people if one.ring is Ring.CLOSEST and not one.is_paid and not one.died]
    loves = [one.key for one in near][:3]
    love = LoveAnswer.NAMED if loves and making.chance(0.7) else rng.choice((None, LoveAnswer.NOBODY))
    return Network(
        people=tuple(making.people),
        parents=tuple(making.parents),
        partners=tuple(making.partners),
        ties=tuple(making.ties),
        households=tuple(making.households),
        love=love,
        loves=tuple(loves) if love is LoveAnswer.NAMED else (),
        pattern=pattern,
    )


def pattern_of(number: int, stage: Stage) -> str:
    """What has become of a network, in turn; whoever is meeting people again has some who came back."""
    return GROWS if stage.number >= Stage.RECONNECTION.number else PATTERNS[number % len(PATTERNS)]


def heritage_of(surname: str) -> str:
    """A background whose list of surnames holds this one."""
    return next((name for name, one in names.heritages().items() if surname in one.surnames), "british")


def former_foster_home(seen: Seen) -> Stay | None:
    """The last foster home that had ended before the work began, if it was a home for some time."""
    ended = [home for home in seen.homes if home.is_foster and home.until_on and home.until_on < seen.began_on]
    return next((home for home in reversed(ended) if (home.until_on or seen.until) > home.from_on), None)


def _carers(making: Making) -> None:
    """The carers of a former foster home, as themselves, and the home they keep: nobody where there was none."""
    home = former_foster_home(making.seen)
    if home is None or home.until_on is None:
        return
    asked = [pair for pair in CARERS if pair[0] in making.seen.asked_for]
    first, second = asked[0] if asked else making.rng.choice(CARERS)
    surname = making.name(making.rng, girl=True, heritage="british").split()[-1]
    history = (PersonStatus.IN_TOUCH, home.from_on), (PersonStatus.LOST_TOUCH, home.until_on)
    keys = []
    for key, name, gender in (("carer", first, Gender.WOMAN), ("second_carer", second, Gender.MAN)):
        if name:
            keys.append(key)
            making.people.append(
                Made(
                    key, "Foster carer of a former home", Side.CARED_FOR_ME, history, f"{name} {surname}",
                    called=name, gender=gender, ring=Ring.CLOSE, named_by_child=True,
                )
            )  # fmt: skip
            making.parents.append((CHILD, key, ParentageKind.FOSTER))
            making.ties.append((key, CHILD, TieKind.CARED_FOR, "looked after them"))
    if len(keys) > 1:
        making.partners.append(("carer", "second_carer", ((UnionStatus.MARRIED, 1996),)))
    making.households.append(
        Together(f"{first}’s", (*keys, CHILD), is_carers_home=True, from_on=home.from_on, until_on=home.until_on)
    )
    if making.chance(0.4):
        making.ties.append((CHILD, "carer", TieKind.CHOSEN_FAMILY, "a second mum"))


def _school_and_friends(making: Making) -> None:
    asked = [one for one in TEACHERS if one[0] in making.seen.asked_for]
    teacher, what = asked[0] if asked else making.rng.choice(TEACHERS)
    coach, club = making.rng.choice(CLUBS)
    friend = making.rng.choice(FRIENDS)
    making.people += [
        Made(
            "teacher", what, Side.SCHOOL_AND_CLUBS, making.lost(here=True, age=SCHOOL_AGE), teacher, called=teacher,
            named_by_child=bool(asked), ring=Ring.KNOWN, supports=(SupportKind.ADVICE,),
        ),
        Made(
            "friend", "Best friend", Side.FRIENDS, making.in_touch(here=True, age=SCHOOL_AGE - 1), friend,
            called=friend, is_under_18=True, ring=Ring.CLOSE, named_by_child=True, supports=(SupportKind.FUN,),
        ),
    ]  # fmt: skip
    if making.chance(0.5):
        making.people.append(
            Made(
                "coach", club, Side.SCHOOL_AND_CLUBS, making.in_touch(here=True, age=SCHOOL_AGE), coach, called=coach,
                ring=Ring.KNOWN, supports=(SupportKind.FUN,),
            )
        )  # fmt: skip
        making.ties.append(("coach", "friend", TieKind.KNOW_EACH_OTHER, ""))


def _worker(making: Making) -> None:
    """The social worker of the record, who stands on the map too."""
    seen = making.seen
    name, since = seen.worker or (making.name(making.rng, girl=True, heritage="british"), seen.began_on)
    history = ((PersonStatus.IN_TOUCH, since),)
    making.people.append(
        Made(
            "worker", "Social worker", Side.WORKERS, history, name, is_paid=True, ring=Ring.KNOWN,
            supports=(SupportKind.PRACTICAL,),
        )
    )  # fmt: skip


def _shape(making: Making, pattern: str) -> None:
    """What has become of the network since the work began."""
    rng, seen = making.rng, making.seen
    days = (seen.until - seen.began_on).days
    if pattern == SAME or days < 20:
        return
    wanted = PersonStatus.LOST_TOUCH if pattern == SHRINKS else PersonStatus.IN_TOUCH
    able = [one for one in making.people if _may_become(one, wanted, seen)]
    for one in rng.sample(able, min(len(able), 2 if pattern == SHRINKS else rng.randint(3, 6))):
        on = seen.began_on + dt.timedelta(days=rng.randint(10, days - 5))
        grown = replace(one, history=(*one.history, (wanted, on)), supports=one.supports or (SupportKind.EMOTIONAL,))
        making.people[making.people.index(one)] = grown


def _may_become(one: Made, wanted: PersonStatus, seen: Seen) -> bool:
    """Whether somebody may be lost, or come back into touch: never somebody without a name, or far away."""
    now = one.history[-1][0]
    if one.is_paid or not one.child_knows or one.key == "dad" or one.called in seen.asked_for:
        return False
    if seen.came_alone and one.side in OF_THE_FAMILY:
        return False
    return now is (PersonStatus.IN_TOUCH if wanted is PersonStatus.LOST_TOUCH else PersonStatus.LOST_TOUCH)
