"""Reading a return, eight checks and who could be offered Lifelong Links, against the least work that gives the answer.

Small: one authority, 3,000 children and about 7,600 episodes. Large: 100,000 children and about 330,000 episodes.
Data is made here from a seed. Both sides must give the same answer before any time is taken. The large one is also
read, checked and answered in a process of its own (`python -m bench.returns --alone FOLDER`) that holds nothing else.
"""

import csv
import datetime
import hashlib
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kith.domain import eligibility, returns
from kith.domain.returns import checks, codes

ON = datetime.date(2018, 3, 31)
FIRST_DAY = datetime.date(2012, 1, 1)
SMALL, LARGE = 3_000, 100_000
# Children and the most episodes of one of them, which sets the number of episodes.
MOST = {SMALL: 5, LARGE: 7}
# The return of one authority may take four times the least work (performance goals of the project, November 2026).
GOAL = 4.0
# Reading, checking and answering for 100,000 children in one process: seconds, and megabytes at the most (the same).
LARGE_SECONDS, LARGE_MEGABYTES = 10, 500
ALONE = "--alone"
ROUNDS = 7
# The eight checks: the first two are made on reading, the others by their DfE numbers.
BY_NUMBER = frozenset({"143", "144", "146", "149", "302", "356"})
RULES = "kent-2018"

Answer = tuple[Counter[str], Counter[str], list[str]]


def make(children: int, most: int, seed: int = 1) -> dict[str, bytes]:
    """A Header and an Episodes file; up to `most` episodes a child, about one row in a hundred with something wrong."""
    chance = random.Random(seed)
    header = ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"]
    episodes = ["CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"]
    for number in range(children):
        child = str(100_000 + number)
        born = datetime.date(2000, 1, 1) + datetime.timedelta(days=chance.randrange(6_000))
        header.append(f"{child},{chance.randint(1, 2)},{born:%d/%m/%Y},WBRI,A{number:012d},0,")
        episodes.extend(_episodes(child, chance, most))
    return {name: ("\r\n".join(rows) + "\r\n").encode() for name, rows in (("h", header), ("e", episodes))}


def _episodes(child: str, chance: random.Random, most: int) -> list[str]:
    start = FIRST_DAY + datetime.timedelta(days=chance.randrange(2_000))
    count = 1 + chance.randrange(most)
    rows = []
    for number in range(count):
        last = number == count - 1
        end = start + datetime.timedelta(days=chance.randint(1, 500))
        is_open = last and chance.random() < 0.7
        rne = "S" if number == 0 and chance.random() < 0.7 else chance.choice("PLTBU")
        cells = [child, f"{start:%d/%m/%Y}", rne, chance.choice(["C1", "C2", "C2", "C2", "V2", "V2", "E1", "V3"]), "N1"]
        place = chance.choice(["U1", "U4", "U4", "U6", "K2", "P1", "A4", "R5"])
        cells += [place, "PR1", "" if is_open else f"{end:%d/%m/%Y}", "" if is_open else "E4A" if last else "X1", ""]
        cells += [f"ME{chance.randint(1, 20)} {chance.randint(1, 9)}AA", f"CT{chance.randint(1, 20)} 1AA", "SC000001"]
        if chance.random() < 0.01:
            cells[chance.choice([0, 1, 2, 3, 5])] = chance.choice(["", "31/02/2017", "Q9"])
        if end > ON - datetime.timedelta(days=1) and not is_open:
            cells[7] = cells[8] = ""
            last = True
        rows.append(",".join(cells))
        if last:
            break
        start = end
    return rows


def project(files: dict[str, bytes]) -> Answer:
    """Kith's own way: every row kept with its place, the ledger, findings with text, reasons for every answer."""
    return answer([returns.Source(f"return/{name}.csv", data) for name, data in files.items()])


def answer(sources: list[returns.Source]) -> Answer:
    """Read, check and answer."""
    reading = returns.read(sources, keep_raw=False)
    found = checks.check(reading, only=BY_NUMBER)
    records = returns.timelines(reading)
    answers = eligibility.check_all(eligibility.load_rules(RULES), records, on=ON)
    rules = Counter(finding.rule for finding in found)
    rules.update(finding.rule for finding in reading.findings if finding.line)
    counts = Counter(answer=answers.counts.in_care, no=answers.counts.no, cannot_tell=answers.counts.cannot_tell)
    return rules, counts, [result.child for result in answers.results if result.answer == "cannot_tell"]


class _Days(dict[str, datetime.date | None]):
    """Text to day, worked out once for each text."""

    def __missing__(self, text: str) -> datetime.date | None:
        try:
            day: datetime.date | None = datetime.date(int(text[6:]), int(text[3:5]), int(text[:2]))
        except ValueError:
            day = None
        self[text] = day
        return day


def floor(files: dict[str, bytes]) -> Answer:
    """The least work: no ledger, no places, no text; nothing is kept but what the answer needs."""
    days = _Days()
    born = {row[0]: days[row[2]] for row in _rows(files["h"])}
    table = returns.Table.EPISODES
    rne, ls, place, rec = (codes.valid(table, name, 2018) for name in ("RNE", "LS", "PLACE", "REC"))
    wrong: Counter[str] = Counter()
    lived: dict[str, list[tuple[datetime.date, datetime.date | None, list[str]]]] = {}
    for row in _rows(files["e"]):
        child, start, end = row[0], days[row[1]], days[row[7]]
        if start is None:
            wrong["row.key" if not child else "141"] += 1
            continue
        if not child:
            wrong["row.key"] += 1
            continue
        wrong["143"] += row[2] not in rne
        wrong["144"] += row[3] not in ls
        wrong["146"] += row[5] not in place
        wrong["149"] += bool(row[8]) and row[8] not in rec
        dob = born.get(child)
        wrong["302"] += dob is not None and start < dob
        wrong["356"] += end is not None and end < start
        lived.setdefault(child, []).append((start, end, row))
    counts, unsure = _eligible(lived, born)
    return +wrong, counts, unsure


