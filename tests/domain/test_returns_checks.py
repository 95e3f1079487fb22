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
    assert len([number for number in checks.RULES if number.isdigit()]) == 22
