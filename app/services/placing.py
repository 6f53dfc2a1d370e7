"""Orders made at this till: making one of the sale in hand, and what central said of them."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import replace

from app.changes import Topic
from app.domain import placing
from app.domain.document import Document
from app.domain.elsewhere import Elsewhere
from app.domain.errors import (
    MoneyTaken,
    NotEnrolled,
    NotPlacedHere,
    OrderGivenUp,
    OrderingElsewhere,
    OrderPaidHere,
    ShopAskedToStop,
    ShopHasOrder,
    UnknownShop,
)
from app.domain.facts import FactType
from app.domain.fulfilment import NONE
from app.domain.money import total
from app.domain.order import order_number
from app.domain.paper_kind import PaperKind
from app.domain.placing import Outcome, Placed, Repaid
from app.domain.plain import plain
from app.domain.sale import Line as SaleLine
from app.domain.sale import Ordering, Sale
from app.sealing import new_key, seal
from app.services.clock import seeded
from app.services.kept import Kept
from app.services.line import Line
from app.services.order_papers import OF as PAPER
from app.services.order_papers import PLACED
from app.services.register import Register
from app.services.till import Act, Till
from app.storage import baskets, neighbours, orders, prints
from app.storage import placed as stored
from app.storage.database import Reader, Write

MOST = 200
"""Orders made here that are shown."""


class Placing:
    def __init__(self, till: Till, register: Register, line: Line) -> None:
        self._till, self._register, self._line = till, register, line
        self._failed = Kept(till, self._said_failed, but=frozenset(Topic))

    # making one
    def begin(self, of: Ordering) -> Sale:
        """The sale in hand becomes that order when it is paid, or when `place` says that it is paid
        at the pick-up. Raises NotEnrolled, OrderingElsewhere, NotOrderable, BadRecipient,
        UnknownShop, EmptySale, NoOpenShift."""
        if self._line.alone:
            raise NotEnrolled()
        sale = self._register.the_sale()
        if sale.collected is not None or sale.returning is not None:
            raise OrderingElsewhere()
        self._check(sale, of)
        with self._register.change() as change:
            change.sale = replace(change.sale, ordering=of)
        return self._register.the_sale()

    def forget(self) -> Sale:
        """The sale in hand is a sale like any other again."""
        with self._register.change() as change:
            change.sale = replace(change.sale, ordering=None)
        return self._register.the_sale()

    def place(self) -> Placed:
        """The sale in hand is ordered now and paid at the pick-up; nothing is sold. Raises
        PayFirst, MoneyTaken: there are no part payments; and of `begin`."""
        self._till.open_shift()
        sale = self._register.the_sale()
        of = sale.ordering
        if of is None:
            raise OrderingElsewhere()
        self._check(sale, of)
        placing.check_unpaid(of)
        if sale.tenders:
            raise MoneyTaken(paid=sale.paid)
        with self._till.act() as act:
            number = place(self._till, act, sale, None)
            baskets.delete_sale(act.tx, sale)
            act.tx.then(self._register.reload)
        return self.of(number)

    def _check(self, sale: Sale, of: Ordering) -> None:
        """Before any money: central would only say so afterwards."""
        placing.check(sale, of, ages_of(self._till, sale))
        if of.shop == self._till.shop.code:
            return
        with self._till.store.read() as mirror:
            if of.shop not in neighbours.branches(mirror):
                raise UnknownShop(shop=of.shop)

    # what came of them
    def of(self, number: str) -> Placed:
        """Raises NotPlacedHere, BadOrderNumber."""
        number = order_number(number)
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            row = stored.row(connection, number)
            if row is None:
                raise NotPlacedHere(number=number)
            return stored.known(connection, mirror, row)

    def everything(self) -> list[Placed]:
        """The newest first."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            rows = stored.newest(connection, MOST)
            return [stored.known(connection, mirror, row) for row in rows]

    def _said_failed(self) -> list[str]:
        with self._till.store.read() as mirror:
            return stored.said_failed(mirror)

    def owed(self) -> list[Placed]:
        """Those whose money is to be given back: all of it came to nothing, or a part."""
        numbers = self._failed()
        if not numbers:
            return []
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            rows = stored.failed(connection, numbers)
            found = [stored.known(connection, mirror, row) for row in rows]
        return [one for one in found if one.owed or one.lacking]

    def give_up(self, number: str) -> Placed:
        """Somebody does not want it any more. Of what is paid and a shop has in hand, that shop is
        asked, and its money waits. Raises NotPlacedHere, OrderGivenUp, OrderPaidHere: what is paid
        and nobody has begun is given up by returning its ticket."""
        self._till.open_shift()
        found = self.of(number)
        if found.outcome is Outcome.GIVEN_UP:
            raise OrderGivenUp(number=found.number)
        if found.document and found.begun:
            _ask_to_stop(self._till, found)
            return found
        if found.document:
            raise OrderPaidHere(number=found.number, document=found.document)
        with self._till.act() as act:
            _give_up(act, found.number, "", ())
        return self.of(number)

    def paper(self, number: str) -> str:
        """Queue the customer's paper again, as the order stands now; what the job is called."""
        found = self.of(number)
        with self._till.act() as act:
            return _queue(act, found.number)

    def settle_keys(self) -> list[str]:
        """Destroy the keys of those of whom central has said something: it has what we sealed."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            gone = stored.answered(mirror, stored.keyed(connection))
        if gone:
            with self._till.db.write() as tx:
                stored.destroy_keys(tx, gone)
            self._till.db.checkpoint()
        return gone


def ages_of(till: Till, sale: Sale) -> placing.Ages:
    """How old whoever collects it must be, by SKU."""
    return {line.sku: line.terms.minimum_age for line in sale.lines if line.terms.minimum_age}


def place(till: Till, act: Act, sale: Sale, paid: Document | None) -> str:
    """State, in the transaction that issues its document (None: it is paid at the pick-up), that
    the sale is an order; its number. What does not become one is none of this."""
    of = sale.ordering
    if of is None:
        return ""
    config = till.config
    count = stored.count(act.tx, config.installation) + 1
    number = placing.number_of(config.shop, config.till, config.generation, count)
    ages = ages_of(till, sale)
    order = placing.order_of(sale, number, act.at, config.shop, paid, till.shop.nif, ages)
    body = {"order": plain(order)}
    if paid is not None:
        body["goods"] = [[sku, str(much)] for sku, much in placing.goods_of(order)]
    key, nonce = _key(till, number)
    who = {"name": of.name, "phone": of.phone, "email": of.email, "address": of.address}
    sealed = base64.b64encode(seal(key, number, who, nonce)).decode()
    fact = act.state(FactType.ORDER_PLACED, body, sealed=sealed)
    stored.add(act.tx, fact, number, paid.number if paid else "", key)
    _queue(act, number)
    return number


def given_back(till: Till, act: Act, document: Document, there: Elsewhere | None) -> None:
    """A corrective of an order's invoice: what nobody had of it is stated as given back, and what
    came back of that by the document was never here. With nothing left, the order is given up."""
    if document.corrects is None:
        return
    found = paid_with(till, act.tx, document.corrects.number, there)
    if found is None:
        return
    back = placing.taken_back(document)
    unhad = found.unhad(back)
    if found.ends(back):
        _give_up(act, found.number, document.number, unhad)
    elif unhad:
        _repay(act, found, document, unhad)


def check_return(
    till: Till, number: str, lines: Iterable[SaleLine], there: Elsewhere | None
) -> None:
    """What is to come back of a ticket, below zero, may be given back now.

    Of an order that a shop has in hand its money waits: of all of it, that shop is asked to stop
    (retail-rules 11). Raises ShopHasOrder, ShopAskedToStop.
    """
    with till.db.read() as connection:
        found = paid_with(till, connection, number, there)
    back = placing.goods_back(lines)
    if found is None or found.may_return(back):
        return
    about = {"number": found.number, "shop": found.order.order.shop}
    if not found.ends(back):
        raise ShopHasOrder(**about)
    _ask_to_stop(till, found)
    raise ShopAskedToStop(**about)


def _ask_to_stop(till: Till, found: Placed) -> None:
    if not found.order.cancel_asked:
        with till.act() as act:
            act.state(FactType.ORDER_GIVEN_UP, {"order": found.number, "document": ""})


def paid_with(
    till: Till, connection: Reader | Write, document: str, there: Elsewhere | None = None
) -> Placed | None:
    """The order that a ticket paid for: placed here, at another till of the shop, or at another
    shop for this one; else as central said when it was asked for the ticket. None of any other
    ticket."""
    with till.store.read() as mirror:
        row = stored.of_document(connection, document)
        if row is not None:
            return stored.known(connection, mirror, row)
        if found := stored.paid_with(mirror, document):
            return found
        number = orders.paid_with(mirror, document)
        f = orders.one(till.folds, connection, mirror, number) if number else None
    if f is not None:
        return Placed(f, Outcome.CONFIRMED, document)
    return there.order if there else None


def _repay(act: Act, found: Placed, document: Document, back: placing.Goods) -> None:
    """That is given back; the rest of the order goes on."""
    goods = [[sku, str(much)] for sku, much in back]
    sums = dict(found.repaid.goods)
    for sku, much in back:
        sums[sku] = sums.get(sku, NONE) - much
    lines = (line for line in document.lines if line.sku in dict(back))
    amount = found.repaid.amount - total(line.total for line in lines)
    repaid = Repaid(tuple(sorted(sums.items())), amount)
    body = {
        "order": found.number,
        "document": document.number,
        "goods": goods,
        "settled": not replace(found, repaid=repaid).lacking,
    }
    act.state(FactType.ORDER_REPAID, body)
    stored.repay(act.tx, found.number, repaid)


def _give_up(act: Act, number: str, document: str, goods: placing.Goods) -> None:
    body: dict[str, object] = {"order": number, "document": document}
    if goods:
        body["goods"] = [[sku, str(much)] for sku, much in goods]
    act.state(FactType.ORDER_GIVEN_UP, body)
    stored.give_up(act.tx, number)


def _queue(act: Act, number: str) -> str:
    name = f"{number}{PAPER}{PLACED}"
    prints.queue(act.tx, PaperKind.PLACED, name, copy=True, at=act.at)
    return name


def _key(till: Till, number: str) -> tuple[bytes, bytes | None]:
    if not till.config.demo:
        return new_key(), None
    key, nonce = (seeded(till.config.seed, what, number) for what in ("placed key", "nonce"))
    return key, nonce[:12]
