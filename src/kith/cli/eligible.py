"""`kith eligible`: who could be offered Lifelong Links under dated rules, and about whom a person must check."""

import argparse
import datetime
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kith.cli import output
from kith.cli import returns as given
from kith.domain import care, eligibility, returns, terms

SCHEMA = "kith.eligible/1"
USAGE = 2

Records = Mapping[tuple[str | None, str], returns.Record]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith eligible`."""
    given.add_arguments(parser)
    given.add_date(parser)
    parser.add_argument("--rules", metavar="NAME|FILE", help="the rule set; without it the names are listed")
    parser.add_argument("--facts", metavar="FACTS.csv", help="what no return holds, such as the plan")
    parser.add_argument("--explain", metavar="CHILD", help="this child only, with the rows behind each sentence")


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code."""
    if args.rules is None:
        return _list_rules()
    try:
        rules = eligibility.load_rules(args.rules)
        read = _facts(args.facts)
    except (eligibility.RulesNotReadable, eligibility.FactsNotReadable) as failure:
        output.warn(str(failure))
        return USAGE
    reading = given.read(args)
    if reading is None:
        return given.NOTHING_READABLE
    records = returns.timelines(reading, repairs=args.repairs)
    if args.explain is not None and not any(child == args.explain for _, child in records):
        output.warn(f"{args.explain} is in none of the returns that were read.")
        return USAGE
    answers = eligibility.check_all(rules, records, on=args.on, facts=eligibility.FactBook(read.facts))
    shared = given.as_at(reading, records.values(), args.on)
    shared["warnings"] += [*_warnings(answers), *_unused(read, records)]
    for finding in read.findings:
        output.warn(f"{finding.file}, line {finding.line}: {finding.text}")
    _emit(args, answers, _Read(reading, records, shared))
    return 0


class _Read:
    """What was read, and what is said of the whole answer (`as_at` and `warnings`)."""

    def __init__(self, reading: returns.Reading, records: Records, shared: dict[str, Any]) -> None:
        self.reading, self.records, self.shared = reading, records, shared


def _emit(args: argparse.Namespace, answers: eligibility.Answers, read: _Read) -> None:
    payload: dict[str, Any] = {
        "schema": SCHEMA,
        "on": args.on,
        "rules": answers.rules.id,
        "repairs": args.repairs,
        "ledger": given.ledger(read.reading),
        "refused": given.refused(read.reading),
        "counts": answers.counts._asdict(),
        **read.shared,
    }
    heading = [*given.read_in_words(read.reading), *_in_words(answers), *read.shared["warnings"]]
    if args.explain is None:
        payload["children"] = _children(answers.results)
        output.emit(args, payload, _FORMATS[args.format](answers.results), heading, columns=_columns(answers.rules))
        return
    mine = [
        eligibility.with_births(result, answers.rules, returns.births(read.reading, result.council, result.child))
        for result in answers.results
        if result.child == args.explain
    ]
    outside = _outside(args.explain, mine, read.records, answers)
    payload["children"] = [_with_rows(result) for result in mine]
    payload["not_asked_about"] = outside
    lines = [line for result in mine for line in eligibility.explain(result, answers.rules, answers.on)]
    lines += [f"{child['child']}: {child['why']}" for child in outside]
    rows = _rows(mine) if args.format == "csv" else ()
    output.emit(args, payload, rows, [*heading, "", *lines], columns=_columns(answers.rules))


def _children(results: Iterable[eligibility.Result]) -> list[dict[str, Any]]:
    """The children of the contract. Many share a sentence, so equal criteria share one object."""
    made: dict[tuple[object, ...], dict[str, Any]] = {}
    children = []
    for result in results:
        criteria = []
        for criterion in result.criteria:
            key = criterion[:4]
            if key not in made:
                made[key] = _criterion(criterion)
            criteria.append(made[key])
        children.append(_child(result, criteria))
    return children


def _child(result: eligibility.Result, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "council": result.council,
        "child": result.child,
        "answer": result.answer.value,
        "criteria": criteria,
        "near_miss": result.near_miss._asdict() if result.near_miss else None,
        "last_seen": result.last_seen,
        "stale": result.stale,
    }


def _criterion(criterion: eligibility.CriterionResult) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "answer": criterion.answer.value,
        "why": criterion.why,
        "missing": [{"fact": missing.fact.value, "who": missing.who.value} for missing in criterion.missing],
    }


def _with_rows(result: eligibility.Result) -> dict[str, Any]:
    criteria = [
        {**_criterion(criterion), "rows": [{"file": row.file, "line": row.line} for row in criterion.rows]}
        for criterion in result.criteria
    ]
    return _child(result, criteria)


def _rows(results: Iterable[eligibility.Result]) -> Iterator[dict[str, Any]]:
    for result in results:
        yield {
            "council": result.council,
            "child": result.child,
            "answer": result.answer.value,
            **{criterion.id: criterion.answer.value for criterion in result.criteria},
            "missing": _missing(result) or None,
            "soon": result.near_miss.text if result.near_miss else None,
            "last_seen": result.last_seen,
            "stale": result.stale,
        }


def _columns(rules: eligibility.RuleSet) -> list[str]:
    """The columns of CSV (see _rows)."""
    criteria = [criterion.id for criterion in rules.criteria]
    return ["council", "child", "answer", *criteria, "missing", "soon", "last_seen", "stale"]


def _short_rows(results: Iterable[eligibility.Result]) -> Iterator[dict[str, Any]]:
    """For the eye: the answer, and the one thing that decides it."""
    known = list(results)
    councils, stale = any(result.council for result in known), any(result.stale for result in known)
    for result in known:
        yield {
            **({"council": result.council} if councils else {}),
            "child": result.child,
            "could be offered": result.answer.label.lower(),
            "soon": result.near_miss.text.partition(",")[0] if result.near_miss else None,
            **({"stale": result.stale} if stale else {}),
            "because": _because(result),
        }


def _because(result: eligibility.Result) -> str:
    if result.answer is terms.Answer.CANNOT_TELL:
        return f"not known: {_missing(result)}"
    against = [c.why for c in result.criteria if c.answer is terms.CriterionAnswer.NOT_MET]
    return against[0] if against else "every criterion is met"


def _missing(result: eligibility.Result) -> str:
    missing = {missing.fact: missing.who for criterion in result.criteria for missing in criterion.missing}
    return ", ".join(f"{fact} ({who})" for fact, who in missing.items()).replace("_", " ")


def _in_words(answers: eligibility.Answers) -> list[str]:
    counts = answers.counts
    offered = f"Could be offered: up to {counts.yes + counts.cannot_tell:,}; for {counts.cannot_tell:,} of them"
    asked = f"Asked about: {counts.population:,}, of whom {counts.no:,} could not be offered it."
    lines = [
        f"True on {answers.on} under {answers.rules.id}: {answers.rules.says}",
        f"{offered} a person must still check. {asked}",
    ]
    if counts.stale:
        lines.append(f"{counts.stale:,} answers are stale: they rest on a row that a later return no longer holds.")
    return lines


def _warnings(answers: eligibility.Answers) -> Iterator[str]:
    if answers.on < answers.rules.valid_from:
        yield f"These rules were used from {answers.rules.valid_from}; the date asked for is earlier."
    if answers.grown_up:
        grown_up = f"{answers.grown_up} of those who could be offered it"
        yield f"In care by the return, but 18 or older, when care ends in law: {grown_up}. A person checks."
    if answers.undated:
        yield f"Left out, because the returns give no single date of birth: {len(answers.undated)} care leavers."


def _unused(read: eligibility.FactsRead, records: Records) -> Iterator[str]:
    book = eligibility.FactBook(read.facts).among({council for council, _ in records})
    unused = book.unused(records)
    if unused:
        yield f"Facts not used, as no return that was read has the child under that council (children): {len(unused)}."


def _facts(path: str | None) -> eligibility.FactsRead:
    if path is None:
        return eligibility.FactsRead((), ())
    return eligibility.read_facts(returns.Source(path, pathlib.Path(path)))


def _outside(
    child: str, mine: list[eligibility.Result], records: Records, answers: eligibility.Answers
) -> list[dict[str, Any]]:
    """Children of this name about whom the rules do not ask, and why."""
    asked = {(result.council, result.child) for result in mine}
    found = [record for key, record in records.items() if record.child == child and key not in asked]
    return [
        {"council": record.council, "child": child, "why": _why_outside(record, answers.rules, answers.on)}
        for record in sorted(found, key=lambda record: record.council or "")
    ]


def _why_outside(record: returns.Record, rules: eligibility.RuleSet, on: datetime.date) -> str:
    day = eligibility.in_words(on)
    if rules.population is eligibility.Population.CARE_LEAVERS:
        low, under = rules.ages
        return f"not asked about: no care leaver of {low} to {under - 1} in these returns on {day}, or in care then."
    facts = care.facts(record, on)
    if facts is not None and facts.short_breaks:
        return f"not asked about: in short breaks on {day}, which is not being in care."
    return f"not asked about: not in care on {day} by the returns that were read."


def _no_rows(results: Iterable[eligibility.Result]) -> Iterator[dict[str, Any]]:
    """JSON has its children in the payload."""
    yield from ()


_FORMATS = {"json": _no_rows, "csv": _rows, "table": _short_rows}


def _list_rules() -> int:
    output.warn("Say which rules: --rules NAME or --rules FILE. The names are:")
    for rules in eligibility.rule_sets():
        output.warn(f"  {rules.id:<13} {rules.title}. {rules.says}")
    return USAGE
