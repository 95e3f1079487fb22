"""The statutory return of one year, as the made-up county files it: the tables of the SSDA903, one CSV each.

Columns, codes and who belongs in which table: DfE, guide to the SSDA903 collection. Only what was true by
31 March of the year is filed: what a child's life holds after it is left blank, as in a real return.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence

from kith.demo.county import yearly
from kith.demo.county.model import Child

FILES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Header": ("header.csv", ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")),
    "Episodes": (
        "episodes.csv",
        (
            *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
            *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
        ),
    ),
    "Reviews": ("reviews.csv", ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")),
    "UASC": ("uasc.csv", ("CHILD", "SEX", "DOB", "DUC")),
    "OC2": (
        "oc2.csv",
        (
            *("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK"),
            *("HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"),
        ),
    ),
    "OC3": ("oc3.csv", ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")),
    "AD1": (
        "ad1.csv",
        ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
    ),
    "PlacedAdoption": (
        "placed_for_adoption.csv",
        ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    ),
    "PrevPerm": ("previous_permanence.csv", ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM")),
    "Missing": ("missing.csv", ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")),
    "SWEpisodes": ("social_workers.csv", ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")),
}
SOCIAL_WORKERS_SINCE = 2024


def file_year(
    rng: random.Random, children: Iterable[Child], *, year: int, worker_ids: Sequence[str]
) -> dict[str, bytes]:
    """The files of one year's return, by file name."""
    filing = yearly.Filing(rng, year, worker_ids)
    rows: dict[str, list[tuple[str, ...]]] = {table: [] for table in FILES}
    for child in children:
        for table, row in filing.rows(child):
            rows[table].append((child.number, *row))
    if year < SOCIAL_WORKERS_SINCE:
        del rows["SWEpisodes"]
    return {FILES[table][0]: to_csv(FILES[table][1], found) for table, found in rows.items()}


def to_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file: a header, then the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
