"""What the processes of one service count together: the names under which it is kept, and whether it works."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

SALT = "kith.config.shared"


def key(name: str, prefix: str, version: int) -> str:
    """The digest under which a value is kept: the name may hold a network or e-mail address, the table must not."""
    return salted_hmac(SALT, f"{prefix}:{version}:{name}", algorithm="sha256").hexdigest()


def works() -> bool:
    """Whether what one process keeps there can be read again."""
    cache.set("doctor", True, 10)
    return cache.get("doctor", False) is True
