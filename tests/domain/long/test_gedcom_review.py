"""Looking through a family file beside a child: nearest first, and nothing that the file keeps back."""

from kith.domain import gedcom
from kith.domain.gedcom import review
from kith.domain.network import kinship

FILE = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
0 @C@ INDI
1 NAME Kayden /Whitcombe/
1 FAMC @F1@
0 @M@ INDI
1 NAME Shelley /Whitcombe/
1 SEX F
1 FAMS @F1@
1 FAMC @F2@
1 RESI
2 ADDR 5 Mill Lane
0 @N@ INDI
1 NAME Jean /Whitcombe/
2 TYPE married
1 NAME Jean /Harker/
2 TYPE birth
1 SEX F
1 BIRT
2 DATE ABT 1958
1 FAMS @F2@
1 NOTE Told us in confidence.
0 @H@ INDI
1 NAME Marta /Hollowbridge/
1 RESN confidential
1 FAMC @F2@
0 @L@ INDI
1 NAME Lou /Locked/
1 RESN locked
0 @S@ INDI
1 NAME Somebody /Else/
1 DEAT Y
0 @F1@ FAM
1 WIFE @M@
1 CHIL @C@
0 @F2@ FAM
1 WIFE @N@
1 CHIL @M@
1 CHIL @H@
0 TRLR
"""


def looked_at(focus: str = "C") -> review.Review:
    return review.review(gedcom.read(FILE.encode()), focus)


def key(name: str) -> str:
    return next(offer.key for offer in looked_at("").offers if offer.shown.startswith(name))


def test_those_nearest_to_the_child_stand_first_with_what_they_are():
    found = looked_at(key("Kayden"))
    told = [(offer.shown, offer.what) for offer in found.offers]
    assert told == [("Shelley Whitcombe", "mother"), ("Jean Whitcombe", "mother’s mother"), ("Somebody Else", "")]
    assert [offer.group for offer in found.offers[:2]] == [kinship.Group.MUM, kinship.Group.MUM]


def test_without_a_child_nobody_is_anything_to_anybody():
    found = looked_at("nobody of that key")
    assert found.focus == ""
    assert {offer.what for offer in found.offers} == {""}
    assert len(found.offers) == 4


def test_what_the_file_keeps_back_is_offered_to_nobody_and_only_counted():
    found = looked_at(key("Kayden"))
    assert found.kept_back["people"] == 2
    assert not any("Marta" in offer.shown or "Lou" in offer.shown for offer in found.offers)
    assert "Marta" not in repr(found)
    assert "Lou" not in repr(found)


def test_every_name_and_every_way_to_reach_somebody_comes_along():
    found = {offer.shown: offer for offer in looked_at(key("Kayden")).offers}
    assert [name.full for name in found["Jean Whitcombe"].names] == ["Jean Whitcombe", "Jean Harker"]
    assert [one.value for one in found["Shelley Whitcombe"].contacts] == ["5 Mill Lane"]
    assert found["Somebody Else"].has_died
    assert looked_at().notes == 1
    assert "confidence" not in repr(looked_at())


def test_ties_to_somebody_who_is_not_taken_over_name_nobody():
    found = looked_at(key("Kayden"))
    child, mum, nan = key("Kayden"), key("Shelley"), key("Jean")
    rows = [(row.child, parent) for row, parent in review.ties_among(found.family, {child, mum, nan}).parents]
    assert sorted(rows) == sorted([(child, mum), (mum, nan)])
    assert review.ties_among(found.family, {child, nan}).parents == ()


def test_where_somebody_was_born_or_buried_is_no_way_to_reach_them() -> None:
    facts = "1 BIRT\n2 PLAC Leeds\n1 RESI\n2 ADDR 5 Elm Row\n1 EMAIL ann@example.org\n1 DEAT\n2 PLAC York\n"
    found = gedcom.read(f"0 HEAD\n0 @A@ INDI\n1 NAME Ann\n{facts}0 TRLR\n".encode())
    (ann,) = review.review(found).offers
    assert [one.value for one in ann.contacts] == ["5 Elm Row", "ann@example.org"]
    assert len(found.contacts) == 4


def test_a_way_that_is_kept_back_is_offered_to_nobody_and_only_counted() -> None:
    """Where the RESN stands: on the way itself, on its fact, or anywhere in the fact; another home is not touched."""
    homes = "".join(f"1 RESI\n2 ADDR {number} Elm Row\n{kept}" for number, kept in ((1, "2 RESN privacy\n"), (2, "")))
    deep = "1 RESI\n2 ADDR 3 Elm Row\n3 RESN confidential\n1 PHON 0113 496 0000\n2 RESN locked\n"
    found = review.review(gedcom.read(f"0 HEAD\n0 @A@ INDI\n1 NAME Ann\n{homes}{deep}0 TRLR\n".encode()))
    assert [one.value for one in found.offers[0].contacts] == ["2 Elm Row"]
    assert found.kept_back == {"ways to reach people": 3}


def test_the_address_of_a_family_that_is_kept_back_is_offered_to_neither_partner() -> None:
    people = "0 @A@ INDI\n1 NAME Ann\n0 @B@ INDI\n1 NAME Bo\n"
    family = "0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 RESN confidential\n1 ADDR 4 Elm Row\n"
    found = review.review(gedcom.read(f"0 HEAD\n{people}{family}0 TRLR\n".encode()))
    assert [one.contacts for one in found.offers] == [(), ()]
    assert found.kept_back["ways to reach people"] == 1
