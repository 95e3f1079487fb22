"""Who is spoken of, sentence by sentence through one document: the subject, who was named last, who is he or she."""

from collections.abc import Iterable

from kith.domain.casefiles import lexicon, paths, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import KIN, NAME, Unit

HE_OR_SHE = {"his": "m", "her": "f", "he": "m", "she": "f"}
_SUBJECTS = {"he": "m", "she": "f", "he's": "m", "she's": "f", "hes": "m", "shes": "f"}
SAYS = frozenset("said says say told tells wrote writes explained added adds replied states stated".split())
_RAISED = frozenset(
    {("brought", "up"), ("was", "raised"), ("was", "fostered"), ("grew", "up"), ("looked", "after"), ("was", "adopted")}
)
_BARE = frozenset(
    "says said states stated reports reported wants wanted thinks thought feels felt denies denied admits admitted "
    "adds added explained claims claimed asks asked hopes believes wishes told".split()
)
_SPOUSES = frozenset({"husband", "wife", "partner", "girlfriend", "boyfriend"})
_IN = frozenset({"in", "into"})
_NEAR = 2
_LONG_AGO = 20


class Spoken:
    """Follows who is spoken of through the sentences of one document.

    `child_gender` is m or f where the document calls the child he or she throughout; it serves to read "her mum" and
    is given to nobody. No gender is taken from a name.
    """

    def __init__(self, lex: lexicon.Lexicon, child_gender: str) -> None:
        self._speech = lex.contexts["speech"]
        self.child_gender = child_gender
        self.author: Person | None = None
        # Whose words the sentence being read gives: "Says his sister" is told of whoever was called.
        self.teller: Person | None = None
        # The author wrote what is quoted, and somebody else the rest; whether the word being read is quoted.
        self.only_quoted = self.quoted = False
        # Whoever writes gives a name, as relatives do who are not known yet.
        self.introduces = False
        # A carer writes of "our daughter": "my sister" is the carer's too.
        self.carer_writes = False
        # The note gives the child's own words: "his own list".
        self.child_writes = False
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
        # Where the child is named only as whose mum somebody is.
        self._owning: set[int] = set()
        # Whose "their daughter" was, in this sentence and in the one before.
        self._their: Person | None = None
        self._their_before: Person | None = None
        # Where somebody is named only so.
        self._owners: set[int] = set()
        # Of whom the sentence names the mother or the father by whose they are: "Ollie's mum".
        self.parents_of: Person | None = None
        # Where the sentence being read names the child.
        self.child_at: list[int] = []
        # The pronoun that stood before the relative at a token.
        self._said: dict[int, str] = {}
        # Whose the relative with a pronoun at a token was.
        self._owned: list[tuple[int, Person | None]] = []
        self._here_subject: tuple[int, Person | None] | None = None
        # The subject of the sentence before, with its place; None where it had none.
        self._subject_at: tuple[int, Person | None] | None = None
        # The subject was "his aunt": he in the next sentence is the child. It was "she": her is hers.
        self._childs = self._by_pronoun = False
        self._childs_before = self._pronoun_before = False

    def begin(self, sentence: tokens.Sentence, named: Iterable[Person] = ()) -> None:
        """A new sentence: if it begins with he or she, that is who was spoken of before, and none of the `named`."""
        self._here = []
        self.parents_of = None
        self._their_before, self._their = self._their, None
        self._owning = set()
        self._owners = set()
        self._said = {}
        self._owned = []
        self._here_subject = None
        self._childs = self._by_pronoun = False
        self._child_is_meant = any(token.low in {"him", "his"} for token in sentence.tokens[1:])
        first = next((token for token in sentence.tokens[:4] if token.kind == "w"), None)
        if first is not None and first.low in _SUBJECTS:
            self._here_subject = (0, self.antecedent(_SUBJECTS[first.low], besides=tuple(named)))
            self._by_pronoun = True
        elif first is not None and first.low in _BARE and self.teller is not None and self.teller.gender:
            self._here_subject, self._by_pronoun = (0, self.teller), True

    def pass_by(self, sentence: tokens.Sentence) -> None:
        """A sentence that names nobody: "We were never told she went into care" speaks of the child all the same."""
        low = [token.low for token in sentence.tokens]
        cared = any(before in _IN and word == "care" for before, word in zip(low, low[1:], strict=False))
        if cared and not _SUBJECTS.keys().isdisjoint(low):
            self.child_at = []
            self.begin(sentence)
            self._here, self._here_subject = [(0, None)], (0, None)
            self.end()

    def saw(self, unit: Unit, person: Person | None) -> None:
        """The unit was read as this person (None = the child)."""
        self._here.append((unit.first, person))
        if unit.owns and person is None:
            self._owning.add(unit.first)
        if unit.owns:
            self._owners.add(unit.first)
        said = unit.pronoun or next((link.pronoun for link in unit.links if link.pronoun), "")
        self._said = {**self._said, unit.first: said} if said else self._said
        if self._here_subject is None and not unit.owns:
            self._here_subject = (unit.first, person)
            self._childs = unit.kind == KIN and bool(unit.pronoun)

    def end(self) -> None:
        """The sentence is over: its subject is the first to be meant by he or she in the next."""
        self._subject_at = self._here_subject
        if self._here_subject is not None:
            self._subject = self._here_subject[1]
            self._subject_is_child = self._subject is None
            self._childs_before, self._pronoun_before = self._childs, self._by_pronoun
        said = self._by_pronoun and self._subject_is_child
        self._child_was_there = self._childs_sentence() or self._child_is_meant or said
        self._since_child = 0 if self._subject_is_child else self._since_child + 1
        self._recent = [person for _, person in self._here][-6:] or self._recent
        self._history += [person for _, person in self._here if person is not None]

    def _childs_sentence(self) -> bool:
        """Whether the sentence names the child: of "T/C Denise (Abi's aunt)" she is spoken of, not Abi."""
        owning = self._owning if self.teller is not None and self.subject_here() is self.teller else ()
        return any(person is None and at not in owning for at, person in self._here)

    def subject_here(self) -> Person | None:
        """The subject of the sentence being read, as far as it was read; None = the child or nobody."""
        return self._here_subject[1].key() if self._here_subject and self._here_subject[1] is not None else None

    def somebody(self, gender: str) -> Person | None:
        """Whom he or she means where it cannot be the child: "She is Kiera's grandmother"."""
        for person in [*reversed(self._recent), self._subject]:
            if person is not None and may_be(person, gender):
                return person.key()
        return None

    def adult_before(self, at: int) -> Person | None:
        """The first person but the child whom the sentence named before this token, if the child was not named."""
        before = [
            person
            for place, person in self._here
            if place < at and place not in self._owning and not (person is not None and _is_a_family(person.key()))
        ]
        if not before and at <= 1 and self._subject is not None and not self._subject.key().plural:
            before = [self._subject]
        if not before and self._by_pronoun and self.subject_here() is not None:
            # "He rents in Thetford; wife Oksana is due in April"
            before = [self.subject_here()]
        if before and self._by_pronoun and _is_spouse_of(before[0], self.subject_here()):
            # "He has wife Dee, dau Jess": his.
            before = [self.subject_here()]
        if not before or before[0] is None or (before[0].roles and not before[0].claims):
            return None
        return before[0].key()

    def right_before(self, at: int) -> Person | None:
        """Whom the sentence named last before this token; None = the child or nobody."""
        before = [person for place, person in self._here if place < at]
        return adult(before[-1]) if before else None

    def opens_before(self, at: int) -> bool:
        """Whether one adult stands before this token in its sentence, and nobody else."""
        before = [person for place, person in self._here if place < at]
        return bool(before) and len({id(person) for person in before}) == 1 and before[0] is not None

    def subject_before(self, at: int) -> Person | None:
        """The subject of the sentence, if it stands before this token; None = the child or nobody."""
        return self.subject_here() if self._here_subject is not None and self._here_subject[0] < at else None

    def speaker_here(self, sentence: tokens.Sentence, opened: int) -> tuple[Person | None] | None:
        """Who says what the sentence being read quotes from `opened` on: its subject; None where it does not say."""
        return self._who_speaks(sentence, opened, self._here_subject)

    def speaker_before(self, sentence: tokens.Sentence, opened: int) -> tuple[Person | None] | None:
        """The same of the sentence read before."""
        return self._who_speaks(sentence, opened, self._subject_at)

    def _who_speaks(
        self, sentence: tokens.Sentence, opened: int, subject: tuple[int, Person | None] | None
    ) -> tuple[Person | None] | None:
        if subject is None or sentence.tokens[subject[0]].start >= opened:
            return None
        said = [token for token in sentence.tokens[subject[0] + 1 :] if token.start < opened]
        speaks = any(token.low in SAYS for token in said) or said[-1:] and said[-1].text == ":"
        return (subject[1].key() if subject[1] is not None else None,) if speaks else None

    def antecedent(self, gender: str, besides: tuple[Person, ...] = ()) -> Person | None:
        """Whom he or she means at the start of a sentence; None = the child.

        Nobody whom the sentence names itself: "She had Ben from three to seven" is not said of Ben.
        """
        may_be_child = self._child_may_be(gender) and not self.child_at
        subject = None if self._subject is not None and self._subject.key() in besides else self._subject
        if self._subject_is_child and may_be_child:
            return None
        if self._since_child <= _NEAR and may_be_child and not self._is_surely(subject, gender):
            return None
        if self._childs_before and self.child_gender == gender and may_be_child:
            return None
        fitting = [
            person.key()
            for person in [subject, *reversed(self._recent)]
            if person is not None and may_be(person, gender) and person.key() not in besides
        ]
        if may_be_child and self.child_gender == gender and fitting and _is_young(fitting[0], gender):
            # "Their baby, Ayaan. She does not like Samina": the note says she of the child.
            return None
        if fitting and not fitting[0].gender and _is_a_partner(fitting[0]):
            # "Ray's partner is Glenda. He has two daughters": of the two the one of whom the note says he.
            return next((one for one in fitting if one.gender == gender), fitting[0])
        return fitting[0] if fitting else None

    def _is_surely(self, person: Person | None, gender: str) -> bool:
        return person is not None and (person.gender == gender or self._pronoun_before)

    def cared_for(self, sentence: tokens.Sentence, unit: Unit) -> Person | None:
        """ "Chloe's mother was brought up by foster carers": the mother's; None = the child's, as nearly always."""
        subject = self.subject_before(unit.first)
        by = sentence.tokens[unit.first - 1].low if unit.first else ""
        if subject is None or not subject.claims or subject.plural or by not in {"by", "with"}:
            return None
        at = self._here_subject[0] if self._here_subject is not None else 0
        between = [token.low for token in sentence.tokens[at : unit.first]]
        raised = any(pair in _RAISED for pair in zip(between, between[1:], strict=False))
        return subject if raised and not any(at < place < unit.first for place in self.child_at) else None

    def was_owned(self, unit: Unit, owner: Person | None) -> None:
        """The pronoun before the word was read as this person's (None = the child's)."""
        if unit.owner is not None and unit.owner.kind == NAME and unit.path in {("mother",), ("father",)}:
            self.parents_of = owner
        if unit.pronoun == "their":
            self._their = owner
        if unit.pronoun in HE_OR_SHE:
            self._owned.append((unit.first, owner))

    def _child_may_be(self, gender: str) -> bool:
        return self.child_gender in ("", gender)

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


