"""Paper that comes in as a photo or a scan: what is kept of it, made anew and cleaned, or why it is refused.

Nothing of the file that was sent is kept as it came: a picture is drawn anew from its points, a PDF is put together
anew from its pages. So no place, no camera, no author, no script, no second file hides in what is kept (security 2.11,
6.5).
"""

from collections.abc import Callable
from dataclasses import replace

from kith.domain.papers import pdf, picture
from kith.domain.papers.model import PICTURE, Limits, NotKept, Paper

__all__ = ["ENDINGS", "PICTURE", "Limits", "NotKept", "Paper", "clean"]

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"%PDF-", "pdf"),
)
_READERS: dict[str, Callable[[bytes, Limits], Paper]] = {"picture": picture.clean, "pdf": pdf.clean}
# The kinds that are kept, by the end of the name; what counts is the content.
ENDINGS = {".jpg": "picture", ".jpeg": "picture", ".png": "picture", ".webp": "picture", ".pdf": "pdf"}
_ADVICE = {
    ".heic": "it is the kind of picture some phones keep; send it straight from the phone, or save it as JPEG",
    ".heif": "it is the kind of picture some phones keep; send it straight from the phone, or save it as JPEG",
    ".gif": "save it as PNG or JPEG",
    ".bmp": "save it as PNG or JPEG",
    ".tif": "save it as PDF or JPEG",
    ".tiff": "save it as PDF or JPEG",
    ".svg": "it may hold scripts; save it as PNG or PDF",
    ".docx": "save it as PDF",
    ".doc": "save it as PDF",
}


def clean(name: str, data: bytes, limits: Limits | None = None) -> Paper:
    """What is kept of a photo or scan. `name` is looked at for its ending and stands in `said`; it is not kept.

    Raises NotKept with the reason: another kind, too large, too many points or pages, damaged, locked, or a content
    that is not what the name says.
    """
    limits = limits or Limits()
    ending = _ending(name)
    if ending not in ENDINGS:
        raise NotKept(_ADVICE.get(ending, "only photos (JPEG, PNG, WebP) and PDF are kept"))
    if not data:
        raise NotKept("it is empty")
    if len(data) > limits.bytes:
        raise NotKept(f"it is larger than {limits.bytes // 1_000_000} MB")
    content = _content(data)
    if content != ENDINGS[ending]:
        raise NotKept(f"its name ends in {ending} but its content is of another kind")
    paper = _READERS[content](data, limits)
    return replace(paper, said=(name, *paper.said))


def _content(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "picture"
    return next((kind for magic, kind in _BEGINNINGS if data.startswith(magic)), "")


def _ending(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2].rstrip(". ")
    return f".{last.rpartition('.')[2].lower()}" if "." in last else ""
