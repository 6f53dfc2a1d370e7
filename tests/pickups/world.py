"""A shop with its central and a web shop, for one run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from builders import copied
from memory import memory

from app.domain.errors import ShopError
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import Announced, Order, OrderLine, Payment, PaymentState, Wish
from app.domain.product import Unit
from app.domain.staff import Person
from app.domain.tax import TaxCategory
from sync.central import refunding, sequencer
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.masters import order_versions, orders, refunds
from sync.central.masters.refunds import Refund

from .device import Device
from .opening import CENTS, CHEESE, CLERK, COFFEE, PIN, SHIRT, SHOP, opened_shop
from .truth import Truth

WANTED: dict[str, tuple[tuple[str, str, Wish], ...]] = {
    "shirts": ((SHIRT, "2", Wish.NONE),),
    "both": ((SHIRT, "1", Wish.ANY), (COFFEE, "2", Wish.ANY)),
    "weighed": ((CHEESE, "0.400", Wish.ASK), (COFFEE, "1", Wish.ANY)),
    "travels": ((SHIRT, "1", Wish.NONE), (COFFEE, "1", Wish.ANY)),
    "closed": ((SHIRT, "1", Wish.NONE),),
}
"""What people order; of `travels` the coffee comes closed, of `closed` everything."""
CLOSED = {"travels": (2,), "closed": (1,)}


class World:
    """`ahead`: how far each device's clock is off."""

    def __init__(self, ahead: Sequence[timedelta] = (timedelta(),) * 3) -> None:
        made = opened_shop()
        self.at = made.at
        self.place = Path(tempfile.mkdtemp(prefix="pickups-", dir=memory()))
        shutil.copytree(made.place / "central", self.place / "central")
        self.central = Central(f"sqlite:///{self.place / 'central' / 'central.db'}", self.clock)
        with self.central._writer.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("PRAGMA synchronous=OFF")
        self.truth = Truth()
        self.numbers: list[str] = []
        self.qrs: dict[str, list[str]] = {}
        """By order, of each version what its customer was shown."""
        self.devices = [
            Device(self.central, copied(made.place / name, self.place / name), n, self.clock, off)
            for (name, n), off in zip(made.numbers.items(), ahead, strict=True)
        ]
        self._sign_in()

    def _sign_in(self) -> None:
        """Once: a PIN is dear to check."""
        first = self.devices[0].counter
        if _PEOPLE.get(CLERK) is None:
            first.signin.sign_in(CLERK, PIN)
            _PEOPLE[CLERK] = first.till.session.who()
        for device in self.devices:
            device.sign_in(_PEOPLE[CLERK])
        for device in self.devices[:2]:
            device.shop.open_shift("100")
            device.news()

    def close(self) -> None:
        for device in self.devices:
            device.close()
        self.central.close()
        shutil.rmtree(self.place, ignore_errors=True)

    def clock(self) -> datetime:
        return self.at

    def later(self, step: timedelta) -> None:
        self.at += step
        for device in self.devices:
            device.tick()

    # the web shop
    def order(self, what: str, paid: bool) -> Order | None:
        """Somebody orders; None when central does not promise it."""
        number = f"W-{len(self.numbers) + 1}"
        lines = tuple(
            OrderLine(
                n, sku, "", sku.title(), Unit.KG if sku == CHEESE else Unit.EACH,
                TaxCategory.GENERAL, Decimal(quantity), Money(CENTS[sku]), wish=wish,
            )
            for n, (sku, quantity, wish) in enumerate(WANTED[what], 1)
        )  # fmt: skip
        closed = CLOSED.get(what, ())
        box = tuple((n, lines[n - 1].quantity) for n in closed)
        order = Order(
            number,
            1,
            SHOP,
            self.at,
            self.at + timedelta(hours=2),
            lines,
            hold_until=self.at + timedelta(days=2),
            name="Iker S.",
            announced=(Announced(f"BOX-{number}", box),) if box else (),
        )
        if paid:
            capture = (Payment(f"psp-{number}", order.amount, PaymentState.CAPTURED),)
            order = replace(order, payments=capture)
        with suppress(Refusal):
            with self.central.write() as tx:
                orders.place(tx, order, "web")
            self.numbers.append(number)
            self.truth.placed(order)
            self._show(number)
            return order
        return None

    def renew(self, number: str, less: bool) -> None:
        """Somebody comes an hour later, or takes one less of the first line and gets that much
        back from the web shop."""
        was = self.at_central(number).order
        first, *rest = was.lines
        if less and (first.quantity < 2 or was.announced):
            return
        if less:
            first = replace(first, quantity=first.quantity - 1)
        later = was.promised_at + timedelta(hours=0 if less else 1)
        order = replace(was, version=was.version + 1, promised_at=later, lines=(first, *rest))
        order = replace(
            order, payments=tuple(replace(one, amount=order.amount) for one in was.payments)
        )
        with suppress(Refusal):
            with self.central.write() as tx:
                order_versions.renew(tx, order, "web")
            self.truth.orders[number] = order
            self._show(number)

    def _show(self, number: str) -> None:
        with self.central.read() as connection:
            qr = orders.qr(connection, orders.look_up(connection, number).order)
        self.qrs.setdefault(number, []).append(qr)

    def cancel(self, number: str) -> None:
        with self.central.write() as tx:
            orders.cancel(tx, number, "web")

    def qr(self, number: str, *, first: bool = False) -> str:
        """The customer's telephone shows it, or a paper that is older than the last change."""
        return self.qrs[number][0 if first else -1]

    def refunds(self, number: str) -> list[Refund]:
        """What central was told to give back, and to take."""
        with self.central.read() as connection:
            return refunds.of_order(connection, number)

    def pay_back(self, number: str, which: int, done: bool) -> None:
        """The web shop does what it was told, or cannot; it says so as often as it likes."""
        told = [one for one in self.refunds(number) if one.state != refunds.HELD]
        if told:
            one = told[which % len(told)]
            with self.central.write() as tx:
                refunding.answer(tx, number, one.id, "web", done=done)

    def at_central(self, number: str) -> Fulfilment:
        with self.central.read() as connection:
            return orders.look_up(connection, number)

    # the shop
    def does(self, device: Device, step: Callable[[], object]) -> bool:
        """A person tries something; whether it was not refused."""
        try:
            step()
        except ShopError:
            return False
        finally:
            self.look(device)
        return True

    def look(self, device: Device) -> None:
        """What the device's disk says was done, was done."""
        self.truth.done(device.name, device.news())

    # the line
    def say(self) -> None:
        """What central has to say is there to be read."""
        while sequencer.step(self.central):
            pass

    def meet(self) -> None:
        """Everybody hears everything."""
        for device in self.devices:
            device.line = True
            device.send()
        self.say()
        for device in self.devices:
            device.fetch()


_PEOPLE: dict[str, Person] = {}
