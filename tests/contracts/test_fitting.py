"""Nothing is cut in silence, on either database: a value that its column cannot keep is refused, whoever writes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from kith.access import fitting
from kith.access.models import Team, User
from kith.children.models import Child, LocalFact
from kith.domain import eligibility
from kith.domain.terms import FactName
from kith.returns import actions as return_actions
from tests.personas import Cast


def columns() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    """Every column of the project's tables."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("kith."):
            for field in model._meta.local_concrete_fields:
                yield f"{model._meta.label}.{field.name}", field


def bad_values(field: models.Field[Any, Any]) -> Iterator[Any]:
    """Values that one of the two databases would cut, keep though it is none, or stop at."""
    if isinstance(field, fitting.TEXTS):
        yield "Ann\0a"
        if field.max_length:
            yield "é" * (field.max_length + 1)
    if field.choices:
        yield "~none~"
    if isinstance(field, models.JSONField):
        yield {"names": ["Ann\0a"]}
    if field.get_internal_type() in fitting.WHOLE_NUMBERS:
        yield 2**63
        yield -(2**63) - 1


def test_every_column_refuses_what_it_cannot_keep(db: None) -> None:
    """By the same question as every write of the model asks, with the same answer."""
    tried = [(name, field, value) for name, field in columns() for value in bad_values(field)]
    kept = []
    for name, field, value in tried:
        try:
            field.get_db_prep_save(value, connection)
        except fitting.DoesNotFit as refused:
            told = str(value) in str(refused)  # the value itself stands in no message
        else:
            told = True
        if told:
            kept.append(name)
    assert kept == []
    assert len(tried) > 300
    assert {name.split(".")[0] for name, _, _ in tried} >= {"access", "children", "referrals", "returns", "records"}


def test_a_value_that_fits_to_the_letter_goes_in(db: None) -> None:
    team = Team._meta.get_field("name")
    assert team.get_db_prep_save("é" * 120, connection) == "é" * 120
    assert fitting.problem(User._meta.get_field("role"), "manager") == ""


@pytest.mark.parametrize("name", ["é" * 121, "East\0"])
def test_every_way_of_writing_asks(in_service: Cast, name: str) -> None:
    service = in_service.service
    own = Team.objects.create(service=service, name="Own")
    ways = (
        lambda: Team.objects.create(service=service, name=name),
        lambda: Team(pk=own.pk, service=service, name=name).save(),
        lambda: Team.objects.bulk_create([Team(service=service, name=name)]),
        lambda: Team.objects.filter(pk=own.pk).update(name=name),
        lambda: Team.objects.bulk_update([Team(pk=own.pk, service=service, name=name)], ["name"]),
        lambda: return_actions.insert_rows(Team, columns=("id", "service_id", "name"), rows=[(1, 1, name)]),
        lambda: return_actions.update_rows(Team, columns=("name",), rows=[(name, 1)]),
    )
    for way in ways:
        refusal = pytest.raises(fitting.DoesNotFit, match=r"^Name (is 121 characters long|holds a NUL)")
        with refusal, transaction.atomic():
            way()
    assert name not in Team.objects.values_list("name", flat=True)


def test_a_word_outside_the_choices_is_refused(in_service: Cast) -> None:
    with pytest.raises(fitting.DoesNotFit, match="none of the words"), transaction.atomic():
        User.objects.update(role="king")
    assert not User.objects.filter(role="king").exists()


def test_facts_are_as_long_as_their_columns() -> None:
    for name, longest in eligibility.LONGEST.items():
        column = {FactName.PREFERRED_NAME: "preferred_name", FactName.AREA: "area", FactName.LANGUAGE: "language"}[name]
        assert Child._meta.get_field(column).max_length == longest
    assert LocalFact._meta.get_field("value").max_length == eligibility.LONGEST_VALUE
    for origin in ("source", "author"):
        assert LocalFact._meta.get_field(origin).max_length == eligibility.LONGEST_ORIGIN
