"""The drawings of a network on pages and paper: the same in words, and copies that hold no trace of what is gone."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kith.access.models import User
from kith.children.models import CareEpisode
from kith.domain.terms import (
    AgreementScope,
    Drawing,
    FactSource,
    Gender,
    LoveAnswer,
    LoveQuestion,
    NewsKind,
    ParentageKind,
    PersonFactKind,
    PersonStatus,
    Quality,
    Ring,
    Role,
    Side,
    SupportKind,
    TieKind,
)
from kith.network import actions, queries
from kith.network.presenters import Asked, drawing_page, map_page, poster_page, taking
from kith.network.presenters.circles import STAFFS_SIDES
from kith.network.presenters.drawings import COPIES_OF
from kith.network.queries import CHILD, Copy
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety import actions as safety
from kith.safety.models import News
from tests import standing
from tests.apps.people import said
from tests.pages import text
from tests.personas import NOW, TODAY, Cast

# Once: what is drawn and said of rows; the sweeps read every drawing's page on PostgreSQL too.
pytestmark = [pytest.mark.once, pytest.mark.long]

SignIn = Callable[[User], Client]
PAGES = [kind for kind in Drawing if kind is not Drawing.CIRCLES]


def address(cast: Cast, kind: Drawing | str) -> str:
    return f"/network/children/{cast.child.pk}/{kind}/"


def parent(cast: Cast, child: str, of: str, kind: ParentageKind = ParentageKind.BIRTH) -> None:
    given = actions.ParentageGiven(actions.Among(child, of), kind)
    actions.add_parentage(cast.actor(Role.COORDINATOR), child=cast.child, given=given, says=said.FILE_SAYS, at=NOW)


def key(whom: Connection) -> str:
    return str(whom.person_id)


@pytest.fixture
def kin(in_service: Cast) -> dict[str, Connection]:
    """Mum, her mother, a teacher; mum is the child's mother and Nan is hers."""
    found = {
        "mum": said.add(in_service, "Sarah Reed", called="Mum", how_related="Mum", status=PersonStatus.IN_TOUCH),
        "nan": said.add(in_service, "Jean Hartley", called="Nan Jean"),
        "teacher": said.add(in_service, "Mr Shah", how_related="Teacher", side=Side.SCHOOL_AND_CLUBS),
    }
    for one in ("mum", "nan"):
        found[one].person.gender = Gender.WOMAN.value
        found[one].person.save()
    parent(in_service, CHILD, key(found["mum"]))
    parent(in_service, key(found["mum"]), key(found["nan"]))
    return found


def drawn(svg: str) -> list[str]:
    """Everybody in a picture by their spoken name."""
    return re.findall(r'<(?:a|g)[^>]*aria-label="([^"]+)"[^>]*class="kith-map__(?:link|person)', svg)


def poster(cast: Cast, kind: Drawing, copy: Copy, role: Role = Role.COORDINATOR, on: dt.date = TODAY) -> str:
    """All that a copy says: its pieces of the picture and its words."""
    around = queries.get_around(cast.actor(role), cast.child, on)
    page = poster_page(kind, around, Asked(copy), "a4")
    pieces = "".join(str(sheet.svg) for sheet in page.sheets)
    return pieces + repr(page.picture.rows) + repr(page.picture.absent) + page.picture.says


@pytest.mark.parametrize("kind", PAGES)
def test_each_drawing_says_in_words_what_it_shows(
    in_service: Cast, cora: Client, kin: dict[str, Connection], kind: Drawing
) -> None:
    CareEpisode.objects.create(
        service=in_service.service, child=in_service.child, decom=dt.date(2024, 3, 1), rne="S", ls="C2", cin="N1",
        place="U1", provider="PR1", rec="X1", year=2026, batch_number=1, line=2, raw_row_id=1,
    )  # fmt: skip
    shown = text(cora, address(in_service, kind))
    picture, _, words = shown.partition('id="words"')
    assert f'<h1 class="govuk-heading-l">{kind.label}</h1>' in shown
    assert re.search(r"<svg[^>]*role=\"group\"[^>]*aria-labelledby", picture)
    assert "<title id=" in picture
    assert "<desc id=" in picture
    names = [name.split(",")[0] for name in drawn(picture)]
    for name in names:
        assert name in words, name
    if kind is Drawing.GENOGRAM:
        assert names == ["Jean Hartley", "Sarah Reed", str(in_service.child)]
        assert str(kin["nan"].pk) in picture
        absent = re.sub(r"<[^>]+>", "", shown.partition("Not in this drawing")[2])
        assert "No family tie is known: see the circles or the ecomap. Mr Shah." in absent
    if kind is Drawing.MOBILITY:
        assert "1 March 2024" in words


