"""The record's words and the drawings' words are one vocabulary: nothing said in the one is lost in the other."""

import pytest

from kith.domain import terms
from kith.domain.network import vocabulary, words

TABLES = [
    (vocabulary.GENDERS, terms.Gender, words.Gender),
    (vocabulary.RINGS, terms.Ring, words.Ring),
    (vocabulary.SECTORS, terms.Side, words.Sector),
    (vocabulary.TIES, terms.TieKind, words.TieKind),
    (vocabulary.TIES_OF_SIDES, terms.Side, words.TieKind),
    (vocabulary.UNIONS, terms.UnionStatus, words.UnionStatus),
    (vocabulary.PARENTAGE, terms.ParentageKind, words.ParentageKind),
    (vocabulary.QUALITIES, terms.Quality, words.Quality),
]
# Tables in which no two words of the record come out as one.
ONE_TO_ONE = (terms.Gender, terms.Ring, terms.UnionStatus, terms.ParentageKind, terms.Quality)


@pytest.mark.parametrize(("table", "record", "drawn"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_word_of_the_record_can_be_drawn(table: dict, record: type, drawn: type) -> None:
    assert list(table) == list(record)
    assert {type(word) for word in table.values()} == {drawn}
    if record in ONE_TO_ONE:
        assert len(set(table.values())) == len(table)


def test_the_order_of_rings_and_parts_is_the_same() -> None:
    assert list(vocabulary.RINGS.values()) == list(words.Ring)
    assert list(vocabulary.SECTORS.values()) == list(words.Sector)


def test_only_who_is_counted_in_touch_is_drawn_in_touch() -> None:
    in_touch = {status for status, touch in vocabulary.TOUCH.items() if touch is words.Touch.IN_TOUCH}
    assert in_touch == terms.PersonStatus.counted_in_touch()
