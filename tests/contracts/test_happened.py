"""Every kind of event and of copy has a plain phrase in one table, and no phrase shows a code or an inside word."""

import functools
import re

import pytest

import document_actions
from kith.domain import happened, pathway
from tests.contracts import words
from tests.contracts.house import tree

pytestmark = pytest.mark.once

ACTIONS = document_actions.actions()
# Where a kind is noted outside an action, or by a name of its own.
CALLED = r"(?:\bnote|\bEvent|\bnote_listed|\b_record)"
NOTED = re.compile(CALLED + r"""\(\s*(?:\w+(?:\.\w+\([^()]*\))?,\s*)?"([a-z_]+\.[a-z_]+)\"""")
COPIED = re.compile(r"""\bkind="([a-z_.]+)\"""")
A_CODE = re.compile(r"[a-z]_[a-z]|\w\.\w|\d")
INSIDE = re.compile(
    r"\b(?:outward|halt|frozen|freez|finding|triage|clearance|baseline|settled_|stage|outbox|item|row|batch|event|"
    r"eligib|alloc|connection_|codes?|json|pk|null|none)\b",
    re.IGNORECASE,
)


@functools.cache
def texts() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted((tree.ROOT / "src" / "kith").rglob("*.py")))


def kinds() -> set[str]:
    """Every kind there is: what actions promise, what is noted beside them, what moves, and what is copied."""
    found = {spec.event for spec in ACTIONS.values()} | {move.event for move in pathway.MOVES}
    for text in texts():
        found |= set(NOTED.findall(text))
        if "keep_for_case_system(" in text:
            found |= set(COPIED.findall(text))
    return found


def test_every_kind_has_a_phrase_and_every_phrase_a_kind() -> None:
    known, everything = kinds(), "".join(texts())
    assert known - set(happened.IN_WORDS) == set(), "write a plain phrase in kith/domain/happened.py"
    assert {kind for kind in set(happened.IN_WORDS) - known if f'"{kind}"' not in everything} == set()


@pytest.mark.parametrize("kind", sorted(happened.IN_WORDS))
def test_a_phrase_is_plain(kind: str) -> None:
    phrase = happened.in_words(kind)
    assert phrase[0].isupper()
    assert len(phrase.split()) >= 2
    assert not phrase.endswith(".")
    assert not A_CODE.search(phrase)
    assert not INSIDE.search(phrase)
    assert list(words.broken_rules([phrase], words.EVERYWHERE)) == []


def test_a_kind_that_nobody_knows_shows_no_code() -> None:
    assert happened.in_words("outward.halted_twice") == happened.SOMETHING
