"""The words for seeing people safely: kinds of being in touch, answers, orders that block, and news to tell."""

from kith.domain.terms.base import Term


class ContactKind(Term):
    """A kind of being in touch. Each person is cleared for each kind by itself."""

    LETTER = "letter", "Letter"
    MESSAGE = "message", "Message through the coordinator"
    PHONE = "phone", "Phone or video call"
    SUPERVISED = "supervised", "Meet with a worker there"
    COMMUNITY = "community", "Meet out and about, with someone near"
    CONFERENCE = "conference", "Come to the conference"
    CONFERENCE_APART = "conference_apart", "Come to the conference at another time"
    OVERNIGHT = "overnight", "Stay overnight"
    ON_THEIR_OWN = "on_their_own", "Be together on their own"


class Box(Term):
    """The four questions of the people and safety sheet; the finer kinds stand under them."""

    WRITE_OR_CALL = "write_or_call", "Write or call"
    MEET_WITH_WORKER = "meet_with_worker", "Meet with a worker"
    CONFERENCE = "conference", "Come to the conference"
    ON_THEIR_OWN = "on_their_own", "On their own"


class Cleared(Term):
    """The answer to "safe to ...?". Nobody has answered where there is no row, or where it has run out."""

    YES = "yes", "Yes"
    YES_IF = "yes_if", "Yes, if ..."
    NOT_NOW = "not_now", "Not now"
    NO = "no", "No"


class RestrictionKind(Term):
    """What kind of order or decision keeps two people apart."""

    COURT_NO_CONTACT = "court_no_contact", "Court order: no family time (s.34(4))"
    REFUSED_SEVEN_DAYS = "refused_seven_days", "Family time refused in an emergency (s.34(6))"
    NON_MOLESTATION = "non_molestation", "Non-molestation order or injunction"
    PROHIBITED_STEPS = "prohibited_steps", "Prohibited steps order"
    BAIL_OR_LICENCE = "bail_or_licence", "Bail or licence condition"
    MANAGERS_BLOCK = "managers_block", "The manager’s own decision"
    LOCATION = "location", "Where the child lives must not reach them"
    OTHER = "other", "Another order"


class NewsKind(Term):
    """News that a child hears face to face from a named person, before any page shows it."""

    SAID_NO = "said_no", "They said no"
    HAS_DIED = "has_died", "They have died"
    NOT_SAFE = "not_safe", "Not safe to see"
    CONTRADICTION = "contradiction", "Something the child was told is not so"
    SURPRISE = "surprise", "Something the child does not know"


class LivesWithKind(Term):
    """What was answered to "who lives with them?", asked before anybody is reached (SAFEGUARDING 3)."""

    ALONE = "alone", "They live alone"
    OTHERS = "others", "They live with others"
    NOT_KNOWN = "not_known", "Not known: it was looked into"


class CareKind(Term):
    """What is written down before somebody under 18, or anybody of an unaccompanied young person, is reached."""

    THROUGH_ADULT = "through_adult", "Under 18: reached through an adult responsible for them"
    THROUGH_WORKER = "through_worker", "Under 18 and in care: reached through their own worker, with their own yes"
    TRAFFICKING_CHECK = "trafficking", "Checked for trafficking, and it is safe to go on"
    PRESENTED = "presented", "They presented themselves as family"
    CONFIRMED = "confirmed", "Who they are is confirmed in another way"
    ABROAD = "abroad", "They live abroad: only the tracing route"
    INTERPRETER_REFUSED = "interpreter", "The young person refuses this interpreter"
    ELSEWHERE = "elsewhere", "In care of another authority: both sign before anybody is reached"
    OTHER_SIGNED = "other_signed", "The other authority has signed"
