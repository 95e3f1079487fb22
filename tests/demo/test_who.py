"""Whom `make run` says to sign in as."""

from kith.demo import build, people
from kith.domain.terms import Role


def test_everybody_is_named_once_and_where_to_find_them() -> None:
    said = " ".join(build.who_to_sign_in_as().split())
    assert [one.name for one in people.PERSONAS if said.count(one.name) != 1] == []
    assert "/demo/" in said


def test_there_is_somebody_for_every_role() -> None:
    assert {one.role for one in people.PERSONAS} == set(Role) - {Role.SYSTEM}
    assert [one.name for one in people.PERSONAS if not one.look_at] == []
