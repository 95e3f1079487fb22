"""What follows from a child's episodes on a date, fact by fact."""

import datetime

import pytest

from kith.domain import care, returns

D = datetime.date


def row(
    decom: str, dec: str | None = None, rne: str = "S", *, rec: str | None = "X1", **codes: object
) -> returns.Episode:
    """An episode; dates as text, X1 where it ends."""
    end = None if dec is None else D.fromisoformat(dec)
    given = {"ls": "C2", "cin": "N1", "place": "U4", "year": 2018} | codes
    return returns.Episode(D.fromisoformat(decom), end, rne, rec=rec if end else None, **given)


def child(*rows: returns.Episode, dob: str = "2008-01-15", **given: object) -> returns.Record:
    """A child with these episodes, in order."""
    return returns.Record(None, "7", dob=D.fromisoformat(dob), episodes=rows, last_return=D(2018, 3, 31), **given)


def on(record: returns.Record, date: str) -> care.CareFacts | None:
    return care.facts(record, D.fromisoformat(date))


def test_an_episode_is_open_from_its_first_day_until_the_day_before_its_end():
    record = child(row("2017-05-01", "2017-06-01"))
    assert on(record, "2017-04-30") is None
    assert on(record, "2017-05-01").in_care
    assert on(record, "2017-05-31").in_care
    assert on(record, "2017-06-01") is None


def test_short_breaks_are_not_care():
    facts = on(child(row("2017-05-01", ls="V4")), "2017-06-01")
    assert (facts.in_care, facts.short_breaks) == (False, True)


def test_of_several_open_rows_the_latest_start_decides_and_the_conflict_is_told():
    facts = on(child(row("2017-01-01", ls="V3"), row("2017-05-01", ls="E1", place="K1")), "2017-06-01")
    assert (facts.in_care, facts.placement_order, facts.secure) == (True, True, True)
    assert (facts.start, facts.start_known, facts.certainty) == (D(2017, 5, 1), True, "conflict")
    care_first = on(child(row("2017-01-01"), row("2017-05-01", ls="V3")), "2017-06-01")
    assert care_first.in_care is False


def test_the_start_is_found_by_walking_back_over_rows_that_join():
    record = child(
        row("2015-02-01", "2016-02-01", "S"),
        row("2016-02-01", "2017-05-01", "L", ls="V3"),
        row("2017-05-01", rne="P"),
    )
    facts = on(record, "2017-06-01")
    assert (facts.start, facts.start_known, facts.certainty) == (D(2015, 2, 1), True, "known")
    assert len(facts.period) == 3


@pytest.mark.parametrize(
    "before",
    [row("2016-01-01", "2017-04-30"), row("2016-01-01", "2017-05-01", rec="E4A"), row("2016-01-01", "2017-04-01")],
)
def test_a_gap_or_an_end_of_care_ends_the_walk(before):
    facts = on(child(before, row("2017-05-01", rne="P")), "2017-06-01")
    assert (facts.start, facts.start_known, facts.certainty) == (D(2017, 5, 1), False, "lower_bound")


def test_an_old_row_that_is_still_open_is_a_conflict_even_where_the_walk_does_not_meet_it():
    record = child(row("2016-01-01"), row("2017-01-01", "2017-02-01", rec="E4A"), row("2017-05-01"))
    facts = on(record, "2017-06-01")
    assert (facts.start, facts.start_known, facts.certainty) == (D(2017, 5, 1), True, "conflict")


@pytest.mark.parametrize("overlapping", [row("2016-06-01", "2017-08-01"), row("2016-06-01")])
def test_an_overlapping_row_in_between_ends_the_walk_as_a_conflict(overlapping):
    record = child(row("2016-01-01", "2017-05-01"), overlapping, row("2017-05-01", rne="P"))
    facts = on(record, "2017-09-01")
    assert (facts.start, facts.start_known, facts.certainty) == (D(2017, 5, 1), False, "conflict")


def test_a_return_that_begins_after_the_start_gives_a_lower_bound():
    facts = on(child(row("2016-07-29", rne="T")), "2017-06-01")
    assert (facts.start, facts.start_known, facts.certainty) == (D(2016, 7, 29), False, "lower_bound")


def test_rows_of_one_day_stand_in_the_order_of_their_ends():
    record = child(row("2017-05-01", "2017-05-01", "S"), row("2017-05-01", rne="P"))
    facts = on(record, "2017-06-01")
    assert (facts.start, facts.start_known) == (D(2017, 5, 1), True)


