"""Made-up people around a made-up child: a family with its gaps, former carers, a teacher, friends, and a history.

Half of the networks grow while somebody looks, about a third stay as they were, some shrink: as networks do.
"""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kith.demo.county import names
from kith.domain.pathway import Stage
from kith.domain.terms import (
    Gender,
    LoveAnswer,
    NameKind,
    ParentageKind,
    PersonStatus,
    Ring,
    SeesNow,
    Side,
    SupportKind,
    TieKind,
    UnionStatus,
)

CHILD = "child"
GROWS, SAME, SHRINKS = "grows", "same", "shrinks"
# Of every six networks three grow, two stay as they are, one shrinks: about a third do not grow.
PATTERNS = (GROWS, SAME, GROWS, SHRINKS, GROWS, SAME)
CARERS = (("Carol", "Mick"), ("Sheila", "Tom"), ("Grace", "Winston"), ("Ruth", ""), ("Jan", "Pete"))
TEACHERS = (("Mrs Patel", "Year 4 teacher"), ("Mr Osei", "PE teacher"), ("Miss Jones", "teaching assistant"))
CLUBS = (("Coach Danny", "football coach"), ("Sensei Mo", "judo teacher"), ("Mrs Lindqvist", "choir leader"))
FRIENDS = ("Jaz", "Ollie", "Amara", "Finn", "Zee", "Kasia", "Minh")


@dataclass(frozen=True)
class Seen:
    """What is known of the child: names, birth, when the work began, and who the child asked for."""

    first: str
    surname: str
    born_on: dt.date
    began_on: dt.date
    until: dt.date
    asked_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A made-up person. ``history`` is where they stood since when, the earliest first; no name: nobody knows it."""

    key: str
    how_related: str
    side: Side
    history: tuple[tuple[PersonStatus, dt.date], ...]
    name: str = ""
    more_names: tuple[tuple[str, NameKind], ...] = ()
    called: str = ""
    gender: Gender = Gender.NOT_KNOWN
    born: int | None = None
    died: int | None = None
    is_paid: bool = False
    is_under_18: bool | None = False
    named_by_child: bool = False
    child_knows: bool = True
    ring: Ring | None = None
    sees_now: SeesNow | None = None
    supports: tuple[SupportKind, ...] = ()


@dataclass(frozen=True)
class Network:
    """Everybody around a child, and how they belong together, by key."""

    people: tuple[Made, ...]
    parents: tuple[tuple[str, str, ParentageKind], ...]
    partners: tuple[tuple[str, str, tuple[tuple[UnionStatus, int], ...]], ...]
    ties: tuple[tuple[str, str, TieKind, str], ...]
    households: tuple[tuple[str, bool, tuple[str, ...]], ...]
    love: LoveAnswer | None
    loves: tuple[str, ...]
    pattern: str


@dataclass
class _Making:
    rng: random.Random
    seen: Seen
    heritage: str
    people: list[Made] = field(default_factory=list)
    parents: list[tuple[str, str, ParentageKind]] = field(default_factory=list)
    partners: list[tuple[str, str, tuple[tuple[UnionStatus, int], ...]]] = field(default_factory=list)
    ties: list[tuple[str, str, TieKind, str]] = field(default_factory=list)
    households: list[tuple[str, bool, tuple[str, ...]]] = field(default_factory=list)

    def name(self, *, girl: bool, heritage: str = "", surname: str = "") -> str:
        first, own = names.name_for(self.rng, heritage=heritage or self.heritage, girl=girl)
        return f"{first} {surname or own}"

    def long_ago(self, least: int = 500, most: int = 2500) -> dt.date:
        """A day well before the work began, and not before the child was born."""
        day = self.seen.began_on - dt.timedelta(days=self.rng.randint(least, most))
        return max(day, self.seen.born_on)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def in_touch(self) -> tuple[tuple[PersonStatus, dt.date], ...]:
        return ((PersonStatus.IN_TOUCH, self.long_ago()),)

    def lost(self) -> tuple[tuple[PersonStatus, dt.date], ...]:
        """In touch once, then lost, most likely at a move."""
        first = self.long_ago(900, 2800)
        return (PersonStatus.IN_TOUCH, first), (PersonStatus.LOST_TOUCH, max(first, self.long_ago(60, 800)))

    def together(self, since: int, until: int) -> tuple[tuple[UnionStatus, int], ...]:
        """A couple, apart again in a later year; still together where that year has not come."""
        lived = ((UnionStatus.TOGETHER, since), (UnionStatus.SEPARATED, until))
        return tuple((status, year) for status, year in lived if year <= self.seen.until.year)

    def unfound(self) -> tuple[tuple[PersonStatus, dt.date], ...]:
        return ((PersonStatus.NAMED_UNFOUND, self.seen.began_on),)


def make(rng: random.Random, seen: Seen, pattern: str) -> Network:
    """Everybody around one child; the same ``rng`` makes the same people."""
    making = _Making(rng, seen, heritage_of(seen.surname))
    if making.heritage in names.ARRIVED_HERITAGES:
        _family_far_away(making)
    else:
        _family(making)
    _carers(making)
    _school_and_friends(making)
    _asked_for(making)
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


def _family(making: _Making) -> None:
    """Mum's side with its grandparents and an aunt, a father who may be unknown, half-brothers and sisters."""
    rng, seen = making.rng, making.seen
    year = seen.born_on.year
    mums_year = year - rng.randint(18, 34)
    maiden = making.name(girl=True).split()[-1]
    mum = making.name(girl=True, surname=seen.surname)
    making.people.append(
        Made(
            "mum", "Mum", Side.MUM, making.in_touch() if making.chance(0.6) else making.lost(), mum,
            more_names=((f"{mum.split()[0]} {maiden}", NameKind.BIRTH),), called="Mum", gender=Gender.WOMAN,
            born=mums_year, ring=Ring.CLOSE, sees_now=SeesNow.YES, supports=(SupportKind.FAMILY_STORY,),
        )
    )  # fmt: skip
    making.parents.append((CHILD, "mum", ParentageKind.BIRTH))
    _dad(making, mums_year)
    _grandparents(making, mums_year, maiden)
    _aunt(making, mums_year, maiden)
    _half_brother(making, year)


