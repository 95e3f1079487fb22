"""Languages in which the pages for agreeing, stopping and worries may be used; for all others an interpreter helps."""

import datetime
import functools
import importlib.resources
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedOff:
    """The dated list of languages that a person signed off. `id` names the version."""

    id: str
    valid_from: datetime.date
    source: str
    names: tuple[str, ...]


@functools.cache
def load_signed_off() -> SignedOff:
    """The list that ships with the package (domain/data/signed_off_languages.toml)."""
    text = importlib.resources.files("kith.domain.data").joinpath("signed_off_languages.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return SignedOff(data["id"], data["valid_from"], data["source"], tuple(data["names"]))


def without_sign_off(language: str) -> str:
    """A recorded language if no page may be used in it without an interpreter; "" if it is signed off or not known.

    Source: the safeguarding rule 13, see the data file.
    """
    named = language.strip()
    signed_off = {name.casefold() for name in load_signed_off().names}
    return "" if named.casefold() in signed_off else named
