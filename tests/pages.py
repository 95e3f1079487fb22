"""What a page says, for tests that look at pages."""

from django.test import Client


def text(client: Client, path: str) -> str:
    """The page at an address, as it was sent; the test fails where there is none."""
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())
