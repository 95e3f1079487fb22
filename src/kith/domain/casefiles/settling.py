"""Who each unit of a sentence is: the same person as before, or somebody new, and how related."""

import re

from kith.domain.casefiles import (
    bonds,
    called,
    inverse,
    lexicon,
    links,
    messages,
    owners,
    paths,
    people,
    scope,
    spoken,
    symbols,
    ties,
    tokens,
    whose,
)
from kith.domain.casefiles.people import People, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, ROLE, Unit

_IS_CALLED = re.compile(r"^(?:[xz]|pq*b?)q*c(N)|^pq*b(N)(?!s)")
_SHE_IS = re.compile(r"^[^NKC.]{0,6}?(p)q*bq*[adxz]?(K)")
_IS_NOT = re.compile(r"[NKp]q*(?:b?!|!b)q*a?(K)(?!N)")
_WAS = re.compile(r"(N)b(K)(?!N)")
_NAME_IS, _SO_FAR = 3, 3
_THOUGHT = frozenset({"thought", "assumed", "pretended"})
_PRONOUNS = frozenset({"his", "her", "their", "he", "she", "they"})


class Settling:
    """Settles the units of one sentence after the other; `people` holds everybody found so far."""

    def __init__(self, text: str, child_gender: str, lex: lexicon.Lexicon) -> None:
        self._text = text
        self._lex = lex
        self.people = People()
        self.scope = scope.Scope(lex, child_gender)
        self.whose = whose.Whose(text, self.people, self.scope)
        self.bonds = bonds.Bonds(self.people, self.scope)
        self.last_people: list[Person] = []
        self._introduced: list[Unit] = []
        # Of whom the note just said that there are brothers and sisters, and how many sentences ago.
        self._group: Unit | None = None
        self._since = 0
        self._number = 0
        self._units: list[Unit] = []
        self._sentence = self._before = tokens.Sentence((), True, 0)

    def settle(self, number: int, sentence: tokens.Sentence, units: list[Unit]) -> symbols.Symbols:
        """Put the units of a sentence to people; returns the sentence as it was read."""
        self._before, self._number, self._sentence = self._sentence, number, sentence
        self._units = units
        whole = symbols.write(sentence, units, self._lex)
        self._link(links.beside(units))
        self._denied(whole)
        self._link(links.find(whole))
        self.scope.child_at = [unit.first for unit in units if unit.kind == CHILD and not unit.owns]
        named = (self.people.named(unit) for unit in units if unit.kind == NAME and not unit.owns)
        self.scope.teller = self.whose.teller(sentence)
        self.scope.begin(sentence, (person for person in named if person is not None))
        self.whose.begin(sentence, units)
        for first, _, parent in ties.same_parent(sentence, whole):
            parent.owner = first
        before = self._introduced
        self._having(whole)
        self._named_now(whole, before)
        self._pronoun_is(whole)
        for unit in units:
            self._person(unit)
        self.bonds.read(sentence, whole)
        return whole

    def _link(self, found: list[links.Link]) -> None:
        for link in found:
            self._put_in_the_past(link)
            link.who.links = list(link.names)
            link.who.rule = link.rule
            for name in link.names:
                name.links.append(link.who)

    def _denied(self, whole: symbols.Symbols) -> None:
        """ "Ash isn't mum's boyfriend", "he thought Kev was his dad": nobody is."""
        for match in _IS_NOT.finditer(whole.text):
            unit = whole.units[match.start(1)]
            if unit is not None and not unit.plural and (unit.pronoun or unit.owner is not None):
                unit.general = True
        for match in _WAS.finditer(whole.text):
            name, unit = whole.units[match.start(1)], whole.units[match.start(2)]
            if name is not None and unit is not None and name.first:
                unit.general = unit.general or self._sentence.tokens[name.first - 1].low in _THOUGHT

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
        self._since += 1
        for place, unit in ties.having(whole):
            holder = whole.units[place]
            self._introduced.append(unit)
            if unit.plural and unit.path[-1] in paths.SIBLINGS and holder is not None and holder.kind != CHILD:
                self._group, self._since = holder, 0
            if holder is not None:
                if unit.word in owners.SEVERAL and holder.kind != CHILD:
                    unit.path = ("child",)
                unit.owner_is_child = holder.kind == CHILD
                unit.owner = None if holder.kind == CHILD else holder
            elif whole.text[place] == "i":
                unit.pronoun = unit.pronoun or "my"
            elif whole.text[place] == "p":
                unit.pronoun = unit.pronoun or {"he": "his", "she": "her", "they": "their"}.get(
                    self._word(whole, place), unit.pronoun
                )

    def _named_now(self, whole: symbols.Symbols, introduced: list[Unit]) -> None:
        """ "He has two brothers. Kyle is 14 and Josh is 12.": names not seen before that are said to be something."""
        words = {token.low for token in self._before.tokens}
        if words & {"if", "no", "not", "haven't", "hasn't", "never"}:
            return
        if len(introduced) != 1 or introduced[0].links or not isinstance(introduced[0].person, Person):
            return
        unit, person, first = introduced[0], introduced[0].person.key(), True
        if unit.plural and not self._introduced and whole.text[:1] == "N":
            self._introduced = introduced
        for match in re.finditer(r"(?:^|&)(N)(?=b|x|z|,d|h)", whole.text):
            name = whole.units[match.start(1)]
            if name is None or name.links or name.role is not None or self.people.named(name) is not None:
                continue
            if first and match.start(1):
                # "Dad had a baby. He and Steph are well": she is not the baby.
                return
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
        else:
            self._name_is(whole)
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

    def _name_is(self, whole: symbols.Symbols) -> None:
        """ "He wants to find his dad. All he knows is that his name is Paul": the dad's."""
        for unit in whole.units:
            if unit is None or unit.kind != NAME or unit.links or unit.first < _NAME_IS:
                continue
            said = [token.low for token in self._sentence.tokens[unit.first - _NAME_IS : unit.first]]
            if said not in (
                ["his", "name", "is"],
                ["her", "name", "is"],
                ["his", "name", "was"],
                ["her", "name", "was"],
            ):
                continue
            gender = spoken.HE_OR_SHE[said[0]]
            unnamed = (one.key() for one in reversed(self.last_people) if not one.key().named and not one.key().plural)
            person = next((one for one in unnamed if one.gender == gender), None)
            if person is not None and self.people.named(unit) is None:
                unit.person = person

    def _person(self, unit: Unit) -> Person | None:
        """Settle who the unit is, and keep the mention."""
        if unit.kind == CHILD:
            self.scope.saw(unit, None)
            return None
        if unit.kind == NAME:
            return self._named(unit)
        if unit.side:
            unit.pronoun = "" if unit.owner is None else unit.pronoun
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
        person.sent_to = (person.sent_to or found is None) and messages.is_addressed(self._sentence)
        unit.person = person
        self.scope.saw(unit, person)
        return person

    def _related(self, unit: Unit) -> Person | None:
        linked = [name.person.key() for name in unit.links if isinstance(name.person, Person)]
        owner = inverse.owner_of_parent(unit, self._owner(unit, linked), self._sentence.tokens)
        if owner is not None and inverse.is_child(
            unit, owner, self._sentence.tokens, child_gender=self.scope.child_gender
        ):
            unit.general = True
            self.scope.saw(unit, None)
            return None
        self.scope.was_owned(unit, owner)
        if owner is not None and unit.pronoun in {"his", "her"} and not owner.plural:
            # "Chantelle and her partner": the note says she of Chantelle.
            owner.said = {"his": "m", "her": "f"}[unit.pronoun]
        if unit.kind == ROLE:
            return self._worker(unit, linked)
        known = None if people.is_what_they_call(unit) else self.people.related(owner, unit)
        if known is not None and known not in linked and _is_somebody_else(known, unit):
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

    def _has_them(self, unit: Unit) -> Person | None:
        """ "Angela has eight siblings. Two sisters are in Jamaica. Her youngest brother": hers of whom it was said."""
        person = (
            self._group.person.key() if self._group is not None and isinstance(self._group.person, Person) else None
        )
        if (
            person is None
            or not 0 < self._since <= _SO_FAR
            or unit.path[-1] not in paths.SIBLINGS
            or unit.owner is not None
        ):
            return None
        if any(one.kind == CHILD and not one.owns and one.first < unit.first for one in self._units):
            return None
        hers = unit.pronoun and spoken.HE_OR_SHE.get(unit.pronoun) == person.gender
        return person if hers or not unit.pronoun and unit.article in {"", "count", "one", "another", "a"} else None

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
        group = self._has_them(unit)
        if group is not None:
            return group
        return self.whose.owner(self._sentence, unit, linked)


def _for_some_years(after: tuple[tokens.Token, ...]) -> bool:
    """ "carer 2014-2019" """
    return [token.kind for token in after] == ["d", "p", "d"] and after[1].text in {"-", "–"}


def _is_somebody_else(known: Person, unit: Unit) -> bool:
    """ "Aunt Jo ... Aunt Bev": two aunts. "Mum, Kelly ... Mum, Mrs Marsh" may be one."""
    names = [name for name in unit.links if name.kind == NAME]
    return bool(names) and known.named and not any(called.may_be(known, name) for name in names)


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
