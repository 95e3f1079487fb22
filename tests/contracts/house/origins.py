"""Pages ask nothing of any other place, and hold no script or style of their own."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.contracts.house import tree

# What a browser loads or sends by itself. A link that a person follows may lead elsewhere.
ELSEWHERE = r"(?:https?:)?//(?!www\.w3\.org/)"
LOADS = re.compile(
    rf"""<(?!a\b)[a-z]+\b[^>]*\b(?:src|srcset|href|action|formaction|poster|data)\s*=\s*["']?{ELSEWHERE}"""
)
INLINE = re.compile(
    r"""<style\b|<script(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=|href\s*=\s*["']javascript:""", re.I
)
IN_STYLES = re.compile(rf"""url\(\s*["']?(?:{ELSEWHERE}|data:)|@import""")
IN_SCRIPTS = re.compile(r"""["'`](?:https?|wss?):?//[^"'`]*|\beval\(|\bnew Function\(|\.innerHTML\s*=""")
# Only said in an error message of the vendored script; nothing is asked there.
SAID_ONLY = ("https://frontend.design-system.service.gov.uk/localise-govuk-frontend",)
CLIENTS = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "telnetlib", "urllib.request", "urllib3"}
# What carries letters for a service that has set one up (KITH_CARRIER_LETTER and others): the one way out.
CARRIERS = "src/kith/config/carriers/"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def pages(folder: Path) -> list[Path]:
    """Everything that is sent to a browser as it stands."""
    return [path for ending in ("html", "css", "js", "svg") for path in sorted(folder.rglob(f"*.{ending}"))]


def problems(paths: Iterable[Path]) -> Iterator[str]:
    """Files that ask another place for something, or bring a script or style inside the page."""
    for path in paths:
        text = COMMENT.sub("", path.read_text("utf-8"))
        for found in _looks(path.suffix, text):
            if not any(said in found for said in SAID_ONLY):
                yield f"{path.name}: {found[:80]}"


def _looks(kind: str, text: str) -> list[str]:
    if kind == ".css":
        return [found[0] for found in IN_STYLES.finditer(text)]
    if kind == ".js":
        return [found[0] for found in IN_SCRIPTS.finditer(text)]
    return [found[0] for pattern in (LOADS, INLINE) for found in pattern.finditer(text)]


def clients(modules: Iterable[tree.Module]) -> list[str]:
    """Modules that could call another machine."""
    return [
        f"{module.path} imports {name}"
        for module in modules
        if not str(module.path).startswith(CARRIERS)
        for node in module.nodes
        for name in _imported(node)
        if name in CLIENTS
    ]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
