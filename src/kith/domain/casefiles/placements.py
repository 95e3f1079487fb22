"""In whose home the child, a brother or a sister was, one after the other, and whether that is over."""

import dataclasses
import re
from collections.abc import Iterator

from kith.domain.casefiles import caring, chronicles, people, scope, tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

_NOW, _OVER = "foster carer", "former foster carer"
_CARE = frozenset({_NOW, _OVER, "respite carer", "kinship carer"})
_SPOUSES = frozenset({"husband", "wife", "spouse", "partner", "boyfriend", "girlfriend"})
_AND = frozenset({"and", "&", "+"})
_AT = frozenset({"to", "with", "w", "at", "by"})
_HOUSES = frozenset({"farm", "house", "home", "place", "flat", "cottage", "bungalow"})
_ENDS = frozenset({"", ",", ".", ";", "(", ")", "-", "–", "—", "and", "in", "until", "till", "from", "for", "since", "when"})
# What takes a child to a home, what says that one lives there, and what may say less.
_TAKEN = frozenset({"placed", "plcd", "placement", "accommodated", "fostered"})
_GOES = frozenset("moved moves move went goes gone sent came shifted transferred".split())
# Who goes or is sent to somebody may do an errand.
_ERRANDS = frozenset({"went", "goes", "gone", "sent", "came"})
_AFTER_ERRANDS = frozenset({"in", "since", "until", "till", "from", "where", "when", ".", ""})
_NOT_SO = frozenset(
    "not cannot can't never didn't wants want would wouldn't wish wishes hopes could couldn't like refused refuses will may "
    "might sgo special".split()
)
_LIVES = frozenset("lived lives living live stayed stays staying settled remained remains".split())
_SETTLES = frozenset({"live", "lived", "lives", "living", "moved"})
_ADOPTED = frozenset({"adopted", "adoption", "adopters", "adoptive"})
_VISITS = frozenset({"visit", "seen"})
_IS = _VISITS | frozenset({"is", "was", "been", "are", "were", "'s"})
_VERBS = (_TAKEN | _GOES | _LIVES | _IS) - {"'s"}
_KINDS = frozenset({"family", "couple", "carers", "carer", "lady"})
_OTHERS = frozenset({"different", "other", "another", "separate"})
_BESIDE = frozenset("a an the - different new another short long term emergency local authority foster family couple lady called single".split())
_STOPS = frozenset({".", ";", ":", "(", ")", "and", "but", "who", "close", "next"})
_HE = {"he": "m", "she": "f", "they": ""}
_NEXT = frozenset({"then", "next", "now", "later", "afterwards", "finally"})
_LED = frozenset("to with at it was is came you were he she there that by it 's w /".split())
_BEFORE = frozenset("1st previous previously first last former old initially earlier used before fostered".split())
_TODAY = frozenset("now currently since current is are lives living stays remains present has have".split())
_WAS = frozenset({"lived", "stayed", "remained"})
_ENDED = frozenset({"until", "till", "ended", "disrupted", "broke", "remained", "retired", "notice"})
_SPANS = frozenset("weeks months years week month year yrs wks mths summer night nights".split())
_CARED_FOR = frozenset({("looked", "after"), ("cared", "for"), ("took", "care"), ("took", "in")})
_HOMES = frozenset("homes placements placement carers moves".split())
_LINE = frozenset("to date now present until long short term longterm with w at then bridging emergency ifa fc placement".split())
_CARED = frozenset({"ifa", "fc", "term", "longterm", "bridging", "emergency", "date", "present", "now"})
_YEAR, _END_YEAR = re.compile(r"(?:19|20)\d\d"), re.compile(r"(?:19|20)?\d\d")
_TO = frozenset({"to", "-", "–"})
_BACK, _SOON, _SHORT, _LISTED = 8, 6, 4, 9


@dataclasses.dataclass(slots=True)
class Home:
    """Who had whom (None = the child; nobody where the child went to family), in which sentence, and whether it is over.

    A `likely` one counts only where the document speaks of another one.
    """

    hosts: list[Person]
    whose: Person | None
    over: bool | None
    likely: bool = False
    earlier: bool = False
    # "Jo and her partner Ann": what Ann is to Jo says nothing more than that she cares too.
    both: bool = False
    # "With different carers, the Blacks": not the child's, whoever is with them.
    others: bool = False


