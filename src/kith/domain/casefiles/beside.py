"""Two named in one breath: of "foster mum Val and Les" both have the child, if nothing else is said of the second."""

from kith.domain.casefiles import tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import NAME, Unit

_AND = frozenset({"and", "&", "+", "n"})
# Who has a child has it together with whoever is named beside.
_TOGETHER = frozenset({"foster carer", "former foster carer", "respite carer", "adoptive parent"})


class Beside:
    """Couples of names through one document; `settle` says of the second what is known of the first."""

    def __init__(self) -> None:
        self._pairs: list[tuple[Person, Person]] = []

    def read(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """Keep the names that stand joined as those of a couple do."""
        for first, second in zip(units, units[1:], strict=False):
            if (
                first.kind != NAME
                or second.kind != NAME
                or second.first != first.end + 1
                or first.title != second.title
            ):
                continue
            if sentence.tokens[first.end].low not in _AND or first.plural or second.plural or first.owns:
                continue
            one = first.person.key() if isinstance(first.person, Person) else None
            other = second.person.key() if isinstance(second.person, Person) else None
            if one is not None and other is not None and one is not other and _are_a_couple(first, second):
                self._pairs.append((one, other))

    def settle(self) -> None:
        """Whoever is named beside somebody who has the child."""
        for first, second in self._pairs:
            _share(first.key(), second.key())
            _share(second.key(), first.key())


def _are_a_couple(first: Unit, second: Unit) -> bool:
    """ "Foster mum Val and Les", "Mitch and Sunita Kell"; not "Dean and Nicola", who may be two children."""
    return bool(first.links) or len(first.words) == 1 and len(second.words) > 1


def _share(known: Person, other: Person) -> None:
    if known is other or other.claims or other.roles:
        return
    for claim in known.claims:
        if claim.own[-1] in _TOGETHER and (claim.owner is None or claim.owner.key() is not other):
            other.claims.append(Claim(claim.owner, claim.own, "kin.beside", bare=True))
            return
