"""The words of the work with a child: who acts, the referral, the child's choices, other people's answers."""

from kith.domain.terms.base import Term

# Who acts


class Role(Term):
    """Who is acting. A person's role decides what they may do; it says nothing of which children they see."""

    COORDINATOR = "coordinator", "Coordinator"
    MANAGER = "manager", "Service manager"
    ORGANISER = "organiser", "Conference organiser"
    SEARCHER = "searcher", "Searcher"
    SOCIAL_WORKER = "social_worker", "Social worker"
    PERSONAL_ADVISER = "personal_adviser", "Personal adviser"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    ANALYST = "analyst", "Analyst"
    PANEL = "panel", "Panel member"
    PRIVACY_OFFICER = "privacy_officer", "Privacy officer"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    SERVICE_ADMIN = "service_admin", "Service administrator"
    NATIONAL = "national", "National programme"
    EVALUATOR = "evaluator", "Evaluator"
    CHILD = "child", "Child or young person"
    CARER = "carer", "Carer"
    ADVOCATE = "advocate", "Advocate"
    NETWORK_MEMBER = "network_member", "Network member"
    SYSTEM = "system", "System"


# Who could be offered this


class Answer(Term):
    """Could this child be offered it? The third answer is honest: a person must check."""

    YES = "yes", "Yes"
    NO = "no", "No"
    CANNOT_TELL = "cannot_tell", "A person must check"


class CriterionAnswer(Term):
    """One criterion's answer."""

    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    UNKNOWN = "unknown", "Not known"


class FactName(Term):
    """What no statutory return holds, or holds only in part; those after `NEXT_REVIEW` never decide an answer, but for
    the date of birth.
    """

    PLAN = "plan", "Plan for the child's future"
    CARE_START = "care_start", "Date this period of care began"
    DISABILITY = "disability", "Disability"
    LANGUAGE = "language", "Language"
    AREA = "area", "Area"
    WORKER = "worker", "Social worker or personal adviser"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    NEXT_REVIEW = "next_review", "Date of the next review"
    PREFERRED_NAME = "preferred_name", "Name the child likes to be called"
    SIBLINGS = "siblings", "Brothers and sisters"
    PARENTAL_RESPONSIBILITY = "parental_responsibility", "Who has parental responsibility"
    LOCATION_RESTRICTED = "location_restricted", "Where the child lives must not be shown"
    DATE_OF_BIRTH = "date_of_birth", "Date of birth"

    @classmethod
    def of_the_rules(cls) -> tuple["FactName", ...]:
        """The facts that may stand behind an answer."""
        names = list(cls)
        return (*names[: names.index(cls.NEXT_REVIEW) + 1], cls.DATE_OF_BIRTH)


class PlanValue(Term):
    """The plan for the child's future, as the care plan has it."""

    RETURN_HOME = "return_home", "Return home"
    ADOPTION = "adoption", "Adoption"
    LONG_TERM_FOSTER = "long_term_foster", "Long-term foster home"
    SPECIAL_GUARDIANSHIP = "special_guardianship", "Special guardianship"
    RESIDENTIAL = "residential", "Children's home"
    INDEPENDENCE = "independence", "Living independently"
    OTHER = "other", "Another plan"


class WhoCanAnswer(Term):
    """Who can answer a fact that is missing."""

    SOCIAL_WORKER = "social_worker", "The child's social worker"
    PERSONAL_ADVISER = "personal_adviser", "The young person's personal adviser"
    REVIEWING_OFFICER = "reviewing_officer", "The reviewing officer"
    ANALYST = "analyst", "Whoever sends the return"
    MANAGER = "manager", "The service manager"


class NotOfferedReason(Term):
    """Why a child who could be offered this was not referred, or not offered it yet."""

    UNWELL = "unwell", "The child is too unwell now"
    IN_PROCEEDINGS = "in_proceedings", "Court proceedings are under way"
    MAY_RETURN_HOME = "may_return_home", "The plan may be to return home"
    ADOPTION_PLAN = "adoption_plan", "There is a plan for adoption"
    STRONG_NETWORK = "strong_network", "The child says they have the people they need"
    NOT_ASKED_YET = "not_asked_yet", "The social worker has not asked yet"
    NEVER_DISCUSSED = "never_discussed", "It was never discussed"
    OTHER = "other", "Another reason"


# The referral


