"""Hostile files: whatever is sent, every row is accounted for, the reason is in plain English, and nothing crashes.

The numbers C01 to C17 are those of the project's list of hostile inputs.
"""

import argparse
import csv
import datetime
import io
import itertools
import pathlib

import pytest

from kith.cli import output
from kith.domain import care, returns
from kith.domain.returns import checks
from tests.domain import return_files as made

D = datetime.date
GOOD = "7,01/05/2017,S,C2,N1,U4,PR1,,,,,,"
FORMULAS = ['=HYPERLINK("http://x","a")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", ";=1", '"=1']
INERT = [
    *("</script>", "{{7*7}}", "{% load %}", "%s%n", "${jndi:ldap://x}", "'; DROP TABLE child;--", "a\u2028b"),
    "=1\n2",
]


def quoted_row(value: str, at: int = 12) -> str:
    cells = GOOD.split(",")
    cells[at] = value
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
    return buffer.getvalue()


def refusal(data: bytes, **options: object) -> str:
    reading = made.one(data, **options)
    assert reading.files == []
    assert reading.ledger == (0, 0, 0, 0, 0)
    return reading.refused[0].reason


@pytest.mark.parametrize("formula", FORMULAS)
def test_c01_a_formula_is_kept_as_text_and_made_harmless_in_a_csv(formula, capsys):
    reading = made.one(made.episodes(quoted_row(formula)))
    row = next(reading.files[0].rows)
    assert row.raw[12] == formula
    output.emit(argparse.Namespace(format="csv"), {}, [{"urn": formula}])
    shown = next(itertools.islice(csv.reader(io.StringIO(capsys.readouterr().out, newline="")), 1, None))[0]
    assert shown[0] not in "=+-@\t\r\uff1d"


def test_c02_a_byte_order_mark_hides_no_heading():
    reading = made.one(b"\xef\xbb\xbf" + made.episodes(GOOD))
    assert reading.ledger.new == 1
    assert reading.files[0].encoding == "utf-8-sig"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_c03_text_that_names_its_encoding_is_read(encoding):
    data = made.episodes(GOOD.replace("7,", "José,", 1)).decode().encode(encoding)
    assert next(made.one(data).files[0].rows).values[0] == "José"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_c03_utf_16_without_its_mark_is_refused(encoding):
    assert "UTF-16 without a byte-order mark" in refusal(made.episodes(GOOD).decode().encode(encoding))


@pytest.mark.parametrize(("name", "encoding"), [("José", "latin-1"), ("O’Neil", "cp1252")])
def test_c03_windows_text_is_read_with_a_warning(name, encoding):
    reading = made.one(made.episodes(GOOD.replace("7,", f"{name},", 1)).decode().encode(encoding))
    assert next(reading.files[0].rows).values[0] == name
    assert "file.encoding" in {finding.rule for finding in reading.findings}


def test_c03_bytes_of_no_known_encoding_are_refused():
    assert "UTF-8, UTF-16 or Windows-1252" in refusal(made.episodes(GOOD).replace(b"PR1", b"\x81\x8d"))


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("one", "other"), [("José", "O’Neil"), ("O’Neil", "José"), ("Łukasz ł", "Zoë")])
def test_c03_a_file_that_mixes_encodings_is_refused_whole_and_names_the_lines(one, other, first):
    rows = [quoted_row(one).encode(), quoted_row(other).encode("cp1252")]
    lines = [made.EPISODES.encode(), GOOD.encode(), *(rows if first else reversed(rows))]
    here, there = (3, 4) if first else (4, 3)
    words = f"it mixes encodings: line {here} is in UTF-8 and line {there} is not; save all of it as UTF-8"
    assert refusal(b"\n".join(lines)) == words


@pytest.mark.parametrize("text", ["RENÉ’S, Zoë", "É… Zoë", "“Zoë”", "café – thé", "£5"])
def test_c03_windows_text_is_not_taken_for_a_mixture(text):
    row = next(made.one(made.episodes(quoted_row(text)).decode().encode("cp1252")).files[0].rows)
    assert row.raw[12] == text


def test_c03_utf_7_is_plain_text_and_nothing_else():
    assert next(made.one(made.episodes(quoted_row("+ADw-script+AD4-"))).files[0].rows).raw[12] == "+ADw-script+AD4-"


def test_c04_an_unclosed_quote_refuses_the_file_and_names_the_row():
    data = made.episodes(GOOD, '8,"01/05/2017,S,C2,N1,U4...', GOOD, GOOD)
    assert refusal(data) == "a quotation mark opened in the row of line 3 is never closed"


