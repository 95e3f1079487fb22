"""Workbooks: cells, days and formulas as they are shown, within limits; whatever is sent, the reason is plain."""

import datetime
import io
import zipfile

import pytest

from kith.domain import returns
from kith.domain.returns import tables
from tests.domain import return_files as made
from tests.domain import workbooks as xlsx

D = datetime.date
T = returns.Table
COLUMNS = list(tables.SPECS[T.LIST_8].columns)
RAW = xlsx.Raw


def values(data: bytes, **options: object) -> dict[str, object]:
    """The normalised values of the only row of List 8."""
    reading = xlsx.read(data, **options)
    assert reading.refused == []
    (row,) = [row for file in reading.files for row in file.rows]
    return dict(zip(COLUMNS, row.values, strict=True))


def refusal(data: bytes, **options: object) -> str:
    reading = xlsx.read(data, **options)
    assert reading.files == []
    assert reading.ledger == (0, 0, 0, 0, 0)
    (refused,) = reading.refused
    return refused.reason


def with_birth(cell: xlsx.Value, **more: bool) -> bytes:
    return xlsx.book(xlsx.list_8(xlsx.child(dob=cell)), **more)


# Cells


@pytest.mark.parametrize(
    "cell",
    [
        D(2012, 3, 2),
        RAW('s="2"', f"<v>{xlsx.serial(D(2012, 3, 2))}.75</v>"),
        RAW("", f"<v>{xlsx.serial(D(2012, 3, 2))}</v>"),  # not formatted as a day
        RAW('t="d"', "<v>2012-03-02T00:00:00</v>"),
        RAW('t="str"', "<f>A1</f><v>02/03/2012</v>"),
        RAW('s="1"', f"<f>TODAY()</f><v>{xlsx.serial(D(2012, 3, 2))}</v>"),
        RAW('t="inlineStr"', "<is><r><t>02/03</t></r><r><t>/2012</t></r><rPh><t>ignored</t></rPh></is>"),
        "02/03/2012",
        " 2012-03-02 ",
    ],
)
def test_a_day_is_a_day_however_it_is_written(cell):
    assert values(with_birth(cell))["DOB"] == D(2012, 3, 2)


def test_days_may_be_counted_from_1904():
    number = (D(2012, 3, 2) - D(1904, 1, 1)).days
    sheet = xlsx.list_8({"Child Unique ID": 1, "Date of Birth": RAW('s="1"', f"<v>{number}</v>"), "Gender": "F",
                         "Date Started to be Looked After": "01/05/2019", "Child's Legal Status": "C2"})  # fmt: skip
    assert values(xlsx.book(sheet, from_1904=True))["DOB"] == D(2012, 3, 2)


@pytest.mark.parametrize("number", ["2012", "60", "1e300", "NaN", "-5", "99999999", "40231.5.1"])
def test_a_number_that_can_be_no_day_is_not_made_one(number):
    reading = xlsx.read(with_birth(RAW("", f"<v>{number}</v>")))
    assert {finding.rule for finding in reading.findings} >= {"value.date"}
    assert values(with_birth(RAW("", f"<v>{number}</v>")))["DOB"] is None


def test_a_format_with_a_word_in_it_is_no_day():
    assert values(xlsx.book(xlsx.list_8(xlsx.child(worker=RAW('s="3"', "<v>40231</v>")))))["WORKER"] == "40231"


def test_numbers_that_are_names_keep_their_digits():
    assert values(xlsx.book(xlsx.list_8(xlsx.child(id=RAW("", "<v>7.0001E4</v>")))))["CHILD"] == "70001"
    assert values(xlsx.book(xlsx.list_8(xlsx.child(id="007/A"))))["CHILD"] == "007/A"


def test_a_formula_without_a_saved_result_counts_as_blank_and_is_found():
    reading = xlsx.read(with_birth(RAW("", "<f>VLOOKUP(A2,Other!A:B,2)</f>")))
    (finding,) = [finding for finding in reading.findings if finding.rule == "value.formula"]
    assert (finding.sheet, finding.line, finding.column) == ("List 8", 2, "DOB")
    assert values(with_birth(RAW("", "<f>A2</f>")))["DOB"] is None


@pytest.mark.parametrize("cell", [RAW('t="e"', "<v>#N/A</v>"), RAW('t="s"', "<v>99999</v>"), RAW('t="s"', "<v>x</v>")])
def test_an_error_or_a_text_that_is_not_there_is_no_value(cell):
    assert values(with_birth(cell))["DOB"] is None


def test_true_and_false_answer_a_question():
    for shown, meant in (("1", "Y"), ("0", "N")):
        sheet = xlsx.list_8(xlsx.child(disability=RAW('t="b"', f"<v>{shown}</v>")))
        assert values(xlsx.book(sheet))["DISABILITY"] == meant


