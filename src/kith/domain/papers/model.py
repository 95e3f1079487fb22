"""What is kept of a paper, and how much of one is taken in."""

from dataclasses import dataclass

# What every picture is kept as.
PICTURE = "image/jpeg"


class NotKept(ValueError):
    """The file is refused as a whole; the text says why in plain English and can stand after the file's name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take in: bytes as sent; points of a picture and the longer side it is kept with; pages.

    Source: security 2.11 (20 MB) and 6.5 (D08: a picture of 60,000 by 60,000 points, D06: 100,000 pages), the
    project's own numbers of November 2026: a phone's camera makes some 12 to 50 million points.
    """

    bytes: int = 20_000_000
    points: int = 60_000_000
    side: int = 2_800
    pages: int = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """The cleaned file. `notices` say in plain English what was left out or must be looked at.

    `width` and `height` are points of a picture, 0 for a PDF; `pages` is 1 for a picture. `said` is what the file said
    in words: its name, what stood beside the picture or the pages, the words of a PDF. It is only for looking through,
    and is not kept.
    """

    media_type: str
    data: bytes
    pages: int = 1
    width: int = 0
    height: int = 0
    notices: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether it can stand on a page; a PDF is only handed out to be saved."""
        return self.media_type == PICTURE
