"""Forms about the network: one submission each."""

from kith.network.forms.belonging import (
    AddHousehold,
    AddMember,
    AddParent,
    AddTie,
    AddUnion,
    AddUnionEvent,
    EndRow,
    LeaveHousehold,
)
from kith.network.forms.drawings import Look, Nudge, Paper, Take
from kith.network.forms.files import LookThrough, NameChildInFile, TakeInFamilyFile
from kith.network.forms.given import AddQuality, AddSupport, CheckIn, EndSupport
from kith.network.forms.maps import Circles, DrawMap, Period, SideBySide, TrueOn
from kith.network.forms.papers import PaperMap
from kith.network.forms.together import ASK_AGAIN, AddSomebody, Finish, Love, PlaceSomebody, Say, WhoIsHere, guess

__all__ = [
    "ASK_AGAIN",
    "AddHousehold",
    "AddMember",
    "AddParent",
    "AddQuality",
    "AddSomebody",
    "AddSupport",
    "AddTie",
    "AddUnion",
    "AddUnionEvent",
    "CheckIn",
    "Circles",
    "DrawMap",
    "EndRow",
    "EndSupport",
    "Finish",
    "LeaveHousehold",
    "Look",
    "LookThrough",
    "Love",
    "NameChildInFile",
    "Nudge",
    "Paper",
    "PaperMap",
    "Period",
    "PlaceSomebody",
    "Say",
    "SideBySide",
    "Take",
    "TakeInFamilyFile",
    "TrueOn",
    "WhoIsHere",
    "guess",
]