def test_cells_without_an_address_follow_one_another():
    heads = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in xlsx.LIST_8)
    cells = ["<v>70001</v>", "", "", f"<v>{xlsx.serial(D(2012, 3, 2))}</v>", "", "", "", "<v>43586</v>"]
    row = "".join(f"<c>{cell}</c>" for cell in cells)
    sheet = f"<worksheet><sheetData><row>{heads}</row><row>{row}</row></sheetData></worksheet>"
    found = values(
        xlsx.book(xlsx.list_8(), xl__worksheets__sheet1__xml=b"", **{"xl/worksheets/sheet1.xml": sheet.encode()})
    )
    assert (found["CHILD"], found["DOB"], found["STARTED"]) == ("70001", D(2012, 3, 2), D(2019, 5, 1))


# Sheets


def test_a_list_is_known_by_its_headings_whatever_the_sheet_is_called_and_wherever_they_stand():
    heads = [*reversed(xlsx.LIST_8)]
    sheet = xlsx.a_list("Sheet1", heads, xlsx.child(), top=4)
    sheet.rows[1] = ["Annex A", None, "List 8: children in care"]
    reading = xlsx.read(xlsx.book(sheet))
    (file,) = reading.files
    assert (file.table, file.sheet) == (T.LIST_8, "Sheet1")
    assert [row.line for row in file.rows] == [5]


def test_headings_may_be_worded_in_other_ways():
    other = {
        "Child Unique ID": "Child ID", "Gender": "Sex", "Date of Birth": "DOB",
        "Date Started to be Looked After": "Date became looked after (LAC)", "Child's Legal Status": "LEGAL STATUS ",
        "What is the permanence plan for this child?": "Permanence Plan", "Placement Type": "Type of placement",
    }  # fmt: skip
    heads = [other.get(name, name) for name in xlsx.LIST_8]
    row = {other.get(name, name): value for name, value in xlsx.child().items()}
    found = values(xlsx.book(xlsx.a_list("8", heads, row)))
    assert (found["CHILD"], found["STARTED"], found["LS"], found["PLAN"], found["PLACE"]) == (
        "70001", D(2019, 5, 1), "C2", "long_term_foster", "U6",
    )  # fmt: skip


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_read(state):
    old = xlsx.list_8(xlsx.child(id=1), state=state)
    old.name = "List 8 old"
    reading = xlsx.read(xlsx.book(old, xlsx.list_8(xlsx.child(id=2)), xlsx.Sheet("Notes", {1: ["hello"]})))
    assert [child for _, child in returns.timelines(reading)] == ["2"]
    (said,) = [finding.text for finding in reading.findings if finding.rule == "file.sheet-unused"]
    assert said == "Sheets not used: List 8 old (hidden), Notes."
    assert refusal(xlsx.book(old)).startswith("no sheet that is shown is List 8 or List 9")


def test_two_sheets_of_one_list_are_refused_with_both_names():
    second = xlsx.list_8()
    second.name = "List 8 (2)"
    assert refusal(xlsx.book(xlsx.list_8(), second)) == (
        "the sheets List 8 and List 8 (2) both look like List 8; leave only one in"
    )


def test_a_child_in_a_merged_cell_waits_and_says_so():
    heads = {1: list(xlsx.LIST_8)}
    first, second = ([xlsx.child().get(name) for name in xlsx.LIST_8] for _ in range(2))
    second[0] = None
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="rubbish"/></mergeCells>'
    reading = xlsx.read(xlsx.book(xlsx.Sheet("8", {**heads, 2: first, 3: second}, after=merged)))
    assert (reading.ledger.new, reading.ledger.quarantined) == (1, 1)
    (waits,) = reading.files[0].quarantined
    assert (waits.line, waits.reason) == (3, "CHILD is merged with row 2.")
    plain = xlsx.read(xlsx.book(xlsx.Sheet("8", {**heads, 2: first, 3: second})))
    assert plain.files[0].quarantined[0].reason == "CHILD is blank."


def test_empty_rows_are_no_rows_and_cells_beyond_the_headings_are_found():
    sheet = xlsx.list_8()
    sheet.rows[3] = [None] * 30
    sheet.rows[9] = [" "] * 3
    sheet.rows[4] = [*[xlsx.child(id=2).get(name) for name in xlsx.LIST_8], None, "a note"]
    reading = xlsx.read(xlsx.book(sheet))
    assert reading.ledger.read == 2
    assert [(f.line, f.sheet) for f in reading.findings if f.rule == "row.beyond"] == [(4, "List 8")]


