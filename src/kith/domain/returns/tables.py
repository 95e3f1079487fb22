"""The tables of the SSDA903 return, and the two lists of Ofsted's Annex A that say what it does not: their columns,
what must be there, the key, and the kind of each value.

Sources: DfE children looked-after return guides 2017 to 2027; Ofsted's inspection of local authority children's
services, Annex A (child-level data), Lists 8 and 9. The only place where column names live.
"""

import collections
import itertools
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

# Beside the return's own columns, a merged file may say which authority a row belongs to.
COUNCIL_COLUMN = "LA"
CHILD_COLUMN = "CHILD"
BIRTH_COLUMN = "DOB"
# Whoever knows the register's number of a home, or its council, can find it (URN: Ofsted's register).
NAMES_THE_HOME = frozenset({"URN", "PLACE_LA", "PLACE_LOCATION"})
PUPIL_COLUMN = "UPN"
END_COLUMN = "DEC"
# A service keeps these only once it says so: no more than is needed (UK GDPR, article 5(1)(c)).
OFF_AT_FIRST = ("CONVICTED", "SUBSTANCE_MISUSE")
_BESIDE = {COUNCIL_COLUMN, ""}
_FEWEST_SHARED = 3

FIRST_YEAR = 2017
# The latest return whose tables and codes are described here (deprivation-of-liberty orders arrive with it).
LAST_YEAR = 2027


Key = tuple[object, ...]
# Column name to the normalised values of the accepted rows, in the order of the lines.
Columns = dict[str, list[Any]]


# The columns on health and offending in words, for people who do not know the return by heart (DfE return guide, OC2).
IN_WORDS = {
    "CONVICTED": "Convicted, or given a youth caution",
    "HEALTH_CHECK": "Health checks for a young child are up to date",
    "IMMUNISATIONS": "Immunisations are up to date",
    "TEETH_CHECK": "Teeth were checked by a dentist",
    "HEALTH_ASSESSMENT": "Health was assessed",
    "SUBSTANCE_MISUSE": "Has a problem with drink, drugs or solvents",
    "INTERVENTION_RECEIVED": "Was given help with drink, drugs or solvents",
    "INTERVENTION_OFFERED": "Was offered help with drink, drugs or solvents",
}


def column_in_words(column: str) -> str:
    """A column in plain words with its code after; the code alone where we have no words for it."""
    return f"{IN_WORDS[column]} ({column})" if column in IN_WORDS else column


class NotATable(ValueError):
    """The header fits no table of the return."""


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
    # of Annex A: children in care, and care leavers
    LIST_8 = "List 8"
    LIST_9 = "List 9"