def _eligible(
    lived: dict[str, list[tuple[datetime.date, datetime.date | None, list[str]]]],
    born: dict[str, datetime.date | None],
) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter(answer=0, no=0, cannot_tell=0)
    unsure = []
    recent, sixteen = ON.replace(year=ON.year - 3), ON.replace(year=ON.year - 16)
    for child in sorted(lived):
        rows = sorted(lived[child], key=lambda row: (row[0], row[1] or datetime.date.max))
        at = next((at for at in range(len(rows) - 1, -1, -1) if rows[at][0] <= ON and (rows[at][1] or ON) >= ON), None)
        while at is not None and rows[at][1] is not None and rows[at][1] <= ON:
            at = next((lower for lower in range(at - 1, -1, -1) if rows[lower][1] is None or rows[lower][1] > ON), None)
        if at is None or rows[at][2][3] in {"V3", "V4"}:
            continue
        counts["answer"] += 1
        current = rows[at][2]
        while at > 0 and rows[at - 1][1] == rows[at][0] and rows[at - 1][2][8] == "X1":
            at -= 1
        dob = born.get(child)
        old = dob is not None and dob <= sixteen
        adoption = current[5] in {"A3", "A4", "A5", "A6"} or current[3] in {"E1", "D1"}
        if old or adoption or rows[at][0] <= recent:
            counts["no"] += 1
        else:
            counts["cannot_tell"] += 1
            unsure.append(child)
    return counts, unsure


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]


def timed(work: Callable[[dict[str, bytes]], Answer], files: dict[str, bytes]) -> float:
    """Seconds of processor time of one run: what others do on the machine counts less than by the clock."""
    begun = time.process_time()
    work(files)
    return time.process_time() - begun


def digest(found: Answer) -> str:
    """An answer as one line, to compare across processes."""
    rules, counts, unsure = found
    return repr((sorted(rules.items()), sorted(counts.items()), len(unsure), hash_of(unsure)))


def hash_of(names: list[str]) -> str:
    """A digest of names in their order."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def alone(folder: str) -> int:
    """Kith's side only: print the seconds of processor time and by the clock, the most megabytes, and the answer."""
    begun, clock = time.process_time(), time.perf_counter()
    found = answer([returns.Source("return", Path(folder))])
    seconds, by_clock = time.process_time() - begun, time.perf_counter() - clock
    print(f"{seconds:.2f} {by_clock:.2f} {peak():.0f} {digest(found)}")
    return 0


def peak() -> float:
    """The most memory of this process in megabytes. What the system counts for it before it began is left out."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process_of_its_own(files: dict[str, bytes], expected: Answer) -> tuple[float, float, float]:
    """(seconds of processor time, seconds by the clock, megabytes) of a fresh process with only Kith's side.

    Raises SystemExit where it gives another answer.
    """
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as folder:
        for name, data in files.items():
            Path(folder, f"{name}.csv").write_bytes(data)
        command = [sys.executable, "-m", "bench.returns", ALONE, folder]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, by_clock, megabytes, found = said.strip().split(" ", 3)
    if found != digest(expected):
        raise SystemExit(f"DIFFERENT WORK in a process of its own: {found}")
    return float(seconds), float(by_clock), float(megabytes)


def main() -> int:
    """Print the ratios; 1 where the answers differ or one authority's return takes more than the goal."""
    print(f"load average {os.getloadavg()[0]:.1f}")
    failed = False
    times: dict[int, float] = {}
    episodes: dict[int, int] = {}
    for children, rounds in ((SMALL, ROUNDS), (LARGE, 1)):
        files = make(children, MOST[children])
        ours, least = project(files), floor(files)
        if ours != least:
            print(f"{children:,} children: DIFFERENT WORK\n  ours  {ours[:2]}\n  floor {least[:2]}")
            return 1
        pairs = [(timed(project, files), timed(floor, files)) for _ in range(rounds)]
        ratios = [mine / theirs for mine, theirs in pairs]
        median = statistics.median(ratios)
        times[children] = statistics.median(mine for mine, _ in pairs)
        noisy = " (noisy)" if max(ratios) / min(ratios) > 1.5 else ""
        episodes[children] = files["e"].count(b"\n") - 1
        print(
            f"{children:,} children, {episodes[children]:,} episodes: {median:.1f} x the least work, "
            f"{f'goal {GOAL}' if children == SMALL else 'no goal'} ({min(ratios):.1f} to {max(ratios):.1f}){noisy}; "
            f"{times[children] * 1000:,.0f} ms of processor time; "
            f"{sum(ours[0].values()):,} findings; {ours[1]['answer']:,} in care, "
            f"{ours[1]['cannot_tell']:,} for a person to check"
        )
        failed = failed or (children == SMALL and median > GOAL)
    growth = times[LARGE] / times[SMALL] / (episodes[LARGE] / episodes[SMALL])
    print(f"growth per episode from small to large: {growth:.2f}; peak memory with both sides {peak():,.0f} MB")
    seconds, by_clock, megabytes = in_a_process_of_its_own(files, ours)
    print(
        f"{LARGE:,} children in a process of their own: {seconds:.1f} s of processor time, {by_clock:.1f} s by the "
        f"clock, goal {LARGE_SECONDS}; {megabytes:,.0f} MB, goal {LARGE_MEGABYTES}"
    )
    return 1 if failed or megabytes > LARGE_MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(alone(sys.argv[2]) if sys.argv[1:2] == [ALONE] else main())
