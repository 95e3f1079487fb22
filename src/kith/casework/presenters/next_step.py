"""What comes next for a child, in one sentence for each place of the pathway."""

import datetime as dt

from kith.domain.pathway import Place, SideState, Stage
from kith.referrals import queries
from kith.referrals.models import Referral
from kith.referrals.presenters import words

NEXT: dict[Place, str] = {
    Stage.COULD_BE_OFFERED: "Somebody who knows the child could offer it.",
    Stage.IDENTIFIED: "The worker refers, or says why not now.",
    Stage.REFERRAL: "The manager looks at the referral.",
    Stage.TRIAGE: "The manager decides how soon.",
    Stage.CHILD_AGREEMENT: "Ask the child, together.",
    Stage.CONSENT_AND_SAFETY: "Settle parents’ answers and the three safety questions.",
    Stage.ALLOCATION: "The manager names a coordinator.",
    Stage.DISCOVERY: "Find out with the child who and what matters.",
    Stage.SEARCH: "Look for the people the child asked for.",
    Stage.SAFETY_CHECKS: "Settle who is safe to see, and how.",
    Stage.APPROACH: "Get in touch with the people the child said yes to.",
    Stage.RECONNECTION: "Help them meet again.",
    Stage.PREPARING_CONFERENCE: "Plan the conference with the child.",
    Stage.CONFERENCE: "Hold the conference.",
    Stage.SUPPORT_PLAN: "Write down who will do what.",
    Stage.IN_CARE_PLAN: "Bring the plan into the care plan.",
    Stage.REVIEW: "Look at the plan again with the child.",
    Stage.FOLLOW_UP: "Keep in touch, and close when the child is ready.",
    SideState.PAUSED: "Look again on {day}.",
    SideState.STOPPED_BY_CHILD: "Nothing goes out. The child can ask to start again at any time.",
    SideState.DECLINED: "Nothing, unless the child asks.",
    SideState.WITHDRAWN: "Look again on {day}. What the child said stays on record.",
    SideState.NOT_ELIGIBLE: "Nothing, unless something changes.",
    SideState.TRANSFERRED: "The other authority goes on.",
    SideState.ADULT_STRAND: "Ask again as an adult.",
    SideState.ENOUGH_FOR_ME: "Nothing: the child has what they wanted.",
    SideState.CLOSED: "Nothing, unless the child asks to start again.",
    SideState.REOPENED: "Agree in person how to start again.",
}


# Where the next step would go outward, or leans on what parents said (SAFEGUARDING 7).
WAITS_FOR_A_NO = frozenset(
    {
        Stage.CONSENT_AND_SAFETY,
        Stage.SEARCH,
        Stage.APPROACH,
        Stage.RECONNECTION,
        Stage.PREPARING_CONFERENCE,
        Stage.CONFERENCE,
    }
)
NO_STANDS = "Nothing goes out until a parent’s no is settled."
# For those who may not read what parents said: it says neither who said what nor what the work waits for.
BEING_SORTED_OUT = "Something is being sorted out by the people who work with the child."
NOBODY_TO_ASK = "The manager names a coordinator, who asks the child."
NO_DAY = "a day that nobody has set yet"
# From the 18th birthday on parental responsibility has ended (SAFEGUARDING 7).
ADULT_OPEN = "Settle the three safety questions: at 18 no parent is asked."
ADULT_SETTLED = "The three safety questions are answered, and at 18 no parent is asked: say so under “Move on”."


def in_words(referral: Referral, on: dt.date) -> str:
    """What comes next from where a referral stands."""
    place = queries.get_place(referral)
    if place is Stage.CHILD_AGREEMENT and referral.coordinator_id is None:
        return NOBODY_TO_ASK
    if place is Stage.CONSENT_AND_SAFETY and _is_adult(referral, on):
        return ADULT_OPEN
    return NEXT[place].format(day=words.look_again(referral.look_again_on, on) or NO_DAY)


def is_held_by_a_no(referral: Referral) -> bool:
    """Whether a parent's refusal that nothing settled holds up what would come next from where a referral stands."""
    return queries.get_place(referral) in WAITS_FOR_A_NO


def goes_outward(referral: Referral) -> bool:
    """Whether what would come next goes outward, so that its words would be false while a parent's refusal stands."""
    return is_held_by_a_no(referral) and queries.get_place(referral) is not Stage.CONSENT_AND_SAFETY


def says_the_day(referral: Referral) -> bool:
    """Whether what comes next is to look again on a day, so that nobody need say the day beside it."""
    return "{day}" in NEXT[queries.get_place(referral)]


# By whether the parents answered and whether the three safety questions were.
STILL_OPEN: dict[tuple[bool, bool], str] = {
    (False, False): "Parents’ answers, and the three safety questions.",
    (False, True): "Parents’ answers. The three safety questions are answered.",
    (True, False): "The three safety questions. Parents’ answers are written down.",
    (True, True): "Both are answered, parents and safety: say so under “Move on”; then a coordinator is named.",
}


def with_answers(referral: Referral, on: dt.date, *, parents_answered: bool, safety_answered: bool) -> str:
    """The same for those who may know of both: where answers are awaited, which of them are still open."""
    awaited = queries.get_place(referral) is Stage.CONSENT_AND_SAFETY
    if awaited and _is_adult(referral, on):
        return ADULT_SETTLED if safety_answered else ADULT_OPEN
    return STILL_OPEN[parents_answered, safety_answered] if awaited else in_words(referral, on)


def _is_adult(referral: Referral, on: dt.date) -> bool:
    adult_on = queries.adult_on(referral)
    return adult_on is not None and adult_on <= on
