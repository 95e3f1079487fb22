"""Whom `make run` says to sign in as."""

from kith.demo import build, people


def test_everybody_is_named_once_and_where_to_find_them() -> None:
    said = " ".join(build.who_to_sign_in_as().split())
    assert [one.name for one in people.PERSONAS if said.count(one.name) != 1] == []
    assert "/demo/" in said
