"""A central that mails by a real SMTP server, and what is read in its letters."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

from app.domain import order_event as e
from sync.central.database import Central
from sync.central.masters import orders
from sync.central.telling.contacts import Contact
from sync.central.telling.postman import Postman

from .post_office import PostOffice

IKER = Contact(email="iker@example.es", phone="600123678")
SOMEBODY = "01935000-0000-7000-8000-000000000001"


@dataclass
class Sending:
    """A central that mails by that server."""

    central: Central
    office: PostOffice
    postman: Postman

    def run(self) -> list[str]:
        """The subjects of what went out."""
        before = len(self.office.letters)
        while self.postman.step():
            pass
        return self.office.subjects()[before:]

    def last(self) -> EmailMessage:
        return self.office.letters[-1]


def told(central: Central, number: str = "W-1042") -> list[tuple[str, str]]:
    with central.read() as conn:
        f = orders.look_up(conn, number)
    return [(one.what.what, one.what.by) for one in f.told if isinstance(one.what, e.Told)]


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
