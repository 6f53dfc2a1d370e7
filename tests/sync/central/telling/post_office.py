"""A real SMTP server that takes letters, or does not, as a test says."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "tienda", "a password of the post"


@dataclass
class PostOffice:
    """`answers`: what it says to the next letters instead of taking them."""

    port: int = 0
    answers: list[str] = field(default_factory=list)
    refuses: str = ""
    """What it says to every recipient."""
    letters: list[EmailMessage] = field(default_factory=list)

    def subjects(self) -> list[str]:
        return [str(one["Subject"]) for one in self.letters]

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        parsed = BytesParser(policy=policy.default).parsebytes(content)
        assert isinstance(parsed, EmailMessage)
        self.letters.append(parsed)
        return "250 OK"


def _check(server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any) -> AuthResult:
    good = LoginPassword(USER.encode(), PASSWORD.encode())
    # Not "handled": else the server believes that this has answered, and says nothing.
    return AuthResult(success=data == good, handled=False)


@contextmanager
def post_office(tls: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """`tls`: what STARTTLS shows; then a password is asked for, too."""
    office = PostOffice(_free())
    secured: dict[str, Any] = {}
    if tls:
        secured = {"require_starttls": True, "auth_required": True, "authenticator": _check}
    controller = Controller(
        office, hostname="127.0.0.1", port=office.port, tls_context=tls, **secured
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
