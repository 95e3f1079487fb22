"""All rules over the facts of one child, in their order, with the reasons for the order in words.

The order is: the child asked for them, the child named them, how surely the rows say so, how new they are, how much is
missing (design notes, section 5). There is no score.
"""

from collections.abc import Callable, Iterator, Mapping

from kith.domain.leads import family, leaving_out, places, somebody, support
from kith.domain.leads.model import Facts, Lead
from kith.domain.leads.setting import RuleSpec, load

RULES: Mapping[str, Callable[[Facts, RuleSpec], Iterator[Lead]]] = {
    "R1": somebody.named_not_looked_for,
    "R2": family.blank_side,
    "R3": family.unnamed_ancestors,
    "R4": family.unasked_branch,
    "R5": somebody.siblings_apart,
    "R6": places.former_carer,
    "R7": places.key_workers,
    "R8": places.nobody_from_school,
    "R9": somebody.lost_after_a_move,
    "R10": somebody.mentioned_often,
    "R11": somebody.asked_after_the_child,
    "R12": somebody.adopted_apart,
    "R13": family.second_name,
    "R14": somebody.to_remember,
    "R15": support.one_household,
    "R16": support.too_few,
    "R17": somebody.knows_others,
}
"""The rules by their number in the design notes, section 5; titles, sources and figures stand in data/leads.toml."""
STRENGTHS = ("the child’s own word, or a return, says so", "somebody wrote it down", "something is missing")


def find(facts: Facts) -> tuple[Lead, ...]:
    """Every lead of one child, the first to be looked at first; the same facts give the same leads in the same order.

    Nothing at all under a stop of everything, or an order for everybody. Nobody of the negative list is in any row.
    """
    if facts.blocks.everything:
        return ()
    rules = load().rules
    found = [lead for name, rule in RULES.items() for lead in rule(facts, rules[name])]
    return tuple(sorted(leaving_out.kept(found, facts), key=order))


def order(lead: Lead) -> tuple[bool, bool, int, int, int, str, str]:
    """What the leads are sorted by."""
    strength = load().rules[lead.rule].strength
    return (
        not lead.asked,
        not lead.named,
        strength,
        -lead.recent.toordinal(),
        -lead.gap,
        lead.rule.rjust(3, "0"),
        lead.about,
    )


def why_here(lead: Lead, child: str) -> str:
    """Why a lead stands where it does, in words."""
    if lead.asked or lead.named:
        return f"{child} {'asked for' if lead.asked else 'named'} them."
    strength = STRENGTHS[load().rules[lead.rule].strength]
    return f"{strength[:1].upper()}{strength[1:]}."
