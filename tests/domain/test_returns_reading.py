"""Which table a file is, whose and of which year, and what becomes of each row."""

import datetime
import pathlib

import pytest

from kith.domain import returns
from kith.domain.returns import tables
from tests.domain import return_files as made

D = datetime.date
DATA = pathlib.Path(__file__).parents[1] / "data" / "ssda903"
GOOD = "7,01/05/2017,S,C2,N1,U4,PR1,,,,,,"


IN_CSV = [table for table in tables.Table if table not in tables.LISTS]


@pytest.mark.parametrize("table", IN_CSV)
def test_every_table_is_known_by_its_columns_whatever_the_file_is_called(table):
    spec = tables.SPECS[table]
    columns = [name for name in spec.columns if name not in spec.elsewhere]
    data = made.csv_of(",".join(reversed(columns)).lower())
    reading = made.one(data, "anything.csv", year=2027)
    assert [file.table for file in reading.files] == [table]


@pytest.mark.parametrize("table", IN_CSV)
def test_every_table_is_known_by_what_it_cannot_do_without(table):
    # OC2 cannot be told from CHILD and DOB alone.
    columns = tables.SPECS[table].required | ({"SDQ_SCORE"} if table is tables.Table.OC2 else set())
    data = made.csv_of(",".join(sorted(columns)))
    assert [file.table for file in made.one(data, year=2027).files] == [table]


def test_real_file_names_that_say_little():
    reading = returns.read([returns.Source("small", DATA / "small")], year=2025)
    found = {pathlib.PurePath(file.name).name: file.table for file in reading.files}
    assert found == {
        "DoLo.csv": tables.Table.DOLO,
        "SSDA903_2020_episodes.csv": tables.Table.EPISODES,
        "ad1.csv": tables.Table.AD1,
        "placed_for_adoption.csv": tables.Table.PLACED_ADOPTION,
        "sw_episodes.csv": tables.Table.SW_EPISODES,
    }
    assert reading.refused == []
    assert made.balanced(reading)


def test_a_header_without_ethnicity_is_not_taken_for_the_table_of_asylum_seekers():
    reading = made.one(made.csv_of("CHILD,SEX,DOB,UPN,MOTHER,MC_DOB", "7,1,01/01/2010,,,"), year=2018)
    assert reading.files == []
    assert reading.refused[0].reason == "no table matches: it looks like Header but has no ETHNIC"


def test_a_list_of_children_from_elsewhere_is_not_taken_for_the_table_of_asylum_seekers():
    reading = made.one(made.csv_of("CHILD,SEX,DOB,WARD", "7,1,01/01/2010,Central"), year=2018)
    assert [refused.reason for refused in reading.refused] == ["no table of the return has these columns"]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("council,child,fact,value,from,source,author", "a list of local facts, read apart from the return"),
        ("council,child,first_name,surname,preferred_name", "a list of names, which a return does not hold"),
    ],
)
def test_what_stands_beside_a_return_is_called_by_what_it_is(header, reason):
    reading = made.one(made.csv_of(header, "Wealdshire,1,a,b,c,d,e"), year=2018)
    assert [refused.reason for refused in reading.refused] == [reason]


def test_the_year_is_that_of_the_latest_start_in_the_same_folder():
    reading = returns.read(
        [
            returns.Source("b/2031/e.csv", made.episodes(GOOD, "8,31/03/2018,S,C2,N1,U4,PR1,01/07/2019,E8...")),
            returns.Source("b/2031/h.csv", made.header("7,1,01/01/2010,WBRI,,,")),
            returns.Source("a/e.csv", made.episodes("7,01/04/2018,S,C2,N1,U4...")),
            returns.Source("a/h.csv", made.header("7,1,01/01/2010,WBRI,,,")),
        ]
    )
    assert {file.name: file.year for file in reading.files} == {
        "a/e.csv": 2019,
        "a/h.csv": 2019,
        "b/2031/e.csv": 2018,
        "b/2031/h.csv": 2018,
    }


def test_without_episodes_the_year_is_not_known():
    header = made.header("7,1,01/01/2010,WBRI,,,")
    reading = returns.read([returns.Source("a/h.csv", header), returns.Source("b/e.csv", made.episodes(GOOD))])
    assert [(refused.file, refused.reason[:14]) for refused in reading.refused] == [("a/h.csv", "year not known")]
    assert reading.ledger.read == 1
    assert made.one(header, year=2018).files[0].year == 2018


def test_a_year_that_no_return_has_is_refused():
    reading = made.one(made.episodes("7,01/05/2014,S,C2,N1,U4..."))
    assert "the latest episode began on 01/05/2014" in reading.refused[0].reason
    assert made.one(made.episodes("7,01/05/2014,S,C2,N1,U4..."), year=2018).ledger.new == 1


