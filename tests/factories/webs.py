"""Everything about one child: one row of every table, belonging together, as if a year's work had been done."""

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any

from django.db import models

from kith.access.models import RotaEntry, Service, Team, User
from kith.children.models import (
    CareEpisode,
    CareRow,
    CaseMember,
    Child,
    ClosedRecord,
    EligibilityResult,
    EligibilityRun,
    RuleVersion,
)
from kith.domain import eligibility
from kith.domain.pathway import Stage
from kith.domain.terms import FactName, HowShown, Role
from kith.finding.models import Approach, Attempt, CaseNotes, FamilyTime, HowItWent, LeadDecision, SourceChoice
from kith.network.models import ChildSaid, Household, MapVersion, Parentage, Tie, Union
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, Merge, Name, NameFamily, Person, PersonFact, Reach, SealedPeople
from kith.plans.models import Promise, PromiseCheck
from kith.records.models import Concern, ConcernReader, Note, Paper
from kith.referrals.models import (
    Agreement,
    Allocation,
    Draft,
    ParentalAnswer,
    Referral,
    SelfReferral,
    Stop,
    TriageDecision,
    Withdrawal,
)
from kith.returns.models import Batch, FilePart, Finding, RawRow, StoredFile
from kith.safety.models import (
    AdoptionRoute,
    Apart,
    CareTaken,
    LeadAlert,
    LetterKeptBack,
    News,
    ProtectedPerson,
    RelatedDecision,
    RelatedSign,
    Restriction,
)
from tests.factories import rows
from tests.personas import NOW, TODAY

RULES = "kent-2018"
LEDGER = {"read": 1, "new": 1, "unchanged": 0, "changed": 0, "quarantined": 0}
PART = {"table": "Episodes", "council": "", "year": 2026, **LEDGER, "absent": 0, "replaces": None}
CHANGES = {
    "children_new": 1,
    "children_changed": 0,
    "whose": [],
    "absent": 0,
    "parts": [PART],
    "known": [],
    "all_known": False,
}
# Written down by somebody else than the coordinator.
WRITERS = {
    Withdrawal: {"proposed_by": Role.SOCIAL_WORKER, "decided_by": None},
    Stop: {"got_in_touch_by": None, "lifted_by": None},
    RotaEntry: {"user": Role.MANAGER},
    ConcernReader: {"user": Role.SAFEGUARDING_LEAD},
    SelfReferral: {"waiting_for": Role.MANAGER, "opened_by": Role.MANAGER, "replied_by": None, "asked_by": None},
    ParentalAnswer: {"went_on_by": None},
    Concern: {"settled_by": None},
    OutboxItem: {"released_by": None, "cancelled_by": None},
    Name: {"taken_back_by": None},
    PersonFact: {"taken_back_by": None},
    Reach: {"taken_back_by": None},
    Merge: {"undone_by": None},
    LeadDecision: {"ended_by": None},
    CaseNotes: {"finished_by": None},
    AdoptionRoute: {"opened_by": Role.COORDINATOR},
    Apart: {"made_by": Role.SOCIAL_WORKER, "ended_by": None},
    CareTaken: {"by": Role.SOCIAL_WORKER, "ended_by": None},
    LeadAlert: {"seen_by": None},
    LetterKeptBack: {"by": Role.SAFEGUARDING_LEAD},
    News: {"told_by": None},
    RelatedDecision: {"by": Role.MANAGER},
    RelatedSign: {"looked_by": None},
    ProtectedPerson: {"kept_by": Role.SAFEGUARDING_LEAD, "ended_by": None},
    Restriction: {"made_by": Role.SOCIAL_WORKER, "lifted_by": None},
}
NOT_MADE = {Service, Team, User, Child, CaseMember}

Rows = dict[type[models.Model], Any]


@dataclass(frozen=True)
class Around:
    """Whose web it is: the child, the people by role, the canary, and rows of the service that are there already."""

    child: Child
    people: dict[Role, User]
    canary: str = ""
    number: int = 1
    run: EligibilityRun | None = None

    def says(self, model: type[models.Model], name: str) -> str:
        """The canary of one field that is filled by hand."""
        field: Any = model._meta.get_field(name)
        return rows.token(self.canary, field) if self.canary else name


