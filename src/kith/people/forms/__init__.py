"""Forms about people who matter: one submission each."""

from kith.people.forms.merging import MergePeople, ShareWith, TellApart, UndoMerge
from kith.people.forms.persons import (
    AddFact,
    AddName,
    AddPerson,
    BringBack,
    ChangeStatus,
    ChildKnows,
    DescribeConnection,
    DescribePerson,
    RemoveConnection,
)
from kith.people.forms.reach import AddReach, CheckReach, EndReach
from kith.people.forms.says import chosen

__all__ = [
    "AddFact",
    "AddName",
    "AddPerson",
    "AddReach",
    "BringBack",
    "ChangeStatus",
    "CheckReach",
    "ChildKnows",
    "DescribeConnection",
    "DescribePerson",
    "EndReach",
    "MergePeople",
    "RemoveConnection",
    "ShareWith",
    "TellApart",
    "UndoMerge",
    "chosen",
]
