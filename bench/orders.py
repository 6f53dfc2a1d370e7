"""Orders for the bars: as central sends them to a shop, signed and packed by devices of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app import config, signatures
from app.domain import compact, order_code, parcel_label
from app.domain import order_event as e
from app.domain.order import Order, OrderLine, Payment, PaymentState
from app.domain.order_event import Event
from app.domain.order_facts import event_body
from app.domain.order_fold import fold
from app.domain.parcel_label import ParcelLabel
from app.domain.plain import plain
from app.domain.product import Product
from app.mirror import store, store_rows
from app.mirror.rows import Change
from app.services.opening import secrets_of
from bench.office import SHOP

TABLET = 4242
"""The installation of the tablet that packed."""
SEED = bytes(range(32))
"""Of its key."""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Staged:
    """An order that waits on its shelf."""

    order: Order
    label: str
    """What its one parcel's label holds."""


def order_of(number: str, products: Sequence[Product], at: datetime, quantity: int = 2) -> Order:
    """Paid, so many of each."""
    lines = tuple(
        OrderLine(
            place,
            one.sku,
            one.codes[0] if one.codes else "",
            one.name,
            one.unit,
            one.tax,
            Decimal(quantity),
            one.price,
        )
        for place, one in enumerate(products, 1)
    )
    order = Order(number, 1, SHOP, at, at + timedelta(hours=3), lines, name=f"Iker {number[-2:]}.")
    paid = (Payment(f"psp-{number}", order.amount, PaymentState.CAPTURED),)
    return replace(order, payments=paid)


def events_of(order: Order, at: datetime) -> list[Event]:
    """Picked, packed and put on a shelf by the tablet."""
    content = tuple((line.number, line.quantity) for line in order.lines)
    stated: list[e.What] = [e.Started()]
    stated += [e.Picked(line, quantity) for line, quantity in content]
    seq = len(stated) + 1
    stated += [e.Packed((content,)), e.Shelved(f"P{TABLET}-{seq}-1", "A3")]
    return [Event(n, TABLET, n, at, "1001", what) for n, what in enumerate(stated, 1)]


def label_of(order: Order, events: Sequence[Event]) -> str:
    """What the label of its parcel holds."""
    packed = next(one for one in events if isinstance(one.what, e.Packed))
    assert isinstance(packed.what, e.Packed)
    label = ParcelLabel(
        order.number,
        order.version,
        1,
        1,
        packed.what.parcels[0],
        packed.tick,
        TABLET,
        packed.seq,
        packed.at.replace(microsecond=0),
        packed.who,
    )
    content = parcel_label.content(label)
    return compact.signed_text(parcel_label.PREFIX, content, signatures.sign(SEED, content))


def qr_of(order: Order, seed: bytes) -> str:
    """What its customer shows; `seed`: of central's key."""
    content = order_code.content(order_code.code_of(order))
    return compact.signed_text(order_code.PREFIX, content, signatures.sign(seed, content))


def row_of(order: Order, events: Sequence[Event] = ()) -> Change:
    value: dict[str, Any] = {
        "state": fold(order, events).state.value,
        "order": plain(order),
        "events": [event_body(event) for event in events],
    }
    return Change("order", order.number, value)


def say(folder: Path, rows: Iterator[Change]) -> None:
    """Put rows into the till's mirror, as its worker does."""
    key = secrets_of(folder, config.read(folder)).key
    with closing(store.connect(folder, key)) as connection:
        page: list[Change] = []
        for row in rows:
            page.append(row)
            if len(page) == _PAGE:
                _put(connection, page)
                page = []
        _put(connection, page)


def _put(connection: Any, page: list[Change]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    store_rows.put(connection, f"store:{SHOP}", page, 1)
    connection.execute("COMMIT")
