"""Rows that wait: each reason has its advice, and what is shown of a row holds no postcode."""

import pytest

from kith.domain import returns
from kith.domain.returns import quarantine
from tests.domain import return_files as made

HOME, AWAY = "ME14 1XQ", "ct12eh"
ROW = f"7,01/05/2017,S,C2,N1,U4,PR1,,,,{HOME},{AWAY},SC012345"
EPISODES = returns.Table.EPISODES
OFF = frozenset({"URN"})


def waiting(*rows: str, header: str = "", **options: object) -> returns.FileRead:
    reading = made.one(made.episodes(*rows, ROW.replace("7,", "8,", 1)) if not header else header.encode(), **options)
    (file,) = reading.files
    assert file.quarantined
    return file


def shown(file: returns.FileRead) -> list[quarantine.Cell]:
    return list(quarantine.cells_as_sent(file.table, file.columns, file.quarantined[0].raw))


@pytest.mark.parametrize(
    ("row", "reason", "advice"),
    [
        (ROW.replace("7,", " ,", 1), "CHILD is blank.", "Write the child's number into CHILD."),
        (ROW.replace("01/05/2017", ""), "DECOM is blank.", "Write the value in"),
        (ROW.replace("01/05/2017", "31/02/2017"), "DECOM “31/02/2017” is not a date (DD/MM/YYYY).", "Write the day"),
        (
            ROW.replace("01/05/2017", "01/05/2107"),
            "DECOM “01/05/2107” is after 31/03/2027, the end of the last return that Kith reads.",
            "Check the year",
        ),
        (ROW.replace("N1", "N\0"), "The row holds a NUL character.", "Type the row again"),
        (ROW.replace("N1", "N" * 131_073), "A field is longer than 131,072 characters.", "Shorten the long cell"),
        (ROW + ",1", "The row has 14 cells and the header 13.", "Look for a comma too many"),
    ],
)
def test_every_reason_says_what_to_do(row: str, reason: str, advice: str) -> None:
    (one,) = waiting(row).quarantined
    assert one.reason == reason
    assert quarantine.how_to_mend(one.reason).startswith(advice)
    assert not quarantine.how_to_mend(one.reason).startswith("Look at the row"), "the advice for what is not known"


def test_a_child_longer_than_can_be_kept_waits_where_there_is_such_a_limit() -> None:
    rows = [ROW.replace("7,", f"{'7' * length},", 1) for length in (40, 41)]
    sent = [returns.Source("Episodes.csv", made.episodes(*rows))]
    reading = returns.read(sent, council="W", limits=returns.Limits(child=40))
    (waits,) = reading.files[0].quarantined
    assert waits.reason == "CHILD is 41 characters long, and at most 40 can be kept."
    assert quarantine.how_to_mend(waits.reason).startswith("Shorten CHILD")
    assert reading.ledger._asdict() == {"read": 2, "new": 1, "unchanged": 0, "changed": 0, "quarantined": 1}
    assert returns.read(sent, council="W").ledger.quarantined == 0, "the command keeps nothing, so it has no limit"


def test_a_row_with_all_its_cells_is_shown_under_its_headings_without_postcodes() -> None:
    cells = dict(shown(waiting(ROW.replace("01/05/2017", "31/02/2017"))))
    assert cells["DECOM"] == "31/02/2017"
    assert cells["CHILD"] == "7"
    assert cells["URN"] == "SC012345"
    assert cells["HOME_POST"] == cells["PL_POST"] == quarantine.SEALED
    assert cells["DEC"] == ""


def test_a_postcode_in_another_column_is_sealed_and_not_quoted() -> None:
    file = waiting(ROW.replace("01/05/2017", HOME))
    assert dict(shown(file))["DECOM"] == quarantine.SEALED
    assert file.quarantined[0].reason == "DECOM “…” is not a date (DD/MM/YYYY)."
    file = waiting(ROW.replace("01/05/2017", "").replace("PR1", f"Flat 2 {AWAY} Kent"))
    assert dict(shown(file))["PLACE_PROVIDER"] == quarantine.SEALED


def test_a_column_that_the_return_does_not_know_is_sealed() -> None:
    header = f"{made.EPISODES},WHEREABOUTS\n,01/05/2017,S,C2,N1,U4,PR1,,,,,,,12 Hidden Lane\n{ROW},\n"
    assert dict(shown(waiting(header=header)))["WHEREABOUTS"] == quarantine.SEALED


def test_a_switched_off_value_stays_a_marker() -> None:
    cells = dict(shown(waiting(ROW.replace("7,", ",", 1), switched_off=OFF)))
    assert cells["URN"] == returns.MASK
    cut_wrong = waiting(f"{ROW},x", switched_off=OFF)
    assert {cell.value for cell in shown(cut_wrong)} == {returns.MASK}, "nobody can say which cell is which"


def test_of_a_row_that_cannot_be_cut_only_what_can_harm_nobody_is_shown() -> None:
    row = f"A-7,01/05/2017,s,Nan Jean,{HOME},{AWAY},ME14,C2,12 Hidden Lane,zz/05/2017,1234567,,SC012345,x"
    cells = shown(waiting(row))
    assert {cell.column for cell in cells} == {""}
    assert [cell.value for cell in cells] == [
        *("A-7", "01/05/2017", "s", *[quarantine.SEALED] * 4, "C2", quarantine.SEALED, "zz/05/2017", "1234567", ""),
        *[quarantine.SEALED] * 2,
    ]


def test_a_postcode_in_the_first_place_is_sealed_too() -> None:
    assert shown(waiting(f"{HOME},{ROW}"))[0].value == quarantine.SEALED


def test_what_cannot_be_seen_or_is_too_long_is_made_visible() -> None:
    assert dict(shown(waiting(ROW.replace("N1", "N\0\x07"))))["CIN"] == "N\u2400 "
    assert dict(shown(waiting(ROW.replace("N1", "N" * 131_073))))["CIN"] == "N" * 200 + "… (131,073 characters)"
