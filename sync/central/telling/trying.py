"""Trying out by what mail goes out, while somebody looks."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import localtime, make_msgid

from app.domain.errors import BadSender, NotSent
from sync.central.telling.post import Later, Post, Refused, Unreachable
from sync.central.telling.senders import Mail

TITLE = "Mostrador: prueba de correo / mail test"
TEXT = "Este correo es una prueba de Mostrador.\nThis mail is a test of Mostrador.\n"


def try_out(mail: Mail | None, to: str) -> None:
    """Raises BadSender when nothing is set up, NotSent."""
    if mail is None:
        raise BadSender(field="host", value="")
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = mail.sender
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    try:
        message["To"] = to
    except ValueError:
        raise BadSender(field="test", value=to) from None
    message.set_content(TEXT)
    try:
        with Post(mail) as post:
            outcome = post.send(message)
    except Unreachable as error:
        raise NotSent(why=error.why) from None
    if isinstance(outcome, Refused | Later):
        raise NotSent(why=outcome.why)
