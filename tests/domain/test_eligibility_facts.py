"""Local facts: reading the file row by row, and whose facts they are."""

from datetime import date

import pytest

from kith.domain import eligibility, returns
from kith.domain.terms import FactName

HEAD = "council,child,fact,value,from,source,author\n"


def read(text: str | bytes) -> eligibility.FactsRead:
    data = text if isinstance(text, bytes) else text.encode()
    return eligibility.read_facts(returns.Source("facts.csv", data))


def fact(
    council: str | None, child: str, value: str = "other", from_: date = date(2018, 1, 1)
) -> eligibility.LocalFact:
    return eligibility.LocalFact(council, child, FactName.PLAN, value, from_, "care plan", "A. Worker")


def test_a_row_becomes_a_fact() -> None:
    found = read(HEAD + "Wealdshire,17,plan,Long_Term_Foster,2018-01-05,care plan,A. Worker\n")
    assert found.findings == ()
    assert found.facts == (fact("Wealdshire", "17", "long_term_foster", date(2018, 1, 5))._replace(line=2),)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("care_start", "2017-03-04", "2017-03-04"),
        ("care_start", "04/03/2017", "2017-03-04"),
        ("next_review", "29/02/2020", "2020-02-29"),
        ("date_of_birth", "29/02/2008", "2008-02-29"),
        ("disability", "yes, a hearing aid", "yes, a hearing aid"),
        ("language", "Tigrinya", "Tigrinya"),
        ("area", "East", "East"),
        ("worker", "A. Worker", "A. Worker"),
        ("reviewing_officer", "B. Officer", "B. Officer"),
        ("preferred_name", "Kit", "Kit"),
        ("siblings", "Jo, 9, with Nan; Sam, 4, in another home", "Jo, 9, with Nan; Sam, 4, in another home"),
        ("parental_responsibility", "Mother; the council by a care order", "Mother; the council by a care order"),
        ("location_restricted", "YES", "yes"),
    ],
)
def test_each_fact_of_the_file(name: str, value: str, kept: str) -> None:
    found = read(f'{HEAD}W,17,{name},"{value}",05/01/2018,case system,C. Clerk\n')
    assert [(f.fact, f.value, f.from_) for f in found.facts] == [(name, kept, date(2018, 1, 5))]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("W,,plan,adoption,2018-01-05,s,a", "The child is missing."),
        ("W,17,plans,adoption,2018-01-05,s,a", "There is no fact of this name. There are: plan, care_start,"),
        ("W,17,nickname,Kit,2018-01-05,s,a", "There is no fact of this name."),
        (f"W,17,preferred_name,{'K' * 81},2018-01-05,s,a", "has 81 characters and at most 80 can be kept"),
        ("W,17,siblings,Jo at 14 Orchard Lane,2018-01-05,s,a", "Write no phone number, postcode or address here"),
        ("W,17,parental_responsibility,Mum 01632 960456,2018-01-05,s,a", "Write no phone number, postcode or address"),
        ("W,17,location_restricted,no,2018-01-05,s,a", "A list can only say yes here."),
        ("W,17,location_restricted,,2018-01-05,s,a", "The value is empty."),
        ("W,17,plan,,2018-01-05,s,a", "The value is empty."),
        ("W,17,plan,stay,2018-01-05,s,a", "“stay” is no plan. It must be one of: return_home, adoption,"),
        ("W,17,plan,adoption,2018-02-30,s,a", "“2018-02-30” is not a day that exists"),
        ("W,17,plan,adoption,,s,a", "The date is missing: write it as 2018-06-21"),
        ("W,17,care_start,last year,2018-01-05,s,a", "“last year” is not a day that exists"),
        ("W,17,date_of_birth,29/02/2007,2018-01-05,s,a", "“29/02/2007” is not a day that exists"),
        ("W,17,area,14 Orchard Lane,2018-01-05,s,a", "Write no phone number, postcode or address here"),
        ("W,17,area,Town,2018-01-05,s,Mum 01632 960456", "Write no phone number, postcode or address here"),
        ("W,17,area,Town,2018-01-05,ME14 1XX,a", "Write no phone number, postcode or address here"),
        ("W,17,plan,adoption", "as many cells"),
        ("W,17,plan,adoption,2018-01-05,s,a,more", "as many cells"),
    ],
)
def test_a_row_that_cannot_be_used_is_found_by_its_line(row: str, said: str) -> None:
    found = read(f"{HEAD}W,16,plan,other,2018-01-01,care plan,A. Worker\n\n{row}\nW,18,plan,other,2018-01-01,s,a\n")
    assert [f.child for f in found.facts] == ["16", "18"]
    assert [(f.file, f.line, f.severity) for f in found.findings] == [("facts.csv", 4, "error")]
    assert said in found.findings[0].text


def test_everything_that_is_wrong_with_a_row_is_told_at_once() -> None:
    found = read(HEAD + "W,,colour,blue,soon,ring 01632 960 123,A. Worker")
    (one,) = found.findings
    for said in (
        "The child is missing.",
        "There is no fact of this name.",
        "“soon” is not a day that exists",
        "Write no phone number",
    ):
        assert one.text.count(said) == 1, said
    (one,) = read(HEAD + "W,K1,plan,soon,never,a plan,A. Worker").findings
    assert "“soon” is no plan. It must be one of" in one.text
    assert "“never” is not a day that exists" in one.text