def test_c04_what_an_unclosed_quote_in_the_episodes_holds_back_is_one_line():
    broken = made.episodes(GOOD, '8,"01/05/2017,S,C2,N1,U4...', GOOD)
    children = made.header("7,1,01/05/2010,WBRI,,,")
    reading = made.read(episodes=broken, header=children, missing=b"CHILD,DOB,MISSING,MIS_START,MIS_END\n")
    quote, *rest = returns.told(reading.refused)
    assert len(reading.refused) == 3
    assert quote.reason == "a quotation mark opened in the row of line 3 is never closed"
    assert [(one.file.split(" ")[0], one.reason) for one in rest] == [
        ("2", f"held back by {quote.file}, which says the year and could not be read")
    ]
    assert reading.ledger == (0, 0, 0, 0, 0)
    assert len(made.read(episodes=made.episodes(GOOD), header=children).files) == 2


def test_a_file_with_no_episodes_beside_it_is_held_back_by_none():
    alone = made.one(made.header("7,1,01/05/2010,WBRI,,,"), name="header.csv")
    assert "no episode that can be read stands beside it" in returns.told(alone.refused)[0].reason


def test_a_stray_quote_in_a_postcode_is_found_where_it_stands_and_not_said():
    reading = made.one(made.episodes(GOOD, '8,01/05/2017,S,C2,N1,U4,PR1,,,,SE1 2"CD,,'))
    (found,) = [one for one in reading.findings if one.rule == "value.postcode"]
    assert (found.line, found.column, found.child) == (3, "HOME_POST", "8")
    assert found.text == "A quotation mark stands in HOME_POST, so it is no postcode. It counts as not known."
    assert reading.ledger == (2, 2, 0, 0, 0)


def test_a_quote_that_swallows_the_next_line_says_so():
    reading = made.one(made.episodes(GOOD, '8,01/05/2017,S,C2,N1,U4,PR1,,,,"SE1 2CD,,', '9,"01/05/2017",S,C2,N1,U4...'))
    (waits,) = reading.files[0].quarantined
    assert waits.line == 3
    assert waits.reason.endswith("A quotation mark opened in it runs on over 2 lines: is one too many?")
    assert reading.ledger.read == 2


@pytest.mark.parametrize("heading", ['"CHILD', 'CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC,URN,X1,X2,X3,"Y'])
def test_c04_an_unclosed_quote_in_the_header_is_refused(heading):
    assert refusal(f"{heading},DECOM\n{GOOD}\n".encode())


