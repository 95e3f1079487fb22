"""Relations as paths from the child: how steps join, which say the same, and the plain words for them."""

import functools

from kith.domain.casefiles import lexicon

Path = tuple[str, ...]

# Not "sibling": the field says brothers and sisters (practice 3.2).
SIBLING = "brother or sister"
_WHOLE = frozenset({"brother", "sister", SIBLING})
SIBLINGS = _WHOLE | {"twin", "twin brother", "twin sister"}
# What one who has one parent with the child is, for what is said of who has both.
HALF = {"brother": "half-brother", "sister": "half-sister", SIBLING: "half-brother or half-sister"}
HALVES = frozenset(HALF.values())
CHILDREN = frozenset({"son", "daughter", "child"})
_PARENTS = frozenset({"mother", "father", "parent"})
_AUNTS = frozenset({"aunt", "uncle", "aunt or uncle"})
_SPOUSES = frozenset({"husband", "wife", "spouse", "partner", "boyfriend", "girlfriend", "fiancé", "fiancée"})
# Whoever is this to a brother is it to the child too, as far as the words say.
_OF_ALL = frozenset({"grandmother", "grandfather", "grandparent", "aunt", "uncle", "cousin"})
_GRAND = {"mother": "grandmother", "father": "grandfather", "parent": "grandparent"}
# Relations compared are few and come again and again in a long file.
_PAIRS_KEPT = 4096
_PAIRS = {
    "parent": ("mother", "father"),
    "grandparent": ("grandmother", "grandfather"),
    SIBLING: ("sister", "brother"),
    "half-brother or half-sister": ("half-sister", "half-brother"),
    "stepbrother or stepsister": ("stepsister", "stepbrother"),
    "aunt or uncle": ("aunt", "uncle"),
    "twin": ("twin sister", "twin brother"),
    "adoptive parent": ("adoptive mother", "adoptive father"),
}
_GRAND_OF = {(grand,): parent for parent, grand in _GRAND.items()}
# What half, step, foster and so on make of a word; "great" goes before any word.
_COMPOUNDS = {
    "half": {"brother": "half-brother", "sister": "half-sister", SIBLING: "half-brother or half-sister"},
    "step": {
        **{part: f"step{part}" for part in ("mother", "father", "parent", "brother", "sister", "son")},
        **{
            SIBLING: "stepbrother or stepsister",
            "daughter": "stepdaughter",
            "grandmother": "step-grandmother",
            "grandfather": "step-grandfather",
        },
        **{"aunt": "step-aunt", "uncle": "step-uncle", "cousin": "step-cousin", "grandparent": "step-grandparent"},
    },
    "foster": {
        **dict.fromkeys(("mother", "father", "parent"), "foster carer"),
        **{part: f"foster {part}" for part in ("brother", "sister", SIBLING, "grandmother", "grandfather", "family")},
        **{"aunt": "foster aunt", "uncle": "foster uncle", "cousin": "foster cousin", "son": "foster brother"},
    },
    "respite": {"foster carer": "respite carer"},
    "emergency": {"foster carer": "foster carer"},
    "kinship": {"foster carer": "kinship carer"},
    "prospective": {"adoptive parent": "prospective adopter"},
}
_GREAT = frozenset(
    "grandmother grandfather grandparent aunt uncle niece nephew great-grandmother great-grandfather "
    "great-grandparent great-aunt great-uncle grandson granddaughter".split()
)
_FORMER = frozenset(
    "foster carer|respite carer|kinship carer|teacher|social worker|key worker|partner|husband|wife|boyfriend|"
    "girlfriend|stepfather|stepmother|headteacher|support worker|residential worker|neighbour|childminder|coach|"
    "teaching assistant|youth worker|personal adviser|independent visitor|mentor|foster family|host family|advocate|"
    "reviewing officer|nurse|therapist|special guardian|landlady|landlord".split("|")
)


_PAST = frozenset({"former", "ex", "previous", "old", "past"})
_COUPLES = frozenset({"partner", "husband", "wife", "boyfriend", "girlfriend"})
# Of these a first or a last one is over: "her first carer", "his last foster carers".
_PLACED = frozenset({"foster carer", "respite carer", "kinship carer", "foster family", "host family"})

