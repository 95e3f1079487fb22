"""Whose mother "her mum" is: the child's, or that of the one who speaks, has, or was named last."""

from collections.abc import Iterator

from kith.domain.casefiles import lexicon, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

_HIS = {"his": "m", "her": "f", "he": "m", "she": "f"}
_SUBJECTS = {"he": "m", "she": "f", "he's": "m", "she's": "f", "hes": "m", "shes": "f"}
# A child seldom has these; whoever is spoken of has.
_OF_ADULTS = frozenset(
    {"husband", "wife", "spouse", "fiancé", "fiancée", "son", "daughter", "grandson", "granddaughter", "grandchild",
     "former husband", "former wife", "mother-in-law",
     "daughter-in-law", "son-in-law", "father-in-law", "sister-in-law", "brother-in-law", "stepson",
     "stepdaughter", "child", "niece", "nephew", "former partner"}
)  # fmt: skip
_LOVERS = frozenset({"partner", "boyfriend", "girlfriend", "former boyfriend", "former girlfriend"})
_WHOM = {"m": frozenset({"him", "himself"}), "f": frozenset({"her", "herself"})}
_SIBLINGS = frozenset({"brother", "sister", "half-brother", "half-sister", "brother or sister", "twin"})
_OF_ANYBODY = _SIBLINGS | _LOVERS | {"cousin", "friend", "stepbrother", "stepsister"}
_NEAR = 2
_LONG_AGO = 20


