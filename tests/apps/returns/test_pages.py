"""The analyst's pages, from upload to taking back; what they must never show; who may open them."""

import csv
import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from kith.access.models import Council, User
from kith.audit.models import AuditEvent
from kith.children.models import Child, EligibilityRun
from kith.domain import returns, spreadsheets
from kith.domain.terms import Role
from kith.returns import presenters
from kith.returns.models import Batch, Finding
from tests.apps.returns import small_return
from tests.personas import NOW, Cast

Receive = Callable[..., Batch]
SignIn = Callable[[User], Client]


@pytest.fixture
def analyst(in_service: Cast, sign_in: SignIn) -> Client:
    return sign_in(in_service.users[Role.ANALYST])


def upload(client: Client, cast: Cast, sources: list[returns.Source], **more: Any) -> Any:
    files = [SimpleUploadedFile(source.name, source.data, "text/csv") for source in sources]  # type: ignore[arg-type]
    return client.post(
        reverse("returns:receive"), {"sources": files, "council": str(cast.council.pk), "year": ""} | more
    )


def test_from_upload_to_saved_and_back(analyst: Client, in_service: Cast) -> None:
    response = upload(analyst, in_service, small_return.first_year())
    batch = Batch.objects.get()
    show = reverse("returns:show", args=[batch.pk])
    assert response["Location"] == show
    page = analyst.get(show).content.decode()
    assert "6 rows read = 6 new + 0 unchanged + 0 changed + 0 waiting." in page
    assert "2 children are new." in page
    assert "Save this return" in page
    assert not Child.objects.filter(reference="A1").exists()

    saved = analyst.post(reverse("children:commit_return", args=[batch.pk]), {"version": batch.version}, follow=True)
    assert "is saved" in saved.content.decode()
    assert "Save this return" not in saved.content.decode()
    assert Child.objects.filter(reference="A1").exists()
    run = EligibilityRun.objects.get(is_current=True)
    assert [one.number for one in run.batches.all()] == [1]

    back = reverse("children:roll_back_return", args=[batch.pk])
    assert "None of its 6 rows" in analyst.get(back).content.decode()
    batch.refresh_from_db()
    assert batch.status == Batch.Status.COMMITTED
    gone = analyst.post(back, {"version": batch.version}, follow=True).content.decode()
    assert "was taken back" in gone
    run.refresh_from_db()
    assert (run.taken_back, run.is_current) == (True, False)
    assert EligibilityRun.objects.get(is_current=True).counts["population"] == 0


def test_a_file_that_would_take_most_of_a_table_away_needs_a_tick(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.large(), year="2024")
    first = Batch.objects.get()
    shown = analyst.get(reverse("returns:show", args=[first.pk])).content.decode()
    assert "take the place of" not in shown
    analyst.post(reverse("children:commit_return", args=[first.pk]), {"version": first.version})
    upload(analyst, in_service, small_return.large(2), year="2024")
    batch = Batch.objects.get(number=2)
    shown = " ".join(analyst.get(reverse("returns:show", args=[batch.pk])).content.decode().split())
    warned = "Episodes 2024, WEALD: 2 rows take the place of 30. 28 of those are no longer there."
    assert "This would take most of what is saved away" in shown
    assert shown.index(warned) < shown.index("Where every row went"), "before anything else"
    commit = reverse("children:commit_return", args=[batch.pk])
    refused = analyst.post(commit, {"version": batch.version})
    assert refused.status_code == 409
    assert "Tick that this is meant" in refused.content.decode()
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CHECKED
    saved = analyst.post(commit, {"version": batch.version, "is_meant": "on"}, follow=True)
    assert "is saved" in saved.content.decode()


def test_a_later_year_that_leaves_out_most_who_were_in_care_needs_a_tick(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.large(), year="2024")
    analyst.post(reverse("children:commit_return", args=[Batch.objects.get().pk]), {"version": 1})
    upload(analyst, in_service, small_return.newcomers(), year="2025")
    batch = Batch.objects.get(number=2)
    assert batch.changes["left"] == [{"council": "WEALD", "year": 2024, "in_care": 30, "left": 30}]
    shown = " ".join(analyst.get(reverse("returns:show", args=[batch.pk])).content.decode().split())
    left = "30 of 30 children in care at the end of the last return (2024, WEALD) are not in this one"
    assert "This would take most of what is saved away" in shown
    assert f"{left}: they would be taken to have left care." in shown
    assert "2 children are new." in shown
    assert "The history of 30 children changes." in shown
    commit = reverse("children:commit_return", args=[batch.pk])
    refused = analyst.post(commit, {"version": batch.version})
    assert (refused.status_code, "Tick that this is meant" in refused.content.decode()) == (409, True)
    saved = analyst.post(commit, {"version": batch.version, "is_meant": "on"}, follow=True)
    assert f"{left}: they were taken to have left care." in " ".join(saved.content.decode().split())


