"""Bringing an order's papers out: each is a print job, named by its order and what it is of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from app.domain import order_papers, pick_list, placing_paper, shelf_check, wave
from app.domain.errors import NothingHandedOver, NotPlacedHere, UnknownParcel
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order_papers import Forms, OrderWords
from app.domain.paper import Block, figure
from app.domain.paper_kind import PaperKind
from app.domain.parcel_label import ParcelLabel
from app.domain.product import Unit
from app.services import products
from app.services.copies import once_more
from app.services.order_codes import OrderCodes
from app.services.orders import Orders
from app.services.till import Act, Till
from app.storage import journal, placed, prints, store

OF = "+"
"""Between the order's number and what of it is printed; in no document's number."""
SHELF = "S"
"""Before the number of the fact of a check of the pickup shelves."""
DELIVERY = "D"
"""Before the place of a hand-over among the order's."""
LIST, AND = "L", ","
"""A list of what to fetch for several orders, and what stands between their numbers."""
PLACED = "P"
"""What the customer gets who ordered here."""


class OrderPapers:
    """`words`: of the shop's language."""

    def __init__(self, till: Till, desk: Orders, codes: OrderCodes, words: OrderWords) -> None:
        self._till, self._orders, self._codes, self._words = till, desk, codes, words

    def labels(self, number: str) -> list[str]:
        """Queue the labels of the parcels packed here; what the jobs are called. Raises
        UnknownOrder, KeyMissing."""
        f = self._orders.of(number)
        names = [f"{f.order.number}{OF}{label.id}" for label, _ in self._codes.labels(f)]
        with self._till.act() as act:
            for name in names:
                prints.queue(act.tx, PaperKind.PARCEL, name, copy=True, at=act.at)
        return names

    def delivered(self, act: Act, f: Fulfilment) -> str:
        """Queue the proof of the newest hand-over; what the job is called."""
        name = _proof_of(f)
        prints.queue(act.tx, PaperKind.PROOF, name, copy=False, at=act.at)
        return name

    def again(self, number: str) -> str:
        """Queue one more proof of the newest hand-over: a duplicate, which is counted, unless the
        first is still to come out. What the job is called. Raises UnknownOrder, NothingHandedOver.
        """
        f = self._orders.of(number)
        if not f.hand_overs:
            raise NothingHandedOver(number=f.order.number)
        name = _proof_of(f)
        with self._till.act() as act:
            once_more(act, PaperKind.PROOF, name)
        return name

    def blocks(self, kind: PaperKind, name: str, *, copy: bool = False) -> list[Block]:
        """What a job of that kind and name brings out. Raises UnknownOrder, UnknownParcel,
        KeyMissing."""
        number, _, what = name.partition(OF)
        match kind:
            case PaperKind.SHELVES:
                return self._shelf(int(what.removeprefix(SHELF)))
            case PaperKind.PLACED:
                return self._placed(number)
            case PaperKind.LIST:
                return self._pick_list(number.split(AND))
            case PaperKind.PROOF:
                return self._proof(number, int(what.removeprefix(DELIVERY)), copy=copy)
            case _:
                return self._label(number, what)

    def _proof(self, number: str, place: int, *, copy: bool) -> list[Block]:
        f = self._orders.of(number)
        one, shop = f.hand_overs[place - 1], self._till.shop.name
        who = self._name(one.event.who)
        return order_papers.proof(f, one, shop, who, self._words, self._forms, copy=copy)

    def _label(self, number: str, parcel: str) -> list[Block]:
        f, label, code = self._labelled(number, parcel)
        of, who = f.parcels[parcel], self._name(label.who)
        return order_papers.label(f, of, code, who, self._words, self._quantity)

    def wide_label(self, name: str) -> list[Block]:
        """What a parcel's label says where there is no room to stack it; `name`: of its job. Raises
        UnknownOrder, UnknownParcel, KeyMissing."""
        number, _, parcel = name.partition(OF)
        f, label, code = self._labelled(number, parcel)
        of, who = f.parcels[parcel], self._name(label.who)
        return order_papers.wide_label(f.order, of, code, who, self._words)

    def _labelled(self, number: str, parcel: str) -> tuple[Fulfilment, ParcelLabel, str]:
        f = self._orders.of(number)
        for label, code in self._codes.labels(f):
            if label.id == parcel:
                return f, label, code
        raise UnknownParcel(code=parcel)

    def _shelf(self, seq: int) -> list[Block]:
        with self._till.db.read() as connection:
            said = journal.one(connection, self._till.config.installation, seq).body
        return shelf_check.paper(shelf_check.check_from(said), self._words.shelf)

    @property
    def _forms(self) -> Forms:
        return Forms(self._quantity, self._money)

    def _money(self, amount: Money) -> str:
        return f"{figure(amount, self._words.decimal_mark)} €"

    def pick_list(self, numbers: Sequence[str]) -> str:
        """Queue a list of what is still to be fetched for these; what the job is called. Raises
        UnknownOrder."""
        found = [self._orders.of(number).order.number for number in numbers]
        name = f"{AND.join(found)}{OF}{LIST}"
        with self._till.act() as act:
            prints.queue(act.tx, PaperKind.LIST, name, copy=True, at=act.at)
        return name

    def _pick_list(self, numbers: Sequence[str]) -> list[Block]:
        orders = wave.in_turn(self._orders.of(number) for number in numbers)
        stops = wave.path(orders, partial(products.family, self._till))
        return pick_list.pick_list(orders, stops, self._words.pick, self._quantity)

    def _placed(self, number: str) -> list[Block]:
        """Raises NotPlacedHere."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            row = placed.row(connection, number)
            if row is None:
                raise NotPlacedHere(number=number)
            found = placed.known(connection, mirror, row)
        zone = self._till.shop.zone
        return placing_paper.paper(found, self._words.placed, self._quantity, self._money, zone)

    def _name(self, code: str) -> str:
        with self._till.store.read() as mirror:
            return store.name_of(mirror, code)

    def _quantity(self, much: Decimal, unit: Unit) -> str:
        text = figure(much.normalize(), self._words.decimal_mark)
        return text if unit is Unit.EACH else f"{text} {unit.value}"


def _proof_of(f: Fulfilment) -> str:
    return f"{f.order.number}{OF}{DELIVERY}{len(f.hand_overs)}"
