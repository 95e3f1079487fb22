"""Sound returns, damaged at random: no crash, and no row that is neither read, waiting nor refused with its file."""

import pathlib
import random
import re

import pytest

from kith.domain import care, dates, returns
from kith.domain.returns import checks
from tests.domain import return_files as made

FOLDER = pathlib.Path(__file__).parents[1] / "data" / "ssda903" / "csv_multi_year" / "2018"
LINES = 60
PIECES = [
    *(b'"', b",", b";", b"\n", b"\r", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xa0", b"="),
    *(
        b"zz/zz/zzzz",
        b"31/02/2018",
        b"X1",
        b"S",
        b"9" * 400,
        b"\x1b[2J",
        b"CHILD",
        b"PK\x03\x04",
        "٣".encode(),
        b"\x80",
    ),
]


def small(name: str) -> bytes:
    return b"".join((FOLDER / f"{name}.csv").read_bytes().splitlines(keepends=True)[:LINES])


SOUND = {name: small(name) for name in ("episodes", "header", "uasc", "reviews", "oc2", "oc3")}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes taken out, put in, changed, doubled or moved."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice((0, 1, 1, 3, 40, 400))
        cut = data[at : at + length]
        piece = chance.choice(PIECES)
        before, after = data[:at], data[at + length :]
        outcomes = (before + after, before + piece + data[at:], before + piece + after, before + cut + cut + after)
        data = chance.choice((*outcomes, before, data[at:] + before))
    return data


@pytest.mark.parametrize("seed", range(200))
def test_a_mutated_return(seed):
    chance = random.Random(seed)
    files = dict(SOUND)
    for name in chance.sample(sorted(files), chance.randint(1, 3)):
        files[name] = mutated(files[name], chance)
    sources = [returns.Source(f"r/{name}.csv", data) for name, data in files.items()]
    if chance.random() < 0.2:
        sources = [returns.Source("r.zip", mutated(made.zip_of(**files), chance))]
    reading = returns.read(sources, switched_off=frozenset({"CONVICTED"}))
    assert made.balanced(reading)
    _account_for_every_file(sources, reading)
    checks.check(reading)
    for repairs in ("none", "liia"):
        for facts in care.care(returns.timelines(reading, repairs=repairs).values(), dates.return_year_end(2019)):
            assert facts.homes_in_year >= facts.homes_in_year_without_temporary
            assert facts.long_term_stable in {True, False, None}


def _account_for_every_file(sources: list[returns.Source], reading: returns.Reading) -> None:
    """Each file is read or refused, and a file without quotation marks has a row for each line that is not blank."""
    read = {file.name: file for file in reading.files}
    refused = {refused.file for refused in reading.refused}
    for source in sources:
        assert source.name in read or source.name in refused or source.name.endswith(".zip")
        file = read.get(source.name)
        if file is None or b'"' in source.data:
            continue
        encoding = {"utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}.get(file.encoding, "utf-8")
        lines = [line for line in re.split("\r\n|\r|\n", source.data.decode(encoding)) if line.strip()]
        assert file.row_count == len(lines) - 1
