"""The negative list, always applied: whom no rule may name, as a subject or among its rows (design notes, section 5).

Orders and a manager's block, the child's "not them" (silent, until the child changes it), a stop, a side that waits,
the adoption route, a "no" about safety, and whoever presented themselves as family. A name that an order holds blocks
everybody of that name: two rows may be one person. What is protected or sealed is never read by the rules at all.
"""

from collections.abc import Iterable
from itertools import combinations

from kith.domain.leads.model import CHILD, Facts, Lead, Someone
from kith.domain.terms import PersonStatus, Side

NEVER_AGAIN = frozenset(
    {
        PersonStatus.UNWILLING,
        PersonStatus.DO_NOT_WRITE,
        PersonStatus.UNSAFE_FOR_NOW,
        PersonStatus.ADOPTION_ROUTE,
    }
)
"""Who said no, is not safe for now, or goes by the adoption route."""


def plain(name: str) -> str:
    """A name for comparing only: small letters, words in order of the alphabet, no marks around them."""
    words = "".join(one if one.isalnum() else " " for one in name.casefold().replace("’", "'")).split()
    return " ".join(sorted(words))


def forms(name: str) -> frozenset[str]:
    """The forms under which a name counts as the same: the whole of it, and each pair of its words, in any order."""
    words = plain(name).split()
    pairs = {" ".join(pair) for pair in combinations(words, 2)} if len(words) > 1 else set()
    return frozenset({" ".join(words), *pairs}) - {""}


def left_out(facts: Facts) -> frozenset[str]:
    """The ids of everybody whom no lead may name."""
    blocks = facts.blocks
    ids = (
        blocks.restricted
        | blocks.sides
        | blocks.not_them
        | blocks.stopped
        | blocks.unsafe
        | blocks.agency
        | blocks.held
    )
    forbidden = forbidden_names(facts)
    by_name = {one.id for one in facts.people if any(_is_forbidden(facts, name, forbidden) for name in one.names)}
    by_status = {one.id for one in facts.people if one.status in NEVER_AGAIN}
    return ids | by_name | by_status


def forbidden_names(facts: Facts) -> frozenset[str]:
    """The forms of every name never suggested: those that orders hold, and those of everybody who is restricted."""
    restricted = (one for one in facts.people if one.id in facts.blocks.restricted)
    names = [*facts.blocks.order_names, *(name for one in restricted for name in one.names)]
    return frozenset(form for name in names for form in forms(name))


def is_forbidden(facts: Facts, name: str) -> bool:
    """Whether a name may not be suggested: an order is about it, or all of its words stand in the words of one."""
    return _is_forbidden(facts, name, forbidden_names(facts))


def _is_forbidden(facts: Facts, name: str, forbidden: frozenset[str]) -> bool:
    words = set(plain(name).split())
    in_words = any(words <= set(plain(text).replace("'s ", " ").split()) for text in facts.blocks.order_texts)
    return bool(words) and (in_words or bool(forbidden & forms(name)))


def sides_that_wait(facts: Facts) -> frozenset[Side]:
    """The sides on which somebody restricted stands: their gaps wait too (SAFEGUARDING 3)."""
    return frozenset(one.side for one in facts.people if one.side and one.id in facts.blocks.restricted)


def lines_that_wait(facts: Facts) -> frozenset[str]:
    """The ids of those above whom the family tree is not asked about: left out, or a parent of theirs is."""
    out = left_out(facts)
    waiting = set(out)
    for one, parents in facts.parents.items():
        if one != CHILD and out.intersection(parents):
            waiting.add(one)
    return frozenset(waiting)


def allowed(facts: Facts) -> tuple[Someone, ...]:
    """The people whom a lead may name, in the order of the facts."""
    out = left_out(facts)
    return tuple(one for one in facts.people if one.id not in out)


def kept(leads: Iterable[Lead], facts: Facts) -> list[Lead]:
    """The leads without those that name somebody left out, in whatever row: a last wall behind the rules themselves."""
    out = left_out(facts)
    return [lead for lead in leads if not out.intersection({lead.person, *(row.person for row in lead.rows)})]
