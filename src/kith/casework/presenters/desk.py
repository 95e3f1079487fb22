"""First pages of those who keep the service going: the analyst, the safeguarding lead, the service administrator."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access.actor import Actor
from kith.access.queries import rota
from kith.casework.presenters import requests
from kith.casework.queries import people
from kith.children.presenters import eligibility as words_of_eligibility
from kith.children.queries import eligibility
from kith.records import queries as record_queries
from kith.returns import queries as return_queries
from kith.safety.presenters import protecting
from kith.safety.queries import letters, protected

IMPORTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import and where it stands."""

    batch_id: uuid.UUID
    title: str
    status: str
    sent_at: dt.datetime
    years: str


@dataclass(frozen=True, slots=True)
class AnalystPage:
    """The analyst's first page."""

    on: dt.date
    checked_on: dt.date | None
    sentence: str
    as_at: dt.date | None
    imports: tuple[ImportLine, ...]


@dataclass(frozen=True, slots=True)
class LeadPage:
    """The safeguarding lead's first page: concerns not opened yet, children who asked and have no reply, letters.

    ``alerts`` are work that touches a protected person: nobody else sees that there is any.
    """

    on: dt.date
    concerns: tuple[Any, ...]
    requests: tuple[requests.Request, ...]
    alerts: tuple[protecting.Alert, ...]
    letters: int


@dataclass(frozen=True, slots=True)
class ServicePage:
    """The service administrator's first page."""

    name: str
    people: tuple[tuple[str, int], ...]
    ask_page: str
    hours: tuple[str, ...]
    rules: str
    reply_days: int
    emergency_number: str


def analyst_page(actor: Actor, on: dt.date) -> AnalystPage:
    """The latest imports and what they answer."""
    run = eligibility.get_shown_run(actor)
    sentence = ""
    if run:
        of = eligibility.count_of_could(actor, run)
        sentence = words_of_eligibility.could_be_offered(of.could, of.to_check)
    return AnalystPage(
        on=on,
        checked_on=run.on if run else None,
        sentence=sentence,
        as_at=run.as_at if run else None,
        imports=tuple(_import(batch) for batch in return_queries.list_batches(actor)[:IMPORTS_SHOWN]),
    )


def _import(batch: Any) -> ImportLine:
    years = ", ".join(str(year) for year in sorted(batch.years))
    return ImportLine(batch.pk, str(batch), batch.get_status_display(), batch.sent_at, years)


def lead_page(actor: Actor, on: dt.date) -> LeadPage:
    """What nobody, or not this lead, has opened yet."""
    return LeadPage(
        on=on,
        concerns=tuple(record_queries.list_unopened_concerns(actor)),
        requests=requests.list_unanswered(actor),
        alerts=tuple(protecting.alert_row(row) for row in protected.list_alerts(actor)),
        letters=letters.count_letters(actor),
    )


def service_page(actor: Actor, at: dt.datetime) -> ServicePage:
    """How the service is set up now."""
    service = rota.get_service(actor)
    readers = rota.get_readers(actor, at)
    return ServicePage(
        name=service.name,
        people=tuple(people.count_people(actor)),
        ask_page="on" if service.ask_page_is_on and readers.hours else "off",
        hours=readers.hours,
        rules=service.rules,
        reply_days=service.reply_working_days,
        emergency_number=service.emergency_number,
    )