@pytest.mark.parametrize(
    ("duc", "expected"), [(None, (True, False)), (D(2017, 6, 2), (True, False)), (D(2017, 6, 1), (False, True))]
)
def test_asylum_seeking_until_the_status_ceases(duc, expected):
    facts = on(child(row("2017-05-01"), uasc=(returns.UasRow(duc),)), "2017-06-01")
    assert (facts.uasc, facts.formerly_uasc) == expected


def test_asylum_seeking_is_not_known_where_no_such_table_was_read():
    assert on(child(row("2017-05-01"), uasc_known=False), "2017-06-01").uasc is None
    assert on(child(row("2017-05-01"), uasc_known=True), "2017-06-01").uasc is False


@pytest.mark.parametrize(
    ("codes", "fact"),
    [
        ({"place": "R5"}, "custody"),
        ({"ls": "J1"}, "custody"),
        ({"ls": "J2"}, "custody"),
        ({"ls": "J3"}, "custody"),
        ({"place": "K1"}, "secure"),
        ({"place": "A3"}, "placed_for_adoption"),
        ({"place": "A6"}, "placed_for_adoption"),
        ({"ls": "E1"}, "placement_order"),
        ({"place": "P1"}, "placed_with_parents"),
        ({"cin": "N2"}, "disabled"),
    ],
)
def test_what_the_deciding_row_says(codes, fact):
    known = on(child(row("2017-05-01", **codes)), "2017-06-01")
    facts = ("custody", "secure", "placed_for_adoption", "placement_order", "placed_with_parents", "disabled")
    assert [name for name in facts if getattr(known, name)] == [fact]


def test_disability_is_not_known_where_it_is_not_the_main_need():
    assert on(child(row("2017-05-01", cin="N1")), "2017-06-01").disabled is None


@pytest.mark.parametrize(
    ("codes", "decisions", "words"),
    [
        ({"place": "A4"}, (), "Placed for adoption since 1 May 2017 (placement A4)."),
        ({"ls": "E1"}, (), "A placement order stands"),
        ({"ls": "D1"}, (), "A freeing order stands"),
        ({}, ((D(2017, 5, 2), None),), "It was decided on 2 May 2017 that the child should be placed for adoption."),
        ({}, ((D(2017, 5, 2), D(2017, 6, 2)),), "It was decided on 2 May 2017"),
        ({}, ((D(2017, 5, 2), D(2017, 6, 1)),), ""),
        ({}, ((D(2017, 6, 2), None),), ""),
        ({"place": "U2"}, (), ""),
        ({"place": "U5"}, (), ""),
    ],
)
def test_evidence_of_a_plan_for_adoption(codes, decisions, words):
    placed = tuple(returns.AdoptionDecision(*decision) for decision in decisions)
    facts = on(child(row("2017-05-01", **codes), placed_adoption=placed), "2017-06-01")
    assert facts.adoption_plan is bool(words)
    assert facts.adoption_why.startswith(words)


def test_age_is_not_known_without_a_birth_date_or_before_birth():
    record = child(row("2017-05-01"))
    assert on(record, "2017-06-01").age == 9
    assert on(record._replace(dob=None), "2017-06-01").age is None
    assert on(record._replace(dob=D(2017, 7, 1)), "2017-06-01").age is None


def test_stale_is_an_open_row_that_a_later_return_no_longer_holds():
    assert on(child(row("2017-05-01", year=2017)), "2017-06-01").stale
    assert not on(child(row("2017-05-01", year=2018)), "2017-06-01").stale
    assert not on(child(row("2017-05-01", "2017-07-01", year=2017)), "2017-06-01").stale


@pytest.mark.parametrize(
    ("rows", "homes"),
    [
        ([row("2015-01-01", rne="L")], 1),
        ([row("2017-05-01")], 1),
        ([row("2016-01-01", "2017-04-01"), row("2017-04-01", rne="P")], 2),
        ([row("2016-01-01", "2017-03-31"), row("2017-03-31", rne="P")], 1),
        ([row("2017-05-01", "2017-06-01"), row("2017-06-01", rne="L", ls="E1")], 1),
        ([row("2017-05-01", "2017-06-01"), row("2017-06-01", rne="T")], 2),
        ([row("2017-05-01", "2017-05-01"), row("2017-05-01", rne="P")], 1),
        ([row("2017-05-01", "2017-05-01"), row("2017-05-01", "2017-05-09", "L"), row("2017-05-09", rne="P")], 2),
        ([row("2017-05-01", "2017-06-01"), row("2017-06-01", rne="U", place="A3")], 1),
        ([row("2017-05-01", "2017-06-01", place="K2"), row("2017-06-01", rne="U", place="A3")], 2),
        ([row("2017-05-01", "2017-06-01"), row("2018-04-01", rne="P")], 1),
    ],
)
def test_homes_in_the_year(rows, homes):
    assert care.homes_in_year(child(*rows), D(2018, 3, 31)) == homes


