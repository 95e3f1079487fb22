"""docs/reference/actions.md and events.md: everything that can be done, and everything that is kept of it."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import kith
from document_rules import table
from kith.access import action
from kith.access.roles import ROLES

SOURCE = Path(__file__).resolve().parents[1] / "src" / "kith"
KIND = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")
# By whichever of these an event is written.
WRITERS = {"note", "note_listed", "Event", "_record"}

ACTIONS = """\
# Actions

<!-- Made by tools/generate_docs.py from the registry of actions. Run make fix; do not edit. -->

Everything that can be written, by people and by jobs. Each runs inside one transaction: the row is locked, the
permission and the checks are asked, and without its event nothing is kept (ADR 0002). Who holds a permission:
[roles](roles.md).
"""
EVENTS = """\
# Events

<!-- Made by tools/generate_docs.py from the registry of actions and the code. Run make fix; do not edit. -->

Everything that the audit record keeps. An event holds ids and codes; words stand sealed. A refused action leaves
`action.refused` with its name. Steps of the pathway stand as codes of `referral.moved`: see [pathway](pathway.md).
"""


def modules() -> list[object]:
    """The actions modules of every app, the demo's too; importing them fills the registry."""
    found = (one.name for one in pkgutil.walk_packages(kith.__path__, "kith."))
    return [importlib.import_module(name) for name in found if name.split(".")[2:3] == ["actions"]]


def actions() -> dict[str, action.ActionSpec]:
    """The registry, full; without what tests added."""
    modules()
    return {name: spec for name, spec in sorted(action.REGISTRY.items()) if spec.call.__module__.startswith("kith.")}


def page() -> str:
    """actions.md."""
    lines = [ACTIONS]
    apps: dict[str, list[action.ActionSpec]] = {}
    for name, spec in actions().items():
        apps.setdefault(name.partition(".")[0], []).append(spec)
    for app, specs in apps.items():
        lines += [f"## {app}", ""]
        lines += table(("Action", "What it does", "Who may", "On", "Event"), map(action_row, specs))
    return "\n".join(lines).rstrip() + "\n"


def action_row(spec: action.ActionSpec) -> tuple[object, ...]:
    """One action as a row."""
    may = [spec_.label for spec_ in ROLES.values() if spec.permission in spec_.permissions]
    needs = f"; needs the child's yes to {spec.needs.label.lower()}" if spec.needs else ""
    event = f"`{spec.event}`" + (", one for the whole lot" if spec.bulk else "")
    who = f"`{spec.permission.value}`: {', '.join(may)}{needs}"
    return f"`{spec.name.partition('.')[2]}`", first_sentence(spec.doc), who, spec.on.replace("_", " "), event


def first_sentence(doc: str) -> str:
    """The first sentence of a docstring, on one line."""
    text = " ".join(inspect.cleandoc(doc).split("\n\n")[0].split())
    return re.split(r"(?<=[.?!]) (?=[A-Z`])", text)[0].replace("``", "`")


def events_page() -> str:
    """events.md."""
    rows = [(f"`{kind}`", ", ".join(f"`{by}`" for by in sorted(written))) for kind, written in events().items()]
    return "\n".join([EVENTS, *table(("Event", "Written by"), rows)]).rstrip() + "\n"


def events() -> dict[str, set[str]]:
    """Every kind of event, and the actions or modules that write it."""
    found: dict[str, set[str]] = {}
    declared = {spec.event: set[str]() for spec in actions().values()}
    for name, spec in actions().items():
        declared[spec.event].add(name)
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for kind in kinds_in(path.read_text("utf-8")):
            found.setdefault(kind, set()).add(module)
    return dict(sorted({**found, **declared}.items()))


def kinds_in(source: str) -> Iterator[str]:
    """The kinds of event that a module writes by a fixed name, given itself or by a name of the module."""
    tree = ast.parse(source)
    fixed = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in WRITERS:
            for argument in node.args[:2]:
                value = fixed.get(argument.id) if isinstance(argument, ast.Name) else argument
                if isinstance(value, ast.Constant) and KIND.fullmatch(str(value.value)):
                    yield str(value.value)
