"""What everybody is to the child, in plain words, and on whose side they stand."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kith.domain.network import siblings
from kith.domain.network.graph import Family, Parentage, Person, Tie, Union
from kith.domain.network.words import Gender, ParentageKind, Sector, TieKind, UnionStatus

OWN_PARENTS = (ParentageKind.BIRTH, ParentageKind.ADOPTIVE, ParentageKind.UNKNOWN)
CARERS = (ParentageKind.FOSTER, ParentageKind.KIN_CARER)
ENDINGS = (UnionStatus.SEPARATED, UnionStatus.DIVORCED, UnionStatus.ENDED, UnionStatus.WIDOWED)
# Beyond this many words in a chain nobody can follow it.
_LONGEST = 4


class Group(StrEnum):
    """On whose side somebody stands, as the sentence above a drawing counts them."""

    SELF = "self"
    MUM = "mum"
    DAD = "dad"
    PARENT = "parent"  # a parent who is neither, or a second mother or father
    SIBLINGS = "siblings"
    CARERS = "carers"
    OWN = "own"  # the child's own partner and children
    OTHERS = "others"


# Who is family, whoever cares for the child.
FAMILY = frozenset({Group.MUM, Group.DAD, Group.PARENT, Group.SIBLINGS, Group.OWN})


@dataclass(frozen=True, slots=True)
class Kin:
    """What one person is to the focus: words ("mother's mother"; empty if nothing is known), group, and through whom.

    `side` is the id of the parent on whose side they stand, if any. `steps` counts persons on the way.
    """

    words: str
    group: Group
    side: str | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    """One step on the way from the focus: up to a parent, down to a child, across to a partner, or beside to a brother
    or sister of whom no shared parent is known (`tie` says in which way)."""

    way: str
    to: str
    kind: ParentageKind = ParentageKind.BIRTH
    ended: bool = False
    married: bool = False
    tie: TieKind = TieKind.SIBLING


def kin(family: Family) -> Mapping[str, Kin]:
    """By id what everybody is to the focus, over the shortest way; blood before partners, the child's ties last."""
    if not family.focus:
        return {}
    ways = _ways(family, family.focus)
    found = {person: _describe(family, family.focus, way) for person, way in ways.items()}
    by_tie = {tie.a: tie for tie in sorted(family.ties, key=_weight, reverse=True) if tie.b == family.focus}
    by_tie |= ties_of_focus(family)
    for person in family.people:
        if person.id not in found:
            found[person.id] = _by_tie(family, person, by_tie.get(person.id))
    return found


def ties_of_focus(family: Family) -> dict[str, Tie]:
    """The child's own tie to each person; of several the one that says most, whatever the order of the rows."""
    return {tie.b: tie for tie in sorted(family.ties, key=_weight, reverse=True) if tie.a == family.focus}


def _weight(tie: Tie) -> tuple[bool, bool, int, str, str]:
    """Ties that place somebody first, then those with a word for it; the last two only settle what is equal."""
    return tie.ring is None, tie.kind is TieKind.OTHER, list(TieKind).index(tie.kind), tie.words, repr(tie)


def current(union: Union) -> UnionStatus:
    """What two partners are to each other now, as far as is known."""
    return union.history[-1].kind if union.history else UnionStatus.UNKNOWN


def _ways(family: Family, focus: str) -> dict[str, list[_Step]]:
    up, down, across = _neighbours(family)
    beside = _beside(family)
    found: dict[str, list[_Step]] = {focus: []}
    waiting = deque([focus])
    while waiting:
        one = waiting.popleft()
        for step in (*up.get(one, ()), *down.get(one, ()), *beside.get(one, ()), *across.get(one, ())):
            if step.to not in found:
                found[step.to] = [*found[one], step]
                waiting.append(step.to)
    return found


def _neighbours(family: Family) -> tuple[dict[str, list[_Step]], dict[str, list[_Step]], dict[str, list[_Step]]]:
    up: dict[str, list[_Step]] = {}
    down: dict[str, list[_Step]] = {}
    across: dict[str, list[_Step]] = {}
    for child, rows in sorted(family.parentage_of.items()):
        for row in rows:
            for parent in row.parents:
                up.setdefault(child, []).append(_Step("up", parent, row.kind, row.end is not None))
                down.setdefault(parent, []).append(_Step("down", child, row.kind, row.end is not None))
    for union in sorted(family.unions, key=lambda union: union.id):
        status = current(union)
        married = any(item.kind is UnionStatus.MARRIED for item in union.history)
        for one in union.partners:
            for other in union.partners:
                if one != other:
                    across.setdefault(one, []).append(_Step("across", other, ended=status in ENDINGS, married=married))
    return up, down, across


