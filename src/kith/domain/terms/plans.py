"""The words for promises: how often, who says whether it happened, and how a promise stands."""

from kith.domain.terms.base import Term


class HowOften(Term):
    """How often somebody promised to do something."""

    ONCE = "once", "Once, by a day"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    THREE_MONTHLY = "three_monthly", "Every three months"
    YEARLY = "yearly", "Every year"
    WHENEVER = "whenever", "Whenever it is wanted"


class CameOfPromise(Term):
    """What somebody says came of a promise."""

    KEPT = "kept", "It happened"
    CHANGED = "changed", "It was changed, as agreed"
    NOT_KEPT = "not_kept", "It did not happen"


class SaysSo(Term):
    """Who says what came of a promise: the child first."""

    CHILD = "child", "The child"
    PROMISER = "promiser", "Whoever promised it"
    CARER = "carer", "The carer"
    WORKER = "worker", "Somebody who works with the child"


class PromiseState(Term):
    """How a promise stands. No answer is not known: nobody counts it as kept or as not kept."""

    NOT_KNOWN = "not_known", "Nobody has said yet"
    KEPT = "kept", "Kept"
    LATE = "late", "Late: nobody has said"
    CHANGED = "changed", "Changed, as agreed"
    NOT_KEPT = "not_kept", "Not kept"
    HELD = "held", "Held"
    ENDED = "ended", "Ended"
