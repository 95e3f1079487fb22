"""What the house checks look at: Python files, read and parsed once."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NOT_OURS = {"migrations", "vendor", "node_modules", "__pycache__", "data"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file; `path` is relative to the top of the tree, with slashes."""

    path: str
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.removesuffix(".py").split("/"))

    @property
    def job(self) -> str:
        """The file that this is a piece of: `views` for casework/views.py and for casework/views/home.py."""
        inside_app = self.parts[3:] if self.path.startswith("src/kith/") else self.parts[-1:]
        return inside_app[0] if inside_app else ""

    @property
    def package(self) -> str:
        """`children` for src/kith/children/..., empty for anything else."""
        return self.parts[2] if self.path.startswith("src/kith/") and len(self.parts) > 2 else ""

    @functools.cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, as `ast.walk` gives them."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[FunctionNode]:
        """Every function and method, nested ones too."""
        return (node for node in self.nodes if isinstance(node, FunctionNode))

    def public_functions(self) -> Iterator[FunctionNode]:
        """Functions and methods that other modules may call."""
        for node in self.tree.body:
            inside = node.body if isinstance(node, ast.ClassDef) and is_public(node.name) else [node]
            yield from (found for found in inside if isinstance(found, FunctionNode) and is_public(found.name))


@functools.cache
def modules(*folders: str) -> tuple[Module, ...]:
    """All Python files of these folders that somebody here wrote."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            relative = path.relative_to(ROOT)
            if not NOT_OURS.intersection(relative.parts):
                found.append(_module(relative))
    return tuple(found)


@functools.cache
def _module(path: Path) -> Module:
    """One file, the same object in whichever folders it is asked for, so that it is parsed once."""
    return Module(path.as_posix(), (ROOT / path).read_text(encoding="utf-8"))


def is_public(name: str) -> bool:
    return not name.startswith("_")
