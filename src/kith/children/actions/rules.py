"""Writes: a service's own rule sets."""

import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.actions import eligibility as answering
from kith.children.models import RuleVersion
from kith.children.queries import rules as rule_sets
from kith.domain import eligibility


@action.action(Permission.PUBLISH_RULES, on="service", event="rules.published")
def publish_rules(actor: Actor, *, service: Service, text: str, at: dt.datetime) -> RuleVersion:
    """Publish a service's own version of a rule set. Earlier versions stay, so that an old answer can be had again.

    If the lists use rules of this id, they use the new version from now on and are worked out anew. Raises
    eligibility.RulesNotReadable saying what is wrong with the text.
    """
    rules = eligibility.parse_rules(text)
    row = RuleVersion.objects.create(
        service=service,
        name=rules.id,
        number=rule_sets.count_versions(actor, rules.id) + 1,
        text=text,
        published_by_id=actor.user_id,
        published_at=at,
    )
    if rules.id == service.rules:
        answering.refresh(actor, service=service, at=at)
    action.note(actor, "rules.published", row, at, rules=rules.id, number=row.number)
    return row


@action.action(Permission.PUBLISH_RULES, on="service", event="rules.chosen")
def choose_rules(
    actor: Actor, *, service: Service, name: str, at: dt.datetime, version: int | None = None
) -> eligibility.RuleSet:
    """Make a rule set the one that the service's lists use, and work them out anew. Raises rules.NoSuchRules."""
    rules, _ = rule_sets.get_rules(actor, name)
    action.expect_version(service, version)
    service.rules = rules.id
    service.save()
    answering.refresh(actor, service=service, at=at)
    action.note(actor, "rules.chosen", service, at, rules=rules.id)
    return rules
