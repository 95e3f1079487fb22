"""A server that answers as GOV.UK Notify does, and one that takes mail, each on this machine for one test."""

import base64
import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"team_key-{SERVICE}-{SECRET}"
TAKEN = "740e5834-3a29-46b4-9a6f-16142fde533a"


class FakeNotify:
    """What was asked of it, and what it answers next: (status, body), else it takes everything."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.tokens: list[dict[str, Any]] = []
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.leads_to = ""
        self.url = ""

    def answer(self, method: str, path: str, told: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """As the documentation of the REST API shows it."""
        if self.answers:
            return self.answers.pop(0)
        if method == "POST":
            return 201, {"id": TAKEN, "reference": told["reference"], "content": {}, "uri": "", "template": {}}
        if "reference=" in path:
            return 200, {"notifications": [], "links": {"current": path}}
        return 200, {"id": TAKEN, "status": "delivered"}

    def errors(self, status: int, error: str) -> None:
        """Answer the next request with an error as Notify words it; the message names somebody, as theirs may."""
        said = {"status_code": status, "errors": [{"error": error, "message": "Jean Whitcombe is not a number"}]}
        self.answers.append((status, said))


@contextmanager
def notify() -> Iterator[FakeNotify]:
    """A server on a free port of this machine."""
    fake = FakeNotify()

    class Handler(BaseHTTPRequestHandler):
        def _go(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            told = json.loads(self.rfile.read(length) or b"{}")
            fake.asked.append((self.command, self.path, told))
            fake.tokens.append(opened(self.headers["Authorization"]))
            status, said = fake.answer(self.command, self.path, told)
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if fake.leads_to:
                self.send_header("Location", fake.leads_to)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _go  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def opened(header: str) -> dict[str, Any]:
    """The claims of a token that Notify would take: HS256, signed with the secret part of the key."""
    scheme, _, compact = header.partition(" ")
    head, body, signature = compact.split(".")
    assert (scheme, json.loads(unpadded(head))) == ("Bearer", {"typ": "JWT", "alg": "HS256"})
    wanted = hmac.new(SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert hmac.compare_digest(unpadded(signature), wanted)
    claims: dict[str, Any] = json.loads(unpadded(body))
    return claims


def unpadded(part: str) -> bytes:
    """Base64 of a URL without its padding."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class FakeMail:
    """A mail server's messages, and the answer it gives to each recipient."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.recipients: list[str] = []
        self.to_recipient = "250 OK"
        self.port = 0


@contextmanager
def mail() -> Iterator[FakeMail]:
    """A mail server (RFC 5321, as much as a sender needs) on a free port of this machine."""
    fake = FakeMail()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "RCPT":
                    fake.recipients.append(line)
                    self.say(fake.to_recipient)
                elif verb == "DATA":
                    self.say("354 go on")
                    fake.messages.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                    self.say("250 OK")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 OK")

    server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
