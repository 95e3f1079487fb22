"""Names of people in the sentences of one document: which capitals are a person, and by which rule."""

from collections.abc import Iterable

from kith.domain.casefiles import lexicon, shapes, tokens, traps, verdicts
from kith.domain.casefiles import look as look_at
from kith.domain.casefiles.units import CHILD, NAME, Unit

Tokens = tuple[tokens.Token, ...]

# One letter that notes use for something else, and words after which a letter only counts something.
_NO_INITIAL = frozenset({"", "A", "I", "M", "F"})
# Words that lack their apostrophe.
_CONTRACTED = frozenset(
    "didnt dont doesnt cant couldnt wont wouldnt isnt wasnt arent werent hasnt havent hadnt shouldnt shes hes theyre "
    "youre ive thats whats wheres whos lets theres".split()
)
_LETTERED = frozenset(
    "vitamin grade section class plan option annex appendix block flat unit group set room ward wing part form year "
    "and & / - .".split()
)


class Names:
    """Finds the names of a document, one sentence after the other, and remembers what it is sure of.

    `child` and `known` are names that the record holds. `confirmed` are words seen as a name where there was no doubt;
    with them a second look takes what was left aside the first time.
    """

    def __init__(self, lex: lexicon.Lexicon, child: str | None, known: Iterable[str]) -> None:
        self._lex = lex
        self.child = frozenset(_name_words(child or ""))
        self._child_initials = _initials(_name_words(child or ""))
        full = [_name_words(name) for name in known]
        self._known = frozenset(words for words in full if words)
        self._known_first = frozenset(words[0] for words in self._known)
        self._known_any = frozenset(word for words in self._known for word in words if len(word) > 2) - self.child
        self.confirmed: set[str] = set()
        # The note is written without capitals, as messages often are.
        self.in_small_letters = False

    def find(self, sentence: tokens.Sentence, people: list[Unit]) -> list[Unit]:
        """The names of a sentence in order, the child's among them. `people` = its words for relatives and roles."""
        taken = {index for unit in people for index in range(unit.head, unit.end)}
        look = look_at.Look(sentence, self._lex, people, frozenset(taken))
        found: list[Unit] = []
        at = 0
        while at < len(sentence.tokens):
            unit = self._at(look, at)
            if unit is None:
                at = look.masked_until(at)
                continue
            if unit.rule:
                found.append(unit)
                look.last_name = unit.end
                self._remember(unit)
            at = max(shapes.maiden_end(look.tokens, unit), at + 1)
        return found

    def _at(self, look: look_at.Look, at: int) -> Unit | None:
        """A name, or a stretch that was looked at and is none (its rule is empty), or nothing."""
        token = look.tokens[at]
        if token.kind != "w" or at in look.taken or token.low in {"i", "a"}:
            return None
        if not token.text[:1].isupper():
            return self._small(look, at)
        if self._is_childs(look, at):
            return Unit(CHILD, at, at + 1, words=(token.low[:-1],), rule="child")
        if look.is_speaker(at) and not look.is_other_thing(at):
            return Unit(NAME, at, at + 1, words=(token.low,), rule="name.speaker", strong=True, head=at)
        titled = shapes.titled(look.tokens, at, taken=look.taken, lex=self._lex)
        if titled is not None:
            return self._titled(look, titled)
        if look.is_other_thing(at) and not self._is_record_name(look, at):
            return None
        unit = shapes.gathered(look.tokens, at, taken=look.taken, lex=self._lex)
        unit = look.without_leading_words(unit, self.child | self._known_any | self.confirmed)
        if unit.end <= unit.first:
            return None
        return self._judged(look, unit)

    def _titled(self, look: look_at.Look, unit: Unit) -> Unit:
        if not traps.is_body(look, unit):
            unit.rule, unit.strong = "name.title", True
        return unit

    def _judged(self, look: look_at.Look, unit: Unit) -> Unit:
        words = unit.words
        if words[0] in self.child and (len(words) == 1 or set(words) <= self.child or len(self.child) == 1):
            unit.kind, unit.rule = CHILD, "child"
            self._child_initials |= _initials(words)
            self._cut_after_child(unit)
            return unit
        if self._is_child_initials(look, unit) or self._is_known_as_child(look, unit):
            unit.kind, unit.rule = CHILD, "child"
            return unit
        if traps.is_pet_or_famous(look, unit):
            return unit
        if look.is_family(unit):
            return unit
        if self._matches_record(words) and not traps.is_body(look, unit) and not look.is_date(unit):
            unit.rule, unit.strong = "name.record", True
            return unit
        unit.rule, unit.strong = verdicts.verdict(look, unit, self.confirmed)
        unit.plural = unit.rule == "name.household"
        return unit

    def _cut_after_child(self, unit: Unit) -> None:
        """A child's name goes as far as the record knows it; where only the first name is known, to the end."""
        extra = [at for at, word in enumerate(unit.words) if word not in self.child]
        if extra and len(self.child) > 1:
            unit.words = unit.words[: extra[0]]

    def _is_child_initials(self, look: look_at.Look, unit: Unit) -> bool:
        """ "K", "KD" of Keegan Doyle: so notes write the child; "Mary K" and "flat K" are something else."""
        if unit.end - unit.first > 1 or look.tokens[unit.first].text not in self._child_initials:
            return False
        before = look.tokens[unit.first - 1] if unit.first else None
        return len(unit.words[0]) > 1 or before is None or not (before.low in _LETTERED or before.text[:1].isupper())

    def _is_known_as_child(self, look: look_at.Look, unit: Unit) -> bool:
        """ "Hoang Minh (known as Minh)": the child's whole name, where the own name does not stand first."""
        if self.child.isdisjoint(unit.words[1:]) or look.low(unit.end) != "(":
            return False
        at = unit.end + 1
        hit = self._lex.naming.at(look.tokens, at)
        return look.low(hit[0] if hit else at) in self.child

    def _matches_record(self, words: tuple[str, ...]) -> bool:
        if words in self._known or (len(words) == 1 and words[0] in self._known_any):
            return True
        return len(words) > 1 and words[0] in self._known_first

    def _is_record_name(self, look: look_at.Look, at: int) -> bool:
        low = look.tokens[at].low
        return (low in self.child or low in self._known_any) and not look.is_month_here(at)

    def _small(self, look: look_at.Look, at: int) -> Unit | None:
        """A name of the record written in small letters; where it is an English word, only as who does something."""
        low = look.tokens[at].low
        if self._is_childs(look, at):
            return Unit(CHILD, at, at + 1, words=(low[:-1],), rule="child")
        if self._is_plainly_a_name(look, at):
            following = look.low(at + 1)
            more = following.isalpha() and look.kind(at + 1) == "w" and not self._lex.is_word(following)
            more = more and len(following) > 3 and at + 1 not in look.taken and following not in self.child
            words = (low, following) if more else (low,)
            return Unit(NAME, at, at + len(words), words=words, rule="name.small", strong=True, head=at)
        if low in self.child and not self._lex.is_word(low):
            return Unit(CHILD, at, at + 1, words=(low,), rule="child")
        if low not in self._known_any:
            return None
        if self._lex.is_word(low) and not look.acts_as_person(at):
            return None
        end = at + 1
        known = [low]
        while end < len(look.tokens) and look.tokens[end].low in self._known_any and end not in look.taken:
            known.append(look.tokens[end].low)
            end += 1
        return Unit(NAME, at, end, words=tuple(known), rule="name.record", strong=True)

    def _is_childs(self, look: look_at.Look, at: int) -> bool:
        """ "jakes nan", "Tias mum": the child's, without the mark."""
        low = look.tokens[at].low
        return low.endswith("s") and low[:-1] in self.child and low not in self.child and look.kin_after(at + 1)

    def _is_plainly_a_name(self, look: look_at.Look, at: int) -> bool:
        """A first name in small letters right after a relative or "mrs", or one that was found so before."""
        low = look.tokens[at].low
        greeted = look.low(at - 1) in {"hi", "hello", "hiya", "dear", "hey", "its", "it's"}
        if greeted and (low in self._lex.word_names or low in self._lex.given) and low not in self.child:
            return True
        if self._lex.is_word(low) or low in self.child or len(low) < 3 or low in _CONTRACTED | self._lex.acronyms:
            return False
        if low not in self._lex.given:
            if self.in_small_letters and (look.kin_before(at) or look.named_before(at) or look.owns_kin(at)):
                return True
            return at > 0 and look.tokens[at - 1].text in {"mrs", "mr", "ms", "dr"}
        if look.low(at - 1) in {"is", "was"} and look.kin_before(at - 1) is not None:
            return True
        if look.kin_before(at) is not None or low in self.confirmed or look.named_before(at):
            return True
        if self.in_small_letters:
            return True
        before = look.low(at - 1) in self._lex.contexts["person_before"] or at == 0
        return len(low) > 3 and (before or look.is_subject(at + 1) or look.kind(at + 1) == "s")

    def _remember(self, unit: Unit) -> None:
        if unit.kind == NAME and unit.strong:
            self.confirmed.update(word for word in (unit.words[0], unit.words[-1]) if len(word) > 2)
            self.confirmed.update(unit.aliases)


def _initials(words: tuple[str, ...]) -> frozenset[str]:
    """How notes shorten a name: by the first letter, and by those of all words. M and F are a mother and a father."""
    letters = "".join(word[0] for word in words).upper()
    return frozenset({letters[:1], letters}) - _NO_INITIAL


def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters; of a title and what stands in brackets nothing."""
    lex = lexicon.load()
    return tuple(
        token.low
        for token in tokens.tokens(name.partition("(")[0])
        if token.kind == "w" and token.text not in lex.titles
    )
