"""Who had a child by what they did: "fostered by Jo and Phil", "adopted by the Cranes", "Jo had him for a year"."""

from collections.abc import Iterator

from kith.domain.casefiles import people, tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

Tokens = tuple[tokens.Token, ...]

_BY = {"fostered": "foster carer", "adopted": "adoptive parent", "looked": "foster carer", "cared": "foster carer"}
_NOW = frozenset({"is", "are", "being", "currently", "now"})
_THEM = frozenset({"him", "her", "them", "you", "me"})
_CARED_FOR = frozenset({("looked", "after"), ("cared", "for"), ("took", "in")})
_MINDED = frozenset({"childminded", "babysat", "minded"})
_HAD = frozenset({"had"})
_FOR_A_TIME = frozenset({"for", "until", "till", "from", "between", "when", "before", "aged", "since"})
_GIVES = frozenset({"gave", "gives", "giving"})
_CERTIFICATES = frozenset({"certificate", "cert"})
_WITH = frozenset({"with", "by", "w"})
_OTHER = {"mother": "father", "father": "mother"}
_STOPS = frozenset({".", ";", ":"})
_YOUNG = frozenset("sixteen seventeen eighteen nineteen twenty fifteen fourteen".split())
_FAR, _SOON = 18, 7


def read(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """Give whoever had the child that relation, where nothing else is said of them; the units are settled already."""
    for unit, whose, step in (*_passive(sentence.tokens, units), *_active(sentence.tokens, units)):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        titled = _called_parent(units, unit) if step == "adoptive parent" and person is not None else ""
        if person is not None and titled and all(claim.bare for claim in person.claims):
            # "Papa Steve and Daddy Rob, who adopted you"
            person.claims = [Claim(whose, (f"adoptive {titled}",), "kin.cared")]
        elif person is not None and not person.claims and not person.roles and person is not whose:
            person.claims.append(Claim(whose, (step,), "kin.cared"))


def _called_parent(units: list[Unit], unit: Unit) -> str:
    """The mother or father that the title before a name says."""
    title = next((one for one in units if one.end == unit.first and one.kind == KIN and len(one.path) == 1), None)
    return title.path[0] if title is not None and title.path[0] in _OTHER else ""


def births(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Donna gave birth to Kayden": the mother; "Adrian is on the birth certificate": the father."""
    found = sentence.tokens
    low = [token.low for token in found]
    for index, unit in enumerate(units):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or unit.owns or person is None or person.claims or person.roles or person.plural:
            continue
        until = units[index + 1].first if index + 1 < len(units) else len(low)
        after = low[unit.end : until]
        at = next(
            (at for at, word in enumerate(after[:-2]) if word in _GIVES and after[at + 1 : at + 3] == ["birth", "to"]),
            -1,
        )
        if at >= 0 and unit.end + at + 3 < len(found) and _is_child(found, units, unit.end + at + 3):
            person.claims.append(Claim(None, ("mother",), "kin.birth"))
        elif _when_born(found, units, index):
            person.claims.append(Claim(None, ("parent",), "kin.birth"))
        elif _had_young(found, units, index):
            person.gender = person.gender or _she_after(low[unit.end :])
            person.claims.append(Claim(None, ("mother" if person.gender == "f" else "parent",), "kin.birth"))
        elif _is_certified(low[unit.end : unit.end + _FAR]):
            person.claims.append(Claim(None, ("father",), "kin.birth", bare=True))


def _had_young(found: Tokens, units: list[Unit], index: int) -> bool:
    """ "Stacy had Ryan at 16", "had Leo when she was a teenager": not "had Leo when Kelly was in rehab"."""
    at = units[index].end
    child = units[index + 1] if index + 1 < len(units) else None
    if child is None or child.kind != CHILD or [token.low for token in found[at : child.first]] != ["had"]:
        return False
    after = [token.low for token in found[child.end : child.end + 4]]
    if after[:1] in (["at"], ["aged"]) and len(after) > 1:
        return after[1].isdigit() or after[1] in _YOUNG
    return after[:2] in (["when", "she"], ["when", "he"]) and after[2:3] == ["was"] or after[:1] == ["young"]


def _when_born(found: Tokens, units: list[Unit], index: int) -> bool:
    """ "Toni was born when Sharon was 16" """
    unit, before = units[index], units[index - 1] if index else None
    after = found[unit.end : unit.end + 2]
    said = [token.low for token in found[before.end : unit.first]] if before is not None else []
    young = len(after) > 1 and after[0].low == "was" and (after[1].kind == "d" or after[1].low in _YOUNG)
    return before is not None and before.kind == CHILD and said == ["was", "born", "when"] and young


def _she_after(after: list[str]) -> str:
    """Whether the rest of the sentence says she: "Stacy had Ryan at 16 and her nan helped"."""
    return "f" if not {"she", "her", "herself"}.isdisjoint(after) else ""


def had_with(sentence: tokens.Sentence, units: list[Unit], subject: Person | None) -> None:
    """ "Jade had Kayden with Kyle": of one parent's child the other one named is the other parent."""
    found = sentence.tokens
    for index, unit in enumerate(units):
        at = unit.first - 1
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or unit.owns or person is None or person.claims or person.roles or at < 2:
            continue
        theirs = units[index - 1] if index and units[index - 1].end == at else None
        start = (
            theirs.first if theirs is not None and theirs.kind == CHILD else at - 1 if found[at - 1].low == "you" else 0
        )
        if found[at].low not in _WITH or start < 1 or found[start - 1].low not in _HAD:
            continue
        before = [other.person for other in units if other.end < start and not other.owns]
        parent = before[-1] if before else subject
        known = people.relation(parent.key()) if isinstance(parent, Person) and parent.key() is not person else None
        other = _OTHER.get(known[0][0]) if known is not None and len(known[0]) == 1 else None
        if other is not None:
            person.claims.append(Claim(None, (other,), "kin.birth"))


def _is_certified(after: list[str]) -> bool:
    """ "is on the birth certificate", "was named on the certificate as father"; not "is not on it"."""
    at = next((at for at, word in enumerate(after) if word in _CERTIFICATES), -1)
    words = set(after[: at + 1])
    return (
        at > 0
        and "on" in words
        and not words & {"not", "isn't", "never", "no", "off"}
        and bool(words & {"is", "was", "named"})
    )


def _passive(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, Person | None, str]]:
    """ "He was fostered by Maud", "his sister was adopted, at three, by Philippa and Roy"."""
    for at, token in enumerate(found):
        step = _BY.get(token.low)
        if step is None:
            continue
        by = next((index for index in range(at + 1, min(at + _FAR, len(found))) if found[index].low == "by"), -1)
        if by < 0 or any(other.text in _STOPS for other in found[at:by]):
            continue
        whose = _subject(units, at)
        if whose is None:
            continue
        now = not _NOW.isdisjoint(other.low for other in found[max(0, at - 2) : at])
        step = f"former {step}" if step == "foster carer" and not now else step
        for unit in _names(found, units, by + 1):
            yield unit, whose[0], step


def _active(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, Person | None, str]]:
    """ "Maureen fostered Kayden", "Vernon and Pearl had him for a year", "Joy, who had him 2012-2015"."""
    for index, unit in enumerate(units):
        if unit.kind != NAME or unit.owns:
            continue
        at = unit.end
        while at < len(found) and (
            found[at].text in {",", ")"} or found[at].low in {"who", "that", "had", "have", "has", "also"}
        ):
            at += 1
        had = at > unit.end and found[at - 1].low in _HAD
        verb = found[at].low if at < len(found) else ""
        if verb in {"fostered", "adopted"} | _MINDED:
            at += 1
        elif at + 1 < len(found) and (verb, found[at + 1].low) in _CARED_FOR:
            at += 2
        elif not had:
            continue
        if at >= len(found) or not _is_child(found, units, at):
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        since = found[at - 2].low in {"has", "have"} and "since" in [token.low for token in found[at : at + _SOON]]
        lasted = since or after is not None and (after.low in _FOR_A_TIME or after.kind == "d" or after.text == ",")
        if verb not in {"fostered", "adopted"} | _MINDED and not lasted:
            continue
        step = "adoptive parent" if verb == "adopted" else "foster carer" if since else "former foster carer"
        until = after is not None and after.low in {"for", "until", "till"}
        step = ("former childminder" if until else "childminder") if verb in _MINDED else step
        whose = _whom(found, units, index, at)
        if whose is not None:
            yield from ((one, whose[0], step) for one in _back(found, units, index))