def test_temporary_homes_can_be_left_out():
    rows = [
        row("2017-05-01", "2017-06-01"),
        row("2017-06-01", "2017-06-09", "P", place="T3"),
        row("2017-06-09", rne="P"),
    ]
    facts = on(child(*rows), "2018-03-31")
    assert (facts.homes_in_year, facts.homes_in_year_without_temporary, facts.carer_moves_in_year) == (3, 2, 2)


def test_moves_count_only_from_april_and_only_to_another_carer():
    record = child(
        row("2016-05-01", "2017-02-01"),
        row("2017-02-01", "2017-04-01", "P"),
        row("2017-04-01", "2017-06-01", "B"),
        row("2017-06-01", "2017-07-01", "T"),
        row("2017-07-01", "2017-08-01", "L"),
        row("2017-08-01", rne="U"),
    )
    assert on(record, "2018-03-31").carer_moves_in_year == 1


@pytest.mark.parametrize(
    ("rows", "stable"),
    [
        ([row("2015-09-30")], True),
        ([row("2015-10-01")], None),
        ([row("2015-01-01", "2016-03-31"), row("2016-03-31", rne="P")], True),
        ([row("2015-01-01", "2016-04-01"), row("2016-04-01", rne="P")], False),
        ([row("2015-01-01", "2017-04-01"), row("2017-04-01", rne="T")], True),
        ([row("2015-01-01", "2017-04-01"), row("2017-04-01", rne="U")], True),
        ([row("2015-01-01", "2017-04-01"), row("2017-04-01", rne="B", place="A4")], True),
        (
            [
                row("2015-01-01", "2017-01-01"),
                row("2017-01-01", "2017-04-01", "P"),
                row("2017-04-01", rne="B", place="A4"),
            ],
            False,
        ),
        ([row("2014-01-01", rne="P")], True),
    ],
)
def test_long_term_stability(rows, stable):
    assert on(child(*rows), "2018-03-31").long_term_stable is stable


def test_long_term_stability_is_asked_only_of_those_under_16_in_care():
    assert on(child(row("2010-01-01"), dob="2002-03-31"), "2018-03-31").long_term_stable is None
    assert on(child(row("2010-01-01"), dob="2002-04-01"), "2018-03-31").long_term_stable is True
    assert on(child(row("2010-01-01", ls="V3")), "2018-03-31").long_term_stable is None


def test_distance_is_told_unless_asylum_seeking_or_short_breaks():
    def miles(home: str | None, placement: str | None) -> float | None:
        return 12.0 if (home, placement) == ("ME14 1XQ", "CT1 2EH") else None

    record = child(row("2017-05-01", home_post="ME14 1XQ", pl_post="CT1 2EH"))
    day = D(2017, 6, 1)
    assert care.facts(record, day, distances=miles).distance_miles == 12.0
    assert care.facts(record, day).distance_miles is None
    assert care.facts(record._replace(uasc=(returns.UasRow(),)), day, distances=miles).distance_miles is None
    breaks = child(record.episodes[0]._replace(ls="V3"))
    assert care.facts(breaks, day, distances=miles).distance_miles is None


@pytest.mark.parametrize(
    ("miles", "band"), [(None, None), (0.0, "0-10"), (9.9, "0-10"), (10.0, "10-20"), (20.0, "10-20"), (20.1, "20+")]
)
def test_distance_as_people_outside_the_case_team_see_it(miles, band):
    assert care.distance_band(miles) == band


def test_the_rows_behind_an_answer():
    record = child(
        row("2015-02-01", "2016-02-01", file="a.csv", line=9), row("2016-02-01", rne="P", file="b.csv", line=2)
    )
    assert on(record, "2017-06-01").rows == (("a.csv", 9), ("b.csv", 2))


def test_children_come_sorted_by_council_and_child():
    records = [child(row("2017-05-01"))._replace(council=council, child=name) for council, name in ("B1", "A2", "A1")]
    found = care.care([*records, child()], D(2017, 6, 1))
    assert [(facts.council, facts.child) for facts in found] == [("A", "1"), ("A", "2"), ("B", "1")]
