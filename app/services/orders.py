"""One order at a time: what is known of it, and stating what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from app.changes import Topic
from app.domain import order_facts
from app.domain.assignment import assignee
from app.domain.barcode import ProductCode, meaning
from app.domain.counting import AskedBy, Task
from app.domain.demo_orders import DEMO_TABLET
from app.domain.errors import BadCode, PickedElsewhere, UnknownItem, UnknownOrder
from app.domain.fulfilment import Fulfilment
from app.domain.order import order_number
from app.domain.order_event import Event, Short, What
from app.domain.order_fold import heard
from app.domain.product import Product
from app.domain.staff import Permission
from app.services.kept import Kept
from app.services.till import Act, Till
from app.storage import counts, orders
from app.storage.folds import event_of
from app.storage.orders import Device

W = TypeVar("W", bound=What)


Settle = Callable[[Act, Fulfilment], Fulfilment]
"""What is done about an order's money in the transaction in which something happened to it."""


class Orders:
    """Finding orders and saying what happens to them; each use one transaction."""

    def __init__(self, till: Till, settle: Settle | None = None) -> None:
        self._till = till
        self._settle = settle
        # A queue names its devices after each scan.
        self._devices = Kept(till, self._read_devices, but=frozenset(Topic))

    def _read_devices(self) -> dict[int, Device]:
        with self._till.store.read() as mirror:
            return orders.devices(mirror)

    @property
    def device(self) -> int:
        """This installation: who prepares, packs and hands over here."""
        return self._till.config.installation

    def device_name(self, installation: int) -> str:
        """What people call a device of the shop: its till's number; of an unknown one its own."""
        if installation == self.device:
            return self._till.config.till
        found = self.known(installation)
        return found.name.rpartition("-")[2] if found else str(installation)

    def known(self, installation: int) -> Device | None:
        """What central says of a device of the shop."""
        return self._devices().get(installation)

    @contextmanager
    def naming(self) -> Iterator[None]:
        """A refusal that another device has an order says what people call that one."""
        try:
            yield
        except PickedElsewhere as error:
            device = int(str(error.facts["device"]))
            found = self.known(device)
            error.facts["name"] = found.name if found else str(device)
            raise

    def assigned(self, f: Fulfilment) -> int:
        """Whose it is to prepare before anybody has begun: by central, or by the hash of the order
        and the shop's tablets; 0: anybody's. Nobody holds the tablet that a demo tells of."""
        if f.order.assigned:
            return f.order.assigned
        with self._till.store.read() as mirror:
            there = [one for one in orders.tablets(mirror) if one != DEMO_TABLET]
            return assignee(f.order.number, there)

    def of(self, number: str) -> Fulfilment:
        """Raises UnknownOrder, BadOrderNumber."""
        found = self.find(order_number(number))
        if found is None:
            raise UnknownOrder(number=number.strip().upper())
        return found

    def find(self, number: str) -> Fulfilment | None:
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            return orders.one(self._till.folds, connection, mirror, number)

    def say(
        self, number: str, rule: Callable[[Fulfilment], W | None], known: int = 0
    ) -> Fulfilment:
        """State what `rule` makes of the order as it is, and say how it is then; None changes
        nothing. `known`: the tick of what a label told us of, and nobody else has. Raises
        UnknownOrder, NotAllowed and what the rule refuses."""
        self._till.session.need(Permission.PICKUPS)
        with self._till.act() as act:
            before = self.of(number)
            with self.naming():
                what = rule(before)
            return before if what is None else self.stated(act, before, what, known)

    def stated(self, act: Act, before: Fulfilment, what: What, known: int = 0) -> Fulfilment:
        """`state`, and what it does to the order's money."""
        after = self.state(act, before, what, known)
        return self._settle(act, after) if self._settle else after

    def state(self, act: Act, before: Fulfilment, what: What, known: int = 0) -> Fulfilment:
        """Append the fact of it; the order after it."""
        kind, tick = order_facts.kind_of(what), max(before.tick, known + 1)
        fact = act.state(kind, order_facts.fact_body(before.order.number, tick, what))
        orders.add(act.tx, fact)
        if isinstance(what, Short) and what.quantity and not what.sold:
            self._to_count(act, before, what)
        return heard(before, event_of(fact))

    def foreseen(self, act: Act, before: Fulfilment, what: What) -> Fulfilment:
        """The order as `state` would leave it; nothing is stated."""
        person = self._till.session.person
        who = person.code if person else ""
        seq = 1 + max(
            (one.seq for one in before.events if one.installation == self.device), default=0
        )
        event = Event(before.tick, self.device, seq, act.at, who, what)
        return heard(before, event)

    @staticmethod
    def _to_count(act: Act, f: Fulfilment, short: Short) -> None:
        """What a picker did not find is looked for: the figure is wrong, or the shelf is."""
        line = f.order.line(short.line)
        if line is not None and line.sku:
            counts.ask(act.tx, Task(line.sku, AskedBy.SHORT, f.order.number, act.at))

    def product(self, code: str) -> Product:
        """By any of its barcodes, or its SKU. Raises UnknownItem, BadCode."""
        found = self._till.catalog.product(code)
        if found is None:
            raise UnknownItem(code=code)
        return found

    def item(self, code: str) -> str:
        """What a line of an order is found by: the SKU of what was scanned, or, of what the
        catalogue does not have, its barcode's key. Raises BadCode."""
        product = self._till.catalog.product(code)
        if product is not None:
            return product.sku
        found = meaning(code)
        if isinstance(found, ProductCode):
            return found.key or found.text.strip()
        raise BadCode(code=code[:40], reason="characters")