def test_the_same_files_again_say_so_and_offer_no_save(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.first_year())
    analyst.post(reverse("children:commit_return", args=[Batch.objects.get().pk]), {"version": 1})
    page = analyst.get(upload(analyst, in_service, small_return.first_year())["Location"]).content.decode()
    assert "saved before, as import 1. Nothing would change." in page
    assert "Save this return" not in page


def test_an_import_that_fell_behind_asks_to_be_checked_again(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.first_year())
    upload(analyst, in_service, small_return.second_year())
    first, second = Batch.objects.order_by("number")
    analyst.post(reverse("children:commit_return", args=[first.pk]), {"version": 1})
    page = analyst.get(reverse("returns:show", args=[second.pk])).content.decode()
    assert "Check it again" in page
    assert "Save this return" not in page
    blocked = analyst.post(reverse("children:commit_return", args=[second.pk]), {"version": 1})
    assert (blocked.status_code, "Check it again first" in blocked.content.decode()) == (409, True)
    again = analyst.post(reverse("returns:check_again", args=[second.pk]), follow=True).content.decode()
    assert "Save this return" in again
    assert "1 changed" in again


def test_an_import_that_fell_behind_says_of_which_day_it_tells(analyst: Client, in_service: Cast) -> None:
    """What it repeats was taken back since: that nothing would change is not so any more, and is not said."""
    upload(analyst, in_service, small_return.first_year())
    first = Batch.objects.get()
    analyst.post(reverse("children:commit_return", args=[first.pk]), {"version": 1})
    show = upload(analyst, in_service, small_return.first_year())["Location"]
    assert "Nothing would change." in analyst.get(show).content.decode()
    first.refresh_from_db()
    analyst.post(reverse("children:roll_back_return", args=[first.pk]), {"version": first.version})
    page = analyst.get(show).content.decode()
    assert "Nothing would change." not in page
    assert "compared with what is saved now" not in page
    assert "compared with what was saved on " in page
    assert "What saving it would have changed on that day" in page
    again = analyst.post(reverse("returns:check_again", args=[Batch.objects.get(number=2).pk]), follow=True)
    assert "6 rows read = 6 new" in again.content.decode()
    assert "compared with what is saved now." in again.content.decode()


def test_what_would_be_taken_away_is_told_of_today_only(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.large(), year="2024")
    first = Batch.objects.get()
    analyst.post(reverse("children:commit_return", args=[first.pk]), {"version": first.version})
    show = upload(analyst, in_service, small_return.large(2), year="2024")["Location"]
    assert "This would take most of what is saved away" in analyst.get(show).content.decode()
    first.refresh_from_db()
    analyst.post(reverse("children:roll_back_return", args=[first.pk]), {"version": first.version})
    assert "This would take most of what is saved away" not in analyst.get(show).content.decode()


def test_years_that_come_together_are_said_to_be_compared_with_each_other(analyst: Client, in_service: Cast) -> None:
    beside = "and each year with the years before it that were sent with it."
    one = upload(analyst, in_service, small_return.first_year())["Location"]
    assert beside not in analyst.get(one).content.decode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for folder, sources in (("a", small_return.first_year()), ("b", small_return.second_year())):
            for source in sources:
                archive.writestr(f"{folder}/{source.name}", source.data)  # type: ignore[arg-type]
    both = upload(analyst, in_service, [returns.Source("years.zip", packed.getvalue())])["Location"]
    assert f"compared with what is saved now, {beside}" in analyst.get(both).content.decode()


def test_an_import_that_was_not_saved_is_not_said_to_have_changed_anything(analyst: Client, in_service: Cast) -> None:
    show = upload(analyst, in_service, small_return.first_year())["Location"]
    analyst.post(reverse("returns:discard", args=[Batch.objects.get().pk]), {"version": 1})
    page = analyst.get(show).content.decode()
    assert "What saving it would have changed" in page
    assert "What it changed" not in page
    assert "history of 0 children changed" not in page