class AroseAt(Term):
    """Where the thought of a referral came up."""

    REVIEW = "review", "At a review"
    VISIT = "visit", "On a visit"
    CHILD_ASKED = "child_asked", "The child asked"
    OTHER = "other", "Another way"


class HowSoon(Term):
    """How soon the child should be seen: decided by a person, with reasons in words."""

    URGENT = "urgent", "Urgent"
    SOON = "soon", "Soon"
    IN_TURN = "in_turn", "In turn"


class TriageReason(Term):
    """What bears on how soon. Reasons add up in words; they are never a hidden score."""

    BIRTHDAY = "birthday", "Turns 16 or 18 soon"
    RULE_LIMIT = "rule_limit", "Reaches the time limit of the rule soon"
    HOME_MOVE = "home_move", "Is about to move home"
    BROTHERS_AND_SISTERS = "brothers_and_sisters", "Is about to lose touch with a brother or sister"
    ILL_RELATIVE = "ill_relative", "A relative is ill or very old"
    ASKED_TWICE = "asked_twice", "Has asked more than once"
    MISSING = "missing", "Has gone missing, or is searching alone online"
    LEAVING_CUSTODY = "leaving_custody", "Is leaving custody"
    RED_CROSS = "red_cross", "Family tracing by the Red Cross may be possible"
    WAITING_LONGEST = "waiting_longest", "Has waited longest"
    NO_VISITS = "no_visits", "Has no visits from anyone"
    LANGUAGE_FREE = "language_free", "A coordinator who speaks the child's language is free now"


class WithdrawalReason(Term):
    """Why a worker withdrew the referral. The child's own yes stays on record beside it."""

    CHILD_SAFETY = "child_safety", "Safety of the child"
    OTHERS_SAFETY = "others_safety", "Safety of others"
    HOME_FRAGILE = "home_fragile", "The child's home is fragile at the moment"
    PROCEEDINGS = "proceedings", "Court proceedings have started"
    RETURN_HOME = "return_home", "A return home is now planned"
    MOVED_AUTHORITY = "moved_authority", "Moved to another authority"
    WORKER_CAPACITY = "worker_capacity", "The social worker cannot support it now"
    DUPLICATE = "duplicate", "The child was referred twice"
    WRONG_CHILD = "wrong_child", "The wrong child was referred"
    PARENT_OBJECTION = "parent_objection", "A parent's objection was upheld"
    OTHER = "other", "Another reason"


class PausedBy(Term):
    """Who or what a pause comes from. A date to look again always stands beside it."""

    CHILD = "child", "The child"
    CARER = "carer", "The carer"
    SOCIAL_WORKER = "social_worker", "The social worker"
    COURT = "court", "The court"
    COORDINATOR_AWAY = "coordinator_away", "The coordinator is away"
    SAFETY_REVIEW = "safety_review", "A safety review"
    FOR_THE_CHILD = "for_the_child", "Somebody for the child"


class ClosedAs(Term):
    """How the work ended. The first four are good endings, by the child's choice or the plan's."""

    HISTORY_ONLY = "history_only", "History and identity only"
    RECONNECTED = "reconnected", "Back in touch; no conference wanted"
    CONFERENCE_AND_PLAN = "conference_and_plan", "Conference and support plan"
    PLAN_AFTER_REVIEW = "plan_after_review", "Support plan, looked at again at a review"
    NO_ONE_FOUND = "no_one_found", "No one found; every search was tried"
    NO_ONE_SAFE = "no_one_safe", "No one who is safe for now"
    CHILD_STOPPED = "child_stopped", "The child stopped"
    LEFT_CARE = "left_care", "Left care; goes on with the adult strand"
    MOVED_AWAY = "moved_away", "Moved away"
    DIED = "died", "Died"


# The child's own words and choices


class AgreementScope(Term):
    """What the child is asked, one at a time and only when it is next."""

    TALK = "talk", "Talk with me"
    FILE = "file", "Read my file"
    SEARCH = "search", "Look for someone"
    APPROACH = "approach", "Get in touch with this person"
    MEET = "meet", "Meet"
    CONFERENCE = "conference", "Hold a conference"
    SHARE_PLAN = "share_plan", "Share my plan"


class AgreementAnswer(Term):
    """What the child answered. "Not now" carries a date to ask again."""

    YES = "yes", "Yes"
    NOT_NOW = "not_now", "Not now"
    NO = "no", "No"


