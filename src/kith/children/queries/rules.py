"""Reads: rule sets, shipped and a service's own."""

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import RuleVersion
from kith.domain import eligibility


class NoSuchRules(Exception):
    """There is no rule set of this name here."""


def get_rules(actor: Actor, name: str) -> tuple[eligibility.RuleSet, str]:
    """A rule set and the name of its version: the service's newest own version, else the one that ships with Kith."""
    own = scope.visible(actor, RuleVersion.objects).filter(name=name).order_by("-number").first()
    if own is not None:
        return eligibility.parse_rules(own.text), f"own version {own.number}"
    for rules in eligibility.rule_sets():
        if rules.id == name:
            return rules, rules.digest[:12]
    raise NoSuchRules(name)


def list_rules(actor: Actor) -> list[tuple[eligibility.RuleSet, str]]:
    """Every rule set that can be asked for, with the name of its version; a service's own comes in place of ours."""
    own: dict[str, tuple[eligibility.RuleSet, str]] = {}
    for row in scope.visible(actor, RuleVersion.objects).order_by("name", "number"):
        own[row.name] = (eligibility.parse_rules(row.text), f"own version {row.number}")
    shipped = {rules.id: (rules, rules.digest[:12]) for rules in eligibility.rule_sets()}
    return list((shipped | own).values())


def count_versions(actor: Actor, name: str) -> int:
    """How many versions of a name the service has published."""
    return scope.visible(actor, RuleVersion.objects).filter(name=name).count()


def list_choices(actor: Actor) -> list[tuple[str, str]]:
    """Rule sets as choices for a form."""
    return [(rules.id, rules.title) for rules, _ in list_rules(actor)]
