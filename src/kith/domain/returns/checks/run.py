"""The table of rules, and running them over a reading."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kith.domain.returns import ledger, model, reading, tables
from kith.domain.returns.checks import cells, rows, sequence, view

# Where the numbers and their meaning come from.
SOURCE = (
    "DfE validation rules for the children looked-after return, 2022/23 set, by the numbers and meanings recorded in "
    "csc-validator-be-903 0.1.17 (read 21 November 2026)"
)
_WARNING = model.Severity.WARNING
_ADOPTION = (tables.Table.PLACED_ADOPTION,)


class Rule(NamedTuple):
    """One rule: DfE's number (a name of ours where DfE has none) and what it asks in plain English.

    `needs` = the tables without which it cannot be asked. A warning is about a value that is kept as it stands, and on
    which no fact about care leans. `look` is None where reading itself finds it: an unreadable
    date is found before there is a row to look at.
    """

    number: str
    title: str
    look: Callable[[view.View], Iterator[view.Hit]] | None
    needs: tuple[tables.Table, ...] = ()
    severity: model.Severity = model.Severity.ERROR


_LOOKS_ALIKE = "child.looks-alike"
# The one rule that looks at returns saved before, so that what it finds can change while an import waits.
AGAINST_SAVED = "upn.two-children"
RULES: dict[str, Rule] = {
    rule.number: rule
    for rule in (
        Rule("102", "Every child has a date of birth, and it is a date.", rows.birth_missing),
        Rule("141", "The start of an episode is a date.", None),
        Rule("142", "Only the latest episode of a child may be open.", sequence.not_ended),
        Rule("143", "The reason for a new episode is a valid code.", rows.code("RNE", "The reason for a new episode")),
        Rule("144", "The legal status is a valid code.", rows.code("LS", "The legal status")),
        Rule("145", "The category of need is a valid code.", rows.code("CIN", "The category of need")),
        Rule("146", "The placement is a valid code.", rows.placement),
        Rule("147", "The end of an episode is a date.", None),
        Rule("148", "An end has a reason, and a reason has an end.", rows.end_and_reason),
        Rule(
            "149",
            "The reason for the end is a valid code.",
            rows.code("REC", "The reason for the end", may_be_blank=True),
        ),
        Rule(
            "code.year",
            "Every other code is one of that year's return.",
            cells.code_of_its_year,
            severity=_WARNING,
        ),
        Rule(
            "133",
            "Nobody who is homeless or in custody is in a place that suits.",
            cells.never_suitable,
            severity=_WARNING,
        ),
        Rule("197a", "An SDQ score has no reason why there is none.", cells.score_or_reason, severity=_WARNING),
        Rule("sdq.score", "An SDQ score is 0 to 40.", cells.score_in_range, severity=_WARNING),
        Rule("postcode.form", "A postcode is written like one.", cells.postcode_form, severity=_WARNING),
        Rule("203", "All rows agree on the child's date of birth.", rows.birth_differs),
        Rule(
            _LOOKS_ALIKE,
            "No two children have numbers that look alike.",
            cells.ids_that_look_alike,
            severity=_WARNING,
        ),
        Rule(AGAINST_SAVED, "A pupil number (UPN) stands at one child only.", rows.pupil_number_of_another),
        Rule("301", "Nobody is born after the return year ended.", rows.birth_after_year),
        Rule("dob.long-ago", "Nobody in the return is 26 or older.", rows.birth_long_ago),
        Rule("302", "No episode begins before the child was born.", rows.starts_before_birth),
        Rule("list.start", "Every child on the list has a start of care.", rows.start_of_care_missing),
        Rule("304", "Asylum-seeking status ends by the 18th birthday.", rows.asylum_status_ends_late),
        Rule("356", "No episode ends before it begins.", rows.ends_before_start),
        Rule("388", "An episode said to continue is followed by one.", sequence.continues_into_nothing),
        Rule(
            "431",
            "Care does not start again before an episode has ended, or on that day.",
            sequence.starts_before_the_end,
        ),
        Rule("432", "After leaving care the next episode is a start.", sequence.does_not_start_after_leaving),
        Rule("433", "A continuing episode begins when the one before ended.", sequence.continues_on_another_day),
        Rule("501", "Episodes of one child do not overlap.", sequence.overlaps),
        Rule(
            "551",
            "A child placed for adoption has a decision on file.",
            sequence.without_decision("PLACE", frozenset({"A3", "A4", "A5", "A6"}), "Placed for adoption"),
            _ADOPTION,
        ),
        Rule(
            "553",
            "A child with a placement order has a decision on file.",
            sequence.without_decision("LS", frozenset({"E1"}), "A placement order stands"),
            _ADOPTION,
        ),
    )
}


Pupils = Mapping[str, set[str]]


def check(
    of: model.Reading, *, only: frozenset[str] | None = None, saved: Mapping[str | None, Pupils] | None = None
) -> list[model.Finding]:
    """Findings of the rules (`only` = of these numbers), sorted by council, child and place.

    `saved`: for each council the pupil numbers of returns saved before, with the children at whom they stand.

    Each file is looked at, except one that another file of the same table, council and year replaces. What reading
    itself found stands in `of.findings` and is not repeated here.
    """
    groups: dict[str | None, list[model.Part]] = {}
    for file in of.files:
        for part in file.parts:
            groups.setdefault(part.council, []).append(part)
    findings: list[model.Finding] = []
    for council, parts in groups.items():
        dropped = {id(part) for part, _ in ledger.superseded(parts)}
        kept = [part for part in parts if id(part) not in dropped]
        births, pupils, before = view.births(kept), view.pupils(kept), (saved or {}).get(council, {})
        alike = view.alike(kept) if only is None or _LOOKS_ALIKE in only else {}
        for year in sorted({part.year for part in kept}):
            seen = view.View(year, [part for part in kept if part.year == year], births, pupils, before, alike)
            findings.extend(_of_view(seen, council, only))
    findings.sort(key=reading.finding_order)
    return findings


def _of_view(seen: view.View, council: str | None, only: frozenset[str] | None) -> Iterator[model.Finding]:
    for rule in RULES.values():
        if rule.look is None or (only is not None and rule.number not in only):
            continue
        absent = [table for table in rule.needs if not seen.of(table)]
        if absent and seen.of(tables.Table.EPISODES):
            yield _not_asked(rule, seen, council, absent)
        elif not absent:
            for hit in rule.look(seen):
                child = hit.part.columns["CHILD"][hit.at]
                yield model.Finding(
                    hit.part.file,
                    hit.part.lines[hit.at],
                    hit.part.sheet,
                    hit.column,
                    child,
                    rule.number,
                    rule.severity,
                    hit.text,
                    council,
                    hit.part.stands_in or hit.part.table,
                )


def _not_asked(rule: Rule, seen: view.View, council: str | None, absent: list[tables.Table]) -> model.Finding:
    words = f"Not asked for {seen.year}, because no {' or '.join(absent)} table was given: {rule.title}"
    part = seen.of(tables.Table.EPISODES)[0]
    severity = model.Severity.NOTE
    return model.Finding(part.file, None, part.sheet, None, None, rule.number, severity, words, council, part.table)