def test_files_that_are_known_beside_new_ones_are_said_to_change_nothing(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.first_year())
    analyst.post(reverse("children:commit_return", args=[Batch.objects.get().pk]), {"version": 1})
    header = returns.Source("more/Header.csv", small_return.csv(small_return.HEADER, ["A7,1,02/03/2012,WBRI"]))
    page = analyst.get(upload(analyst, in_service, [*small_return.first_year()[1:], header])["Location"])
    assert "Files that were saved before, as import 1, change nothing." in page.content.decode()
    assert "Save this return" in page.content.decode()


def test_a_page_that_fell_behind_shows_both_versions(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.first_year())
    batch = Batch.objects.get()
    for data in ({"version": 7}, {}, {"version": "x"}):
        response = analyst.post(reverse("returns:discard", args=[batch.pk]), data)
        assert response.status_code == 409
    assert Batch.objects.get().status == Batch.Status.CHECKED


def test_discard_destroys_and_returns_to_the_list(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.first_year())
    page = analyst.post(reverse("returns:discard", args=[Batch.objects.get().pk]), {"version": 1}, follow=True)
    assert "was not saved. Its files were destroyed." in page.content.decode()
    show = analyst.get(reverse("returns:show", args=[Batch.objects.get().pk])).content.decode()
    assert "Do not save" not in show


def wrong_rows() -> list[returns.Source]:
    rows = [
        small_return.episode("=HYPERLINK(1)", "31/02/2023"),
        small_return.episode("A1", "01/05/2023").replace(",C2,", ",Q9,"),
        small_return.episode("A1", "02/05/2023").replace("U4", "<script>"),
    ]
    return [returns.Source("=Episodes.csv", small_return.csv(small_return.EPISODES, rows))]


# What means something to a browser, a template, a log, a database or a spreadsheet (security notes 6.1, C01 and C17).
INERT = [
    "</script><b>x",
    "{{7*7}}",
    "{% load i18n %}",
    "%s%n%(x)s",
    "${jndi:ldap://x}",
    "'; DROP TABLE child;--",
    "a\u2028b",
    "=1+1\n+2",
    "\uff1d1+1",
]


@pytest.mark.parametrize("text", INERT)
def test_what_means_something_elsewhere_is_text_on_every_page(analyst: Client, in_service: Cast, text: str) -> None:
    cell = '"' + text + '"'
    rows = [
        small_return.episode(cell, "01/05/2023"),
        small_return.episode("A1", "02/05/2023", place=cell),
        small_return.episode("A1", cell),
        small_return.episode(cell, "31/02/2023"),
    ]
    source = returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))
    show = upload(analyst, in_service, [source])["Location"]
    batch = Batch.objects.get()
    assert batch.ledger == {"read": 4, "new": 2, "unchanged": 0, "changed": 0, "quarantined": 2}
    pages = [show, *(reverse(f"returns:{name}", args=[batch.pk]) for name in ("findings", "waiting_rows"))]
    files = [reverse(f"returns:{name}", args=[batch.pk]) for name in ("download_findings", "download_waiting_rows")]
    read = {address: analyst.get(address) for address in (*pages, *files)}
    analyst.post(reverse("children:commit_return", args=[batch.pk]), {"version": batch.version})
    child = Child.objects.get(reference=text)
    for name in ("children:list", "returns:list"):
        read[name] = analyst.get(reverse(name))
    read["why"] = analyst.get(reverse("children:why", args=[child.pk]))
    assert {address: answer.status_code for address, answer in read.items()} == dict.fromkeys(read, 200)
    for address, answer in read.items():
        if address not in files:
            _is_inert(answer.content.decode(), text)
    for address in files:
        for line in csv.reader(io.StringIO(read[address].content.decode("utf-8-sig"))):
            assert all(spreadsheets.harmless(one) == one for one in line), address
    shown = escape(text) in read[pages[1]].content.decode()
    assert shown, "the findings name the child as sent"


def _is_inert(page: str, text: str) -> None:
    """The text stands nowhere but escaped, and nothing has worked it out."""
    assert text not in page or text == escape(text)
    assert ">49<" not in page
    assert "\u201c49\u201d" not in page
    assert "<b>x" not in page


