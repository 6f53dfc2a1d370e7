"""`Shop`: a real till over its real encrypted files, driven as a cashier would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from builders import CET, NOON, copied

from app.commands.counter import working
from app.domain.attempt import AttemptState
from app.domain.cash import MoveKind
from app.domain.document import Document
from app.domain.facts import Fact, FactType
from app.domain.money import Money, parse_money, total
from app.domain.sale import Amount, Line, Percent, Sale
from app.domain.shift import parse_count
from app.domain.tender import TenderKind
from app.services.checkout import Answered, Paid, charge
from app.services.clock import SetClock
from app.services.counter import Counter
from app.services.drawer import Closed
from app.services.verify import verify
from app.storage import baskets, documents, journal, payments
from app.storage.database import Database
from hardware.printers.textfile import TextFilePrinter
from hardware.terminals.simulated import Mood, SimulatedTerminal

PINS = {"1001": "1111", "2001": "2222", "9001": "9999", "5001": "5555"}


class PowerCut(BaseException):
    """The machine is off: nobody catches it."""


class Shop:
    """A till and whoever stands at it. Steps return the shop itself, so that they chain."""

    counter: Counter
    paid: Paid
    answered: Answered
    closed: Closed

    def __init__(self, folder: Path, at: datetime | None = None) -> None:
        """It is noon; but a till that is no demo was made by the real clock, and is not before."""
        self.folder, self.at, self._life = folder, at or NOON, 1
        self._open()
        if at is None and not self.counter.till.config.demo:
            self.at = max(NOON, datetime.now(CET))
            self._set_clock()

    def _open(self) -> None:
        self._files = ExitStack()
        self.counter = self._files.enter_context(working(self.folder))
        self._set_clock()
        self.found = self.counter.start()

    def _set_clock(self) -> None:
        self.counter.till.clock = SetClock(self.counter.till.shop.zone, self.at)

    def __enter__(self) -> Shop:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._files.close()

    # the machine
    def restart(self) -> Shop:
        """Closed as it should be, and opened again; nobody is signed in."""
        self._files.close()
        self._open()
        return self

    def crash(self) -> Shop:
        """The process is gone: only what the disk has this moment is opened again."""
        self._life += 1
        left, dead = self._files, self.folder
        self.folder = copied(dead, dead.with_name(f"{dead.name.split('+')[0]}+{self._life}"))
        left.close()
        self._open()
        return self

    @contextmanager
    def power_cut_after(self, commits: int) -> Iterator[list[int]]:
        """Let so many transactions be written and cut the power before the next.

        Gives what is left of them: below zero once the power went.
        """
        db, left = self.counter.till.db, [commits]
        real = db.write

        @contextmanager
        def write() -> Iterator[Any]:
            left[0] -= 1
            if left[0] < 0:
                raise PowerCut
            with real() as tx:
                yield tx

        db.write = write  # type: ignore[method-assign]
        try:
            yield left
        except PowerCut:
            pass
        finally:
            del db.write

    def later(self, **step: float) -> Shop:
        self.at += timedelta(**step)
        self._set_clock()
        return self

    # people
    def sign_in(self, code: str, pin: str = "") -> Shop:
        self.counter.signin.sign_in(code, pin or PINS[code])
        return self

    def authorise(self, code: str) -> Shop:
        self.counter.signin.authorise(code, PINS[code])
        return self

    # the ticket
    def scan(self, *codes: str) -> Shop:
        for code in codes:
            self.counter.register.scan(code)
        return self

    def add(self, sku: str, quantity: str | None = None) -> Shop:
        self.counter.register.add(sku, None if quantity is None else Decimal(quantity))
        return self

    def dear(self, price: str) -> Shop:
        """A line of that price, whoever stands there."""
        session = self.counter.till.session
        person, session.person = session.person, None
        self.sign_in("2001").add("BOL-TEL")
        self.counter.register.price(parse_money(price), "test")
        session.person = person
        return self

    def varios(self, price: str, vat: str = "21") -> Shop:
        self.counter.register.varios(parse_money(price), Decimal(vat), "suelto")
        return self

    def quantity(self, quantity: str) -> Shop:
        self.counter.register.quantity(Decimal(quantity))
        return self

    def price(self, price: str) -> Shop:
        self.counter.register.price(parse_money(price), "la etiqueta dice")
        return self

    def discount_line(self, off: str) -> Shop:
        self.counter.register.discount_line(_off(off), "cliente")
        return self

    def discount_ticket(self, off: str) -> Shop:
        self.counter.register.discount_ticket(_off(off), "cliente")
        return self

    def park(self) -> Shop:
        self.counter.tickets.park()
        return self

    def recall(self, place: int = 1) -> Shop:
        self.counter.tickets.recall(place)
        return self

    def identify(self, card: str) -> Shop:
        self.counter.customers.identify(card)
        return self

    # money
    def pay_cash(self, amount: str | None = None) -> Shop:
        self.paid = self.counter.checkout.pay_cash(_amount(amount))
        return self

    def pay_by_hand(self, amount: str | None = None) -> Shop:
        self.paid = self.counter.checkout.pay_by_hand(_amount(amount), "123456", "4321")
        return self

    def pay_card(self, amount: str | None = None, mood: Mood = Mood.APPROVE) -> Shop:
        self.terminal.tell(mood)
        checkout = self.counter.checkout
        self.answered = charge(
            checkout, self.terminal, lambda: checkout.begin_card(_amount(amount))
        )
        self.paid = self.answered.paid
        return self

    def reverse(self, mood: Mood = Mood.APPROVE) -> Shop:
        """Give the basket's last card payment back."""
        checkout = self.counter.checkout
        attempt = checkout.begin_reversal()
        assert attempt is not None
        self.terminal.tell(mood)
        self.answered = checkout.answer(attempt, checkout.ask(self.terminal, attempt))
        return self

    def refund(
        self,
        number: str,
        parts: list[tuple[int, str]] | None = None,
        means: str = "",
        moods: tuple[Mood, ...] = (),
    ) -> Document | None:
        """A return, paid back to the end; None when the terminal did not say yes."""
        asked = None
        if parts is not None:
            asked = [(line, Decimal(quantity)) for line, quantity in parts]
        begun = self.counter.refunds.begin(number, asked, means)
        return begun if isinstance(begun, Document) else self.pay_back(begun, moods)

    def pay_back(self, sale: Sale, moods: tuple[Mood, ...] = ()) -> Document | None:
        counter, left = self.counter, list(moods)
        while (attempt := counter.refunds.next_card(sale)) is not None:
            self.terminal.tell(left.pop(0) if left else Mood.APPROVE)
            self.answered = counter.checkout.answer(
                attempt, counter.checkout.ask(self.terminal, attempt)
            )
            if self.answered.paid.document:
                return self.answered.paid.document
            if self.answered.attempt.state is not AttemptState.APPROVED:
                return None
            sale = counter.refunds.pending() or sale
        return counter.refunds.finish(sale)

    # the drawer
    def open_shift(self, amount: str) -> Shop:
        self.counter.drawer.open(parse_money(amount))
        return self

    def move(self, kind: MoveKind, amount: str, why: str = "cambio") -> Shop:
        self.counter.drawer.move(kind, parse_money(amount), why)
        return self

    def count(self, *words: str) -> Shop:
        self.counter.drawer.count(parse_count(words))
        return self

    def close_shift(self) -> Shop:
        self.closed = self.counter.drawer.close()
        return self

    def print_all(self) -> list[str]:
        """The papers in the tray, by name."""
        tray = self.folder / "tickets"
        self.counter.printing.run(TextFilePrinter(tray))
        return sorted(path.stem for path in tray.iterdir())

    # asking
    @property
    def terminal(self) -> SimulatedTerminal:
        assert isinstance(self.counter.terminal, SimulatedTerminal)
        return self.counter.terminal

    @property
    def db(self) -> Database:
        return self.counter.till.db

    @property
    def sale(self) -> Sale:
        return self.counter.register.the_sale()

    @property
    def line(self) -> Line:
        return self.sale.line(self.sale.chosen)

    @property
    def document(self) -> Document:
        """What was issued last."""
        newest = self.counter.printing.last()
        assert newest is not None
        return newest

    def facts(self, kind: FactType | None = None) -> list[Fact]:
        with self.db.read() as connection:
            return [f for f in journal.since(connection) if kind in (None, FactType(f.type))]

    def recorded_by_card(self) -> int:
        """Cents that the till believes the terminal took, less what it gave back."""
        with self.db.read() as connection:
            newest = documents.newest(connection, 100_000)
            issued = [payments.paid(connection, one) for one in newest]
            tenders = [t for d in issued for t in d.tenders]
            tenders += [t for s in baskets.everything(connection) for t in s.tenders]
        return total(t.amount for t in tenders if t.kind is TenderKind.CARD).cents

    def adds_up(self) -> bool:
        """The journal by `verify`; and to the cent what the terminal's own book says."""
        found = verify(self.db, self.counter.till.regime).violations
        assert found == []
        assert self.terminal.captured() == self.recorded_by_card()
        return True


def _off(text: str) -> Percent | Amount:
    return Percent(Decimal(text[:-1])) if text.endswith("%") else Amount(parse_money(text))


def _amount(text: str | None) -> Money | None:
    return None if text is None else parse_money(text)
