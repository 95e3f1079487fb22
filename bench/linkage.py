"""Who could be one person in a whole register: Splink on DuckDB beside our own index, time and memory in one run.

Both judge with the same weights and say the same words; what differs is how pairs are found. Each run has a process of
its own, so that one's memory is not the other's. One in fifty stands in the register twice, spelt or dated otherwise.
"""

import os
import random
import resource
import subprocess
import sys
import time

from bench import _people
from kith.domain import matching
from kith.domain.matching import linkage
from kith.domain.names import Name

BOTH, LARGE, SEED, TWICE = 20_000, 100_000, 11, 50
OWN, SPLINK = "own", "splink"
# The share of those who stand there twice that Splink must find, of what our own index finds.
LEAST = 0.98


def register(size: int) -> tuple[list[matching.Person], set[tuple[str, str]]]:
    """So many people, and the pairs of those who stand there twice."""
    people = _people.register(size - size // TWICE, SEED)
    chance = random.Random(SEED)
    twice = chance.sample(people, size // TWICE)
    asked = _people.sought(twice, len(twice), SEED)
    known = {person.id: person for person in twice}
    again = [
        matching.Person(f"q{number:06}", (Name(whole=one.text),), one.born, place=known[one.truth].place)
        for number, one in enumerate(asked)
    ]
    return [*people, *again], {(one.truth, second.id) for one, second in zip(asked, again, strict=True)}


def run(kind: str, size: int) -> None:
    """Look through one register and print: pairs, those of people who stand there twice, seconds, megabytes."""
    people, truth = register(size)
    begun, used = time.perf_counter(), time.process_time()
    if kind == SPLINK:
        _, pairs = linkage.pairs(people)
    else:
        pairs = matching.pairs(matching.Register(people))
    found = {(one.a, one.b) for one in pairs}
    took, cpu = time.perf_counter() - begun, time.process_time() - used
    print(len(found), len(found & truth), len(truth), f"{took:.1f}", f"{cpu:.1f}", _megabytes())


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Print everything; 1 where Splink finds fewer."""
    if not linkage.is_here():
        print(f"Splink is not installed. Type: {linkage.WHAT_TO_TYPE}")
        return 1
    print(f"load average {os.getloadavg()[0]:.1f}")
    answers = {}
    for kind, size in ((OWN, BOTH), (SPLINK, BOTH), (SPLINK, LARGE)):
        typed = [sys.executable, "-m", "bench.linkage", kind, str(size)]
        answer = subprocess.run(typed, capture_output=True, text=True, check=True).stdout.split()
        pairs, twice, of, took, cpu, memory = map(float, answer)
        answers[kind, size] = (twice, cpu)
        print(
            f"{kind}, {size:,} people: {pairs:,.0f} pairs, {twice:,.0f} of {of:,.0f} who stand there twice; "
            f"{took:.0f} s by the clock, {cpu:.0f} s of processor, {memory:,.0f} MB"
        )
    (own, slow), (theirs, fast) = answers[OWN, BOTH], answers[SPLINK, BOTH]
    print(
        f"Splink takes {fast / slow:.2f} x the processor time of our own index, and finds {theirs / own:.3f} x as many"
    )
    return 0 if theirs >= LEAST * own else 1


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
