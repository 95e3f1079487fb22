"""docs/reference/terms.md: the field's words, each with what is stored and what is shown."""

import inspect
import re
from collections.abc import Iterator

from document_rules import table
from kith.domain import terms

HEAD = """\
# Terms

<!-- Made by tools/generate_docs.py from kith.domain.terms. Run make fix; do not edit. -->

What is stored stands in the database and in what `kith` writes; what is shown stands on pages. Terms are added to and
never renamed. Free words stand beside each where it is kept, so that a list that does not fit forces no false answer.
"""


def lists() -> Iterator[type[terms.Term]]:
    """Every list of terms, by its name."""
    yield from (getattr(terms, name) for name in sorted(terms.__all__) if name != terms.Term.__name__)


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    for one in lists():
        lines += [f"## {in_words(one.__name__)}", "", " ".join(inspect.cleandoc(one.__doc__ or "").split()), ""]
        lines += table(("Stored", "Shown"), ((f"`{member.value}`", member.label) for member in one))
    return "\n".join(lines).rstrip() + "\n"


def in_words(name: str) -> str:
    """`Search state` for SearchState."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
