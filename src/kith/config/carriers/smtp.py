"""E-mail by SMTP, over an encrypted connection. The subject says nothing; there is one recipient a message."""

import datetime as dt
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from kith.domain.carrying import Came, Outcome, Parcel

TIMEOUT_SECONDS = 20
SUBJECT = "A message for you"
_FOR_GOOD = 500  # SMTP answers from here on are for good, those below may pass (RFC 5321, 4.2.1)


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. ``security``: starttls (the default), tls, or none (for a server on the same machine)."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: str = "starttls"

    def send(self, parcel: Parcel, at: dt.datetime) -> Outcome:
        """Hand one message over. An SMTP server takes it or does not; it cannot be asked later."""
        if not parcel.email:
            return Outcome(Came.REFUSED, "no_email_address")
        message = self._message(parcel, at)
        try:
            with self._server() as server:
                if self.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            return _answer(min((code for code, _ in error.recipients.values()), default=_FOR_GOOD))
        except smtplib.SMTPResponseException as error:
            return _answer(int(error.smtp_code))
        except (smtplib.SMTPException, OSError):
            return Outcome(Came.LATER, "no_answer")
        return Outcome(Came.ACCEPTED, carrier_ref=str(message["Message-ID"]).strip("<>"))

    def find(self, reference: str, at: dt.datetime) -> Outcome:
        """A mail server cannot say whether it took a message before the line went dead: a person decides."""
        return Outcome(Came.NOT_KNOWN, "cannot_be_asked")

    def follow(self, carrier_ref: str, at: dt.datetime) -> Outcome:
        """What a mail server took is as far as anybody can follow it."""
        return Outcome(Came.DELIVERED, "taken", carrier_ref)

    def _server(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)

    def _message(self, parcel: Parcel, at: dt.datetime) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = SUBJECT
        message["From"] = self.sender
        message["To"] = parcel.email
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{parcel.reference}@{self.sender.rpartition('@')[2] or 'kith'}>"
        message.set_content(parcel.body.strip() + "\n")
        return message


def _answer(code: int) -> Outcome:
    return Outcome(Came.REFUSED if code >= _FOR_GOOD else Came.LATER, f"smtp_{code}")
