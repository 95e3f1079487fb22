"""JSON whose objects know the line they begin on, so that what is wrong in them can be found."""

from __future__ import annotations

import json
import json.decoder
import json.scanner
from typing import Any


class FamilyNotReadable(ValueError):
    """The text is no family at all; the message is a plain sentence, `line` where it breaks."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


class Located(dict[str, Any]):
    """A JSON object that knows the line of its opening brace."""

    line: int


def decode(text: str) -> object:
    """The value that the text holds, its objects as `Located`; FamilyNotReadable with the line where it is no JSON."""
    decoder = json.JSONDecoder()
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)

    def located(s_and_end: tuple[str, int], *rest: Any) -> tuple[Located, int]:
        plain, end = json.decoder.JSONObject(s_and_end, *rest)  # type: ignore[attr-defined]
        found = Located(plain)
        found.line = _line(starts, s_and_end[1])
        return found, end

    decoder.parse_object = located  # type: ignore[attr-defined]
    decoder.scan_once = json.scanner.py_make_scanner(decoder)  # type: ignore[attr-defined]
    try:
        return decoder.decode(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as failure:
        raise FamilyNotReadable(f"This is no JSON: {failure.msg}, column {failure.colno}.", failure.lineno) from failure
    except RecursionError as failure:
        raise FamilyNotReadable("The JSON is nested too deeply to be a family.") from failure


def _line(starts: list[int], at: int) -> int:
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if starts[middle] <= at else (low, middle)
    return low + 1
