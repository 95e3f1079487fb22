"""Who stands only in the head of a message: whoever wrote or got it, nearly always people at their work."""

import bisect
import re
from collections.abc import Iterable

from kith.domain.casefiles import tokens
from kith.domain.casefiles.suggestions import Suggestion

_HEAD = re.compile(r"^[>\s]*(?:(?:from|to|cc|bcc|reply-to|sender)\s*:.*|on\b.{6,120}\bwrote:\s*)$", re.I | re.M)
_GREETING, _SHORT = frozenset({"hi", "hiya", "dear", "hello", "hey", "thanks", "morning"}), 5
_SENT_TO = frozenset({"to", "cc", "bcc"})
_WORD = re.compile(r"[^\W\d_]+")
# Words of a line that only greets or signs: a name there says no more than the head does.
_POLITE = frozenset(
    "dear hi hiya hello hey good morning afternoon evening all both and many thanks thank you kind kindest best warm "
    "warmest regards wishes yours sincerely faithfully cheers from love mr mrs ms miss dr".split()
)


def is_addressed(sentence: tokens.Sentence) -> bool:
    """Whether a line of a message says to whom it was sent: "To: ...", "Cc: ...", "Hi Jean,"."""
    first = sentence.tokens[0].low
    headed = first in _SENT_TO and len(sentence.tokens) > 1 and sentence.tokens[1].text == ":"
    return headed or first in _GREETING and len(sentence.tokens) <= _SHORT


class Heads:
    """The heads of the messages in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [found.span() for found in _HEAD.finditer(text)]

    def hold(self, mentions: Iterable[Suggestion]) -> bool:
        """Whether all that is said of a person is that they wrote or got a message; greetings and signatures aside."""
        found = list(mentions)
        headed = [one for one in found if self._is_in_one(one)]
        if not headed or any(one.relation for one in found):
            return False
        return all(one in headed or self._is_alone(one, found) for one in found)

    def _is_in_one(self, mention: Suggestion) -> bool:
        at = bisect.bisect(self._spans, (mention.start, len(self._text))) - 1
        return at >= 0 and mention.end <= self._spans[at][1]

    def _is_alone(self, mention: Suggestion, found: list[Suggestion]) -> bool:
        """Whether nothing else stands on its line: "Hi Tom,", "Many thanks, Priya"."""
        start = self._text.rfind("\n", 0, mention.start) + 1
        end = self._text.find("\n", mention.end)
        line = self._text[start : end if end >= 0 else None].casefold()
        names = {word for one in found for word in _WORD.findall(one.quote.casefold())}
        return set(_WORD.findall(line)) <= names | _POLITE