def test_birth_parents_hang_their_child_from_both(in_service: Cast, kin: dict[str, Connection]) -> None:
    dad = said.add(in_service, "Lee Reed", how_related="Dad", side=Side.DAD)
    parent(in_service, CHILD, key(dad))
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    rows = queries.make_copy(around, Copy.MINE).family.parentage_of[CHILD]
    assert [set(row.parents) for row in rows] == [{key(kin["mum"]), key(dad)}]


def test_seen_from_somebody_else_a_part_and_a_hidden_side(
    in_service: Cast, cora: Client, kin: dict[str, Connection]
) -> None:
    page = address(in_service, Drawing.GENOGRAM)
    assert "mum’s mum" in text(cora, page)
    theirs = text(cora, f"{page}?seen_from={key(kin['nan'])}")
    assert "mum’s mum" not in theirs
    assert "Seen from Jean Hartley" in theirs
    without = text(cora, f"{page}?hide=mum").partition('id="words"')[0]
    assert "Jean Hartley, mum" not in without
    wrong = text(cora, f"{page}?seen_from=nobody&copy=everybody&part=x&hide=y&on_day=31&on_month=2&on_year=2026")
    assert "Jean Hartley, mum" in wrong
    assert "There is a problem" in wrong


def test_another_child_and_another_service_are_not_there(in_service: Cast, cora: Client, sign_in: SignIn) -> None:
    for kind in [*PAGES, "poster"]:
        assert cora.get(f"/network/children/{in_service.foreign_child.pk}/{kind}/").status_code == 404
    analyst = sign_in(in_service.users[Role.ANALYST])
    assert {analyst.get(address(in_service, kind)).status_code for kind in PAGES} <= {403, 404}


COPIES = [(kind, copy) for kind in (Drawing.GENOGRAM, Drawing.ECOMAP) for copy in (Copy.FAMILY, Copy.CHILD)]
COPIES += [(Drawing.CIRCLES, Copy.CHILD), (Drawing.CONNECTEDNESS, Copy.CHILD), (Drawing.GROWTH, Copy.CHILD)]


@pytest.mark.parametrize(("kind", "copy"), COPIES)
def test_whoever_the_child_does_not_know_of_leaves_no_trace(
    in_service: Cast, kin: dict[str, Connection], kind: Drawing, copy: Copy
) -> None:
    before = poster(in_service, kind, copy)
    secret = said.add(in_service, "Zed Hidden", child_knows=False, status=PersonStatus.IN_TOUCH)
    unsure = said.add(in_service, "Yan Perhaps", status=PersonStatus.COULD_BE)
    parent(in_service, key(kin["nan"]), key(secret))
    parent(in_service, key(unsure), key(kin["nan"]))
    for whom in (secret, unsure):
        actions.add_support(
            in_service.actor(Role.COORDINATOR), connection=whom, kind=SupportKind.EMOTIONAL, source=FactSource.CHILD,
            from_on=TODAY, at=NOW,
        )  # fmt: skip
    assert poster(in_service, kind, copy) == before
    assert "Zed Hidden" in poster(in_service, Drawing.CIRCLES, Copy.MINE)
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    told = drawing_page(kind, around, Asked(copy)).left_out
    assert "1 person whom the child does not know of" in told
    assert "1 person of whom nobody is sure yet" in told


@pytest.mark.parametrize(("kind", "copy"), COPIES)
def test_a_death_that_is_news_to_the_child_stands_in_no_copy(
    in_service: Cast, kin: dict[str, Connection], kind: Drawing, copy: Copy
) -> None:
    before = poster(in_service, kind, copy)
    actor, nan = in_service.actor(Role.COORDINATOR), kin["nan"]
    # Written down first, kept as news by hand too a moment later, as it happens.
    fact, at = people.FactGiven(PersonFactKind.DIED, year=2026), NOW + dt.timedelta(minutes=1)
    people.add_fact(actor, connection=nan, given=fact, says=said.FILE_SAYS, at=at)
    stands = people.Stands(PersonStatus.DIED, TODAY, FactSource.FILE)
    people.change_status(actor, connection=nan, stands=stands, at=at)
    safety.keep_news(
        actor, child=in_service.child, kind=NewsKind.HAS_DIED, words="Says Bev.", connection=nan, at=timezone.now()
    )
    assert poster(in_service, kind, copy) == before
    assert "died 2026" in poster(in_service, Drawing.GENOGRAM, Copy.MINE)


