"""The pages: who could be offered this, why, who is reached; for whom, and with how many queries."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children import actions
from kith.children.models import CaseMember, Child, EligibilityResult, EligibilityRun, LocalFact
from kith.children.presenters import eligibility as presenters
from kith.children.queries import eligibility
from kith.domain.terms import FactName, Role
from tests.apps.children import asked
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
# The start and end of a transaction are no queries of the page; within a test they are savepoints.
OF_THE_TRANSACTION = 2
A_COUNTY = 1_600
NAMES = {"K1": "Ashley", "K2": "Blake", "K3": "Charlie", "K4": "Drew", "K5": "Emery"}


@pytest.fixture
def run(in_service: Cast) -> EligibilityRun:
    """Five children with names, a worker for the first, one who was asked, one in the West."""
    asked.bring_in(in_service, asked.files())
    asked.say(
        in_service,
        *(asked.fact(child, FactName.PREFERRED_NAME, name) for child, name in NAMES.items()),
        asked.fact("K1", FactName.WORKER, in_service.users[Role.SOCIAL_WORKER].email),
        asked.fact("K5", FactName.AREA, "West"),
    )
    actions.mark_asked(asked.manager(in_service), child=asked.child("K5"), at=NOW)
    return asked.current()


@pytest.fixture
def manager(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> Client:
    """The manager, signed in."""
    return sign_in(in_service.users[Role.MANAGER])


def page_of(client: Client, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    response = client.get(reverse(f"children:{name}", args=args), query)
    assert response.status_code == status
    return str(response.content.decode())


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def listed(page: str) -> set[str]:
    return {name for name in NAMES.values() if f">{name}</a>" in page}


def many(run: EligibilityRun, number: int) -> None:
    """More children in a run, as a county has them."""
    of = {"service_id": run.service_id}
    council = Child.objects.first().council
    children = [
        Child(**of, council=council, reference=f"M{at}", preferred_name=f"Young {at:05}") for at in range(number)
    ]
    Child.objects.bulk_create(children)
    EligibilityResult.objects.bulk_create(
        EligibilityResult(
            **of, run=run, child=child, answer=("yes", "no", "no", "cannot_tell", "no")[at % 5], name_then=str(child)
        )
        for at, child in enumerate(children)
    )


# The list


def test_the_list_says_when_it_is_true_and_its_figures_in_their_sentence(manager: Client) -> None:
    page = text(page_of(manager, "list"))
    assert "True on 15 June 2026" in page
    assert "Could be offered: up to 3; for 3 of them a person must still check." in page
    assert "Never asked 2 of 3" in page
    assert "The returns end on 31 March 2026" in page
    assert "turns 16 in 35 days" in page
    assert "Plan for the child" in page


def test_a_child_without_a_name_is_called_alike_in_the_list_and_everywhere_else(
    in_service: Cast, run: EligibilityRun, manager: Client
) -> None:
    child = asked.child("K1")
    Child.objects.filter(pk=child.pk).update(preferred_name="")
    child.refresh_from_db()
    actions.refresh(in_service.actor(Role.ANALYST), service=in_service.service, at=NOW)
    page = page_of(manager, "list")
    assert f">{child}</a>" in page
    assert str(child) == "Child K1"


def test_filters_are_codes_and_anything_else_falls_away(manager: Client) -> None:
    everyone = set(NAMES.values())
    cases: list[tuple[dict[str, Any], set[str]]] = [
        ({}, {"Ashley", "Blake", "Emery"}),
        ({"answer": "all"}, everyone),
        ({"answer": "no"}, {"Charlie", "Drew"}),
        ({"answer": "yes"}, set()),
        ({"area": "West"}, {"Emery"}),
        ({"never_asked": "on"}, {"Ashley", "Blake"}),
        ({"soon": "on"}, {"Blake"}),
        ({"answer": "x'--", "area": "Nowhere", "page": "٣"}, {"Ashley", "Blake", "Emery"}),
        ({"page": "9" * 5000}, {"Ashley", "Blake", "Emery"}),
    ]
    for query, names in cases:
        page = page_of(manager, "list", **query)
        assert listed(page) == names, query
        # The figures above are of the whole answer, whatever the list is narrowed to.
        assert "up to 3; for 3 of them" in text(page)
    # What was chosen stays chosen on screen.
    assert 'value="could" selected' in page_of(manager, "list")
    assert 'value="no" selected' in page_of(manager, "list", answer="no")


def test_paging_shows_each_child_once(manager: Client, run: EligibilityRun) -> None:
    many(run, 150)
    seen: list[str] = []
    for number in range(1, 4):
        page = page_of(manager, "list", page=number)
        seen += re.findall(r">(Young \d+|Ashley|Blake|Emery)</a>", page)
    assert len(seen) == len(set(seen)) == 63
    assert seen == sorted(seen)
    assert re.findall(r">(Young \d+)</a>", page_of(manager, "list", page=99)) == seen[50:]


def test_another_day_is_a_list_of_its_own(manager: Client, run: EligibilityRun) -> None:
    sent = {"on_day": "1", "on_month": "1", "on_year": "2021", "rules": "kent-2018"}
    response = manager.post(reverse("children:answer"), sent, follow=True)
    address = "?on=2021-01-01&rules=kent-2018"
    assert response.redirect_chain[-1][0].endswith(address)
    page = response.content.decode()
    assert "True on 1 January 2021" in text(page)
    assert "offered it or referred is told as of today, whatever day the answer is of" in text(page)
    assert listed(page) == {"Charlie"}
    # The way on keeps the day: to the child, and to the next page.
    assert f"{asked.child('K3').pk}/why/{address.replace('&', '&amp;')}" in page.replace("&#38;", "&amp;")
    assert asked.current() == run
    wrong = manager.post(reverse("children:answer"), sent | {"on_day": "31", "on_month": "2"})
    assert (wrong.status_code, "The date must be a real date" in wrong.content.decode()) == (422, True)
    assert "Nothing was worked out for this day" in page_of(manager, "list", on="1999-01-01", rules="leeds")


def test_a_day_before_the_first_return_is_said_to_be_one(in_service: Cast, manager: Client) -> None:
    first_day = dt.date(2025, 4, 1)
    for day, is_said in ((first_day - dt.timedelta(days=1), True), (first_day, False)):
        actions.run_eligibility(asked.manager(in_service), service=in_service.service, on=day, at=NOW)
        which = {"on": day.isoformat(), "rules": "kent-2018"}
        child = EligibilityResult.objects.filter(run__on=day).values_list("child_id", flat=True)[0]
        for page in (page_of(manager, "list", **which), page_of(manager, "why", child, **which)):
            assert ("The first return begins on 1 April 2025: before it" in text(page)) == is_said
    assert "The first return begins" not in page_of(manager, "list"), "the current answer is of today"


def test_the_list_says_whom_a_repair_left_out_and_who_is_grown_up_to_those_who_see_all(
    in_service: Cast, run: EligibilityRun, manager: Client, sign_in: SignIn
) -> None:
    asked.bring_in(in_service, asked.files({"K1": asked.CHILDREN["K1"], "K9": ("05/05/2018", "03/05/2026")}))
    left = "4 children are taken to have left care and not in this answer, because a later return does not name them."
    assert asked.current().counts["taken_to_have_left"] == 4
    assert left in text(page_of(manager, "list"))
    worker = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert "taken to have left care" not in page_of(worker, "list")
    EligibilityRun.objects.update(counts=asked.current().counts | {"grown_up": 1})
    assert "1 child is 18 or older but still in care by the return." in text(page_of(manager, "list"))


def test_workers_see_and_count_only_their_own(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = page_of(client, "list", answer="all")
    assert listed(page) == {"Ashley"}
    assert "Could be offered: up to 1; for 1 of them" in text(page)
    assert "Never asked 1 of 1" in text(page)
    assert text(page_of(client, "why", asked.child("K1").pk)).count("A person must check") >= 1
    for name in ("why", "facts"):
        page_of(client, name, asked.child("K2").pk, status=404)
    for name in ("answers", "reach", "rules", "bring_in_facts"):
        assert reverse(f"children:{name}") not in page
        page_of(client, name, status=403)


@pytest.mark.parametrize("role", [Role.PANEL, Role.SERVICE_ADMIN, Role.ORGANISER, Role.CHILD, Role.NATIONAL])
def test_pages_are_closed_to_those_who_list_no_children(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn, role: Role
) -> None:
    client, child = sign_in(in_service.users[role]), asked.child("K1")
    for name in ("list", "answers", "reach", "bring_in_facts"):
        page_of(client, name, status=403)
    for name in ("why", "facts", "record_fact"):
        page_of(client, name, child.pk, status=403)
    for name in ("find", "answer", "save_facts"):
        assert client.post(reverse(f"children:{name}"), {"words": "Ashley"}).status_code == 403


def test_another_service_finds_nothing(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client, child = sign_in(in_service.strangers[Role.MANAGER]), asked.child("K1")
    assert "No return is in" in page_of(client, "list")
    for name in ("why", "facts", "record_fact"):
        page_of(client, name, child.pk, status=404)
    assert client.post(reverse("children:work_out_again", args=[run.pk])).status_code == 404
    found = client.post(reverse("children:find"), {"words": "Ashley"}).content.decode()
    assert "Nobody you can see" in found


@pytest.mark.parametrize("answer", ["", "could", "yes", "no", "cannot_tell"])
@pytest.mark.parametrize("never_asked", [False, True])
def test_the_figures_are_those_of_the_rows_after_every_change(
    in_service: Cast, run: EligibilityRun, answer: str, never_asked: bool
) -> None:
    """Whoever sees every child is told the "no"s from the run's own counts: they must stay what the rows say."""
    actor, narrowed = asked.manager(in_service), eligibility.Filter(answer=answer, never_asked=never_asked)

    def is_true() -> bool:
        now = asked.current()
        rows = EligibilityResult.objects.filter(run=now)
        could = rows.filter(answer__in=eligibility.COULD)
        return eligibility.count_results(actor, now, narrowed) == eligibility.Totals(
            rows=eligibility.list_results(actor, now, narrowed).count(),
            could=could.count(),
            to_check=rows.filter(answer="cannot_tell").count(),
            never_asked=could.filter(asked=False).count(),
            stale=rows.filter(stale=True).count(),
        )

    assert is_true()
    plan = actions.Fact(FactName.PLAN, "return_home", TODAY, "care plan", "A. Worker")
    actions.record_fact(actor, child=asked.child("K1"), fact=plan, at=NOW)
    assert asked.answers()["K1"] == "no"
    assert is_true()
    actions.mark_asked(actor, child=asked.child("K2"), at=NOW)
    assert is_true()
    EligibilityResult.objects.filter(run=run, child__reference="K3").update(stale=True)
    EligibilityRun.objects.filter(pk=run.pk).update(counts=asked.current().counts | {"stale": 1})
    assert is_true()
    held = {name: asked.CHILDREN[name] for name in ("K1", "K5")} | {"K9": ("01/01/2015", "02/04/2026")}
    asked.bring_in(in_service, asked.files(held), NOW + dt.timedelta(days=1))
    assert is_true()


