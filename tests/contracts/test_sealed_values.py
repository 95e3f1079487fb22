"""Whatever column holds words of people, a known sealed value in it is covered from whoever may not know it.

SAFEGUARDING 2. Every column in which a person's own words may stand is tried, sealed or not, of one text or of several;
those that are not covered are named with why no sealed value can stand there, or why nobody reads it who may not.
"""

from typing import Any

from django.apps import apps
from django.db import models

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import ReachKind, Role
from kith.people import actions
from kith.people.models import Person
from kith.sealing.fields import SeveralWordsAttribute, WordsAttribute, WordsField
from tests.apps.people import said
from tests.contracts.sweep import visits
from tests.factories import rows
from tests.personas import NOW, Cast

NUMBER = "01632 960 456"
MANY = 100
WORDS = f"Ring {NUMBER}"
STAFF = "staff and the service itself, not somebody who is looked for"
OF_A_FACT = "copied from facts, which take no number and no address (domain/eligibility/localfacts.py)"
OF_A_RETURN = "out of a return, for whoever may see returns: none of its columns holds a number or a whole address"
OF_RULES = "sentences of the program: codes, days and figures, and who says a fact, which takes no number"
OF_A_CODE = "a mark or code of the program"
NOT_COVERED = {
    **dict.fromkeys(("access.Council.name", "access.Service.name", "access.Service.emergency_number"), STAFF),
    **dict.fromkeys(
        ("access.Team.name", "access.Team.area", "access.User.display_name", "access.User.languages"), STAFF
    ),
    **dict.fromkeys(("finding.LetterHead.address", "finding.LetterHead.phone"), STAFF),
    **dict.fromkeys(("children.Child.preferred_name", "children.Child.area", "children.Child.language"), OF_A_FACT),
    **dict.fromkeys(("children.EligibilityResult.area", "children.EligibilityResult.name_then"), OF_A_FACT),
    "children.Child.reference": OF_A_RETURN,
    "people.SameLook.weights": OF_A_CODE,
    "children.CareRow.values": OF_A_RETURN,
    **dict.fromkeys(
        (
            "returns.Batch.refused",
            "returns.Finding.reference",
            "returns.Finding.text",
            "returns.RawRow.reason",
            "returns.RawRow.reference",
            "returns.RawRow.sealed",
            "returns.StoredFile.columns",
        ),
        OF_A_RETURN,
    ),
    **dict.fromkeys(
        (
            "children.EligibilityResult.criteria",
            "children.EligibilityResult.missing",
            "children.EligibilityResult.near_miss",
            "children.EligibilityRun.counts",
            "records.Paper.notices",
            "referrals.Referral.how_soon_why",
            "referrals.TriageDecision.reasons",
        ),
        OF_RULES,
    ),
    "people.Person.gender_words": "changed by whoever describes somebody; takes no number and no address",
    "people.NameKey.key": "how a name is found; nobody reads it",
    "network.FamilyFile.focus": "the number of a row in a family file",
    "referrals.Agreement.language": "chosen from a list",
    "referrals.Draft.values": "read by its writer alone",
    "safety.ProtectedPerson.names": "read by the safeguarding lead alone, who knows every sealed value",
    "audit.AuditEvent.words": "compared with a digest, so never in part; a privacy officer's reading is recorded",
    **dict.fromkeys(
        (
            "finding.CaseNotes.stored_as",
            "finding.LeadDecision.rests_on",
            "finding.NotesAnswer.mark",
            "finding.NotesAnswer.rule",
            "network.FamilyFile.stored_as",
            "outbox.OutboxItem.carrier_ref",
            "outbox.OutboxItem.code",
            "records.Paper.stored_as",
            *(f"audit.AuditEvent.{one}" for one in ("kind", "actor_id", "subject_type", "subject_id")),
            *(f"audit.AuditEvent.{one}" for one in ("words_digest", "previous_hash", "hash")),
            "audit.AuditHead.hash",
            "audit.ReadMark.actor_id",
        ),
        OF_A_CODE,
    ),
}


def columns() -> list[models.Field]:
    """Every column in which words of people may stand."""
    return [
        field
        for model in apps.get_models()
        if model.__module__.startswith("kith.")
        for field in model._meta.local_fields
        if rows.is_free_text(field) or rows.label(field) in rows.JSON_WORDS
    ]


def is_covered(field: models.Field) -> bool:
    """Whether what stands in a column goes through the reader's eyes."""
    return issubclass(field.descriptor_class, WordsAttribute | SeveralWordsAttribute)


COVERED = [field for field in columns() if is_covered(field)]


def test_every_column_of_words_is_covered_or_named_with_why() -> None:
    bare = {rows.label(field) for field in columns() if not is_covered(field)}
    assert bare == set(NOT_COVERED)


def test_a_sealed_number_is_shown_to_its_writer_and_to_who_knows_it_only(in_service: Cast) -> None:
    kelly = said.add(in_service, "Kelly")
    given = actions.ReachGiven(ReachKind.PHONE, NUMBER, is_sealed=True)
    actions.add_reach(in_service.actor(Role.SOCIAL_WORKER), connection=kelly, given=given, says=said.CHILD_SAYS, at=NOW)
    assert len(COVERED) > MANY
    for field in COVERED:
        with visits.undone():
            _try(field, in_service)


def _try(field: models.Field, cast: Cast) -> None:
    """Fill a column with a sealed number and read it as everybody concerned; then save it as seen, and read again."""
    row, label = written(field, cast), rows.label(field)
    assert NUMBER in read(row, field, cast.actor(Role.COORDINATOR)), f"{label}: its writer"
    assert f"{NUMBER} (sealed)" in read(row, field, cast.actor(Role.SOCIAL_WORKER)), f"{label}: who sealed it"
    other = cast.actor(Role.REVIEWING_OFFICER)
    covered = read(row, field, other)
    assert "01632" not in covered, label
    assert "[sealed]" in covered, label
    with scope.acting(other):
        seen = type(row)._base_manager.get(pk=row.pk)
        setattr(seen, field.attname, getattr(seen, field.attname))
        seen.save(update_fields=[field.name])
    assert read(row, field, Actor.system("any.job", cast.service.pk)).count(NUMBER) == 1, f"{label}: saved as seen"


def written(field: models.Field, cast: Cast) -> Any:
    """A row whose column the coordinator filled."""
    words: Any = rows.words(field, WORDS)
    given = {field.name: words}
    if isinstance(field, WordsField):
        given[field.writer] = cast.users[Role.COORDINATOR]
    with scope.every_service("a row of any table is made"):
        links = {Child: cast.child, Person: rows.make(Person, cast.service)}
    with scope.acting(cast.actor(Role.COORDINATOR)):
        return rows.make(field.model, cast.service, links=links, **given)


def read(row: Any, field: models.Field, actor: Actor) -> str:
    """What somebody reads in a column; the row itself is not asked for here."""
    with scope.acting(actor):
        return repr(getattr(type(row)._base_manager.get(pk=row.pk), field.attname))