def test_the_council_is_the_la_column_else_the_option_else_not_known():
    data = made.csv_of("LA," + made.EPISODES, f"Wealdshire,{GOOD}", f",{GOOD}", f"Northmere,{GOOD}")
    reading = made.one(data, council="Elsewhere")
    assert {part.council: part.lines for part in reading.files[0].parts} == {
        "Wealdshire": [2],
        "Elsewhere": [3],
        "Northmere": [4],
    }
    assert reading.files[0].council is None
    records = returns.timelines(reading)
    assert list(records) == [("Elsewhere", "7"), ("Northmere", "7"), ("Wealdshire", "7")]
    assert list(returns.timelines(made.one(made.episodes(GOOD)))) == [(None, "7")]


def test_values_are_normalised_and_the_row_as_sent_stays():
    data = made.csv_of(made.EPISODES, " 7 ,2017-05-01, s,c2\u00a0,n1,u4,pr1,1/6/2017,x1,place,me141xq,CT1  2EH,SC 1")
    row = next(made.one(data).files[0].rows)
    assert row.values == (
        *("7", D(2017, 5, 1), "S", "C2", "N1", "U4", "PR1", D(2017, 6, 1), "X1", "PLACE"),
        *("ME14 1XQ", "CT1 2EH", "SC 1"),
    )
    assert row.raw[:4] == (" 7 ", "2017-05-01", " s", "c2\u00a0")
    assert row.key == ("7", D(2017, 5, 1), 1)


def test_sex_is_one_value_before_and_after_2025():
    old = made.one(made.header("7,1,01/01/2010,WBRI,,,", "8,2,01/01/2010,WBRI,,,"), year=2024)
    new = made.one(made.header("7,M,01/01/2010,WBRI,,,", "8,F,01/01/2010,WBRI,,,"), year=2025)
    assert [row.values[1] for row in old.files[0].rows] == [row.values[1] for row in new.files[0].rows] == ["M", "F"]


def test_lines_are_physical_lines_where_the_row_starts():
    data = made.EPISODES + "\r\n\r\n" + '"7","01/05/2017",S,C2,N1,"two\nlines",,,,,,,\r\n' + GOOD.replace("7,", "8,", 1)
    assert [row.line for row in made.one(data.encode()).files[0].rows] == [3, 5]


def test_unreadable_values_count_as_not_known_with_a_finding():
    reading = made.one(made.episodes("7,01/05/2017,S,C2,N1,U4,PR1,31/06/2017,X1..."))
    assert next(reading.files[0].rows).values[7] is None
    finding = next(finding for finding in reading.findings if finding.rule == "147")
    assert (finding.line, finding.column, finding.child) == (2, "DEC", "7")
    assert finding.text == "DEC “31/06/2017” is not a date (DD/MM/YYYY). It counts as not known."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",01/05/2017,S,C2,N1,U4...", "CHILD is blank."),
        ("  ,01/05/2017,S,C2,N1,U4...", "CHILD is blank."),
        ("7,,S,C2,N1,U4...", "DECOM is blank."),
        ("7,31/02/2017,S,C2,N1,U4...", "DECOM “31/02/2017” is not a date (DD/MM/YYYY)."),
        ("7,01/05/2071,S,C2,N1,U4...", "DECOM “01/05/2071” is after 31/03/2027, the end of the last return that Kith"),
        ("7,01/05/2017,S", "The row has 3 cells and the header 13."),
    ],
)
def test_a_row_without_a_whole_key_waits_in_quarantine_with_the_reason(row, reason):
    reading = made.one(made.episodes(row, GOOD))
    assert reading.ledger == (2, 1, 0, 0, 1)
    waiting = next(made_row for made_row in reading.files[0].rows if made_row.status is returns.Status.QUARANTINED)
    assert (waiting.line, waiting.key) == (2, None)
    assert waiting.reason.startswith(reason)
    assert any(finding.line == 2 and finding.severity is returns.Severity.ERROR for finding in reading.findings)


def test_a_blank_that_is_neither_the_child_nor_a_day_keeps_no_row_waiting():
    header = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"
    data = made.csv_of(header, "7,01/01/2010,,01/05/2024,,", "7,01/01/2010,SW1,01/06/2024,,", "7,01/01/2010,SW1,,,")
    reading = made.one(data, year=2025)
    assert reading.ledger == (3, 2, 0, 0, 1)
    found = [(one.line, one.column, one.rule, one.severity, one.text) for one in reading.findings if one.line]
    blank = "SW_ID is blank, so this row cannot be told from another of the child and day."
    assert (2, "SW_ID", "row.key", "error", blank) in found
    assert (4, "SW_DECOM", "row.key", "error", "SW_DECOM is blank. The row waits.") in found


def test_the_same_file_twice_changes_nothing():
    data = made.episodes(GOOD, "8,01/06/2017,S,C2,N1,U4...")
    reading = returns.read([returns.Source("a/e.csv", data), returns.Source("b/e.csv", data)])
    assert reading.ledger == (4, 2, 2, 0, 0)
    assert [finding.rule for finding in reading.findings] == []


