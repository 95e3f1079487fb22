"""Builds the demo: a made-up county and two small neighbours, through the ordinary doors."""

import csv
import datetime as dt
import io
import itertools
import random
import textwrap
from collections.abc import Callable, Iterator

from django.utils import timezone

from kith.access import actions as access
from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Council, Service, User
from kith.children import actions as children
from kith.children.models import EligibilityRun
from kith.demo import actions, candidates, cases, county, people, safe, seeking, taking_back, teams
from kith.demo.county import places
from kith.domain import eligibility, returns
from kith.domain.terms import FactName, Role
from kith.referrals.actions import rota
from kith.returns import actions as return_actions
from kith.returns.models import Batch

JOB = "demo"
PLACES: tuple[tuple[county.Size, str, str], ...] = (
    (county.COUNTY, "wealdshire", "Wealdshire Lifelong Links"),
    (county.SECOND, "marlbury", "Marlbury Lifelong Links"),
    (county.THIRD, "northmere", "Northmere Lifelong Links"),
)
SMALL_PLACE = 16  # children of a neighbour who may be put forward
MADE_UP_NUMBER = "01632 960 123"  # a number kept free for drama by the regulator


def quiet(text: str) -> None:
    """Say nothing."""


def build_if_empty(on: dt.date, *, seed: int, say: Callable[[str], None] = quiet) -> bool:
    """Build the demo unless there is one; returns whether it was built."""
    if Service.objects.exists():
        return False
    build(on, seed=seed, say=say)
    return True


def built_on() -> dt.date | None:
    """The day on which the made-up county that is here was built; None where there is none."""
    with scope.every_service("the county's first import says when it was built, whoever asks"):
        first = Batch.objects.filter(service__slug=PLACES[0][1]).order_by("number").first()
    return timezone.localdate(first.sent_at) if first else None


def build(
    on: dt.date,
    *,
    seed: int,
    say: Callable[[str], None] = quiet,
    places: tuple[tuple[county.Size, str, str], ...] = PLACES,
) -> None:
    """Build every made-up service; ``on`` is the day on which the demo is true."""
    morning = timezone.make_aware(dt.datetime.combine(on, dt.time(8, 0)))
    at = min(morning, timezone.now()) if on >= timezone.localdate() else morning  # nothing is done in the future
    for number, (size, slug, name) in enumerate(places):
        say(f"Making up {size.council} ({size.in_care:,} children in care) ...")
        with scope.every_service("each made-up service is founded and filled in turn"):
            service = access.found_service(name=name, slug=slug, councils={size.council: size.council}, at=at)
        actor = Actor.system(JOB, service.pk)
        with scope.acting(actor):
            _fill(actor, service, county.build(on, seed + number, size), on=on, at=at)


def _fill(actor: Actor, service: Service, files: dict[str, bytes], *, on: dt.date, at: dt.datetime) -> None:
    facts = eligibility.read_facts(returns.Source(county.FACTS, files[county.FACTS])).facts
    _bring_in_people(actor, service, facts, at)
    sources = [returns.Source(name, data) for name, data in county.return_files(files).items()]
    council = Council.objects.get(service=service)
    batch = return_actions.receive_return(actor, service=service, sources=sources, council=council, at=at)
    children.commit_return(actor, batch=batch, version=None, at=at)
    named = facts + _names(files[county.NAMES], on)
    children.bring_in_facts(actor, service=service, facts=named, at=at)
    run = EligibilityRun.objects.get(is_current=True)  # made with the facts
    manager = Actor.of_user(User.objects.get(service=service, role=Role.MANAGER.value))
    with scope.acting(manager):
        teams.give_caseloads(manager, service, run, on=on, at=at)
        able = candidates.able(manager, run)
        able = able if service.slug == PLACES[0][1] else able[:SMALL_PLACE]
        pairs = candidates.note_siblings(manager, run, {one.child_id for one in able}, on=on, at=at)
    _put_forward(actor, service, able, pairs, on=on, at=at)
    _open_ask_page(actor, service, at)


def _names(data: bytes, on: dt.date) -> tuple[eligibility.LocalFact, ...]:
    return tuple(
        eligibility.LocalFact(
            row["council"],
            row["child"],
            FactName.PREFERRED_NAME,
            f"{row['preferred_name']} {row['surname']}",
            on - dt.timedelta(days=30),
            "case system",
            "Children's data team",
        )
        for row in _rows(data)
    )


def _rows(data: bytes) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(data.decode()))


