"""The forms in which a person is compared: names read as first, middle and family names, plain contact points."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kith.domain import names

# More names or words than this are not looked at; a person has few, a mistake may have thousands.
MOST_NAMES, MOST_WORDS = 8, 8
_PHONE_LEAST, _PHONE_END = 7, 9
_SHOWN = 40
_EARLIER = frozenset([names.NameKind.BIRTH, names.NameKind.MARRIED, names.NameKind.ALIAS])
_NOT_DIGITS = re.compile(r"\D+")
_NOT_POSTCODE = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One name read as parts: first word, middle words, family words. `alone` = a single word, which may be either.

    The texts are the parts as they were written, cut where they are long.
    """

    first: str
    middle: tuple[str, ...]
    family: tuple[str, ...]
    kind: names.NameKind
    alone: str = ""
    given_text: str = ""
    family_text: str = ""

    @property
    def is_earlier(self) -> bool:
        """Whether it is a name at birth, by marriage, earlier or an alias: not simply the one they use."""
        return self.kind in _EARLIER

    @property
    def written(self) -> str:
        """The whole name."""
        return self.given_text if self.alone else " ".join(filter(None, (self.given_text, self.family_text)))


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is compared, folded. `postcode` has no space; phones are the last nine digits."""

    readings: tuple[Reading, ...]
    place: str
    postcode: str
    phones: frozenset[str]
    emails: frozenset[str]


def of(
    given: Iterable[names.Name],
    *,
    places: tuple[str, str] = ("", ""),
    reached_by: tuple[Iterable[str], Iterable[str]] = ((), ()),
) -> Profile:
    """The profile of a person with these names, (place, postcode) and (phones, e-mail addresses)."""
    readings = [reading for name in tuple(given)[:MOST_NAMES] for reading in _readings(name)]
    phones, emails = reached_by
    return Profile(
        readings=tuple(dict.fromkeys(readings)),
        place=names.plain(places[0]),
        postcode=_NOT_POSTCODE.sub("", places[1][: names.LONGEST].upper()),
        phones=frozenset(filter(None, map(phone, phones))),
        emails=frozenset(filter(None, map(names.folded, emails))),
    )


def phone(text: str) -> str:
    """The last nine digits, which are the same with and without 0 or +44; "" for fewer than seven digits."""
    digits = _NOT_DIGITS.sub("", text[: names.LONGEST])
    return digits[-_PHONE_END:] if len(digits) >= _PHONE_LEAST else ""


def _readings(name: names.Name) -> list[Reading]:
    if name.whole:
        return _from_whole(name)
    given = names.words(name.given)[:MOST_WORDS]
    family = names.carriers(names.words(name.family)[:MOST_WORDS])
    if not (given or family) or (not family and _is_only_kin(name, given)):
        return []
    texts = (shown(name.given), shown(name.family))
    return [Reading(given[0] if given else "", given[1:], family, name.kind, "", *texts)]


def _from_whole(name: names.Name) -> list[Reading]:
    """A name that nobody divided: the last word is read as the family name; one word alone may be either.

    So is a word before it that is joined to it by a hyphen or is no first name: half of a double name is no middle
    name. One comma divides it: "Hartley, Sharon".
    """
    family, comma, given = name.whole[: names.LONGEST].partition(",")
    if comma and "," not in given and names.words(family) and names.words(given):
        return _readings(names.Name(given=given.strip(), family=family.strip(), kind=name.kind))
    words = names.words(name.whole)[:MOST_WORDS]
    if not words or _is_only_kin(name, words):
        return []
    text = shown(name.whole)
    if len(words) == 1:
        return [Reading("", (), (), name.kind, words[0], text, text)]
    at = _family_from(name.whole, words)
    first, last = words[:at], words[at:]
    texts = text.rsplit(" ", 1 if "-" in text.rpartition(" ")[2] else len(last))
    return [Reading(first[0], first[1:], names.carriers(last), name.kind, "", texts[0], " ".join(texts[1:]))]


def _family_from(written: str, words: tuple[str, ...]) -> int:
    """Where the family name begins among the words of a name."""
    joined = names.words(written[: names.LONGEST].split()[-1])
    if 1 < len(joined) < len(words) and words[-len(joined) :] == joined:
        return len(words) - len(joined)
    before = names.plain(words[-2])
    is_half = len(words) > 2 and len(before) > 1 and not names.is_first_name(before)
    return len(words) - (2 if is_half else 1)


def _is_only_kin(name: names.Name, words: tuple[str, ...]) -> bool:
    """ "Nan" or "Uncle" alone, as the child calls them, is a relation and not a name."""
    return name.kind is names.NameKind.CHILDS and all(map(names.is_kin_word, words))


def shown(text: str) -> str:
    """A text as it may stand in a sentence: nothing invisible, single spaces, cut where it is long."""
    visible = "".join(letter if letter.isprintable() else " " for letter in text[: names.LONGEST])
    words = " ".join(visible.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}\u2026"
