"""Notes are written once, may stay in the service, and stand ready for the case system."""

import datetime as dt

import pytest

from kith.access import gate, scope
from kith.domain.terms import KeepFrom, Role
from kith.records import actions, queries
from kith.records.models import CaseCopy, Note
from tests.personas import NOW, TODAY, Cast


def write(cast: Cast, role: Role = Role.SOCIAL_WORKER, **given: object) -> Note:
    values = {"words": "We met at the park.", "happened_on": TODAY} | given
    return actions.write_note(cast.actor(role), child=cast.child, given=actions.Written(**values), at=NOW)


def test_write_note_keeps_the_words_and_a_copy_for_the_case_system(in_service: Cast) -> None:
    note = write(in_service, childs_words="I miss Nan.", keep_from=(KeepFrom.MUM.value, "Uncle Ray"))
    copy = CaseCopy.objects.get()
    assert (note.words, note.childs_words, note.keep_from) == (
        "We met at the park.",
        "I miss Nan.",
        ["mum", "Uncle Ray"],
    )
    assert copy.subject_id == note.pk
    assert copy.words == (
        "Lifelong Links, 15 June 2026: We met at the park. In the child’s words: “I miss Nan.” "
        "Keep this from: Mum, Uncle Ray."
    )


def test_a_session_note_stays_in_the_service(in_service: Cast) -> None:
    """SAFEGUARDING 15: the worker reads neither the note nor, unless the coordinator writes one, a copy."""
    write(in_service, Role.COORDINATOR, words="Talked about Dad.", stays_in_service=True)
    assert CaseCopy.objects.count() == 0
    for role, number in (
        (Role.SOCIAL_WORKER, 0),
        (Role.SAFEGUARDING_LEAD, 0),
        (Role.COORDINATOR, 1),
        (Role.MANAGER, 1),
    ):
        assert queries.list_notes(in_service.actor(role), in_service.child).count() == number, role


def test_only_the_written_copy_of_a_session_note_leaves_the_service(in_service: Cast) -> None:
    write(in_service, Role.COORDINATOR, words="Talked about Dad.", stays_in_service=True, copy="A visit took place.")
    assert [copy.words for copy in queries.list_copies(in_service.actor(Role.SOCIAL_WORKER), in_service.child)] == [
        "A visit took place."
    ]


def test_a_correction_names_the_note_it_corrects_and_leaves_it_alone(in_service: Cast) -> None:
    first = write(in_service)
    second = write(in_service, words="It was the library.", corrects=first)
    assert second.corrects_id == first.pk
    assert Note.objects.get(pk=first.pk).words == "We met at the park."


def test_a_correction_of_another_childs_note_is_not_there(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    given = actions.Written("x", TODAY)
    other = actions.write_note(manager, child=in_service.other_team_child, given=given, at=NOW)
    with pytest.raises(scope.NotVisible):
        write(in_service, Role.MANAGER, corrects=other)


def test_a_worker_cannot_correct_a_session_note_they_may_not_read(in_service: Cast) -> None:
    note = write(in_service, Role.COORDINATOR, stays_in_service=True)
    with pytest.raises(scope.NotVisible):
        write(in_service, corrects=note)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"words": " "}, "Write what happened"), ({"happened_on": TODAY + dt.timedelta(days=1)}, "has not come yet")],
    ids=["empty", "tomorrow"],
)
def test_write_note_refuses_what_says_nothing_or_is_not_yet(in_service: Cast, given: dict, said: str) -> None:
    with pytest.raises(gate.ActionBlocked, match=said):
        write(in_service, **given)
    assert Note.objects.count() == 0


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PRIVACY_OFFICER, Role.SERVICE_ADMIN])
def test_write_note_is_for_those_who_work_with_the_child(in_service: Cast, role: Role) -> None:
    with pytest.raises((gate.NotPermitted, scope.NotVisible)):
        write(in_service, role)


def test_write_note_of_another_service_is_not_there(in_service: Cast) -> None:
    with pytest.raises(scope.NotVisible):
        actions.write_note(
            in_service.stranger(Role.MANAGER), child=in_service.child, given=actions.Written("x", TODAY), at=NOW
        )


def test_an_analyst_sees_children_but_no_note_and_no_copy(in_service: Cast) -> None:
    write(in_service)
    analyst = in_service.actor(Role.ANALYST)
    assert queries.list_notes(analyst, in_service.child).count() == 0
    assert queries.list_copies(analyst, in_service.child).count() == 0
    with pytest.raises(gate.NotPermitted):
        queries.list_not_copied(analyst)


def test_mark_copied_takes_it_off_the_list_and_keeps_the_first(in_service: Cast) -> None:
    write(in_service)
    worker, coordinator = in_service.actor(Role.SOCIAL_WORKER), in_service.actor(Role.COORDINATOR)
    copy = queries.list_not_copied(worker).get()
    actions.mark_copied(worker, copy=copy, at=NOW)
    actions.mark_copied(coordinator, copy=copy, at=NOW + dt.timedelta(days=1))
    copy = CaseCopy.objects.get()
    assert (copy.copied_by_id, copy.copied_at) == (worker.user_id, NOW)
    assert queries.list_not_copied(worker).count() == 0


def test_mark_copied_of_another_team_is_not_there(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    actions.write_note(manager, child=in_service.other_team_child, given=actions.Written("x", TODAY), at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.mark_copied(in_service.actor(Role.SOCIAL_WORKER), copy=CaseCopy.objects.get(), at=NOW)
