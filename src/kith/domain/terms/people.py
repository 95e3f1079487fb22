"""The words for people who matter: names, where they stand, how they are tied, and where the child puts them."""

from collections.abc import Iterable

from kith.domain.terms.base import Term


class NameKind(Term):
    """What kind of name it is. Everybody may have many, and one word is a whole name."""

    USED = "used", "The name people use"
    BIRTH = "birth", "Name at birth"
    MARRIED = "married", "Married name"
    ALIAS = "alias", "Also known as"
    NICKNAME = "nickname", "Nickname"
    CHILDS = "childs", "What the child calls them"
    RELIGIOUS = "religious", "Religious name"
    ORIGINAL_SCRIPT = "original_script", "In the script of their language"


class Gender(Term):
    """Gender as the person says."""

    WOMAN = "woman", "Woman or girl"
    MAN = "man", "Man or boy"
    TRANS_WOMAN = "trans_woman", "Trans woman"
    TRANS_MAN = "trans_man", "Trans man"
    NON_BINARY = "non_binary", "Non-binary"
    NOT_KNOWN = "not_known", "Not known"


class PersonFactKind(Term):
    """What may be written down about a person, each time with who says so."""

    WHO = "who", "Who this is"
    BORN = "born", "Born"
    DIED = "died", "Died"
    WORK = "work", "Work"
    LIVES = "lives", "Lives near"
    LANGUAGE = "language", "Language"
    STORY = "story", "Something to remember"
    OTHER = "other", "Something else"


class ReachKind(Term):
    """A way to reach a person."""

    PHONE = "phone", "Phone"
    EMAIL = "email", "E-mail"
    ADDRESS = "address", "Address"
    ONLINE = "online", "Online name"


class PersonStatus(Term):
    """Where a person stands for one child, from known to back in touch, or why not."""

    IN_TOUCH = "in_touch", "In touch"
    LOST_TOUCH = "lost_touch", "Known, lost touch"
    NAMED_UNFOUND = "named_unfound", "The child named them, not found yet"
    COULD_BE = "could_be", "Could be this person"
    FOUND = "found", "Found and sure, not written to yet"
    WAITING = "waiting", "Written to, waiting for an answer"
    WILLING = "willing", "Said yes"
    WILLING_LATER = "willing_later", "Said yes, but later"
    UNWILLING = "unwilling", "Said no"
    DO_NOT_WRITE = "do_not_write", "Asked not to be written to"
    DIED = "died", "Has died"
    UNSAFE_FOR_NOW = "unsafe_for_now", "Not safe for now"
    ADOPTION_ROUTE = "adoption_route", "Goes by the adoption route"

    @classmethod
    def counted_in_touch(cls) -> frozenset["PersonStatus"]:
        """The statuses of somebody who is in touch with the child."""
        return frozenset({cls.IN_TOUCH})

    @classmethod
    def said_no(cls) -> frozenset["PersonStatus"]:
        """The statuses of somebody who took themselves out: what was found of them is sealed (ADR 0048)."""
        return frozenset({cls.UNWILLING, cls.DO_NOT_WRITE})

    @classmethod
    def most_careful(cls, found: Iterable["PersonStatus"]) -> "PersonStatus | None":
        """Of where several rows of one person stand, what holds for all of them; None where nothing does."""
        in_turn = (cls.DO_NOT_WRITE, cls.UNWILLING, cls.ADOPTION_ROUTE, cls.UNSAFE_FOR_NOW, cls.DIED)
        there = set(found)
        return next((one for one in in_turn if one in there), None)


class Side(Term):
    """Which part of a child's life a person belongs to: the sectors of the circles map, in their order."""

    MUM = "mum", "Mum’s side"
    DAD = "dad", "Dad’s side"
    BROTHERS_AND_SISTERS = "brothers_and_sisters", "Brothers and sisters"
    CARED_FOR_ME = "cared_for_me", "People who cared for me"
    FRIENDS = "friends", "Friends"
    SCHOOL_AND_CLUBS = "school_and_clubs", "School and clubs"
    FAITH_AND_COMMUNITY = "faith_and_community", "Faith and community"
    WORKERS = "workers", "Workers"


class Ring(Term):
    """How near the child puts a person. The outermost ring is the search list in the child's own hand."""

    CLOSEST = "closest", "Closest to me"
    CLOSE = "close", "Close to me"
    KNOWN = "known", "I know them"
    SEE_AGAIN = "see_again", "I’d like to know them, or see them again"


class SupportKind(Term):
    """What somebody gives."""

    EMOTIONAL = "emotional", "Someone to talk to"
    PRACTICAL = "practical", "Practical help"
    ADVICE = "advice", "Advice"
    FUN = "fun", "Fun and belonging"
    PLACE_TO_STAY = "place_to_stay", "A place to stay"
    FAMILY_STORY = "family_story", "The family’s story"


