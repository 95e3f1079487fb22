"""The look of a map saved as a file of its own: the style sheet of the pages, every property written out."""

from __future__ import annotations

import re

_PROPERTY = re.compile(r"var\(--[\w-]+,\s*((?:[^()]|\([^()]*\))*)\)")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_ON_PAGES = re.compile(r"^(?:\.kith-map__scroll[^{]*\{[^}]*\}|\.kith-map__sheet[^{]*\{[^}]*\})\n", re.MULTILINE)


def written_out(sheet: str) -> str:
    """The sheet without comments and page frames, each custom property as its own value after the comma."""
    return _ON_PAGES.sub("", _COMMENT.sub("", _PROPERTY.sub(r"\1", sheet))).strip()
