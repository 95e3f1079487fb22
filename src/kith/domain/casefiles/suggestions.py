"""From people found in a document to suggestions that a person says yes or no to."""

import collections
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kith.domain.casefiles import dangers, people, tokens
from kith.domain.casefiles import paths as relations
from kith.domain.casefiles.people import Mention, Person

LIKELY, POSSIBLE, WEAK = "likely", "possible", "weak"

_WEAK_RULES = frozenset({"name.unknown", "name.word", "name.initials"})
# Alone, without a name and nobody's in particular, these are not worth a look.
_NOT_ALONE = frozenset(
    "friend|neighbour|classmate|housemate|colleague|employer|landlord|landlady|relative|family|host family|"
    "mentor|dinner lady|coach|pastor|imam|priest|independent visitor|childminder|babysitter|spouse|husband|"
    "lodger|cell mate|befriender|godson|goddaughter|"
    "wife|son|daughter|niece|nephew|supported lodgings host|father figure|mother figure|ex|grandson|"
    "granddaughter|grandchild|in-law|child|scout leader|church leader|former partner|niece or nephew".split("|")
)
_PROFESSIONAL = "PROF"
# Workers of earlier days and people of a school are asked after by children (rules R7 and R8 of who to look for).
_STAYS_A_LEAD = frozenset({"former teacher", "former key worker", "former teaching assistant", "former headteacher"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whom the text speaks of: text[start:end] == quote, half-open, in Unicode code points.

    `name` is as written, or None; `relation` short plain English from the child, or None where the text does not say;
    `code` the same for programs; `flags` holds "safety" where words nearby ask for a check first, and `near` those
    words; `rule` is the rule that found it; `sentence` the sentence it stands in, with its offsets; `person` numbers
    the people of the document, so that mentions of one person can be counted.
    """

    quote: str
    start: int
    end: int
    name: str | None
    relation: str | None
    code: str | None
    professional: bool
    flags: tuple[str, ...]
    strength: str
    rule: str
    near: tuple[str, ...] = ()
    sentence: str = ""
    sentence_start: int = 0
    sentence_end: int = 0
    person: int = 0

    @property
    def named(self) -> bool:
        """Whether there is a name."""
        return self.name is not None


def build(
    text: str, sentences: list[tokens.Sentence], found: list[Person], *, all_mentions: bool = False
) -> list[Suggestion]:
    """The suggestions of a document in the order of their place; one a person, or every mention."""
    made: list[Suggestion] = []
    for person in found:
        if not _is_worth_a_look(person):
            continue
        mentions = _distinct(person.mentions) if all_mentions else [_best(person)]
        made.extend(_suggestion(text, sentences, person, mention) for mention in mentions)
    return sorted(made, key=lambda one: (one.start, one.end, one.person))


def _is_worth_a_look(person: Person) -> bool:
    """A name always is; without one it takes a relation, and not just "a friend"."""
    if person.named:
        return True
    known = people.relation(person)
    if known is None or person.told_singly:
        return False
    if known[0][-1] == "family":
        return False
    return len(known[0]) > 1 or known[0][0] not in _NOT_ALONE


def _distinct(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _best(person: Person) -> Mention:
    """The mention to open at: name and relation together, else the first name, else the first."""
    for wanted in (lambda one: one.kind == "N" and one.linked, lambda one: one.kind == "N"):
        for mention in person.mentions:
            if wanted(mention):
                return mention
    return person.mentions[0]


def _suggestion(text: str, sentences: list[tokens.Sentence], person: Person, mention: Mention) -> Suggestion:
    known = people.relation(person)
    relation, code = (relations.words(known[0]), relations.code(known[0])) if known else (None, None)
    professional = False
    if relation is None and person.roles:
        role = person.roles[0]
        relation, code = role.relation, role.code
        professional = code.startswith(_PROFESSIONAL) and relation not in _STAYS_A_LEAD
    sentence = sentences[mention.sentence]
    return Suggestion(
        quote=text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        name=_name(person) if person.named else None,
        relation=relation,
        code=code,
        professional=professional,
        flags=(dangers.SAFETY,) if person.flags and not professional else (),
        strength=_strength(person, mention, relation),
        rule=mention.rule,
        near=tuple(person.flags),
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        person=person.number,
    )


def _name(person: Person) -> str:
    """The fullest form that the text gives; of two that are as full the first."""
    return max(person.shown, key=lambda name: len(name.split()))


def _strength(person: Person, mention: Mention, relation: str | None) -> str:
    """likely: name and relation stand together, or the record knows the name. weak: only a capital says so."""
    if any(one.linked or one.rule == "name.record" for one in person.mentions):
        return LIKELY
    if person.named:
        return WEAK if relation is None and mention.rule in _WEAK_RULES else POSSIBLE
    return POSSIBLE


def fingerprint(suggestion: Suggestion) -> str:
    """A stable mark of the suggestion (64 hexadecimal digits), by which a "no" is remembered.

    It holds who is meant (name, else relation) and the words of the sentence; where the text stands in which file,
    spaces and capitals make no difference. The words cannot be read back from it, but can be guessed: it is kept as
    the note itself is.
    """
    who = suggestion.name or suggestion.relation or suggestion.quote
    said = " ".join(suggestion.sentence.casefold().split())
    return hashlib.sha256(f"{who.casefold()}\n{said}".encode("utf-8", "replace")).hexdigest()


def by_rule(suggestions: Iterable[Suggestion]) -> dict[str, int]:
    """How many suggestions each rule made."""
    return dict(sorted(collections.Counter(suggestion.rule for suggestion in suggestions).items()))


def rule_precision(answers: Iterable[tuple[str, bool]]) -> Mapping[str, tuple[int, int, float]]:
    """From people's answers (rule, yes or no): for each rule how many yes, how many no, the share of yes (0 to 1)."""
    made: dict[str, tuple[int, int, float]] = {}
    for rule, group in itertools.groupby(sorted(answers), key=lambda answer: answer[0]):
        said = [yes for _, yes in group]
        made[rule] = (sum(said), len(said) - sum(said), sum(said) / len(said))
    return made


def what_it_misses() -> Iterator[str]:
    """What every page that shows suggestions says beside them, a sentence a line."""
    yield "This reads words; it does not understand them. On made-up notes it misses about one mention in six."
    yield "Of the names themselves it misses about one in fifteen."
    yield "For about half of the people it does not find how they are related, or gets it wrong."
    yield "This was measured on 29 November 2026, on made-up notes that its rules were not written from."
    yield "It can take a place or a pet for a person, and it can get wrong whose mother “her mum” is."
    yield "Whether somebody is a brother or a sister it takes from the words, never from a first name."
    yield "It does not see people in pictures, in scans or in handwriting."
    yield "It knows family words of some home languages only, in Latin letters."
    yield "A safety flag means that certain words stand nearby. No flag does not mean that somebody is safe."
    yield "Nothing goes into the record until a person says yes."