@pytest.mark.parametrize("length", [131_073, 1_000_000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_c05_a_row_with_too_long_a_field_waits(length, quote):
    long_row = GOOD + quote + "x" * length + quote
    reading = made.one(made.episodes(GOOD, long_row, GOOD.replace("7,", "8,", 1)))
    assert reading.ledger == (3, 2, 0, 0, 1)
    assert "longer than 131,072" in reading.files[0].quarantined[0].reason


def test_c05_a_field_of_just_the_limit_is_accepted():
    assert made.one(made.episodes(GOOD + "x" * 131_072)).ledger == (1, 1, 0, 0, 0)


def test_c06_a_row_with_a_nul_waits():
    reading = made.one(made.episodes("7,01/05/2017,S,C\x002,N1,U4...", GOOD))
    assert reading.ledger == (2, 1, 0, 0, 1)
    assert reading.files[0].quarantined[0].reason == "The row holds a NUL character."


@pytest.mark.parametrize("header", ["CHILD,CHILD,DECOM,RNE,LS,CIN,PLACE", "child,DECOM,RNE,LS,CIN,PLACE, Child "])
def test_c07_a_key_heading_that_stands_twice_is_refused(header):
    assert "the heading CHILD stands twice" in refusal(made.csv_of(header, "7,8,01/05/2017,S,C2,N1,U4"))


def test_c07_another_heading_twice_is_a_finding():
    reading = made.one(made.csv_of("CHILD,DECOM,RNE,LS,CIN,PLACE,LS", "7,01/05/2017,S,C2,N1,U4,V3"))
    assert next(reading.files[0].rows).values[3] == "C2"
    assert "file.column-twice" in {finding.rule for finding in reading.findings}


def test_c07_no_header_renamed_header_reordered_header_and_more_columns():
    assert "no table" in refusal((GOOD + "\n").encode())
    assert "has no DECOM" in refusal(made.csv_of("CHILD,START,RNE,LS,CIN,PLACE,DEC", "7,,,,,,"))
    mixed = made.csv_of("PLACE,NOTE,CIN,LS,RNE,DECOM,CHILD", "U4,a note,N1,C2,S,01/05/2017,7")
    assert next(made.one(mixed).files[0].rows).values[:6] == ("7", D(2017, 5, 1), "S", "C2", "N1", "U4")


@pytest.mark.parametrize("row", ["7,01/05/2017,S", GOOD + ",", "7"])
def test_c07_c12_a_row_of_another_width_waits(row):
    reading = made.one(made.episodes(GOOD, row))
    assert reading.ledger == (2, 1, 0, 0, 1)
    assert "cells and the header 13" in reading.files[0].quarantined[0].reason


def test_c08_the_same_child_twice_with_other_values_is_for_a_person():
    header = made.header("7,1,01/01/2010,WBRI,,,", "7,1,01/01/2010,WBRI,,,", "7,2,02/01/2010,WBRI,,,")
    reading = made.read(header=header, episodes=made.episodes(GOOD))
    assert [finding.rule for finding in reading.findings] == ["row.repeated", "row.same-key"]
    record = returns.timelines(reading)[None, "7"]
    assert (record.dob, record.dob_conflict) == (None, True)
    facts = care.facts(record, D(2018, 1, 1))
    assert (facts.age, facts.in_care) == (None, True)


def test_c08_a_birth_date_that_another_table_or_year_gives_otherwise_is_a_conflict():
    of = [
        returns.Source("1/h.csv", made.header("7,1,01/01/2010,WBRI,,,", "8,1,01/01/2010,WBRI,,,")),
        returns.Source("1/e.csv", made.episodes(GOOD)),
        returns.Source("1/r.csv", made.csv_of("CHILD,DOB,REVIEW,REVIEW_CODE", "7,01/01/2011,01/06/2017,PN1")),
        returns.Source("2/h.csv", made.header("8,1,01/02/2010,WBRI,,,")),
        returns.Source("2/e.csv", made.episodes(GOOD.replace("2017", "2018"))),
    ]
    reading = returns.read(of)
    assert all(record.dob_conflict for record in returns.timelines(reading).values())
    assert sum(finding.rule == "203" for finding in checks.check(reading)) == 4


def test_c08_ids_that_look_alike_and_ids_of_two_councils_stay_apart():
    data = made.csv_of("LA," + made.EPISODES, "A," + GOOD, "B," + GOOD, "A,a7" + GOOD[1:], "A,A7" + GOOD[1:])
    assert list(returns.timelines(made.one(data))) == [("A", "7"), ("A", "A7"), ("A", "a7"), ("B", "7")]
    assert list(returns.timelines(made.one(made.episodes(GOOD, " 7\u00a0" + GOOD[1:])))) == [(None, "7")]


SWAPPED = ("7,1,01/01/2010,WBRI,{},,", "8,2,05/06/2011,WBRI,{},,")
PUPILS = ("A399123415001", "H399123416002")


@pytest.mark.parametrize("spelt", [str, str.lower, " {} ".format])
def test_c08_pupil_numbers_swapped_between_two_children_are_for_a_person_and_merge_nobody(spelt):
    years = zip(("2017", "2018"), (PUPILS, [spelt(upn) for upn in reversed(PUPILS)]), strict=True)
    reading = returns.read(
        returns.Source(f"{year}/{name}.csv", data)
        for year, upns in years
        for name, data in (
            ("header", made.header(*(row.format(upn) for row, upn in zip(SWAPPED, upns, strict=True)))),
            ("episodes", made.episodes(GOOD.replace("2017", year), "8" + GOOD[1:].replace("2017", year))),
        )
    )
    found = [finding for finding in checks.check(reading) if finding.rule == "upn.two-children"]
    assert [(one.child, one.file[:4], one.line, one.column, one.severity) for one in found] == [
        *(("7", "2017", 2, "UPN", "error"), ("7", "2018", 2, "UPN", "error")),
        *(("8", "2017", 3, "UPN", "error"), ("8", "2018", 3, "UPN", "error")),
    ]
    assert found[0].text == "This pupil number stands at another child too: “8”. A person must say whose it is."
    assert not any(upn.casefold() in one.text.casefold() for one in found for upn in PUPILS)
    kept = {child: (record.dob, record.dob_conflict) for (_, child), record in returns.timelines(reading).items()}
    assert kept == {"7": (D(2010, 1, 1), False), "8": (D(2011, 6, 5), False)}


def test_c08_no_pupil_number_is_shared_by_many_and_a_filler_is_not_listed_whole():
    none = made.header(*(f"{child},1,01/01/2010,WBRI,{code},," for child, code in ((7, "UN1"), (8, "UN1"), (9, ""))))
    filler = made.header(*(f"{child},1,01/01/2010,WBRI,X0,," for child in range(10, 16)))
    for header, texts in ((none, []), (filler, ["“11”, “12”, “13” and 2 more", "“10”, “12”, “13” and 2 more"])):
        found = checks.check(
            made.read(header=header, episodes=made.episodes(GOOD)), only=frozenset({"upn.two-children"})
        )
        assert all(text in one.text for one, text in zip(found, texts, strict=False))
        assert len(found) == (6 if texts else 0)


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2010", "29/02/2011", "00/00/0000", "2010-13-01", "02/13/2010", "01/02/17", "40237", "1900-01-00"),
        *("٠١/٠٢/٢٠١٧", "1e9", "NaN", "inf", "+5", "01/05/2017 13:00", "01-05-2017", "9" * 5000),
        *("01/05/0201", "01/05/9999"),
    ],
)
def test_c09_c11_what_is_no_date_is_never_guessed_at(text):
    key = made.one(made.episodes(f"7,{text},S,C2,N1,U4...", GOOD))
    assert key.ledger == (2, 1, 0, 0, 1)
    other = made.one(made.episodes(f"7,01/05/2017,S,C2,N1,U4,PR1,{text},X1..."))
    assert next(other.files[0].rows).values[7] is None
    assert [finding.rule for finding in other.findings] == ["147"]


