"""Each validation rule by its DfE number: a return that breaks it, and one just inside it."""

import pytest

from kith.domain import returns
from kith.domain.returns import checks, codes
from tests.domain import return_files as made

BORN = "7,1,15/01/2008,WBRI,,,"
FIRST = "7,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,X1..."
NEXT = "7,01/06/2017,P,C2,N1,U4..."
DECIDED = "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED"

# rule, the rows of Header, the rows of Episodes, and the lines that break it (in Header for 102, 301 and 203).
CASES = [
    ("102", ["7,1,,WBRI,,,"], [FIRST, NEXT], [2]),
    ("142", [BORN], ["7,01/05/2017,S,C2,N1,U4...", "7,01/06/2017,S,C2,N1,U4..."], [2]),
    ("143", [BORN], [FIRST, NEXT.replace(",P,", ",X,")], [3]),
    ("144", [BORN], [FIRST, NEXT.replace("C2", "C9")], [3]),
    ("145", [BORN], [FIRST, NEXT.replace("N1", "N9")], [3]),
    ("146", [BORN], [FIRST, NEXT.replace("U4", "K3")], [3]),
    ("148", [BORN], [FIRST.replace("X1", ""), "7,01/06/2017,P,C2,N1,U4,PR1,,E3..."], [2, 3]),
    ("149", [BORN], [FIRST.replace("X1", "E99"), NEXT], [2]),
    ("203", [BORN, "7,1,16/01/2008,WBRI,,,"], [FIRST, NEXT], [2, 3]),
    ("301", ["7,1,01/04/2018,WBRI,,,"], [FIRST, NEXT], [2]),
    ("302", ["7,1,02/05/2017,WBRI,,,"], [FIRST, NEXT], [2]),
    ("356", [BORN], [FIRST.replace("01/06/2017", "30/04/2017"), NEXT], [2]),
    ("388", [BORN], [FIRST, NEXT.replace("01/06", "02/06")], [2]),
    ("431", [BORN], [FIRST, NEXT.replace(",P,", ",S,")], [3]),
    ("432", [BORN], [FIRST.replace("X1", "E8"), NEXT], [3]),
    ("433", [BORN], [FIRST, NEXT.replace("01/06", "02/06")], [3]),
    ("433", [BORN], [FIRST.replace("01/06/2017,X1", ","), NEXT], [3]),
    ("431", [BORN], [FIRST, NEXT.replace(",P,", ",S,").replace("01/06", "31/05")], [3]),
    ("432", [BORN], [FIRST.replace("01/06/2017,X1", ",E8"), NEXT], [3]),
    ("501", [BORN], [FIRST, NEXT.replace("01/06", "31/05")], [3]),
    ("dob.long-ago", ["7,1,31/03/1992,WBRI,,,"], [FIRST, NEXT], [2]),
]


def found(reading: returns.Reading, rule: str) -> list[returns.Finding]:
    return [finding for finding in checks.check(reading) if finding.rule == rule]


def reading_of(header: list[str], rows: list[str], **more: bytes) -> returns.Reading:
    return made.read(header=made.header(*header), episodes=made.episodes(*rows), **more)


@pytest.mark.parametrize(("rule", "header", "rows", "lines"), CASES, ids=[case[0] for case in CASES])
def test_a_return_that_breaks_the_rule(rule, header, rows, lines):
    findings = found(reading_of(header, rows), rule)
    assert sorted(finding.line for finding in findings) == lines
    for finding in findings:
        assert (finding.child, finding.severity) == ("7", returns.Severity.ERROR)
        assert finding.text[0].isupper()
        assert finding.text.endswith(".")
        assert finding.column


@pytest.mark.parametrize("rule", sorted(checks.RULES))
def test_a_sound_return_breaks_no_rule(rule):
    sound = reading_of(
        [BORN],
        [FIRST, NEXT],
        uasc=made.csv_of("CHILD,SEX,DOB,DUC", "7,1,15/01/2008,15/01/2026"),
        placed=made.csv_of(DECIDED, "7,15/01/2008,01/05/2017,,"),
    )
    assert found(sound, rule) == []


