"""What a short text tells of everybody, for the tests of the rules that read relations."""

from kith.domain import casefiles

CHILD = "Kayden"


def relations(text: str, child: str = CHILD) -> dict[str, str | None]:
    """The relation of everybody by name, or by the words where there is no name; each quote stands where it says."""
    found = casefiles.find_people(text, child, all_mentions=True)
    assert all(text[one.start : one.end] == one.quote for one in found)
    return {one.name or one.quote: one.relation for one in found}
