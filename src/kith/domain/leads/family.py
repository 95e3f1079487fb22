"""The rules about gaps in the family: R2, R3, R4, R13."""

from collections.abc import Iterator, Sequence

from kith.domain.leads import leaving_out
from kith.domain.leads.model import CHILD, Facts, Lead, Needs, Row, Someone
from kith.domain.leads.saying import about, gap, joined
from kith.domain.leads.setting import RuleSpec
from kith.domain.terms import PersonStatus, Side

SIDES = ((Side.DAD, Side.MUM), (Side.MUM, Side.DAD))
OF_THE_FAMILY = frozenset({Side.MUM, Side.DAD})
BOTH = 2


def blank_side(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R2: fewer than two named people on one parent's side where the other has three or more. Waiting sides wait."""
    waiting = leaving_out.sides_that_wait(facts)
    family = [one for one in facts.people if not one.is_paid and one.has_name]
    for blank, other in SIDES:
        here = [one for one in family if one.side is blank]
        there = [one for one in family if one.side is other]
        if blank in waiting or len(here) >= spec.number("fewer_than") or len(there) < spec.number("other_at_least"):
            continue
        out = leaving_out.left_out(facts)
        names = [one for one in here if one.id not in out]
        rows = [Row(f"On {_low(blank)}: {joined(one.shown for one in names) or 'nobody with a name'}.")]
        rows.append(Row(f"On {_low(other)}: {len(there)} people."))
        sentence = f"Almost nobody is known on {_low(blank)}; on {_low(other)} there are {len(there)}."
        yield gap("R2", blank.value, says=sentence, rows=rows, gap=len(there) - len(here))


def _low(side: Side) -> str:
    return side.label[:1].lower() + side.label[1:]


def unnamed_ancestors(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R3: of four grandparents those without a name; once all have one, of eight great-grandparents.

    A line waits where somebody on it is left out (SAFEGUARDING 3): nothing is said of it either way.
    """
    parents = facts.parents.get(CHILD, ())
    named = [one for parent in parents for one in facts.parents.get(parent, ()) if _is_named(facts, one)]
    if len(named) < spec.number("grandparents"):
        yield from _generation(facts, parents, ("grandparents", spec.number("grandparents")))
    else:
        yield from _generation(facts, named, ("great-grandparents", spec.number("great_grandparents")))


def _generation(facts: Facts, below: Sequence[str], what: tuple[str, int]) -> Iterator[Lead]:
    """The gaps of one generation above these people; ``what`` is its word and how many there are at most."""
    waiting, people = leaving_out.lines_that_wait(facts), facts.by_id()
    rows, missing = [], 0
    for key in below:
        above = [one for one in facts.parents.get(key, ()) if _is_named(facts, one)]
        if key in people and key not in waiting and len(above) < BOTH:
            who = "one of the parents has" if len(above) == 1 else "the parents have"
            rows.append(Row(f"{people[key].shown}: {who} no name here.", person=key))
            missing += BOTH - len(above)
    word, most = what
    if rows:
        have = "has" if missing == 1 else "have"
        sentence = f"Of {facts.child}’s {most} {word} at least {missing} {have} no name here."
        yield gap("R3", word, says=sentence, rows=rows, gap=missing)


def _is_named(facts: Facts, key: str) -> bool:
    one = facts.by_id().get(key)
    return one is not None and one.has_name


def unasked_branch(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R4: a grown-up relative whose own partner and children nobody ever wrote down."""
    have_children = {parent for parents in facts.parents.values() for parent in parents}
    have_partners = {one for pair in facts.partners for one in pair}
    for one in leaving_out.allowed(facts):
        if not _is_grown_relative(one) or one.id in have_children | have_partners:
            continue
        rows = [Row(f"{one.shown}: no partner and no children stand here.", person=one.id)]
        sentence = f"Nobody has asked about {one.shown}’s own family: a partner, cousins."
        yield about(facts, "R4", one, says=sentence, rows=rows)


def _is_grown_relative(one: Someone) -> bool:
    is_family = one.side in OF_THE_FAMILY and not one.is_paid and not one.is_minor
    return is_family and one.has_name and one.status is not PersonStatus.DIED


def second_name(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R13: the second name of an unaccompanied young person may be the father's own; the tracing route looks.

    Nothing is said where the father is known by name, or where an order holds that name. Adults of that name in the
    notes are among the rows, never those who presented themselves as family (SAFEGUARDING 9).
    """
    if not facts.is_unaccompanied or any(_is_named(facts, one) for one in facts.parents.get(CHILD, ())):
        return
    names = [name.split() for name in facts.own_names if len(name.split()) > 1]
    second = next((words[1] for words in names), "")
    if not second or _is_blocked(facts, second):
        return
    rows = [Row(f"A second name of {facts.child} is {second}.")]
    mentioned = {row.person for row in facts.mentions}
    for one in leaving_out.allowed(facts):
        if one.id in mentioned and not one.is_minor and any(_begins_with(name, second) for name in one.names):
            rows.append(Row(f"{one.shown} stands in the notes, with the same name.", person=one.id))
    sentence = f"{second} may be the father’s own name: ask {facts.child}, and the tracing service of the Red Cross."
    yield gap("R13", "second-name", says=sentence, rows=rows, needs=Needs.TRACING, gap=1)


def _begins_with(name: str, word: str) -> bool:
    return leaving_out.plain(name.split()[0]) == leaving_out.plain(word) if name.split() else False


def _is_blocked(facts: Facts, word: str) -> bool:
    """Whether a name that an order holds has this word in it."""
    plain = leaving_out.plain(word)
    in_names = any(plain in form.split() for form in leaving_out.forbidden_names(facts))
    return in_names or leaving_out.is_forbidden(facts, word)
