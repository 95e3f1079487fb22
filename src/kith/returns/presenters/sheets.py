"""What every list and download of an import has: links to its other pages, and cells that no spreadsheet runs."""

from typing import Any

# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection); the wide forms too.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def pagination(number: int, *, pages: int, query: str = "") -> dict[str, Any]:
    """Links to the page before and after; nothing where there is one page only."""
    links: dict[str, Any] = {}
    if number > 1:
        links["previous"] = {"href": f"?{query}page={number - 1}", "labelText": f"{number - 1} of {pages}"}
    if number < pages:
        links["next"] = {"href": f"?{query}page={number + 1}", "labelText": f"{number + 1} of {pages}"}
    return links


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run: an apostrophe goes before what could begin a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell
