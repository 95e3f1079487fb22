"""Annex A: what Lists 8 and 9 say of children in care and care leavers, alone and beside the return."""

import csv
import datetime
import io
import json
import pathlib

import pytest

from kith import cli
from kith.domain import care, eligibility, returns, terms
from kith.domain.returns import checks, copies, lists
from tests.domain import return_files as made
from tests.domain import workbooks as xlsx

D = datetime.date
ON = D(2021, 3, 1)
SAMPLE = pathlib.Path(__file__).parents[2] / "data" / "ssda903" / "annex_a" / "Annex_A_sample.xlsx"
T = returns.Table
KENT = eligibility.load_rules("kent-2018")


def records(*rows: dict[str, xlsx.Value], **beside: bytes) -> dict[str, returns.Record]:
    """The records of a List 8 with these rows, read together with CSV tables of one folder."""
    sources = [returns.Source(f"year/{name}.csv", data) for name, data in beside.items()]
    sources.append(returns.Source("annex.xlsx", xlsx.book(xlsx.list_8(*rows))))
    return {child: record for (_, child), record in returns.timelines(returns.read(sources)).items()}


def answer(record: returns.Record, on: datetime.date = ON, *facts: eligibility.LocalFact) -> dict[str, tuple[str, str]]:
    """Criterion to answer and why under kent-2018."""
    known = care.facts(record, on)
    found = eligibility.check(KENT, record, known, on=on, facts=eligibility.FactBook(facts))
    return {one.id: (one.answer.value, one.why) for one in found.criteria}


# The sample


def test_every_row_of_the_sample_is_read_with_its_sheet_and_row():
    reading = returns.read([returns.Source("a.xlsx", SAMPLE)])
    assert reading.ledger == (11, 11, 0, 0, 0)
    assert [(file.table, file.sheet, file.row_count, file.year) for file in reading.files] == [
        (T.LIST_8, "List 8", 5, 2021),
        (T.LIST_9, "List 9", 6, 2021),
    ]
    lines = {child: row.line for file in reading.files for row in file.rows for child in row.values[:1]}
    assert lines["2529037"] == 5
    born = next(f for f in checks.check(reading) if f.rule == "302")
    assert (born.sheet, born.line, born.column, born.child) == ("List 8", 5, "STARTED", "2529037")


