"""Why a child could be offered this: each criterion, the rows behind it as sent, and what other rules would say."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children import actions, queries
from kith.children.models import CaseMember, EligibilityResult
from kith.domain import returns
from kith.domain.terms import FactName, Role
from kith.returns.models import RawRow
from tests.apps.children import asked
from tests.apps.returns import small_return
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
MOST = 8  # beyond finding out who asks
OF_A_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
WHO_ASKS = ('"django_session"', 'FROM "access_user"')
HEADER = f"{small_return.EPISODES},WHEREABOUTS"


@pytest.fixture
def brought_in(in_service: Cast) -> None:
    """A child with two rows behind the start of care; a switched-off column and one that no return knows."""
    in_service.service.switched_off_columns = ["REASON_PLACE_CHANGE"]
    in_service.service.save()
    rows = [
        "K1,01/05/2024,S,V2,N1,U6,PR1,01/09/2024,X1,STANDARD,ME14 1XQ,CT1 2EH,sc012345,12 Hidden Lane",
        "K1,01/09/2024,P,C2,N1,K2,PR4,,,,ME14 1XQ,CT1 2EH,,",
        "K2,01/05/2024,S,C2,N1,U4,PR1,,,,ME14 1XQ,CT1 2EH,SC999999,",
    ]
    header = ["K1,1,02/03/2014,WBRI", "K2,1,20/07/2010,WBRI"]
    asked.bring_in(
        in_service,
        [
            returns.Source("Header.csv", small_return.csv(small_return.HEADER, header)),
            returns.Source("Episodes.csv", small_return.csv(HEADER, rows)),
        ],
    )


def page_of(client: Client, name: str = "why", child: str = "K1", status: int = 200, **query: str) -> str:
    response = client.get(reverse(f"children:{name}", args=[asked.child(child).pk]), query)
    assert response.status_code == status
    return str(response.content.decode())


def text(page: str) -> str:
    plain = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return plain.replace("&#x27;", "'").replace("&#39;", "'")


def test_why_gives_each_criterion_its_rows_and_who_can_answer(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    page = page_of(sign_in(in_service.users[Role.MANAGER]))
    said = text(page)
    for sentence in (
        "True on 15 June 2026",
        "Aged 12; turns 16 on 2 March 2030.",
        "In care since 1 May 2024: less than 3 years.",
        "Import 1, Episodes 2025, line 2",
        "Missing: plan for the child",
        "The child's social worker can answer.",
        "What other rules would say",
        "Answers given so far",
        "Last seen in a return up to 31 March 2025.",
    ):
        assert sentence in said, sentence
    child = asked.child("K1")
    assert f"{reverse('children:record_fact', args=[child.pk])}?fact=plan&amp;back=why" in page
    assert "Child K1" not in re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1)  # type: ignore[union-attr]
    assert AuditEvent.objects.get(kind="child.opened").child_id == child.pk


def test_why_says_what_is_not_known_as_a_question_and_asks_for_it_once(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    page = page_of(sign_in(in_service.users[Role.MANAGER]))
    said = text(page)
    assert "Not known. The rule asks: “There is no plan for the child to return to the family.”" in said
    assert "<strong>There is no plan" not in page
    assert page.count(f"{reverse('children:record_fact', args=[asked.child('K1').pk])}?fact=plan&amp;back=why") == 1
    assert "as above." in said
    assert "(this page)" in said
    assert f'href="{reverse("children:why", args=[asked.child("K1").pk])}' not in page


def test_of_two_answers_of_one_moment_the_one_in_use_is_told(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    """A return and a list of facts may be brought in at once: what was said before the facts is over."""
    asked.say(in_service, asked.fact("K1", FactName.PLAN, "long_term_foster"), at=NOW)
    moira = in_service.actor(Role.MANAGER)
    client = sign_in(in_service.users[Role.MANAGER])
    later = actions.run_eligibility(moira, service=in_service.service, on=TODAY + dt.timedelta(days=1), at=NOW)
    said = text(page_of(client, on=later.on.isoformat(), rules=later.rules))
    assert re.search(r"15 June 2026, Kent's pilot \(2018\) ?: Yes", said)
    asked_for = text(page_of(client, on=TODAY.isoformat(), rules=later.rules))
    assert "This is not the answer that lists use now" not in asked_for
    newest = queries.eligibility.get_run(moira, TODAY, later.rules)
    assert newest is not None
    assert newest.is_current


def test_the_rows_behind_are_shown_as_sent_without_what_is_sealed_or_switched_off(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    page = page_of(sign_in(in_service.users[Role.MANAGER]))
    said = text(page)
    first = said.index("Import 1, Episodes 2025, line 2")
    second = said.index("Import 1, Episodes 2025, line 3")
    row = said[first:second]
    for cell in (
        "CHILD K1",
        "DECOM 01/05/2024",
        "RNE S",
        "LS V2",
        "PLACE U6",
        "DEC 01/09/2024",
        "REC X1",
        "URN sc012345",
    ):
        assert cell in row, cell
    assert "DECOM 01/09/2024" in said[second:]
    for hidden in (*small_return.NEVER_SHOWN, "Hidden Lane", "HOME_POST", "PL_POST", "STANDARD", "WHEREABOUTS"):
        assert hidden not in page, hidden
    assert returns.MASK not in page
    assert "SC999999" not in page, "a row of another child"


def test_the_row_that_gives_the_date_of_birth_stands_behind_the_age(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    said = text(page_of(sign_in(in_service.users[Role.MANAGER])))
    age = said[said.index("Aged 12") : said.index("In care since")]
    assert "Import 1, Header 2025, line 2 CHILD K1 DOB 02/03/2014" in age
    assert "WBRI" not in age


def test_rows_that_disagree_on_the_date_of_birth_are_shown(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    reviews = ["K1,02/03/2014,01/06/2025,PN1", "K1,03/02/2014,01/07/2025,PN1", "K2,04/03/2014,01/06/2025,PN1"]
    more = returns.Source("Reviews.csv", small_return.csv("CHILD,DOB,REVIEW,REVIEW_CODE", reviews))
    episode = returns.Source("e.csv", small_return.csv(HEADER, ["K1,01/06/2025,P,C2,N1,U4,PR1,,,,,,,"]))
    asked.bring_in(in_service, [more, episode], NOW + dt.timedelta(days=1))
    said = text(page_of(sign_in(in_service.users[Role.MANAGER])))
    age = said[said.index("Rows give different dates of birth.") : said.index("In care since")]
    assert "Import 2, Reviews 2026, line 3 CHILD K1 DOB 03/02/2014" in age
    assert "Import 1, Header 2025, line 2 CHILD K1 DOB 02/03/2014" in age
    assert "04/03/2014" not in said, "of another child"


def test_a_column_switched_off_since_is_not_shown_either(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    assert "sc012345" in page_of(client)
    in_service.service.switched_off_columns = ["URN"]
    in_service.service.save()
    page = page_of(client)
    assert "sc012345" not in page
    assert returns.MASK not in page, "REASON_PLACE_CHANGE was switched off when it came in"


def test_a_row_does_not_name_the_home_of_a_child_whose_home_must_not_be_known(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    assert "sc012345" in page_of(client)
    asked.say(in_service, asked.fact("K1", FactName.AREA, "West"))
    secret = actions.Fact(FactName.LOCATION_RESTRICTED, "yes", TODAY, asked.SOURCE, asked.AUTHOR)
    actions.record_fact(asked.manager(in_service), child=asked.child("K1"), fact=secret, at=NOW)
    page = page_of(client)
    assert "DECOM 01/05/2024" in text(page)
    assert "sc012345" not in page
    assert "URN" not in text(page)


def test_the_case_team_reads_the_rows_and_nobody_else_may(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    """A social worker may not see returns, but may see why for a child of theirs."""
    worker = in_service.users[Role.SOCIAL_WORKER]
    client = sign_in(worker)
    page_of(client, status=404)
    CaseMember.objects.create(
        service=in_service.service, child=asked.child("K1"), user=worker, part="worker", from_on=TODAY
    )
    assert "DECOM 01/05/2024" in text(page_of(client))
    assert client.get(reverse("returns:list")).status_code == 403
    page_of(client, child="K2", status=404)


def test_an_older_answer_shows_the_rows_of_its_own_import(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    actions.run_eligibility(
        in_service.actor(Role.MANAGER), service=in_service.service, on=TODAY, rules="frg-2017", at=NOW
    )
    later = NOW + dt.timedelta(days=1)
    header = [returns.Source("Header.csv", small_return.csv(small_return.HEADER, ["K1,1,02/03/2014,WBRI"]))]
    again = small_return.csv(HEADER, ["K1,01/05/2024,S,E1,N1,U6,PR1,,,,ME14 1XQ,CT1 2EH,,"])
    asked.bring_in(in_service, [*header, returns.Source("Episodes.csv", again)], later)
    client = sign_in(in_service.users[Role.MANAGER])
    assert "LS E1" in text(page_of(client))
    old = text(page_of(client, on=TODAY.isoformat(), rules="frg-2017"))
    assert "Import 1, Episodes 2025, line 2" in old
    assert "LS V2" in old
    assert "LS E1" not in old


def test_rows_of_an_import_that_is_gone_are_said_to_be(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    result = EligibilityResult.objects.get(child__reference="K1", run__is_current=True)
    for one in result.criteria:
        for row in one["rows"]:
            row["file"] = "Import 9, Episodes 2025"
    result.save()
    assert "This import is not in use any more" in text(page_of(sign_in(in_service.users[Role.MANAGER])))


def test_two_rows_of_one_line_are_told_apart_by_their_day(in_service: Cast, brought_in: None) -> None:
    """An XML file may be one long line: the day in the key says which row a criterion means."""
    RawRow.objects.filter(part__table="Episodes").update(line=1)
    result = EligibilityResult.objects.get(child__reference="K1", run__is_current=True)
    for one in result.criteria:
        for row in one["rows"]:
            row["line"] = 1
    behind = queries.eligibility.list_rows_behind(in_service.actor(Role.MANAGER), asked.child("K1"), result)
    assert {key[2]: [dict(row.cells)["DECOM"] for row in rows] for key, rows in behind.items() if key[2]} == {
        "2024-05-01": ["01/05/2024"],
        "2024-09-01": ["01/09/2024"],
    }


def test_why_keeps_its_query_budget_on_the_first_look_too(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    asked.child("K1")
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            page_of(client)
        asks = [one["sql"] for one in captured if not one["sql"].startswith(OF_A_TRANSACTION)]
        # The test's own look for the child is one more.
        ours = [sql for sql in asks if not any(one in sql for one in WHO_ASKS)]
        assert len(ours) - 1 <= MOST, ours


def test_other_rules_say_what_they_would_on_the_same_day(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    page = page_of(client, "other_rules")
    said = text(page)
    assert "True on 15 June 2026" in said
    assert "Only that one counts here." in said
    assert page.count('<th class="govuk-table__header" scope="row">') >= 3
    assert reverse("children:why", args=[asked.child("K1").pk]) in page


def test_other_rules_of_a_child_without_an_answer_lead_to_why(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    response = client.get(reverse("children:other_rules", args=[in_service.child.pk]))
    assert response.status_code == 302
    assert response["Location"] == reverse("children:why", args=[in_service.child.pk])


def test_what_a_coordinator_records_is_answered_with_all_that_the_returns_say(
    in_service: Cast, brought_in: None
) -> None:
    """Who may not see returns still knows where they end and whether there is a UASC table: answers rest on it."""
    worker = in_service.users[Role.SOCIAL_WORKER]
    CaseMember.objects.create(
        service=in_service.service, child=asked.child("K1"), user=worker, part="worker", from_on=TODAY
    )
    seen: dict[Any, Any] = {
        role: queries.get_records(in_service.actor(role))["WEALD", "K1"] for role in (Role.ANALYST, Role.SOCIAL_WORKER)
    }
    assert seen[Role.SOCIAL_WORKER] == seen[Role.ANALYST]
    assert seen[Role.SOCIAL_WORKER].last_return == dt.date(2025, 3, 31)


def test_the_case_team_is_told_the_distance(in_service: Cast, brought_in: None) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    CaseMember.objects.create(
        service=in_service.service, child=asked.child("K1"), user=worker, part="worker", from_on=TODAY
    )
    actor = in_service.actor(Role.SOCIAL_WORKER)
    (known,) = queries.records.list_care_facts(actor, TODAY)
    # Maidstone to Canterbury, the check value of the distance rule: 24.3 miles.
    assert queries.get_distance(actor, asked.child("K1"), known) == 24.3


def test_why_names_who_can_answer_and_cancel_leads_back(in_service: Cast, brought_in: None, sign_in: SignIn) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    asked.say(in_service, asked.fact("K1", FactName.WORKER, worker.email))
    client = sign_in(in_service.users[Role.MANAGER])
    said = text(page_of(client))
    assert f"{worker.display_name} (the child's social worker) can answer." in said
    why, facts = (reverse(f"children:{name}", args=[asked.child("K1").pk]) for name in ("why", "facts"))
    assert f'href="{why}">Cancel' in page_of(client, "record_fact", fact="plan", back="why")
    assert f'href="{facts}">Cancel' in page_of(client, "record_fact", fact="plan")


def test_no_fact_is_asked_for_where_it_cannot_change_the_answer(in_service: Cast, sign_in: SignIn) -> None:
    asked.bring_in(in_service, asked.files())
    row = EligibilityResult.objects.get(child=asked.child("K4"), run__is_current=True)
    assert (row.answer, row.missing) == ("no", "")
    assert [one["missing"] for one in row.criteria if one["missing"]], "the criterion itself keeps what is missing"
    assert "can answer" not in text(page_of(sign_in(in_service.users[Role.MANAGER]), child="K4"))


def test_whoever_was_referred_already_is_said_to_be_instead_of_a_button(
    in_service: Cast, brought_in: None, sign_in: SignIn
) -> None:
    manager = sign_in(in_service.users[Role.MANAGER])
    assert "Refer this child" in page_of(manager)
    actions.mark_asked(in_service.actor(Role.MANAGER), child=asked.child("K1"), referred=True, at=NOW)
    page = page_of(manager)
    assert "Refer this child" not in page
    assert "was referred already. Where it stands, and what the child said, is on the child’s record ." in text(page)
    assert "was referred already. Where" not in text(page_of(sign_in(in_service.users[Role.ANALYST])))
