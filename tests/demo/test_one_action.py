"""What cannot come through the ordinary doors is made up in one bulk action; nothing of the demo writes another way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import kith.demo.actions
from kith.access.action import REGISTRY

DEMO = Path(kith.demo.actions.__file__).parents[1]
WRITES = {
    *("create", "bulk_create", "update", "bulk_update", "save", "delete"),
    *("get_or_create", "update_or_create", "insert_rows", "insert_models"),
}


def writes(source: str) -> Iterator[str]:
    """Calls that write to a table."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield f"{node.lineno}: {node.func.attr}"


def test_nothing_of_the_demo_writes_outside_its_actions() -> None:
    outside = [path for path in DEMO.rglob("*.py") if DEMO / "actions" not in path.parents]
    assert len(outside) > 10
    assert [f"{path.name}:{line}" for path in outside for line in writes(path.read_text(encoding="utf-8"))] == []


def test_there_is_one_bulk_action() -> None:
    assert [name for name, spec in REGISTRY.items() if name.startswith("demo.")] == ["demo.fill_demo"]
    assert REGISTRY["demo.fill_demo"].bulk
    filling = (DEMO / "actions" / "filling.py").read_text(encoding="utf-8")
    assert list(writes(filling)) != [], "what is looked for can be found"
