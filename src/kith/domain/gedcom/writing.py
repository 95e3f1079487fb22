"""Writing a family as FamilySearch GEDCOM 7, without those who are kept back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kith.domain.gedcom import dating, families, naming, ties
from kith.domain.gedcom.result import Name
from kith.domain.network import (
    Being,
    Family,
    Gender,
    ParentageKind,
    Person,
    Says,
    UnionStatus,
    graph,
    showing,
    siblings,
)
from kith.domain.terms import Certainty, NameKind

_SEXES = {
    Gender.MALE: "M", Gender.TRANS_MAN: "M", Gender.FEMALE: "F", Gender.TRANS_WOMAN: "F", Gender.NON_BINARY: "X",
}  # fmt: skip
_PEDIGREES = {
    ParentageKind.BIRTH: "BIRTH", ParentageKind.ADOPTIVE: "ADOPTED", ParentageKind.FOSTER: "FOSTER",
}  # fmt: skip
_TYPES = {NameKind.BIRTH: "BIRTH", NameKind.MARRIED: "MARRIED", NameKind.ALIAS: "AKA"}
_ROLES = {kind: role for role, (_, kind) in ties.ROLES.items() if kind in ties.BY_ROLE}
_EVENTS = {UnionStatus.MARRIED: "MARR", UnionStatus.DIVORCED: "DIV"}
# GEDCOM 7 allows no control characters and no half letters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[ \t\n\r\f\v]+")
_NO_FORM = frozenset({Being.PREGNANCY, Being.MISCARRIAGE, Being.ABORTION})


@dataclass(frozen=True, slots=True)
class Written:
    """The file as text, and how many of each kind of row it leaves out, for whoever hands it on."""

    text: str
    left_out: Mapping[str, int]

    @property
    def data(self) -> bytes:
        """The file as bytes: UTF-8 with the byte-order mark that the standard asks for."""
        return b"\xef\xbb\xbf" + self.text.encode()


def write(
    family: Family,
    names: Mapping[str, Sequence[Name]] | None = None,
    *,
    uids: Mapping[str, str] | None = None,
    withheld: Iterable[str] = (),
    with_sensitive: bool = False,
) -> Written:
    """A family as GEDCOM 7.0. `names` are further names by person; without them the name of the drawing is written.
    `uids` name each person in every copy, so that a file that comes back doubles nobody.

    People in `withheld`, and all that is marked as withheld, are in no line, number or order of the file; what is
    sensitive only `with_sensitive`, then with RESN CONFIDENTIAL. Read again, it has the same people, couples, parents
    and dates. There is no place in the standard for households, for how a tie feels, and for a pregnancy: left out.
    Trans men are written M, trans women F: a file that travels says no more of anybody. Same family, same text.
    """
    gone = [*withheld, *(person.id for person in family.people if person.being in _NO_FORM)]
    whole, left_out = showing.shown(family, withheld=gone, with_sensitive=with_sensitive)
    if whole.households:
        left_out["households"] = left_out.get("households", 0) + len(whole.households)
    writer = _Writer(whole, names or {}, uids or {}, with_sensitive=with_sensitive)
    return Written("\n".join(writer.lines()) + "\n", left_out)


@dataclass
class _Fam:
    """One family record: a union, parents of a child who are none on record, or brothers and sisters without parents.

    The standard knows no other way to say that two people are brother and sister. Half- and step-brothers would be more
    than is known there: they have their tie alone (ASSO).
    """

    partners: tuple[str, ...]
    union: graph.Union | None
    children: dict[str, None] = field(default_factory=dict)


class _Writer:
    def __init__(
        self,
        family: Family,
        names: Mapping[str, Sequence[Name]],
        uids: Mapping[str, str],
        *,
        with_sensitive: bool,
    ) -> None:
        self.family = family
        self.names = names
        self.uids = uids
        self.with_sensitive = with_sensitive
        ordered = sorted(family.people, key=lambda person: person.id != family.focus)
        self.people = {person.id: (f"@I{at}@", person) for at, person in enumerate(ordered, 1)}
        self.fams: dict[tuple[str, ...], _Fam] = {}
        for union in family.unions:
            self.fams["union", union.id] = _Fam(union.partners, union)
        self.child_of: dict[str, list[tuple[tuple[str, ...], graph.Parentage]]] = {}
        for row in family.parentage:
            key = self._key(row)
            fam = self.fams.setdefault(key, _Fam(row.parents, None))
            fam.children[row.child] = None
            self.child_of.setdefault(row.child, []).append((key, row))
        self.child_among: dict[str, tuple[str, ...]] = {}
        # A tie that is kept back is said by itself alone, where it carries its mark.
        told = tuple(tie for tie in family.ties if not tie.says.sensitive)
        for people in siblings.full_sets(replace(family, ties=told)):
            self.fams["siblings", *people] = _Fam((), None, dict.fromkeys(people))
            self.child_among |= dict.fromkeys(people, ("siblings", *people))
        self.xrefs = {key: f"@F{at}@" for at, key in enumerate(self.fams, 1)}
        self.partner_in: dict[str, list[str]] = {}
        for key, fam in self.fams.items():
            for partner in fam.partners:
                self.partner_in.setdefault(partner, []).append(self.xrefs[key])
        self.ties: dict[str, list[graph.Tie]] = {}
        for tie in family.ties:
            self.ties.setdefault(tie.a, []).append(tie)

    def _key(self, row: graph.Parentage) -> tuple[str, ...]:
        union = self.family.union_by_id.get(row.union) if row.union else None
        if union and set(union.partners) == set(row.parents):
            return "union", union.id
        return "parents", *row.parents

    def lines(self) -> Iterator[str]:
        body = [*self._bodies()]
        yield from ("0 HEAD", "1 GEDC", "2 VERS 7.0")
        if any(line.startswith("2 _DATE") for line in body):
            yield from ("1 SCHMA", "2 TAG _DATE https://gedcom.io/terms/v7/DATE")
        yield from body
        yield "0 TRLR"

    def _bodies(self) -> Iterator[str]:
        for xref, person in self.people.values():
            yield f"0 {xref} INDI"
            yield from self._person(person)
        for key, fam in self.fams.items():
            yield f"0 {self.xrefs[key]} FAM"
            yield from self._fam(fam)

    # People

    def _person(self, person: Person) -> Iterator[str]:
        yield from _kept_back(1, person.says)
        for name in self._names(person):
            yield from _name(name)
        if person.gender in _SEXES:
            yield f"1 SEX {_SEXES[person.gender]}"
        if person.born:
            yield "1 BIRT"
            yield from _date(2, "DATE", *dating.gedcom(person.born))
        yield from _death(person)
        yield from self._families(person.id)
        for tie in self.ties.get(person.id, ()):
            yield from self._tie(tie)
        if person.id in self.uids:
            yield f"1 UID {self.uids[person.id]}"

    def _names(self, person: Person) -> Iterator[Name]:
        """The name of the drawing first, so that it is the name of the drawing again."""
        own = [name for name in self.names.get(person.id, ()) if self.with_sensitive or not name.is_restricted]
        if person.name:
            yield next((one for one in own if one.full == person.name), Name(NameKind.USED, person.name))
        yield from (one for one in own if one.full != person.name)
        if person.called and not any(one.kind is NameKind.CHILDS for one in own):
            yield Name(NameKind.CHILDS, person.called)
        if person.hint:
            yield Name(NameKind.ALIAS, person.hint, words=naming.NOT_A_NAME)

    def _families(self, person: str) -> Iterator[str]:
        adoptions = []
        for key, row in self.child_of.get(person, ()):
            start = row.start
            if row.kind is ParentageKind.ADOPTIVE and start:
                adoptions.append((self.xrefs[key], start))
                start = None
            yield f"1 FAMC {self.xrefs[key]}"
            yield from _pedigree(row.kind)
            if row.says.certainty is Certainty.CONTRADICTED:
                yield "2 STAT CHALLENGED"
            yield from _kept_back(2, row.says)
            yield from _date(2, "_DATE", *dating.gedcom_period(start, row.end))
        if person in self.child_among:
            yield f"1 FAMC {self.xrefs[self.child_among[person]]}"
        for xref, day in adoptions:
            yield "1 ADOP"
            yield from _date(2, "DATE", *dating.gedcom(day))
            yield from (f"2 FAMC {xref}", "3 ADOP BOTH")
        yield from (f"1 FAMS {xref}" for xref in self.partner_in.get(person, ()))

    def _tie(self, tie: graph.Tie) -> Iterator[str]:
        yield f"1 ASSO {self.people[tie.b][0]}"
        role = _ROLES.get(tie.kind, "OTHER")
        yield f"2 ROLE {role}"
        words = tie.words
        if role == "OTHER":
            plain = not words or (ties.kind_of(words) is not tie.kind)
            words = ": ".join(filter(None, (tie.kind.label, tie.words))) if plain else words
        if words:
            yield from _text(3, "PHRASE", words)
        yield from _kept_back(2, tie.says)
        yield from _date(2, "_DATE", *dating.gedcom_period(tie.start, tie.end))

    # Families

    def _fam(self, fam: _Fam) -> Iterator[str]:
        for role, partner in self._roles(fam.partners):
            yield f"1 {role} {self.people[partner][0]}"
        yield from (f"1 CHIL {self.people[child][0]}" for child in fam.children)
        if not fam.union:
            if len(fam.partners) > 1:
                yield from ("1 EVEN", f"2 TYPE {families.NO_COUPLE}")
            return
        yield from _kept_back(1, fam.union.says)
        for status in fam.union.history:
            yield from _status(status)
        if len(fam.partners) == 1 and fam.children and not fam.union.history:
            yield from ("1 EVEN", f"2 TYPE {families.PARTNER_NOT_KNOWN}")

    def _roles(self, partners: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """HUSB and WIFE are places for two partners, whoever they are; where it fits, by gender."""
        sexes = [_SEXES.get(self.people[partner][1].gender) for partner in partners]
        first, second = [*sexes, None, None][:2]
        turned = (first == "F" and second != "F") or (second == "M" and first != "M")
        return zip(("WIFE", "HUSB") if turned else ("HUSB", "WIFE"), partners, strict=False)


def _name(name: Name) -> Iterator[str]:
    full = _one_line(name.full).replace("/", "\u2215")
    given, family = (_one_line(part).replace("/", "\u2215") for part in (name.given, name.family))
    slashed = full
    if family and full == f"{given} {family}".strip():
        slashed = f"{given} /{family}/".strip()
    yield from _text(1, "NAME", slashed)
    if name.kind in _TYPES and not name.words:
        yield f"2 TYPE {_TYPES[name.kind]}"
    elif name.kind is not NameKind.USED:
        yield "2 TYPE OTHER"
        yield from _text(3, "PHRASE", name.words if name.kind is NameKind.ALIAS else name.kind.label)
    if given:
        yield from _text(2, "GIVN", given)
    if family:
        yield from _text(2, "SURN", family)
    if name.is_restricted:
        yield "2 RESN CONFIDENTIAL"


def _death(person: Person) -> Iterator[str]:
    if not person.has_died and person.being is not Being.STILLBIRTH:
        return
    yield "1 DEAT" if person.died or person.being is Being.STILLBIRTH else "1 DEAT Y"
    if person.died:
        yield from _date(2, "DATE", *dating.gedcom(person.died))
    if person.being is Being.STILLBIRTH:
        yield from ("2 AGE 0y", "3 PHRASE Stillborn")


def _pedigree(kind: ParentageKind) -> Iterator[str]:
    yield f"2 PEDI {_PEDIGREES.get(kind, 'OTHER')}"
    if kind not in _PEDIGREES:
        yield f"3 PHRASE {kind.label}"


def _status(status: graph.Status) -> Iterator[str]:
    tag = _EVENTS.get(status.kind, "EVEN")
    detail = [*_kept_back(2, status.says)]
    if status.start:
        detail += _date(2, "DATE", *dating.gedcom(status.start))
    if tag == "EVEN":
        detail.insert(0, f"2 TYPE {status.kind.label}")
    yield f"1 {tag}" if detail else f"1 {tag} Y"
    yield from detail


def _kept_back(level: int, says: Says) -> Iterator[str]:
    if says.sensitive or says.withheld:
        yield f"{level} RESN CONFIDENTIAL"


def _date(level: int, tag: str, payload: str, phrase: str) -> Iterator[str]:
    if payload or phrase:
        yield f"{level} {tag} {payload}".rstrip()
    if phrase:
        yield from _text(level + 1, "PHRASE", phrase)


def _text(level: int, tag: str, text: str) -> Iterator[str]:
    """A line with text, its further lines as CONT; a leading @ is doubled."""
    first, *rest = _FORBIDDEN.sub("", text).replace("\r", "\n").split("\n")
    yield f"{level} {tag} {_escaped(first)}"
    yield from (f"{level + 1} CONT {_escaped(line)}" for line in rest)


def _escaped(text: str) -> str:
    return f"@{text}" if text.startswith("@") else text


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip(" ")
