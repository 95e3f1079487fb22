"""Whose mother "her mum" is: the child's, or that of the one who speaks, has, or was named last."""

from kith.domain.casefiles import called, paths, people, spoken, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import NAME, Unit

# A child seldom has these; whoever is spoken of has.
_OF_ADULTS = frozenset(
    {"husband", "wife", "spouse", "fiancé", "fiancée", "son", "daughter", "grandson", "granddaughter", "grandchild",
     "former husband", "former wife", "mother-in-law",
     "daughter-in-law", "son-in-law", "father-in-law", "sister-in-law", "brother-in-law", "stepson",
     "stepdaughter", "child", "niece", "nephew", "former partner"}
)  # fmt: skip
_LOVERS = frozenset({"partner", "boyfriend", "girlfriend", "former boyfriend", "former girlfriend"})
_PARENTS = frozenset({("mother",), ("father",)})
_PARTED = frozenset({"adopted", "adoption", "adopters", "adoptive"})
_COUPLES = frozenset({"husband", "wife", "spouse", "partner", "boyfriend", "girlfriend", "fiancé", "fiancée"})
_OF_THE_YOUNG = frozenset({"uncle", "aunt", "grandmother", "grandfather", "grandparent", "great-aunt", "great-uncle"})
# So many people back the child's own mother is looked for.
_LONG_FILE = 50
_OUTSIDE = frozenset({"friend", "classmate", "boyfriend", "girlfriend", "housemate"})
_WHOM = {"m": frozenset({"him", "himself"}), "f": frozenset({"her", "herself"})}
_NOT_OF_THE_OLD = frozenset({"cousin", "friend", "half-brother", "half-sister"}) | paths.SIBLINGS
_IS = frozenset("is was are were lives lived living stays placed remains remained".split())
_OF_ANYBODY = paths.SIBLINGS | paths.HALVES | _LOVERS | {"cousin", "friend", "stepbrother", "stepsister"}


