"""A photo, drawn anew by Pillow: turned the right way up, no larger than needed, and nothing but its points."""

import io
import warnings
from typing import Any

from kith.config import optional
from kith.domain.papers.model import PICTURE, Limits, NotKept, Paper

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 88
# Where a camera writes the place it stood at.
_GPS = 0x8825
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
        notices = _notices(sent, limits)
        sent.draft("RGB", (limits.side, limits.side))
        sent.load()
        upright = ops.exif_transpose(sent)
    flat = _on_white(pillow, upright)
    flat.thumbnail((limits.side, limits.side))
    kept = io.BytesIO()
    flat.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Paper(PICTURE, kept.getvalue(), width=flat.width, height=flat.height, notices=notices)


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
