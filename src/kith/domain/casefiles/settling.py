"""Who each unit of a sentence is: the same person as before, or somebody new, and how related."""

import bisect
import re

from kith.domain.casefiles import lexicon, links, paths, people, scope, symbols, ties, tokens
from kith.domain.casefiles.people import People, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, ROLE, Unit

_IS_CALLED = re.compile(r"^(?:[xz]|pq*b?)q*c(N)|^pq*b(N)(?!s)")
_SHE_IS = re.compile(r"^[^NKC.]{0,6}?(p)q*bq*[adxz]?(K)")
_OF_A_COUPLE = frozenset({"son", "daughter", "child", "partner", "husband", "wife", "boyfriend", "girlfriend"})
_OF_ONE = frozenset({"partner", "husband", "wife", "boyfriend", "girlfriend", "fiancé", "fiancée"})
_CARE = frozenset({"placed", "foster carer", "former foster carer", "former teacher", "couple with the child"})
_PRONOUNS = frozenset({"his", "her", "their", "he", "she", "they"})


class Settling:
    """Settles the units of one sentence after the other; `people` holds everybody found so far."""

    def __init__(self, text: str, child_gender: str, lex: lexicon.Lexicon) -> None:
        self._text = text
        self._lex = lex
        self.people = People()
        self.scope = scope.Scope(lex, child_gender)
        self.last_people: list[Person] = []
        # Where each kind of quotation mark stands in the text.
        self._quotes = tuple([at for at, letter in enumerate(text) if letter == mark] for mark in '"“”')
        self._introduced: list[Unit] = []
        self._stranger: Person | None = None
        self._number = 0
        self._sentence = self._before = tokens.Sentence((), True, 0)

    def written_by(self, signed: tuple[Unit, bool] | None) -> None:
        """Who writes, where a letter says so at its end; with whether only what is quoted is theirs."""
        if signed is not None:
            author = self.people.new()
            self.people.add_claim(author, None, signed[0], rule="kin.signed")
            self.scope.author, self.scope.only_quoted = author, signed[1]

    def settle(self, number: int, sentence: tokens.Sentence, units: list[Unit]) -> symbols.Symbols:
        """Put the units of a sentence to people; returns the sentence as it was read."""
        self._before, self._number, self._sentence = self._sentence, number, sentence
        whole = symbols.write(sentence, units, self._lex)
        self._link(links.beside(units))
        self._link(links.find(whole))
        self.scope.begin(sentence)
        for first, _, parent in ties.same_parent(sentence, whole):
            parent.owner = first
        before = self._introduced
        self._having(whole)
        self._named_now(whole, before)
        self._pronoun_is(whole)
        for unit in units:
            self._person(unit)
        for _, second, parent in ties.same_parent(sentence, whole):
            if isinstance(second.person, Person) and isinstance(parent.person, Person):
                second.person.key().other_parents.append(parent.person.key())
        self._ties(whole)
        self._same(whole)
        return whole

    def _link(self, found: list[links.Link]) -> None:
        for link in found:
            self._put_in_the_past(link)
            link.who.links = list(link.names)
            link.who.rule = link.rule
            for name in link.names:
                name.links.append(link.who)

    def _put_in_the_past(self, link: links.Link) -> None:
        """ "Jo was her carer": a former one."""
        if link.rule not in {"name.is", "name.she", "kin.is", "name.and-is", "name.comma"} or link.who.former:
            return
        first, second = sorted((link.who, link.names[0]), key=lambda unit: unit.first)
        changed = paths.compound("former", link.who.path[-1])
        between = {token.low for token in self._sentence.tokens[first.end : second.first]}
        over = bool(between & {"was", "were"}) or _for_some_years(self._sentence.tokens[link.who.end :][:3])
        married = link.who.kin is not None and link.who.kin.kind == "spouse"
        if changed and over and (not _is_kin_only(link.who) or married and not link.who.dead):
            link.who.path = (*link.who.path[:-1], changed)
            link.who.former = True

    def _having(self, whole: symbols.Symbols) -> None:
        """Shaz has two daughters: they are hers. Whoever is named at the start of the next sentence may be one."""
        self._introduced = []
        for place, unit in ties.having(whole):
            holder = whole.units[place]
            self._introduced.append(unit)
            if holder is not None:
                unit.owner_is_child = holder.kind == CHILD
                unit.owner = None if holder.kind == CHILD else holder
            elif whole.text[place] == "i":
                unit.pronoun = unit.pronoun or "my"
            elif whole.text[place] == "p":
                unit.pronoun = unit.pronoun or {"he": "his", "she": "her"}.get(self._word(whole, place), unit.pronoun)

    def _named_now(self, whole: symbols.Symbols, introduced: list[Unit]) -> None:
        """ "He has two brothers. Kyle is 14 and Josh is 12.": names not seen before that are said to be something."""
        words = {token.low for token in self._before.tokens}
        if words & {"if", "no", "not", "haven't", "hasn't", "never"}:
            return
        if len(introduced) != 1 or introduced[0].links or not isinstance(introduced[0].person, Person):
            return
        unit, person, first = introduced[0], introduced[0].person.key(), True
        for match in re.finditer(r"(?:^|&)(N)(?=b|x|z|,d|h)", whole.text):
            name = whole.units[match.start(1)]
            if name is None or name.links or name.role is not None or self.people.named(name) is not None:
                continue
            if person.named or not first:
                claim = next((one for one in person.claims if one.own == unit.path), None)
                person = self.people.new()
                person.claims += [claim] if claim else []
            name.person, first = person, False
            person.plural = False
            if not unit.plural:
                return

    def _word(self, whole: symbols.Symbols, place: int) -> str:
        return self._sentence.tokens[whole.starts[place]].low

    def _pronoun_is(self, whole: symbols.Symbols) -> None:
        """She is his aunt: the relation is that of whoever was spoken of."""
        named = _IS_CALLED.match(whole.text)
        if named and self._sentence.tokens[0].low in _PRONOUNS:
            unit = whole.units[named.start(1) if named[1] else named.start(2)]
            person = next((one.key() for one in reversed(self.last_people) if not one.key().named), None)
            if unit is not None and person is not None:
                unit.person = person
        match = _SHE_IS.match(whole.text)
        unit = whole.units[match.start(2)] if match else None
        if match is None or unit is None or unit.links or unit.general:
            return
        first = self._word(whole, match.start(1)).removesuffix("s")
        subject = self.scope.subject_here()
        if unit.owner_is_child or unit.pronoun or unit.owner is not None:
            subject = self.scope.somebody({"he": "m", "she": "f"}.get(first, ""))
        if subject is not None and first in _PRONOUNS:
            unit.person = subject

    def _person(self, unit: Unit) -> Person | None:
        """Settle who the unit is, and keep the mention."""
        if unit.kind == CHILD:
            self.scope.saw(unit, None)
            return None
        if unit.kind == NAME:
            return self._named(unit)
        if unit.side:
            return self._related(unit)
        if unit.general and not unit.links or unit.kind == ROLE and not unit.links:
            return None
        return self._related(unit)

    def _named(self, unit: Unit) -> Person:
        person = unit.person if isinstance(unit.person, Person) else None
        found = self.people.named(unit)
        if person is not None and found is not None:
            person = self.people.merge(person, found)
        person = (person or found or self.people.new()).key()
        start, end = unit.span(self._sentence)
        self.people.add_name(person, unit, " ".join(self._text[start:end].split()))
        before = next((other for other in unit.links if other.end == unit.first and other.kind == KIN), None)
        if before is not None and _is_title(before):
            start = before.span(self._sentence)[0]
        person.mentions.append(people.mention(unit, (start, end), sentence=self._number, rule=unit.rule))
        person.plural = person.plural or unit.plural
        unit.person = person
        self.scope.saw(unit, person)
        return person

    def _related(self, unit: Unit) -> Person | None:
        linked = [name.person.key() for name in unit.links if isinstance(name.person, Person)]
        owner = self._owner(unit, linked)
        self.scope.was_owned(unit, owner)
        if owner is not None and unit.pronoun in {"his", "her"} and not owner.plural:
            # "Chantelle and her partner": the note says she of Chantelle.
            owner.said = {"his": "m", "her": "f"}[unit.pronoun]
        if unit.kind == ROLE:
            return self._worker(unit, linked)
        known = self.people.related(owner, unit)
        if known is not None and not linked and _is_somebody_else(known, unit):
            known = None
        person = unit.person.key() if isinstance(unit.person, Person) else None
        first = person or (linked[0] if linked else None)
        if first is None and unit.links:
            first = self.people.named(unit.links[0])
        if first is not None and known is not None and first is not known and _can_be_one(first, known, unit):
            first = self.people.merge(first, known)
        first = first or known or self.people.new()
        rule = unit.rule or ("kin.owner" if unit.owner or unit.pronoun or unit.owner_is_child else "kin.word")
        for one in dict.fromkeys([first, *linked]):
            self.people.add_claim(one.key(), owner, unit, rule=rule)
        self._spread(unit, first, owner, rule)
        if not any(unit.end == name.first for name in unit.links if _is_title(unit)):
            self._mentioned(unit, first, rule)
        if not unit.links:
            first.plural = first.plural or (unit.plural and not first.named)
        unit.person = first
        self.scope.saw(unit, first)
        return first

    def _mentioned(self, unit: Unit, first: Person, rule: str) -> None:
        """The word speaks of everybody whom it is linked to: "three brothers, Jack, Harry and Finn"."""
        several = (
            [name.person.key() for name in unit.links if isinstance(name.person, Person)]
            if unit.plural and unit.links and unit.end != unit.links[0].first
            else []
        )
        for person in dict.fromkeys([first, *several]):
            person.mentions.append(people.mention(unit, unit.span(self._sentence), sentence=self._number, rule=rule))

    def _spread(self, unit: Unit, first: Person, owner: Person | None, rule: str) -> None:
        """Names that come after the word: the first is this person, the others are related in the same way."""
        for place, name in enumerate(unit.links):
            if isinstance(name.person, Person):
                continue
            person = self.people.named(name) if place else first
            person = person or self.people.new()
            self.people.add_claim(person, owner, unit, rule=rule)
            name.person = person

    def _worker(self, unit: Unit, linked: list[Person]) -> Person | None:
        if unit.role is None:
            return None
        role = lexicon.Role(unit.path[-1], unit.role.code)
        for person in linked:
            self.people.add_role(person, role)
        for name in unit.links:
            if not isinstance(name.person, Person):
                person = self.people.named(name) or self.people.new()
                self.people.add_role(person, role)
                name.person = person
        return None

    def _owner(self, unit: Unit, linked: list[Person]) -> Person | None:
        if unit.owner is not None:
            owner = unit.owner.person if isinstance(unit.owner.person, Person) else None
            if unit.owner.kin is not None and unit.owner.kin.kind == "relative":
                return None
            if owner is None and unit.owner.first > unit.first:
                owner = self._person(unit.owner)
            return owner.key() if owner is not None else None
        if unit.owner_is_child:
            return None
        if not unit.pronoun:
            # "Paula m. Keith, sons Ryan and Lewis": theirs of whom the sentence speaks.
            adults = unit.path[-1] in _OF_A_COUPLE and unit.article != "the" and unit.links
            adults = adults or unit.path[-1] in _OF_ONE and unit.article in {"a", "an", ""} and not unit.links
            return self.scope.adult_before(unit.first) if adults else self._of_the_one_before(unit)
        if unit.pronoun in {"my", "our"} and self.scope.author is None and self._is_carers(unit):
            # Whoever writes of "my husband" in a child's notes is the carer.
            unit.path = ("foster carer", *unit.path)
        if unit.pronoun in {"my", "our"} and self.scope.author is None and scope.is_adults(unit.path[-1]):
            if unit.path[0] != "foster carer":
                return self._somebody_who_writes()
        self.scope.quoted = self._is_quoted(unit)
        owner = self.scope.owner(self._sentence, unit, linked)
        if owner is None and linked and unit.pronoun in {"his", "her"}:
            owner = self._instead(unit, linked[0])
        return None if owner is not None and owner.key() in linked else owner

    def _of_the_one_before(self, unit: Unit) -> Person | None:
        """ "Mum (Kelly) - siblings: Dean, Tracy": a list right behind somebody is hers."""
        found = self._sentence.tokens
        if not unit.plural or not unit.links or unit.rule != "kin.label" or unit.first < 2 or unit.article:
            return None
        return self.scope.right_before(unit.first) if found[unit.first - 1].text in {"-", "–", "—"} else None

    def _somebody_who_writes(self) -> Person:
        """ "My daughter", by somebody of whom the note does not say who it is: not the carer's, and not the child's."""
        self._stranger = self._stranger or self.people.new()
        return self._stranger

    def _instead(self, unit: Unit, person: Person) -> Person | None:
        """ "Grandmother, Mrs Demir ... Mrs Demir is his mother": his of whom it can be true, not the child's."""
        known = people.relation(person)
        if known is None or paths.more_exact(known[0], unit.path) is not None:
            return None
        for other in self.scope.before({"his": "m", "her": "f"}[unit.pronoun]):
            above = people.relation(other) if other is not person else None
            path = paths.joined(above[0], unit.path) if above else None
            if path is not None and paths.more_exact(known[0], path) is not None:
                return other
        return None

    def _is_carers(self, unit: Unit) -> bool:
        """Whether "my" is the carer's: of a husband always, of a sister where a carer writes and nobody is quoted."""
        if scope.is_adults(unit.path[-1]):
            return not self.scope.introduces
        return self.scope.carer_writes and not self._is_quoted(unit) and unit.path[-1] != "foster carer"

    def _is_quoted(self, unit: Unit) -> bool:
        at = self._sentence.tokens[unit.first].start
        plain, opened, closed = (bisect.bisect_left(marks, at) for marks in self._quotes)
        return plain % 2 == 1 or opened > closed

    def _ties(self, whole: symbols.Symbols) -> None:
        """Married, back with, placed with, fostered: the other's relation, where nothing else is said of her."""
        for tie in ties.find(whole):
            person = tie.other.person
            if not isinstance(person, Person) or tie.other.links:
                continue
            path, owner, bare = self._tie(tie, person.key())
            if path is not None:
                person.key().claims.append(people.Claim(owner, path, "kin.tie", bare))

    def _tie(self, tie: ties.Tie, person: Person) -> tuple[paths.Path | None, Person | None, bool]:
        """The path, its owner and whether it is a mere guess; no path where the tie says nothing here."""
        if tie.word in _CARE or tie.word.endswith(("carer of the child", "carer of the subject")):
            return self._care(tie, person)
        who = tie.who.person if tie.who is not None else self.scope.author or self.scope.subject_before(tie.start + 1)
        if tie.word == "child of the couple":
            who = self.scope.adult_before(tie.start)
        holder = who.key() if isinstance(who, Person) else None
        if holder is None or holder is person:
            return None, None, False
        if tie.word.startswith("child") and people.relation(holder) is None:
            return None, None, False
        if tie.word.startswith("parent's "):
            known = people.relation(holder)
            fits = known is not None and known[0] in {("mother",), ("father",)}
            return ((tie.word.removeprefix("parent's "),) if fits else None), holder, False
        return (tie.word.removesuffix(" of the couple"),), holder, False

    def _care(self, tie: ties.Tie, person: Person) -> tuple[paths.Path | None, Person | None, bool]:
        """Who has the child, or had: never of somebody of whom more is known."""
        if person.claims and tie.word in {"placed", "foster carer", "former foster carer", "former teacher"}:
            return None, None, False
        if tie.word == "couple with the child":
            return (("foster carer",) if tie.other.plural and not person.claims else None), None, True
        if tie.word == "placed":
            return (("former foster carer",) if self._was_before(tie.start) else ("foster carer",)), None, False
        if tie.word in {"foster carer", "former foster carer", "former teacher"}:
            return (tie.word,), None, False
        if tie.word.endswith("carer of the child"):
            path = "former foster carer" if tie.word.startswith("former") else "foster carer"
            return (None if person.claims or person.roles else (path,)), None, True
        said = self.scope.subject_before(tie.start) is not None or person.claims or person.roles
        past = tie.word.startswith("former") or self._sentence.tokens[max(0, tie.start)].low == "used"
        past = past or any(token.low == "used" for token in self._sentence.tokens[tie.start : tie.start + 5])
        path = "former foster carer" if past else "foster carer"
        return (None if said else (path,)), None, True

    def fostered(self, writer: Person | None) -> None:
        """ "I used to foster Lewis": whoever writes is a former carer."""
        author = writer.key() if writer is not None else self.people.new()
        if not author.claims and not author.roles:
            author.claims.append(people.Claim(None, ("former foster carer",), "kin.tie"))
            self.scope.author = author

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
                if one is None or other is None or one[0] == other[0] or paths.more_exact(one[0], other[0]) is None:
                    continue
                self.people.merge(first, second)
        for before, after in ties.same_name(whole):
            if isinstance(before.person, Person) and isinstance(after.person, Person) and not self._rang(before, after):
                self.people.merge(before.person, after.person)

    def _rang(self, before: Unit, after: Unit) -> bool:
        """ "Finn called Moira": one spoke to or of the other; "Finn, called Fin" is one person."""
        between = [token.low for token in self._sentence.tokens[before.end : after.first]]
        return between in (["called"], ["calls"])


def _for_some_years(after: tuple[tokens.Token, ...]) -> bool:
    """ "carer 2014-2019" """
    return [token.kind for token in after] == ["d", "p", "d"] and after[1].text in {"-", "–"}


def _is_somebody_else(known: Person, unit: Unit) -> bool:
    """ "Aunt Jo ... Aunt Bev": two aunts. "Mum, Kelly ... Mum, Mrs Marsh" may be one."""
    names = [name for name in unit.links if name.kind == NAME]
    return bool(names) and known.named and not any(people.may_be_called(known, name) for name in names)


def _is_title(unit: Unit) -> bool:
    """Whether the word before the name is a part of what the person is called: Aunt Shaz; not "his mother Jean"."""
    return not unit.plural


def _is_kin_only(unit: Unit) -> bool:
    return unit.kin is not None and unit.kin.kind in {"kin", "spouse"}


def _can_be_one(first: Person, second: Person, unit: Unit) -> bool:
    """Two may be put together if not both have names and the relation can only be one person's."""
    if unit.plural or (first.named and second.named):
        return False
    return not (first.plural or second.plural)