@pytest.mark.parametrize(("rule", "row"), [("551", NEXT.replace("U4", "A4")), ("553", NEXT.replace("C2", "E1"))])
def test_adoption_without_a_decision(rule, row):
    none_decided = reading_of([BORN], [FIRST, row], placed=made.csv_of(DECIDED, "8,15/01/2008,01/05/2017,,"))
    assert [finding.line for finding in found(none_decided, rule)] == [3]
    decided = reading_of([BORN], [FIRST, row], placed=made.csv_of(DECIDED, "7,15/01/2008,01/05/2017,,"))
    assert found(decided, rule) == []
    not_asked = found(reading_of([BORN], [FIRST, row]), rule)
    assert [(finding.severity, finding.line) for finding in not_asked] == [(returns.Severity.NOTE, None)]


def test_asylum_status_after_the_18th_birthday():
    late = made.csv_of("CHILD,SEX,DOB,DUC", "7,1,15/01/2008,16/01/2026")
    assert [finding.line for finding in found(reading_of([BORN], [FIRST, NEXT], uasc=late), "304")] == [2]


# rule, column, the file that breaks it (line 2 does, line 3 does not) and what is said.
OC2 = "CHILD,DOB,SDQ_SCORE,SDQ_REASON"
OC3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"
WARNINGS = [
    ("code.year", "SEX", made.header("7,9,15/01/2008,WBRI,,,", "8,2,15/01/2008,WBRI,,,"), "“9” in SEX"),
    ("code.year", "ETHNIC", made.header("7,1,15/01/2008,ZZZZ,,,", "8,1,15/01/2008,NOBT,,,"), "“ZZZZ” in ETHNIC"),
    ("code.year", "MOTHER", made.header("7,1,15/01/2008,WBRI,,2,", "8,1,15/01/2008,WBRI,,1,"), "“2” in MOTHER"),
    ("code.year", "SEX", made.csv_of("CHILD,SEX,DOB,DUC", "7,x,15/01/2008,", "8,1,15/01/2008,"), "“X” in SEX"),
    ("code.year", "PLACE_PROVIDER", made.episodes(FIRST.replace("PR1", "PR9"), NEXT), "“PR9” in PLACE_PROVIDER"),
    (
        "code.year",
        "REASON_PLACE_CHANGE",
        made.episodes(FIRST.replace("X1", "X1,NOPE"), NEXT),
        "“NOPE” in REASON_PLACE_CHANGE",
    ),
    ("code.year", "IN_TOUCH", made.csv_of(OC3, "7,15/01/2000,MAYBE,F2,U1", "8,15/01/2000,YES,F2,U1"), "“MAYBE”"),
    ("code.year", "ACTIV", made.csv_of(OC3, "7,15/01/2000,YES,F9,U1", "8,15/01/2000,RHOM,0,0"), "“F9” in ACTIV"),
    ("code.year", "ACCOM", made.csv_of(OC3, "7,15/01/2000,YES,F2,Q7", "8,15/01/2000,YES,F2,z2"), "“Q7” in ACCOM"),
    ("code.year", "SDQ_REASON", made.csv_of(OC2, "7,15/01/2008,,SDQ9", "8,15/01/2008,,SDQ1"), "“SDQ9” in SDQ_REASON"),
    (
        "code.year",
        "REVIEW_CODE",
        made.csv_of("CHILD,DOB,REVIEW,REVIEW_CODE", "7,15/01/2008,01/06/2017,PN99", "8,15/01/2008,01/06/2017,PN7"),
        "“PN99” in REVIEW_CODE",
    ),
    (
        "code.year",
        "PREV_PERM",
        made.csv_of("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "7,15/01/2008,QQ,,", "8,15/01/2008,P1,,zz/zz/zzzz"),
        "“QQ” in PREV_PERM",
    ),
    (
        "code.year",
        "REASON_PLACED_CEASED",
        made.csv_of(DECIDED, "7,15/01/2008,01/05/2017,01/06/2017,RD9", "8,15/01/2008,01/05/2017,01/06/2017,RD4"),
        "“RD9” in REASON_PLACED_CEASED",
    ),
    (
        "code.year",
        "MISSING",
        made.csv_of("CHILD,DOB,MISSING,MIS_START,MIS_END", "7,15/01/2008,Q,01/06/2017,", "8,15/01/2008,a,01/06/2017,"),
        "“Q” in MISSING",
    ),
    (
        "sdq.score",
        "SDQ_SCORE",
        made.csv_of(OC2, "7,15/01/2008,41,", "8,15/01/2008,40,"),
        "SDQ score 41 is above 40",
    ),
    ("197a", "SDQ_REASON", made.csv_of(OC2, "7,15/01/2008,0,SDQ4", "8,15/01/2008,0,"), "and “SDQ4” as the reason"),
    ("133", "ACCOM", made.csv_of(OC3, "7,15/01/2000,YES,F2,S1", "8,15/01/2000,YES,F2,S2"), "“S1” says homeless"),
    ("133", "ACCOM", made.csv_of(OC3, "7,15/01/2000,YES,F2,x1", "8,15/01/2000,YES,F2,X2"), "“X1” says in custody"),
    (
        "postcode.form",
        "PL_POST",
        made.episodes(FIRST.replace("X1", "X1,,ME14 1XQ,NOPE"), NEXT),
        "PL_POST is not written like a postcode",
    ),
    ("postcode.form", "HOME_POST", made.episodes(FIRST.replace("X1", "X1,,XX,ct1 2eh"), NEXT), "HOME_POST is not"),
    ("postcode.form", "HOME_POST", made.episodes(FIRST.replace("X1", "X1,,ME14 1X,ME14"), NEXT), "HOME_POST is not"),
]


@pytest.mark.parametrize(
    ("rule", "column", "data", "said"), WARNINGS, ids=[f"{case[0]} {case[1]}" for case in WARNINGS]
)
def test_a_value_that_is_kept_and_named_in_a_warning(rule, column, data, said):
    reading = made.one(data, year=2018)
    warnings = [finding for finding in checks.check(reading) if finding.severity == "warning"]
    assert [(one.rule, one.line, one.column, one.child) for one in warnings] == [(rule, 2, column, "7")]
    assert said in warnings[0].text
    assert warnings[0].text[-1] in ".?"
    assert (reading.ledger.quarantined, reading.refused) == (0, [])
    assert next(reading.files[0].rows).values[list(reading.files[0].columns).index(column)] is not None


def test_a_postcode_with_a_slip_in_it_is_never_shown():
    data = made.episodes(FIRST.replace("X1", "X1,,ME14 IXQ,"))
    (found_one,) = found(made.one(data), "postcode.form")
    assert "ME14" not in found_one.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        *((text, text) for text in ("15/03/2012", "29/02/2012", "zz/03/2012", "zz/zz/2012", "zz/zz/zzzz", "")),
        ("ZZ/12/2012", "zz/12/2012"),
        *((text, None) for text in ("zz/13/2012", "zz/00/2012", "32/zz/2012", "29/02/2011", "zz/03/0012", "zz", "0")),
    ],
)
def test_a_partial_date_is_read_as_the_guide_writes_it(text, kept):
    """PrevPerm: what is not known is zz. A month 13 is none, whatever else is not known."""
    header = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"
    reading = made.one(made.csv_of(header, f"7,15/01/2008,P1,,{text}"), year=2018)
    assert next(reading.files[0].rows).values[4] == (kept or None)
    told = [(one.rule, one.line, one.column) for one in reading.findings if one.line]
    assert told == ([] if kept is not None else [("value.date", 2, "DATE_PERM")])


