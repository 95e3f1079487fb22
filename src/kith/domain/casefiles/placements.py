"""In whose home the child, a brother or a sister was, one after the other, and whether that is over."""

import dataclasses
from collections.abc import Iterator

from kith.domain.casefiles import caring, chronicles, hosts, paths, people, scope, stays, tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

_NOW, _OVER = "foster carer", "former foster carer"
# What the rules for verbs said before, and the family that counts for more.
_GUESSED = frozenset({"kin.tie", "kin.placed", "kin.home"})
_FAMILY = paths.SIBLINGS | paths.HALVES | {"mother", "father", "aunt", "uncle", "cousin"}
_SETTLES = frozenset({"live", "lived", "lives", "living", "moved"})
_OTHERS = frozenset({"different", "other", "another", "separate"})
_HIM = frozenset({"him", "you", "me"})
_HE = {"he": "m", "she": "f", "they": ""}
_NEXT = frozenset({"then", "next", "now", "later", "afterwards", "finally"})
_LED = frozenset("to with at it was is came you were he she there that by it 's w /".split())
_CARED_FOR = frozenset({("looked", "after"), ("cared", "for"), ("took", "care"), ("took", "in")})
_HOMES = frozenset("homes placements placement carers moves".split())
_LINE = frozenset(
    "to date now present until long short term longterm with w at then bridging emergency ifa fc placement".split()
)
_CARED = frozenset({"ifa", "fc", "term", "longterm", "bridging", "emergency", "date", "present", "now"})
_SOON, _SHORT, _LISTED = 6, 4, 9


@dataclasses.dataclass(slots=True)
class Home:
    """Who had whom (None = the child; nobody where the child went to family), and whether it is over.

    A `likely` one counts only where the document speaks of another one.
    """

    carers: list[Person]
    whose: Person | None
    over: bool | None
    likely: bool = False
    earlier: bool = False
    # "Jo and her partner Ann": what Ann is to Jo says nothing more than that she cares too.
    both: bool = False
    # "With different carers, the Blacks": not the child's, whoever is with them.
    others: bool = False


