"""What ties say of people in one sentence: who is married, who has the child, which two words are one person."""

from kith.domain.casefiles import chronicles, paths, people, scope, symbols, ties, tokens
from kith.domain.casefiles.people import People, Person
from kith.domain.casefiles.units import Unit

_HAS_LIVED, _SOON, _NEAR = 9, 6, 4
_MATCHED = frozenset({"match", "matched", "matching"})
_PARENTS = frozenset({("mother",), ("father",)})
_CARE = frozenset({"placed", "foster carer", "former foster carer", "former teacher", "couple with the child",
    "two with the child", "still with the child"})  # fmt: skip


class Bonds:
    """Reads the ties of one sentence after the other, once its units are settled."""

    def __init__(self, found: People, seen: scope.Scope) -> None:
        self._people = found
        self._scope = seen
        # Grandparents that the document joins.
        self.couples: list[tuple[Person, Person]] = []
        self._sentence = tokens.Sentence((), True, 0)

    def read(self, sentence: tokens.Sentence, whole: symbols.Symbols) -> None:
        """Ties first, then who is one person."""
        self._sentence = sentence
        for _, second, parent in ties.same_parent(sentence, whole):
            if isinstance(second.person, Person) and isinstance(parent.person, Person):
                second.person.key().other_parents.append(parent.person.key())
        self.couples += [
            (one.person.key(), other.person.key())
            for one, other in ties.grandparents(whole)
            if isinstance(one.person, Person) and isinstance(other.person, Person)
        ]
        self._read_ties(whole)
        self._same(whole)

    def _read_ties(self, whole: symbols.Symbols) -> None:
        """Married, back with, placed with, fostered: the other's relation, where nothing else is said of her."""
        for tie in ties.find(whole):
            person = tie.other.person
            called = all(link.end == tie.other.first and not link.pronoun for link in tie.other.links)
            if not isinstance(person, Person) or not called:
                continue
            path, owner, bare = self._tie(tie, person.key())
            if path is not None:
                person.key().claims.append(people.Claim(owner, path, "kin.tie", bare))

    def _tie(self, tie: ties.Tie, person: Person) -> tuple[paths.Path | None, Person | None, bool]:
        """The path, its owner and whether it is a mere guess; no path where the tie says nothing here."""
        if tie.word in _CARE or tie.word.endswith(("carer of the child", "carer of the subject")):
            return self._care(tie, person)
        who = tie.who.person if tie.who is not None else self._scope.author or self._scope.subject_before(tie.start + 1)
        if tie.word == "child of the couple":
            who = self._scope.adult_before(tie.start)
        holder = who.key() if isinstance(who, Person) else None
        if holder is None or holder is person:
            return None, None, False
        if tie.word.startswith("child") and people.relation(holder) is None:
            return None, None, False
        if tie.word.startswith("parent's "):
            known = people.relation(holder)
            fits = known is not None and known[0] in {("mother",), ("father",)}
            path = tie.word.removeprefix("parent's ").removesuffix(", perhaps")
            if path == "partner" and self._is_past(tie):
                path = "former partner"
            fits = fits and not (tie.word.endswith("perhaps") and (person.claims or person.roles))
            return ((path,) if fits else None), holder, False
        return (tie.word.removesuffix(" of the couple"),), holder, False

    def _is_past(self, tie: ties.Tie) -> bool:
        """ "When dad was with Michelle": no longer."""
        between = [token.low for token in self._sentence.tokens[tie.start : tie.other.first]]
        return between[-2:] in (["was", "with"], ["were", "with"], ["was", "w"])

    def _care(self, tie: ties.Tie, person: Person) -> tuple[paths.Path | None, Person | None, bool]:
        """Who has the child, or had: never of somebody of whom more is known."""
        if person.claims and tie.word in {"placed", "foster carer", "former foster carer", "former teacher"}:
            return None, None, False
        if tie.word == "couple with the child":
            return (("foster carer",) if tie.other.plural and not person.claims else None), None, True
        if tie.word == "still with the child":
            after = self._sentence.tokens[tie.other.end : tie.other.end + 1]
            lasts = bool(after) and after[0].low in {"for", "since"} and not person.claims and not person.roles
            return (("foster carer",) if lasts else None), None, True
        if tie.word == "two with the child":
            path = self._two_with(tie, person)
            matched = path is not None and not _MATCHED.isdisjoint(token.low for token in self._sentence.tokens)
            return (("prospective adopter",) if matched else path), None, True
        if tie.word == "placed":
            over = self._was_before(tie.start) or self._for_a_time(tie)
            return (("former foster carer",) if over else ("foster carer",)), None, False
        if tie.word in {"foster carer", "former foster carer", "former teacher"}:
            return (tie.word,), None, False
        if tie.word.endswith("carer of the child"):
            former = tie.word.startswith("former") and not self._still(tie.start)
            step = "former foster carer" if former else "foster carer"
            return (None if person.claims or person.roles else (step,)), None, True
        if tie.other.title == "Miss":
            # "settled with Miss Khadija" at nursery
            return None, None, False
        said = self._scope.subject_before(tie.start) is not None or person.claims or person.roles
        past = tie.word.startswith("former") and not self._still(tie.start)
        past = past or self._sentence.tokens[max(0, tie.start)].low == "used"
        past = past or any(token.low == "used" for token in self._sentence.tokens[tie.start : tie.start + 5])
        step = "former foster carer" if past else "foster carer"
        return (None if said else (step,)), None, True

    def _two_with(self, tie: ties.Tie, person: Person) -> paths.Path | None:
        """ "Katie was with Bill and Jean Tate from 2012 to 2015": a couple by their surname."""
        low = [token.low for token in self._sentence.tokens]
        second = low[tie.other.first - 1] in {"and", "&"}
        if person.claims or person.roles or second != (len(tie.other.words) > 1):
            return None
        return ("former foster carer",) if "was" in low[: tie.other.first] else ("foster carer",)

    def _still(self, at: int) -> bool:
        """ "Leo has lived with Jill since January": he does so still."""
        low = [token.low for token in self._sentence.tokens[at : at + _HAS_LIVED]]
        lived = next((place for place, word in enumerate(low) if word in {"lived", "stayed"}), 0)
        return not {"has", "have"}.isdisjoint(low[:lived])

    def _for_a_time(self, tie: ties.Tie) -> bool:
        """ "Leo was placed with Mrs Hanif for a year": not "is placed with her for a year"."""
        before = {token.low for token in self._sentence.tokens[max(0, tie.start - 2) : tie.start]}
        after = [token.low for token in self._sentence.tokens[tie.other.end : tie.other.end + _SOON]]
        return "was" in before and chronicles.says_over(after)

    def fostered(self, writer: Person | None) -> None:
        """ "I used to foster Lewis": whoever writes is a former carer."""
        author = writer.key() if writer is not None else self._people.new()
        if not author.claims and not author.roles:
            author.claims.append(people.Claim(None, ("former foster carer",), "kin.tie"))
            self._scope.author = author

    def _was_before(self, at: int) -> bool:
        """ "his previous placement with" """
        before = {token.low for token in self._sentence.tokens[max(0, at - 2) : at]}
        return bool(before & {"previous", "last", "former", "first", "earlier", "old", "previously", "initially"})

    def _same(self, whole: symbols.Symbols) -> None:
        """Two words or names for one person, where both can be true of her."""
        for before, after in ties.same_relative(whole):
            if isinstance(before.person, Person) and isinstance(after.person, Person):
                first, second = before.person.key(), after.person.key()
                one, other = people.relation(first), people.relation(second)
                fits = one is not None and other is not None and one[0] != other[0]
                fits = fits and paths.more_exact(one and one[0], other and other[0]) is not None
                parent = one is not None and one[0] in _PARENTS
                if not fits and not (parent and self._is_plainly(before, after, second)):
                    continue
                self._people.merge(first, second)
        for before, after in ties.same_name(whole):
            if isinstance(before.person, Person) and isinstance(after.person, Person) and not self._rang(before, after):
                self._people.merge(before.person, after.person)

    def _is_plainly(self, before: Unit, after: Unit, person: Person) -> bool:
        """ "Blessing's mum is Grace's late sister": of the sister nothing else is said."""
        between = {token.low for token in self._sentence.tokens[before.end : after.first]}
        near = bool(between & {"is", "was"}) and len(between) < _NEAR and not (before.plural or after.plural)
        # "Your dad is my big brother"
        mine = after.owner is not None or after.pronoun == "my" and after.path[-1] in paths.SIBLINGS
        return near and mine and len(person.claims) == 1

    def _rang(self, before: Unit, after: Unit) -> bool:
        """ "Finn called Moira": one spoke to or of the other; "Finn, called Fin" is one person."""
        between = [token.low for token in self._sentence.tokens[before.end : after.first]]
        return between in (["called"], ["calls"])