@dataclasses.dataclass(slots=True)
class _Couple:
    """A name or two joined ones, and where the words end."""

    units: list[Unit]
    end: int
    spouse: bool = False

    @property
    def first(self) -> int:
        return self.units[0].first

    @property
    def hosts(self) -> list[Person]:
        return [unit.person.key() for unit in self.units if isinstance(unit.person, Person)]

    @property
    def is_two(self) -> bool:
        return len(self.units) > 1 or self.units[0].plural

    @property
    def is_family(self) -> bool:
        """ "Sue and Alan Pratt", "Mr and Mrs Lowe", "Jo and her partner Ann": not "Kyle and Ben"."""
        first, last = self.units[0], self.units[-1]
        return first.plural or self.spouse or first is not last and len(first.words) == 1 < len(last.words)


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
        for couple in _couples(low, units):
            if any(unit in here for unit in couple.units) or not _may_host(couple):
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
        """ "Then home.", "Home to mum", "then where you are": no home to name, but the one before is over."""
        low = [token.low for token in sentence.tokens if token.kind != "d"]
        after = low[low[:1] == ["then"] :]
        if self._homes and (low[:2] in (["then", "home"], ["home", "to"]) or low[:1] == ["then"] and after[:1] == ["where"]):
            self._homes.append(Home([], None, None))

    def _put(self, low: list[str], before: list[Unit], couple: _Couple, seen: scope.Scope) -> Home | None:
        """ "Placed with Mr and Mrs Lowe", "went to live with Ann and her husband Roy", "settled at Jo Parry's farm"."""
        at = _led_by(low, before, couple.first)
        if at < 0 or not _is_home(low, couple):
            return None
        start = max(0, at - _BACK)
        verbs = [place for place in range(start, at) if low[place] in _VERBS or _is_shes(low, place)][-1:]
        verbs = [place for place in verbs if _STOPS.isdisjoint(low[place:at]) and _fits(low, place, at)]
        if not _NOT_SO.isdisjoint(low[start : couple.first]) or not _ADOPTED.isdisjoint(low):
            return None
        joined = self._dated and before and before[-1].end == at and low[at] == "to"
        if not verbs and not joined:
            return None
        verb = verbs[-1] if verbs else at
        object_ = verb + 1 if verbs else -1
        if not joined and any(unit.first > verb for unit in before if not _may_stand(unit, object_)):
            return None
        if any(unit.kind == CHILD and unit.first == object_ for unit in before) or (
            verbs and low[verb + 1] in {"him", "you", "me"}
        ):
            # "They shifted him to the Turnbulls"
            whose: tuple[Person | None] | None = (None,)
        else:
            whose = _whom(low, [unit for unit in before if not _cares(unit)], verb, seen, tuple(couple.hosts))
        several = whose is not None and whose[0] is not None and not {"both", "all"}.isdisjoint(low[:at])
        if whose is None or several:
            # "Siblings: Kobi and Keziah, both placed with"
            return None
        if joined and not verbs and (_was_born(whose[0]) or not _is_full(couple, whose[0])):
            return None
        sure = not verbs or _is_sure(low[verb], low, couple) or whose[0] is not None and couple.is_two
        if not sure and low[0] not in _NEXT and low[verb] not in _SETTLES:
            return None
        others = not _OTHERS.isdisjoint(low[at : couple.first])
        over, earlier = _is_over(low, couple, verb), _is_back(low, verb)
        return Home(couple.hosts, whose[0], over, not sure, earlier, others=others)

    def _next(self, low: list[str], couple: _Couple, before: list[Unit]) -> Home | None:
        """ "Then Mr and Mrs Lafferty.", "Now it's Julie.": after another home."""
        if low[0] == "before" and len(before) == 1 and _LED >= set(low[before[0].end : couple.first]):
            return Home(couple.hosts, None, True, earlier=True) if before[0].first == 1 and _cares(before[0]) else None
        if not self._homes or before or low[0] not in _NEXT or not _LED >= set(low[1 : couple.first]):
            return None
        ends = couple.end >= len(low) or low[couple.end] in _ENDS
        return Home(couple.hosts, self._homes[-1].whose, False if low[0] == "now" else None) if ends else None

    def _labelled(self, low: list[str], units: list[Unit], couple: _Couple) -> Home | None:
        """ "Not the old FC's (Bernie)", "Mandy and Col, they was my first ever carers", "Jo + Al the 1st fosters"."""
        after = low[couple.end :][low[couple.end : couple.end + 1] == [","] :]
        if "fosters" in after[1:_SHORT] and after[0] in {"the", "my", "his", "her"}:
            over = not (_BEFORE | {"st"}).isdisjoint(after[:_SHORT])
            return Home(couple.hosts, None, over or None, earlier=over)
        label = next((unit for unit in units if unit.kind == KIN and _cares(unit) and not unit.links), None)
        if label is None:
            return None
        between = low[label.end : couple.first]
        if between in (["("], ["'s", "("]) and couple.end < len(low) and low[couple.end] == ")":
            whose = self._homes[-1].whose if self._homes else None
            over = label.path[-1].startswith("former")
            return Home(couple.hosts, whose, over or None, earlier=over)
        said = low[len(low) - len(after) : label.head]
        if len(said) > 1 and said[0] in _HE and said[1] in {"was", "were", "is", "are"} and len(said) < _SOON:
            return Home(couple.hosts, None, said[1].startswith("w") or "first" in said)
        return None

    def _listed(self, sentence: tokens.Sentence, low: list[str], couple: _Couple, before: list[Unit]) -> Home | None:
        """ "2015 to 2017 - Maureen Oxley, Jarrow" in a chronology, "His homes: Bill and Rene Tranter, Telford"."""
        ends = couple.end >= len(low) or low[couple.end] in _ENDS - {"and", "for", "from"}
        if not ends or any(unit.kind != CHILD and not _cares(unit) for unit in before):
            return None
        lead = low[: couple.first]
        if lead[-1:] == [":"] and lead[0] == "since" and sentence.begins_line:
            return Home(couple.hosts, None, False)
        if lead[-1:] == [":"] and not _HOMES.isdisjoint(lead[-_LISTED:]):
            return Home(couple.hosts, None, _is_over(low, couple, couple.first))
        if not self._dated or not chronicles.is_dated(sentence) or not sentence.begins_line:
            return None
        words = [token.low for token in sentence.tokens[: couple.first] if token.kind == "w"]
        words = [word for word in words if word[:3] not in chronicles.MONTHS]
        closed = _is_closed(lead)
        behind = low[couple.end + 1 : couple.end + 2] if low[couple.end : couple.end + 1] in ([","], ["("]) else []
        cared = closed or not _CARED.isdisjoint([*words, *(behind if behind != ["emergency"] else [])])
        if not cared or not set(words) <= _LINE:
            return None
        return Home(couple.hosts, None, closed or None)

    def settle(self) -> None:
        """Give whoever had a child that relation, unless the document says that they are family or paid."""
        sure = {id(home.whose) for home in self._homes if not home.likely}
        homes = [home for home in self._homes if not home.likely or id(home.whose) in sure]
        for home in homes:
            if home.others and home.whose is not None:
                _take_back(home)
        homes = [home for home in homes if home.whose is None or _is_sibling(home.whose.key())]
        for number, home in enumerate(homes):
            later = [other for other in homes[number + 1 :] if other.whose is home.whose and not other.earlier]
            moved = any(not set(map(id, other.hosts)) & set(map(id, home.hosts)) for other in later)
            over = home.over if home.over is not None else moved
            _give(home, _OVER if over else _NOW)


