"""The codes of events on the audit pages: in words, or not there at all."""

import re

import pytest

from kith.casework.presenters import codes
from tests.contracts import words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scope": "search"}, [("step", "Look for someone")]),
        ({"came_from": "triage", "went_to": "stopped_by_child"},
         [("from", "How soon is being decided"), ("to", "Stopped by the child")]),
        ({"pressed_by": "child"}, [("said by", "Child or young person")]),
        ({"action": "referrals.stop_for_child", "code": "not_permitted"},
         [("what was tried", "A child’s stop was written down"), ("why", "not for this person")]),
        ({"kinds": "letter,phone"}, None),
        ({"user_id": "0b1c", "setting": "england-2026", "again": True, "rows": 3, "scope": "", "level": None}, []),
        ({"scope": "no_such_step"}, []),
    ],
)  # fmt: skip
def test_codes_are_said_in_words_or_left_out(given: dict[str, object], said: list[tuple[str, str]] | None) -> None:
    found = list(codes.in_words(given))
    assert found == said or (said is None and len(found) == 1 and ", " in found[0][1])


@pytest.mark.parametrize("name", sorted(codes.SAID))
def test_no_name_of_a_code_is_a_code(name: str) -> None:
    label = codes.SAID[name][0]
    assert not re.search(r"[_.\d]", label)
    assert list(words.broken_rules([label], words.EVERYWHERE)) == []