def _is_spouse_of(person: Person | None, other: Person | None) -> bool:
    claims = person.key().claims if person is not None and other is not None else []
    return any(claim.owner is not None and claim.owner.key() is other and claim.own[-1] in _SPOUSES for claim in claims)


def _is_a_family(person: Person) -> bool:
    """ "Family: mum, her partner": whose family it is has a partner, a family has none."""
    return not person.named and any(claim.own[-1] in {"family", "relative"} for claim in person.claims)


def _is_a_partner(person: Person) -> bool:
    return any(claim.owner is not None and claim.own[-1] == "partner" for claim in person.claims)


def _is_young(person: Person, gender: str) -> bool:
    """A baby or a brother or sister of whom the note does not say she."""
    young = any(claim.own[-1] in paths.CHILDREN | paths.SIBLINGS | paths.HALVES for claim in person.claims)
    return person.gender != gender and young


def may_be(person: Person | None, gender: str) -> bool:
    """Whether he or she can be meant by somebody: one person, of whom nothing else is said."""
    return person is not None and person.gender in ("", gender) and not person.plural


def adult(person: Person | None) -> Person | None:
    """Workers' own families are not spoken of in a child's notes: "Priya said his mum rang" is the child's."""
    if person is None or (person.roles and not person.claims):
        return None
    return person.key()