def _whom(found: Tokens, units: list[Unit], index: int, at: int) -> tuple[Person | None] | None:
    """Whom they had: "my brother, and Craig that adopted him" is the brother; "Jo adopted me" says nothing of him."""
    low = found[at].low
    if low == "me":
        return (None,) if found[units[index].end].low in {"who", "that"} else None
    before = [unit for unit in units[:index] if not unit.owns]
    sibling = child_or_sibling(before) if low in {"him", "her", "them"} and before else None
    return sibling if sibling is not None else (None,)


def _is_child(found: Tokens, units: list[Unit], at: int) -> bool:
    return found[at].low in _THEM or any(unit.kind == CHILD and unit.first == at for unit in units)


def _back(found: Tokens, units: list[Unit], index: int) -> Iterator[Unit]:
    """The name and the one joined to it by "and" before it, "Mummy Jo and Mummy Kate" too."""
    yield units[index]
    titled = int(index > 0 and units[index - 1].kind == KIN and units[index - 1].end == units[index].first)
    first = units[index - titled].first
    before = units[index - 1 - titled] if index > titled else None
    joined = before is not None and before.kind == NAME and before.end + 1 == first
    if before is not None and joined and found[before.end].low in {"and", "&", "+"}:
        yield before


def _names(found: Tokens, units: list[Unit], start: int) -> Iterator[Unit]:
    """A name that begins here, and the one joined to it."""
    first = next((unit for unit in units if unit.first == start and unit.kind == NAME), None)
    if first is None or first.end < len(found) and found[first.end].kind == "s":
        return
    yield first
    if first.end + 1 < len(found) and found[first.end].low in {"and", "&", "+"}:
        yield from (unit for unit in units if unit.first == first.end + 1 and unit.kind == NAME)


def _subject(units: list[Unit], at: int) -> tuple[Person | None] | None:
    """Who was fostered or adopted: the child (None) or a brother or sister; nothing where it is somebody else."""
    return child_or_sibling([unit for unit in units if unit.end <= at and not unit.owns])


def child_or_sibling(before: list[Unit]) -> tuple[Person | None] | None:
    """Whom a sentence without another subject speaks of, by what stands before.

    A brother or sister, the child (None), or nothing where it is somebody else.
    """
    if not before or before[-1].kind == CHILD:
        return (None,)
    person = before[-1].person.key() if isinstance(before[-1].person, Person) else None
    known = people.relation(person) if person is not None else None
    if before[-1].kind not in (NAME, KIN) or known is None:
        return None
    return (person,) if people.is_sibling(known[0]) else None