class Scope(spoken.Spoken):
    """Answers whose a word is, from who is spoken of."""

    def owner(self, sentence: tokens.Sentence, unit: Unit, besides: list[Person]) -> Person | None:
        """Whose relative a word with his, her, their, my or our is; None = the child's. Nobody of `besides` is."""
        if unit.pronoun in {"my", "our"}:
            return self._mine(unit)
        if unit.pronoun not in spoken.HE_OR_SHE:
            return self._theirs(unit)
        found = self._his_or_hers(sentence, unit, besides)
        if (
            found is not None
            and unit.path[-1] in _OF_THE_YOUNG
            and any(paths.is_grand(one.own) for one in found.claims)
        ):
            # "Grandad Pete is married to Nan. He has two uncles": the child has.
            return None if self._child_may_be(spoken.HE_OR_SHE[unit.pronoun]) else found
        # Who writes is "I": nobody's "her mum" is the writer's.
        return None if found is not None and self.author is not None and found is self.author.key() else found

    def _his_or_hers(self, sentence: tokens.Sentence, unit: Unit, besides: list[Person]) -> Person | None:
        gender = spoken.HE_OR_SHE[unit.pronoun]
        last = unit.path[-1]
        later = self._child_comes_later(sentence, unit, gender)
        if later is not None and later not in besides:
            return spoken.adult(later)
        begins = all(token.kind in {"d", "p"} for token in sentence.tokens[: unit.first])
        before = [pair for pair in self._here if pair[0] < unit.first and pair[1] not in besides]
        others = self._parent_of_another(sentence, unit, [] if begins else before)
        if others is not None:
            return others
        if begins and self._is_parted(sentence, unit) and self._child_may_be(gender):
            return None
        if begins and last not in _OF_ADULTS:
            return self._at_start(gender, kin=unit.kin is not None and unit.kin.kind == "kin", lover=last in _LOVERS)
        plainly = self._own(sentence, unit, besides) or self._in_a_list(sentence, unit, before)
        if plainly is not None:
            return plainly[0]
        if last in _LOVERS and self._here and not before and not self.child_at and self._is_a_parents(gender):
            # "Nicola is Ollie's mum. Wesley was her boyfriend."
            return self._subject
        joined = self._joined(sentence, unit, before)
        surely = joined is not None and joined.gender == gender and bool(joined.claims)
        surely = surely or joined is not None and unit.path == ("parent",) and _is_a_friend(joined)
        if joined is not None and (last in _OF_ADULTS | _LOVERS or surely or not self._child_may_be(gender)):
            return spoken.adult(joined if spoken.may_be(joined, gender) else None)
        childs = self._here_subject is not None and self._here_subject[1] is None and self._child_may_be(gender)
        if last in _OF_ADULTS or last == "partner" and not childs:
            return self._nearest(before, gender)
        if not self._child_may_be(gender):
            return self._nearest(before, gender)
        return spoken.adult(
            self._beside(sentence, unit, before, gender)
            or self._speaker(sentence, unit, before, gender)
            or self._parents_own(sentence, unit, before, gender)
        )

    def _parent_of_another(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]]
    ) -> Person | None:
        """Whose mother or father it is where the words around say that it is not the child's."""
        gender, subject = spoken.HE_OR_SHE[unit.pronoun], self.subject_here()
        if unit.path[-1].startswith("adoptive") and subject is not None and subject.gender == gender and subject.claims:
            # "Dad was adopted, and his adoptive mother ..."
            return subject
        if unit.path not in _PARENTS:
            return None
        behind = sentence.tokens[unit.first - 1].low if unit.first else ""
        both = self.parents_of if behind in {"and", "&"} else None
        if both is not None and spoken.may_be(both, gender):
            # "Ollie's mum, Sarah, is a nurse and his dad, Nick, ..."
            return both.key()
        own = any(token.low == "own" for token in sentence.tokens[unit.first : unit.head])
        return None if own or behind == "of" else self._of_another(unit, before, gender)

    def _child_comes_later(self, sentence: tokens.Sentence, unit: Unit, gender: str) -> Person | None:
        """ "By the summer her mother was caring for Corey": hers of whom was spoken before, for the child is named."""
        if self._here or not self.child_at or min(self.child_at) < unit.end or unit.links:
            return None
        if any(token.low in _WHOM[gender] for token in sentence.tokens[: unit.first]):
            return None
        subject = self._subject
        if subject is None or subject.key().plural or subject.key().gender != gender:
            return None
        return subject.key()

    def _of_another(self, unit: Unit, before: list[tuple[int, Person | None]], gender: str) -> Person | None:
        """ "Mum came with Gary. His mother waited": where the child's own was just spoken of, somebody else's."""
        near = [person for _, person in before] or self._recent
        last = next((one.key() for one in reversed(near[-1:]) if one is not None), None)
        if last is not None and _is_a_friend(last) and spoken.may_be(last, gender):
            # "His best friend is Aziz and his mum, Noor"
            return last
        own = [one.key() for one in near if one is not None and _is_childs_own(one.key(), unit.path)]
        if not unit.links:
            # "He was mum's dealer. His mother is in prison": without a name as good as always the child's.
            return None
        if not own:
            own = [
                one.key()
                for one in self._history[-_LONG_FILE:]
                if _is_childs_own(one.key(), unit.path) and _has_other_name(one.key(), unit)
            ]
        if not own:
            return None
        for person in reversed(near):
            if person is None:
                if self._child_may_be(gender):
                    return None
                continue
            one = person.key()
            if one in own or not spoken.may_be(one, gender) or one.roles or _is_whole_sibling(one):
                continue
            return one
        return None

    def _own(self, sentence: tokens.Sentence, unit: Unit, besides: list[Person]) -> tuple[Person | None] | None:
        """ "Mum brought her own mother": of whoever was named last before it, and fits."""
        if not any(token.low == "own" for token in sentence.tokens[unit.first : unit.head]):
            return None
        gender = spoken.HE_OR_SHE[unit.pronoun]
        here = [(0, self._here_subject[1]), *self._here] if self._by_pronoun and self._here_subject else self._here
        for place, person in reversed(here):
            if place >= unit.first or person in besides or place in self._owners:
                # "Phoebe's dad is Marcus but her own dad is Robbie"
                continue
            if person is None and self._child_may_be(gender) or person is not None and spoken.may_be(person, gender):
                return (spoken.adult(person),)
        return None

    def _in_a_list(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]]
    ) -> tuple[Person | None] | None:
        """Whose a relative is that stands beside others: the child's beside grandparents, else as the one before."""
        if self._goes_with_the_old(sentence, unit, before) and self._child_may_be(spoken.HE_OR_SHE[unit.pronoun]):
            return (None,)
        return self._parallel(sentence, unit)

    def _parallel(self, sentence: tokens.Sentence, unit: Unit) -> tuple[Person | None] | None:
        """ "her brother Kunle; her cousin Sade; and her niece": whose the first is, the others are."""
        for at, owner in reversed(self._owned):
            if self._said.get(at) != unit.pronoun:
                continue
            mark = sentence.tokens[unit.first - 1].low
            if mark == "with" and owner is None:
                # "His half-brother Kyle lives with his dad"
                return None
            listed = (
                mark in {";", ","}
                or mark in {"and", "&", "with"}
                and (sentence.tokens[unit.first - 2].text in {";", ","} or unit.path[-1] not in _OF_ADULTS | _LOVERS)
            )
            between = [person for place, person in self._here if at < place < unit.first]
            return (owner,) if listed and None not in between else None
        return None

    def _beside(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]], gender: str
    ) -> Person | None:
        """ "dad, in Hull with his brother": the last one named whom the pronoun fits, with no child in between."""
        if unit.path[-1] not in _OF_ANYBODY:
            return None
        at, person = next(((at, one) for at, one in reversed(before) if one is None or one.gender == gender), (0, None))
        if person is None or person.plural or not person.claims or unit.plural:
            return None
        if unit.path[-1] in paths.SIBLINGS | paths.HALVES and _is_sibling(person):
            return None
        if any(token.low in _WHOM[gender] for token in sentence.tokens[at : unit.first]):
            return None
        return person

    def _is_parted(self, sentence: tokens.Sentence, unit: Unit) -> bool:
        """ "Mum was not there. Her sister Ellie was adopted": a child's brothers and sisters are."""
        sibling = unit.path[-1] in paths.SIBLINGS | paths.HALVES
        return sibling and not _PARTED.isdisjoint(token.low for token in sentence.tokens[unit.end :])

    def _at_start(self, gender: str, *, kin: bool, lover: bool = False) -> Person | None:
        """ "Her brother" at the start of a sentence: hers of whom the last one spoke as "she", else the child's."""
        if not self._child_may_be(gender) or self._pronoun_before and not self._subject_is_child:
            return spoken.adult(self.antecedent(gender))
        subject = self._subject
        fits = subject is not None and subject.gender == gender and not subject.plural and not self._childs_before
        kin = kin or lover and subject is not None and _is_a_parent(subject.key())
        if fits and kin and not self._child_was_there:
            return spoken.adult(subject)
        if kin and not lover and not self._child_was_there and not self._childs_before:
            return self._at_start_near(gender)
        return None

    def _is_a_parents(self, gender: str) -> bool:
        """Whether the sentence before was the mother's or the father's, who is he or she."""
        subject = self._subject.key() if self._subject is not None else None
        return subject is not None and subject.gender == gender and _is_a_parent(subject)

    def _at_start_near(self, gender: str) -> Person | None:
        """ "Her dad does not speak to her. Her stepmother": where the child was not spoken of, the last who is she."""
        person = next(
            (one.key() for one in reversed(self._recent) if one is not None and one.key().gender == gender), None
        )
        if person is None or person.plural or any("carer" in claim.own[-1] for claim in person.claims):
            return None
        return spoken.adult(person)

    def _joined(self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]]) -> Person | None:
        """The person right before "and his wife"."""
        if not before or unit.first == 0 or unit.shared:
            return None
        if self._said.get(before[-1][0]) == unit.pronoun:
            # "his brother and his sister": both are the child's.
            return None
        mark = sentence.tokens[unit.first - 1].low
        if mark in {"and", "&", "with", "plus", "+"} or mark in {",", ";"} and self._goes_on(unit, before[-1][1]):
            gender = spoken.HE_OR_SHE[unit.pronoun]
            surely = [person for _, person in before if person is not None and person.gender == gender]
            last = before[-1][1]
            return surely[-1] if surely and not spoken.may_be(last, gender) else last
        return None

    def _goes_with_the_old(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]]
    ) -> bool:
        """ "Dylan went with Nan and his cousin Ned": the child's, whose sentence it is; a grandmother has no "his"."""
        if unit.path[-1] not in _NOT_OF_THE_OLD or not before or before[0][1] is not None:
            return False
        last = before[-1][1]
        joined = sentence.tokens[unit.first - 1].low in {"and", "&"}
        return joined and last is not None and any(paths.is_grand(claim.own) for claim in last.claims)

    def _goes_on(self, unit: Unit, last: Person | None) -> bool:
        """ "Mum, her sister Gemma": a list that goes on with her people; "Jean, his nan," is one person."""
        if last is not None and any("carer" in claim.own[-1] for claim in last.claims):
            # "She trusts Mrs Begum, her khala Rukhsana and ..."
            return False
        return (
            last is not None and bool(last.claims) and bool(unit.links) and last not in [n.person for n in unit.links]
        )

    def _nearest(self, before: list[tuple[int, Person | None]], gender: str) -> Person | None:
        here = [person.key() for _, person in reversed(before) if person is not None and not person.roles]
        subject = self.subject_here()
        if subject is not None and subject not in here and subject.gender == gender and not subject.plural:
            # "She has two boys, Liam and Jake, and lives with her partner": hers of whom the sentence says she.
            here = [person for person in here if person.gender == gender] + [subject]
        fitting = next((person for person in here if spoken.may_be(person, gender)), None)
        if fitting is not None:
            return fitting
        subject = self._here_subject[1] if self._here_subject is not None else None
        if subject is not None and (spoken.may_be(subject, gender) or subject.plural):
            return spoken.adult(subject)
        for person in [self._subject, *reversed(self._recent)]:
            if person is not None and spoken.may_be(person, gender) and not person.roles:
                return person.key()
        return self._long_ago(gender)

    def _speaker(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]], gender: str
    ) -> Person | None:
        """The subject of the sentence, if it says or has something and its gender is known to agree."""
        at, person = self._here_subject or (0, None)
        if person is None:
            return None
        if at >= unit.first and at:
            return None
        if not any(token.low in self._speech for token in sentence.tokens[at : unit.first]):
            return None
        if any(other is None for place, other in before if place > at) and unit.path[-1] not in _LOVERS:
            return None
        known = person.gender == gender or (not person.gender and at == 0 and self.child_gender != gender)
        if not known or _is_own_line(person, unit):
            return None
        return person.key()

    def _parents_own(
        self, sentence: tokens.Sentence, unit: Unit, before: list[tuple[int, Person | None]], gender: str
    ) -> Person | None:
        """ "Kathy is one of nine; her father": the mother's, where the sentence is hers and does not name the child."""
        at, person = self._here_subject or (0, None)
        raised = sentence.tokens[unit.first - 1].low == "by" and paths.is_grand(unit.path)
        if (
            person is None
            or not (raised or unit.path in {("mother",), ("father",)})
            or any(other is None for _, other in before)
        ):
            return None
        if any(token.low in _WHOM[gender] for token in sentence.tokens[at : unit.first]):
            return None
        person = person.key()
        parents = {claim.own for claim in person.claims if claim.owner is None} & {("mother",), ("father",)}
        unknown = person.named and not person.claims and not person.roles
        return person if (parents or unknown) and person.gender == gender else None

    def _theirs(self, unit: Unit) -> Person | None:
        subject = self.subject_here()
        if subject is not None and subject.plural and unit.path[-1] in {"father", "mother"}:
            return subject
        if unit.path == ("adoptive parent",):
            return self._siblings(unit)
        if unit.path[-1] in {"father", "mother"}:
            return subject if subject is not None and _is_an_adults_sibling(subject) else self._halves(unit)
        if unit.path[-1] in paths.CHILDREN and unit.first == 0 and self._their_before is not None:
            # "They have lost touch with their daughter. Their son Kunal ..."
            return self._their_before.key()
        if unit.path[-1] in _OF_ADULTS:
            near = [person for _, person in self._here] or self._recent
            others = [person for person in reversed(near) if person is not None]
            found = spoken.adult(next((person for person in others if person.claims), others[0] if others else None))
            return _first_of_two(found) if unit.path[-1] in paths.CHILDREN else found
        return None

    def _halves(self, unit: Unit) -> Person | None:
        """ "Half-brothers Kaiden and Mya, with their mum Gemma": not the child's mother."""
        before = [person.key() for place, person in self._here if place < unit.first and person is not None]
        halves = [person for person in before if _is_half(person)]
        return halves[-1] if len(halves) > 1 else None

    def _siblings(self, unit: Unit) -> Person | None:
        """ "Her brothers Riley and Reuben and their adopters": theirs, where the sentence speaks of them."""
        before = [person for place, person in self._here if place < unit.first]
        if not before or before[-1] is None or not _is_sibling(before[-1].key()):
            return None
        return before[-1].key()

    def fostered_elsewhere(self, sentence: tokens.Sentence, unit: Unit) -> Person | None:
        """ "His sister Aoife, who is with foster parents in Swale": hers."""
        before = [(place, person) for place, person in self._here if place < unit.first]
        if not before or before[-1][1] is None or not _is_sibling(before[-1][1].key()):
            return None
        between = [token.low for token in sentence.tokens[before[-1][0] + 1 : unit.first]]
        if unit.path == ("adoptive parent",):
            # "Sam to adopters, Ella home": his.
            return before[-1][1].key() if between[-1:] in (["to"], ["with"], ["by"]) else None
        return before[-1][1].key() if between[-1:] == ["with"] and not _IS.isdisjoint(between) else None

    def _mine(self, unit: Unit) -> Person | None:
        if self.author is None or self.only_quoted and not self.quoted:
            return None
        return self.author.key()


