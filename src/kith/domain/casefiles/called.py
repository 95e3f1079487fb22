"""Whether somebody may be called by a name: equal, fuller, a first name or a surname alone; no sound, no spelling."""

from typing import Protocol

from kith.domain.casefiles.units import Unit

# Of these titles a person has one: Ms Pike is not Mrs Pike.
OF_TITLES = {"Mr": "m", "Mrs": "f", "Ms": "f", "Miss": "f"}
_ONE_OF_FOUR = frozenset({"Mr", "Mrs", "Ms", "Miss"})


class Named(Protocol):
    """Somebody with the names and titles that a document gives."""

    names: list[tuple[str, ...]]
    titles: set[str]
    aliases: set[str]
    gender: str


def is_name_of(person: Named, words: tuple[str, ...], title: str, *, kin_title: bool) -> bool:
    """Whether the words agree with every fuller name of the person; "Granny Lee" is not "Jimmy Lee"."""
    if title in _ONE_OF_FOUR and person.titles & _ONE_OF_FOUR and title not in person.titles:
        return False
    if person.gender and OF_TITLES.get(title, person.gender) != person.gender:
        # "Mrs Demir" is not the father, Hakan Demir.
        return False
    agreeing = [_same_name(words, title, name) for name in person.names]
    if not any(agreeing):
        return False
    fuller = [name for name in person.names if len(name) > 1]
    if kin_title and len(words) == 1 and fuller and all(words[0] != name[0] for name in fuller):
        return False
    return all(_same_name(words, title, name) for name in fuller)


def may_be(person: Named, unit: Unit) -> bool:
    """Whether somebody named may be meant by this name too: "Mum, Kelly" may be "Mrs Marsh", Aunt Jo is not Bev."""
    if any(_same_name(unit.words, unit.title, name) for name in person.names):
        return True
    if not person.aliases.isdisjoint(unit.words) or any(
        not set(unit.aliases).isdisjoint(name) for name in person.names
    ):
        return True
    alone = any(len(name) == 1 for name in person.names) and len(unit.words) == 1
    return alone and bool(unit.title) != bool(person.titles)


def _same_name(words: tuple[str, ...], title: str, known: tuple[str, ...]) -> bool:
    """Whether two forms can be one name: equal, or the shorter one is the first or last name of the longer."""
    if words == known:
        return True
    short, long = sorted((words, known), key=len)
    if len(short) == 1:
        if title and words is short and len(long) > 1:
            return short[0] == long[-1] or short[0] == long[0]
        return short[0] == long[0] or short[0] == long[-1]
    return short[0] == long[0] and (short[-1] == long[-1] or short[1:] == long[1 : len(short)])
