"""Field classes: one table from which masking, export, logs and tests come.

P0 sealed: encrypted at rest, shown to the readers named here only. P1: about one child or adult, shown to those who may
see the child. P2: about the service's work. P3: no harm if known. Every sealed field of every table stands here; a
sweep fails for one that does not. Fields not named are P2, or P1 where the table is of one child.
"""

from dataclasses import dataclass
from enum import StrEnum


class FieldClass(StrEnum):
    """How much harm a field can do."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


@dataclass(frozen=True)
class FieldPolicy:
    """One field's class and who may read it."""

    field: str
    field_class: FieldClass
    readers: str


CASE_TEAM = "the child's case team and the service manager"
COORDINATOR = "the child's coordinator and the service manager"
SEALED_PLACES = "the case team; a sealed one: who wrote it, the manager and the safeguarding lead"
LEAD = "the safeguarding lead alone"
DECIDERS = "a service manager whom it is not about"
NOBODY = (
    "nobody: it is opened to work out a distance or to read the return again; the other cells of a row that waits are "
    "shown to whoever may see returns, and the reading is recorded"
)

# table: (fields, who may read them)
SEALED: dict[str, tuple[tuple[str, ...], str]] = {
    "audit.AuditEvent": (("words",), "the privacy officer, on a page that says so and is itself recorded"),
    "access.ReadingAnswer": (("words",), "the privacy officer"),
    "returns.Batch": (("refused",), "whoever may see returns"),
    "returns.StoredFile": (("name",), "whoever may see returns"),
    "returns.RawRow": (("sealed",), NOBODY),
    "records.Note": (("words", "childs_words", "keep_from"), "the case team; session notes stay in the service"),
    "records.Paper": (
        ("words", "keep_from", "taken_away_words"),
        "the case team; one that stays in the service: the coordinator and the manager; an answer: the coordinator",
    ),
    "records.Concern": (("words", "what_was_done"), "its readers and the safeguarding lead"),
    "records.CaseCopy": (("words",), f"{CASE_TEAM}; a lead: who wrote it"),
    "outbox.OutboxItem": (("about_person", "recipient", "body"), COORDINATOR),
    "people.PersonFact": (("words",), CASE_TEAM),
    "people.Reach": (
        ("value", "how_to_use"),
        SEALED_PLACES,
    ),
    "people.StatusChange": (("words",), CASE_TEAM),
    "people.Merge": (("words", "undone_words"), CASE_TEAM),
    "people.TwoPeople": (("words",), CASE_TEAM),
    "people.MergeAsked": (("words", "answer_words"), CASE_TEAM),
    "finding.Notice": (("words",), CASE_TEAM),
    "finding.Search": (("ended_words", "brief"), "the case team; the brief also: whoever looks"),
    "finding.Attempt": (("words",), CASE_TEAM),
    "finding.Evidence": (("who", "words", "taken_back_words"), CASE_TEAM),
    "finding.Approach": (("answer_words", "offers"), CASE_TEAM),
    "finding.FamilyTime": (("where", "who_helps", "words"), CASE_TEAM),
    "finding.HowItWent": (("words",), CASE_TEAM),
    "finding.LeadDecision": (("sentence", "words"), "the child's coordinator alone"),
    "finding.NotesAnswer": (("sentence",), CASE_TEAM),
    "plans.Promise": (("given_by", "words", "ended_words"), CASE_TEAM),
    "plans.PromiseCheck": (("words",), CASE_TEAM),
    "network.TieQuality": (("words",), "who wrote it, the child's coordinator and the service manager"),
    "network.ChildSaid": (("who_was_there", "checked_in_words"), "the child and the child's coordinator alone"),
    "network.FamilyFileAnswer": (("key",), "nobody: it names a line of a file that is destroyed in the end"),
    "network.MapVersion": (
        ("who_was_there", "words"),
        "the case team, where the child lets them see it; else the coordinator and the manager",
    ),
    "safety.Restriction": (("court_reference", "words", "lifted_words"), CASE_TEAM),
    "safety.ClearanceAsked": (("words",), CASE_TEAM),
    "safety.Clearance": (("conditions", "why", "checks", "childs_feeling", "dissent"), CASE_TEAM),
    "safety.SideAnswer": (("words",), CASE_TEAM),
    "safety.LivesWith": (("words",), CASE_TEAM),
    "safety.Apart": (("words", "ended_words"), CASE_TEAM),
    "safety.AdoptionRoute": (("why", "agency", "came_of_it"), CASE_TEAM),
    "safety.CareTaken": (("named", "words", "ended_words"), CASE_TEAM),
    "safety.ProtectedPerson": (("names", "words"), LEAD),
    "safety.LeadAlert": (("what_was_done",), LEAD),
    "safety.RelatedSign": (("words",), DECIDERS),
    "safety.RelatedDecision": (("words",), DECIDERS),
    "safety.LetterKeptBack": (("words",), LEAD),
    "safety.News": (("words", "where", "with_whom", "told_words", "checked_in_words"), CASE_TEAM),
    "referrals.Referral": (("why",), CASE_TEAM),
    "referrals.StageChange": (("words", "who_was_there"), CASE_TEAM),
    "referrals.SafetyAnswers": (
        ("must_not_know", "could_be_a_danger", "orders_and_limits", "bottom_lines"),
        CASE_TEAM,
    ),
    "referrals.TriageDecision": (("words", "override_words"), CASE_TEAM),
    "referrals.Allocation": (("words",), CASE_TEAM),
    "referrals.Ask": (("words", "named", "childs_verdict", "why"), CASE_TEAM),
    "referrals.Agreement": (
        ("named", "childs_words", "who_was_there", "who_knows_how", "capacity"),
        "the case team, as far as the child agreed to share",
    ),
    "referrals.ParentalAnswer": (("holder", "words", "legal_advice", "went_on_why"), CASE_TEAM),
    "referrals.Withdrawal": (
        ("words", "what_would_change_it", "decision_words", "child_told_by", "child_told_words"),
        CASE_TEAM,
    ),
    "referrals.Stop": (("named", "words", "lifted_words"), CASE_TEAM),
    "referrals.Offer": (("words",), CASE_TEAM),
    "referrals.SelfReferral": (
        ("answers", "asked_words", "reply_words"),
        "whoever answers requests, and the child's coordinator where the child let people know",
    ),
    "referrals.Draft": (("values",), "the writer alone"),
}

FIELDS: dict[str, FieldPolicy] = {
    f"{table}.{field}": FieldPolicy(f"{table}.{field}", FieldClass.P0, readers)
    for table, (fields, readers) in SEALED.items()
    for field in fields
}
