"""The channels: where each hears of its orders, by what secret, and who writes to its customers.

The secret is sealed under a key that central's pepper gives; nobody but the sender opens it.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, Row, Update, bindparam, select, update

from app.domain.errors import BadChannel, BadChannelCode, ChannelReserved, UnknownChannel
from app.domain.placing import CHANNEL as AT_A_TILL
from app.sealing import KEY, seal, unseal
from sync.central import bulk
from sync.central.chain import chain_of
from sync.central.database import Tx
from sync.central.masters import audit
from sync.central.order_tables import orders
from sync.central.tables import office_tokens
from sync.central.telling_tables import channels as t

_CODE = re.compile(r"[a-z0-9_-]{1,40}")
_COLUMNS = tuple(t.c.keys())
_ONE = select(t).where(t.c.code == bindparam("of"))
RESERVED = frozenset({AT_A_TILL, "office"})
"""Who else orders: no token and no order of a channel goes by their name."""
SHORTEST = 16
"""Characters of a secret that somebody chose."""


class Tells(StrEnum):
    """Who writes to a channel's customers."""

    MAIL = "mail"
    """Central, by mail."""
    WEBHOOK = "webhook"
    """Central hands the letter to the channel, which passes it on."""
    CHANNEL = "channel"
    """The channel does, from the events that it hears."""


@dataclass(frozen=True, slots=True)
class Channel:
    """`gone_at`: when it answered 410, ISO 8601; "" while it is there."""

    code: str
    url: str = ""
    tells: Tells = Tells.MAIL
    gone_at: str = ""
    failures: int = 0
    paused_until: str = ""

    @property
    def hears(self) -> bool:
        return bool(self.url) and not self.gone_at


def put(tx: Tx, code: str, who: str, *, url: str = "", tells: Tells = Tells.MAIL) -> str:
    """Make a channel what is said; the secret of a new one, else "".

    One that was gone is tried again. Raises BadChannel, BadChannelCode.
    """
    check(code, url)
    row = _row(tx.connection, code)
    secret = new_secret() if row is None else ""
    sealed = bytes(row.sealed) if row is not None else _sealed(tx.connection, code, secret)
    bulk.upsert(tx, t, _COLUMNS, [(code, url, sealed, tells.value, "", 0, "")])
    audit.note(tx, who, t.name, channel=code, url=url, tells=tells.value)
    return secret


def keep_secret(tx: Tx, code: str, secret: str, who: str) -> None:
    """What its webhooks are signed with from now on. Raises UnknownChannel, BadChannel."""
    if len(secret) < SHORTEST or not secret.isprintable():
        raise BadChannel(field="secret", value="")
    one(tx.connection, code)
    sealed = _sealed(tx.connection, code, secret)
    tx.execute(_of(code).values(sealed=sealed))
    audit.note(tx, who, t.name, channel=code, secret="new")  # noqa: S106  that, not what


def check_free(code: str) -> None:
    """Raises ChannelReserved, BadChannelCode."""
    if not _CODE.fullmatch(code):
        raise BadChannelCode(value=code)
    if code in RESERVED:
        raise ChannelReserved(channel=code)


def check(code: str, url: str) -> None:
    """Raises BadChannelCode; BadChannel: a webhook goes by TLS, or to this machine."""
    if not _CODE.fullmatch(code):
        raise BadChannelCode(value=code)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadChannel(field="url", value=url) from None
    if not url:
        return
    plain = parts.scheme == "http" and is_here(host)
    if not host or port == 0 or parts.username or not (parts.scheme == "https" or plain):
        raise BadChannel(field="url", value=url)


def is_here(host: str) -> bool:
    """Whether it is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def one(connection: Connection, code: str) -> Channel:
    """Raises UnknownChannel."""
    row = _row(connection, code)
    if row is None:
        raise UnknownChannel(channel=code)
    return _channel(row)


def of(connection: Connection, code: str) -> Channel:
    """One that nobody spoke of has no webhooks, and its customers are written to."""
    row = _row(connection, code)
    return Channel(code) if row is None else _channel(row)


def everyone(connection: Connection) -> list[Channel]:
    return [_channel(row) for row in connection.execute(select(t).order_by(t.c.code))]


def unspoken(connection: Connection) -> list[str]:
    """Channels that order, or have a token to, and of which nobody said anything here: they have no
    URL, and central writes to their customers."""
    living = select(office_tokens.c.channel).where(office_tokens.c.revoked_at == "")
    found = set(connection.execute(living.distinct()).scalars())
    found |= set(connection.execute(select(orders.c.channel).distinct()).scalars())
    known = set(connection.execute(select(t.c.code)).scalars())
    return sorted(found - known - RESERVED - {""})


def check_known(connection: Connection, code: str) -> None:
    """It has a token, orders or an address, or is the tills' own. Raises UnknownChannel."""
    if code != AT_A_TILL and _row(connection, code) is None and code not in unspoken(connection):
        raise UnknownChannel(channel=code)


def secret_of(connection: Connection, code: str) -> str:
    """Raises UnknownChannel."""
    row = _row(connection, code)
    if row is None:
        raise UnknownChannel(channel=code)
    return _secret(connection, row)


def answered(tx: Tx, code: str) -> None:
    tx.execute(_of(code).where(t.c.failures > 0).values(failures=0, paused_until=""))


def pause(tx: Tx, code: str, until: datetime) -> None:
    """It did not answer: nothing is sent to it until then."""
    paused = {"failures": t.c.failures + 1, "paused_until": until.isoformat()}
    tx.execute(_of(code).values(**paused))


def gone(tx: Tx, code: str) -> None:
    """Nothing is sent to it until somebody says where it is."""
    tx.execute(_of(code).values(gone_at=tx.at.isoformat()))


def here_again(tx: Tx, code: str) -> None:
    tx.execute(_of(code).values(gone_at="", failures=0, paused_until=""))


def _of(code: str) -> Update:
    return update(t).where(t.c.code == code)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def _row(connection: Connection, code: str) -> Row[Any] | None:
    return connection.execute(_ONE, {"of": code}).first()


def _channel(row: Row[Any]) -> Channel:
    return Channel(row.code, row.url, Tells(row.tells), row.gone_at, row.failures, row.paused_until)


def _sealed(connection: Connection, code: str, secret: str) -> bytes:
    return seal(_key(connection), f"channel:{code}", {"secret": secret})


def _secret(connection: Connection, row: Row[Any]) -> str:
    sealed = bytes(row.sealed)
    return unseal(_key(connection), f"channel:{row.code}", sealed).get("secret", "")


def _key(connection: Connection) -> bytes:
    return HKDF(SHA256(), KEY, None, b"channels").derive(chain_of(connection).pepper)