def build(around: Around) -> Rows:
    """The rows by table. Needs ``scope.every_service``; ``around.run`` is used again where the service has one."""
    child = around.child
    made: Rows = {Child: child, User: around.people[Role.COORDINATOR], Team: around.people[Role.MANAGER].team}
    made[rows_model("access.Council")] = child.council
    if around.run:
        made[EligibilityRun] = around.run
    waiting = [model for model in rows.tenant_models() if model not in NOT_MADE and model not in made]
    while waiting:
        ready = [model for model in waiting if _targets(model) <= set(made)]
        assert ready, f"these point at each other: {waiting}"
        for model in ready:
            made[model] = another(model, around, made)
        waiting = [model for model in waiting if model not in made]
    # Written to one of the child's people: no link in the database, for their table stands above the letters'.
    OutboxItem.objects.filter(pk=made[OutboxItem].pk).update(person_id=made[Person].pk)
    return made


def another(model: type[models.Model], around: Around, made: Rows, **given: Any) -> Any:
    """One more row of a table that a child may have many of, beside those made."""
    shape = {name: value() if callable(value) else value for name, value in _shapes(around).get(model, {}).items()}
    fitting = {**_writers(model, around), **shape, **given}
    return rows.make(model, around.child.service, around.canary, made, **fitting)


def rows_model(label: str) -> type[models.Model]:
    """A table by its label."""
    return next(model for model in rows.tenant_models() if model._meta.label == label)


