"""Names that may be those of a home: one or a couple, what leads to them, whether they care for a child."""

import dataclasses
from collections.abc import Iterator

from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

CARE = frozenset({"foster carer", "former foster carer", "respite carer", "kinship carer"})
SPOUSES = frozenset({"husband", "wife", "spouse", "partner", "boyfriend", "girlfriend"})
_AND = frozenset({"and", "&", "+"})
_AT = frozenset({"to", "with", "w", "at", "by"})
HOUSES = frozenset({"farm", "house", "home", "place", "flat", "cottage", "bungalow"})
ENDS = frozenset(
    {"", ",", ".", ";", "(", ")", "-", "–", "—", "and", "in", "until", "till", "from", "for", "since", "when"}
)
_KINDS = frozenset({"family", "couple", "carers", "carer", "lady"})
_BESIDE = frozenset(
    "a an the - different new another short long term emergency local authority foster family couple "
    "lady called single".split()
)


@dataclasses.dataclass(slots=True)
class Couple:
    """A name or two joined ones, and where the words end."""

    units: list[Unit]
    end: int
    spouse: bool = False

    @property
    def first(self) -> int:
        """Where the words begin."""
        return self.units[0].first

    @property
    def people(self) -> list[Person]:
        """Who they are."""
        return [unit.person.key() for unit in self.units if isinstance(unit.person, Person)]

    @property
    def is_two(self) -> bool:
        """Whether they are more than one."""
        return len(self.units) > 1 or self.units[0].plural

    @property
    def is_family(self) -> bool:
        """ "Sue and Alan Pratt", "Mr and Mrs Lowe", "Jo and her partner Ann": not "Kyle and Ben"."""
        first, last = self.units[0], self.units[-1]
        return first.plural or self.spouse or first is not last and len(first.words) == 1 < len(last.words)


def couples(low: list[str], units: list[Unit]) -> Iterator[Couple]:
    """Every name of the sentence with the one that is joined to it, "and his wife Jo" too."""
    for index, unit in enumerate(units):
        if unit.kind != NAME:
            continue
        rest = units[index + 1 : index + 3]
        second = rest[0] if rest and low[unit.end : rest[0].first] and low[unit.end] in _AND else None
        if second is not None and second.kind == KIN and second.path and second.path[-1] in SPOUSES:
            second = rest[1] if len(rest) > 1 and rest[1].first == second.end else None
        elif second is not None and second.first != unit.end + 1:
            second = None
        both = [unit, second] if second is not None and second.kind == NAME and not second.role else [unit]
        yield Couple(both, both[-1].end, len(both) > 1 and second is not rest[0])


def may_host(couple: Couple) -> bool:
    """Whether a child may live there: nobody with a job in the note, no Miss of a school."""
    first = couple.units[0]
    person = first.person.key() if isinstance(first.person, Person) else None
    return person is not None and not person.roles and not first.role and first.title != "Miss"


def is_full(couple: Couple, whose: Person | None) -> bool:
    """ "Leo to Mr Lowe", "Leo to Ann and Roy", "his sister to Joan Petrie": not "Leo to Jo"."""
    first = couple.units[0]
    return couple.is_two or bool(first.title) or whose is not None and len(first.words) > 1


def cares(unit: Unit) -> bool:
    """A word for a carer, or somebody who is one."""
    if unit.kind == KIN:
        return bool(unit.path) and unit.path[-1] in CARE
    claims = unit.person.key().claims if isinstance(unit.person, Person) else []
    return bool(claims) and all(claim.own[-1] in CARE for claim in claims)


def may_stand(unit: Unit, at: int) -> bool:
    """What may stand between "placed" and "with": a word for carers, and the child who is placed."""
    return cares(unit) or unit.path == ("family",) or unit.kind == CHILD and unit.first == at


def led_by(low: list[str], before: list[Unit], first: int) -> int:
    """Where the "with" or "to" before a name stands, words like "short-term carers" left out; -1 = there is none."""
    at = first - 1
    carers = {place for unit in before if unit.kind == KIN and cares(unit) for place in range(unit.first, unit.end)}
    while at >= 0 and (
        low[at] in _BESIDE or at in carers or low[at] == "/" or low[at] == "," and low[at - 1] in _KINDS
    ):
        at -= 1
    return at if at >= 0 and low[at] in _AT else -1


def is_home(low: list[str], couple: Couple) -> bool:
    """Not "to Jo Lowe's party"; "at Jo Lowe's" and "at Jo Lowe's farm" are homes."""
    after = low[couple.end : couple.end + 2]
    if after[:1] == ["'s"]:
        return (after[1:] or [""])[0] in HOUSES | ENDS - {"-", "("}
    return True