def _is_sibling(person: Person) -> bool:
    known = people.relation(person)
    return known is not None and people.is_sibling(known[0])


def _give(home: Home, step: str) -> None:
    """The relation, in place of a mere "her partner"; where more is known of one of them nothing is said."""
    hosts = [host.key() for host in home.hosts]
    known = [[one for one in host.claims if not _is_spouse(one, hosts)] for host in hosts]
    if any(claim.own[-1] not in _CARE for claims in known for claim in claims) or any(host.roles for host in hosts):
        return
    for host, claims in zip(hosts, known, strict=True):
        own = {claim.own for claim in claims if claim.owner is home.whose}
        said = home.over is None and step == _NOW and (_OVER,) in own
        if said or ("respite carer",) in own or len(claims) < len(host.claims) and not home.both:
            continue
        host.claims = [Claim(home.whose, (step,), "kin.home", bare=home.whose is None)]


def _take_back(home: Home) -> None:
    """Who cares for somebody else is no carer of the child by being called one."""
    for host in home.hosts:
        host.key().claims = [one for one in host.key().claims if one.owner is not None or one.own[-1] not in _CARE]


def _is_spouse(claim: Claim, hosts: list[Person]) -> bool:
    """What one of a couple is to the other, or to the carer who writes."""
    theirs = claim.own[0] in _CARE if claim.owner is None else claim.owner.key() in hosts
    return theirs and claim.own[-1] in _SPOUSES


