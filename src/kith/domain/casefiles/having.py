"""Children told by who has them: "Dad also has Brooke, by his partner Hannah", "Tanya had Samuel and Grace"."""

import dataclasses
import re
from collections.abc import Iterator

from kith.domain.casefiles import paths, people, scope, symbols, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import KIN, Unit

_HAS = re.compile(r"([NKp])(?:\([^)(]{1,12}\))?,?(?:w|[^NKC.;:,]{0,8}&)?q*hq*d*:?,?(?:x,)?(?=K?N)")
_KIDS = re.compile(r"([KN])(?:,?[,:(]?c?N(?:[,&]+N)*)?(?:,?d)?[,)]?[xqz]{0,2}[ye]q*a?(?:x{1,2}c)?(?:K(?=N))?([NK])")
_JOINED = re.compile(r"([NK])(?:\([^)(]{1,12}\))?(?:&|[^NKC.;:,]{0,9}y)$")
_LIST = re.compile(r"(?:K?(N)(?:\([^)(]{1,12}\))?(?:,?d)?)(?:,&|[,&]|(?=[.;)]|$))")
_ENDS = re.compile(r"[.;,)(]|$|[ye]")
_LOVERS = frozenset({"partner", "husband", "wife", "spouse", "boyfriend", "girlfriend", "former partner",
    "former husband", "former wife", "former boyfriend", "former girlfriend"})  # fmt: skip
_WITH = frozenset({"with", "w", "by"})
_OTHER: dict[paths.Path, str] = {("mother",): "father", ("father",): "mother"}
_SAID = {"he": "m", "she": "f"}
# Who has the child's cousin or brother; whoever is paid to has other people's children.
_NO_FAMILY = frozenset({"foster carer", "former foster carer", "respite carer", "kinship carer", "friend", "teacher"})


def read(sentence: tokens.Sentence, whole: symbols.Symbols, units: list[Unit], *, seen: scope.Scope) -> None:
    """Give children that a sentence names their parents; the units are settled already."""
    for holder, other, name in _named(sentence, whole, seen):
        person = name.person.key() if isinstance(name.person, Person) else None
        if person is not None and person is not holder and not person.claims and not person.roles:
            person.claims.append(people.Claim(holder, ("child",), "kin.has"))
            person.other_parents += [other] if other is not None else []
    _other_parents(sentence, whole)
    _of_two(units)


def _named(
    sentence: tokens.Sentence, whole: symbols.Symbols, seen: scope.Scope
) -> Iterator[tuple[Person, Person | None, Unit]]:
    for match in _HAS.finditer(whole.text):
        holder, other = _parents(sentence, whole, match.start(1), seen)
        if holder is None or not _has_family(holder):
            continue
        names, at = [], match.end()
        while more := _LIST.match(whole.text, at):
            unit = whole.units[more.start(1)]
            if unit is None or unit.owns or unit.role is not None:
                break
            names.append(unit)
            at = more.end()
        if names and (len(names) > 1 or _ENDS.match(whole.text, at)):
            yield from ((holder, other, name) for name in names)


def _parents(
    sentence: tokens.Sentence, whole: symbols.Symbols, at: int, seen: scope.Scope
) -> tuple[Person | None, Person | None]:
    """Who has the children, and with whom: "Kelly and Sam had Noah", "Mum met Carl and had Noah"."""
    holder = _holder(sentence, whole, at, seen)
    joined = _JOINED.search(whole.text, 0, at)
    first = whole.units[joined.start(1)] if joined is not None and whole.units[at] is not None else None
    other = first.person.key() if first is not None and isinstance(first.person, Person) else None
    if holder is None or other is None or other is holder:
        return holder, None
    return (other, holder) if people.relation(other) is not None else (holder, other)


def _holder(sentence: tokens.Sentence, whole: symbols.Symbols, at: int, seen: scope.Scope) -> Person | None:
    unit = whole.units[at]
    if unit is not None:
        return unit.person.key() if isinstance(unit.person, Person) else None
    said = sentence.tokens[whole.starts[at]].low
    before = [
        other.person.key() for other in whole.units[:at] if other is not None and isinstance(other.person, Person)
    ]
    if said == "they":
        return before[0] if before else None
    fitting = [person for person in before if person.gender in ("", _SAID.get(said, ""))]
    return fitting[-1] if fitting else None if before else seen.subject_here()


