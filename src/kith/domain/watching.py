"""Reading that is worth a second look: rules over the record of who looked, for a privacy officer (abuse case B8).

An alert is a question and no accusation: it says what happened, in numbers, and a person asks why. It names no child:
whoever watches over the record sees no child's page. The numbers stand in data/watching.toml with date and source.
"""

import functools
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from importlib import resources
from itertools import pairwise
from typing import Protocol


class SignKind(Enum):
    """What one trace in the record says that somebody did."""

    OPENED = "opened"
    LOOKED_UP = "looked_up"
    SEARCHED = "searched"
    LOOKED_FOR = "looked_for"
    REFUSED = "refused"
    COPIED = "copied"
    UNSEALED = "unsealed"
    SIGNED_IN = "signed_in"
    TOO_FAST = "too_fast"


@dataclass(frozen=True, slots=True)
class Sign:
    """One trace of one reader. ``at`` is local time; ``seq`` is its place in the record.

    ``is_theirs``: the reader was in the child's case team on that day. ``closed_on``: the day on which the work with
    the child ended, where it has. ``person``: who was searched for, as one id however many rows the person has; where a
    name was looked for, its mark.
    """

    seq: int
    at: datetime
    kind: SignKind
    child: Hashable = None
    is_theirs: bool = False
    closed_on: date | None = None
    person: Hashable = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose traces these are. ``notice_on``: the day on which they gave notice of leaving."""

    id: Hashable
    notice_on: date | None = None


class Rule(StrEnum):
    """What can be unusual. The value names it in the data file and in the answers that are kept."""

    MANY_IN_AN_HOUR = "many_in_an_hour"
    MANY_IN_A_DAY = "many_in_a_day"
    AT_NIGHT = "at_night"
    CLOSED_RECORDS = "closed_records"
    CLOSED_RECORD_AGAIN = "closed_record_again"
    AFTER_NOTICE = "after_notice"
    COPIES_AFTER_NOTICE = "copies_after_notice"
    SAME_PERSON = "same_person"
    SAME_NAME = "same_name"
    REFUSED = "refused"
    LOOKED_UP_BY_NAME = "looked_up_by_name"
    AGAIN_AND_AGAIN = "again_and_again"
    MANY_COPIES = "many_copies"
    SEALED_WORDS = "sealed_words"
    AFTER_SILENCE = "after_silence"
    TOO_FAST = "too_fast"


_SENTENCES: dict[Rule, str] = {
    Rule.MANY_IN_AN_HOUR: "Opened {count} children’s records within an hour, none of them in their own list.",
    Rule.MANY_IN_A_DAY: "Opened {count} children’s records within a day, none of them in their own list.",
    Rule.AT_NIGHT: "Opened {count} children’s records in one night.",
    Rule.CLOSED_RECORDS: "Opened {count} records of children with whom the work ended a while ago, within a week.",
    Rule.CLOSED_RECORD_AGAIN: "Came back on {count} days of one week to a record of a child with whom the work ended.",
    Rule.AFTER_NOTICE: "Opened {count} children’s records within a day, after giving notice of leaving.",
    Rule.COPIES_AFTER_NOTICE: "Took {count} copies within a week, after giving notice of leaving.",
    Rule.SAME_PERSON: "Began to look for the same person from {count} children’s records. These children have nobody "
    "else in common here.",
    Rule.SAME_NAME: "Looked for the same name from {count} children’s records. These children have nobody in common "
    "here.",
    Rule.REFUSED: "Was refused {count} times within an hour for want of permission.",
    Rule.LOOKED_UP_BY_NAME: "Looked children up by name or number {count} times within an hour.",
    Rule.AGAIN_AND_AGAIN: "Opened one child’s record in {count} different hours of one week; the child is not in their "
    "own list.",
    Rule.MANY_COPIES: "Took {count} copies within an hour.",
    Rule.SEALED_WORDS: "Opened {count} sealed texts of the record within a day.",
    Rule.AFTER_SILENCE: "Opened {count} children’s records on the first day back after {silence} days or more without "
    "a trace.",
    Rule.TOO_FAST: "Asked for pages faster than a person can read them: {count} times the service made them wait.",
}


class Related(Protocol):
    """Whether two children have people in common; ``but_one``: others than one."""

    def __call__(self, one: Hashable, other: Hashable, *, but_one: bool) -> bool:
        """The answer."""


@dataclass(frozen=True, slots=True)
class Limit:
    """More than ``most`` different things within ``span``."""

    most: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Setting:
    """The numbers of data/watching.toml."""

    id: str
    valid_from: date
    source: str
    night: tuple[time, time]
    silence: timedelta
    at_rest: timedelta
    limits: dict[Rule, Limit]

    @property
    def looks_back(self) -> timedelta:
        """How much of the record before a time must be known to judge what was done at that time."""
        return max(self.silence, *(limit.span for limit in self.limits.values()))


@dataclass(frozen=True, slots=True)
class Unusual:
    """One alert: what, by whom, from when until when (local time), how many, and the places in the record behind it."""

    rule: Rule
    reader: Hashable
    since: datetime
    until: datetime
    count: int
    seqs: tuple[int, ...]
    sentence: str


@functools.cache
def load_setting() -> Setting:
    """The numbers that ship with the package; a rule without a number is an error at once."""
    text = (resources.files("kith.domain.data") / "watching.toml").read_text("utf-8")
    data = tomllib.loads(text)
    limits = {rule: Limit(data[rule]["most"], timedelta(hours=data[rule]["hours"])) for rule in Rule}
    return Setting(
        id=data["id"],
        valid_from=data["valid_from"],
        source=data["source"],
        night=(data["night"]["from"], data["night"]["until"]),
        silence=timedelta(days=data["days"]["of_silence"]),
        at_rest=timedelta(days=data["days"]["at_rest"]),
        limits=limits,
    )


def find_unusual(
    reader: Reader,
    signs: Iterable[Sign],
    *,
    related: Related = lambda one, other, *, but_one: False,
    setting: Setting | None = None,
) -> list[Unusual]:
    """What is unusual in the traces of one reader, the latest first.

    ``related`` says of two children whether they have people in common, or (``but_one``) others than the one searched
    for: brothers and sisters do, and looking for their grandmother from both records is ordinary work.
    """
    watch = _Watch(reader, sorted(signs, key=lambda sign: (sign.at, sign.seq)), related, setting or load_setting())
    found = [one for rule, read in _RULES.items() for group, key in read(watch) for one in watch.over(rule, group, key)]
    return sorted(found, key=lambda one: (one.until, one.rule), reverse=True)


_Key = Callable[[Sign], Hashable]
_Groups = Iterator[tuple[Sequence[Sign], _Key]]


def _by_child(sign: Sign) -> Hashable:
    return sign.child


def _by_place(sign: Sign) -> Hashable:
    return sign.seq


@dataclass(frozen=True, slots=True)
class _Watch:
    """One reader's traces in order, as the rules read them."""

    reader: Reader
    signs: list[Sign]
    related: Related
    setting: Setting

    def of(self, kind: SignKind) -> list[Sign]:
        return [sign for sign in self.signs if sign.kind is kind]

    def opened_of_others(self) -> list[Sign]:
        return [sign for sign in self.of(SignKind.OPENED) if not sign.is_theirs]

    def opened_at_rest(self) -> list[Sign]:
        rest = self.setting.at_rest
        return [s for s in self.opened_of_others() if s.closed_on and s.at.date() - s.closed_on >= rest]

    def after_notice(self, kind: SignKind) -> list[Sign]:
        day = self.reader.notice_on
        return [sign for sign in self.of(kind) if day and sign.at.date() >= day]

    def over(self, rule: Rule, signs: Sequence[Sign], key: _Key) -> Iterator[Unusual]:
        """The longest stretches in which more different things than the limit fall within its span."""
        limit = self.setting.limits[rule]
        for first, last in _crowded([(sign.at, key(sign)) for sign in signs], limit):
            stretch = signs[first : last + 1]
            count = len({key(sign) for sign in stretch})
            sentence = _SENTENCES[rule].format(count=count, silence=self.setting.silence.days)
            seqs = tuple(sign.seq for sign in stretch)
            yield Unusual(rule, self.reader.id, stretch[0].at, stretch[-1].at, count, seqs, sentence)


