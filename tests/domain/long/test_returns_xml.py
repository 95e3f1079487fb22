"""The XML form of the return: the same tables, rows, children and answers as the CSV form."""

import collections
import datetime
import json
import pathlib
from xml.etree import ElementTree

import pytest

from kith import cli
from kith.domain import care, dates, returns
from kith.domain.returns import checks
from tests.domain import return_files as made
from tests.domain import return_xml as xml

D = datetime.date
SAMPLE = pathlib.Path(__file__).parents[2] / "data" / "ssda903" / "xml" / "fake_903.xml"
ROWS = ("HEADER", "EPISODE", "AREVIEW", "AMISSING", "AD_PLACED", "PERMANENCE", "OC2")
T = returns.Table


def sample() -> returns.Reading:
    return returns.read([returns.Source("fake.xml", SAMPLE)])


def test_check_values_of_the_sample():
    """Counted from the sample by hand before Kith existed (the project's data standards, 3A)."""
    on = D(2018, 3, 31)
    of = returns.timelines(sample())
    known = care.care(of.values(), on)
    opened = [row for record in of.values() for row in record.episodes if row.decom <= on]
    assert sum(row.dec is None or row.dec > on for row in opened) == 134
    assert len(known) == 134
    cared = [child for child in known if child.in_care]
    assert len(cared) == 110
    assert sum(child.age < 16 for child in cared) == 103
    assert sum(child.start_known for child in cared) == 21
    assert sum(child.placed_for_adoption for child in cared) == 14
    assert sum(child.placement_order for child in cared) == 8
    assert sum(child.placed_with_parents for child in cared) == 4
    assert sum(child.custody for child in cared) == 41
    recent = [c for c in cared if c.age < 16 and c.start > dates.years_before(on, 3) and not c.adoption_plan]
    assert (len(recent), sum(child.start_known for child in recent)) == (71, 11)