class ChildAnswer(Term):
    """The child's answer to the offer as a whole."""

    YES = "yes", "Yes to talking"
    YES_ONLY = "yes_only", "Yes, but only these people"
    NOT_NOW = "not_now", "Not now; ask me again"
    NO = "no", "No"
    CHANGED_MIND = "changed_mind", "Changed my mind"
    NOT_ASKED = "not_asked", "Could not be asked"


class HowShown(Term):
    """How the child showed their answer."""

    WORDS = "words", "In words"
    SIGNS = "signs", "With signs"
    PICTURES = "pictures", "With pictures"
    BEHAVIOUR = "behaviour", "By what they did"
    WRITING = "writing", "In writing"

    @property
    def to_child(self) -> str:
        """The same as the child reads it."""
        return "By what you did" if self is HowShown.BEHAVIOUR else self.label


class AskCategory(Term):
    """What kind of thing the child asked for. The ask itself is kept in the child's words."""

    WIDER_FAMILY = "wider_family", "See or find wider family"
    BROTHERS_AND_SISTERS = "brothers_and_sisters", "See or find brothers and sisters"
    OTHER_PEOPLE = "other_people", "See carers, teachers, workers, friends or godparents"
    FAMILY_HISTORY = "family_history", "Know the family's history"
    WHY_IN_CARE = "why_in_care", "Understand why I came into care"
    SPECIFIC_THING = "specific_thing", "A photo, a grave, an object or a place"
    PRACTICAL_HELP = "practical_help", "Help with something practical"
    SOMEONE_FOR_LIFE = "someone_for_life", "Someone for life after 18"


class AskOutcome(Term):
    """What came of an ask."""

    NOT_STARTED = "not_started", "Not started"
    BEING_TRIED = "being_tried", "Being tried"
    HAPPENED = "happened", "It happened"
    PARTLY = "partly", "Partly"
    NOT_POSSIBLE = "not_possible", "Tried, and not possible"
    CHANGED_MIND = "changed_mind", "I changed my mind"
    UNSAFE_FOR_NOW = "unsafe_for_now", "Not safe for now"


# Other people's answers


class ParentalAnswer(Term):
    """What a person with parental responsibility answered. "Not asked: asking is unsafe" is an answer."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED_YET = "not_asked_yet", "Not asked yet"
    UNSAFE_TO_ASK = "unsafe_to_ask", "Not asked: asking is unsafe"
    CANNOT_BE_FOUND = "cannot_be_found", "Cannot be found"


class KeepFrom(Term):
    """Whom a note is kept from, marked when it is written."""

    MUM = "mum", "Mum"
    DAD = "dad", "Dad"
    CARER = "carer", "Carer"
    CHILD = "child", "The child, for now"
    SOMEONE_ELSE = "someone_else", "Someone else"


class PaperKind(Term):
    """What a photographed or scanned paper is. A photo of a paper counts as much as the page itself.

    ANSWER, as also the sheet "What I said", may hold a no, a not now or a stop about one person: the child's and the
    coordinator's only (SAFEGUARDING 5).
    """

    MAP = "map", "A map of people, drawn on paper"
    AGREEMENT = "agreement", "Saying yes, filled in on paper"
    ANSWER = "answer", "A question about one person, a stop, or “What I said”, on paper"
    DRAWING = "drawing", "A drawing"
    LETTER = "letter", "A letter or card"
    PHOTO = "photo", "A photo"
    OTHER = "other", "Something else"


class ReadingOutcome(Term):
    """What a privacy officer made of reading that was worth a second look."""

    EXPLAINED = "explained", "There was a good reason"
    ASKED = "asked", "Somebody was asked about it"
    TAKEN_FURTHER = "taken_further", "It is taken further"


class FactSource(Term):
    """Who says so, or where it stands."""

    CHILD = "child", "The child's words"
    FILE = "file", "The file"
    RELATIVE = "relative", "A relative's account"
    PUBLIC_RECORD = "public_record", "A public record"
    CARER = "carer", "The carer"
    SCHOOL = "school", "The school"
    PROFESSIONAL = "professional", "A professional's memory"


class Certainty(Term):
    """How sure we are. Contradictions stay visible."""

    CERTAIN = "certain", "Certain"
    LIKELY = "likely", "Likely"
    POSSIBLE = "possible", "Possible"
    CONTRADICTED = "contradicted", "Contradicted"