def _dad(making: _Making, mums_year: int) -> None:
    is_unknown = making.chance(0.3)
    making.people.append(
        Made(
            "dad", "Dad", Side.DAD, making.unfound() if is_unknown else making.lost(),
            "" if is_unknown else making.name(girl=False), called="" if is_unknown else "Dad", gender=Gender.MAN,
            born=None if is_unknown else mums_year - making.rng.randint(-3, 9), named_by_child=is_unknown,
            ring=Ring.SEE_AGAIN if making.chance(0.5) else None,
            sees_now=SeesNow.NEVER_MET if is_unknown else SeesNow.NOT_ANY_MORE,
        )
    )  # fmt: skip
    making.parents.append((CHILD, "dad", ParentageKind.BIRTH))
    year = making.seen.born_on.year
    making.partners.append(("mum", "dad", making.together(year - 1, year + 2)))
    if making.chance(0.5):
        making.people.append(
            Made("dads_mum", "Dad’s mum", Side.DAD, making.unfound(), gender=Gender.WOMAN, ring=Ring.SEE_AGAIN)
        )
        making.parents.append(("dad", "dads_mum", ParentageKind.BIRTH))


def _grandparents(making: _Making, mums_year: int, maiden: str) -> None:
    nan = making.name(girl=True, surname=maiden)
    died = making.seen.born_on.year + making.rng.randint(2, 8)
    making.people += [
        Made(
            "nan", "Mum’s mum", Side.MUM, making.in_touch() if making.chance(0.5) else making.lost(), nan,
            called=f"Nan {nan.split()[0]}", gender=Gender.WOMAN, born=mums_year - making.rng.randint(19, 30),
            ring=Ring.CLOSEST, sees_now=SeesNow.YES, named_by_child=True,
            supports=(SupportKind.EMOTIONAL, SupportKind.FAMILY_STORY),
        ),
        Made(
            "grandad", "Mum’s dad", Side.MUM, ((PersonStatus.DIED, dt.date(died, 3, 1)),),
            making.name(girl=False, surname=maiden), called="Grandad", gender=Gender.MAN,
            born=mums_year - making.rng.randint(20, 34), died=died, ring=Ring.CLOSEST if making.chance(0.4) else None,
        ),
    ]  # fmt: skip
    making.parents += [("mum", "nan", ParentageKind.BIRTH), ("mum", "grandad", ParentageKind.BIRTH)]
    making.partners.append(("nan", "grandad", ((UnionStatus.MARRIED, mums_year - 3),)))


def _aunt(making: _Making, mums_year: int, maiden: str) -> None:
    aunt = making.name(girl=True, surname=maiden)
    making.people += [
        Made(
            "aunt", "Mum’s sister", Side.MUM, making.lost(), aunt,
            more_names=((f"Auntie {aunt[:3]}", NameKind.NICKNAME),), called=f"Auntie {aunt.split()[0]}",
            gender=Gender.WOMAN, born=mums_year + 4, ring=Ring.KNOWN, sees_now=SeesNow.NOT_ANY_MORE,
        ),
        Made(
            "cousin", "Auntie’s child", Side.MUM, making.lost(), making.name(girl=making.chance(0.5)),
            is_under_18=True, ring=Ring.KNOWN,
        ),
    ]  # fmt: skip
    making.parents += [
        ("aunt", "nan", ParentageKind.BIRTH), ("aunt", "grandad", ParentageKind.BIRTH),
        ("cousin", "aunt", ParentageKind.BIRTH),
    ]  # fmt: skip
    making.ties.append(("aunt", "nan", TieKind.KNOW_EACH_OTHER, ""))
    making.households.append(("Auntie’s flat", False, ("aunt", "cousin")))