def is_adults(step: str) -> bool:
    """Whether a child seldom has such a relative: a husband, a daughter."""
    return step in _OF_ADULTS or step == "partner"


def _first_of_two(person: Person | None) -> Person | None:
    """ "Pam and her husband Clive, with their daughter": Pam's."""
    claim = person.claims[0] if person is not None and len(person.claims) == 1 else None
    if claim is None or claim.owner is None or claim.own[-1] not in _COUPLES:
        return person
    return claim.owner.key()


def _is_a_parent(person: Person) -> bool:
    return any(claim.owner is None and claim.own in _PARENTS for claim in person.claims)


def _is_a_friend(person: Person) -> bool:
    return any(claim.owner is None and claim.own[-1] in _OUTSIDE for claim in person.claims)


def _is_childs_own(person: Person, path: paths.Path) -> bool:
    return any(claim.owner is None and claim.own == path for claim in person.claims)


def _has_other_name(person: Person, unit: Unit) -> bool:
    names = [name for name in unit.links if name.kind == NAME]
    return bool(names) and person.named and not any(called.may_be(person, name) for name in names)


def _is_sibling(person: Person) -> bool:
    return any(claim.owner is None and claim.own[-1] in paths.SIBLINGS | paths.HALVES for claim in person.claims)


def _is_whole_sibling(person: Person) -> bool:
    known = people.relation(person)
    return known is not None and people.is_sibling(known[0])


def _is_an_adults_sibling(person: Person) -> bool:
    """ "Her brother Neil rings their mother": the mother's mother."""
    known = people.relation(person)
    path = known[0] if known is not None else ()
    return len(path) == 2 and path[0] in {"mother", "father"} and path[1] in paths.SIBLINGS


def _is_half(person: Person) -> bool:
    return any(claim.owner is None and claim.own[-1] in paths.HALVES for claim in person.claims)


def _is_own_line(person: Person, unit: Unit) -> bool:
    """ "Nan said her mum was out": the grandmother's mother is not meant."""
    own = {claim.own for claim in person.claims if claim.owner is None}
    return unit.path == ("mother",) and any(path[-1] in {"grandmother", "grandfather"} for path in own)
