"""What follows from two things that a document says: whose daughter is the mother is a mother's parent."""

from dataclasses import replace

from kith.domain.casefiles import paths, people, tokens
from kith.domain.casefiles.people import Claim, Person

_COUPLE = {
    **dict.fromkeys(("husband", "wife", "spouse"), "spouse"),
    **dict.fromkeys(("partner", "boyfriend", "girlfriend", "fiancé", "fiancée"), "partner"),
    **dict.fromkeys(("former partner", "former boyfriend", "former girlfriend"), "former partner"),
    **dict.fromkeys(("former husband", "former wife"), "former partner"),
}
_BACK = {
    **dict.fromkeys(paths.SIBLINGS, paths.SIBLING),
    **dict.fromkeys(paths.HALVES, "half-brother or half-sister"),
    **dict.fromkeys(paths.CHILDREN, "parent"),
    **dict.fromkeys(("nephew", "niece", "niece or nephew"), "aunt or uncle"),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), "grandparent"),
    **_COUPLE,
    "cousin": "cousin",
    "friend": "friend",
    "neighbour": "neighbour",
}
_PARENTS = frozenset({("mother",), ("father",)})
_GRAND = {("grandmother",): "mother", ("grandfather",): "father"}
_SIDES = frozenset({"mother", "father"})
_OTHERS = frozenset("a another other others second eldest oldest youngest older younger middle".split())
_BY_BIRTH = frozenset({"kin.inverse", "kin.birth"})
_ROUNDS = 2


def read(found: list[Person]) -> None:
    """Give whoever has no relation the one that follows from somebody who has: "her son Lee is his dad"."""
    for _ in range(_ROUNDS):
        for person in found:
            for claim in list(person.claims):
                owner = claim.owner.key() if claim.owner is not None else None
                if owner is not None and owner is not person.key() and len(claim.own) == 1:
                    _back(person, owner, claim.own[0])


def parents(found: list[Person], sentences: list[tokens.Sentence]) -> None:
    """ "My son Darren", by a father's mother, where the note speaks of no father: he, if she speaks of one son."""
    for step, child in (("father", "son"), ("mother", "daughter")):
        if any(_is(person, (step,)) and (person.named or _is_spoken_of(person, sentences)) for person in found):
            continue
        theirs = [
            person
            for person in found
            if person.named
            and any(
                claim.owner is not None and claim.own == (child,) and _is_parent_of(claim.owner.key(), step)
                for claim in person.claims
            )
        ]
        if len(theirs) == 1 and len(theirs[0].claims) == 1 and not _is_another(theirs[0], sentences):
            theirs[0].claims.append(Claim(None, (step,), "kin.follows"))


def second_mother(found: list[Person]) -> None:
    """ "Donna's children Shay and Ellis and her mother Janet": hers whose child Shay is said to be."""
    for step in ("mother", "father"):
        theirs = [
            one
            for one in found
            if one.named and any(claim.owner is None and claim.own == (step,) for claim in one.claims)
        ]
        surely = [one for one in found if any(claim.rule in _BY_BIRTH for claim in one.claims) and _is(one, (step,))]
        for person in theirs:
            if len(surely) == 1 and person is not surely[0]:
                person.claims = [
                    replace(claim, owner=surely[0]) if claim.owner is None and claim.own == (step,) else claim
                    for claim in person.claims
                ]


def _is_spoken_of(person: Person, sentences: list[tokens.Sentence]) -> bool:
    """Whether "dad" stands for himself somewhere, not only in "his dad's mum"."""
    owning = {token.start for sentence in sentences for token in sentence.tokens if token.kind == "s"}
    return any(mention.end not in owning for mention in person.mentions)


def _is_another(person: Person, sentences: list[tokens.Sentence]) -> bool:
    """ "Her other son": not the one who is meant without a word."""
    return any(
        token.end + 1 == mention.start and token.low in _OTHERS
        for mention in person.mentions
        for token in sentences[mention.sentence].tokens
    )


def _is(person: Person, path: paths.Path) -> bool:
    known = people.relation(person)
    return known is not None and known[0] == path


def _is_parent_of(person: Person, step: str) -> bool:
    return any(_is(person, (step, parent)) for parent in ("mother", "father", "parent"))


def _back(person: Person, owner: Person, step: str) -> None:
    """The owner of "her son Lee", where Lee is somebody's by words of their own."""
    back = _BACK.get(step)
    told_else = any(claim.owner is None or claim.owner.key() is not owner for claim in person.claims)
    if back is None or owner.plural or person.plural or not told_else:
        return
    known = _without(person, owner)
    if known is None:
        return
    path = paths.joined(known, (back,))
    own = people.relation(owner)
    if own is None and not owner.roles or known in _PARENTS and own is not None and _says_more(own[0], path):
        owner.claims.append(Claim(None, path, "kin.follows"))


def _without(person: Person, owner: Person) -> paths.Path | None:
    """How somebody is related by what is said besides being the owner's."""
    known = people.relation(person, frozenset({owner.number}))
    return known[0] if known is not None else None


def _says_more(known: paths.Path, path: paths.Path) -> bool:
    return len(known) == 1 and paths.more_exact(known, path) not in {None, known}


def other_side(found: list[Person], sentences: list[tokens.Sentence]) -> None:
    """ "His other nan, Mair", where the one nan is his mother's mother: his father's mother."""
    for person in found:
        known = people.relation(person)
        if known is None or known[0] not in _GRAND or not _is_the_other(person, sentences):
            continue
        first = {one[0][0] for one in map(people.relation, found) if one is not None and _is_sided(one[0], known[0][0])}
        if len(first) == 1:
            person.claims.append(Claim(None, (*(_SIDES - first), _GRAND[(known[0][0],)]), "kin.follows"))


def _is_sided(path: paths.Path, grand: str) -> bool:
    return len(path) == 2 and path[0] in _SIDES and path[1] == _GRAND[(grand,)]


def _is_the_other(person: Person, sentences: list[tokens.Sentence]) -> bool:
    return any(
        token.low == "other" and token.end + 1 == mention.start
        for mention in person.mentions
        for token in sentences[mention.sentence].tokens
    )


def sides(pairs: list[tuple[Person, Person]]) -> None:
    """ "Nan Jean, mum's mum, and Grandad Ted": of a couple of grandparents the side of one is the other's."""
    for first, second in pairs:
        for one, other in ((first.key(), second.key()), (second.key(), first.key())):
            known, open_ = people.relation(one), people.relation(other)
            if known is None or open_ is None or open_[0] not in _GRAND or other.plural:
                continue
            if len(known[0]) == 2 and known[0][0] in _SIDES and known[0][1] in _SIDES:
                other.claims.append(Claim(None, (known[0][0], _GRAND[open_[0]]), "kin.couple"))
