"""Whom to look for next: each rule fires where it should alone, and the negative list holds in all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kith.domain import leads
from kith.domain.leads import CHILD, Blocks, Facts, Home, Lead, Mention, Needs, Someone, Unmatched
from kith.domain.terms import PersonStatus, Side, SupportKind

ON = dt.date(2026, 6, 15)
LONG_AGO = dt.date(2023, 3, 1)
MOVED = dt.date(2024, 2, 1)
HOMES = (Home(LONG_AGO, MOVED, "U6", is_foster=True), Home(MOVED, None, "U4", is_foster=True))
OF_BOTH_HOMES = ((LONG_AGO, None),)
S = PersonStatus


def ago(days: int) -> dt.date:
    return ON - dt.timedelta(days=days)


def person(key: str, status: S = S.IN_TOUCH, **more: Any) -> Someone:
    return Someone(key, key.title(), status, **{"names": (f"{key.title()} Whitcombe",), **more})


def unnamed(key: str, **more: Any) -> Someone:
    return person(key, S.NAMED_UNFOUND, names=(), has_name=False, **more)


def facts(*people: Someone, **more: Any) -> Facts:
    return Facts("Robin", ON, people, **more)


def fired(given: Facts, rule: str) -> list[Lead]:
    return [lead for lead in leads.find(given) if lead.rule == rule]


# Facts under which each rule about somebody fires, about "nan" where it is about a person.
NAN = person("nan", S.LOST_TOUCH)
KNOWN = {
    "R1": facts(person("nan", S.NAMED_UNFOUND, named_on=ago(14))),
    "R4": facts(person("nan", side=Side.MUM)),
    "R5": facts(person("nan", last_in_touch_on=ago(91)), siblings=frozenset({"nan"})),
    "R9": facts(replace(NAN, in_touch=((LONG_AGO, dt.date(2024, 1, 1)),)), homes=HOMES),
    "R10": facts(
        person("nan", S.NAMED_UNFOUND),
        mentions=tuple(Mention("nan", f"n{days}", ago(days)) for days in (500, 300, 135)),
    ),
    "R11": facts(NAN, mentions=(Mention("nan", "n1", ago(30), "Nan Whitcombe asked after Robin."),)),
    "R12": facts(person("nan", S.LOST_TOUCH), siblings=frozenset({"nan"}), adopted=frozenset({"nan"})),
    "R14": facts(person("nan", S.DIED, is_near=True)),
    "R17": facts(
        person("nan"), *(unnamed(key) for key in "abc"), knows=frozenset(frozenset({"nan", key}) for key in "abc")
    ),
}
GAPS = {
    "R2": facts(*(person(key, side=Side.MUM) for key in ("mum", "nan", "aunt")), person("dad", side=Side.DAD)),
    "R3": facts(person("mum"), person("nan"), parents={CHILD: ("mum",), "mum": ("nan",)}),
    "R6": facts(homes=HOMES),
    "R7": facts(homes=(Home(MOVED, None, "K2", is_foster=False),)),
    "R8": facts(born_on=dt.date(2014, 3, 2)),
    "R13": facts(is_unaccompanied=True, own_names=("Robel Tesfay Haile",)),
    "R15": facts(person("nan", household="h1", supports=frozenset({SupportKind.FUN}))),
    "R16": facts(person("nan", household="h1", supports=frozenset({SupportKind.FUN}))),
}


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0, "until a move"),
        (31, "until a move"),
        (32, "until 32 days before a move"),
        (150, "until 150 days before a move"),
    ],
)
def test_until_a_move_is_said_only_of_a_last_touch_near_it(days: int, says: str) -> None:
    last = HOMES[1].from_on - dt.timedelta(days=days)
    (lead,) = fired(facts(replace(NAN, in_touch=((LONG_AGO, last),)), homes=HOMES), "R9")
    assert lead.sentence == f"Nan was in touch {says}, and has not been since."


def test_the_table_holds_every_rule_with_source_and_a_date() -> None:
    setting = leads.load()
    assert list(setting.rules) == list(leads.RULES) == [f"R{number}" for number in range(1, 18)]
    assert all(spec.title and "section 5" in spec.source for spec in setting.rules.values())
    assert setting.valid_from == dt.date(2026, 11, 28)


@pytest.mark.parametrize("rule", [*KNOWN, *GAPS])
def test_each_rule_fires_once_with_a_sentence_and_rows(rule: str) -> None:
    (lead,) = fired({**KNOWN, **GAPS}[rule], rule)
    assert lead.sentence.endswith(".")
    assert lead.rows
    assert all(row.text.endswith((".", "”")) for row in lead.rows)
    assert lead.person == ("nan" if rule in KNOWN else "")
    assert "!" not in lead.sentence
    assert leads.why_here(lead, "Robin").endswith(".")


# What makes a rule silent again: (rule, what is changed in the facts)
SILENT: dict[str, tuple[str, Callable[[Facts], Facts]]] = {}


def silent(rule: str, why: str) -> Callable[[Callable[[Facts], Facts]], Callable[[Facts], Facts]]:
    def keep(change: Callable[[Facts], Facts]) -> Callable[[Facts], Facts]:
        SILENT[f"{rule}: {why}"] = (rule, change)
        return change

    return keep


def nan(given: Facts, **more: Any) -> Facts:
    return replace(given, people=tuple(replace(one, **more) if one.id == "nan" else one for one in given.people))


for rule_, why_, more_ in (
    ("R1", "named 13 days ago only", {"named_on": ago(13)}),
    ("R1", "somebody looked once", {"sought_on": ago(900)}),
    ("R1", "in touch", {"status": S.IN_TOUCH}),
    ("R1", "found already", {"status": S.FOUND}),
    ("R4", "under 18", {"is_minor": True}),
    ("R4", "of no side of the family", {"side": Side.FRIENDS}),
    ("R4", "paid", {"is_paid": True}),
    ("R5", "in touch 90 days ago", {"last_in_touch_on": ago(90)}),
    ("R5", "in touch, no day written down", {"last_in_touch_on": None}),
    ("R9", "lost long before the move", {"in_touch": ((LONG_AGO, dt.date(2023, 7, 31)),)}),
    ("R9", "in touch again after the move", {"last_in_touch_on": dt.date(2024, 5, 1)}),
    ("R9", "somebody wrote since", {"written_on": dt.date(2025, 1, 1)}),
    ("R10", "looked for once", {"sought_on": ago(40)}),
    ("R10", "in touch once", {"in_touch": ((LONG_AGO, MOVED),)}),
    ("R11", "written to since", {"written_on": ago(30)}),
    ("R11", "under 18", {"is_minor": True}),
    ("R12", "in touch", {"status": S.IN_TOUCH}),
    ("R12", "has died", {"status": S.DIED}),
    ("R5", "has died", {"status": S.DIED}),
    ("R14", "something to remember stands here", {"is_remembered": True}),
    ("R14", "the child has not been told", {"child_knows": False}),
    ("R14", "did not matter to the child", {"is_near": False}),
    ("R17", "paid", {"is_paid": True}),
    ("R17", "not asked yet", {"status": S.WAITING}),
    ("R15", "nobody knows where they live", {"household": ""}),
    ("R16", "nobody wrote down what anybody gives", {"supports": frozenset()}),
):
    silent(rule_, why_)(lambda given, more=more_: nan(given, **more))  # type: ignore[misc]
silent("R5", "lives with the child")(lambda given: replace(nan(given, household="h1"), household="h1"))
silent("R4", "has a partner")(lambda given: replace(given, partners=frozenset({frozenset({"nan", "x"})})))
silent("R4", "has a child")(lambda given: replace(given, parents={"cousin": ("nan",)}))
silent("R9", "the six months are not over")(
    lambda given: replace(
        nan(given, in_touch=((LONG_AGO, ago(170)),)), homes=(HOMES[0], Home(ago(160), None, "U4", is_foster=True))
    )
)
silent("R9", "the first home is no move")(
    lambda given: replace(given, homes=(Home(MOVED, None, "U4", is_foster=True),))
)
silent("R10", "two notes")(lambda given: replace(given, mentions=(given.mentions[0], given.mentions[2])))
silent("R10", "over less than a year")(
    lambda given: replace(given, mentions=(replace(given.mentions[0], on=ago(499)), *given.mentions[1:]))
)
silent("R10", "thrice in two notes")(
    lambda given: replace(
        given, mentions=(given.mentions[0], given.mentions[2], replace(given.mentions[0], words="Again."))
    )
)
silent("R11", "named and not asking")(lambda given: replace(given, mentions=(replace(given.mentions[0], words=""),)))
silent("R17", "two only")(lambda given: replace(given, people=given.people[:3]))
silent("R2", "two on the other side")(
    lambda given: replace(given, people=(*given.people, person("gran", side=Side.DAD)))
)
silent("R2", "two on the full side")(lambda given: replace(given, people=given.people[1:]))
silent("R3", "every grandparent has a name")(
    lambda given: replace(
        given, people=(*given.people, person("grandad")), parents={CHILD: ("mum",), "mum": ("nan", "grandad")}
    )
)
silent("R6", "89 days")(lambda given: replace(given, homes=(Home(ago(100), ago(11), "U6", is_foster=True),)))
silent("R6", "not ended")(lambda given: replace(given, homes=(Home(ago(100), None, "U6", is_foster=True),)))
silent("R6", "no foster home")(lambda given: replace(given, homes=(Home(ago(200), ago(11), "H5", is_foster=False),)))
silent("R6", "the carer stands here")(
    lambda given: replace(given, people=(person("carol", cared=((LONG_AGO, MOVED),)),))
)
silent("R7", "a worker of it stands here")(lambda given: replace(given, people=(person("kay", cared=OF_BOTH_HOMES),)))
silent("R7", "89 days")(lambda given: replace(given, homes=(Home(ago(89), None, "K2", is_foster=False),)))
silent("R8", "a coach stands here")(lambda given: replace(given, people=(person("coach", side=Side.SCHOOL_AND_CLUBS),)))
silent("R8", "five for less than two terms")(lambda given: replace(given, born_on=dt.date(2020, 11, 1)))
silent("R8", "sixteen")(lambda given: replace(given, born_on=dt.date(2010, 6, 15)))
silent("R8", "birthday not known")(lambda given: replace(given, born_on=None))
silent("R13", "did not come alone")(lambda given: replace(given, is_unaccompanied=False))
silent("R13", "one word for a name")(lambda given: replace(given, own_names=("Robel",)))
silent("R13", "the father is known")(lambda given: replace(given, people=(person("dad"),), parents={CHILD: ("dad",)}))
silent("R15", "another household gives too")(
    lambda given: replace(
        given, people=(*given.people, person("gran", household="h2", supports=frozenset({SupportKind.FUN})))
    )
)


# What a rule still fires on: its figures to the day.
STILL: dict[str, tuple[str, Facts]] = {
    "R6: 90 days": ("R6", facts(homes=(Home(ago(100), ago(10), "U6", is_foster=True),))),
    "R7: 90 days": ("R7", facts(homes=(Home(ago(90), None, "K2", is_foster=False),))),
    "R8: five for two terms": ("R8", facts(born_on=dt.date(2020, 10, 15))),
    "R8: the day before sixteen": ("R8", facts(born_on=dt.date(2010, 6, 16))),
    "R9: six months before": ("R9", nan(KNOWN["R9"], in_touch=((LONG_AGO, dt.date(2023, 8, 1)),))),
    "R9: six months after": (
        "R9",
        replace(
            nan(KNOWN["R9"], in_touch=((LONG_AGO, dt.date(2025, 12, 1)),)),
            homes=(HOMES[0], Home(dt.date(2025, 12, 15), None, "U4", is_foster=True)),
        ),
    ),
    "R10: a year to the day": ("R10", KNOWN["R10"]),
}


@pytest.mark.parametrize("case", STILL)
def test_a_rule_fires_up_to_its_figures(case: str) -> None:
    rule, given = STILL[case]
    assert len(fired(given, rule)) == 1


@pytest.mark.parametrize("case", SILENT)
def test_a_rule_is_silent_where_its_facts_are_not_so(case: str) -> None:
    rule, change = SILENT[case]
    assert fired(change({**KNOWN, **GAPS}[rule]), rule) == []


# --- the negative list

LEFT_OUT: dict[str, Callable[[Facts], Facts]] = {
    "an order or a manager's block": lambda given: replace(given, blocks=Blocks(restricted=frozenset({"nan"}))),
    "an order, whatever they are called": lambda given: replace(
        nan(given, names=()), blocks=Blocks(restricted=frozenset({"nan"}))
    ),
    "a name in an order": lambda given: replace(given, blocks=Blocks(order_names=frozenset({"Whitcombe, Nan"}))),
    "named in the words of an order": lambda given: replace(
        given, blocks=Blocks(order_texts=("He may not go near Nan Whitcombe’s house.",))
    ),
    "two words of a longer name in an order": lambda given: replace(
        given, blocks=Blocks(order_names=frozenset({"Nan Theresa WHITCOMBE"}))
    ),
    "a side that waits": lambda given: replace(given, blocks=Blocks(sides=frozenset({"nan"}))),
    "the child's not them": lambda given: replace(given, blocks=Blocks(not_them=frozenset({"nan"}))),
    "a stop about them": lambda given: replace(given, blocks=Blocks(stopped=frozenset({"nan"}))),
    "a stop of everything": lambda given: replace(given, blocks=Blocks(everything=True)),
    "not safe": lambda given: replace(given, blocks=Blocks(unsafe=frozenset({"nan"}))),
    "the adoption route": lambda given: replace(given, blocks=Blocks(agency=frozenset({"nan"}))),
    "presented themselves as family": lambda given: replace(given, blocks=Blocks(held=frozenset({"nan"}))),
    "said no": lambda given: nan(given, status=S.UNWILLING),
    "asked not to be written to": lambda given: nan(given, status=S.DO_NOT_WRITE),
    "unsafe for now": lambda given: nan(given, status=S.UNSAFE_FOR_NOW),
    "stands as going by the adoption route": lambda given: nan(given, status=S.ADOPTION_ROUTE),
    "somebody restricted bears the same name": lambda given: replace(
        given,
        people=(*given.people, person("other", names=("Nan Whitcombe",))),
        blocks=Blocks(restricted=frozenset({"other"})),
    ),
}


@pytest.mark.parametrize("why", LEFT_OUT)
@pytest.mark.parametrize("rule", KNOWN)
def test_nobody_of_the_negative_list_is_ever_suggested(rule: str, why: str) -> None:
    found = leads.find(LEFT_OUT[why](KNOWN[rule]))
    assert [lead for lead in found if "nan" in (lead.person, *(row.person for row in lead.rows))] == []
    assert not any("Nan" in text for lead in found for text in (lead.sentence, *(row.text for row in lead.rows)))


@pytest.mark.parametrize("rule", ["R2", "R3", "R15", "R16"])
def test_nobody_of_the_negative_list_stands_in_the_rows_of_a_gap(rule: str) -> None:
    given = GAPS[rule]
    blocked = {one.id for one in given.people} - {"mum", "aunt"}
    found = leads.find(replace(given, blocks=Blocks(not_them=frozenset(blocked))))
    names = {key.title() for key in blocked}
    said = [text for lead in found for text in (lead.sentence, *(row.text for row in lead.rows))]
    assert not any(name in text for text in said for name in names)


def test_the_gaps_of_a_side_wait_while_somebody_of_it_is_restricted() -> None:
    restricted = Blocks(restricted=frozenset({"dad"}))
    assert fired(replace(GAPS["R2"], blocks=restricted), "R2") == []
    line = facts(person("dad"), parents={CHILD: ("dad",)})
    assert fired(line, "R3")
    assert fired(replace(line, blocks=restricted), "R3") == []


def test_a_second_name_that_an_order_holds_is_no_lead() -> None:
    for blocked in (Blocks(order_names=frozenset({"Tesfay Ghebre"})), Blocks(order_texts=("Not near Tesfay.",))):
        assert fired(replace(GAPS["R13"], blocks=blocked), "R13") == []


def test_an_ask_about_a_name_that_an_order_holds_is_no_lead() -> None:
    given = facts(unmatched=(Unmatched("a1", "Gaz Cole", ago(20)),))
    (lead,) = fired(given, "R1")
    assert (lead.person, lead.asked, lead.needs) == ("", True, Needs.ASK_CHILD)
    assert fired(replace(given, blocks=Blocks(order_names=frozenset({"Cole Gaz"}))), "R1") == []
    assert fired(replace(given, blocks=Blocks(order_texts=("Gaz (Gary) Cole: none.",))), "R1") == []
    assert fired(replace(given, unmatched=(Unmatched("a1", "Gaz Cole", ago(13)),)), "R1") == []


# --- what comes first


def test_news_is_told_before_the_child_is_asked_and_a_yes_lets_somebody_look() -> None:
    given = KNOWN["R11"]
    assert fired(given, "R11")[0].needs is Needs.ASK_CHILD
    assert fired(nan(given, child_knows=False, is_agreed=True), "R11")[0].needs is Needs.TELL_FIRST
    (agreed,) = fired(nan(given, is_agreed=True), "R11")
    assert (agreed.needs, agreed.ask_first) == (Needs.LOOK, False)
    assert fired(nan(KNOWN["R12"], is_agreed=True), "R12")[0].needs is Needs.AGENCY
    assert fired(GAPS["R13"], "R13")[0].needs is Needs.TRACING
    assert fired(KNOWN["R14"], "R14")[0].needs is Needs.REMEMBER


def test_an_adopted_sister_is_never_a_sister_to_look_for() -> None:
    assert fired(KNOWN["R12"], "R5") == []


def test_a_brother_under_18_is_marked_as_such() -> None:
    assert fired(nan(KNOWN["R5"], is_minor=True), "R5")[0].is_minor is True


# --- the order, and what a lead rests on


def test_asked_for_comes_before_named_before_the_surer_before_the_newer() -> None:
    given = facts(
        person("aunt", side=Side.MUM),
        person("old", S.LOST_TOUCH, in_touch=((LONG_AGO, dt.date(2024, 1, 1)),)),
        person("offer", S.LOST_TOUCH),
        person("named", S.NAMED_UNFOUND, named_on=ago(20)),
        person("asked", S.NAMED_UNFOUND, named_on=ago(400), is_asked_for=True),
        homes=HOMES,
        mentions=(Mention("offer", "n1", ago(1), "Offer asked after Robin."),),
    )
    found = leads.find(given)
    assert [(lead.rule, lead.about) for lead in found] == [
        ("R1", "asked"), ("R1", "named"), ("R6", "2023-03-01"), ("R9", "old"), ("R11", "offer"), ("R4", "aunt"),
    ]  # fmt: skip
    turned = replace(given, people=tuple(reversed(given.people)))
    assert [lead.key for lead in leads.find(turned)] == [lead.key for lead in found]
    said = [leads.why_here(lead, "Robin") for lead in found[:3]]
    assert said == ["Robin asked for them.", "Robin named them.", "The child’s own word, or a return, says so."]


@pytest.mark.parametrize("rule", [*KNOWN, *GAPS])
def test_what_a_lead_rests_on_does_not_change_with_the_days(rule: str) -> None:
    given = {**KNOWN, **GAPS}[rule]
    later = replace(given, on=ON + dt.timedelta(days=1))
    if rule != "R7":  # a home that goes on is said up to the month
        assert fired(later, rule)[0].basis == fired(given, rule)[0].basis


def test_what_a_lead_rests_on_changes_with_its_facts_alone() -> None:
    given = KNOWN["R10"]
    before = fired(given, "R10")[0].basis
    more = replace(given, mentions=(*given.mentions, Mention("nan", "n9", ago(3))))
    assert fired(more, "R10")[0].basis != before
    assert fired(nan(given, is_agreed=True), "R10")[0].basis != before
    assert fired(replace(given, people=(*given.people, person("friend"))), "R10")[0].basis == before


# --- notes

NOTES = (
    ("n1", ago(400), "Met at school. Bev Whitcombe’s car was there! She would love to hear how he is."),
    ("n2", ago(300), "Rang. Bev Whitcombe asked after Robin.\nTina Cole did not."),
    ("n3", ago(20), "Whitcombe, Bev: no. Bev Whitcombeson neither."),
)


def test_notes_name_people_by_their_whole_name_and_say_where_they_ask() -> None:
    people = (person("bev", names=("Bev Whitcombe", "Auntie")), person("tina", names=("Tina Cole",)))
    found = leads.find_mentions(people, NOTES)
    assert [(row.person, row.note, row.words) for row in found] == [
        ("bev", "n1", ""),
        ("bev", "n2", "Bev Whitcombe asked after Robin."),
        ("tina", "n2", ""),
    ]


def test_a_name_that_two_people_bear_counts_for_neither() -> None:
    people = (person("bev", names=("Bev Whitcombe",)), person("other", names=("Bev Whitcombe",)))
    assert leads.find_mentions(people, NOTES) == ()


def test_great_grandparents_are_asked_about_once_every_grandparent_has_a_name() -> None:
    olds = tuple(person(key) for key in ("mum", "dad", "nan", "grandad", "gran", "grandpa"))
    parents = {CHILD: ("mum", "dad"), "mum": ("nan", "grandad"), "dad": ("gran", "grandpa")}
    (lead,) = fired(facts(*olds, parents=parents), "R3")
    assert lead.about == "great-grandparents"
    assert lead.sentence == "Of Robin’s 8 great-grandparents at least 8 have no name here."
    (less,) = fired(facts(*olds, parents=parents, blocks=Blocks(not_them=frozenset({"gran"}))), "R3")
    assert [row.person for row in less.rows] == ["nan", "grandad", "grandpa"]


def test_sentences_kept_from_files_count_among_the_mentions_and_say_so() -> None:
    one, two, three = KNOWN["R10"].mentions
    kept = leads.of_file("nan", "file-1", two.on, sentence="Nan was named.")
    (lead,) = fired(replace(KNOWN["R10"], mentions=(one, kept, three)), "R10")
    assert "3 notes and files" in lead.sentence
    day = f"{two.on.day} {two.on:%B} {two.on.year}"
    assert any(row.text == f"The file, read through on {day}, names them." and not row.note for row in lead.rows)


def test_who_asked_after_the_child_in_a_file_waits_for_an_answer_too() -> None:
    kept = leads.of_file("nan", "file-1", ago(30), sentence="Nan would love to hear how he is.")
    (lead,) = fired(facts(NAN, mentions=(kept,)), "R11")
    assert "“Nan would love to hear how he is.”" in lead.rows[0].text
    assert leads.of_file("nan", "file-1", ago(30), sentence="Nan lives in Leeds.").words == ""


def test_notes_that_speak_of_a_teacher_or_a_coach_stand_behind_the_rule_of_schools() -> None:
    notes = [
        ("n1", ago(90), "His class teacher rang."),
        ("n2", ago(30), "The football coach, a steady man, asked how it went. Two TAs helped."),
        ("n3", ago(10), "A stagecoach passed; he made a table."),
    ]
    found = leads.find_of_school(notes)
    assert [(one.kind, one.note) for one in found] == [("football coach", "n2"), ("TA", "n2"), ("class teacher", "n1")]
    (lead,) = fired(facts(born_on=dt.date(2014, 3, 2), of_school=found), "R8")
    assert [row.note for row in lead.rows] == ["", "n2", "n2", "n1"]
    assert "a class teacher, a teaching assistant, a coach" in lead.sentence