class Scope:
    """Follows who is spoken of through the sentences of one document.

    `child_gender` is m or f where the document calls the child he or she throughout; it serves to read "her mum" and
    is given to nobody. No gender is taken from a name.
    """

    def __init__(self, lex: lexicon.Lexicon, child_gender: str) -> None:
        self._speech = lex.contexts["speech"]
        self.child_gender = child_gender
        self.author: Person | None = None
        # The author wrote what is quoted, and somebody else the rest; whether the word being read is quoted.
        self.only_quoted = self.quoted = False
        # Whoever writes gives a name, as relatives do who are not known yet.
        self.introduces = False
        # A carer writes of "our daughter": "my sister" is the carer's too.
        self.carer_writes = False
        # Who was spoken of, the last one last; None stands for the child.
        self._recent: list[Person | None] = []
        # Everybody but the child in the order in which they were spoken of.
        self._history: list[Person] = []
        self._subject: Person | None = None
        self._subject_is_child = True
        # The last sentence spoke of the child, by name or as him or her.
        self._child_was_there = self._child_is_meant = False
        # Sentences since the child was the subject.
        self._since_child = 99
        self._here: list[tuple[int, Person | None]] = []
        # The pronoun that stood before the relative at a token.
        self._said: dict[int, str] = {}
        # Whose the relative with a pronoun at a token was.
        self._owned: list[tuple[int, Person | None]] = []
        self._here_subject: tuple[int, Person | None] | None = None
        # The subject was "his aunt": he in the next sentence is the child. It was "she": her is hers.
        self._childs = self._by_pronoun = False
        self._childs_before = self._pronoun_before = False

    def begin(self, sentence: tokens.Sentence) -> None:
        """A new sentence: if it begins with he or she, that is who was spoken of before."""
        self._here = []
        self._said = {}
        self._owned = []
        self._here_subject = None
        self._childs = self._by_pronoun = False
        self._child_is_meant = any(token.low in {"him", "his"} for token in sentence.tokens[1:])
        first = next((token for token in sentence.tokens[:4] if token.kind == "w"), None)
        if first is not None and first.low in _SUBJECTS:
            person = self.antecedent(_SUBJECTS[first.low])
            self._here_subject = (0, person)
            self._by_pronoun = True

    def saw(self, unit: Unit, person: Person | None) -> None:
        """The unit was read as this person (None = the child)."""
        self._here.append((unit.first, person))
        said = unit.pronoun or next((link.pronoun for link in unit.links if link.pronoun), "")
        self._said = {**self._said, unit.first: said} if said else self._said
        if self._here_subject is None and not unit.owns:
            self._here_subject = (unit.first, person)
            self._childs = unit.kind == KIN and bool(unit.pronoun)

    def end(self) -> None:
        """The sentence is over: its subject is the first to be meant by he or she in the next."""
        if self._here_subject is not None:
            self._subject = self._here_subject[1]
            self._subject_is_child = self._subject is None
            self._childs_before, self._pronoun_before = self._childs, self._by_pronoun
        self._child_was_there = any(person is None for _, person in self._here) or self._child_is_meant
        self._since_child = 0 if self._subject_is_child else self._since_child + 1
        self._recent = [person for _, person in self._here][-6:] or self._recent
        self._history += [person for _, person in self._here if person is not None]

    def subject_here(self) -> Person | None:
        """The subject of the sentence being read, as far as it was read; None = the child or nobody."""
        return self._here_subject[1].key() if self._here_subject and self._here_subject[1] is not None else None

    def somebody(self, gender: str) -> Person | None:
        """Whom he or she means where it cannot be the child: "She is Kiera's grandmother"."""
        for person in [*reversed(self._recent), self._subject]:
            if person is not None and _may_be(person, gender):
                return person.key()
        return None

    def adult_before(self, at: int) -> Person | None:
        """The first person but the child whom the sentence named before this token, if the child was not named."""
        before = [person for place, person in self._here if place < at]
        if not before and at <= 1 and self._subject is not None and not self._subject.key().plural:
            before = [self._subject]
        if not before or before[0] is None or (before[0].roles and not before[0].claims):
            return None
        return before[0].key()

    def right_before(self, at: int) -> Person | None:
        """Whom the sentence named last before this token; None = the child or nobody."""
        before = [person for place, person in self._here if place < at]
        return _adult(before[-1]) if before else None

    def subject_before(self, at: int) -> Person | None:
        """The subject of the sentence, if it stands before this token; None = the child or nobody."""
        return self.subject_here() if self._here_subject is not None and self._here_subject[0] < at else None

    def antecedent(self, gender: str) -> Person | None:
        """Whom he or she means at the start of a sentence; None = the child."""
        if self._subject_is_child and self._child_may_be(gender):
            return None
        if self._since_child <= _NEAR and self._child_may_be(gender) and not self._is_surely(self._subject, gender):
            return None
        if self._childs_before and self.child_gender == gender:
            return None
        order = [self._subject, *reversed(self._recent)]
        for person in order:
            if person is not None and _may_be(person, gender):
                return person.key()
        return None

    def _is_surely(self, person: Person | None, gender: str) -> bool:
        return person is not None and (person.gender == gender or self._pronoun_before)

    def owner(self, sentence: tokens.Sentence, unit: Unit, besides: list[Person]) -> Person | None:
        """Whose relative a word with his, her, their, my or our is; None = the child's. Nobody of `besides` is."""
        if unit.pronoun in {"my", "our"}:
            return self._mine(unit)
        if unit.pronoun not in _HIS:
            return self._theirs(unit)
        gender = _HIS[unit.pronoun]
        last = unit.path[-1]
        if unit.first == 0 and last not in _OF_ADULTS:
            return self._at_start(gender, kin=unit.kin is not None and unit.kin.kind == "kin")
        before = [pair for pair in self._here if pair[0] < unit.first and pair[1] not in besides]
        own = self._own(sentence, unit, besides)
        if own is not None:
            return own[0]
        parallel = self._parallel(sentence, unit)
        if parallel is not None:
            return parallel[0]
        joined = self._joined(sentence, unit, before)
        surely = joined is not None and joined.gender == gender and bool(joined.claims)
        if joined is not None and (last in _OF_ADULTS | _LOVERS or surely or not self._child_may_be(gender)):
            return _adult(joined if _may_be(joined, gender) else None)
        childs = self._here_subject is not None and self._here_subject[1] is None and self._child_may_be(gender)
        if last in _OF_ADULTS or last == "partner" and not childs:
            return self._nearest(before, gender)
        if not self._child_may_be(gender):
            return self._nearest(before, gender)
        return _adult(self._beside(sentence, unit, before, gender) or self._speaker(sentence, unit, before, gender))

    def _own(self, sentence: tokens.Sentence, unit: Unit, besides: list[Person]) -> tuple[Person | None] | None:
        """ "Mum brought her own mother": of whoever was named last before it, and fits."""
        if not any(token.low == "own" for token in sentence.tokens[unit.first : unit.head]):
            return None
        gender = _HIS[unit.pronoun]
        for place, person in reversed(self._here):
            if place >= unit.first or person in besides:
                continue
            if person is None and self._child_may_be(gender) or person is not None and _may_be(person, gender):
                return (_adult(person),)
        return None

    def _parallel(self, sentence: tokens.Sentence, unit: Unit) -> tuple[Person | None] | None:
        """ "her brother Kunle; her cousin Sade; and her niece": whose the first is, the others are."""
        for at, owner in reversed(self._owned):
            if self._said.get(at) != unit.pronoun:
                continue
            mark = sentence.tokens[unit.first - 1].low
            listed = (
                mark in {";", ","}
                or mark in {"and", "&"}
                and (sentence.tokens[unit.first - 2].text in {";", ","} or unit.path[-1] not in _OF_ADULTS | _LOVERS)
            )
            between = [person for place, person in self._here if at < place < unit.first]
            return (owner,) if listed and None not in between else None
        return None

    def was_owned(self, unit: Unit, owner: Person | None) -> None:
        """The pronoun before the word was read as this person's (None = the child's)."""
        if unit.pronoun in _HIS:
            self._owned.append((unit.first, owner))

    def _beside(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]], gender: str
    ) -> Person | None:
        """ "dad, in Hull with his brother": the last one named whom the pronoun fits, with no child in between."""
        if unit.path[-1] not in _OF_ANYBODY:
            return None
        at, person = next(((at, one) for at, one in reversed(before) if one is None or one.gender == gender), (0, None))
        if person is None or person.plural or not person.claims or unit.plural:
            return None
        if unit.path[-1] in _SIBLINGS and _is_sibling(person):
            return None
        if any(token.low in _WHOM[gender] for token in sentence.tokens[at : unit.first]):
            return None
        return person

    def _at_start(self, gender: str, *, kin: bool) -> Person | None:
        """ "Her brother" at the start of a sentence: hers of whom the last one spoke as "she", else the child's."""
        if not self._child_may_be(gender) or self._pronoun_before and not self._subject_is_child:
            return _adult(self.antecedent(gender))
        subject = self._subject
        fits = subject is not None and subject.gender == gender and not subject.plural and not self._childs_before
        if fits and kin and not self._child_was_there:
            return _adult(subject)
        if kin and not self._child_was_there and not self._childs_before:
            return self._at_start_near(gender)
        return None

    def _at_start_near(self, gender: str) -> Person | None:
        """ "Her dad does not speak to her. Her stepmother": where the child was not spoken of, the last who is she."""
        person = next(
            (one.key() for one in reversed(self._recent) if one is not None and one.key().gender == gender), None
        )
        if person is None or person.plural or any("carer" in claim.own[-1] for claim in person.claims):
            return None
        return _adult(person)

    def _child_may_be(self, gender: str) -> bool:
        return self.child_gender in ("", gender)

    def _joined(self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]]) -> Person | None:
        """The person right before "and his wife"."""
        if not before or unit.first == 0 or unit.shared:
            return None
        if self._said.get(before[-1][0]) == unit.pronoun:
            # "his brother and his sister": both are the child's.
            return None
        mark = sentence.tokens[unit.first - 1].low
        if mark in {"and", "&", "with", "plus", "+"} or mark in {",", ";"} and self._goes_on(unit, before[-1][1]):
            gender = _HIS[unit.pronoun]
            surely = [person for _, person in before if person is not None and person.gender == gender]
            last = before[-1][1]
            return surely[-1] if surely and not _may_be(last, gender) else last
        return None

    def _goes_on(self, unit: Unit, last: Person | None) -> bool:
        """ "Mum, her sister Gemma": a list that goes on with her people; "Jean, his nan," is one person."""
        return (
            last is not None and bool(last.claims) and bool(unit.links) and last not in [n.person for n in unit.links]
        )

    def _nearest(self, before: list[tuple[int, Person | None]], gender: str) -> Person | None:
        for _, person in reversed(before):
            if person is not None and _may_be(person, gender) and not person.roles:
                return person.key()
        if self._here_subject is not None and self._here_subject[1] is not None:
            return _adult(self._here_subject[1])
        for person in [self._subject, *reversed(self._recent)]:
            if person is not None and _may_be(person, gender) and not person.roles:
                return person.key()
        return self._long_ago(gender)

    def before(self, gender: str) -> list[Person]:
        """Who was he or she so far, the last one first."""
        spoken = [*self._history[-_LONG_AGO:], *(person for _, person in self._here if person is not None)]
        fitting = [person.key() for person in reversed(spoken) if person.key().gender == gender]
        return [person for person in dict.fromkeys(fitting) if not person.plural]

    def _long_ago(self, gender: str) -> Person | None:
        """The last one of whom the document says that it is he or she."""
        for person in reversed(self._history[-_LONG_AGO:]):
            if person.key().gender == gender and not person.key().plural and not person.key().roles:
                return person.key()
        return None

    def _speaker(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]], gender: str
    ) -> Person | None:
        """The subject of the sentence, if it says or has something and its gender is known to agree."""
        at, person = self._here_subject or (0, None)
        if person is None:
            return None
        if at >= unit.first and at:
            return None
        if not any(token.low in self._speech for token in sentence.tokens[at : unit.first]):
            return None
        if any(other is None for place, other in before if place > at) and unit.path[-1] not in _LOVERS:
            return None
        known = person.gender == gender or (not person.gender and at == 0 and self.child_gender != gender)
        if not known or _is_own_line(person, unit):
            return None
        return person.key()

    def _theirs(self, unit: Unit) -> Person | None:
        subject = self.subject_here()
        if subject is not None and subject.plural and unit.path[-1] in {"father", "mother"}:
            return subject
        if unit.path[-1] in _OF_ADULTS:
            near = [person for _, person in self._here] or self._recent
            return _adult(next((person for person in reversed(near) if person is not None and person.claims), None))
        return None

    def _mine(self, unit: Unit) -> Person | None:
        if self.author is None or self.only_quoted and not self.quoted:
            return None
        return self.author.key()


