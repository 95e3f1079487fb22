"""The words for finding people: searches and what came of each try, letters by layer, answers, first family time."""

from kith.domain.terms.base import Term


class SearchState(Term):
    """Where a search stands."""

    LOOKING = "looking", "We are looking"
    HELD = "held", "Held: stopped"
    FOUND = "found", "Found, and sure"
    NOT_FOUND = "not_found", "Not found; everything was tried"
    ENDED = "ended", "Ended for another reason"


class TryOutcome(Term):
    """What came of one try. A dead end is kept, so that nobody walks into it again."""

    DEAD_END = "dead_end", "Dead end"
    NO_ANSWER = "no_answer", "No answer yet"
    LEADS_ON = "leads_on", "Leads on to something else"
    COULD_BE = "could_be", "Could be them"
    THIS_IS_THEM = "this_is_them", "This is them"


class Layer(Term):
    """How much a letter may say. Each comes only after a good answer to the one before."""

    FIRST = "first", "First letter: who is writing, and may we talk?"
    FAMILY = "family", "Second: that it is about family"
    CARE = "care", "Third: that the child is in care"


class PersonAnswer(Term):
    """What a person answered."""

    WILLING = "willing", "Yes"
    WILLING_LATER = "willing_later", "Yes, but later"
    UNWILLING = "unwilling", "No"
    DO_NOT_WRITE = "do_not_write", "Do not write again"
    WRONG_PERSON = "wrong_person", "This is not them"
    HAS_DIED = "has_died", "They have died"
    NO_REPLY = "no_reply", "No reply"


class NoticeKind(Term):
    """What is written down about telling a person that we hold facts about them."""

    TOLD = "told", "They were told"
    WOULD_ENDANGER = "would_endanger", "Not yet: telling them could put somebody in danger"
    WOULD_DEFEAT = "would_defeat", "Not yet: it would give away what only the child may decide to tell"
    CANNOT_REACH = "cannot_reach", "Not yet: there is no way to reach them"


class NoticeState(Term):
    """Where telling a person stands."""

    NOT_SURE = "not_sure", "Nobody is to be told before two sources say who they are"
    DUE = "due", "They are to be told"
    LATE = "late", "They should have been told"
    TOLD = "told", "They were told"
    NOT_TOLD = "not_told", "Not told, for a reason"


class HandedBack(Term):
    """What whoever looked says came of a search; whether it is them, two sources say."""

    FOUND = "found", "Found somebody who fits"
    NOT_FOUND = "not_found", "Not found"
    UNSURE = "unsure", "Not sure"


class LeadReason(Term):
    """Why a suggestion is put aside. It comes back when its facts change."""

    NOT_NOW = "not_now", "Not the right time"
    CHILD_WOULD_RATHER_NOT = "child_would_rather_not", "The child would rather not"
    KNOWN_ALREADY = "known_already", "It is in hand already"
    NOT_SO = "not_so", "What it rests on is not so"
    OTHER = "other", "Another reason"


class NotesSay(Term):
    """What is answered about somebody whom notes of the file name. Nobody enters the record without a yes."""

    NEW = "new", "Add as a new person"
    SAME = "same", "The same as somebody here"
    NOT = "not", "Not a person, or not relevant"
    ASK = "ask", "Ask the child or a worker"


class FamilyTimeState(Term):
    """Where a family time stands."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held: stopped"
    HAPPENED = "happened", "It happened"
    DID_NOT_HAPPEN = "did_not_happen", "It did not happen"
    CANCELLED = "cancelled", "Called off"


class Feeling(Term):
    """How it felt, as the child shows it."""

    GREAT = "great", "Great"
    GOOD = "good", "Good"
    MIXED = "mixed", "Mixed"
    SAD = "sad", "Sad"
    BAD = "bad", "Not good"
    NOT_SAID = "not_said", "Did not want to say"


class CarerTap(Term):
    """One of the carer's three taps."""

    SETTLED = "settled", "Settled"
    UP_AND_DOWN = "up_and_down", "Up and down"
    UNSETTLED = "unsettled", "Unsettled"
    NOT_KNOWN = "not_known", "Not known"