def _crowded(points: Sequence[tuple[datetime, Hashable]], limit: Limit) -> Iterator[tuple[int, int]]:
    """First and last place of each stretch of points in order, joined where they overlap."""
    inside: Counter[Hashable] = Counter()
    left, begun, ended = 0, -1, -1
    for right, (at, key) in enumerate(points):
        inside[key] += 1
        while at - points[left][0] > limit.span:
            gone = points[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        if len(inside) <= limit.most:
            continue
        if begun >= 0 and left > ended:
            yield begun, ended
            begun = -1
        begun, ended = left if begun < 0 else begun, right
    if begun >= 0:
        yield begun, ended


# --- what each rule counts: a group of traces in order, and what makes two of them different


def _one_group(choose: Callable[[_Watch], list[Sign]], key: _Key = _by_child) -> Callable[[_Watch], _Groups]:
    def read(watch: _Watch) -> _Groups:
        yield choose(watch), key

    return read


def _each_child(choose: Callable[[_Watch], list[Sign]], key: _Key) -> Callable[[_Watch], _Groups]:
    def read(watch: _Watch) -> _Groups:
        for group in _grouped(choose(watch), _by_child):
            yield group, key

    return read


def _grouped(signs: Iterable[Sign], key: _Key) -> Iterable[list[Sign]]:
    groups: defaultdict[Hashable, list[Sign]] = defaultdict(list)
    for sign in signs:
        groups[key(sign)].append(sign)
    return groups.values()


def _nights(watch: _Watch) -> _Groups:
    start, end = watch.setting.night
    by_night = [sign for sign in watch.of(SignKind.OPENED) if sign.at.time() >= start or sign.at.time() < end]
    yield by_night, _by_child


def _same_person(kind: SignKind) -> Callable[[_Watch], _Groups]:
    """One person for whom somebody looks from the records of children who have nobody else in common.

    A search looks for somebody who stands beside both children; a name that is typed need stand nowhere.
    """
    but_one = kind is SignKind.SEARCHED

    def read(watch: _Watch) -> _Groups:
        def is_strange(one: Sign, other: Sign) -> bool:
            return one.child != other.child and not watch.related(one.child, other.child, but_one=but_one)

        sought = [sign for sign in watch.of(kind) if sign.person is not None]
        for group in _grouped(sought, lambda sign: sign.person):
            yield [one for one in group if any(is_strange(one, other) for other in group)], _by_child

    return read


def _first_days_back(watch: _Watch) -> _Groups:
    """What was opened in the first day after a long silence; a first trace of all comes after none."""
    limit = watch.setting.limits[Rule.AFTER_SILENCE]
    back = [later.at for earlier, later in pairwise(watch.signs) if later.at - earlier.at >= watch.setting.silence]
    for start in back:
        yield [s for s in watch.of(SignKind.OPENED) if start <= s.at <= start + limit.span], _by_child


_RULES: dict[Rule, Callable[[_Watch], _Groups]] = {
    Rule.MANY_IN_AN_HOUR: _one_group(_Watch.opened_of_others),
    Rule.MANY_IN_A_DAY: _one_group(_Watch.opened_of_others),
    Rule.AT_NIGHT: _nights,
    Rule.CLOSED_RECORDS: _one_group(_Watch.opened_at_rest),
    Rule.CLOSED_RECORD_AGAIN: _each_child(_Watch.opened_at_rest, lambda sign: sign.at.date()),
    Rule.AFTER_NOTICE: _one_group(lambda watch: watch.after_notice(SignKind.OPENED)),
    Rule.COPIES_AFTER_NOTICE: _one_group(lambda watch: watch.after_notice(SignKind.COPIED), _by_place),
    Rule.SAME_PERSON: _same_person(SignKind.SEARCHED),
    Rule.SAME_NAME: _same_person(SignKind.LOOKED_FOR),
    Rule.REFUSED: _one_group(lambda watch: watch.of(SignKind.REFUSED), _by_place),
    Rule.LOOKED_UP_BY_NAME: _one_group(lambda watch: watch.of(SignKind.LOOKED_UP), _by_place),
    Rule.AGAIN_AND_AGAIN: _each_child(_Watch.opened_of_others, lambda sign: (sign.at.date(), sign.at.hour)),
    Rule.MANY_COPIES: _one_group(lambda watch: watch.of(SignKind.COPIED), _by_place),
    Rule.SEALED_WORDS: _one_group(lambda watch: watch.of(SignKind.UNSEALED), _by_place),
    Rule.AFTER_SILENCE: _first_days_back,
    Rule.TOO_FAST: _one_group(lambda watch: watch.of(SignKind.TOO_FAST), _by_place),
}