def test_c09_a_real_leap_day_is_a_date():
    assert next(made.one(made.episodes("7,29/02/2024,S,C2,N1,U4...")).files[0].rows).values[1] == D(2024, 2, 29)


def test_c09_dates_that_contradict_each_other_are_found():
    reading = made.read(
        header=made.header("1,1,01/04/2030,WBRI,,,", "2,1,01/01/1890,WBRI,,,", "3,1,01/06/2017,WBRI,,,"),
        episodes=made.episodes(
            "1,01/05/2017,S,C2,N1,U4...",
            "3,01/05/2017,S,C2,N1,U4...",
            "4,01/05/2017,S,C2,N1,U4,PR1,01/04/2017,E8...",
            "5,01/05/2017,S,C2,N1,U4,PR1,01/07/2017,X1...",
            "5,01/06/2017,P,C2,N1,U4...",
        ),
    )
    found = {(finding.child, finding.rule) for finding in checks.check(reading)}
    assert {("1", "301"), ("1", "302"), ("2", "dob.long-ago"), ("3", "302"), ("4", "356"), ("5", "501")} <= found
    unborn = care.facts(returns.timelines(reading)[None, "1"], D(2018, 1, 1))
    assert unborn.age is None


def test_c10_a_leap_day_child_is_under_16_until_the_first_of_march():
    reading = made.read(
        header=made.header("7,1,29/02/2008,WBRI,,,"), episodes=made.episodes(GOOD.replace("2017", "2023"))
    )
    record = returns.timelines(reading)[None, "7"]
    assert [care.facts(record, on).age for on in (D(2024, 2, 28), D(2024, 2, 29), D(2026, 2, 28), D(2026, 3, 1))] == [
        *(15, 16, 17, 18),
    ]


@pytest.mark.parametrize(
    "text", ["٣٤", "１２", "1e9", "1_000", "+5", "-0", "9" * 5000, str(2**40), str(2**63), "NaN", "inf", "1.5"]
)
def test_c11_what_is_no_small_whole_number_counts_as_not_known(text):
    data = made.csv_of("CHILD,DOB,SDQ_SCORE,SDQ_REASON", f"7,01/01/2010,{text},")
    reading = made.one(data, year=2018)
    assert next(reading.files[0].rows).values[2] is None
    assert [finding.rule for finding in reading.findings if finding.line] == ["value.number"]
    assert len(reading.findings[-1].text) < 200


def test_c11_a_number_that_a_spreadsheet_wrote_with_a_point_is_whole():
    data = made.csv_of("CHILD,DOB,SDQ_SCORE,SDQ_REASON", "7,01/01/2010,12.0,")
    assert next(made.one(data, year=2018).files[0].rows).values[2] == 12


def test_c12_line_ends_blank_lines_and_separators_make_no_difference():
    lines = made.episodes(GOOD, GOOD.replace("7,", "8,", 1)).decode()
    expected = [row.values for row in made.one(lines.encode()).files[0].rows]
    head, first, second, _ = lines.split("\n")
    for text in (
        *(lines.replace("\n", end) for end in ("\r", "\r\n")),
        *(lines.replace(",", separator) for separator in ";\t|"),
        *(lines.rstrip("\n"), f"\n\r\n{head}\r\n\n{first}\r   \n{second}\n\n\n"),
        *(lines.replace("\n", ",\n"), "".join(f'"{line}"\n'.replace(",", '","') for line in (head, first, second))),
    ):
        reading = made.one(text.encode())
        assert [row.values for row in reading.files[0].rows] == expected, text
        assert reading.ledger == (2, 2, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "the file is empty"), (b"\n\n", "the file is empty"), (b"C", "no table")]
)
def test_c13_an_empty_file_is_refused(data, reason):
    assert reason in refusal(data)