CANARY = 1987  # a year that stands nowhere else


def has_died(cast: Cast, whom: Connection, source: FactSource) -> None:
    """A death as it is written down, without news beside it: by hand, or from a family file that was taken in."""
    actor, later = cast.actor(Role.COORDINATOR), NOW + dt.timedelta(minutes=1)
    says = said.CHILD_SAYS if source is FactSource.CHILD else said.FILE_SAYS
    fact = people.FactGiven(PersonFactKind.DIED, year=CANARY)
    people.add_fact(actor, connection=whom, given=fact, says=says, at=later)
    people.change_status(actor, connection=whom, stands=people.Stands(PersonStatus.DIED, TODAY, source), at=later)


def everything_of(cast: Cast, copy: Copy) -> str:
    """All the drawings of a copy, as sheets and as every file that can be taken along without another program."""
    around = queries.get_around(cast.actor(Role.COORDINATOR), cast.child, TODAY)
    kinds = [kind for kind in Drawing if copy in COPIES_OF[kind]]
    files = [
        taking.take(kind, around, Asked(copy), form).data.decode()
        for kind in kinds
        for form in dict(taking.forms_of(kind))
        if form not in taking.PDFS
    ]
    return "".join([*(poster(cast, kind, copy) for kind in kinds), *files])


@pytest.mark.parametrize("copy", [Copy.CHILD, Copy.FAMILY])
def test_a_death_that_nobody_is_known_to_have_told_stands_in_no_copy_of_the_child_or_the_family(
    in_service: Cast, kin: dict[str, Connection], copy: Copy
) -> None:
    """A canary in every drawing and every file: also where no news was kept (SAFEGUARDING 4)."""
    before = everything_of(in_service, copy)
    has_died(in_service, kin["nan"], FactSource.FILE)
    assert everything_of(in_service, copy) == before
    assert str(CANARY) in everything_of(in_service, Copy.TEAM)
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    left_out = drawing_page(Drawing.GENOGRAM, around, Asked(copy)).left_out
    assert "a death of which nobody has written down that the child knows" in left_out


@pytest.mark.parametrize("knows", ["said so", "was told"])
def test_a_death_that_the_child_knows_of_stands_in_the_childs_copy_too(
    in_service: Cast, kin: dict[str, Connection], knows: str
) -> None:
    has_died(in_service, kin["nan"], FactSource.CHILD if knows == "said so" else FactSource.FILE)
    if knows == "was told":
        safety.keep_news(
            in_service.actor(Role.COORDINATOR), child=in_service.child, kind=NewsKind.HAS_DIED, words="Bev says so.",
            connection=kin["nan"], at=NOW,
        )  # fmt: skip
        assert str(CANARY) not in everything_of(in_service, Copy.CHILD)
        News.objects.update(told_at=NOW)
    assert str(CANARY) in everything_of(in_service, Copy.CHILD)


def test_the_sheet_says_who_is_to_be_told_of_a_death_and_only_then(
    in_service: Cast, cora: Client, kin: dict[str, Connection]
) -> None:
    sheet = f"/network/children/{in_service.child.pk}/"
    has_died(in_service, kin["nan"], FactSource.FILE)
    assert "News to tell: nobody has written down that the child was told face to face" in text(cora, sheet)
    people.add_fact(
        in_service.actor(Role.COORDINATOR), connection=kin["nan"], says=said.CHILD_SAYS,
        given=people.FactGiven(PersonFactKind.DIED, year=CANARY), at=NOW + dt.timedelta(minutes=2),
    )  # fmt: skip
    shown = text(cora, sheet)
    assert "Remember them together." in shown
    assert "told face to face" not in shown


@pytest.mark.parametrize("kind", [Drawing.CIRCLES, Drawing.GENOGRAM, Drawing.ECOMAP, Drawing.CONNECTEDNESS])
def test_a_copy_for_staff_says_of_whom_the_child_does_not_know(
    in_service: Cast, kin: dict[str, Connection], kind: Drawing
) -> None:
    """In the sentence, in the words and below the picture itself; in no copy that goes to the child or others."""
    secret = said.add(in_service, "Zed Hidden", child_knows=False)
    parent(in_service, key(kin["mum"]), key(secret))
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    for copy in COPIES_OF[kind]:
        picture = drawing_page(kind, around, Asked(copy)).picture
        if copy not in (Copy.MINE, Copy.TEAM):
            assert "does not know of" not in f"{picture.says}{picture.svg}{picture.rows}", copy
            continue
        assert picture.says.endswith("The child does not know of: Zed Hidden."), copy
        assert "The child does not know of: Zed Hidden." in re.sub(
            "<[^>]*>", "", picture.svg.rpartition("kith-map__foot")[2]
        )
        (row,) = [row for row in picture.rows if row.name == "Zed Hidden"]
        assert "the child does not know of them" in {cell.text for cell in row.cells}
        others = [row for row in picture.rows if row.name != "Zed Hidden"]
        assert "does not know" not in str(others)


