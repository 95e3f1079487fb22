"""Reads: who could be offered Lifelong Links, on which date, under which rules, and why."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Count, DateField, Exists, IntegerField, OuterRef, Q, Subquery, Value, When

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import CaseMember, Child, EligibilityResult, EligibilityRun, closed_to
from kith.children.queries import records
from kith.domain import dates
from kith.domain.terms import Answer
from kith.returns import queries as return_queries

A_PAGE = 25
# What a list shows of an answer.
LISTED = ("child_id", "name_then", "age", "care_start", "answer", "missing", "near_miss", "asked", "stale")
# (file, line, day in the key) of a row that a criterion names, and the rows found there
Behind = dict[tuple[str, int, str | None], list[return_queries.SentRow]]
# Under this the rows stand that give the date of birth.
BIRTH = ("date of birth", 0, None)
COULD = (Answer.YES.value, Answer.CANNOT_TELL.value)
# Of two answers of one moment, the one in use is the newer.
NEWEST = ("-made_at", "-is_current", "-pk")


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to: codes only, so that no address holds a name."""

    answer: str = "could"
    area: str = ""
    never_asked: bool = False
    soon: bool = False

    @property
    def is_by_answer_only(self) -> bool:
        """Whether nothing but the answer narrows the list."""
        return not (self.area or self.never_asked or self.soon)


def get_current_run(actor: Actor) -> EligibilityRun | None:
    """The newest answer under the service's own rules; the text of the rules is read when it is asked for."""
    rows = scope.visible(actor, EligibilityRun.objects).filter(is_current=True).defer("rules_text")
    found: EligibilityRun | None = next(iter(rows[:1]), None)
    return found


def get_shown_run(actor: Actor) -> EligibilityRun | None:
    """The same, for a page that shows its figures; None where no return is in, so that "up to 0" is said of nobody."""
    run = get_current_run(actor)
    if run is None or any(run.counts.get(answer.value) for answer in Answer):
        return run
    return run if return_queries.list_batches_in_force(actor).exists() else None


def get_run(actor: Actor, on: dt.date, rules: str) -> EligibilityRun | None:
    """The newest answer for a date and rule set, if one was worked out."""
    rows = scope.visible(actor, EligibilityRun.objects).filter(on=on, rules=rules)
    found: EligibilityRun | None = rows.order_by(*NEWEST).first()
    return found


def get_run_of(actor: Actor, run_id: uuid.UUID) -> EligibilityRun:
    """One answer by its id; raises scope.NotVisible."""
    found: EligibilityRun = scope.fetch(actor, EligibilityRun.objects, run_id)
    return found


def get_first_day(actor: Actor, run: EligibilityRun) -> dt.date | None:
    """The first day that the returns behind a run cover, where the day asked about is earlier; else None.

    The current answer is of today, so nothing is asked of it.
    """
    if run.is_current:
        return None
    years = [year for of_batch in run.batches.values_list("years", flat=True) for year in of_batch]
    first = dates.return_begins(min(years)) if years else None
    return first if first and run.on < first else None


def list_runs(actor: Actor) -> Any:
    """The answers worked out so far, newest first."""
    return scope.visible(actor, EligibilityRun.objects).order_by(*NEWEST)


def list_given(actor: Actor, run: EligibilityRun) -> Any:
    """(child's id, answer, name then) of every child of a run."""
    rows = scope.visible(actor, EligibilityResult.objects).filter(run=run)
    return rows.values_list("child_id", "answer", "name_then").iterator()


def list_results(actor: Actor, run: EligibilityRun, narrowed: Filter) -> Any:
    """The children of a run, those whose answer changes soonest first, then by name; what a list shows of each."""
    rows = scope.visible(actor, EligibilityResult.objects).filter(_fits(narrowed), run=run)
    ordered = rows.order_by("near_miss_on", "name_then", "pk") if narrowed.soon else rows.order_by("name_then", "pk")
    return ordered.values_list(*LISTED, named=True)


@dataclass(frozen=True)
class Totals:
    """How many of a run's children the actor may see: in the narrowed list, and for each figure above it."""

    rows: int
    could: int
    to_check: int
    never_asked: int
    stale: int


def count_results(actor: Actor, run: EligibilityRun, narrowed: Filter) -> Totals:
    """The narrowed list's length and the figures above it, which the filter does not touch: one query.

    Whoever sees every child is told the "no"s, most of all answers, from the run's own counts, which are kept true; the
    others are counted. So they are for whoever has a record closed to them: the run's own counts hold that child too.
    """
    if gate.may(actor, Permission.SEE_EVERY_CHILD) and narrowed.is_by_answer_only:
        groups = list(_groups(actor, run, narrowed, could_only=True))
        has_closed = any(row[5] for row in groups) if groups else closed_to(actor).exists()
        if not has_closed:
            totals = _totals(groups, narrowed)
            no = _group_fits(narrowed, answer=Answer.NO.value, asked=False)
            totals["rows"] += run.counts.get("no", 0) * no
            totals["stale"] = run.counts.get("stale", 0)
            return _as_totals(totals)
    return _as_totals(_totals(_groups(actor, run, narrowed), narrowed))


