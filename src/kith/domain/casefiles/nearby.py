"""Who lives next door, and with whom a child or a brother lives, by where the note puts them."""

from kith.domain.casefiles import caring, tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import CHILD, NAME, Unit

_NEXT_DOOR = (
    "next door|over the road|across the road|across the street|across the landing|over the landing|across the hall|"
    "on the same landing|lives opposite|lived opposite|living opposite|lives below|lived below|lives above|lived above|"
    "lives upstairs|lives downstairs|from upstairs|from downstairs|two doors down|two doors up|few doors down|"
    "few doors up|down the road|up the road|from the flat above|from the flat below|in the flat above|"
    "in the flat below|round the corner"
)
_DOORS = tuple(tuple(phrase.split()) for phrase in _NEXT_DOOR.split("|"))
_OF_DOORS = frozenset(phrase[-1] for phrase in _DOORS)
_SOMEBODY = frozenset({"he", "she", "they"})
_OVER = frozenset({"lived", "used", "old", "before"})
_NEAR = 7
_CLASS = frozenset({"class", "form", "year", "tutor", "set", "registration", "maths", "english"})
_HERS = frozenset({"his", "her", "their", "my"})
_TITLES = frozenset({"Mr", "Mrs", "Miss", "Ms", "Sir"})
_SPORTS = frozenset("football boxing karate judo swimming rugby netball dance gymnastics cricket athletics".split())
_NEAR_SCHOOL = 4
_NEAR_FRIENDS = 3
_HOMES = frozenset(
    {(word, "to") for word in ("back", "return", "returned", "returns", "home", "went", "moved")} | {("room", "at")}
)
_PREVIOUSLY = frozenset({"previously", "formerly", "originally", "before"})
_NEXT = frozenset({"after", "then", "next", "later", "before", "first", "afterwards"})
_THEN = frozenset({("then", "with"), ("then", "to"), ("now", "with")})
_SPANS = frozenset("night nights week weeks month months year years yrs wks mths".split())
_AT = frozenset({"with", "to", "at", "by"})
_STAYS = frozenset(
    "is lives living live placed moved moves stays staying stay remains remain remained went gone goes placement home "
    "back settled settle was been are adopted".split()
)