def _half_brother(making: _Making, year: int) -> None:
    """A half-brother by mum and another father, of another background; he may live with his own father."""
    heritage = making.rng.choice(("black british", "asian british", "mixed", "british"))
    stepdad = making.name(girl=False, heritage=heritage)
    brother = making.name(girl=False, heritage=heritage, surname=stepdad.split()[-1])
    making.people += [
        Made("stepdad", "Mum’s partner", Side.MUM, making.lost(), stepdad, gender=Gender.MAN, born=year - 29),
        Made(
            "brother", "Half-brother", Side.BROTHERS_AND_SISTERS,
            making.in_touch() if making.chance(0.4) else making.lost(), brother, called=brother.split()[0],
            gender=Gender.MAN, born=year + 3, is_under_18=True, ring=Ring.CLOSEST, sees_now=SeesNow.NOT_ANY_MORE,
            named_by_child=True,
        ),
    ]  # fmt: skip
    making.parents += [
        ("brother", "mum", ParentageKind.BIRTH), ("brother", "stepdad", ParentageKind.BIRTH),
        (CHILD, "stepdad", ParentageKind.STEP),
    ]  # fmt: skip
    making.partners.append(("mum", "stepdad", making.together(year + 2, year + 8)))
    making.ties.append((CHILD, "brother", TieKind.HALF_BROTHER_OR_SISTER, ""))
    making.households.append(("With his dad", False, ("stepdad", "brother")))
    if making.chance(0.35):
        sister = making.name(girl=True)
        making.people.append(
            Made(
                "dads_daughter", "Half-sister, by Dad", Side.BROTHERS_AND_SISTERS,
                ((PersonStatus.COULD_BE, making.seen.began_on),), sister,
                gender=Gender.WOMAN, born=year - 4, child_knows=False,
            )
        )  # fmt: skip
        making.parents.append(("dads_daughter", "dad", ParentageKind.BIRTH))


def _family_far_away(making: _Making) -> None:
    """The family of a young person who came alone: a second name that is the father's, an uncle in another country."""
    year = making.seen.born_on.year
    making.people += [
        Made(
            "mum", "Mum", Side.MUM, making.lost(), making.name(girl=True), called="Mama", gender=Gender.WOMAN,
            born=year - 24, ring=Ring.CLOSEST, sees_now=SeesNow.NOT_ANY_MORE, named_by_child=True,
        ),
        Made(
            "dad", "Dad", Side.DAD, making.unfound(), making.seen.surname, called="Baba", gender=Gender.MAN,
            ring=Ring.SEE_AGAIN, named_by_child=True,
        ),
        Made(
            "uncle", "Dad’s brother, in Sweden", Side.DAD, making.unfound(), making.name(girl=False),
            called="my uncle", gender=Gender.MAN, ring=Ring.SEE_AGAIN, named_by_child=True,
        ),
        Made(
            "sister", "Sister, still at home", Side.BROTHERS_AND_SISTERS, making.lost(),
            making.name(girl=True).split()[0], gender=Gender.WOMAN, born=year + 4, is_under_18=True, ring=Ring.CLOSEST,
        ),
        Made(
            "elder", "Elder at the church or mosque", Side.FAITH_AND_COMMUNITY, making.in_touch(),
            making.name(girl=False), gender=Gender.MAN, ring=Ring.CLOSE, sees_now=SeesNow.YES,
            supports=(SupportKind.FUN, SupportKind.ADVICE),
        ),
    ]  # fmt: skip
    making.parents += [
        (CHILD, "mum", ParentageKind.BIRTH), (CHILD, "dad", ParentageKind.BIRTH),
        ("sister", "mum", ParentageKind.BIRTH), ("sister", "dad", ParentageKind.BIRTH),
    ]  # fmt: skip
    making.partners.append(("mum", "dad", ((UnionStatus.MARRIED, year - 2),)))
    making.ties += [
        (CHILD, "sister", TieKind.BROTHER_OR_SISTER, ""), ("dad", "uncle", TieKind.BROTHER_OR_SISTER, ""),
    ]  # fmt: skip


