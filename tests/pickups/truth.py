"""What really lies where: floor, baskets, boxes and customers' bags, whatever any device knows.

A person does what the device's disk says was done, and nothing that cannot be done: who has no box
in hand scans none. So this is told by the facts, and asked before a step is tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain import order_event as e
from app.domain.bodies import document_from
from app.domain.facts import Fact, FactType
from app.domain.fulfilment import Fulfilment
from app.domain.order import Order
from app.domain.order_event import Content, What
from app.domain.order_facts import KINDS
from app.domain.parcel import parcel_id
from app.domain.plain import read
from app.domain.stock import Counted
from app.storage.folds import event_of

from .opening import OPENING

Held = Counter[tuple[int, str]]
"""(line of the order, SKU) and how many thousandths."""
SHELF, ROAD, CUSTOMER, OPENED, GONE = "shelf", "road", "customer", "opened", "gone"
"""Where a box is that is in nobody's hands; `GONE`: back where it came from."""


@dataclass(slots=True)
class Box:
    """A parcel. `where`: one of those words, or the device at which somebody holds it."""

    order: str
    content: Held
    where: str
    label: str = ""
    closed: bool = False

    @property
    def here(self) -> bool:
        return self.where not in (ROAD, CUSTOMER, OPENED, GONE)


