"""Named, reversible readings of a timeline that contradicts itself. The rows as filed are never touched.

The rules follow the idea of LIIA's published method for returns of several years (liia-tools-pipeline,
docs/fix_episodes.md, read 21 November 2026): a return only holds the year it covers, so an older return can leave a
row open that a later one shows to have ended. Each repaired row carries the name of its rule; CONFIDENCE says how
far to trust it.
"""

import datetime
from typing import NamedTuple

from kith.domain import dates
from kith.domain.returns import records

NAMES = ("none", "liia")
# Not a DfE code: LIIA's mark for "left care in a way that no return shows".
ENDED_UNSEEN = "E99"
# The rule by which a child whom no later return names is taken to have left care (docs/adr/0035).
NOT_SEEN_AGAIN = "LIIA_2"
_CONTINUES = "X1"
_ONE_DAY = datetime.timedelta(days=1)


class Repair(NamedTuple):
    """What a rule does in words, and how far to trust it."""

    text: str
    confidence: str


CONFIDENCE: dict[str, Repair] = {
    "LIIA_1": Repair("Left open in an older return; the next one continues it, so it ends where that begins.", "high"),
    "LIIA_1A": Repair(
        "Left open in an older return and care started again later, so it ends by 31 March of that return.", "medium"
    ),
    NOT_SEEN_AGAIN: Repair(
        "Left open in an older return and not seen again, so it ends on 31 March of that return.", "low"
    ),
    "LIIA_4": Repair("Overlaps an episode from a later return, so it ends where that begins.", "medium"),
    "LIIA_5": Repair("Said to continue but the next episode begins later, so it ends where that begins.", "medium"),
}


def repaired(rows: list[records.Episode], last_return: int) -> list[records.Episode]:
    """One child's episodes, sorted by start, with every repair that applies. `last_return` is the council's latest.

    LIIA's rules 3 and 3A (a row that comes again, or that a later return replaces) leave rows out.
    """
    kept = _without_replaced(rows)
    done = []
    for at, row in enumerate(kept):
        following = kept[at + 1] if at + 1 < len(kept) else None
        row = _closed(row, following, last_return)
        done.append(_joined(row, following))
    return done


def _without_replaced(rows: list[records.Episode]) -> list[records.Episode]:
    """Of rows that begin on one day and are of one kind, only that of the latest return."""
    latest: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (row.decom, row.rne)
        latest[key] = max(row.year, latest.get(key, 0))
    return [row for row in rows if row.year == latest[row.decom, row.rne]]


def _closed(row: records.Episode, following: records.Episode | None, last_return: int) -> records.Episode:
    """A row that an older return left open."""
    if row.dec is not None or row.year >= last_return:
        return row
    end_of_year = max(dates.return_year_end(row.year), row.decom)
    if following is None:
        return row._replace(dec=end_of_year, rec=ENDED_UNSEEN, repaired_by=NOT_SEEN_AGAIN)
    if following.rne == "S":
        dec = max(min(end_of_year, following.decom - _ONE_DAY), row.decom)
        return row._replace(dec=dec, rec=ENDED_UNSEEN, repaired_by="LIIA_1A")
    return row._replace(dec=following.decom, rec=_CONTINUES, repaired_by="LIIA_1")


def _joined(row: records.Episode, following: records.Episode | None) -> records.Episode:
    """A row whose end does not meet the next row's start."""
    if following is None or row.dec is None or row.repaired_by:
        return row
    if row.dec > following.decom and following.year > row.year:
        return row._replace(dec=following.decom, repaired_by="LIIA_4")
    if row.rec == _CONTINUES and row.dec < following.decom and following.rne != "S":
        return row._replace(dec=following.decom, repaired_by="LIIA_5")
    return row
