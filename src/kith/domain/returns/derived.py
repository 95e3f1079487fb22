"""Facts that stand in a row of another table: the XML form's HEADER says who is unaccompanied and how care leavers are,
and List 9 of Annex A how care leavers are. They are no rows of their own: the ledger counts the row they stand in.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kith.domain.returns import model, tables

_UNACCOMPANIED = 1
_OC3 = ("IN_TOUCH", "ACTIV", "ACCOM")


def with_derived(parts: Iterable[model.Part], table: tables.Table) -> Iterator[model.Part]:
    """The parts of a table, and what other tables' parts say instead of one."""
    for part in parts:
        if part.table is table:
            yield part
        elif table is tables.Table.UASC and _has_uasc(part):
            yield _part(part, table, [at for at, said in enumerate(part.columns["UASC"]) if said == _UNACCOMPANIED])
        elif table is tables.Table.OC3 and part.table is tables.Table.HEADER and part.named & set(_OC3):
            said = zip(*(part.columns[name] for name in _OC3), strict=True)
            yield _part(part, table, [at for at, row in enumerate(said) if any(row)])
        elif table is tables.Table.OC3 and part.table is tables.Table.LIST_9:
            yield _part(_with_suitability(part), table, list(range(len(part))))


def tells_uasc(table: str, named: Iterable[str]) -> bool:
    """Whether a file says of each of its children if they are unaccompanied: by its table and columns."""
    own = table == tables.Table.UASC
    return own or (table in (tables.Table.HEADER, tables.Table.LIST_8) and "UASC" in named)


def _has_uasc(part: model.Part) -> bool:
    return part.table is tables.Table.HEADER and "UASC" in part.named


def _part(part: model.Part, table: tables.Table, chosen: list[int]) -> model.Part:
    wanted = tables.SPECS[table].columns
    columns: dict[str, list[Any]] = {name: [part.columns[name][at] for at in chosen] for name in wanted}
    lines = [part.lines[at] for at in chosen]
    return model.Part(
        table, part.council, part.year, part.sha256, part.file, lines, columns, None, part.named, part.sheet, part.table
    )


def _with_suitability(part: model.Part) -> model.Part:
    """List 9 parts the code of a home from whether it suits; the return writes them together (U and suitable: U1)."""
    codes = [
        f"{home}{suits}" if home and suits and not home[-1].isdecimal() else home
        for home, suits in zip(part.columns["ACCOM"], part.columns["SUITABLE"], strict=True)
    ]
    return model.Part(
        part.table, part.council, part.year, part.sha256, part.file, part.lines, {**part.columns, "ACCOM": codes},
        None, part.named, part.sheet,
    )  # fmt: skip