def read(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """Everything below, where the sentence names somebody of whom nothing is said yet."""
    if any(_is_open(unit) for unit in units):
        words = {token.low for token in sentence.tokens}
        if words & _OF_DOORS or "number" in words:
            neighbours(sentence, units)
        friends(sentence, units)
        at_school(sentence, units)
        if words & _CLASS:
            classmates(sentence, units)
        households(sentence, units)
        homes(sentence, units)
        if "respite" in words:
            respite(sentence, units)


def respite(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Respite at Bev's", "respite with Bev and Keith", "goes to Bev for respite": of whom nothing else is said."""
    low = [token.low for token in sentence.tokens]
    for index, unit in enumerate(units):
        both = _joined(low, units, index)
        before, after = low[max(0, unit.first - 2) : unit.first], low[both[-1].end : both[-1].end + 2]
        if (before[:1] == ["respite"] and before[-1] in _AT) or after in (["for", "respite"], ["(", "respite"]):
            for one in both:
                if _is_open(one) and isinstance(one.person, Person):
                    one.person.key().claims.append(Claim(None, ("respite carer",), "kin.respite", bare=True))


def _is_open(unit: Unit) -> bool:
    person = unit.person.key() if unit.kind == NAME and isinstance(unit.person, Person) else None
    return person is not None and not person.claims and not person.roles


def neighbours(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Simon next door", "Mrs Doak, who lives across the landing": of whom nothing else is said, a neighbour."""
    low = [token.low for token in sentence.tokens]
    for index, unit in enumerate(units):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or unit.owns or person is None or person.claims or person.roles:
            continue
        until = units[index + 1].first if index + 1 < len(units) else len(low)
        after = low[unit.end : min(until, unit.end + _NEAR)]
        if low[max(0, unit.first - 3) : unit.first] == ["next", "door", "to"]:
            person.claims.append(Claim(None, ("neighbour",), "kin.door", bare=True))
            continue
        after = after[: next((at for at, word in enumerate(after) if word in _SOMEBODY), len(after))]
        if after[:2] == ["at", "number"] or any(_stands(after, words) for words in _DOORS):
            step = "neighbour" if _OVER.isdisjoint(after) else "former neighbour"
            person.claims.append(Claim(None, (step,), "kin.door", bare=True))


def _stands(found: list[str], words: tuple[str, ...]) -> bool:
    return any(tuple(found[at : at + len(words)]) == words for at in range(len(found)))


def classmates(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Mia is in his form", "Marie, who sits with her in maths": somebody of whom nothing else is said."""
    low = [token.low for token in sentence.tokens]
    for index, unit in enumerate(units):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or unit.owns or person is None or person.claims or person.roles or unit.title:
            continue
        until = units[index + 1].first if index + 1 < len(units) else len(low)
        after = low[unit.end : min(until, unit.end + _NEAR)]
        if any(
            word in _CLASS and after[max(0, at - 2)] == "in" and after[at - 1] in _HERS
            for at, word in enumerate(after)
            if at > 1
        ):
            person.claims.append(Claim(None, ("classmate",), "kin.class", bare=True))


def friends(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "He hangs around with Kaz and Bo", "Friendships: Holly": somebody of whom nothing else is said."""
    low = [token.low for token in sentence.tokens]
    for index, unit in enumerate(units):
        before = low[max(0, unit.first - _NEAR_FRIENDS) : unit.first]
        if unit.kind != NAME or not _is_with_friends(before) or index and not _is_childs(units[:index]):
            continue
        for one in _joined(low, units, index):
            person = one.person.key() if isinstance(one.person, Person) else None
            if person is not None and not person.claims and not person.roles and not one.owns and not one.title:
                person.claims.append(Claim(None, ("friend",), "kin.friend", bare=True))


def _is_with_friends(before: list[str]) -> bool:
    if before[-1:] == [":"]:
        return before[-2:-1] in (["friendships"], ["peers"], ["friends"])
    if before[-1:] != ["with"]:
        return False
    return before[-3:-2] in (["hangs"], ["hanging"], ["hung"], ["knocks"]) or before[-2:-1] in (
        ["friends"], ["pals"], ["mates"], ["friendship"], ["besties"],
    )  # fmt: skip


def _is_childs(before: list[Unit]) -> bool:
    return all(unit.kind == CHILD for unit in before)


def _joined(low: list[str], units: list[Unit], index: int) -> list[Unit]:
    """A name and those joined to it by commas and "and"."""
    found = [units[index]]
    for unit in units[index + 1 :]:
        between = low[found[-1].end : unit.first]
        if unit.kind != NAME or len(between) > 2 or any(word not in {",", "and", "&"} for word in between):
            break
        found.append(unit)
    return found


def at_school(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Mr Tuck from Year 6", "Miss Lowe (Y4)", "Mr Whelan at football": a teacher or a coach with a title."""
    low = [token.low for token in sentence.tokens]
    for unit in units:
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or unit.title not in _TITLES or person is None or person.claims or person.roles:
            continue
        after = low[unit.end : unit.end + _NEAR_SCHOOL]
        if after[:1] in (["from"], ["("], [","], ["in"], ["of"], ["at"]) and _is_a_year(after[1:]):
            step = "former teacher" if after[0] == "from" else "teacher"
            person.claims.append(Claim(None, (step,), "kin.school", bare=True))
        elif after[:1] in (["at"], ["from"]) and after[1:2] and after[1] in _SPORTS:
            person.claims.append(Claim(None, ("coach",), "kin.school", bare=True))


def _is_a_year(after: list[str]) -> bool:
    """ "Year 6", "Y4", "Reception", "primary school"."""
    if not after:
        return False
    return after[0] in {"reception", "nursery", "y"} or after[0] == "year" and after[1:2] != [] and after[1].isdigit()


def households(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "He is at the Mortons", "her sister is with the Blacks": a family that has somebody is the one that cares."""
    for index, unit in enumerate(units):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if unit.kind != NAME or person is None or unit.rule != "name.household":
            continue
        before = [token.low for token in sentence.tokens[max(0, unit.first - 2) : unit.first]]
        if person.claims or person.roles or _AT.isdisjoint(before):
            continue
        whose = _who_lives(sentence, units[:index], unit)
        if whose is not None:
            person.claims.append(Claim(whose[0], ("foster carer",), "kin.household", bare=whose[0] is None))


def homes(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "will not go back to Mrs Brand", "his room at Ted and Jo's", "to Joan for six weeks": who has or had him."""
    low = [token.low for token in sentence.tokens]
    for index, unit in enumerate(units):
        before = tuple(low[unit.first - 2 : unit.first])
        there = before in _HOMES or before == ("was", "with") and low[0] in _PREVIOUSLY
        if unit.kind != NAME or not (_is_childs(units[:index]) and there or _goes_on(before, units[:index])):
            continue
        both = _joined(low, units, index)
        after = low[both[-1].end : both[-1].end + 3]
        for_a_time = len(after) == 3 and after[0] == "for" and after[2] in _SPANS
        for_a_time = for_a_time or low[0] in _PREVIOUSLY and before == ("was", "with")
        for_a_time = for_a_time or low[0] in _NEXT and low[1:2] != ["is"] and before == ("went", "to")
        if not (for_a_time or unit.title or len(both) > 1 or not there):
            continue
        step = "former foster carer" if for_a_time else "foster carer"
        for one in both:
            if _is_open(one) and isinstance(one.person, Person):
                one.person.key().claims.append(Claim(None, (step,), "kin.home", bare=True))


def _goes_on(before: tuple[str, ...], named: list[Unit]) -> bool:
    """ "Placed with Sue and Tom, then with Mrs Ali, now with Jan": after carers alone."""
    carers = [unit for unit in named if unit.kind != CHILD]
    return before in _THEN and bool(carers) and all(_has_the_child(unit) for unit in carers)


def _has_the_child(unit: Unit) -> bool:
    claims = unit.person.key().claims if isinstance(unit.person, Person) else []
    return any(claim.owner is None and claim.own[-1] in {"foster carer", "former foster carer"} for claim in claims)


def _who_lives(sentence: tokens.Sentence, before: list[Unit], unit: Unit) -> tuple[Person | None] | None:
    """Whoever the sentence says is there: a brother or sister, the child (None), or nothing where it does not say."""
    start = before[-1].end if before else 0
    if _STAYS.isdisjoint(token.low for token in sentence.tokens[start : unit.first]):
        return None
    return caring.child_or_sibling(before)
