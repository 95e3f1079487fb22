"""A network to take along: as JSON that `from_json` reads again, and as a table of people for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kith.domain import spreadsheets
from kith.domain.network import dated, showing
from kith.domain.network.graph import Family, Parentage, Person, Says, Tie, Union
from kith.domain.network.when import When
from kith.domain.network.words import Being, Flow, Touch, UnionStatus
from kith.domain.terms import Certainty

COLUMNS = ("Name", "Called by the child", "Gender", "Born", "Died", "Professional")
_ENDINGS = frozenset({UnionStatus.SEPARATED, UnionStatus.DIVORCED, UnionStatus.WIDOWED, UnionStatus.ENDED})


def to_json(family: Family, *, withheld: Iterable[str] = (), with_sensitive: bool = False) -> str:
    """The family in the shape of `kith draw` (CONTRACTS.md), unknown is null. Same family, same text.

    What `showing.shown` takes out is nowhere in it; people and unions are numbered anew, so that no gap tells. Dates
    that name no day are left out.
    """
    whole = _numbered(showing.shown(family, withheld=withheld, with_sensitive=with_sensitive).family)
    document = {
        "focus": whole.focus,
        "people": [_person(person) for person in whole.people],
        "unions": [_union(union) for union in whole.unions],
        "parentage": [_parentage(row) for row in whole.parentage],
        "ties": [_tie(tie) for tie in whole.ties],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def people_csv(family: Family, *, withheld: Iterable[str] = (), with_sensitive: bool = False) -> str:
    """One line for each person, the focus first, then in the order of the family. No cell can become a formula."""
    whole = showing.shown(family, withheld=withheld, with_sensitive=with_sensitive).family
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for person in _numbered(whole).people:
        cells = (
            person.name or (f"{person.hint}, name not known" if person.hint else "Name not known"),
            person.called,
            person.gender.label,
            dated.plain(person.born) if person.born else "",
            dated.plain(person.died) if person.died else ("yes" if person.is_dead else ""),
            "yes" if person.professional else "no",
        )
        writer.writerow([spreadsheets.harmless(cell) for cell in cells])
    return out.getvalue()


def _numbered(family: Family) -> Family:
    """The family with ids that say nothing: people from 1, the focus first, and unions from u1."""
    ordered = sorted(family.people, key=lambda person: person.id != family.focus)
    ids = {person.id: str(at) for at, person in enumerate(ordered, 1)}
    unions = {union.id: f"u{at}" for at, union in enumerate(family.unions, 1)}

    def each(people: Iterable[str]) -> tuple[str, ...]:
        return tuple(ids[person] for person in people)

    return Family(
        people=tuple(replace(person, id=ids[person.id]) for person in ordered),
        unions=tuple(replace(one, id=unions[one.id], partners=each(one.partners)) for one in family.unions),
        parentage=tuple(
            replace(row, child=ids[row.child], parents=each(row.parents), union=unions.get(row.union or ""))
            for row in family.parentage
        ),
        ties=tuple(replace(tie, a=ids[tie.a], b=ids[tie.b]) for tie in family.ties),
        focus=ids.get(family.focus or ""),
    )


def _person(person: Person) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": person.id,
        "name": person.name or None,
        "gender": person.gender.value,
        "born": _date(person.born),
        "died": _date(person.died) or (True if person.has_died else None),
    }
    extra = {
        "being": person.being.value if person.being is not Being.PERSON else "",
        "hint": person.hint,
        "called": person.called,
        "professional": person.professional,
        "marks": list(person.marks),
        "certainty": _certainty(person.says),
    }
    return row | {key: value for key, value in extra.items() if value}


def _union(union: Union) -> dict[str, Any]:
    """The first status is the kind; if the last is an ending, it is how it ended; what lies between is the history."""
    history = list(union.history)
    first = history.pop(0) if history else None
    last = history.pop() if history and history[-1].kind in _ENDINGS else None
    row: dict[str, Any] = {
        "id": union.id,
        "partners": list(union.partners),
        "kind": first.kind.value if first else None,
        "from": _date(first.start) if first else None,
        "to": _date(last.start) if last else None,
        "ended": last.kind.value if last else None,
    }
    if history:
        row["history"] = [{"kind": one.kind.value, "from": _date(one.start)} for one in history]
    return row | _unsure(union.says)


def _parentage(row: Parentage) -> dict[str, Any]:
    found: dict[str, Any] = {
        "child": row.child,
        "parents": list(row.parents),
        "union": row.union,
        "kind": row.kind.value,
    }
    return found | _unsure(row.says) | _time(row.start, row.end)


def _tie(tie: Tie) -> dict[str, Any]:
    row: dict[str, Any] = {"a": tie.a, "b": tie.b, "kind": tie.kind.value}
    extra = {
        "words": tie.words,
        "quality": tie.quality.value if tie.quality else "",
        "ring": tie.ring.value if tie.ring else "",
        "sector": tie.sector.value if tie.sector else "",
        "supports": list(tie.supports),
        "touch": tie.touch.value if tie.touch is not Touch.UNKNOWN else "",
        "seen": _date(tie.seen),
        "flow": tie.flow.value if tie.flow is not Flow.NONE else "",
        "certainty": _certainty(tie.says),
    }
    return row | {key: value for key, value in extra.items() if value} | _time(tie.start, tie.end)


def _certainty(says: Says) -> str:
    return "" if says.certainty is Certainty.CERTAIN else says.certainty.value


def _unsure(says: Says) -> dict[str, str]:
    return {key: word for key, word in (("certainty", _certainty(says)),) if word}


def _time(start: When | None, end: When | None) -> dict[str, str]:
    return {key: text for key, text in (("from", _date(start)), ("to", _date(end))) if text}


def _date(date: When | None) -> str | None:
    """Words that `when.parse` reads; None where no day is named."""
    return dated.plain(date) if date and (date.first or date.last) else None
