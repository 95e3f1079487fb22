"""docs/reference/findings.md: what is found in a return, each by its name, with how much it matters."""

from document_rules import table
from kith.domain.returns import checks
from kith.returns.presenters import findings

HEAD = """\
# What is found in a return

<!-- Made by tools/generate_docs.py from kith.domain.returns.checks and the titles of the pages. Run make fix; do not
edit. -->

A number is DfE's own; where DfE has none the name is Kith's. Whatever is found, the row is kept, or waits with a
reason. An error is wrong, or hides a fact about care; a warning needs a look. `kith check` ends with 1 when there is an
error or a row that waits, never for warnings alone.
"""
NOTE = """\
Reading finds these before there is a row to look at. Most are errors; each finding says which it is.
"""


def page() -> str:
    """The whole page."""
    rules = ((f"`{rule.number}`", rule.title, rule.severity.value) for rule in checks.RULES.values())
    lines = [HEAD, "## Rules", "", *table(("Rule", "What is asked", "Severity"), rules)]
    titles = ((f"`{name}`", title) for name, title in sorted(findings.TITLES.items()))
    lines += ["## On reading", "", NOTE, *table(("Finding", "What it says"), titles)]
    return "\n".join(lines).rstrip() + "\n"