def _was_born(person: Person | None) -> bool:
    """A brother or sister by a mere "JL born": who may be the child."""
    return person is not None and all(claim.rule == "kin.born" for claim in person.claims)


def _couples(low: list[str], units: list[Unit]) -> Iterator[_Couple]:
    """Every name of the sentence with the one that is joined to it, "and his wife Jo" too."""
    for index, unit in enumerate(units):
        if unit.kind != NAME:
            continue
        rest = units[index + 1 : index + 3]
        second = rest[0] if rest and low[unit.end : rest[0].first] and low[unit.end] in _AND else None
        if second is not None and second.kind == KIN and second.path and second.path[-1] in _SPOUSES:
            second = rest[1] if len(rest) > 1 and rest[1].first == second.end else None
        elif second is not None and second.first != unit.end + 1:
            second = None
        both = [unit, second] if second is not None and second.kind == NAME and not second.role else [unit]
        yield _Couple(both, both[-1].end, len(both) > 1 and second is not rest[0])


def _may_stand(unit: Unit, at: int) -> bool:
    """What may stand between "placed" and "with": a word for carers, and the child who is placed."""
    return _cares(unit) or unit.path == ("family",) or unit.kind == CHILD and unit.first == at


def _is_full(couple: _Couple, whose: Person | None) -> bool:
    """ "Leo to Mr Lowe", "Leo to Ann and Roy", "his sister to Joan Petrie": not "Leo to Jo"."""
    first = couple.units[0]
    return couple.is_two or bool(first.title) or whose is not None and len(first.words) > 1


def _may_host(couple: _Couple) -> bool:
    first = couple.units[0]
    person = first.person.key() if isinstance(first.person, Person) else None
    return person is not None and not person.roles and not first.role and first.title != "Miss"


def _cares(unit: Unit) -> bool:
    """A word for a carer, or somebody who is one."""
    if unit.kind == KIN:
        return bool(unit.path) and unit.path[-1] in _CARE
    claims = unit.person.key().claims if isinstance(unit.person, Person) else []
    return bool(claims) and all(claim.own[-1] in _CARE for claim in claims)


def _led_by(low: list[str], before: list[Unit], first: int) -> int:
    """Where the "with" or "to" before a name stands, words like "short-term carers" left out; -1 = there is none."""
    at = first - 1
    carers = {place for unit in before if unit.kind == KIN and _cares(unit) for place in range(unit.first, unit.end)}
    while at >= 0 and (low[at] in _BESIDE or at in carers or low[at] == "/" or low[at] == "," and low[at - 1] in _KINDS):
        at -= 1
    return at if at >= 0 and low[at] in _AT else -1


def _is_shes(low: list[str], at: int) -> bool:
    """ "She's at the Mortons" """
    return at > 0 and low[at] == "'s" and low[at - 1] in {"he", "she"}


def _fits(low: list[str], verb: int, at: int) -> bool:
    """ "Moved to the Lowes", "lives with them", "visit to Ann at the Lowes": not "moved to Hull with", "at home with"."""
    if low[verb] in _GOES:
        return low[at] == "to"
    return low[at] == "at" or low[verb] not in _VISITS and low[at - 2 : at] != ["at", "home"]


def _is_home(low: list[str], couple: _Couple) -> bool:
    """Not "to Jo Lowe's party"; "at Jo Lowe's" and "at Jo Lowe's farm" are homes."""
    after = low[couple.end : couple.end + 2]
    if after[:1] == ["'s"]:
        return (after[1:] or [""])[0] in _HOUSES | _ENDS - {"-", "("}
    return True


def _is_sure(verb: str, low: list[str], couple: _Couple) -> bool:
    unit = couple.units[0]
    if verb in _TAKEN:
        return True
    named = couple.is_two or unit.title in {"Mr", "Mrs", "Ms"}
    if verb in _LIVES:
        return named or len(unit.words) > 1
    if low[couple.end : couple.end + 1] == ["'s"] and low[couple.end + 1 : couple.end + 2] != ["house"]:
        return False
    lasts = low[couple.end : couple.end + 1] in (["since"], ["until"])
    if verb in _IS:
        return couple.units[0].plural if verb in _VISITS else couple.is_family or lasts
    if verb in _ERRANDS and _is_for_a_time(low, couple):
        return True
    if verb in _ERRANDS:
        after = [word for word in low[couple.end : couple.end + 3] if word not in _HOUSES | {",", "'s"}] or [""]
        return named and (unit.rule == "name.household" or after[0] in _AFTER_ERRANDS)
    return named or lasts