def _beside(family: Family) -> dict[str, list[_Step]]:
    found = siblings.by_person(family)
    return {one: [_Step("beside", row.other, tie=row.kind) for row in rows] for one, rows in found.items()}


def _describe(family: Family, focus: str, way: list[_Step]) -> Kin:
    if not way:
        return Kin("", Group.SELF)
    words: list[str] = []
    at, here = 0, focus
    while at < len(way):
        step = way[at]
        following = way[at + 1] if at + 1 < len(way) else None
        if step.way == "up" and following and following.way == "down":
            words.append(_sibling(family, here, following.to, step))
            at += 1
        elif step.way == "up":
            words.append(_parent(family.by_id[step.to], step))
        elif step.way == "beside":
            words.append(brother_or_sister(family.by_id[step.to], step.tie))
        elif step.way == "down":
            words.append(_child(family.by_id[step.to], step))
        else:
            words.append(_partner(family.by_id[step.to], step))
        here = way[at].to
        at += 1
    group, side = _group(family, way)
    text = "’s ".join(words) if len(words) <= _LONGEST else f"related through {words[0]}"
    return Kin(text, group, side, sum(1 + (step.way == "beside") for step in way))


# What a word for somebody says of them where nobody wrote down their gender: "Mum's mum" is called nobody's parent.
_SHE = frozenset(
    "mum mam mom mummy mother nan nana nanny nanna gran granny grandma grandmother sister aunt auntie aunty daughter "
    "niece wife girlfriend stepmum stepmother stepsister godmother".split()
)
_HE = frozenset(
    "dad daddy father grandad granddad grandpa grandfather gramps brother uncle son nephew husband boyfriend stepdad "
    "stepfather stepbrother godfather".split()
)
# Every word that names somebody as kin.
KIN_WORDS = _SHE | _HE


def spoken_of_as(person: Person) -> Gender:
    """The gender by which somebody is spoken of: as they say it, else by the word for who they are; for words only.

    Nothing is drawn or kept by it. Of "Mum's dad, lives in Leeds" only what comes before the comma counts.
    """
    if person.gender is not Gender.UNKNOWN:
        return person.gender
    said = (re.split(r"[,;.(]", one.casefold(), maxsplit=1)[0] for one in (person.hint, person.called))
    words = [re.findall(r"[a-z]+", one)[-1:] for one in said if not re.search(r"/|\b(and|or)\b", one)]
    found = {word for last in words for word in last}
    if found & _SHE and not found & _HE:
        return Gender.FEMALE
    return Gender.MALE if found & _HE and not found & _SHE else Gender.UNKNOWN


def _by_gender(person: Person, male: str, female: str, other: str) -> str:
    gender = spoken_of_as(person)
    if gender in (Gender.MALE, Gender.TRANS_MAN):
        return male
    return female if gender in (Gender.FEMALE, Gender.TRANS_WOMAN) else other


_PREFIXES = {
    TieKind.HALF_SIBLING: "half-",
    TieKind.STEP_SIBLING: "step",
    TieKind.ADOPTIVE_SIBLING: "adoptive ",
}


def brother_or_sister(person: Person, kind: TieKind) -> str:
    """Half-sister, stepbrother, adoptive brother or sister: what a tie says of somebody. Empty if it is another tie."""
    if kind not in siblings.KINDS:
        return ""
    prefix = _PREFIXES.get(kind, "")
    between = f" or {prefix}" if prefix in ("half-", "step") else " or "
    return prefix + _by_gender(person, "brother", "sister", f"brother{between}sister")


def _parent(person: Person, step: _Step) -> str:
    former = "former " if step.ended else ""
    if step.kind is ParentageKind.FOSTER:
        return f"{former}foster carer"
    if step.kind is ParentageKind.KIN_CARER:
        return f"{former}kinship carer"
    word = _by_gender(person, "father", "mother", "parent")
    prefix = {ParentageKind.ADOPTIVE: "adoptive ", ParentageKind.STEP: "step"}.get(step.kind, "")
    return f"step-{word}" if prefix == "step" and word == "parent" else f"{prefix}{word}"


def _child(person: Person, step: _Step) -> str:
    word = _by_gender(person, "son", "daughter", "child")
    prefix = {
        ParentageKind.ADOPTIVE: "adopted ",
        ParentageKind.FOSTER: "fostered ",
        ParentageKind.KIN_CARER: "cared-for ",
        ParentageKind.STEP: "step",
    }
    return f"{prefix.get(step.kind, '')}{word}"


