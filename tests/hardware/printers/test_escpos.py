"""The receipt printer against our simulated one, which a person breaks in the midst of tickets."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cables import PortCable
from PIL import Image
from workbench import Bench

from hardware.drivers import Around, make, spec_of
from hardware.errors import DeviceError, Reason
from hardware.escpos.profile import PROFILES
from hardware.health import Check, Health, Kind, Row, State
from hardware.printers.escpos import EscposPrinter
from hardware.results import CameOut, HandedOver, NotBegun, PrintEnd, Unsure
from hardware.simulated.printer import Fault, SimLine, SimPrinter
from hardware.ticket import Bars, Line, Part, Symbology
from hardware.transport.serial_port import SerialPort

LONG = [Line(f"linea {number}") for number in range(1500)]
"""More than a printer holds."""


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


@pytest.fixture
def metal(bench: Bench) -> SimPrinter:
    return bench.around.metal.printer("printer")


def start(bench: Bench, **options: object) -> EscposPrinter:
    printer: EscposPrinter = bench.start({"address": "sim://printer", **options}, "printer")
    bench.until(lambda: printer.row.health.state is State.ENABLED)
    return printer


def test_a_ticket_comes_out_as_it_was_given(bench: Bench, metal: SimPrinter) -> None:
    ticket: list[Part] = [Line("Señal 1,00 €"), Bars(Symbology.CODE128, "T042-000123-7")]
    assert bench.print(start(bench), "T1", ticket) == CameOut()
    assert metal.tickets == ["Señal 1,00 €\n[code128 T042-000123-7]"]


def test_the_shops_logo_heads_every_ticket(bench: Bench, metal: SimPrinter, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGBA", (900, 300), (0, 0, 0, 255)).save(file)
    printer = start(bench, logo=str(file))
    for name in ("T1", "T2"):
        assert bench.print(printer, name) == CameOut()
    # As wide as the paper, in bands, and then the ticket.
    assert metal.tickets == ["[576x128]\n[576x64]\nuno"] * 2


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(20)])
def test_a_logo_that_is_no_picture_is_set_up_wrong(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(content)
    for path in (file, tmp_path / "none.png"):
        entry = {"kind": "printer", "address": "sim://printer", "logo": str(path)}
        with pytest.raises(DeviceError) as refused:
            make(spec_of("counter", entry), Around())
        assert refused.value.code is Reason.NO_SERVICE


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.CUTTER])
def test_a_printer_that_cannot_print_is_not_begun(
    bench: Bench, metal: SimPrinter, fault: Fault
) -> None:
    printer = start(bench)
    metal.set(fault)
    assert bench.print(printer, "T1") == NotBegun(Reason(fault.value))
    metal.set(fault, on=False)
    assert bench.print(printer, "T2") == CameOut()
    assert len(metal.tickets) == 1


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.COVER_OPEN])
def test_what_was_begun_goes_on_when_the_paper_is_back(
    bench: Bench, metal: SimPrinter, fault: Fault
) -> None:
    printer = start(bench)
    held_in_the_midst(bench, printer, metal, fault)
    bench.until(lambda: printer.row.health.code is Reason(fault.value))
    assert not bench.ends["T1"]
    printer.kick()
    bench.until(lambda: metal.drawer_open)  # also without paper
    metal.set(fault, on=False)
    assert bench.end("T1") == CameOut()
    assert len(metal.tickets) == 1 and not metal.torn


def test_a_printer_switched_off_in_the_midst_leaves_a_question(
    bench: Bench, metal: SimPrinter
) -> None:
    printer = start(bench)
    held_in_the_midst(bench, printer, metal, Fault.PAPER_OUT)
    metal.set(Fault.OFF)
    assert bench.end("T1") == Unsure(Reason.OFFLINE)
    bench.until(lambda: printer.row.health.state is State.OPENED)
    assert bench.print(printer, "T2") == NotBegun(Reason.OFFLINE)
    metal.set(Fault.OFF, on=False)
    metal.set(Fault.PAPER_OUT, on=False)
    assert bench.print(printer, "T3") == CameOut()
    assert len(metal.tickets) == 1 and len(metal.torn) == 1


def test_a_cutter_that_a_person_freed_is_cleared_and_leaves_a_question(
    bench: Bench, metal: SimPrinter
) -> None:
    printer = start(bench)
    held_in_the_midst(bench, printer, metal, Fault.CUTTER)
    bench.until(lambda: printer.row.health.code is Reason.CUTTER)
    printer.check(Check.AGAIN)
    assert bench.end("T1") == Unsure(Reason.CUTTER)
    assert bench.print(printer, "T2") == CameOut()


def test_a_printer_that_answers_nothing_is_not_begun_unless_its_profile_says_so(
    bench: Bench, metal: SimPrinter
) -> None:
    printer = start(bench)
    metal.set(Fault.MUTE)
    assert bench.print(printer, "T1") == NotBegun(Reason.TIMEOUT)
    metal.pull_cable()
    plain = bench.start({"kind": "printer", "address": "sim://printer", "status": "none"}, "plain")
    printer.stop()
    bench.until(lambda: plain.row.health.state is State.ENABLED)
    assert bench.print(plain, "T2") == HandedOver()
    assert len(metal.tickets) == 1


def test_closing_the_till_in_the_midst_leaves_a_question_and_never_waits(
    bench: Bench, metal: SimPrinter
) -> None:
    printer = start(bench)
    held_in_the_midst(bench, printer, metal, Fault.PAPER_OUT)
    bench.give(printer, "T2")
    printer.stop()
    assert bench.end("T1") == Unsure(Reason.UNSURE)
    assert bench.end("T2") == NotBegun(Reason.DISABLED)
    assert printer.row.health.state is State.CLOSED


class Dawdling(SimPrinter):
    """It may stop for a while, and says that it is well."""

    dawdles = False

    def _go_on(self) -> None:
        if not self.dawdles:
            super()._go_on()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
def test_the_fence_of_a_ticket_that_was_given_up_is_not_taken_for_the_next_ones(
    tmp_path: Path,
) -> None:
    metal, bench = Dawdling(), Bench()
    cable = PortCable(SimLine(metal), tmp_path)
    cable.plug()
    row = Row(Health("printer", Kind.PRINTER, "serial"), bench.around.changed)
    printer = EscposPrinter(row, SerialPort(str(cable.path), {}), PROFILES["80mm"], patience=0.5)
    printer.start()
    try:
        bench.until(lambda: row.health.well)
        assert bench.print(printer, "T0", [Line("cero")]) == CameOut()
        metal.dawdles = True
        assert _ends_and_connects_again(bench, printer, "T1") == Unsure(Reason.TIMEOUT)
        assert _ends_and_connects_again(bench, printer, "T2") == NotBegun(Reason.TIMEOUT)
        metal.dawdles = False
        metal.set(Fault.NEAR_END)  # it goes on: the fence of T1 comes now
        bench.until(lambda: metal.tickets == ["cero", "T1"])
        held = metal.set_at("tres", Fault.PAPER_OUT)
        bench.give(printer, "T3", [Line("tres"), Line("cuatro")])
        bench.until(held.is_set)
        bench.until(lambda: row.health.code is Reason.PAPER_OUT)
        assert not bench.ends["T3"]
        metal.set(Fault.PAPER_OUT, on=False)
        assert bench.end("T3") == CameOut()
        assert metal.tickets == ["cero", "T1", "tres\ncuatro"]
    finally:
        printer.stop()
        cable.pull()


def _ends_and_connects_again(bench: Bench, printer: EscposPrinter, name: str) -> PrintEnd:
    seen = len(bench.healths)
    end = bench.print(printer, name, [Line(name)])
    bench.until(lambda: any(health.code for health in bench.healths[seen:]))
    bench.until(lambda: printer.row.health.well)
    return end


def held_in_the_midst(
    bench: Bench, printer: EscposPrinter, metal: SimPrinter, fault: Fault
) -> None:
    """Ticket T1 begins to come out, and `fault` holds it at its line 20."""
    held = metal.set_at("linea 20", fault)
    bench.give(printer, "T1", LONG)
    bench.until(held.is_set)


# whole schedules
def printed_equals_sold(seed: int) -> None:
    """A shop whose printer is broken at random moments, and a person who looks when asked."""
    dice = random.Random(seed)
    metal = SimPrinter()
    row = Row(Health("printer", Kind.PRINTER, "sim://printer"))
    printer = EscposPrinter(row, SimLine(metal), PROFILES["80mm"], patience=0.3)
    printer.start()
    over = threading.Event()
    breaking = threading.Thread(target=_break, args=(random.Random(seed + 1), metal, over))
    breaking.start()
    sold = [f"T{number:04d}" for number in range(dice.randint(2, 5))]
    try:
        for number in sold:
            _bring_out(printer, metal, number, dice)
    finally:
        over.set()
        breaking.join()
        printer.stop()
    came = [text.partition("\n")[0] for text in metal.tickets]
    assert came == sold, seed


def _bring_out(printer: EscposPrinter, metal: SimPrinter, number: str, dice: random.Random) -> None:
    ticket: list[Part] = [Line(number), *LONG[: dice.randint(1, 600)]]
    for _ in range(200):
        ended = threading.Event()
        ends: list[PrintEnd] = []

        def done(
            end: PrintEnd, ends: list[PrintEnd] = ends, ended: threading.Event = ended
        ) -> None:
            ends.append(end)
            ended.set()

        printer.submit(number, ticket, done)
        assert ended.wait(60), number
        match ends:
            case [CameOut()]:
                return
            case [Unsure()] if _there(metal, number):
                return
            case [Unsure() | NotBegun()]:
                threading.Event().wait(0.01)
            case _:
                raise AssertionError(ends)
    raise AssertionError(f"{number} never came out")


def _there(metal: SimPrinter, number: str) -> bool:
    """A person repairs the printer, and then looks whether the ticket lies there."""
    for fault in Fault:
        metal.set(fault, on=False)
    threading.Event().wait(0.02)
    return any(text.startswith(number) for text in metal.tickets)


def _break(dice: random.Random, metal: SimPrinter, over: threading.Event) -> None:
    while not over.wait(dice.random() * 0.02):
        if dice.random() < 0.15:
            metal.pull_cable()
        fault = dice.choice(list(Fault))
        metal.set(fault)
        over.wait(dice.random() * 0.02)
        if dice.random() < 0.5:  # what it held is gone
            metal.set(Fault.OFF)
            over.wait(dice.random() * 0.01)
            metal.set(Fault.OFF, on=False)
        metal.set(fault, on=False)


def test_tickets_printed_are_tickets_sold_however_the_printer_is_broken() -> None:
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(printed_equals_sold, range(40)))


@pytest.mark.more
def test_tickets_printed_are_tickets_sold_in_a_thousand_schedules() -> None:
    with ThreadPoolExecutor(40) as pool:
        list(pool.map(printed_equals_sold, range(1000, 2000)))
