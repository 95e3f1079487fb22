"""A photo, drawn anew by Pillow: turned the right way up, no larger than needed, and nothing but its points."""

import io
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from kith.config import optional
from kith.domain.papers.model import PICTURE, Limits, NotKept, Paper

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 88
# Where a camera writes the place it stood at, and the other lists of what it writes.
_GPS = 0x8825
_LISTS = (0x8769, _GPS, 0xA005)
# Long runs of numbers that say nothing, and how many bytes of one value are looked at.
_NO_WORDS = {"icc_profile", "exif"}
_MOST_BYTES = 20_000
# The first letters of a comment that is written in eight-byte fashion (Exif 2.32, UserComment).
_PREFIXES = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8)
# What a damaged or hostile picture makes Pillow raise.
_DAMAGED = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, SyntaxError, TypeError),
    *(ValueError, Warning),
)


def clean(data: bytes, limits: Limits) -> Paper:
    """The picture as a new JPEG. Raises NotKept: too many points, several pictures in one, damaged."""
    pillow, ops = optional.load("PIL.Image"), optional.load("PIL.ImageOps")
    with warnings.catch_warnings():
        warnings.simplefilter("error", pillow.DecompressionBombWarning)
        try:
            return _drawn_anew(pillow, ops, data, limits)
        except NotKept:
            raise
        except (pillow.DecompressionBombError, *_DAMAGED) as failure:
            raise NotKept("the picture is damaged or cut off") from failure


def _drawn_anew(pillow: Any, ops: Any, data: bytes, limits: Limits) -> Paper:
    with pillow.open(io.BytesIO(data), formats=FORMATS) as sent:
        if sent.width * sent.height > limits.points:
            raise NotKept(f"it has more than {limits.points // 1_000_000} million points; take a smaller photo")
        if getattr(sent, "n_frames", 1) > 1:
            raise NotKept("it holds several pictures that move; save one of them")
        notices, said = _notices(sent, limits), tuple(_said(sent))
        sent.draft("RGB", (limits.side, limits.side))
        sent.load()
        upright = ops.exif_transpose(sent)
    flat = _on_white(pillow, upright)
    flat.thumbnail((limits.side, limits.side))
    kept = io.BytesIO()
    flat.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Paper(PICTURE, kept.getvalue(), width=flat.width, height=flat.height, notices=notices, said=said)


def _on_white(pillow: Any, image: Any) -> Any:
    """Nothing shines through: a clear background becomes white, and no colour table or profile stays."""
    clear = image.convert("RGBA")
    paper = pillow.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _notices(sent: Any, limits: Limits) -> tuple[str, ...]:
    found = []
    if sent.getexif().get_ifd(_GPS):
        found.append("the place where the photo was taken was in the file, and is not kept")
    if max(sent.size) > limits.side:
        found.append("the picture is kept smaller than it was sent")
    return tuple(found)


def _said(sent: Any) -> Iterator[str]:
    """Whatever stands in words beside the picture: the camera's lists, comments, captions."""
    exif = sent.getexif()
    yield from _words(exif.values())
    for number in _LISTS:
        yield from _words(exif.get_ifd(number).values())
    yield from _words(one for pair in sent.info.items() if pair[0] not in _NO_WORDS for one in pair)
    # What programs write for themselves; XMP and pictures in pieces are in sent.info already.
    yield from _words(value for _, value in getattr(sent, "applist", ()))


def _words(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, bytes):
            yield from _decoded(value)
        elif isinstance(value, dict):  # captions and places of IPTC
            yield from _words(value.values())
        elif isinstance(value, str) and value.strip():
            yield value


def _decoded(value: bytes) -> Iterator[str]:
    """A run of bytes as text, in each of the ways that cameras and programs write it."""
    plain = next((value[len(prefix) :] for prefix in _PREFIXES if value.startswith(prefix)), value)[:_MOST_BYTES]
    for way in ("utf-8", "utf-16-le", "utf-16-be"):
        text = plain.decode(way, "ignore").replace("\0", " ").strip()
        if text:
            yield text
