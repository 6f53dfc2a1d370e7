"""How whoever ordered is reached: sealed under a key of the order's own, forgotten with it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, select, update

from app.domain.errors import BadValue
from app.domain.order import Order
from app.domain.reaching import is_mail, is_phone
from app.sealing import Unsealable, new_key, seal, unseal
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import customers
from sync.central.telling_tables import contacts as t

KEPT = timedelta(days=90)
"""After nothing is left to do with the order: who asks about it then is answered."""
_COLUMNS = tuple(t.c.keys())


class Contact(Struct, kw_only=True, frozen=True):
    """Where somebody is written to; "" for nowhere."""

    email: str = ""
    phone: str = ""
    name: str = ""
    address: str = ""
    """Of a home delivery."""

    @property
    def known(self) -> bool:
        return bool(self.email or self.phone or self.address)


def check(contact: Contact) -> None:
    """Raises BadValue."""
    if contact.email and not is_mail(contact.email):
        raise BadValue(field="email", value="")
    if contact.phone and not is_phone(contact.phone):
        raise BadValue(field="phone", value="")


def keep(tx: Tx, order: Order, contact: Contact) -> None:
    """What it does not say stays as it was said before."""
    if not contact.known:
        return
    before = msgspec.to_builtins(_said(tx.connection, order.number) or Contact())
    given = {name: value for name, value in msgspec.to_builtins(contact).items() if value}
    key = new_key()
    sealed = seal(key, order.number, {**before, **given})
    bulk.upsert(tx, t, _COLUMNS, [(order.number, order.customer, key, sealed, "")])


def differs(connection: Connection, order: Order, contact: Contact) -> bool:
    """Whether another is said than that which is kept; of what was forgotten nobody knows."""
    row = connection.execute(select(t.c.forget_at).where(t.c.number == order.number)).first()
    kept = _said(connection, order.number)
    if row is None or kept is None:
        return False
    return not row.forget_at and kept != contact


def of(connection: Connection, order: Order) -> Contact:
    """What the order said; else what is known of its customer."""
    said = _said(connection, order.number) or Contact()
    if said.email or said.phone or not order.customer:
        return said
    known = customers.some(connection, [order.customer]).get(order.customer)
    if known is None:
        return said
    personal = known.personal
    email = personal.email if is_mail(personal.email) else ""
    return msgspec.structs.replace(said, email=email, phone=personal.phone)


def _said(connection: Connection, number: str) -> Contact | None:
    """By the order itself; None when it said nothing."""
    row = connection.execute(select(t).where(t.c.number == number)).first()
    if row is None:
        return None
    try:
        return msgspec.convert(unseal(bytes(row.key), number, bytes(row.sealed)), Contact)
    except Unsealable:
        return Contact()


def forget_later(tx: Tx, number: str) -> None:
    """Nothing is left to do with that order."""
    at = (tx.at + KEPT).isoformat()
    tx.execute(update(t).where(t.c.number == number, t.c.forget_at == "").values(forget_at=at))


def forget_old(tx: Tx) -> int:
    """How many are forgotten now."""
    old = (t.c.forget_at > "") & (t.c.forget_at <= tx.at.isoformat())
    return tx.execute(delete(t).where(old)).rowcount