# What a single word may be besides, two steps from a parent: "great-aunt" of "his nan's sister", "Uncle Sanjay" of the
# husband of an aunt.
_OLDER = tuple((parent, step) for parent in ("mother", "father") for step in ("sister", SIBLING))
_FAR: dict[str, tuple[Path, ...]] = {
    "great-aunt": (*_OLDER, ("mother", "twin sister"), ("father", "twin sister")),
    "great-uncle": tuple((parent, step) for parent in ("mother", "father") for step in ("brother", SIBLING)),
    "great-grandmother": (("mother", "mother"), ("father", "mother")),
    "great-grandfather": (("mother", "father"), ("father", "father")),
    "uncle": tuple((step, spouse) for step in ("sister", "brother") for spouse in ("husband", "spouse", "partner")),
    "aunt": tuple((step, spouse) for step in ("sister", "brother") for spouse in ("wife", "spouse", "partner")),
}


def compound(word: str, atom: str) -> str | None:
    """The relation that a word before it makes: half + brother, step + mother, great + aunt; None = no such thing."""
    if word == "great":
        return f"great-{atom}" if atom in _GREAT else None
    if word in {"adoptive", "adopted"}:
        return f"adoptive {atom}" if atom in {*_PARENTS, *_WHOLE, "grandmother", "grandfather", "family"} else None
    if word == "then" and atom in _COUPLES:
        return f"former {atom}"
    if word == "first" and atom in {"wife", "husband"}:
        return f"former {atom}"
    if word in _PAST or word in {"first", "last"} and atom in _PLACED:
        return f"former {atom}" if atom in _FORMER else None
    if word == "twin":
        return f"twin {atom}" if atom in _WHOLE else None
    return _COMPOUNDS.get(word, {}).get(atom)


def joined(owner: Path, own: Path) -> Path:
    """The path to somebody's somebody: what the words say, in the shortest form that means the same.

    A mother's sister's mother is a mother's mother; a mother's mother's son is a mother's brother; a parent's child is
    a brother or sister; an aunt's child is a cousin. Nothing is shortened where it could be another person.
    """
    path = list(owner)
    for step in own:
        path = _with(path, step)
    return tuple(path)


def _with(path: list[str], step: str) -> list[str]:
    last = path[-1] if path else ""
    if step in CHILDREN | {"children", "baby"}:
        return _child_of(path, step)
    if step in _PARENTS and last in _WHOLE and len(path) > 1:
        return [*path[:-1], step]
    if step in SIBLINGS and last in _WHOLE and len(path) > 1:
        # A mother's sister's twin is a mother's brother or sister.
        return [*path[:-1], step if step in _WHOLE else step.removeprefix("twin").strip() or SIBLING]
    if step in _OF_ALL and last in _WHOLE and (len(path) == 1 or step != "cousin"):
        # A mother's sister's aunt is a mother's aunt.
        return [*path[:-1], step]
    if step in _SPOUSES and path == ["foster carer"]:
        return [*path, step]
    return [*path, step]


def _child_of(path: list[str], step: str) -> list[str]:
    last = path[-1] if path else ""
    if last in _PARENTS and HALVES.isdisjoint(path):
        return [*path[:-1], {"son": "brother", "daughter": "sister"}.get(step, SIBLING)]
    if last in _AUNTS and len(path) == 1:
        return ["cousin"]
    if last in _WHOLE and path[-2:-1] and path[-2] in _PARENTS or last in _AUNTS and len(path) > 1:
        # A mother's mother's sister's child is a mother's cousin.
        return [*path[: -2 if last in _WHOLE else -1], "cousin"]
    if last in _SPOUSES and (path[-2:-1] in (["aunt"], ["uncle"]) or len(path) == 3 and path[1] in _WHOLE):
        return ["cousin"]
    if last in {"stepmother", "stepfather"} or path in (
        ["mother", "husband"],
        ["father", "wife"],
        ["mother", "spouse"],
        ["father", "spouse"],
    ):
        path = path if len(path) == 1 else path[1:]
        return [*path[:-1], {"son": "stepbrother", "daughter": "stepsister"}.get(step, "stepbrother or stepsister")]
    return [*path, "child" if step in {"children", "baby"} else step]


def sided(side: str, kin: lexicon.Kin) -> Path:
    """A relative on the mother's or the father's side: a maternal aunt is a mother's sister."""
    if kin.sided:
        return (side, kin.sided)
    if kin.path[-1] in {"family", "relative"}:
        return (side, kin.path[-1])
    return kin.path


def words(path: Path) -> str:
    """The path in short plain English from the child: mother's mother, half-brother."""
    return "'s ".join(path)


@functools.cache
def code(path: Path) -> str:
    """The path as codes joined by +, for programs: M+SIS."""
    return "+".join(_atom_code(part) for part in path)


def _atom_code(part: str) -> str:
    known = lexicon.load().kin
    for entry in known.values():
        if entry.path == (part,):
            return entry.code
    letters = "".join(letter for letter in part.upper() if letter.isalpha())
    return f"X{letters}" if part.startswith("former ") else letters


