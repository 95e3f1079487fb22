"""What the rules see in a sentence: names, words for relatives, professions, and what stands between them."""

from dataclasses import dataclass, field

from kith.domain.casefiles import lexicon, tokens

# One letter for each kind of unit and for the words between them: the rules are patterns over these letters.
NAME, CHILD, KIN, ROLE = "N", "C", "K", "R"


@dataclass(slots=True)
class Unit:
    """A stretch of tokens of one sentence that speaks of one person (or of several in the plural)."""

    kind: str
    first: int
    end: int
    # A name: its words in small letters without the title, and what was read of it.
    words: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    title: str = ""
    rule: str = ""
    strong: bool = False
    # A word for a relative or a profession.
    kin: lexicon.Kin | None = None
    role: lexicon.Role | None = None
    head: int = 0
    # Where the words begin that belong to the relative's word itself: half-sister, maternal aunt.
    whole: int | None = None
    path: tuple[str, ...] = ()
    gender: str = ""
    plural: bool = False
    article: str = ""
    pronoun: str = ""
    # The pronoun stands before the word joined to this one: "his mum and stepdad".
    shared: bool = False
    owner: "Unit | None" = None
    owner_is_child: bool = False
    dead: bool = False
    general: bool = False
    # Named only to say on whose side others are: "on dad's side" is a mention of dad.
    side: bool = False
    # Only here as whose relative the next word is: "Shaz's mum" is about the mother.
    owns: bool = False
    former: bool = False
    # Filled in when people are put together.
    person: object = None
    links: list["Unit"] = field(default_factory=list)

    # The word for the relative itself, in small letters.
    word: str = ""

    def span(self, sentence: tokens.Sentence) -> tuple[int, int]:
        """Start and end in the text. Of a word for a relative the words before it that describe it are left out."""
        first = self.first
        if self.kind in (KIN, ROLE):
            first = self.head if self.whole is None else max(self.whole, self.first)
        return sentence.tokens[first].start, sentence.tokens[self.end - 1].end
