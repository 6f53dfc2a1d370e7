"""Papers go to the printer behind the window's back: nobody waits, and nothing comes out twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shop import Shop

from app.domain.errors import ShopError, UnknownDocument, UnknownItem
from app.services.printing import Paper
from app.storage.prints import PrintState
from app.ui.desks.printing import PrintDesk
from hardware.errors import DeviceError, Reason
from hardware.health import Health, Kind, Row, State
from hardware.results import CameOut, NotBegun, PrintEnd, Unsure
from hardware.ticket import Ticket


class Printer:
    """Answers when the test says so."""

    def __init__(self, name: str, columns: int = 48) -> None:
        self.row = Row(Health(name, Kind.PRINTER, "sim://printer"))
        self.columns, self.dots = columns, columns * 12
        self.given: list[tuple[str, Ticket, Callable[[PrintEnd], object]]] = []

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def check(self, what: object) -> None: ...

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        self.given.append((name, ticket, done))

    def ends(self, end: PrintEnd) -> None:
        self.given.pop(0)[2](end)


class Counter:
    """A desk with two printers, and what the window would have said."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.first, self.second = Printer("first"), Printer("second", 32)
        self.said: list[Reason | type[ShopError]] = []
        printing = shop.counter.printing
        self.desk = PrintDesk(printing, [self.first, self.second], lambda fn: fn(), self._trouble)

    def _trouble(self, error: ShopError | DeviceError) -> None:
        self.said.append(error.code if isinstance(error, DeviceError) else type(error))

    @property
    def states(self) -> list[PrintState]:
        return [job.state for job in self.shop.counter.printing.unfinished()]


@pytest.fixture
def counter(open_shop: Shop) -> Counter:
    for _ in range(2):
        open_shop.add("CAF-001").pay_cash("5")
    return Counter(open_shop)


def test_papers_go_one_after_the_other(counter: Counter) -> None:
    counter.desk.bring_out()
    counter.desk.bring_out()
    assert len(counter.first.given) == 1
    assert counter.states == [PrintState.SENDING, PrintState.QUEUED]
    counter.first.ends(CameOut())
    assert counter.states == [PrintState.SENDING]
    counter.first.ends(CameOut())
    assert counter.states == [] and not counter.said


def test_what_the_first_printer_cannot_begin_goes_to_the_next_in_its_columns(
    counter: Counter,
) -> None:
    counter.desk.bring_out()
    wide = counter.first.given[0][1]
    counter.first.ends(NotBegun(Reason.PAPER_OUT))
    name, narrow, _ = counter.second.given[0]
    assert name == "T042C03AS26-000001" and narrow != wide
    counter.second.ends(CameOut())
    assert not counter.said and len(counter.first.given) == 1


def test_a_paper_that_nobody_can_lay_out_keeps_nothing_waiting(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = counter.shop.counter.printing
    real = printing.paper

    def paper(number: str, *, copy: bool = False) -> Paper:
        if number == "T042C03AS26-000001":
            raise UnknownDocument(number=number)
        return real(number, copy=copy)

    monkeypatch.setattr(printing, "paper", paper)
    counter.desk.bring_out()
    assert counter.said == [UnknownDocument]
    assert [name for name, _, _ in counter.first.given] == ["T042C03AS26-000002"]


def test_what_none_can_begin_waits_until_a_printer_is_well_again(counter: Counter) -> None:
    counter.desk.bring_out()
    counter.first.ends(NotBegun(Reason.PAPER_OUT))
    counter.second.ends(NotBegun(Reason.OFFLINE))
    assert counter.states == [PrintState.QUEUED] * 2
    assert counter.said == [Reason.OFFLINE]
    assert not counter.first.given
    counter.first.row.is_(State.ENABLED)
    counter.desk.changed(counter.first.row.health)
    assert len(counter.first.given) == 1


def test_nobody_knows_what_became_of_a_paper_so_a_person_is_asked_and_the_next_goes_on(
    counter: Counter,
) -> None:
    counter.desk.bring_out()
    counter.first.ends(Unsure(Reason.OFFLINE))
    assert counter.states == [PrintState.SENDING, PrintState.SENDING]
    assert not counter.second.given and counter.said == [Reason.OFFLINE]
    assert [name for name, _, _ in counter.first.given] == ["T042C03AS26-000002"]


def test_a_paper_that_no_printer_can_hold_keeps_nothing_waiting(counter: Counter) -> None:
    counter.desk.bring_out()
    counter.first.ends(NotBegun(Reason.ILLEGAL))
    counter.second.ends(NotBegun(Reason.ILLEGAL))
    assert [name for name, _, _ in counter.first.given] == ["T042C03AS26-000002"]


def test_a_label_whose_product_is_gone_keeps_nothing_waiting(open_shop: Shop) -> None:
    counter = Counter(open_shop)
    open_shop.sign_in("2001").counter.shelf_labels.print_of(["CAF-001", "CAM-LIN-M"])
    with open_shop.counter.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE label_jobs SET sku = 'GONE' WHERE sku = 'CAF-001'")
    counter.desk.bring_out()
    assert counter.said == [UnknownItem]
    assert [name for name, _, _ in counter.first.given] == ["etiqueta+CAM-LIN-M"]
    counter.first.ends(CameOut())
    open_shop.add("CAM-LIN-M").pay_cash("50")
    counter.desk.bring_out()
    assert [name for name, _, _ in counter.first.given] == ["T042C03AS26-000001"]