def test_codes_that_the_xml_form_files_in_its_header_are_looked_at_there():
    xml = (
        "<EXPSSDA903><CHILD><HEADER><CHILDID>7</CHILDID><SEX>1</SEX><DOB>15/01/2000</DOB><ETHNIC>WBRI</ETHNIC>"
        "<IN_TOUCH>MAYBE</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>S1</ACCOM></HEADER></CHILD></EXPSSDA903>"
    )
    told = checks.check(made.one(xml.encode(), name="return.xml", year=2018))
    assert {(one.rule, one.column, one.severity, one.table) for one in told} == {
        ("code.year", "IN_TOUCH", "warning", "Header"),
        ("133", "ACCOM", "warning", "Header"),
    }


def test_unreadable_starts_and_ends_carry_their_numbers():
    reading = reading_of([BORN], [FIRST.replace("01/05", "31/04"), NEXT + "", "8,01/05/2017,S,C2,N1,U4,PR1,x,X1..."])
    assert {(finding.line, finding.rule) for finding in reading.findings} == {(2, "141"), (4, "147")}


@pytest.mark.parametrize(
    ("year", "place", "valid"),
    [
        (2024, "H5", True),
        (2025, "H5", False),
        (2023, "K3", False),
        (2024, "K3", True),
        (2025, "Z1", True),
        (2026, "Z1", False),
        (2026, "Z12", True),
    ],
)
def test_codes_are_valid_by_year(year, place, valid):
    assert (place in codes.valid(returns.Table.EPISODES, "PLACE", year)) is valid
    row = f"7,01/05/{year - 1},S,C2,N1,{place}..."
    assert bool(found(reading_of([BORN], [row]), "146")) is not valid