def test_c13_a_header_alone_has_no_rows():
    assert "year not known" in refusal(made.episodes())
    assert made.one(made.episodes(), year=2018).ledger == (0, 0, 0, 0, 0)


def test_c13_limits_come_first():
    data = made.episodes(GOOD, GOOD.replace("7,", "8,", 1), GOOD.replace("7,", "9,", 1))
    assert "more than 2 rows" in refusal(data, limits=returns.Limits(rows=2))
    assert "over 100 bytes" in refusal(data, limits=returns.Limits(total_bytes=100))
    wide = (",".join(f"C{at}" for at in range(10_000)) + "\n").encode()
    assert refusal(wide) == "10,000 columns; the limit is 200"
    two = [returns.Source("a/e.csv", data), returns.Source("b/e.csv", data)]
    assert len(returns.read(two, limits=returns.Limits(total_bytes=len(data) + 1)).refused) == 1


def test_c13_a_large_file_on_disk_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pathlib.Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    reading = returns.read([returns.Source("large.csv", path)])
    assert "over 200,000,000 bytes" in reading.refused[0].reason


def test_c14_the_wrong_file_is_refused_with_the_reason():
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20) == "it is not a text file"
    assert "web page" in refusal(b"<!DOCTYPE html><html><body>Error 500</body></html>")
    assert "web page" in refusal(b"<!doctype html><meta charset=utf-8><p>Error 500<br>")
    assert "web page" in refusal(b"  <html>\n" + made.episodes(GOOD))


def test_c14_a_return_of_last_year_stays_last_years():
    assert [file.year for file in made.one(made.episodes(GOOD), "2027/ssda903_2027.csv").files] == [2018]


def test_c15_a_file_sent_again_after_a_change_shows_what_changed():
    before, after = made.episodes(GOOD, "8" + GOOD[1:]), made.episodes(GOOD, "8" + GOOD[1:].replace("U4", "K2"))
    reading = returns.read([returns.Source("a.csv", before), returns.Source("b.csv", after)])
    assert reading.ledger == (4, 2, 1, 1, 0)
    assert made.balanced(reading)


@pytest.mark.parametrize("text", ["s", " S ", "S\u00a0", "\u00a0s"])
def test_c16_case_and_spaces_around_a_code_do_not_matter(text):
    assert next(made.one(made.episodes(GOOD.replace(",S,", f",{text},"))).files[0].rows).values[2] == "S"


@pytest.mark.parametrize(("column", "rule"), [("S", "143"), ("C2", "144"), ("N1", "145"), ("U4", "146")])
def test_c16_an_unknown_code_is_found(column, rule):
    reading = made.one(made.episodes(GOOD.replace(f",{column},", ",Q9,"), GOOD.replace(f",{column},", ",,", 1)))
    found = [finding for finding in checks.check(reading) if finding.rule == rule]
    assert [finding.line for finding in found] == [2, 3]
    assert "“Q9” is not a code of the 2018 return" in found[0].text
    assert "is blank" in found[1].text


@pytest.mark.parametrize("text", INERT)
def test_c17_text_that_means_something_elsewhere_is_text_here(text, tmp_path):
    path = pathlib.Path(tmp_path, "e.csv")
    path.write_bytes(made.episodes(quoted_row(text, at=0), quoted_row(text)))
    reading = returns.read([returns.Source("e.csv", path)])
    assert reading.ledger == (2, 2, 0, 0, 0)
    assert [row.raw[0] for row in reading.files[0].rows] == [text, "7"]
    assert list(returns.timelines(reading)) == sorted([(None, text), (None, "7")])


def test_a_council_named_twice_is_refused_because_it_is_part_of_the_key():
    assert "the heading LA stands twice" in refusal(made.csv_of(f"{made.EPISODES},LA,LA", GOOD + ",Vale,Wealdshire"))


def test_many_rows_with_nul_wait_and_the_others_are_read():
    rows = [f"{child},01/05/2017,S,C2,N1,U4,PR1,,,,,,\0" for child in range(100, 160)]
    reading = made.one(made.episodes(GOOD, *rows))
    assert reading.ledger == (61, 1, 0, 0, 60)
