"""Orders: taken from the channels, promised from a shop's stock, said to its tills.

An order and what happened to it are folded as the tills do it (ADR 9); nothing else is kept of its
state but what is asked for often.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from app.domain import compact, order_code, order_money
from app.domain import order_event as e
from app.domain.errors import NoSuchOrder
from app.domain.facts import canonical
from app.domain.fulfilment import DONE, Fulfilment, content_of
from app.domain.order import Order, order_number
from app.domain.order_event import CENTRAL, CancelAsked, Cancelled, Event, What
from app.domain.order_facts import event_body, event_from
from app.domain.order_fold import fold
from app.domain.plain import plain
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from sync.central import bulk
from sync.central.after import dues, hours, policies
from sync.central.chain import chain_of
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import (
    allocation,
    assignment,
    audit,
    lookups,
    order_checks,
    order_search,
    promising,
    refunds,
    shops,
)
from sync.central.masters.folded import EVENT_COLUMNS, Folded
from sync.central.masters.shops import ShopValue
from sync.central.order_tables import channel_events, order_events
from sync.central.order_tables import orders as t
from sync.central.outbox import say
from sync.central.telling import contacts, letters, webhooks
from sync.central.telling.contacts import Contact
from sync.central.telling.occasions import of_change
from sync.protocol import PUT

_COLUMNS = tuple(t.c.keys())
NO_CONTACT = Contact()
_HEARD: dict[type, str] = {
    e.LineRejected: "line_rejected",
    e.Short: "short",
    e.Substituted: "substituted",
    e.CancelAsked: "cancel_asked",
    e.Told: "told",
    e.Resourced: "resourced",
    e.Unsourced: "unsourced",
    e.Returned: "returned",
}
"""What a channel hears of besides the states; with what was said."""
_HAPPENED = channel_events.insert().returning(channel_events.c.id)
_FOLDED = Folded(t, order_events, Order, event_from, event_body, fold)


@dataclass(frozen=True, slots=True)
class Kept:
    """An order as central has it. `said`: how often its shop was told."""

    f: Fulfilment
    said: int
    asked: str

    @property
    def number(self) -> str:
        return self.f.order.number


def place(
    tx: Tx, order: Order, who: str, contact: Contact = NO_CONTACT, *, promised: bool = False
) -> Kept:
    """Take an order and promise its goods; asked for the same again, it is the one that is there.

    `contact`: where its customer is written to. What a shop has begun before central had it (it was
    lost with a backup) is taken as it stands there, and so is what the shop has `promised` already.
    Raises BadValue, UnknownShop, UnknownItem; Refusal `order_exists` when the number is another
    order's, `no_stock` naming the products, `no_room` for that day.
    """
    shop = order_checks.checked(tx, order)
    contacts.check(contact)
    asked = asked_of(order)
    lookups.lock(tx.connection, f"order {order.number}")  # there is no row to lock yet
    found = locked(tx, [order.number]).get(order.number)
    if found is not None:
        if found.asked != asked or contacts.differs(tx.connection, order, contact):
            says = f"Order {order.number} is there already, and says something else."
            raise Refusal("order_exists", order.number, says=says)
        return found
    order_checks.check_announced(tx, order)
    order = at_shop(shop, order)
    early = _early(tx, order.number)
    day = order.promised_at.date().isoformat()
    promised = promised or bool(early)
    if not promised and not allocation.has_room(tx.connection, shop, day):
        raise Refusal("no_room", day, says=promising.no_room(shop, day))
    promising.promise(tx, shop, order, promised=promised)
    order = replace(
        order,
        hold_until=policies.hold_until(shop, order),
        assigned=assignment.assigned(tx, order.shop, order.number),
    )
    kept = Kept(fold(order, []), 0, asked)
    audit.note(tx, who, t.name, number=order.number, shop=order.shop)
    contacts.keep(tx, order, contact)
    tell_channel(tx, order, "placed", {})
    letters.put(tx, order, of_change(None, kept.f))
    kept = write(tx, [kept])[0]
    if early:
        kept = write(tx, brought(tx, {kept.number: kept}, {kept.number: early}))[0]
    return kept


def keep_early(tx: Tx, events: Iterable[tuple[str, Event]]) -> None:
    """Keep what was stated of orders that are not there, until they are; (number, event)."""
    rows = [_FOLDED.event_row(number, event) for number, event in events]
    bulk.add(tx, order_events, EVENT_COLUMNS, rows, "DO NOTHING")


def _early(tx: Tx, number: str) -> list[Event]:
    """What was kept so, taken out to be brought to its order."""
    events = _FOLDED.events(tx, [number]).get(number, [])
    if events:
        tx.execute(order_events.delete().where(order_events.c.number == number))
    return events


def at_shop(shop: ShopValue, order: Order) -> Order:
    """With its moments as the shop's clock says them: their days are the shop's."""
    zone = hours.zone_of(shop)
    placed, promised = order.placed_at.astimezone(zone), order.promised_at.astimezone(zone)
    return replace(order, placed_at=placed, promised_at=promised)


def asked_of(order: Order) -> str:
    """The same when a channel asks for the same again, whatever its products are called by now."""
    lines = (
        replace(line, code="", name="", unit=Unit.EACH, tax=TaxCategory.GENERAL)
        for line in order.lines
    )
    return hashlib.sha256(canonical(plain(replace(order, lines=tuple(lines)))).encode()).hexdigest()


def cancel(tx: Tx, number: str, who: str) -> Kept:
    """What the customer wishes. Until a unit is picked it is done at once; from then on the shop
    is asked, and the money waits for its answer (retail-rules 11). Raises NoSuchOrder."""
    kept = one(tx, number)
    if kept.f.cancel_asked or kept.f.stopped or kept.f.state in DONE:
        return kept
    untouched = kept.f.untouched
    audit.note(tx, who, t.name, number=number, cancelled=untouched)
    return state(tx, kept, Cancelled() if untouched else CancelAsked(), who)


def state(tx: Tx, kept: Kept, what: What, who: str) -> Kept:
    """Central's own word of what happened."""
    return state_all(tx, kept, [what], who)