def test_the_commands_take_the_sample(capsys):
    on = ["--on", "2021-03-01", "--format", "json"]
    assert cli.main(["care", str(SAMPLE), *on]) == 0
    children = {child["child"]: child for child in json.loads(capsys.readouterr().out)["children"]}
    assert set(children) == {"1761444", "1373595", "14065184", "2529037"}, "3623204 left on 22 September 2020"
    known = children["14065184"]
    assert (known["start"], known["start_known"], known["certainty"]) == ("2014-09-12", True, "known")
    assert (known["age"], known["disabled"], known["uasc"]) == (13, True, False)
    assert (known["homes_in_year"], known["carer_moves_in_year"], known["distance_miles"]) == (None, None, None)
    assert children["1761444"]["placement_order"] is True
    assert cli.main(["eligible", str(SAMPLE), *on, "--rules", "kent-2018"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["population"], counts["no"], counts["stale"]) == (4, 4, 0)
    assert cli.main(["eligible", str(SAMPLE), *on, "--rules", "care-leavers"]) == 0
    leavers = json.loads(capsys.readouterr().out)
    assert (leavers["counts"]["population"], leavers["counts"]["yes"]) == (6, 6)
    assert cli.main(["check", str(SAMPLE), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ledger"] == {"read": 11, "new": 11, "unchanged": 0, "changed": 0, "quarantined": 0}
    assert {finding["sheet"] for finding in found["findings"]} == {"List 8", "List 9"}


def test_nothing_of_the_other_lists_is_taken():
    reading = returns.read([returns.Source("a.xlsx", SAMPLE)])
    kept = b"".join(copies.of_file(file) for file in reading.files)
    assert b"2529037" in kept
    for other in (b"9212044", b"12598894", b"10721552"):  # of Lists 1, 6 and 7
        assert other not in kept


# List 8 alone


def test_a_row_is_a_history_of_care_home_and_legal_status():
    (record,) = records(xlsx.child()).values()
    assert [(row.decom, row.dec, row.rne, row.ls, row.place, row.rec) for row in record.episodes] == [
        (D(2019, 5, 1), D(2019, 9, 1), "S", None, None, "X1"),
        (D(2019, 9, 1), D(2020, 6, 1), "L", "C2", None, "X1"),
        (D(2020, 6, 1), None, "P", "C2", "U6", None),
    ]
    assert {row.repaired_by for row in record.episodes} == {lists.FROM_LIST}
    known = care.facts(record, ON)
    assert (known.in_care, known.start, known.start_known, known.certainty) == (True, D(2019, 5, 1), True, "known")
    assert known.current.place == "U6"
    assert (record.sex, record.dob, record.last_seen) == (None, D(2012, 3, 2), D(2021, 3, 31))


def test_a_home_that_began_with_care_is_one_row():
    (record,) = records(xlsx.child(ls_since=D(2019, 5, 1), place_since=D(2019, 5, 1))).values()
    assert [(row.decom, row.rne, row.ls, row.place) for row in record.episodes] == [(D(2019, 5, 1), "S", "C2", "U6")]


def test_one_day_for_home_and_status_is_one_change():
    (record,) = records(xlsx.child(ls_since=D(2020, 6, 1))).values()
    assert [row.rne for row in record.episodes] == ["S", "B"]


def test_who_has_left_is_not_in_care_from_that_day():
    (record,) = records(xlsx.child(ceased=D(2020, 9, 22), rec="k) E47: Special Guardianship Orders")).values()
    assert record.episodes[-1].rec == "E47"
    assert care.facts(record, D(2020, 9, 21)).in_care
    assert care.facts(record, D(2020, 9, 22)) is None


def test_without_a_start_care_had_begun_by_the_first_day_that_is_named():
    reading = xlsx.read(xlsx.book(xlsx.list_8(xlsx.child(started=None))))
    assert "list.start" in {finding.rule for finding in checks.check(reading)}
    (record,) = returns.timelines(reading).values()
    known = care.facts(record, ON)
    assert (known.start, known.start_known, known.certainty) == (D(2019, 9, 1), False, "lower_bound")
    assert answer(record)["time_in_care"][0] == "unknown"


def test_a_day_that_only_the_end_is_known_by_says_nothing_of_before():
    (record,) = records(xlsx.child(ls_since=None, place_since=None)).values()
    assert [(row.ls, row.place) for row in record.episodes] == [("C2", "U6")]


def test_homes_and_moves_are_not_counted_from_a_list():
    (record,) = records(xlsx.child(place_since=D(2017, 1, 1), started=D(2016, 1, 1), ls_since=D(2016, 1, 1))).values()
    known = care.facts(record, ON)
    assert (known.homes_in_year, known.homes_in_year_without_temporary, known.carer_moves_in_year) == (None, None, None)
    assert known.long_term_stable is True, "in the same home for two years is certain"
    (moved,) = records(xlsx.child(place_since=D(2020, 6, 1), started=D(2016, 1, 1), ls_since=D(2016, 1, 1))).values()
    assert care.facts(moved, ON).long_term_stable is None, "the carer may be the same"


@pytest.mark.parametrize(
    ("plan", "home", "adoption"),
    [
        ("a) Return to family", "not_met", "met"),
        ("b) Adoption", "met", "not_met"),
        ("c) Special Guardianship Order / Child Arrangements Order", "met", "met"),
        ("c) SGO/CAO", "met", "met"),
        ("d) Supported living in the community", "met", "met"),
        ("e) Long-term residential placement", "met", "met"),
        ("f) Long-term fostering", "met", "met"),
        ("g) Other", "met", "met"),
        ("Long-term fostering", "met", "met"),
        (None, "unknown", "unknown"),
        ("z) Wait and see", "unknown", "unknown"),
    ],
)
def test_the_plan_of_the_list_answers_the_question_of_the_plan(plan, home, adoption):
    (record,) = records(xlsx.child(plan=plan)).values()
    found = answer(record)
    assert (found["plan_home"][0], found["plan_adoption"][0]) == (home, adoption)
    if plan and home != "unknown":
        assert "Annex A, List 8, 1 February 2021" in found["plan_home"][1]


def test_a_plan_that_is_none_of_the_list_is_found():
    reading = xlsx.read(xlsx.book(xlsx.list_8(xlsx.child(plan="z) Wait and see"))))
    (finding,) = [finding for finding in reading.findings if finding.rule == "value.plan"]
    assert finding.text == "PLAN “z) Wait and see” is not one of the plans of the list. It counts as not known."


def test_a_plan_counts_from_the_latest_day_that_its_row_names():
    (record,) = records(xlsx.child()).values()
    assert answer(record, D(2021, 1, 31))["plan_home"][0] == "unknown"
    assert answer(record, D(2021, 2, 1))["plan_home"][0] == "met"


def test_a_future_day_does_not_move_it():
    (record,) = records(xlsx.child(review=D(2026, 2, 1))).values()
    assert answer(record, D(2020, 6, 1))["plan_home"][0] == "met"


def test_what_a_person_recorded_stands_before_the_list_and_the_clash_is_shown():
    (record,) = records(xlsx.child(plan="a) Return to family")).values()
    said = eligibility.LocalFact(
        None, "70001", terms.FactName.PLAN, "long_term_foster", D(2020, 1, 1), "care plan", "S. T."
    )
    state, why = answer(record, ON, said)["plan_home"]
    assert state == "met"
    assert why.endswith("This clashes with the list: return home (Annex A, List 8, 1 February 2021).")
    assert "clashes" not in answer(record, D(2020, 6, 1), said)["plan_home"][1], "the list was made later"


@pytest.mark.parametrize(
    ("cell", "disabled"), [("a) Yes", True), ("b) No", False), ("Y", True), (None, None), ("?", None)]
)
def test_disability_is_yes_no_or_not_known(cell, disabled):
    (record,) = records(xlsx.child(disability=cell)).values()
    assert care.facts(record, ON).disabled is disabled


@pytest.mark.parametrize(
    ("cell", "born", "now", "formerly"),
    [
        ("a) Yes", D(2004, 3, 2), True, False),
        ("a) Yes", D(2003, 3, 1), False, True),
        ("b) No", D(2004, 3, 2), False, False),
    ],
)
def test_who_came_alone_is_so_until_the_18th_birthday(cell, born, now, formerly):
    (record,) = records(xlsx.child(uasc=cell, dob=born)).values()
    known = care.facts(record, ON)
    assert (known.uasc, known.formerly_uasc) == (now, formerly)


def test_codes_are_read_out_of_their_words():
    reading = xlsx.read(xlsx.book(xlsx.list_8(xlsx.child(ls="Full care order", place="f) U6: Foster placement"))))
    assert {(f.column, f.rule) for f in reading.findings if f.severity == "error"} == {("LS", "value.code")}
    wrong = xlsx.read(xlsx.book(xlsx.list_8(xlsx.child(place="q) Q9: Somewhere"))))
    assert {f.rule for f in checks.check(wrong)} == {"146"}


def test_two_rows_of_one_child_are_two_periods():
    old = xlsx.child(started=D(2018, 1, 1), ls_since=None, place_since=None, ceased=D(2018, 6, 1), rec="E4A")
    (record,) = records(old, xlsx.child()).values()
    assert [row.decom for row in record.episodes] == [D(2018, 1, 1), D(2019, 5, 1), D(2019, 9, 1), D(2020, 6, 1)]
    assert care.facts(record, ON).start == D(2019, 5, 1)


# Beside the return


RETURN_2020 = "70001,01/09/2019,L,C2,N1,U4,PR1,,,,,,"


def test_where_the_return_has_the_history_the_list_adds_the_start_and_the_plan():
    (record,) = records(xlsx.child(), episodes=made.episodes(RETURN_2020)).values()
    assert [(row.decom, row.place) for row in record.episodes] == [(D(2019, 9, 1), "U4")]
    known = care.facts(record, ON)
    assert (known.start_known, known.stale, known.homes_in_year) == (False, False, 1)
    found = answer(record)
    assert found["time_in_care"] == (
        "met",
        "In care since 1 May 2019: less than 3 years. This start is recorded by Annex A, List 8, 1 May 2019.",
    )
    assert found["plan_home"][0] == "met"


def test_an_end_that_the_list_gives_ends_what_an_older_return_left_open():
    left = xlsx.child(ceased=D(2020, 12, 1), rec="d) E4A: Returned home")
    (record,) = records(left, episodes=made.episodes(RETURN_2020)).values()
    assert [(row.dec, row.rec, row.repaired_by) for row in record.episodes] == [(D(2020, 12, 1), "E4A", "LIST_8")]
    assert care.facts(record, ON) is None


def test_a_new_period_after_the_return_is_added():
    ended = "70001,01/09/2017,S,C2,N1,U4,PR1,01/03/2018,E4A,,,,"
    (record,) = records(xlsx.child(), episodes=made.episodes(ended)).values()
    assert [row.decom for row in record.episodes] == [D(2017, 9, 1), D(2019, 5, 1), D(2019, 9, 1), D(2020, 6, 1)]
    assert care.facts(record, ON).start == D(2019, 5, 1)


def test_a_child_whom_a_later_list_does_not_name_is_stale():
    gone = made.episodes(RETURN_2020, RETURN_2020.replace("70001", "70002"))
    of = records(xlsx.child(), episodes=gone)
    assert care.facts(of["70001"], ON).stale is False
    assert care.facts(of["70002"], ON).stale is True


def test_order_never_matters_and_twice_changes_nothing():
    sources = [
        returns.Source("a.xlsx", xlsx.book(xlsx.list_8())),
        returns.Source("b/episodes.csv", made.episodes(RETURN_2020)),
    ]
    one, other = returns.read(sources), returns.read(list(reversed(sources)))
    assert returns.timelines(one) == returns.timelines(other)
    twice = returns.read([*sources, returns.Source("copy.xlsx", sources[0].data)])
    assert twice.ledger.unchanged == 1
    assert [row._replace(file="") for row in next(iter(returns.timelines(twice).values())).episodes] == [
        row._replace(file="") for row in next(iter(returns.timelines(one).values())).episodes
    ]


def test_a_list_with_a_council_is_of_that_council():
    reading = xlsx.read(xlsx.book(xlsx.list_8()), council="KENT")
    assert list(returns.timelines(reading)) == [("KENT", "70001")]


# List 9


def test_care_leavers_are_read_as_the_return_would_file_them():
    rows = [
        {"Child Unique ID": 1, "Date of Birth": D(2002, 2, 2), "LA in Touch": "a) Yes",
         "Type of Accommodation": "U: Independent living", "Suitability of Accommodation": "a) Suitable",
         "Activity Status": "F1: Full time in higher education"},
        {"Child Unique ID": 2, "Date of Birth": D(2002, 2, 2), "LA in Touch": "b) No",
         "Type of Accommodation": "S: No fixed abode", "Suitability of Accommodation": "b) Unsuitable"},
        {"Child Unique ID": 3, "Date of Birth": D(2002, 2, 2), "LA in Touch": "d) Young person has died"},
        {"Child Unique ID": 4, "LA in Touch": "c) No: refuses contact", "Type of Accommodation": "Y1"},
    ]  # fmt: skip
    reading = xlsx.read(xlsx.book(xlsx.a_list("List 9", xlsx.LIST_9, *rows)), year=2021)
    of = {child: record for (_, child), record in returns.timelines(reading).items()}
    assert {child: (r.oc3[0].in_touch, r.oc3[0].accommodation, r.oc3[0].activity) for child, r in of.items()} == {
        "1": ("YES", "U1", "F1"), "2": ("NO", "S2", None), "3": ("DIED", None, None), "4": ("REFU", "Y1", None),
    }  # fmt: skip
    rules = eligibility.load_rules("care-leavers")
    answers = eligibility.check_all(rules, returns.timelines(reading), on=ON)
    assert [(result.child, result.answer.value) for result in answers.results] == [
        ("1", "yes"), ("2", "yes"), ("3", "no"),
    ]  # fmt: skip
    assert [child for _, child in answers.undated] == ["4"]


def test_a_list_of_care_leavers_alone_does_not_say_its_year():
    data = xlsx.book(xlsx.a_list("List 9", xlsx.LIST_9, {"Child Unique ID": 1, "Date of Birth": D(2002, 2, 2)}))
    assert [refused.reason[:14] for refused in xlsx.read(data).refused] == ["year not known"]
    assert xlsx.read(data, year=2021).ledger.new == 1


# Copies that are kept


def test_a_copy_is_read_back_as_it_came_in():
    sheet = xlsx.list_8(xlsx.child(), xlsx.child(id=None), xlsx.child(id=3, worker='=1+1, "Mo"\nAkhtar'))
    reading = xlsx.read(xlsx.book(sheet), switched_off=frozenset({"WORKER"}))
    (file,) = reading.files
    data = copies.of_file(file)
    assert b"Akhtar" not in data
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    assert header[:2] == ["place", "waits"]
    assert [(row[0], row[1]) for row in rows] == [("2", ""), ("3", "CHILD is blank."), ("4", "")]
    source = returns.Source("annex.xlsx", data, T.LIST_8.value)
    (again,) = returns.read([source], year=2021, switched_off=frozenset({"WORKER"})).files
    assert [row._replace(reason="") for row in again.rows] == [row._replace(reason="") for row in file.rows]
    assert [row.reason for row in again.quarantined] == [row.reason for row in file.quarantined]
