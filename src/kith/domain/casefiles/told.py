"""What a document says of people beyond one sentence: who is no relation, who signs as carer, who is a half-brother."""

from kith.domain.casefiles import chronicles, lexicon, paths, people, ties, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

_NOT = frozenset({"not", "isn't", "wasn't", "isnt", "wasnt", "no", "pretend"})
_BETWEEN = frozenset("a an my his her their our really real actual actually proper blood".split())
_NO_RELATION = (("no", "relation"), ("not", "related"), ("no", "blood"), ("not", "blood"))
# Of these titles children are told to call people who are no relatives.
_GIVEN_TO_OTHERS = frozenset({"aunt", "uncle", "cousin", "grandmother", "grandfather", "brother", "sister"})
_PARENTS = ("father", "mother")
_PARENT_WORDS = frozenset({"dad", "father", "mum", "mother", "mam"})
_PARENT_SIDES = frozenset({"dad", "father", "mum", "mother", "mam", "dads", "mums", "maternal", "paternal"})
_UNIONS, _EARLIER = (
    frozenset({"marriage", "relationship"}),
    frozenset("first previous earlier former past other".split()),
)
_OUT_OF = frozenset({"from", "by", "of"})
_STAYED = frozenset({"stayed", "lived", "remained", "was", "were"})
_FOREVER = frozenset({"forever", "adopted", "adopters", "adoption", "adoptive"})
_FIRST = frozenset({"birth", "first", "tummy", "biological", "natural", "bio", "bm", "putative", "alleged"})
_REALLY = frozenset({"real", "really", "actual", "actually", "blood", "proper"})
_CARED = frozenset({"looked", "cared", "fostered", "had"})
_UNTIL = frozenset({"until", "till"})
_SOON = 12
_WHO_CARES = frozenset({"foster carer", "former foster carer", "adoptive parent", "prospective adopter"})
_EITHER = paths.SIBLINGS | paths.HALVES | {"cousin"}
_SUBJECT = {"he": "m", "she": "f", "he's": "m", "she's": "f", "hes": "m", "shes": "f"}
_HE_OR_SHE = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
_BOY_OR_GIRL = {"boy": "m", "girl": "f"}


