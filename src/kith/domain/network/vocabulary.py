"""The words of the record (kith.domain.terms) as the words of the drawings: the one place where the two meet.

Every word of the record is in its table; `tests/domain/test_network_vocabulary.py` holds that.
"""

from __future__ import annotations

from collections.abc import Mapping

from kith.domain import terms
from kith.domain.network import words

GENDERS: Mapping[terms.Gender, words.Gender] = {
    terms.Gender.WOMAN: words.Gender.FEMALE,
    terms.Gender.MAN: words.Gender.MALE,
    terms.Gender.TRANS_WOMAN: words.Gender.TRANS_WOMAN,
    terms.Gender.TRANS_MAN: words.Gender.TRANS_MAN,
    terms.Gender.NON_BINARY: words.Gender.NON_BINARY,
    terms.Gender.NOT_KNOWN: words.Gender.UNKNOWN,
}
# A file says male or female as a register does; that somebody is a trans man or woman is theirs to say.
GENDERS_OF_FILES: Mapping[words.Gender, terms.Gender] = {
    words.Gender.MALE: terms.Gender.MAN,
    words.Gender.FEMALE: terms.Gender.WOMAN,
    words.Gender.NON_BINARY: terms.Gender.NON_BINARY,
}
RINGS: Mapping[terms.Ring, words.Ring] = {
    terms.Ring.CLOSEST: words.Ring.CLOSEST,
    terms.Ring.CLOSE: words.Ring.CLOSE,
    terms.Ring.KNOWN: words.Ring.KNOWN,
    terms.Ring.SEE_AGAIN: words.Ring.WISHED,
}
SECTORS: Mapping[terms.Side, words.Sector] = {
    terms.Side.MUM: words.Sector.MUM,
    terms.Side.DAD: words.Sector.DAD,
    terms.Side.BROTHERS_AND_SISTERS: words.Sector.SIBLINGS,
    terms.Side.CARED_FOR_ME: words.Sector.CARERS,
    terms.Side.FRIENDS: words.Sector.FRIENDS,
    terms.Side.SCHOOL_AND_CLUBS: words.Sector.SCHOOL,
    terms.Side.FAITH_AND_COMMUNITY: words.Sector.FAITH,
    terms.Side.WORKERS: words.Sector.WORKERS,
}
TIES: Mapping[terms.TieKind, words.TieKind] = {
    terms.TieKind.BROTHER_OR_SISTER: words.TieKind.SIBLING,
    terms.TieKind.HALF_BROTHER_OR_SISTER: words.TieKind.HALF_SIBLING,
    terms.TieKind.STEP_BROTHER_OR_SISTER: words.TieKind.STEP_SIBLING,
    terms.TieKind.ADOPTED_BROTHER_OR_SISTER: words.TieKind.ADOPTIVE_SIBLING,
    terms.TieKind.RELATIVE: words.TieKind.RELATIVE,
    terms.TieKind.CHOSEN_FAMILY: words.TieKind.CHOSEN_FAMILY,
    terms.TieKind.GODPARENT: words.TieKind.GODPARENT,
    terms.TieKind.CARED_FOR: words.TieKind.CARER,
    terms.TieKind.FRIEND: words.TieKind.FRIEND,
    terms.TieKind.TAUGHT: words.TieKind.SCHOOL,
    terms.TieKind.WORKED_WITH: words.TieKind.WORKER,
    terms.TieKind.KNOW_EACH_OTHER: words.TieKind.KNOWS,
    terms.TieKind.OTHER: words.TieKind.OTHER,
}
# What the part of a child's life says of a tie where nobody has written down which tie it is.
TIES_OF_SIDES: Mapping[terms.Side, words.TieKind] = {
    terms.Side.MUM: words.TieKind.RELATIVE,
    terms.Side.DAD: words.TieKind.RELATIVE,
    terms.Side.BROTHERS_AND_SISTERS: words.TieKind.SIBLING,
    terms.Side.CARED_FOR_ME: words.TieKind.CARER,
    terms.Side.FRIENDS: words.TieKind.FRIEND,
    terms.Side.SCHOOL_AND_CLUBS: words.TieKind.SCHOOL,
    terms.Side.FAITH_AND_COMMUNITY: words.TieKind.FAITH,
    terms.Side.WORKERS: words.TieKind.WORKER,
}
UNIONS: Mapping[terms.UnionStatus, words.UnionStatus] = {
    terms.UnionStatus.MARRIED: words.UnionStatus.MARRIED,
    terms.UnionStatus.TOGETHER: words.UnionStatus.TOGETHER,
    terms.UnionStatus.SHORT: words.UnionStatus.BRIEF,
    terms.UnionStatus.SEPARATED: words.UnionStatus.SEPARATED,
    terms.UnionStatus.DIVORCED: words.UnionStatus.DIVORCED,
    terms.UnionStatus.BACK_TOGETHER: words.UnionStatus.BACK_TOGETHER,
    terms.UnionStatus.ENDED_BY_DEATH: words.UnionStatus.WIDOWED,
}
PARENTAGE: Mapping[terms.ParentageKind, words.ParentageKind] = {
    terms.ParentageKind.BIRTH: words.ParentageKind.BIRTH,
    terms.ParentageKind.ADOPTIVE: words.ParentageKind.ADOPTIVE,
    terms.ParentageKind.FOSTER: words.ParentageKind.FOSTER,
    terms.ParentageKind.STEP: words.ParentageKind.STEP,
    terms.ParentageKind.KIN_CARER: words.ParentageKind.KIN_CARER,
}
QUALITIES: Mapping[terms.Quality, words.Quality] = {
    terms.Quality.CLOSE: words.Quality.CLOSE,
    terms.Quality.VERY_CLOSE: words.Quality.VERY_CLOSE,
    terms.Quality.DISTANT: words.Quality.DISTANT,
    terms.Quality.DIFFICULT: words.Quality.STRESSFUL,
    terms.Quality.CLOSE_AND_DIFFICULT: words.Quality.CLOSE_HOSTILE,
    terms.Quality.CUT_OFF: words.Quality.CUT_OFF,
    terms.Quality.MENDED: words.Quality.REPAIRED,
    terms.Quality.HURTFUL: words.Quality.ABUSIVE,
}
# Whoever is in none of these is not known to be in touch or out of it.
TOUCH: Mapping[terms.PersonStatus, words.Touch] = {
    terms.PersonStatus.IN_TOUCH: words.Touch.IN_TOUCH,
    terms.PersonStatus.LOST_TOUCH: words.Touch.LOST,
}
