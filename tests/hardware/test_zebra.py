"""The label printer, against a socket that answers as one does: each label comes out once."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from test_zpl import ANSWER
from workbench import Bench

from hardware.errors import Reason
from hardware.results import CameOut, HandedOver, NotBegun, Unsure
from hardware.ticket import Line


class Zebra:
    """Keeps what it gets; `out`, `open` and `waiting` are what it says of itself."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.labels = 0
        self.out = self.head_open = False
        self.waiting = 0
        self.hang_up = False
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            with peer:
                self._talk(peer)

    def _talk(self, peer: socket.socket) -> None:
        held = b""
        while came := peer.recv(4096):
            held += came
            while b"\n" in held:
                line, _, held = held.partition(b"\n")
                if line == b"^XZ":
                    self.labels += 1
                    if self.hang_up:
                        return
                if line == b"~HS":
                    peer.sendall(self._status())

    def _status(self) -> bytes:
        said = ANSWER.replace(b"030,0,0", b"030,1,0" if self.out else b"030,0,0")
        said = said.replace(
            b"000,0,0,0,0,2", b"000,0,1,0,0,2" if self.head_open else b"000,0,0,0,0,2"
        )
        return said.replace(b"00000000", b"%08d" % self.waiting)


@pytest.fixture
def zebra() -> Iterator[Zebra]:
    made = Zebra()
    yield made
    made.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def entry(zebra: Zebra, **options: object) -> dict[str, object]:
    return {"kind": "labels", "address": f"tcp://127.0.0.1:{zebra.port}", **options}


def test_a_label_is_out_when_nothing_of_it_is_left_to_print(zebra: Zebra, bench: Bench) -> None:
    printer = bench.start(entry(zebra))
    bench.until(lambda: printer.row.health.well)
    zebra.waiting = 1
    bench.give(printer, "L1")
    bench.until(lambda: zebra.labels == 1)
    assert not bench.ends["L1"]
    zebra.waiting = 0
    assert bench.end("L1") == CameOut()
    assert zebra.labels == 1


@pytest.mark.parametrize("fault", ["out", "head_open"])
def test_a_printer_that_cannot_print_is_not_begun(zebra: Zebra, bench: Bench, fault: str) -> None:
    printer = bench.start(entry(zebra))
    bench.until(lambda: printer.row.health.well)
    setattr(zebra, fault, True)
    reason = Reason.PAPER_OUT if fault == "out" else Reason.COVER_OPEN
    assert bench.print(printer, "L1") == NotBegun(reason)
    assert zebra.labels == 0
    setattr(zebra, fault, False)
    assert bench.print(printer, "L2") == CameOut()


def test_a_line_that_is_lost_in_the_midst_leaves_a_question(zebra: Zebra, bench: Bench) -> None:
    printer = bench.start(entry(zebra))
    bench.until(lambda: printer.row.health.well)
    zebra.hang_up = True
    assert bench.print(printer, "L1") == Unsure(Reason.OFFLINE)
    assert zebra.labels == 1


def test_one_that_says_nothing_of_itself_is_only_handed_its_labels(
    zebra: Zebra, bench: Bench
) -> None:
    printer = bench.start(entry(zebra, answers=False))
    assert bench.print(printer, "L1", [Line("uno")]) == HandedOver()
    bench.until(lambda: zebra.labels == 1)
