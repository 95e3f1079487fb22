"""Ties to people who are no family by record: friends, godparents, neighbours, teachers, workers (ASSO)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kith.domain.gedcom.gathering import Gathered, kept_back, leads_nowhere, period_of
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.people import Found
from kith.domain.network import Person, Tie, TieKind

# The roles of GEDCOM 7: what each is called, and what kind of tie it makes.
ROLES = {
    "CHIL": ("child", TieKind.RELATIVE),
    "CLERGY": ("minister", TieKind.FAITH),
    "FATH": ("father", TieKind.RELATIVE),
    "FRIEND": ("friend", TieKind.FRIEND),
    "GODP": ("godparent", TieKind.GODPARENT),
    "HUSB": ("husband", TieKind.RELATIVE),
    "MOTH": ("mother", TieKind.RELATIVE),
    "MULTIPLE": ("twin", TieKind.TWIN),
    "NGHBR": ("neighbour", TieKind.NEIGHBOUR),
    "OFFICIATOR": ("held the service", TieKind.OTHER),
    "PARENT": ("parent", TieKind.RELATIVE),
    "SPOU": ("husband or wife", TieKind.RELATIVE),
    "WIFE": ("wife", TieKind.RELATIVE),
    "WITN": ("witness", TieKind.OTHER),
}
# Words that people write, the narrower before the wider.
_WORDS = (
    ("god(mother|father|parent)", TieKind.GODPARENT),
    ("identical twin", TieKind.IDENTICAL_TWIN),
    ("twin", TieKind.TWIN),
    ("chosen family", TieKind.CHOSEN_FAMILY),
    ("(foster |kinship )?carer|childminder|nanny", TieKind.CARER),
    ("teacher|tutor|head ?teacher|teaching assistant|school|lecturer", TieKind.SCHOOL),
    ("coach|club|scouts?|guides?|cadets?", TieKind.CLUB),
    ("vicar|priest|imam|rabbi|pastor|minister|church|mosque|temple|faith", TieKind.FAITH),
    ("worker|adviser|advocate|reviewing officer|solicitor|doctor|nurse|therapist|mentor|professional", TieKind.WORKER),
    ("friend|mate", TieKind.FRIEND),
    ("neighbou?r", TieKind.NEIGHBOUR),
    (r"half[ -]?(brother|sister|sibling)", TieKind.HALF_SIBLING),
    (r"step[ -]?(brother|sister|sibling)", TieKind.STEP_SIBLING),
    (r"(adopted|adoptive) (brother|sister|sibling)", TieKind.ADOPTIVE_SIBLING),
    ("brother|sister|sibling", TieKind.SIBLING),
    (
        "(great[ -])*(grand[ -]?)?(aunt(ie|y)?|uncle|cousin|nephew|niece|mother|father|mum|dad|parent|son|daughter)",
        TieKind.RELATIVE,
    ),
    ("nan|nana|gran|grandma|grandad|grandpa|relative|relation", TieKind.RELATIVE),
    ("know each other", TieKind.KNOWS),
)
_PATTERNS = tuple((re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE), kind) for words, kind in _WORDS)
_LABELS = {kind.label.casefold(): kind for kind in TieKind}
# Kinds that a role of the standard says whole; the others need the writer's words.
BY_ROLE = frozenset({TieKind.FRIEND, TieKind.GODPARENT, TieKind.NEIGHBOUR, TieKind.TWIN})
_NEED_WORDS = frozenset({TieKind.RELATIVE, TieKind.OTHER, TieKind.FAITH})
_LONGEST = 120


def ties(found: Iterable[Found], gathered: Gathered) -> tuple[list[Tie], list[Person]]:
    """Every tie of ASSO, from the person whose record it is in, and the people who are only named in it."""
    rows: list[Tie] = []
    named: list[Person] = []
    for one in found:
        for node in one.ties:
            other = _other(node, gathered, named)
            is_tie = bool(other) and other != one.person.id
            if other == one.person.id:
                gathered.problems.say("self", node.line, f'"{other}" is tied to themselves. Left out.')
            gathered.count("ties", accepted=is_tie)
            if is_tie:
                rows.append(_tie(node, one.person.id, other, gathered))
    return rows, named


def kind_of(words: str) -> TieKind:
    """The kind of tie that somebody's words for it mean."""
    exact = _LABELS.get(words.partition(":")[0].strip().casefold())
    if exact:
        return exact
    return next((kind for pattern, kind in _PATTERNS if pattern.search(words)), TieKind.OTHER)


def _other(node: Node, gathered: Gathered, named: list[Person]) -> str:
    """The person that an ASSO leads to. One without a record, who is only named, becomes a person."""
    phrase = " ".join(node.said("PHRASE").split())
    if not leads_nowhere(node):
        return gathered.link(node, "INDI", "person")
    if not phrase:
        gathered.problems.say("link", node.line, "ASSO names nobody. Left out.")
        return ""
    new = Person(gathered.records.unused(f"line {node.line}"), phrase[:200], line=node.line)
    named.append(new)
    return new.id


def _tie(node: Node, a: str, b: str, gathered: Gathered) -> Tie:
    label, kind, said = _said(node)
    if kind is TieKind.OTHER and said:
        kind = kind_of(said)
        said = _without_label(said, kind)
    words = said or (label if kind in _NEED_WORDS else "")
    if words.casefold() == kind.label.casefold():
        words = ""
    start, end = period_of(node, gathered.problems)
    return Tie(a, b, kind, words[:_LONGEST], start=start, end=end, says=kept_back(node), line=node.line)


def _without_label(said: str, kind: TieKind) -> str:
    """The words after the name of the kind, as the writer puts them where they do not say the kind themselves."""
    before, colon, after = said.partition(":")
    return after.strip() if colon and _LABELS.get(before.strip().casefold()) is kind else said


def _said(node: Node) -> tuple[str, TieKind, str]:
    """What the role is called, the kind of tie it makes, and the writer's own words (RELA of 5.5.1, PHRASE of 7)."""
    said = " ".join(node.said("RELA").split())
    role = node.first("ROLE")
    if not role:
        return "", TieKind.OTHER, said
    word = role.text.strip()
    said = said or " ".join(role.said("PHRASE").split())
    if word.upper() in ROLES:
        return *ROLES[word.upper()], said
    return "", TieKind.OTHER, said or ("" if word.upper() == "OTHER" else word)
