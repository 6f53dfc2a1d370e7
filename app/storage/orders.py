"""Orders: as central told us of them, as we took them from a QR, and what we stated of each."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from app.changes import Topic
from app.domain.facts import Fact, FactType
from app.domain.fulfilment import DONE, Fulfilment
from app.domain.order_facts import KINDS
from app.mirror.words import fold
from app.storage.database import Reader, Write
from app.storage.fact_index import FactIndex
from app.storage.folds import Folds, Row
from app.storage.tables import facts as f
from app.storage.tables import order_facts as t

_DIGITS = re.compile("[0-9]+")
_DONE = ", ".join(f"'{state}'" for state in sorted(DONE))
_ONE = text("SELECT order_json, events_json FROM orders WHERE number = :number")
_OF_CUSTOMER = text(
    "SELECT number FROM orders WHERE customer = :customer AND customer <> '' ORDER BY promised_at"
)
_OF_SKU = text(
    "SELECT goods.number, orders.events_json LIKE '%\"order_short\"%' AS short"
    " FROM order_goods AS goods CROSS JOIN orders USING (number)"
    " WHERE goods.sku = :sku ORDER BY goods.number"
)
_SHORT = text(
    "SELECT DISTINCT own.number FROM json_each(:numbers) AS asked"
    " CROSS JOIN order_facts AS own ON own.number = asked.value"
    " CROSS JOIN facts ON facts.installation = own.installation AND facts.seq = own.seq"
    " WHERE facts.type = 'order_short'"
)
# CROSS: the few orders of a product are walked, never the many that are open.
_OPEN_OF_SKU = text(
    "SELECT goods.number FROM order_goods AS goods CROSS JOIN orders USING (number)"  # noqa: S608
    " WHERE goods.sku = :sku AND (orders.left_behind OR"
    f" orders.state NOT IN ({_DONE})) ORDER BY goods.number"
)
_PARCEL = text("SELECT number FROM parcel WHERE code = :code")
_TABLETS = text("SELECT installation FROM device WHERE kind = 'stock'")
_DEVICE = text('SELECT name, "key", kind FROM device WHERE installation = :installation')
_DEVICES = text('SELECT installation, name, "key", kind FROM device')
_WHOSE = text("SELECT number, name, phone_tail FROM orders ORDER BY promised_at, number")
_OWING = text(
    "SELECT number, order_json, events_json FROM orders WHERE owed > 0"
    " ORDER BY promised_at LIMIT :most"
)
_WAITING = text(
    "SELECT number, order_json, events_json FROM orders"  # noqa: S608
    f" WHERE state NOT IN ({_DONE})"
    " ORDER BY promised_at, number LIMIT :most"
)
_CONTRADICTED = text(
    "SELECT number, order_json, events_json FROM orders"
    " WHERE state = 'handed_over' AND promised_at >= :since AND ("
    " events_json LIKE '%\"order_cancelled\"%' OR events_json LIKE '%\"parcel_put_back\"%'"
    " OR events_json LIKE '%\"parcel_sent_back\"%' OR events_json LIKE '%\"order_paid_back\"%'"
    ' OR events_json LIKE \'%"order_handed_over"%"order_handed_over"%\''
    " OR order_json ->> 'version' > 1)"
)
_PAID_WITH = text(
    "SELECT number FROM orders WHERE instr(order_json, :document) > 0"
    " AND order_json ->> '$.invoice.number' = :document"
    " AND order_json ->> '$.channel' = 'till'"
)
_PROMISED = text(
    "SELECT number, order_json, events_json FROM orders"
    " WHERE promised_at >= :begins AND promised_at < :ends"
)
_STATED = FactIndex(t, "order", Topic.ORDERS, 3)
_OWN = text(
    'SELECT facts.installation, facts.seq, uuid, type, v, at, "offset", who, body, sealed,'
    " previous, hash FROM order_facts JOIN facts USING (installation, seq)"
    " WHERE order_facts.number = :number ORDER BY facts.installation, facts.seq"
)
_AFTER = (
    select(f)
    .where(f.c.installation == bindparam("installation"), f.c.seq > bindparam("seq"))
    .order_by(f.c.seq)
)
_GIVEN = _STATED.touched.where(f.c.type == bindparam("kind"))


@dataclass(frozen=True, slots=True)
class Device:
    """One of the shop's. `key`: what it signs with, public, raw."""

    name: str
    key: bytes
    kind: str = ""
    """`till`, `stock`..., as central says it."""


# what is known of one
def one(
    folds: Folds, connection: Reader | Write, mirror: Connection, number: str
) -> Fulfilment | None:
    """An order with everything that is known to have happened to it; None when nobody told us."""
    return folded(folds, connection, row_of(mirror, number), number)


def paid_with(mirror: Connection, document: str) -> str | None:
    """The number of the order of this shop that a ticket of any shop paid for."""
    found = mirror.execute(_PAID_WITH, {"document": document}).scalar()
    return None if found is None else str(found)


def row_of(mirror: Connection, number: str) -> Row | None:
    row = mirror.execute(_ONE, {"number": number}).first()
    return (row.order_json, row.events_json) if row else None


def folded(
    folds: Folds, connection: Reader | Write, row: Row | None, number: str
) -> Fulfilment | None:
    """What central says of it and what we stated, together."""
    stated = connection.execute(_OWN, {"number": number})
    return folds.of(row, tuple(tuple(one) for one in stated))


