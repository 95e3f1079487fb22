"""What the child is to somebody says who they are: "her son Leo", "Leo is Kelly's youngest", "his nephew, Leo"."""

from collections.abc import Iterator

from kith.domain.casefiles import paths, people, tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

Tokens = tuple[tokens.Token, ...]

# Who has such a relative, by the word for the relative.
_BACK = {
    **dict.fromkeys(paths.CHILDREN, "parent"),
    **dict.fromkeys(("nephew", "niece", "niece or nephew"), "aunt or uncle"),
    **dict.fromkeys(("great-nephew", "great-niece"), "great-aunt or great-uncle"),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), "grandparent"),
    **dict.fromkeys(("great-grandson", "great-granddaughter"), "great-grandparent"),
    **dict.fromkeys(("stepson", "stepdaughter", "stepchild"), "stepparent"),
    **dict.fromkeys(("godson", "goddaughter", "godchild"), "godparent"),
    **dict.fromkeys(("brother", "sister", paths.SIBLING), paths.SIBLING),
    **dict.fromkeys(paths.HALVES, paths.HALF[paths.SIBLING]),
    "cousin": "cousin",
}
_IS = frozenset(
    "is was 's , ( ) - – — the a an being as only eldest oldest youngest middle second third fourth first older "
    "younger birth biological natural now also".split()
)
_COPULAS = frozenset({"is", "was", "'s"})
_BESIDE = frozenset({",", "(", "called", "named"})
_GENDER = {"his": "m", "her": "f"}
# After these a second name begins to say something of its own: "the son of Kelly and Dean is ...".
_VERBS = frozenset("is was has had will said says".split())
# Of these there are others besides the child.
_ANOTHER = frozenset(
    "older younger elder other others another eldest oldest youngest adult grown new newborn unborn second third "
    "middle first two both all half step adopted foster".split()
)
_OWN = {
    "parent": frozenset({("mother",), ("father",), ("parent",), ("adoptive mother",), ("adoptive father",)}),
    "grandparent": frozenset({("grandmother",), ("grandfather",), ("grandparent",)}),
}
_OF_SEVERAL = frozenset({"child", "son", "daughter", "grandchild", "grandson", "granddaughter", "nephew", "niece"})
_LISTED = frozenset({",", ":", "(", ")", "and", "&", "-", "–", "aged"})
# Whose daughter or sister the mother is.
_SIDE_OF = {"daughter": "mother", "sister": "mother", "son": "father", "brother": "father"}
_ONLY_OF_KIN = frozenset({"grandparent", "aunt or uncle", "great-aunt or great-uncle", "great-grandparent"})
_SIDES = frozenset({"mother", "father"})