class Placements:
    """Follows the homes of one document; what they say is added once everything else is known."""

    def __init__(self, sentences: list[tokens.Sentence]) -> None:
        self._homes: list[Home] = []
        self._dated = sum(chronicles.is_dated(one) for one in sentences) >= chronicles.CHRONOLOGY

    def read(self, sentence: tokens.Sentence, units: list[Unit], seen: scope.Scope) -> None:
        """The homes of one sentence, whose units are settled."""
        low = [token.low for token in sentence.tokens]
        if self._homes and low[:1] == ["they"] and _CARED_FOR & set(zip(low[1:], low[2:], strict=False)):
            self._homes[-1].over = True
        here: list[Unit] = []
        for couple in hosts.couples(low, units):
            if any(unit in here for unit in couple.units) or not hosts.may_host(couple):
                continue
            before = [unit for unit in units if unit.end <= couple.first and unit not in here]
            home = (
                _goes_on(low, couple, here, self._homes)
                or self._put(low, before, couple, seen)
                or self._next(low, couple, before)
                or self._listed(sentence, low, couple, before)
                or _first_who_cared(low, couple)
                or self._labelled(low, units, couple)
            )
            if home is not None:
                self._homes.append(dataclasses.replace(home, both=couple.spouse))
                here += couple.units
        self._homes += _fostered(low, units)

    def went_home(self, sentence: tokens.Sentence) -> None:
        """ "Then home.", "Home to mum", "Ended 12/22": no home to name, but the one before is over."""
        low = [token.low for token in sentence.tokens if token.kind != "d"]
        if self._homes and low and low[0] in {"ended", "disrupted"}:
            self._homes[-1].over = True
        after = low[low[:1] == ["then"] :]
        if self._homes and (
            low[:2] in (["then", "home"], ["home", "to"]) or low[:1] == ["then"] and after[:1] == ["where"]
        ):
            self._homes.append(Home([], None, None))

    def _put(self, low: list[str], before: list[Unit], couple: hosts.Couple, seen: scope.Scope) -> Home | None:
        """ "Placed with Mr and Mrs Lowe", "went to live with Ann and her husband Roy", "settled at Jo Parry's farm"."""
        at = hosts.led_by(low, before, couple.first)
        if at < 0 or not hosts.is_home(low, couple):
            return None
        verb = stays.verb_before(low, at, couple)
        if verb < 0:
            return self._taken_to(low, before, couple, at)
        if any(unit.first > verb for unit in before if not hosts.may_stand(unit, verb + 1)):
            return None
        if any(unit.kind == CHILD and unit.first == verb + 1 for unit in before) or low[verb + 1] in _HIM:
            # "They shifted him to the Turnbulls"
            whose: tuple[Person | None] | None = (None,)
        else:
            whose = _whom(low, [unit for unit in before if not hosts.cares(unit)], verb, seen, tuple(couple.people))
        if whose is None or whose[0] is not None and not {"both", "all"}.isdisjoint(low[:at]):
            # "Siblings: Kobi and Keziah, both placed with"
            return None
        sure = stays.is_sure(low[verb], low, couple) or whose[0] is not None and couple.is_two
        if not sure and low[0] not in _NEXT and low[verb] not in _SETTLES:
            return None
        others = not _OTHERS.isdisjoint(low[at : couple.first])
        over, earlier = stays.is_over(low, couple, verb), stays.is_back(low, verb)
        return Home(couple.people, whose[0], over, not sure, earlier, others=others)

    def _taken_to(self, low: list[str], before: list[Unit], couple: hosts.Couple, at: int) -> Home | None:
        """ "09/21 K to Julie and Mo Aslam", "his sister to Joan Petrie", in a chronology."""
        joined = self._dated and before and before[-1].end == at and low[at] == "to"
        whose = caring.child_or_sibling([unit for unit in before if not hosts.cares(unit) and not unit.owns])
        if not joined or whose is None or stays.NOT_SO & set(low[: couple.first]) or not stays.ADOPTED.isdisjoint(low):
            return None
        if _was_born(whose[0]) or not hosts.is_full(couple, whose[0]):
            return None
        return Home(couple.people, whose[0], stays.is_over(low, couple, at))

    def _next(self, low: list[str], couple: hosts.Couple, before: list[Unit]) -> Home | None:
        """ "Then Mr and Mrs Lafferty.", "Now it's Julie.": after another home."""
        if low[0] == "before" and len(before) == 1 and set(low[before[0].end : couple.first]) <= _LED:
            return (
                Home(couple.people, None, True, earlier=True)
                if before[0].first == 1 and hosts.cares(before[0])
                else None
            )
        if not self._homes or before or low[0] not in _NEXT or not set(low[1 : couple.first]) <= _LED:
            return None
        ends = couple.end >= len(low) or low[couple.end] in hosts.ENDS
        return Home(couple.people, self._homes[-1].whose, False if low[0] == "now" else None) if ends else None

    def _labelled(self, low: list[str], units: list[Unit], couple: hosts.Couple) -> Home | None:
        """ "Not the old FC's (Bernie)", "Mandy and Col, they was my first ever carers", "Jo + Al the 1st fosters"."""
        after = low[couple.end :][low[couple.end : couple.end + 1] == [","] :]
        if "fosters" in after[1:_SHORT] and after[0] in {"the", "my", "his", "her"}:
            over = not (stays.BEFORE | {"st"}).isdisjoint(after[:_SHORT])
            return Home(couple.people, None, over or None, earlier=over)
        label = next((unit for unit in units if unit.kind == KIN and hosts.cares(unit) and not unit.links), None)
        if label is None:
            return None
        between = low[label.end : couple.first]
        if between in (["("], ["'s", "("]) and couple.end < len(low) and low[couple.end] == ")":
            whose = self._homes[-1].whose if self._homes else None
            over = label.path[-1].startswith("former")
            return Home(couple.people, whose, over or None, earlier=over)
        said = low[len(low) - len(after) : label.head]
        if len(said) > 1 and said[0] in _HE and said[1] in {"was", "were", "is", "are"} and len(said) < _SOON:
            return Home(couple.people, None, said[1].startswith("w") or "first" in said)
        return None

    def _listed(
        self, sentence: tokens.Sentence, low: list[str], couple: hosts.Couple, before: list[Unit]
    ) -> Home | None:
        """ "2015 to 2017 - Maureen Oxley, Jarrow" in a chronology, "His homes: Bill and Rene Tranter, Telford"."""
        ends = couple.end >= len(low) or low[couple.end] in hosts.ENDS - {"and", "for", "from"}
        if not ends or any(unit.kind != CHILD and not hosts.cares(unit) for unit in before):
            return None
        lead = low[: couple.first]
        if lead[-1:] == [":"] and lead[0] == "since" and sentence.begins_line:
            return Home(couple.people, None, False)
        if lead[-1:] == [":"] and not _HOMES.isdisjoint(lead[-_LISTED:]):
            return Home(couple.people, None, stays.is_over(low, couple, couple.first))
        if not self._dated or not chronicles.is_dated(sentence) or not sentence.begins_line:
            return None
        words = [token.low for token in sentence.tokens[: couple.first] if token.kind == "w"]
        words = [word for word in words if word[:3] not in chronicles.MONTHS]
        closed = stays.is_closed(lead)
        behind = low[couple.end + 1 : couple.end + 2] if low[couple.end : couple.end + 1] in ([","], ["("]) else []
        cared = closed or not _CARED.isdisjoint([*words, *(behind if behind != ["emergency"] else [])])
        if not cared or not set(words) <= _LINE:
            return None
        return Home(couple.people, None, closed or None)

    def settle(self) -> None:
        """Give whoever had a child that relation, unless the document says that they are family or paid."""
        sure = {id(home.whose) for home in self._homes if not home.likely}
        homes = [home for home in self._homes if not home.likely or id(home.whose) in sure]
        for home in homes:
            if home.others and home.whose is not None:
                _take_back(home)
        homes = [home for home in homes if home.whose is None or _is_sibling(home.whose.key())]
        last = {id(home.whose): home for home in homes if not home.earlier}
        for home in homes:
            later = last.get(id(home.whose), home)
            moved = not set(map(id, later.carers)) & set(map(id, home.carers))
            _give(home, _OVER if (moved if home.over is None else home.over) else _NOW)


