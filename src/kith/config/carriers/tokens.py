"""The token that GOV.UK Notify asks for: a JSON Web Token (RFC 7519) signed with HMAC SHA-256 (RFC 7515, HS256)."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping


def token(claims: Mapping[str, object], secret: str) -> str:
    """The token in its compact form: three parts without padding, joined by dots."""
    head = _part(json.dumps({"typ": "JWT", "alg": "HS256"}, separators=(",", ":")).encode())
    body = _part(json.dumps(claims, separators=(",", ":")).encode())
    return f"{head}.{body}.{_part(sign(f'{head}.{body}'.encode(), secret.encode()))}"


def sign(content: bytes, secret: bytes) -> bytes:
    """The signature of the first two parts."""
    return hmac.new(secret, content, hashlib.sha256).digest()


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