def is_adults(step: str) -> bool:
    """Whether a child seldom has such a relative: a husband, a daughter."""
    return step in _OF_ADULTS or step == "partner"


def _may_be(person: Person | None, gender: str) -> bool:
    return person is not None and person.gender in ("", gender) and not person.plural


def _adult(person: Person | None) -> Person | None:
    """Workers' own families are not spoken of in a child's notes: "Priya said his mum rang" is the child's."""
    if person is None or (person.roles and not person.claims):
        return None
    return person.key()


def _is_sibling(person: Person) -> bool:
    return any(claim.owner is None and claim.own[-1] in _SIBLINGS for claim in person.claims)


def _is_own_line(person: Person, unit: Unit) -> bool:
    """ "Nan said her mum was out": the grandmother's mother is not meant."""
    own = {claim.own for claim in person.claims if claim.owner is None}
    return unit.path == ("mother",) and any(path[-1] in {"grandmother", "grandfather"} for path in own)


def child_gender(sentences: list[tokens.Sentence], units: list[list[Unit]]) -> str:
    """m or f, where the words after the child's name are he or she far more often than the other; else nothing."""
    count = {"m": 0, "f": 0}
    only_child = True
    for sentence, found in zip(sentences, units, strict=True):
        first = _HIS.get(sentence.tokens[0].low)
        if first and only_child:
            count[first] += 1
        only_child = not any(unit.kind == NAME for unit in found) and any(unit.kind == CHILD for unit in found)
        for gender in _after_child(sentence, found):
            count[gender] += 2
    best, other = sorted(count.items(), key=lambda item: -item[1])
    return best[0] if best[1] > 2 * other[1] else ""


def _after_child(sentence: tokens.Sentence, found: list[Unit]) -> Iterator[str]:
    """The first he or she after each mention of the child, before anybody else is named."""
    for index, unit in enumerate(found):
        if unit.kind != CHILD:
            continue
        between = ""
        for at in range(unit.end, len(sentence.tokens)):
            gender = _HIS.get(sentence.tokens[at].low)
            if gender and gender != between:
                yield gender
            here = next((other for other in found[index + 1 :] if other.head == at), None)
            if gender or here is not None and (here.kind in (NAME, CHILD) or between or not here.gender):
                break
            between = here.gender if here is not None else between