def test_of_many_whom_the_child_does_not_know_the_sentence_gives_the_number(
    in_service: Cast, kin: dict[str, Connection]
) -> None:
    for number in range(9):
        secret = said.add(in_service, f"Zed{number} Hidden", child_knows=False)
        parent(in_service, key(kin["mum"]), key(secret))
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    picture = drawing_page(Drawing.GENOGRAM, around, Asked(Copy.MINE)).picture
    assert picture.says.endswith("The child does not know of 9 people here.")
    assert sum("the child does not know of them" in {cell.text for cell in row.cells} for row in picture.rows) == 9


def map_kept(cast: Cast, whom: Connection) -> None:
    """A map that the child keeps with Lifelong Links: closest, loves me, will be there."""
    standing.say(cast, standing.referral_at(cast), standing.said(AgreementScope.TALK), minutes=-30)
    actor = cast.actor(Role.COORDINATOR)
    version = actions.start_map(actor, child=cast.child, at=NOW)
    placed = actions.Placed(Ring.CLOSEST, Side.MUM)
    actions.place_person(actor, map_version=version, connection=whom, placed=placed, at=NOW)
    named = [(question, whom) for question in LoveQuestion]
    actions.answer_love(actor, map_version=version, answer=LoveAnswer.NAMED, named=named, at=NOW)
    actions.finish_map(actor, map_version=version, given=actions.Finished("Linda"), at=NOW)


def test_somebody_stands_in_the_same_part_in_every_drawing(
    in_service: Cast, cora: Client, kin: dict[str, Connection]
) -> None:
    """Where the child put them, else what was written down, else kinship: one rule, also for the table of the map."""
    standing.say(in_service, standing.referral_at(in_service), standing.said(AgreementScope.TALK), minutes=-30)
    actor = in_service.actor(Role.COORDINATOR)
    version = actions.start_map(actor, child=in_service.child, at=NOW)
    placed = actions.Placed(Ring.CLOSEST, Side.CARED_FOR_ME)
    actions.place_person(actor, map_version=version, connection=kin["nan"], placed=placed, at=NOW)
    actions.finish_map(actor, map_version=version, given=actions.Finished("Linda"), at=NOW)
    around = queries.get_around(actor, in_service.child, TODAY)
    for kind in (Drawing.CIRCLES, Drawing.GENOGRAM, Drawing.ECOMAP, Drawing.CONNECTEDNESS):
        rows = {
            row.name: {cell.head: cell.text for cell in row.cells}
            for row in drawing_page(kind, around, Asked()).picture.rows
        }
        assert rows["Jean Hartley"]["Part"] == "Carers", kind
        assert rows["Sarah Reed"]["Part"] == "Mum’s side", kind
        if "Mr Shah" in rows:
            assert rows["Mr Shah"]["Part"] == "School and clubs", kind
    (row,) = [one for one in map_page(actor, in_service.child, TODAY, NOW).rows if one.name == "Jean Hartley"]
    assert row.side == STAFFS_SIDES[Side.CARED_FOR_ME]


@pytest.mark.parametrize("kind", [Drawing.CIRCLES, Drawing.CONNECTEDNESS, Drawing.GENOGRAM, Drawing.ECOMAP])
def test_a_map_the_child_keeps_with_us_stands_in_no_copy_for_others(
    in_service: Cast, kin: dict[str, Connection], kind: Drawing
) -> None:
    others = (Copy.TEAM, Copy.FAMILY, Copy.COURT)
    before = {copy: poster(in_service, kind, copy) for copy in others}
    seen = poster(in_service, kind, Copy.MINE, Role.SOCIAL_WORKER)
    map_kept(in_service, kin["nan"])
    assert {copy: poster(in_service, kind, copy) for copy in others} == before
    assert poster(in_service, kind, Copy.MINE, Role.SOCIAL_WORKER) == seen
    around = queries.get_around(in_service.actor(Role.SOCIAL_WORKER), in_service.child, TODAY)
    left_out = drawing_page(kind, around, Asked(Copy.TEAM)).left_out
    assert [one for one in left_out if "no place in this drawing" not in one] == [], "nor does that list tell"
    if kind is Drawing.CONNECTEDNESS:
        assert "loves the child" in poster(in_service, kind, Copy.MINE)


