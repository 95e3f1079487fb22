"""Reading a whole return: every file, its year, the ledger. The order of files never matters."""

import datetime
from collections.abc import Iterable, Iterator

from kith.domain import collector, dates
from kith.domain.returns import files, ledger, model, normalise, rowreader, sheets, sources, tables

TWO_VERSIONS = "file.two-versions"
"""The finding of a file that is left out, because another gives the same table, council and year."""
HELD_BACK = "held back by "
"""How the reason of a file begins that can be read but for the year, which stands in another file that cannot."""
_TABLE_ORDER = {table: place for place, table in enumerate(tables.Table)}
_NO_LIMITS_SET = model.Limits()


def read(
    of: Iterable[model.Source],
    *,
    council: str | None = None,
    year: int | None = None,
    switched_off: frozenset[str] = frozenset(),
    limits: model.Limits = _NO_LIMITS_SET,
    keep_raw: bool = True,
) -> model.Reading:
    """Read every table of the SSDA903 return (CSV, XML) and Lists 8 and 9 of Annex A (XLSX) in `of`.

    `of` are files, folders and zips, of several years and councils.

    `council` is used where a row does not name its authority. `year` (2017 to 2027) overrides the year that the
    episodes show. Values in columns named by `switched_off` are replaced by MASK before anything is kept, and counted.
    `keep_raw=False` leaves out the rows as sent, for answers that only need values.
    Nothing raises for bad content: a file that cannot be read stands in `refused`, a row in quarantine.
    """
    options = rowreader.Options(council, switched_off, limits, keep_raw)
    reading = model.Reading()
    with collector.paused():
        lost: dict[str, str] = {}
        parsed = list(_parsed(of, options, reading, lost))
        ends = _latest_starts(parsed)
        for file in parsed:
            try:
                began = ends.get(file.group) or ends.get(file.folder)
                found = year or _year_of(began, lost.get(file.folder, ""))
                reading.files.append(_dated(file, found, options, reading))
            except sheets.CannotRead as refusal:
                reading.refused.append(model.Refused(file.member_name, str(refusal)))
        reading.files.sort(key=_file_order)
        reading.refused = sorted(set(reading.refused))
        _enter_in_ledger(reading)
        reading.findings.sort(key=finding_order)
    return reading


def told(refused: Iterable[model.Refused]) -> list[model.Refused]:
    """Files that were not read, as they are told: those with a reason of their own, then those that they hold back.

    However many one file holds back, they are one line with their number and names: mending that one brings them all.
    """
    held: dict[str, list[str]] = {}
    own = []
    for file in refused:
        if file.reason.startswith(HELD_BACK):
            held.setdefault(file.reason, []).append(file.file)
        else:
            own.append(file)
    return own + [model.Refused(_together(names), reason) for reason, names in held.items()]


def _together(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} files ({', '.join(sorted(names))})"


def finding_order(finding: model.Finding) -> tuple[str, str, str, int, str, str]:
    """Findings stand by council and child, then by where they are."""
    return (
        finding.council or "",
        finding.child or "",
        finding.file,
        finding.line or 0,
        finding.rule,
        finding.column or "",
    )


def _parsed(
    of: Iterable[model.Source], options: rowreader.Options, reading: model.Reading, lost: dict[str, str]
) -> Iterator[rowreader.Parsed]:
    """The tables of every file that can be read. `lost`: by folder, the file of Episodes that cannot, put in here."""
    memos = normalise.memos()
    for member in sources.members(of, options.limits):
        if isinstance(member, model.Refused):
            reading.refused.append(member)
            continue
        try:
            yield from list(files.parse(member, memos, options))
        except sheets.CannotRead as refusal:
            reading.refused.append(model.Refused(member.name, str(refusal)))
            if refusal.table is tables.Table.EPISODES:
                lost.setdefault(member.folder, member.name)


def _latest_starts(parsed: Iterable[rowreader.Parsed]) -> dict[str, datetime.date]:
    """For each folder the latest DECOM of the Episodes in it."""
    latest: dict[str, datetime.date] = {}
    for file in parsed:
        start = file.latest_start()
        if start is not None:
            latest[file.group] = max(start, latest.get(file.group, start))
    return latest


