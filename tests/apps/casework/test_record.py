"""A child's record: their words first, what each role may see of it, and who has looked."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.casework.presenters import next_step
from kith.casework.presenters import record as presenters
from kith.children.models import CaseMember, Child
from kith.domain import dates
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AgreementScope, Role
from kith.records import actions as records
from kith.records.models import CaseCopy
from kith.referrals.models import Ask, ParentalAnswer, Referral
from kith.referrals.presenters import words
from tests import standing
from tests.apps.children import asked
from tests.apps.referrals import made
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
SECRET = "Nobody called Vernon may know the school."


def page(cast: Cast, role: Role) -> presenters.RecordPage:
    return presenters.record_page(cast.actor(role), cast.child, TODAY, NOW)


def note(cast: Cast, role: Role, **given: object) -> None:
    values = {"words": "Met.", "happened_on": TODAY} | given
    records.write_note(cast.actor(role), child=cast.child, given=records.Written(**values), at=NOW)


def get(cast: Cast, sign_in: SignIn, role: Role, *, child: object = None) -> tuple[int, str]:
    response = sign_in(cast.users[role]).get(reverse("record", args=[(child or cast.child).pk]))
    return response.status_code, response.content.decode()


def test_their_words_stand_first(in_service: Cast, sign_in: SignIn) -> None:
    made.referral(in_service, Stage.DISCOVERY)
    Ask.objects.create(service=in_service.service, child=in_service.child, words="Find my Grandad.", asked_on=TODAY)
    note(in_service, Role.COORDINATOR, childs_words="I miss Nan Jean.", stays_in_service=True)
    status, body = get(in_service, sign_in, Role.COORDINATOR)
    assert status == 200
    assert body.index("Find my Grandad.") < body.index("I miss Nan Jean.") < body.index("Where this stands")


def test_their_words_carry_whom_they_are_kept_from(in_service: Cast, sign_in: SignIn) -> None:
    note(in_service, Role.COORDINATOR, childs_words="Mum must not know.", keep_from=("mum",))
    body = get(in_service, sign_in, Role.COORDINATOR)[1]
    words = body[body.index("Mum must not know.") : body.index("Where this stands")]
    assert "Keep this from: Mum" in words


def test_a_session_note_is_not_on_the_workers_page(in_service: Cast, sign_in: SignIn) -> None:
    note(in_service, Role.COORDINATOR, words="Talked about Dad.", childs_words="Not yet.", stays_in_service=True)
    for role, is_there in ((Role.COORDINATOR, True), (Role.SOCIAL_WORKER, False), (Role.SAFEGUARDING_LEAD, False)):
        body = get(in_service, sign_in, role)[1]
        assert ("Talked about Dad." in body, "Not yet." in body) == (is_there, is_there), role


def test_safety_answers_are_for_the_people_around_the_child(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    referral.safetyanswerss.create(
        service=in_service.service, child=in_service.child, must_not_know=SECRET, could_be_a_danger="-",
        orders_and_limits="-", at=NOW + dt.timedelta(hours=1),
    )  # fmt: skip
    for role in (Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.COORDINATOR, Role.MANAGER):
        shown = page(in_service, role).referral
        assert shown is not None
        assert SECRET in str(shown.safety), role
    lead = page(in_service, Role.SAFEGUARDING_LEAD)
    assert lead.referral is not None
    assert (lead.sees_safety, lead.referral.safety, lead.referral.why) == (False, None, "")
    assert SECRET not in str(lead)


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.SOCIAL_WORKER, Role.COORDINATOR, Role.MANAGER])
def test_the_record_and_the_referral_show_the_same_words_to_the_same_people(
    in_service: Cast, sign_in: SignIn, role: Role
) -> None:
    """access/policy.py: the case team and the service manager; others see that it happened, and who reads the rest."""
    referral = made.referral(in_service, Stage.DISCOVERY)
    written = ("Vernon is a danger.", "Her plan changed.", "She waits too long.", "Moved in words.")
    around, later = {"service": in_service.service, "child": in_service.child}, NOW + dt.timedelta(hours=1)
    referral.safetyanswerss.create(
        **around, must_not_know="-", could_be_a_danger=written[0], orders_and_limits="-", at=later
    )
    type(referral).objects.update(why=written[1])
    referral.triagedecisions.create(**around, level="soon", suggested="soon", words=written[2], setting="-", at=later)
    referral.stagechanges.create(
        **around, event="stage.entered", from_place="search", to_place="approach", on=TODAY, words=written[3]
    )
    record_page = get(in_service, sign_in, role)[1]
    show = sign_in(in_service.users[role]).get(reverse("referrals:show", args=[referral.pk])).content.decode()
    reads = role is not Role.SAFEGUARDING_LEAD
    for body in (record_page, show):
        assert [text in body for text in written] == [reads] * 4
        assert ("are read by the people around this child" in body) is not reads


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.SOCIAL_WORKER, Role.COORDINATOR, Role.MANAGER])
def test_a_copy_for_the_case_system_gives_the_words_to_nobody_who_may_not_read_them(
    in_service: Cast, sign_in: SignIn, role: Role
) -> None:
    made.referral(in_service, Stage.DISCOVERY)
    why = CaseCopy.objects.get(kind="referral.made")
    assert "Lost his Nan." in why.words
    client = sign_in(in_service.users[role])
    answer, reads = client.get(reverse("records:copy", args=[why.pk])), role is not Role.SAFEGUARDING_LEAD
    assert answer.status_code == (200 if reads else 404)
    assert ("Lost his Nan." in answer.content.decode()) is reads
    assert (reverse("records:copy", args=[why.pk]) in get(in_service, sign_in, role)[1]) is reads
    assert (reverse("records:copy", args=[why.pk]) in client.get(reverse("records:copies")).content.decode()) is reads


def test_a_lead_reads_the_copy_of_what_they_wrote_themselves(in_service: Cast, sign_in: SignIn) -> None:
    note(in_service, Role.SAFEGUARDING_LEAD, words="Spoke with the police.")
    mine = CaseCopy.objects.get(kind="note.written")
    client = sign_in(in_service.users[Role.SAFEGUARDING_LEAD])
    assert "Spoke with the police." in client.get(reverse("records:copy", args=[mine.pk])).content.decode()


def test_who_has_looked_is_roles_by_month_without_names(in_service: Cast, sign_in: SignIn) -> None:
    get(in_service, sign_in, Role.SOCIAL_WORKER)
    get(in_service, sign_in, Role.SOCIAL_WORKER)
    get(in_service, sign_in, Role.SAFEGUARDING_LEAD)
    assert AuditEvent.objects.filter(kind="child.opened").count() == 2
    ((_, roles),) = page(in_service, Role.COORDINATOR).looked or ()
    assert roles == ("Social worker",), "the safeguarding lead's reading is held back (SAFEGUARDING 11)"
    _, body = get(in_service, sign_in, Role.COORDINATOR)
    assert "Each role stands once a month, however often it looked." in body
    assert "What a safeguarding lead opens is never listed here" in body


def test_who_has_looked_names_an_analyst_who_read_a_page_and_none_who_was_refused(
    in_service: Cast, sign_in: SignIn
) -> None:
    assert get(in_service, sign_in, Role.ANALYST)[0] == 403
    assert page(in_service, Role.COORDINATOR).looked == ()
    sign_in(in_service.users[Role.ANALYST]).get(reverse("children:why", args=[in_service.child.pk]))
    ((_, roles),) = page(in_service, Role.COORDINATOR).looked or ()
    assert roles == ("Analyst",)
    assert "Any page about the child counts" in get(in_service, sign_in, Role.COORDINATOR)[1]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.MANAGER, 200),
        (Role.SOCIAL_WORKER, 200),
        (Role.REVIEWING_OFFICER, 200),
        (Role.SAFEGUARDING_LEAD, 200),
        (Role.PERSONAL_ADVISER, 404),
        (Role.ANALYST, 403),
        (Role.PRIVACY_OFFICER, 403),
        (Role.SERVICE_ADMIN, 403),
        (Role.CARER, 403),
    ],
)
def test_record_opens_for_those_who_may(in_service: Cast, sign_in: SignIn, role: Role, status: int) -> None:
    assert get(in_service, sign_in, role)[0] == status


def test_another_teams_and_another_services_child_look_the_same(in_service: Cast, sign_in: SignIn) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    client = sign_in(worker)
    answers = [
        client.get(reverse("record", args=[child.pk]))
        for child in (in_service.other_team_child, in_service.foreign_child)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_no_name_stands_in_a_title(in_service: Cast, sign_in: SignIn) -> None:
    body = get(in_service, sign_in, Role.COORDINATOR)[1]
    title = body[body.index("<title>") : body.index("</title>")]
    assert "Robin" not in title
    assert "Robin" in body


@pytest.mark.long
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER])
@pytest.mark.parametrize("place", [None, Stage.REFERRAL, Stage.DISCOVERY])
def test_every_link_of_what_to_do_leads_somewhere(
    in_service: Cast, sign_in: SignIn, role: Role, place: Stage | None
) -> None:
    if place:
        made.referral(in_service, place)
    client, shown = sign_in(in_service.users[role]), page(in_service, role)
    links = [*shown.to_do.first, *(link for group in shown.to_do.more for link in group.links)]
    addresses = [reverse(link.url, args=[link.subject_id]) for link in links]
    steps = (
        [reverse(step.url, args=[shown.referral.referral_id]) for step in shown.referral.steps]
        if shown.referral
        else []
    )
    assert set(steps) <= set(addresses)
    assert len(addresses) == len(set(addresses)) > 0
    assert 1 <= len(shown.to_do.first) <= 3
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize(
    ("role", "place", "first"),
    [
        (Role.SOCIAL_WORKER, None, ["referrals:refer", "referrals:offered", "referrals:not_now"]),
        (Role.MANAGER, Stage.REFERRAL, ["referrals:how_soon", "referrals:safety", "write_note"]),
        (Role.MANAGER, Stage.CHILD_AGREEMENT, ["referrals:allocate", "referrals:together", "referrals:asks"]),
        (Role.COORDINATOR, Stage.DISCOVERY, ["referrals:together", "referrals:asks", "write_note"]),
    ],
)
def test_the_next_steps_come_first(in_service: Cast, role: Role, place: Stage | None, first: list[str]) -> None:
    if place:
        made.referral(in_service, place)
    assert [link.url for link in page(in_service, role).to_do.first] == first


def test_time_in_care_says_where_the_returns_end_to_people_who_may_not_see_returns(
    in_service: Cast, sign_in: SignIn
) -> None:
    asked.bring_in(in_service, asked.files({"K1": ("02/03/2014", "01/05/2024")}))
    child, worker = asked.child("K1"), in_service.users[Role.SOCIAL_WORKER]
    CaseMember.objects.create(service=in_service.service, child=child, user=worker, part="worker", from_on=TODAY)
    # The episode began on 1 May 2024, so that the return is that of the year to 31 March 2025.
    assert presenters.record_page(
        in_service.actor(Role.SOCIAL_WORKER), child, TODAY, NOW
    ).in_care.known_until == dt.date(2025, 3, 31)
    body = get(in_service, sign_in, Role.SOCIAL_WORKER, child=child)[1]
    assert body.count("Not known after 31 March 2025: the returns end here") >= 2, "in the key of both drawings"
    assert "not known after 31 March 2025: the returns end here" in body[body.index("Time in care as a table") :]
    assert "at least 10 months" in body


def test_every_decision_and_note_leads_to_its_copy(in_service: Cast, sign_in: SignIn) -> None:
    made.referral(in_service, Stage.DISCOVERY)
    note(in_service, Role.SOCIAL_WORKER)
    shown = page(in_service, Role.SOCIAL_WORKER)
    copies = {line.copy_id for line in shown.copies or ()}
    linked = {line.copy_id for line in (*shown.notes, *shown.decisions) if line.copy_id}
    assert [line.copy_id is not None for line in shown.notes] == [True]
    assert len(linked) > 1
    told = {line.happened.event for line in shown.decisions if line.copy_id}
    assert {"referral.accepted", "referral.triaged"} <= told
    assert linked <= copies
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    addresses = [reverse("records:copy", args=[one]) for one in copies]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_yes_that_moved_the_work_on_leads_to_its_copy(in_service: Cast) -> None:
    standing.say(in_service, standing.referral_at(in_service), standing.said(AgreementScope.TALK))
    decisions = presenters.record_page(in_service.actor(Role.COORDINATOR), in_service.child, TODAY, NOW).decisions
    assert [line.copy_id is not None for line in decisions if line.happened.event == "referral.agreed"] == [True]


def test_naming_a_coordinator_is_a_line_of_what_happened_and_leads_to_its_copy(
    in_service: Cast, sign_in: SignIn
) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    coordinator = in_service.users[Role.COORDINATOR].display_name
    line = f"{coordinator} was named as coordinator"
    shown = page(in_service, Role.MANAGER)
    named = [one for one in shown.decisions if one.happened.event == "coordinator.allocated"]
    assert [one.happened.what for one in named] == [line]
    assert [one.happened.by for one in named] == [in_service.users[Role.MANAGER].display_name]
    assert named[0].copy_id in {one.copy_id for one in shown.copies or ()}
    assert [one.copy_id for one in shown.decisions].count(named[0].copy_id) == 1, "its copy stands at its own line only"
    assert line in get(in_service, sign_in, Role.SOCIAL_WORKER)[1].partition("Decisions")[2]
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    body = client.get(reverse("referrals:show", args=[referral.pk])).content.decode()
    assert line in body.partition("What happened")[2]


def test_next_says_which_answers_are_still_open(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    referral.safetyanswerss.all().delete()
    assert page(in_service, Role.MANAGER).next == "Parents’ answers, and the three safety questions."
    referral.safetyanswerss.create(
        service=in_service.service, child=in_service.child, must_not_know="-", could_be_a_danger="-",
        orders_and_limits="-", at=NOW,
    )  # fmt: skip
    assert page(in_service, Role.MANAGER).next == "Parents’ answers. The three safety questions are answered."
    parents = {"service": in_service.service, "child": in_service.child, "referral": referral, "at": NOW}
    answer = ParentalAnswer.objects.create(**parents, holder="Mum", answer="not_asked_yet")
    assert page(in_service, Role.MANAGER).next == "Parents’ answers. The three safety questions are answered."
    ParentalAnswer.objects.filter(pk=answer.pk).update(answer="yes", asked_on=TODAY)
    both = page(in_service, Role.MANAGER).next
    assert both == "Both are answered, parents and safety: say so under “Move on”; then a coordinator is named."
    referral.safetyanswerss.all().delete()
    assert page(in_service, Role.MANAGER).next == "The three safety questions. Parents’ answers are written down."


@pytest.mark.parametrize("years", [17, 18])
def test_at_18_nobody_waits_for_parents_answers(in_service: Cast, years: int) -> None:
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    Child.objects.filter(pk=in_service.child.pk).update(born_on=dates.years_before(TODAY, years))
    is_adult = years == 18
    assert (page(in_service, Role.MANAGER).next == next_step.ADULT_SETTLED) is is_adult
    referral.safetyanswerss.all().delete()
    assert (page(in_service, Role.MANAGER).next == next_step.ADULT_OPEN) is is_adult
    assert (next_step.in_words(Referral.objects.get(pk=referral.pk), TODAY) == next_step.ADULT_OPEN) is is_adult


@pytest.mark.parametrize(
    ("stage", "is_held"), [(Stage.SEARCH, True), (Stage.CONSENT_AND_SAFETY, True), (Stage.DISCOVERY, False)]
)
def test_after_a_parents_no_what_comes_next_is_what_is_waited_for(
    in_service: Cast, sign_in: SignIn, stage: Stage, is_held: bool
) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    Referral.objects.filter(pk=referral.pk).update(place=stage.value)
    of = {"service": in_service.service, "child": in_service.child, "referral": referral, "at": NOW}
    no = ParentalAnswer.objects.create(**of, holder="Mum", answer="no", asked_on=TODAY, legal_status="V2")
    waits = "Somebody with parental responsibility said no, and the child is in care by agreement."
    on_the_list = "Nothing goes out until a parent’s no is settled."
    for role in (Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER):
        said = page(in_service, role).next
        assert said.startswith(waits) == is_held
        assert ("until legal advice is recorded" in said) == is_held
    ordinary = next_step.in_words(Referral.objects.get(pk=referral.pk), TODAY)
    of_the_lead = next_step.BEING_SORTED_OUT if stage is Stage.SEARCH else ordinary
    assert page(in_service, Role.SAFEGUARDING_LEAD).next == of_the_lead
    client = sign_in(in_service.users[Role.COORDINATOR])
    assert (on_the_list in client.get("/").content.decode()) == is_held
    ParentalAnswer.objects.create(
        **of, holder="Mum", answer="no", settles=no, legal_advice="Go on.", legal_advice_on=TODAY
    )
    assert waits not in page(in_service, Role.MANAGER).next
    assert page(in_service, Role.SAFEGUARDING_LEAD).next == ordinary
    assert on_the_list not in client.get("/").content.decode()


@pytest.mark.parametrize(("days", "marked"), [(40, ""), (-1, " (this day has passed)")])
def test_a_pause_says_its_day_once_and_asks_nothing_before(
    in_service: Cast, sign_in: SignIn, days: int, marked: str
) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    standing.say(in_service, referral, standing.said(AgreementScope.TALK))
    assert page(in_service, Role.COORDINATOR).next_question == "Read my file"
    day = timezone.localdate() + dt.timedelta(days=days)
    Referral.objects.filter(pk=referral.pk).update(place=SideState.PAUSED.value, look_again_on=day)
    body = get(in_service, sign_in, Role.COORDINATOR)[1]
    stands = body[body.index("Where this stands") : body.index("What you can do now")]
    said = f"Look again on {words.day(day)}{marked}."
    assert f"<strong>Next:</strong> {said}" in stands
    assert stands.count(words.day(day)) == 1
    assert "To ask next" not in stands
    client = sign_in(in_service.users[Role.COORDINATOR])
    together = client.get(reverse("referrals:together", args=[referral.pk])).content.decode()
    assert f"Nothing is asked during a pause. The child is asked again on {words.day(day)}{marked}." in together
    assert "Next to ask" not in together
    assert said in client.get("/").content.decode()


def test_a_copy_made_late_on_a_summer_evening_has_the_day_of_the_clock_on_the_wall(in_service: Cast) -> None:
    late = dt.datetime(2026, 6, 15, 23, 30, tzinfo=dt.UTC)  # half past midnight where the service is
    made.referral(in_service, Stage.REFERRAL, at=late)
    copy = CaseCopy.objects.first()
    assert copy is not None
    records.mark_copied(in_service.actor(Role.SOCIAL_WORKER), copy=copy, at=late)
    (line,) = [one for one in page(in_service, Role.SOCIAL_WORKER).copies or () if one.copied]
    assert line.on == dt.date(2026, 6, 16)
    assert line.copied.endswith("16 June 2026")