def test_how_a_tie_feels_stands_in_no_copy(in_service: Cast, kin: dict[str, Connection]) -> None:
    everybody = [copy for copy in Copy if copy is not Copy.MINE]
    before = {copy: poster(in_service, Drawing.ECOMAP, copy) for copy in everybody}
    given = actions.QualityGiven(Quality.HURTFUL, FactSource.CHILD, TODAY, "He shouts.")
    actions.add_quality(in_service.actor(Role.COORDINATOR), connection=kin["nan"], given=given, at=NOW)
    assert {copy: poster(in_service, Drawing.ECOMAP, copy) for copy in everybody} == before
    assert poster(in_service, Drawing.ECOMAP, Copy.MINE) != before[Copy.TEAM]
    assert "He shouts." not in poster(in_service, Drawing.ECOMAP, Copy.MINE)


@pytest.mark.parametrize("copy", [Copy.TEAM, Copy.FAMILY, Copy.COURT, Copy.CHILD])
def test_a_copy_for_others_names_nobody_who_is_not_drawn(
    in_service: Cast, cora: Client, kin: dict[str, Connection], copy: Copy
) -> None:
    page = address(in_service, Drawing.GENOGRAM)
    assert "Mr Shah" in poster(in_service, Drawing.GENOGRAM, Copy.MINE)
    assert "Mr Shah" not in poster(in_service, Drawing.GENOGRAM, copy)
    shown = text(cora, f"{page}?copy={copy.value}").partition("Look at it another way")
    assert "1 person who has no place in this drawing" in shown[0]
    assert "Not in this drawing" not in shown[2]
    # Nor anybody of a side that whoever makes the copy has hidden.
    hidden = text(cora, f"{page}?copy={copy.value}&hide=mum").partition("Look at it another way")[2]
    assert "Jean Hartley" not in hidden.partition('id="words"')[2]


def test_the_familys_copy_does_not_say_where_the_child_lives(in_service: Cast, kin: dict[str, Connection]) -> None:
    before = poster(in_service, Drawing.GENOGRAM, Copy.FAMILY)
    carer = said.add(in_service, "Linda Fostermum", how_related="Foster carer", side=Side.CARED_FOR_ME)
    parent(in_service, CHILD, key(carer), ParentageKind.FOSTER)
    stays = (actions.StayGiven(CHILD, None, None), actions.StayGiven(key(carer), None, None))
    actions.add_household(
        in_service.actor(Role.COORDINATOR),
        child=in_service.child,
        given=actions.HouseholdGiven(stays, "Linda’s", is_carers_home=True),
        says=said.FILE_SAYS,
        at=NOW,
    )
    assert poster(in_service, Drawing.GENOGRAM, Copy.FAMILY) == before
    assert "Linda Fostermum" in poster(in_service, Drawing.GENOGRAM, Copy.TEAM)


def test_a_tie_that_was_written_down_says_which_it_is(in_service: Cast, kin: dict[str, Connection]) -> None:
    given = actions.TieGiven(actions.Among(CHILD, key(kin["teacher"])), TieKind.CHOSEN_FAMILY, "a second dad")
    actions.add_tie(
        in_service.actor(Role.COORDINATOR), child=in_service.child, given=given, says=said.CHILD_SAYS, at=NOW
    )
    assert "Mr Shah" in "".join(drawn(poster(in_service, Drawing.GENOGRAM, Copy.MINE)))
    assert "chosen family" in poster(in_service, Drawing.GENOGRAM, Copy.MINE).lower()


def test_a_poster_has_words_of_eight_points_and_no_form(
    in_service: Cast, cora: Client, kin: dict[str, Connection]
) -> None:
    for paper in ("a4", "a3"):
        shown = text(cora, f"{address(in_service, 'poster')}?kind=circles&copy=child&paper={paper}")
        assert f"kith-poster--{paper}" in shown
        assert "<form" not in shown
        assert str(kin["nan"].pk) not in shown, "a copy holds no address of anybody's page"
        assert "Nan Jean" in shown
    assert "Family tree" in text(cora, address(in_service, "poster"))
    assert "Family tree" in text(cora, f"{address(in_service, 'poster')}?kind=nothing&paper=a0&on=yesterday")
