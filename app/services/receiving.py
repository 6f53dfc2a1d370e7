"""Receiving goods: a delivery, a transfer, or what came without a word; at once or in parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain import consigning
from app.domain.consignment import Consignment, Kind, consignment_number
from app.domain.consignment_event import Event, Received
from app.domain.consignment_fold import Passage, fold
from app.domain.errors import (
    BadValue,
    MoreDamaged,
    OtherSuppliersNote,
    ReasonNeeded,
    Unsaid,
)
from app.domain.free_words import tidy
from app.domain.product import Product
from app.domain.staff import Permission
from app.domain.stock import quantity, thousandths
from app.domain.sums import summed
from app.services.scanning import Scanning
from app.services.till import Act
from app.storage import scanning
from app.storage.scanning import Open, Row, Way


@dataclass(frozen=True, slots=True)
class Compared:
    """One product of what is being received. `expected` None: nobody said."""

    sku: str
    name: str
    expected: Decimal | None
    good: Decimal
    damaged: Decimal

    @property
    def left(self) -> Decimal:
        """Still to come; below zero when more came. Nothing of what nobody announced."""
        return Decimal(0) if self.expected is None else self.expected - self.good - self.damaged


class Receiving(Scanning):
    way = Way.IN

    def begin(self, number: str) -> Open:
        """Of a delivery or a transfer that is known here. Raises UnknownConsignment,
        ConsignmentElsewhere, ConsignmentOver, ReceivedBefore, OtherReceipt."""
        p = self._desk.of(number)
        consigning.check_unreceived(p, self._till.shop.code)
        return self._begin(p.number)

    def begin_blind(self, supplier: str, number: str = "") -> Open:
        """Of what nobody announced: `number` is on its paper, "" when it has none. What is known
        here after all is received as it is known. Raises OtherReceipt, BadConsignmentNumber,
        BadValue without a supplier; ReceivedBefore, and OtherSuppliersNote when that number is
        another supplier's."""
        name = tidy(supplier, 80)
        if not name:
            raise BadValue(field="supplier", value=supplier)
        if number and (known := self._desk.find(consignment_number(number))):
            if known.consignment.origin.casefold() != name.casefold():
                raise OtherSuppliersNote(number=known.number, origin=known.consignment.origin)
            return self.begin(number)
        if not number:
            self._till.session.need(Permission.STOCK)
            with self._till.act() as act:
                number = self._desk.new_number(act, "R")
        return self._begin(consignment_number(number), name)

    def _row(self, product: Product, much: Decimal | None, reason: str) -> Row:
        row = super()._row(product, much, reason)
        if reason:
            self._check_damage(product, row.quantity)
        return row

    def _check_damage(self, product: Product, more: int) -> None:
        """Raises MoreDamaged: of what was announced when it is above what is still expected, of
        what was not when it is above the good units that were scanned."""
        open_, sku = self._need(), product.sku
        good = open_.goods().get(sku, 0)
        damaged = more + sum(much for (of, _), much in open_.damaged().items() if of == sku)
        p = self._passage()
        if p is not None and p.lot(sku).sent:
            room = thousandths(p.lot(sku).open) - good
        else:
            room = good or damaged
        if damaged > room:
            raise MoreDamaged(name=product.name, damaged=quantity(damaged), good=quantity(good))

    def compared(self) -> list[Compared]:
        """What was scanned against what is expected still, product by product."""
        open_ = self._need()
        p = self._passage()
        left = {sku: lot.open for sku, lot in p.lots.items()} if p and not p.blind else None
        good, damaged = open_.goods(), open_.damaged()
        names = {line.sku: line.name for line in p.consignment.lines} if p else {}
        broken = summed((sku, much) for (sku, _), much in damaged.items())
        return [
            Compared(
                sku,
                names.get(sku) or self._desk.name(sku),
                None if left is None else max(left.get(sku, Decimal(0)), Decimal(0)),
                quantity(good.get(sku, 0)),
                quantity(broken.get(sku, 0)),
            )
            for sku in dict.fromkeys((*(left or ()), *good, *broken))
        ]

    def finish(
        self, *, closes: bool, why: str = "", reasons: Mapping[str, str] | None = None
    ) -> Passage:
        """State what was scanned. `closes`: nothing more is waited for; then what is over or short
        needs its reason, by SKU or, of all others, `why`. Raises ReasonNeeded, NoGoods,
        ReceivedBefore when another device closed it meanwhile."""
        self._till.session.need(Permission.STOCK)
        open_ = self._need()
        said = Received(
            tuple((sku, quantity(much)) for sku, much in open_.goods().items()),
            tuple((sku, quantity(much), why_) for (sku, why_), much in open_.damaged().items()),
            open_.boxes,
            closes=closes,
        )
        with self._till.act() as act:
            before = self._known(act, open_)
            said = replace(said, reasons=self._reasons(before, said, why, reasons or {}))
            shop = self._till.shop.code
            self._desk.state(act, before, consigning.receive(before, shop, said))
            scanning.end(act.tx, self.way)
        return self._desk.of(open_.number)

    def take_box(self, p: Passage, code: str, reason: str = "") -> Passage:
        """A box whose content somebody said, unopened: it comes in whole, and the last closes the
        receipt when nothing is missing. What is for an order is passed on, and in no stock. What
        is being scanned already goes on with it."""
        open_ = self.open()
        if open_ is not None and open_.number == p.number:
            self._box(p, code, reason)
            return p
        held = p.held[code]
        ours = () if p.consignment.order else held
        said = Received(
            () if reason else ours,
            tuple((sku, much, reason) for sku, much in held) if reason else (),
            (code,),
            () if reason or ours else held,
        )

        def whole(before: Passage, shop: str) -> Received:
            after = _after(before, said)
            ends = not any(lot.open for lot in after.lots.values())
            return consigning.receive(before, shop, replace(said, closes=ends))

        return self._desk.say(p.number, whole)

    def _known(self, act: Act, open_: Open) -> Passage:
        found = self._desk.find(open_.number)
        if found is not None:
            consigning.check_unreceived(found, self._till.shop.code)
            return found
        own = self._till.shop.code
        made = Consignment(open_.number, Kind.DELIVERY, open_.origin, own, act.at, asked_by=own)
        self._desk.state_made(act, made)
        return fold(made, [])

    def _reasons(
        self, p: Passage, said: Received, why: str, reasons: Mapping[str, str]
    ) -> tuple[tuple[str, str], ...]:
        given = {sku: tidy(reason, 120) for sku, reason in reasons.items()}
        other = tidy(why, 120)
        found = {}
        for sku in _after(p, said).differences:
            reason = given.get(sku) or other
            if not reason:
                raise ReasonNeeded(of=Unsaid.DIFFERENCE, names=f": {self._desk.name(sku)}")
            found[sku] = reason
        return tuple(found.items())


def _after(p: Passage, said: Received) -> Passage:
    """How it would be."""
    at = p.consignment.made_at
    known = replace(said, after=p.receipts)
    return fold(p.consignment, [*p.events, Event(p.tick, -1, 0, at, "", known)])