def _bring_in_people(actor: Actor, service: Service, facts: tuple[eligibility.LocalFact, ...], at: dt.datetime) -> None:
    """Everybody whom the facts name, and the workers' managers, by the ordinary list; then the personas."""
    named = {FactName.WORKER: Role.SOCIAL_WORKER, FactName.REVIEWING_OFFICER: Role.REVIEWING_OFFICER}
    staff = {fact.value: named[fact.fact].value for fact in facts if fact.fact in named}
    workers = sorted(name for name, role in staff.items() if role == Role.SOCIAL_WORKER.value)
    reviewing = sorted(name for name, role in staff.items() if role == Role.REVIEWING_OFFICER.value)
    teams = people.teams(workers, {*workers, *reviewing})
    rows = [(name, Role.SOCIAL_WORKER, f"Team of {name}", "", "", "") for name in teams]
    rows += [
        (name, Role.SOCIAL_WORKER, f"Team of {manager}", "", "", people.email(manager, service.slug))
        for manager, managed in teams.items()
        for name in managed
    ]
    rows += [(name, Role.REVIEWING_OFFICER, "Reviewing officers", "", "", "") for name in reviewing]
    rows += [
        (name, Role.COORDINATOR, f"Lifelong Links {area}", area, ";".join(languages), "")
        for (name, languages, _), area in zip(people.COORDINATORS, itertools.cycle(places.AREAS), strict=False)
    ]
    lines = ["email,name,role,team,area,languages,manager"]
    lines += [",".join((people.email(row[0], service.slug), *row)) for row in rows]
    children.bring_in_people(actor, service=service, text="\n".join(lines), at=at)
    _make_personas(actor, service, at)


def _make_personas(actor: Actor, service: Service, at: dt.datetime) -> None:
    for persona in people.PERSONAS:
        if persona.role in {Role.NATIONAL, Role.EVALUATOR} and service.slug != PLACES[0][1]:
            continue
        address = people.email(persona.name, service.slug)
        if not User.objects.filter(email=address).exists():
            access.make_user(
                actor,
                service=service,
                email=address,
                name=persona.name,
                role=persona.role,
                team="Lifelong Links",
                at=at,
            )
    addresses = [people.email(name, service.slug) for name in (people.MANAGED_PERSONA, people.TEAM_MANAGER)]
    managed, manager = (User.objects.get(email=address) for address in addresses)
    children.name_manager(actor, user=managed, manager=manager, at=at)


def _put_forward(
    actor: Actor,
    service: Service,
    able: list[cases.Able],
    pairs: list[candidates.Siblings],
    *,
    on: dt.date,
    at: dt.datetime,
) -> None:
    """Cases for children who could be offered it, and whatever the people who work with them did since."""
    rng = random.Random(f"{service.slug} {on}")  # noqa: S311  made-up data, no secret
    until = on - dt.timedelta(days=1)  # what is made up ends yesterday: today belongs to whoever looks
    plan = actions.Plan(
        personas=[people.email(persona.name, service.slug) for persona in people.PERSONAS],
        most={people.email(name, service.slug): most for name, _, most in people.COORDINATORS},
        emergency_number=MADE_UP_NUMBER,
        cases=cases.cases(rng, able, until, [(older, younger) for older, younger, _ in pairs]),
        siblings=pairs,
    )
    actions.fill_demo(actor, service=service, plan=plan, at=at)
    safe.keep_safe(service, on=on, persona=people.MANAGED_PERSONA)
    aims = {case.child_id: case.aim for case in plan.cases if case.started}
    seeking.seek(service, on=on, persona=people.MANAGED_PERSONA, aims=aims)
    taking_back.take_back(service, on=on, persona=people.MANAGED_PERSONA)


def _open_ask_page(actor: Actor, service: Service, at: dt.datetime) -> None:
    service.refresh_from_db()
    manager = User.objects.get(service=service, role=Role.MANAGER.value)
    lead = User.objects.get(service=service, role=Role.SAFEGUARDING_LEAD.value)
    weekdays, nine, five = (0, 1, 2, 3, 4), dt.time(9, 0), dt.time(17, 0)
    rota.add_to_rota(actor, service=service, user=manager, hours=rota.Hours(weekdays, nine, five), at=at)
    for place, person in enumerate((lead, manager), start=1):
        hours = rota.Hours(weekdays, nine, five, place, rota.CONCERNS)
        rota.add_to_rota(actor, service=service, user=person, hours=hours, at=at)
    rota.switch_ask_page(actor, service=service, is_on=True, at=at)


def who_to_sign_in_as() -> str:
    """Everybody to sign in as, for the terminal: a line for each with pages, then those whose pages come later."""
    with_pages = [f"  {one.role.label:<40} {one.name}" for one in people.PERSONAS if one.has_pages]
    later = ", ".join(f"{one.name} ({one.role.label.lower()})" for one in people.PERSONAS if not one.has_pages)
    lines = textwrap.wrap(later, 88, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(
        [
            "Everything in it is made up. Choose who you are on the first page (/demo/):",
            *with_pages,
            "Their pages come later; each has a first page that says so:",
            *lines,
        ]
    )
