"""Whose relative a word speaks of where no name says so: the carer's who writes, an adult's, or the child's."""

import bisect

from kith.domain.casefiles import paths, people, scope, tokens
from kith.domain.casefiles.people import Claim, People, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

_OF_A_COUPLE = frozenset({"son", "daughter", "child", "partner", "husband", "wife", "boyfriend", "girlfriend"})
_OF_ONE = frozenset({"partner", "husband", "wife", "boyfriend", "girlfriend", "fiancé", "fiancée"})
_QUOTES = frozenset({"'", "‘", '"', "“"})
_WHO_CARED = frozenset({"foster carer", "former foster carer", "foster family", "adoptive parent"})
_CAME = frozenset("attended attends att attd came comes arrived arr seen visited present".split())
_MINE = frozenset({"my", "our"})


class Whose:
    """Answers for one document; `seen` follows who was spoken of."""

    def __init__(self, text: str, found: People, seen: scope.Scope) -> None:
        self._people = found
        self._scope = seen
        # Where each kind of quotation mark stands in the text.
        self._quotes = tuple([at for at, letter in enumerate(text) if letter == mark] for mark in '"“”')
        # Who says what is quoted, where the note says it: (None,) is the child.
        self._quoted: tuple[Person | None] | None = None
        self._stranger: Person | None = None
        self._speaks: Unit | None = None
        self._last: tokens.Sentence | None = None
        self._units: list[Unit] = []
        self._told: dict[int, Unit] = {}
        self._sentence = tokens.Sentence((), True, 0)

    def written_by(self, signed: tuple[Unit, bool] | None) -> None:
        """Who writes, where a letter says so at its end; with whether only what is quoted is theirs."""
        if signed is not None:
            author = self._people.new()
            self._people.add_claim(author, None, signed[0], rule="kin.signed")
            self._scope.author, self._scope.only_quoted = author, signed[1]

    def told_by(self, told: dict[int, Unit]) -> None:
        """Whose words each sentence gives, by where it begins."""
        self._told = told

    def teller(self, sentence: tokens.Sentence) -> Person | None:
        """Whose words the sentence gives, if it is nobody at work."""
        unit = self._told.get(sentence.start)
        return scope.spoken.adult(unit.person) if unit is not None and isinstance(unit.person, Person) else None

    def begin(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """A new sentence; "Mum: ..." at the start of a line says who speaks until the next line."""
        self._units = units
        self._go_on_quoting(sentence)
        first = units[0] if units else None
        if sentence.begins_line:
            self._speaks = None
        if sentence.begins_line and first is not None and first.first == 0 and first.end < len(sentence.tokens) - 1:
            named = first.kind in (KIN, NAME, CHILD) and not first.plural and not first.pronoun
            self._speaks = first if named and sentence.tokens[first.end].text == ":" else None

    def owner(self, sentence: tokens.Sentence, unit: Unit, linked: list[Person]) -> Person | None:
        """Whose it is; None = the child's."""
        self._sentence = sentence
        if not unit.pronoun:
            return self._without_pronoun(sentence, unit)
        if unit.pronoun == "my" and self._speaks is not None and self._speaks is not unit:
            speaker = self._speaks.person if isinstance(self._speaks.person, Person) else None
            if self._speaks.kind == CHILD or speaker is not None and not speaker.roles:
                return speaker.key() if speaker is not None else None
        said = self.who_says(sentence, unit) if unit.pronoun in _MINE and self._scope.author is None else None
        if said is not None:
            return _of_the_speaker(said[0], unit)
        if unit.pronoun in _MINE and self._scope.author is None and not self._scope.child_writes:
            teller = self.teller(self._sentence)
            if teller is not None and teller not in linked and not self._another_says(unit):
                return _of_the_speaker(teller, unit)
            if self._is_carers(unit):
                # Whoever writes of "my husband" in a child's notes is the carer.
                unit.path = ("foster carer", *unit.path)
            elif scope.is_adults(unit.path[-1]):
                return self._somebody_who_writes()
        self._scope.quoted = self._is_quoted(unit)
        owner = self._scope.owner(self._sentence, unit, linked)
        if owner is None and linked and unit.pronoun in {"his", "her"}:
            owner = self._instead(unit, linked[0])
        return None if owner is not None and owner.key() in linked else owner

    def _without_pronoun(self, sentence: tokens.Sentence, unit: Unit) -> Person | None:
        """Whose a relative is of whom the words do not say it."""
        if unit.path[-1] in _WHO_CARED:
            raised = self._scope.cared_for(sentence, unit)
            if raised is not None:
                return raised
        if unit.path in {("foster carer",), ("adoptive parent",)} and unit.plural and not unit.links:
            return self._scope.fostered_elsewhere(sentence, unit)
        beside = self._beside(unit)
        if beside is not None:
            return beside
        # "Paula m. Keith, sons Ryan and Lewis": theirs of whom the sentence speaks.
        adults = unit.path[-1] in _OF_A_COUPLE and unit.article != "the" and bool(unit.links)
        adults = adults or unit.path[-1] in _OF_ONE and unit.article in {"a", "an", ""} and not unit.links
        return self._scope.adult_before(unit.first) if adults else self._of_the_one_before(unit)

    def ours(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """ "Our Gemma played with her": a child of whoever writes, the carer where the note does not say who."""
        self._sentence = sentence
        for unit in units:
            person = unit.person.key() if isinstance(unit.person, Person) else None
            if person is None or unit.kind != NAME or unit.owns or person.claims or person.roles or unit.first < 1:
                continue
            told = self.teller(sentence)
            if sentence.tokens[unit.first - 1].low != "our" or unit.title or _is_called_so(sentence, unit, told):
                continue
            author = self._scope.author.key() if self._scope.author is not None else told
            known = people.relation(author) if author is not None else None
            if self._scope.author is not None and self._is_quoted(unit) != self._scope.only_quoted:
                continue
            if author is None and not self._is_quoted(unit) and not self._names_who_writes():
                person.claims.append(Claim(None, ("foster carer", "child"), "kin.our"))
            elif author is not None and known is not None and paths.is_grand(known[0]):
                person.claims.append(Claim(author, ("child",), "kin.our"))

    def _go_on_quoting(self, sentence: tokens.Sentence) -> None:
        """Remember who began to speak in the sentence before, if the quotation still goes on."""
        before, self._last = self._last, sentence
        opened = self._opened(sentence.start)
        if opened is None:
            self._quoted = None
        elif before is not None and opened >= before.start:
            self._quoted = self._scope.speaker_before(before, opened)

    def who_says(self, sentence: tokens.Sentence, unit: Unit) -> tuple[Person | None] | None:
        """Who says "my": whoever the sentence says speaks before the quotation; None where it does not say."""
        opened = self._opened(sentence.tokens[unit.first].start)
        if opened is None:
            return None
        return self._scope.speaker_here(sentence, opened) if opened >= sentence.start else self._quoted

    def _another_says(self, unit: Unit) -> bool:
        """ "Child says Lipi is “my mum”", told by the mother: not hers."""
        found = self._sentence.tokens
        opened = self._opened(found[unit.first].start)
        if opened is None or opened < self._sentence.start:
            return False
        said = [at for at, token in enumerate(found) if token.start < opened and token.low in scope.spoken.SAYS]
        return any(at and found[at - 1].low not in scope.spoken.HE_OR_SHE for at in said)

    def _opened(self, at: int) -> int | None:
        """Where the quotation began that goes on at a place of the text."""
        plain, opened, closed = (bisect.bisect_left(marks, at) for marks in self._quotes)
        if plain % 2 == 1:
            return self._quotes[0][plain - 1]
        return self._quotes[1][opened - 1] if opened > closed else None

    def _beside(self, unit: Unit) -> Person | None:
        """ "MGM Rita & partner Les", "M & friend Deb": hers right before, where no list of the child's goes on."""
        found, mark = self._sentence.tokens, unit.first - 1
        if mark > 1 and found[mark].text == "/" and found[mark - 1].low == "w":
            mark -= 1
        if unit.article or not unit.links or mark < 1 or found[mark].low not in {"&", "+", "and", "with", "w"}:
            return None
        if unit.path[-1] not in _OF_ONE and not (unit.path == ("friend",) and self._scope.opens_before(unit.first)):
            return self._comes_with(unit, mark)
        near = any(one.end == mark and one.kind != CHILD and not one.owns for one in self._units)
        return self._scope.right_before(unit.first) if near else None

    def _comes_with(self, unit: Unit, mark: int) -> Person | None:
        """ "Dad attended w/ sister Naomi": his, where the sentence names nobody else, and not the child."""
        came = {token.low for token in self._sentence.tokens[:mark]} & _CAME
        alone = self._scope.opens_before(unit.first) and not self._scope.child_at
        kin = unit.path[-1] in paths.SIBLINGS or unit.path in {("mother",), ("father",)}
        if not (came and alone and kin) or self._sentence.tokens[mark].low not in {"with", "w"}:
            return None
        one = self._scope.right_before(unit.first)
        known = people.relation(one) if one is not None else None
        return one if known is not None and known[0] in {("mother",), ("father",)} else None

    def _of_the_one_before(self, unit: Unit) -> Person | None:
        """ "Mum (Kelly) - siblings: Dean, Tracy": a list right behind somebody is hers."""
        found = self._sentence.tokens
        if not unit.plural or not unit.links or unit.rule != "kin.label" or unit.first < 2 or unit.article:
            return None
        return self._scope.right_before(unit.first) if found[unit.first - 1].text in {"-", "–", "—"} else None

    def _somebody_who_writes(self) -> Person:
        """ "My daughter", by somebody of whom the note does not say who it is: not the carer's, and not the child's."""
        self._stranger = self._stranger or self._people.new()
        return self._stranger

    def _instead(self, unit: Unit, person: Person) -> Person | None:
        """ "Grandmother, Mrs Demir ... Mrs Demir is his mother": his of whom it can be true, not the child's."""
        known = people.relation(person)
        if known is None or paths.more_exact(known[0], unit.path) is not None:
            return None
        for other in self._scope.before({"his": "m", "her": "f"}[unit.pronoun]):
            above = people.relation(other) if other is not person else None
            path = paths.joined(above[0], unit.path) if above else None
            if path is not None and paths.more_exact(known[0], path) is not None:
                return other
        return None

    def _is_carers(self, unit: Unit) -> bool:
        """Whether "my" is the carer's: of a husband always, of a sister where a carer writes and nobody is quoted."""
        if scope.is_adults(unit.path[-1]):
            # "My daughter Kelly", said Mrs Marsh: of a note that a carer writes only what is not quoted is the carer's.
            return not self._scope.introduces and not self._is_quoted(unit)
        return self._scope.carer_writes and not self._is_quoted(unit) and unit.path[-1] != "foster carer"

    def _names_who_writes(self) -> bool:
        """Whether it is not for a carer to be taken for whoever writes."""
        return self._scope.introduces or self._scope.child_writes

    def _is_quoted(self, unit: Unit) -> bool:
        return self._opened(self._sentence.tokens[unit.first].start) is not None


def _is_called_so(sentence: tokens.Sentence, unit: Unit, told: Person | None) -> bool:
    """ "Keeps asking after 'our Millie'": quoted for the word; where somebody is heard a quotation may begin so."""
    begins = unit.first > 1 and sentence.tokens[unit.first - 2].low in _QUOTES
    ends = unit.end < len(sentence.tokens) and sentence.tokens[unit.end].low in _QUOTES
    return begins and (ends or told is None)


def _of_the_speaker(speaker: Person | None, unit: Unit) -> Person | None:
    """Whose "my mum" is; a brother's mum, or what he calls "our", is the child's too, and so is "my bestie"."""
    known = people.relation(speaker) if speaker is not None else None
    whole = known is not None and len(known[0]) == 1 and known[0][0] in paths.SIBLINGS
    shared = whole and (unit.pronoun == "our" or unit.path in {("mother",), ("father",)}) or unit.path == ("friend",)
    return None if speaker is None or shared else speaker.key()