def test_a_row_of_a_later_year_with_other_values_is_changed():
    first = made.episodes(GOOD)
    later = made.episodes("7,01/05/2017,S,C2,N1,U4,PR1,01/05/2018,E8,,,,", "9,01/06/2018,S,C2,N1,U4...")
    reading = returns.read([returns.Source("2/e.csv", later), returns.Source("1/e.csv", first)])
    assert reading.ledger == (3, 2, 0, 1, 0)
    assert returns.timelines(reading)[None, "7"].episodes[0].dec == D(2018, 5, 1)


def test_the_same_file_twice_changes_nothing_where_one_key_stands_in_it_more_than_once():
    reviews = made.csv_of(
        "CHILD,DOB,REVIEW,REVIEW_CODE",
        *(f"{child},01/02/2010,01/06/2017,PN{code}" for child in (1, 2) for code in (1, 2, 3)),
    )
    one, both = (
        made.read(reviews=reviews, episodes=made.episodes(GOOD)),
        made.read(reviews=reviews, again=reviews, episodes=made.episodes(GOOD)),
    )
    assert (one.ledger.new, one.ledger.unchanged, one.ledger.changed) == (3, 0, 4)
    assert (both.ledger.new, both.ledger.unchanged, both.ledger.changed) == (3, 6, 4)
    in_folders = returns.read([returns.Source(f"{name}/r.csv", reviews) for name in "ab"], year=2018)
    assert (in_folders.ledger.new, in_folders.ledger.unchanged, in_folders.ledger.changed) == (2, 6, 4)


def test_two_rows_of_one_child_and_start_are_both_kept_in_any_order():
    rows = ["7,01/05/2017,S,C2,N1,U4,PR1,01/05/2017,X1...", "7,01/05/2017,P,C2,N1,K2..."]
    for of in (rows, rows[::-1]):
        reading = made.one(made.episodes(*of))
        assert reading.ledger == (2, 2, 0, 0, 0)
        assert [row.rne for row in returns.timelines(reading)[None, "7"].episodes] == ["S", "P"]
    assert reading.findings == []


def test_two_episodes_files_in_a_folder_have_the_year_of_the_latest_start_in_either():
    early, late = made.episodes(GOOD), made.episodes("8,01/05/2018,S,C2,N1,U4...")
    for names in (("1", "2"), ("2", "1")):
        reading = returns.read(
            returns.Source(f"a/{name}.csv", data) for name, data in zip(names, (early, late), strict=True)
        )
        assert [file.year for file in reading.files] == [2019, 2019]


def test_of_two_files_of_one_table_and_year_the_higher_hash_is_used_whatever_the_order():
    one = made.episodes(GOOD, "1,01/06/2017,S,C2,N1,U4...")
    other = made.episodes(GOOD.replace("U4", "K2"), "9,01/06/2017,S,C2,N1,U4...")
    sources = [returns.Source("a/one.csv", one), returns.Source("a/other.csv", other)]
    forwards, backwards = returns.read(sources), returns.read(reversed(sources))
    assert returns.timelines(forwards) == returns.timelines(backwards)
    assert forwards.ledger == backwards.ledger
    assert forwards.findings == backwards.findings
    finding = next(finding for finding in forwards.findings if finding.rule == "file.two-versions")
    assert "a/one.csv" in finding.text
    assert "a/other.csv" in finding.text
    winner = max(forwards.files, key=lambda file: file.sha256)
    expected = set(winner.parts[0].columns["CHILD"])
    assert {child for _, child in returns.timelines(forwards)} == expected


def test_switched_off_values_are_masked_before_anything_is_kept_and_counted():
    header = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,SUBSTANCE_MISUSE"
    data = made.csv_of(header, "7,01/01/2010,12,,1,0", "8,01/01/2010,,,,1", ",01/01/2010,,,1,")
    off = frozenset({"CONVICTED", "SUBSTANCE_MISUSE"})
    file = made.one(data, year=2018, switched_off=off).files[0]
    assert file.masked_counts == {"CONVICTED": 2, "SUBSTANCE_MISUSE": 2}
    names = list(tables.SPECS[tables.Table.OC2].columns)
    for row in file.rows:
        assert [cell for cell in row.raw[4:] if cell] == [returns.MASK] * sum(bool(cell) for cell in row.raw[4:])
        assert row.values == () or row.values[names.index("CONVICTED")] is None
    kept = made.one(data, year=2018).files[0]
    assert [row.raw[4] for row in kept.rows] == ["1", "", "1"]


def test_a_malformed_row_of_a_masked_file_keeps_no_value_at_all():
    data = made.csv_of("CHILD,DOB,SDQ_SCORE,CONVICTED", "7,01/01/2010,1")
    waiting = made.one(data, year=2018, switched_off=frozenset({"CONVICTED"})).files[0].quarantined[0]
    assert waiting.raw == (returns.MASK,) * 3


def test_a_missing_end_column_is_a_warning():
    reading = made.one(made.csv_of("CHILD,DECOM,RNE,LS,CIN,PLACE", "7,01/05/2017,S,C2,N1,U4"))
    assert [(finding.rule, finding.severity) for finding in reading.findings] == [("file.column-absent", "warning")]
