"""What every page knows without its view saying so."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest | None = None) -> dict[str, object]:
    """`kith_demo`: everything here is made up, and what is shown or taken along must say so."""
    return {"kith_demo": bool(getattr(settings, "KITH_DEMO", False))}
