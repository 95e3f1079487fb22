"""Names that a service adds to the list: dated, audited, used by finding and comparing, and taken away again."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.access import gate, scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain import names
from kith.domain.names import Kind
from kith.domain.terms import Role
from kith.people import actions, queries
from kith.people.models import Connection, NameFamily, NameKey
from tests.apps.people import said
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
PATH = "/people-who-matter/names/"
KEZ = actions.FamilyGiven("Kezianna; Kez; Zuzu", Kind.NICKNAME, "a family in our service", "Gower")


def add(cast: Cast, given: actions.FamilyGiven = KEZ) -> NameFamily:
    return actions.add_name_family(cast.actor(Role.SERVICE_ADMIN), service=cast.service, given=given, at=NOW)


def end(cast: Cast, family: NameFamily) -> None:
    actions.end_name_family(cast.actor(Role.MANAGER), family=family, at=NOW)


def found(cast: Cast, text: str) -> list[str]:
    rows = queries.open_people_like(cast.actor(Role.COORDINATOR), cast.child, text, NOW)
    return [one.name for one in rows]


def text_of(client: Client, sent: dict[str, str] | None = None) -> str:
    answer = client.post(PATH, sent) if sent else client.get(PATH)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_finding_and_warning_use_what_the_service_added_and_lose_it_again(in_service: Cast) -> None:
    row = said.add(in_service, "Kezianna Hollow")
    actor = in_service.actor(Role.COORDINATOR)

    def alike() -> list[Connection]:
        return [one.connection for one in queries.list_alike(actor, in_service.child, "Zuzu Hollow")]

    assert alike() == []
    assert found(in_service, "Zuzu") == []
    family = add(in_service)
    assert found(in_service, "Zuzu") == ["Kezianna Hollow"]
    assert alike() == [row]
    said.add(in_service, "Zuzu Pellow")
    assert set(found(in_service, "Kezianna")) == {"Kezianna Hollow", "Zuzu Pellow"}
    end(in_service, family)
    assert found(in_service, "Zuzu") == ["Zuzu Pellow"]
    assert alike() == []
    assert not NameKey.objects.filter(key="g:kezianna").exists()


def test_the_explanation_says_which_name_it_is_a_form_of(in_service: Cast) -> None:
    row = said.add(in_service, "Kezianna Hollow")
    add(in_service)
    beside = queries.get_beside(in_service.actor(Role.COORDINATOR), {in_service.child.pk})
    why = beside.of_a_name("Zuzu Hollow", row.person_id)
    assert why is not None
    assert why.found[0].startswith("First name: nickname of (Zuzu \u2013 Kezianna)")


def test_a_shipped_family_keeps_its_keys_when_an_own_one_with_its_name_goes(in_service: Cast) -> None:
    said.add(in_service, "Sharon Hollow")
    end(in_service, add(in_service, actions.FamilyGiven("Sharon; Zuzu", Kind.NICKNAME, "us")))
    assert found(in_service, "Shaz Hollow") == ["Sharon Hollow"]


def test_two_names_that_only_look_alike_are_told_apart(in_service: Cast) -> None:
    row = said.add(in_service, "Sharon Hollow")
    add(in_service, actions.FamilyGiven("Shaz; Sharon", Kind.DIFFERENT, "in this family they are two"))
    beside = queries.get_beside(in_service.actor(Role.COORDINATOR), {in_service.child.pk})
    why = beside.of_a_name("Shaz Hollow", row.person_id)
    assert why is not None
    assert "nickname" not in why.found[0]


def test_both_are_written_down_with_who_did_so_and_no_name_in_the_record(in_service: Cast) -> None:
    said.add(in_service, "Kezianna Hollow")
    family = add(in_service)
    end(in_service, family)
    family.refresh_from_db()
    assert (family.added_by, family.ended_by) == (
        in_service.users[Role.SERVICE_ADMIN],
        in_service.users[Role.MANAGER],
    )
    events = AuditEvent.objects.filter(kind__startswith="names.family_").order_by("seq")
    assert [one.kind for one in events] == ["names.family_added", "names.family_ended"]
    assert [one.count for one in events] == [1, 1]
    assert all("ezianna" not in str(one.codes) for one in events)


@pytest.mark.parametrize(
    ("written", "known", "said_"),
    [
        ("Kezianna", "us", "at least one variant"),
        ("Kezianna; ;", "us", "at least one variant"),
        ("Kezianna; 123", "us", "There are no letters in"),
        ("Kezianna; Kez", " ", "say where this is known from"),
        ("Kathleen; Kath", "us", "one name here already"),
        ("Kezianna; Kez", "ask her on 01632 960 456", "no numbers and no addresses"),
    ],
)
def test_what_makes_no_family_is_refused_in_words(in_service: Cast, written: str, known: str, said_: str) -> None:
    with pytest.raises(gate.ActionBlocked, match=re.escape(said_)):
        add(in_service, actions.FamilyGiven(written, Kind.NICKNAME, known))
    assert not NameFamily.objects.exists()


def test_nothing_is_taken_away_twice(in_service: Cast) -> None:
    family = add(in_service)
    end(in_service, family)
    with pytest.raises(gate.ActionBlocked, match="taken away already"):
        end(in_service, family)


def test_it_is_for_the_manager_and_the_administrator(in_service: Cast, sign_in: SignIn) -> None:
    for role, status in ((Role.COORDINATOR, 403), (Role.SERVICE_ADMIN, 200), (Role.MANAGER, 200)):
        assert sign_in(in_service.users[role]).get(PATH).status_code == status, role
    with pytest.raises(gate.NotPermitted):
        actions.add_name_family(in_service.actor(Role.COORDINATOR), service=in_service.service, given=KEZ, at=NOW)


def test_another_service_has_a_list_of_its_own(in_service: Cast) -> None:
    family = add(in_service)
    stranger = in_service.stranger(Role.SERVICE_ADMIN)
    with scope.acting(stranger):
        assert queries.list_families(stranger) == []
        assert queries.get_variants(stranger).digest == names.load().digest
        with pytest.raises(scope.NotVisible):
            queries.get_family(stranger, family.pk)
    assert queries.get_variants(in_service.actor(Role.COORDINATOR)).digest != names.load().digest


def test_the_page_adds_looks_up_and_takes_away(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SERVICE_ADMIN])
    assert "Nothing was added yet." in text_of(client)
    sent = {"name": "Kezianna", "others": "Kez, Zuzu", "kind": "nickname", "culture": "", "how_known": "a family here."}
    answer = client.post(f"{PATH}add/", sent, follow=True)
    assert "Added. Finding and comparing use it from now on." in answer.content.decode()
    page = text_of(client)
    name = in_service.users[Role.SERVICE_ADMIN].display_name
    assert f"Kezianna Nickname Kez, Zuzu A family here. Added by {name}" in page
    assert "Shaz" not in page
    looked_up = text_of(client, {"name": "Shaz"})
    assert "Sharon" in looked_up
    assert "None of your own begins like this." in looked_up
    assert "Kezianna" in text_of(client, {"name": "zu"})
    assert "No name on the list begins like this." in text_of(client, {"name": "Zebedeex"})
    assert "There are more. Type more letters." in text_of(client, {"name": "a"})
    assert "Enter the first letters of a name" in text_of(client, {"name": " "})
    family = NameFamily.objects.get()
    answer = client.post(f"{PATH}{family.pk}/end/", follow=True)
    assert "with who did so" in answer.content.decode()
    assert "Taken away Kezianna" in text_of(client)
    again = client.post(f"{PATH}add/", {**sent, "name": "Kathleen", "others": "Kath"})
    assert "These are one name here already." in again.content.decode()


def test_the_page_asks_as_much_for_many_as_for_one(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SERVICE_ADMIN])

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            text_of(client)
        return len(captured)

    add(in_service)
    asked()
    few = asked()
    for at in range(20):
        letters = f"{chr(97 + at)}{chr(98 + at % 5)}"
        add(in_service, actions.FamilyGiven(f"Qua{letters}o; Que{letters}u", Kind.SPELLING, "us"))
    assert asked() == few


def test_a_row_that_is_no_family_stops_no_search(in_service: Cast) -> None:
    said.add(in_service, "Kathleen Hollow")
    NameFamily.objects.create(service=in_service.service, names="7", kind="nickname", how_known="x")
    assert found(in_service, "Kath Hollow") == ["Kathleen Hollow"]
    assert queries.list_families(in_service.actor(Role.MANAGER))