def _groups(actor: Actor, run: EligibilityRun, narrowed: Filter, *, could_only: bool = False) -> Any:
    """(answer, asked, stale, area, near, has a closed record, how many) of a run's visible rows."""
    rows = scope.visible(actor, EligibilityResult.objects).filter(run=run)
    if could_only:
        rows = rows.filter(answer__in=COULD)
    # The groups stand in one index; an area or a near change is looked up only where the list is narrowed to it.
    columns: list[Any] = ["answer", "asked", "stale", "area" if narrowed.area else Value("")]
    columns.append("near_miss_on" if narrowed.soon else Value(None, DateField()))
    columns.append(Exists(closed_to(actor)) if could_only else Value(False))
    return rows.values_list(*columns).annotate(count=Count("*")).order_by()


def _totals(groups: Iterable[Any], narrowed: Filter) -> Counter[str]:
    totals: Counter[str] = Counter()
    for answer, asked, stale, area, near, _, count in groups:
        could = answer in COULD
        fits = _group_fits(narrowed, answer=answer, asked=asked) and (not narrowed.area or area == narrowed.area)
        totals["rows"] += count * (fits and (not narrowed.soon or near is not None))
        totals["could"] += count * could
        totals["to_check"] += count * (answer == Answer.CANNOT_TELL.value)
        totals["never_asked"] += count * (could and not asked)
        totals["stale"] += count * stale
    return totals


def _as_totals(totals: Counter[str]) -> Totals:
    return Totals(*(totals[name] for name in ("rows", "could", "to_check", "never_asked", "stale")))


def _group_fits(narrowed: Filter, *, answer: str, asked: bool) -> bool:
    wanted = COULD if narrowed.answer == "could" else (narrowed.answer,)
    return (not narrowed.answer or answer in wanted) and not (narrowed.never_asked and asked)


def count_answers(run: EligibilityRun) -> dict[str, int]:
    """A run's figures as its rows say them, whoever may see them: for keeping the run's own counts true."""
    rows = EligibilityResult.objects.filter(run=run)
    return dict(
        rows.aggregate(
            yes=Count("pk", filter=Q(answer=Answer.YES.value)),
            no=Count("pk", filter=Q(answer=Answer.NO.value)),
            cannot_tell=Count("pk", filter=Q(answer=Answer.CANNOT_TELL.value)),
        )
    )


def _fits(narrowed: Filter) -> Q:
    fits = Q()
    if narrowed.answer == "could":
        fits &= Q(answer__in=COULD)
    elif narrowed.answer:
        fits &= Q(answer=narrowed.answer)
    if narrowed.area:
        fits &= Q(area=narrowed.area)
    if narrowed.never_asked:
        fits &= Q(asked=False)
    if narrowed.soon:
        fits &= Q(near_miss_on__isnull=False)
    return fits


class OfCould(NamedTuple):
    """How many could be offered it; of them, for how many a person must check, how many have no referral and no
    recorded offer, and whose answer is stale."""

    could: int
    to_check: int
    never_asked: int
    stale: int


def count_of_could(actor: Actor, run: EligibilityRun) -> OfCould:
    """The figures about those who could be offered it, of the children whom the actor may see. One query."""
    rows = scope.visible(actor, EligibilityResult.objects).filter(run=run, answer__in=COULD)
    kinds = {"could": Q(), "to_check": Q(answer=Answer.CANNOT_TELL.value)}
    kinds |= {"never_asked": Q(asked=False), "stale": Q(stale=True)}
    return OfCould(**rows.aggregate(**{kind: Count("pk", filter=counted) for kind, counted in kinds.items()}))


def open_results(actor: Actor, run: EligibilityRun, narrowed: Filter, *, first: int, at: dt.datetime) -> list[Any]:
    """One page of a run's list; that it was shown is one event."""
    with record.unit_of_work():
        rows = list(list_results(actor, run, narrowed)[first : first + A_PAGE])
        scope.note_listed(actor, "children.listed", at, len(rows))
    return rows


def get_result(actor: Actor, run: EligibilityRun, child: Child) -> EligibilityResult | None:
    """One child's answer in a run."""
    rows = scope.visible(actor, EligibilityResult.objects).filter(run=run, child=child)
    found: EligibilityResult | None = rows.select_related("run").first()
    return found


def list_answers(actor: Actor, child: Child, wanted: tuple[dt.date, str] | None, *, most: int) -> list[Any]:
    """A child's answers: first the current one, or the newest for a date and rule set; then others, newest first."""
    is_it = Q(run__on=wanted[0], run__rules=wanted[1]) if wanted else Q(run__is_current=True)
    rows = scope.visible(actor, EligibilityResult.objects).filter(child=child).select_related("run")
    team = CaseMember.objects.filter(child=OuterRef("child"), until_on__isnull=True).order_by("from_on", "pk")
    worker, reviewer = (team.filter(part=part) for part in (CaseMember.Part.WORKER, CaseMember.Part.REVIEWING_OFFICER))
    rows = rows.annotate(
        worker=Subquery(worker.values("user__display_name")[:1]),
        worker_role=Subquery(worker.values("user__role")[:1]),
        reviewer=Subquery(reviewer.values("user__display_name")[:1]),
    )
    first = Case(When(is_it, then=0), default=1, output_field=IntegerField())
    return list(rows.order_by(first, *(f"-run__{by[1:]}" for by in NEWEST))[:most])


