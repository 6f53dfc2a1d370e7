"""What may happen to a consignment: each function makes the event of it, or refuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from app.domain import consignment_event as e
from app.domain.consignment import Box, Consignment, Goods, Kind
from app.domain.consignment_fold import OVER, Passage, State
from app.domain.errors import (
    BadQuantity,
    BoxTaken,
    ConsignmentElsewhere,
    ConsignmentOver,
    GoodsSent,
    NoGoods,
    ReasonNeeded,
    ReceivedBefore,
    SameShop,
    Unsaid,
)


def check_asked(asked: Consignment) -> None:
    """Raises NoGoods, SameShop, BadQuantity."""
    if asked.origin == asked.destination:
        raise SameShop(shop=asked.origin)
    _sensible((line.sku, line.quantity) for line in asked.lines)


def check_sender(p: Passage, shop: str) -> None:
    """That shop may send it still. Raises ConsignmentElsewhere, ConsignmentOver, GoodsSent."""
    _of(p.consignment.origin, shop, p)
    if p.state in OVER:
        raise ConsignmentOver(number=p.number, state=p.state)
    if p.sent_at or p.consignment.kind is not Kind.TRANSFER:
        raise GoodsSent(number=p.number)


def check_receiver(p: Passage, shop: str) -> None:
    """It comes to that shop; closed, more may come all the same. Raises ConsignmentElsewhere,
    ConsignmentOver."""
    _of(p.consignment.destination, shop, p)
    if p.state in (State.DECLINED, State.CALLED_OFF):
        raise ConsignmentOver(number=p.number, state=p.state)


def check_unreceived(p: Passage, shop: str) -> None:
    """Nobody has received it and closed that. Raises ReceivedBefore, and as `check_receiver`."""
    check_receiver(p, shop)
    if p.closed_at is not None:
        raise ReceivedBefore(number=p.number, origin=p.consignment.origin, at=p.closed_at)


def send(p: Passage, shop: str, goods: Goods, boxes: tuple[Box, ...] = ()) -> e.Sent:
    """Raises ConsignmentElsewhere, ConsignmentOver, GoodsSent, NoGoods, BadQuantity, BoxTaken."""
    check_sender(p, shop)
    _sensible(goods)
    codes = [box.code for box in boxes]
    if twice := next((code for code in codes if codes.count(code) > 1), ""):
        raise BoxTaken(code=twice)
    return e.Sent(goods, boxes)


def decline(p: Passage, shop: str, reason: str) -> e.Declined:
    """Raises ConsignmentElsewhere, ConsignmentOver, GoodsSent, ReasonNeeded."""
    _of(p.consignment.origin, shop, p)
    _unsent(p)
    if not reason.strip():
        raise ReasonNeeded(of=Unsaid.DECLINED)
    return e.Declined(reason.strip())


def call_off(p: Passage, shop: str, reason: str = "") -> e.Called:
    """By either shop, until the goods have left. Raises as `decline`."""
    if shop not in (p.consignment.origin, p.consignment.destination):
        raise ConsignmentElsewhere(number=p.number, shop=p.consignment.destination)
    _unsent(p)
    return e.Called(reason.strip())


def receive(p: Passage, shop: str, said: e.Received) -> e.Received:
    """`said` with what is known now. What comes later than the receipt was closed may still come.

    Raises ConsignmentElsewhere, ConsignmentOver when it was called off, NoGoods, BadQuantity,
    ReasonNeeded for what is damaged.
    """
    check_receiver(p, shop)
    if not said.closes or said.goods or said.damaged or said.passed_on:
        damaged = ((sku, much) for sku, much, _ in said.damaged)
        _sensible((*said.goods, *damaged, *said.passed_on))
    elif not (p.receipts or p.in_transit):
        raise NoGoods()
    if not all(reason.strip() for _, _, reason in said.damaged):
        raise ReasonNeeded(of=Unsaid.DAMAGE)
    return replace(said, after=p.receipts)


def _of(whose: str, shop: str, p: Passage) -> None:
    if shop != whose:
        raise ConsignmentElsewhere(number=p.number, shop=whose)


def _unsent(p: Passage) -> None:
    if p.sent_at:
        raise GoodsSent(number=p.number)
    if p.state in OVER:
        raise ConsignmentOver(number=p.number, state=p.state)


def _sensible(goods: Iterable[tuple[str, Decimal]]) -> None:
    listed = list(goods)
    if not listed:
        raise NoGoods()
    for _, quantity in listed:
        if quantity <= 0 or quantity.scaleb(3) % 1:
            raise BadQuantity(text=str(quantity))
