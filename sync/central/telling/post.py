"""Mail on its way: one conversation with an SMTP server, and what its answers mean.

Nothing that a server answers is logged or kept but its code: the words name whom they are about.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType

from app.domain.errors import BadSender
from sync.central.telling.senders import Mail, password

PATIENCE = 20.0
"""Seconds for each answer."""


class Unreachable(Exception):
    """No mail goes out at all: the server, the password, the certificate. `why`: without anybody's
    data."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never have this one."""

    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """It may have this one another time."""

    why: str


Outcome = Sent | Refused | Later


class Post:
    """A conversation; opened by the first letter."""

    def __init__(self, mail: Mail, patience: float = PATIENCE) -> None:
        self._mail = mail
        self._patience = patience
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._smtp = None

    def send(self, message: EmailMessage) -> Outcome:
        """Raises Unreachable."""
        try:
            if self._smtp is None:
                self._smtp = self._opened()
            self._smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            (code, _), *_ = error.recipients.values()
            return _of_code(code)
        except smtplib.SMTPDataError as error:
            return _of_code(error.smtp_code)
        except smtplib.SMTPNotSupportedError:  # an address that this server cannot write
            return Refused("SMTPUTF8")
        except smtplib.SMTPResponseException as error:
            raise self._lost(f"{type(error).__name__} {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise self._lost(type(error).__name__) from None
        return Sent()

    def _lost(self, why: str) -> Unreachable:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None
        return Unreachable(why)

    def _opened(self) -> smtplib.SMTP:
        of = self._mail
        name = of.sender.rpartition("@")[2]
        try:
            tls = _context(of)
            secret = password(of)
        except BadSender as error:
            raise Unreachable(f"BadSender {error.facts['field']}") from None
        if of.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                of.host, of.port, name, timeout=self._patience, context=tls
            )
        else:
            smtp = smtplib.SMTP(of.host, of.port, name, timeout=self._patience)
        try:
            if of.security == "starttls":
                smtp.starttls(context=tls)
            if of.user:
                smtp.login(of.user, secret)
        except smtplib.SMTPNotSupportedError:
            smtp.close()
            raise Unreachable("it speaks no TLS, or asks for no password") from None
        except BaseException:
            smtp.close()
            raise
        return smtp


def _of_code(code: int) -> Outcome:
    return Refused(str(code)) if 500 <= code < 600 else Later(str(code))


def _context(of: Mail) -> ssl.SSLContext:
    """Raises BadSender."""
    if not of.authority:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=Path(of.authority))
    except (OSError, ssl.SSLError):
        raise BadSender(field="authority", value=of.authority) from None