@functools.lru_cache(maxsize=_PAIRS_KEPT)
def more_exact(first: Path | None, second: Path | None) -> Path | None:
    """Of two relations that can be the same person the one that says more; None where they contradict each other."""
    if first is None or second is None or first == second:
        return first if second is None else second
    for less, more in ((first, second), (second, first)):
        if len(more) == 2 and more[1] == "parent" and less in _GRAND_OF:
            return (more[0], _GRAND_OF[less])
        if _includes(less, more):
            return more
    return None


def _includes(less: Path, more: Path) -> bool:
    """Whether `less` is true of everybody of whom `more` is: a grandmother may be a mother's mother."""
    if less[:-1] == more[:-1] and _same_but_finer(less[-1], more[-1]):
        return True
    if len(less) == 1 and len(more) == 2 and more[0] in _PARENTS:
        whole = {
            **{"brother": {"uncle", "relative"}, "sister": {"aunt", "relative"}},
            **{"mother": {"grandmother", "grandparent"}, "father": {"grandfather", "grandparent"}},
            **{"parent": {"grandparent"}, "grandmother": {"great-grandmother"}, "grandfather": {"great-grandfather"}},
            **{"aunt": {"great-aunt", "aunt"}, "uncle": {"great-uncle", "uncle"}, "cousin": {"cousin"}},
            **{step: {"aunt or uncle", "aunt", "uncle", "relative"} for step in (SIBLING, "twin")},
            **{"twin sister": {"aunt"}, "twin brother": {"uncle"}},
            **{"half-brother": {"uncle"}, "half-sister": {"aunt"}},
        }
        return less[0] in whole.get(more[1], set())
    if len(less) == 1 and len(more) == 3 and more[0] in _PARENTS and more[1:] in _FAR.get(less[0], ()):
        return True
    if len(less) == 2 and less[0] in _GRAND.values() and less[1] in CHILDREN:
        return more in {("uncle",), ("aunt",), ("father",), ("mother",)}
    return less in {("relative",), ("family",)}


def _same_but_finer(less: str, more: str) -> bool:
    finer = {
        "brother": {"half-brother", "stepbrother", "twin brother", "adoptive brother"},
        "sister": {"half-sister", "stepsister", "twin sister", "adoptive sister"},
        SIBLING: {
            "brother",
            "sister",
            "half-brother",
            "half-sister",
            "half-brother or half-sister",
            "twin",
            "twin brother",
        },
        "twin": {"twin brother", "twin sister", "brother", "sister"},
        "half-brother or half-sister": {"half-brother", "half-sister"},
        "parent": {"mother", "father", "adoptive mother", "adoptive father"},
        "grandparent": {"grandmother", "grandfather"},
        "partner": {"husband", "wife", "boyfriend", "girlfriend", "fiancé", "fiancée", "former partner"},
        "spouse": {"husband", "wife"},
        "child": {"son", "daughter"},
        "foster carer": {"former foster carer", "respite carer", "kinship carer"},
        "cousin": {"second cousin"},
        "mother": {"adoptive mother"},
        "father": {"adoptive father"},
        "friend": {"family friend"},
        "adoptive parent": {"adoptive mother", "adoptive father"},
    }
    return more in finer.get(less, set())


def also(path: Path) -> list[str]:
    """The single words that are true of the relation as well: a mother's sister is an aunt."""
    if len(path) == 1:
        return [path[0]]
    single = ("aunt", "uncle", "grandmother", "grandfather", "great-aunt", "great-uncle", "great-grandmother")
    return [word for word in single if _includes((word,), path)]


def by_gender(path: Path, titles: set[str], gender: str) -> Path:
    """ "Mrs Lowry" of two "mother's parents" is the mother's mother: a title or the note's "she" says so, no name."""
    woman, man = bool(titles & {"Mrs", "Ms", "Miss"}) or gender == "f", "Mr" in titles or gender == "m"
    pair = _PAIRS.get(path[-1])
    if pair is None or woman == man:
        return path
    return (*path[:-1], pair[man])


def is_one_person(path: Path) -> bool:
    """Whether only one person can be so related: a mother's mother, a father's father's mother."""
    return len(path) > 1 and all(step in {"mother", "father"} for step in path)


def is_grand(path: Path) -> bool:
    """Whether the path ends two steps up: a grandmother by any words."""
    return path[-1] in _GRAND.values() or (len(path) == 2 and path[0] in _PARENTS and path[1] in _PARENTS)
