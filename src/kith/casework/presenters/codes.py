"""The codes of events in plain words: a code without words is left out of a page, never shown as it is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kith.access import action
from kith.children.models import CaseMember
from kith.domain import happened, pathway, terms
from kith.outbox.models import OutboxItem
from kith.referrals.models import Stop

PLACES = (pathway.Stage, pathway.SideState)
REASONS = (terms.ChildAnswer, terms.PausedBy, terms.WithdrawalReason, terms.ClosedAs)
REFUSALS = {
    "not_permitted": "not for this person",
    "blocked": "a rule stands against it",
    "refused": "it may not be done",
    "move_not_allowed": "not possible from where the work stands",
}


def _labels(*kinds: Any) -> Callable[[str], str]:
    """Looks a code up among the words of these lists, the first that knows it."""
    known: dict[str, str] = {}
    for kind in kinds:
        for member in kind:
            known.setdefault(str(member.value), str(member.label))
    return lambda code: known.get(code, "")


def _refused(name: str) -> str:
    spec = action.REGISTRY.get(name)
    return happened.in_words(spec.event) if spec else ""


# The name of a code -> what a page calls it, and how its value is said.
SAID: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "action": ("what was tried", _refused),
    "answer": ("answer", _labels(terms.ParentalAnswer, terms.Cleared, terms.ChildAnswer, terms.PersonAnswer)),
    "arose_at": ("how it came up", _labels(terms.AroseAt)),
    "boxes": ("safe to", _labels(terms.Box)),
    "came_from": ("from", _labels(*PLACES)),
    "care": ("which care", _labels(terms.CareKind)),
    "category": ("about", _labels(terms.AskCategory)),
    "code": ("why", lambda code: REFUSALS.get(code, "")),
    "fact": ("which fact", _labels(terms.FactName, terms.PersonFactKind)),
    "item_kind": ("what", _labels(OutboxItem.Kind)),
    "kinds": ("safe to", _labels(terms.ContactKind)),
    "layer": ("which letter", _labels(terms.Layer)),
    "level": ("how soon", _labels(terms.HowSoon)),
    "needs": ("step", _labels(terms.AgreementScope)),
    "news": ("which news", _labels(terms.NewsKind)),
    "not_offered": ("why not now", _labels(terms.NotOfferedReason)),
    "outcome": ("what came of it", _labels(terms.AskOutcome, terms.TryOutcome)),
    "part": ("as", _labels(CaseMember.Part)),
    "pressed_by": ("said by", _labels(terms.Role)),
    "reach": ("what", _labels(Stop.Reach)),
    "reason": ("why", _labels(*REASONS)),
    "restriction": ("which", _labels(terms.RestrictionKind)),
    "role": ("role", _labels(terms.Role)),
    "scope": ("step", _labels(terms.AgreementScope)),
    "status": ("stands at", _labels(terms.PersonStatus)),
    "suggested": ("suggested", _labels(terms.HowSoon)),
    "support": ("which help", _labels(terms.SupportKind)),
    "went_to": ("to", _labels(*PLACES)),
}


def in_words(codes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and what it says; several values of one code stand in one text."""
    said = ((SAID[name][0], _values(SAID[name][1], value)) for name, value in codes.items() if name in SAID)
    return tuple((name, text) for name, text in said if text)


def _values(say: Callable[[str], str], value: Any) -> str:
    parts: Iterable[str] = str(value or "").split(",")
    return ", ".join(text for part in parts if (text := say(part.strip())))