def _year_of(latest_start: datetime.date | None, lost: str) -> int:
    """The year of the return whose latest episode began on this day. Names of folders and files are never trusted.

    `lost` is the file of Episodes beside it that could not be read: mended, it brings the year.
    """
    if latest_start is None and lost:
        raise sheets.CannotRead(f"{HELD_BACK}{lost}, which says the year and could not be read")
    if latest_start is None:
        raise sheets.CannotRead("year not known: no episode that can be read stands beside it, and no year was given")
    year = dates.return_year(latest_start)
    if not tables.FIRST_YEAR <= year <= tables.LAST_YEAR:
        raise sheets.CannotRead(
            f"year not known: the latest episode began on {latest_start:%d/%m/%Y}, and only the returns of "
            f"{tables.FIRST_YEAR} to {tables.LAST_YEAR} are read"
        )
    return year


def _dated(parsed: rowreader.Parsed, year: int, options: rowreader.Options, reading: model.Reading) -> model.FileRead:
    """The file as read, now that its year is known; its findings go into the reading."""
    parts = list(_parts(parsed, year, options.council))
    councils = {part.council for part in parts} or {options.council}
    only = councils.pop() if len(councils) == 1 else None
    council_of = {line: part.council for part in parts for line in part.lines} if only is None else {}
    for problem in parsed.problems:
        council = council_of.get(problem.line or 0, only)
        reading.findings.append(
            model.Finding(
                parsed.member_name, problem.line, parsed.sheet, problem.column, problem.child, problem.rule,
                problem.severity, problem.text, council, parsed.layout.spec.table,
            )
        )  # fmt: skip
    return model.FileRead(
        name=parsed.member_name,
        table=parsed.layout.spec.table,
        year=year,
        council=only,
        sha256=parsed.sha256,
        encoding=parsed.encoding,
        columns=parsed.layout.header,
        parts=parts,
        quarantined=parsed.quarantined,
        masked_counts=parsed.masked,
        sheet=parsed.sheet,
    )


def _parts(parsed: rowreader.Parsed, year: int, council: str | None) -> Iterator[model.Part]:
    """The accepted rows, apart for each council that the file names."""
    table = parsed.layout.spec.table
    named = frozenset(parsed.layout.header) & parsed.layout.spec.columns.keys()
    whole = model.Part(
        table, council, year, parsed.sha256, parsed.member_name, parsed.lines, parsed.columns, parsed.raw or None,
        named, parsed.sheet,
    )  # fmt: skip
    if not parsed.councils:
        yield whole
        return
    places: dict[str | None, list[int]] = {}
    for at, name in enumerate(parsed.councils):
        places.setdefault(name, []).append(at)
    for name, chosen in places.items():
        yield model.Part(
            table,
            name,
            year,
            parsed.sha256,
            parsed.member_name,
            [parsed.lines[at] for at in chosen],
            {column: [values[at] for at in chosen] for column, values in parsed.columns.items()},
            [parsed.raw[at] for at in chosen] if parsed.raw else None,
            named,
            parsed.sheet,
        )


def _file_order(file: model.FileRead) -> tuple[int, str, int, str, str]:
    return _TABLE_ORDER[file.table], file.council or "", file.year, file.sha256, file.name


def _enter_in_ledger(reading: model.Reading) -> None:
    books = ledger.Books()
    groups: dict[tuple[tables.Table, str | None], list[model.Part]] = {}
    for file in reading.files:
        for part in file.parts:
            groups.setdefault((part.table, part.council), []).append(part)
    for parts in groups.values():
        parts.sort(key=lambda part: (part.year, part.sha256, part.file))
        books.enter(parts)
        for part, winner in ledger.superseded(parts):
            books.findings.append(_left_out(part, winner))
    reading.findings.extend(books.findings)
    reading.ledger = books.ledger(sum(len(file.quarantined) for file in reading.files))


def _left_out(part: model.Part, winner: model.Part) -> model.Finding:
    words = (
        f"{part.file} and {winner.file} both give {part.table} for {part.year} and differ. "
        f"{winner.file} is used (the higher SHA-256). Say which is right by leaving one out."
    )
    severity = model.Severity.WARNING
    return model.Finding(
        part.file, None, part.sheet, None, None, TWO_VERSIONS, severity, words, part.council, part.table
    )
