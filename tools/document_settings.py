"""docs/reference/settings.md: what a service sets in its environment, and what is the same everywhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from document_rules import table

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"
SETTING = re.compile(r"#?([A-Z_]+)=(.*)")
HEAD = """\
# Settings

<!-- Made by tools/generate_docs.py from .env.example and kith.config.settings. Run make fix; do not edit. -->

A service sets these in `kith.env` in the folder that `KITH_HOME` names; the environment itself wins. Everything that a
manager or administrator may change without a restart stands on the service's own settings page.
"""
# The same for every service; changing one is a change of the code, with its reason.
FIXED = {
    "UNSENT_MINUTES": "minutes that a form sent after its session had ended waits for its writer",
    "SESSION_IDLE_MINUTES": "minutes without a page before staff are signed out",
    "SESSION_TOGETHER_MINUTES": "the same during a session together with a child",
    "SESSION_ABSOLUTE_HOURS": "hours before everybody signs in anew",
    "AXES_FAILURE_LIMIT": "wrong passwords before an account is locked",
    "AXES_COOLOFF_TIME": "hours that it stays locked",
    "PASSWORD_RESET_TIMEOUT": "seconds that a link to set a password works",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": "fields that one form may send",
    "ACTION_CHECKS": "asked before every action, in this order",
    "WORDS_LOOKED_AT": "given every text that a person wrote in an action, in its transaction",
    "KITH_WORDS_SHOWN_TO": "how each reader sees sealed words",
    "KITH_WHEN_OPENED": "looks at every opening of a child's record, in its unit of work",
    "KITH_WHERE_A_CHILD_LIVES": "everything that says where a child lives, so that nothing leaves that tells it",
    "STOP_HOOKS": "called by every stop, pause and withdrawn agreement, in its transaction",
}


def page() -> str:
    """settings.md."""
    lines = [HEAD, *table(("Setting", "In the example", "What it does"), given())]
    rows = [(f"`{name}`", value_of(name), says) for name, says in FIXED.items()]
    lines += ["## The same everywhere", "", *table(("Setting", "Value", "What it is"), rows)]
    return "\n".join(lines).rstrip() + "\n"


def given(text: str | None = None) -> Iterator[tuple[str, str, str]]:
    """(name, value in the example, what it does) of every setting of the environment."""
    says: list[str] = []
    for line in (text if text is not None else EXAMPLE.read_text("utf-8")).splitlines():
        found = SETTING.fullmatch(line)
        if found:
            shown = f"`{found[2]}`" if found[2] else "empty"
            yield f"`{found[1]}`", "not set" if line.startswith("#") else shown, " ".join(says)
        elif line.startswith("# "):
            says.append(line.removeprefix("# "))
        else:
            says = []


def value_of(name: str) -> str:
    """A fixed setting as it is."""
    value = getattr(settings, name)
    return "<br>".join(f"`{one}`" for one in value) if isinstance(value, list) else f"`{value}`"