# Budgets


@pytest.mark.parametrize("number", [1, 30, A_COUNTY])
def test_the_list_keeps_its_query_budget(
    manager: Client, run: EligibilityRun, django_assert_max_num_queries: Any, number: int
) -> None:
    many(run, number)
    page_of(manager, "list")
    # Session, person, run, figures, rows, and three for the record of who looked.
    with django_assert_max_num_queries(8 + OF_THE_TRANSACTION):
        page = page_of(manager, "list", answer="all")
    assert page.count('<th class="govuk-table__header" scope="row">') == min(number + 5, eligibility.A_PAGE)


@pytest.mark.parametrize("number", [1, 30])
def test_the_other_lists_keep_theirs(
    in_service: Cast, manager: Client, run: EligibilityRun, django_assert_max_num_queries: Any, number: int
) -> None:
    child = asked.child("K1")
    for at in range(number):
        asked.say(in_service, asked.fact("K1", FactName.SIBLINGS, f"Brother {at}"), at=NOW + dt.timedelta(minutes=at))
    for name, args in (("answers", ()), ("reach", ()), ("rules", ()), ("facts", (child.pk,))):
        page_of(manager, name, *args)
        # Facts open the record: the reader is compared with the people around the child each time.
        with django_assert_max_num_queries(8 + (name == "facts")):
            page_of(manager, name, *args)