# What is not a workbook, or not safe


def test_what_is_no_workbook_says_what_it_is():
    assert "old Excel workbook" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refusal(xlsx.pack({"[Content_Types].xml": xlsx.TYPES, "word/document.xml": b"<d/>"})) == (
        "it is a document, but not a workbook (.xlsx)"
    )
    assert "save tables of the SSDA903 return as CSV" in refusal(
        xlsx.book(xlsx.Sheet("Episodes", {1: ["CHILD", "DECOM"]}))
    )
    assert "macros" in refusal(xlsx.book(xlsx.list_8(), **{"xl/vbaProject.bin": b"x"}))


@pytest.mark.parametrize("part", ["worksheets/sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles.xml"])
def test_a_document_type_in_any_part_is_refused(part):
    data = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert "document type (DTD), which is never read" in refusal(xlsx.book(xlsx.list_8(), **{f"xl/{part}": data}))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("data", [b"", b"<worksheet><sheetData><row>", b"\0\1\2", b"<a>" * 100_000])
def test_a_damaged_part_is_refused(part, data):
    assert refusal(xlsx.book(xlsx.list_8(), **{part: data}))


def test_a_part_that_is_not_there_is_refused_or_does_without():
    parts = _parts(xlsx.book(xlsx.list_8()))
    del parts["xl/worksheets/sheet1.xml"]
    assert refusal(xlsx.pack(parts)).startswith("no sheet that is shown")


def test_links_to_elsewhere_are_not_followed():
    parts = _parts(xlsx.book(xlsx.list_8()))
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    outside = links.replace('Target="worksheets/sheet1.xml"', 'Target="file:///etc/passwd" TargetMode="External"')
    parts["xl/_rels/workbook.xml.rels"] = outside.encode()
    assert refusal(xlsx.pack(parts)).startswith("no sheet that is shown")
    up = links.replace("worksheets/sheet1.xml", "../../../../etc/passwd").encode()
    assert refusal(xlsx.pack(parts | {"xl/_rels/workbook.xml.rels": up})).startswith("no sheet that is shown")


def test_the_limits_of_zips_hold_for_workbooks():
    good = xlsx.book(xlsx.list_8())
    assert "limit is 3" in refusal(good, limits=returns.Limits(entries=3))
    assert "over 500 bytes" in refusal(good, limits=returns.Limits(total_bytes=500))
    bomb = b"<worksheet><sheetData>" + b" " * 5_000_000 + b"</sheetData></worksheet>"
    reason = refusal(xlsx.book(xlsx.list_8(), **{"xl/worksheets/sheet1.xml": bomb}))
    assert reason == "the workbook holds a file that unpacks to more than 100 times its size"
    assert "unsafe path" in refusal(xlsx.book(xlsx.list_8(), **{"../evil.xml": b"<x/>"}))
    assert refusal(good, limits=returns.Limits(rows=0)) == "more than 0 rows"


def test_rows_and_columns_beyond_what_a_sheet_can_have_are_refused():
    far = b'<worksheet><sheetData><row r="9999999"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    assert "1,048,576 rows" in refusal(xlsx.book(xlsx.list_8(), **{"xl/worksheets/sheet1.xml": far}))
    wide = b'<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>'
    assert "16,384 columns" in refusal(xlsx.book(xlsx.list_8(), **{"xl/worksheets/sheet1.xml": wide}))


def test_cut_off_at_any_byte_nothing_of_it_is_read():
    data = xlsx.book(xlsx.list_8())
    assert xlsx.read(data).ledger.new == 1
    for length in range(0, len(data), 7):
        reading = xlsx.read(data[:length], year=2021)
        assert (reading.files, reading.ledger.read, len(reading.refused)) == ([], 0, 1), length


def test_any_byte_changed_never_crashes_and_loses_no_row():
    data = xlsx.book(xlsx.list_8(), xlsx.a_list("List 9", xlsx.LIST_9, {"Child Unique ID": 9, "Gender": "F"}))
    for at in range(0, len(data), 11):
        reading = xlsx.read(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :], year=2021)
        assert made.balanced(reading), at


def test_a_workbook_may_stand_in_a_zip_and_another_zip_may_not():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inspection/annex.xlsx", xlsx.book(xlsx.list_8()))
        archive.writestr("inspection/more.zip", made.zip_of(episodes=made.episodes("7,01/05/2017,S,C2,N1,U4...")))
    reading = returns.read([returns.Source("a.zip", buffer.getvalue())])
    assert [file.name for file in reading.files] == ["a.zip!inspection/annex.xlsx"]
    assert [refused.reason for refused in reading.refused] == ["a zip inside a zip is not opened; unpack it first"]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