def test_findings_stand_by_rule_and_then_by_line(analyst: Client, in_service: Cast) -> None:
    show = upload(analyst, in_service, wrong_rows())["Location"]
    page = analyst.get(show).content.decode()
    assert "The legal status is a valid code." in page
    batch = Batch.objects.get()
    listed = analyst.get(reverse("returns:findings", args=[batch.pk]) + "?rule=144").content.decode()
    assert "line&nbsp;3" in listed
    assert "Q9" in listed
    assert AuditEvent.objects.filter(kind="return.findings_read").count() == 1
    everything = analyst.get(reverse("returns:findings", args=[batch.pk])).content.decode()
    assert "<script>" not in everything.replace("<script src", "")
    nothing = analyst.get(reverse("returns:findings", args=[batch.pk]) + "?rule=no-such-rule&page=99")
    assert "Nothing was found by this rule." in nothing.content.decode()


def test_the_download_holds_every_finding_and_no_formula(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, wrong_rows())
    response = analyst.get(reverse("returns:download_findings", args=[Batch.objects.get().pk]))
    assert response["Content-Disposition"] == 'attachment; filename="findings-of-import-1.csv"'
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header == list(presenters.CSV_COLUMNS)
    assert len(rows) == Finding.objects.count() > 0
    cells = [cell for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "'=Episodes.csv" in cells
    assert not any(cell.startswith(spreadsheets.FORMULA_STARTS) for cell in cells)


def test_no_page_shows_a_postcode_or_a_switched_off_value(receive: Receive, analyst: Client) -> None:
    batch = receive([*small_return.first_year(), *wrong_rows()])
    for name in ("show", "findings", "download_findings"):
        page = analyst.get(reverse(f"returns:{name}", args=[batch.pk])).content.decode()
        for secret in small_return.NEVER_SHOWN:
            assert secret not in page
    shown = analyst.get(reverse("returns:show", args=[batch.pk])).content.decode()
    assert "(CONVICTED): 1; " in shown
    assert "(SUBSTANCE_MISUSE): 1." in shown


def test_what_cannot_be_read_says_why(analyst: Client, in_service: Cast) -> None:
    sources = [returns.Source("page.csv", b"<html>"), returns.Source("a.csv", b"CHILD,SEX,DOB,ETHNIC\n1,1,x,y\n")]
    page = analyst.get(upload(analyst, in_service, sources)["Location"]).content.decode()
    assert "page.csv" in page
    assert "year not known" in page
    assert "Save this return" not in page
    assert "Do not save" in page


def test_imports_with_nothing_to_save_are_one_line_of_the_analysts_first_page(
    analyst: Client, in_service: Cast
) -> None:
    for name in ("page.csv", "second.csv"):
        upload(analyst, in_service, [returns.Source(name, b"<html>")])
    upload(analyst, in_service, small_return.first_year())
    page = analyst.get(reverse("home")).content.decode()
    assert "Of 2 imports more nothing could be read" in page
    assert "Import 3" in page
    assert "Import 1" not in page
    assert "Import 2" not in page


def test_files_that_another_holds_back_are_one_line(analyst: Client, in_service: Cast) -> None:
    broken = b'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n1,"x\n'
    others = [source for source in small_return.first_year() if "pisodes" not in source.name.lower()]
    sources = [returns.Source("2021/episodes.csv", broken), *others]
    page = analyst.get(upload(analyst, in_service, sources)["Location"]).content.decode()
    assert "a quotation mark opened in the row of line 2 is never closed" in page
    assert page.count("held back by") == 1


def test_a_list_of_facts_is_shown_the_way_to_its_own_page(analyst: Client, in_service: Cast) -> None:
    facts = returns.Source("FACTS.csv", b"council,child,fact,value,from,source,author\nWEALD,A1,plan,x,y,z,w\n")
    where = upload(analyst, in_service, [*small_return.first_year(), facts])["Location"]
    page = analyst.get(where).content.decode()
    assert "FACTS.csv" in page
    not_read = page[page.index(">Not read<") :]
    assert f'href="{reverse("children:bring_in_facts")}"' in not_read[: not_read.index("</ul>") + 400]
    left_out = "<strong>Left out, and not saved with this return:</strong> FACTS.csv."
    assert page.index(left_out) < page.index("Save this return")


def test_the_way_to_the_page_of_facts_is_shown_only_where_a_list_of_facts_was_sent(
    analyst: Client, in_service: Cast
) -> None:
    other = returns.Source("letter.csv", b"dear,all\nhow,are\n")
    page = analyst.get(upload(analyst, in_service, [*small_return.first_year(), other])["Location"]).content.decode()
    assert "letter.csv" in page[page.index(">Not read<") :]
    assert reverse("children:bring_in_facts") not in page


def test_the_tables_and_rules_of_an_import_are_folded_under_their_sums(analyst: Client, in_service: Cast) -> None:
    page = analyst.get(upload(analyst, in_service, wrong_rows())["Location"]).content.decode()
    parts = Batch.objects.get().changes["parts"]
    fold = page.index(f"Table by table, year by year: {len(parts)} line")
    assert page.index("Where every row went") < fold < page.index("Findings by rule")
    assert page.rindex("<details", 0, fold) < fold < page.index("</details>", fold)


def test_a_finding_says_what_should_be_so_only_where_a_rule_says_it(analyst: Client, in_service: Cast) -> None:
    files = wrong_rows()
    twice = files[0].data + files[0].data.splitlines(keepends=True)[-1]
    sent = [dataclasses.replace(files[0], data=twice), *files[1:]]
    page = analyst.get(upload(analyst, in_service, sent)["Location"]).content.decode()
    said = dict(re.findall(r'rule=([\w.%]+)"><span class="govuk-!-font-weight-regular">([\w ]+):</span>', page))
    assert len(set(said.values())) == 2
    assert {rule: words == "Should be so" for rule, words in said.items()} == {rule: rule.isdigit() for rule in said}


def test_the_form_asks_for_what_is_missing(analyst: Client, in_service: Cast, settings: Any) -> None:
    Council.objects.create(service=in_service.service, name="Another", code="ANO")
    page = analyst.post(reverse("returns:receive"), {"year": ""}).content.decode()
    assert "Choose at least one file" in page
    assert "Choose the council" in page
    settings.KITH_UPLOAD_MB = 0
    assert "This is more than 0 MB" in upload(analyst, in_service, small_return.first_year()).content.decode()
    assert not Batch.objects.exists()


def test_the_year_can_be_said(analyst: Client, in_service: Cast) -> None:
    upload(analyst, in_service, small_return.first_year()[:1], year="2021")
    assert Batch.objects.get().years == [2021]


@pytest.mark.parametrize("number", [1, 30])
def test_pages_stay_within_their_queries(
    receive: Receive, analyst: Client, django_assert_max_num_queries: Any, number: int
) -> None:
    batch = receive(small_return.first_year())
    for more in range(2, number + 1):
        Batch.objects.create(
            service_id=batch.service_id, number=more, ledger=batch.ledger, changes=batch.changes, sent_at=NOW
        )
    for address in (
        reverse("returns:list"),
        reverse("returns:receive"),
        reverse("returns:show", args=[batch.pk]),
    ):
        with django_assert_max_num_queries(8):
            assert analyst.get(address).status_code == 200


def test_the_manager_may_look_and_not_touch(receive: Receive, in_service: Cast, sign_in: SignIn) -> None:
    batch = receive(small_return.first_year())
    client = sign_in(in_service.users[Role.MANAGER])
    assert "Save this return" not in client.get(reverse("returns:show", args=[batch.pk])).content.decode()
    assert client.get(reverse("returns:receive")).status_code == 403
    assert client.post(reverse("children:commit_return", args=[batch.pk]), {"version": 1}).status_code == 403
    assert client.get(reverse("children:roll_back_return", args=[batch.pk])).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.PANEL, Role.SERVICE_ADMIN])
def test_others_do_not_see_returns(receive: Receive, in_service: Cast, sign_in: SignIn, role: Role) -> None:
    batch = receive(small_return.first_year())
    client = sign_in(in_service.users[role])
    for name in ("show", "findings", "download_findings"):
        assert client.get(reverse(f"returns:{name}", args=[batch.pk])).status_code == 403
    assert client.post(reverse("returns:discard", args=[batch.pk]), {"version": 1}).status_code == 404


def test_another_services_analyst_finds_nothing(receive: Receive, in_service: Cast, sign_in: SignIn) -> None:
    batch = receive(small_return.first_year())
    client = sign_in(in_service.strangers[Role.ANALYST])
    for name in ("show", "findings", "download_findings"):
        assert client.get(reverse(f"returns:{name}", args=[batch.pk])).status_code == 404
    for name in ("children:commit_return", "returns:discard", "returns:check_again"):
        assert client.post(reverse(name, args=[batch.pk]), {"version": 1}).status_code == 404
    assert "Import" not in client.get(reverse("returns:list")).content.decode().split("<main")[1]