def state_all(tx: Tx, kept: Kept, whats: Iterable[What], who: str) -> Kept:
    """Several, in their order."""
    own = max((one.seq for one in kept.f.events if one.installation == CENTRAL), default=0)
    events = [
        Event(kept.f.tick + step, CENTRAL, own + 1 + step, tx.at, who, what)
        for step, what in enumerate(whats)
    ]
    return write(tx, brought(tx, {kept.number: kept}, {kept.number: events}))[0]


def brought(tx: Tx, rows: Mapping[str, Kept], events: Mapping[str, Iterable[Event]]) -> list[Kept]:
    """Orders with what was heard of them now; what is heard of nothing new is left out."""
    changed = []
    for number, news in sorted(events.items()):
        kept = rows[number]
        known = {event.key for event in kept.f.events}
        fresh = [event for event in news if event.key not in known]
        if not fresh:
            continue
        fresh += _answers(kept.f, fresh, tx.at)
        rows_of = [_FOLDED.event_row(number, event) for event in fresh]
        bulk.insert(tx, order_events, EVENT_COLUMNS, rows_of)
        f = fold(kept.f.order, [*kept.f.events, *fresh])
        _tell(tx, kept.f, f, fresh)
        passed = refunds.take(tx, f, fresh, lambda *said: tell_channel(tx, *said))
        letters.put(tx, f.order, of_change(kept.f, f, passed))
        if f.state in DONE or (f.stopped and not f.holds):
            # Until it is put back, what lies in a bag is on hand and nobody can have it.
            allocation.release(tx, number)
        if f.state in DONE or f.stopped:
            contacts.forget_later(tx, number)
        changed.append(replace(kept, f=f))
    return changed


def _answers(before: Fulfilment, fresh: list[Event], at: datetime) -> list[Event]:
    """What central itself orders because of what happened."""
    f, found = fold(before.order, [*before.events, *fresh]), []
    seq = max((one.seq for one in f.events if one.installation == CENTRAL), default=0)
    for number, what in enumerate(refunds.of_central(f, fresh, at), 1):
        found.append(Event(f.tick + number - 1, CENTRAL, seq + number, at, "", what))
    return found


def write(tx: Tx, changed: list[Kept]) -> list[Kept]:
    """Keep them, and say them to their shops."""
    told = [replace(kept, said=kept.said + 1) for kept in changed]
    bulk.upsert(tx, t, _COLUMNS, [_row(kept) for kept in told])
    order_search.index(tx, [kept.f.order for kept in told if kept.said == 1])
    _look_again(tx, told)
    for kept in told:
        order = kept.f.order
        say(tx, f"store:{order.shop}", PUT, "order", order.number, kept.said, value_of(kept.f))
        if kept.said == 1:
            for parcel in order.announced:
                value = {"order": order.number}
                say(tx, f"store:{order.shop}", PUT, "parcel", parcel.code, 1, value)
        if order.placed_in:
            _answer(tx, kept)
    return told


def _answer(tx: Tx, kept: Kept) -> None:
    """To the shop whose till placed it: that it is confirmed, and what has become of it."""
    order = kept.f.order
    shop = shops.get(tx.connection, order.shop)
    value = {
        "outcome": "confirmed",
        "qr": qr(tx.connection, order),
        "shop_name": shop.name if shop else "",
        **value_of(kept.f),
    }
    say(tx, f"store:{order.placed_in}", PUT, "placed", order.number, kept.said, value)


