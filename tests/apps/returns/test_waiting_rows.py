"""Rows that wait, as sent: on a page and as CSV, before and after saving; sealed at rest; who read them is recorded."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.db import connection
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain import returns, spreadsheets
from kith.domain.terms import Role
from kith.returns.models import Batch, RawRow
from tests.apps.returns import small_return
from tests.personas import Cast

Receive = Callable[..., Batch]
Save = Callable[[Batch], Batch]
SignIn = Callable[[User], Client]
SECRET = "12 Hidden Lane"
OC2 = f"{small_return.OC2}\r\n,02/03/2012,14,1,0\r\nA1,02/03/2012,15,1,0\r\n"


def sent() -> list[returns.Source]:
    """Three rows that wait in Episodes, one in OC2."""
    rows = [
        small_return.episode("A1", "01/05/2023"),
        small_return.episode("=HYPERLINK(1)", "31/02/2023"),
        small_return.episode("", "02/05/2023"),
        small_return.episode("A2", "03/05/2023") + f",{SECRET}",
    ]
    episodes = small_return.csv(small_return.EPISODES, rows)
    return [returns.Source("=Episodes.csv", episodes), returns.Source("OC2.csv", OC2.encode())]


@pytest.fixture
def analyst(in_service: Cast, sign_in: SignIn) -> Client:
    return sign_in(in_service.users[Role.ANALYST])


def page_of(client: Client, batch: Batch, name: str = "waiting_rows", **query: Any) -> str:
    response = client.get(reverse(f"returns:{name}", args=[batch.pk]), query)
    assert response.status_code == 200
    return str(response.content.decode("utf-8-sig"))


def test_a_child_that_is_too_long_is_one_row_that_waits_and_refuses_no_file(
    receive: Receive, save: Save, analyst: Client
) -> None:
    rows = [small_return.episode(child, "01/05/2023") for child in ("A1", "B" * 40, "C" * 41)]
    batch = receive([returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))])
    assert batch.refused == []
    assert batch.ledger == {"read": 3, "new": 2, "unchanged": 0, "changed": 0, "quarantined": 1}
    save(batch)
    page = page_of(analyst, batch)
    assert "CHILD is 41 characters long, and at most 40 can be kept." in page
    assert "Shorten CHILD in the source system" in page
    assert sorted(RawRow.objects.values_list("status", "reference")) == [
        ("accepted", "A1"), ("accepted", "B" * 40), ("quarantined", "")
    ]  # fmt: skip


@pytest.mark.parametrize("saved", [False, True])
def test_each_row_is_shown_with_its_place_reason_and_what_to_do(
    receive: Receive, save: Save, analyst: Client, saved: bool
) -> None:
    batch = receive(sent())
    if saved:
        save(batch)
    page = page_of(analyst, batch)
    assert "4 rows wait. Correct each in the file and bring the file in again: nothing else changes." in page
    for place, reason, advice in (
        ("=Episodes.csv, line\u00a03", "DECOM “31/02/2023” is not a date (DD/MM/YYYY).", "Write the day that is meant"),
        ("=Episodes.csv, line\u00a04", "CHILD is blank.", "Write the child&#x27;s number into CHILD."),
        ("=Episodes.csv, line\u00a05", "The row has 14 cells and the header 13.", "Look for a comma too many"),
        ("OC2.csv, line\u00a02", "CHILD is blank.", "Write the child&#x27;s number into CHILD."),
    ):
        card = page[page.index(place) :]
        card = card[: card.index("</section>")]
        assert reason in card
        assert advice in card
    assert "<dt>PLACE</dt><dd>U4</dd>" in page
    assert "<dt>CHILD</dt><dd>=HYPERLINK(1)</dd>" in page
    assert "<dt>Cell 1</dt><dd>A2</dd>" in page
    assert '<dt>CONVICTED</dt><dd><i class="kith-row__meaning">switched off</i>' in page
    for hidden in (*small_return.NEVER_SHOWN, SECRET):
        assert hidden not in page
    assert "4 waiting" in page_of(analyst, batch, "show"), "the ledger keeps counting them"


@pytest.mark.parametrize("saved", [False, True])
def test_the_download_holds_every_row_and_no_formula(
    receive: Receive, save: Save, analyst: Client, saved: bool
) -> None:
    batch = receive(sent())
    if saved:
        save(batch)
    header, *rows = csv.reader(io.StringIO(page_of(analyst, batch, "download_waiting_rows")))
    assert header[:7] == ["file", "table", "year", "line", "what is wrong", "how to mend it", "cells in their order"]
    assert [(row[0], row[3]) for row in rows] == [
        ("'=Episodes.csv", "3"), ("'=Episodes.csv", "4"), ("'=Episodes.csv", "5"), ("OC2.csv", "2"),
    ]  # fmt: skip
    named = [dict(zip(header, row, strict=True)) for row in rows]
    assert named[0]["CHILD"] == "'=HYPERLINK(1)"
    assert (named[0]["PLACE"], named[0]["HOME_POST"]) == ("U4", "[sealed]")
    assert named[2]["cells in their order"].startswith("A2 | 03/05/2023 | S | C2 | N1 | U4 |")
    assert named[3]["CONVICTED"] == returns.MASK
    assert all("bring the file in again" in row["how to mend it"] for row in named)
    cells = [cell for row in rows for cell in row]
    assert not any(cell.startswith(spreadsheets.FORMULA_STARTS) for cell in cells)
    for hidden in (*small_return.NEVER_SHOWN, SECRET):
        assert not any(hidden in cell for cell in cells)


def test_a_row_of_which_nothing_could_be_kept_says_so(receive: Receive, analyst: Client) -> None:
    oc2 = f"{small_return.OC2}\r\nA1,02/03/2012,15,1\r\n".encode()
    batch = receive([*sent()[:1], returns.Source("OC2.csv", oc2)])
    card = page_of(analyst, batch).split("OC2.csv, line\u00a02")[1]
    card = card[: card.index("</section>")]
    assert "so none was kept: look at the line in the file." in card
    assert "<dl" not in card


def test_the_values_are_sealed_where_they_are_kept(receive: Receive, save: Save) -> None:
    batch = receive(sent())
    kept = [path.read_bytes() for path in Path(live.KITH_STORE).rglob("*") if path.is_file()]
    assert kept
    assert not any(b"HYPERLINK" in one or SECRET.encode() in one for one in kept)
    save(batch)
    waits = RawRow.objects.filter(status=returns.Status.QUARANTINED.value)
    assert waits.count() == 4
    assert set(waits.values_list("values", "normal", "reference")) == {("", "", "")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM returns_rawrow WHERE status = %s", [returns.Status.QUARANTINED.value])
        assert not any(b"HYPERLINK" in bytes(sealed) for (sealed,) in cursor.fetchall())


@pytest.mark.parametrize("saved", [False, True])
def test_opening_them_is_recorded_with_the_import_and_how_many(
    receive: Receive, save: Save, analyst: Client, in_service: Cast, saved: bool
) -> None:
    batch = receive(sent())
    if saved:
        save(batch)
    page_of(analyst, batch)
    page_of(analyst, batch, "download_waiting_rows")
    events = AuditEvent.objects.filter(kind="return.waiting_rows_read")
    assert [(event.batch_id, event.count, event.words) for event in events] == [(batch.pk, 4, None)] * 2
    assert {event.actor_id for event in events} == {str(in_service.users[Role.ANALYST].pk)}


@pytest.mark.parametrize("saved", [False, True])
def test_long_lists_come_in_pages(receive: Receive, save: Save, analyst: Client, saved: bool) -> None:
    rows = [small_return.episode("", "01/05/2023") for _ in range(27)]
    rows.append(small_return.episode("A1", "01/05/2023"))
    batch = receive([returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))])
    if saved:
        save(batch)
    first, second = page_of(analyst, batch), page_of(analyst, batch, page=2)
    assert (first.count("<section"), second.count("<section")) == (25, 2)
    assert "line\u00a026" in first
    assert "line\u00a027" in second
    assert 'href="?page=2"' in first
    assert page_of(analyst, batch, "download_waiting_rows").count("CHILD is blank.") == 27


def test_a_corrected_file_brings_them_in_and_changes_nothing_else(
    receive: Receive, save: Save, analyst: Client
) -> None:
    rows = [small_return.episode("A1", "01/05/2023"), small_return.episode("A2", "31/02/2023")]
    save(receive([returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))]))
    rows[1] = small_return.episode("A2", "28/02/2024")
    again = receive([returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))])
    assert again.ledger == {"read": 2, "new": 1, "unchanged": 1, "changed": 0, "quarantined": 0}
    assert "No row of Import 2 waits." in page_of(analyst, again)


def test_after_not_saving_nothing_is_left_to_read(receive: Receive, analyst: Client) -> None:
    batch = receive(sent())
    assert "See the 4 rows that wait" in page_of(analyst, batch, "show")
    analyst.post(reverse("returns:discard", args=[batch.pk]), {"version": batch.version})
    assert "No row of Import 1 waits." in page_of(analyst, batch)
    assert "rows that wait" not in page_of(analyst, batch, "show")


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PANEL, Role.SERVICE_ADMIN])
def test_who_may_not_see_returns_sees_none_of_it(
    receive: Receive, in_service: Cast, sign_in: SignIn, role: Role
) -> None:
    batch = receive(sent())
    for name in ("waiting_rows", "download_waiting_rows"):
        assert sign_in(in_service.users[role]).get(reverse(f"returns:{name}", args=[batch.pk])).status_code == 403
        stranger = sign_in(in_service.strangers[Role.ANALYST])
        assert stranger.get(reverse(f"returns:{name}", args=[batch.pk])).status_code == 404
    assert not AuditEvent.objects.filter(kind="return.waiting_rows_read").exists()


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_keeps_its_query_budget(
    receive: Receive, save: Save, analyst: Client, django_assert_max_num_queries: Any, number: int
) -> None:
    rows = [small_return.episode("", "01/05/2023")] * number + [small_return.episode("A1", "01/05/2023")]
    batch = save(receive([returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))]))
    page_of(analyst, batch)
    with django_assert_max_num_queries(8 + 2):
        page_of(analyst, batch)
