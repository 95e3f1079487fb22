"""The rules about who gives what: R15, R16."""

from collections import defaultdict
from collections.abc import Iterator

from kith.domain.leads import leaving_out
from kith.domain.leads.model import Facts, Lead, Row, Someone
from kith.domain.leads.saying import gap, joined
from kith.domain.leads.setting import RuleSpec
from kith.domain.terms import SupportKind


def one_household(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R15: every unpaid adult in touch who gives something lives in one and the same household."""
    giving = _giving(facts)
    households = {one.household for one in giving}
    if len(households) != 1 or "" in households:
        return
    out = leaving_out.left_out(facts)
    rows = [Row(f"{one.shown}: {_kinds(one)}.", person=one.id) for one in giving if one.id not in out]
    sentence = f"All that {facts.child} is given comes by way of one household."
    yield gap("R15", "one-household", says=sentence, rows=rows, gap=len(giving))


def too_few(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R16: kinds of support that fewer than two unpaid adults give, once anybody has written down what people give."""
    giving = _giving(facts)
    if not giving:
        return
    by_kind: dict[SupportKind, list[Someone]] = defaultdict(list)
    for one in giving:
        for kind in one.supports:
            by_kind[kind].append(one)
    thin = [kind for kind in SupportKind if len(by_kind[kind]) < spec.number("fewer_than")]
    if not thin:
        return
    out = leaving_out.left_out(facts)
    rows = [Row(f"{kind.label}: {_who(one for one in by_kind[kind] if one.id not in out)}.") for kind in thin]
    sentence = f"Few people give {facts.child} this: {joined(kind.label.lower() for kind in thin)}."
    yield gap("R16", "support", says=sentence, rows=rows, gap=len(thin))


def _giving(facts: Facts) -> list[Someone]:
    """Unpaid adults in touch who give something."""
    return [one for one in facts.people if one.supports and one.is_in_touch() and not one.is_paid and not one.is_minor]


def _kinds(one: Someone) -> str:
    return joined(kind.label.lower() for kind in SupportKind if kind in one.supports)


def _who(people: Iterator[Someone]) -> str:
    return joined(one.shown for one in people) or "nobody"