# One line of the year table for each year in which the return changed: table, column, code, first year, last year.
CHANGES = [
    *(("Episodes", "REC", code, 2017, 2018) for code in ("E43", "E44")),
    *(("Episodes", "REC", code, 2019, 2027) for code in ("E45", "E46", "E47", "E48")),
    ("Episodes", "REASON_PLACE_CHANGE", "CUSTOD", 2019, 2027),
    *(("OC3", "ACTIV", code, 2017, 2021) for code in ("F3", "P3")),
    *(("OC3", "ACTIV", code, 2022, 2027) for code in ("F4", "F5", "P4", "P5")),
    ("SWEpisodes", "SW_REASON", "MANAGE", 2024, 2027),
    *(("Header", "SEX", code, 2017, 2024) for code in "12"),
    *(("Header", "SEX", code, 2025, 2027) for code in "MFU"),
    *(("Episodes", "PLACE", code, 2017, 2024) for code in ("H5", "P2")),
    ("Episodes", "PLACE", "K3", 2024, 2027),
    ("Episodes", "PLACE", "Z1", 2017, 2025),
    *(("Episodes", "PLACE", code, 2026, 2027) for code in ("Z11", "Z12", "Z13", "Z14")),
]


@pytest.mark.parametrize(("table", "column", "code", "first", "last"), CHANGES)
def test_every_change_of_the_return_holds_in_its_years(table, column, code, first, last):
    years = [year for year in range(2017, 2028) if code in codes.valid(returns.Table(table), column, year)]
    assert years == list(range(first, last + 1))


def row_of(column: str, code: str, year: int) -> bytes:
    """A file with one row that holds the code, as a return of that year would."""
    begins = f"7,01/05/{year - 1},S,C2,N1"
    return {
        "REC": made.episodes(f"{begins},U4,PR1,01/06/{year - 1},{code}..."),
        "REASON_PLACE_CHANGE": made.episodes(f"{begins},U4,PR1,,,{code}..."),
        "PLACE": made.episodes(f"{begins},{code}..."),
        "ACTIV": made.csv_of(OC3, f"7,15/01/2000,YES,{code},U1"),
        "SEX": made.header(f"7,{code},15/01/2008,WBRI,,,"),
        "SW_REASON": made.csv_of(
            "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON", f"7,15/01/2008,W1,01/05/{year - 1},,{code}"
        ),
    }[column]


