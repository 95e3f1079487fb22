"""`kith check`: what is wrong with a return, line by line."""

import argparse
import collections

from kith.cli import output
from kith.cli import returns as given
from kith.domain import returns
from kith.domain.returns import checks

SCHEMA = "kith.check/1"
KEYS = ("file", "line", "sheet", "column", "child", "rule", "severity", "text")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith check`."""
    given.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code: 1 if there is any error or a row waits in quarantine."""
    reading = given.read(args)
    if reading is None:
        return given.NOTHING_READABLE
    findings = sorted([*reading.findings, *checks.check(reading)], key=returns.finding_order)
    rows = [{key: getattr(finding, key) for key in KEYS} for finding in findings]
    payload = {
        "schema": SCHEMA,
        "ledger": given.ledger(reading),
        "refused": given.refused(reading),
        "findings": rows,
    }
    heading = [*given.read_in_words(reading), *_in_words(findings)]
    output.emit(args, payload, rows, heading, columns=KEYS)
    errors = any(finding.severity is returns.Severity.ERROR for finding in findings)
    return 1 if errors or reading.ledger.quarantined else 0


def _in_words(findings: list[returns.Finding]) -> list[str]:
    """How many findings of each rule, most first."""
    if not findings:
        return ["Nothing to look at."]
    counts = collections.Counter(finding.rule for finding in findings)
    lines = [f"{len(findings):,} findings:"]
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        title = checks.RULES[rule].title if rule in checks.RULES else "see the lines below"
        lines.append(f"  {count:>7,}  {rule}: {title}")
    return lines