def _partner(person: Person, step: _Step) -> str:
    word = _by_gender(person, "husband", "wife", "spouse") if step.married else "partner"
    return f"former {word}" if step.ended else word


def _sibling(family: Family, one: str, other: str, step: _Step) -> str:
    """Full with two parents in common or where both have one known parent; half with one of two; else by the kind.

    Where the second parent of one of them is just not known it may be either, unless a tie of the two says which.
    """
    word = _by_gender(family.by_id[other], "brother", "sister", "brother or sister")
    if step.kind in CARERS:
        return f"foster {word}"
    mine, theirs = _parents(family, one), _parents(family, other)
    shared = [parent for parent in mine if parent in theirs]
    if not shared:
        return f"step{word}"
    kinds = {mine[parent] for parent in shared} | {theirs[parent] for parent in shared}
    if ParentageKind.ADOPTIVE in kinds:
        return f"adoptive {word}"
    if len(shared) > 1 or set(mine) == set(theirs):
        return word
    said = {tie.kind for tie in family.ties if {tie.a, tie.b} == {one, other}}
    if min(len(mine), len(theirs)) > 1 or TieKind.HALF_SIBLING in said:
        return f"half-{word}"
    return word if said.intersection(siblings.FULL) else f"{word} or half-{word}"


def _parents(family: Family, child: str) -> dict[str, ParentageKind]:
    rows: tuple[Parentage, ...] = family.parentage_of.get(child, ())
    return {parent: row.kind for row in reversed(rows) if row.kind in OWN_PARENTS for parent in row.parents}


def _group(family: Family, way: list[_Step]) -> tuple[Group, str | None]:
    first = way[0]
    if first.way == "beside":
        return Group.SIBLINGS, None
    if first.way != "up":
        return Group.OWN, None
    if len(way) > 1 and way[1].way == "down":
        return (Group.CARERS if first.kind in CARERS else Group.SIBLINGS), None
    if first.kind in CARERS or first.kind is ParentageKind.STEP:
        return Group.CARERS, None
    return side_of_parent(family, first.to), first.to


def side_of_parent(family: Family, parent: str) -> Group:
    """Mum's or dad's side, by the first of the focus's own parents of each; any further parent is a side of its own."""
    own = _parents(family, family.focus or "")
    for group, genders in (
        (Group.MUM, (Gender.FEMALE, Gender.TRANS_WOMAN)),
        (Group.DAD, (Gender.MALE, Gender.TRANS_MAN)),
    ):
        mine = sorted((kind, person) for person, kind in own.items() if spoken_of_as(family.by_id[person]) in genders)
        birth = [person for kind, person in mine if kind is ParentageKind.BIRTH] or [person for _, person in mine]
        if birth and birth[0] == parent:
            return group
    return Group.PARENT


def _by_tie(family: Family, person: Person, tie: Tie | None) -> Kin:
    if tie is None:
        return Kin(person.hint, Group.OTHERS)
    group = Group.CARERS if tie.kind is TieKind.CARER else Group.OTHERS
    words = tie.words or {TieKind.CARER: "former carer", TieKind.OTHER: person.hint}.get(
        tie.kind, tie.kind.label.lower()
    )
    return Kin(words, group, None, 1)


SECTOR_OF_TIE = {
    TieKind.FRIEND: Sector.FRIENDS,
    TieKind.CHOSEN_FAMILY: Sector.FRIENDS,
    TieKind.NEIGHBOUR: Sector.FRIENDS,
    TieKind.GODPARENT: Sector.FAITH,
    TieKind.FAITH: Sector.FAITH,
    TieKind.SCHOOL: Sector.SCHOOL,
    TieKind.CLUB: Sector.SCHOOL,
    TieKind.WORKER: Sector.WORKERS,
    TieKind.CARER: Sector.CARERS,
}
SECTOR_OF_GROUP = {
    Group.MUM: Sector.MUM,
    Group.DAD: Sector.DAD,
    Group.SIBLINGS: Sector.SIBLINGS,
    Group.CARERS: Sector.CARERS,
}


def sector(person: Person, found: Kin, tie: Tie | None) -> Sector:
    """Where in the circles somebody stands if the child has not said so."""
    if found.group in SECTOR_OF_GROUP:
        return SECTOR_OF_GROUP[found.group]
    if tie is not None and tie.kind in SECTOR_OF_TIE:
        return SECTOR_OF_TIE[tie.kind]
    if person.professional:
        return Sector.WORKERS
    return {Group.PARENT: Sector.MUM, Group.OWN: Sector.SIBLINGS}.get(found.group, Sector.FRIENDS)
