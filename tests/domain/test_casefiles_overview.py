"""What a document knows: each person once, how often, over which years, at which sentence."""

import datetime as dt

import pytest

from kith.domain import casefiles
from kith.domain.casefiles import days
from kith.domain.terms import Side

TODAY = dt.date(2026, 11, 28)
NOTE = (
    "03.02.14 - Kayden placed with his nan, Jean Harker. SW Tom Bright visited.\n"
    "June 2019: Jean Harker rang twice. There is a no contact order against her son.\n"
    "2021-05-04 Kayden asked whether Jean Harker still has the dog. Auntie Shaz sent a card.\n"
)


def read(text: str = NOTE) -> casefiles.Overview:
    found = casefiles.find_people(text, "Kayden", all_mentions=True)
    return casefiles.overview(text, found, TODAY)


def test_each_person_stands_once_with_how_often_and_over_which_years() -> None:
    known = {one.name: one for one in read().people}
    jean = known["Jean Harker"]
    assert (jean.times, jean.first, jean.last) == (3, dt.date(2014, 2, 3), dt.date(2021, 5, 4))
    assert read().people[0] == jean
    assert "Shaz" in " ".join(filter(None, known))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("His nan, Jean Harker, lives in Dover.", 1),
        ("Jean Harker (nan) rang.", 1),
        ("Maternal grandmother: Jean Harker\n", 1),
        ("His nan Jean Harker rang. Jean Harker is well.", 2),
    ],
)
def test_who_they_are_and_their_name_in_one_sentence_is_once(text: str, times: int) -> None:
    assert [one.times for one in read(text).people] == [times]


def test_the_sentence_is_cut_at_the_words_that_stand_for_them() -> None:
    for one in read().people:
        assert one.sentence in NOTE
        assert f"{one.lead_in}{one.sentence}{one.lead_out}".strip("…") in NOTE


def test_the_words_around_it_are_whole_words_and_say_where_they_were_cut() -> None:
    (jean,) = read("It rained. " * 100 + "His nan Jean Harker rang. " + "It rained. " * 100).people
    assert jean.lead_in.startswith("…")
    assert jean.lead_out.endswith("…")
    assert {*(jean.lead_in + jean.lead_out).strip("…").split()} == {"It", "rained."}


def test_of_a_sentence_without_end_only_what_stands_near_is_kept() -> None:
    (jean,) = read("word " * 500 + "his nan Jean Harker rang " + "more " * 500).people
    assert len(jean.sentence) < 900
    assert jean.before.startswith("…word word")
    assert jean.after.endswith("more…")


def test_it_opens_where_the_name_stands_not_where_only_a_kin_word_does() -> None:
    mum = next(one for one in read("Mum and Kayden came late. Mum, Leanne Foster, is one of five.").people if one.name)
    assert (mum.name, mum.quote) == ("Leanne Foster", "Leanne Foster")


def test_who_only_works_there_is_left_out_by_name_with_the_sentence() -> None:
    (tom,) = read().workers
    assert (tom.name, tom.related, tom.headed) == ("Tom Bright", "social worker", False)
    assert "SW Tom Bright visited." in tom.sentence
    assert not any("Bright" in (one.name or "") for one in read().people)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03.02.14", dt.date(2014, 2, 3)),
        ("3/2/2014", dt.date(2014, 2, 3)),
        ("2014-02-03", dt.date(2014, 2, 3)),
        ("3rd February 2014", dt.date(2014, 2, 3)),
        ("Sept 2019", dt.date(2019, 9, 1)),
        ("12/05/98", dt.date(1998, 5, 12)),
        ("31/02/2014", None),
        ("13/13/2014", None),
        ("01/01/2031", None),
        ("call 01234 567 890", None),
    ],
)
def test_days(text: str, day: dt.date | None) -> None:
    assert days.read(f"x {text} y", TODAY).before(100) == day


def test_a_day_counts_for_what_follows_it() -> None:
    found = days.read("a 01/02/2020 b 03/04/2021 c", TODAY)
    assert [found.before(place) for place in (0, 2, 13, 26)] == [
        None, dt.date(2020, 2, 1), dt.date(2020, 2, 1), dt.date(2021, 4, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("relation", "side"),
    [
        ("mother's mother", Side.MUM),
        ("father", Side.DAD),
        ("half-sister", Side.BROTHERS_AND_SISTERS),
        ("former foster carer", Side.CARED_FOR_ME),
        ("former teacher", Side.SCHOOL_AND_CLUBS),
        ("aunt", None),
        ("", None),
    ],
)
def test_the_part_of_a_childs_life(relation: str, side: Side | None) -> None:
    assert casefiles.side_of(relation) == side


MAIL = """From: Priya Shah <priya.shah@example.org>
To: Tom Bright <tom@example.org>; Anna Lee
Cc: Dean Moss
Date: Mon, 3 Mar 2025
Subject: Kayden

Dear Tom,
Kayden asked about Jean Harker again. Dean Moss taught him to swim.
Many thanks,
Priya

On Sun, 2 Mar 2025 at 10:01, Omar Dar <omar@example.org> wrote:
> From: Hafsa Noor
> Please ring his nan.
"""


def test_whoever_wrote_or_got_a_message_is_left_out_unless_its_words_speak_of_them() -> None:
    """A greeting and a signature say no more than the head does; what the message tells of somebody does."""
    found = read(MAIL)
    names = {one.name for one in found.people}
    assert {"Jean Harker", "Dean Moss"} <= names
    headed = {one.name for one in found.workers if one.headed}
    assert {"Priya Shah", "Tom Bright", "Anna Lee", "Omar Dar", "Hafsa Noor"} <= headed
    assert names.isdisjoint(headed)


@pytest.mark.parametrize("head", ["From: Auntie Bea", "From: Bea Cole\n\nI am Kayden's aunt and I miss him."])
def test_a_relative_who_writes_is_not_left_out(head: str) -> None:
    (bea,) = read(f"{head}\nHe may stay with me.").people
    assert "Bea" in (bea.name or "")