@pytest.mark.parametrize(
    ("column", "code", "found_in", "sound_in", "rule"),
    [
        ("REC", "E43", 2019, 2018, "149"),
        ("REC", "E45", 2018, 2019, "149"),
        ("REASON_PLACE_CHANGE", "CUSTOD", 2018, 2019, "code.year"),
        ("ACTIV", "F3", 2022, 2021, "code.year"),
        ("ACTIV", "P5", 2021, 2022, "code.year"),
        ("SW_REASON", "MANAGE", 2023, 2024, "code.year"),
        ("SEX", "U", 2024, 2025, "code.year"),
        ("PLACE", "P2", 2025, 2023, "146"),
        ("PLACE", "H5", 2025, 2024, "146"),
        ("PLACE", "K3", 2023, 2025, "146"),
        ("PLACE", "Z1", 2026, 2025, "146"),
        ("PLACE", "Z14", 2025, 2026, "146"),
    ],
)
def test_a_code_of_another_year_is_found(column, code, found_in, sound_in, rule):
    for year, expected in ((found_in, [rule]), (sound_in, [])):
        told = checks.check(made.one(row_of(column, code, year), year=year))
        assert [one.rule for one in told if one.column == column] == expected


def test_a_child_filed_as_1_in_one_year_and_as_m_in_the_next_is_one_sex():
    for year, sex in ((2024, "1"), (2025, "M")):
        reading = made.one(row_of("SEX", sex, year), year=year)
        assert [row.values[1] for row in reading.files[0].rows] == ["M"]
        assert found(reading, "code.year") == []


@pytest.mark.parametrize(("start", "lines"), [("27/10/2023", []), ("28/10/2023", [2]), ("01/12/2023", [2])])
def test_independent_living_cannot_begin_once_it_is_not_valid(start, lines):
    reading = made.one(made.episodes(f"7,{start},S,C2,N1,P2,PR1..."))
    assert reading.files[0].year == 2024
    told = found(reading, "146")
    assert [one.line for one in told] == lines
    assert all("cannot begin on" in one.text and "27/10/2023" in one.text for one in told)


def test_the_tables_of_later_years_are_read_in_them():
    for year, data in (
        (2024, row_of("SW_REASON", "MANAGE", 2024)),
        (2027, made.csv_of("CHILD,DOB,DOLO_START,DOLO_END", "7,15/01/2012,01/05/2026,")),
    ):
        reading = made.one(data, year=year)
        assert (reading.ledger.new, checks.check(reading)) == (1, [])


def test_every_code_has_a_label():
    assert codes.labels(returns.Table.EPISODES, "LS")["C2"] == "Full care order"
    assert codes.valid(returns.Table.EPISODES, "URN", 2018) == frozenset()


def test_only_the_rules_asked_for_are_run():
    reading = reading_of(["7,1,,WBRI,,,"], [FIRST, NEXT.replace("C2", "C9")])
    assert {finding.rule for finding in checks.check(reading, only=frozenset({"144"}))} == {"144"}


def test_a_file_that_another_replaces_is_not_looked_at():
    sources = [returns.Source(f"a/{code}.csv", made.episodes(NEXT.replace("C2", code))) for code in ("C8", "C9")]
    reading = returns.read(sources)
    winner = max(reading.files, key=lambda file: file.sha256)
    assert [finding.file for finding in found(reading, "144")] == [winner.name]


def test_two_councils_do_not_mix():
    data = made.csv_of("LA," + made.EPISODES, "A,7,01/05/2017,S,C2,N1,U4,,,,,,,", "B,7,01/06/2017,S,C2,N1,U4,,,,,,,")
    assert found(made.one(data), "142") == []


def test_findings_come_sorted_by_council_child_and_line():
    reading = reading_of(
        [BORN], ["9,01/05/2017,X,C9,N1,U4...", "10,01/05/2017,X,C2,N1,U4...", "9,01/04/2017,X,C2,N1,U4..."]
    )
    places = [(finding.child, finding.line) for finding in checks.check(reading) if finding.line]
    assert places == sorted(places)


def test_there_are_the_rules_that_care_facts_lean_on():
    assert len([number for number in checks.RULES if number.isdigit()]) == 23