def value_of(f: Fulfilment) -> dict[str, Any]:
    """An order as it travels to its shop. `owed`: cents that nobody ordered back yet;
    `left_behind`: 1 when it is over and something of it lies there."""
    owing = owed(f)
    return {
        "state": f.state.value,
        "order": plain(f.order),
        "events": [event_body(event) for event in f.events],
        **({"owed": owing} if owing else {}),
        **({"left_behind": 1} if f.left_behind else {}),
    }


def owed(f: Fulfilment) -> int:
    """Cents that are lost of what was paid, and that nobody has ordered back."""
    return order_money.owed(f).cents if order_money.owes(f) else 0


def channel_of(connection: Connection, number: str) -> str:
    """Raises NoSuchOrder, BadOrderNumber."""
    number = order_number(number)
    channel = connection.execute(select(t.c.channel).where(t.c.number == number)).scalar()
    if channel is None:
        raise NoSuchOrder(number=number)
    return str(channel)


def one(tx: Tx, number: str) -> Kept:
    """Locked. Raises NoSuchOrder, BadOrderNumber."""
    number = order_number(number)
    found = locked(tx, [number]).get(number)
    if found is None:
        raise NoSuchOrder(number=number)
    return found


def locked(tx: Tx, numbers: Iterable[str]) -> dict[str, Kept]:
    """Those that are there, nobody else's until the transaction ends."""
    found = _FOLDED.locked(tx, numbers)
    return {number: Kept(f, row.said, row.asked) for number, (f, row) in found.items()}


def look_up(connection: Connection, number: str) -> Fulfilment:
    """Raises NoSuchOrder, BadOrderNumber."""
    number = order_number(number)
    f = _FOLDED.look_up(connection, number)
    if f is None:
        raise NoSuchOrder(number=number)
    return f


def all_of(connection: Connection, where: ColumnElement[bool]) -> list[Fulfilment]:
    """Those whose rows are so."""
    return list(_FOLDED.all_of(connection, where).values())


def qr(connection: Connection, order: Order) -> str:
    """What the customer's confirmation shows, signed by central."""
    content = order_code.content(order_code.code_of(order))
    signature = chain_of(connection).signing_key.sign(content)
    return compact.signed_text(order_code.PREFIX, content, signature)


def _tell(tx: Tx, before: Fulfilment, after: Fulfilment, fresh: list[Event]) -> None:
    """The channel, of what changed."""
    for event in fresh:
        kind = _HEARD.get(type(event.what))
        if kind is not None:
            tell_channel(tx, after.order, kind, plain(event.what))
        if isinstance(event.what, e.HandedOver) and event.what.carrier:
            said = {"carrier": event.what.carrier, "tracking": event.what.tracking}
            tell_channel(tx, after.order, "to_carrier", said)
        if isinstance(event.what, e.CameBack):
            back = (after.parcels[name] for name in event.what.parcels if name in after.parcels)
            lines = [[line, str(much)] for line, much in content_of(back)]
            tell_channel(tx, after.order, "undelivered", {"why": event.what.why, "lines": lines})
    if after.state is not before.state:
        tell_channel(tx, after.order, after.state.value, {})


def tell_channel(tx: Tx, order: Order, kind: str, more: Mapping[str, Any]) -> int:
    """Something that the order's channel wants to hear of; the event's number."""
    # On PostgreSQL numbers come before commits do: who reads what follows 7 would miss a 6.
    lookups.lock(tx.connection, channel_events.name)
    value = canonical({"number": order.number, "state": kind, "version": order.version, **more})
    row = {"channel": order.channel, "number": order.number, "kind": kind, "value_json": value}
    event = int(tx.execute(_HAPPENED, {**row, "at": tx.at.isoformat()}).scalar_one())
    webhooks.enqueue(tx, event, order.channel, order.number)
    return event


def _look_again(tx: Tx, changed: list[Kept]) -> None:
    """When somebody must look at them again."""
    found = {code: shops.get(tx.connection, code) for code in {one.f.order.shop for one in changed}}
    wants = {}
    for kept in changed:
        shop = found[kept.f.order.shop]
        wants[kept.number] = dues.wanted(kept.f, shop, tx.at) if shop else {}
    dues.keep(tx, wants)


def heard_by(connection: Connection, channel: str, after: int, most: int) -> list[Any]:
    """What a channel has not heard yet, in order."""
    question = (
        select(channel_events)
        .where(channel_events.c.channel == channel, channel_events.c.id > after)
        .order_by(channel_events.c.id)
        .limit(most)
    )
    return list(connection.execute(question))


def _row(kept: Kept) -> tuple[Any, ...]:
    order = kept.f.order
    return (
        order.number,
        order.version,
        order.shop,
        order.channel,
        kept.f.state.value,
        order.promised_at.isoformat(),
        order.customer,
        kept.said,
        canonical(plain(order)),
        kept.asked,
        owed(kept.f),
    )
