"""Paper: each original once; DUPLICADO only when an original was delivered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shop import PowerCut, Shop

from app.domain.errors import NotSignedIn, UnknownDocument
from app.domain.facts import FactType
from app.storage.prints import PrintState
from hardware.errors import PrinterTrouble, Reason
from hardware.printers.textfile import TextFilePrinter
from hardware.results import NotBegun, PrintEnd
from hardware.ticket import Ticket

TICKET = "T042C03AS26-000001"
WORD = "DUPLICADO"


class Jammed(TextFilePrinter):
    def __init__(self) -> None:
        super().__init__(Path())

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        done(NotBegun(Reason.CUTTER))


class CutMidway(TextFilePrinter):
    """The power goes when the paper is half out."""

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        super().submit(name, ticket, lambda _end: None)
        raise PowerCut


@pytest.fixture
def sold(open_shop: Shop) -> Shop:
    return open_shop.add("CAF-001").pay_cash("5")


def text(shop: Shop, name: str) -> str:
    return (shop.folder / "tickets" / f"{name}.txt").read_text("utf-8")


def test_the_original_comes_out_once(sold: Shop) -> None:
    assert sold.print_all() == [TICKET]
    assert sold.print_all() == [TICKET]
    assert WORD not in text(sold, TICKET)
    assert TICKET in text(sold, TICKET)
    assert sold.counter.printing.unfinished() == []


def test_every_paper_after_the_original_is_a_duplicate(sold: Shop) -> None:
    sold.print_all()
    assert sold.counter.printing.reprint(TICKET.lower()).copy
    assert sold.counter.printing.reprint(TICKET).copy
    assert sold.print_all() == [TICKET, f"{TICKET}-2", f"{TICKET}-3"]
    assert WORD not in text(sold, TICKET)
    assert WORD in text(sold, f"{TICKET}-2")
    assert len(sold.facts(FactType.REPRINTED)) == 2
    assert sold.counter.drawer.report().reprints == 2


def test_after_a_jam_the_first_paper_is_still_the_original(sold: Shop) -> None:
    printing = sold.counter.printing
    for _ in range(2):
        with pytest.raises(PrinterTrouble):
            printing.run(Jammed())
    assert not printing.reprint(TICKET).copy
    assert [job.state for job in printing.unfinished()] == [PrintState.QUEUED]
    assert sold.facts(FactType.REPRINTED) == []
    sold.print_all()
    assert WORD not in text(sold, TICKET)
    assert printing.reprint(TICKET).copy


def test_a_sale_whose_paper_never_came_is_printed_after_the_crash(sold: Shop) -> None:
    sold.crash()
    assert sold.print_all() == [TICKET]
    assert WORD not in text(sold, TICKET)


@pytest.mark.parametrize("came_out", [True, False])
def test_of_an_interrupted_paper_only_a_person_knows(
    sold: Shop, came_out: bool, tmp_path: Path
) -> None:
    with pytest.raises(PowerCut):
        sold.counter.printing.run(CutMidway(tmp_path / "half"))
    # As after a power cut: no code of ours ran after the paper.
    sold.crash().sign_in("1001")
    (job,) = sold.counter.printing.unfinished()
    assert job.state is PrintState.SENDING
    sold.counter.printing.run(TextFilePrinter(sold.folder / "tickets"))
    assert not (sold.folder / "tickets").exists()
    if came_out:
        sold.counter.printing.came_out(job)
        assert sold.counter.printing.reprint(TICKET).copy
    else:
        sold.counter.printing.print_again(job)
        sold.print_all()
        assert WORD not in text(sold, TICKET)


def test_only_what_exists_is_printed_and_only_by_somebody(sold: Shop) -> None:
    with pytest.raises(UnknownDocument):
        sold.counter.printing.reprint("T042C03AS26-000002")
    sold.counter.signin.sign_out()
    with pytest.raises(NotSignedIn):
        sold.counter.printing.reprint(TICKET)


def test_a_demo_says_on_every_paper_that_it_is_one(sold: Shop) -> None:
    sold.print_all()
    assert "DEMOSTRACIÓN" in text(sold, TICKET)
    assert "SIN VALIDEZ" in text(sold, TICKET)


def test_a_till_whose_printer_is_set_up_wrong_sells_and_its_papers_wait(sold: Shop) -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        sold.counter.printing.run()
    assert trouble.value.code is Reason.NO_SERVICE
    assert [job.state for job in sold.counter.printing.unfinished()] == [PrintState.QUEUED]
