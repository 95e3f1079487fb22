"""Reads tests/data/matching/hard_pairs.csv: pairs of descriptions, and whether they are of one person."""

import csv
import datetime
from pathlib import Path
from typing import NamedTuple

from kith.domain import matching, names
from kith.domain.matching import births

FILE = Path(__file__).resolve().parent.parent / "data" / "matching" / "hard_pairs.csv"


class Pair(NamedTuple):
    """Two descriptions; `same` is the truth."""

    line: int
    kind: str
    same: bool
    a: matching.Person
    b: matching.Person


def load() -> list[Pair]:
    """Every pair of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Pair(line, row["kind"], row["truth"] == "same", _person("a", row), _person("b", row))
        for line, row in enumerate(rows, start=2)
    ]


def _person(side: str, row: dict[str, str]) -> matching.Person:
    value = {key.removeprefix(f"{side}_"): text for key, text in row.items() if key.startswith(f"{side}_")}
    if value["whole"]:
        known = [names.Name(whole=value["whole"])]
    else:
        known = [names.Name(given=value["given"], family=value["family"])]
    if value["former"]:
        known.append(names.Name(family=value["former"], kind=names.NameKind.BIRTH))
    return matching.Person(
        side,
        tuple(known),
        births.parse(value["born"]) if value["born"] else None,
        place=value["place"],
        phones=(value["phone"],) if value["phone"] else (),
        relations=(matching.Relation("the child", value["relation"]),) if value["relation"] else (),
        died_on=_date(value["died"]),
        seen_on=_date(value["seen"]),
    )


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