@dataclass(slots=True)
class Truth:
    floor: Counter[str] = field(default_factory=lambda: Counter(OPENING))
    baskets: dict[str, Held] = field(default_factory=dict)
    """By order."""
    boxes: dict[str, Box] = field(default_factory=dict)
    """By parcel."""
    orders: dict[str, Order] = field(default_factory=dict)
    given: dict[str, Counter[int]] = field(default_factory=dict)
    """By order, of each line what customers have."""
    times: Counter[str] = field(default_factory=Counter)
    """How often something of an order was handed over."""
    sets: dict[str, set[str]] = field(default_factory=dict)
    """By order, who packed it from what was picked."""
    stolen: Counter[str] = field(default_factory=Counter)
    """Of each, in thousandths, what is not there and nobody has found out."""
    swapped: set[str] = field(default_factory=set)
    """Orders with a substitute in them."""

    def steal(self, sku: str) -> None:
        self.floor[sku] -= 1000
        self.stolen[sku] += 1000

    def placed(self, order: Order) -> None:
        self.orders[order.number] = order
        self.baskets[order.number] = Counter()
        self.given[order.number] = Counter()
        self.sets[order.number] = set()
        for one in order.announced:
            lines = {number: order.line(number) for number, _ in one.content}
            content: Held = Counter(
                {(n, line.sku): _much(q) for n, q in one.content if (line := lines[n])}
            )
            self.boxes[one.code] = Box(order.number, content, ROAD, one.code, closed=True)

    # what may be tried
    def may_pack(self, f: Fulfilment) -> bool:
        """Whether what the device would pack is there to be packed."""
        mine = [one for one in f.set if not one.closed and one.here]
        if any(not self.boxes[one.id].here for one in mine):
            return False
        loose = {number: _much(f.loose(number)) for number in f.lines}
        there = self.baskets[f.order.number]
        return all(
            sum(much for (line, _), much in there.items() if line == number) >= wanted
            for number, wanted in loose.items()
        )

    def may_put_down(self, f: Fulfilment, number: int) -> bool:
        line = f.order.line(number)
        return bool(line and self.baskets[f.order.number][number, line.sku] > 0)

    def in_hand(self, f: Fulfilment, device: str) -> bool:
        """Whether what that device would hand over is in the hands of who stands at it."""
        out = [one for one in f.set if one.state == "out"]
        return all(self.boxes[one.id].where == device for one in out if one.id in self.boxes)

    def boxes_of(self, number: str) -> list[tuple[str, Box]]:
        return [(name, box) for name, box in self.boxes.items() if box.order == number]

    # what was done
    def done(self, device: str, facts: Iterable[Fact]) -> None:
        """What a device's disk has now."""
        bags: dict[str, Counter[str]] = {}
        documents = []
        for fact in facts:
            if fact.type in KINDS:
                self._happened(device, fact, bags)
            elif fact.type == FactType.DOCUMENT_ISSUED:
                documents.append(document_from(fact.body))
            elif fact.type == FactType.STOCK_ADJUSTED:
                self.floor[fact.body["sku"]] += _much(Decimal(fact.body["delta"]))
            elif fact.type == FactType.STOCK_COUNTED:
                for row in read(Counted, dict(fact.body)).rows:
                    self.stolen[row.sku] = 0
        for document in documents:
            bag = bags.get(document.number, Counter())
            for line in document.lines:
                bag[line.sku] -= _much(line.quantity)
            for sku, much in bag.items():  # below zero: it came from the floor
                self.floor[sku] += min(much, 0)

    def _happened(self, device: str, fact: Fact, bags: dict[str, Counter[str]]) -> None:
        event = event_of(fact)
        number, what = str(fact.body["order"]), event.what
        match what:
            case e.Picked(line=line, quantity=quantity):
                sku = self._sku(number, line)
                self._take(number, line, sku, _much(quantity))
            case e.Substituted(line=line, sku=sku, quantity=quantity):
                self.swapped.add(number)
                self._take(number, line, sku, _much(quantity))
            case e.Packed(parcels=parcels, instead_of=old):
                self._pack(device, number, fact, parcels, old)
            case e.HandedOver():
                bags[what.document] = self._hand_over(device, number, what)
            case _:
                self._move(device, what)

    def _take(self, number: str, line: int, sku: str, much: int) -> None:
        self.floor[sku] -= much
        self.baskets[number][line, sku] += much

    def _pack(
        self,
        device: str,
        number: str,
        fact: Fact,
        parcels: tuple[Content, ...],
        old: tuple[str, ...],
    ) -> None:
        there = self.baskets[number]
        for name in old:
            there += self.boxes[name].content
            self.boxes[name].where = OPENED
        self.sets[number].add(device)
        for place, content in enumerate(parcels, 1):
            held: Held = Counter()
            for line, quantity in content:
                left = _much(quantity)
                for of, sku in sorted(there, key=lambda one: one[1] == self._sku(number, line)):
                    if of == line:
                        taken = min(there[of, sku], left)
                        held[of, sku] += taken
                        there[of, sku] -= taken
                        left -= taken
                assert not left, "packed what was not there"
            self.boxes[parcel_id(fact.installation, fact.seq, place)] = Box(number, held, device)

    def _hand_over(self, device: str, number: str, said: e.HandedOver) -> Counter[str]:
        """What is in the bag."""
        self.times[number] += 1
        content: Held = Counter()
        for name in said.parcels:
            box = self.boxes[name]
            assert box.where == device, f"{name} is handed over at {device}, it is {box.where}"
            box.where = CUSTOMER
            content += box.content
        closed = [self.boxes[name].content for name in said.parcels if self.boxes[name].closed]
        for line, quantity, _ in said.refused:
            sku, much = self._sku(number, line), _much(quantity)
            content[line, sku] -= much
            if not any((line, sku) in held for held in closed):
                self.floor[sku] += much
        bag: Counter[str] = Counter()
        for (line, sku), much in content.items():
            self.given[number][line] += much
            bag[sku] += much
        return bag

    def _move(self, device: str, what: What) -> None:
        name = getattr(what, "parcel", "")
        box = self.boxes.get(name)
        if box is None:
            return
        match what:
            case e.Shelved():
                box.where = SHELF
            case e.SentBack():
                box.where = GONE
            case e.PutBack():
                box.where = OPENED
                for (_, sku), much in box.content.items():
                    self.floor[sku] += much
            case e.Arrived() | e.ScannedOut() | e.Kept():
                box.where = device
            case _:
                pass

    def _sku(self, number: str, line: int) -> str:
        found = self.orders[number].line(line)
        assert found is not None
        return found.sku

    # what must be so
    def on_hand(self) -> Counter[str]:
        """What the shop has of each, in thousandths, wherever it lies; closed boxes are not its."""
        there = Counter(self.floor)
        for held in self.baskets.values():
            for (_, sku), much in held.items():
                there[sku] += much
        for box in self.boxes.values():
            if box.here and not box.closed:
                for (_, sku), much in box.content.items():
                    there[sku] += much
        return there

    def left(self) -> set[str]:
        """Orders of which something lies about in the shop, in a box or a basket."""
        found = {number for number, held in self.baskets.items() if any(held.values())}
        return found | {box.order for box in self.boxes.values() if box.here}

    def owed(self, f: Fulfilment) -> list[int]:
        """Lines of which the customer has less than was ordered, and nobody said why."""
        number = f.order.number
        return [
            line.number
            for line in f.order.lines
            if not (f.line(line.number).rejected or f.line(line.number).short)
            and self.given[number][line.number] + _much(f.line(line.number).refused)
            < (1 if line.unit.measured else _much(line.quantity))
        ]

    def astray(self, f: Fulfilment) -> list[str]:
        """Parcels of which central believes wrongly whose they are. Who has one in hand in the shop
        nobody can say, of whom nobody knew that another had put it on the shelf."""
        wrong = []
        for name, box in self.boxes_of(f.order.number):
            parcel = f.parcels.get(name)
            state = parcel.state.value if parcel else "unknown"
            fits = {
                CUSTOMER: ("with_customer",),
                ROAD: ("in_transit",),
                OPENED: ("put_back", "replaced"),
                GONE: ("sent_back",),
            }.get(box.where, ("packed", "out", "arrived", "shelved"))
            if state not in fits:
                wrong.append(f"{name} is {box.where}, and said to be {state}")
        return wrong


def _much(quantity: Decimal) -> int:
    return int(quantity.scaleb(3))
