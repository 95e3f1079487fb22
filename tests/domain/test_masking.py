"""The stored copy of a file: switched-off values gone, everything else as it was, and still the same return."""

import pytest

from kith.domain import returns
from kith.domain.returns import masking

HEADER = "CHILD,DOB,SDQ_SCORE,CONVICTED,SUBSTANCE_MISUSE"
OFF = frozenset({"CONVICTED", "SUBSTANCE_MISUSE"})
NAMES = tuple(HEADER.split(","))


def copy(data: bytes, names: tuple[str, ...] = NAMES) -> bytes:
    return masking.masked_copy(data, header=names, switched_off=OFF)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_only_the_values_of_switched_off_columns_change(end: str, encoding: str) -> None:
    lines = [HEADER, "1,01/02/2010,12,1,0", "", "2,03/04/2011,,,1", '"3 é",05/06/2012,9, 1 ,""', ""]
    data = end.join(lines).encode(encoding)
    wanted = [
        HEADER,
        "1,01/02/2010,12,[switched off],[switched off]",
        "",
        "2,03/04/2011,,,[switched off]",
        '"3 é",05/06/2012,9,[switched off],""',
        "",
    ]
    assert copy(data).decode(encoding) == end.join(wanted)


def test_a_quoted_cell_may_hold_separators_and_line_ends() -> None:
    data = f'{HEADER}\n1,"01/02\n/2010",12,"1,\n0",x\n2,03/04/2011,1,1,1\n'.encode()
    assert (
        copy(data)
        == (
            f'{HEADER}\n1,"01/02\n/2010",12,[switched off],[switched off]\n'
            "2,03/04/2011,1,[switched off],[switched off]\n"
        ).encode()
    )


def test_a_row_of_another_width_loses_every_value() -> None:
    assert copy(f"{HEADER}\n1,01/02/2010,1\n".encode()) == f"{HEADER}\n{','.join([returns.MASK] * 3)}\n".encode()


def test_a_file_without_such_columns_is_kept_byte_for_byte() -> None:
    data = b"CHILD,DOB\r\n1,x"
    assert masking.masked_copy(data, header=("CHILD", "DOB"), switched_off=OFF) is data


def test_another_header_is_an_error() -> None:
    with pytest.raises(masking.HeaderNotFound):
        copy(b"CHILD,DOB\n1,2\n")


def test_the_copy_reads_as_the_same_return() -> None:
    data = f"{HEADER}\n1,01/02/2010,12,1,0\n2,03/04/2011,7,,1\n3,xx,1\n".encode()
    first = returns.read([returns.Source("a.csv", data)], year=2020, switched_off=OFF)
    second = returns.read([returns.Source("a.csv", copy(data))], year=2020, switched_off=OFF)
    assert list(second.files[0].rows) == list(first.files[0].rows)
    assert second.files[0].masked_counts == first.files[0].masked_counts == {"CONVICTED": 1, "SUBSTANCE_MISUSE": 2}
