"""The made-up family of a child: mum's side, dad's, brothers and sisters; or the family of one who came alone."""

import datetime as dt

from kith.demo.making import CHILD, Made, Making, Together
from kith.domain.terms import (
    Gender,
    NameKind,
    ParentageKind,
    PersonStatus,
    Ring,
    Side,
    SupportKind,
    TieKind,
    UnionStatus,
)

RON, BIG_SISTER, BEV, UNCLE, MAMA = "Grandad Ron", "my big sister", "Auntie Bev", "my uncle", "Mama"
YEARS_TOGETHER = 8


def family(making: Making) -> None:
    """Mum's side with its grandparents and an aunt, a father who may be unknown, half-brothers and sisters."""
    rng, seen = making.family, making.seen
    first, _ = making.years
    asked = set(seen.asked_for)
    mums_year = first - rng.randint(26 if BIG_SISTER in asked else 19, 34)
    maiden = making.name(rng, girl=True).split()[-1]
    mum = making.name(rng, girl=True, surname=seen.surname)
    making.people.append(
        Made(
            "mum", "Mum", Side.MUM, making.in_touch() if making.chance(0.6) else making.lost(), mum,
            more_names=((f"{mum.split()[0]} {maiden}", NameKind.BIRTH),), called="Mum", gender=Gender.WOMAN,
            born=mums_year, ring=Ring.CLOSE, supports=(SupportKind.FAMILY_STORY,),
        )
    )  # fmt: skip
    making.parents.append((CHILD, "mum", ParentageKind.BIRTH))
    _dad(making, mums_year)
    _grandparents(making, mums_year, maiden)
    _aunt(making, mums_year, maiden)
    _half_brother(making)
    if BIG_SISTER in asked:
        _big_sister(making)


def _dad(making: Making, mums_year: int) -> None:
    rng, has_ron = making.family, RON in making.seen.asked_for
    first, last = making.years
    # Whoever lived with mum, as the father of more than one child, is known by name.
    is_unknown = rng.random() < 0.3 and not has_ron and first == last
    has_mum = rng.random() < 0.5
    name, born = making.name(rng, girl=False), mums_year - rng.randint(0, 9)
    making.people.append(
        Made(
            "dad", "Dad", Side.DAD, making.unfound() if is_unknown else making.lost(),
            "" if is_unknown else name, called="" if is_unknown else "Dad", gender=Gender.MAN,
            born=None if is_unknown else born,
            ring=Ring.SEE_AGAIN if making.chance(0.5) else None,
        )
    )  # fmt: skip
    making.parents.append((CHILD, "dad", ParentageKind.BIRTH))
    met = ((UnionStatus.SHORT, first - 1),) if is_unknown else making.together(first - 1, last + 2)
    making.partners.append(("mum", "dad", met))
    if has_mum:
        making.people.append(
            Made("dads_mum", "Dad’s mum", Side.DAD, making.unfound(), gender=Gender.WOMAN, ring=Ring.SEE_AGAIN)
        )
        making.parents.append(("dad", "dads_mum", ParentageKind.BIRTH))
    if has_ron:
        making.people.append(
            Made(
                "dads_dad", "Dad’s dad", Side.DAD, making.lost(), f"Ron {name.split()[-1]}", called=RON,
                gender=Gender.MAN, born=born - rng.randint(20, 34), named_by_child=True, ring=Ring.SEE_AGAIN,
            )
        )  # fmt: skip
        making.parents.append(("dad", "dads_dad", ParentageKind.BIRTH))


def _grandparents(making: Making, mums_year: int, maiden: str) -> None:
    rng, (first, _) = making.family, making.years
    nan = making.name(rng, girl=True, surname=maiden)
    nans_year, grandads_year = mums_year - rng.randint(19, 30), mums_year - rng.randint(20, 34)
    died = min(first + rng.randint(2, 8), making.seen.until.year - 1)
    married = max(nans_year, grandads_year) + 18
    making.people += [
        Made(
            "nan", "Mum’s mum", Side.MUM, making.in_touch() if making.chance(0.5) else making.lost(), nan,
            called=f"Nan {nan.split()[0]}", gender=Gender.WOMAN, born=nans_year,
            ring=Ring.CLOSEST, named_by_child=True, supports=(SupportKind.EMOTIONAL, SupportKind.FAMILY_STORY),
        ),
        Made(
            "grandad", "Mum’s dad", Side.MUM, ((PersonStatus.DIED, dt.date(died, 3, 1)),),
            making.name(rng, girl=False, surname=maiden), called="Grandad", gender=Gender.MAN,
            born=grandads_year, died=died, ring=Ring.CLOSEST if making.chance(0.4) else None,
        ),
    ]  # fmt: skip
    making.parents += [("mum", "nan", ParentageKind.BIRTH), ("mum", "grandad", ParentageKind.BIRTH)]
    lived = ((UnionStatus.MARRIED, married), (UnionStatus.ENDED_BY_DEATH, died))
    making.partners.append(("nan", "grandad", lived))


