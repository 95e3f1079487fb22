"""What a document knows: each person once, how often and over which years it speaks of them, and at which sentence."""

import collections
import datetime as dt
from dataclasses import dataclass

from kith.domain.casefiles import days, messages
from kith.domain.casefiles.suggestions import LIKELY, POSSIBLE, WEAK, Suggestion, fingerprint

# So much of the words before and after a sentence is shown with it, in characters (the project's own number, 2026).
AROUND = 160
# A sentence without an end is cut so far before and after whom it names.
LONGEST = 400
_ORDER = {LIKELY: 0, POSSIBLE: 1, WEAK: 2}


@dataclass(frozen=True, slots=True)
class Known:
    """One person of a document. `before`, `quote` and `after` are the sentence, cut at the words that stand for them.

    `lead_in` and `lead_out` are a few words around it. `mark` is `fingerprint` of the best mention; `times` counts the
    sentences that name them ("his nan, Jean Cole" is one), `first` and `last` are days as the document gives them.
    `near` are words nearby that ask for a check. `headed`: all that the document says of them is that they wrote or got
    a message.
    """

    mark: str
    name: str | None
    relation: str | None
    strength: str
    rule: str
    near: tuple[str, ...]
    lead_in: str
    before: str
    quote: str
    after: str
    lead_out: str
    times: int
    first: dt.date | None
    last: dt.date | None
    headed: bool = False

    @property
    def related(self) -> str:
        """Who they are to the child, as people write it: mother’s mother; empty where the notes do not say."""
        return (self.relation or "").replace("'", "’")

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.quote}{self.after}"


@dataclass(frozen=True, slots=True)
class Overview:
    """Everybody in a document besides the child; `workers` only do their work in it, or write or get a message."""

    people: tuple[Known, ...]
    workers: tuple[Known, ...]


def overview(text: str, found: list[Suggestion], today: dt.date) -> Overview:
    """Every mention (`find_people(..., all_mentions=True)`) as one row a person, the most often named first."""
    groups: dict[int, list[Suggestion]] = collections.defaultdict(list)
    for one in found:
        groups[one.person].append(one)
    dated, heads = days.read(text, today), messages.Heads(text)
    known: list[Known] = []
    workers: list[Known] = []
    for group in groups.values():
        headed = heads.hold(group)
        left_out = headed or any(one.professional for one in group)
        (workers if left_out else known).append(_known(text, group, dated, headed=headed))
    known.sort(key=lambda one: (-one.times, one.name or "", one.relation or "", one.mark))
    return Overview(tuple(known), tuple(workers))


def _known(text: str, group: list[Suggestion], dated: days.Days, *, headed: bool) -> Known:
    best = min(group, key=lambda one: (one.quote != one.name, _ORDER[one.strength], one.start))
    span = days.span(dated, (one.start for one in group))
    before, after = (best.sentence_start, best.start), (best.end, best.sentence_end)
    return Known(
        mark=fingerprint(best),
        name=best.name,
        relation=best.relation,
        strength=best.strength,
        rule=best.rule,
        near=best.near if best.flags else (),
        lead_in=_end_of(text[: before[0]], AROUND),
        before=_end_of(text[slice(*before)], LONGEST),
        quote=best.quote,
        after=_start_of(text[slice(*after)], LONGEST),
        lead_out=_start_of(text[after[1] :], AROUND),
        times=len({one.sentence_start for one in group}),
        first=span[0] if span else None,
        last=span[1] if span else None,
        headed=headed,
    )


def _end_of(words: str, most: int) -> str:
    """The last words of a text, from a whole word on."""
    return words if len(words) <= most else "…" + words[-most:].partition(" ")[2]


def _start_of(words: str, most: int) -> str:
    """The first words of a text, up to a whole word."""
    return words if len(words) <= most else words[:most].rpartition(" ")[0].rstrip() + "…"