def test_the_commands_take_it(capsys, monkeypatch):
    monkeypatch.setattr("kith.cli.care._distances", lambda: None)
    on = ["--on", "2018-03-31", "--format", "json"]
    assert cli.main(["eligible", str(SAMPLE), *on, "--rules", "kent-2018"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["in_care"], counts["yes"], counts["no"], counts["cannot_tell"]) == (110, 0, 39, 71)
    assert cli.main(["care", str(SAMPLE), *on]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"open": 134, "in_care": 110, "stale": 0}
    assert cli.main(["check", str(SAMPLE), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {finding["file"] for finding in found["findings"]} == {str(SAMPLE)}
    assert {finding["sheet"] for finding in found["findings"]} == {None}


def test_every_row_of_the_sample_is_in_the_ledger():
    counted = collections.Counter(element.tag for element in ElementTree.parse(SAMPLE).iter())
    reading = sample()
    assert reading.ledger.read == sum(counted[name] for name in ROWS) == 2433
    assert reading.ledger.quarantined == 0
    assert made.balanced(reading)
    by_table = {file.table: file.row_count for file in reading.files}
    assert by_table[T.HEADER] == counted["HEADER"] == 253
    assert by_table[T.EPISODES] == counted["EPISODE"] == 459
    assert {file.year for file in reading.files} == {2018}
    assert len({file.sha256 for file in reading.files}) == 1


def test_the_same_facts_as_csv_and_as_xml_are_the_same_records():
    document = xml.document(
        xml.child(
            xml.header("7", xml.element("AREVIEW", REVIEW="03/06/2017", REVIEW_CODE="PN1")),
            xml.episode(DEC="10/10/2017", REC="X1", HOME_POST="ME14 1XQ", PL_POST="CT1 2EH", URN="SC1"),
            xml.episode(DECOM="10/10/2017", RNE="P", PL="k2"),
        )
    )
    csv = made.read(
        header=made.header("7,1,02/03/2012,WBRI,,,"),
        reviews=made.csv_of("CHILD,DOB,REVIEW,REVIEW_CODE", "7,02/03/2012,03/06/2017,PN1"),
        episodes=made.episodes(
            "7,01/05/2017,S,C2,N1,U4,,10/10/2017,X1,,ME14 1XQ,CT1 2EH,SC1", "7,10/10/2017,P,C2,N1,K2,,..."
        ),
    )

    def plain(reading: returns.Reading) -> returns.Record:
        (record,) = returns.timelines(reading).values()
        episodes = tuple(row._replace(file="", line=0) for row in record.episodes)
        reviews = tuple(row._replace(file="", line=0) for row in record.reviews)
        return record._replace(episodes=episodes, reviews=reviews, uasc_known=True)

    assert plain(xml.read(document)) == plain(csv)


def test_an_episode_that_lacks_an_element_takes_nothing_from_another():
    """The published validator gives it the value of the child's last episode; an absent element is blank."""
    first = xml.episode(DEC="10/10/2017", REC="X1")
    last = xml.episode(DECOM="10/10/2017", PL_POST="CT1 2EH", REASON_PLACE_CHANGE="PLACE", URN="SC1")
    reading = xml.read(xml.document(xml.child(xml.header(), first, last)))
    one, two = xml.rows(reading, T.EPISODES)
    assert (one["PL_POST"], one["REASON_PLACE_CHANGE"], one["URN"]) == ("", "", "")
    assert (two["PL_POST"], two["URN"]) == ("CT1 2EH", "SC1")
    (record,) = returns.timelines(reading).values()
    assert record.episodes[0].urn is None


def test_rows_below_the_child_get_its_number_and_birth():
    inside = (
        xml.element("AREVIEW", REVIEW="03/06/2017", REVIEW_CODE="PN1"),
        xml.element("AMISSING", MISSING="M", MIS_START="04/06/2017", MIS_END=""),
        xml.element("AD_PLACED", DATE_PLACED="05/06/2017"),
        xml.element("PERMANENCE", PREV_PERM="P1"),
        xml.element("OC2", SDQ_SCORE="14"),
    )
    reading = xml.read(xml.document(xml.child(xml.header("A/9", *inside), xml.episode())))
    for table in (T.REVIEWS, T.MISSING, T.PLACED_ADOPTION, T.PREV_PERM, T.OC2):
        (row,) = xml.rows(reading, table)
        assert (row["CHILD"], row["DOB"]) == ("A/9", "02/03/2012"), table
    (row,) = xml.rows(reading, T.EPISODES)
    assert row["CHILD"] == "A/9"
    assert "DOB" not in row
    (record,) = returns.timelines(reading).values()
    assert (record.reviews[0].code, record.sdq[0].score) == ("PN1", 14)


def test_the_header_says_who_came_alone_and_how_care_leavers_are():
    reading = xml.read(
        xml.document(
            xml.child(xml.header("1", UASC="1", DUC="01/01/2018"), xml.episode()),
            xml.child(xml.header("2"), xml.episode()),
            xml.child(xml.header("3", DOB="02/03/1998", IN_TOUCH="YES", ACTIV="F2", ACCOM="U1")),
        )
    )
    assert reading.ledger.read == 5, "they stand in the child's own row, which is counted once"
    of = {child: record for (_, child), record in returns.timelines(reading).items()}
    assert care.facts(of["1"], D(2017, 12, 31)).uasc is True
    assert care.facts(of["1"], D(2018, 1, 1)).formerly_uasc is True
    assert care.facts(of["2"], D(2017, 12, 31)).uasc is False
    assert [(row.in_touch, row.accommodation) for row in of["3"].oc3] == [("YES", "U1")]
    assert (of["1"].oc3, of["3"].episodes) == ((), ())
    late = xml.document(xml.child(xml.header("1", UASC="1", DUC="03/03/2030"), xml.episode()))
    assert "304" in {finding.rule for finding in checks.check(xml.read(late))}


def test_without_the_element_nothing_is_known_of_who_came_alone():
    header = xml.header().replace("<UASC />", "")
    (record,) = returns.timelines(xml.read(xml.document(xml.child(header, xml.episode())))).values()
    assert care.facts(record, D(2017, 6, 1)).uasc is None


def test_findings_give_the_line_of_the_source():
    document = xml.document(
        xml.child(xml.header("1"), xml.episode()),
        xml.child(xml.header("2"), xml.episode(LS="Q9")),
        xml.child(xml.header("3"), xml.episode(DECOM="31/02/2017")),
    )
    reading = xml.read(document)
    assert reading.ledger.quarantined == 1
    waits = next(finding for finding in reading.findings if finding.rule == "141")
    assert (waits.line, waits.child, waits.file, waits.sheet) == (5, "3", "return.xml", None)
    code = next(finding for finding in checks.check(reading) if finding.rule == "144")
    assert (code.line, code.child, code.table) == (4, "2", T.EPISODES)


def test_a_child_without_a_number_waits_with_all_its_rows():
    reading = xml.read(
        xml.document(
            xml.child(xml.header("1"), xml.episode()),
            xml.child(xml.header("", xml.element("AREVIEW", REVIEW="03/06/2017", REVIEW_CODE="PN1")), xml.episode()),
            xml.child(xml.episode(DECOM="02/05/2017")),
        )
    )
    assert (reading.ledger.read, reading.ledger.quarantined) == (6, 4)
    assert {row.reason for file in reading.files for row in file.quarantined} == {"CHILD is blank."}


def test_an_element_that_stands_twice_makes_its_row_wait():
    twice = xml.episode().replace("<PL>U4</PL>", "<PL>U4</PL><PL>K2</PL>")
    two_headers = xml.child(xml.header("2"), xml.header("3"), xml.episode())
    reading = xml.read(xml.document(xml.child(xml.header("1"), xml.episode(), twice), two_headers))
    waiting = [(row.raw, row.reason) for file in reading.files for row in file.quarantined]
    assert [reason for _, reason in waiting] == [
        "HEADER stands more than once.",
        "PLACE stands more than once.",
    ]
    assert "U4 / K2" in waiting[1][0], "both values are kept as sent"
    assert made.balanced(reading)
    assert {child for _, child in returns.timelines(reading)} == {"1", "2"}


def test_elements_that_no_table_has_are_named_and_kept_apart():
    reading = xml.read(
        xml.document(
            xml.child(xml.header(EXTRA="x"), xml.episode(NOTE="y"), xml.element("NEWPART", A="1")),
            xml.element("TOTALS", N="1"),
        )
    )
    said = " ".join(finding.text for finding in reading.findings if finding.rule == "file.column-extra")
    for name in ("EXTRA", "NOTE", "NEWPART", "TOTALS"):
        assert name in said, name
    assert reading.ledger.read == 2


def test_switched_off_elements_become_a_marker():
    oc2 = xml.element("OC2", SDQ_SCORE="14", CONVICTED="1", SUBSTANCE_MISUSE="")
    data = xml.document(xml.child(xml.header("1", oc2), xml.episode()))
    reading = xml.read(data, switched_off=frozenset({"CONVICTED", "SUBSTANCE_MISUSE"}))
    (row,) = xml.rows(reading, T.OC2)
    assert (row["CONVICTED"], row["SUBSTANCE_MISUSE"], row["SDQ_SCORE"]) == (returns.MASK, "", "14")
    assert next(file for file in reading.files if file.table is T.OC2).masked_counts == {"CONVICTED": 1}


def test_each_file_is_a_return_of_its_own_year_even_side_by_side():
    old = xml.document(xml.child(xml.header(), xml.episode()))
    new = xml.document(xml.child(xml.header(), xml.episode(DECOM="01/05/2019")))
    reading = returns.read([returns.Source("in/a.xml", old), returns.Source("in/b.xml", new)])
    assert {(file.name, file.year) for file in reading.files} == {("in/a.xml", 2018), ("in/b.xml", 2020)}
    again = returns.read([returns.Source("in/b.xml", new), returns.Source("in/a.xml", old)])
    assert returns.timelines(reading) == returns.timelines(again)
    assert reading.ledger == again.ledger


def test_without_an_episode_the_year_must_be_said_once():
    data = xml.document(xml.child(xml.header("1", xml.element("OC2", SDQ_SCORE="1"))))
    reading = xml.read(data)
    assert [refused.reason[:14] for refused in reading.refused] == ["year not known"]
    assert {file.year for file in xml.read(data, year=2019).files} == {2019}


def test_it_may_stand_in_a_zip_beside_tables_of_another_year(tmp_path):
    document = xml.document(xml.child(xml.header(), xml.episode()))
    packed = made.zip_of(later__episodes=made.episodes("7,01/05/2019,S,C2,N1,U4..."))
    reading = returns.read([returns.Source("a.zip", packed), returns.Source("b.xml", document)])
    (record,) = returns.timelines(reading).values()
    assert [row.year for row in record.episodes] == [2018, 2020]


@pytest.mark.parametrize("rewrite", [str.lower, lambda text: text.replace("<", "<n:").replace("<n:/", "</n:")])
def test_names_in_small_letters_or_with_a_prefix_are_the_same_names(rewrite):
    body = xml.element("EXPSSDA903", xml.child(xml.header(), xml.episode()))
    reading = xml.read(rewrite(body).encode())
    assert reading.refused == []
    assert reading.ledger.new == 2
