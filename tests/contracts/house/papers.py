"""What is written beside the code: decisions, links, changelog, data files with their source."""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.contracts.house import tree

# Not for people to set.
INNER_SETTINGS = {"DJANGO_SETTINGS_MODULE"}
ADR_NAME = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
ADR_HEADINGS = ("## Context", "## Options", "## Decision", "## Consequences", "## How it is enforced")
ADR_MOST_WORDS = 300
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
SETTING = re.compile(r"\b(?:env|environ)(?:\.\w+)?[(\[]\s*\"([A-Z][A-Z_]+)\"")
# A line of a list of dependencies, with what is said beside it.
DEPENDENCY = re.compile(r"^ +\"([A-Za-z0-9][^\"]*)\",(?:\s*#\s*(.+))?$", re.MULTILINE)
DEPENDENCIES = re.compile(r"^(dependencies|pdf|analysis|dev) = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)
DATA_KINDS = {".toml", ".json", ".csv", ".txt", ".ndjson"}
NOT_FIGURES = {"static", "templates", "demo", "__pycache__"}
DATE = re.compile(r"\b(19|20)\d\d(-\d\d-\d\d)?\b")


def adr_problems(folder: Path) -> list[str]:
    """Decisions whose number is taken or missing, that the index leaves out, that are long or lack a part."""
    files = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    index = (folder / "README.md").read_text(encoding="utf-8")
    problems = []
    numbers = []
    for path in files:
        named = ADR_NAME.fullmatch(path.name)
        if not named:
            problems.append(f"{path.name}: not NNNN-title.md")
            continue
        numbers.append(int(named[1]))
        problems += [f"{path.name}: {problem}" for problem in _adr_text_problems(path.read_text(encoding="utf-8"))]
        if f"({path.name})" not in index:
            problems.append(f"{path.name}: not in the index")
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(f"numbers are {numbers}: each must be the one before it plus one")
    return problems


def _adr_text_problems(text: str) -> list[str]:
    problems = [f"no {heading}" for heading in ADR_HEADINGS if heading not in text]
    if len(text.split()) > ADR_MOST_WORDS:
        problems.append(f"{len(text.split())} words, at most {ADR_MOST_WORDS}")
    if not re.search(r"^Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE):
        problems.append("no line 'Date: YYYY-MM-DD'")
    return problems


def link_problems(root: Path, documents: Iterator[Path]) -> list[str]:
    """Links to files that are not there."""
    problems = []
    for document in documents:
        for target in LINK.findall(document.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (document.parent / target).exists():
                problems.append(f"{document.relative_to(root)}: {target} does not exist")
    return problems


def documents(root: Path) -> Iterator[Path]:
    """Every page of Markdown that belongs to the project."""
    yield from root.glob("*.md")
    yield from (root / "docs").rglob("*.md")


def changelog_version(text: str) -> str:
    """The newest version that the changelog names."""
    found = re.search(r"^## (\d+\.\d+\.\d+)", text, re.MULTILINE)
    return found[1] if found else ""


def data_problems(root: Path, folder: Path) -> list[str]:
    """Data files that do not say where their figures come from and of which date.

    TOML and JSON may say it themselves (`source` or `sources`, and a date); any file may have a row in the SOURCES.md
    of its folder: | `name` | what | source | date |. Made-up people need no source.
    """
    problems = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in DATA_KINDS or NOT_FIGURES.intersection(path.relative_to(folder).parts):
            continue
        pairs = [*_flat(_said(path)), *_row_beside(path)]
        if not any(key in ("source", "sources") and value for key, value in pairs):
            problems.append(f"{path.relative_to(root)}: no source")
        if not any(isinstance(value, dt.date) or DATE.search(str(value)) for _, value in pairs):
            problems.append(f"{path.relative_to(root)}: no date")
    return problems


def _said(path: Path) -> Any:
    """What a data file says about itself."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    return json.loads(text) if path.suffix == ".json" else {}


def _row_beside(path: Path) -> list[tuple[str, str]]:
    """What SOURCES.md of the same folder says about a file."""
    beside = path.parent / "SOURCES.md"
    rows = beside.read_text(encoding="utf-8").splitlines() if beside.exists() else []
    for row in rows:
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        if cells[0] == f"`{path.name}`" and len(cells) == 4:
            return list(zip(("file", "what", "source", "date"), cells, strict=True))
    return []


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every (key, leaf) of a nested structure; a list's items carry the list's key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner, key)
    else:
        yield key, value


def place_problems(root: Path, paths: Iterator[Path]) -> list[str]:
    """Files that name the folder this tree happens to stand in: true on one machine only."""
    places = [f"{place}/" for place in (root, root.parent) if len(place.parts) > 1 and place != Path("/tmp")]
    problems = []
    for path in paths:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        problems += [f"{path.relative_to(root)}: names {place}" for place in places if place in text]
    return problems


def undocumented_settings(modules: Iterable[tree.Module], example: str) -> list[str]:
    """Settings that the code reads from the environment and .env.example does not explain."""
    explained = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))
    read = {name for module in modules for name in SETTING.findall(module.text)}
    return sorted(read - explained - INNER_SETTINGS)


def dependencies(project: str) -> dict[str, dict[str, str]]:
    """{list: {package: why}} of pyproject.toml, each list and each extra. A package without a reason has ""."""
    return {
        name: {_package(line): why.strip() for line, why in DEPENDENCY.findall(lines)}
        for name, lines in DEPENDENCIES.findall(project)
    }


def asked_for(requirements: str) -> set[str]:
    """The packages that a requirements*.in names itself."""
    lines = (line.partition("#")[0].strip() for line in requirements.splitlines())
    return {_package(line) for line in lines if line and not line.startswith("-")}


def _package(line: str) -> str:
    """`django-allauth` for "django-allauth[mfa]>=65": as the index spells it, in small letters."""
    return re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0].lower()