def _aunt(making: Making, mums_year: int, maiden: str) -> None:
    rng = making.family
    aunt = making.name(rng, girl=True, surname=maiden)
    cousin = making.name(rng, girl=rng.random() < 0.5)
    if BEV in making.seen.asked_for:
        aunt = f"Bev {maiden}"
    nans_year = next(one.born for one in making.people if one.key == "nan") or 0
    making.people += [
        Made(
            "aunt", "Mum’s sister", Side.MUM, making.lost(), aunt,
            more_names=((f"Auntie {aunt[:3]}", NameKind.NICKNAME),) if not aunt.startswith("Bev ") else (),
            called=f"Auntie {aunt.split()[0]}", gender=Gender.WOMAN, born=max(mums_year + 4, nans_year + 18),
            named_by_child=aunt.startswith("Bev "), ring=Ring.KNOWN,
        ),
        Made("cousin", "Auntie’s child", Side.MUM, making.lost(), cousin, is_under_18=True, ring=Ring.KNOWN),
    ]  # fmt: skip
    making.parents += [
        ("aunt", "nan", ParentageKind.BIRTH), ("aunt", "grandad", ParentageKind.BIRTH),
        ("cousin", "aunt", ParentageKind.BIRTH),
    ]  # fmt: skip
    making.ties.append(("aunt", "nan", TieKind.KNOW_EACH_OTHER, ""))
    making.households.append(Together("Auntie’s flat", ("aunt", "cousin")))


def _half_brother(making: Making) -> None:
    """A half-brother by mum and another father, of another background; they live together once mum and he parted."""
    rng, (first, last) = making.family, making.years
    heritage = rng.choice(("black british", "asian british", "mixed", "british"))
    stepdad = making.name(rng, girl=False, heritage=heritage)
    brother = making.name(rng, girl=False, heritage=heritage, surname=stepdad.split()[-1])
    born, has_sister, sister = last + 3, rng.random() < 0.35, making.name(rng, girl=True)
    lived = making.together(last + 2, last + YEARS_TOGETHER)
    is_over = lived[-1][0] is UnionStatus.SEPARATED
    making.people += [
        Made(
            "stepdad", "Mum’s partner for some years" if is_over else "Mum’s partner", Side.MUM, making.lost(), stepdad,
            gender=Gender.MAN, born=first - 29,
        ),
        Made(
            "brother", "Half-brother", Side.BROTHERS_AND_SISTERS,
            making.in_touch(born) if making.chance(0.4) else making.lost(born), brother, called=brother.split()[0],
            gender=Gender.MAN, born=born, is_under_18=True, ring=Ring.CLOSEST, named_by_child=True,
        ),
    ]  # fmt: skip
    making.parents += [
        ("brother", "mum", ParentageKind.BIRTH), ("brother", "stepdad", ParentageKind.BIRTH),
        (CHILD, "stepdad", ParentageKind.STEP),
    ]  # fmt: skip
    making.partners.append(("mum", "stepdad", lived))
    making.ties.append((CHILD, "brother", TieKind.HALF_BROTHER_OR_SISTER, ""))
    where, who = ("With his dad", ()) if is_over else ("Mum’s flat", ("mum",))
    making.households.append(Together(where, (*who, "stepdad", "brother")))
    dad = next(one for one in making.people if one.key == "dad")
    if has_sister and dad.born:
        _dads_daughter(making, sister, max(first - 4, dad.born + 18))


def _dads_daughter(making: Making, name: str, born: int) -> None:
    making.people.append(
        Made(
            "dads_daughter", "Half-sister, by Dad", Side.BROTHERS_AND_SISTERS,
            ((PersonStatus.COULD_BE, making.seen.began_on),), name, gender=Gender.WOMAN, born=born,
            is_under_18=making.is_under_18(born), child_knows=False,
        )
    )  # fmt: skip
    making.parents.append(("dads_daughter", "dad", ParentageKind.BIRTH))


def _big_sister(making: Making) -> None:
    """An older half-sister by mum, whom the child asked for."""
    born = making.years[0] - 7
    making.people.append(
        Made(
            "big_sister", "Half-sister, by Mum", Side.BROTHERS_AND_SISTERS, making.lost(),
            making.name(making.family, girl=True), called=BIG_SISTER, gender=Gender.WOMAN, born=born,
            is_under_18=making.is_under_18(born), named_by_child=True, ring=Ring.SEE_AGAIN,
        )
    )  # fmt: skip
    making.parents.append(("big_sister", "mum", ParentageKind.BIRTH))
    making.ties.append((CHILD, "big_sister", TieKind.HALF_BROTHER_OR_SISTER, ""))


def far_away(making: Making) -> None:
    """The family of a young person who came alone: a second name that is the father's, an uncle in another country."""
    rng, year = making.family, making.seen.born_on.year
    parted = making.seen.came_on - dt.timedelta(days=making.rng.randint(60, 300))
    lost = (PersonStatus.IN_TOUCH, making.seen.born_on), (PersonStatus.LOST_TOUCH, parted)
    lost_sister = (PersonStatus.IN_TOUCH, dt.date(year + 5, 1, 1)), (PersonStatus.LOST_TOUCH, parted)
    making.people += [
        Made(
            "mum", "Mum", Side.MUM, lost, making.name(rng, girl=True), called=MAMA, gender=Gender.WOMAN,
            born=year - 24, ring=Ring.CLOSEST, named_by_child=True,
        ),
        Made(
            "dad", "Dad", Side.DAD, making.unfound(), making.seen.surname, called="Baba", gender=Gender.MAN,
            ring=Ring.SEE_AGAIN, named_by_child=True,
        ),
        Made(
            "uncle", "Dad’s brother, in Sweden", Side.DAD, making.unfound(), making.name(rng, girl=False),
            called=UNCLE, gender=Gender.MAN, ring=Ring.SEE_AGAIN, named_by_child=True,
        ),
        Made(
            "sister", "Sister, still at home", Side.BROTHERS_AND_SISTERS, lost_sister,
            making.name(rng, girl=True).split()[0], gender=Gender.WOMAN, born=year + 4, is_under_18=True,
            ring=Ring.CLOSEST,
        ),
        Made(
            "elder", "Elder at the church or mosque", Side.FAITH_AND_COMMUNITY, making.in_touch(here=True),
            making.name(rng, girl=False), gender=Gender.MAN, ring=Ring.CLOSE,
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
