"""People and relationships found in notes: rules over words, every find with its place in the text.

`read_document` opens a file, `find_people` finds who it speaks of. Nothing enters a record without a person's yes.
Ethnicity, religion and gender are never read out of a name, and no name is sent anywhere.
"""

from collections.abc import Iterable

from kith.domain.casefiles import reading, suggestions
from kith.domain.casefiles.intake import Document, Limits, NotRead
from kith.domain.casefiles.intake import read as read_document
from kith.domain.casefiles.model import Heard, NameModel, ask, seen_by
from kith.domain.casefiles.overview import Known, Overview, overview
from kith.domain.casefiles.sides import side_of
from kith.domain.casefiles.suggestions import Suggestion, by_rule, fingerprint, rule_precision, what_it_misses

__all__ = [
    "Document",
    "Heard",
    "Known",
    "Limits",
    "NameModel",
    "NotRead",
    "Overview",
    "Suggestion",
    "ask",
    "by_rule",
    "find_people",
    "fingerprint",
    "overview",
    "read_document",
    "rule_precision",
    "seen_by",
    "side_of",
    "what_it_misses",
]


def find_people(
    text: str,
    child: str | None = None,
    known: Iterable[str] = (),
    *,
    all_mentions: bool = False,
    names_from: NameModel | None = None,
) -> list[Suggestion]:
    """Who a note speaks of besides the child, in the order of the text.

    `child` and `known` are names that the record holds: they are found in small letters too. One suggestion a person
    (its best mention), or with `all_mentions` every one. `names_from` is an optional model that only adds names.
    Source of the rules: maps-and-finding 3.
    """
    read = reading.Reading(text, child, known, names_from)
    return suggestions.build(text, read.sentences, read.run(), all_mentions=all_mentions)
