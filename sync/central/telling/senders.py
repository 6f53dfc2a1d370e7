"""By what central writes to people: where its mail goes out. The password is never kept here."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, select

from app.domain.errors import BadSender
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import audit
from sync.central.telling.channels import is_here
from sync.central.telling_tables import senders as t

MAIL = "mail"
PASSWORD = "MOSTRADOR_SMTP_PASSWORD"  # noqa: S105  where it is, not what it is
_MAIL = select(t.c.value_json).where(t.c.name == MAIL)
_ADDRESS = re.compile(r"[^@\s<>,;:\"]{1,64}@[A-Za-z0-9.-]{1,190}")

Security = Literal["starttls", "tls", "none"]


class Mail(Struct, kw_only=True, frozen=True):
    """An SMTP server. `security` none: only on this machine. `password_file`: whose first line is
    the password, when the environment does not say it. `authority`: a file (PEM) that vouches for
    the server instead of the system's."""

    host: str
    sender: str
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password_file: str = ""
    authority: str = ""


def put(tx: Tx, mail: Mail, who: str) -> None:
    """Raises BadSender."""
    check(mail)
    bulk.upsert(tx, t, ["name", "value_json"], [(MAIL, msgspec.json.encode(mail).decode())])
    audit.note(tx, who, t.name, name=MAIL, host=mail.host, port=mail.port)


def remove(tx: Tx, who: str) -> None:
    """Nobody is written to any more."""
    tx.execute(delete(t).where(t.c.name == MAIL))
    audit.note(tx, who, t.name, name=MAIL, host="")


def check(mail: Mail) -> None:
    """Raises BadSender."""
    if not mail.host or not mail.host.isprintable() or " " in mail.host:
        raise BadSender(field="host", value=mail.host)
    if not 0 < mail.port < 65536:
        raise BadSender(field="port", value=str(mail.port))
    if not _ADDRESS.fullmatch(mail.sender):
        raise BadSender(field="from", value=mail.sender)
    if mail.security == "none" and not is_here(mail.host):
        raise BadSender(field="security", value=f"none {mail.host}")
    if mail.user and mail.security == "none":
        raise BadSender(field="user", value="")


def mail(connection: Connection) -> Mail | None:
    """None when nobody said by what mail goes out."""
    text = connection.execute(_MAIL).scalar()
    return None if text is None else msgspec.json.decode(text, type=Mail)


def password(of: Mail) -> str:
    """As the environment says, else the file; raises BadSender when it cannot be read."""
    said = os.environ.get(PASSWORD, "")
    if said or not of.password_file:
        return said
    try:
        lines = Path(of.password_file).read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        raise BadSender(field="password-file", value=of.password_file) from None
    return lines[0] if lines else ""
