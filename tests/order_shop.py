"""Devices of one shop with orders in their mirrors, as the worker leaves them; and no line."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from builders import NOON, an_order
from shop import Shop

from app import signatures
from app.domain import compact, order_code
from app.domain.facts import FactType
from app.domain.installation import DeviceKind
from app.domain.order import Order, OrderLine, Payment, PaymentState
from app.domain.order_event import Event
from app.domain.order_facts import event_body
from app.domain.order_fold import fold
from app.domain.plain import plain
from app.mirror import store, store_rows
from app.mirror.rows import Change
from app.services.opening import secrets_of
from app.storage import enrolment
from app.storage.enrolment import Enrolment

CENTRAL = bytes(range(32))
"""The seed of central's key."""
TILL, TABLET = 1042, 1043
_SEEDS = {number: bytes([number % 256]) * 32 for number in (TILL, TABLET)}


def device(folder: Path, installation: int, person: str = "1001") -> Shop:
    """One device of shop 042, enrolled, with somebody signed in."""
    return as_device(Shop(folder), installation).sign_in(person)


def as_device(shop: Shop, installation: int = TILL) -> Shop:
    """An open till is enrolled from now on."""
    key = base64.b64encode(signatures.public_of(CENTRAL)).decode()
    enrolment.write(shop.folder, Enrolment("https://central.invalid", key, installation, "e1"))
    (shop.folder / enrolment.KEY).write_text(_SEEDS[installation].hex(), "ascii")
    till = shop.counter.till
    till.config = replace(till.config, installation=installation)
    shop.counter.pickups._folded._moved = None  # what it knew of orders, it knew as another one
    with till.act() as act:
        act.state(FactType.INSTALLATION_OPENED, {"restored_from": None, "last_ticket": ""})
    tell(shop, [
        Change("device", str(number), {"name": f"042-{number}", "key": _public(seed)})
        for number, seed in _SEEDS.items()
    ])  # fmt: skip
    return shop


def as_tablet(shop: Shop) -> Shop:
    """The stockroom's: no drawer and no series."""
    as_device(shop, TABLET)
    till = shop.counter.till
    till.config = replace(till.config, kind=DeviceKind.STOCK)
    till.session.device = DeviceKind.STOCK
    return shop


def _public(seed: bytes) -> str:
    return base64.b64encode(signatures.public_of(seed)).decode()


def tell(shop: Shop, changes: Iterable[Change], stream: str = "store:042") -> None:
    """Central's word reaches the shop's mirror."""
    key = secrets_of(shop.folder, shop.counter.till.config).key
    with closing(store.connect(shop.folder, key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        store_rows.put(connection, stream, changes, 1)
        connection.execute("COMMIT")


def order_row(order: Order, events: Iterable[Event] = ()) -> Change:
    """An order as central sends it, with what it has heard happened to it."""
    listed = list(events)
    f = fold(order, listed)
    value: dict[str, Any] = {
        "state": f.state.value,
        "left_behind": int(f.left_behind),
        "order": plain(order),
        "events": [event_body(event) for event in listed],
    }
    return Change("order", order.number, value)


def a_paid_order(shop: Shop, **values: Any) -> Order:
    """W-1042: two of one product of the demo shop and one of another, paid in the web shop."""
    products = [shop.counter.till.catalog.by_sku(sku) for sku in ("CAM-LIN-M", "CAF-001")]
    lines = tuple(
        OrderLine(
            number, one.sku, one.codes[0] if one.codes else "", one.name, one.unit, one.tax,
            Decimal(quantity), one.price,
        )
        for number, (one, quantity) in enumerate(zip(products, (2, 1), strict=True), 1)
        if one
    )  # fmt: skip
    order = an_order(lines=lines, placed_at=NOON, name="Iker S.", phone_tail="678", **values)
    return replace(order, payments=(Payment("psp-1", order.amount, PaymentState.CAPTURED),))


def qr(order: Order, seed: bytes = CENTRAL) -> str:
    """What the customer shows."""
    content = order_code.content(order_code.code_of(order))
    return compact.signed_text(order_code.PREFIX, content, signatures.sign(seed, content))