def _is_sibling(person: Person) -> bool:
    known = people.relation(person)
    return known is not None and people.is_sibling(known[0])


def _give(home: Home, step: str) -> None:
    """The relation, in place of a mere "her partner"; where more is known of one of them nothing is said."""
    carers = [one.key() for one in home.carers]
    known = [[claim for claim in one.claims if not _is_spouse(claim, carers)] for one in carers]
    more = any(claim.own[-1] not in hosts.CARE for claims in known for claim in claims)
    if any(one.roles for one in carers):
        return
    if more:
        _stay_kin(carers)
        return
    for one, claims in zip(carers, known, strict=True):
        own = {claim.own for claim in claims if claim.owner is home.whose}
        said = home.over is None and step == _NOW and (_OVER,) in own
        if said or ("respite carer",) in own or len(claims) < len(one.claims) and not home.both:
            continue
        one.claims = [Claim(home.whose, (step,), "kin.home", bare=home.whose is None)]


def _stay_kin(carers: list[Person]) -> None:
    """ "Placed with Dean Webb. Dean is mum's brother": whoever is said to be family is family."""
    for one in carers:
        if any(claim.owner is not None and claim.own[-1] in _FAMILY for claim in one.claims):
            one.claims = [claim for claim in one.claims if claim.rule not in _GUESSED]


def _take_back(home: Home) -> None:
    """Who cares for somebody else is no carer of the child by being called one."""
    for one in home.carers:
        kept = [claim for claim in one.key().claims if claim.owner is not None or claim.own[-1] not in hosts.CARE]
        one.key().claims = kept


def _is_spouse(claim: Claim, carers: list[Person]) -> bool:
    """What one of a couple is to the other, or to the carer who writes."""
    theirs = claim.own[0] in hosts.CARE if claim.owner is None else claim.owner.key() in carers
    return theirs and claim.own[-1] in hosts.SPOUSES


def _was_born(person: Person | None) -> bool:
    """A brother or sister by a mere "JL born": who may be the child."""
    return person is not None and all(claim.rule == "kin.born" for claim in person.claims)


