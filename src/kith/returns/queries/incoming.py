"""Files as they come in: read by the domain, held to the councils of the service, and put into text."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Council
from kith.domain import limits, returns
from kith.domain.returns import checks, copies, masking, sources, tables
from kith.returns.models import StoredFile
from kith.returns.queries import rowtext

LONGEST_REFERENCE = 40
AS_KEPT = returns.Limits(child=LONGEST_REFERENCE)
"""What is read of a file that was kept."""
AT_ONCE = replace(
    AS_KEPT,
    rows=limits.number("import_rows"),
    cells=limits.number("import_cells"),
    total_bytes=limits.number("import_megabytes") * 1_000_000,
)
"""What one import may take in: it is read and checked inside a request."""
# f(council's code, years to leave out) -> the children at whom each pupil number stands
SavedPupils = Callable[[str, set[int]], dict[str, set[str]]]
_QUOTED = re.compile("\u201c[^\u201d]*\u201d")


@dataclass
class SentFile:
    """One file that can be kept: as read, the bytes of the copy, and its rows as text, a part for each council.

    ``kept_as`` is its row once it is kept.
    """

    read: returns.FileRead
    copy: bytes
    parts: list[rowtext.PartText]
    kept_as: StoredFile | None = None


@dataclass
class Sent:
    """Everything that was sent together."""

    files: list[SentFile] = field(default_factory=list)
    refused: list[returns.Refused] = field(default_factory=list)
    findings: list[returns.Finding] = field(default_factory=list)

    @property
    def parts(self) -> list[rowtext.PartText]:
        """Every part of every file."""
        return [part for file in self.files for part in file.parts]


def get_council_codes(actor: Actor) -> dict[str, str]:
    """What a return may call each council of the service (code or name, in capitals), and its code."""
    listed = list(scope.visible(actor, Council.objects).values_list("code", "name"))
    return {name.upper(): code for code, name in listed} | {code.upper(): code for code, _ in listed}


def read_sent(
    sent: Iterable[returns.Source],
    *,
    council: str | None,
    codes: Mapping[str, str],
    switched_off: frozenset[str],
    year: int | None = None,
    received_as: str | None = None,
    saved_pupils: SavedPupils | None = None,
) -> Sent:
    """Read files, folders and zips. A file of a council that the service does not act for is refused.

    ``saved_pupils`` gives the pupil numbers of returns saved before, to be held against these.
    ``received_as`` is the SHA-256 of a single file when it came in, where what is read now is the copy that was kept.
    """
    named = _named_apart(sent)
    # What is read again was held to them when it came in.
    most = AS_KEPT if received_as else AT_ONCE
    reading = returns.read(named, council=council, year=year, switched_off=switched_off, limits=most)
    contents = _contents(named, most)
    made = Sent(refused=list(reading.refused))
    writer = rowtext.Writer()
    for file in reading.files:
        reason = _why_not(file, codes)
        if reason:
            made.refused.append(returns.Refused(file.name, reason))
            continue
        copy = _copy(file, contents, switched_off)
        for part in file.parts:
            part.sha256 = received_as or part.sha256
        made.files.append(SentFile(file, copy, _texts(file, codes, writer)))
    kept = {file.read.name for file in made.files}
    # What is read again was checked when it came in.
    found = [] if received_as else _found(reading, codes, saved_pupils)
    made.findings = [_without_postcodes(finding) for finding in found if finding.file in kept]
    made.refused.sort()
    return made


def _found(
    reading: returns.Reading, codes: Mapping[str, str], saved_pupils: SavedPupils | None
) -> list[returns.Finding]:
    """What reading and the rules found. The years that are sent replace those saved before, so the others count."""
    saved = _saved_elsewhere(reading, codes, saved_pupils) if saved_pupils else {}
    return sorted([*reading.findings, *checks.check(reading, saved=saved)], key=returns.finding_order)


def find_against_saved(
    files: Iterable[returns.FileRead], *, codes: Mapping[str, str], saved_pupils: SavedPupils
) -> list[returns.Finding]:
    """What the rule that looks at returns saved before (`checks.AGAINST_SAVED`) finds in files that were read again."""
    reading = returns.Reading(list(files))
    saved = _saved_elsewhere(reading, codes, saved_pupils)
    return checks.check(reading, only=frozenset({checks.AGAINST_SAVED}), saved=saved)


def _saved_elsewhere(
    reading: returns.Reading, codes: Mapping[str, str], saved_pupils: SavedPupils
) -> dict[str | None, dict[str, set[str]]]:
    parts = [part for file in reading.files for part in file.parts]
    years = {part.year for part in parts if tables.PUPIL_COLUMN in part.columns}
    named = {part.council: codes.get((part.council or "").upper()) for part in parts} if years else {}
    return {council: saved_pupils(code, years) for council, code in named.items() if code}


def _copy(file: returns.FileRead, contents: Mapping[str, bytes], switched_off: frozenset[str]) -> bytes:
    """What is kept: the file with switched-off values replaced; of one with several tables the rows of this one."""
    if file.is_table_of_several:
        return copies.of_file(file)
    return masking.masked_copy(contents[file.sha256], header=file.columns, switched_off=switched_off)


def _texts(file: returns.FileRead, codes: Mapping[str, str], writer: rowtext.Writer) -> list[rowtext.PartText]:
    parts: dict[str, rowtext.PartText] = {}
    for part in file.parts:
        code = codes[(part.council or "").upper()]
        parts[code] = writer.encode(part, header=file.columns, council_code=code)
    first = next(iter(parts.values()))
    for row in file.quarantined:
        of = parts.get(codes.get((row.council or "").upper(), ""), first)
        of.waiting.append(writer.wait(row))
    return list(parts.values())


def _why_not(file: returns.FileRead, codes: Mapping[str, str]) -> str:
    """Why a file that can be read cannot be kept; empty if it can."""
    for part in file.parts:
        if part.council is None:
            return "no row names its council, and none was chosen"
        if part.council.upper() not in codes:
            return f"it is of \u201c{part.council[:40]}\u201d, and this service does not act for that council"
    said = [part.council.upper() for part in file.parts if part.council]
    if len({codes[name] for name in said}) < len(said):
        return "it names one council in two ways (code and name)"
    return ""


def _without_postcodes(finding: returns.Finding) -> returns.Finding:
    """A finding about a postcode says where it stands, never what it is."""
    kinds = {spec.columns.get(finding.column or "") for spec in tables.SPECS.values()}
    if tables.Kind.POSTCODE not in kinds:
        return finding
    return finding._replace(text=_QUOTED.sub("\u201c\u2026\u201d", finding.text))


def _named_apart(sent: Iterable[returns.Source]) -> list[returns.Source]:
    """Sources whose names differ: a browser may send two files of one name."""
    taken: set[str] = set()
    named = []
    for source in sent:
        name, count = source.name, 2
        while name in taken:
            stem, dot, end = source.name.rpartition(".")
            name = f"{stem} ({count}){dot}{end}" if dot else f"{source.name} ({count})"
            count += 1
        taken.add(name)
        named.append(replace(source, name=name))
    return named


def _contents(named: Iterable[returns.Source], most: returns.Limits) -> dict[str, bytes]:
    """The bytes of each file by SHA-256, those inside zips too."""
    members = sources.members(named, most)
    return {hashlib.sha256(one.data).hexdigest(): one.data for one in members if isinstance(one, sources.Member)}
