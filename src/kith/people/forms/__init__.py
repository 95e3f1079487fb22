"""Forms about people who matter: one submission each."""

from kith.people.forms.merging import MergePeople, ShareWith, TellApart, UndoMerge, WhichTwo
from kith.people.forms.naming import AddFamily, FindFamily
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
    "AddFamily",
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
    "FindFamily",
    "MergePeople",
    "RemoveConnection",
    "ShareWith",
    "TellApart",
    "UndoMerge",
    "WhichTwo",
    "chosen",
]
