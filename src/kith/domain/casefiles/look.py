"""One sentence as the rules for names see it: what stands before and after a capital."""

from kith.domain.casefiles import lexicon, tokens
from kith.domain.casefiles.units import ROLE, Unit

_AFTER_MONTH = frozenset(
    "in since by until till during last next early late mid of from to this every before after through between end "
    "around on for and or - – / half".split()
)
_FAMILIES = frozenset("family families household clan brothers sisters siblings boys girls kids twins".split())


class Look:
    """One sentence as the traps see it."""

    def __init__(
        self, sentence: tokens.Sentence, lex: lexicon.Lexicon, people: list[Unit], taken: frozenset[int]
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lex = lex
        self.taken = taken
        self._ends = {unit.end: unit for unit in people}
        self._heads = {unit.head: unit for unit in people}
        self._firsts = {unit.first: unit for unit in people}
        self._last_place = -1
        self.last_name = -1

    def low(self, at: int) -> str:
        """The word at a place in small letters; nothing where the sentence is over."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def masked_until(self, at: int) -> int:
        """The next token to look at: past a phrase that is no name."""
        hit = self.lex.not_names.at(self.tokens, at)
        return hit[0] if hit and at not in self.taken and self.tokens[at].text[:1].isupper() else at + 1

    def is_other_thing(self, at: int) -> bool:
        """A product, club, people, festival or heading begins here; a month that stands as a name does not."""
        hit = self.lex.not_names.at(self.tokens, at)
        if hit is None:
            return self.tokens[at].text.isupper() and self.low(at) in self.lex.acronyms and len(self.low(at)) > 1
        end, kind = hit
        if kind == "titles_of_things":
            return True
        greeted = self.low(at - 1) in {"hi", "hello", "dear", "hiya"} and self.low(at) in self.lex.given
        if greeted or self.kin_before(at) is not None and kind != "clubs":
            return False
        if kind == "peoples" and self.low(at) in self.lex.given and self.low(at - 1) == "," and self.kin_before(at - 1):
            # "Callum's mum, Shona, rang"
            return False
        if kind in {"months", "days"}:
            return not self._may_be_called(at) or self.is_month_here(at)
        one_word = end == at + 1
        return not (one_word and self.low(at) in self.lex.given and self.is_subject(end))

    def _may_be_called(self, at: int) -> bool:
        """Whether a month is a first name too; of Jan only where it stands as one: "Jan rang", "Jan and Bill"."""
        if self.low(at) in self.lex.word_names:
            return True
        acts = self.is_subject(at + 1) or self.kind(at + 1) == "s" or self._joins_a_name(at) or self.low(at + 1) == ","
        return self.low(at) in self.lex.given and acts

    def is_month_here(self, at: int) -> bool:
        """Whether a word that may be a month stands as one: "in May", "12 May", "May 2019"."""
        if not self.lex.not_names.at(self.tokens, at) or self.lex.not_names.at(self.tokens, at)[1] != "months":  # type: ignore[index]
            return False
        if self._joins_a_name(at):
            return False
        if self.low(at - 1) in _AFTER_MONTH and not self.is_subject(at + 1):
            return True
        before, after = self.kind(at - 1), self.kind(at + 1)
        return "d" in (before, after) or self.low(at + 1) in {"half", "bank", "holiday", "holidays", "half-term"}

    def _joins_a_name(self, at: int) -> bool:
        """ "carers June & Art Field": a month that is joined to a first name; not "June and July"."""
        joined = self.low(at + 1) in {"and", "&"} and self._is_first(self.low(at))
        other = self.lex.not_names.at(self.tokens, at + 2) if at + 2 < len(self.tokens) else None
        return joined and self._is_first(self.low(at + 2)) and (other is None or other[1] != "months")

    def is_date(self, unit: Unit) -> bool:
        """Whether the name is a month here."""
        return unit.end - unit.first == 1 and self.is_month_here(unit.first)

    def kind(self, at: int) -> str:
        """The kind of the token; nothing where the sentence is over."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def kin_before(self, at: int) -> Unit | None:
        """A word for a relative or profession that ends right before this token."""
        return self._ends.get(at)

    def kin_after(self, at: int) -> bool:
        """Whether a word for a relative begins here."""
        return at in self._heads or at in self._firsts

    def named_before(self, at: int) -> bool:
        """Whether "called", "known as" ends right before."""
        return any(
            hit is not None and hit[0] == at
            for start in range(max(0, at - 4), at)
            if (hit := self.lex.naming.at(self.tokens, start)) is not None
        )

    def owns_kin(self, at: int) -> bool:
        """Whether a relative follows as this word's: "tezs mum", "tez's mum"."""
        if self.kind(at + 1) == "s":
            return self.kin_after(at + 2)
        return self.low(at).endswith("s") and self.kin_after(at + 1)

    def is_speaker(self, at: int) -> bool:
        """Whether somebody's words follow in a chat: "[12/03, 18:02] Shell: hi"."""
        return self.low(at - 1) == "]" and self.low(at + 1) == ":" and self.tokens[at - 2].kind in {"d", "w"}

    def kin_near(self, unit: Unit) -> bool:
        """Whether a relative or profession stands so close that the capitals are that person's name."""
        before = self._ends.get(unit.first)
        if before is None and self.low(unit.first - 1) in {"is", "was"}:
            before = self._ends.get(unit.first - 1)
        if before is not None and not (before.kind == ROLE and before.general):
            return True
        mark = self.low(unit.first - 1)
        if mark in {":", "-", "–", "—", "(", "=", '"', "“", "'", "‘"} and self._ends.get(unit.first - 1) is not None:
            return True
        if mark == "," and self._ends.get(unit.first - 1) is not None:
            return True
        return self._bracket_after(unit)

    def _bracket_after(self, unit: Unit) -> bool:
        mark = self.low(unit.end)
        if mark in {"(", ",", "-", "–", "—", ":"} and (unit.end + 1) in self._firsts:
            follower = self._firsts[unit.end + 1]
            closed = self.low(follower.end) in {",", ".", ")", ";", ""}
            return mark != "," or closed or bool(follower.pronoun or follower.article) or follower.kind == ROLE
        return mark == "(" and (
            self.kind(unit.end + 1) == "d" or self.low(unit.end + 1) in {"aged", "dob", "age", "b", "d"}
        )

    def owns_relative(self, unit: Unit) -> bool:
        """Whether the name is followed by 's and a relative: Shaz's mum."""
        return self.kind(unit.end) == "s" and (unit.end + 1) in self._firsts

    def is_subject(self, at: int) -> bool:
        """Whether what follows is what only a person does."""
        return self.low(at) in self.lex.contexts["person_after"]

    def acts_as_person(self, at: int) -> bool:
        """Whether a word in small letters stands as who does something, or after a relative: "uncle mark said"."""
        if self.kin_before(at) is not None:
            return True
        before, after = self.low(at - 1), self.low(at + 1)
        starts = before in {"", ".", "and", "that", ",", "but", "when", "because", "me", "if", "where"}
        if starts and self.is_subject(at + 1):
            return True
        met = before in self.lex.contexts["person_before"] | {"to", "from", "for"}
        return met and not starts and (after in {"", ",", ".", ";", "and", ")", "'s"} or self.is_subject(at + 1))

    def place_before(self, unit: Unit) -> bool:
        """Whether the words before lead to a place."""
        before = self.low(unit.first - 1)
        if before in {"to", "with", "from", "at"} and self._is_one_of_two(unit):
            return False
        if before in {"and", "or", ",", "/", "&", "to"} and self._last_place == unit.first - 1:
            return True
        contexts = self.lex.contexts
        if before == "to" and self.low(unit.first - 2) == "born":
            return False
        if before in contexts["place_before"]:
            return self.low(unit.first - 2) not in contexts["not_place_in"]
        return before in {"to", "from", "of", "for"} and self.low(unit.first - 2) in contexts["motion"]

    def _is_one_of_two(self, unit: Unit) -> bool:
        """ "moves to Sue and Barry Lomax": a first name that is joined to another."""
        joined = len(unit.words) == 1 and self.low(unit.end) in {"and", "&"} and self._is_first(self.low(unit.end + 1))
        # "at Menna and Alun Parry's farm"
        owns = "s" in (self.kind(unit.end + 2), self.kind(unit.end + 3))
        owns = owns and self.lex.places.at(self.tokens, unit.first) is None
        return joined and (owns or self._is_first(unit.words[0]))

    def _is_first(self, low: str) -> bool:
        """Whether the word is a first name."""
        return low in self.lex.given or low in self.lex.word_names

    def joins_name(self, unit: Unit) -> bool:
        """Whether "and" joins the word to a name: "Kemar and Smokes"."""
        joined = self.low(unit.first - 1) in {"and", "&"} and self.last_name == unit.first - 1 and self.last_name > 0
        return (
            joined
            and len(unit.words[0]) > 1
            and self.kind(unit.end) != "s"
            and unit.words[0] not in self.lex.contexts["heads"]
        )

    def is_family(self, unit: Unit) -> bool:
        """Whether a whole family is meant: the Osei family, the Riley brothers."""
        return len(unit.words) == 1 and self.low(unit.end) in _FAMILIES

    def was_place(self, unit: Unit) -> None:
        """Remember that a place ends here: what is joined to it by "and" is one as well."""
        self._last_place = unit.end

    def is_start(self, unit: Unit) -> bool:
        """Whether the capital is there because a sentence begins, also after a colon, a bullet or a date."""
        return all(self.kind(at) in {"d", "p"} for at in range(unit.first)) or self.low(unit.first - 1) in {
            ":",
            '"',
            "“",
        }

    def without_leading_words(self, unit: Unit, names: frozenset[str] | set[str]) -> Unit:
        """Take away the English words that only begin the sentence: "Visited Jean" is Jean."""
        lex = self.lex
        while unit.end - unit.first > 1 and unit.words[0] not in names and self.is_start(unit):
            word = unit.words[0]
            if word in lex.given or word in lex.word_names and self.low(unit.first + 1) not in lex.given:
                break
            if not lex.is_word(word) or self.tokens[unit.first + 1].kind != "w" or len(unit.words) < 2:
                break
            unit.first, unit.head, unit.words = unit.first + 1, unit.first + 1, unit.words[1:]
            if self.sentence.tokens[unit.first].low != unit.words[0]:
                break
        return unit