def _is_for_a_time(low: list[str], couple: _Couple) -> bool:
    """ "For a summer", "for about two years": not "for tea"."""
    after = low[couple.end : couple.end + _SOON]
    return after[:1] == ["for"] and not _SPANS.isdisjoint(after)


def _whom(
    low: list[str], before: list[Unit], verb: int, seen: scope.Scope, hosts: tuple[Person, ...]
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
    subject = seen.subject_before(verb) if begins else seen.antecedent(_HE[said], hosts)
    if subject is None:
        return (None,)
    known = people.relation(subject)
    if _is_sibling(subject):
        return (subject,)
    # Nobody places a carer: "Joel was with the Adeyemis until July. He then moved to Ms Calder."
    return (None,) if known is not None and known[0][0] in _CARE and seen.child_gender == _HE[said] else None


def _not_known_yet(unit: Unit) -> tuple[Person | None] | None:
    """ "Millie (6) is with the Blacks": who she is may be said further down."""
    person = unit.person.key() if unit.kind == NAME and isinstance(unit.person, Person) else None
    return (person,) if person is not None and not person.claims and not person.roles and not unit.role else None


def _is_over(low: list[str], couple: _Couple, verb: int) -> bool | None:
    """What the sentence itself says: True over, False still so, None nothing."""
    stop = next((at for at in range(couple.end, len(low)) if low[at] in {";", "then"}), len(low))
    before, after = set(low[max(0, verb - _BACK) : couple.first]), low[couple.end : stop]
    stays = not {"stays", "stay"}.isdisjoint(after)
    if before & {"used", "previously", "initially", "first"} or not stays and not _ENDED.isdisjoint(after):
        return True
    if _is_closed(after) or _is_closed(low[:verb]) and low[:1] != ["since"]:
        return True
    if (before | set(after[:_SOON])) & _TODAY:
        return False
    if low[verb - 1 : verb + 1] == ["you", "went"]:
        return True
    spans = any("for" in words and not _SPANS.isdisjoint(words) for words in (after, low[verb : couple.first]))
    return True if spans or low[verb] in _WAS else None


def _is_closed(words: list[str]) -> bool:
    """ "2015 to 2017", "2012-13" """
    return any(
        bool(_YEAR.fullmatch(first) and _END_YEAR.fullmatch(last)) and between in _TO and last[-2:] > first[-2:]
        for first, between, last in zip(words, words[1:], words[2:], strict=False)
    )


def _is_back(low: list[str], verb: int) -> bool:
    """Told after what came later: "before that he was with"."""
    return not _BEFORE.isdisjoint(low[max(0, verb - _BACK) : verb + 1])


def _fostered(low: list[str], units: list[Unit]) -> Iterator[Home]:
    """ "She and her late husband Vic fostered Aaron", "I used to foster Aaron with my wife Jo": both did."""
    them = [unit for unit in units if unit.kind == CHILD and low[unit.first - 1] in {"foster", "fostered"}]
    if not them:
        return
    before, after = them[0].first - 1, them[0].end
    for unit in units:
        person = unit.person.key() if unit.kind == NAME and isinstance(unit.person, Person) else None
        claims = [claim for claim in person.claims if claim.own[-1] in _SPOUSES] if person is not None else []
        beside = unit.end == before or low[after : after + 2] in (["with", "my"], ["with", "her"], ["with", "his"])
        if person is not None and len(claims) == 1 and beside:
            owner = claims[0].owner
            yield Home([owner.key(), person] if owner else [person], None, True, earlier=True, both=True)


def _goes_on(low: list[str], couple: _Couple, here: list[Unit], homes: list[Home]) -> Home | None:
    """ "He went to Joan for six weeks, Mr and Mrs Sealy for a year, and now Patrice" """
    lead = low[max(0, couple.first - _SOON) : couple.first]
    if not here or not {",", "and", "then", "now"} & set(lead[-2:]):
        return None
    now = lead[-1] in {"now", "then"} and low[couple.end : couple.end + 1] in ([], ["."], [","])
    return Home(couple.hosts, homes[-1].whose, None) if now or _is_for_a_time(low, couple) else None


def _first_who_cared(low: list[str], couple: _Couple) -> Home | None:
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
    return Home(couple.hosts, None, low[at] in {"was", "were"}, earlier="first" in lead)