def _carers(making: _Making) -> None:
    """The carers of a former home, as themselves, and the home they keep."""
    first, second = making.rng.choice(CARERS)
    surname = making.name(girl=True, heritage="british").split()[-1]
    keys = []
    for key, name in (("carer", first), ("second_carer", second)):
        if name:
            keys.append(key)
            making.people.append(
                Made(
                    key, "Foster carer of a former home", Side.CARED_FOR_ME, making.lost(), f"{name} {surname}",
                    called=name, ring=Ring.CLOSE, sees_now=SeesNow.NOT_ANY_MORE, named_by_child=True,
                )
            )  # fmt: skip
            making.ties.append((key, CHILD, TieKind.CARED_FOR, "looked after them"))
    if len(keys) > 1:
        making.partners.append(("carer", "second_carer", ((UnionStatus.MARRIED, 1996),)))
    making.households.append((f"{first}’s", True, tuple(keys)))
    if making.chance(0.4):
        making.ties.append((CHILD, "carer", TieKind.CHOSEN_FAMILY, "a second mum"))


def _school_and_friends(making: _Making) -> None:
    teacher, what = making.rng.choice(TEACHERS)
    coach, club = making.rng.choice(CLUBS)
    friend = making.rng.choice(FRIENDS)
    making.people += [
        Made(
            "teacher", what[0].upper() + what[1:], Side.SCHOOL_AND_CLUBS, making.lost(), teacher, called=teacher,
            ring=Ring.KNOWN, sees_now=SeesNow.NOT_ANY_MORE, supports=(SupportKind.ADVICE,),
        ),
        Made(
            "friend", "Best friend", Side.FRIENDS, making.in_touch(), friend, called=friend, is_under_18=True,
            ring=Ring.CLOSE, sees_now=SeesNow.YES, named_by_child=True, supports=(SupportKind.FUN,),
        ),
        Made(
            "worker", "Social worker", Side.WORKERS, making.in_touch(),
            making.name(girl=making.chance(0.6), heritage="british"), is_paid=True, ring=Ring.KNOWN,
            sees_now=SeesNow.YES, supports=(SupportKind.PRACTICAL,),
        ),
    ]  # fmt: skip
    if making.chance(0.5):
        making.people.append(
            Made(
                "coach", club[0].upper() + club[1:], Side.SCHOOL_AND_CLUBS, making.in_touch(), coach, called=coach,
                ring=Ring.KNOWN, sees_now=SeesNow.YES, supports=(SupportKind.FUN,),
            )
        )  # fmt: skip
        making.ties.append(("coach", "friend", TieKind.KNOW_EACH_OTHER, ""))


def _asked_for(making: _Making) -> None:
    """Whoever the child asked for by a word of their own stands there under that word, unless somebody has it."""
    have = {one.called.casefold() for one in making.people}
    for number, word in enumerate(making.seen.asked_for):
        if word.casefold() in have or word in {one.name for one in making.people}:
            continue
        side = Side.SCHOOL_AND_CLUBS if word.startswith("Mrs") else Side.MUM
        making.people.append(
            Made(
                f"asked_{number}", "Somebody the child asked for", side, making.unfound(), called=word,
                is_under_18=None, named_by_child=True, ring=Ring.SEE_AGAIN, sees_now=SeesNow.NOT_ANY_MORE,
            )
        )  # fmt: skip


def _shape(making: _Making, pattern: str) -> None:
    """What has become of the network since the work began."""
    rng, seen = making.rng, making.seen
    days = (seen.until - seen.began_on).days
    if pattern == SAME or days < 20:
        return
    wanted = PersonStatus.LOST_TOUCH if pattern == SHRINKS else PersonStatus.IN_TOUCH
    able = [one for one in making.people if _may_become(one, wanted)]
    for one in rng.sample(able, min(len(able), 2 if pattern == SHRINKS else rng.randint(3, 6))):
        on = seen.began_on + dt.timedelta(days=rng.randint(10, days - 5))
        steps = [(wanted, on)]
        if wanted is PersonStatus.IN_TOUCH and one.history[-1][0] is PersonStatus.NAMED_UNFOUND:
            steps.insert(0, (PersonStatus.FOUND, max(seen.began_on, on - dt.timedelta(days=9))))
        grown = replace(one, history=(*one.history, *steps), supports=one.supports or (SupportKind.EMOTIONAL,))
        making.people[making.people.index(one)] = grown


def _may_become(one: Made, wanted: PersonStatus) -> bool:
    now = one.history[-1][0]
    if now is PersonStatus.DIED or one.is_paid or not one.child_knows or one.key == "dad":
        return False
    return now is PersonStatus.IN_TOUCH if wanted is PersonStatus.LOST_TOUCH else now is not PersonStatus.IN_TOUCH


def in_touch_on(people: Iterable[Made], day: dt.date) -> Sequence[str]:
    """Who is in touch on a day, by key."""
    found = []
    for one in people:
        so_far = [status for status, on in one.history if on <= day]
        if so_far and so_far[-1] is PersonStatus.IN_TOUCH:
            found.append(one.key)
    return found
