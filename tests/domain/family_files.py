"""Family files made for one test each."""

import io
import zipfile

from kith.domain import gedcom

HEAD = ("0 HEAD", "1 GEDC", "2 VERS 5.5.1", "1 CHAR UTF-8")
HEAD_7 = ("0 HEAD", "1 GEDC", "2 VERS 7.0")


def text(*lines: str, head: tuple[str, ...] = HEAD) -> str:
    """A whole file around some lines, with LF line ends."""
    return "\n".join((*head, *lines, "0 TRLR", ""))


def read(*lines: str, head: tuple[str, ...] = HEAD) -> gedcom.Import:
    """What is read of a file with these lines between header and trailer; line 5 is the first of them."""
    found = gedcom.read(text(*lines, head=head).encode())
    balanced(found)
    return found


def read_7(*lines: str) -> gedcom.Import:
    """The same in GEDCOM 7; line 4 is the first of the lines."""
    return read(*lines, head=HEAD_7)


def balanced(found: gedcom.Import) -> None:
    """Nothing is lost without a word: read = accepted + refused, and each line of a problem is in the file."""
    for count in found.counts.values():
        assert count.read == count.accepted + count.refused
        assert min(count) >= 0
    assert all(error.text.endswith(".") for error in found.errors)
    assert all(error.line is None or error.line >= 1 for error in found.errors)


def said(found: gedcom.Import) -> list[tuple[int | None, str]]:
    """The errors as pairs of line and text."""
    return [(error.line, error.text) for error in found.errors]


def packed(**files: bytes) -> bytes:
    """A zip of files; a name's `__` is a slash and its `_` before the last part a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()