# Why


def test_a_date_of_birth_that_the_return_lacks_is_typed_and_counts_until_the_return_brings_one(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    without = {"K1": ("", "01/05/2024"), "K5": asked.CHILDREN["K5"]}
    asked.bring_in(in_service, asked.files(without), NOW + dt.timedelta(days=1))
    client, child = sign_in(in_service.users[Role.MANAGER]), asked.child("K1")
    page = page_of(client, "why", child.pk)
    assert "Missing: date of birth." in text(page)
    assert "A corrected return settles it for good; until then it can be recorded here." in text(page)
    address = f"{reverse('children:record_fact', args=[child.pk])}?fact=date_of_birth"
    assert address in page

    given = {"from_on_day": "1", "from_on_month": "6", "from_on_year": "2020", "source": "passport", "author": "A. W."}
    late = given | {"value_day": "1", "value_month": "1", "value_year": "2199"}
    assert "The date of birth must be in the past" in client.post(address, late).content.decode()
    typed = given | {"value_day": "2", "value_month": "3", "value_year": "2014"}
    assert client.post(address, typed).status_code == 302
    said = text(page_of(client, "why", child.pk))
    assert "Aged 12; turns 16 on 2 March 2030. This date of birth is recorded by A. W., passport, 1 June 2020." in said
    assert "born 2 March 2014" in said
    row = asked.current().results.get(child=child)
    assert (row.age, asked.child("K1").birth) == (12, dt.date(2014, 3, 2))
    assert "2 March 2014" in text(page_of(client, "facts", child.pk))

    asked.bring_in(in_service, asked.files(without | {"K1": ("02/03/2013", "01/05/2024")}), NOW + dt.timedelta(days=2))
    said = text(page_of(client, "why", child.pk))
    assert "Aged 13; turns 16 on 2 March 2029. It clashes with what is recorded: born on 2 March 2014 (A. W.," in said
    assert asked.child("K1").birth == dt.date(2013, 3, 2)


def test_two_dates_of_birth_from_one_day_are_neither_believed(in_service: Cast, run: EligibilityRun) -> None:
    without = {"K1": ("", "01/05/2024"), "K5": asked.CHILDREN["K5"]}
    asked.bring_in(in_service, asked.files(without), NOW + dt.timedelta(days=1))
    assert asked.child("K1").birth is None
    asked.say(in_service, asked.fact("K1", FactName.DATE_OF_BIRTH, "2014-03-02"))
    assert asked.child("K1").birth == dt.date(2014, 3, 2)
    assert asked.current().results.get(child__reference="K1").age == 12
    asked.say(in_service, asked.fact("K1", FactName.DATE_OF_BIRTH, "2013-03-02"))
    assert asked.child("K1").birth is None
    assert asked.current().results.get(child__reference="K1").age is None


def test_why_of_a_child_the_rules_do_not_ask_about(in_service: Cast, manager: Client) -> None:
    page = text(page_of(manager, "why", in_service.child.pk))
    assert "do not ask about Robin on this day: no return names them." in page


def test_an_old_answer_is_worked_out_again_on_the_page(in_service: Cast, manager: Client, run: EligibilityRun) -> None:
    page = page_of(manager, "answers")
    assert reverse("children:work_out_again", args=[run.pk]) in page
    again = manager.post(reverse("children:work_out_again", args=[run.pk])).content.decode()
    assert "Every child has the same answer" in again
    asked.bring_in(in_service, asked.files({"K5": asked.CHILDREN["K5"]}), NOW + dt.timedelta(days=1))
    again = text(manager.post(reverse("children:work_out_again", args=[run.pk])).content.decode())
    assert "Import 2 counts now and did not then." in again
    assert "Import 1 counted then and does not now." in again
    assert "Ashley A person must check not asked about" in again


# Who is reached


@pytest.mark.parametrize(
    ("said", "group"), [("Hearing impairment", "Yes"), ("None.", "No"), ("not known", "Not known")]
)
def test_what_people_say_of_a_disability_counts_where_it_is_counted(
    in_service: Cast, run: EligibilityRun, said: str, group: str
) -> None:
    """The return says so only where it is the main need."""

    def disabled() -> dict[str, int]:
        listed = eligibility.list_reach(asked.manager(in_service), asked.current())
        return {row.name: row.in_care for row in listed if row.group == "Disabled"}

    assert disabled() == {"Yes": 0, "No": 0, "Not known": 5}
    asked.say(in_service, asked.fact("K1", FactName.DISABILITY, said))
    assert disabled() == {"Yes": 0, "No": 0, "Not known": 4} | {group: 5 if group == "Not known" else 1}
    record = actions.Fact(FactName.DISABILITY, "Epilepsy", TODAY, asked.SOURCE, asked.AUTHOR)
    actions.record_fact(asked.manager(in_service), child=asked.child("K2"), fact=record, at=NOW)
    assert disabled()["Yes"] == (2 if group == "Yes" else 1)


def test_the_groups_of_each_kind_add_up(in_service: Cast, run: EligibilityRun) -> None:
    many(run, 40)
    run.results.filter(child__reference="M0").update(asked=True, referred=True, age=7, disabled=True)
    totals: dict[str, list[int]] = {}
    for row in eligibility.list_reach(asked.manager(in_service), run):
        counted = totals.setdefault(row.group, [0, 0, 0, 0])
        for at, number in enumerate((row.in_care, row.could, row.asked, row.referred)):
            counted[at] += number
        assert row.in_care >= row.could >= row.asked >= row.referred
    assert totals == dict.fromkeys(
        ("Age", "Came alone to this country", "Disabled", "In custody", "Area"), [45, 19, 2, 1]
    )


def test_the_reach_page_says_it_is_not_for_publication(manager: Client) -> None:
    page = text(page_of(manager, "reach"))
    assert "not for publication" in page
    assert "Could be offered: up to 3; for 3 of them a person must still check." in page
    assert "West 1 1 1 of 1 0 of 1" in page


# Looking for a child


def test_looking_for_a_child_goes_by_post_and_is_recorded_sealed(manager: Client) -> None:
    assert manager.get(reverse("children:find"), {"words": "ashl"}).status_code == 405
    found = manager.post(reverse("children:find"), {"words": "ashl"}).content.decode()
    assert listed(found) == {"Ashley"}
    assert listed(manager.post(reverse("children:find"), {"words": "K2"}).content.decode()) == {"Blake"}
    event = AuditEvent.objects.filter(kind="children.searched").first()
    assert event is not None
    assert (event.count, event.words, event.codes) == (1, "ashl", {})
    assert "Enter part of a name" in manager.post(reverse("children:find"), {"words": " "}).content.decode()
    assert AuditEvent.objects.filter(kind="children.searched").count() == 2


# Facts, on their pages


def test_a_worker_is_chosen_from_those_who_sign_in_here(in_service: Cast, manager: Client) -> None:
    child = asked.child("K2")
    address = f"{reverse('children:record_fact', args=[child.pk])}?fact=worker"
    page = manager.get(address).content.decode()
    worker = in_service.users[Role.SOCIAL_WORKER]
    assert f'value="{worker.email}"' in page
    assert in_service.strangers[Role.SOCIAL_WORKER].email not in page
    assert in_service.users[Role.SERVICE_ADMIN].email not in page
    today = timezone.localdate()
    sent = {
        "value": worker.email,
        "from_on_day": today.day,
        "from_on_month": today.month,
        "from_on_year": today.year,
        "source": "case system",
        "author": "A. Worker",
    }
    assert manager.post(address, sent).status_code == 302
    assert CaseMember.objects.filter(child=child, user=worker, until_on__isnull=True).exists()
    missing = manager.post(address, sent | {"value": "-"}).content.decode()
    assert "Enter the name of the person who is not in the list" in missing
    assert manager.post(address, sent | {"value": "-", "other": "Kim Agency"}).status_code == 302
    assert LocalFact.objects.filter(child=child, fact="worker", value="Kim Agency").exists()


def test_a_worker_hands_a_child_over_and_is_told_that_it_is_theirs_no_longer(
    in_service: Cast, sign_in: Callable[[User], Client]
) -> None:
    """Whoever names the next worker is out of the case team by it; all the same it is kept, and no page fails."""
    worker, child = in_service.users[Role.SOCIAL_WORKER], in_service.child
    adviser = in_service.users[Role.PERSONAL_ADVISER]
    client, today = sign_in(worker), timezone.localdate()
    day = {"from_on_day": today.day, "from_on_month": today.month, "from_on_year": today.year}
    sent = {"value": adviser.email, "source": "case system", "author": "A. Worker", **day}
    answer = client.post(f"{reverse('children:record_fact', args=[child.pk])}?fact=worker", sent, follow=True)
    assert answer.status_code == 200
    assert "You no longer see this child." in answer.content.decode()
    assert CaseMember.objects.filter(child=child, user=adviser, until_on__isnull=True).exists()
    assert client.get(reverse("record", args=[child.pk])).status_code == 404
    assert sign_in(adviser).get(reverse("record", args=[child.pk])).status_code == 200


def test_every_fact_can_be_typed_and_none_without_who_says_so(manager: Client) -> None:
    child = asked.child("K2")
    values: dict[str, dict[str, Any]] = {
        "plan": {"value": "special_guardianship"},
        "care_start": {"value_day": 1, "value_month": 2, "value_year": 2025},
        "next_review": {"value_day": 1, "value_month": 8, "value_year": 2026},
        "location_restricted": {"value": "yes"},
        "date_of_birth": {"value_day": 20, "value_month": 7, "value_year": 2010},
        **{name: {"value": "Something"} for name in ("disability", "language", "area", "preferred_name")},
        **{name: {"value": "Jo and Lee, with Nan"} for name in ("siblings", "parental_responsibility")},
    }
    common = {"from_on_day": 1, "from_on_month": 6, "from_on_year": 2026, "source": "visit", "author": "A. Worker"}
    for name, value in values.items():
        address = f"{reverse('children:record_fact', args=[child.pk])}?fact={name}"
        assert manager.post(address, value | common | {"author": ""}).status_code == 200
        assert manager.post(address, value | common).status_code == 302, name
    assert set(LocalFact.objects.filter(child=child, upload_id=None).values_list("fact", flat=True)) == set(values)
    page = text(page_of(manager, "facts", child.pk))
    for shown in ("Special guardianship", "1 August 2026", "A. Worker, visit", "Jo and Lee, with Nan"):
        assert shown in page


def test_a_list_is_looked_at_first_and_then_saved(manager: Client) -> None:
    rows = [
        "council,child,fact,value,from,source,author",
        "WEALD,K1,plan,return_home,2026-06-01,care plan,A. Worker",
        "WEALD,K2,plan,moon,2026-06-01,care plan,A. Worker",
        "WEALD,NOBODY,plan,other,2026-06-01,care plan,A. Worker",
        "WEALD,K5,area,West,2026-06-15,care plan,A. Worker",
    ]
    file = SimpleUploadedFile("facts.csv", "\n".join(rows).encode())
    before = LocalFact.objects.count()
    looked = manager.post(reverse("children:bring_in_facts"), {"file": file})
    page = text(looked.content.decode())
    assert "Rows read: 4 = 1 new + 1 there already + 1 refused + 1 about children whom no return names." in page
    assert "is no plan. It must be one of" in page
    assert LocalFact.objects.count() == before
    kept = looked.context["page"].kept
    assert "K1," not in kept  # sealed text has no comma: letters and figures may fall so by chance
    saved = manager.post(reverse("children:save_facts"), {"kept": kept})
    assert "Rows read: 4 = 1 saved + 1 there already + 1 refused + 1 about" in text(saved.content.decode())
    assert LocalFact.objects.count() == before + 1
    assert asked.answers()["K1"] == "no"
    assert manager.post(reverse("children:save_facts"), {"kept": f"x{kept}"}).status_code == 302
    none = SimpleUploadedFile("notes.txt", b"hello")
    assert "needs the columns" in manager.post(reverse("children:bring_in_facts"), {"file": none}).content.decode()
    assert "Choose a file" in manager.post(reverse("children:bring_in_facts"), {}).content.decode()


# Where no return is in


@pytest.mark.parametrize(
    ("role", "says", "leads_to"),
    [
        (Role.ANALYST, "Bring in a return", "returns:receive"),
        (Role.MANAGER, "The analyst brings in the return", "returns:list"),
        (Role.SOCIAL_WORKER, "The analyst brings in the return", None),
    ],
)
def test_a_return_taken_back_leaves_no_figure_but_what_to_do(
    in_service: Cast, sign_in: SignIn, take_back: Any, role: Role, says: str, leads_to: str | None
) -> None:
    batch = asked.bring_in(in_service, asked.files())
    client = sign_in(in_service.users[role])
    assert "Could be offered: up to" in text(page_of(client, "list"))
    take_back(batch)
    page = page_of(client, "list")
    assert "up to" not in text(page)
    assert "No return is in" in text(page)
    assert says in text(page)
    assert (f'href="{reverse(leads_to)}"' in page.split("<main")[1]) if leads_to else "/returns/" not in page
    home = text(client.get(reverse("home")).content.decode())
    assert "up to 0" not in home


def test_the_sentence_says_nothing_of_nought_children_to_check() -> None:
    assert presenters.could_be_offered(1662, 0) == "Could be offered: up to 1,662."
    assert presenters.could_be_offered(1662, 3).endswith("; for 3 of them a person must still check.")


def test_the_cards_part_thousands_as_the_sentence_does(manager: Client, run: EligibilityRun) -> None:
    many(run, 3000)
    shown = text(page_of(manager, "list"))
    assert "up to 1,203" in shown
    assert "1203" not in shown


def test_the_rules_say_what_choosing_them_changes_before_the_press(manager: Client) -> None:
    assert "changes the answer and the figures of the whole service at once" in text(page_of(manager, "rules"))
