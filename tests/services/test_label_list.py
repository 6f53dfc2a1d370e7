"""Labels that are scanned into a list and printed: each once, whatever the printer does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shop import Shop

from app.domain.errors import BadQuantity, NoLabels, NoSuchFile, NotAllowed, UnknownItem
from app.domain.facts import FactType
from app.domain.paper_kind import PaperKind
from app.services.attention import InterruptedPrint, WaitingLabels
from app.services.label_list import MOST
from app.services.printing import What
from hardware.errors import PrinterTrouble, Reason
from hardware.health import Health, Kind, Row
from hardware.results import CameOut, NotBegun, PrintEnd, Unsure
from hardware.ticket import Line, Place, Ticket

COFFEE, SHIRT = "CAF-001", "CAM-LIN-M"
SHELF, PRODUCT = PaperKind.SHELF_LABEL, PaperKind.PRODUCT_LABEL


class Labeller:
    """Prints until `ends` says otherwise; then each of them, and after those nothing more."""

    def __init__(self, *ends: PrintEnd) -> None:
        self.row = Row(Health("labels", Kind.LABELS, "tcp://x"))
        self.columns, self.dots = 32, 464
        self.ends, self.out = list(ends), list[Ticket]()

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def check(self, what: object) -> None: ...

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        end = self.ends.pop(0) if self.ends else CameOut()
        if not isinstance(end, NotBegun):
            self.out.append(ticket)
        done(end)


class Sheets(Labeller):
    places = 4

    def holds(self, ticket: Ticket) -> bool:
        return True

    @property
    def used(self) -> list[list[int]]:
        return [[part.number for part in one if isinstance(part, Place)] for one in self.out]


@pytest.fixture
def stocker(shop: Shop) -> Shop:
    return shop.sign_in("2001")


def on_list(shop: Shop) -> dict[str, int]:
    return {one.product.sku: one.copies for one in shop.counter.label_list.lines()}


def bring_out(shop: Shop, printer: Labeller) -> None:
    shop.counter.printing.run(printer, what=What.LABELS)


def progress(shop: Shop) -> tuple[int, int, int]:
    run = shop.counter.label_list.run()
    assert run is not None
    return run.out, run.of, run.unsure


def test_what_is_scanned_is_on_the_list_after_a_restart(stocker: Shop) -> None:
    wanted = stocker.counter.label_list
    wanted.add(COFFEE)
    wanted.add(SHIRT, 3)
    wanted.add("caf-001", 2)
    assert on_list(stocker) == {COFFEE: 3, SHIRT: 3}
    assert list(on_list(stocker)) == [COFFEE, SHIRT], "what was said last first"
    stocker.restart()
    assert on_list(stocker) == {COFFEE: 3, SHIRT: 3}
    stocker.counter.label_list.set(SHIRT, 0)
    assert on_list(stocker) == {COFFEE: 3}
    for copies in (0, -1, MOST):
        with pytest.raises(BadQuantity):
            stocker.counter.label_list.add(COFFEE, copies)
    with pytest.raises(UnknownItem):
        stocker.counter.label_list.add("NADA")


def test_all_of_it_is_printed_and_stated_as_it_comes_out(stocker: Shop) -> None:
    wanted, printer = stocker.counter.label_list, Labeller()
    wanted.add(COFFEE, 2)
    wanted.add(SHIRT)
    assert wanted.print(SHELF) == 3
    assert on_list(stocker) == {} and progress(stocker) == (0, 3, 0)
    assert stocker.facts(FactType.LABELS_PRINTED) == []
    bring_out(stocker, printer)
    assert progress(stocker) == (3, 3, 0)
    said = [fact.body["labels"][0]["sku"] for fact in stocker.facts(FactType.LABELS_PRINTED)]
    assert said == [COFFEE, COFFEE, SHIRT] and len(printer.out) == 3
    with pytest.raises(NoLabels):
        wanted.print(SHELF)


def test_labels_that_are_stuck_on_products_say_nothing_of_shelves(stocker: Shop) -> None:
    stocker.counter.label_list.add(COFFEE)
    stocker.counter.label_list.print(PRODUCT)
    bring_out(stocker, Labeller())
    assert stocker.facts(FactType.LABELS_PRINTED) == []


def test_paper_that_runs_out_holds_the_rest_and_nothing_is_printed_twice(stocker: Shop) -> None:
    stocker.counter.label_list.add(COFFEE, 5)
    stocker.counter.label_list.print(SHELF)
    printer = Labeller(CameOut(), CameOut(), NotBegun(Reason.PAPER_OUT))
    with pytest.raises(PrinterTrouble):
        bring_out(stocker, printer)
    assert progress(stocker) == (2, 5, 0)
    (waits,) = stocker.counter.attention.matters()
    assert isinstance(waits, WaitingLabels) and len(waits.jobs) == 3
    stocker.restart()
    bring_out(stocker, printer)
    assert progress(stocker) == (5, 5, 0) and len(printer.out) == 5


def test_of_a_label_that_nobody_is_sure_of_a_person_says(stocker: Shop) -> None:
    stocker.counter.label_list.add(COFFEE, 3)
    stocker.counter.label_list.print(SHELF)
    with pytest.raises(PrinterTrouble):
        bring_out(stocker, printer := Labeller(CameOut(), Unsure(Reason.OFFLINE)))
    bring_out(stocker, printer)
    assert progress(stocker) == (2, 3, 1) and len(printer.out) == 3
    (asked,) = stocker.counter.attention.matters()
    assert isinstance(asked, InterruptedPrint)
    stocker.counter.printing.came_out(asked.job)
    assert progress(stocker) == (3, 3, 0)
    assert len(stocker.facts(FactType.LABELS_PRINTED)) == 3


def test_stopped_it_goes_back_on_the_list_and_its_shelf_still_says_the_old_price(
    stocker: Shop,
) -> None:
    wanted = stocker.counter.label_list
    wanted.add(COFFEE, 3)
    wanted.print(SHELF)
    with pytest.raises(PrinterTrouble):
        bring_out(stocker, Labeller(CameOut(), NotBegun(Reason.PAPER_OUT)))
    wanted.add(COFFEE)
    assert wanted.stop() == 2 and on_list(stocker) == {COFFEE: 3}
    assert progress(stocker) == (1, 1, 0)
    bring_out(stocker, printer := Labeller())
    assert printer.out == [] and wanted.stop() == 0
    assert stocker.counter.attention.matters() == []


def test_whose_price_changed_is_put_on_it_once(stocker: Shop) -> None:
    wanted = stocker.counter.label_list
    stocker.counter.shelf_labels.print_of([COFFEE, SHIRT])
    bring_out(stocker, Labeller())
    with stocker.counter.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE shelf_labels SET price = 1")
    wanted.add(SHIRT, 4)
    assert wanted.add_stale() == 1 and on_list(stocker) == {COFFEE: 1, SHIRT: 4}
    assert wanted.add_stale() == 0
    wanted.print(SHELF)
    assert stocker.counter.shelf_labels.stale() == [], "they are on their way"


def test_a_file_puts_them_on_it_and_says_what_it_could_not_read(
    stocker: Shop, tmp_path: Path
) -> None:
    wanted, file = stocker.counter.label_list, tmp_path / "labels.csv"
    file.write_bytes(
        "\ufeffsku;copias\nCAF-001;2\nCAM-LIN-M\n\nCAF-001\t3\nNADA,1\nCAM-LIN-M;mil\n".encode()
    )
    read = wanted.read_file(file)
    assert (read.added, read.bad) == (6, ("sku;copias", "NADA,1", "CAM-LIN-M;mil"))
    assert on_list(stocker) == {COFFEE: 5, SHIRT: 1}
    file.write_bytes("CAF-001;1\nCamión;1\n".encode("cp1252"))
    assert wanted.read_file(file).bad == ("Camión;1",)
    with pytest.raises(NoSuchFile):
        wanted.read_file(tmp_path / "nada")


def test_sheets_begin_where_the_last_one_was_left(stocker: Shop) -> None:
    wanted, printer = stocker.counter.label_list, Sheets()
    wanted.add(COFFEE, 6)
    wanted.print(SHELF)
    bring_out(stocker, printer)
    assert printer.used == [[1, 2, 3, 4], [1, 2]]
    wanted.add(SHIRT)
    wanted.print(PRODUCT)
    printer.ends = [NotBegun(Reason.OFFLINE)]
    with pytest.raises(PrinterTrouble):
        bring_out(stocker, printer)
    bring_out(stocker, printer)
    assert printer.used[2:] == [[3]], "a sheet that was not begun is not used up"
    stocker.counter.printing.begin_at(2)
    wanted.add(SHIRT, 4)
    wanted.print(SHELF)
    bring_out(stocker, printer)
    assert printer.used[3:] == [[2, 3, 4], [1]]
    assert progress(stocker) == (4, 4, 0)
    with pytest.raises(BadQuantity):
        stocker.counter.printing.begin_at(0)


def test_what_no_label_holds_keeps_the_others_on_the_sheet(stocker: Shop) -> None:
    class Small(Sheets):
        def holds(self, ticket: Ticket) -> bool:
            return not any(isinstance(part, Line) and "Camisa" in part.text for part in ticket)

    wanted, printer = stocker.counter.label_list, Small()
    wanted.add(COFFEE)
    wanted.add(SHIRT)
    wanted.print(SHELF)
    with pytest.raises(PrinterTrouble) as refused:
        bring_out(stocker, printer)
    assert refused.value.code is Reason.ILLEGAL
    assert printer.used == [[1]] and progress(stocker) == (1, 2, 0)


def test_who_may_not_print_labels_needs_leave_and_the_fact_says_whose(stocker: Shop) -> None:
    shop = stocker.sign_in("1001")
    shop.counter.label_list.add(COFFEE)
    with pytest.raises(NotAllowed):
        shop.counter.label_list.print(SHELF)
    assert on_list(shop) == {COFFEE: 1}
    shop.authorise("2001").counter.label_list.print(SHELF)
    shop.counter.till.session.authoriser = None
    bring_out(shop, Labeller())
    (fact,) = shop.facts(FactType.LABELS_PRINTED)
    assert (fact.who, fact.body["allowed_by"]) == ("1001", "2001")
