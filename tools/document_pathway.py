"""docs/reference/pathway.md: the table of moves, drawn and listed, with the cases that hold it."""

from collections.abc import Iterator
from typing import Any

from document_rules import cases, table
from kith.domain import pathway

INTRODUCTION = """\
# Pathway

<!-- Made by tools/generate_docs.py from kith.domain.pathway. Run make fix; do not edit. -->

Where a child's work stands, and every move that may be made. A stage says what is being done now. Whether the child
agreed to a step, and whether it is safe, is asked by each action besides. An arrow from a box holds for every
stage in it. The later stages may follow each other in any order, as the child needs.
"""


def page() -> str:
    """The whole page."""
    lines = [
        INTRODUCTION,
        *picture(),
        "",
        "## Moves",
        "",
        *table(("Step", "Event", "From", "To", "Who", "Needs"), map(move_row, pathway.MOVES)),
        "Good endings: enough for me, and closed as "
        + "; ".join(sorted(code.label.lower() for code in pathway.GOOD_ENDINGS))
        + ".",
        "",
        "## Cases",
        "",
        *table(("Case", "From", "Step", "Who", "Outcome"), map(case_row, cases("pathway"))),
    ]
    return "\n".join(lines).rstrip() + "\n"


def picture() -> Iterator[str]:
    """The moves as a Mermaid flowchart; the same moves stand in the table below it."""
    yield from ("```mermaid", "flowchart TD")
    yield from (f'  {stage}["{stage.number} {stage.label}"]' for stage in pathway.NOT_YET_REFERRED)
    yield '  subgraph referred["With a referral"]'
    for group, title, stages in (
        ("starting", "Starting", pathway.STARTING),
        ("working", "With a coordinator", pathway.WITH_COORDINATOR),
    ):
        yield f'    subgraph {group}["{title}"]'
        yield from (f'      {stage}["{stage.number} {stage.label}"]' for stage in stages)
        yield "    end"
    yield "  end"
    yield from (f'  {state}(["{state.label}"])' for state in pathway.SideState)
    verbs: dict[tuple[str, str], list[str]] = {}
    for move in pathway.MOVES:
        for start, end in arrows(move):
            known = verbs.setdefault((start, end), [])
            if move.verb not in known:
                known.append(move.verb)
    for (start, end), said in verbs.items():
        box, _, note = start.partition("|")
        yield f'  {box} -->|"{" / ".join(said)}{", " if note else ""}{note}"| {end}'
    yield "```"


def arrows(move: pathway.Move) -> Iterator[tuple[str, str]]:
    """The arrows of one move, from as few boxes as hold its places. A move that stays where it is has none."""
    later = set(pathway.WITH_COORDINATOR)
    if move.to in later and later.issuperset(move.from_):
        yield "working", "working"
    elif not isinstance(move.to, pathway.SameStage) and len(later.intersection(move.from_)) in range(3, len(later)):
        first = next(known.number for known in pathway.STAGES if known in move.from_)
        yield f"working|from stage {first} on", move.to.value
        yield from ((known.value, move.to.value) for known in move.from_ if known not in later)
    elif not isinstance(move.to, pathway.SameStage):
        left = list(move.from_)
        for box, stages in (
            ("referred", pathway.REFERRED),
            ("working", pathway.WITH_COORDINATOR),
            ("starting", pathway.STARTING),
        ):
            if set(stages).issubset(left):
                yield box, move.to.value
                left = [place for place in left if place not in stages]
        yield from ((place.value, move.to.value) for place in left)


def move_row(move: pathway.Move) -> tuple[object, ...]:
    """One move as a row."""
    needs = []
    if move.reasons:
        needs.append("a reason: " + "; ".join(code.label for code in move.reasons))
    needs += ["words"] if move.words else []
    needs += ["who was there"] if move.witness else []
    needs += ["a later date to look again"] if move.look_again else []
    needs += ["another person's proposal"] if move.seconded else []
    return (
        move.verb,
        f"`{move.event}`",
        places(move.from_),
        "the stage it stands or stood at" if isinstance(move.to, pathway.SameStage) else place(move.to),
        ", ".join(role.label for role in type(next(iter(move.roles))) if role in move.roles),
        ", and ".join(needs) or "nothing",
    )


def places(of: tuple[pathway.Place, ...]) -> str:
    """Places in words, with runs of stages drawn together."""
    stages = [known.number for known in of if isinstance(known, pathway.Stage)]
    whole = stages == list(range(stages[0], stages[-1] + 1)) if len(stages) > 2 else False
    named = [f"stages {stages[0]} to {stages[-1]}"] if whole else [place(s) for s in of if isinstance(s, pathway.Stage)]
    if len(named) > 3:
        named = [f"stages {', '.join(map(str, stages))}"]
    return "; ".join([*named, *(known.label for known in of if isinstance(known, pathway.SideState))])


def place(known: pathway.Place) -> str:
    """One place in words, a stage with its number."""
    return f"{known.number} {known.label}" if isinstance(known, pathway.Stage) else known.label


def case_row(case: dict[str, Any]) -> tuple[object, ...]:
    """One case as a row."""
    known: dict[str, pathway.Place] = {place.value: place for place in (*pathway.Stage, *pathway.SideState)}
    outcome = f"refused: {case['refused']}" if "refused" in case else known[case["to"]].label
    return case["name"], known[case["from"]].label, f"`{case['event']}`", case["role"].replace("_", " "), outcome
