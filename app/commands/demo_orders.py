"""What a demo shop opens with: a handful of orders in different states, of today.

Written for the day on which it is made, or opened again: to prepare, late, to be weighed, ready
on a shelf, two of one customer, to pay, on the way in closed parcels, and one that nobody fetched.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import config, signatures
from app.commands.demo_shop import demo_facts, demo_shop
from app.domain import order_event as e
from app.domain.demo_orders import DEMO_KEY, DEMO_TABLET
from app.domain.document import DocumentKind
from app.domain.fulfilment import Fulfilment
from app.domain.money import parse_money
from app.domain.order import (
    Announced,
    ChannelInvoice,
    Order,
    OrderLine,
    Payment,
    PaymentState,
    Wish,
)
from app.domain.order_event import Event
from app.domain.order_facts import event_body
from app.domain.order_fold import fold
from app.domain.parcel import parcel_id
from app.domain.plain import plain
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from app.mirror.rows import Change
from app.services.opening import resource, tax_table

if TYPE_CHECKING:
    from sync.central.database import Central

DAY = "orders.day"
"""The day that a demo's orders were written for."""
PICKER = "1001"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order of the demo. `promised`: from now on; `parcels`: of our own making, each on its
    shelf; `boxes`: closed ones on the way."""

    name: str
    phone: str
    goods: tuple[tuple[str, str], ...]
    """(SKU, quantity)."""
    promised: timedelta
    paid: bool = True
    shelves: tuple[str, ...] = ()
    boxes: int = 0
    kept_for: timedelta = 7 * _DAY
    collectors: tuple[str, ...] = ()
    note: str = ""
    begun: bool = False
    wish: Wish = Wish.ASK


ORDERS = (
    Wanted("Marta G.", "678", (("CAM-LIN-M", "1"), ("CAF-001", "2")), 25 * _MINUTE),
    Wanted("Iker S.", "104", (("ACE-001", "2"),), -20 * _MINUTE, paid=False, wish=Wish.ANY),
    Wanted("Lucía P.", "552", (("TOM-RAM", "0.5"), ("CER-RUB-33", "6")), 2 * _HOUR,
           note="Llamar al timbre del almacén si no hay nadie."),
    Wanted("Nadia B.", "317", (("LEC-ENT", "6"),), -3 * _HOUR, shelves=("A3",),
           collectors=("Omar B.",)),
    Wanted("Nadia B.", "317", (("PER-DIA", "1"), ("CAF-001", "1")), -1 * _HOUR, shelves=("B1",)),
    Wanted("Tomás R.", "890", (("CAM-LIN-M", "1"),), -2 * _HOUR, paid=False, shelves=("A3",)),
    Wanted("Elena V.", "246", (("ACE-001", "6"), ("CAF-001", "6")), 3 * _HOUR, boxes=2),
    Wanted("Hugo L.", "731", (("BOL-TEL", "2"),), -9 * _DAY, shelves=("C2",),
           kept_for=7 * _DAY),
)  # fmt: skip


def orders(now: datetime) -> Iterator[Fulfilment]:
    """Those of the day of `now`, with what has happened to each."""
    goods = {row["sku"]: row for row in csv.DictReader(io.StringIO(resource("demo/products.csv")))}
    for place, wanted in enumerate(ORDERS, 1):
        order = _order(place, wanted, goods, now)
        yield fold(order, _events(order, wanted, now))


def _order(
    place: int, wanted: Wanted, goods: Mapping[str, Mapping[str, str]], now: datetime
) -> Order:
    shop = demo_shop()
    number = f"W-{now:%d%m}{place:02d}"
    promised = now + wanted.promised
    lines = tuple(
        _line(at, goods[sku], Decimal(quantity), wanted, now.date())
        for at, (sku, quantity) in enumerate(wanted.goods, 1)
    )
    boxes = tuple(
        Announced(f"CAJA-{now:%d%m}{place:02d}-{box + 1}", ((line.number, line.quantity),), "CD1")
        for box, line in enumerate(lines[: wanted.boxes])
    )
    order = Order(
        number,
        1,
        shop.code,
        min(promised, now) - 4 * _HOUR,
        promised,
        lines,
        promised + wanted.kept_for,
        name=wanted.name,
        phone_tail=wanted.phone,
        collectors=wanted.collectors,
        note=wanted.note,
        announced=boxes,
    )
    if not wanted.paid:
        return order
    state = PaymentState.CAPTURED
    if any(line.unit.measured for line in lines):
        state = PaymentState.AUTHORISED  # captured for what it weighs
    invoice = ChannelInvoice(
        f"WEB{now:%y}-{now:%d%m}{place:02d}", DocumentKind.F2, order.placed_at.date(), shop.nif
    )
    paid = Payment(f"psp-{number}", order.amount, state)
    return replace(order, payments=(paid,), invoice=invoice)


def _line(
    at: int, row: Mapping[str, str], quantity: Decimal, wanted: Wanted, day: date
) -> OrderLine:
    tax, codes = TaxCategory(row["tax"]), row["barcodes"].split("|")
    return OrderLine(
        at,
        row["sku"],
        codes[0].zfill(14) if codes[0] else "",
        row["name"],
        Unit(row["unit"]),
        tax,
        quantity,
        parse_money(row["price_web"] or row["price_store"]),
        tax_table().percent("IVA", tax, day),
        18 if "Cervezas" in row["family"] else 0,
        wanted.wish,
    )


def _events(order: Order, wanted: Wanted, now: datetime) -> list[Event]:
    """How far it has come, as the demo's tablet stated it."""
    whats: list[e.What] = []
    if wanted.shelves:
        content = tuple((line.number, line.quantity) for line in order.lines)
        whats.append(e.Started())
        whats += [e.Picked(line.number, line.quantity, line.code) for line in order.lines]
        whats.append(e.Packed((content,)))
        # The number of the fact that packed: the tablet has stated nothing but these.
        parcel = parcel_id(DEMO_TABLET, _seq(order, len(whats)), 1)
        whats.append(e.Shelved(parcel, wanted.shelves[0]))
    begun = order.placed_at + _HOUR
    return [
        Event(tick, DEMO_TABLET, _seq(order, tick), begun + tick * 2 * _MINUTE, PICKER, what)
        for tick, what in enumerate(whats, 1)
    ]


