"""Which part of a child's life somebody belongs to, as far as a relation found in notes says."""

from kith.domain.terms import Side

_SIDES = {
    "mother": Side.MUM,
    "father": Side.DAD,
    "brother": Side.BROTHERS_AND_SISTERS,
    "sister": Side.BROTHERS_AND_SISTERS,
    "foster carer": Side.CARED_FOR_ME,
    "friend": Side.FRIENDS,
    "teacher": Side.SCHOOL_AND_CLUBS,
    "coach": Side.SCHOOL_AND_CLUBS,
}
_BEFORE = ("former ", "half-", "step")


def side_of(relation: str) -> Side | None:
    """The part for a relation in words ("mother's brother", "half-sister"); None where its first word does not say."""
    first = relation.partition("'s ")[0]
    for word in _BEFORE:
        first = first.removeprefix(word)
    return _SIDES.get(first)