# which there are
def of_customer(mirror: Connection, customer: str) -> list[str]:
    """The numbers of somebody's orders, the first promised first."""
    return list(mirror.execute(_OF_CUSTOMER, {"customer": customer}).scalars())


def matching(mirror: Connection, words: str, most: int) -> list[str]:
    """The numbers of those that are meant by `words`, the first promised first."""
    rows = mirror.execute(_WHOSE)
    found = (row.number for row in rows if means(words, row.number, row.name, row.phone_tail))
    return list(islice(found, most))


def means(words: str, number: str, name: str, phone_tail: str) -> bool:
    """Whether somebody who says `words` may mean that order: the beginning of its number, or
    digits of it in a row; a part of the name, whatever its case and accents; the telephone's
    end."""
    said = fold(words)
    if not said:
        return False
    digits = said.isdecimal() and any(said in run for run in _DIGITS.findall(number))
    return digits or number.lower().startswith(said) or said in fold(name) or words == phone_tail


def waiting(mirror: Connection, most: int) -> dict[str, Row]:
    """Those with something left to do as far as central has heard, the first promised first."""
    return _rows(mirror.execute(_WAITING, {"most": most}))


def _rows(found: Iterable[Any]) -> dict[str, Row]:
    return {row.number: (row.order_json, row.events_json) for row in found}


def with_goods(mirror: Connection, sku: str) -> tuple[str, ...]:
    """The numbers of the orders with something left to do that have a product, and of those that
    are over of which something lies in the shop."""
    return tuple(mirror.execute(_OPEN_OF_SKU, {"sku": sku}).scalars())


def short(connection: Reader, mirror: Connection, sku: str) -> list[str]:
    """The numbers of the orders that have a product and of which something was not found,
    whatever became of them."""
    told = {row.number: bool(row.short) for row in mirror.execute(_OF_SKU, {"sku": sku})}
    asked = json.dumps([number for number, found in told.items() if not found])
    ours = connection.execute(_SHORT, {"numbers": asked}).scalars()
    return sorted({*ours, *(number for number, found in told.items() if found)})


def promised(mirror: Connection, begins: datetime, ends: datetime) -> dict[str, Row]:
    """Those promised from `begins` until before `ends`, whatever became of them."""
    span = {
        "begins": begins.astimezone(UTC).isoformat(timespec="milliseconds"),
        "ends": ends.astimezone(UTC).isoformat(timespec="milliseconds"),
    }
    return _rows(mirror.execute(_PROMISED, span))


def touched(connection: Reader, since: datetime) -> list[str]:
    """Those of which we stated something since then."""
    at = since.astimezone(UTC).isoformat(timespec="milliseconds")
    return list(connection.execute(_STATED.touched, {"since": at}).scalars())


def owing(mirror: Connection, most: int) -> dict[str, Row]:
    """Those of which something that was paid is still to be ordered back."""
    return _rows(mirror.execute(_OWING, {"most": most}))


def contradicted(mirror: Connection, since: datetime) -> dict[str, Row]:
    """Those handed over, promised since then, of which something else is told as well, or of which
    a later version may want less."""
    at = since.astimezone(UTC).isoformat(timespec="milliseconds")
    return _rows(mirror.execute(_CONTRADICTED, {"since": at}))


def stated_after(connection: Reader, installation: int, seq: int) -> tuple[int, set[str]]:
    """(the newest fact's number, the orders that facts of an installation after `seq` are
    about)."""
    asked = {"installation": installation, "seq": seq}
    found = [Fact(**row._mapping) for row in connection.execute(_AFTER, asked)]
    numbers = {number_in(fact) for fact in found if is_about_one(fact.type)}
    return max((fact.seq for fact in found), default=seq), numbers


def given(connection: Reader, since: datetime) -> list[str]:
    """Those that we handed over something of since then."""
    at = since.astimezone(UTC).isoformat(timespec="milliseconds")
    kind = FactType.ORDER_HANDED_OVER.value
    return list(connection.execute(_GIVEN, {"since": at, "kind": kind}).scalars())


def of_parcel(mirror: Connection, code: str) -> str | None:
    """The order of a closed parcel that somebody announced."""
    number: str | None = mirror.execute(_PARCEL, {"code": code}).scalar()
    return number


def tablets(mirror: Connection) -> list[int]:
    """The shop's devices of kind `stock`."""
    return list(mirror.execute(_TABLETS).scalars())


def device(mirror: Connection, installation: int) -> Device | None:
    row = mirror.execute(_DEVICE, {"installation": installation}).first()
    return _device(row) if row is not None else None


def devices(mirror: Connection) -> dict[int, Device]:
    """The shop's, by installation."""
    return {row.installation: _device(row) for row in mirror.execute(_DEVICES)}


def _device(row: Any) -> Device:
    try:
        return Device(row.name, base64.b64decode(row.key, validate=True), row.kind)
    except binascii.Error:
        return Device(row.name, b"", row.kind)


# what we state
add = _STATED.add
number_in = _STATED.key_in
index = _STATED.rows


def is_about_one(kind: str) -> bool:
    return kind in KINDS or kind == FactType.ORDER_TAKEN