def assign(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """Words for relatives that are the child are nobody else; to be called before people are put together."""
    for _, unit in _of_child(sentence.tokens, units):
        unit.general = True
    for unit, _ in _broods(sentence.tokens, units):
        unit.general = True


def read(sentence: tokens.Sentence, units: list[Unit], subject: Person | None) -> None:
    """Give whoever has the child as a son, a niece and so on that relation, where nothing is said of them yet."""
    for unit, names in _broods(sentence.tokens, units):
        holder = unit.owner.person.key() if unit.owner is not None and isinstance(unit.owner.person, Person) else None
        if holder is None or holder.roles or any(not claim.bare for claim in holder.claims):
            continue
        holder.claims.append(Claim(None, (_BACK[unit.path[-1]],), "kin.inverse"))
        for name in names:
            if isinstance(name.person, Person) and not name.person.key().claims and not name.person.key().roles:
                name.person.key().claims.append(Claim(holder, unit.path, "kin.inverse"))
    for index, unit in _of_child(sentence.tokens, units):
        step = _BACK[unit.path[-1]]
        for person in _holders(sentence.tokens, units, index, subject):
            if person.roles or any(not claim.bare for claim in person.claims):
                continue
            person.said = person.said or ("" if person.plural else _GENDER.get(unit.pronoun, ""))
            person.claims.append(Claim(None, (step,), "kin.inverse"))


def is_child(unit: Unit, owner: Person, found: Tokens, *, child_gender: str) -> bool:
    """Whether "her son", said of the child's own mother, is the child."""
    if unit.links or unit.plural or unit.article or not unit.pronoun or len(unit.path) != 1 or unit.kin is None:
        return False
    if unit.gender and child_gender and unit.gender != child_gender:
        return False
    if not _ANOTHER.isdisjoint(token.low for token in found[unit.first : unit.head]):
        return False
    known = people.relation(owner)
    step = _BACK.get(unit.path[-1])
    if known is None and step in _ONLY_OF_KIN and not owner.roles and owner.named:
        # "Mrs Holt wants to see her grandson": in a child's notes the child.
        owner.claims.append(Claim(None, (step,), "kin.inverse", bare=True))
        return True
    return known is not None and step is not None and _has_child(known[0], step)


def owner_of_parent(unit: Unit, owner: Person | None, found: Tokens) -> Person | None:
    """ "Her daughter", said of the child's mother's mother, is the mother, who is the child's: she needs no name.

    So is "my sister" of a mother's brother or sister.
    """
    if owner is None or not _is_parent(unit, owner, found):
        return owner
    unit.path = (_SIDE_OF[unit.path[-1]],)
    return None


def _is_parent(unit: Unit, owner: Person, found: Tokens) -> bool:
    side = _SIDE_OF.get(unit.path[-1], "") if len(unit.path) == 1 else ""
    if not side or unit.links or unit.plural or unit.article or not unit.pronoun:
        return False
    if not _ANOTHER.isdisjoint(token.low for token in found[unit.first : unit.head]):
        return False
    known = people.relation(owner)
    own = {"mother", "father"} if unit.path[-1] in paths.CHILDREN else {"brother", "sister"}
    return known is not None and len(known[0]) == 2 and known[0][0] == side and known[0][1] in own


def _has_child(path: paths.Path, step: str) -> bool:
    if step == "grandparent":
        return path in _OWN[step] or len(path) == 2 and set(path) <= _SIDES
    if step == "aunt or uncle":
        return path in {("aunt",), ("uncle",), ("aunt or uncle",)} or (
            len(path) == 2 and path[0] in _SIDES and path[1] in paths.SIBLINGS
        )
    return path in _OWN.get(step, ())


def _of_child(found: Tokens, units: list[Unit]) -> Iterator[tuple[int, Unit]]:
    """The words for relatives in the sentence that are the child, with their places among the units."""
    for index, unit in enumerate(units):
        if unit.kind != KIN or unit.plural or len(unit.path) != 1 or unit.path[-1] not in _BACK or unit.owner_is_child:
            continue
        owned = unit.owner is not None or unit.pronoun in {"his", "her", "their"}
        if not owned or unit.links:
            continue
        before = units[index - 1] if index else None
        if unit.owner is not None and before is unit.owner:
            before = units[index - 2] if index > 1 else None
        after = units[index + 1] if index + 1 < len(units) else None
        if after is not None and after.kind == CHILD and not after.owns:
            between = [token.low for token in found[unit.end : after.first]]
            if len(between) < 2 and _BESIDE.issuperset(between):
                yield index, unit
                continue
        if before is not None and before.kind == CHILD and not before.owns:
            start = unit.owner.first if unit.owner is not None and unit.owner.first < unit.first else unit.first
            said = {token.low for token in found[before.end : start] if token.kind != "d"}
            if said and said <= _IS and (before is units[0] or not said.isdisjoint(_COPULAS)):
                yield index, unit


def _broods(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, list[Unit]]]:
    """ "Donna's children Shay (9) and Ellis (4)", where Shay is the child: the word, and the others in the list."""
    for index, unit in enumerate(units):
        if unit.kind != KIN or not unit.plural or unit.path[-1] not in _OF_SEVERAL or unit.owner is None:
            continue
        listed: list[Unit] = []
        at = unit.end
        for other in units[index + 1 :]:
            between = [token for token in found[at : other.first] if token.kind != "d"]
            owns = other.owns or other.end < len(found) and found[other.end].kind == "s"
            if other.kind not in (NAME, CHILD) or owns or not all(token.low in _LISTED for token in between):
                break
            listed.append(other)
            at = other.end
        if any(one.kind == CHILD for one in listed):
            yield unit, [one for one in listed if one.kind == NAME]


def _holders(found: Tokens, units: list[Unit], index: int, subject: Person | None) -> list[Person]:
    """Whose son or niece the child is said to be; of two who are joined both."""
    unit = units[index]
    if unit.owner is not None:
        place = next((at for at, one in enumerate(units) if one is unit.owner), -1)
        second = units[place + 1] if 0 <= place < len(units) - 1 else None
        both = [unit.owner]
        if second is not None and _goes_on(found, unit.owner, second):
            both.append(second)
        return [one.person.key() for one in both if isinstance(one.person, Person)]
    before = [
        one for one in units[:index] if one.kind in (NAME, KIN) and not one.owns and isinstance(one.person, Person)
    ]
    if not before:
        return [subject] if subject is not None else []
    if unit.pronoun == "their":
        two = len(before) > 1 and before[-1].first == before[-2].end + 1 and found[before[-2].end].low in {"and", "&"}
        return [one.person.key() for one in (before[-2:] if two else before[-1:]) if isinstance(one.person, Person)]
    gender = _GENDER.get(unit.pronoun, "")
    fitting = [one.person.key() for one in before if isinstance(one.person, Person)]
    fitting = [one for one in fitting if one.gender in ("", gender) and not one.plural]
    return fitting[:1]


def _goes_on(found: Tokens, first: Unit, second: Unit) -> bool:
    joined = second.kind == NAME and second.first == first.end + 1 and found[first.end].low in {"and", "&"}
    return joined and (second.end >= len(found) or found[second.end].low not in _VERBS)
