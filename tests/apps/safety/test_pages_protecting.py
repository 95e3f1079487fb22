"""Protected people and letters to check: the safeguarding lead's alone; to everybody else there is nothing."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate
from kith.audit.models import AuditEvent
from kith.casework.queries import looked
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, Cleared, ContactKind, ReachKind, RestrictionKind, Role
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.safety import actions, tasks
from kith.safety.models import LeadAlert, LetterKeptBack, ProtectedPerson
from tests.apps.people.said import CHILD_SAYS
from tests.apps.safety.around import connect, sent_day, together
from tests.apps.safety.conftest import Be
from tests.personas import TODAY, Cast
from tests.standing import has_agreed, said, say

LEAD = Role.SAFEGUARDING_LEAD
OTHERS = [role for role in Role if role not in (LEAD, Role.SYSTEM)]


def text(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def keep(client: Client, names: str = "Jean Whitcombe\n\nJeanie  Hartley") -> ProtectedPerson:
    later = sent_day("review_on", timezone.localdate() + dt.timedelta(days=90))
    sent = {"names": names, "words": "In a refuge.", **later}
    assert client.post(reverse("safety:protect"), sent).status_code == 302
    return ProtectedPerson.objects.get()


@pytest.fixture
def letter(in_service: Cast, nan: Connection) -> OutboxItem:
    """A letter to somebody who may be written to."""
    referral = has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    say(in_service, referral, said(AgreementScope.APPROACH, named="Nan Jean"), minutes=-3)
    until = timezone.localdate() + dt.timedelta(days=50)
    given = actions.Given((ContactKind.LETTER,), Cleared.YES, until)
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=given, at=timezone.now())
    written = outbox.Letter(
        outbox.Kind.LETTER,
        "Jean Whitcombe, 1 Any Street",
        "Please ring me when it suits you.",
        AgreementScope.APPROACH,
        "Nan Jean",
        nan.person_id,
        ContactKind.LETTER,
    )
    return outbox.queue_item(
        in_service.actor(Role.COORDINATOR), child=in_service.child, letter=written, at=timezone.now()
    )


def test_protect_under_every_name_review_protection_and_end_protection(in_service: Cast, be: Be) -> None:
    lea = be(LEAD)
    empty = lea.post(reverse("safety:protect"), {"names": " \n ..."}).content.decode()
    for wrong in (
        "Write at least one name",
        "Write why this person is protected",
        "Enter the day on which it is looked",
    ):
        assert wrong in empty
    row = keep(lea)
    assert row.names == ["Jean Whitcombe", "Jeanie Hartley"]
    assert "Jean Whitcombe, Jeanie Hartley" in text(lea, reverse("safety:protected"))
    page = reverse("safety:review_protection", args=[row.pk])
    past = {"version": "1", "words": "He still looks for her.", **sent_day("review_on", timezone.localdate())}
    assert "The day must be later than today" in lea.post(page, past).content.decode()
    later = timezone.localdate() + dt.timedelta(days=200)
    lea.post(page, {**past, **sent_day("review_on", later)})
    row.refresh_from_db()
    assert row.review_on == later
    assert "He still looks for her." in row.words
    lea.post(reverse("safety:end_protection", args=[row.pk]), {"version": "2"})
    assert "Nobody is in the register." in text(lea, reverse("safety:protected"))


def test_work_that_touches_one_is_told_to_the_lead_and_settled(in_service: Cast, be: Be, nan: Connection) -> None:
    lea = be(LEAD)
    keep(lea)
    tasks.look_at_person(in_service.service.pk, str(nan.pk))
    alert = LeadAlert.objects.get()
    page = reverse("safety:settle_alert", args=[alert.pk])
    assert page in text(lea, "/")
    assert page in text(lea, reverse("safety:protected"))
    assert "Write what was done" in lea.post(page, {"words": " "}).content.decode()
    shown = lea.post(page, {"words": "Spoke with the coordinator alone."}, follow=True).content.decode()
    assert "Spoke with the coordinator alone." in shown
    assert page not in text(lea, "/")


@pytest.mark.parametrize("role", OTHERS)
def test_to_everybody_else_it_is_not_there(in_service: Cast, be: Be, nan: Connection, role: Role) -> None:
    lea = be(LEAD)
    row = keep(lea)
    tasks.look_at_person(in_service.service.pk, str(nan.pk))
    alert, item, browser = LeadAlert.objects.get(), uuid.uuid4(), be(role)
    nothing = browser.get(reverse("safety:settle_alert", args=[item]))
    assert nothing.status_code == 404
    for name, ids in (
        ("safety:protected", []), ("safety:protect", []), ("safety:letters", []),
        ("safety:review_protection", [row.pk]), ("safety:settle_alert", [alert.pk]),
    ):  # fmt: skip
        answer = browser.get(reverse(name, args=ids))
        assert (answer.status_code, answer.content) == (404, nothing.content), name
        assert browser.post(reverse(name, args=ids)).status_code in {404, 405}, name
    # Whoever watches over the audit record sees that there was such an event, and not about whom.
    page = browser.get("/", follow=True).content.decode()
    assert ("rotected" in page) == (role is Role.PRIVACY_OFFICER)
    assert "Whitcombe" not in page


# --- letters to a person


def test_every_letter_to_a_person_is_sent_for_a_check(in_service: Cast, be: Be, letter: OutboxItem) -> None:
    cora, moira = be(Role.COORDINATOR), be(Role.MANAGER)
    for browser in (cora, moira):
        page = text(browser, reverse("outbox:item", args=[letter.pk]))
        assert "Sent for a check since" in page
        assert "Release it" not in page
        assert "Sent for a check" in text(browser, reverse("outbox:list"))
    refused = moira.post(reverse("outbox:release", args=[letter.pk]), {"version": "1"})
    assert refused.status_code == 409
    assert "Sent for a check." in refused.content.decode()


def test_the_lead_releases_a_letter(in_service: Cast, be: Be, letter: OutboxItem) -> None:
    lea = be(LEAD)
    assert "1 letter to check" in text(lea, "/")
    page = text(lea, reverse("safety:letter", args=[letter.pk]))
    assert "Please ring me when it suits you." in page
    assert "A protected name fits" not in page
    release = reverse("safety:release_letter", args=[letter.pk])
    assert lea.post(release, {}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == OutboxItem.State.QUEUED
    lea.post(release, {"version": "1"})
    letter.refresh_from_db()
    assert letter.state == OutboxItem.State.RELEASED
    assert lea.get(reverse("safety:letter", args=[letter.pk])).status_code == 404


def test_the_list_marks_a_letter_to_a_home_where_a_protected_name_fits(
    in_service: Cast, be: Be, letter: OutboxItem, nan: Connection, uncle: Connection
) -> None:
    lea, mark = be(LEAD), "A protected name fits somebody at home"
    keep(lea, "Gary Whitcombe")
    tasks.look_at_person(in_service.service.pk, str(uncle.pk))
    assert mark not in text(lea, reverse("safety:letters"))
    together(in_service, nan.person, uncle.person)
    assert mark in text(lea, reverse("safety:letters"))


def test_keep_back_letter_changes_nothing_for_whoever_wrote_it(
    in_service: Cast, be: Be, letter: OutboxItem, nan: Connection
) -> None:
    cora, lea = be(Role.COORDINATOR), be(LEAD)
    before = text(cora, reverse("outbox:item", args=[letter.pk])), text(cora, reverse("outbox:list")), text(cora, "/")
    keep(lea)
    tasks.look_at_person(in_service.service.pk, str(nan.pk))
    assert "A protected name fits" in text(lea, reverse("safety:letters"))
    assert "A protected name fits: <strong>Jean Whitcombe" in text(lea, reverse("safety:letter", args=[letter.pk]))
    back = reverse("safety:keep_back_letter", args=[letter.pk])
    assert lea.post(back, {"words": ""}).status_code == 422
    lea.post(back, {"words": "She must not be found."})
    assert LetterKeptBack.objects.get().words == "She must not be found."
    assert "letter to check" not in text(lea, "/")
    assert "Kept back" in text(lea, reverse("safety:letters"))
    after = text(cora, reverse("outbox:item", args=[letter.pk])), text(cora, reverse("outbox:list")), text(cora, "/")
    assert [without_tokens(one) for one in before] == [without_tokens(one) for one in after]
    assert lea.post(back, {"words": "Again."}).status_code == 409


def test_what_stands_against_a_letter_is_said_before_it_could_be_released(
    in_service: Cast, be: Be, letter: OutboxItem, nan: Connection
) -> None:
    actions.open_route(
        in_service.actor(Role.COORDINATOR), connection=nan, why="Was adopted.", agency="", at=timezone.now()
    )
    OutboxItem.objects.update(state=OutboxItem.State.QUEUED)
    page = text(be(LEAD), reverse("safety:letter", args=[letter.pk]))
    assert "It cannot go now." in page
    assert "Release it" not in page


def test_a_letter_that_tells_where_the_child_lives_says_so_before_it_could_be_released(
    in_service: Cast, be: Be, letter: OutboxItem, nan: Connection
) -> None:
    """What the door would say after the press stands on the page instead of the press, and goes with its reason."""
    lea, page = be(LEAD), reverse("safety:letter", args=[letter.pk])
    carer = connect(in_service.child, "Jo", "Jo Carver")
    home = people.ReachGiven(ReachKind.ADDRESS, "22 Mill Street\nAylesham\nCT3 3XX", is_sealed=True)
    worker = in_service.actor(Role.SOCIAL_WORKER)
    people.add_reach(worker, connection=carer, given=home, says=CHILD_SAYS, at=timezone.now())
    together(in_service, Person.objects.create(service=in_service.service, child=in_service.child), carer.person)
    order = actions.Order(RestrictionKind.LOCATION, "He looked for the last home.", TODAY, connection=nan)
    actions.restrict(in_service.actor(Role.MANAGER), child=in_service.child, order=order, at=timezone.now())
    assert "Release it" in text(lea, page), "it does not say where"
    OutboxItem.objects.filter(pk=letter.pk).update(body="We meet near 22 mill st, Aylesham.")

    shown = text(lea, page)
    assert "It cannot go now. It says where the child lives, and that must not reach this person." in shown
    assert "Release it" not in shown
    refused = lea.post(reverse("safety:release_letter", args=[letter.pk]), {"version": letter.version})
    assert refused.status_code == 409, "and the door says the same to whoever presses all the same"

    OutboxItem.objects.filter(pk=letter.pk).update(body="Please ring me when it suits you.")
    assert "Release it" in text(lea, page)


def test_a_letter_whose_yes_was_taken_back_cannot_be_released_from_its_page(
    in_service: Cast, be: Be, letter: OutboxItem
) -> None:
    """The page asks all that the door asks: here that the child still agrees."""
    OutboxItem.objects.filter(pk=letter.pk).update(about_person="Somebody else")
    shown = text(be(LEAD), reverse("safety:letter", args=[letter.pk]))
    assert "It cannot go now." in shown
    assert "Release it" not in shown


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_nobody_else_lets_a_letter_go_or_keeps_it_back(
    in_service: Cast, be: Be, letter: OutboxItem, role: Role
) -> None:
    for name in ("safety:release_letter", "safety:keep_back_letter"):
        assert be(role).post(reverse(name, args=[letter.pk]), {"version": "1", "words": "x"}).status_code == 404
    assert not LetterKeptBack.objects.exists()


def without_tokens(page: str) -> str:
    """A page without what differs each time it is asked for."""
    start, _, rest = page.partition('name="csrfmiddlewaretoken" value="')
    return start + without_tokens(rest.partition('"')[2]) if rest else page


# --- what the record of who looked says of it: nothing (SAFEGUARDING 11; walls B1 and B2)


def child_events(in_service: Cast, be: Be) -> list[str]:
    """What somebody who reads everything that the audit has of the child is shown."""
    query = {"child": in_service.child.pk, "kind": "", "actor": ""}
    page = be(Role.PRIVACY_OFFICER).get(reverse("audit"), query).context["page"]
    assert page.total == len(page.rows)
    return [f"{row.what} {row.who} {row.codes}" for row in page.rows]


def test_the_audit_of_a_child_does_not_say_that_a_protected_person_exists(
    in_service: Cast, be: Be, nan: Connection
) -> None:
    before = child_events(in_service, be)
    keep(be(LEAD))
    tasks.look_at_person(in_service.service.pk, connection=str(nan.pk))
    alert = LeadAlert.objects.get()
    assert be(LEAD).post(reverse("safety:settle_alert", args=[alert.pk]), {"words": "Told."}).status_code == 302
    assert "protected.alert_settled" in kinds_about(in_service)
    assert child_events(in_service, be) == before


def test_the_audit_of_a_child_and_who_looked_do_not_say_that_there_is_an_adoption_route(
    in_service: Cast, be: Be, nan: Connection
) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    route = actions.open_route(worker, connection=nan, why="Adopted.", agency="", at=timezone.now())
    looked_before = looked.list_roles_that_looked(worker, in_service.child)
    before = child_events(in_service, be)
    with pytest.raises(gate.ActionBlocked):
        actions.open_route(worker, connection=nan, why="Again.", agency="", at=timezone.now())
    assert be(Role.SOCIAL_WORKER).get(reverse("safety:close_route", args=[route.pk])).status_code == 200
    assert {"adoption_route.opened", "adoption_route.words_read", "action.refused"} <= kinds_about(in_service)
    assert child_events(in_service, be) == before
    assert [line for line in before if "oute" in line] == []
    assert before, "nothing else is held back"
    assert looked.list_roles_that_looked(worker, in_service.child) == looked_before


def test_in_the_list_of_the_service_what_is_held_back_names_no_child(in_service: Cast, be: Be, nan: Connection) -> None:
    actions.open_route(in_service.actor(Role.SOCIAL_WORKER), connection=nan, why="x", agency="", at=timezone.now())
    rows = be(Role.PRIVACY_OFFICER).get(reverse("audit")).context["page"].rows
    held_back = [
        row for row in rows if row.what in {"An adoption route began", "Where somebody stands for a child changed"}
    ]
    assert [(row.child_id, row.codes) for row in held_back] == [(None, ()), (None, ())]


def kinds_about(in_service: Cast) -> set[str]:
    return set(AuditEvent.objects.filter(child_id=in_service.child.pk).values_list("kind", flat=True))
