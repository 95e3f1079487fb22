"""Forms: looking, evidence, letters and answers, family time, places to look."""

from kith.finding.forms.family import CallOff, CarerTaps, ChildCheckIn, PlanFamilyTime, WhatCameOfIt
from kith.finding.forms.letters import RecordAnswer, WriteLetter
from kith.finding.forms.looking import (
    AddEvidence,
    EndSearch,
    HandOver,
    Resume,
    StartSearch,
    TakeBack,
    WriteDownTry,
)
from kith.finding.forms.notes import AnswerNotes, TakeInNotes
from kith.finding.forms.places import KeepLetterHead, OpenPlaces
from kith.finding.forms.queue import HandBack
from kith.finding.forms.suggesting import PutAside

__all__ = [
    "AddEvidence",
    "AnswerNotes",
    "CallOff",
    "CarerTaps",
    "ChildCheckIn",
    "EndSearch",
    "HandBack",
    "HandOver",
    "KeepLetterHead",
    "OpenPlaces",
    "PlanFamilyTime",
    "PutAside",
    "RecordAnswer",
    "Resume",
    "StartSearch",
    "TakeBack",
    "TakeInNotes",
    "WhatCameOfIt",
    "WriteDownTry",
    "WriteLetter",
]
