"""A person of a family file: names, sex, birth and death, and the families that they say they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kith.domain.gedcom import naming
from kith.domain.gedcom.gathering import Gathered, date_of, kept_back, leads_nowhere, period_of
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.records import Cut
from kith.domain.gedcom.result import Details, Name
from kith.domain.network import Being, Gender, ParentageKind, Person, Says, When
from kith.domain.terms import Certainty, NameKind

_GENDERS = {"M": Gender.MALE, "F": Gender.FEMALE, "X": Gender.NON_BINARY, "U": Gender.UNKNOWN, "": Gender.UNKNOWN}
_TAKEN = frozenset(
    "NAME SEX BIRT DEAT BURI CREM FAMC FAMS ASSO RESN ADOP NOTE SNOTE OBJE ALIA ADDR PHON EMAIL FAX WWW RESI NO "
    "UID".split()
)
# The words of 5.5.1 and 7 for how a child belongs to a family, and those that programs write instead.
_PEDIGREES = {
    "BIRTH": ParentageKind.BIRTH, "NATURAL": ParentageKind.BIRTH, "BIOLOGICAL": ParentageKind.BIRTH,
    "ADOPTED": ParentageKind.ADOPTIVE, "ADOPTIVE": ParentageKind.ADOPTIVE, "FOSTER": ParentageKind.FOSTER,
    "FOSTERED": ParentageKind.FOSTER, "STEP": ParentageKind.STEP, "STEPCHILD": ParentageKind.STEP,
    "KIN": ParentageKind.KIN_CARER, "GUARDIAN": ParentageKind.KIN_CARER, "SEALING": ParentageKind.UNKNOWN,
    "UNKNOWN": ParentageKind.UNKNOWN,
}  # fmt: skip
_IN_PHRASES = (
    (re.compile(r"\bstep", re.IGNORECASE), ParentageKind.STEP),
    (re.compile(r"\bfoster", re.IGNORECASE), ParentageKind.FOSTER),
    (re.compile(r"\badopt", re.IGNORECASE), ParentageKind.ADOPTIVE),
    (re.compile(r"\b(?:kin|kinship|guardian)\b", re.IGNORECASE), ParentageKind.KIN_CARER),
)
_CERTAINTY = {
    "CHALLENGED": Certainty.CONTRADICTED,
    "DISPROVEN": Certainty.CONTRADICTED,
    "PROVEN": Certainty.CERTAIN,
}


@dataclass(frozen=True, slots=True)
class Link:
    """That a person says to be a child of a family. `kind` None: not said how."""

    family: str
    kind: ParentageKind | None
    start: When | None
    end: When | None
    says: Says
    line: int


@dataclass(frozen=True, slots=True)
class Adoption:
    """That a family, or one parent of it (`by` is HUSB, WIFE or BOTH), adopted a person."""

    family: str
    by: str
    on: When | None
    says: Says
    line: int


@dataclass(frozen=True, slots=True)
class Found:
    """One person as read, with what families and ties need later."""

    person: Person
    details: Details
    child_of: tuple[Link, ...]
    adoptions: tuple[Adoption, ...]
    partner_in: tuple[tuple[str, int], ...]
    ties: tuple[Node, ...]


def person(root: Node, cut: Cut, gathered: Gathered) -> Found:
    """A person from the tree of their record. What is kept back (RESN) in a fact stays out of the drawing."""
    names = naming.names(root, gathered)
    births, born = _events(root.all("BIRT"), "births", gathered)
    deaths, died = _events(root.all("DEAT"), "deaths", gathered)
    endings = [*root.all("DEAT"), *root.all("BURI"), *root.all("CREM")]
    told = [node for node in endings if not kept_back(node).sensitive]
    read = Person(
        id=cut.id,
        name=_shown(names),
        gender=_gender(root, gathered),
        born=born,
        died=died,
        is_dead=bool(told),
        being=Being.STILLBIRTH if any(map(_is_stillbirth, told)) else Being.PERSON,
        hint=next((name.full for name in names if name.words == naming.NOT_A_NAME), ""),
        called=next((name.full for name in names if name.kind is NameKind.CHILDS and not name.is_restricted), ""),
        says=kept_back(root),
        line=root.line,
    )
    for node in root.children:
        if node.tag not in _TAKEN and not node.tag.startswith("_"):
            gathered.leave(f"INDI.{node.tag}", node.line)
    gathered.sweep(cut.id, (cut.id,), living=not endings)
    if not cut.xref:
        gathered.problems.say("id", root.line, "A person has no id, so nothing in the file can lead to them.")
    return Found(
        read,
        Details(cut.id, names, root.said("SEX")[:20], births, deaths, root.said("UID").strip().lower()[:60]),
        tuple(_links(root, gathered)),
        tuple(_adoptions(root, gathered)),
        tuple(_partner_in(root, gathered)),
        tuple(node for node, _ in gathered.records.swept if node.tag == "ASSO" and gathered.may_keep(node.line)),
    )


def kind_of(node: Node, gathered: Gathered) -> ParentageKind | None:
    """How a child belongs to a family, from the word of the file (PEDI, _FREL, _MREL); None if it says nothing."""
    said = node.text.strip()
    if not said:
        return None
    if said.upper() in _PEDIGREES:
        return _PEDIGREES[said.upper()]
    words = f"{node.said('PHRASE')} {said}"
    for pattern, kind in _IN_PHRASES:
        if pattern.search(words):
            return kind
    if said.upper() != "OTHER":
        wrong = f'How a child belongs to a family is "{said[:40]}", which Kith does not know. Kind not known.'
        gathered.problems.say("pedi", node.line, wrong)
    return ParentageKind.UNKNOWN


def _shown(names: tuple[Name, ...]) -> str:
    """The name to draw: the first that is not kept back and is neither a pet name nor a description."""
    plain = [name for name in names if not name.is_restricted and name.words != naming.NOT_A_NAME]
    plain = [name for name in plain if name.kind is not NameKind.CHILDS]
    return plain[0].full if plain else ""


def _gender(root: Node, gathered: Gathered) -> Gender:
    node = root.first("SEX")
    said = node.text.strip().upper() if node else ""
    if node and said not in _GENDERS and said != "N":
        gathered.problems.say("sex", node.line, f'SEX is "{said[:40]}"; the letters are M, F, X and U. Not known.')
    return _GENDERS.get(said, Gender.UNKNOWN)


def _events(nodes: list[Node], what: str, gathered: Gathered) -> tuple[tuple[When, ...], When | None]:
    """Every date of a birth or death, and the one to draw: the first that is not kept back, as the standard has it."""
    if len(nodes) > 1:
        words = f"This person has {len(nodes)} {what}. The first counts; the others are kept beside it."
        gathered.problems.say("events", nodes[1].line, words)
    dates = [(date_of(node, gathered.problems), kept_back(node).sensitive) for node in nodes]
    shown = next((date for date, is_kept_back in dates if date and not is_kept_back), None)
    return tuple(date for date, _ in dates if date), shown


def _is_stillbirth(death: Node) -> bool:
    age = death.first("AGE")
    return age is not None and "stillborn" in f"{age.text} {age.said('PHRASE')}".casefold()


def _links(root: Node, gathered: Gathered) -> list[Link]:
    found: dict[tuple[object, ...], Link] = {}
    for node in root.all("FAMC"):
        family = gathered.link(node, "FAM", "family")
        gathered.count("links", accepted=bool(family) or leads_nowhere(node))
        if not family:
            continue
        pedigree, says = node.first("PEDI"), kept_back(node)
        kind = kind_of(pedigree, gathered) if pedigree else None
        certainty = _CERTAINTY.get(node.said("STAT").upper(), Certainty.CERTAIN)
        start, end = period_of(node, gathered.problems)
        if certainty is not Certainty.CERTAIN:
            says = Says(certainty, None, says.sensitive, says.withheld)
        # The same family at another time is no repetition: fostered there twice.
        found.setdefault((family, kind, start, end), Link(family, kind, start, end, says, node.line))
    return [*found.values()]


def _adoptions(root: Node, gathered: Gathered) -> list[Adoption]:
    found = []
    for node in root.all("ADOP"):
        link = node.first("FAMC")
        family = gathered.link(link, "FAM", "family") if link else ""
        if link and family:
            by = link.said("ADOP").upper()
            by = by if by in ("HUSB", "WIFE") else "BOTH"
            found.append(Adoption(family, by, date_of(node, gathered.problems), kept_back(node), node.line))
        elif not link:
            gathered.leave("INDI.ADOP", node.line)
    return found


def _partner_in(root: Node, gathered: Gathered) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for node in root.all("FAMS"):
        family = gathered.link(node, "FAM", "family")
        gathered.count("links", accepted=bool(family) or leads_nowhere(node))
        if family:
            found.setdefault(family, node.line)
    for node in root.all("ALIA"):
        if node.to and not leads_nowhere(node):
            words = "The file says that this may be the same person as another. A person must decide that."
            gathered.problems.say("alias", node.line, words)
    return [*found.items()]