class Kind(StrEnum):
    """How a value is normalised."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    SEX = "sex"
    DATE = "date"
    PARTIAL_DATE = "partial date"
    POSTCODE = "postcode"
    NUMBER = "number"
    # of Annex A, whose cells hold a letter, a code and words: "f) U6: Foster placement - not FFA"
    LISTED = "listed code"
    LISTED_SEX = "listed sex"
    YES_NO = "yes or no"
    PLAN = "plan"
    IN_TOUCH = "in touch"
    SUITABLE = "suitable"


class Spec(NamedTuple):
    """One table: columns in the order of the guide with their kinds, those it cannot do without, and the key.

    `by_year` = the key also holds the return's year. `numbered` = several rows may share the key; they are told
    apart by a sequence number that follows from what the rows say. `elsewhere` = columns that only the XML form has
    here: in CSV they are tables of their own.
    """

    table: Table
    columns: dict[str, Kind]
    required: frozenset[str]
    key: tuple[str, ...]
    by_year: bool = False
    numbered: bool = False
    elsewhere: frozenset[str] = frozenset()


_LETTERS = {
    "i": Kind.ID,
    "t": Kind.TEXT,
    "c": Kind.CODE,
    "s": Kind.SEX,
    "d": Kind.DATE,
    "z": Kind.PARTIAL_DATE,
    "p": Kind.POSTCODE,
    "n": Kind.NUMBER,
    "l": Kind.LISTED,
    "x": Kind.LISTED_SEX,
    "y": Kind.YES_NO,
    "f": Kind.PLAN,
    "o": Kind.IN_TOUCH,
    "u": Kind.SUITABLE,
}
# Beside the child's own row, the XML form's HEADER holds what CSV files as UASC, AD1 and OC3.
_IN_XML_HEADER = (
    "UASC:n DUC:d DATE_INT:d DATE_MATCH:d FOSTER_CARE:n NB_ADOPTR:n SEX_ADOPTR:c LS_ADOPTR:c IN_TOUCH:c ACTIV:c ACCOM:c"
)


def _kinds(columns: str) -> dict[str, Kind]:
    return {name: _LETTERS[kind] for name, kind in (pair.split(":") for pair in columns.split())}


def _spec(
    table: Table,
    columns: str,
    *,
    required: int,
    key: str = "CHILD",
    by_year: bool = False,
    numbered: bool = False,
    elsewhere: str = "",
) -> Spec:
    """`columns` is "NAME:kind ..." in order; the first `required` of them must be there."""
    kinds, beside = _kinds(columns), _kinds(elsewhere)
    needed = frozenset(list(kinds)[:required])
    return Spec(table, kinds | beside, needed, tuple(key.split()), by_year, numbered, frozenset(beside))


SPECS: dict[Table, Spec] = {
    spec.table: spec
    for spec in (
        _spec(
            Table.HEADER,
            "CHILD:i SEX:s DOB:d ETHNIC:c UPN:c MOTHER:n MC_DOB:d",
            required=4,
            elsewhere=_IN_XML_HEADER,
        ),
        _spec(
            Table.EPISODES,
            "CHILD:i DECOM:d RNE:c LS:c CIN:c PLACE:c PLACE_PROVIDER:c DEC:d REC:c REASON_PLACE_CHANGE:c "
            "HOME_POST:p PL_POST:p URN:c",
            required=6,
            key="CHILD DECOM",
            numbered=True,
        ),
        _spec(Table.REVIEWS, "CHILD:i DOB:d REVIEW:d REVIEW_CODE:c", required=4, key="CHILD REVIEW"),
        _spec(Table.UASC, "CHILD:i SEX:s DOB:d DUC:d", required=3),
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
        _spec(
            Table.LIST_8,
            "CHILD:i DOB:d STARTED:d SEX:x ETHNIC:l AGE:t UASC:y DISABILITY:y CIN:l AGAIN:y LS_SINCE:d LS:l REVIEW:d "
            "SW_VISIT:d PLAN:f IRO_VISIT:d HEALTH_ASSESSMENT:d DENTAL_CHECK:d PLACEMENTS:n CEASED:d REC:l "
            "PLACE_SINCE:d PLACE:l PLACE_PROVIDER:l PL_POST:p URN:c PLACE_LOCATION:t PLACE_LA:t MISSING_TIMES:n "
            "ABSENT_TIMES:n INTERVIEW_OFFERED:y INTERVIEW_ACCEPTED:y TEAM:t WORKER:t",
            required=3,
            by_year=True,
            numbered=True,
        ),
        _spec(
            Table.LIST_9,
            "CHILD:i DOB:d SEX:x ETHNIC:l AGE:t DISABILITY:y UASC:y TEAM:t WORKER:t ADVISER:t ELIGIBILITY:t IN_TOUCH:o "
            "LAST_CONTACT:d PATHWAY_PLAN:d ACCOM:l SUITABLE:u ACTIV:l",
            required=2,
            by_year=True,
        ),
    )
}
LISTS = (Table.LIST_8, Table.LIST_9)
# Those that say who was in care, and when.
HISTORIES = (Table.EPISODES, Table.LIST_8)
# Why a list of facts is not read with a return.
LOCAL_FACTS = "a list of local facts, read apart from the return"
# Files that are often kept beside a return and are none, by the columns that tell them.
_LOCAL_LISTS = {
    frozenset(("CHILD", "FACT", "VALUE")): LOCAL_FACTS,
    frozenset(("CHILD", "FIRST_NAME", "SURNAME")): "a list of names, which a return does not hold",
}


def recognise(header: Iterable[str]) -> Spec:
    """The table with which a header shares most columns; case, spaces and order do not matter.

    Raises NotATable, which says what was missing.
    """
    names = set(header) - _BESIDE
    specs = [spec for spec in SPECS.values() if spec.table not in LISTS]
    spec = max(specs, key=lambda spec: (len(names & _in_csv(spec)), spec.required <= names))
    shared = names & _in_csv(spec)
    # A list of children from elsewhere has an id, a sex and a birth date too: with other columns that is not enough.
    if len(shared) < _FEWEST_SHARED or (len(shared) == _FEWEST_SHARED and names != shared):
        local = next((words for columns, words in _LOCAL_LISTS.items() if columns <= names), None)
        raise NotATable(local or "no table of the return has these columns")
    missing = sorted(spec.required - names)
    if missing:
        raise NotATable(f"no table matches: it looks like {spec.table} but has no {' or '.join(missing)}")
    return spec


def _in_csv(spec: Spec) -> frozenset[str]:
    return frozenset(spec.columns) - spec.elsewhere


def is_hidden(spec: Spec, column: str) -> bool:
    """Whether a column of a file is sealed and shown to nobody: postcodes, and whatever the return does not know."""
    if column in spec.columns:
        return spec.columns[column] is Kind.POSTCODE
    return column not in _BESIDE


def column_name(cell: str) -> str:
    """A heading as the guide writes it: upper case, underscores for spaces."""
    return "_".join(cell.replace("\ufeff", " ").upper().split())


def keys(spec: Spec, columns: Columns, year: int) -> list[Key]:
    """The key of each row inside its council, in the order of the rows.

    Where several rows of a numbered table share a key, a number tells them apart. It follows from what the rows say,
    not from where they stand, so that the order of rows never matters; two equal rows get the same number.
    """
    parts: list[Iterable[object]] = [columns[name] for name in spec.key]
    if spec.by_year:
        parts.append(itertools.repeat(year))
    if not spec.numbered:
        return list(zip(*parts, strict=False))
    plain = list(zip(*parts, strict=False))
    numbers = [1] * len(plain)
    if len(set(plain)) < len(plain):
        _number_shared(plain, [columns[name] for name in spec.columns], numbers)
    return list(zip(*parts, numbers, strict=False))


def _number_shared(keys_of: list[Key], columns: list[list[Any]], numbers: list[int]) -> None:
    """Put into `numbers` 1, 2, ... for the different rows that share a key."""
    shared = {key for key, count in collections.Counter(keys_of).items() if count > 1}
    sharing: dict[Key, list[int]] = {}
    for index, key in enumerate(keys_of):
        if key in shared:
            sharing.setdefault(key, []).append(index)
    for indexes in sharing.values():
        rows = {index: tuple(column[index] for column in columns) for index in indexes}
        order = sorted(set(rows.values()), key=lambda row: [(value is None, str(value)) for value in row])
        for index, row in rows.items():
            numbers[index] = order.index(row) + 1
