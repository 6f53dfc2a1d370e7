"""What one shop cannot bring of an order, another does: in an order of its own, linked to it.

A line that its shop rejected, or of which the customer chose another shop, goes to a shop of the
region that may promise all of it and has room that day; of several, to the nearest that is heard.
What none has is lost: the channel and the customer are told, and what was paid is to be given
back. A customer who waits is the office's matter: somebody sends it to their shop.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.domain import order_event as e
from app.domain import order_money
from app.domain.errors import ShopError
from app.domain.fulfilment import Fulfilment
from app.domain.money import ZERO, Money
from app.domain.order import Order, OrderLine
from sync.central import exceptions
from sync.central.after import dues, hours, policies
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import allocation, keeping, lookups, orders, shops
from sync.central.masters.order_versions import promise_left
from sync.central.masters.orders import Kept
from sync.central.masters.shops import ShopValue
from sync.central.nearness import nearest
from sync.central.projections.work import Trouble
from sync.central.tables import stock
from sync.central.telling import contacts

log = logging.getLogger(__name__)

LEAD = timedelta(hours=2)
"""What another shop gets to prepare it, at least."""
WAITS = "order_waits"
_TRIED = 20
"""Shops that are asked, of those that seem to have it: some may be promised to others."""
_NAMED = 5
_LONGEST = 24
_WHO = "central"
Lines = dict[int, Decimal]


def source(tx: Tx, kept: Kept, shop: ShopValue) -> None:
    """Look for all that is missing of an order, once."""
    left = dues.to_source(kept.f)
    waits = {line for line in left if kept.f.line(line).settled is e.Settled.WAIT}
    if waits:
        _let_office_know(tx, kept, shop, {line: left[line] for line in waits})
    wanted = {line: much for line, much in left.items() if line not in waits}
    if not wanted:
        return
    found = _found(tx, kept.f, shop, wanted) if policies.looks_elsewhere(shop) else {}
    whats: list[e.What] = []
    for line, much in wanted.items():
        child = found.get(line)
        whats.append(e.Resourced(line, much, child) if child else e.Unsourced(line, much))
    promise_left(tx, orders.state_all(tx, kept, whats, _WHO).f)


def _found(tx: Tx, f: Fulfilment, shop: ShopValue, wanted: Lines) -> dict[int, str]:
    """The order that brings each line: all in one when a shop has all, else line by line."""
    gone = ZERO
    child = _placed(tx, f, shop, wanted, gone)
    if child is not None or len(wanted) == 1:
        return dict.fromkeys(wanted, child.number) if child else {}
    found = {}
    for line, much in wanted.items():
        if one := _placed(tx, f, shop, {line: much}, gone):
            found[line] = one.number
            gone += one.amount
    return found


def _placed(tx: Tx, f: Fulfilment, shop: ShopValue, wanted: Lines, gone: Money) -> Order | None:
    """A new order that another shop prepares; None when none can. `gone`: how much of what is
    left of the payments goes along with others of now."""
    contact = contacts.of(tx.connection, f.order)
    for other in _shops(tx, f, shop, wanted)[:_TRIED]:
        child = _child(tx, f.order, other, wanted)
        child = replace(child, payments=order_money.moving(f, gone, child.amount))
        try:
            with tx.savepoint():
                return orders.place(tx, child, _WHO, contact).f.order
        except Refusal as refusal:
            if refusal.kind not in ("no_stock", "no_room"):
                raise
        except ShopError as error:  # no order of its own can be made of that
            log.warning(
                "source", extra={"facts": {"order": f.order.number, "why": type(error).__name__}}
            )
            return None
    return None


def _shops(tx: Tx, f: Fulfilment, shop: ShopValue, wanted: Lines) -> list[ShopValue]:
    """Those that seem to have all of it, the best first; none that could not bring it before."""
    needs = _needs(f.order, wanted)
    tried = set(_tried(tx, f.order))
    near = {
        code: one
        for code, one in shops.everyone(tx.connection).items()
        if one.region == shop.region and code not in tried
    }
    keys = [(code, sku) for code in near for sku in needs]
    rows = lookups.found(tx.connection, stock, ["shop", "sku", "on_hand"], ["shop", "sku"], keys)
    have: dict[str, dict[str, int]] = {}
    for code, sku, much in rows:
        have.setdefault(code, {})[sku] = int(much)
    able = [
        code
        for code, there in have.items()
        if all(there.get(sku, 0) >= much for sku, much in needs.items())
    ]
    silent = (tx.at - allocation.SILENT).isoformat()
    values = {code: keeping.built(one) for code, one in {**near, shop.code: shop}.items()}
    places = {code: place for place, code in enumerate(nearest(shop.code, values))}

    def rank(code: str) -> tuple[bool, int, int, str]:
        spare = min(have[code][sku] - much for sku, much in needs.items())
        unheard = allocation.last_heard(tx.connection, code) < silent
        return unheard, places.get(code, len(values)), -spare, code

    return [near[code] for code in sorted(able, key=rank)]


def _needs(order: Order, wanted: Lines) -> dict[str, int]:
    """Thousandths of each product."""
    needs: dict[str, int] = {}
    for line in _lines(order, wanted):
        needs[line.sku] = needs.get(line.sku, 0) + int(line.quantity.scaleb(3))
    return needs


def _lines(order: Order, wanted: Lines) -> Iterator[OrderLine]:
    for number, (line, much) in enumerate(sorted(wanted.items()), 1):
        found = order.line(line)
        if found is not None:
            yield replace(found, number=number, quantity=much)


def _tried(tx: Tx, order: Order) -> Iterator[str]:
    """The shops of an order, and of those that it brings the rest of."""
    yield order.shop
    while order.part_of:
        order = orders.look_up(tx.connection, order.part_of).order
        yield order.shop


def _child(tx: Tx, order: Order, shop: ShopValue, wanted: Lines) -> Order:
    lines = tuple(_lines(order, wanted))
    promised = max(order.promised_at, tx.at + LEAD)
    if not hours.is_open(shop, promised.astimezone(hours.zone_of(shop)).date()):
        promised = hours.next_closing(shop, promised)
    return replace(
        order,
        number=_number(tx, order.number),
        version=1,
        shop=shop.code,
        placed_at=tx.at,
        promised_at=promised,
        lines=lines,
        hold_until=None,
        announced=(),
        assigned=0,
        part_of=order.number,
        placed_in="",
    )


def _number(tx: Tx, number: str) -> str:
    """The next that is free: `W-1042-2`."""
    for nth in range(2, 1000):
        tail = f"-{nth}"
        one = number[: _LONGEST - len(tail)] + tail
        if not orders.locked(tx, [one]):
            return one
    raise ValueError(number)


def _let_office_know(tx: Tx, kept: Kept, shop: ShopValue, lines: Lines) -> None:
    order = kept.f.order
    names = [line.name for line in order.lines if line.number in lines]
    have = [one.code for one in _shops(tx, kept.f, shop, lines)[:_NAMED]]
    facts = {
        "order": order.number,
        "shop": order.shop,
        "names": ", ".join(names),
        "have": ", ".join(have) or "-",
    }
    place = zlib.crc32(f"{order.number} {sorted(lines)}".encode())
    exceptions.raise_all(tx, [Trouble(exceptions.CENTRAL, place, WAITS, facts)])
