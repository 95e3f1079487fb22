"""Rule sets: a service's own version, and which one its lists use."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children import actions
from kith.children.models import EligibilityRun, RuleVersion
from kith.children.queries import other_rules, rules
from kith.domain import eligibility
from kith.domain.terms import Role
from kith.ui.templatetags import kith_ui
from tests.apps.children import asked
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
OWN = eligibility.load_rules("kent-2018").text.replace('id = "kent-2018"', 'id = "weald-2026"')


def publish(cast: Cast, text: str, role: Role = Role.MANAGER) -> RuleVersion:
    row: RuleVersion = actions.publish_rules(cast.actor(role), service=cast.service, text=text, at=NOW)
    return row


def choose(cast: Cast, name: str, version: int | None = None) -> None:
    actions.choose_rules(cast.actor(Role.MANAGER), service=cast.service, name=name, at=NOW, version=version)
    cast.service.refresh_from_db()


def test_publish_rules_keeps_every_version(in_service: Cast) -> None:
    publish(in_service, OWN)
    publish(in_service, OWN.replace("under = 16", "under = 17"))
    assert list(RuleVersion.objects.order_by("number").values_list("name", "number")) == [
        ("weald-2026", 1),
        ("weald-2026", 2),
    ]
    found, version = rules.get_rules(asked.manager(in_service), "weald-2026")
    assert (found.criteria[0].under, version) == (17, "own version 2")
    # Nobody uses them yet: no list changes.
    assert not EligibilityRun.objects.exists()
    assert AuditEvent.objects.filter(kind="rules.published").latest("seq").codes["number"] == 2


def test_own_rules_in_place_of_those_in_use_count_at_once(in_service: Cast) -> None:
    asked.bring_in(in_service, asked.files())
    publish(in_service, OWN.replace("weald-2026", "kent-2018").replace("under = 16", "under = 9"))
    assert asked.current().rules_version == "own version 1"
    assert asked.answers() == {"K1": "no", "K2": "no", "K3": "no", "K4": "no", "K5": "cannot_tell"}


def test_choose_rules_answers_anew(in_service: Cast) -> None:
    asked.bring_in(in_service, asked.files())
    before = asked.answers()
    choose(in_service, "leeds", in_service.service.version)
    assert (in_service.service.rules, asked.current().rules) == ("leeds", "leeds")
    assert asked.answers() != before
    with pytest.raises(action.StaleVersion):
        choose(in_service, "kent-2018", 1)
    with pytest.raises(rules.NoSuchRules):
        choose(in_service, "nobodys")
    assert asked.current().rules == "leeds"


@pytest.mark.parametrize("text", ["", "id = ", OWN.replace('kind = "age"', 'kind = "luck"')])
def test_text_that_is_no_rule_set_is_refused(in_service: Cast, text: str) -> None:
    with pytest.raises(eligibility.RulesNotReadable):
        publish(in_service, text)
    assert not RuleVersion.objects.exists()


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PANEL, Role.SERVICE_ADMIN])
def test_rules_are_for_the_manager_and_the_analyst(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        publish(in_service, OWN, role)
    with pytest.raises(gate.NotPermitted):
        actions.choose_rules(in_service.actor(role), service=in_service.service, name="leeds", at=NOW)


def test_another_services_rules_are_not_there(in_service: Cast) -> None:
    publish(in_service, OWN)
    stranger = in_service.stranger(Role.MANAGER)
    with pytest.raises(scope.NotVisible):
        actions.publish_rules(stranger, service=in_service.service, text=OWN, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.choose_rules(stranger, service=in_service.service, name="leeds", at=NOW)
    with scope.acting(stranger), pytest.raises(rules.NoSuchRules):
        rules.get_rules(stranger, "weald-2026")


def test_the_pages_show_copy_publish_and_choose(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    page = client.get(reverse("children:rules")).content.decode()
    for shipped in eligibility.rule_sets():
        assert kith_ui.day_in_words(shipped.sources[0].dated) in page
        assert f"?rules={shipped.id}" in page
    copied = client.get(reverse("children:publish_rules"), {"rules": "leeds"}).context["form"].initial["text"]
    assert copied == eligibility.load_rules("leeds").text
    for wrong, where in (
        (OWN.replace('"age"', "age"), "at line "),
        (OWN.replace("under = 3", "under = 0"), "number 2"),
    ):
        refused = client.post(reverse("children:publish_rules"), {"text": wrong}).content.decode()
        assert where in refused
    assert client.post(reverse("children:publish_rules"), {"text": OWN.replace("\n", "\r\n")}).status_code == 302
    assert RuleVersion.objects.get().text == OWN.strip()
    sent = {"rules": "weald-2026", "version": in_service.service.version}
    chosen = client.post(reverse("children:choose_rules"), sent, follow=True).content.decode()
    assert "The lists now use: " in chosen
    assert client.post(reverse("children:choose_rules"), sent).status_code == 409
    for bad in ({"rules": "nobodys", "version": 2}, {"rules": "leeds"}, {}):
        assert client.post(reverse("children:choose_rules"), bad).status_code == 404


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PANEL, Role.CHILD])
def test_the_pages_are_closed_to_others(in_service: Cast, sign_in: SignIn, role: Role) -> None:
    client = sign_in(in_service.users[role])
    assert client.get(reverse("children:rules")).status_code == 403
    assert client.get(reverse("children:publish_rules")).status_code == 403
    assert client.post(reverse("children:choose_rules"), {"rules": "leeds", "version": 1}).status_code == 403


def test_rules_are_tried_before_they_are_published(in_service: Cast, sign_in: SignIn) -> None:
    asked.bring_in(in_service, asked.files())
    client = sign_in(in_service.users[Role.MANAGER])
    before = EligibilityRun.objects.count()
    page = client.post(reverse("children:publish_rules"), {"text": OWN, "look": "1"}).content.decode()
    counts = other_rules.get_counts_under(
        in_service.actor(Role.MANAGER), eligibility.parse_rules(OWN), timezone.localdate()
    )
    assert counts.population > 0
    assert f"Yes: {counts.yes}. No: {counts.no}. A person must check: {counts.cannot_tell}." in page
    assert "not_with" in page
    assert not RuleVersion.objects.exists()
    assert EligibilityRun.objects.count() == before
    wrong = client.post(
        reverse("children:publish_rules"), {"text": OWN.replace("under = 16", "under = 0"), "look": "1"}
    )
    assert "which starts on line" in wrong.content.decode()
    assert "What these rules would say" not in wrong.content.decode()
