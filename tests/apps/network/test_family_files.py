"""A family file is looked through person by person; nobody in it becomes a person here before a yes."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kith.access import gate, scope
from kith.domain import gedcom
from kith.domain.network import kinship
from kith.domain.network.graph import Family, Person
from kith.domain.terms import (
    Drawing,
    FactSource,
    Gender,
    ParentageKind,
    PersonFactKind,
    PersonStatus,
    Role,
    Side,
    TieKind,
)
from kith.network import actions, queries
from kith.network.models import FamilyFile, FamilyFileAnswer, Parentage
from kith.network.presenters import Asked, taking
from kith.people import actions as people
from kith.people import queries as people_here
from kith.people.models import Connection, Name, PersonFact, Reach
from kith.safety.models import News
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
    given_ = actions.Answered(**given)
    done = actions.answer_family_file(cast.actor(Role.COORDINATOR), family_file=file, given=given_, at=NOW)
    return done.people


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
    assert not News.objects.exists(), "of each ancestor in a file nobody tells the child"


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


def test_files_of_one_day_are_told_from_each_other_by_their_hour(in_service: Cast, sign_in) -> None:
    first = take_in(in_service)
    FamilyFile.objects.filter(pk=first.pk).update(at=NOW - dt.timedelta(hours=2, minutes=5))
    take_in(in_service)
    browser = sign_in(in_service.users[Role.COORDINATOR])
    page = browser.get(reverse("network:family_files", args=[in_service.child.pk])).content.decode()
    assert re.findall(r"15 June 2026, (\d\d:\d\d)", page) == ["11:00", "08:55"], "in local time, the newest first"


def test_a_stranger_finds_no_file(in_service: Cast, sign_in) -> None:
    file = take_in(in_service)
    browser = sign_in(in_service.strangers[Role.COORDINATOR])
    assert browser.get(reverse("network:family_file", args=[file.pk])).status_code == 404
    with pytest.raises(scope.NotVisible):
        queries.get_family_file(in_service.stranger(Role.COORDINATOR), file.pk)


def test_it_is_looked_through_on_its_pages(in_service: Cast, sign_in) -> None:
    jean = said.add(in_service, "Jean Harker")
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
    assert "Could it be this person?" in page
    assert f'value="{jean.pk}"' in page
    assert "The same as Jean Harker" in page
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


def test_finishing_saves_what_is_ticked_and_destroys_nothing_that_waits_for_a_word(in_service: Cast, sign_in) -> None:
    file, known = with_child(in_service)
    browser, page = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    finish = reverse("network:family_file_finish", args=[file.pk])
    assert f'formaction="{finish}"' in browser.get(page).content.decode(), "so that the ticks are sent along"
    mum = known["Shelley Whitcombe"]
    assert "choose one" in browser.post(finish, {"status": "lost_touch", "yes": mum, "no": mum}).content.decode()
    file.refresh_from_db()
    assert file.stored_as
    done = browser.post(finish, {"status": "in_touch", "yes": mum}, follow=True).content.decode()
    assert "1 person is taken over." in done
    assert "The file is destroyed." in done
    assert Connection.objects.get().status == PersonStatus.IN_TOUCH.value
    file.refresh_from_db()
    assert not file.stored_as


def test_saving_leads_to_the_next_who_waits_and_nobody_taken_over_is_like_themselves(in_service: Cast, sign_in) -> None:
    people = [f"0 @I{n}@ INDI\n1 NAME Person{n:02} /Whitcombe/" for n in range(1, 41)]
    file = take_in(in_service, "\n".join(["0 HEAD", "1 GEDC", "2 VERS 5.5.1", "1 CHAR UTF-8", *people, "0 TRLR"]))
    browser, address = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    first = re.findall(r'name="yes" id="yes-\d+" value="([^"]+)"', browser.get(address).content.decode())
    page = browser.post(address, {"status": "lost_touch", "yes": first}, follow=True).content.decode()
    left = re.findall(r'name="yes" id="yes-\d+" value="([^"]+)"', page)
    assert len(first) + len(left) == 40
    assert not set(first) & set(left)
    assert "The same as" not in browser.get(f"{address}?page=1").content.decode()


def test_who_somebody_is_comes_back_from_our_own_file_as_that_and_not_as_a_name(in_service: Cast) -> None:
    people = (Person("ade", name="Ade Cole", hint="Social worker"), Person("gran", hint="Dad’s mum"), Person("robin"))
    text = gedcom.write(Family(people, focus="robin")).text
    file = take_in(in_service, text)
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), file)
    yes = [offer.key for offer in through.review.offers if offer.what]
    made = answer(in_service, file, yes=yes)
    assert {one.how_related for one in made} == {"Social worker", "Dad’s mum"}
    assert {row.full for row in Name.objects.filter(person__in=[one.person_id for one in made])} == {"Ade Cole"}


# A copy of our own, and what a file says of gender


def own_copy(cast: Cast, copy: queries.Copy = queries.Copy.TEAM) -> str:
    """What somebody takes along as a family file."""
    around = queries.get_around(cast.actor(Role.COORDINATOR), cast.child, NOW.date())
    return taking.take(Drawing.GENOGRAM, around, Asked(copy), "gedcom").data.decode("utf-8-sig")


@pytest.fixture
def family(in_service: Cast) -> dict[str, Connection]:
    """Mum and her brother Dean, of whom only that is known."""
    found = {"mum": said.add(in_service, "Sarah Reed"), "dean": said.add(in_service, "Dean Reed")}
    actor = in_service.actor(Role.COORDINATOR)
    mum, dean = (str(found[one].person_id) for one in ("mum", "dean"))
    own = actions.ParentageGiven(actions.Among(queries.CHILD, mum), ParentageKind.BIRTH)
    actions.add_parentage(actor, child=in_service.child, given=own, says=said.FILE_SAYS, at=NOW)
    tied = actions.TieGiven(actions.Among(mum, dean), TieKind.BROTHER_OR_SISTER)
    actions.add_tie(actor, child=in_service.child, given=tied, says=said.FILE_SAYS, at=NOW)
    return found


def test_a_copy_of_our_own_that_comes_back_doubles_nobody(in_service: Cast, sign_in, family) -> None:
    file = take_in(in_service, own_copy(in_service))
    assert file.focus, "it says itself who the child is"
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), file)
    assert {one.name for one in through.here.values()} == {"Sarah Reed", "Dean Reed"}
    page = sign_in(in_service.users[Role.COORDINATOR]).get(reverse("network:family_file", args=[file.pk]))
    shown = page.content.decode()
    assert "Already here: Dean Reed" in shown
    assert 'name="yes"' not in shown
    assert "The same as" not in shown
    with pytest.raises(gate.ActionBlocked, match="here already"):
        answer(in_service, file, yes=[keys(in_service, file)["Dean Reed"]])
    assert Connection.objects.count() == 2


def test_what_names_people_in_a_copy_tells_nothing_and_is_for_one_child(in_service: Cast, family) -> None:
    text = own_copy(in_service)
    uids = re.findall(r"1 UID (\S+)", text)
    assert len(set(uids)) == 3
    for one in family.values():
        for known in (one.pk, one.person_id, one.child_id):
            assert str(known) not in text
            assert known.hex not in text
    assert re.findall(r"1 UID (\S+)", own_copy(in_service)) == uids
    other = said.second_child(in_service)
    member = queries.list_members(in_service.actor(Role.COORDINATOR), in_service.child)[1]
    assert not set(queries.uids_of(other, member)) & set(uids)
    file = actions.take_in_family_file(in_service.actor(Role.COORDINATOR), child=other, data=text.encode(), at=NOW)
    assert queries.get_looked_through(in_service.actor(Role.COORDINATOR), file).here == {}


def test_somebody_who_is_kept_out_of_a_copy_has_no_name_in_it(in_service: Cast, family) -> None:
    Connection.objects.filter(pk=family["dean"].pk).update(child_knows=False)
    assert len(re.findall("1 UID", own_copy(in_service, queries.Copy.FAMILY))) == 2


@pytest.mark.parametrize("ticked", [True, False])
def test_gender_is_taken_over_as_the_file_says_it_where_somebody_ticks_it(in_service: Cast, sign_in, ticked) -> None:
    file, known = with_child(in_service)
    address = reverse("network:family_file", args=[file.pk])
    client = sign_in(in_service.users[Role.COORDINATOR])
    assert "and gender: female, as the file says" in re.sub(r"<[^>]+>", "", client.get(address).content.decode())
    mum = known["Shelley Whitcombe"]
    sent = {"yes": [mum], "status": PersonStatus.LOST_TOUCH.value, **({"gender": [mum]} if ticked else {})}
    client.post(address, sent)
    person = Connection.objects.get().person
    assert person.gender == (Gender.WOMAN.value if ticked else Gender.NOT_KNOWN.value)
    facts = PersonFact.objects.filter(person=person, kind=PersonFactKind.OTHER.value)
    assert [(one.words, one.source, one.source_words) for one in facts] == (
        [("Gender as a family file has it: woman or girl", FactSource.FILE.value, "A family file")] if ticked else []
    )


def test_our_own_copy_comes_back_the_same_for_another_child(in_service: Cast, family) -> None:
    """Gender, who is whose child, and a brother without parents."""
    for one, gender in (("mum", Gender.WOMAN), ("dean", Gender.MAN)):
        family[one].person.gender = gender.value
        family[one].person.save()
    other, actor = said.second_child(in_service), in_service.actor(Role.COORDINATOR)
    file = actions.take_in_family_file(actor, child=other, data=own_copy(in_service).encode(), at=NOW)
    found = queries.get_looked_through(actor, file)
    child = next(one.key for one in found.review.offers if one.shown == str(in_service.child))
    actions.name_child_in_file(actor, family_file=file, key=child, at=NOW)
    file.refresh_from_db()
    everybody = list(keys(in_service, file).values())
    made = answer(in_service, file, yes=everybody, gender=everybody)
    assert sorted(one.person.gender for one in made) == ["man", "woman"]
    around = queries.get_around(actor, other, NOW.date())
    drawn = queries.make_copy(around, queries.Copy.MINE).family
    kin = {one.name: words.words for one in drawn.people for words in [kinship.kin(drawn)[one.id]]}
    assert (kin["Sarah Reed"], kin["Dean Reed"]) == ("mother", "mother’s brother")


# Somebody who is here already


def chosen(page: str) -> dict[str, list[str]]:
    """What can be said of whoever could be somebody here, by the name of the question."""
    asked: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="radio" name="(is-[^"]+)" id="[^"]+" value="([^"]*)"', page):
        asked.setdefault(name, []).append(value)
    return asked


def parent_of(cast: Cast, child: str, parent: Connection, kind: ParentageKind = ParentageKind.BIRTH) -> None:
    given = actions.ParentageGiven(actions.Among(child, str(parent.person_id)), kind)
    actor = cast.actor(Role.COORDINATOR)
    actions.add_parentage(actor, child=cast.child, given=given, says=said.FILE_SAYS, at=said.NOW)


@pytest.mark.parametrize(
    ("names", "called"),
    [(["Jean Harker"], ""), (["Jean"], ""), (["Jeannie Whitcomb"], ""), ([], "Mum’s mum")],
    ids=["a former name", "a part of it", "another form of it", "no name, but who they are"],
)
def test_whoever_is_like_somebody_here_is_asked_of_and_nobody_else(in_service: Cast, names, called) -> None:
    here = said.add(in_service, *names, called=called)
    said.add(in_service, "Priya Nair", how_related="Teacher")
    file, known = with_child(in_service)
    actor = in_service.actor(Role.COORDINATOR)
    through = queries.get_looked_through(actor, file)
    could_be = queries.list_could_be(actor, in_service.child, through, through.review.offers)
    asked = {key: [one.somebody.connection.pk for one in rows] for key, rows in could_be.items() if rows}
    assert asked == {known["Jean Whitcombe"]: [here.pk]}


def test_the_same_adds_what_is_new_and_leaves_where_they_stand(in_service: Cast, sign_in) -> None:
    mum = said.add(in_service, "Shelley Whitcombe", how_related="Mum", status=PersonStatus.IN_TOUCH)
    nan = said.add(in_service, "Jean Harker", status=PersonStatus.IN_TOUCH)
    parent_of(in_service, queries.CHILD, mum)
    actor = in_service.actor(Role.COORDINATOR)
    born = people.FactGiven(PersonFactKind.BORN, year=1957)
    people.add_fact(actor, connection=nan, given=born, says=said.FILE_SAYS, at=NOW)
    file, known = with_child(in_service)
    client, address = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    page = client.get(address).content.decode()
    of_mum, of_nan = f"is-{known['Shelley Whitcombe']}", f"is-{known['Jean Whitcombe']}"
    assert chosen(page) == {of_mum: [str(mum.pk), "yes", "no", ""], of_nan: [str(nan.pk), "yes", "no", ""]}
    sent = {"status": PersonStatus.LOST_TOUCH.value, of_mum: str(mum.pk), of_nan: str(nan.pk)}
    after = client.post(address, sent, follow=True).content.decode()
    assert "What the file adds to 2 people here is written down." in after
    assert "The same as Jean Harker" in after
    assert Connection.objects.count() == 2
    for one in (mum, nan):
        one.refresh_from_db()
        assert (one.status, one.child_knows) == (PersonStatus.IN_TOUCH.value, True)
    # The mother was written down before, her own mother is new; each once.
    births = {(row.child_person_id, row.parent_id) for row in Parentage.objects.all()}
    assert births == {(in_service.child.as_person.pk, mum.person_id), (mum.person_id, nan.person_id)}
    assert Parentage.objects.count() == 2
    # The name she goes by stays, another stands beside it; so do two years of birth, ours first.
    (shown,) = [one for one in people_here.list_people(actor, in_service.child) if one.connection.pk == nan.pk]
    assert (shown.name, set(shown.all_names)) == ("Jean Harker", {"Jean Harker", "Jean Whitcombe"})
    assert shown.born.year == 1957
    facts = PersonFact.objects.filter(person=nan.person, kind=PersonFactKind.BORN.value)
    assert sorted(row.year for row in facts) == [1957, 1958]
    # Whatever the file says is for this child alone, and a way to reach somebody is sealed.
    assert {row.for_child_id for row in facts} == {in_service.child.pk}
    assert [(row.person_id, row.is_sealed) for row in Reach.objects.all()] == [(mum.person_id, True)]


def test_nothing_is_said_twice_and_no_gender_reaches_another_child(in_service: Cast) -> None:
    mum = said.add(in_service, "Shelley Whitcombe", says=said.SHARED, how_related="Mum")
    other, actor = said.second_child(in_service), in_service.actor(Role.COORDINATOR)
    shared = people.Shared(other, people.Described(how_related="Aunt"))
    people.share_person(actor, connection=mum, given=shared, at=NOW)
    file, known = with_child(in_service)
    key = known["Shelley Whitcombe"]
    before = Name.objects.count()
    answer(in_service, file, same={key: mum.pk}, gender=[key])
    assert Name.objects.count() == before
    mum.person.refresh_from_db()
    assert mum.person.gender == Gender.NOT_KNOWN.value
    (fact,) = PersonFact.objects.filter(kind=PersonFactKind.OTHER.value)
    assert (fact.for_child_id, fact.words) == (in_service.child.pk, "Gender as a family file has it: woman or girl")


def test_a_third_birth_parent_is_said_before_anything_is_saved(in_service: Cast, sign_in) -> None:
    mum, dad = said.add(in_service, "Michelle Reed", how_related="Mother"), said.add(in_service, "Jay Cole")
    parent_of(in_service, queries.CHILD, mum)
    parent_of(in_service, queries.CHILD, dad)
    file, known = with_child(in_service)
    client, address = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    sent = {"status": PersonStatus.LOST_TOUCH.value, "yes": [known["Shelley Whitcombe"]]}
    page = client.post(address, sent).content.decode()
    assert "would have 3 birth parents: Jay Cole, Michelle Reed and Shelley Whitcombe." in page
    assert Connection.objects.count() == 2
    # What was ticked stands there again, and saying that it is meant saves it.
    assert re.search(rf'name="yes" id="yes-\d+" value="{re.escape(known["Shelley Whitcombe"])}" checked', page)
    assert client.post(address, sent | {"has_looked": "on"}).status_code == 302
    assert Connection.objects.count() == 3


def test_two_of_a_file_are_not_one_here_and_nobody_of_another_child_is_reached(in_service: Cast, sign_in) -> None:
    nan = said.add(in_service, "Jean Harker")
    file, known = with_child(in_service)
    both = dict.fromkeys([known["Jean Whitcombe"], known["Shelley Whitcombe"]], nan.pk)
    with pytest.raises(actions.TwoForOne):
        answer(in_service, file, same=both)
    client, address = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    sent = {f"is-{key}": str(pk) for key, pk in both.items()} | {"status": "lost_touch"}
    assert "cannot both be the same person" in client.post(address, sent).content.decode()
    elsewhere = said.add(in_service, "Jean Harker", child=said.second_child(in_service))
    with pytest.raises(scope.NotVisible):
        answer(in_service, file, same={known["Jean Whitcombe"]: elsewhere.pk})
    assert not FamilyFileAnswer.objects.exists()


def test_the_review_leads_a_social_worker_nowhere_that_is_closed_to_them(in_service: Cast, sign_in) -> None:
    said.add(in_service, "Jean Harker")
    file, _ = with_child(in_service)
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = client.get(reverse("network:family_file", args=[file.pk]))
    assert page.status_code == 200
    shown = page.content.decode()
    assert "The same as Jean Harker" in shown
    led = set(re.findall(r'href="(/[^"#]+)"', shown.split("<main", 1)[1].split("</main>")[0]))
    assert led
    assert {one: client.get(one).status_code for one in led} == dict.fromkeys(led, 200)
