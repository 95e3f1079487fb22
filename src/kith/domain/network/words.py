"""The words of a network: who somebody is, how two people belong together, and where a child places them."""

from kith.domain.terms import Term


class Gender(Term):
    """Gender as the person says it; not the sex of a record."""

    MALE = "male", "Male"
    FEMALE = "female", "Female"
    NON_BINARY = "non_binary", "Non-binary"
    TRANS_MAN = "trans_man", "Trans man"
    TRANS_WOMAN = "trans_woman", "Trans woman"
    UNKNOWN = "unknown", "Not known"


class Being(Term):
    """A person, or a pregnancy that a family counts. All but a person are sensitive."""

    PERSON = "person", "Person"
    PREGNANCY = "pregnancy", "Pregnancy"
    MISCARRIAGE = "miscarriage", "Miscarriage"
    STILLBIRTH = "stillbirth", "Stillbirth"
    ABORTION = "abortion", "Abortion"


class ParentageKind(Term):
    """In which way somebody is a child's parent."""

    BIRTH = "birth", "Birth"
    ADOPTIVE = "adoptive", "Adoptive"
    FOSTER = "foster", "Foster"
    STEP = "step", "Step"
    KIN_CARER = "kin_carer", "Kinship carer"
    UNKNOWN = "unknown", "Kind not known"


class UnionStatus(Term):
    """What two partners were to each other from a day on. A union is a history of these."""

    MARRIED = "married", "Married"
    TOGETHER = "together", "Living together"
    BRIEF = "brief", "A short relationship"
    SEPARATED = "separated", "Separated"
    DIVORCED = "divorced", "Divorced"
    BACK_TOGETHER = "back_together", "Back together"
    WIDOWED = "widowed", "Ended by a death"
    ENDED = "ended", "Ended"
    UNKNOWN = "unknown", "Partners; kind not known"


class TieKind(Term):
    """Any other way in which two people belong together."""

    SIBLING = "sibling", "Brother or sister"
    TWIN = "twin", "Twin"
    IDENTICAL_TWIN = "identical_twin", "Identical twin"
    HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
    STEP_SIBLING = "step_sibling", "Stepbrother or stepsister"
    ADOPTIVE_SIBLING = "adoptive_sibling", "Adoptive brother or sister"
    RELATIVE = "relative", "Relative"
    CHOSEN_FAMILY = "chosen_family", "Chosen family"
    GODPARENT = "godparent", "Godparent"
    FRIEND = "friend", "Friend"
    NEIGHBOUR = "neighbour", "Neighbour"
    CARER = "carer", "Cared for"
    SCHOOL = "school", "School"
    CLUB = "club", "Club"
    FAITH = "faith", "Faith or community"
    WORKER = "worker", "Worker"
    KNOWS = "knows", "Know each other"
    OTHER = "other", "Another tie"


# Twins are full brothers and sisters.
FULL_SIBLINGS = (TieKind.SIBLING, TieKind.TWIN, TieKind.IDENTICAL_TWIN)
SIBLINGS = (*FULL_SIBLINGS, TieKind.HALF_SIBLING, TieKind.STEP_SIBLING, TieKind.ADOPTIVE_SIBLING)


class Quality(Term):
    """How a tie feels to the one who says so. The last six are troubles and never stand in a child's copy."""

    CLOSE = "close", "Close"
    VERY_CLOSE = "very_close", "Very close"
    CARING = "caring", "Takes care of"
    REPAIRED = "repaired", "Back in touch after a break"
    FOCUSED = "focused", "Focused on"
    DISTANT = "distant", "Distant"
    CUT_OFF = "cut_off", "Cut off"
    HOSTILE = "hostile", "Hostile"
    CLOSE_HOSTILE = "close_hostile", "Close and hostile"
    STRESSFUL = "stressful", "Stressful"
    ABUSIVE = "abusive", "Abusive"


class Flow(Term):
    """Which way the strength goes in an ecomap: to the child, from the child, or both ways."""

    TO = "to", "Gives"
    FROM = "from", "Takes"
    BOTH = "both", "Gives and takes"
    NONE = "none", "Not said"


class Touch(Term):
    """Whether two people are in touch."""

    IN_TOUCH = "in_touch", "In touch"
    LOST = "lost", "Lost touch"
    NEVER = "never", "Never in touch"
    UNKNOWN = "unknown", "Not known"


class Ring(Term):
    """How near the child puts somebody, nearest first."""

    CLOSEST = "closest", "Closest"
    CLOSE = "close", "Close"
    KNOWN = "known", "I know them"
    WISHED = "wished", "I'd like to know or see again"


class Sector(Term):
    """Where in the circles somebody stands, clockwise from the top left."""

    MUM = "mum", "Mum's side"
    DAD = "dad", "Dad's side"
    SIBLINGS = "siblings", "Brothers and sisters"
    CARERS = "carers", "People who cared for me"
    FRIENDS = "friends", "Friends"
    SCHOOL = "school", "School and clubs"
    FAITH = "faith", "Faith and community"
    WORKERS = "workers", "Workers"
