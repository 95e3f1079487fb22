"""A family file is looked through person by person; nobody in it becomes a person here before a yes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kith.access import gate, scope
from kith.domain import gedcom
from kith.domain.network.graph import Family, Person
from kith.domain.terms import ParentageKind, PersonFactKind, PersonStatus, Role, Side
from kith.network import actions, queries
from kith.network.models import FamilyFile, FamilyFileAnswer, Parentage
from kith.people.models import Connection, Name, PersonFact, Reach
from tests.apps.people import said
from tests.domain.long.test_gedcom_review import FILE
from tests.personas import NOW, Cast


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path) -> None:
    settings.KITH_STORE = str(tmp_path)


def take_in(cast: Cast, text: str = FILE) -> FamilyFile:
    return actions.take_in_family_file(cast.actor(Role.COORDINATOR), child=cast.child, data=text.encode(), at=NOW)


def keys(cast: Cast, file: FamilyFile) -> dict[str, str]:
    through = queries.get_looked_through(cast.actor(Role.COORDINATOR), file)
    return {offer.shown: offer.key for offer in through.review.offers}


def with_child(cast: Cast) -> tuple[FamilyFile, dict[str, str]]:
    file = take_in(cast)
    key = keys(cast, file)["Kayden Whitcombe"]
    actions.name_child_in_file(cast.actor(Role.COORDINATOR), family_file=file, key=key, at=NOW)
    file.refresh_from_db()
    return file, keys(cast, file)


def answer(cast: Cast, file: FamilyFile, **given: object) -> list[Connection]:
    return actions.answer_family_file(
        cast.actor(Role.COORDINATOR), family_file=file, given=actions.Answered(**given), at=NOW
    )


def test_answering_reads_the_file_once(in_service: Cast, sign_in, monkeypatch: pytest.MonkeyPatch) -> None:
    file, known = with_child(in_service)
    read, times = gedcom.read, []

    def counted(data: bytes) -> object:
        times.append(len(data))
        return read(data)

    monkeypatch.setattr(gedcom, "read", counted)
    client = sign_in(in_service.users[Role.COORDINATOR])
    address = reverse("network:family_file", args=[file.pk])
    sent = {"yes": [known["Jean Whitcombe"]], "status": PersonStatus.LOST_TOUCH.value}
    assert client.post(address, sent).status_code == 302
    assert len(times) == 1
    # Somebody who is in no file is refused as ever, and nobody comes over.
    assert client.post(address, sent | {"yes": ["nobody"]}).status_code == 409
    assert Connection.objects.count() == 1


def test_taking_a_file_in_makes_nobody_and_keeps_it_encrypted(in_service: Cast, tmp_path) -> None:
    file = take_in(in_service)
    assert not Connection.objects.exists()
    (stored,) = (tmp_path / "family-files").iterdir()
    assert b"Whitcombe" not in stored.read_bytes()
    assert file.counts["people"] == [6, 6, 0]


def test_those_with_a_yes_come_with_names_dates_sealed_contacts_and_how_they_belong(in_service: Cast) -> None:
    file, known = with_child(in_service)
    made = answer(in_service, file, yes=[known["Shelley Whitcombe"], known["Jean Whitcombe"]])
    mum, nan = made
    assert (mum.how_related, mum.side, nan.how_related) == ("mum", Side.MUM.value, "mum’s mum")
    assert {row.full for row in Name.objects.filter(person=nan.person)} == {"Jean Whitcombe", "Jean Harker"}
    born = PersonFact.objects.get(person=nan.person)
    assert (born.kind, born.year, born.on, born.is_about) == (PersonFactKind.BORN.value, 1958, None, True)
    reach = Reach.objects.get()
    assert (reach.person_id, reach.value, reach.is_sealed) == (mum.person_id, "5 Mill Lane", True)
    parents = {(row.child_person_id, row.parent_id, row.kind) for row in Parentage.objects.all()}
    own = in_service.child.as_person.pk
    birth = ParentageKind.BIRTH.value
    assert parents == {(own, mum.person_id, birth), (mum.person_id, nan.person_id, birth)}


def test_whoever_comes_later_is_tied_to_whoever_came_before_and_once_only(in_service: Cast) -> None:
    file, known = with_child(in_service)
    answer(in_service, file, yes=[known["Jean Whitcombe"]])
    assert not Parentage.objects.exists()
    answer(in_service, file, yes=[known["Shelley Whitcombe"]])
    assert Parentage.objects.count() == 2
    assert answer(in_service, file, yes=[known["Shelley Whitcombe"]]) == []
    assert (Parentage.objects.count(), Connection.objects.count()) == (2, 2)


def test_somebody_who_has_died_is_written_down_so(in_service: Cast) -> None:
    file, known = with_child(in_service)
    (gone,) = answer(in_service, file, yes=[known["Somebody Else"]], status=PersonStatus.IN_TOUCH)
    assert gone.status == PersonStatus.DIED.value


def test_whom_the_file_keeps_back_cannot_be_taken_over_even_by_their_key(in_service: Cast) -> None:
    file, known = with_child(in_service)
    assert not any("Hollowbridge" in name or "Locked" in name for name in known)
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), file)
    (kept_back,) = (one.id for one in through.found.people if "Hollowbridge" in one.name)
    with pytest.raises(gate.ActionBlocked, match="not in the file"):
        answer(in_service, file, yes=[kept_back])
    with pytest.raises(gate.ActionBlocked, match="not in the file"):
        actions.name_child_in_file(in_service.actor(Role.COORDINATOR), family_file=file, key=kept_back, at=NOW)


def test_a_no_is_remembered_and_in_the_end_the_file_is_gone(
    in_service: Cast, tmp_path, django_capture_on_commit_callbacks
) -> None:
    file, known = with_child(in_service)
    answer(in_service, file, yes=[known["Shelley Whitcombe"]], no=[known["Somebody Else"]])
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), file)
    assert through.answered[known["Somebody Else"]] is None
    with django_capture_on_commit_callbacks(execute=True):
        actions.finish_family_file(in_service.actor(Role.COORDINATOR), family_file=file, at=NOW)
    assert list((tmp_path / "family-files").iterdir()) == []
    assert [row.connection_id is None for row in FamilyFileAnswer.objects.all()] == [False]
    file.refresh_from_db()
    assert queries.get_looked_through(in_service.actor(Role.COORDINATOR), file) is None
    with pytest.raises(gate.ActionBlocked, match="looked through already"):
        answer(in_service, file, yes=["x"])


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Nobody in this file"), ("not a family file", "Nobody in this file"), ("0 HEAD\n" * 300_000, "larger than")],
)
def test_a_file_with_nobody_to_look_at_is_refused_with_the_reason(in_service: Cast, text: str, words: str) -> None:
    with pytest.raises(gate.ActionBlocked, match=words):
        take_in(in_service, text)
    assert not FamilyFile.objects.exists()


def test_a_stranger_finds_no_file(in_service: Cast, sign_in) -> None:
    file = take_in(in_service)
    browser = sign_in(in_service.strangers[Role.COORDINATOR])
    assert browser.get(reverse("network:family_file", args=[file.pk])).status_code == 404
    with pytest.raises(scope.NotVisible):
        queries.get_family_file(in_service.stranger(Role.COORDINATOR), file.pk)


def test_it_is_looked_through_on_its_pages(in_service: Cast, sign_in) -> None:
    said.add(in_service, "Jean Harker")
    browser = sign_in(in_service.users[Role.COORDINATOR])
    address = reverse("network:family_files", args=[in_service.child.pk])
    refused = browser.post(address, {"file": SimpleUploadedFile("tree.ged", b"nothing")}).content.decode()
    assert "Nobody in this file can be read" in refused
    answer = browser.post(address, {"file": SimpleUploadedFile("The Whitcombes.ged", FILE.encode())})
    page = browser.get(answer["Location"] + "?who=Kayden").content.decode()
    assert "Hollowbridge" not in page
    assert "people: 2" in page
    key = re.search(r'name="key" id="who-1" value="([^"]+)"', page).group(1)
    browser.post(f"{answer['Location']}child/", {"key": key})
    page = browser.get(answer["Location"]).content.decode()
    assert "mum’s mum" in page
    assert "A like name is here already: Jean Harker" in page
    nobody = browser.post(answer["Location"], {"status": "lost_touch"}).content.decode()
    assert "Tick at least one person" in nobody
    yes = re.findall(r'name="yes" id="yes-\d+" value="([^"]+)"', page)[0]
    both = browser.post(answer["Location"], {"status": "lost_touch", "yes": yes, "no": yes}).content.decode()
    assert "choose one" in both
    browser.post(answer["Location"], {"status": "lost_touch", "yes": yes})
    page = browser.get(answer["Location"]).content.decode()
    assert "1 person is taken over." in page
    assert "Taken over" in page
    assert "Nobody of that name" not in page
    assert "Nobody of that name" in browser.get(answer["Location"] + "?who=Nobody").content.decode()
    done = browser.post(f"{answer['Location']}finish/", follow=True).content.decode()
    assert "the file is destroyed" in done


def test_saving_leads_to_the_next_who_waits_and_nobody_taken_over_is_like_themselves(in_service: Cast, sign_in) -> None:
    people = [f"0 @I{n}@ INDI\n1 NAME Person{n:02} /Whitcombe/" for n in range(1, 41)]
    file = take_in(in_service, "\n".join(["0 HEAD", "1 GEDC", "2 VERS 5.5.1", "1 CHAR UTF-8", *people, "0 TRLR"]))
    browser, address = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    first = re.findall(r'name="yes" id="yes-\d+" value="([^"]+)"', browser.get(address).content.decode())
    page = browser.post(address, {"status": "lost_touch", "yes": first}, follow=True).content.decode()
    left = re.findall(r'name="yes" id="yes-\d+" value="([^"]+)"', page)
    assert len(first) + len(left) == 40
    assert not set(first) & set(left)
    assert "A like name is here already" not in browser.get(f"{address}?page=1").content.decode()


def test_who_somebody_is_comes_back_from_our_own_file_as_that_and_not_as_a_name(in_service: Cast) -> None:
    people = (Person("ade", name="Ade Cole", hint="Social worker"), Person("gran", hint="Dad’s mum"), Person("robin"))
    text = gedcom.write(Family(people, focus="robin")).text
    file = take_in(in_service, text)
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), file)
    yes = [offer.key for offer in through.review.offers if offer.what]
    made = answer(in_service, file, yes=yes)
    assert {one.how_related for one in made} == {"Social worker", "Dad’s mum"}
    assert {row.full for row in Name.objects.filter(person__in=[one.person_id for one in made])} == {"Ade Cole"}
