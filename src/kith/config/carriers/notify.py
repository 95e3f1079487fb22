"""GOV.UK Notify: letters, e-mail and text messages by its REST API (docs.notifications.service.gov.uk/rest-api.html).

A service makes one template for each way, whose words are only ((body)); an e-mail's subject is the template's own and
says nothing. Nothing that Notify answers is logged or kept but its id and a code.
"""

import datetime as dt
import http.client
import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from kith.config.carriers.tokens import token
from kith.domain.carrying import Came, Outcome, Parcel, Way

TIMEOUT_SECONDS = 20
MOST_LINES = 7  # address_line_1 to address_line_7; the last one used is the postcode
FEWEST_LINES = 3
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf".+-{_UUID}-{_UUID}")
# What Notify says of something it has taken (REST API, "Status": text messages, e-mail, letters).
STATUS = {
    "created": Came.ACCEPTED,
    "sending": Came.ACCEPTED,
    "pending": Came.ACCEPTED,
    "accepted": Came.ACCEPTED,
    "pending-virus-check": Came.ACCEPTED,
    "sent": Came.DELIVERED,
    "delivered": Came.DELIVERED,
    "received": Came.DELIVERED,
    "permanent-failure": Came.REFUSED,
    "temporary-failure": Came.REFUSED,
    "technical-failure": Came.REFUSED,
    "validation-failed": Came.REFUSED,
    "virus-scan-failed": Came.REFUSED,
    "cancelled": Came.REFUSED,
}


class KeyNotReadable(ValueError):
    """The API key does not have the form that Notify gives it."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Notify with one API key (``name-<service id>-<secret>``) and a template for each way."""

    url: str
    key: str
    templates: dict[Way, str]

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise KeyNotReadable("KITH_NOTIFY_KEY is not a key as GOV.UK Notify gives it: name-service-secret.")

    def send(self, parcel: Parcel, at: dt.datetime) -> Outcome:
        """Hand a parcel over; Notify keeps our reference, by which it is found again."""
        try:
            where, told = _request_of(parcel)
        except ValueError as error:
            return Outcome(Came.REFUSED, str(error))
        told |= {"template_id": self.templates[parcel.way], "reference": parcel.reference}
        status, said = self._ask("POST", f"/v2/notifications/{where}", at, told)
        if status == http.client.CREATED:
            return Outcome(Came.ACCEPTED, carrier_ref=str(said.get("id", "")))
        return _refusal(status, said)

    def find(self, reference: str, at: dt.datetime) -> Outcome:
        """Whether Notify has something under our reference."""
        query = urllib.parse.urlencode({"reference": reference})
        status, said = self._ask("GET", f"/v2/notifications?{query}", at)
        if status != http.client.OK:
            return Outcome(Came.NOT_KNOWN, _refusal(status, said).code)
        found = said.get("notifications") or []
        return Outcome(Came.ACCEPTED, carrier_ref=str(found[0]["id"])) if found else Outcome(Came.LATER, "not_there")

    def follow(self, carrier_ref: str, at: dt.datetime) -> Outcome:
        """What became of something that Notify took."""
        status, said = self._ask("GET", f"/v2/notifications/{urllib.parse.quote(carrier_ref)}", at)
        if status != http.client.OK:
            return Outcome(Came.ACCEPTED, _refusal(status, said).code, carrier_ref)
        code = str(said.get("status", ""))
        return Outcome(STATUS.get(code, Came.ACCEPTED), code if code in STATUS else "status_not_known", carrier_ref)

    def _ask(
        self, method: str, path: str, at: dt.datetime, told: dict[str, Any] | None = None
    ) -> tuple[int, dict[str, Any]]:
        service, secret = self.key[-73:-37], self.key[-36:]
        signed = token({"iss": service, "iat": int(at.timestamp())}, secret)
        request = urllib.request.Request(  # noqa: S310  (https, or the fake server of a test)
            self.url.rstrip("/") + path,
            data=json.dumps(told).encode() if told is not None else None,
            headers={"Authorization": f"Bearer {signed}", "Content-Type": "application/json", "User-Agent": "kith"},
            method=method,
        )
        try:
            with _opener().open(request, timeout=TIMEOUT_SECONDS) as answer:
                return answer.status, _parsed(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, _parsed(error.read())
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ssl.SSLError, OSError):
            return 0, {}


def _opener() -> urllib.request.OpenerDirector:
    """Follows no redirect: a token and somebody's address go nowhere but where the setting says."""
    return urllib.request.build_opener(_Stay())


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _request_of(parcel: Parcel) -> tuple[str, dict[str, Any]]:
    body = {"body": parcel.body.strip()}
    if parcel.way is Way.EMAIL:
        if not parcel.email:
            raise ValueError("no_email_address")
        return "email", {"email_address": parcel.email, "personalisation": body}
    if parcel.way is Way.SMS:
        if not parcel.phone:
            raise ValueError("no_phone_number")
        return "sms", {"phone_number": parcel.phone, "personalisation": body}
    lines = parcel.lines
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        raise ValueError("address_needs_three_to_seven_lines")
    address = {f"address_line_{number}": line for number, line in enumerate(lines, start=1)}
    return "letter", {"personalisation": {**address, **body}}


def _refusal(status: int, said: dict[str, Any]) -> Outcome:
    """What an answer that is no success means. The code is Notify's own word for the error; its message is not kept."""
    errors = said.get("errors")
    named = str(errors[0].get("error", "")) if isinstance(errors, list) and errors else ""
    code = named if re.fullmatch(r"[A-Za-z]{1,40}", named) else f"http_{status}" if status else "no_answer"
    may_pass = status in (0, http.client.TOO_MANY_REQUESTS) or status >= http.client.INTERNAL_SERVER_ERROR
    return Outcome(Came.LATER if may_pass else Came.REFUSED, code)


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