def test_the_line_is_where_a_row_starts_even_after_a_value_of_two_lines() -> None:
    found = read(HEAD + 'W,16,area,"North\nEast",2018-01-01,s,a\nW,17,plan,stay,2018-01-01,s,a\n')
    assert [f.line for f in found.findings] == [4]


def test_a_fact_without_source_or_author_is_used_and_named() -> None:
    found = read(HEAD + "W,16,plan,other,2018-01-01,,\n")
    assert len(found.facts) == 1
    assert [(f.severity, f.child, f.line) for f in found.findings] == [("warning", "16", 2)]


def test_columns_may_stand_in_any_order_and_a_council_may_be_left_out() -> None:
    found = read("From,Value,Fact,Child\n2018-01-01,other,plan,16\n")
    assert [(f.council, f.child, f.value) for f in found.facts] == [(None, "16", "other")]


def test_a_file_from_a_spreadsheet_of_the_office_is_read() -> None:
    text = HEAD + "W,16,worker,Zoë O’Brien,2018-01-01,s,a\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        assert read(text.encode(encoding)).facts[0].value == "Zoë O’Brien"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "child,fact\n1,plan\n",
        "child,fact,value,from,from\n",
        b"child,fact,value,from\n\0",
        HEAD + 'W,1,plan,"oth\n',
    ],
)
def test_what_is_no_table_of_facts_is_refused(text: str | bytes) -> None:
    with pytest.raises(eligibility.FactsNotReadable, match="facts.csv"):
        read(text)


def test_the_latest_day_counts_and_contradictions_of_that_day_all_stay() -> None:
    on = date(2018, 6, 1)
    early, late = fact("W", "1", "adoption", date(2018, 1, 1)), fact("W", "1", "other", date(2018, 5, 1))
    against, coming = fact("W", "1", "return_home", date(2018, 5, 1)), fact("W", "1", "residential", date(2018, 6, 2))
    assert eligibility.latest([late, early], FactName.PLAN, on) == (late,)
    assert eligibility.latest([early, late, coming], FactName.PLAN, on) == (late,)
    assert eligibility.latest([late, against, early], FactName.PLAN, on) == (late, against)
    assert eligibility.latest([against, early, late], FactName.PLAN, on) == (late, against)
    assert eligibility.latest([late], FactName.AREA, on) == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), None),
        (("Epilepsy",), True),
        (("None.",), False),
        (("No",), False),
        (("not known",), None),
        (("none", "Uses a wheelchair"), None),
        (("not known", "none"), False),
    ],
)
def test_what_people_say_of_a_disability(values: tuple[str, ...], said: bool | None) -> None:
    on = date(2018, 6, 1)
    facts = [fact("W", "1", value)._replace(fact=FactName.DISABILITY) for value in values]
    assert eligibility.said_disabled(facts, on) is said
    earlier = fact("W", "1", "Autistic", date(2017, 1, 1))._replace(fact=FactName.DISABILITY)
    assert eligibility.said_disabled([earlier, *facts], on) is (said if values else True)


def test_the_date_of_birth_of_the_returns_stands_before_what_people_say() -> None:
    on = date(2018, 6, 1)
    said = fact("W", "1", "2010-03-04")._replace(fact=FactName.DATE_OF_BIRTH)
    returned, none = returns.Record("W", "1", dob=date(2011, 1, 1)), returns.Record("W", "1")
    assert eligibility.birth(returned, [said], on) == date(2011, 1, 1)
    assert eligibility.birth(none, [said], on) == date(2010, 3, 4)
    assert eligibility.birth(none, [said], date(2017, 12, 31)) is None
    assert eligibility.birth(none, [said, said._replace(value="2010-03-05")], on) is None
    assert eligibility.birth(none, [said._replace(value="2018-06-02")], on) is None
    assert eligibility.birth(returned._replace(dob=None, dob_conflict=True), [said], on) == date(2010, 3, 4)


def test_a_fact_without_council_is_about_the_one_council_that_was_read() -> None:
    book = eligibility.FactBook([fact(None, "1"), fact("Wealdshire", "2")])
    alone = book.among({"Wealdshire"})
    assert [len(alone.of("Wealdshire", child)) for child in "12"] == [1, 1]
    between = book.among({"Wealdshire", "Downshire"})
    assert [between.of(council, "1") for council in ("Wealdshire", "Downshire")] == [(), ()]


def test_returns_without_a_council_take_the_facts_of_the_only_council_named() -> None:
    assert len(eligibility.FactBook([fact("Wealdshire", "1")]).among({None}).of(None, "1")) == 1
    two = eligibility.FactBook([fact("Wealdshire", "1"), fact("Downshire", "1")])
    assert two.among({None}).of(None, "1") == ()


def test_facts_about_nobody_in_the_returns_are_counted() -> None:
    book = eligibility.FactBook([fact("W", "2"), fact("W", "1"), fact("W", "3")])
    assert book.unused([("W", "1")]) == [("W", "2"), ("W", "3")]