def _has_family(person: Person) -> bool:
    known = people.relation(person)
    if known is None:
        return not person.roles
    return not set(known[0]) & _NO_FAMILY


def _other_parents(sentence: tokens.Sentence, whole: symbols.Symbols) -> None:
    """ "a son with Cheryl, Bradley", "kids with her ex Paul: Connor": the other parent is not the child's."""
    for match in _KIDS.finditer(whole.text):
        unit, other = whole.units[match.start(1)], whole.units[match.start(2)]
        if unit is None or other is None or not _is_child(unit):
            continue
        if _WITH.isdisjoint(token.low for token in sentence.tokens[unit.end : other.first]):
            continue
        parent = other.person.key() if isinstance(other.person, Person) else None
        for child in _children(unit):
            if parent is not None and parent is not child:
                child.other_parents.append(parent)
                _belongs_to_the_parent(parent, child)


def _belongs_to_the_parent(partner: Person, child: Person) -> None:
    """ "Dad has Brooke by his partner": his is the father's, whoever was named last."""
    owner = next((claim.owner for claim in child.claims if claim.owner is not None), None)
    if owner is None or owner.key() is partner:
        return
    child.said = ""
    partner.claims = [
        dataclasses.replace(claim, owner=owner) if claim.owner is not None and claim.owner.key() is child else claim
        for claim in partner.claims
    ]


def _of_two(units: list[Unit]) -> None:
    """ "Dad now with Carla: baby Mabel": who is a parent's partner in the same sentence is the other parent."""
    here = list(dict.fromkeys(unit.person.key() for unit in units if isinstance(unit.person, Person)))
    for unit in units:
        if not _is_child(unit) or unit.kind == KIN and unit.pronoun not in {"", "their"}:
            continue
        for child in _children(unit):
            parent = next((one.owner for one in child.claims if one.owner and one.own[-1] in paths.CHILDREN), None)
            child.other_parents += [
                one
                for one in here
                if parent is not None
                and any(
                    claim.owner is not None and claim.owner.key() is parent.key() and claim.own[-1] in _LOVERS
                    for claim in one.claims
                )
            ]


def _is_child(unit: Unit) -> bool:
    if unit.kind == KIN:
        return unit.path[-1] in paths.CHILDREN
    person = unit.person.key() if isinstance(unit.person, Person) else None
    return person is not None and any(claim.rule == "kin.has" for claim in person.claims)


def _children(unit: Unit) -> list[Person]:
    found = [unit.person.key()] if isinstance(unit.person, Person) else []
    found += [name.person.key() for name in unit.links if isinstance(name.person, Person)]
    return list(dict.fromkeys(found))


def halves(found: list[Person]) -> None:
    """A child of the mother whose father is said to be somebody else than the child's is a half-brother or sister."""
    for person in found:
        theirs = [claim.owner.key() for claim in person.claims if claim.owner and claim.own[-1] in paths.CHILDREN]
        if len(theirs) > 1:
            # "Nicola's daughter Ffion is Dad's child": hers too
            told = [(parent, people.relation(parent)) for parent in theirs]
            person.other_parents += [parent for parent, more in told if more is not None and more[0] not in _OTHER]
        for parent in person.other_parents:
            known = people.relation(parent.key())
            if known is None or known[0] not in {("mother",), ("father",), ("parent",)}:
                people.halve(person)
                _is_the_other(parent.key(), person)


def _is_the_other(parent: Person, child: Person) -> None:
    """ "Mum had Alfie with Kane": of whom nothing else is said, the father of the half-brother."""
    owner = next((claim.owner for claim in child.claims if claim.owner and claim.own[-1] in paths.CHILDREN), None)
    known = people.relation(owner.key()) if owner is not None else None
    if parent.claims or parent.roles or known is None or known[0] not in _OTHER:
        return
    parent.claims.append(people.Claim(child, (_OTHER[known[0]],), "kin.has"))
