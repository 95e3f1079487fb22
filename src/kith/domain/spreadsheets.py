"""Cells that a spreadsheet shows and does not run."""

import re

# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection, 2023); the wide forms too.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Where the list separator is a semicolon, one inside a cell may begin another.
_INSIDE = re.compile('(;[ "]*)(?=[=+@\uff1d\uff0b\uff20-])')


def harmless(text: str) -> str:
    """The text with an apostrophe before everything that could begin a formula; nothing else changes."""
    text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(' "').startswith(FORMULA_STARTS) else text
