"""What the parts of a name say about a family, by the custom that a person chose: a second name may be the father's."""

import functools
import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from kith.domain.names import folding
from kith.domain.names.model import Name
from kith.domain.terms import Term


class Part(Term):
    """What one word of a name is."""

    OWN = "own", "own name"
    MIDDLE = "middle", "middle name"
    FATHER = "father", "father's first name"
    GRANDFATHER = "grandfather", "grandfather's first name"
    FAMILY = "family", "family name"
    FATHER_FAMILY = "father_family", "father's family name"
    MOTHER_FAMILY = "mother_family", "mother's family name"
    RELIGIOUS = "religious", "religious name"


# The parts that name somebody else, and whom.
_LEADS = {
    Part.FATHER: "may be the first name of the father; brothers and sisters would share it",
    Part.GRANDFATHER: "may be the first name of the father's father",
    Part.FATHER_FAMILY: "may be the family name of the father's side",
    Part.MOTHER_FAMILY: "may be the family name of the mother's side",
    Part.FAMILY: "may be the name of the family",
}


@dataclass(frozen=True, slots=True)
class Custom:
    """One naming custom: the parts from the beginning (`first`), from the end (`last`), and what stands between.

    Words of `between` name nobody: son of, daughter of, of, the.
    """

    id: str
    title: str
    help: str
    first: tuple[Part, ...]
    rest: Part | None
    last: tuple[Part, ...]
    between: frozenset[str]


@functools.cache
def load() -> Mapping[str, Custom]:
    """The customs of `data/customs.toml` by id."""
    text = (resources.files("kith.domain.names") / "data" / "customs.toml").read_text("utf-8")
    tables = ((name, table) for name, table in tomllib.loads(text).items() if isinstance(table, dict))
    return {name: _custom(name, table) for name, table in tables}


def read(name: Name, custom: Custom) -> tuple[tuple[str, Part], ...]:
    """Each word of a name, folded, with what it is in this custom. Words beyond what the custom names are left out.

    A single word is the person's own name in every custom.
    """
    words = [word for word in folding.words(name.written) if folding.plain(word) not in custom.between]
    if len(words) == 1:
        return ((words[0], Part.OWN),)
    ending = custom.last[: max(len(words) - len(custom.first), 0)]
    beginning, end = words[: len(words) - len(ending)], words[len(words) - len(ending) :]
    rest = itertools.repeat(custom.rest)
    meant = zip(beginning, itertools.chain(custom.first, rest), strict=False)
    return (*((word, part) for word, part in meant if part), *zip(end, ending, strict=True))


def leads(name: Name, custom: Custom) -> tuple[str, ...]:
    """One sentence for each part that names somebody else in the family: where to look next, never proof."""
    return tuple(f"{word.title()} {_LEADS[part]}." for word, part in read(name, custom) if part in _LEADS)


def _custom(name: str, table: Mapping[str, Any]) -> Custom:
    return Custom(
        id=name,
        title=table["title"],
        help=table["help"],
        first=tuple(Part(part) for part in table["first"]),
        rest=Part(table["rest"]) if "rest" in table else None,
        last=tuple(Part(part) for part in table.get("last", ())),
        between=frozenset(table.get("between", ())),
    )
