"""Sending goods to another shop: scanned out, in transit from then on, with a signed paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain import consigning
from app.domain.consignment import Box, box_code
from app.domain.consignment_event import Sent
from app.domain.consignment_fold import Passage
from app.domain.errors import (
    BadConsignmentNumber,
    BoxTaken,
    NoGoods,
)
from app.domain.staff import Permission
from app.domain.stock import quantity
from app.services.consignments import Consignments
from app.services.scanning import Scanning
from app.services.stock import on_hand
from app.services.till import Till
from app.services.transfer_papers import TransferPapers
from app.storage import scanning
from app.storage.scanning import Open, Row, Way


@dataclass(frozen=True, slots=True)
class Left:
    """A transfer that left. `paper`: what its code holds, "" when it does not fit; `below`: what
    the shop has less than nothing of now, by SKU."""

    passage: Passage
    paper: str
    below: dict[str, Decimal]


class Sending(Scanning):
    way = Way.OUT

    def __init__(self, till: Till, desk: Consignments, papers: TransferPapers) -> None:
        super().__init__(till, desk)
        self._papers = papers

    def begin(self, number: str) -> Open:
        """Of a transfer that another shop asked for, or that this one offered. Raises
        UnknownConsignment, ConsignmentElsewhere, ConsignmentOver, GoodsSent, OtherReceipt."""
        p = self._desk.of(number)
        consigning.check_sender(p, self._till.shop.code)
        return self._begin(p.number)

    def pack(self, code: str) -> Open:
        """What was scanned and is in no box yet is in the box with that code. Raises
        BadConsignmentNumber for what no box bears, BoxTaken, NoGoods."""
        self._till.session.need(Permission.STOCK)
        open_, box = self._need(), box_code(code)
        if not box:
            raise BadConsignmentNumber(text=code[:40])
        if box in open_.boxes:
            raise BoxTaken(code=box)
        loose = [row for row in open_.rows if not row.box]
        if not loose:
            raise NoGoods()
        with self._till.act() as act:
            scanning.count(act.tx, self.way, [Row(row.sku, -row.quantity) for row in loose])
            scanning.count(act.tx, self.way, [Row(row.sku, row.quantity, "", box) for row in loose])
        return self._need()

    def finish(self) -> Left:
        """They leave. Raises NoGoods and what the rule refuses, KeyMissing."""
        self._till.session.need(Permission.STOCK)
        open_ = self._need()
        goods = tuple((sku, quantity(much)) for sku, much in open_.goods().items())
        boxes = tuple(Box(code, _held(open_, code)) for code in open_.boxes)
        with self._till.act() as act:
            before = self._desk.of(open_.number)
            said: Sent = consigning.send(before, self._till.shop.code, goods, boxes)
            self._desk.state(act, before, said)
            self._papers.queue(act, before.number)
            scanning.end(act.tx, self.way)
        there = on_hand(self._till, [sku for sku, _ in goods])
        below = {sku: quantity(much) for sku, much in there.items() if much < 0}
        return Left(self._desk.of(open_.number), self._desk.paper(open_.number), below)


def _held(open_: Open, code: str) -> tuple[tuple[str, Decimal], ...]:
    return tuple((row.sku, quantity(row.quantity)) for row in open_.rows if row.box == code)
