"""A name as it was given: one of many that a person has, in parts or as one text, kept exactly as written."""

import datetime
from dataclasses import dataclass

from kith.domain.terms import NameKind


class NameRefused(ValueError):
    """These parts do not make a name; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name. Either parts (`given`, `family`, one may be empty) or `whole`, where nobody divided it.

    A person with one name is as valid as any other. The period is half-open, and either end may be unknown. Raises
    NameRefused where there is no text, or both parts and a whole.
    """

    given: str = ""
    family: str = ""
    whole: str = ""
    kind: NameKind = NameKind.USED
    from_on: datetime.date | None = None
    until_on: datetime.date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if not (self.given.strip() or self.family.strip() or self.whole.strip()):
            raise NameRefused("A name needs at least one letter or sign.")
        if self.whole and (self.given or self.family):
            raise NameRefused("Give a name in parts or as one text, not both.")
        if self.from_on and self.until_on and self.until_on <= self.from_on:
            raise NameRefused("A name must end after it starts.")

    @property
    def written(self) -> str:
        """The name as it was written, parts joined by one space."""
        return self.whole or " ".join(part for part in (self.given, self.family) if part)
