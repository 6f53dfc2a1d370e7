"""Consignments: deliveries that are announced, transfers between shops, and what became of each.

As orders are kept: the value, the events that devices stated, and nothing of their state but what
is asked for often (ADR 9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from app.domain.consignment import (
    MOST_LINES,
    Consignment,
    Kind,
    box_code,
    consignment_number,
)
from app.domain.consignment_event import Event, event_body, event_from
from app.domain.consignment_fold import Passage, State, fold
from app.domain.errors import BadValue, UnknownConsignment, UnknownShop
from app.domain.facts import canonical
from app.domain.plain import plain
from sync.central import bulk
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.goods_tables import consignment_events
from sync.central.goods_tables import consignments as t
from sync.central.masters import allocation, audit, products, shops
from sync.central.masters.folded import EVENT_COLUMNS, Folded
from sync.central.outbox import say
from sync.protocol import DELETE, PUT

_COLUMNS = tuple(t.c.keys())
_OVER = (State.CLOSED, State.DECLINED, State.CALLED_OFF)
_FOLDED = Folded(t, consignment_events, Consignment, event_from, event_body, fold)


@dataclass(frozen=True, slots=True)
class Kept:
    """A consignment as central has it. `said`: how often its shops were told."""

    p: Passage
    said: int = 0
    since: str = ""

    @property
    def number(self) -> str:
        return self.p.number


def announce(tx: Tx, made: Consignment, who: str) -> Kept:
    """A delivery that a shop is to expect; said again it is as was said last, whatever has come of
    it. Raises BadValue, UnknownShop, UnknownItem; Refusal `changed` for another kind's number."""
    made = _named(tx, _checked(tx, made))
    kept = locked(tx, [made.number]).get(made.number)
    if kept is not None and kept.p.consignment.kind is not made.kind:
        raise Refusal("changed", made.number)
    if kept is not None:
        made = replace(made, made_at=kept.p.consignment.made_at)
        if kept.p.consignment == made:
            return kept
    audit.note(tx, who, t.name, number=made.number, shop=made.destination)
    return put(tx, made, kept)


def put(tx: Tx, made: Consignment, kept: Kept | None) -> Kept:
    """Keep it as it is said, with what happened to it; its shops hear of it."""
    if kept is None:
        return write(tx, [Kept(fold(made, []))])[0]
    before = kept.p.consignment.destination
    if before != made.destination:
        say(tx, f"store:{before}", DELETE, "consignment", made.number, kept.said + 1, None)
    return write(tx, [replace(kept, p=fold(made, kept.p.events))])[0]


def brought(tx: Tx, kept: Kept, event: Event) -> Kept:
    """It with what was heard of it now; unchanged when that was heard before."""
    if event.key in {one.key for one in kept.p.events}:
        return kept
    bulk.insert(tx, consignment_events, EVENT_COLUMNS, [_FOLDED.event_row(kept.number, event)])
    return replace(kept, p=fold(kept.p.consignment, [*kept.p.events, event]))


def write(tx: Tx, changed: Iterable[Kept]) -> list[Kept]:
    """Keep them, and say them to their shops."""
    told = [_aged(tx, replace(kept, said=kept.said + 1)) for kept in changed]
    bulk.upsert(tx, t, _COLUMNS, [_row(kept) for kept in told])
    for kept in told:
        of = kept.p.consignment
        value = value_of(kept.p)
        for shop in shops_of(of):
            say(tx, f"store:{shop}", PUT, "consignment", of.number, kept.said, value)
        for code in kept.p.held:
            name = {"consignment": of.number}
            say(tx, f"store:{of.destination}", PUT, "box", code, kept.said, name)
    return told


def shops_of(of: Consignment) -> list[str]:
    """Who hears of it."""
    return [of.destination, of.origin] if of.kind is Kind.TRANSFER else [of.destination]


def keep_promise(tx: Tx, kept: Kept, *, left: bool) -> None:
    """What the origin is about to send is promised to nobody else until its stock has `left`: what
    was offered, and what the receiver's paper says is gone."""
    p, name = kept.p, f"transfer {kept.number}"
    allocation.release(tx, name)
    if p.consignment.kind is not Kind.TRANSFER or left:
        return
    if p.sent_at:
        goods = {sku: int(lot.sent.scaleb(3)) for sku, lot in p.lots.items() if lot.sent}
    elif p.state is State.ASKED and p.consignment.asked_by in ("", p.consignment.origin):
        goods = {sku: int(much.scaleb(3)) for sku, much in p.consignment.expected.items()}
    else:
        return
    allocation.reserve(tx, p.consignment.origin, name, goods)