def _seq(order: Order, tick: int) -> int:
    """Another for each fact of each order of each day."""
    return int(order.number.removeprefix("W-")) * 100 + tick


# where they are written
def give_to_till(folder: Path, now: datetime) -> None:
    """Into the mirror of a demo till that has no central; once a day."""
    from app.mirror.store import writing
    from app.storage import enrolment, keys

    day = now.date().isoformat()
    if _given(folder) == day or enrolment.read(folder) is not None:
        return
    found = config.read(folder)
    key = keys.get(folder, found.key_place, found.installation_number).key
    with writing(folder, key) as mirror:
        mirror.orders(found.shop, _changes(now))
    (folder / DAY).write_text(day + "\n", "ascii")


def _given(folder: Path) -> str:
    path = folder / DAY
    return path.read_text("ascii").strip() if path.exists() else ""


def _changes(now: datetime) -> Iterator[Change]:
    yield Change("device", str(DEMO_TABLET), tablet())
    for f in orders(now):
        body = {"state": f.state.value, "order": plain(f.order)}
        yield Change("order", f.order.number, body | {"events": [event_body(x) for x in f.events]})
        for box in f.order.announced:
            yield Change("parcel", box.code, {"order": f.order.number})


def tablet() -> dict[str, Any]:
    """The device that is said to have prepared them."""
    key = base64.b64encode(signatures.public_of(DEMO_KEY)).decode()
    return {"name": f"{demo_facts()['shop']}-T", "kind": "stock", "key": key}


def give_to_central(central: Central, folder: Path, now: datetime) -> None:
    """Into a demo's central, which says them to its tills; once a day."""
    from sync.central.masters import orders as masters
    from sync.central.outbox import say
    from sync.protocol import PUT

    day = now.date().isoformat()
    if _given(folder) == day:
        return
    with central.write() as tx:
        shop = demo_shop().code
        say(tx, f"store:{shop}", PUT, "device", str(DEMO_TABLET), 1, tablet())
        todays = {f.order.number: f for f in orders(now)}
        there = masters.locked(tx, todays)
        for f in (f for number, f in todays.items() if number not in there):
            # Nobody has heard the shop since yesterday: by itself central would promise nothing.
            kept = masters.place(tx, f.order, "demo", promised=True)
            if f.events:
                news = masters.brought(tx, {kept.number: kept}, {kept.number: f.events})
                masters.write(tx, news)
    (folder / DAY).write_text(day + "\n", "ascii")
