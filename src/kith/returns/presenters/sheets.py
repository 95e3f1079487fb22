"""What every list of an import has: links to its other pages."""

from typing import Any


def pagination(number: int, *, pages: int, query: str = "") -> dict[str, Any]:
    """Links to the page before and after; nothing where there is one page only."""
    links: dict[str, Any] = {}
    if number > 1:
        links["previous"] = {"href": f"?{query}page={number - 1}", "labelText": f"{number - 1} of {pages}"}
    if number < pages:
        links["next"] = {"href": f"?{query}page={number + 1}", "labelText": f"{number + 1} of {pages}"}
    return links