def _whom(
    low: list[str], before: list[Unit], verb: int, seen: scope.Scope, besides: tuple[Person, ...]
) -> tuple[Person | None] | None:
    """Who is there: the child (None), a brother or sister; nothing where it is, or may be, somebody else."""
    named = [unit for unit in before if unit.end <= verb and not unit.owns]
    words = low[named[-1].end if named else 0 : verb + 1]
    if "you" in words:
        return (None,) if not named or named[-1].kind == CHILD or "you" in words[-2:] else None
    if not {"i", "we", "me"}.isdisjoint(words):
        return (None,) if seen.author is None and not seen.carer_writes and not named else None
    said = next((word for word in reversed(words) if word in _HE), "")
    if not said or named:
        whose = caring.child_or_sibling(named) or _not_known_yet(named[-1])
        other = said and seen.child_gender == _HE[said] and named[-1].kind != CHILD
        adult = named[-1].person.key() if other and isinstance(named[-1].person, Person) else None
        return (None,) if whose is None and adult and adult.gender not in ("", _HE[said]) else whose
    # The scope follows who is he or she where a sentence begins with it.
    begins = low.index(said) < _SHORT
    subject = seen.subject_before(verb) if begins else seen.antecedent(_HE[said], besides)
    if subject is None:
        return (None,)
    known = people.relation(subject)
    if _is_sibling(subject):
        return (subject,)
    # Nobody places a carer: "Joel was with the Adeyemis until July. He then moved to Ms Calder."
    return (None,) if known is not None and known[0][0] in hosts.CARE and seen.child_gender == _HE[said] else None


def _not_known_yet(unit: Unit) -> tuple[Person | None] | None:
    """ "Millie (6) is with the Blacks": who she is may be said further down."""
    person = unit.person.key() if unit.kind == NAME and isinstance(unit.person, Person) else None
    return (person,) if person is not None and not person.claims and not person.roles and not unit.role else None


def _fostered(low: list[str], units: list[Unit]) -> Iterator[Home]:
    """ "She and her late husband Vic fostered Aaron", "I used to foster Aaron with my wife Jo": both did."""
    them = [unit for unit in units if unit.kind == CHILD and low[unit.first - 1] in {"foster", "fostered"}]
    if not them:
        return
    before, after = them[0].first - 1, them[0].end
    for unit in units:
        person = unit.person.key() if unit.kind == NAME and isinstance(unit.person, Person) else None
        claims = [claim for claim in person.claims if claim.own[-1] in hosts.SPOUSES] if person is not None else []
        beside = unit.end == before or unit.first > after and low[after : after + 1] == ["with"]
        if person is not None and len(claims) == 1 and beside:
            owner = claims[0].owner
            yield Home([owner.key(), person] if owner else [person], None, True, earlier=True, both=True)


def _goes_on(low: list[str], couple: hosts.Couple, here: list[Unit], homes: list[Home]) -> Home | None:
    """ "He went to Joan for six weeks, Mr and Mrs Sealy for a year, and now Patrice" """
    lead = low[max(0, couple.first - _SOON) : couple.first]
    if not here or not {",", "and", "then", "now"} & set(lead[-2:]):
        return None
    now = lead[-1] in {"now", "then"} and low[couple.end : couple.end + 1] in ([], ["."], [","])
    return Home(couple.people, homes[-1].whose, None) if now or stays.is_for_a_time(low, couple) else None


def _first_who_cared(low: list[str], couple: hosts.Couple) -> Home | None:
    """ "The first person who looked after you was Jackie" """
    at = couple.first - 1
    if at < 4 or low[at] not in {"was", "were", "is", "are"}:
        return None
    lead = low[max(0, at - _LISTED) : at]
    cared = _CARED_FOR | {("look", "after"), ("care", "of"), ("fostered", "you")}
    if cared.isdisjoint(zip(lead, lead[1:], strict=False)) or not {"who", "to", "that"} & set(lead):
        return None
    if not {"you", "him", "her"} & set(lead[-2:]):
        return None
    return Home(couple.people, None, low[at] in {"was", "were"}, earlier="first" in lead)
