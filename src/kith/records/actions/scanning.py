"""Asking a virus scanner: ClamAV's daemon, by its INSTREAM command (clamd's manual, "COMMANDS")."""

import enum
import logging
import socket
import struct

from django.conf import settings

logger = logging.getLogger(__name__)
_CHUNK = 64 * 1024
_SECONDS = 30


class Answer(enum.Enum):
    """What the scanner says; NONE where it does not answer, which is never taken for "clean"."""

    CLEAN = "clean"
    FOUND = "found"
    NONE = "none"


def look_through(data: bytes) -> Answer:
    """Send a file to the scanner at ``KITH_SCANNER`` (host:port, or the path of its socket) and read its answer."""
    try:
        with _connected(settings.KITH_SCANNER) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                part = data[start : start + _CHUNK]
                line.sendall(struct.pack(">I", len(part)) + part)
            line.sendall(struct.pack(">I", 0))
            said = _read(line)
    except (OSError, ValueError):
        logger.warning("The virus scanner does not answer; what waits for it stays held.")
        return Answer.NONE
    if said.endswith(b" OK"):
        return Answer.CLEAN
    return Answer.FOUND if said.endswith(b" FOUND") else Answer.NONE


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        line.connect(where)
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)


def _read(line: socket.socket) -> bytes:
    said = b""
    while part := line.recv(_CHUNK):
        said += part
        if b"\0" in said or len(said) > _CHUNK:
            break
    return said.rstrip(b"\0\n ")
