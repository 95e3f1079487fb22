"""Pages of the referrals, opened and sent by name."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse


def text_of(client: Client, name: str, *arguments: object, status: int = 200, **data: Any) -> str:
    """A page of the referrals, by its name."""
    response = client.get(reverse(f"referrals:{name}", args=arguments), data)
    assert response.status_code == status
    return response.content.decode()


def send(client: Client, name: str, *arguments: object, status: int = 302, **data: Any) -> str:
    """The same, sent."""
    response = client.post(reverse(f"referrals:{name}", args=arguments), data)
    assert response.status_code == status, response.content.decode()[-2000:]
    return response.content.decode()


def date_of(name: str, on: dt.date) -> dict[str, str]:
    """A day as a form sends it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}
