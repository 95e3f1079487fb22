"""The words of an .eml: the headers that name people, the plain or HTML body, and messages that are sent along.

Other attachments are listed, not opened.
"""

import binascii
import codecs
import email.message
import email.parser
import email.policy
from collections.abc import Iterator

from kith.domain.casefiles.intake import markup, plain
from kith.domain.casefiles.intake.model import Limits, NotRead

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_ANY_HEADER = (*_HEADERS, "Received", "Return-Path", "MIME-Version", "Message-ID", "Content-Type")
_SHOWN = 80

Message = email.message.EmailMessage


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The words of a message and what was left out. Raises NotRead: no message, or too many parts in it."""
    try:
        message = email.parser.BytesParser(Message, policy=email.policy.default).parsebytes(data)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as failure:
        raise NotRead("the message is damaged or its parts are nested too deep") from failure
    if not any(message.keys()) or not any(name in message for name in _ANY_HEADER):
        raise NotRead("it is not a saved e-mail: it has no headers")
    notices: list[str] = []
    text = "\n".join(_words(message, limits, notices))
    if not text.strip():
        raise NotRead("there are no words in it")
    return text, list(dict.fromkeys(notices))


def _headers(message: Message) -> Iterator[str]:
    for name in _HEADERS:
        try:
            value = str(message.get(name) or "")
        except (ValueError, LookupError, TypeError, AttributeError, IndexError):
            value = ""
        if value:
            yield f"{name}: {_sound(' '.join(value.split()))}\n"


def _words(message: Message, limits: Limits, notices: list[str]) -> Iterator[str]:
    """Head and body, and those of every message inside. Of a plain and an HTML form of the same words one is read."""
    yield "".join(_headers(message))
    waiting: list[Message] = [message]
    seen = 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > limits.parts:
            raise NotRead(f"the message has more than {limits.parts} parts")
        kind = part.get_content_type()
        inner = [one for one in part.iter_parts() if isinstance(one, Message)] if part.is_multipart() else []
        if kind == "message/rfc822" and inner and inner[0].keys():
            yield "".join(_headers(inner[0]))
            waiting[:0] = inner
        elif part.is_attachment() or part.get_filename() or kind == "message/rfc822":
            notices.append(f"attachment not opened: {_name(part)}")
        elif inner:
            waiting[:0] = _one_form(inner, kind, notices)
        elif kind in {"text/plain", "text/html"}:
            if (text := _decoded(part, notices)).strip():
                yield text
        else:
            notices.append(f"part not read: {_name(part)}")


def _one_form(parts: list[Message], kind: str, notices: list[str]) -> list[Message]:
    if kind != "multipart/alternative":
        return parts
    plain_ones = [part for part in parts if part.get_content_type() == "text/plain"]
    return [part for part in plain_ones if _decoded(part, notices).strip()][:1] or parts[-1:]


def _name(part: Message) -> str:
    """What an attachment is called, on one line and without what would change how a page reads."""
    try:
        name = part.get_filename() or part.get_content_type()
    except (ValueError, LookupError, TypeError, AttributeError):
        name = part.get_content_type()
    shown = "".join(letter if letter.isprintable() else " " for letter in _sound(name))
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def _sound(text: str) -> str:
    """Bytes that the mail library kept as halves of letters cannot be written anywhere."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _decoded(part: Message, notices: list[str]) -> str:
    """The words of one part; a part that cannot be decoded without guessing is left out and said."""
    try:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        text = _text(data, part.get_content_charset(), notices)
    except (ValueError, LookupError, binascii.Error, NotRead):
        notices.append("a part in an encoding that is not known was not read")
        return ""
    if part.get_content_type() != "text/html":
        return text
    words, outside = markup.words(text)
    if outside:
        notices.append("pictures and other things outside the message were not fetched")
    return words


def _text(data: bytes, charset: str | None, notices: list[str]) -> str:
    if charset and codecs.lookup(charset).name not in {"ascii", "utf-8"}:
        return data.decode(charset)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        notices.append(plain.OTHER_ENCODING)
        return data.decode("cp1252")
