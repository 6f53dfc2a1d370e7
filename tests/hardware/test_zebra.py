"""The label printer, against a socket that answers as one does: each label comes out once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cables import TcpCable
from workbench import Bench
from zebra import Zebra

from hardware.errors import Reason
from hardware.results import CameOut, HandedOver, NotBegun, Unsure
from hardware.ticket import Line


@pytest.fixture
def cable() -> Iterator[TcpCable[Zebra]]:
    made = TcpCable(Zebra())
    made.plug()
    yield made
    made.pull()


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def entry(cable: TcpCable[Zebra], **options: object) -> dict[str, object]:
    return {"kind": "labels", "address": cable.address, **options}


def test_a_label_is_out_when_nothing_of_it_is_left_to_print(
    cable: TcpCable[Zebra], bench: Bench
) -> None:
    printer = bench.start(entry(cable))
    bench.until(lambda: printer.row.health.well)
    cable.metal.waiting = 1
    bench.give(printer, "L1")
    bench.until(lambda: cable.metal.labels == 1)
    assert not bench.ends["L1"]
    cable.metal.waiting = 0
    assert bench.end("L1") == CameOut()
    assert cable.metal.labels == 1


@pytest.mark.parametrize("fault", ["out", "head_open"])
def test_a_printer_that_cannot_print_is_not_begun(
    cable: TcpCable[Zebra], bench: Bench, fault: str
) -> None:
    printer = bench.start(entry(cable))
    bench.until(lambda: printer.row.health.well)
    setattr(cable.metal, fault, True)
    reason = Reason.PAPER_OUT if fault == "out" else Reason.COVER_OPEN
    assert bench.print(printer, "L1") == NotBegun(reason)
    assert cable.metal.labels == 0
    setattr(cable.metal, fault, False)
    assert bench.print(printer, "L2") == CameOut()


def test_a_line_that_is_lost_in_the_midst_leaves_a_question(
    cable: TcpCable[Zebra], bench: Bench
) -> None:
    printer = bench.start(entry(cable))
    bench.until(lambda: printer.row.health.well)
    cable.metal.hangs_up = True
    assert bench.print(printer, "L1") == Unsure(Reason.OFFLINE)
    assert cable.metal.labels == 1


def test_one_that_says_nothing_of_itself_is_only_handed_its_labels(
    cable: TcpCable[Zebra], bench: Bench
) -> None:
    printer = bench.start(entry(cable, answers=False))
    assert bench.print(printer, "L1", [Line("uno")]) == HandedOver()
    bench.until(lambda: cable.metal.labels == 1)
