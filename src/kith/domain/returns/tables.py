"""The tables of the SSDA903 return: their columns, what must be there, the key, and the kind of each value.

Source: DfE children looked-after return guides 2017 to 2027; the only place where the return's column names live.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

FIRST_YEAR = 2017
# The latest return whose tables and codes are described here (deprivation-of-liberty orders arrive with it).
LAST_YEAR = 2027


class Table(StrEnum):
    """The tables of the return."""

    HEADER = "Header"
    EPISODES = "Episodes"
    REVIEWS = "Reviews"
    UASC = "UASC"
    OC2 = "OC2"
    OC3 = "OC3"
    AD1 = "AD1"
    PLACED_ADOPTION = "PlacedAdoption"
    PREV_PERM = "PrevPerm"
    MISSING = "Missing"
    SW_EPISODES = "SWEpisodes"
    DOLO = "DoLo"


class Kind(StrEnum):
    """How a value is normalised."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    DATE = "date"
    PARTIAL_DATE = "partial date"
    POSTCODE = "postcode"
    NUMBER = "number"


class Spec(NamedTuple):
    """One table: columns in the order of the guide with their kinds, those it cannot do without, and the key.

    `by_year` = the key also holds the return's year. `numbered` = several rows may share the key; they are told
    apart by a sequence number that follows from what the rows say.
    """

    table: Table
    columns: dict[str, Kind]
    required: frozenset[str]
    key: tuple[str, ...]
    by_year: bool = False
    numbered: bool = False


_LETTERS = {
    "i": Kind.ID,
    "t": Kind.TEXT,
    "c": Kind.CODE,
    "d": Kind.DATE,
    "z": Kind.PARTIAL_DATE,
    "p": Kind.POSTCODE,
    "n": Kind.NUMBER,
}


def _spec(
    table: Table, columns: str, *, required: int, key: str = "CHILD", by_year: bool = False, numbered: bool = False
) -> Spec:
    """`columns` is "NAME:kind ..." in order; the first `required` of them must be there."""
    kinds = {name: _LETTERS[kind] for name, kind in (pair.split(":") for pair in columns.split())}
    return Spec(table, kinds, frozenset(list(kinds)[:required]), tuple(key.split()), by_year, numbered)


SPECS: dict[Table, Spec] = {
    spec.table: spec
    for spec in (
        _spec(Table.HEADER, "CHILD:i SEX:c DOB:d ETHNIC:c UPN:c MOTHER:n MC_DOB:d", required=4),
        _spec(
            Table.EPISODES,
            "CHILD:i DECOM:d RNE:c LS:c CIN:c PLACE:c PLACE_PROVIDER:c DEC:d REC:c REASON_PLACE_CHANGE:c "
            "HOME_POST:p PL_POST:p URN:c",
            required=6,
            key="CHILD DECOM",
            numbered=True,
        ),
        _spec(Table.REVIEWS, "CHILD:i DOB:d REVIEW:d REVIEW_CODE:c", required=4, key="CHILD REVIEW"),
        _spec(Table.UASC, "CHILD:i SEX:c DOB:d DUC:d", required=3),
        _spec(
            Table.OC2,
            "CHILD:i DOB:d SDQ_SCORE:n SDQ_REASON:c CONVICTED:n HEALTH_CHECK:n IMMUNISATIONS:n TEETH_CHECK:n "
            "HEALTH_ASSESSMENT:n SUBSTANCE_MISUSE:n INTERVENTION_RECEIVED:n INTERVENTION_OFFERED:n",
            required=2,
            by_year=True,
        ),
        _spec(Table.OC3, "CHILD:i DOB:d IN_TOUCH:c ACTIV:c ACCOM:c", required=5, by_year=True),
        _spec(
            Table.AD1,
            "CHILD:i DOB:d DATE_INT:d DATE_MATCH:d FOSTER_CARE:n NB_ADOPTR:n SEX_ADOPTR:c LS_ADOPTR:c",
            required=8,
            by_year=True,
        ),
        _spec(
            Table.PLACED_ADOPTION,
            "CHILD:i DOB:d DATE_PLACED:d DATE_PLACED_CEASED:d REASON_PLACED_CEASED:c",
            required=3,
            key="CHILD DATE_PLACED",
        ),
        _spec(Table.PREV_PERM, "CHILD:i DOB:d PREV_PERM:c LA_PERM:t DATE_PERM:z", required=3, by_year=True),
        _spec(Table.MISSING, "CHILD:i DOB:d MISSING:c MIS_START:d MIS_END:d", required=4, key="CHILD MIS_START"),
        _spec(
            Table.SW_EPISODES,
            "CHILD:i DOB:d SW_ID:i SW_DECOM:d SW_DEC:d SW_REASON:c",
            required=4,
            key="CHILD SW_ID SW_DECOM",
        ),
        _spec(Table.DOLO, "CHILD:i DOB:d DOLO_START:d DOLO_END:d", required=4, key="CHILD DOLO_START"),
    )
}


def keys(spec: Spec, columns: dict[str, list], year: int) -> Iterable[tuple[object, ...]]:  # type: ignore[type-arg]
    """The key of each row inside its council, in the order of the rows, before any sequence number."""
    raise NotImplementedError