def value_of(p: Passage) -> dict[str, Any]:
    """A consignment as it travels to its shops."""
    return {
        "state": p.state.value,
        "consignment": plain(p.consignment),
        "events": [event_body(event) for event in p.events],
    }


def locked(tx: Tx, numbers: Iterable[str]) -> dict[str, Kept]:
    """Those that are there, nobody else's until the transaction ends."""
    found = _FOLDED.locked(tx, numbers)
    return {number: Kept(p, row.said, row.since) for number, (p, row) in found.items()}


def look_up(connection: Connection, number: str) -> Passage:
    """Raises UnknownConsignment, BadConsignmentNumber."""
    number = consignment_number(number)
    p = _FOLDED.look_up(connection, number)
    if p is None:
        raise UnknownConsignment(number=number)
    return p


def open_ones(connection: Connection, shop: str = "") -> list[tuple[Passage, str]]:
    """What is asked for or on its way, with since when it stands so, the oldest first."""
    here: ColumnElement[bool] = t.c.state.not_in(_OVER)
    if shop:
        here &= (t.c.destination == shop) | (t.c.origin == shop)
    rows = connection.execute(select(t.c.number, t.c.since).where(here).order_by(t.c.since)).all()
    found = _FOLDED.all_of(connection, here)
    return [(found[row.number], row.since) for row in rows]


def forget(tx: Tx, before: str, most: int) -> int:
    """Take those that were over before then off the tills; how many."""
    question = select(t.c.number).where(t.c.state.in_(_OVER), t.c.since < before, t.c.said > 0)
    numbers = list(tx.execute(question.order_by(t.c.number).limit(most)).scalars())
    for number, kept in locked(tx, numbers).items():
        of = kept.p.consignment
        for shop in shops_of(of):
            say(tx, f"store:{shop}", DELETE, "consignment", number, kept.said + 1, None)
        for code in kept.p.held:
            say(tx, f"store:{of.destination}", DELETE, "box", code, kept.said + 1, None)
        tx.execute(t.update().where(t.c.number == number).values(said=0))
    return len(numbers)


def _checked(tx: Tx, made: Consignment) -> Consignment:
    if shops.get(tx.connection, made.destination) is None:
        raise UnknownShop(shop=made.destination)
    if not made.origin.strip():
        raise BadValue(field="origin", value=made.origin)
    if len(made.lines) > MOST_LINES or len(made.boxes) > MOST_LINES:
        raise BadValue(field="lines", value=str(len(made.lines)))
    for line in made.lines:
        if line.quantity <= 0 or line.quantity.scaleb(3) % 1:
            raise BadValue(field="quantity", value=str(line.quantity))
    codes = [box_code(box.code) for box in made.boxes]
    if not all(codes) or len(set(codes)) != len(codes):
        raise BadValue(field="boxes", value="code")
    known = made.expected
    for box in made.boxes:
        if strange := {sku for sku, _ in box.content} - known.keys():
            raise BadValue(field="boxes", value=min(strange))
    boxes = tuple(replace(box, code=code) for box, code in zip(made.boxes, codes, strict=True))
    return replace(made, boxes=boxes)


def _named(tx: Tx, made: Consignment) -> Consignment:
    """With the names and barcodes of its products. Raises UnknownItem."""
    lines = []
    for line in made.lines:
        product = products.get(tx.connection, line.sku)
        code = product.bare_codes[0] if product.codes else ""
        lines.append(replace(line, name=product.name, code=code, unit=product.unit))
    return replace(made, lines=tuple(lines))


def _aged(tx: Tx, kept: Kept) -> Kept:
    row = tx.execute(select(t.c.state).where(t.c.number == kept.number)).scalar()
    return kept if row == kept.p.state.value else replace(kept, since=tx.at.isoformat())


def _row(kept: Kept) -> tuple[Any, ...]:
    of = kept.p.consignment
    state = kept.p.state.value
    return (
        *(of.number, of.kind.value, of.origin, of.destination, state, kept.since, kept.said),
        canonical(plain(of)),
    )