class ParentageKind(Term):
    """How somebody is a parent."""

    BIRTH = "birth", "Birth parent"
    ADOPTIVE = "adoptive", "Adoptive parent"
    FOSTER = "foster", "Foster parent"
    STEP = "step", "Step-parent"
    KIN_CARER = "kin_carer", "Family member who cares for them"


class UnionStatus(Term):
    """Where two partners stand; its history is kept."""

    MARRIED = "married", "Married"
    TOGETHER = "together", "Living together"
    SHORT = "short", "Together for a short time"
    SEPARATED = "separated", "Separated"
    DIVORCED = "divorced", "Divorced"
    BACK_TOGETHER = "back_together", "Back together"
    ENDED_BY_DEATH = "ended_by_death", "One of them died"


class TieKind(Term):
    """Any other tie between two people. Chosen family stands equal to every other."""

    BROTHER_OR_SISTER = "brother_or_sister", "Brother or sister"
    HALF_BROTHER_OR_SISTER = "half_brother_or_sister", "Half-brother or half-sister"
    STEP_BROTHER_OR_SISTER = "step_brother_or_sister", "Step-brother or step-sister"
    ADOPTED_BROTHER_OR_SISTER = "adopted_brother_or_sister", "Adopted brother or sister"
    RELATIVE = "relative", "Other relative"
    CHOSEN_FAMILY = "chosen_family", "Chosen family"
    GODPARENT = "godparent", "Godparent"
    CARED_FOR = "cared_for", "Cared for them"
    FRIEND = "friend", "Friend"
    TAUGHT = "taught", "Taught or coached them"
    WORKED_WITH = "worked_with", "Worked with them"
    KNOW_EACH_OTHER = "know_each_other", "Know each other"
    OTHER = "other", "Another tie"


class Quality(Term):
    """How a tie feels to whoever says so. Private, and never drawn in a copy for the child or the family."""

    CLOSE = "close", "Close"
    VERY_CLOSE = "very_close", "Very close"
    DISTANT = "distant", "Distant"
    DIFFICULT = "difficult", "Difficult"
    CLOSE_AND_DIFFICULT = "close_and_difficult", "Close and difficult"
    CUT_OFF = "cut_off", "Cut off"
    MENDED = "mended", "Cut off once, mended"
    HURTFUL = "hurtful", "Hurtful"


class ChildSays(Term):
    """What the child says about seeing a person. "Not now" and "never" stay with the child and the coordinator."""

    YES = "yes", "Yes"
    NOT_NOW = "not_now", "Not now"
    NEVER = "never", "Never"


class MapKind(Term):
    """Which kind of map a version is of."""

    CIRCLES = "circles", "Circles map"
    CONNECTEDNESS = "connectedness", "Connectedness map"
    ECO = "eco", "Ecomap"
    MOBILITY = "mobility", "Map of homes"
    GENOGRAM = "genogram", "Family tree"
    PAPER = "paper", "Drawn by hand"


class Drawing(Term):
    """The forms in which a network can be drawn."""

    CIRCLES = "circles", "Circles"
    GENOGRAM = "genogram", "Family tree"
    ECOMAP = "ecomap", "Ecomap"
    CONNECTEDNESS = "connectedness", "Who loves, who will be there"
    MOBILITY = "mobility", "Homes and people"
    GROWTH = "growth", "Over time"


class DrawnBy(Term):
    """Whose picture a version is: two views of one network are normal, and neither overrules the other."""

    CHILD = "child", "The child"
    WORKER = "worker", "A worker"


class SeesNow(Term):
    """Whether the child and a person see each other now, as the child says."""

    YES = "yes", "Yes, we see each other or talk"
    NOT_ANY_MORE = "not_any_more", "Not any more"
    NEVER_MET = "never_met", "We never met"


class SameAnswer(Term):
    """What a manager answers where a coordinator takes two for one person and something about safety stands."""

    ONE = "one", "One person"
    TWO = "two", "Two people"
    NOT_NOW = "not_now", "Not now"


class LoveQuestion(Term):
    """The two questions of the connectedness map. Only the child answers them, and nobody overrules the answer."""

    LOVES = "loves", "Who loves you?"
    WILL_BE_THERE = "will_be_there", "Who will be there for you?"


class LoveAnswer(Term):
    """What the child said to the two questions, whoever was named."""

    NAMED = "named", "Named somebody"
    NOBODY = "nobody", "Nobody comes to mind today"
    RATHER_NOT = "rather_not", "Would rather not say"
