"""The part of docs/reference/rules.md on networks: what each measure is, its figures, and the cases that hold them."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from kith.domain.network import bonds, changes, definitions, loving, measures
from kith.domain.terms import SupportKind

MEASURES: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("Who is in the network", bonds.network),
    ("Size", measures.size),
    ("Density", measures.density),
    ("Composition", measures.composition),
    ("Diversity", measures.diversity),
    ("Sides with someone", measures.sides_with_someone),
    ("Capacity", measures.capacity),
    ("Gaps", measures.gaps),
    ("Thin", measures.thin),
    ("Multiplexity", measures.multiplexity),
    ("Spare", measures.spare),
    ("If one drops out", measures.if_one_drops_out),
    ("If a household drops out", measures.if_a_household_drops_out),
    ("Fragments", measures.fragments),
    ("Isolated", measures.isolated),
    ("Loving relationships", loving.loving),
    ("Change", changes.change),
    ("Change after months", changes.since),
    ("After a move", changes.after_a_move),
    ("How long ties last", changes.survival),
)


def section(cases: Callable[[str], list[dict[str, Any]]], table: Callable[..., Iterator[str]]) -> Iterator[str]:
    """The lines of the section; `cases` and `table` are those of the page."""
    figures = definitions.load()
    yield from ("## Measures of a network", "")
    yield "They describe a network for those who work with the child; none is a target, and no child sees a score."
    yield f"Used from {figures.valid_from}."
    yield ""
    yield from table(("Measure", "What it is"), ((name, said(function)) for name, function in MEASURES))
    yield from table(("Figure", "Where it comes from"), figures.sources)
    yield "In the cases a person is in touch, an adult, unpaid and of no side unless it says otherwise."
    yield ""
    yield from table(
        ("Case", "On", "People in touch", "Know each other", "What is said"), map(network_row, cases("network"))
    )
    yield from table(
        ("Case", "From", "To", "People", "Kept", "New", "Lost", "Alike"), map(change_row, cases("network_change"))
    )
    yield "In these a person meets every test on 1 June 2026 unless it says otherwise."
    yield ""
    yield from table(
        ("Case", "The child answers", "People", "Found", "What is said"), map(loving_row, cases("network_loving"))
    )


def said(function: Callable[..., Any]) -> str:
    """What a function says of itself, on one line."""
    return " ".join((inspect.getdoc(function) or "").split())


def network_row(case: dict[str, Any]) -> tuple[object, ...]:
    """One case of the measures as a row."""
    knows = ", ".join(" and ".join(pair) for pair in case.get("knows", ()))
    return case["name"], case["on"], people(case), knows or "nobody", " ".join(case["said"])


def change_row(case: dict[str, Any]) -> tuple[object, ...]:
    """One case of change as a row."""
    parts = (", ".join(case.get(part, ())) or "nobody" for part in ("kept", "new", "lost"))
    return case["name"], case["first"], case["second"], people(case), *parts, case["alike"]


def loving_row(case: dict[str, Any]) -> tuple[object, ...]:
    """One case of loving relationships as a row."""
    answer = loving.LovedAnswer(case["answer"]).label
    return case["name"], answer, people(case), case["found"], " ".join(case["said"])


def people(case: dict[str, Any]) -> str:
    """The people of a case with whatever is not usual about them."""
    return "; ".join(map(person, case["people"])) or "nobody"


def person(row: dict[str, Any]) -> str:
    """One person of a case."""
    rest = {key: value for key, value in row.items() if key != "name"}
    kinds = [SupportKind(kind).label for kind in rest.pop("supports", ())]
    details = [f"{key.replace('_', ' ')}: {shown(value)}" for key, value in rest.items()]
    if kinds:
        details.append("gives everything" if len(kinds) == len(SupportKind) else f"gives: {', '.join(kinds)}")
    return f"{row['name']} ({', '.join(details)})" if details else str(row["name"])


def shown(value: object) -> str:
    """A value of a case in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")
