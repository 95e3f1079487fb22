"""The people of one document: every mention of one person together, and what is said of who they are."""

from dataclasses import dataclass, field

from kith.domain.casefiles import called, lexicon, paths
from kith.domain.casefiles.units import KIN, NAME, ROLE, Unit

# One relation can only be one person for a child: "mum" here and "mother" there are the same.
_ONLY_ONE = frozenset({"mother", "father", "adoptive mother", "adoptive father", "stepmother", "stepfather"})
_HARDLY_TWO = frozenset(
    "grandmother grandfather great-grandmother great-grandfather husband wife partner boyfriend girlfriend fiancé "
    "fiancée spouse special guardian godmother godfather".split()
)
# Of more people of one name in a document only the last are compared.
_MOST_NAMESAKES = 50
# Nobody is followed over more people than that, nor by more words: a long file ties everybody to everybody.
_FARTHEST, _MOST_CLAIMS = 4, 6
_SOCIAL = frozenset({"friend", "neighbour", "classmate", "housemate", "colleague"})
# "I'm your godfather and your uncle": an uncle all the same.
_GODPARENTS = frozenset({"godmother", "godfather", "godparent"})
# What somebody does says less than how they are related: "Uncle Joe, a priest".
_OF_SOMEBODY = frozenset({("wife",), ("husband",), ("spouse",), ("partner",), ("son",), ("daughter",)})
_WORK = frozenset(
    "priest pastor imam coach childminder babysitter landlord landlady employer colleague mentor".split()
) | {"church leader", "dinner lady", "scout leader", "independent visitor"}
# Before a name these are what somebody is called, hardly ever the mother or father.
CALLED_SO = frozenset({"mama", "mamma", "papa"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "count"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is spoken of. `rule` found it; `linked` says that name and relation stand together."""

    start: int
    end: int
    sentence: int
    kind: str
    rule: str
    strong: bool
    linked: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says of a person: `own` steps away from `owner` (None = the child), by which rule.

    `bare` is a title alone ("Nanny Vi"): anybody may call her so; "his nan" is the child's.
    """

    owner: "Person | None"
    own: paths.Path
    rule: str
    bare: bool = False


@dataclass(eq=False, slots=True)
class Person:
    """Somebody in the document besides the child."""

    number: int
    names: list[tuple[str, ...]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    roles: list[lexicon.Role] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    gender: str = ""
    # She or he as it was read from "her partner": enough for a word, not to read other words by.
    said: str = ""
    plural: bool = False
    # So far only somebody to whom a message was sent.
    sent_to: bool = False
    flags: list[str] = field(default_factory=list)
    kin_kind: str = ""
    # Parents besides the one that the relation goes through: "a son with Cheryl".
    other_parents: list["Person"] = field(default_factory=list)
    # Titles that the document says are no relation: "Uncle Wes, not a real uncle"; "*" = whatever the title.
    denied: set[str] = field(default_factory=set)
    # Several people in one word ("the carers") of whom each is found by a word of their own.
    told_singly: bool = False
    merged_into: "Person | None" = None

    @property
    def named(self) -> bool:
        """Whether the document gives any name."""
        return bool(self.names)

    def key(self) -> "Person":
        """The person this one turned out to be."""
        person = self
        while person.merged_into is not None:
            person = person.merged_into
        return person


class People:
    """Puts mentions together while the document is read from the first sentence to the last."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_claim: dict[tuple[int, paths.Path], list[Person]] = {}

    def new(self) -> Person:
        """A person not seen before."""
        person = Person(len(self.all))
        self.all.append(person)
        return person

    def named(self, unit: Unit) -> Person | None:
        """The person of that name so far: all words agree, the last one seen first."""
        words = unit.words
        candidates = [person.key() for word in words for person in self._by_word.get(word, [])[-_MOST_NAMESAKES:]]
        for person in sorted(dict.fromkeys(candidates), key=lambda one: -one.mentions[-1].start if one.mentions else 0):
            if person.plural != unit.plural:
                continue
            if person.sent_to and not person.claims and any(link.kind == KIN for link in unit.links):
                # "To: Jean Holt ... his nan Jean": the worker is not the nan.
                continue
            if any(link.gender and person.gender and link.gender != person.gender for link in unit.links):
                # "Father, Hakan Demir" is not the Mrs Demir of before.
                continue
            kin_title = any(link.end == unit.first and link.kind == KIN for link in unit.links)
            if called.is_name_of(person, words, unit.title, kin_title=kin_title):
                return person
            if len(words) == 1 and words[0] in person.aliases:
                return person
        return None

    def related(self, owner: Person | None, unit: Unit) -> Person | None:
        """The person of that relation so far, where the words can only mean the same one."""
        key = (owner.key().number if owner else -1, unit.path)
        same = [person.key() for person in self._by_claim.get(key, [])[-_MOST_NAMESAKES:]]
        same = list(dict.fromkeys(same))
        last = unit.path[-1]
        if last in _ONLY_ONE:
            # "Papa Steve, who adopted you": no birth father.
            same = [person for person in same if last[:8] == "adoptive" or not _adopted(person)]
            return same[0] if same else None
        if unit.article in _INDEFINITE:
            return None
        if not same and last in _HARDLY_TWO:
            same = self._finer(owner, unit.path)
        fitting = [person for person in same if person.plural == unit.plural or person.named]
        if unit.plural:
            return fitting[0] if len(fitting) == 1 else None
        return max(fitting, key=lambda person: person.mentions[-1].start if person.mentions else 0, default=None)

    def _finer(self, owner: Person | None, path: paths.Path) -> list[Person]:
        """People of whom this relation is true as well: "nan", where a mother's mother is known."""
        number = owner.key().number if owner else -1
        found = []
        for (other, known), people in self._by_claim.items():
            if other == number and known != path and paths.more_exact(path, known) in (path, known):
                found += [person.key() for person in people]
        return list(dict.fromkeys(found))

    def add_name(self, person: Person, unit: Unit, shown: str) -> None:
        """The document calls the person so."""
        if unit.words not in person.names:
            person.names.append(unit.words)
            person.shown.append(shown)
        if unit.title:
            person.titles.add(unit.title)
            if not unit.plural:
                person.gender = person.gender or called.OF_TITLES.get(unit.title, "")
        person.aliases.update(unit.aliases)
        for word in {*unit.words, *unit.aliases}:
            listed = self._by_word.setdefault(word, [])
            if person not in listed[-_MOST_NAMESAKES:]:
                listed.append(person)
        if unit.role is not None:
            self.add_role(person, unit.role)

    def add_claim(self, person: Person, owner: Person | None, unit: Unit, *, rule: str) -> None:
        """The document says how the person is related."""
        # "He said that Granny Joyce rang" says no more than "Granny Joyce rang".
        article = unit.article and not (unit.article == "that" and unit.links)
        said = unit.pronoun or unit.owner_is_child or article and unit.path[-1] not in _WORK
        bare = owner is None and not said
        claim = Claim(owner.key() if owner else None, unit.path, rule, bare)
        if unit.role is not None:
            self.add_role(person, lexicon.Role(unit.path[-1], unit.role.code))
            return
        if owner is None and unit.path == ("child",):
            # "baby Harper" does not say whose.
            person.gender = person.gender or unit.gender
            return
        if owner is None and _is_nobodys(unit):
            # "Wife Pauline in car": of whom the note does not say whose she is.
            person.gender = person.gender or unit.gender
            return
        if is_what_they_call(unit):
            # "Mama Kadi", "Papa Joe": so children call a grandmother, a carer or a stepfather.
            return
        if claim not in person.claims and owner is not person:
            person.claims.append(claim)
            key = (owner.key().number if owner else -1, unit.path)
            self._by_claim.setdefault(key, []).append(person)
        if unit.kin is not None:
            person.kin_kind = person.kin_kind or unit.kin.kind
        person.gender = person.gender or unit.gender

    def add_role(self, person: Person, role: lexicon.Role) -> None:
        """The document gives the person's profession; a relative's title says it too."""
        if role not in person.roles:
            person.roles.append(role)

    def merge(self, first: Person, second: Person) -> Person:
        """Two that turned out to be one: the earlier stays."""
        first, second = first.key(), second.key()
        if first is second:
            return first
        if second.number < first.number:
            first, second = second, first
        second.merged_into = first
        for name, shown in zip(second.names, second.shown, strict=True):
            if name not in first.names:
                first.names.append(name)
                first.shown.append(shown)
        first.titles |= second.titles
        first.aliases |= second.aliases
        first.denied |= second.denied
        first.claims += [claim for claim in second.claims if claim not in first.claims]
        first.roles += [role for role in second.roles if role not in first.roles]
        first.mentions += second.mentions
        first.other_parents += second.other_parents
        first.gender = first.gender or second.gender
        first.said = first.said or second.said
        first.kin_kind = first.kin_kind or second.kin_kind
        first.plural = first.plural and second.plural
        return first

    def settled(self) -> list[Person]:
        """Everybody once, in the order of their first mention."""
        people = [person for person in self.all if person.merged_into is None and person.mentions]
        for person in people:
            person.mentions.sort(key=lambda mention: (mention.start, mention.end))
        return sorted(people, key=lambda person: (person.mentions[0].start, person.number))


def _adopted(person: Person) -> bool:
    return any(claim.owner is None and claim.own[0].startswith("adoptive") for claim in person.claims)


def _weight(claim: Claim) -> tuple[bool, bool, bool, bool]:
    """Which claim is asked first: not a bare title, no mere work, no mere friend, the child's own before another's."""
    social = claim.own[-1] in _SOCIAL or claim.own[-1] in _GODPARENTS and not claim.bare
    # "Auntie Vesna (family friend)" says what the title is worth.
    bare = claim.bare and claim.own != ("family friend",)
    return bare, claim.own[-1] in _WORK, social, claim.owner is not None


def relation(person: Person, _seen: frozenset[int] = frozenset()) -> tuple[paths.Path, str] | None:
    """The path from the child and the rule that gave it; None where the document does not say.

    Of several claims that can all be true the most exact counts; where they contradict each other, the first.
    """
    best: tuple[paths.Path, str] | None = None
    others = any(claim.owner is not None and claim.owner.key() is not person for claim in person.claims)
    for claim in sorted(person.claims, key=_weight)[:_MOST_CLAIMS]:
        if _is_denied(person, claim):
            continue
        if claim.bare and others and best is None:
            # "Dilshad's uncle, Mam Osman": what he is called is from Dilshad, not from the child.
            continue
        path = _from_the_child(person, claim, _seen)
        if path is None:
            continue
        if best is None:
            best = (path, claim.rule)
            continue
        exact = paths.more_exact(best[0], path)
        if exact is None and claim.owner is not None and len(path) < len(best[0]) - 1:
            # "Tracey's niece Kayleigh, dad's cousin": what is nearer to the child says more.
            exact = path
        if exact is not None and exact != best[0]:
            best = (exact, claim.rule)
    if best is None or person.plural:
        return best
    return paths.by_gender(best[0], person.titles, person.gender or person.said), best[1]


def _is_denied(person: Person, claim: Claim) -> bool:
    """ "Uncle Wes, not a real uncle"; "my aunty who isn't really my aunty"."""
    bare = claim.bare and not person.denied.isdisjoint({"*", claim.own[-1]})
    return bare or f"!{claim.own[-1]}" in person.denied


def _from_the_child(person: Person, claim: Claim, seen: frozenset[int]) -> paths.Path | None:
    """The path that a claim says, by way of whose relative it is."""
    if claim.owner is None:
        return claim.own
    owner = claim.owner.key()
    if owner.number in seen or owner is person or len(seen) >= _FARTHEST:
        return None
    above = relation(owner, seen | {person.number})
    return paths.joined(above[0], claim.own) if above else None


def is_sibling(path: paths.Path) -> bool:
    """Whether the path is a brother or sister, whole or half."""
    return len(path) == 1 and path[0] in paths.SIBLINGS | paths.HALVES


def halve(sibling: Person) -> None:
    """Whoever has another mother or father than the child: a half-brother for a brother."""
    known = relation(sibling)
    if known is not None and len(known[0]) == 1 and known[0][0] in paths.HALF:
        sibling.claims.append(Claim(None, (paths.HALF[known[0][0]],), "kin.half"))


def mention(unit: Unit, span: tuple[int, int], *, sentence: int, rule: str) -> Mention:
    """The mention that a unit is."""
    return Mention(span[0], span[1], sentence, unit.kind, rule, unit.strong, bool(unit.links))


def _is_nobodys(unit: Unit) -> bool:
    """A wife or a son of nobody whom the words say: hardly ever the child's."""
    said = unit.pronoun or unit.owner is not None or unit.owner_is_child
    return not said and unit.path in _OF_SOMEBODY and not unit.rule.endswith(".bracket")


def is_what_they_call(unit: Unit) -> bool:
    """Whether the word is only what somebody is called: Mama Kadi, Papa Joe; "an uncle, Aboy Kidane"."""
    owned = unit.pronoun or unit.owner is not None or unit.owner_is_child or unit.article not in {"", "that"}
    if owned or unit.path not in {("mother",), ("father",)}:
        return False
    called_so = unit.word in CALLED_SO and any(name.first == unit.end for name in unit.links)
    return called_so or _is_said_to_be_another(unit)


def _is_said_to_be_another(unit: Unit) -> bool:
    """Whether the note says plainly what else the person is: a, his or somebody's uncle."""
    names = (name for name in unit.links if 0 <= name.first - unit.end <= 1)
    others = (link for name in names for link in name.links if link is not unit and link.kind == KIN)
    plainly = (one for one in others if one.article or one.pronoun or one.owner is not None or one.owner_is_child)
    return any(one.path != unit.path for one in plainly)


def is_person_word(unit: Unit) -> bool:
    """Whether the unit alone is a person to speak of."""
    return unit.kind in (NAME, KIN) or unit.kind == ROLE and bool(unit.links)
