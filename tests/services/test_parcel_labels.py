"""A parcel's label on labels of any size: stacked where it has room, its words beside it if not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import copied
from order_shop import TILL, a_paid_order, device, order_row, tell
from shop import Shop

from app.services.installing import Made
from app.services.printing import What
from hardware.errors import PrinterTrouble, Reason
from hardware.health import Health, Kind, Row
from hardware.labels import layout
from hardware.labels.placed import Stock
from hardware.results import CameOut, PrintEnd
from hardware.ticket import Line, Qr, Ticket


class Labeller:
    """It has labels of one size, and keeps what it was given."""

    columns, dots = 32, 464

    def __init__(self, stock: Stock) -> None:
        self.stock, self.out = stock, list[Ticket]()
        self.row = Row(Health("labels", Kind.LABELS, "sim://labels"))

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def check(self, what: object) -> None: ...

    def holds(self, ticket: Ticket) -> bool:
        return layout.holds(ticket, self.stock)

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        self.out.append(ticket)
        done(CameOut())


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        tell(shop, [order_row(a_paid_order(shop))])
        preparing = shop.counter.preparing
        preparing.start("W-1042")
        for code in ("9528225000472", "9528225000472", "9526262002947"):
            preparing.pick("W-1042", code)
        preparing.pack("W-1042")
        shop.counter.order_papers.labels("W-1042")
        yield shop


def printed(till: Shop, stock: Stock) -> Ticket:
    printer = Labeller(stock)
    till.counter.printing.run(printer, what=What.LABELS)
    (ticket,) = printer.out
    return ticket


def qr(ticket: Ticket) -> Qr:
    (code,) = (part for part in ticket if isinstance(part, Qr))
    return code


def test_a_tall_label_has_all_of_it_and_a_low_one_the_words_beside_the_code(till: Shop) -> None:
    ((_, code),) = till.counter.order_codes.labels(till.counter.orders.of("W-1042"))
    tall = printed(till, Stock(58, 80))
    till.counter.order_papers.labels("W-1042")
    low = printed(till, Stock(58, 40))
    assert qr(tall).data == qr(low).data == code
    assert (qr(tall).beside, qr(low).beside) == (False, True)
    texts = [part.text for part in low if isinstance(part, Line)]
    assert texts[:3] == ["W-1042", "BULTO 1 DE 1", "Iker S."]
    assert texts[-1].startswith("Preparado por")


def test_a_label_too_small_for_the_code_is_told_and_keeps_its_job(till: Shop) -> None:
    with pytest.raises(PrinterTrouble) as refused:
        printed(till, Stock(20, 10))
    assert refused.value.code is Reason.ILLEGAL
    assert qr(printed(till, Stock(58, 40))).beside