def _targets(model: type[models.Model]) -> set[type[models.Model]]:
    links = [field.related_model for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    return {target for target in links if isinstance(target, type) and target not in (model, Service)}


def _writers(model: type[models.Model], around: Around) -> dict[str, Any]:
    return {name: role and around.people[role] for name, role in WRITERS.get(model, {}).items()}


def _shapes(around: Around) -> dict[type[models.Model], dict[str, Any]]:
    """What must fit together for a page to be shown at all."""
    return {
        **_return_shapes(around),
        **_child_shapes(around),
        **_referral_shapes(around),
        **_people_shapes(),
        **_finding_shapes(),
        **_network_shapes(around),
        **_safety_shapes(),
    }


def _network_shapes(around: Around) -> dict[type[models.Model], dict[str, Any]]:
    """Two different people; a map that the child is drawing now."""
    other = functools.partial(_somebody_else, around)
    return {
        Parentage: {"parent": other, "taken_back_by": None},
        Tie: {"b": other, "taken_back_by": None},
        Union: {"b": other, "taken_back_by": None},
        Household: {"taken_back_by": None},
        MapVersion: {"drawn_by": "child"},
        ChildSaid: {"says": "never", "on": TODAY},
    }


def _somebody_else(around: Around) -> Person:
    """One more person beside the child."""
    service, child = around.child.service, around.child
    person: Person = rows.make(Person, service, around.canary, child=None)
    rows.make(Connection, service, around.canary, {Child: child, Person: person})
    return person


def _safety_shapes() -> dict[type[models.Model], dict[str, Any]]:
    """What is over: as long as an adoption route stands, nobody is asked anything about the person.

    And a record that was closed is open again, as are people who were sealed: else they are not there.
    """
    return {
        AdoptionRoute: {"closed_at": NOW},
        ClosedRecord: {"opened_at": NOW},
        RelatedSign: {"strength": "surname"},
        SealedPeople: {"opened_at": NOW},
    }


def _return_shapes(around: Around) -> dict[type[models.Model], dict[str, Any]]:
    refused = [{"file": around.says(Batch, "refused"), "reason": "No table has these columns."}]
    return {
        Batch: {"number": around.number, "ledger": LEDGER, "changes": CHANGES, "refused": refused, "years": [2026]},
        StoredFile: {
            "table": "Episodes",
            "year": 2026,
            "columns": ["CHILD", around.says(StoredFile, "columns")],
            "encoding": "utf-8",
        },
        FilePart: {"table": "Episodes", "year": 2026, "council_code": str(around.number), "in_force": True},
        RawRow: {"reference": around.child.reference, "values": "[]", "normal": "[]", "status": "new"},
        Finding: {"reference": around.child.reference, "rule": "row.key", "severity": "error"},
    }


@functools.cache
def _rule_set() -> eligibility.RuleSet:
    return next(one for one in eligibility.rule_sets() if one.id == RULES)


def _child_shapes(around: Around) -> dict[type[models.Model], dict[str, Any]]:
    codes = {"rne": "S", "ls": "C2", "cin": "N1", "place": "U4", "provider": "PR1", "raw_row_id": 1}
    rule_set = _rule_set()
    why, soon = around.says(EligibilityResult, "criteria"), around.says(EligibilityResult, "near_miss")
    near = {"criterion": rule_set.criteria[0].id, "days": 41, "text": soon}
    met = {"id": rule_set.criteria[0].id, "answer": "met", "why": why, "missing": [], "rows": []}
    counts = {
        "population": 1,
        "in_care": 1,
        "yes": 1,
        "no": 0,
        "cannot_tell": 0,
        "stale": 0,
        "areas": [around.says(EligibilityRun, "counts")],
    }
    run = {"rules": RULES, "rules_text": rule_set.text, "counts": counts, "is_current": True, "on": TODAY}
    return {
        CareEpisode: {**codes, "decom": dt.date(2024, 1, 10), "year": 2026},
        CareRow: {"table": "UASC", "year": 2026, "values": {}},
        RuleVersion: {"name": RULES, "text": rule_set.text, "number": around.number},
        EligibilityRun: run,
        EligibilityResult: {
            **{"answer": "yes", "criteria": [met], "near_miss": near, "near_miss_on": dt.date(2026, 7, 26)},
            **{"age": 12, "care_start": dt.date(2024, 1, 10)},
        },
        rows_model("children.LocalFact"): {"fact": FactName.SIBLINGS.value, "from_on": dt.date(2026, 1, 1)},
    }


def _referral_shapes(around: Around) -> dict[type[models.Model], dict[str, Any]]:
    answers = dict.fromkeys(("name", "sentence", "how_to_reach_me", "who_may_know"), "")
    answers["sentence"] = around.says(SelfReferral, "answers")
    stands = {"place": Stage.DISCOVERY.value, "stood_at": Stage.DISCOVERY.value, "allocated_at": NOW}
    return {
        Referral: {
            **stands,
            "made_on": dt.date(2026, 2, 1),
            "how_soon_why": [_reason(around.says(Referral, "how_soon_why"))],
        },
        TriageDecision: {"reasons": [_reason(around.says(TriageDecision, "reasons"))]},
        Paper: {"notices": [around.says(Paper, "notices")]},
        Agreement: {"scope": "approach", "answer": "yes", "how_shown": [HowShown.WORDS.value], "on": TODAY},
        Allocation: {"child_asked": True},
        SelfReferral: {"answers": answers, "opened_at": NOW, "reply_by": TODAY},
        Person: {"child": None},
        RotaEntry: {"weekdays": [0, 1, 2, 3, 4], "until_time": dt.time(17, 0)},
        Note: {"stays_in_service": False, "keep_from": [around.says(Note, "keep_from")]},
        OutboxItem: {"state": "queued", "kind": "letter", "needs": "approach"},
        Draft: {"page": "asks", "values": {"words": [around.says(Draft, "values")]}},
    }


def _reason(text: str) -> dict[str, str]:
    """A reason for how soon, as it is kept."""
    return {"code": "ill_relative", "level": "soon", "text": text}


def _people_shapes() -> dict[type[models.Model], dict[str, Any]]:
    return {NameFamily: {"names": "Zezebel; Zezzie", "kind": "nickname", "ended_by": None, "ended_at": None}}


def _finding_shapes() -> dict[type[models.Model], dict[str, Any]]:
    looked = {"source": "case_file", "outcome": "dead_end"}
    return {
        Attempt: {**looked, "on": TODAY},
        Approach: {"layer": "first", "still_in_care": True, "answer": ""},
        FamilyTime: {"contact_kind": "supervised", "on": TODAY},
        Promise: {"how_often": "weekly", "from_on": TODAY, "ended_by": None, "ended_at": None, "held_at": None},
        PromiseCheck: {"came": "kept", "says": "child", "on": TODAY},
        HowItWent: {"said_by": "carer", "before": "settled", "after": "settled", "next_day": "settled"},
        SourceChoice: {"source": "case_file", "is_open": True},
    }