def list_areas(actor: Actor, run: EligibilityRun) -> list[str]:
    """The areas that stood in a run when it was made."""
    areas = run.counts.get("areas", [])
    return [str(area) for area in areas]


@dataclass(frozen=True)
class Reach:
    """One group of children: how many the rules asked about; of those who could be offered it, how many were asked,
    how many were referred, and how many a later return no longer holds."""

    group: str
    name: str
    in_care: int
    could: int
    asked: int
    referred: int = 0
    stale: int = 0


GROUPS: tuple[tuple[str, str, Q], ...] = (
    ("Age", "0 to 4", Q(age__lt=5)),
    ("Age", "5 to 11", Q(age__gte=5, age__lt=12)),
    ("Age", "12 to 15", Q(age__gte=12, age__lt=16)),
    ("Age", "16 and over", Q(age__gte=16)),
    ("Age", "Not known", Q(age__isnull=True)),
    ("Came alone to this country", "Yes", Q(uasc=True)),
    ("Came alone to this country", "No", Q(uasc=False)),
    ("Disabled", "Yes", Q(disabled=True)),
    ("Disabled", "No", Q(disabled=False)),
    ("Disabled", "Not known", Q(disabled__isnull=True)),
    ("In custody", "Yes", Q(custody=True)),
    ("In custody", "No", Q(custody=False)),
)


def list_reach(actor: Actor, run: EligibilityRun) -> list[Reach]:
    """Who is reached and who is not, by group: one query for the groups, one for the areas. True counts."""
    rows = scope.visible(actor, EligibilityResult.objects).filter(run=run)
    kinds = {"could": Q(answer__in=COULD), "asked": Q(answer__in=COULD, asked=True)}
    kinds |= {one: Q(answer__in=COULD, **{one: True}) for one in ("referred", "stale")}
    wanted: dict[str, Any] = {}
    for number, (_, _, fits) in enumerate(GROUPS):
        wanted[f"in_care_{number}"] = Count("pk", filter=fits)
        wanted |= {f"{kind}_{number}": Count("pk", filter=fits & counted) for kind, counted in kinds.items()}
    found = rows.aggregate(**wanted)
    parts = ("in_care", *kinds)
    reach = [Reach(group, name, *(found[f"{part}_{n}"] for part in parts)) for n, (group, name, _) in enumerate(GROUPS)]
    of_kinds = {kind: Count("pk", filter=counted) for kind, counted in kinds.items()}
    counted = rows.values("area").annotate(in_care=Count("pk"), **of_kinds).order_by("area")
    return reach + [Reach("Area", row["area"] or "Not known", *(row[part] for part in parts)) for row in counted]


class Person(NamedTuple):
    """What an answer takes from the child's own row."""

    id: uuid.UUID
    name: str
    area: str
    asked: bool
    referred: bool


def get_people_by_key(actor: Actor) -> dict[tuple[str, str], Person]:
    """Council code and CHILD to the child's own row."""
    columns = ("council__code", "reference", "pk", "preferred_name", "area", "ever_asked", "ever_referred")
    return {
        (code, reference): Person(*rest)
        for code, reference, *rest in scope.visible(actor, Child.objects).values_list(*columns)
    }


def list_rows_behind(actor: Actor, child: Child, result: EligibilityResult) -> Behind:
    """The rows of the return that an answer rests on, as sent, by the file and line that its criteria name.

    ``child`` is one the actor may see. A row whose import was taken back has none. Those of the current answer that
    give the date of birth stand under BIRTH; which of them an older answer was made from is not kept. One query.
    """
    named = [row for one in result.criteria for row in one["rows"]]
    places = {(row["file"], row["line"]): records.place_of(row["file"], row["line"]) for row in named}
    births = return_queries.WITH_BIRTHS if child.birth_date_conflict else return_queries.OWN_TABLES
    sent = return_queries.list_rows_of_child(
        actor,
        council_code=child.council.code,
        reference=child.reference,
        places={place for place in places.values() if place is not None},
        shown=return_queries.Shown(births if result.run.is_current else (), child.location_restricted),
    )
    found: Behind = {BIRTH: sent.births}
    for row in named:
        place = places[row["file"], row["line"]]
        of = row.get("of")
        fits = [one for one in sent.at.get(place, ()) if _is_of(one, of)] if place else []
        found[row["file"], row["line"], of] = fits
    return found


def _is_of(row: return_queries.SentRow, day: str | None) -> bool:
    """Whether a row is the one of a day; a row that stands in for one of another table has no such day."""
    return day is None or day in row.key or row.table != row.place.table
