"""Reads one document from the first sentence to the last and puts together who is spoken of."""

import re
from collections.abc import Iterable

from kith.domain.casefiles import (
    beside,
    broods,
    caring,
    childs_pronoun,
    chronicles,
    dangers,
    having,
    inferring,
    inverse,
    kin,
    lexicon,
    model,
    names,
    nearby,
    owners,
    paths,
    people,
    placements,
    sections,
    settling,
    symbols,
    tellers,
    tokens,
    told,
    tongues,
    writers,
)
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import KIN, NAME, ROLE, Unit

_AUTHOR = re.compile(r"(?:iq*b|I)q*[ad]*(K)")
_I_AM = re.compile(r"(?:ib|I)(N)(?!s)")
_FOSTERED = re.compile(r"i[qxzth]{0,4}G")
# So many sentences on, "dad's mum" is the nan of whom the note just spoke.
_SOON = 2


class Reading:
    """One document being read. `sentences` = the text cut up, `units` what stands in each."""

    def __init__(self, text: str, child: str | None, known: Iterable[str], extra: model.NameModel | None) -> None:
        self.text = text
        self.lex = lexicon.load()
        self.sentences = list(tokens.sentences(tokens.tokens(text)))
        self._names = names.Names(self.lex, child, known)
        self.units = self._all_units()
        if extra is not None:
            self._add_from_model(extra)
        self._settling = settling.Settling(text, childs_pronoun.read(self.sentences, self.units), self.lex)
        self._settling.scope.carer_writes = writers.own_words(self.units, self.sentences)
        self._settling.scope.child_writes = writers.childs_words(self.units, self.sentences)
        self._settling.scope.introduces = writers.introduces(self.sentences)
        self._said_who = self._who_writes()
        self._settling.whose.written_by(writers.signed(self.sentences, self.units))
        self._settling.whose.told_by(tellers.read(self.sentences, self.units))
        self._sections = sections.Sections()
        self._broods = broods.Broods()
        self._beside = beside.Beside()
        self._placements = placements.Placements(self.sentences)
        self._writer: Person | None = None
        self._alone: Unit | None = None
        self._form: Unit | None = None

    def _who_writes(self) -> Person | None:
        """ "I am Oliwia's aunt, her mum is my sister": from the first word on "my" is the aunt's."""
        said = self._who = writers.says_who(self.units, self.sentences)
        if said is None:
            return None
        author = self._settling.scope.author = self._settling.people.new()
        self._settling.people.add_claim(author, None, said, rule="kin.writer")
        return author

    def run(self) -> list[Person]:
        """Everybody in the document but the child, in the order of their first mention."""
        for number, (sentence, units) in enumerate(zip(self.sentences, self.units, strict=True)):
            if units:
                self._sentence(number, sentence, units)
            else:
                self._sections.read(sentence, units)
                self._broods.read(sentence, units)
                self._settling.scope.pass_by(sentence)
                told.over(sentence, units, self._settling.last_people)
                self._placements.went_home(sentence)
                self._alone = None
            self._flag(sentence, units)
        self._sign()
        everybody = self._settling.people.settled()
        self._placements.settle()
        self._broods.settle()
        self._beside.settle()
        told.carers_signature(self.sentences, self.units, everybody)
        chronicles.former(self.sentences, everybody)
        told.namesakes(everybody)
        told.forever(everybody, self.sentences)
        told.halves(everybody)
        having.halves(everybody)
        told.couple(everybody)
        inferring.second_mother(everybody)
        inferring.read(everybody)
        inferring.parents(everybody, self.sentences)
        inferring.other_side(everybody, self.sentences)
        inferring.sides(self._settling.bonds.couples)
        return self._with_their_names(self._settling.people.settled())

    def _sign(self) -> None:
        """ "My son is his father ... Yours faithfully, Bernard Reeve": whoever wrote "my" signs at the end."""
        self._is_author(writers.signature(self.sentences, self.units))

    def _is_author(self, unit: Unit | None) -> None:
        """The name is that of whoever wrote "my", if it is nobody's yet."""
        author = self._settling.scope.author
        person = unit.person.key() if unit is not None and isinstance(unit.person, Person) else None
        if author is None or author.key().named or person is None or person.claims or person.roles:
            return
        self._settling.people.merge(author, person)

    def _with_their_names(self, found: list[Person]) -> list[Person]:
        """ "I spoke with Chloe's aunt. Liz Mercer is her dad's sister": the aunt is Liz, if she is the only one."""
        found = self._one_each(found)
        known = [(person, people.relation(person)) for person in found if person.named and not person.roles]
        named: dict[str, list[tuple[Person, paths.Path]]] = {}
        exact: dict[paths.Path, list[tuple[Person, paths.Path]]] = {}
        for person, relation in known:
            if relation is not None:
                if paths.is_one_person(relation[0]):
                    exact.setdefault(relation[0], []).append((person, relation[0]))
                for less in paths.also(relation[0]):
                    named.setdefault(less, []).append((person, relation[0]))
        for person in found:
            relation = people.relation(person)
            if person.named or person.plural or relation is None:
                continue
            likely = named.get(relation[0][0], []) if len(relation[0]) == 1 else exact.get(relation[0], [])
            if len(likely) == 1 and not likely[0][0].plural:
                self._settling.people.merge(likely[0][0], person)
        self._grandparents()
        _tell_singly(found)
        return self._settling.people.settled()

    def _grandparents(self) -> None:
        """ "She asked about Nan Sue. Dad's mum is in hospital": the only nan of whom a note speaks is his mother."""
        known = [(person, people.relation(person)) for person in self._settling.people.settled()]
        for word in ("grandmother", "grandfather"):
            nans = [one for one, more in known if more is not None and more[0] == (word,) and not one.plural]
            fits = [
                one for one, more in known if more is not None and len(more[0]) == 2 and word in paths.also(more[0])
            ]
            if len(nans) != 1 or len(fits) != 1 or nans[0].named == fits[0].named or fits[0].plural:
                continue
            if any(not claim.bare for claim in nans[0].claims) and nans[0].named:
                continue
            apart = [abs(one.sentence - other.sentence) for one in nans[0].mentions for other in fits[0].mentions]
            if 0 < min(apart) <= _SOON:
                self._settling.people.merge(nans[0], fits[0])

    def _one_each(self, found: list[Person]) -> list[Person]:
        """ "Uncle Mamu sleeps all day. Spoke to uncle": somebody of whom less is said is the only one it fits."""
        known = [(person, people.relation(person)) for person in found]
        longer: dict[str, list[Person]] = {}
        for person, relation in known:
            for less in paths.also(relation[0]) if relation is not None and len(relation[0]) > 1 else ():
                longer.setdefault(less, []).append(person)
        for person, relation in known:
            if person.named or person.plural or relation is None or len(relation[0]) > 1:
                continue
            fitting = longer.get(relation[0][0], [])
            if len(fitting) == 1 and not fitting[0].plural and not fitting[0].named:
                self._settling.people.merge(fitting[0], person)
        return self._settling.people.settled()

    def _all_units(self) -> list[list[Unit]]:
        """Units of every sentence; those with a word that became certain later are looked at again."""
        begun = [sentence.tokens[0].text[:1] for sentence in self.sentences if sentence.tokens[0].kind == "w"]
        self._names.in_small_letters = sum(map(str.islower, begun)) * 2 > len(begun)
        fa = any(kin.writes_fa(one.tokens) for one in self.sentences)
        short = "mo" not in self._names.child and any(kin.in_shorthand(one.tokens, fa) for one in self.sentences)
        written = frozenset({kin.SHORTHAND} if short else ())
        written |= kin.letters([one.tokens for one in self.sentences], self._names.child)
        child = self._names.child
        relatives = [kin.find(sentence.tokens, self.lex, written, child=child) for sentence in self.sentences]
        spoken = tongues.spoken(self.sentences, relatives)
        if spoken:
            relatives = [
                kin.find(sentence.tokens, self.lex, spoken | written, child=child)
                if tongues.may_speak(sentence, self.lex)
                else have
                for sentence, have in zip(self.sentences, relatives, strict=True)
            ]
        tongues.settle(self.sentences, relatives, self.lex, heard=spoken)
        found = [self._names.find(sentence, have) for sentence, have in zip(self.sentences, relatives, strict=True)]
        sure = self._names.confirmed
        for number, sentence in enumerate(self.sentences):
            named = {word for unit in found[number] for word in unit.words}
            if any(
                token.low in sure and token.low not in named for token in sentence.tokens if token.text[:1].isupper()
            ):
                found[number] = self._names.find(sentence, relatives[number])
        return [_together(have, seen) for have, seen in zip(relatives, found, strict=True)]

    def _add_from_model(self, extra: model.NameModel) -> None:
        spans = sorted(extra.names(self.text))
        rule = model.rule_of(extra)
        for number, sentence in enumerate(self.sentences):
            inside = [span for span in spans if sentence.start <= span[0] and span[1] <= sentence.end]
            for start, end in inside:
                at = [index for index, token in enumerate(sentence.tokens) if start <= token.start and token.end <= end]
                taken = {index for unit in self.units[number] for index in range(unit.first, unit.end)}
                if at and taken.isdisjoint(at):
                    words = tuple(sentence.tokens[index].low for index in at if sentence.tokens[index].kind == "w")
                    self.units[number].append(Unit(NAME, at[0], at[-1] + 1, words=words, rule=rule))
            self.units[number].sort(key=lambda unit: unit.first)

    def _sentence(self, number: int, sentence: tokens.Sentence, units: list[Unit]) -> None:
        owners.assign(sentence, units)
        inverse.assign(sentence, units)
        self._sections.read(sentence, units)
        self._link_signature(units)
        chronicles.years(sentence, units)
        chronicles.before(sentence, units)
        self._link_form(sentence, units)
        self._of_the_writer(writers.relation(sentence, units) or writers.of_my_child(sentence, units))
        whole = self._settling.settle(number, sentence, units)
        self._settling.whose.ours(sentence, units)
        broods.read(sentence, units)
        self._broods.read(sentence, units)
        inverse.read(sentence, units, self._settling.scope.subject_here())
        having.read(sentence, whole, units, seen=self._settling.scope)
        told.he_or_she(sentence, units)
        told.boy_or_girl(sentence, units)
        told.he_or_she_behind(sentence, units)
        told.born(sentence, units)
        chronicles.born(sentence, units)
        chronicles.placed(sentence, units)
        told.deny(sentence, units, self._settling.last_people)
        told.other_parent(sentence, units, self._settling.last_people)
        told.over(sentence, units, self._settling.last_people)
        caring.read(sentence, units)
        caring.births(sentence, units)
        caring.had_with(sentence, units, self._settling.scope.subject_here())
        nearby.read(sentence, units)
        self._placements.read(sentence, units, self._settling.scope)
        self._beside.read(sentence, units)
        self._author(whole, sentence, units)
        self._settling.scope.end()
        alone = units[-1] if units[-1].kind == NAME and len(sentence.tokens) - units[-1].end <= 1 else None
        self._alone = alone if alone is not None and alone.first == 0 and len(units) == 1 else None

    def _link_form(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """ "Name: Kelly Marsh" and on another line "Relationship: mother": one person, whichever comes first."""
        first = sentence.tokens[0].low
        if first in {"relationship", "relation"} and units[-1].kind == KIN and not units[-1].plural:
            before = self._settling.last_people[-1:]
            if before and before[0].key().named and not before[0].key().claims:
                units[-1].person = before[0].key()
            else:
                self._form = units[-1]
        elif first in {"name", "full"} and self._form is not None and units[0].kind == NAME:
            units[0].person, self._form = self._form.person, None

    def _link_signature(self, units: list[Unit]) -> None:
        """A name alone on a line and a profession on the next."""
        first = units[0]
        if self._alone is not None and first.kind == ROLE and first.head == 0 and not first.links:
            person = self._alone.person
            if isinstance(person, Person) and first.role is not None:
                self._settling.people.add_role(person.key(), first.role)

    def _of_the_writer(self, step: str) -> None:
        """ "My nephew Joshua": the name in "From:" is an aunt or uncle."""
        if not step or self._settling.scope.author is not None:
            return
        author = self._writer.key() if self._writer is not None else self._settling.people.new()
        if not author.claims and not author.roles:
            writers.claim(author, step)
            self._settling.scope.author = author

    def _author(self, whole: symbols.Symbols, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """I am Noah's great aunt: whoever writes; and the name in "From:" is hers."""
        sender = writers.sender(sentence, units)
        if sender is not None and isinstance(sender.person, Person):
            self._writer = sender.person
        if _FOSTERED.search(whole.text) and self._settling.scope.author is None:
            self._settling.bonds.fostered(self._writer)
        if writers.gives_name(sentence) and self._writer is None:
            named = next((unit.person for unit in units if unit.kind == NAME), None)
            self._writer = named if isinstance(named, Person) else None
        names = _I_AM.match(whole.text)
        self._is_author(whole.units[names.start(1)] if names else None)
        who = self._who.person if self._who in units and self._who.links else None
        if isinstance(who, Person) and self._said_who is not None:
            self._settling.scope.author = self._settling.people.merge(self._said_who, who)
            return
        match = _AUTHOR.search(whole.text)
        unit = whole.units[match.start(1)] if match else None
        if unit is None or not isinstance(unit.person, Person):
            return
        said = self._settling.whose.who_says(sentence, unit)
        if said is not None:
            # Carlton said "I'm your uncle": he is, and he does not write the note.
            if said[0] is not None and not unit.person.key().named:
                self._settling.people.merge(said[0], unit.person)
            return
        greeted = writers.greeted(sentence)
        before = [one.person for one in units if one.kind == NAME and greeted <= one.first < unit.first]
        name = next((person for person in before if isinstance(person, Person)), self._writer)
        author = unit.person.key()
        if self._said_who is not None:
            author = self._settling.people.merge(self._said_who, author)
        if name is not None and not name.key().roles and not author.named:
            author = self._settling.people.merge(name, author)
        self._settling.scope.author = author

    def _flag(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """Safety words flag everybody in their sentence; if it names nobody, whoever was spoken of before."""
        here = [unit.person.key() for unit in units if isinstance(unit.person, Person)]
        words = dangers.found_in(sentence, self.lex)
        if words:
            subject = self._settling.scope.subject_here() if units == [] or not here else None
            for person in here or ([subject.key()] if subject else self._settling.last_people[-1:]):
                person.key().flags.extend(word for word in words if word not in person.key().flags)
        if here:
            self._settling.last_people = here


def _together(relatives: list[Unit], found: list[Unit]) -> list[Unit]:
    """Both kinds of unit in order; a word before a relative that belongs to a name is left to the name."""
    units = sorted([*relatives, *found], key=lambda unit: unit.head if unit.kind in (KIN, ROLE) else unit.first)
    for before, unit in zip(units, units[1:], strict=False):
        if unit.first < before.end:
            unit.first = before.end
    return units


def _tell_singly(found: list[Person]) -> None:
    """ "The parents", where the mother and the father are found too, are nobody else."""
    known = [(person, people.relation(person)) for person in found if person.merged_into is None and not person.plural]
    for person in found:
        relation = people.relation(person) if person.plural and not person.named else None
        if relation is None:
            continue
        members = [
            other
            for other, more in known
            if more is not None and (more[0] == relation[0] or paths.more_exact(relation[0], more[0]) == more[0])
        ]
        person.told_singly = len(members) > 1
