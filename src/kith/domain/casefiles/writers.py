"""Who writes a note: an aunt of "my nephew Joshua", a carer of "our daughter"; so that "my mum" is read as hers."""

from kith.domain.casefiles import paths, people, scope, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, Unit

_MINE = frozenset({"my", "our"})
# What the writer is to a child who is the writer's so-and-so.
_WRITES = {
    **dict.fromkeys(("nephew", "niece", "niece or nephew"), "aunt or uncle"),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), "grandparent"),
    **dict.fromkeys(("great-grandson", "great-granddaughter"), "great-grandparent"),
    **dict.fromkeys(("great-nephew", "great-niece"), "great-aunt or great-uncle"),
    **dict.fromkeys(("brother", "sister", "half-brother", "half-sister"), paths.SIBLING),
    "cousin": "cousin",
    "godson": "godparent",
    "goddaughter": "godparent",
    "stepson": "stepparent",
    "stepdaughter": "stepparent",
}
_CLOSE = frozenset({",", "(", "-", "–"})


def own_words(units: list[list[Unit]], sentences: list[tokens.Sentence]) -> bool:
    """Whether a carer writes the note: "our daughter", "my husband", with nobody said to be the writer's own child."""
    for sentence, found in zip(sentences, units, strict=True):
        opened = 0
        for unit in found:
            opened = sum(token.text in {'"', "“", "”"} for token in sentence.tokens[: unit.first]) % 2
            if unit.kind == KIN and unit.pronoun in _MINE and not opened and scope.is_adults(unit.path[-1]):
                return True
    return False


def relation(sentence: tokens.Sentence, units: list[Unit]) -> str:
    """What the writer is to the child, if the sentence says it: "my nephew Joshua", "Joshua is my grandson"."""
    for index, unit in enumerate(units):
        if unit.kind != KIN or unit.pronoun not in _MINE or unit.plural or unit.path[-1] not in _WRITES:
            continue
        after = units[index + 1] if index + 1 < len(units) else None
        before = units[index - 1] if index else None
        if after is not None and after.kind == CHILD and _is_beside(sentence, unit.end, after.first, _CLOSE):
            unit.general = True
            return _WRITES[unit.path[-1]]
        if before is not None and before.kind == CHILD and _is_beside(sentence, before.end, unit.first, {"is", ","}):
            unit.general = True
            return _WRITES[unit.path[-1]]
    return ""


def _is_beside(sentence: tokens.Sentence, end: int, start: int, marks: frozenset[str] | set[str]) -> bool:
    return start - end <= 1 and all(token.low in marks for token in sentence.tokens[end:start])


def claim(author: Person, step: str) -> None:
    """The writer is this to the child."""
    author.claims.append(people.Claim(None, (step,), "kin.writer"))
