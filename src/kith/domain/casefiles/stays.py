"""What a verb says of a home: that somebody is or was taken there or lives there, and whether it is over."""

import re

from kith.domain.casefiles import hosts

# What takes a child to a home, what says that one lives there, and what may say less.
_TAKEN = frozenset({"placed", "plcd", "placement", "accommodated", "fostered"})
_GOES = frozenset("moved moves move went goes gone sent came shifted transferred".split())
# Who goes or is sent to somebody may do an errand.
_ERRANDS = frozenset({"went", "goes", "gone", "sent", "came"})
_AFTER_ERRANDS = frozenset({"in", "since", "until", "till", "from", "where", "when", ".", ""})
NOT_SO = frozenset(
    "not cannot can't never didn't wants want would wouldn't wish wishes hopes could couldn't like refused refuses "
    "will may might sgo special".split()
)
_LIVES = frozenset("lived lives living live stayed stays staying settled remained remains".split())
ADOPTED = frozenset({"adopted", "adoption", "adopters", "adoptive"})
_VISITS = frozenset({"visit", "seen"})
_IS = _VISITS | frozenset({"is", "was", "been", "are", "were", "'s"})
_VERBS = (_TAKEN | _GOES | _LIVES | _IS) - {"'s"}
_STOPS = frozenset({".", ";", ":", "(", ")", "and", "but", "who", "close", "next"})
BEFORE = frozenset("1st previous previously first last former old initially earlier used before fostered".split())
_TODAY = frozenset("now currently since current is are lives living stays remains present has have".split())
_WAS = frozenset({"lived", "stayed", "remained"})
_ENDED = frozenset({"until", "till", "ended", "disrupted", "broke", "remained", "retired", "notice"})
_SPANS = frozenset("weeks months years week month year yrs wks mths summer night nights".split())
_YEAR, _END_YEAR = re.compile(r"(?:19|20)\d\d"), re.compile(r"(?:19|20)?\d\d")
_TO = frozenset({"to", "-", "–"})
_BACK, _SOON = 8, 6


def verb_before(low: list[str], at: int, couple: hosts.Couple) -> int:
    """Where the verb stands that takes somebody to a home or keeps them there; -1 = there is none that says so."""
    start = max(0, at - _BACK)
    if not NOT_SO.isdisjoint(low[start : couple.first]) or not ADOPTED.isdisjoint(low):
        return -1
    verb = next((place for place in range(at - 1, start - 1, -1) if low[place] in _VERBS or _is_shes(low, place)), -1)
    return verb if verb >= 0 and _STOPS.isdisjoint(low[verb:at]) and _fits(low, verb, at) else -1


def _is_shes(low: list[str], at: int) -> bool:
    """ "She's at the Mortons" """
    return at > 0 and low[at] == "'s" and low[at - 1] in {"he", "she"}


def _fits(low: list[str], verb: int, at: int) -> bool:
    """ "Moved to the Lowes", "lives with them", "visit to Ann at the Lowes": not "at home with"."""
    if low[verb] in _GOES:
        return low[at] == "to"
    return low[at] == "at" or low[verb] not in _VISITS and low[at - 2 : at] != ["at", "home"]


def is_sure(verb: str, low: list[str], couple: hosts.Couple) -> bool:
    """Whether the verb and the names say enough: "went to" one first name does not."""
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
    if verb in _ERRANDS and is_for_a_time(low, couple):
        return True
    if verb in _ERRANDS:
        after = [word for word in low[couple.end : couple.end + 3] if word not in hosts.HOUSES | {",", "'s"}] or [""]
        return named and (unit.rule == "name.household" or after[0] in _AFTER_ERRANDS)
    return named or lasts


def is_for_a_time(low: list[str], couple: hosts.Couple) -> bool:
    """ "For a summer", "for about two years": not "for tea"."""
    after = low[couple.end : couple.end + _SOON]
    return after[:1] == ["for"] and not _SPANS.isdisjoint(after)


def is_over(low: list[str], couple: hosts.Couple, verb: int) -> bool | None:
    """What the sentence itself says: True over, False still so, None nothing."""
    stop = next((at for at in range(couple.end, len(low)) if low[at] in {";", "then"}), len(low))
    before, after = set(low[max(0, verb - _BACK) : couple.first]), low[couple.end : stop]
    stays = not {"stays", "stay"}.isdisjoint(after)
    if before & {"used", "previously", "initially", "first"} or not stays and not _ENDED.isdisjoint(after):
        return True
    if is_closed(after) or is_closed(low[:verb]) and low[:1] != ["since"]:
        return True
    if (before | set(after[:_SOON])) & _TODAY:
        return False
    if low[verb - 1 : verb + 1] == ["you", "went"]:
        return True
    spans = any("for" in words and not _SPANS.isdisjoint(words) for words in (after, low[verb : couple.first]))
    return True if spans or low[verb] in _WAS else None


def is_closed(words: list[str]) -> bool:
    """ "2015 to 2017", "2012-13" """
    return any(
        bool(_YEAR.fullmatch(first) and _END_YEAR.fullmatch(last)) and between in _TO and last[-2:] > first[-2:]
        for first, between, last in zip(words, words[1:], words[2:], strict=False)
    )


def is_back(low: list[str], verb: int) -> bool:
    """Told after what came later: "before that he was with"."""
    return not BEFORE.isdisjoint(low[max(0, verb - _BACK) : verb + 1])