def born(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Leo was born to Kim Hale": she is the mother; of two it does not say which."""
    parents = ties.born_to(sentence, units) or chronicles.parents(sentence, units)
    step = "parent" if len(parents) > 1 or parents and parents[0].title == "Mr" else "mother"
    for unit in parents:
        if isinstance(unit.person, Person) and not unit.person.key().claims:
            unit.person.key().claims.append(people.Claim(None, (step,), "kin.born"))


def he_or_she(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Shane is with his dad": the note says he of Shane. Nothing is read out of the name itself."""
    first = units[0]
    person = first.person.key() if isinstance(first.person, Person) else None
    if first.kind != NAME or first.owns or first.plural or person is None or person.gender:
        return
    until = min([unit.first for unit in units[1:2]], default=len(sentence.tokens))
    # "Shane is with his dad"; not "Shane is his brother".
    until += not any(unit is linked for unit in units[1:2] for linked in first.links)
    said = [_HE_OR_SHE[token.low] for token in sentence.tokens[first.end : until] if token.low in _HE_OR_SHE]
    if len(set(said)) == 1 and sentence.tokens[first.first].start - sentence.start < _SOON:
        person.gender = said[0]


def he_or_she_behind(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Declan is my twin, he got adopted", "a brother or sister, she": the note says which it is."""
    found = sentence.tokens
    for unit in units:
        if unit.kind != KIN or unit.plural or unit.path[-1] not in _EITHER or unit.end + 1 >= len(found):
            continue
        end = next((name.end for name in unit.links if name.first > unit.first), unit.end)
        if end + 1 >= len(found) or found[end].low not in {",", "and", "-", "–", "—", ";"}:
            continue
        gender = _SUBJECT.get(found[end + 1].low, "")
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if person is not None and gender and not person.gender:
            person.gender = gender


def boy_or_girl(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Ellie Lund born (girl)", "Miley, a boy of twelve": the note says which; nothing is read out of the name."""
    found = sentence.tokens
    for index, unit in enumerate(units):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or unit.owns or person is None or person.gender or person.plural:
            continue
        others = (other.first for other in units[index + 1 :] if found[other.end - 1].low not in _BOY_OR_GIRL)
        until = min(next(others, len(found)), unit.end + _SOON)
        for at in range(unit.end + 1, until):
            said = _BOY_OR_GIRL.get(found[at].low, "")
            article = found[at - 1].low == "a" and found[at - 2].text == ","
            owns = at + 1 < len(found) and found[at + 1].kind == "s"
            if said and not owns and (article or found[at - 1].text == "("):
                person.gender = said
                break


def deny(sentence: tokens.Sentence, units: list[Unit], before: list[Person]) -> None:
    """ "Uncle Wes is not a real uncle", "Auntie Bev (no relation)": the title is kept as a name, not as a relation.

    Only a bare title is taken away; whom the notes call "his uncle" stays his uncle. `before` = who was spoken of last.
    """
    for at, what in _denials(sentence.tokens):
        here = [unit.person for unit in units if unit.first < at and isinstance(unit.person, Person)]
        for person in reversed(here or before):
            if _is_called(person.key(), what):
                person.key().denied.add(what)
                break
            if what[:1] == "!" and any(claim.own[-1:] == (what[1:],) for claim in person.key().claims):
                person.key().denied |= {what, what[1:]}
                break


def _is_called(person: Person, what: str) -> bool:
    return any(
        claim.bare and claim.own[-1] in _GIVEN_TO_OTHERS and what in ("*", claim.own[-1]) for claim in person.claims
    )


def _denials(found: tuple[tokens.Token, ...]) -> list[tuple[int, str]]:
    """Where it is said, and which title: "*" = any."""
    kin_words = lexicon.load().kin
    denials: list[tuple[int, str]] = []
    for at, token in enumerate(found[:-1]):
        if token.low not in _NOT:
            continue
        if (token.low, found[at + 1].low) in _NO_RELATION:
            denials.append((at, "*"))
            continue
        word = at + 1
        while word < len(found) - 1 and word - at <= 3 and found[word].low in _BETWEEN:
            word += 1
        kin = kin_words.get(found[word].low) if word > at + 1 else None
        if kin is not None and len(kin.path) == 1 and kin.path[0] in _GIVEN_TO_OTHERS:
            strong = not _REALLY.isdisjoint(token.low for token in found[at + 1 : word])
            denials.append((at, f"!{kin.path[0]}" if strong else kin.path[0]))
    return denials


def other_parent(sentence: tokens.Sentence, units: list[Unit], before: list[Person]) -> None:
    """ "Sam has a different dad", "but not the same mum": brothers and sisters in the sentence are half ones."""
    low = [token.low for token in sentence.tokens]
    said = any(_is_other_parent(low, at) or _is_one_side(low, at) for at in range(len(low) - 1))
    if not said and not _is_not_the_childs(low, units):
        return
    here = [unit.person for unit in units if isinstance(unit.person, Person)]
    siblings = [person for person in here if _is_sibling(person.key())]
    if not siblings and low[0] in {"their", "his", "her"}:
        siblings = [person for person in before if _is_sibling(person.key())]
    for person in siblings or [one for one in before[-1:] if not here]:
        people.halve(person.key())


def _is_not_the_childs(low: list[str], units: list[Unit]) -> bool:
    """ "Their father is not Grace's father" """
    return any(
        unit.kind == CHILD
        and low[unit.end : unit.end + 1] == ["'s"]
        and low[unit.end + 1 : unit.end + 2]
        and low[unit.end + 1] in _PARENT_WORDS
        and not _NOT.isdisjoint(low[max(0, unit.first - 2) : unit.first])
        and not _PARENT_WORDS.isdisjoint(low[max(0, unit.first - 4) : unit.first])
        for unit in units
    )


def _is_other_parent(low: list[str], at: int) -> bool:
    if low[at + 1] in _UNIONS and low[at] in _EARLIER:
        return not _OUT_OF.isdisjoint(low[max(0, at - 2) : at])
    if low[at + 1].removesuffix("s") not in _PARENT_WORDS:
        return False
    return (
        low[at] in {"different", "another", "diff"}
        or low[at] == "same"
        and not _NOT.isdisjoint(low[max(0, at - 5) : at])
    )


def _is_one_side(low: list[str], at: int) -> bool:
    """ "A brother, Tom, on dad's side only" """
    return (
        low[at] in {"side", "sides"}
        and low[at + 1] == "only"
        and not _PARENT_SIDES.isdisjoint(low[max(0, at - 2) : at])
    )


def over(sentence: tokens.Sentence, units: list[Unit], before: list[Person]) -> None:
    """ "FC Jo Lowe, where he stayed until June", "the Lowes gave notice": who fostered does so no longer."""
    low = [token.low for token in sentence.tokens]
    if low[0] in {"ended", "disrupted"} or low[:2] in (["placement", "ended"], ["placement", "disrupted"]):
        for person in before:
            if _is(person.key(), ("foster carer",)):
                person.key().claims.append(people.Claim(None, ("former foster carer",), "kin.over"))
    if "where" not in low and "notice" not in low and _UNTIL.isdisjoint(low):
        return
    for unit in units:
        if unit.kind != NAME or not isinstance(unit.person, Person) or not _is(unit.person.key(), ("foster carer",)):
            continue
        after = low[unit.end : unit.end + _SOON]
        stayed = next((at for at, word in enumerate(after) if word in _STAYED and "where" in after[:at]), None)
        if stayed is None:
            stayed = next((at for at, word in enumerate(after) if word in _CARED and "who" in after[:at]), None)
        ended = stayed is not None and not _UNTIL.isdisjoint(after[stayed:])
        if ended or after[:2] == ["gave", "notice"]:
            unit.person.key().claims.append(people.Claim(None, ("former foster carer",), "kin.over"))


def carers_signature(sentences: list[tokens.Sentence], units: list[list[Unit]], found: list[Person]) -> None:
    """A note that speaks of "our daughter" as a carer does and ends with a name alone: the name is the carer's."""
    if any(token.low == "respite" for sentence in sentences for token in sentence.tokens):
        # Who has the child for a weekend writes so too.
        return
    if not sentences or len(units[-1]) != 1 or units[-1][0].kind != NAME:
        return
    unit = units[-1][0]
    rest = (*sentences[-1].tokens[: unit.first], *sentences[-1].tokens[unit.end :])
    person = unit.person.key() if isinstance(unit.person, Person) else None
    if person is None or person.claims or person.roles or any(token.kind != "p" for token in rest):
        return
    if any(claim.own[0] == "foster carer" and len(claim.own) > 1 for other in found for claim in other.claims):
        person.claims.append(people.Claim(None, ("foster carer",), "kin.signed"))


def couple(found: list[Person]) -> None:
    """ "Mr and Mrs Quaye" of whom a child's notes say nothing else, where no carer is named, have the child."""
    alone = [one for one in found if one.plural and len(one.titles) and one.named and not one.claims and not one.roles]
    if len(alone) == 1 and not any(_is(one, ("foster carer",)) and one.named for one in found):
        alone[0].claims.append(people.Claim(None, ("foster carer",), "kin.couple", bare=True))


def forever(found: list[Person], sentences: list[tokens.Sentence]) -> None:
    """ "Your first mummy is Gemma. You came to Mummy Jess, your forever family": a second one is an adoptive one."""
    if all(token.low not in _FOREVER for sentence in sentences for token in sentence.tokens):
        return
    begins = {token.start: token.low for sentence in sentences for token in sentence.tokens}
    for step in _PARENTS:
        theirs = [
            person for person in found if any(claim.own == (step,) and claim.owner is None for claim in person.claims)
        ]
        called = [one for one in theirs if one.named and all(claim.bare for claim in one.claims)]
        called = [one for one in called if not any(begins.get(mention.start) in _FIRST for mention in one.mentions)]
        first = next((one for one in theirs if one not in called), None)
        for person in called:
            if first is not None and person.mentions[0].start > first.mentions[0].start:
                person.claims = [people.Claim(None, (f"adoptive {step}",), "kin.forever")]


def namesakes(found: list[Person]) -> None:
    """ "With the Fletchers. Tracey Fletcher said": who has the surname of a carer, and no relation yet, cares too."""
    alone = [one for one in found if one.named and not one.claims and not one.roles]
    for carer in found:
        claim = next((one for one in carer.claims if one.own[-1] in _WHO_CARES), None)
        if claim is None or not carer.named:
            continue
        surnames = {name[-1] for name in carer.names if len(name) > 1 or carer.titles or carer.plural}
        surnames |= {name.removesuffix("s") for name in surnames if carer.plural}
        for other in alone:
            full = [name for name in other.names if len(name) > 1 or other.titles]
            if other is carer or other.claims or not full:
                continue
            if any(name[-1] in surnames or name[-1].removesuffix("s") in surnames and other.plural for name in full):
                other.claims.append(people.Claim(claim.owner, claim.own, "kin.household", claim.owner is None))


def halves(found: list[Person]) -> None:
    """A brother whose father is named, and is not the child's father who is named too, is a half-brother."""
    for step in _PARENTS:
        parents = [person for person in found if person.named and _is(person, (step,))]
        if len(parents) != 1:
            continue
        for person in found:
            for claim in person.claims:
                if claim.own == (step,) and claim.owner is not None and person.named and person is not parents[0]:
                    people.halve(claim.owner.key())


def _is(person: Person, path: paths.Path) -> bool:
    known = people.relation(person)
    return known is not None and known[0] == path


def _is_sibling(person: Person) -> bool:
    known = people.relation(person)
    return known is not None and len(known[0]) == 1 and known[0][0] in paths.HALF
